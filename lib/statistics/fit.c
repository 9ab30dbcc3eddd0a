/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/fit.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_multifit.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

#define MAXITER 500

/* ---- the models ---- */

static void
line(double x, double *t)
{
	t[0] = 1;
	t[1] = x;
}

static double
power(double x, const double *p)
{
	return p[0]*pow(x, p[1]);
}

/* The straight line through ln x, ln y of the points above 0. */
static int
power_guess(const double *x, const double *y, long n, double *p)
{
	double s = 0, sx = 0, sy = 0, sxx = 0, sxy = 0, u, v;

	for (long k = 0; k < n; k++)
		if (x[k] > 0 && y[k] > 0) {
			u = log(x[k]);
			v = log(y[k]);
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

const struct gw_fit_model gw_fit_models[] = {
	{ "line", "y = intercept + slope x", 2, { "intercept", "slope" }, .terms = line },
	{ "powerlaw", "y = amplitude x^exponent, least squares of ln y", 2,
		{ "amplitude", "exponent" }, .logs = 1, .terms = line },
	{ "power", "y = amplitude x^exponent, least squares of y itself", 2,
		{ "amplitude", "exponent" }, .value = power, .guess = power_guess },
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
		used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", used ? ", " : "", m->name);
	}
	gw_fail(e, GW_USAGE, "no model '%.40s'; there are: %s", name, list);
	return NULL;
}

/* ---- what the solvers work on ---- */

struct data {
	const struct gw_fit_model *m;
	size_t n, npar;
	gsl_vector *x, *y, *w;		/* as fitted: with logs the logarithms; w all 1 without sigma */
};

static int
check_point(const struct gw_fit_model *m, double x, double y, const double *sigma, long row,
	struct gw_err *e)
{
	if (!isfinite(x) || !isfinite(y) || (sigma && !isfinite(*sigma)))
		return gw_fail(e, GW_BADDATA, "row %ld: a value is not finite", row);
	if (sigma && !(*sigma > 0))
		return gw_fail(e, GW_BADDATA, "row %ld: the error %g is not above 0", row, *sigma);
	if (m->logs && !(x > 0 && y > 0))
		return gw_fail(e, GW_BADDATA, "row %ld: %s = %g: %s takes logarithms, which need values "
		    "above 0", row, x > 0 ? "y" : "x", x > 0 ? y : x, m->name);
	return 0;
}

static int
fill(struct data *d, const double *x, const double *y, const double *sigma, struct gw_err *e)
{
	int logs = d->m->logs;

	for (size_t k = 0; k < d->n; k++) {
		if (check_point(d->m, x[k], y[k], sigma ? sigma + k : NULL, (long)k + 1, e) < 0)
			return -1;
		gsl_vector_set(d->x, k, logs ? log(x[k]) : x[k]);
		gsl_vector_set(d->y, k, logs ? log(y[k]) : y[k]);
		gsl_vector_set(d->w, k, sigma ? pow((logs ? y[k] : 1)/sigma[k], 2) : 1);
	}
	return 0;
}

static int
solve_linear(const struct data *d, struct gw_fit *f, gsl_matrix *cov, struct gw_err *e)
{
	gsl_matrix *T = gsl_matrix_alloc(d->n, d->npar);
	gsl_multifit_linear_workspace *w = gsl_multifit_linear_alloc(d->n, d->npar);
	gsl_vector_view p = gsl_vector_view_array(f->p, d->npar);
	size_t rank;
	int r;

	for (size_t k = 0; k < d->n; k++)
		d->m->terms(gsl_vector_get(d->x, k), gsl_matrix_ptr(T, k, 0));
	r = gsl_multifit_wlinear(T, d->w, d->y, &p.vector, cov, &f->chi2, w);
	rank = gsl_multifit_linear_rank(1e-14, w);
	gsl_multifit_linear_free(w);
	gsl_matrix_free(T);
	if (r || rank < d->npar)
		return gw_fail(e, GW_BADDATA, "the points do not tell the parameters of %s apart", d->m->name);
	return 0;
}

static int
residuals(const gsl_vector *p, void *arg, gsl_vector *r)
{
	const struct data *d = arg;
	double v;

	for (size_t k = 0; k < d->n; k++) {
		v = d->m->value(gsl_vector_get(d->x, k), p->data) - gsl_vector_get(d->y, k);
		if (!isfinite(v))
			return GSL_EDOM;
		gsl_vector_set(r, k, v);
	}
	return GSL_SUCCESS;
}

/* Levenberg-Marquardt until the steps are below rounding; central differences for the slopes. */
static int
solve(struct data *d, const double *start, struct gw_fit *f, gsl_matrix *cov, struct gw_err *e)
{
	gsl_multifit_nlinear_parameters par = gsl_multifit_nlinear_default_parameters();
	gsl_multifit_nlinear_fdf fdf = { .f = residuals, .n = d->n, .p = d->npar, .params = d };
	gsl_vector_const_view first = gsl_vector_const_view_array(start, d->npar);
	gsl_multifit_nlinear_workspace *w;
	int info, r;

	par.fdtype = GSL_MULTIFIT_NLINEAR_CTRDIFF;
	w = gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &par, d->n, d->npar);
	r = gsl_multifit_nlinear_winit(&first.vector, d->w, &fdf, w);
	if (!r)
		r = gsl_multifit_nlinear_driver(MAXITER, 1e-14, 1e-15, 0, NULL, NULL, &info, w);
	if (r == GSL_ENOPROG)		/* no step goes lower any more: where it stands is the minimum */
		r = 0;
	if (!r)
		r = gsl_multifit_nlinear_covar(gsl_multifit_nlinear_jac(w), 1e-14, cov);
	gsl_blas_ddot(gsl_multifit_nlinear_residual(w), gsl_multifit_nlinear_residual(w), &f->chi2);
	for (size_t k = 0; k < d->npar; k++)
		f->p[k] = gsl_vector_get(gsl_multifit_nlinear_position(w), k);
	gsl_multifit_nlinear_free(w);
	if (r)
		return gw_fail(e, GW_BADDATA, "%s: no convergence (%s): another start, or another model",
		    d->m->name, gsl_strerror(r));
	return 0;
}

