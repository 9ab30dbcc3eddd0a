/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The box with short vectors, and the columns sorted into cells of it. */
#include "structure/match_priv.h"

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

void
match_cells_find(const struct match_cells *c, const double x[3], int at[3], double t[3])
{
	double s[3];

	gw_box_frac(&c->box, x, s);
	for (int k = 0; k < 3; k++) {
		double p = (s[k] - c->lo[k])*c->per[k];

		at[k] = p < 0 ? 0 : p >= c->m[k] ? c->m[k] - 1 : (int)p;
		t[k] = p - at[k];
	}
}

int
match_cells_place(const struct match_cells *c, double x[3])
{
	int at[3];
	double t[3];

	gw_box_wrap(&c->box, x, NULL);
	match_cells_find(c, x, at, t);
	return match_cells_number(c, at);
}

void
match_cells_start(struct match_cells *c, const struct gw_box *box, int n)
{
	set_box(c, box);
	c->n = n;
	gw_reserve(&c->y, &c->cap_y, (size_t)n, sizeof *c->y);
	gw_reserve(&c->v, &c->cap_v, (size_t)n, sizeof *c->v);
	gw_reserve(&c->atom, &c->cap_atom, (size_t)n, sizeof *c->atom);
}

void
match_cells_sort(struct match_cells *c, const struct gw_box *box, int n, const double *y)
{
	size_t nc;
	int32_t *cell = gw_alloc((size_t)n, sizeof *cell);

	match_cells_start(c, box, n);
	c->tree = 0;
	choose_cells(c, n, y);
	nc = (size_t)c->m[0]*(size_t)c->m[1]*(size_t)c->m[2];
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

	if (c->tree) {
		match_tree_tops(c);
		return;
	}
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
	gw_free(c->node);
}
