/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lib/statistics/line: published numbers, symmetry, limits, the lowest minimum, no bias, errors that hold. */
#include "statistics/fit.h"
#include "statistics/line.h"

#include "base/rng.h"
#include "unit.h"

#include <math.h>
#include <string.h>

enum { YORK = 10, N = 30 };

/* Pearson's points with York's weights, the usual example since York (1966). */
static void
york(double *x, double *y, double *sx, double *sy)
{
	static const double t[YORK][4] = { { 0, 1000, 5.9, 1 }, { 0.9, 1000, 5.4, 1.8 }, { 1.8, 500, 4.4, 4 },
		{ 2.6, 800, 4.6, 8 }, { 3.3, 200, 3.5, 20 }, { 4.4, 80, 3.7, 20 }, { 5.2, 60, 2.8, 70 },
		{ 6.1, 20, 2.8, 70 }, { 6.5, 1.8, 2.4, 100 }, { 7.4, 1, 1.5, 500 } };

	for (int k = 0; k < YORK; k++) {
		x[k] = t[k][0];
		sx[k] = 1/sqrt(t[k][1]);
		y[k] = t[k][2];
		sy[k] = 1/sqrt(t[k][3]);
	}
}

/*
 * Slope and intercept as published (Reed, American Journal of Physics 60, 59, 1992); chi2 and covariance
 * from scipy.odr 1.10.1, unilinear, RealData(x, y, sx, sy), whose slope is good to 1e-7.
 */
static void
published(void **state)
{
	double x[YORK], y[YORK], sx[YORK], sy[YORK], w[YORK];
	struct gw_err e = { 0 };
	struct gw_line l;

	(void)state;
	york(x, y, sx, sy);
	assert_int_equal(gw_line_both(x, y, sx, sy, YORK, w, &l, &e), 0);
	assert_in_rel(l.b, -0.48053340745, 2e-11);
	assert_in_rel(l.a, 5.47991022403, 1e-11);
	assert_in_rel(l.chi2, 11.866353194, 1e-10);
	assert_in_rel(l.var_b, 0.0033622605426366, 1e-6);
	assert_in_rel(l.cov, -0.016472540928138, 1e-6);
	assert_in_rel(l.var_a, 0.0870077150241027, 1e-6);
	for (int k = 0; k < YORK; k++)
		assert_in_rel(w[k], 1/(sy[k]*sy[k] + l.b*l.b*sx[k]*sx[k]), 1e-12);
}

/* Exchanged coordinates give the same line; so do shifted and stretched ones. */
static void
symmetric(void **state)
{
	double x[YORK], y[YORK], sx[YORK], sy[YORK], w[YORK];
	struct gw_err e = { 0 };
	struct gw_line l, m;

	(void)state;
	york(x, y, sx, sy);
	assert_int_equal(gw_line_both(x, y, sx, sy, YORK, w, &l, &e), 0);
	assert_int_equal(gw_line_both(y, x, sy, sx, YORK, w, &m, &e), 0);
	assert_in_rel(m.b, 1/l.b, 1e-13);
	assert_in_rel(m.a, -l.a/l.b, 1e-13);
	assert_in_rel(m.chi2, l.chi2, 1e-13);
	assert_in_rel(m.var_b, l.var_b/pow(l.b, 4), 1e-12);
	for (int k = 0; k < YORK; k++) {
		x[k] = 1e6 + 1e3*x[k];
		sx[k] *= 1e3;
	}
	assert_int_equal(gw_line_both(x, y, sx, sy, YORK, w, &m, &e), 0);
	assert_in_rel(m.b, l.b/1e3, 1e-10);
	assert_in_rel(m.a, l.a - 1e6*m.b, 1e-10);
	assert_in_rel(m.var_b, l.var_b/1e6, 1e-9);
}

