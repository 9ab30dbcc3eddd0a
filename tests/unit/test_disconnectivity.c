/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trees of superbasins: by hand, and random ones against barriers by brute force. */
#include "base/mem.h"
#include "base/rng.h"
#include "landscape/disconnectivity.h"
#include "unit.h"

#include <math.h>
#include <string.h>

enum { MOST = 40 };

/*
 * Minima 10 .. 15 at -5 -3 -4 -1 -2 -2.5; 10 and 11 meet at -2, 12 and 14 at -1, both
 * pairs and 13 at 0 (two saddles of one energy); 15 stands alone but for itself.
 */
static const struct gw_transition hand[] = {
	{ 10, 11, -5, -3, -2 }, { 12, 14, -4, -2, -1 }, { 11, 12, -3, -4, 0 }, { 13, 10, -1, -5, 0 },
	{ 11, 10, -3, -5, -1.5 }, { 10, 12, -5, -4, 0.5 }, { 15, 15, -2.5, -2.5, 1 },
};
enum { NHAND = sizeof hand/sizeof *hand };

static struct gw_landscape *
landscape(const struct gw_transition *t, long n)
{
	struct gw_err e = { 0 };
	struct gw_landscape *l = gw_landscape_new(t, n, NULL, NULL, 0, &e);

	if (!l)
		fail_msg("%s", e.msg);
	return l;
}

static void
a_tree_known_by_hand(void **state)
{
	static const double energy[] = { -5, -3, -4, -1, -2, -2.5, -2, -1, 0 };
	static const int32_t parent[] = { 6, 6, 7, 8, 7, -1, 8, 8, -1 };
	static const int32_t count[] = { 1, 1, 1, 1, 1, 1, 2, 2, 5 };
	static const int32_t lowest[] = { 0, 1, 2, 3, 4, 5, 0, 2, 0 };
	struct gw_landscape *l = landscape(hand, NHAND);
	struct gw_tree *t = gw_tree_new(l);

	(void)state;
	assert_int_equal(l->n, 6);
	assert_int_equal(l->number[5], 15);
	assert_int_equal(l->nsaddle, 5);
	assert_int_equal(l->loops, 1);
	assert_int_equal(l->duplicates, 1);
	assert_int_equal(t->nleaf, 6);
	assert_int_equal(t->n, 9);
	assert_int_equal(t->nroot, 2);
	for (int k = 0; k < 9; k++) {
		assert_true(t->energy[k] == energy[k]);
		assert_int_equal(t->parent[k], parent[k]);
		assert_int_equal(t->count[k], count[k]);
		assert_int_equal(t->lowest[k], lowest[k]);
	}
	gw_tree_free(t);
	gw_landscape_free(l);
}

static void
levels_by_hand(void **state)
{
	struct gw_landscape *l = landscape(hand, NHAND);
	struct gw_tree *t = gw_tree_new(l), *b = gw_tree_levels(t, -5, 3, INFINITY), *c;

	(void)state;
	/* levels -5 -2 1: 10 and 11 meet on a level, all others at 1 */
	assert_int_equal(b->n, 8);
	assert_true(b->energy[6] == -2 && b->energy[7] == 1);
	assert_int_equal(b->parent[2], 7);
	assert_int_equal(b->parent[6], 7);
	assert_int_equal(b->count[7], 5);
	assert_int_equal(b->parent[5], -1);
	/* one level at the top: everything meets there */
	c = gw_tree_levels(t, -5, 5, 0);
	assert_int_equal(c->n, 7);
	assert_true(c->energy[6] == 0);
	gw_tree_free(c);
	gw_tree_free(b);
	gw_tree_free(t);
	gw_landscape_free(l);
}

