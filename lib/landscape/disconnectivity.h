/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Disconnectivity: which minima can reach each other below an energy.
 *
 * Minima are joined by transitions, each over a saddle.  At an energy E the minima fall into
 * superbasins: sets joined by saddles at or below E.  As E grows superbasins merge, each time at
 * the energy of a saddle, and the merges are a tree whose leaves are the minima; a landscape
 * that was explored in separate pieces is several trees.  Saddles in ascending order and a
 * union-find over minima make it in O(n log n).
 *
 * Becker & Karplus, J. Chem. Phys. 106, 1495 (1997); Wales, Miller & Walsh, Nature 394, 758 (1998).
 *
 * All energies are in one unit, the caller's.  Nothing depends on the order of the transitions.
 */
#ifndef GW_LANDSCAPE_DISCONNECTIVITY_H
#define GW_LANDSCAPE_DISCONNECTIVITY_H

#include <stdint.h>

#include "base/err.h"

struct gw_transition {
	int64_t a, b;		/* numbers of the two minima */
	double  ea, eb, es;	/* energies of the minima and of the saddle */
};

enum gw_transition_kind {
	GW_TRANSITION_FINE,
	GW_TRANSITION_MISSING,	/* an energy is not finite */
	GW_TRANSITION_BELOW	/* the saddle is lower than one of its minima
				   by more than the tolerance */
};
enum gw_transition_kind gw_transition_check(const struct gw_transition *t, double tolerance);

struct gw_saddle {
	double  e;		/* not below its minima */
	int32_t a, b;		/* places of the minima, a < b */
};

struct gw_landscape {
	int32_t  n;		/* minima */
	int64_t *number;	/* [n] ascending */
	double  *energy;	/* [n] the lowest that was told of the minimum */
	double   spread;	/* largest difference between energies told of one minimum, */
	int64_t  spread_at;	/* ... and the number of that minimum */
	long     nsaddle;
	struct gw_saddle *saddle;	/* [nsaddle] ascending; one for each pair of minima,
					   the lowest */
	long     loops;		/* transitions from a minimum to itself: no saddle here,
				   the minimum counts */
	long     duplicates;	/* transitions between a pair of minima that has another one */
	long     raised;	/* saddles that were below a minimum and were put at its energy */
};

/*
 * Landscape of n transitions, all of them GW_TRANSITION_FINE.  More minima may be known than the
 * transitions name: number and energy [nknown] of those, or NULL.  NULL: GW_BADDATA, more than
 * 2^31 - 2 minima, or a known energy that is not finite.
 */
struct gw_landscape *gw_landscape_new(const struct gw_transition *t, long n, const int64_t *number,
	const double *energy, long nknown, struct gw_err *e);
void gw_landscape_free(struct gw_landscape *l);

/*
 * Nodes: the nleaf minima in their order, then the merges by energy (then by their lowest minimum).
 */
struct gw_tree {
	int32_t  nleaf, n;
	int32_t  nroot;		/* trees: components of the landscape */
	int32_t *minimum;	/* [nleaf] place in the landscape */
	double  *energy;	/* [n] of the minimum, or where the superbasins merge */
	int32_t *parent;	/* [n] above n, or -1; every merge has two children or more */
	int32_t *count;		/* [n] minima of the landscape in this superbasin */
	int32_t *lowest;	/* [n] place in the landscape of its lowest minimum
				   (of equal ones the first) */
};

/* The exact tree.  Superbasins that meet at one energy make one node. */
struct gw_tree *gw_tree_new(const struct gw_landscape *l);
void gw_tree_free(struct gw_tree *t);

/*
 * The classical graph: superbasins looked at only at the levels e0 + k step, so that every merge
 * moves up to the next level, but not above top (infinite: no such limit).
 */
struct gw_tree *gw_tree_levels(const struct gw_tree *t, double e0, double step, double top);

/* For each leaf [nleaf] the largest superbasin in which it is the lowest: its minima, and the energy
 * where it merges with a deeper one (infinite for the lowest of a component). */
void gw_tree_basins(const struct gw_tree *t, int32_t *count, double *leave);

/*
 * What is drawn of a large tree; 0 takes all.  The lowest minimum of a superbasin of which
 * anything is left is left.
 */
struct gw_tree_choice {
	long   most;		/* this many of the lowest minima */
	long   count;		/* superbasins (of gw_tree_basins) of at least so many minima */
	double depth;		/* ... and at least so deep below where they merge */
};

/* The tree over the chosen leaves.  Counts and lowest minima stay those of the whole; a
 * root stays although only one child may be left of it. */
struct gw_tree *gw_tree_choose(const struct gw_tree *t, const struct gw_tree_choice *c);

/*
 * Places across the picture x [n]: leaf k stands alone in a slot of width 1 between 0 and nleaf, a
 * merge above its lowest leaf; every superbasin has a range of slots of its own, so that no
 * branches cross.  The lowest leaf stands near the middle of that range, the other parts around it
 * from the deepest to the shallowest; trees likewise.
 */
void gw_tree_places(const struct gw_tree *t, double *x);

#endif