/* With exact x: weighted least squares of y.  With exact y: those of x, turned over. */
static void
limits(void **state)
{
	double x[YORK], y[YORK], sx[YORK], sy[YORK], w[YORK], none[YORK] = { 0 };
	struct gw_err e = { 0 };
	struct gw_line l, m;
	struct gw_fit f;

	(void)state;
	york(x, y, sx, sy);
	assert_int_equal(gw_fit(gw_fit_find("line", &e), x, y, sy, YORK, NULL, &f, &e), 0);
	assert_int_equal(gw_line_both(x, y, NULL, sy, YORK, w, &l, &e), 0);
	assert_int_equal(gw_line_both(x, y, none, sy, YORK, w, &m, &e), 0);
	assert_true(l.b == m.b && l.a == m.a);
	assert_in_rel(l.b, f.p[1], 1e-12);
	assert_in_rel(l.a, f.p[0], 1e-12);
	assert_in_rel(l.chi2, f.chi2, 1e-12);
	assert_in_rel(sqrt(l.var_a), f.error[0], 1e-12);
	assert_in_rel(sqrt(l.var_b), f.error[1], 1e-12);
	assert_in_rel(l.cov, f.cov[0][1], 1e-12);
	assert_int_equal(gw_fit(gw_fit_find("line", &e), y, x, sx, YORK, NULL, &f, &e), 0);
	assert_int_equal(gw_line_both(x, y, sx, NULL, YORK, w, &l, &e), 0);
	assert_in_rel(l.b, 1/f.p[1], 1e-12);
	assert_in_rel(l.a, -f.p[0]/f.p[1], 1e-12);
	assert_in_rel(l.chi2, f.chi2, 1e-11);
	assert_in_rel(sqrt(l.var_b), f.error[1]/pow(f.p[1], 2), 1e-11);
	for (int k = 0; k < YORK; k++)
		y[k] = 2;
	assert_int_equal(gw_line_both(x, y, sx, sy, YORK, w, &l, &e), 0);
	assert_true(fabs(l.b) < 1e-14 && l.chi2 < 1e-25 && l.var_b > 0);
}

static double
chi2_at(double b, const double *x, const double *y, const double *sx, const double *sy, int n)
{
	double s = 0, mean = 0, chi2 = 0, w;

	for (int pass = 0; pass < 2; pass++)
		for (int k = 0; k < n; k++) {
			w = 1/(sy[k]*sy[k] + b*b*sx[k]*sx[k]);
			if (pass == 0) {
				s += w;
				mean += w*(y[k] - b*x[k]);
			} else {
				chi2 += w*pow(y[k] - b*x[k] - mean/s, 2);
			}
		}
	return chi2;
}

/* No slope anywhere is better, also where points of very different errors make several minima. */
static void
lowest(void **state)
{
	double x[6], y[6], sx[6], sy[6], w[6], low;
	struct gw_err e = { 0 };
	struct gw_line l;
	struct gw_rng r;

	(void)state;
	for (uint32_t t = 0; t < 200; t++) {
		gw_rng_start(&r, 3, GW_RNG_TEST, 40, t);
		for (int k = 0; k < 6; k++) {
			x[k] = gw_rng_normal(&r);
			y[k] = gw_rng_normal(&r);
			sx[k] = 0.3*exp(gw_rng_normal(&r));
			sy[k] = 0.3*exp(gw_rng_normal(&r));
		}
		assert_int_equal(gw_line_both(x, y, sx, sy, 6, w, &l, &e), 0);
		assert_in_rel(l.chi2, chi2_at(l.b, x, y, sx, sy, 6), 1e-9);
		low = HUGE_VAL;
		for (double angle = -1.57; angle < 1.57; angle += 0.003)
			low = fmin(low, chi2_at(tan(angle), x, y, sx, sy, 6));
		assert_true(l.chi2 <= low*(1 + 1e-12));
	}
}

/* y = 2 x^1.5 over two decades; errors of 0.3 in ln x and of 0.1 to 0.3 in ln y. */
static void
sample(uint32_t t, double *x, double *y, double *sx, double *sy)
{
	struct gw_rng r;
	double u, v;

	gw_rng_start(&r, 5, GW_RNG_TEST, 41, t);
	for (int k = 0; k < N; k++) {
		u = log(100)*k/(N - 1);
		v = log(2) + 1.5*u;
		sx[k] = 0.3;
		sy[k] = 0.1 + 0.1*(k % 3);
		x[k] = exp(u + sx[k]*gw_rng_normal(&r));
		y[k] = exp(v + sy[k]*gw_rng_normal(&r));
		sx[k] *= x[k];
		sy[k] *= y[k];
	}
}

/*
 * Over 2000 samples: the mean of b is 1.5 within four of its errors, that of least squares of y is below
 * by about the attenuation 1/(1 + sx^2/var ln x) = 0.955; the squares of (found - true)/error have mean 1,
 * chi2 has dof.
 */
