/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lib/statistics/spectrum: norm and integrals, parameters recovered within errors that are right, refusals. */
#include "statistics/spectrum.h"

#include "base/rng.h"
#include "unit.h"

#include <gsl/gsl_integration.h>
#include <math.h>
#include <string.h>

static double
density(double Q, void *p)
{
	return gw_spectrum(Q, p);
}

static double
integral(double *p, double a, double b)
{
	gsl_integration_workspace *w = gsl_integration_workspace_alloc(1000);
	gsl_function f = { density, p };
	double v, error;

	gsl_integration_qag(&f, a, b, 0, 1e-12, 1000, GSL_INTEG_GAUSS31, w, &v, &error);
	gsl_integration_workspace_free(w);
	return v;
}

/* For mu far below 0, where the norm's terms cancel, as for mu above. */
static void
normalised(void **state)
{
	double p[][4] = { { 0.3, 0.14, 1.6, 0.64 }, { 0, 1, 1.75, 0.64 }, { 1, 0.14, 1, 1 }, { 0.5, 0.3, -1, 0.8 },
		{ 0.1, 0.2, -40, 5 }, { 0.2, 0.1, 3, 0.02 }, { 0, 1, 0, 1 }, { 0, 1, -1000, 20 } };
	double h = 1e-5;

	(void)state;
	for (size_t k = 0; k < sizeof p/sizeof *p; k++) {
		assert_in_tol(integral(p[k], 0, 3) + integral(p[k], 3, 25), 1, 1e-11);
		for (double Q = 0.05; Q < 4; Q += 0.31) {
			assert_in_tol(gw_spectrum_above(Q, p[k]) - gw_spectrum_above(Q + 0.2, p[k]),
			    integral(p[k], Q, Q + 0.2), 1e-12);
			assert_in_tol(gw_spectrum_slope(Q, p[k]), (gw_spectrum(Q + h, p[k]) -
			    gw_spectrum(Q - h, p[k]))/(2*h), 1e-6*(1 + fabs(gw_spectrum_slope(Q, p[k]))));
		}
		assert_true(gw_spectrum_above(0, p[k]) == 1 && gw_spectrum_above(INFINITY, p[k]) == 0);
		assert_true(gw_spectrum(-0.1, p[k]) == 0);
	}
}

/* W' as it stands in the header, where its terms do not cancel. */
static void
norm_factor(void **state)
{
	const double p[][4] = { { 0.3, 0.14, 1.6, 0.64 }, { 0, 1, 0.1, 0.5 }, { 0.2, 1, -0.5, 0.7 } };
	double mu, s, want;

	(void)state;
	for (int k = 0; k < 3; k++) {
		mu = p[k][2];
		s = p[k][3];
		want = (1 - p[k][0])/(s*s*exp(-mu*mu/(2*s*s)) + mu*s*sqrt(M_PI/2)*erfc(-mu/(M_SQRT2*s)));
		assert_in_rel(gw_spectrum_wprime(p[k]), want, 1e-13);
		assert_in_rel(gw_spectrum(1, p[k]), p[k][0]/p[k][1]*exp(-1/p[k][1]) +
		    want*exp(-(1 - mu)*(1 - mu)/(2*s*s)), 1e-13);
	}
}

static double
draw(struct gw_rng *r, const double *p)
{
	double q;

	if (gw_rng_uniform(r) < p[0])
		return -p[1]*log(gw_rng_uniform(r));
	do
		q = p[2] + p[3]*gw_rng_normal(r);
	while (!(gw_rng_uniform(r)*(p[2] + 8*p[3]) < q));
	return q;
}

static void
draw_all(const double *p, double *x, int n, uint32_t index, uint32_t trial)
{
	struct gw_rng r;

	gw_rng_start(&r, 12, GW_RNG_TEST, index, trial);
	for (int k = 0; k < n; k++)
		x[k] = draw(&r, p);
}

/* n values in bins of width w from 0: the number of bins. */
static int
counts(const double *x, int n, double w, double *lo, double *hi, double *count)
{
	int bins = 0, b;

	memset(count, 0, 1000*sizeof *count);
	for (int k = 0; k < n; k++) {
		b = (int)(x[k]/w);
		count[b]++;
		bins = b >= bins ? b + 1 : bins;
	}
	for (b = 0; b < bins; b++) {
		lo[b] = b*w;
		hi[b] = (b + 1)*w;
	}
	return bins;
}

