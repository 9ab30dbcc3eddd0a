/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The columns as a binary tree, for points that fill the box unevenly: halves
 * of equal numbers, cut across the longest side.
 *
 * Prices that drive atoms far vary much over a part of the box, but smoothly: at
 * the optimum their gradient is 2 (y - x), twice the way that the atoms there go.
 * So a node bounds them by a parabola, with e = y_j - mid,
 *	v_j <= top + sum_k [2 g_k e_k - (b_k - 1) e_k^2],
 * g the mean way of its columns and b_k the slope dx_k/dy_k of what goes there.  With
 * w = mid - x no column in it, |e_k| <= half_k, is below
 *	|w + e|^2 - v >= |w|^2 + sum_k [2 (w - g)_k e_k + b_k e_k^2] - top:
 * the distance of the node from where x is expected to go counts, not that from x.
 */
#include "structure/match_priv.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"

enum {
	LEAF = 4,		/* columns at most */
	SMOOTH = 100		/* columns from which a slope is more than noise */
};
static const double LEAST_BEND = 0.5, MOST_BEND = 20;

static const double ROUNDING = 1e-14;	/* of the squares that a bound is a difference of */

/* ---- order ---- */

struct point {
	double s[3];		/* along the axes of the box [length] */
	int32_t i;
};

/* Hoare: the k-th of p along dim to its place, no larger ones before it, no smaller ones after. */
static void
select(struct point *p, int n, int k, int dim)
{
	int lo = 0, hi = n - 1;

	while (lo < hi) {
		double pivot = p[k].s[dim];
		int i = lo, j = hi;

		while (i <= j) {
			while (p[i].s[dim] < pivot)
				i++;
			while (p[j].s[dim] > pivot)
				j--;
			if (i <= j) {
				struct point t = p[i];

				p[i++] = p[j];
				p[j--] = t;
			}
		}
		if (j < k)
			lo = i;
		if (k < i)
			hi = j;
	}
}

static int
longest(const struct point *p, int n)
{
	double most = -1;
	int dim = 0;

	for (int k = 0; k < 3; k++) {
		double lo = INFINITY, hi = -INFINITY;

		for (int i = 0; i < n; i++) {
			lo = p[i].s[k] < lo ? p[i].s[k] : lo;
			hi = p[i].s[k] > hi ? p[i].s[k] : hi;
		}
		if (hi - lo > most) {
			most = hi - lo;
			dim = k;
		}
	}
	return dim;
}

/* Part i of the 2^d into which n are divided starts here. */
int
match_part(int n, int d, int i)
{
	return (int)((int64_t)n*i >> d);
}

int
match_tree_depth(int n)
{
	int d = 0;

	while (n > LEAF << d)
		d++;
	return d;
}

static void
halve(struct point *p, int n, int d, int i, int depth)
{
	int from = match_part(n, d, i), to = match_part(n, d, i + 1),
	    mid = match_part(n, d + 1, 2*i + 1);

	if (d == depth)
		return;
	select(p + from, to - from, mid - from, longest(p + from, to - from));
	halve(p, n, d + 1, 2*i, depth);
	halve(p, n, d + 1, 2*i + 1, depth);
}

void
match_tree_order(const struct gw_box *box, int n, const double *x, int32_t *order)
{
	struct point *p = gw_alloc((size_t)n, sizeof *p);

	for (int i = 0; i < n; i++) {
		double w[3] = { x[3*(size_t)i], x[3*(size_t)i + 1], x[3*(size_t)i + 2] };

		gw_box_wrap(box, w, NULL);
		gw_box_frac(box, w, p[i].s);
		for (int k = 0; k < 3; k++)
			p[i].s[k] *= box->width[k];
		p[i].i = i;
	}
	halve(p, n, 0, 0, match_tree_depth(n));
	for (int i = 0; i < n; i++)
		order[i] = p[i].i;
	gw_free(p);
}