static void
no_bias(void **state)
{
	const double truth[2] = { log(2), 1.5 };
	const int trials = UNIT_REPEAT(2000);
	double x[N], y[N], sx[N], sy[N], mean = 0, plain = 0, z, z2[2] = { 0 }, chi2 = 0, chance = 0;
	struct gw_err e = { 0 };
	struct gw_fit f, g;

	(void)state;
	for (uint32_t t = 0; t < (uint32_t)trials; t++) {
		sample(t, x, y, sx, sy);
		assert_int_equal(gw_fit_both(gw_fit_find("powerlaw", &e), x, y, sx, sy, N, &f, &e), 0);
		assert_int_equal(gw_fit(gw_fit_find("powerlaw", &e), x, y, sy, N, NULL, &g, &e), 0);
		for (int k = 0; k < 2; k++) {
			z = k ? (f.p[1] - truth[1])/f.error[1] : (log(f.p[0]) - truth[0])/(f.error[0]/f.p[0]);
			z2[k] += z*z/trials;
		}
		mean += f.p[1]/trials;
		plain += g.p[1]/trials;
		chi2 += f.chi2/trials;
		chance += gw_fit_chance(&f)/trials;
	}
	assert_in_tol(mean, 1.5, 4*0.068/sqrt(trials));
	assert_in_tol(plain, 1.5*0.955, 0.02);
	assert_in_tol(z2[0], 1, UNIT_SCATTER(0.13));
	assert_in_tol(z2[1], 1, UNIT_SCATTER(0.13));
	assert_in_tol(chi2, N - 2, 4*sqrt(2.0*(N - 2)/trials));
	assert_in_tol(chance, 0.5, 4/sqrt(12.0*trials));
}

static void
refused(void **state)
{
	const double x[] = { 1, 2, 3 }, same[] = { 2, 2, 2 }, s[] = { 1, 1, 1 }, some[] = { 0, 1, 1 };
	const double less[] = { 1, 1, -1 };
	double w[3];
	struct gw_err e = { 0 };
	struct gw_line l;
	struct gw_fit f;

	(void)state;
	assert_int_equal(gw_line_both(same, x, s, s, 3, w, &l, &e), -1);
	assert_int_equal(e.code, GW_BADDATA);
	assert_int_equal(gw_line_both(x, same, s, NULL, 3, w, &l, &e), -1);
	assert_non_null(strstr(e.msg, "do not tell a slope"));
	assert_int_equal(gw_fit_both(gw_fit_find("power", &e), x, x, s, s, 3, &f, &e), -1);
	assert_int_equal(e.code, GW_USAGE);
	assert_int_equal(gw_fit_both(gw_fit_find("line", &e), x, x, s, s, 1, &f, &e), -1);
	assert_non_null(strstr(e.msg, "too few"));
	assert_int_equal(gw_fit_both(gw_fit_find("line", &e), x, x, some, s, 3, &f, &e), 0);
	assert_in_rel(f.p[1], 1, 1e-14);
	assert_int_equal(gw_fit_both(gw_fit_find("line", &e), x, x, some, NULL, 3, &f, &e), -1);
	assert_non_null(strstr(e.msg, "row 1: the error 0 of x"));
	assert_int_equal(gw_fit_both(gw_fit_find("line", &e), x, x, less, s, 3, &f, &e), -1);
	assert_non_null(strstr(e.msg, "row 3: the error -1 of x"));
	assert_int_equal(gw_fit_both(gw_fit_find("line", &e), x, x, s, some, 3, &f, &e), -1);
	assert_non_null(strstr(e.msg, "row 1: the error 0 is not above 0"));
}

/* Two points: the line through them, errors from theirs, no chance. */
static void
two_points(void **state)
{
	const double x[] = { 1, 3 }, y[] = { 1, 5 }, s[] = { 0.1, 0.2 };
	struct gw_err e = { 0 };
	struct gw_fit f;

	(void)state;
	assert_int_equal(gw_fit_both(gw_fit_find("line", &e), x, y, s, s, 2, &f, &e), 0);
	assert_in_rel(f.p[1], 2, 1e-14);
	assert_in_rel(f.error[1], sqrt(5*(0.01 + 0.04)/4), 1e-12);
	assert_true(f.dof == 0 && isnan(gw_fit_chance(&f)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published), cmocka_unit_test(symmetric), cmocka_unit_test(limits),
		cmocka_unit_test(lowest), cmocka_unit_test(no_bias), cmocka_unit_test(refused),
		cmocka_unit_test(two_points),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
