/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search for the columns of least reduced cost, through cells or down the tree. */
#include "structure/match_priv.h"

#include <math.h>

#include "base/mem.h"
#include "base/vec.h"

/* ---- costs ---- */

/* |d|^2 of the shortest image of d */
static double
shortest(const struct match_cells *c, double d[3])
{
	double r2 = gw_dot3(d, d);

	if (r2 <= c->safe)
		return r2;
	if (!c->ortho) {
		gw_box_mic(&c->box, d);
		return gw_dot3(d, d);
	}
	for (int k = 0; k < 3; k++)
		if (c->box.pbc[k])
			d[k] -= c->box.h[k][k]*nearbyint(d[k]*c->box.inv[k][k]);
	return gw_dot3(d, d);
}

double
match_cost(const struct match_cells *c, const double x[3], int j, double d[3])
{
	double own[3], *u = d ? d : own;

	for (int k = 0; k < 3; k++)
		u[k] = c->y[j][k] - x[k];
	return shortest(c, u);
}

/* ---- the search ---- */

/* (fmin and fmax are calls) */
static inline double
lesser(double a, double b)
{
	return a < b ? a : b;
}

static inline double
greater(double a, double b)
{
	return a > b ? a : b;
}

static void
insert(struct match_look *l, double value, double cost, int j)
{
	int p = l->n;

	if (l->n == l->k) {
		l->beyond = lesser(l->beyond, l->value[--p]);
		l->n--;
	}
	for (; p > 0 && l->value[p-1] > value; p--) {
		l->value[p] = l->value[p-1];
		l->edge[p] = l->edge[p-1];
	}
	l->value[p] = value;
	l->edge[p] = (struct match_edge){ cost, 0, j };
	if (++l->n == l->k)
		l->limit = l->value[l->k - 1];
}

double
match_look_scan(struct match_look *l, int from, int to, const double shift[3])
{
	const struct match_cells *c = l->c;
	const double o[3] = { shift[0] - l->x[0], shift[1] - l->x[1], shift[2] - l->x[2] };
	double top = -INFINITY;

	for (int j = from; j < to; j++) {
		double d[3] = { c->y[j][0] + o[0], c->y[j][1] + o[1], c->y[j][2] + o[2] };
		double r2 = gw_dot3(d, d), value;

		if (r2 > c->safe)
			r2 = shortest(c, d);
		value = r2 - c->v[j];
		top = c->v[j] > top ? c->v[j] : top;
		if (value < l->limit)
			insert(l, value, r2, j);
		else if (value < l->beyond)
			l->beyond = value;
	}
	return top;
}

/* ---- through cells ---- */

/* A search through cells: where the row is. */
struct look {
	struct match_look *l;
	const struct match_cells *c;
	double t[3];			/* place in the cell */
	int    at[3];
};

/* Distance from the row to the cells at offset o along k: the nearer image. */
static inline double
apart(const struct look *l, int k, int o)
{
	const struct match_cells *c = l->c;
	double t = l->t[k], d = o > 0 ? o - t : o < 0 ? t - o - 1 : 0;

	if (o && c->box.pbc[k])
		d = lesser(d, o > 0 ? t + (c->m[k] - o) - 1 : c->m[k] + o - t);
	return d > 0 ? d*c->width[k] : 0;
}

/* The cell at offset o: can it hold anything below the limit? */
static void
visit(struct look *l, const int o[3], double d2)
{
	const struct match_cells *c = l->c;
	double shift[3] = { 0 };
	int at[3], cell;

	for (int k = 0; k < 3; k++) {
		int q = 0;

		at[k] = l->at[k] + o[k];
		if (at[k] < 0)
			q = -1;
		else if (at[k] >= c->m[k])
			q = 1;
		if (q) {
			at[k] -= q*c->m[k];
			for (int d = 0; d < 3; d++)
				shift[d] += q*c->box.h[k][d];
		}
	}
	cell = match_cells_number(c, at);
	if (c->start[cell] == c->start[cell+1])
		return;
	if (d2 - c->top[cell] >= l->l->limit)
		l->l->beyond = lesser(l->l->beyond, d2 - c->top[cell]);
	else	/* prices fell since the top was set */
		c->top[cell] = match_look_scan(l->l, c->start[cell], c->start[cell+1], shift);
}

