/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cell/packing.h"

#include <math.h>

#include "base/mem.h"
#include "base/rng.h"
#include "base/vec.h"

#define TRIES 2000

/* cells at least dmin wide, each a linked list of atoms */
struct grid {
	int     n[3];
	int32_t *head, *next;
};

static void
grid_make(struct grid *g, const struct gw_sys *s, double dmin)
{
	double most = cbrt(4.0*s->n + 64);	/* no need for more cells than atoms */
	size_t total = 1;

	for (int k = 0; k < 3; k++) {
		double n = k < s->dim ? floor(s->box.width[k]/dmin) : 1;

		g->n[k] = (int)fmax(1, fmin(n, s->dim == 2 ? most*sqrt(most) : 4*most));
		total *= (size_t)g->n[k];
	}
	g->head = gw_alloc(total, sizeof *g->head);
	g->next = gw_alloc((size_t)s->n, sizeof *g->next);
	for (size_t c = 0; c < total; c++)
		g->head[c] = -1;
}

static void
grid_free(struct grid *g)
{
	gw_free(g->head);
	gw_free(g->next);
}

static size_t
cell_at(const struct grid *g, int a, int b, int c)
{
	a = (a + g->n[0]) % g->n[0];
	b = (b + g->n[1]) % g->n[1];
	c = (c + g->n[2]) % g->n[2];
	return ((size_t)c*(size_t)g->n[1] + (size_t)b)*(size_t)g->n[0] + (size_t)a;
}

static void
cell_of(const struct grid *g, const double f[3], int c[3])
{
	for (int k = 0; k < 3; k++)
		c[k] = (int)fmin(floor(f[k]*g->n[k]), g->n[k] - 1);
}

static int
crowded(const struct gw_sys *s, const struct grid *g, const int c[3], const double *x, double r2)
{
	int zspan = s->dim == 3;

	for (int dz = -zspan; dz <= zspan; dz++)
		for (int dy = -1; dy <= 1; dy++)
			for (int dx = -1; dx <= 1; dx++) {
				int j = g->head[cell_at(g, c[0] + dx, c[1] + dy, c[2] + dz)];

				for (; j >= 0; j = g->next[j]) {
					double d[3];

					for (int k = 0; k < 3; k++)
						d[k] = x[k] - s->x[3*(size_t)j + (size_t)k];
					gw_box_mic(&s->box, d);
					if (gw_dot3(d, d) < r2)
						return 1;
				}
			}
	return 0;
}

/* a place for atom i; 0 when none was found */
static int
drop(struct gw_sys *s, struct grid *g, int i, double dmin, uint64_t seed)
{
	struct gw_rng r;
	double f[3], *x = s->x + 3*(size_t)i;
	int c[3];

	gw_rng_start(&r, seed, GW_RNG_PACKING, (uint32_t)i, 0);
	for (int t = 0; t < TRIES; t++) {
		for (int k = 0; k < 3; k++)
			f[k] = k < s->dim ? gw_rng_uniform(&r) : 0;
		gw_box_cart(&s->box, f, x);
		cell_of(g, f, c);
		if (crowded(s, g, c, x, dmin*dmin))
			continue;
		size_t home = cell_at(g, c[0], c[1], c[2]);

		g->next[i] = g->head[home];
		g->head[home] = i;
		return 1;
	}
	return 0;
}

void
gw_pack_random(struct gw_sys *s, double *dmin, uint64_t seed)
{
	for (;; *dmin *= 0.9) {
		struct grid g;
		int i = 0;

		grid_make(&g, s, *dmin);
		while (i < s->n && drop(s, &g, i, *dmin, seed))
			i++;
		grid_free(&g);
		if (i == s->n)
			return;
	}
}