static void
basins_and_choices(void **state)
{
	struct gw_landscape *l = landscape(hand, NHAND);
	struct gw_tree *t = gw_tree_new(l), *c;
	int32_t count[6];
	double leave[6];

	(void)state;
	gw_tree_basins(t, count, leave);
	assert_int_equal(count[0], 5);
	assert_true(isinf(leave[0]) && isinf(leave[5]));
	assert_int_equal(count[2], 2);
	assert_true(leave[2] == 0);
	assert_true(leave[1] == -2 && leave[4] == -1);
	/* the two lowest: their merge alone is left of the first tree */
	c = gw_tree_choose(t, &(struct gw_tree_choice){ .most = 2 });
	assert_int_equal(c->nleaf, 2);
	assert_int_equal(c->n, 3);
	assert_int_equal(c->minimum[1], 2);
	assert_int_equal(c->count[2], 5);
	gw_tree_free(c);
	/* at least 1.2 deep: 10 (root), 12 (4), 15 (alone) */
	c = gw_tree_choose(t, &(struct gw_tree_choice){ .depth = 1.2 });
	assert_int_equal(c->nleaf, 3);
	assert_int_equal(c->nroot, 2);
	gw_tree_free(c);
	c = gw_tree_choose(t, &(struct gw_tree_choice){ .count = 2 });
	assert_int_equal(c->nleaf, 2);
	assert_int_equal(c->nroot, 1);
	gw_tree_free(c);
	/* a root of which one branch is left keeps its place */
	c = gw_tree_choose(t, &(struct gw_tree_choice){ .most = 1 });
	assert_int_equal(c->n, 2);
	assert_true(c->parent[0] == 1 && c->energy[1] == 0);
	gw_tree_free(c);
	gw_tree_free(t);
	gw_landscape_free(l);
}

static void
rows_are_judged(void **state)
{
	const struct gw_transition fine = { 0, 1, -1, -2, -1.005 }, below = { 0, 1, -1, -2, -1.5 },
		nan = { 0, 1, -1, NAN, 3 }, inf = { 0, 1, -1, -2, INFINITY };
	struct gw_landscape *l;
	struct gw_err e = { 0 };
	const int64_t number[] = { 7 };
	const double energy[] = { NAN };

	(void)state;
	assert_int_equal(gw_transition_check(&fine, 0.01), GW_TRANSITION_FINE);
	assert_int_equal(gw_transition_check(&below, 0.01), GW_TRANSITION_BELOW);
	assert_int_equal(gw_transition_check(&nan, 0.01), GW_TRANSITION_MISSING);
	assert_int_equal(gw_transition_check(&inf, 0.01), GW_TRANSITION_MISSING);
	l = landscape(&fine, 1);
	assert_int_equal(l->raised, 1);
	assert_true(l->saddle[0].e == -1);
	gw_landscape_free(l);
	assert_null(gw_landscape_new(NULL, 0, number, energy, 1, &e));
	assert_int_equal(e.code, GW_BADDATA);
	assert_non_null(strstr(e.msg, "minimum 7"));
}

static void
minima_without_saddles(void **state)
{
	const int64_t number[] = { 3, 1, 2 };
	const double energy[] = { 1, 0, -1 };
	struct gw_err e = { 0 };
	struct gw_landscape *l = gw_landscape_new(NULL, 0, number, energy, 3, &e);
	struct gw_tree *t = gw_tree_new(l), *none;
	double x[3];

	(void)state;
	assert_int_equal(t->n, 3);
	assert_int_equal(t->nroot, 3);
	gw_tree_places(t, x);
	assert_true(x[1] == 1.5 && x[0] + x[2] == 3);	/* the lowest in the middle */
	gw_tree_free(t);
	gw_landscape_free(l);
	l = landscape(NULL, 0);
	none = gw_tree_new(l);
	assert_int_equal(none->n, 0);
	gw_tree_places(none, x);
	gw_tree_free(none);
	gw_landscape_free(l);
}

/* ---- random landscapes ---- */

struct world { int n; double e[MOST], pass[MOST][MOST]; };

