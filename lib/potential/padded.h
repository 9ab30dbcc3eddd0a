/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A system without periodic boundaries, for codes that know none: the atoms,
 * then as many images of them as the neighbours of the atoms need, and rows
 * of neighbours as plain arrays.  Made from a (half) neighbour list; it stays
 * valid as long as that one does.
 */
#ifndef GW_POTENTIAL_PADDED_H
#define GW_POTENTIAL_PADDED_H

#include <stdint.h>

#include "cell/list.h"

struct gw_rows {
	int *start;		/* [rows + 1] */
	int *nbr;		/* particles */
	size_t cap_start, cap_nbr;
};

struct gw_padded {
	int n;			/* atoms: particles 0 .. n-1 */
	int total;		/* particles */
	int32_t *atom;		/* [total] atom of a particle */
	int32_t (*image)[3];	/* [total] its place is x[atom] + image h */
	int nlist;
	struct gw_rows *list;	/* [nlist] one for each cut-off */

	double *x0;		/* [n][3] and box: the list that it was made from */
	struct gw_box box0;
	int whole;		/* rows hold every pair of that list, however far */
	int32_t *first, *next;	/* images of an atom, as a chain */
	size_t cap[5];
};

struct gw_padded *gw_padded_new(int nlist);
void gw_padded_free(struct gw_padded *p);

/*
 * Follow the list (1: something changed, 0: all is as it was) for a system
 * whose box is now b.  cutoff [nlist], none above the list's; ghosts [nlist]:
 * 1 where the images need rows too (their neighbours among the particles).
 */
int gw_padded_update(struct gw_padded *p, const struct gw_list *l, const struct gw_box *b,
	const double *cutoff, const int *ghosts);

#endif
