/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Vectors: functions against those of the C library, rows against columns.
 * Built once for the plain processor (test_simd) and once for each of the KERNELS, whose LEVEL
 * is then defined; where the processor has no such level, all is skipped.
 */
#include "base/cpu.h"
#include "base/simd.h"
#include "unit.h"

#include <float.h>

#ifndef LEVEL
#define LEVEL GW_CPU_PLAIN
#endif

static int
level_is_here(void **state)
{
	(void)state;
	if (gw_cpu_level() < LEVEL) {
		print_message("no %s here\n", gw_cpu_name(LEVEL));
		skip();
	}
	return 0;
}

static void
exponentials_are_those_of_libm(void **state)
{
	(void)state;
	for (double x = -707.9; x < 709; x += 0.0137) {
		const double a[8] = { x, x + 1e-3, -x/700, x*1e-9, x/13, 0, -0.0, x*1e-300 };

		for (int l = 0; l < 8; l += GW_LANES) {
			gw_vec e = gw_vec_exp(gw_vec_load(a + l));

			for (int k = 0; k < GW_LANES; k++)
				assert_in_rel(e[k], exp(a[l + k]), 2*DBL_EPSILON);
		}
	}
}

static void
far_below_they_are_nearly_nothing(void **state)
{
	static const double a[8] = { -708, -709, -1e3, -1e16, -1e300, -DBL_MAX, -HUGE_VAL, -750 };

	(void)state;
	for (int l = 0; l < 8; l += GW_LANES) {
		gw_vec e = gw_vec_exp(gw_vec_load(a + l));

		for (int k = 0; k < GW_LANES; k++)
			assert_true(e[k] >= 0 && e[k] < 4e-308);
	}
}

static void
logarithms_are_those_of_libm(void **state)
{
	(void)state;
	for (double x = -300; x < 300; x += 0.173) {
		double p = pow(10, x);
		const double a[8] = { p, 1 + 1/(1 + p), 1 - 0.5/(1 + p), p*1.3, 1, 2, 0.5, sqrt(0.5) };

		for (int l = 0; l < 8; l += GW_LANES) {
			gw_vec e = gw_vec_log(gw_vec_load(a + l));

			for (int k = 0; k < GW_LANES; k++)
				assert_in_tol(e[k], log(a[l + k]),
				    2*DBL_EPSILON*fabs(log(a[l + k])) + DBL_MIN);
		}
	}
}

static void
quarter_turns_are_those_of_libm(void **state)
{
	(void)state;
	for (int q = -1000; q < 1000; q++) {
		double x = q/1000.;
		const double a[8] = { x, x + 1e-4, x + 2e-4, x + 3e-4, 1, -1, 0, 0.5*x };

		for (int l = 0; l < 8; l += GW_LANES) {
			gw_vec s, c;

			gw_vec_quarter(gw_vec_load(a + l), &s, &c);
			for (int k = 0; k < GW_LANES; k++) {
				assert_in_tol(s[k], sin(M_PI_4*a[l + k]), DBL_EPSILON);
				assert_in_tol(c[k], cos(M_PI_4*a[l + k]), DBL_EPSILON);
			}
		}
	}
}

static void
smaller_larger_and_roots(void **state)
{
	static const double a[8] = { 1, 4, 9, NAN, 25, 0, 49, 0.25 }, b[8] = { 2, 3, 9, 1, NAN, 7, -1, 1 };

	(void)state;
	for (int l = 0; l < 8; l += GW_LANES) {
		gw_vec x = gw_vec_load(a + l), y = gw_vec_load(b + l), root = gw_vec_sqrt(x);
		gw_vec less = gw_vec_min(x, y), more = gw_vec_max(x, y);
		unsigned m = gw_mask_bits(gw_vec_less(x, y));

		for (int k = 0; k < GW_LANES; k++) {
			double p = a[l + k], q = b[l + k], s = p < q ? p : q, g = q < p ? p : q;

			assert_int_equal(m >> k & 1, p < q);
			assert_true(less[k] == s || (isnan(s) && isnan(less[k])));
			assert_true(more[k] == g || (isnan(g) && isnan(more[k])));
			assert_true(root[k] == sqrt(p) || isnan(p));
		}
	}
}

static void
sums_are_over_columns(void **state)
{
	const double ones = (1 << GW_LANES) - 1;
	gw_vec c[8];
	double s[8];
	gw_four four;

	(void)state;
	for (int k = 0; k < 8; k++)
		for (int l = 0; l < GW_LANES; l++)
			c[k][l] = 1000*k + (1 << l);
	gw_vec_sums8(c, s);
	four = gw_vec_sums4(c + 2);
	for (int k = 0; k < 8; k++)
		assert_true(s[k] == 1000*GW_LANES*k + ones && gw_vec_sum(c[k]) == s[k]);
	for (int k = 0; k < 4; k++)
		assert_true(four[k] == 1000*GW_LANES*(k + 2) + ones);
}

static const size_t rows_at[8] = { 8, 0, 4, 12, 28, 20, 24, 16 };

/* what was at the rows and at no other place */
static void
assert_rows(const double *sum, const double *rows, int width)
{
	for (int k = 0; k < 32; k++) {
		int in = 0;

		for (int l = 0; l < GW_LANES; l++)
			in |= (size_t)k >= rows_at[l] && (size_t)k < rows_at[l] + (size_t)width;
		assert_true(sum[k] == (in ? rows[k] : 0));
	}
}

