/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Eight at a time: functions against those of the C library, rows against
 * columns.  Built for the plain processor; the fast loops, which have the same code for
 * their own, are held to the plain ones in test_force.
 */
#pragma GCC diagnostic ignored "-Wpsabi"

#include "base/simd.h"
#include "unit.h"

#include <float.h>

static void
exponentials_are_those_of_libm(void **state)
{
	(void)state;
	for (double x = -707.9; x < 709; x += 0.0137) {
		gw_v8 a = { x, x + 1e-3, -x/700, x*1e-9, x/13, 0, -0.0, x*1e-300 };
		gw_v8 e = gw_v8_exp(a);

		for (int k = 0; k < GW_LANES; k++)
			assert_in_rel(e[k], exp(a[k]), 2*DBL_EPSILON);
	}
}

static void
far_below_they_are_nearly_nothing(void **state)
{
	const gw_v8 a = { -708, -709, -1e3, -1e16, -1e300, -DBL_MAX, -HUGE_VAL, -750 };
	gw_v8 e = gw_v8_exp(a);

	(void)state;
	for (int k = 0; k < GW_LANES; k++)
		assert_true(e[k] >= 0 && e[k] < 4e-308);
}

static void
logarithms_are_those_of_libm(void **state)
{
	(void)state;
	for (double x = -300; x < 300; x += 0.173) {
		double p = pow(10, x);
		gw_v8 a = { p, 1 + 1/(1 + p), 1 - 0.5/(1 + p), p*1.3, 1, 2, 0.5, sqrt(0.5) };
		gw_v8 e = gw_v8_log(a);

		for (int k = 0; k < GW_LANES; k++)
			assert_in_tol(e[k], log(a[k]), 2*DBL_EPSILON*fabs(log(a[k])) + DBL_MIN);
	}
}

static void
quarter_turns_are_those_of_libm(void **state)
{
	(void)state;
	for (int q = -1000; q < 1000; q++) {
		double x = q/1000.;
		gw_v8 a = { x, x + 1e-4, x + 2e-4, x + 3e-4, 1, -1, 0, 0.5*x }, s, c;

		gw_v8_quarter(a, &s, &c);
		for (int k = 0; k < GW_LANES; k++) {
			assert_in_tol(s[k], sin(M_PI_4*a[k]), DBL_EPSILON);
			assert_in_tol(c[k], cos(M_PI_4*a[k]), DBL_EPSILON);
		}
	}
}

static void
sums_are_over_columns(void **state)
{
	gw_v8 c[8], s;
	gw_v4 four;

	(void)state;
	for (int k = 0; k < 8; k++)
		for (int l = 0; l < GW_LANES; l++)
			c[k][l] = 100*k + (1 << l);
	s = gw_v8_sums8(c);
	four = gw_v8_sums4(c + 2);
	for (int k = 0; k < 8; k++)
		assert_true(s[k] == 800*k + 255 && gw_v8_sum(c[k]) == s[k]);
	for (int k = 0; k < 4; k++)
		assert_true(four[k] == 800*(k + 2) + 255);
}

static void
rows_become_columns_and_return(void **state)
{
	static const size_t at[8] = { 8, 0, 4, 28, 12, 20, 24, 16 };
	double rows[32], sum[32] = { 0 };
	gw_v8 c[4], r[8], t[8];

	(void)state;
	for (int k = 0; k < 32; k++)
		rows[k] = k;
	gw_v8_rows4(rows, at, c);
	for (int l = 0; l < GW_LANES; l++)
		for (int k = 0; k < 4; k++)
			assert_true(c[k][l] == (double)at[l] + k);
	gw_v8_add_rows4(sum, at, c);
	assert_memory_equal(sum, rows, sizeof rows);
	for (int k = 0; k < 8; k++)
		for (int l = 0; l < GW_LANES; l++)
			r[k][l] = 8*k + l;
	gw_v8_transpose(r, t);
	for (int k = 0; k < 8; k++)
		for (int l = 0; l < GW_LANES; l++)
			assert_true(t[k][l] == r[l][k]);
}

static void
lanes_are_chosen_and_packed(void **state)
{
	const gw_v8 a = { 3, 1, 4, 1, 5, 9, 2, 6 };
	const gw_i8 j = { 10, 11, 12, 13, 14, 15, 16, 17 };
	double r2[16];
	int32_t slot[16];

	(void)state;
	for (int n = 0; n <= GW_LANES; n++) {
		gw_v8 f = gw_v8_first(a, n);
		int m = gw_v8_compress(r2, slot, 0, n, a, j, 4), want = 0;

		for (int l = 0; l < GW_LANES; l++) {
			assert_true(f[l] == (l < n ? a[l] : 0));
			if (l >= n || !(a[l] < 4))
				continue;
			assert_true(r2[want] == a[l]);
			assert_int_equal(slot[want++], 10 + l);
		}
		assert_int_equal(m, want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exponentials_are_those_of_libm),
		cmocka_unit_test(far_below_they_are_nearly_nothing),
		cmocka_unit_test(logarithms_are_those_of_libm),
		cmocka_unit_test(quarter_turns_are_those_of_libm),
		cmocka_unit_test(sums_are_over_columns),
		cmocka_unit_test(rows_become_columns_and_return),
		cmocka_unit_test(lanes_are_chosen_and_packed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
