/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lib/statistics/fit: certified data of NIST, exact curves, errors against repeated noise, refusals. */
#include "statistics/fit.h"
#include "statistics/kww.h"

#include "base/rng.h"
#include "unit.h"

#include <math.h>
#include <string.h>

static const struct gw_fit_model *
model(const char *name)
{
	struct gw_err e = { 0 };
	const struct gw_fit_model *m = gw_fit_find(name, &e);

	assert_non_null(m);
	return m;
}

/* NIST Statistical Reference Datasets, Norris: 36 points, certified to 15 digits. */
static void
norris(void **state)
{
	static const double xy[][2] = { { 0.2, 0.1 }, { 337.4, 338.8 }, { 118.2, 118.1 }, { 884.6, 888.0 },
		{ 10.1, 9.2 }, { 226.5, 228.1 }, { 666.3, 668.5 }, { 996.3, 998.5 }, { 448.6, 449.1 },
		{ 777.0, 778.9 }, { 558.2, 559.2 }, { 0.4, 0.3 }, { 0.6, 0.1 }, { 775.5, 778.1 },
		{ 666.9, 668.8 }, { 338.0, 339.3 }, { 447.5, 448.9 }, { 11.6, 10.8 }, { 556.0, 557.7 },
		{ 228.1, 228.3 }, { 995.8, 998.0 }, { 887.6, 888.8 }, { 120.2, 119.6 }, { 0.3, 0.3 },
		{ 0.3, 0.6 }, { 556.8, 557.6 }, { 339.1, 339.3 }, { 887.2, 888.0 }, { 999.0, 998.5 },
		{ 779.0, 778.9 }, { 11.1, 10.2 }, { 118.3, 117.6 }, { 229.2, 228.9 }, { 669.1, 668.4 },
		{ 448.9, 449.2 }, { 0.5, 0.2 } };
	double x[36], y[36];
	struct gw_err e = { 0 };
	struct gw_fit f;

	(void)state;
	for (int k = 0; k < 36; k++) {
		x[k] = xy[k][0];
		y[k] = xy[k][1];
	}
	assert_int_equal(gw_fit(model("line"), x, y, NULL, 36, NULL, &f, &e), 0);
	assert_in_rel(f.p[0], -0.262323073774029, 1e-11);
	assert_in_rel(f.p[1], 1.00211681802045, 1e-13);
	assert_in_rel(f.error[0], 0.232818234301152, 1e-11);
	assert_in_rel(f.error[1], 0.429796848199937e-3, 1e-11);
	assert_in_rel(sqrt(f.chi2/f.dof), 0.884796396144373, 1e-11);
	assert_in_rel(f.r2, 0.999993745883712, 1e-13);
	assert_true(f.dof == 34 && f.n == 36);
}

/* NIST, DanWood: y = b1 x^b2 by least squares of y. */
static void
danwood(void **state)
{
	const double x[] = { 1.309, 1.471, 1.490, 1.565, 1.611, 1.680 };
	const double y[] = { 2.138, 3.421, 3.597, 4.340, 4.882, 5.660 }, far[] = { 1, 5 };
	struct gw_err e = { 0 };
	struct gw_fit f;

	(void)state;
	for (int k = 0; k < 2; k++) {
		assert_int_equal(gw_fit(model("power"), x, y, NULL, 6, k ? far : NULL, &f, &e), 0);
		assert_in_rel(f.p[0], 7.6886226176e-01, 1e-8);
		assert_in_rel(f.p[1], 3.8604055871, 1e-8);
		assert_in_rel(f.error[0], 1.8281973860e-02, 1e-6);
		assert_in_rel(f.error[1], 5.1726610913e-02, 1e-6);
		assert_in_rel(f.chi2, 4.3173084083e-03, 1e-8);
	}
}