/* ---- nodes ---- */

static struct match_node *
node(const struct match_cells *c, int d, int i)
{
	return &c->node[(1 << d) - 1 + i];
}

static void
enclose(const struct match_cells *c, struct match_node *q, int from, int to)
{
	for (int k = 0; k < 3; k++) {
		double lo = INFINITY, hi = -INFINITY;

		for (int j = from; j < to; j++) {
			lo = fmin(lo, c->y[j][k]);
			hi = fmax(hi, c->y[j][k]);
		}
		q->mid[k] = (lo + hi)/2;
		q->half[k] = fmax(hi - q->mid[k], q->mid[k] - lo);
	}
}

static double
top(const struct match_cells *c, const struct match_node *q, int from, int to)
{
	double most = -INFINITY;

	for (int j = from; j < to; j++) {
		double v = c->v[j];

		for (int k = 0; k < 3; k++) {
			double e = c->y[j][k] - q->mid[k];

			v += ((q->bend[k] - 1)*e - 2*q->g[k])*e;
		}
		most = v > most ? v : most;
	}
	return most;
}

void
match_tree_tops(struct match_cells *c)
{
	for (int d = 0; d <= c->depth; d++)
		for (int i = 0; i < 1 << d; i++) {
			struct match_node *q = node(c, d, i);

			q->top = top(c, q, match_part(c->n, d, i), match_part(c->n, d, i + 1));
		}
}

/* dx_k/dy_k of all in the node, within what may be trusted */
static double
slope(const struct match_cells *c, const double (*way)[3], int from, int to, int k)
{
	double m = 0, g = 0, yy = 0, yw = 0;

	for (int j = from; j < to; j++) {
		m += c->y[j][k]/(to - from);
		g += way[j][k]/(to - from);
	}
	for (int j = from; j < to; j++) {
		yy += (c->y[j][k] - m)*(c->y[j][k] - m);
		yw += (c->y[j][k] - m)*(way[j][k] - g);
	}
	return yy > 0 ? fmax(LEAST_BEND, fmin(1 - yw/yy, MOST_BEND)) : 1;
}

/* Small nodes have the slope of a larger one: theirs would be noise. */
void
match_tree_ways(struct match_cells *c, const double (*way)[3])
{
	for (int d = 0; d <= c->depth; d++)
		for (int i = 0; i < 1 << d; i++) {
			struct match_node *q = node(c, d, i);
			int from = match_part(c->n, d, i), to = match_part(c->n, d, i + 1);

			for (int k = 0; k < 3; k++) {
				q->g[k] = 0;
				for (int j = from; j < to; j++)
					q->g[k] += way[j][k]/(to - from);
				q->bend[k] = d && to - from < SMOOTH ?
				    node(c, d - 1, i/2)->bend[k] : slope(c, way, from, to, k);
			}
		}
}

void
match_tree_sort(struct match_cells *c, const struct gw_box *box, int n, const double *y)
{
	match_cells_start(c, box, n);
	match_tree_order(&c->box, n, y, c->atom);
	for (int j = 0; j < n; j++) {
		memcpy(c->y[j], y + 3*(size_t)c->atom[j], sizeof c->y[j]);
		gw_box_wrap(&c->box, c->y[j], NULL);
	}
	c->tree = 1;
	c->depth = match_tree_depth(n);
	gw_reserve(&c->node, &c->cap_node, (size_t)2 << c->depth, sizeof *c->node);
	for (int d = 0; d <= c->depth; d++)
		for (int i = 0; i < 1 << d; i++)
			enclose(c, node(c, d, i), match_part(n, d, i), match_part(n, d, i + 1));
}

/* ---- the search ---- */

/*
 * Along one axis: the least of w^2 + 2 (w - g) e + b e^2, |e| <= half.
 * (Branches would be guesses.)
 */
static inline double
along(double w, double g, double b, double half)
{
	double a = fabs(w - g), e = a/b < half ? a/b : half;

	return w*w - e*(2*a - b*e);
}

