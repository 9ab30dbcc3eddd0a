/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One block of a neighbour list.  For list.c alone. */
#ifndef GW_CELL_BLOCK_H
#define GW_CELL_BLOCK_H

#include "cell/grid.h"
#include "cell/list.h"
#include "cell/within.h"

struct gw_block_run;

struct gw_block_work {			/* one thread's */
	const struct gw_search_loops *loops;
	double  *x[3];		/* coordinates of the slots, 8 more than there are */
	double  *far2;		/* [nspecies][stride] square of how far an atom reaches
				   to a slot, if not all alike */
	int     stride;
	int32_t *atom, *type, *map, *start, *tmp;
	int32_t (*image)[3];
	int8_t (*turn)[3];
	struct gw_block_run *run;	/* what the atoms of a cell look at */
	size_t cap_x[3], cap_atom, cap_type, cap_map, cap_start, cap_tmp, cap_image, cap_turn,
	    cap_run, cap_far2;
};

/*
 * Slots and pairs of block `number` of l (its reach, full and pair_cutoff being set), from the
 * sorted atoms of g, types of s and box b.
 */
void gw_block_build(struct gw_list *l, const struct gw_grid *g, struct gw_block_work *k,
	const struct gw_sys *s, const struct gw_box *b, int number);

/* Free what they hold. */
void gw_block_clear(struct gw_block *b);
void gw_block_work_clear(struct gw_block_work *k);

#endif
