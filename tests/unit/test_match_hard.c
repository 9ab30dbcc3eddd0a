/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The assignment where it is hard: exact ties, atoms that have far to go.  The
 * dense solver's sums, scipy's, and those that can be told.
 */
#include "cell/lattice.h"
#include "match_unit.h"

static void
test_slab(void **state)
{
	(void)state;
	for (int k = 0; k < 12; k++) {
		struct gw_box b = box(shape[k/4], 6, pbcs[k % 4]);
		double *x = points(&b, 300, 3, 1), *y = points(&b, 300, 4, 0.1);

		check_dense(&b, 300, x, y);
		gw_free(x);
		gw_free(y);
	}
}

/* An fcc crystal and its copy in another order, moved: how far each atom has to go is known. */
static void
test_ties(void **state)
{
	static const struct { double move[3], d2; } t[] = {
		{ { 0, 0, 0 }, 0 }, { { 0.5, 0.5, 0 }, 0 }, { { 0.25, 0.25, 0 }, 0.125 },
		{ { 0.5, 0, 0 }, 0.25 }, { { 0.25, 0.25, 0.25 }, 0.1875 }, { { 0.1, 0, 0 }, 0.01 }
	};
	const struct gw_lattice *l = gw_lattice_find("fcc");

	(void)state;
	for (size_t k = 0; k < sizeof t/sizeof *t; k++) {
		int cells = k == 3 || k == 4 ? 14 : 6;	/* many: the auction's part in it */
		const int m[3] = { cells, cells, cells };
		struct gw_err e;
		struct gw_sys *s = gw_lattice_build(l, 1, 0, m, l->nsub, GW_LJ, &e);
		double *y = gw_alloc(3*(size_t)s->n, sizeof *y);

		for (int i = 0; i < s->n; i++)
			for (int d = 0; d < 3; d++)	/* 331 has no common divisor with 864 or 10976 */
				y[3*(331*i % s->n) + d] = s->x[3*i + d] + t[k].move[d];
		assert_in_tol(ours(&s->box, s->n, s->x, y), s->n*t[k].d2, 1e-10*s->n);
		gw_sys_free(s);
		gw_free(y);
	}
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

/* Third coordinates and more, as dmin.py has them. */
static void
arrange(const char *what, int n, double *x, double *y)
{
	const char *shapes[] = { "slab", "oblique-slab", "thin", "layers" };
	const double part[] = { 0.25, 0.25, 0.0625, 0.0625 };

	for (int i = 0; i < n; i++) {
		for (int k = 0; k < 4; k++)
			y[3*i + 2] *= strcmp(what, shapes[k]) ? 1 : part[k];
		for (int k = 0; k < 3; k++) {
			y[3*i + k] *= strcmp(what, "drop") ? 1 : 0.125;
			if (!strcmp(what, "crystal"))
				x[3*i + k] = i/(k ? k == 1 ? 12 : 144 : 1) % 12/16.0;
		}
		if (!strcmp(what, "halves")) {
			x[3*i + 2] *= 0.5;
			y[3*i + 2] *= 0.5;
		}
		if (!strcmp(what, "layers"))
			x[3*i + 2] *= 0.0625;
		if (!strcmp(what, "halves") || !strcmp(what, "layers"))
			y[3*i + 2] += 0.5;
		if (!strcmp(what, "gradient"))
			y[3*i + 2] = sqrt(y[3*i + 2]);
	}
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
			const double (*h)[3] = shape[!strncmp(what, "oblique", 7)];
			struct gw_box b = box(h, 1, pbcs[0]);
			double *x = kronecker(n, 1), *y = kronecker(n, 1000000), *t = gw_alloc(6*(size_t)n, sizeof *t);

			arrange(what, n, x, y);
			for (int i = 0; i < n; i++) {
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
	assert_true(rows >= 11);
}

/* Prices of a turn before, and what they prove, where the columns are a tree. */
static void
test_far_again(void **state)
{
	struct gw_box b = box(shape[0], 7, pbcs[0]);

	(void)state;
	check_warm(&b, 300, 0.1);
}

/* The certificate of another matching, looked for down the tree: not below what that costs too much. */
static void
test_far_gap(void **state)
{
	struct gw_box b = box(shape[1], 7, pbcs[0]);

	(void)state;
	check_certificate(&b, 300, 0.1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_slab),
		cmocka_unit_test(test_ties),
		cmocka_unit_test(test_scipy),
		cmocka_unit_test(test_far_again),
		cmocka_unit_test(test_far_gap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
