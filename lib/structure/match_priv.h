/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of the assignment share: columns in cells, rows with their
 * candidates, prices.  For match_*.c alone.
 *
 * Reduced cost of a pair: c_ij - v_j, with the prices v of the columns, which
 * only fall.  A row knows its columns of least reduced cost (k of them at some
 * moment) and `beyond`, which all others reached at that moment, and
 * therefore always reach: a least value over the list is the least over
 * all columns when it is not above `beyond`.  Else the row is searched again, for more.
 */
#ifndef GW_STRUCTURE_MATCH_PRIV_H
#define GW_STRUCTURE_MATCH_PRIV_H

#include <stddef.h>
#include <stdint.h>

#include "cell/box.h"

/* The box with short vectors, cells in it, and the columns sorted by cell. */
struct match_cells {
	struct gw_box box;	/* the same lattice, as cubic as it gets */
	int    ortho;
	double safe;		/* a vector of at most this square is its own shortest image */
	int    m[3];		/* cells along each direction */
	double lo[3], per[3];	/* cell = (s - lo)*per, s fractional */
	double width[3];	/* of a cell, perpendicular [length] */
	int    n;
	double (*y)[3];		/* [n] wrapped, in cell order */
	double *v;		/* [n] prices [length^2] */
	int32_t *atom;		/* [n] the caller's index */
	int32_t *start;		/* [cells+1] */
	double *top;		/* [cells] no price in the cell is above it */
	double highest;		/* no price at all is */
	size_t cap_y, cap_v, cap_atom, cap_start, cap_top;
};

struct match_edge {
	double  c;		/* cost [length^2] */
	float   low;		/* not above c - v, now and later */
	int32_t j;		/* column, in cell order */
};

struct match_row {
	double  x[3];		/* wrapped */
	struct match_edge *edge;	/* [n] by rising c - v at the time of the search */
	double  beyond;		/* no other column is below it; infinite: there is no other */
	int32_t n;
	int32_t atom;		/* the caller's index */
};

struct gw_assign {
	struct match_cells c;
	int     n;
	struct match_row *row;	/* [n] in cell order */
	struct match_edge *pool;	/* [n][FIRST] the first lists; longer ones are blocks of their own */
	int32_t *x;		/* [n] column of a row, -1: none */
	int32_t *y;		/* [n] row of a column, -1: none */
	double  *cost;		/* [n] of a row and its column */
	int32_t *free, *other;	/* [n] rows without column, and those of the next pass */
	int     nfree;
	struct match_search *search;	/* of the shortest paths */
	size_t  cap_row, cap_pool, cap_x, cap_y, cap_cost, cap_free, cap_other;
};

enum { MATCH_FIRST = 12 };	/* candidates of a row to begin with, about two shells of neighbours */

/* ---- cells ---- */

/* Sort y [n][3] into cells; prices 0. */
void match_cells_sort(struct match_cells *c, const struct gw_box *box, int n, const double *y);
void match_cells_clear(struct match_cells *c);

/* Wrap x into the box; the number of its cell. */
int match_cells_place(const struct match_cells *c, double x[3]);

/* Bounds of prices by cell, after prices were set. */
void match_cells_tops(struct match_cells *c);

/* |y_j - x|^2 by the shortest image; d may be NULL. */
double match_cost(const struct match_cells *c, const double x[3], int j, double d[3]);

/*
 * The columns of least c - v below `most`, k at most, sorted; *beyond: all
 * others are not below it.  Returns how many.
 */
int match_cells_best(struct match_cells *c, const double x[3], int k, double most,
	struct match_edge *edge, double *beyond);

/* ---- rows ---- */

/* Search row i again, for more than it has; edge[] moves. */
void match_expand(struct gw_assign *a, int i);

/*
 * Row i: its best column, both least reduced costs.  The least is exact; *u2 is not above the
 * second least, *j2 its column, -1 when that is not in the list.
 */
int match_best_two(struct gw_assign *a, int i, double *u1, double *u2, int *j2);

/* ---- the ways to match ---- */

/* Every row of free[] takes its best column where that is free, prices as they are. */
void match_greedy(struct gw_assign *a);

/* A pass of augmenting row reduction over free[]. */
void match_reduce(struct gw_assign *a);

/* Prices by an auction, scale: square of the mean spacing.  The matching is not to be used. */
void match_auction(struct gw_assign *a, double scale);

/* Match all of free[] by shortest augmenting paths. */
void match_paths(struct gw_assign *a);
void match_search_free(struct match_search *s);

#endif
