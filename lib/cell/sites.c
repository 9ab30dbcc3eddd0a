/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid of a neighbour list, asked for one point at a time. */
#include "cell/sites.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "cell/grid.h"
#include "cell/within.h"

struct gw_sites {
	struct gw_grid g;
	struct gw_box box;
};

struct gw_sites *
gw_sites_new(const struct gw_sys *s, double reach, struct gw_err *e)
{
	struct gw_sites *t = gw_alloc(1, sizeof *t);

	t->box = s->box;
	if (gw_grid_sort(&t->g, s, s->x, &s->box, reach, e) < 0) {
		gw_sites_free(t);
		return NULL;
	}
	return t;
}

void
gw_sites_free(struct gw_sites *t)
{
	if (!t)
		return;
	gw_grid_clear(&t->g);
	gw_free(t);
}

static int
floor_div(int a, int b)
{
	return a >= 0 ? a/b : -((b - 1 - a)/b);
}

/* cells lo .. hi along k that the sphere of radius r around the point touches */
static void
span(const struct gw_sites *t, int k, double s, double r, int *lo, int *hi)
{
	const struct gw_grid *g = &t->g;
	double f = r/t->box.width[k], last = g->m[k] - 1;
	double a = floor((s - f - g->lo[k])*g->per[k]), b = floor((s + f - g->lo[k])*g->per[k]);

	if (!t->box.pbc[k]) {
		a = fmin(fmax(a, 0), last);
		b = fmin(fmax(b, 0), last);
	}
	*lo = (int)a;
	*hi = (int)b;
}

/*
 * the cell of the grid that cell c is, which may lie outside the box; which image of it,
 * and how far away
 */
static int
inside(const struct gw_sites *t, const int c[3], int image[3], double shift[3])
{
	int w[3];

	for (int k = 0; k < 3; k++) {
		image[k] = floor_div(c[k], t->g.m[k]);
		w[k] = c[k] - image[k]*t->g.m[k];
		shift[k] = image[k];
	}
	gw_vecmat(shift, t->box.h, shift);
	return gw_grid_cell(&t->g, w);
}

/* atoms of cell c (it may lie outside the box) near p, behind the n that are there */
static int
look_in(const struct gw_sites *t, const int c[3], const double p[3], double r2,
	struct gw_site **out, size_t *cap, int n)
{
	const struct gw_grid *g = &t->g;
	int image[3], cell;
	double shift[3];

	cell = inside(t, c, image, shift);
	gw_reserve(out, cap, (size_t)(n + g->start[cell + 1] - g->start[cell]), sizeof **out);
	for (int q = g->start[cell]; q < g->start[cell + 1]; q++) {
		struct gw_site *o = *out + n;
		const double *x = g->xw + 3*(size_t)g->order[q];
		double d[3];

		for (int k = 0; k < 3; k++) {
			o->x[k] = x[k] + shift[k];
			o->image[k] = image[k] - g->wrap[g->order[q]][k];
			d[k] = o->x[k] - p[k];
		}
		o->atom = g->order[q];
		o->r2 = gw_dot3(d, d);
		n += o->r2 < r2;
	}
	return n;
}

int
gw_sites_around(const struct gw_sites *t, const double p[3], double r, struct gw_site **out,
	size_t *cap)
{
	int lo[3], hi[3], c[3], n = 0;
	double s[3];

	gw_reserve(out, cap, 1, sizeof **out);
	gw_box_frac(&t->box, p, s);
	for (int k = 0; k < 3; k++)
		span(t, k, s[k], r, &lo[k], &hi[k]);
	for (c[2] = lo[2]; c[2] <= hi[2]; c[2]++)
		for (c[1] = lo[1]; c[1] <= hi[1]; c[1]++)
			for (c[0] = lo[0]; c[0] <= hi[0]; c[0]++)
				n = look_in(t, c, p, r*r, out, cap, n);
	return n;
}

/* ---- many points ---- */

void
gw_places_clear(struct gw_places *o)
{
	for (int k = 0; k < 3; k++)
		gw_free(o->x[k]);
	gw_free(o->atom);
	gw_free(o->image);
	gw_free(o->start);
}

