/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lib/statistics/histogram: edges, counts, width at half height, moments, quantiles. */
#include "statistics/histogram.h"

#include "base/mem.h"
#include "base/rng.h"
#include "unit.h"

#include <math.h>

static struct gw_hist *
hist(const double *x, const double *w, long n, double width, int bins, double lo, double hi, int logarithmic)
{
	const struct gw_hist_opt o = { width, bins, lo, hi, logarithmic };
	struct gw_err e = { 0, "" };
	struct gw_hist *h = gw_hist_new(x, n, &o, &e);

	if (!h)
		fail_msg("%s", e.msg);
	gw_hist_add(h, x, w, n);
	return h;
}

static void
edges_are_multiples_of_the_width(void **state)
{
	const double x[] = { 0.1, 0.3, 0.7, -0.3, 0.69999999999999 };
	struct gw_hist *h = hist(x, NULL, 5, 0.1, 0, -INFINITY, INFINITY, 0);

	(void)state;
	assert_int_equal(h->n, 11);
	assert_true(h->edge[0] == -0.3 && h->edge[3] == 0 && h->edge[6] == 0.3 && h->edge[11] == 0.8);
	assert_true(h->count[0] == 1 && h->count[4] == 1 && h->count[6] == 1);
	assert_true(h->count[9] == 1 && h->count[10] == 1);
	assert_true(h->inside == 5 && h->below == 0 && h->above == 0);
	gw_hist_free(h);
}

static void
every_value_is_counted_once(void **state)
{
	double x[1000], sum;
	struct gw_rng r;
	struct gw_hist *h;

	(void)state;
	gw_rng_start(&r, 5, GW_RNG_TEST, 0, 0);
	for (int k = 0; k < 1000; k++)
		x[k] = k % 3 ? 0.01*(double)gw_rng_below(&r, 200) - 1 : gw_rng_normal(&r);
	for (int bins = 1; bins < 60; bins += 7) {
		h = hist(x, NULL, 1000, bins == 1 ? 0.03 : 0, bins, -0.9, 0.9, 0);
		sum = 0;
		for (int k = 0; k < h->n; k++) {
			long n = 0;

			for (int m = 0; m < 1000; m++)
				n += (x[m] >= h->edge[k] && x[m] < h->edge[k+1]) ||
				    (h->closed && k == h->n - 1 && x[m] == h->edge[k+1]);
			assert_true(h->count[k] == (double)n);
			sum += gw_hist_density(h, k)*(h->edge[k+1] - h->edge[k]);
		}
		assert_in_tol(sum, 1, 1e-12);
		assert_true(h->below + h->inside + h->above == 1000);
		gw_hist_free(h);
	}
}

static void
range_and_missing_values(void **state)
{
	const double x[] = { -1, 0, 0.5, 1, 2, NAN, INFINITY };
	struct gw_hist *h = hist(x, NULL, 7, 0, 2, 0, 1, 0);

	(void)state;
	assert_true(h->below == 1 && h->above == 2 && h->nan == 1);
	assert_true(h->count[0] == 1 && h->count[1] == 2);
	gw_hist_free(h);
	h = hist(x, NULL, 7, 0.5, 0, 0, 1, 0);
	assert_true(h->n == 2 && h->edge[0] == 0 && h->edge[2] == 1 && h->above == 3);
	gw_hist_free(h);
}

static void
logarithmic_bins(void **state)
{
	const double x[] = { 0.001, 0.02, 0.3, 4, -1, 0 };
	struct gw_hist *h = hist(x, NULL, 6, 1, 0, -INFINITY, INFINITY, 1);

	(void)state;
	assert_int_equal(h->n, 4);
	assert_in_rel(h->edge[0], 1e-3, 1e-15);
	assert_in_rel(h->edge[4], 10, 1e-15);
	assert_true(h->below == 2 && h->inside == 4 && h->count[0] == 1 && h->count[3] == 1);
	assert_in_rel(gw_hist_centre(h, 3, 1), sqrt(10), 1e-14);
	gw_hist_free(h);
}

static void
errors(void **state)
{
	const double x[] = { 1, 2 }, bad[] = { NAN, -1 };
	struct gw_hist_opt o = { 0, 0, -INFINITY, INFINITY, 0 };
	struct gw_err e;

	(void)state;
	assert_null(gw_hist_new(x, 2, &o, &e));
	assert_int_equal(e.code, GW_USAGE);
	o.bins = 5;
	assert_null(gw_hist_new(x, 0, &o, &e));
	assert_int_equal(e.code, GW_BADDATA);
	o.width = 1e-12;
	assert_null(gw_hist_new(x, 2, &o, &e));
	assert_int_equal(e.code, GW_BADDATA);
	o.width = 1;
	o.logarithmic = 1;
	assert_null(gw_hist_new(bad, 2, &o, &e));
	assert_int_equal(e.code, GW_BADDATA);
	o.lo = -1;
	assert_null(gw_hist_new(x, 2, &o, &e));
	assert_int_equal(e.code, GW_USAGE);
}

