/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns in cells, and the search for those of least reduced cost. */
#include "structure/match_priv.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"

static const double CELL = 1.35;	/* width in mean spacings: two and a half atoms in each */

/* ---- the box ---- */

static double
square(const double a[3])
{
	return gw_dot3(a, a);
}

/* h_k += m h_l when that makes it shorter by more than rounding */
static int
shorten(struct gw_box *b, int k, const double t[3])
{
	if (!(square(t) < square(b->h[k])*(1 - 1e-12)))
		return 0;
	memcpy(b->h[k], t, sizeof b->h[k]);
	return 1;
}

static int
shorten_by_one(struct gw_box *b, int k, int l)
{
	double m = -nearbyint(gw_dot3(b->h[k], b->h[l])/square(b->h[l])), t[3];

	for (int d = 0; d < 3; d++)
		t[d] = b->h[k][d] + m*b->h[l][d];
	return m != 0 && shorten(b, k, t);
}

static int
shorten_by_two(struct gw_box *b, int k, int sign, int sign2)
{
	double t[3];

	for (int d = 0; d < 3; d++)
		t[d] = b->h[k][d] + sign*b->h[(k + 1) % 3][d] + sign2*b->h[(k + 2) % 3][d];
	return shorten(b, k, t);
}

/*
 * Short lattice vectors for the same lattice (Lagrange's reduction, pair by
 * pair, and by sums of two): cells of a skewed box would be long and thin.
 */
static void
reduce(struct gw_box *b)
{
	int more = 1;

	while (more) {
		more = 0;
		for (int k = 0; k < 3; k++)
			for (int l = 0; l < 3; l++)
				if (k != l && b->pbc[k] && b->pbc[l])
					more |= shorten_by_one(b, k, l);
		if (b->pbc[0] && b->pbc[1] && b->pbc[2])
			for (int k = 0; k < 12; k++)
				more |= shorten_by_two(b, k/4, k & 1 ? 1 : -1, k & 2 ? 1 : -1);
	}
}

static void
set_box(struct match_cells *c, const struct gw_box *box)
{
	struct gw_err e;
	double least = INFINITY;

	c->box = *box;
	reduce(&c->box);
	if (gw_box_update(&c->box, &e) < 0)	/* cannot be: the volume is that of box */
		c->box = *box;
	c->ortho = 1;
	for (int k = 0; k < 3; k++) {
		for (int l = 0; l < 3; l++)
			if (l != k && c->box.h[k][l] != 0)
				c->ortho = 0;
		if (c->box.pbc[k])
			least = fmin(least, c->box.width[k]);
	}
	c->safe = least*least/4*(1 - 1e-12);
}

/* ---- sorting ---- */

/* What the columns fill of the box: all of it along periodic directions. */
static void
extent(const struct match_cells *c, int n, const double *y, double lo[3], double hi[3])
{
	for (int k = 0; k < 3; k++) {
		lo[k] = c->box.pbc[k] ? 0 : INFINITY;
		hi[k] = c->box.pbc[k] ? 1 : -INFINITY;
	}
	for (int i = 0; i < n; i++) {
		double s[3];

		gw_box_frac(&c->box, y + 3*(size_t)i, s);
		for (int k = 0; k < 3; k++)
			if (!c->box.pbc[k]) {
				lo[k] = fmin(lo[k], s[k]);
				hi[k] = fmax(hi[k], s[k]);
			}
	}
}

/* Width of the cells; directions in which the atoms fill less than one do not count. */
static double
cell_side(const double length[3], int n)
{
	double side = 0;

	for (int again = 0; again < 3; again++) {
		double volume = 1;
		int nd = 0;

		for (int k = 0; k < 3; k++)
			if (length[k] > side) {
				volume *= length[k];
				nd++;
			}
		if (nd)
			side = CELL*pow(volume/n, 1.0/nd);
	}
	return side > 0 ? side : 1;
}

