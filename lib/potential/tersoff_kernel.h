/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the two loops of lib/potential/tersoff.c share: the parameters as they
 * are used, and the fast loop, which runs where gw_cpu_v4().
 */
#ifndef GW_POTENTIAL_TERSOFF_KERNEL_H
#define GW_POTENTIAL_TERSOFF_KERNEL_H

#include <stddef.h>
#include <stdint.h>

#include "cell/list.h"

/* The fast loop reads each of these as one row of eight numbers. */
struct gw_tersoff_pair {
	double R, per_D;	/* f_C is 1 up to R - 1/per_D, 0 from R + 1/per_D on */
	double A, lambda1, B, lambda2;
	double n, beta;
};

struct gw_tersoff_triple {
	double g0, gc2, d2, h;	/* g = g0 - gc2/(d2 + (h - cos)^2) */
	double l1, l3;		/* exp(l1 x + l3 x^3), x = r_ij - r_ik */
	double R, per_D;	/* of f_C(r_ik) */
};

/* a, b, c: species of the centre i, of j, of k */
struct gw_tersoff_table {
	int ns;
	int plain_g;		/* no exponentials, and f_C(r_ik) is that of the pair (i, k) */
	struct gw_tersoff_pair *pair;	/* [ns][ns] */
	struct gw_tersoff_triple *triple;	/* [ns][ns][ns] */
	double *rc2;		/* [ns][ns] square of the pair's cut-off */
	double *reach2;		/* [ns][ns] of the largest one of (a, *, b) */
};

/* the arguments of exp are kept within +-LIMIT, as LAMMPS does */
#define GW_TERSOFF_LIMIT 69.0776

/* workspace of one thread: for the plain loop `near`, for the fast one the others */
struct gw_tersoff_store {
	struct gw_tersoff_near *near;
	double  *d;
	int32_t *k;
	double  *e;
	int32_t *t;
	size_t  cap_near, cap_d, cap_k, cap_e, cap_t;
};

/*
 * One block: adds forces and energies to fs and, unless w is NULL, sets w to
 * the block's virial.  xs holds the species of a slot in its fourth lane.
 */
typedef void gw_tersoff_block(const struct gw_tersoff_table *t, const struct gw_block *b,
	const double *xs, double *fs, struct gw_tersoff_store *st, double w[6]);

#ifdef __x86_64__
extern gw_tersoff_block gw_tersoff_block_v4;
#endif

#endif