static void
rows_become_columns_and_return(void **state)
{
	double rows[32], sum[32] = { 0 }, row[32] = { 0 };
	gw_vec c[4], a[4];
	gw_four all;

	(void)state;
	for (int k = 0; k < 32; k++)
		rows[k] = k;
	gw_vec_rows4(rows, rows_at, c);
	for (int l = 0; l < GW_LANES; l++)
		for (int k = 0; k < 4; k++)
			assert_true(c[k][l] == (double)rows_at[l] + k);
	gw_vec_add_rows4(sum, rows_at, c);
	assert_rows(sum, rows, 4);
	memset(sum, 0, sizeof sum);
	gw_vec_add_rows2(sum, rows_at, c[0], c[1]);
	assert_rows(sum, rows, 2);
	gw_vec_set_rows4(row, c);
	gw_vec_next_rows4(row, 4, a);
	for (int l = 0; l < GW_LANES; l++)
		for (int k = 0; k < 4; k++)
			assert_true(row[4*l + k] == (double)rows_at[l] + k && a[k][l] == c[k][l]);
	gw_vec_load_rows4(rows, rows_at, a);
	all = gw_vec_sum_rows4(a);
	for (int k = 0; k < 4; k++)
		assert_true(all[k] == gw_vec_sum(c[k]));
}

static void
rows_of_eight_too(void **state)
{
	static const size_t at[8] = { 16, 0, 8, 24, 56, 40, 48, 32 };
	double rows[64], row[64];
	gw_vec c[8];

	(void)state;
	for (int k = 0; k < 64; k++)
		rows[k] = k;
	gw_vec_rows8(rows, at, c);
	gw_vec_set_rows8(row, c);
	for (int l = 0; l < GW_LANES; l++)
		for (int k = 0; k < 8; k++)
			assert_true(c[k][l] == (double)at[l] + k && row[8*l + k] == c[k][l]);
}

static void
factors_are_spread_over_rows(void **state)
{
	static const double a[8] = { 1, 2, 3, 4, 5, 6, 7, 8 }, b[8] = { 10, 20, 30, 40, 50, 60, 70, 80 };
	double rows[32] = { 0 };
	gw_vec r[4];

	(void)state;
	gw_vec_spread4(gw_vec_load(a), gw_vec_load(b), r);
	gw_vec_put_rows4(rows, rows_at, r);
	for (int l = 0; l < GW_LANES; l++)
		for (int k = 0; k < 4; k++)
			assert_true(rows[rows_at[l] + (size_t)k] == (k < 3 ? a : b)[l]);
	r[0] = gw_vec_row4(1, 2, 3, 4);
	for (int l = 0; l < GW_LANES; l++)
		assert_true(r[0][l] == l % 4 + 1);
}

static void
lanes_are_chosen_and_packed(void **state)
{
	static const double r[8] = { 3, 1, 4, 1, 5, 9, 2, 6 };
	static const int32_t j[8] = { 10, 11, 12, 13, 14, 15, 16, 17 };
	double r2[16];
	int32_t slot[16];

	(void)state;
	for (int n = -1; n <= GW_LANES + 1; n++)
		for (double most = 0.5; most < 10; most++) {
			gw_vec a = gw_vec_load(r), f = gw_vec_first(a, n);
			int m = gw_vec_compress(r2, slot, 0, n, a, gw_veci_load(j), most), want = 0;

			for (int l = 0; l < GW_LANES; l++) {
				assert_true(f[l] == (l < n ? r[l] : 0));
				assert_int_equal(gw_mask_bits(gw_mask_first(n)) >> l & 1, l < n);
				if (l >= n || !(r[l] < most))
					continue;
				assert_true(r2[want] == r[l]);
				assert_int_equal(slot[want++], 10 + l);
			}
			assert_int_equal(m, want);
		}
}

static void
lanes_are_looked_up(void **state)
{
	static const double table[8] = { 2, 3, 5, 7, 11, 13, 17, 19 };
	static const int32_t at[8] = { 3, 0, 2, 1, 1, 3, 0, 2 }, number[4] = { 20, 30, 50, 70 };
	const gw_veci which = gw_veci_load(at);
	gw_vec a = gw_vec_look_up(__builtin_convertvector(which, gw_vecl), table);
	gw_vec b = gw_vec_collect(table, at);
	gw_veci c = gw_veci_collect(number, which);
	unsigned two = gw_mask_bits(gw_veci_equal(which, gw_veci_all(2)));

	(void)state;
	for (int l = 0; l < GW_LANES; l++) {
		assert_true(a[l] == table[at[l]] && b[l] == table[at[l]] && c[l] == number[at[l]]);
		assert_int_equal(two >> l & 1, at[l] == 2);
	}
	for (int n = 0; n <= GW_LANES; n++) {
		int32_t to[8] = { -1, -1, -1, -1, -1, -1, -1, -1 };
		gw_veci d = gw_veci_load_first(at, n);

		gw_veci_store_first(to, which, n);
		for (int l = 0; l < GW_LANES; l++)
			assert_true(d[l] == (l < n ? at[l] : 0) && to[l] == (l < n ? at[l] : -1));
	}
}

#define HERE(f) cmocka_unit_test_setup(f, level_is_here)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		HERE(exponentials_are_those_of_libm),
		HERE(far_below_they_are_nearly_nothing),
		HERE(logarithms_are_those_of_libm),
		HERE(quarter_turns_are_those_of_libm),
		HERE(smaller_larger_and_roots),
		HERE(sums_are_over_columns),
		HERE(rows_become_columns_and_return),
		HERE(rows_of_eight_too),
		HERE(factors_are_spread_over_rows),
		HERE(lanes_are_chosen_and_packed),
		HERE(lanes_are_looked_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