/* By hand: (0, 1), (1, 3), (2, 4) with errors 1, 1, 2. */
static void
weights(void **state)
{
	/* S = 9/4, Sx = 3/2, Sy = 5, Sxx = 2, Sxy = 5; D = S Sxx - Sx^2 = 9/4;
	 * slope = (S Sxy - Sx Sy)/D = 5/3, intercept = (Sxx Sy - Sx Sxy)/D = 10/9,
	 * var slope = S/D = 1, var intercept = Sxx/D = 8/9; residuals -1/9, 2/9, -4/9:
	 * chi2 = 1/81 + 4/81 + 16/81/4 = 1/9 */
	const double x[] = { 0, 1, 2 }, y[] = { 1, 3, 4 }, s[] = { 1, 1, 2 };
	struct gw_err e = { 0 };
	struct gw_fit f;
	double err;

	(void)state;
	assert_int_equal(gw_fit(model("line"), x, y, s, 3, NULL, &f, &e), 0);
	assert_in_rel(f.p[1], 5.0/3, 1e-13);
	assert_in_rel(f.p[0], 10.0/9, 1e-13);
	assert_in_rel(f.error[1], 1, 1e-13);
	assert_in_rel(f.error[0], sqrt(8.0/9), 1e-13);
	assert_in_rel(f.chi2, 1.0/9, 1e-12);
	assert_in_rel(gw_fit_value(&f, 0, &err), 10.0/9, 1e-13);
	assert_in_rel(err, sqrt(8.0/9), 1e-13);
	assert_in_rel(gw_fit_value(&f, 3, &err), 10.0/9 + 5, 1e-13);
	/* var at 3 = 8/9 + 9 - 2 3 Sx/D = 8/9 + 9 - 4 */
	assert_in_rel(err, sqrt(8.0/9 + 5), 1e-12);
}

static void
exact_powerlaw(void **state)
{
	double x[9], y[9], s[9], error;
	struct gw_err e = { 0 };
	struct gw_fit f;

	(void)state;
	for (int k = 0; k < 9; k++) {
		x[k] = pow(10, -k);
		y[k] = 3e-4*pow(x[k], 1.7);
		s[k] = 0.1*y[k];
	}
	assert_int_equal(gw_fit(model("powerlaw"), x, y, NULL, 9, NULL, &f, &e), 0);
	assert_in_rel(f.p[0], 3e-4, 1e-12);
	assert_in_rel(f.p[1], 1.7, 1e-13);
	assert_in_tol(f.r2, 1, 1e-14);
	assert_in_rel(gw_fit_value(&f, 10, NULL), 3e-4*pow(10, 1.7), 1e-12);
	/* relative errors of a tenth: var ln A = sum u^2/D/100, var b = n/D/100, u = ln x */
	assert_int_equal(gw_fit(model("powerlaw"), x, y, s, 9, NULL, &f, &e), 0);
	assert_in_rel(f.error[1], 0.1/(log(10)*sqrt(60)), 1e-10);
	assert_in_rel(f.error[0], 3e-4*0.1*sqrt(204.0/(9*60)), 1e-10);
	gw_fit_value(&f, 1, &error);
	assert_in_rel(error, f.error[0], 1e-10);
}

/* Mean square of (found - true)/error is near 1 over repeated noise, for every model and both kinds of error. */
static void
errors_are_the_scatter(void **state)
{
	const double truth[2] = { 2, 1.5 };
	double x[40], y[40], s[40], z2[2];
	struct gw_err e = { 0 };
	struct gw_rng r;
	struct gw_fit f;
	int trials = UNIT_REPEAT(2000);

	(void)state;
	for (const struct gw_fit_model *m = gw_fit_models; m->npar == 2; m++)
		for (int given = 0; given < 2; given++) {
			z2[0] = z2[1] = 0;
			for (int t = 0; t < trials; t++) {
				gw_rng_start(&r, 8, GW_RNG_TEST, (uint32_t)(m - gw_fit_models), (uint32_t)t);
				for (int k = 0; k < 40; k++) {
					x[k] = 0.5 + 0.1*k;
					y[k] = m->terms && !m->logs ? 2 + 1.5*x[k] : 2*pow(x[k], 1.5);
					s[k] = m->logs ? 0.02*y[k] : given ? 0.02*(1 + x[k]) : 0.05;
					y[k] += s[k]*gw_rng_normal(&r);
				}
				assert_int_equal(gw_fit(m, x, y, given ? s : NULL, 40, NULL, &f, &e), 0);
				for (int p = 0; p < 2; p++)
					z2[p] += pow((f.p[p] - truth[p])/f.error[p], 2)/trials;
			}
			/* 1 with given errors, 38/36 with estimated ones; its scatter is sqrt(2/2000) */
			assert_in_tol(z2[0], given ? 1 : 38.0/36, UNIT_SCATTER(0.13));
			assert_in_tol(z2[1], given ? 1 : 38.0/36, UNIT_SCATTER(0.13));
		}
}

/* A model with its true parameters, at n points of 0 .. 10, with noise of 0.02. */
static void
noisy(const struct gw_fit_model *m, const double *p, double *x, double *y, double *s, int n, uint32_t t)
{
	struct gw_rng r;

	gw_rng_start(&r, 9, GW_RNG_TEST, (uint32_t)(m - gw_fit_models), t);
	for (int k = 0; k < n; k++) {
		x[k] = 10.0*k/(n - 1);
		s[k] = 0.02;
		y[k] = m->value(x[k], p) + s[k]*gw_rng_normal(&r);
	}
}

