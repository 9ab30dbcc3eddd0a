/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lib/statistics/thermo on data whose answers are known. */
#include "statistics/thermo.h"

#include "base/rng.h"
#include "unit.h"

#include <math.h>
#include <string.h>

#define N 161

/* T from 300 to 1900; slope 1 below tg, 3 above, rounded over `soft`, with noise. */
static void
two_branches(double *T, double *y, double tg, double soft, double noise, uint32_t trial)
{
	struct gw_rng r;
	double d;

	gw_rng_start(&r, 11, GW_RNG_TEST, 0, trial);
	for (int k = 0; k < N; k++) {
		T[k] = 300 + 10*k;
		d = T[k] - tg;
		y[k] = 5 + 1*d + 2*(soft > 0 ? soft*log1p(exp(d/soft)) : d > 0 ? d : 0);
		y[k] += noise*gw_rng_normal(&r);
	}
}

static void
line(void **state)
{
	/* 1 2 3 against 1 3 4: slope 1.5, intercept -1/3, chi2 1/6 */
	const double x[] = { 0, 1, 2, 3, 9 }, y[] = { 7, 1, 3, 4, 7 };
	struct gw_line l;
	struct gw_err e;

	(void)state;
	assert_int_equal(gw_line_fit(x, y, 5, 1, 3, &l, &e), 0);
	assert_true(l.n == 3 && l.a == 1 && l.b == 3);
	assert_in_tol(l.c1, 1.5, 1e-14);
	assert_in_tol(l.c0, -1.0/3, 1e-14);
	assert_in_tol(l.chi2, 1.0/6, 1e-14);
	assert_in_rel(l.cov11, 1.0/12, 1e-12);
	assert_int_equal(gw_line_fit(x, y, 5, 2, 3, &l, &e), -1);
	assert_int_equal(e.code, GW_BADDATA);
}

static void
exact_branches(void **state)
{
	double T[N], y[N], low[2] = { -INFINITY, 800 }, high[2] = { 1200, INFINITY };
	struct gw_err e;
	struct gw_tg r;

	(void)state;
	two_branches(T, y, 1003, 0, 0, 0);
	assert_int_equal(gw_tg_fit(T, y, N, low, high, &r, &e), 0);
	assert_in_tol(r.tg, 1003, 1e-8);
	assert_in_tol(r.value, 5, 1e-8);
	assert_in_tol(r.error, 0, 1e-6);
	assert_int_equal(gw_tg_fit(T, y, N, NULL, NULL, &r, &e), 0);
	assert_in_tol(r.tg, 1003, 1e-8);
}

/* A rounded bend at several places is found without ranges. */
static void
branches_are_found(void **state)
{
	double T[N], y[N];
	struct gw_err e;
	struct gw_tg r;

	(void)state;
	for (int tg = 600; tg <= 1600; tg += 200) {
		two_branches(T, y, tg, 15, 2, (uint32_t)tg);
		assert_int_equal(gw_tg_fit(T, y, N, NULL, NULL, &r, &e), 0);
		assert_in_tol(r.tg, tg, 6);
		assert_in_tol(r.low.c1, 1, 0.03);
		assert_in_tol(r.high.c1, 3, 0.03);
		assert_true(r.low.b < tg && r.high.a > tg);
	}
}

/* The error is the scatter of tg over repeated noise: mean square of (tg - true)/error near 1. */
static void
error_is_the_scatter(void **state)
{
	const double low[2] = { 300, 900 }, high[2] = { 1100, 1900 };
	double T[N], y[N], z2 = 0, bias = 0;
	struct gw_err e;
	struct gw_tg r;

	(void)state;
	for (uint32_t k = 0; k < 400; k++) {
		two_branches(T, y, 1000, 0, 20, k);
		assert_int_equal(gw_tg_fit(T, y, N, low, high, &r, &e), 0);
		z2 += (r.tg - 1000)*(r.tg - 1000)/(r.error*r.error)/400;
		bias += (r.tg - 1000)/r.error/400;
	}
	assert_in_tol(z2, 1, 0.25);
	assert_in_tol(bias, 0, 0.15);
}

