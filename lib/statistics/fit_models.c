/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The models of fit: a function or two, and a line in the table at the end. */
#include "statistics/fit.h"

#include <gsl/gsl_multifit.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "statistics/kww.h"
#include "statistics/spectrum.h"

/* ---- straight lines and powers ---- */

static void
line(double x, double *t)
{
	t[0] = 1;
	t[1] = x;
}

static double
line_slope(double x, const double *p)
{
	(void)x;
	return p[1];
}

static double
power(double x, const double *p)
{
	return p[0]*pow(x, p[1]);
}

static double
power_slope(double x, const double *p)
{
	return p[0]*p[1]*pow(x, p[1] - 1);
}

/* The straight line through ln x, ln y of the points above 0. */
static int
power_guess(const double *x, const double *y, long n, int k, double *p)
{
	double s = 0, sx = 0, sy = 0, sxx = 0, sxy = 0, u, v;

	for (long j = 0; j < n && k == 0; j++)
		if (x[j] > 0 && y[j] > 0) {
			u = log(x[j]);
			v = log(y[j]);
			s += 1;
			sx += u;
			sy += v;
			sxx += u*u;
			sxy += u*v;
		}
	u = s*sxx - sx*sx;
	if (s < 2 || !(u > 0))
		return -1;
	p[1] = (s*sxy - sx*sy)/u;
	p[0] = exp((sy - p[1]*sx)/s);
	return 0;
}

/* ---- steps and bends: linear but for a place and a width ---- */

enum { PLACES = 9 };		/* first guesses of the place, over the middle of the range */

typedef void basis(double x, double centre, double width, double *t);

/* Least squares of the q linear parameters c; the sum of squares. */
static double
linear_part(const double *x, const double *y, long n, basis *b, size_t q, double centre,
	double width, double *c)
{
	gsl_multifit_linear_workspace *w = gsl_multifit_linear_alloc((size_t)n, q);
	gsl_matrix *X = gsl_matrix_alloc((size_t)n, q), *cov = gsl_matrix_alloc(q, q);
	gsl_vector_const_view v = gsl_vector_const_view_array(y, (size_t)n);
	gsl_vector_view to = gsl_vector_view_array(c, q);
	double chi2;

	for (long k = 0; k < n; k++)
		b(x[k], centre, width, gsl_matrix_ptr(X, (size_t)k, 0));
	gsl_multifit_linear(X, &v.vector, &to.vector, cov, &chi2, w);
	gsl_multifit_linear_free(w);
	gsl_matrix_free(X);
	gsl_matrix_free(cov);
	return chi2;
}

/* Place number k, and of three widths the best; linear parameters to c. */
static int
place(const double *x, const double *y, long n, int k, basis *b, size_t q, double *centre,
	double *width, double *c)
{
	static const double part[] = { 0.03, 0.1, 0.3 };
	double lo = x[0], hi = x[0], best = HUGE_VAL, s, t[3];

	for (long j = 1; j < n; j++) {
		lo = fmin(lo, x[j]);
		hi = fmax(hi, x[j]);
	}
	if (k >= PLACES || n < (long)q)
		return -1;
	*centre = lo + (hi - lo)*(k + 1)/(PLACES + 1);
	for (size_t j = 0; j < sizeof part/sizeof *part; j++) {
		s = linear_part(x, y, n, b, q, *centre, part[j]*(hi - lo), t);
		if (s < best) {
			best = s;
			*width = part[j]*(hi - lo);
			memcpy(c, t, q*sizeof *c);
		}
	}
	return best < HUGE_VAL ? 0 : -1;
}

/* p: offset, height, centre, width (, slope) */
static double
tanh_value(double x, const double *p)
{
	return p[0] + p[1]*tanh((x - p[2])/p[3]);
}

static double
tanh_slope(double x, const double *p)
{
	double c = cosh((x - p[2])/p[3]);

	return p[1]/(p[3]*c*c);
}

static void
tanh_basis(double x, double centre, double width, double *t)
{
	t[0] = 1;
	t[1] = tanh((x - centre)/width);
}

static int
tanh_guess(const double *x, const double *y, long n, int k, double *p)
{
	return place(x, y, n, k, tanh_basis, 2, &p[2], &p[3], p);
}

static double
tilted_value(double x, const double *p)
{
	return tanh_value(x, p) + p[4]*(x - p[2]);
}

static double
tilted_slope(double x, const double *p)
{
	return tanh_slope(x, p) + p[4];
}

