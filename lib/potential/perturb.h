/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One atom i moved by d, all others fixed: how its own energy and that of the
 * whole system change.
 *
 *	dE_atom = E_i(x_i + d) - E_i(x_i),	dE_sys = U(x_i + d) - U(x_i)
 *
 * E_i is gw_force.e_atom: half of the pair energies of i and its embedding
 * energy, or what the potential's three-body terms leave to it.  The sums are of
 * differences of terms, each of them accurate for the smallest d; nowhere are totals
 * subtracted.  Li, Xiao, Egami, Fan, Mater. Today Phys. 2024 (101582), section 4.4.
 *
 * A potential with a .perturb of its own works on the neighbourhood alone.  For others
 * gw_perturb_moves evaluates the cluster around i, and sums differences of energies of atoms.
 */
#ifndef GW_POTENTIAL_PERTURB_H
#define GW_POTENTIAL_PERTURB_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "potential/pot.h"

struct gw_sys;

#define GW_NEAR_SPARE 8		/* places behind the last that may be read */

/* An atom and those around it, without periodic boundaries. */
struct gw_near {
	int    dim, self;	/* species of the atom */
	double own;		/* its .number */
	double dmax;		/* no displacement is longer */
	int    n;		/* others: all within reach*cut-off + dmax, or more */
	double *x, *y, *z;	/* [n] x_j - x_i */
	int32_t *type;		/* [n] */
	int32_t *atom;		/* [n] */
	int32_t index;		/* the atom itself */
	double *number;		/* [n] .number of each */
	int    twins;		/* 1: a small box, an atom may stand here more than once */
	int32_t *first;		/* [n] with twins: the first place of the same atom; -1: an image of
				   the atom itself, which moves with it */
	size_t cap[8];
};

/* Displacements, as columns.  The number of them is a multiple of 8. */
struct gw_moves {
	int m;
	const double *x, *y, *z;	/* [m] length */
	const double *d2;		/* [m] |d|^2 */
};

/* First and second derivatives with respect to x_i of E_i and of U. */
struct gw_curve {
	double g_atom[3], g_sys[3];		/* energy/length */
	double h_atom[3][3], h_sys[3][3];	/* energy/length^2 */
};

/* Workspace of a thread. */
struct gw_perturb_space {
	void   *part, *more;	/* the potential's own, of whatever type; npart of the first */
	int    npart;
	double *term, *share;	/* of .terms */
	double *before;		/* terms, or energies of atoms, before the move */
	size_t cap_part, cap_more, cap_term, cap_share, cap_before;
};

struct gw_perturb_space *gw_perturb_space_new(void);
void gw_perturb_space_free(struct gw_perturb_space *w);

/* How a potential does it; any function may be NULL. */
struct gw_perturb {
	int reach;	/* atoms that matter are within this many cut-offs: 1, or 2 */
	/* a number of the atom that its own neighbourhood gives, and others need: its density */
	double (*number)(const struct gw_pot *p, const struct gw_near *a);
	void (*moves)(const struct gw_pot *p, const struct gw_near *a, const struct gw_moves *d,
	    double *e_atom, double *e_sys, struct gw_perturb_space *w);
	/*
	 * Instead of moves: w->term, the terms that the atom takes part in when it is displaced
	 * by d, in an order that does not depend on d; w->share, which part of each is the atom's.
	 * Returns how many; makes room for them.  d = 0 comes first for each atom.
	 */
	int (*terms)(const struct gw_pot *p, const struct gw_near *a, const double d[3],
	    struct gw_perturb_space *w);
	void (*curve)(const struct gw_pot *p, const struct gw_near *a, struct gw_curve *c,
	    struct gw_perturb_space *w);	/* adds to c */
};

/* In how many cut-offs around an atom others matter to p. */
int gw_perturb_reach(const struct gw_pot *p);

/*
 * dE_atom and dE_sys [d->m] of the moves d of the atom in the middle of a.  s: the system it is
 * from (for potentials without a way of their own).  -1: such a potential failed.
 */
int gw_perturb_moves(const struct gw_pot *p, const struct gw_sys *s, const struct gw_near *a,
	const struct gw_moves *d, double *e_atom, double *e_sys, struct gw_perturb_space *w,
	struct gw_err *e);

/*
 * Gradients and Hessians: of EAM and pair potentials analytic, of others by
 * differences of gw_perturb_moves of fourth order with the given step.  A
 * two-dimensional system has zeros in the third row and column.
 */
int gw_perturb_curve(const struct gw_pot *p, const struct gw_sys *s, const struct gw_near *a,
	double step, struct gw_curve *c, struct gw_perturb_space *w, struct gw_err *e);

#endif
