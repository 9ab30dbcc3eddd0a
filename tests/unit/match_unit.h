/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the matching share: boxes of every kind, points, our least sum with its proof, a dense solver's. */
#ifndef GW_TESTS_MATCH_UNIT_H
#define GW_TESTS_MATCH_UNIT_H

#include "base/mem.h"
#include "base/rng.h"
#include "base/vec.h"
#include "structure/match.h"
#include "unit.h"

#include <math.h>
#include <string.h>

/* boxes: right angles, oblique, skewed far beyond what cells like; unit volume */
static const double shape[3][3][3] = {
	{ { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
	{ { 1.2, 0, 0 }, { 0.5, 1, 0 }, { -0.4, 0.3, 1/1.2 } },
	{ { 1, 0, 0 }, { 3.4, 1, 0 }, { -2.3, 1.7, 1 } },
};
static const int pbcs[4][3] = { { 1, 1, 1 }, { 1, 1, 0 }, { 0, 1, 0 }, { 0, 0, 0 } };

static inline struct gw_box
box(const double h[3][3], double side, const int pbc[3])
{
	struct gw_box b = { 0 };
	struct gw_err e;

	for (int k = 0; k < 9; k++)
		b.h[k/3][k % 3] = side*h[k/3][k % 3];
	memcpy(b.pbc, pbc, sizeof b.pbc);
	b.origin[0] = 0.3;
	assert_int_equal(gw_box_update(&b, &e), 0);
	return b;
}

/* n points, fractional coordinates in [0, fill) along the last axis */
static inline double *
points(const struct gw_box *b, int n, uint32_t seed, double fill)
{
	double *x = gw_alloc(3*(size_t)n, sizeof *x);
	struct gw_rng g;

	gw_rng_start(&g, 5, GW_RNG_TEST, seed, 0);
	for (int i = 0; i < n; i++) {
		double f[3];

		for (int k = 0; k < 3; k++)
			f[k] = (k == 2 ? fill : 1)*gw_rng_uniform(&g);
		gw_box_cart(b, f, x + 3*i);
	}
	return x;
}

static inline double
cost(const struct gw_box *b, const double *x, const double *y)
{
	double d[3] = { y[0] - x[0], y[1] - x[1], y[2] - x[2] };

	gw_box_mic(b, d);
	return gw_dot3(d, d);
}

static inline double
sum_of(const struct gw_box *b, int n, const double *x, const double *y, const int32_t *to)
{
	char *seen = gw_alloc((size_t)n, 1);
	double sum = 0;

	for (int i = 0; i < n; i++) {
		assert_in_range(to[i], 0, n - 1);
		assert_false(seen[to[i]]);
		seen[to[i]] = 1;
		sum += cost(b, x + 3*i, y + 3*to[i]);
	}
	gw_free(seen);
	return sum;
}

/* The least sum by our own way, with its proof. */
static inline double
ours(const struct gw_box *b, int n, const double *x, const double *y)
{
	struct gw_assign *a = gw_assign_new();
	int32_t *to = gw_alloc((size_t)n, sizeof *to);
	double sum, gap;

	gw_assign(a, b, n, x, y, 0, to);
	sum = sum_of(b, n, x, y, to);
	gap = gw_assign_gap(a, to);
	assert_true(gap >= 0);
	assert_in_tol(gap, 0, 1e-10*sum);
	gw_assign_free(a);
	gw_free(to);
	return sum;
}

/* One row after the other by shortest augmenting paths over the whole matrix: O(n^3). */
static inline double
dense(const struct gw_box *b, int n, const double *x, const double *y)
{
	size_t m = (size_t)n + 1;
	double *u = gw_alloc(m, sizeof *u), *v = gw_alloc(m, sizeof *v), *least = gw_alloc(m, sizeof *least);
	double *c = gw_alloc((size_t)n*(size_t)n, sizeof *c), sum = 0;
	int *row = gw_alloc(m, sizeof *row), *way = gw_alloc(m, sizeof *way);
	char *used = gw_alloc(m, 1);

	for (int i = 0; i < n*n; i++)
		c[i] = cost(b, x + 3*(i/n), y + 3*(i % n));
	for (int i = 1; i <= n; i++) {
		int j = 0, next = 0;

		row[0] = i;
		for (int k = 0; k <= n; k++) {
			least[k] = INFINITY;
			used[k] = 0;
		}
		do {
			double step = INFINITY;

			used[j] = 1;
			for (int k = 1; k <= n; k++)
				if (!used[k]) {
					double r = c[(row[j] - 1)*n + k - 1] - u[row[j]] - v[k];

					if (r < least[k]) {
						least[k] = r;
						way[k] = j;
					}
					if (least[k] < step) {
						step = least[k];
						next = k;
					}
				}
			for (int k = 0; k <= n; k++)
				if (used[k]) {
					u[row[k]] += step;
					v[k] -= step;
				} else {
					least[k] -= step;
				}
			j = next;
		} while (row[j]);
		for (; j; j = way[j])
			row[j] = row[way[j]];
	}
	for (int k = 1; k <= n; k++)
		sum += c[(row[k] - 1)*n + k - 1];
	gw_free(u);
	gw_free(v);
	gw_free(least);
	gw_free(c);
	gw_free(row);
	gw_free(way);
	gw_free(used);
	return sum;
}

static inline void
check_dense(const struct gw_box *b, int n, const double *x, const double *y)
{
	double want = dense(b, n, x, y);

	assert_in_rel(ours(b, n, x, y), want, 1e-12);
	assert_in_rel(ours(b, n, y, x), want, 1e-12);
}

/* A permutation that is not the best has a gap, and not above what it costs; y fills a part of the box. */
static inline void
check_certificate(const struct gw_box *b, int n, double fill)
{
	double *x = points(b, n, 1, 1), *y = points(b, n, 2, fill), best;
	struct gw_assign *a = gw_assign_new();
	int32_t *to = gw_alloc((size_t)n, sizeof *to);

	gw_assign(a, b, n, x, y, 0, to);
	best = sum_of(b, n, x, y, to);
	for (int i = 0; i + 1 < n; i += 37) {
		int32_t t = to[i];
		double more;

		to[i] = to[i + 1];
		to[i + 1] = t;
		more = sum_of(b, n, x, y, to) - best;
		assert_true(more > 0);
		assert_true(gw_assign_gap(a, to) >= more*(1 - 1e-9));
		to[i + 1] = to[i];
		to[i] = t;
	}
	gw_assign_free(a);
	gw_free(to);
	gw_free(x);
	gw_free(y);
}

/* Prices of the turn before serve the next one, in which the points have moved. */
static inline void
check_warm(const struct gw_box *b, int n, double fill)
{
	double *x = points(b, n, 1, 1), *y = points(b, n, 2, fill);
	struct gw_assign *a = gw_assign_new();
	int32_t *to = gw_alloc((size_t)n, sizeof *to);

	for (int turn = 0; turn < 4; turn++) {
		double sum = dense(b, n, x, y);

		gw_assign(a, b, n, x, y, turn > 0, to);
		assert_in_rel(sum_of(b, n, x, y, to), sum, 1e-12);
		assert_in_tol(gw_assign_gap(a, to), 0, 1e-10*sum);
		for (int i = 0; i < n; i++)
			x[3*i + turn % 3] += 0.3*turn;
	}
	gw_assign_free(a);
	gw_free(to);
	gw_free(x);
	gw_free(y);
}

#endif