static void
tilted_basis(double x, double centre, double width, double *t)
{
	tanh_basis(x, centre, width, t);
	t[2] = x - centre;
}

static int
tilted_guess(const double *x, const double *y, long n, int k, double *p)
{
	double c[3];

	if (place(x, y, n, k, tilted_basis, 3, &p[2], &p[3], c) < 0)
		return -1;
	p[0] = c[0];
	p[1] = c[1];
	p[4] = c[2];
	return 0;
}

/* (d + sqrt(d^2 + w^2))/2: 0 far below, d far above */
static double
ramp(double d, double w)
{
	double r = hypot(d, w);

	return d > 0 ? 0.5*(d + r) : 0.5*w*w/(r - d);
}

/* p: centre, value, low, high, width */
static double
bend_value(double x, const double *p)
{
	return p[1] + p[2]*(x - p[0]) + (p[3] - p[2])*ramp(x - p[0], p[4]);
}

static double
bend_slope(double x, const double *p)
{
	double d = x - p[0];

	return p[2] + 0.5*(p[3] - p[2])*(1 + d/hypot(d, p[4]));
}

static void
bend_basis(double x, double centre, double width, double *t)
{
	t[0] = 1;
	t[2] = ramp(x - centre, width);
	t[1] = x - centre - t[2];
}

static int
bend_guess(const double *x, const double *y, long n, int k, double *p)
{
	return place(x, y, n, k, bend_basis, 3, &p[0], &p[4], p + 1);
}

/* ---- the table ---- */

const struct gw_fit_model gw_fit_models[] = {
	{ "line", "y = intercept + slope x", 2, { "intercept", "slope" }, .terms = line,
		.straight = 1, .slope = line_slope },
	{ "powerlaw", "y = amplitude x^exponent, least squares of ln y", 2,
		{ "amplitude", "exponent" }, .logs = 1, .terms = line, .straight = 1,
		.slope = power_slope },
	{ "power", "y = amplitude x^exponent, least squares of y itself", 2,
		{ "amplitude", "exponent" }, .value = power, .guess = power_guess,
		.slope = power_slope },
	{ "tanh", "y = offset + height tanh((x - centre)/width)", 4,
		{ "offset", "height", "centre", "width" }, .bound = "   +", .value = tanh_value,
		.guess = tanh_guess, .slope = tanh_slope },
	{ "tanh-line", "y = offset + height tanh((x - centre)/width) + slope (x - centre)", 5,
		{ "offset", "height", "centre", "width", "slope" }, .bound = "   + ",
		.value = tilted_value, .guess = tilted_guess, .slope = tilted_slope },
	{ "bend", "y = value + low d + (high - low)(d + sqrt(d^2 + width^2))/2, d = x - centre", 5,
		{ "centre", "value", "low", "high", "width" }, .bound = "    +",
		.value = bend_value, .guess = bend_guess, .slope = bend_slope },
	{ "kww", "y = amplitude exp(-(x/tau)^beta)", 3, { "amplitude", "tau", "beta" },
		.bound = " ++", .value = gw_kww_value, .guess = gw_kww_guess, .slope = gw_kww_slope },
	{ "kww-loss", "y = amplitude w int exp(-(t/tau)^beta) cos(w t) dt, w = 2 pi/x", 3,
		{ "amplitude", "tau", "beta" }, .bound = " ++", .value = gw_kww_loss_value,
		.guess = gw_kww_loss_guess, .slope = gw_kww_loss_slope },
	{ "barrier-spectrum", "P = W exp(-Q/epsilon)/epsilon + W' Q exp(-(Q - mu)^2/2 sigma^2)", 4,
		{ "W", "epsilon", "mu", "sigma" }, .bound = "1+ +", .value = gw_spectrum,
		.guess = gw_spectrum_guess, .slope = gw_spectrum_slope,
		.bins = gw_spectrum_bins, .sample = gw_spectrum_sample },
	{ .name = NULL }
};

const struct gw_fit_model *
gw_fit_find(const char *name, struct gw_err *e)
{
	const struct gw_fit_model *m;
	char list[400] = "";
	size_t used = 0;

	for (m = gw_fit_models; m->name; m++) {
		if (!strcmp(m->name, name))
			return m;
		used += (size_t)snprintf(list + used, sizeof list - used, "%s%s",
		    used ? ", " : "", m->name);
	}
	gw_fail(e, GW_USAGE, "no model '%.40s'; there are: %s", name, list);
	return NULL;
}
