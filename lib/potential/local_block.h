/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A region as one block of a neighbour list, so that the loops of potentials run on it as they
 * are.  Slots: the mobile atoms; images of them, which move along; frozen atoms and images.
 * Every pair of which one is mobile stands in one row, of a mobile atom.
 *
 * Pairs are found twice: a wide list of all that may come near while displacements are moderate, and, from it
 * and often, the rows, with a thin skin.  Rows hold as long as the two largest displacements since
 * they were made add up to less than the skin: in a rearrangement few atoms go far.
 */
#ifndef GW_POTENTIAL_LOCAL_BLOCK_H
#define GW_POTENTIAL_LOCAL_BLOCK_H

#include "cell/list.h"
#include "potential/hessian.h"
#include "potential/local_priv.h"

/*
 * Slots nbr[0..n-1] less than sqrt(r2) from slot i to out, in their order; returns how many.
 * nbr is readable for 7 places more, and names slots there; out has room for n + 8.
 */
typedef int gw_local_pick(const double *xs, int i, const int32_t *nbr, int n, double r2, int32_t *out);
extern gw_local_pick gw_local_pick_v3, gw_local_pick_v4;

struct gw_local_block {
	struct gw_block b;	/* nown, nslot, row, nbr, part, atom, type; nothing else */
	int     nmoving;	/* slots below it are mobile, from it on frozen */
	double  *xs;		/* [nslot][4] positions */
	double  *fs;		/* [nslot][4] what loops add to */
	int32_t *home;		/* [nslot] own slot of a mobile atom, first slot of a frozen one */
	int     nlive, ntwin;
	int32_t *live;		/* [nlive] first slots of frozen atoms near mobile ones, now or at the reference */
	int32_t *twin;		/* [ntwin] other slots of frozen atoms that stand here more than once */

	/* called when slots were made anew, with xs and rows of the reference: what is
	 * needed of it, slot by slot */
	void  (*reference)(struct gw_local *l);

	/* the rest is for local_block.c */
	const struct gw_search_loops *loops;
	gw_local_pick *pick;
	double  *shift;		/* [nmoving-nown][3] from the own slot to the image */
	int32_t (*image)[3];	/* [nown] */
	char    *mark;		/* [nslot] NEAR_NOW, NEAR_BEFORE */
	double  *u_wide, *u_row;	/* [nown][3] displacements when wide list and rows were made */
	int     moved;		/* u_wide is not zero */
	int32_t *wrow, *wpart, *wnbr;	/* the wide list, as row, part and nbr of a block */
	struct gw_places place;	/* what is around the region; of each place: */
	double  *far2;		/* [species or 1][stride] how far atoms of a species see it, squared */
	int     stride;
	int32_t *rank;		/* row i has those above 2i: mobile atoms j > i and their images, images of i
				   on one side, and all that is frozen */
	int32_t *kind;		/* species */
	int32_t *slot;		/* its slot */
	int32_t *head;		/* [atoms of the system] first slot of a frozen atom, while slots are filled */
	int32_t *hit;		/* one row, before its species are sorted */
	size_t  cap[20];
};

/* of l->in->own; reference as above */
void gw_local_block_make(struct gw_local_block *k, const struct gw_local_base *b,
	void (*reference)(struct gw_local *l));
void gw_local_block_drop(struct gw_local_block *k);

/* Slots and rows of the region that was chosen. */
void gw_local_block_choose(struct gw_local *l, struct gw_local_block *k);

/* Positions at u, in rows that hold there. */
void gw_local_block_move(struct gw_local *l, struct gw_local_block *k, const double *u);

/* The sum of energies (fs[3]) of all slots less those of the reference, e0 [nslot]. */
double gw_local_block_change(const struct gw_local_block *k, const double *e0);

/*
 * Forces fs of mobile atoms with those of their images to f [m][3].  -1: one is no number, or an energy is not,
 * or de is not.
 */
int gw_local_block_forces(const struct gw_local *l, const struct gw_local_block *k, double *f, double de,
	struct gw_err *e);

/* Slots as atoms of a Hessian, to map [nslot]: mobile ones, or numbers of live frozen ones. */
void gw_local_block_map(const struct gw_local_block *k, int32_t *map);

/* Pairs in the longest row. */
int gw_local_block_longest(const struct gw_local_block *k);

/* How near atoms of two species must be to count, skin 0. */
double gw_local_reach(const struct gw_pot *p, int ti, int tj);

#endif
