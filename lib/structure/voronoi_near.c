/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shells of atoms around an atom: runs of grid cells along the first box vector. */
#include "structure/voronoi_near.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/threads.h"

/*
 * REACH spacings hold the planes that make most cells of a glass.  CROWD atoms
 * in a cell (a cluster, a slab with vacuum) mean that the spacing is less than it seems.
 */
#define REACH 1.75
enum { CROWD = 64, MOST = 4000000 };

static double
crowd(const struct gw_grid *g, int n)
{
	double sum = 0;

	for (int i = 0; i < n; i++)
		sum += g->start[g->cell[i] + 1] - g->start[g->cell[i]];
	return n ? sum/n : 0;
}

/* positions and places of the slots */
static void
fill(struct gw_near *g)
{
	const struct gw_grid *d = &g->grid;

#pragma omp parallel for num_threads(gw_threads(g->n))
	for (int q = 0; q < g->n; q++) {
		const double *x = d->xw + 3*(size_t)g->atom[q];

		gw_box_frac(g->box, x, g->s[q]);
		for (int k = 0; k < 3; k++) {
			g->x[k][q] = x[k]*g->scale;
			g->s[q][k] = (g->s[q][k] - d->lo[k])*d->per[k];
		}
	}
}

int
gw_near_sort(struct gw_near *g, const struct gw_sys *s, struct gw_err *e)
{
	const struct gw_box *b = &s->box;
	size_t n = (size_t)s->n;
	double spacing = cbrt(b->volume/(s->n ? s->n : 1));
	int exponent;

	memset(g, 0, sizeof *g);
	for (int turn = 0; ; turn++, spacing /= 2) {
		if (gw_grid_sort(&g->grid, s, s->x, b, REACH*spacing, e) < 0)
			return -1;
		if (turn == 20 || crowd(&g->grid, s->n) <= CROWD)
			break;
	}
	frexp(spacing, &exponent);
	g->n = s->n;
	g->box = b;
	g->scale = ldexp(1, 2 - exponent);
	g->reach = REACH*spacing*g->scale;
	for (int k = 0; k < 3; k++) {
		g->width[k] = b->width[k]*g->scale;
		g->x[k] = gw_alloc(n, sizeof *g->x[k]);
		for (int c = 0; c < 3; c++)
			g->h[k][c] = b->h[k][c]*g->scale;
	}
	g->s = gw_alloc(n, sizeof *g->s);
	g->atom = gw_dup(g->grid.order, n, sizeof *g->atom);
	fill(g);
	return 0;
}

void
gw_near_clear(struct gw_near *g)
{
	for (int k = 0; k < 3; k++)
		gw_free(g->x[k]);
	gw_free(g->s);
	gw_free(g->atom);
	gw_grid_clear(&g->grid);
}

void
gw_near_forget(struct gw_near_found *f)
{
	gw_free(f->key);
	gw_free(f->d);
	gw_free(f->slot);
}

/* slots from .. to-1, their positions less p, of which lo2 < d2 <= hi2 are kept */
static void
run(const struct gw_near *g, int from, int to, const double p[3], double lo2, double hi2,
	struct gw_near_found *f)
{
	size_t most = (size_t)(f->n + to - from);
	int n = f->n;
	const double *x = g->x[0], *y = g->x[1], *z = g->x[2];
	struct gw_near_key *restrict key;
	double (*restrict d)[3];
	int32_t *restrict slot;

	gw_reserve(&f->key, &f->cap[0], most, sizeof *f->key);
	gw_reserve(&f->d, &f->cap[1], most, sizeof *f->d);
	gw_reserve(&f->slot, &f->cap[2], most, sizeof *f->slot);
	key = f->key;
	d = f->d;
	slot = f->slot;
	for (int q = from; q < to; q++) {
		double a = x[q] - p[0], b = y[q] - p[1], c = z[q] - p[2], r2 = a*a + b*b + c*c;

		d[n][0] = a;
		d[n][1] = b;
		d[n][2] = c;
		slot[n] = q;
		key[n].r2 = r2;
		key[n].at = n;
		n += r2 > lo2 && r2 <= hi2;
	}
	f->n = n;
}