/* sum w (y - mean)^2 */
static double
spread(const struct data *d)
{
	double s = 0, sy = 0, t = 0, y;

	for (size_t k = 0; k < d->n; k++) {
		s += gsl_vector_get(d->w, k);
		sy += gsl_vector_get(d->w, k)*gsl_vector_get(d->y, k);
	}
	for (size_t k = 0; k < d->n; k++) {
		y = gsl_vector_get(d->y, k) - sy/s;
		t += gsl_vector_get(d->w, k)*y*y;
	}
	return t;
}

/* Errors, goodness, and the first parameter of a model with logarithms. */
static void
finish(const struct data *d, const gsl_matrix *cov, struct gw_fit *f)
{
	double scale = 1;

	f->dof = (double)d->n - (double)d->npar;
	f->r2 = 1 - f->chi2/spread(d);
	if (!f->weighted)
		scale = f->dof > 0 ? f->chi2/f->dof : NAN;
	for (size_t a = 0; a < d->npar; a++) {
		for (size_t b = 0; b < d->npar; b++)
			f->cov[a][b] = scale*gsl_matrix_get(cov, a, b);
		f->error[a] = sqrt(f->cov[a][a]);
	}
	if (d->m->logs) {
		f->p[0] = exp(f->p[0]);
		f->error[0] *= f->p[0];
	}
}

static int
run(struct data *d, const double *x, const double *y, const double *sigma, const double *start,
	struct gw_fit *f, struct gw_err *e)
{
	double first[GW_FIT_PAR] = { 0 };
	gsl_matrix *cov;
	int r;

	if (fill(d, x, y, sigma, e) < 0)
		return -1;
	if (gsl_vector_min(d->x) == gsl_vector_max(d->x))
		return gw_fail(e, GW_BADDATA, "all points are at x = %g", x[0]);
	if (!d->m->terms) {
		if (start)
			memcpy(first, start, d->npar*sizeof *first);
		else if (d->m->guess(x, y, (long)d->n, first) < 0)
			return gw_fail(e, GW_BADDATA, "the points give no first guess for %s", d->m->name);
	}
	cov = gsl_matrix_calloc(d->npar, d->npar);
	r = d->m->terms ? solve_linear(d, f, cov, e) : solve(d, first, f, cov, e);
	if (r == 0)
		finish(d, cov, f);
	gsl_matrix_free(cov);
	return r;
}

int
gw_fit(const struct gw_fit_model *m, const double *x, const double *y, const double *sigma,
	long n, const double *start, struct gw_fit *f, struct gw_err *e)
{
	gsl_error_handler_t *handler;
	struct data d = { .m = m, .n = (size_t)n, .npar = (size_t)m->npar };
	int r;

	memset(f, 0, sizeof *f);
	f->model = m;
	f->n = n;
	f->weighted = sigma != NULL;
	if (n < m->npar)
		return gw_fail(e, GW_BADDATA, "%ld points are too few for the %d parameters of %s",
		    n, m->npar, m->name);
	handler = gsl_set_error_handler_off();	/* GSL's own ends the program */
	d.x = gsl_vector_alloc(d.n);
	d.y = gsl_vector_alloc(d.n);
	d.w = gsl_vector_alloc(d.n);
	r = run(&d, x, y, sigma, start, f, e);
	gsl_vector_free(d.x);
	gsl_vector_free(d.y);
	gsl_vector_free(d.w);
	gsl_set_error_handler(handler);
	return r;
}

/* Slopes of the curve in its parameters, as fitted. */
static double
slopes(const struct gw_fit *f, double x, double *g)
{
	const struct gw_fit_model *m = f->model;
	double p[GW_FIT_PAR], v = 0, h;

	if (m->terms) {
		m->terms(m->logs ? log(x) : x, g);
		for (int k = 0; k < m->npar; k++)
			v += (m->logs && k == 0 ? log(f->p[0]) : f->p[k])*g[k];
		return v;
	}
	for (int k = 0; k < m->npar; k++) {
		memcpy(p, f->p, sizeof p);
		h = 1e-5*(fabs(p[k]) > 0 ? fabs(p[k]) : 1);
		p[k] += h;
		v = m->value(x, p);
		p[k] -= 2*h;
		g[k] = (v - m->value(x, p))/(2*h);
	}
	return m->value(x, f->p);
}

double
gw_fit_value(const struct gw_fit *f, double x, double *error)
{
	double g[GW_FIT_PAR], v = slopes(f, x, g), var = 0;

	for (int a = 0; a < f->model->npar; a++)
		for (int b = 0; b < f->model->npar; b++)
			var += g[a]*f->cov[a][b]*g[b];
	if (f->model->logs)
		v = exp(v);
	if (error)
		*error = sqrt(var)*(f->model->logs ? v : 1);
	return v;
}
