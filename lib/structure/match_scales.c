/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Prices that know how far atoms have to go.  Where rows and columns fill
 * the box differently prices vary by the square of that way, and bids of one
 * spacing squared would find them in very many steps.  So the leaves of the two trees
 * are matched first, as points, by the same program; the prices of their columns with
 * the gradient 2 (y - x) are those of their centres, up to what happens within a leaf.
 */
#include "structure/match_priv.h"

#include <math.h>

#include "base/mem.h"

/*
 * Centres of the leaves: x of rows, y of columns, [2^d][3].  Points of unit spacing are less
 * than 1 away from theirs; to choose among columns it matters how far these, and the rows,
 * are apart.
 */
static double
centres(const struct gw_assign *a, double *x, double *y)
{
	int d = a->c.depth;
	double spread[2] = { 0 };

	for (int g = 0; g < 1 << d; g++) {
		int from = match_part(a->n, d, g), to = match_part(a->n, d, g + 1);

		for (int k = 0; k < 3; k++) {
			double p = 0, q = 0;

			for (int i = from; i < to; i++) {
				p += a->row[i].x[k]/(to - from);
				q += a->c.y[i][k]/(to - from);
			}
			for (int i = from; i < to; i++) {
				spread[0] += (a->row[i].x[k] - p)*(a->row[i].x[k] - p);
				spread[1] += (a->c.y[i][k] - q)*(a->c.y[i][k] - q);
			}
			x[3*(size_t)g + (size_t)k] = p;
			y[3*(size_t)g + (size_t)k] = q;
		}
	}
	return sqrt(spread[0]*spread[1])/a->n;
}

/* The way to leaf g of a, column q of b, from the row of b that took it. */
static void
set_ways(const struct gw_assign *a, const struct gw_assign *b, int q, double (*way)[3])
{
	int d = a->c.depth, g = b->c.atom[q];
	double w[3];

	match_cost(&b->c, b->row[b->y[q]].x, q, w);
	for (int j = match_part(a->n, d, g); j < match_part(a->n, d, g + 1); j++)
		for (int k = 0; k < 3; k++)
			way[j][k] = w[k];
}

/* Prices in leaf g from that of its centre, along their gradient. */
static void
set_prices(struct gw_assign *a, int g, const double centre[3], double v)
{
	int d = a->c.depth;
	const struct match_node *leaf = &a->c.node[(1 << d) - 1 + g];

	for (int j = match_part(a->n, d, g); j < match_part(a->n, d, g + 1); j++) {
		a->c.v[j] = v;
		for (int k = 0; k < 3; k++) {
			double e = a->c.y[j][k] - centre[k];

			a->c.v[j] += 2*leaf->g[k]*e;
		}
	}
}

void
match_scales(struct gw_assign *a)
{
	int m = 1 << a->c.depth;
	struct gw_assign *b = gw_assign_new();
	double *x = gw_alloc(3*(size_t)m, sizeof *x), *y = gw_alloc(3*(size_t)m, sizeof *y);
	double (*way)[3] = gw_alloc((size_t)a->n, sizeof *way);

	a->scale = centres(a, x, y);
	match_far(b, &a->c.box, m, x, y);
	for (int q = 0; q < m; q++)
		set_ways(a, b, q, way);
	match_tree_ways(&a->c, (const double (*)[3])way);
	for (int q = 0; q < m; q++)
		set_prices(a, b->c.atom[q], y + 3*(size_t)b->c.atom[q], b->c.v[q]);
	match_tree_tops(&a->c);
	gw_assign_free(b);
	gw_free(x);
	gw_free(y);
	gw_free(way);
}