/* n minima, m saddles; energies are multiples of 1/4, so that many are equal. */
static long
make_world(struct world *w, struct gw_rng *r, struct gw_transition *t, long m)
{
	for (int k = 0; k < w->n; k++)
		w->e[k] = -(double)gw_rng_below(r, 40)/4;
	for (int a = 0; a < w->n; a++)
		for (int b = 0; b < w->n; b++)
			w->pass[a][b] = a == b ? w->e[a] : INFINITY;
	for (long k = 0; k < m; k++) {
		int a = (int)gw_rng_below(r, (uint32_t)w->n), b = (int)gw_rng_below(r, (uint32_t)w->n);
		double s = fmax(w->e[a], w->e[b]) + gw_rng_below(r, 30)/4.0;

		t[k] = (struct gw_transition){ 3*a - 7, 3*b - 7, w->e[a], w->e[b], s };
		if (a != b)
			w->pass[a][b] = w->pass[b][a] = fmin(w->pass[a][b], s);
	}
	return m;
}

/* The lowest highest point of all ways (Floyd & Warshall with max for +). */
static void
all_ways(struct world *w)
{
	for (int k = 0; k < w->n; k++)
		for (int a = 0; a < w->n; a++)
			for (int b = 0; b < w->n; b++)
				w->pass[a][b] = fmin(w->pass[a][b], fmax(w->pass[a][k], w->pass[k][b]));
}

/* Energy of the first common ancestor, infinite if there is none. */
static double
meet(const struct gw_tree *t, int32_t a, int32_t b)
{
	while (a != b) {
		if (a < b)
			a = t->parent[a];
		else
			b = t->parent[b];
		if (a < 0 || b < 0)
			return INFINITY;
	}
	return t->energy[a];
}

static void
compare_world(const struct world *w, const struct gw_landscape *l, const struct gw_tree *t, double step)
{
	for (int32_t a = 0; a < l->n; a++)
		for (int32_t b = 0; b < l->n; b++) {
			int i = (int)(l->number[a] + 7)/3, j = (int)(l->number[b] + 7)/3;
			double want = w->pass[i][j];

			if (step > 0 && a != b)
				want = -10 + ceil((want + 10)/step)*step;
			if (meet(t, a, b) != want)
				fail_msg("minima %d %d meet at %g, not %g", i, j, meet(t, a, b), want);
		}
}

static void
check_shape(const struct gw_tree *t)
{
	int32_t *kids = gw_alloc((size_t)t->n, sizeof *kids), *sum = gw_alloc((size_t)t->n, sizeof *sum);

	for (int32_t k = 0; k < t->n; k++) {
		if (k < t->nleaf)
			sum[k] = 1;
		assert_int_equal(sum[k], t->count[k]);
		assert_true(k < t->nleaf ? kids[k] == 0 : kids[k] >= 2);
		if (t->parent[k] >= 0) {
			assert_true(t->parent[k] > k);
			assert_true(k < t->nleaf || t->energy[t->parent[k]] > t->energy[k]);
			kids[t->parent[k]]++;
			sum[t->parent[k]] += sum[k];
		}
	}
	gw_free(kids);
	gw_free(sum);
}

/* Every leaf a slot of its own, every subtree a range without gaps, merges above their lowest leaf. */
static void
check_places(const struct gw_tree *t)
{
	double *x = gw_alloc((size_t)t->n, sizeof *x), *lo = gw_alloc((size_t)t->n, sizeof *lo),
		*hi = gw_alloc((size_t)t->n, sizeof *hi);
	char *taken = gw_alloc((size_t)t->nleaf, 1);

	gw_tree_places(t, x);
	for (int32_t k = 0; k < t->n; k++) {
		int32_t p = t->parent[k];

		if (k < t->nleaf) {
			int slot = (int)floor(x[k]);

			assert_true(x[k] == slot + 0.5 && slot >= 0 && slot < t->nleaf && !taken[slot]);
			taken[slot] = 1;
			lo[k] = slot;
			hi[k] = slot + 1;
		}
		assert_true(x[k] == x[t->lowest[k]]);	/* leaves are all minima here */
		assert_true(hi[k] - lo[k] == t->count[k]);
		if (p >= 0) {
			lo[p] = hi[p] > 0 ? fmin(lo[p], lo[k]) : lo[k];
			hi[p] = fmax(hi[p], hi[k]);
		}
	}
	gw_free(x);
	gw_free(lo);
	gw_free(hi);
	gw_free(taken);
}

