/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one evaluation works on; the inside of potential/force.h, for the
 * files of this folder.
 *
 * A potential goes over the blocks of the list in parallel.  It enters block b, which
 * brings the halo and clears what the block adds to, just before it works there: before
 * all blocks, with many atoms, it would have left the caches by then.  It
 * reads slot rows xs (x, y, z, 0) and adds to slot rows fs (f_x, f_y,
 * f_z, energy share) and, if asked, to ws (virial share, six numbers), all of
 * them indexed by block.first + slot.  gw_force_eval gathers xs of own slots
 * before, and afterwards adds the slots of every atom in block order.
 */
#ifndef GW_POTENTIAL_EVAL_H
#define GW_POTENTIAL_EVAL_H

#include <stddef.h>

#include "cell/list.h"
#include "cell/sys.h"
#include "potential/force.h"

struct gw_eval {
	const struct gw_list *list;
	const struct gw_sys *sys;
	int want;		/* enum gw_want */
	double *xs;		/* [nslot][4] */
	double *fs;		/* [nslot][4] */
	double *ws;		/* [nslot][6] with GW_WANT_ATOM, else NULL */
	double *as;		/* [nslot] one number per slot: densities, then F' */
	double (*wb)[6];	/* [nblock] virial of each block */
	int    *xb;		/* [nblock] atoms outside a table */
	size_t cap[8];
	void   *own;		/* workspace of the potential, freed by free_own */
	void  (*free_own)(void *own);
	int    nstore;		/* workspaces of gw_eval_stores */
	void   *store;
	size_t store_size;
	void  (*clear_store)(void *store);
};

/*
 * An array of at least n workspaces of the potential, one a thread or one a block,
 * of size bytes each, zero when they are new.  clear frees what one holds.
 */
void *gw_eval_stores(struct gw_eval *v, int n, size_t size, void (*clear)(void *store));

/* as of a block's own slots += as of their atoms' halo slots, in block order */
static inline void
gw_eval_collect(struct gw_eval *v, const struct gw_block *b)
{
	const struct gw_list *l = v->list;

	for (int k = b->first; k < b->first + b->nown; k++) {
		int r = l->rank[k];

		for (int q = l->in_start[r]; q < l->in_start[r + 1]; q++)
			v->as[k] += v->as[l->in_slot[q]];
	}
}

/* as of a block's halo slots = as of their own slots */
static inline void
gw_eval_spread(struct gw_eval *v, const struct gw_block *b)
{
	for (int k = b->nown; k < b->nslot; k++)
		v->as[b->first + k] = v->as[b->home[k]];
}

/* halo positions of a block, and zero in all that its work adds to; own positions are there */
void gw_eval_enter(struct gw_eval *v, int number);

/* add the share of one pair (r = x_i - x_j, force on i = fr r) to w */
static inline void
gw_pair_virial(double w[6], double fr, double dx, double dy, double dz)
{
	w[0] += fr*dx*dx;
	w[1] += fr*dy*dy;
	w[2] += fr*dz*dz;
	w[3] += fr*dx*dy;
	w[4] += fr*dx*dz;
	w[5] += fr*dy*dz;
}

/*
 * The virial of a pair goes to the block's sum; with GW_WANT_ATOM half of it
 * to each of the two slots.
 */
static inline void
gw_eval_virial(struct gw_eval *v, const struct gw_block *b, double sum[6], int i, int j,
	double fr, double dx, double dy, double dz)
{
	gw_pair_virial(sum, fr, dx, dy, dz);
	if (v->want & GW_WANT_ATOM) {
		gw_pair_virial(v->ws + 6*(size_t)(b->first + i), 0.5*fr, dx, dy, dz);
		gw_pair_virial(v->ws + 6*(size_t)(b->first + j), 0.5*fr, dx, dy, dz);
	}
}

#endif
