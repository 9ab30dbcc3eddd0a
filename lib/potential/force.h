/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Forces: one workspace that evaluates a bound potential for a system, keeps
 * the neighbour list fresh and counts what it cost.
 *
 * The sums run in an order that depends on the list alone, never on the
 * number of threads.  The list is a function of the positions at which it
 * was built (gw_force_anchor), so a run resumed from a checkpoint that holds
 * them repeats the bits of an uninterrupted one.
 */
#ifndef GW_POTENTIAL_FORCE_H
#define GW_POTENTIAL_FORCE_H

#include "base/err.h"
#include "cell/sys.h"
#include "potential/pot.h"

/* what gw_force_eval computes beside the energy and the forces */
enum gw_want {
	GW_WANT_F      = 0,
	GW_WANT_VIRIAL = 1,	/* total virial */
	GW_WANT_ATOM   = 2	/* energy and virial of each atom */
};

struct gw_force {
	const struct gw_pot *pot;	/* borrowed */
	double skin;			/* [length]; set before the first evaluation */

	/* results of the last evaluation, owned */
	double *e_atom;		/* [n] energy; always set */
	double *w_atom;		/* [n][6] virial xx yy zz xy xz yz [energy], with GW_WANT_ATOM:
				   w_i^ab = 1/2 sum_j r_ij^a f_ij^b, r_ij = x_i - x_j, f_ij the force on i
				   from j (pair, EAM); a triplet's goes to its atoms in equal parts;
				   LAMMPS's stress/atom S_i = -w_i */
	double virial[6];	/* sum_i w_i, with GW_WANT_VIRIAL;
				   pressure = (2K/dim + tr W/dim)/V */
	int    extrapolated;	/* atoms whose density left the embedding table */

	/* costs */
	long   nevals, nbuilds;

	struct gw_list *list;	/* neighbour list */
	struct gw_eval *scratch;
};

/* pot is borrowed and must outlive it; skin < 0 takes the unit system's default */
struct gw_force *gw_force_new(const struct gw_pot *pot, double skin);
void gw_force_free(struct gw_force *fo);

/*
 * Energy and forces of s: sets s->f, s->energy, fo->e_atom, and what `want`
 * asks for.  Rebuilds the list when atoms or box moved too far.
 * -1: GW_BADDATA, an energy is not finite (message names the atom by id:
 * NaN position, two atoms at one point), or box and potential do not fit.
 */
int gw_force_eval(struct gw_force *fo, struct gw_sys *s, int want, struct gw_err *e);

/* The longest force on an atom of s, as it was evaluated last. */
double gw_force_largest(const struct gw_sys *s);

/*
 * Positions [n][3] and box (row vectors) at which the present list was
 * built; borrowed, NULL before the first evaluation.
 */
const double *gw_force_anchor(const struct gw_force *fo, const double (**h)[3]);

/*
 * Build the list of s from anchor positions x0 [n][3] and box h0 of a
 * checkpoint instead of from s->x.
 */
int gw_force_set_anchor(struct gw_force *fo, const struct gw_sys *s,
	const double *x0, const double h0[3][3], struct gw_err *e);

/* Forget the list: the next evaluation builds a new one (positions jumped). */
void gw_force_reset(struct gw_force *fo);

#endif