static void
choose_cells(struct match_cells *c, int n, const double *y)
{
	double lo[3], hi[3], length[3], side;

	extent(c, n, y, lo, hi);
	for (int k = 0; k < 3; k++)
		length[k] = n ? (hi[k] - lo[k])*c->box.width[k] : 0;
	side = cell_side(length, n);
	for (int k = 0; k < 3; k++) {
		c->m[k] = (int)fmax(1, fmin(length[k]/side, 4.0*n));
		c->lo[k] = n ? lo[k] : 0;
		c->per[k] = length[k] > 0 ? c->m[k]/(hi[k] - lo[k]) : 0;
		c->width[k] = length[k]/c->m[k];
	}
}

/* Cells along k at s (fractional), and how far into its cell it is: 0 .. 1 within the cells. */
static int
cell_along(const struct match_cells *c, int k, double s, double *t)
{
	double p = (s - c->lo[k])*c->per[k];
	int i = p < 0 ? 0 : p >= c->m[k] ? c->m[k] - 1 : (int)p;

	*t = p - i;
	return i;
}

static int
number(const struct match_cells *c, const int at[3])
{
	return (at[2]*c->m[1] + at[1])*c->m[0] + at[0];
}

static void
find_cell(const struct match_cells *c, const double x[3], int at[3], double t[3])
{
	double s[3];

	gw_box_frac(&c->box, x, s);
	for (int k = 0; k < 3; k++)
		at[k] = cell_along(c, k, s[k], &t[k]);
}

int
match_cells_place(const struct match_cells *c, double x[3])
{
	int at[3];
	double t[3];

	gw_box_wrap(&c->box, x, NULL);
	find_cell(c, x, at, t);
	return number(c, at);
}

void
match_cells_sort(struct match_cells *c, const struct gw_box *box, int n, const double *y)
{
	size_t nc;
	int32_t *cell = gw_alloc((size_t)n, sizeof *cell);

	set_box(c, box);
	choose_cells(c, n, y);
	nc = (size_t)c->m[0]*(size_t)c->m[1]*(size_t)c->m[2];
	c->n = n;
	gw_reserve(&c->y, &c->cap_y, (size_t)n, sizeof *c->y);
	gw_reserve(&c->v, &c->cap_v, (size_t)n, sizeof *c->v);
	gw_reserve(&c->atom, &c->cap_atom, (size_t)n, sizeof *c->atom);
	gw_reserve(&c->start, &c->cap_start, nc + 2, sizeof *c->start);
	gw_reserve(&c->top, &c->cap_top, nc, sizeof *c->top);
	memset(c->start, 0, (nc + 2)*sizeof *c->start);
	for (int i = 0; i < n; i++) {
		double x[3];

		memcpy(x, y + 3*(size_t)i, sizeof x);
		cell[i] = match_cells_place(c, x);
		c->start[cell[i] + 2]++;
	}
	for (size_t k = 2; k < nc + 2; k++)
		c->start[k] += c->start[k - 1];
	for (int i = 0; i < n; i++) {
		int j = c->start[cell[i] + 1]++;

		memcpy(c->y[j], y + 3*(size_t)i, sizeof c->y[j]);
		gw_box_wrap(&c->box, c->y[j], NULL);
		c->atom[j] = i;
		c->v[j] = 0;
	}
	gw_free(cell);
	match_cells_tops(c);
}

void
match_cells_tops(struct match_cells *c)
{
	int nc = c->m[0]*c->m[1]*c->m[2];

	c->highest = -INFINITY;
	for (int k = 0; k < nc; k++) {
		c->top[k] = -INFINITY;
		for (int j = c->start[k]; j < c->start[k+1]; j++)
			c->top[k] = fmax(c->top[k], c->v[j]);
		c->highest = fmax(c->highest, c->top[k]);
	}
}

void
match_cells_clear(struct match_cells *c)
{
	gw_free(c->y);
	gw_free(c->v);
	gw_free(c->atom);
	gw_free(c->start);
	gw_free(c->top);
}

/* ---- costs ---- */