/* A triangle of height 1 over [-1, 1] is 1 wide at half height, whatever its place. */
static void
width_at_half_height(void **state)
{
	double x[401], w[401], at[3];
	struct gw_hist *h;
	struct gw_err e;

	(void)state;
	for (int k = 0; k <= 400; k++) {
		x[k] = 7 + (k - 200)*0.005;
		w[k] = 1 - fabs((k - 200)*0.005);
	}
	h = hist(x, w, 401, 0, 401, 7 - 1.0025, 7 + 1.0025, 0);
	assert_int_equal(gw_hist_fwhm(h, at, &e), 0);
	assert_in_tol(at[0], 6.5, 1e-9);
	assert_in_tol(at[1], 7.5, 1e-9);
	assert_in_tol(at[2], 7, 1e-9);
	gw_hist_free(h);
	h = hist(x, NULL, 1, 0, 1, 0, 1, 0);
	assert_int_equal(gw_hist_fwhm(h, at, &e), -1);
	gw_hist_free(h);
}

/* One bin: the density falls to nothing within one width of its centre. */
static void
width_of_one_bin(void **state)
{
	const double x[] = { 0.5 };
	struct gw_hist *h = hist(x, NULL, 1, 1, 0, -INFINITY, INFINITY, 0);
	struct gw_err e;
	double at[3];

	(void)state;
	assert_int_equal(gw_hist_fwhm(h, at, &e), 0);
	assert_in_tol(at[0], 0, 1e-15);
	assert_in_tol(at[1], 1, 1e-15);
	gw_hist_free(h);
}

/* Weights 16 - (x - 3.2)^2 in bins of width 1: the mode is 3.2, not the centre of a bin. */
static void
mode_and_peaks(void **state)
{
	double x[8], w[8];
	struct gw_hist *h;

	(void)state;
	for (int k = 0; k < 8; k++) {
		x[k] = k + 0.5;
		w[k] = fmax(0, 16 - (x[k] - 3.2)*(x[k] - 3.2));
	}
	h = hist(x, w, 8, 1, 0, 0, 8, 0);
	assert_in_tol(gw_hist_mode(h), 3.2, 1e-12);
	assert_int_equal(gw_hist_peaks(h), 1);
	gw_hist_free(h);
	w[7] = 9;
	h = hist(x, w, 8, 1, 0, 0, 8, 0);
	assert_int_equal(gw_hist_peaks(h), 2);
	gw_hist_free(h);
	h = hist(x, w, 1, 1, 0, 0, 1, 0);	/* one bin between two empty ones */
	assert_in_tol(gw_hist_mode(h), 0.5, 1e-15);
	gw_hist_free(h);
	h = hist(x, NULL, 1, 0, 1, 4, 5, 0);
	assert_true(isnan(gw_hist_mode(h)));
	assert_int_equal(gw_hist_peaks(h), 0);
	gw_hist_free(h);
}

static void
moments(void **state)
{
	/* 1 .. 5: mean 3, variance 2.5, no skew, kurtosis (34/5)/4 - 3 */
	const double x[] = { 1, 2, NAN, 3, 4, 5 }, y[] = { 1, 4 }, w[] = { 2, 1 }, z[] = { 1, 1, 4 };
	struct gw_moments m, a;

	(void)state;
	gw_moments(x, NULL, 6, &m);
	assert_int_equal(m.n, 5);
	assert_in_tol(m.mean, 3, 1e-15);
	assert_in_rel(m.sd, sqrt(2.5), 1e-15);
	assert_in_rel(m.error, sqrt(0.5), 1e-15);
	assert_in_tol(m.skewness, 0, 1e-15);
	assert_in_rel(m.kurtosis, 34.0/5/4 - 3, 1e-14);
	assert_true(m.min == 1 && m.max == 5);
	gw_moments(y, w, 2, &m);
	gw_moments(z, NULL, 3, &a);
	assert_in_rel(m.mean, a.mean, 1e-15);
	assert_in_rel(m.skewness, a.skewness, 1e-14);
	assert_in_rel(m.neff, 9.0/5, 1e-15);
	gw_moments(x, NULL, 1, &m);
	assert_true(isnan(m.sd) && m.mean == 1);
	gw_moments(x, NULL, 0, &m);
	assert_true(isnan(m.mean) && isnan(m.min));
}

static void
quantiles(void **state)
{
	/* numpy.quantile([3, 1, 4, 1.5, 9], [0, .1, .25, .5, .9, 1]), its default method */
	const double x[] = { 3, 1, NAN, 4, 1.5, 9 }, q[] = { 0, 0.1, 0.25, 0.5, 0.9, 1 };
	const double want[] = { 1, 1.2, 1.5, 3, 7, 9 }, w[] = { 2, 2, 2, 2, 2, 2 };
	double got[6], weighted[6];

	(void)state;
	gw_quantiles(x, NULL, 6, q, 6, got);
	gw_quantiles(x, w, 6, q, 6, weighted);
	for (int k = 0; k < 6; k++) {
		assert_in_tol(got[k], want[k], 1e-14);
		assert_in_tol(weighted[k], want[k], 1e-14);
	}
	gw_quantiles(x, NULL, 1, q, 6, got);
	assert_true(got[0] == 3 && got[5] == 3);
	gw_quantiles(x, NULL, 0, q, 1, got);
	assert_true(isnan(got[0]));
}

int
main(void)
{
	const struct CMUnitTest t[] = {
		cmocka_unit_test(edges_are_multiples_of_the_width),
		cmocka_unit_test(every_value_is_counted_once),
		cmocka_unit_test(range_and_missing_values),
		cmocka_unit_test(logarithmic_bins),
		cmocka_unit_test(errors),
		cmocka_unit_test(width_at_half_height),
		cmocka_unit_test(width_of_one_bin), cmocka_unit_test(mode_and_peaks),
		cmocka_unit_test(moments),
		cmocka_unit_test(quantiles) };

	return cmocka_run_group_tests_name("histogram", t, NULL, NULL);
}
