/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Neighbour list: blocks of atoms close in space, each with the halo of atoms
 * and periodic images that its pairs reach.
 *
 * Every unordered pair within its cut-off + skin at build time stands in exactly
 * one block, in the row of one of the block's own atoms; in a full list it stands
 * in the rows of both atoms, each in its own block.  A block's work touches nothing but
 * its own slots: own atoms first, then the halo.  What it adds to halo slots
 * is gathered afterwards, slot by slot in block order: memory is walked in space order
 * whatever the order of the atoms.  Hence forces have the
 * same bits for any number of threads, inner loops know no periodic boundary,
 * and boxes smaller than the cut-off work: an atom's halo then holds several
 * images of it, itself included.
 */
#ifndef GW_CELL_LIST_H
#define GW_CELL_LIST_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "cell/sys.h"

#define GW_LIST_SPECIES 32	/* most species of a system with a list */
#define GW_LIST_BEHIND 8	/* entries of nbr that may be read behind the last */

struct gw_block {
	int     nown;		/* own atoms: slots 0 .. nown-1 */
	int     nslot;		/* own + halo */
	int     first;		/* number of its slot 0 among the slots of all blocks */
	int     npair;
	int32_t *row;		/* [nown+1] start of each own atom's neighbours in nbr */
	int32_t *nbr;		/* [npair] slots; in a row the species are in ascending order;
				   GW_LIST_BEHIND more may be read, and name slots too */
	int32_t *part;		/* [nown][nspecies] where the neighbours of a species end in nbr */
	int32_t *atom;		/* [nslot] atom of a slot */
	int32_t *home;		/* [nslot] the atom's own slot among the slots of all blocks */
	int32_t *type;		/* [nslot] its species */
	int32_t (*image)[3];	/* [nslot] slot position = x[atom] + image h */
	int8_t (*turn)[3];	/* [nslot] = position of the atom's own slot + turn h */
	size_t  cap_row, cap_nbr, cap_part, cap_slot[5];
};

struct gw_list {
	int    n;		/* atoms */
	int    full;		/* set before building: rows hold all neighbours, not half */
	const double *pair_cutoff;	/* set before building; borrowed: [nspecies][nspecies], each at
				   most cutoff, for pairs of these species; NULL: cutoff for all */
	double cutoff, reach;	/* [length] reach = cutoff + skin */
	int    nblock;
	struct gw_block *block;	/* [nblock], in space order: layer by layer
				   along the third box vector */
	int    nlayer;		/* layers of nblock/nlayer blocks */
	int    layers_near;	/* a halo reaches this many layers up and down, around the period */
	int    nslot;		/* slots of all blocks */
	long   npair;

	/* own slot of atom i among the slots of all blocks */
	int32_t *home;		/* [n] */
	int32_t *rank;		/* [nslot] of an own slot: its number in the order of blocks */
	/* halo slots of an own slot of rank r, in block order:
	 * in_slot[in_start[r] .. in_start[r+1]-1] (they count the slots of all blocks) */
	int32_t *in_start;	/* [n+1] */
	int32_t *in_slot;

	double *x0;		/* [n][3] positions at build */
	struct gw_box box0;	/* box at build */

	int    maxblock;	/* blocks that were allocated */
	size_t cap_atom[4], cap_in, cap_rank;
	struct gw_list_scratch *scratch;
};

struct gw_list *gw_list_new(void);
void gw_list_free(struct gw_list *l);

/*
 * Build for positions x [n][3] and box b (types from s).
 * -1, GW_BADDATA: a position is not finite (atom named by id), or a periodic
 * width is below an eighth of cutoff + skin.
 */
int gw_list_build(struct gw_list *l, const struct gw_sys *s, const double *x,
	const struct gw_box *b, double cutoff, double skin, struct gw_err *e);

/*
 * 1 while every pair within the cut-off is surely in the list: with F the
 * map of the box since the build and u the largest displacement beyond it,
 * smin(F) (cutoff + skin) - 2u >= cutoff.
 */
int gw_list_fresh(const struct gw_list *l, const struct gw_sys *s);

#endif