/* the box of cells */
static void
enclose(const struct gw_sites *t, const double *p, int m, double r, struct gw_places *o)
{
	double lo[3] = { 0 }, hi[3] = { 0 };

	for (int i = 0; i < m; i++) {
		double s[3];

		gw_box_frac(&t->box, p + 3*i, s);
		for (int k = 0; k < 3; k++) {
			lo[k] = i == 0 ? s[k] : fmin(lo[k], s[k]);
			hi[k] = i == 0 ? s[k] : fmax(hi[k], s[k]);
		}
	}
	for (int k = 0; k < 3; k++) {
		int first, last, lost;

		span(t, k, lo[k], r, &first, &lost);
		span(t, k, hi[k], r, &lost, &last);
		o->lo[k] = first;
		o->m[k] = last - first + 1;
	}
}

static void
add_cell(const struct gw_sites *t, struct gw_places *o, const int c[3])
{
	const struct gw_grid *g = &t->g;
	int image[3], cell;
	size_t most;
	double shift[3];

	cell = inside(t, c, image, shift);
	most = (size_t)(o->n + g->start[cell + 1] - g->start[cell]);
	for (int k = 0; k < 3; k++)
		gw_reserve(&o->x[k], &o->cap_x[k], most + 8, sizeof *o->x[k]);
	gw_reserve(&o->atom, &o->cap_atom, most, sizeof *o->atom);
	gw_reserve(&o->image, &o->cap_image, most, sizeof *o->image);
	for (int q = g->start[cell]; q < g->start[cell + 1]; q++, o->n++) {
		int i = g->order[q];

		o->atom[o->n] = i;
		for (int k = 0; k < 3; k++) {
			o->x[k][o->n] = g->xw[3*(size_t)i + (size_t)k] + shift[k];
			o->image[o->n][k] = image[k] - g->wrap[i][k];
		}
	}
}

void
gw_sites_gather(const struct gw_sites *t, const double *p, int m, double r, struct gw_places *o)
{
	int c[3], cell = 0;

	enclose(t, p, m, r, o);
	gw_reserve(&o->start, &o->cap_start, (size_t)o->m[0]*(size_t)o->m[1]*(size_t)o->m[2] + 1,
	    sizeof *o->start);
	o->n = 0;
	for (c[2] = o->lo[2]; c[2] < o->lo[2] + o->m[2]; c[2]++)
		for (c[1] = o->lo[1]; c[1] < o->lo[1] + o->m[1]; c[1]++)
			for (c[0] = o->lo[0]; c[0] < o->lo[0] + o->m[0]; c[0]++) {
				o->start[cell++] = o->n;
				add_cell(t, o, c);
			}
	o->start[cell] = o->n;
	for (int k = 0; k < 3; k++) {
		gw_reserve(&o->x[k], &o->cap_x[k], (size_t)o->n + 8, sizeof *o->x[k]);
		memset(o->x[k] + o->n, 0, 8*sizeof *o->x[k]);
	}
}

int
gw_places_within(const struct gw_sites *t, const struct gw_places *o,
	const struct gw_search_loops *loops, const double p[3], double r, const double *r2,
	int32_t **out, size_t *cap)
{
	int lo[3], hi[3], n = 0;
	double s[3];

	gw_box_frac(&t->box, p, s);
	for (int k = 0; k < 3; k++) {
		span(t, k, s[k], r, &lo[k], &hi[k]);
		lo[k] -= o->lo[k];
		hi[k] -= o->lo[k];
	}
	for (int c2 = lo[2]; c2 <= hi[2]; c2++)
		for (int c1 = lo[1]; c1 <= hi[1]; c1++) {
			const int32_t *line = o->start + (c2*o->m[1] + c1)*o->m[0];
			int from = line[lo[0]], to = line[hi[0] + 1];

			gw_reserve(out, cap, (size_t)(n + to - from) + 8, sizeof **out);
			n += loops->within_each(o->x[0], o->x[1], o->x[2], p, from, to,
			    r2, *out + n);
		}
	return n;
}
