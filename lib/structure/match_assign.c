/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The exact assignment of points to points, from its parts: rows with their
 * candidates, the order in which the ways to match are tried, the proof.
 */
#include "structure/match.h"
#include "structure/match_priv.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"

static const double AUCTION = 1e7;	/* free rows times all: from here on it pays */
static const double REACH = 1.35;	/* of the first search, in mean spacings:
					   about ten candidates */
static const double TIE = 1e-9;		/* square of mean spacings */
enum {
	FEW = 128,			/* points that need no better start */
	LONELY = 1000			/* one of so many rows without a column in reach: uneven */
};

struct gw_assign *
gw_assign_new(void)
{
	return gw_alloc(1, sizeof(struct gw_assign));
}

/* ---- rows ---- */

static int
own_block(const struct gw_assign *a, int i)
{
	const struct match_edge *e = a->row[i].edge;

	return e && !(e >= a->pool && e < a->pool + (size_t)MATCH_FIRST*a->n);
}

static void
drop_blocks(struct gw_assign *a)
{
	for (int i = 0; i < a->n; i++)
		if (own_block(a, i))
			gw_free(a->row[i].edge);
	a->n = 0;
}

void
gw_assign_free(struct gw_assign *a)
{
	if (!a)
		return;
	drop_blocks(a);
	match_cells_clear(&a->c);
	match_search_free(a->search);
	gw_free(a->row);
	gw_free(a->pool);
	gw_free(a->x);
	gw_free(a->y);
	gw_free(a->cost);
	gw_free(a->free);
	gw_free(a->other);
	gw_free(a);
}

static void
reserve(struct gw_assign *a, int n)
{
	size_t m = (size_t)n;

	gw_reserve(&a->row, &a->cap_row, m, sizeof *a->row);
	gw_reserve(&a->pool, &a->cap_pool, MATCH_FIRST*m, sizeof *a->pool);
	gw_reserve(&a->x, &a->cap_x, m, sizeof *a->x);
	gw_reserve(&a->y, &a->cap_y, m, sizeof *a->y);
	gw_reserve(&a->cost, &a->cap_cost, m, sizeof *a->cost);
	gw_reserve(&a->free, &a->cap_free, m, sizeof *a->free);
	gw_reserve(&a->other, &a->cap_other, m, sizeof *a->other);
}

/* Rows in the order of their cells, so that what is near in space is near in memory. */
static void
order_by_cells(const struct match_cells *c, int n, const double *x, int32_t *order)
{
	size_t nc = (size_t)c->m[0]*(size_t)c->m[1]*(size_t)c->m[2];
	int32_t *cell = gw_alloc((size_t)n, sizeof *cell), *place = gw_alloc(nc + 1, sizeof *place);

	for (int i = 0; i < n; i++) {
		double w[3];

		memcpy(w, x + 3*(size_t)i, sizeof w);
		cell[i] = match_cells_place(c, w);
		place[cell[i] + 1]++;
	}
	for (size_t k = 1; k <= nc; k++)
		place[k] += place[k-1];
	for (int i = 0; i < n; i++)
		order[place[cell[i]]++] = i;
	gw_free(cell);
	gw_free(place);
}

/*
 * The rows, in the order that goes with that of the columns; without columns, without candidates.
 */
static void
start_rows(struct gw_assign *a, int n, const double *x)
{
	drop_blocks(a);
	reserve(a, n);
	if (a->c.tree)
		match_tree_order(&a->c.box, n, x, a->free);
	else
		order_by_cells(&a->c, n, x, a->free);
	for (int i = 0; i < n; i++) {
		struct match_row *r = &a->row[i];

		memset(r, 0, sizeof *r);
		r->atom = a->free[i];
		memcpy(r->x, x + 3*(size_t)r->atom, sizeof r->x);
		gw_box_wrap(&a->c.box, r->x, NULL);
		a->x[i] = a->y[i] = -1;
	}
	a->n = n;
}

/* Search row i for its best k columns; a list of more than MATCH_FIRST is a block of its own. */
static void
look_up(struct gw_assign *a, int i, int k)
{
	struct match_row *r = &a->row[i];
	struct match_edge *old = own_block(a, i) ? r->edge : NULL;

	r->edge = k > MATCH_FIRST ? gw_alloc((size_t)k, sizeof *r->edge) :
	    a->pool + (size_t)MATCH_FIRST*i;
	r->n = match_cells_best(&a->c, r->x, k, INFINITY, r->edge, &r->beyond);
	gw_free(old);
}

