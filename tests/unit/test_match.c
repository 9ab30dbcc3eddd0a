/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The assignment: all permutations of few points, a dense solver in boxes of
 * every kind, scipy's numbers, ties, slabs, the certificate; then pairs of
 * configurations: species, labels, drift, boxes.
 */
#include "base/mem.h"
#include "base/rng.h"
#include "base/vec.h"
#include "cell/lattice.h"
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

static struct gw_box
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
static double *
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

static double
cost(const struct gw_box *b, const double *x, const double *y)
{
	double d[3] = { y[0] - x[0], y[1] - x[1], y[2] - x[2] };

	gw_box_mic(b, d);
	return gw_dot3(d, d);
}

static double
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
static double
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

/* ---- others' ways ---- */

static double
all_permutations(const struct gw_box *b, int n, int k, const double *x, const double *y, int used)
{
	double best = INFINITY;

	if (k == n)
		return 0;
	for (int j = 0; j < n; j++)
		if (!(used & 1 << j))
			best = fmin(best, cost(b, x + 3*k, y + 3*j) +
			    all_permutations(b, n, k + 1, x, y, used | 1 << j));
	return best;
}

/* One row after the other by shortest augmenting paths over the whole matrix: O(n^3). */
static double
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

/* ---- points to points ---- */

static void
test_all_permutations(void **state)
{
	(void)state;
	for (int n = 0; n <= 8; n++)
		for (int k = 0; k < 12; k++) {
			struct gw_box b = box(shape[k/4], 1.7, pbcs[k % 4]);
			double *x = points(&b, n, (uint32_t)(20*n + k), 1), *y = points(&b, n, (uint32_t)k + 900, 1);

			assert_in_tol(ours(&b, n, x, y), all_permutations(&b, n, 0, x, y, 0), 1e-12);
			gw_free(x);
			gw_free(y);
		}
}

static void
check_dense(const struct gw_box *b, int n, const double *x, const double *y)
{
	double want = dense(b, n, x, y);

	assert_in_rel(ours(b, n, x, y), want, 1e-12);
	assert_in_rel(ours(b, n, y, x), want, 1e-12);
}

static void
test_boxes(void **state)
{
	(void)state;
	for (int k = 0; k < 12; k++) {
		struct gw_box b = box(shape[k/4], 6, pbcs[k % 4]);
		double *x = points(&b, 200, 1, 1), *y = points(&b, 200, 2, 1);

		check_dense(&b, 200, x, y);
		gw_free(x);
		gw_free(y);
	}
}

static void
test_slab(void **state)
{
	(void)state;
	for (int k = 0; k < 3; k++) {
		struct gw_box b = box(shape[k], 6, pbcs[0]);
		double *x = points(&b, 300, 3, 1), *y = points(&b, 300, 4, 0.1);

		check_dense(&b, 300, x, y);
		gw_free(x);
		gw_free(y);
	}
}

/* all on one point, all on a line, all in a plane */
static void
test_degenerate(void **state)
{
	struct gw_box b = box(shape[0], 5, pbcs[0]);
	double *x = points(&b, 60, 1, 1), *y = points(&b, 60, 2, 1);

	(void)state;
	for (int k = 2; k >= 0; k--) {
		for (int i = 0; i < 60; i++)
			x[3*i + k] = y[3*i + k] = 1;
		check_dense(&b, 60, x, y);
		for (int i = 0; i < 60; i++)
			x[3*i + k] = 2;
		check_dense(&b, 60, x, y);
	}
	gw_free(x);
	gw_free(y);
}