static struct gw_fit
fit(const double *x, int n, double w, const struct gw_fit_opt *o)
{
	static double lo[1000], hi[1000], count[1000];
	struct gw_err e = { 0 };
	struct gw_fit f;

	memset(&f, 0, sizeof f);
	f.model = gw_fit_find("barrier-spectrum", &e);
	if (w > 0)
		assert_int_equal(gw_spectrum_bins(lo, hi, count, counts(x, n, w, lo, hi, count), o, &f, &e), 0);
	else
		assert_int_equal(gw_spectrum_sample(x, n, o, &f, &e), 0);
	return f;
}

static const struct gw_fit_opt whole = { .range = { -INFINITY, INFINITY } };

/* Bias and spread of (found - true)/error over samples, for bins and for the barriers themselves. */
static void
errors_are_the_scatter(void **state)
{
	enum { N = 800, TRIALS = UNIT_REPEAT(100) };
	const double p[4] = { 0.3, 0.14, 1.6, 0.64 };
	double x[N], z[4], z2[4], d, chi2, dof;
	struct gw_fit f;

	(void)state;
	for (int kind = 0; kind < 2; kind++) {
		memset(z, 0, sizeof z);
		memset(z2, 0, sizeof z2);
		chi2 = dof = 0;
		for (uint32_t t = 0; t < TRIALS; t++) {
			draw_all(p, x, N, 0, t);
			f = fit(x, N, kind ? 0.1 : 0, &whole);
			assert_true(f.lost == 0 && isnan(f.gain));
			for (int k = 0; k < 4; k++) {
				d = (f.p[k] - p[k])/f.error[k];
				z[k] += d/TRIALS;
				z2[k] += d*d/TRIALS;
			}
			chi2 += f.chi2;
			dof += f.dof;
		}
		/* of 100 the mean is known to 0.1, the mean square to 0.14 */
		for (int k = 0; k < 4; k++) {
			assert_in_tol(z[k], 0, UNIT_SCATTER(0.35));
			assert_in_tol(z2[k], 1, UNIT_SCATTER(0.4));
		}
		assert_in_tol(chi2/dof, 1, UNIT_SCATTER(0.1));
	}
}

/* Bins and barriers give the same as bins get narrow; correlations are kept. */
static void
bins_and_barriers(void **state)
{
	const double p[4] = { 0.2, 0.14, 1.75, 0.64 };
	double x[4000];
	struct gw_fit a, b;

	(void)state;
	draw_all(p, x, 4000, 1, 0);
	a = fit(x, 4000, 0, &whole);
	b = fit(x, 4000, 0.01, &whole);
	for (int k = 0; k < 4; k++) {
		assert_in_tol(a.p[k], b.p[k], 0.05*a.error[k]);
		assert_in_rel(a.error[k], b.error[k], 0.02);
		assert_in_rel(a.cov[k][k], a.error[k]*a.error[k], 1e-12);
	}
	assert_true(a.cov[2][3] < 0);		/* a wider bell lies further left */
}

/* With one mode only the other's parameters are not made up. */
static void
one_mode(void **state)
{
	const double glass[4] = { 0, 1, 1.75, 0.64 }, liquid[4] = { 1, 0.14, 1, 1 };
	double x[600];
	struct gw_fit_opt both = { .range = { -INFINITY, INFINITY }, .both = 1 };
	struct gw_fit f;

	(void)state;
	for (int kind = 0; kind < 2; kind++) {
		draw_all(glass, x, 600, 2, 0);
		f = fit(x, 600, kind ? 0.1 : 0, &whole);
		assert_true(f.p[0] == 0 && f.error[0] > 0 && f.error[0] < 0.1 && f.gain < 2*log(600));
		assert_true(isnan(f.p[1]) && isnan(f.error[1]) && f.lost == 1u << 1);
		assert_in_tol(f.p[2], 1.75, 4*f.error[2]);
		assert_in_tol(f.p[3], 0.64, 4*f.error[3]);
		assert_true(gw_fit_value(&f, 1, NULL) > 0);
		f = fit(x, 600, kind ? 0.1 : 0, &both);
		assert_true(f.p[0] > 0 && isnan(f.gain));
		draw_all(liquid, x, 600, 3, 0);
		f = fit(x, 600, kind ? 0.02 : 0, &whole);
		assert_true(f.p[0] == 1 && f.error[0] > 0 && f.error[0] < 0.8);
		assert_in_tol(f.p[1], 0.14, 4*0.14/sqrt(600));
		assert_in_rel(f.error[1], f.p[1]/sqrt(600), 0.02);
		assert_true(isnan(f.p[2]) && isnan(f.p[3]) && f.lost == (1u << 2 | 1u << 3));
	}
}