/* Images matter where parts of the node are nearer by the other one. */
static inline double
bound_ortho(const struct match_cells *c, const struct match_node *q, const double x[3])
{
	double sum = -q->top, size = 0;

	for (int k = 0; k < 3; k++) {
		double w = q->mid[k] - x[k], side = c->box.h[k][k], f;

		if (c->box.pbc[k]) {
			w = w > side/2 ? w - side : w < -side/2 ? w + side : w;
			f = along(w, q->g[k], q->bend[k], q->half[k]);
			if (fabs(w) + q->half[k] > side*(0.5 - ROUNDING)) {
				double f2 = along(w > 0 ? w - side : w + side, q->g[k], q->bend[k],
				    q->half[k]);

				f = f2 < f ? f2 : f;
			}
		} else {
			f = along(w, q->g[k], q->bend[k], q->half[k]);
		}
		sum += f;
		size += w*w + q->g[k]*q->g[k];
	}
	return sum - ROUNDING*size;
}

static double
bound_image(const struct match_node *q, const double w[3])
{
	double sum = -q->top, size = 0;

	for (int k = 0; k < 3; k++) {
		sum += along(w[k], q->g[k], q->bend[k], q->half[k]);
		size += w[k]*w[k] + q->g[k]*q->g[k];
	}
	return sum - ROUNDING*size;
}

/*
 * The shortest image of the middle; all around it where the node is too large for that,
 * nothing where it is larger than what these 27 cover.
 */
static double
bound_oblique(const struct match_cells *c, const struct match_node *q, const double x[3])
{
	const int *pbc = c->box.pbc;
	double w[3], least = INFINITY, size = gw_dot3(q->half, q->half), reach;

	if (size > c->safe/4)
		return -INFINITY;
	for (int k = 0; k < 3; k++)
		w[k] = q->mid[k] - x[k];
	gw_box_mic(&c->box, w);
	reach = sqrt(gw_dot3(w, w)) + sqrt(size);
	if (reach*reach <= c->safe)
		return bound_image(q, w);
	for (int p = -pbc[0]; p <= pbc[0]; p++)
		for (int r = -pbc[1]; r <= pbc[1]; r++)
			for (int s = -pbc[2]; s <= pbc[2]; s++) {
				double u[3];

				for (int k = 0; k < 3; k++)
					u[k] = w[k] + p*c->box.h[0][k] + r*c->box.h[1][k] +
					    s*c->box.h[2][k];
				least = fmin(least, bound_image(q, u));
			}
	return least;
}

static inline double
bound(const struct match_cells *c, const struct match_node *q, const double x[3])
{
	return c->ortho ? bound_ortho(c, q, x) : bound_oblique(c, q, x);
}

void
match_tree_search(struct match_look *l)
{
	struct match_cells *c = l->c;
	static const double home[3];
	struct { double least; int d, i; } stack[32], p, far;
	int n = 1;

	stack[0].least = -INFINITY;
	stack[0].d = stack[0].i = 0;
	while (n) {
		p = stack[--n];
		while (p.least < l->limit && p.d < c->depth) {
			far = p;
			p.d = ++far.d;
			p.i *= 2;
			far.i = p.i + 1;
			p.least = bound(c, node(c, p.d, p.i), l->x);
			far.least = bound(c, node(c, p.d, far.i), l->x);
			stack[n++] = p.least <= far.least ? far : p;
			p = p.least <= far.least ? p : far;
		}
		if (p.least < l->limit) {
			struct match_node *q = node(c, p.d, p.i);
			int from = match_part(c->n, p.d, p.i), to = match_part(c->n, p.d, p.i + 1);

			match_look_scan(l, from, to, home);
			q->top = top(c, q, from, to);	/* prices fell since it was set */
		} else if (p.least < l->beyond) {
			l->beyond = p.least;
		}
	}
}
