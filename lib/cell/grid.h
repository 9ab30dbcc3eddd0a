/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The grid under a neighbour list: atoms wrapped into the box and sorted into
 * cells, cells gathered into nearly cubic blocks.  For list.c and sites.c alone.
 */
#ifndef GW_CELL_GRID_H
#define GW_CELL_GRID_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "cell/sys.h"

struct gw_grid {
	int    m[3];		/* cells along each direction */
	int    ns[3];		/* cells to look at on each side of one */
	int    nb[3];		/* blocks */
	double lo[3], per[3];	/* cell = (s - lo)*per, s fractional */
	double width[3];	/* of a cell, perpendicular [length] */

	double  *xw;		/* [n][3] wrapped positions */
	int32_t (*wrap)[3];	/* [n] periods taken away */
	int32_t *cell;		/* [n] */
	int32_t *start;		/* [cells+1] first place of a cell in order */
	int32_t *order;		/* [n] atoms by cell */
	size_t  cap_xw, cap_wrap, cap_cell, cap_start, cap_order;
};

/*
 * Sort atoms at x [n][3] in box b into cells that suit pairs up to reach.
 * -1, GW_BADDATA: a position is not finite (atom named by id).
 */
int gw_grid_sort(struct gw_grid *g, const struct gw_sys *s, const double *x,
	const struct gw_box *b, double reach, struct gw_err *e);
void gw_grid_clear(struct gw_grid *g);	/* frees what it holds */

/* Number of the cell at c, of the block along k that holds cell c, and that block's first cell. */
int gw_grid_cell(const struct gw_grid *g, const int c[3]);
int gw_grid_block(const struct gw_grid *g, int k, int c);
int gw_grid_first(const struct gw_grid *g, int k, int block);

#endif