/* Steps and bends find their place by themselves; their errors, and those of the derivative, are the scatter. */
static void
steps(void **state)
{
	static const struct { const char *name; double centre, p[5]; } known[] = {
		{ "tanh", 3.3, { 3.4, -0.45, 3.3, 0.8 } }, { "tanh", 7, { 0, 0.3, 7, 0.4 } },
		{ "tanh-line", 5.3, { 3.4, -0.45, 5.3, 0.8, 0.05 } }, { "bend", 4, { 4, 1, 0.1, 0.5, 0.9 } } };
	const uint32_t trials = UNIT_REPEAT(200);
	double x[60], y[60], s[60], z2[5], slope2, error;
	struct gw_err e = { 0 };
	struct gw_fit f;

	(void)state;
	for (size_t k = 0; k < sizeof known/sizeof *known; k++) {
		const struct gw_fit_model *m = model(known[k].name);
		const double *p = known[k].p;

		memset(z2, 0, sizeof z2);
		slope2 = 0;
		for (uint32_t t = 0; t < trials; t++) {
			noisy(m, p, x, y, s, 60, t);
			assert_int_equal(gw_fit(m, x, y, s, 60, NULL, &f, &e), 0);
			for (int j = 0; j < m->npar; j++)
				z2[j] += pow((f.p[j] - p[j])/f.error[j], 2)/trials;
			slope2 += pow((gw_fit_slope(&f, known[k].centre, &error) -
			    m->slope(known[k].centre, p))/error, 2)/trials;
		}
		for (int j = 0; j < m->npar; j++)
			assert_in_tol(z2[j], 1, UNIT_SCATTER(0.4));
		assert_in_tol(slope2, 1, UNIT_SCATTER(0.4));
		/* the derivative is that of the curve */
		for (double at = 0.3; at < 10; at += 0.7)
			assert_in_tol(m->slope(at, p), (m->value(at + 1e-5, p) - m->value(at - 1e-5, p))/2e-5, 1e-7);
	}
}

/* The derivative of the linear models too, with its error: that of the line's is the slope's. */
static void
derivatives(void **state)
{
	const double x[] = { 1, 2, 4, 5 }, y[] = { 1, 3, 3, 8 };
	struct gw_err e = { 0 };
	struct gw_fit f;
	double error, h = 1e-5;

	(void)state;
	assert_int_equal(gw_fit(model("line"), x, y, NULL, 4, NULL, &f, &e), 0);
	assert_in_rel(gw_fit_slope(&f, 3, &error), f.p[1], 1e-14);
	assert_in_rel(error, f.error[1], 1e-8);
	assert_int_equal(gw_fit(model("powerlaw"), x, y, NULL, 4, NULL, &f, &e), 0);
	assert_in_rel(gw_fit_slope(&f, 3, &error), (gw_fit_value(&f, 3 + h, NULL) -
	    gw_fit_value(&f, 3 - h, NULL))/(2*h), 1e-8);
	assert_true(error > 0);
}

/* A step between two points has no width, and this is said; a start outside the bounds is refused. */
static void
lost(void **state)
{
	const double start[] = { 0, 1, 2, -1 };
	double x[20], y[20], s[20];
	struct gw_err e = { 0 };
	struct gw_fit f;

	(void)state;
	for (int k = 0; k < 20; k++) {
		x[k] = k;
		y[k] = k < 10 ? 1 : 2;
		s[k] = 0.1;
	}
	assert_int_equal(gw_fit(model("tanh"), x, y, s, 20, NULL, &f, &e), 0);
	assert_true(isnan(f.p[3]) && isnan(f.error[3]) && f.lost == 1u << 3);
	assert_in_tol(f.p[0], 1.5, 0.01);
	assert_in_tol(f.p[1], 0.5, 0.01);
	assert_int_equal(gw_fit_check_start(model("tanh"), start, &e), -1);
	assert_int_equal(e.code, GW_USAGE);
	assert_int_equal(gw_fit(model("tanh"), x, y, s, 3, NULL, &f, &e), -1);
	assert_non_null(strstr(e.msg, "too few"));
}