/* As many as before are enough where prices have fallen since; else twice as many. */
void
match_expand(struct gw_assign *a, int i)
{
	struct match_row *r = &a->row[i];
	double before = r->beyond;
	int k = r->n < MATCH_FIRST ? MATCH_FIRST : r->n;

	look_up(a, i, k);
	if (!(r->beyond > before))
		look_up(a, i, k > a->n/2 && k < a->n ? a->n : 2*k);
}

/* Mean distance of the columns in the part of the box that they fill. */
static double
spacing(const struct gw_assign *a)
{
	const struct match_cells *c = &a->c;
	double volume = 1;
	int nd = 0;

	for (int k = 0; k < 3; k++)
		if (c->width[k] > 0) {
			volume *= c->width[k]*c->m[k];
			nd++;
		}
	return nd ? pow(volume/a->n, 1.0/nd) : 0;
}

/* Rows that have no candidate within reach^2 are returned. */
static int
first_candidates(struct gw_assign *a, double reach2)
{
	int without = 0;

	for (int i = 0; i < a->n; i++) {
		struct match_row *r = &a->row[i];

		r->edge = a->pool + (size_t)MATCH_FIRST*i;
		r->n = match_cells_best(&a->c, r->x, MATCH_FIRST, reach2, r->edge, &r->beyond);
		without += !r->n;
	}
	return without;
}

int
match_best_two(struct gw_assign *a, int i, double *u1, double *u2, int *j2)
{
	const double *v = a->c.v;
	int j1;

	for (;;) {
		const struct match_row *r = &a->row[i];

		j1 = *j2 = -1;
		*u1 = *u2 = INFINITY;
		for (int k = 0; k < r->n && r->edge[k].low < *u2; k++) {
			double u = r->edge[k].c - v[r->edge[k].j];

			if (u < *u1) {
				*u2 = *u1;
				*j2 = j1;
				*u1 = u;
				j1 = r->edge[k].j;
			} else if (u < *u2) {
				*u2 = u;
				*j2 = r->edge[k].j;
			}
		}
		if (*u1 <= r->beyond)
			break;
		match_expand(a, i);
	}
	if (*u2 > a->row[i].beyond) {
		*u2 = a->row[i].beyond;
		*j2 = -1;
	}
	return j1;
}

/* ---- rows and columns at once ---- */

static void
take(struct gw_assign *a, int i, int j, double cost)
{
	a->x[i] = j;
	a->y[j] = i;
	a->cost[i] = cost;
}

void
match_greedy(struct gw_assign *a)
{
	int left = 0;

	for (int k = 0; k < a->nfree; k++) {
		int i = a->free[k], j2, j;
		double u1, u2;

		j = match_best_two(a, i, &u1, &u2, &j2);
		if (a->y[j] < 0)
			take(a, i, j, u1 + a->c.v[j]);
		else
			a->free[left++] = i;
	}
	a->nfree = left;
}

/*
 * A row takes its best column at the price that makes the second best as good;
 * the row it drives out goes on at once, or waits for the next pass when the
 * price stood still (Jonker & Volgenant, Computing 38, 325 (1987)).
 */
void
match_reduce(struct gw_assign *a)
{
	int n = a->nfree, left = 0;
	long most = 4L*a->n;
	int32_t *t;

	for (int k = 0; k < n; ) {
		int i = a->free[k++], j2, j, out;
		double u1, u2, cost;

		j = match_best_two(a, i, &u1, &u2, &j2);
		if (!(u2 > u1) && a->y[j] >= 0 && j2 >= 0)
			j = j2;
		cost = u1 + a->c.v[j];
		out = a->y[j];
		if (u2 > u1 && isfinite(u2))
			a->c.v[j] -= u2 - u1;
		take(a, i, j, cost);
		if (out < 0)
			continue;
		a->x[out] = -1;
		if (u2 > u1 && --most > 0)
			a->free[--k] = out;
		else
			a->other[left++] = out;
	}
	t = a->free;
	a->free = a->other;
	a->other = t;
	a->nfree = left;
}

void
match_settle_costs(struct gw_assign *a)
{
	for (int i = 0; i < a->n; i++)
		if (a->x[i] >= 0)
			a->cost[i] = match_cost(&a->c, a->row[i].x, a->x[i], NULL);
}