static void
shuffle(struct gw_transition *t, long n, struct gw_rng *r)
{
	for (long k = n - 1; k > 0; k--) {
		long m = gw_rng_below(r, (uint32_t)k + 1);
		struct gw_transition s = t[k];

		t[k] = t[m];
		t[m] = s;
		if (gw_rng_below(r, 2))		/* and the other way round */
			t[k] = (struct gw_transition){ t[k].b, t[k].a, t[k].eb, t[k].ea, t[k].es };
	}
}

static void
same_trees(const struct gw_tree *a, const struct gw_tree *b)
{
	size_t n = (size_t)a->n;

	assert_int_equal(a->n, b->n);
	assert_int_equal(a->nleaf, b->nleaf);
	if (!n)
		return;
	assert_memory_equal(a->energy, b->energy, n*sizeof *a->energy);
	assert_memory_equal(a->parent, b->parent, n*sizeof *a->parent);
	assert_memory_equal(a->count, b->count, n*sizeof *a->count);
	assert_memory_equal(a->lowest, b->lowest, n*sizeof *a->lowest);
}

static void
random_trees_have_the_barriers_of_all_ways(void **state)
{
	struct gw_transition t[3*MOST];
	struct gw_rng r;

	(void)state;
	for (uint32_t trial = 0; trial < 300; trial++) {
		struct world w;
		struct gw_landscape *l, *l2;
		struct gw_tree *a, *b, *c;
		long m;

		gw_rng_start(&r, 17, GW_RNG_TEST, trial, 0);
		w.n = 2 + (int)gw_rng_below(&r, MOST - 1);
		m = make_world(&w, &r, t, 1 + gw_rng_below(&r, 3*MOST - 1));
		all_ways(&w);
		l = landscape(t, m);
		a = gw_tree_new(l);
		compare_world(&w, l, a, 0);
		check_shape(a);
		check_places(a);
		b = gw_tree_levels(a, -10, 1.5, INFINITY);
		compare_world(&w, l, b, 1.5);
		check_shape(b);
		shuffle(t, m, &r);
		l2 = landscape(t, m);
		c = gw_tree_new(l2);
		same_trees(a, c);
		gw_tree_free(a);
		gw_tree_free(b);
		gw_tree_free(c);
		gw_landscape_free(l);
		gw_landscape_free(l2);
	}
}

/* A palm: every minimum joins the trunk at a higher saddle.  No recursion, and the trunk stays in the middle. */
static void
a_tall_tree(void **state)
{
	enum { N = 200001 };
	struct gw_transition *t = gw_alloc(N - 1, sizeof *t);
	struct gw_landscape *l;
	struct gw_tree *a;
	double *x;

	(void)state;
	for (int k = 1; k < N; k++)
		t[k-1] = (struct gw_transition){ 0, k, -1, 0, k };
	l = landscape(t, N - 1);
	a = gw_tree_new(l);
	assert_int_equal(a->n, 2*N - 1);
	x = gw_alloc((size_t)a->n, sizeof *x);
	gw_tree_places(a, x);
	assert_true(x[0] == N/2 + 0.5);
	gw_free(x);
	gw_free(t);
	gw_tree_free(a);
	gw_landscape_free(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tree_known_by_hand),
		cmocka_unit_test(levels_by_hand),
		cmocka_unit_test(basins_and_choices),
		cmocka_unit_test(rows_are_judged),
		cmocka_unit_test(minima_without_saddles),
		cmocka_unit_test(random_trees_have_the_barriers_of_all_ways),
		cmocka_unit_test(a_tall_tree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