/* An fcc crystal and its copy in another order, moved: how far each atom has to go is known. */
static void
test_ties(void **state)
{
	static const struct { double move[3], d2; } t[] = {
		{ { 0, 0, 0 }, 0 }, { { 0.5, 0.5, 0 }, 0 }, { { 0.25, 0.25, 0 }, 0.125 },
		{ { 0.5, 0, 0 }, 0.25 }, { { 0.25, 0.25, 0.25 }, 0.1875 }, { { 0.1, 0, 0 }, 0.01 }
	};
	const int m[3] = { 6, 6, 6 };
	const struct gw_lattice *l = gw_lattice_find("fcc");
	struct gw_err e;
	struct gw_sys *s = gw_lattice_build(l, 1, 0, m, l->nsub, GW_LJ, &e);
	double *y = gw_alloc(3*(size_t)s->n, sizeof *y);

	(void)state;
	for (size_t k = 0; k < sizeof t/sizeof *t; k++) {
		for (int i = 0; i < s->n; i++)
			for (int d = 0; d < 3; d++)	/* 331 and 864 have no common divisor */
				y[3*(331*i % s->n) + d] = s->x[3*i + d] + t[k].move[d];
		assert_in_tol(ours(&s->box, s->n, s->x, y), s->n*t[k].d2, 1e-10);
	}
	gw_sys_free(s);
	gw_free(y);
}

/* A permutation that is not the best has a gap, and not above what it costs. */
static void
test_certificate(void **state)
{
	enum { N = 400 };
	struct gw_box b = box(shape[1], 7, pbcs[0]);
	double *x = points(&b, N, 1, 1), *y = points(&b, N, 2, 1), best;
	struct gw_assign *a = gw_assign_new();
	int32_t to[N];

	(void)state;
	gw_assign(a, &b, N, x, y, 0, to);
	best = sum_of(&b, N, x, y, to);
	for (int i = 0; i + 1 < N; i += 37) {
		int32_t t = to[i];
		double more;

		to[i] = to[i + 1];
		to[i + 1] = t;
		more = sum_of(&b, N, x, y, to) - best;
		assert_true(more > 0);
		assert_true(gw_assign_gap(a, to) >= more*(1 - 1e-9));
		to[i + 1] = to[i];
		to[i] = t;
	}
	gw_assign_free(a);
	gw_free(x);
	gw_free(y);
}

static void
test_warm(void **state)
{
	enum { N = 500 };
	struct gw_box b = box(shape[0], 8, pbcs[0]);
	double *x = points(&b, N, 1, 1), *y = points(&b, N, 2, 1);
	struct gw_assign *a = gw_assign_new();
	int32_t to[N];

	(void)state;
	for (int turn = 0; turn < 4; turn++) {
		gw_assign(a, &b, N, x, y, turn > 0, to);
		assert_in_rel(sum_of(&b, N, x, y, to), dense(&b, N, x, y), 1e-12);
		for (int i = 0; i < N; i++)
			x[3*i + turn % 3] += 0.3*turn;
	}
	gw_assign_free(a);
	gw_free(x);
	gw_free(y);
}

/* Points that a script makes with the same bits: frac(i a_k), in a cube of n. */
static double *
kronecker(int n, int first)
{
	static const double alpha[3] = { 0.8191725133961645, 0.6710436067037893, 0.5497004779019703 };
	double *x = gw_alloc(3*(size_t)n, sizeof *x);

	for (int i = 0; i < n; i++)
		for (int k = 0; k < 3; k++) {
			double p = (i + first)*alpha[k];

			x[3*i + k] = p - floor(p);
		}
	return x;
}

