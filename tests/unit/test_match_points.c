/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The assignment of points: all permutations of few, a dense solver in boxes of every kind, the certificate. */
#include "match_unit.h"

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

static void
test_certificate(void **state)
{
	struct gw_box b = box(shape[1], 7, pbcs[0]);

	(void)state;
	check_certificate(&b, 400, 1);
}

static void
test_warm(void **state)
{
	struct gw_box b = box(shape[0], 8, pbcs[0]);

	(void)state;
	check_warm(&b, 500, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_permutations),
		cmocka_unit_test(test_boxes),
		cmocka_unit_test(test_degenerate),
		cmocka_unit_test(test_certificate),
		cmocka_unit_test(test_warm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