/* squares of distances along axes add up in a box of right angles; else the largest counts */
static double
both(const struct match_cells *c, double a2, double b2)
{
	return c->ortho ? a2 + b2 : greater(a2, b2);
}

/* Cells whose largest offset is s, of those between lo and hi. */
static void
shell(struct look *l, int s, const int lo[3], const int hi[3])
{
	const struct match_cells *c = l->c;
	int from[3], to[3], o[3];

	for (int k = 0; k < 3; k++) {
		from[k] = lo[k] > -s ? lo[k] : -s;
		to[k] = hi[k] < s ? hi[k] : s;
	}
	for (o[2] = from[2]; o[2] <= to[2]; o[2]++) {
		double z = apart(l, 2, o[2]);

		for (o[1] = from[1]; o[1] <= to[1]; o[1]++) {
			double y = apart(l, 1, o[1]), yz = both(c, z*z, y*y);
			int face = o[1] == s || o[1] == -s || o[2] == s || o[2] == -s;
			int step = face || s == 0 ? 1 : 2*s;

			if (yz - c->highest >= l->l->limit) {
				l->l->beyond = lesser(l->l->beyond, yz - c->highest);
				continue;
			}
			for (o[0] = face ? from[0] : -s; o[0] <= to[0]; o[0] += step) {
				double d = apart(l, 0, o[0]);

				if (o[0] >= from[0])
					visit(l, o, both(c, yz, d*d));
			}
		}
	}
}

static void
search_cells(struct match_look *all)
{
	const struct match_cells *c = all->c;
	struct look look = { .l = all, .c = c }, *l = &look;
	int lo[3], hi[3], last = 0;

	match_cells_find(c, all->x, l->at, l->t);
	for (int k = 0; k < 3; k++) {
		lo[k] = c->box.pbc[k] ? -((c->m[k] - 1)/2) : -l->at[k];
		hi[k] = c->box.pbc[k] ? c->m[k]/2 : c->m[k] - 1 - l->at[k];
		last = hi[k] > last ? hi[k] : -lo[k] > last ? -lo[k] : last;
	}
	for (int s = 0; s <= last; s++) {
		double least = INFINITY;	/* of the distances of
						   this shell and all after it */

		for (int k = 0; k < 3 && s; k++)
			if (-lo[k] >= s || hi[k] >= s)
				least = lesser(least,
				    (s - 1 + greater(0, lesser(l->t[k], 1 - l->t[k])))*c->width[k]);
		least = s ? least*least - c->highest : -INFINITY;
		if (least >= all->limit) {
			all->beyond = lesser(all->beyond, least);
			break;
		}
		shell(l, s, lo, hi);
	}
}

/* The largest float that is not above x. */
static float
below(double x)
{
	float f = (float)x;

	return f > x ? nextafterf(f, -INFINITY) : f;
}

int
match_cells_best(struct match_cells *c, const double x[3], int k, double most,
	struct match_edge *edge, double *beyond)
{
	double few[64];		/* room for short lists */
	struct match_look l = { .c = c, .x = x, .k = k, .limit = most, .beyond = INFINITY,
		.edge = edge };

	l.value = k <= 64 ? few : gw_alloc((size_t)k, sizeof *l.value);
	(c->tree ? match_tree_search : search_cells)(&l);
	for (int p = 0; p < l.n; p++)
		edge[p].low = below(l.value[p]);
	if (l.value != few)
		gw_free(l.value);
	*beyond = l.beyond;
	return l.n;
}