/* |d|^2 of the shortest image of d */
static double
shortest(const struct match_cells *c, double d[3])
{
	double r2 = square(d);

	if (r2 <= c->safe)
		return r2;
	if (!c->ortho) {
		gw_box_mic(&c->box, d);
		return square(d);
	}
	for (int k = 0; k < 3; k++)
		if (c->box.pbc[k])
			d[k] -= c->box.h[k][k]*nearbyint(d[k]*c->box.inv[k][k]);
	return square(d);
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

struct look {
	struct match_cells *c;
	const double *x;
	double t[3];			/* place in the cell */
	int    at[3];
	int    k, n;			/* wanted, found */
	double limit;			/* only below this */
	double beyond;
	struct match_edge *edge;
	double value[64];		/* c - v of edge[], when k is small enough to be kept here */
	double *val;			/* [k] it, or a block of its own */
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

static void
insert(struct look *l, double value, double cost, int j)
{
	int p = l->n;

	if (l->n == l->k) {
		l->beyond = lesser(l->beyond, l->val[--p]);
		l->n--;
	}
	for (; p > 0 && l->val[p-1] > value; p--) {
		l->val[p] = l->val[p-1];
		l->edge[p] = l->edge[p-1];
	}
	l->val[p] = value;
	l->edge[p] = (struct match_edge){ cost, 0, j };
	if (++l->n == l->k)
		l->limit = l->val[l->k - 1];
}

/* All columns of the cell; shift moves them to the image at hand. */
static void
scan(struct look *l, int cell, const double shift[3])
{
	struct match_cells *c = l->c;
	const double o[3] = { shift[0] - l->x[0], shift[1] - l->x[1], shift[2] - l->x[2] };
	double top = -INFINITY;

	for (int j = c->start[cell]; j < c->start[cell+1]; j++) {
		double d[3] = { c->y[j][0] + o[0], c->y[j][1] + o[1], c->y[j][2] + o[2] };
		double r2 = square(d), value;

		if (r2 > c->safe)
			r2 = shortest(c, d);
		value = r2 - c->v[j];
		top = c->v[j] > top ? c->v[j] : top;
		if (value < l->limit)
			insert(l, value, r2, j);
		else if (value < l->beyond)
			l->beyond = value;
	}
	c->top[cell] = top;	/* prices fell since it was set */
}

/* The cell at offset o: can it hold anything below the limit? */
static void
visit(struct look *l, const int o[3], double d2)
{
	struct match_cells *c = l->c;
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
	cell = number(c, at);
	if (c->start[cell] == c->start[cell+1])
		return;
	if (d2 - c->top[cell] >= l->limit)
		l->beyond = lesser(l->beyond, d2 - c->top[cell]);
	else
		scan(l, cell, shift);
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

			if (yz - c->highest >= l->limit) {
				l->beyond = lesser(l->beyond, yz - c->highest);
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
search(struct look *l)
{
	const struct match_cells *c = l->c;
	int lo[3], hi[3], last = 0;

	for (int k = 0; k < 3; k++) {
		lo[k] = c->box.pbc[k] ? -((c->m[k] - 1)/2) : -l->at[k];
		hi[k] = c->box.pbc[k] ? c->m[k]/2 : c->m[k] - 1 - l->at[k];
		last = hi[k] > last ? hi[k] : -lo[k] > last ? -lo[k] : last;
	}
	for (int s = 0; s <= last; s++) {
		double least = INFINITY;	/* of the distances of this shell and all after it */

		for (int k = 0; k < 3 && s; k++)
			if (-lo[k] >= s || hi[k] >= s)
				least = lesser(least, (s - 1 + greater(0, lesser(l->t[k], 1 - l->t[k])))*c->width[k]);
		least = s ? least*least - c->highest : -INFINITY;
		if (least >= l->limit) {
			l->beyond = lesser(l->beyond, least);
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
	struct look l = { .c = c, .x = x, .k = k, .limit = most, .beyond = INFINITY, .edge = edge };

	l.val = k <= 64 ? l.value : gw_alloc((size_t)k, sizeof *l.val);
	find_cell(c, x, l.at, l.t);
	search(&l);
	for (int p = 0; p < l.n; p++)
		edge[p].low = below(l.val[p]);
	if (l.val != l.value)
		gw_free(l.val);
	*beyond = l.beyond;
	return l.n;
}