/* the period that holds cell c, and c inside it */
static int
period(int *c, int m)
{
	int image = (int)floor((double)*c/m);

	*c -= image*m;
	return image;
}

/* p = position of slot q less the image (i, j, k) of the box */
static void
seen_from(const struct gw_near *g, int q, const int image[3], double p[3])
{
	for (int k = 0; k < 3; k++)
		p[k] = g->x[k][q] - (image[0]*g->h[0][k] + image[1]*g->h[1][k] +
		    image[2]*g->h[2][k]);
}

/* cells along k within r of slot q */
static void
span(const struct gw_near *g, int q, int k, double r, int *from, int *to)
{
	const struct gw_grid *d = &g->grid;
	double cells = r*(1 + 1e-9)/g->width[k]*d->per[k] + 1e-9;

	*from = (int)floor(g->s[q][k] - cells);
	*to = (int)floor(g->s[q][k] + cells);
	if (!g->box->pbc[k]) {
		*from = *from < 0 ? 0 : *from >= d->m[k] ? d->m[k] - 1 : *from;
		*to = *to < 0 ? 0 : *to >= d->m[k] ? d->m[k] - 1 : *to;
	}
}

/* Shell's sort, ties in the order found */
static void
order(struct gw_near_key *a, int n)
{
	static const int gap[] = { 9276, 2585, 701, 301, 132, 57, 23, 10, 4, 1 };

	for (size_t m = 0; m < sizeof gap/sizeof *gap; m++)
		for (int i = gap[m]; i < n; i++) {
			struct gw_near_key t = a[i];
			int j = i;

			for (; j >= gap[m] && (a[j - gap[m]].r2 > t.r2 ||
			    (a[j - gap[m]].r2 == t.r2 && a[j - gap[m]].at > t.at)); j -= gap[m])
				a[j] = a[j - gap[m]];
			a[j] = t;
		}
}

static void
row(const struct gw_near *g, int q, int c[3], int image[3], const int x[2], double lo2, double hi2,
	struct gw_near_found *f)
{
	const struct gw_grid *d = &g->grid;

	for (int from = x[0], to; from <= x[1]; from = to) {
		double p[3];

		c[0] = from;
		image[0] = period(&c[0], d->m[0]);
		to = from - c[0] + d->m[0];
		if (to > x[1] + 1)
			to = x[1] + 1;
		seen_from(g, q, image, p);
		run(g, d->start[gw_grid_cell(d, c)], d->start[gw_grid_cell(d, c) + to - from],
		    p, lo2, hi2, f);
	}
}

/* The slot itself, which stands among the found with distance 0. */
static void
leave_out(struct gw_near_found *f, int q)
{
	int n = 0;

	for (int k = 0; k < f->n; k++)
		if (f->key[k].r2 != 0 || f->slot[f->key[k].at] != q)
			f->key[n++] = f->key[k];
	f->n = n;
}

int
gw_near_shell(const struct gw_near *g, int q, double lo, double hi, struct gw_near_found *f)
{
	int x[2], y[2], z[2], c[3], image[3];
	double lo2 = lo < 0 ? -1 : lo*lo;

	span(g, q, 0, hi, &x[0], &x[1]);
	span(g, q, 1, hi, &y[0], &y[1]);
	span(g, q, 2, hi, &z[0], &z[1]);
	f->n = 0;
	for (int k = z[0]; k <= z[1]; k++)
		for (int j = y[0]; j <= y[1]; j++) {
			c[1] = j;
			c[2] = k;
			image[1] = period(&c[1], g->grid.m[1]);
			image[2] = period(&c[2], g->grid.m[2]);
			row(g, q, c, image, x, lo2, hi*hi, f);
			if (f->n > MOST)
				return -1;
		}
	if (lo < 0)
		leave_out(f, q);
	order(f->key, f->n);
	return 0;
}