/* tests/reference/dmin.tsv, made by dmin.py: scipy's sums. */
static void
test_scipy(void **state)
{
	char *name = unit_srcfile("tests/reference/dmin.tsv"), line[256], sample[64], what[64];
	FILE *f = fopen(name, "r");
	int n, rows = 0;
	double want;

	(void)state;
	if (!f)
		fail_msg("%s is not there", name);
	while (fgets(line, sizeof line, f))
		if (sscanf(line, "%63s %63s %d %lf", sample, what, &n, &want) == 4 && !strcmp(sample, "kronecker")) {
			const double (*h)[3] = shape[!strcmp(what, "oblique")];
			struct gw_box b = box(h, 1, pbcs[0]);
			double *x = kronecker(n, 1), *y = kronecker(n, 1000000), *t = gw_alloc(6*(size_t)n, sizeof *t);

			for (int i = 0; i < n; i++) {
				if (!strcmp(what, "slab"))
					y[3*i + 2] *= 0.25;
				gw_box_cart(&b, x + 3*i, t + 3*i);
				gw_box_cart(&b, y + 3*i, t + 3*(n + i));
			}
			assert_in_rel(ours(&b, n, t, t + 3*n), want, 1e-9);
			gw_free(x);
			gw_free(y);
			gw_free(t);
			rows++;
		}
	fclose(f);
	free(name);
	assert_true(rows >= 4);
}

/* ---- configurations ---- */

static struct gw_sys *
mixture(int n, int dim, uint32_t seed)
{
	struct gw_sys *s = gw_sys_new(n, 2, dim, GW_LJ);
	double side = pow(n, 1.0/dim), *x;

	gw_box_ortho(&s->box, side, side, dim == 2 ? 1 : side, dim);
	x = points(&s->box, n, seed, dim == 2 ? 0 : 1);
	memcpy(s->x, x, 3*(size_t)n*sizeof *x);
	gw_free(x);
	strcpy(s->species[0].name, "A");
	strcpy(s->species[1].name, "B");
	for (int i = 0; i < n; i++)
		s->type[i] = i % 5 == 0;
	return s;
}

static void
shuffle(struct gw_sys *s, double amplitude)
{
	struct gw_rng g;

	gw_rng_start(&g, 8, GW_RNG_TEST, 77, 0);
	for (int i = 0; i < 3*s->n; i++)
		if (s->dim == 3 || i % 3 < 2)
			s->x[i] += amplitude*(gw_rng_uniform(&g) - 0.5);
}

static void
match(struct gw_match *m, const struct gw_sys *s, const struct gw_sys *ref, int keep)
{
	struct gw_err e;

	if (gw_match_pair(m, s, ref, keep, &e) < 0)
		fail_msg("%s", e.msg);
	assert_true(m->gap >= 0 && m->gap <= 1e-10);
}

/* atoms that stayed at home: the identity, D_min is the RMSD */
static void
test_identity(void **state)
{
	(void)state;
	for (int dim = 2; dim <= 3; dim++) {
		struct gw_sys *ref = mixture(300, dim, 1), *s = gw_sys_copy(ref);
		struct gw_match m = { 0 };

		shuffle(s, 0.02);
		match(&m, s, ref, 0);
		assert_in_tol(m.relabelled, 0, 0);
		assert_in_rel(m.dmin, m.rmsd, 1e-12);
		assert_in_tol(m.r0, 1, 1e-12);
		for (int i = 0; i < s->n; i++)	/* other images, and a drift */
			for (int k = 0; k < dim; k++)
				s->x[3*i + k] += (i*(k + 1) % 3 - 1)*s->box.h[k][k] + 0.3;
		double before = m.dmin;
		match(&m, s, ref, 0);
		assert_in_rel(m.dmin, before, 1e-9);
		assert_in_rel(m.rmsd, before, 1e-9);
		assert_in_tol(m.drift[1], 0.3, 0.02);
		match(&m, s, ref, 1);
		assert_in_tol(m.rmsd*m.rmsd, before*before + 0.09*dim, 0.02);
		gw_match_clear(&m);
		gw_sys_free(ref);
		gw_sys_free(s);
	}
}