static void
all_free(struct gw_assign *a)
{
	a->nfree = a->n;
	for (int i = 0; i < a->n; i++) {
		a->x[i] = a->y[i] = -1;
		a->free[i] = i;
	}
}

static void
quick(struct gw_assign *a)
{
	all_free(a);
	match_greedy(a);
	for (int pass = 0; pass < 2 && a->nfree; pass++)
		match_reduce(a);
}

/* The largest least cost of a row: how far prices may have to fall. */
static double
farthest(struct gw_assign *a)
{
	double most = 0;

	for (int i = 0; i < a->n; i++) {
		double u1, u2;
		int j2;

		match_best_two(a, i, &u1, &u2, &j2);
		most = fmax(most, u1);
	}
	return most;
}

/* Do most rows have a second column as good as the first?  Steps of an auction spoil that. */
static int
tied(struct gw_assign *a, double tol)
{
	int n = 0;

	for (int i = 0; i < a->n; i++) {
		double u1, u2;
		int j2;

		match_best_two(a, i, &u1, &u2, &j2);
		n += u2 - u1 <= tol;
	}
	return n > a->n/2;
}

/*
 * Most have a column nearby, and prices of that order decide: 0.  Else -1: match_far.
 * With prices of another turn it is known to be so.
 */
static int
near(struct gw_assign *a, int warm)
{
	double scale = spacing(a)*spacing(a);
	int alone = first_candidates(a, REACH*REACH*scale);

	if (!warm && a->n > FEW && alone > a->n/LONELY)
		return -1;
	quick(a);
	if ((double)a->nfree*a->n > AUCTION) {
		int ties = tied(a, TIE*scale);

		if (!ties || a->nfree > a->n/20) {
			match_auction(a, a->nfree > a->n/5 ? fmax(2*scale,
			    farthest(a)/4) : 0.25*scale, scale);
			(ties ? match_refine : quick)(a);
		}
	}
	match_settle_costs(a);
	match_paths(a);
	return 0;
}

/* Prices are right up to what happens within a leaf. */
static void
solve_tree(struct gw_assign *a)
{
	first_candidates(a, INFINITY);
	match_auction(a, 0.25*a->scale, a->scale);
	match_refine(a);
	match_settle_costs(a);
	match_paths(a);
}

void
match_far(struct gw_assign *a, const struct gw_box *box, int n, const double *x, const double *y)
{
	if (n <= FEW) {
		match_cells_sort(&a->c, box, n, y);
		start_rows(a, n, x);
		near(a, 0);
		return;
	}
	match_tree_sort(&a->c, box, n, y);
	start_rows(a, n, x);
	match_scales(a);
	solve_tree(a);
}

/* Prices shifted so that the highest is 0: a shift of all changes nothing. */
static void
level(struct match_cells *c)
{
	double most = -INFINITY;

	for (int j = 0; j < c->n; j++)
		most = fmax(most, c->v[j]);
	for (int j = 0; j < c->n; j++)
		c->v[j] -= most;
	match_cells_tops(c);
}

void
gw_assign(struct gw_assign *a, const struct gw_box *box, int n, const double *x,
	const double *y, int warm, int32_t *to)
{
	warm = warm && a->c.n == n;
	if (warm)
		level(&a->c);
	else
		match_cells_sort(&a->c, box, n, y);
	start_rows(a, n, x);
	if (warm && a->c.tree)
		solve_tree(a);
	else if (near(a, warm) < 0)
		match_far(a, box, n, x, y);
	for (int i = 0; i < n; i++)
		to[a->row[i].atom] = a->c.atom[a->x[i]];
}

/* ---- the proof ---- */

/* what row i could save over its column: 0 when no column is better */
static double
saving(struct gw_assign *a, int i, int j)
{
	struct match_edge best;
	double own = match_cost(&a->c, a->row[i].x, j, NULL) - a->c.v[j], beyond;

	if (!match_cells_best(&a->c, a->row[i].x, 1, own, &best, &beyond))
		return 0;
	return fmax(0, own - (best.c - a->c.v[best.j]));
}

double
gw_assign_gap(struct gw_assign *a, const int32_t *to)
{
	int32_t *column = gw_alloc((size_t)a->n, sizeof *column);
	double gap = 0;

	for (int j = 0; j < a->n; j++)
		column[a->c.atom[j]] = j;
	match_cells_tops(&a->c);
	for (int i = 0; i < a->n; i++)
		gap += saving(a, i, column[to[a->row[i].atom]]);
	gw_free(column);
	return gap;
}