static void
refused(void **state)
{
	const double x[] = { 1, 2, 3 }, y[] = { 1, -2, 3 }, same[] = { 2, 2, 2 }, s[] = { 1, 0, 1 };
	const double zero[] = { 0, 1, 2 }, bad[] = { 1, NAN, 3 };
	struct gw_err e = { 0 };
	struct gw_fit f;

	(void)state;
	assert_int_equal(gw_fit(model("line"), x, y, NULL, 1, NULL, &f, &e), -1);
	assert_non_null(strstr(e.msg, "too few"));
	assert_int_equal(gw_fit(model("line"), same, y, NULL, 3, NULL, &f, &e), -1);
	assert_non_null(strstr(e.msg, "all points are at x = 2"));
	assert_int_equal(gw_fit(model("powerlaw"), x, y, NULL, 3, NULL, &f, &e), -1);
	assert_non_null(strstr(e.msg, "row 2: y = -2"));
	assert_int_equal(gw_fit(model("powerlaw"), zero, x, NULL, 3, NULL, &f, &e), -1);
	assert_non_null(strstr(e.msg, "row 1: x = 0"));
	assert_int_equal(gw_fit(model("line"), x, y, s, 3, NULL, &f, &e), -1);
	assert_non_null(strstr(e.msg, "row 2: the error 0"));
	assert_int_equal(gw_fit(model("line"), x, bad, NULL, 3, NULL, &f, &e), -1);
	assert_int_equal(e.code, GW_BADDATA);
	assert_null(gw_fit_find("parabola", &e));
	assert_int_equal(e.code, GW_USAGE);
	assert_non_null(strstr(e.msg, "powerlaw"));
}

/* As many points as parameters: the curve goes through them, its errors are unknown. */
static void
no_freedom(void **state)
{
	const double x[] = { 1, 2 }, y[] = { 1, 3 };
	struct gw_err e = { 0 };
	struct gw_fit f;

	(void)state;
	assert_int_equal(gw_fit(model("line"), x, y, NULL, 2, NULL, &f, &e), 0);
	assert_in_tol(f.p[1], 2, 1e-13);
	assert_true(isnan(f.error[0]) && isnan(f.error[1]) && f.dof == 0);
}

/* Debye's peak for beta = 1, the two ends for others, and the integral itself by brute force */
static void
stretched_loss(void **state)
{
	static const double beta[] = { 0.3, 0.5, 0.8 };
	const double pi = 4*atan(1);

	(void)state;
	for (double w = 1e-4; w < 1e5; w *= 3.7)
		assert_in_rel(gw_kww_loss(w, 1), w/(1 + w*w), 1e-9);
	for (int k = 0; k < 3; k++) {
		double b = beta[k], sum = 0, w = 0.7, h = 1e-3;

		assert_in_rel(gw_kww_loss(1e-9, b), 1e-9*tgamma(1 + 1/b), 1e-6);
		assert_in_rel(gw_kww_loss(1e40, b), tgamma(1 + b)*sin(pi*b/2)*pow(1e40, -b), 1e-9);
		for (long j = 1; b > 0.7 && j < 60000; j++)	/* Simpson, s = u^b: exp(-s) sin(w s^(1/b)) */
			sum += (j % 2 ? 4 : 2)*h/3*exp(-h*(double)j)*sin(w*pow(h*(double)j, 1/b));
		if (b > 0.7)
			assert_in_rel(gw_kww_loss(w, b), sum, 1e-8);
	}
	assert_true(isnan(gw_kww_loss(0, 1)) && isnan(gw_kww_loss(1, 2)));
}

static void
stretched_parameters_come_back(void **state)
{
	static const char *const name[] = { "kww", "kww-loss" };
	const double p[3] = { 0.8, 30, 0.55 };
	double x[25], y[25];
	struct gw_err e = { 0 };
	struct gw_fit f;

	(void)state;
	for (int k = 0; k < 2; k++) {
		for (int j = 0; j < 25; j++) {
			x[j] = pow(10, -1 + j/5.0);
			y[j] = (k ? gw_kww_loss_value : gw_kww_value)(x[j], p);
		}
		assert_int_equal(gw_fit(model(name[k]), x, y, NULL, 25, NULL, &f, &e), 0);
		for (int j = 0; j < 3; j++)
			assert_in_rel(f.p[j], p[j], 1e-6);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(norris), cmocka_unit_test(stretched_loss),
		cmocka_unit_test(stretched_parameters_come_back), cmocka_unit_test(danwood), cmocka_unit_test(weights),
		cmocka_unit_test(exact_powerlaw), cmocka_unit_test(errors_are_the_scatter),
		cmocka_unit_test(steps), cmocka_unit_test(derivatives), cmocka_unit_test(lost),
		cmocka_unit_test(refused), cmocka_unit_test(no_freedom),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
