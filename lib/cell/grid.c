/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of at least half the reach of a list, or all of it, and blocks of cells. */
#include "cell/grid.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"

enum { BLOCK_ATOMS = 384, MIN_BLOCKS = 32, MIN_ATOMS = 48, FINE_ATOMS = 2 };

void
gw_grid_clear(struct gw_grid *g)
{
	gw_free(g->xw);
	gw_free(g->wrap);
	gw_free(g->cell);
	gw_free(g->start);
	gw_free(g->order);
}

/* wrap every atom, find the extent along directions that are not periodic */
static int
wrap_atoms(struct gw_grid *g, const struct gw_sys *s, const double *x,
	const struct gw_box *b, double lo[3], double hi[3], struct gw_err *e)
{
	size_t n = (size_t)s->n;

	gw_reserve(&g->xw, &g->cap_xw, 3*n, sizeof *g->xw);
	gw_reserve(&g->wrap, &g->cap_wrap, n, sizeof *g->wrap);
	for (int k = 0; k < 3; k++) {
		lo[k] = b->pbc[k] ? 0 : INFINITY;
		hi[k] = b->pbc[k] ? 1 : -INFINITY;
	}
	for (size_t i = 0; i < n; i++) {
		double *y = g->xw + 3*i, f[3];
		int m[3];

		memcpy(y, x + 3*i, 3*sizeof *y);
		gw_box_frac(b, y, f);
		if (!isfinite(f[0] + f[1] + f[2]) || fabs(f[0]) + fabs(f[1]) + fabs(f[2]) > 1e9)
			return gw_fail(e, GW_BADDATA, "atom %lld: its position (%g, %g, %g) is "
			    "not finite or far outside the box", (long long)s->id[i], y[0],
			    y[1], y[2]);
		gw_box_wrap(b, y, m);
		for (int k = 0; k < 3; k++) {
			g->wrap[i][k] = m[k];
			if (!b->pbc[k]) {
				lo[k] = fmin(lo[k], f[k]);
				hi[k] = fmax(hi[k], f[k]);
			}
		}
	}
	return 0;
}

/*
 * Number of cells along each direction: two to the reach, or one where that
 * would leave cells nearly empty; empty space must not cost memory.
 */
static void
choose_cells(struct gw_grid *g, const struct gw_box *b, const double lo[3],
	const double hi[3], double reach, int n)
{
	double most = cbrt(8.0*n + 512), volume = 1, fine;

	for (int k = 0; k < 3; k++)
		volume *= fmax((hi[k] - lo[k])*b->width[k], reach/2);
	fine = n*reach*reach*reach/8 < FINE_ATOMS*volume ? 1 : 2;
	for (int k = 0; k < 3; k++) {
		double extent = (hi[k] - lo[k])*b->width[k];

		if (!(extent > 0))
			extent = 0;
		g->m[k] = (int)fmin(fine*extent/reach, fmax(most, 2*most*extent/
		    (b->width[0] + b->width[1] + b->width[2])));
		if (g->m[k] < 1)
			g->m[k] = 1;
		g->lo[k] = isfinite(lo[k]) ? lo[k] : 0;
		g->per[k] = extent > 0 ? g->m[k]/(hi[k] - lo[k]) : 0;
		g->width[k] = extent/g->m[k];
		g->ns[k] = b->pbc[k] ? (int)ceil(reach/g->width[k]) :
		    extent > 0 ? (int)fmin(g->m[k] - 1, ceil(reach/g->width[k])) : 0;
	}
}

static void
choose_blocks(struct gw_grid *g, int n)
{
	double atoms = fmax(MIN_ATOMS, fmin(BLOCK_ATOMS, (double)n/MIN_BLOCKS));
	double volume = 1, side;
	int nd = 0;

	for (int k = 0; k < 3; k++)
		if (g->width[k] > 0) {
			volume *= g->width[k]*g->m[k];
			nd++;
		}
	side = nd ? pow(volume*atoms/(n > 0 ? n : 1), 1.0/nd) : 1;
	for (int k = 0; k < 3; k++) {
		g->nb[k] = (int)lrint(fmin(g->width[k]*g->m[k]/side, g->m[k]));
		if (g->nb[k] < 1)
			g->nb[k] = 1;
	}
}

int
gw_grid_cell(const struct gw_grid *g, const int c[3])
{
	return (c[2]*g->m[1] + c[1])*g->m[0] + c[0];
}

static void
sort_atoms(struct gw_grid *g, const struct gw_box *b, int n)
{
	size_t nc = (size_t)g->m[0]*(size_t)g->m[1]*(size_t)g->m[2];
	size_t m = (size_t)n;

	gw_reserve(&g->cell, &g->cap_cell, m, sizeof *g->cell);
	gw_reserve(&g->order, &g->cap_order, m, sizeof *g->order);
	gw_reserve(&g->start, &g->cap_start, nc + 2, sizeof *g->start);
	memset(g->start, 0, (nc + 2)*sizeof *g->start);
	for (size_t i = 0; i < m; i++) {
		double s[3];
		int c[3];

		gw_box_frac(b, g->xw + 3*i, s);
		for (int k = 0; k < 3; k++) {
			c[k] = (int)floor((s[k] - g->lo[k])*g->per[k]);
			c[k] = c[k] < 0 ? 0 : c[k] >= g->m[k] ? g->m[k] - 1 : c[k];
		}
		g->cell[i] = gw_grid_cell(g, c);
		g->start[g->cell[i] + 2]++;
	}
	for (size_t k = 2; k < nc + 2; k++)
		g->start[k] += g->start[k - 1];
	for (size_t i = 0; i < m; i++)
		g->order[g->start[g->cell[i] + 1]++] = (int32_t)i;
}

/* block number along k of a cell; the inverse of gw_grid_first() */
int
gw_grid_block(const struct gw_grid *g, int k, int c)
{
	return (int)(((long)c*g->nb[k] + g->nb[k] - 1)/g->m[k]);
}

int
gw_grid_first(const struct gw_grid *g, int k, int block)
{
	return (int)((long)block*g->m[k]/g->nb[k]);
}

int
gw_grid_sort(struct gw_grid *g, const struct gw_sys *s, const double *x,
	const struct gw_box *b, double reach, struct gw_err *e)
{
	double lo[3], hi[3];

	if (wrap_atoms(g, s, x, b, lo, hi, e) < 0)
		return -1;
	choose_cells(g, b, lo, hi, reach, s->n);
	choose_blocks(g, s->n);
	sort_atoms(g, b, s->n);
	return 0;
}