/* Every atom on the place of another of its species, all moved: nothing happened. */
static void
test_permuted(void **state)
{
	struct gw_sys *ref = mixture(400, 3, 3), *s = gw_sys_copy(ref);
	struct gw_match m = { 0 };

	(void)state;
	for (int i = 0; i < s->n; i++) {
		int j = (i + 5) % s->n;

		for (int k = 0; k < 3; k++) {
			s->x[3*i + k] = ref->x[3*j + k] + 0.2*(k + 1);
			s->x[3*i + k] -= s->box.h[k][k]*floor(s->x[3*i + k]/s->box.h[k][k]);
		}
	}
	match(&m, s, ref, 0);
	assert_in_tol(m.dmin, 0, 1e-12);
	assert_in_tol(m.relabelled, 1, 0);
	assert_true(m.rmsd > 1);
	assert_int_equal(m.moved, 0);
	assert_int_equal(m.to[5], 0);
	gw_match_clear(&m);
	gw_sys_free(ref);
	gw_sys_free(s);
}

/* Loops of replacements, one of them once around the box. */
static void
test_loops(void **state)
{
	const int m5[3] = { 5, 5, 5 };
	const struct gw_lattice *l = gw_lattice_find("fcc");
	struct gw_err e;
	struct gw_sys *ref = gw_lattice_build(l, 1.5, 0, m5, l->nsub, GW_LJ, &e), *s = gw_sys_copy(ref);
	struct gw_match m = { 0 };
	static const int loop[] = { 3, 17, 40, 8, 3 };

	(void)state;
	for (int k = 0; k < 4; k++)
		memcpy(s->x + 3*loop[k], ref->x + 3*loop[k + 1], 3*sizeof *s->x);
	match(&m, s, ref, 0);
	assert_in_tol(m.dmin, 0, 1e-12);
	assert_in_tol(m.relabelled, 4.0/s->n, 1e-15);
	for (int i = 0; i < s->n; i++)
		if (fabs(s->x[3*i + 1]) < 1e-9 && fabs(s->x[3*i + 2]) < 1e-9)
			s->x[3*i] += 1.5;
	match(&m, s, ref, 0);
	assert_in_tol(m.dmin, 0, 1e-12);
	gw_match_clear(&m);
	gw_sys_free(ref);
	gw_sys_free(s);
}

/* Species by name, in any order of the list, also those without atoms. */
static void
test_species(void **state)
{
	struct gw_sys *ref = mixture(100, 3, 1), *s = mixture(100, 3, 2);
	struct gw_match m = { 0 };
	struct gw_err e;
	double want;

	(void)state;
	match(&m, s, ref, 0);
	want = m.dmin;
	for (int i = 0; i < s->n; i++)
		assert_int_equal(s->type[m.to[i]], ref->type[i]);
	strcpy(s->species[0].name, "B");
	strcpy(s->species[1].name, "A");
	for (int i = 0; i < s->n; i++)
		s->type[i] = !s->type[i];
	match(&m, s, ref, 0);
	assert_in_rel(m.dmin, want, 1e-15);
	s->type[7] = !s->type[7];
	assert_int_equal(gw_match_pair(&m, s, ref, 0, &e), -1);
	assert_int_equal(e.code, GW_BADDATA);
	assert_non_null(strstr(e.msg, "species"));
	for (int i = 0; i < s->n; i++)
		s->type[i] = ref->type[i] = 0;
	strcpy(s->species[0].name, "A");
	strcpy(s->species[1].name, "C");
	match(&m, s, ref, 0);
	gw_match_clear(&m);
	gw_sys_free(ref);
	gw_sys_free(s);
}

static void
test_few_atoms(void **state)
{
	struct gw_match m = { 0 };

	(void)state;
	for (int n = 0; n < 3; n++) {
		struct gw_sys *ref = mixture(n, 3, 1), *s = gw_sys_copy(ref);

		for (int i = 0; i < n; i++)
			s->x[3*i] += 0.25;
		match(&m, s, ref, 0);
		assert_in_tol(m.dmin, 0, 1e-12);
		match(&m, s, ref, 1);
		assert_in_tol(m.dmin, n ? 0.25 : 0, 1e-12);
		gw_sys_free(ref);
		gw_sys_free(s);
	}
	gw_match_clear(&m);
}

