/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * D_min: the least root mean square distance between two configurations over
 * all ways to say which atom became which (Yu, Gao, Gao, Samwer: eqs. 2, 3).
 *
 *	C_ij  = |r_i(t0 + t) - r_j(t0)|^2, shortest image, i and j of one species
 *	D_min = [ min_X sum C_ij X_ij / N ]^1/2, X a permutation
 *
 * The minimum is exact.  Rows keep a few candidates each, complete to a bound
 * that grows on demand; memory is O(N).  Prices of the columns prove it: see gap.
 */
#ifndef GW_STRUCTURE_MATCH_H
#define GW_STRUCTURE_MATCH_H

#include <stdint.h>

#include "base/err.h"
#include "cell/sys.h"

/* ---- points to points ---- */

struct gw_assign;	/* a workspace */

struct gw_assign *gw_assign_new(void);
void gw_assign_free(struct gw_assign *a);	/* NULL is accepted */

/*
 * The permutation `to` that makes sum_i |y_to[i] - x_i|^2, shortest images in
 * box, least.  x, y [n][3] finite, anywhere.  warm: start from the prices of the
 * call before, with the same y and another x near the last one.
 * In two dimensions the third direction is not periodic and x = y along it.
 */
void gw_assign(struct gw_assign *a, const struct gw_box *box, int n, const double *x,
	const double *y, int warm, int32_t *to);

/*
 * What proves it, from `to` and the prices v alone: any permutation costs at
 * least sum_i min_j (C_ij - v_j) + sum_j v_j, so the sum is above the least by no more than
 *	gap = sum_i [C_i,to(i) - v_to(i) - min_j (C_ij - v_j)] >= 0.
 * The minima go over all n columns.
 */
double gw_assign_gap(struct gw_assign *a, const int32_t *to);

/* ---- configuration to configuration ---- */

struct gw_match {
	int    n;
	int32_t *to;		/* [n] index in s of what atom i of ref became */
	double (*d)[3];		/* [n] its displacement, shortest image, drift off unless kept */
	double (*u)[3];		/* [n] displacement of atom i by its label (id), the mean off unless kept;
				   NaN without labels */
	double sum;		/* of |d|^2 [length^2] */
	double dmin;		/* sqrt(sum/n), 0 without atoms */
	double r0;		/* (V/n)^(1/3) of ref, (A/n)^(1/2) in 2-D */
	double gap;		/* of the certificate, over the sum: see gw_match_pair */
	double rmsd;		/* of u */
	double relabelled;	/* part of the atoms matched to another id; NaN without labels */
	long   jumped, moved;	/* atoms farther than r0/2: by labels (-1 without),
				   by the matching */
	double drift[3];	/* translation of s against ref that was taken off; kept: the mean
				   displacement of the matching */
	double volume;		/* of s over that of ref */
	int    scaled;		/* the boxes differ: s was mapped to the box of ref */
	int    labelled;	/* both hold the same ids */
	int    solves;		/* assignments of all atoms that the drift took */
	struct match_work *work;
};

/* Zeroed before its first use; buffers are kept from call to call. */
void gw_match_clear(struct gw_match *m);

/*
 * Match s to ref.  Different boxes: s is mapped by s x = x h_s^-1 h_ref.
 *
 * Drift: one translation of all atoms is taken off, the mean displacement by
 * labels; where these went farther than a quarter of the box on average (long runs, permuted
 * labels), the difference of the centres of all atoms, which is it for continuous
 * trajectories and needs no labels.  If the mean displacement of the matching
 * then makes more than 1 % of the sum, the drift is that, and is matched again, by turns.
 * Smaller means are no drift: D_min would fall with each chain of replacements that closes
 * around the box, by 0.1 % at 9,000 atoms.  keep_drift: no translation is taken off.
 *
 * gap is relative to the sum, or to n (0.003 r0)^2 where the sum is smaller:
 * what rounding leaves of prices of order r0^2 is no news about a sum of nearly 0.
 *
 * -1, GW_BADDATA: units, dimension or the number of atoms of a species differ;
 * positions not finite.
 */
int gw_match_pair(struct gw_match *m, const struct gw_sys *s, const struct gw_sys *ref,
	int keep_drift, struct gw_err *e);

#endif