/* What lies outside a range was not recorded: the parameters stay what they are. */
static void
truncated(void **state)
{
	const double p[4] = { 0.3, 0.14, 1.6, 0.64 };
	struct gw_fit_opt cut = { .range = { 0.1, 3 } };
	static double x[40000];
	struct gw_fit f;
	int n = 0;

	(void)state;
	draw_all(p, x, 40000, 4, 0);
	for (int k = 0; k < 40000; k++)
		if (x[k] >= 0.1 && x[k] <= 3)
			x[n++] = x[k];
	f = fit(x, n, 0, &cut);
	for (int k = 0; k < 4; k++)
		assert_in_tol(f.p[k], p[k], 4*f.error[k]);
	f = fit(x, n, 0, &whole);
	assert_true(fabs(f.p[0] - 0.3) > 5*f.error[0]);
}

static void
refused(void **state)
{
	const double few[] = { 1, 2, 3 }, minus[] = { 1, 2, 3, 4, 5, 6, 7, 8, -1 }, nan[] = { 1, 2, 3, 4, 5, 6, 7, NAN, 1 };
	const double same[] = { 2, 2, 2, 2, 2, 2, 2, 2, 2 }, zero[9] = { 0 };
	const double lo[] = { 0, 1, 2 }, hi[] = { 1, 2, 3 }, half[] = { 10, 0.5, 3 }, bad[] = { 5, 9, -3 };
	const double good[] = { 5, 9, 3 }, over[] = { 0, 0.5, 2 };
	struct gw_err e = { 0 };
	struct gw_fit f;

	(void)state;
	memset(&f, 0, sizeof f);
	f.model = gw_fit_find("barrier-spectrum", &e);
	assert_int_equal(gw_spectrum_sample(few, 3, &whole, &f, &e), -1);
	assert_non_null(strstr(e.msg, "too few"));
	assert_int_equal(gw_spectrum_sample(minus, 9, &whole, &f, &e), -1);
	assert_non_null(strstr(e.msg, "row 9: a barrier of -1"));
	assert_int_equal(gw_spectrum_sample(nan, 9, &whole, &f, &e), -1);
	assert_int_equal(gw_spectrum_sample(same, 9, &whole, &f, &e), -1);
	assert_non_null(strstr(e.msg, "all barriers are 2"));
	assert_int_equal(gw_spectrum_sample(zero, 9, &whole, &f, &e), -1);
	assert_int_equal(gw_spectrum_bins(lo, hi, half, 3, &whole, &f, &e), -1);
	assert_non_null(strstr(e.msg, "row 2: a count of 0.5"));
	assert_int_equal(gw_spectrum_bins(lo, hi, bad, 3, &whole, &f, &e), -1);
	assert_int_equal(gw_spectrum_bins(hi, lo, good, 3, &whole, &f, &e), -1);
	assert_int_equal(gw_spectrum_bins(over, hi, good, 3, &whole, &f, &e), -1);
	assert_int_equal(gw_spectrum_bins(lo, hi, zero, 3, &whole, &f, &e), -1);
	assert_int_equal(e.code, GW_BADDATA);
}

/* Least squares of a density alone: exact points give the parameters back. */
static void
points(void **state)
{
	const double p[4] = { 0.3, 0.14, 1.6, 0.64 };
	double x[80], y[80];
	struct gw_err e = { 0 };
	struct gw_fit f;

	(void)state;
	for (int k = 0; k < 80; k++) {
		x[k] = 0.025 + 0.05*k;
		y[k] = gw_spectrum(x[k], p);
	}
	assert_int_equal(gw_fit(gw_fit_find("barrier-spectrum", &e), x, y, NULL, 80, NULL, &f, &e), 0);
	for (int k = 0; k < 4; k++)
		assert_in_rel(f.p[k], p[k], 1e-6);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(normalised), cmocka_unit_test(norm_factor),
		cmocka_unit_test(errors_are_the_scatter), cmocka_unit_test(bins_and_barriers),
		cmocka_unit_test(one_mode), cmocka_unit_test(truncated), cmocka_unit_test(refused),
		cmocka_unit_test(points),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