static void
refused(void **state)
{
	double T[N], y[N];
	struct gw_err e;
	struct gw_tg r;

	(void)state;
	two_branches(T, y, 1000, 0, 0, 0);
	assert_int_equal(gw_tg_fit(T, y, 4, NULL, NULL, &r, &e), -1);
	assert_int_equal(e.code, GW_BADDATA);
	for (int k = 0; k < N; k++)
		y[k] = 2*T[k];
	assert_int_equal(gw_tg_fit(T, y, N, NULL, NULL, &r, &e), -1);
	assert_non_null(strstr(e.msg, "parallel"));
}

/* The local parabola is exact for a parabola, also at the ends. */
static void
slopes(void **state)
{
	double T[N], y[N], s[N], d[N];

	(void)state;
	for (int k = 0; k < N; k++) {
		T[k] = 300 + 10*k + (k % 3);
		y[k] = 1e-3*T[k]*T[k] - T[k];
	}
	gw_slopes(T, y, N, 100, s, d);
	for (int k = 0; k < N; k++) {
		assert_in_tol(s[k], 2e-3*T[k] - 1, 1e-10);
		assert_in_tol(d[k], 0, 1e-8);
	}
	gw_slopes(T, y, N, 22, s, d);
	assert_false(isnan(s[5]));
	gw_slopes(T, y, N, 1, s, d);
	assert_true(isnan(s[5]) && isnan(d[5]));
}

/* H = c T: S = c ln T; equal temperatures take dH/T. */
static void
entropy(void **state)
{
	const double T[] = { 200, 300, 300, 700 }, H[] = { 400, 600, 603, 1403 }, zero[] = { 0, 1, 2, 3 };
	double S[4];
	struct gw_err e;

	(void)state;
	assert_int_equal(gw_entropy(T, H, 4, S, &e), 0);
	assert_true(S[0] == 0);
	assert_in_rel(S[1], 2*log(1.5), 1e-14);
	assert_in_rel(S[2], S[1] + 0.01, 1e-14);
	assert_in_rel(S[3], S[2] + 2*log(7.0/3), 1e-14);
	assert_in_rel(gw_entropy_at(T, S, 4, 500), S[2] + 2*log(5.0/3), 1e-14);
	assert_true(gw_entropy_at(T, S, 4, 200) == 0 && gw_entropy_at(T, S, 4, 700) == S[3]);
	assert_true(isnan(gw_entropy_at(T, S, 4, 199)) && isnan(gw_entropy_at(T, S, 4, 701)));
	assert_int_equal(gw_entropy(zero, H, 4, S, &e), -1);
	assert_int_equal(e.code, GW_BADDATA);
}

/* The noise is found, and the errors of S that follow are its scatter, from either end and from the middle. */
static void
entropy_errors(void **state)
{
	const long zero[] = { 0, N - 1, 40 }, at[] = { N - 1, 3, 100 };
	double T[N], y[N], S[N], error[N], z2[3] = { 0 }, noise = 0, exact, s;
	struct gw_err e;

	(void)state;
	for (uint32_t t = 0; t < 1000; t++) {
		two_branches(T, y, 2000, 0, 5, t);		/* one branch, slope 1: S = ln T */
		s = gw_noise(T, y, N);
		noise += s*s/1000;
		assert_int_equal(gw_entropy(T, y, N, S, &e), 0);
		for (int k = 0; k < 3; k++) {
			gw_entropy_error(T, N, 5, zero[k], error);
			assert_true(error[zero[k]] == 0);
			exact = log(T[at[k]]/T[zero[k]]);
			z2[k] += pow((S[at[k]] - S[zero[k]] - exact)/error[at[k]], 2)/1000;
		}
	}
	assert_in_rel(noise, 25, 0.02);
	for (int k = 0; k < 3; k++)
		assert_in_tol(z2[k], 1, 0.2);
	assert_true(isnan(gw_noise(T, y, 2)));
}

int
main(void)
{
	const struct CMUnitTest t[] = {
		cmocka_unit_test(line), cmocka_unit_test(exact_branches), cmocka_unit_test(branches_are_found),
		cmocka_unit_test(error_is_the_scatter), cmocka_unit_test(refused), cmocka_unit_test(slopes),
		cmocka_unit_test(entropy), cmocka_unit_test(entropy_errors) };

	return cmocka_run_group_tests_name("thermo", t, NULL, NULL);
}