/* An affine map of box and atoms is no displacement, and is said. */
static void
test_scaled(void **state)
{
	struct gw_sys *ref = mixture(100, 3, 1), *s = gw_sys_copy(ref);
	struct gw_match m = { 0 };
	struct gw_err e;

	(void)state;
	for (int i = 0; i < 3*s->n; i++)
		s->x[i] *= 1.1;
	for (int k = 0; k < 3; k++)
		s->box.h[k][k] *= 1.1;
	assert_int_equal(gw_box_update(&s->box, &e), 0);
	match(&m, s, ref, 0);
	assert_int_equal(m.scaled, 1);
	assert_in_rel(m.volume, 1.331, 1e-12);
	assert_in_tol(m.dmin, 0, 1e-12);
	match(&m, ref, ref, 0);
	assert_int_equal(m.scaled, 0);
	gw_match_clear(&m);
	gw_sys_free(ref);
	gw_sys_free(s);
}

static void
test_labels(void **state)
{
	struct gw_sys *ref = mixture(50, 3, 1), *s = gw_sys_copy(ref);
	struct gw_match m = { 0 };

	(void)state;
	for (int i = 0; i < s->n; i++)	/* another order of the list: the labels still tell */
		for (int k = 0; k < 3; k++) {
			s->x[3*i + k] = ref->x[3*(49 - i) + k];
			s->id[i] = ref->id[49 - i];
			s->type[i] = ref->type[49 - i];
		}
	match(&m, s, ref, 0);
	assert_in_tol(m.rmsd, 0, 1e-12);
	assert_in_tol(m.relabelled, 0, 0);
	s->id[4] = 999;
	match(&m, s, ref, 0);
	assert_in_tol(m.dmin, 0, 1e-12);
	assert_true(isnan(m.rmsd) && isnan(m.relabelled) && m.jumped == -1);
	gw_match_clear(&m);
	gw_sys_free(ref);
	gw_sys_free(s);
}

static void
fails(const struct gw_sys *s, const struct gw_sys *ref, const char *why)
{
	struct gw_match m = { 0 };
	struct gw_err e;

	assert_int_equal(gw_match_pair(&m, s, ref, 0, &e), -1);
	assert_int_equal(e.code, GW_BADDATA);
	if (!strstr(e.msg, why))
		fail_msg("\"%s\" does not say %s", e.msg, why);
	gw_match_clear(&m);
}

static void
test_errors(void **state)
{
	struct gw_sys *ref = mixture(50, 3, 1), *s = mixture(49, 3, 1), *flat = mixture(50, 2, 1);

	(void)state;
	fails(s, ref, "49 atoms, not 50");
	fails(flat, ref, "2 dimensions, not 3");
	gw_sys_free(s);
	s = gw_sys_copy(ref);
	s->units = GW_METAL;
	fails(s, ref, "units metal, not lj");
	s->units = GW_LJ;
	s->box.pbc[1] = 0;
	fails(s, ref, "periodic");
	s->box.pbc[1] = 1;
	s->x[13] = NAN;
	fails(s, ref, "atom 5");
	strcpy(s->species[1].name, "C");
	fails(s, ref, "0 atoms of species B");
	gw_sys_free(ref);
	gw_sys_free(s);
	gw_sys_free(flat);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_permutations),
		cmocka_unit_test(test_boxes),
		cmocka_unit_test(test_slab),
		cmocka_unit_test(test_degenerate),
		cmocka_unit_test(test_ties),
		cmocka_unit_test(test_certificate),
		cmocka_unit_test(test_warm),
		cmocka_unit_test(test_scipy),
		cmocka_unit_test(test_identity),
		cmocka_unit_test(test_permuted),
		cmocka_unit_test(test_loops),
		cmocka_unit_test(test_species),
		cmocka_unit_test(test_few_atoms),
		cmocka_unit_test(test_scaled),
		cmocka_unit_test(test_labels),
		cmocka_unit_test(test_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
