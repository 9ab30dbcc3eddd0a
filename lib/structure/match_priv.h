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
#include "structure/match.h"

/* Part of the columns: half of that of its parent. */
struct match_node {
	double mid[3], half[3];	/* box around it [length] */
	double g[3];		/* mean way there from the rows that take them [length] */
	double bend[3];		/* how much faster x changes than y */
	double top;		/* v_j is below a parabola through it:
				   see match_tree.c [length^2] */
};

/* The box with short vectors, the columns in it, sorted by cell, or as a tree. */
struct match_cells {
	struct gw_box box;	/* the same lattice, as cubic as it gets */
	int    ortho;
	double safe;		/* a vector of at most this square is its own shortest image */
	int    tree;		/* the columns are a tree; else in cells */
	int    m[3];		/* cells along each direction */
	double lo[3], per[3];	/* cell = (s - lo)*per, s fractional */
	double width[3];	/* of a cell, perpendicular [length] */
	int    n;
	double (*y)[3];		/* [n] wrapped, in the order of cells or tree */
	double *v;		/* [n] prices [length^2] */
	int32_t *atom;		/* [n] the caller's index */
	int32_t *start;		/* [cells+1] */
	double *top;		/* [cells] no price in the cell is above it */
	double highest;		/* no price at all is */
	struct match_node *node;	/* [2^(depth+1)-1] of the tree, level by level */
	int    depth;
	size_t cap_y, cap_v, cap_atom, cap_start, cap_top, cap_node;
};

struct match_edge {
	double  c;		/* cost [length^2] */
	float   low;		/* not above c - v, now and later */
	int32_t j;		/* column, in their order */
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
	struct match_row *row;	/* [n] in the order of cells or tree */
	struct match_edge *pool;	/* [n][FIRST] the first lists; longer
					   ones are blocks of their own */
	int32_t *x;		/* [n] column of a row, -1: none */
	int32_t *y;		/* [n] row of a column, -1: none */
	double  *cost;		/* [n] of a row and its column */
	int32_t *free, *other;	/* [n] rows without column, and those of the next pass */
	int     nfree;
	double  scale;		/* of prices within a leaf of the trees [length^2] */
	struct match_search *search;	/* of the shortest paths */
	size_t  cap_row, cap_pool, cap_x, cap_y, cap_cost, cap_free, cap_other;
};

enum { MATCH_FIRST = 12 };	/* candidates of a row to begin with,
				   about two shells of neighbours */

/* A search: what is wanted, what was found. */
struct match_look {
	struct match_cells *c;
	const double *x;
	int    k, n;			/* wanted, found */
	double limit;			/* only below this */
	double beyond;
	struct match_edge *edge;
	double *value;			/* [k] c - v of edge[] */
};

/* ---- columns in cells ---- */

/* Box and room for n columns. */
void match_cells_start(struct match_cells *c, const struct gw_box *box, int n);

/* Sort y [n][3] into cells; prices 0. */
void match_cells_sort(struct match_cells *c, const struct gw_box *box, int n, const double *y);
void match_cells_clear(struct match_cells *c);

/* Wrap x into the box; the number of its cell. */
int match_cells_place(const struct match_cells *c, double x[3]);

/* The cell of a wrapped x, and how far into it x is: 0 .. 1 within the cells. */
void match_cells_find(const struct match_cells *c, const double x[3], int at[3], double t[3]);

static inline int
match_cells_number(const struct match_cells *c, const int at[3])
{
	return (at[2]*c->m[1] + at[1])*c->m[0] + at[0];
}

/* Bounds of prices by cell or node, after prices were set. */
void match_cells_tops(struct match_cells *c);

/* ---- columns as a tree ---- */

/* Part i of the 2^d into which n are divided starts here. */
int match_part(int n, int d, int i);

/* Depth of a tree of n. */
int match_tree_depth(int n);

/* x [n][3] in the order of a tree. */
void match_tree_order(const struct gw_box *box, int n, const double *x, int32_t *order);

/* Sort y [n][3] into a tree.  Prices, ways and tops are match_scales's to set. */
void match_tree_sort(struct match_cells *c, const struct gw_box *box, int n, const double *y);

/* The ways [n][3] to the columns from the rows that shall take them; the tops are left. */
void match_tree_ways(struct match_cells *c, const double (*way)[3]);
void match_tree_tops(struct match_cells *c);
void match_tree_search(struct match_look *l);

/* ---- looking for columns ---- */

/* |y_j - x|^2 by the shortest image; d may be NULL. */
double match_cost(const struct match_cells *c, const double x[3], int j, double d[3]);

/* Columns [from, to), moved by shift, into the list; the highest of their prices. */
double match_look_scan(struct match_look *l, int from, int to, const double shift[3]);

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

/*
 * Prices by an auction with steps from `step` down to 0.01 scale.
 * The matching is good to the last.
 */
void match_auction(struct gw_assign *a, double step, double scale);

/* Prices that make the matching of the auction the best, up to a few rows: these become free. */
void match_refine(struct gw_assign *a);

/* The assignment of points that have far to go, matched as trees. */
void match_far(struct gw_assign *a, const struct gw_box *box, int n, const double *x,
	const double *y);

/* Costs from places, not from sums and differences with prices. */
void match_settle_costs(struct gw_assign *a);

/* Prices, and their scale, from the same problem for the leaves, and for those of these again. */
void match_scales(struct gw_assign *a);

/* Match all of free[] by shortest augmenting paths. */
void match_paths(struct gw_assign *a);
void match_search_free(struct match_search *s);

#endif
