/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bonds around the centres that one atom has to do with, for potentials of
 * three bodies: the atom itself, and those within reach of it.
 */
#ifndef GW_POTENTIAL_BONDS_H
#define GW_POTENTIAL_BONDS_H

#include "potential/perturb.h"

struct gw_bond {		/* from a centre to a neighbour */
	int    slot, type;
	double d[3], u[3], r2, r;	/* its vector, its direction, its length */
};

struct gw_bond_near {
	struct gw_bond b;	/* slot: 0 the atom, j + 1 its neighbour j */
	int moves;		/* 1: one of its ends is the atom, or an image of it; 0: none,
				   or both */
	int mover;		/* 1: its far end is */
	double g;		/* for the potential */
};

struct gw_bond_centre {
	int slot, type;
	int first, last;	/* its bonds: first .. last - 1 */
};

/*
 * Centres to w->part (the atom first, every other atom once), bonds up to reach + a->dmax
 * to w->more.  Returns the number of centres, w->npart.
 */
int gw_bonds_find(const struct gw_near *a, double reach, struct gw_perturb_space *w);

/* Vectors of the bonds that move, the atom displaced by d. */
void gw_bonds_move(const struct gw_near *a, const double d[3], struct gw_perturb_space *w);

#endif
