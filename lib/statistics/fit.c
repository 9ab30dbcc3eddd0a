/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/fit.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_multifit.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "statistics/line.h"

#define MAXITER 500

/* ---- bounds by transformation ---- */

double
gw_fit_inner(char bound, double p)
{
	return bound == '+' ? log(p) : bound == '1' ? log(p) - log1p(-p) : p;
}

double
gw_fit_outer(char bound, double u)
{
	return bound == '+' ? exp(u) : bound == '1' ? 1/(1 + exp(-u)) : u;
}

double
gw_fit_jacobian(char bound, double p)
{
	return bound == '+' ? p : bound == '1' ? p*(1 - p) : 1;
}

static char
bound_of(const struct gw_fit_model *m, int k)
{
	return m->bound ? m->bound[k] : ' ';
}

int
gw_fit_check_start(const struct gw_fit_model *m, const double *start, struct gw_err *e)
{
	for (int k = 0; start && k < m->npar; k++)
		if (!isfinite(gw_fit_inner(bound_of(m, k), start[k])))
			return gw_fail(e, GW_USAGE, "a start of %g for %s: expected a number %s",
			    start[k], m->par[k],
			    bound_of(m, k) == '1' ? "between 0 and 1" : "above 0");
	return 0;
}

/* ---- what the solvers work on ---- */

struct data {
	const struct gw_fit_model *m;
	size_t n, npar;
	gsl_vector *x, *y, *w;		/* as fitted: with logs the logarithms;
					   w all 1 without sigma */
	const double *xsigma;		/* as given, or NULL: x is exact */
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
		return gw_fail(e, GW_BADDATA, "row %ld: %s = %g: %s takes logarithms, which need "
		    "values above 0", row, x > 0 ? "y" : "x", x > 0 ? y : x, m->name);
	return 0;
}

/* An exact x among others is allowed where y is not exact too. */
static int
check_xsigma(const double *xsigma, int also_y, long n, struct gw_err *e)
{
	for (long k = 0; xsigma && k < n; k++)
		if (!isfinite(xsigma[k]) || xsigma[k] < 0 || (xsigma[k] <= 0 && !also_y))
			return gw_fail(e, GW_BADDATA, "row %ld: the error %g of x is not above 0",
			    k + 1, xsigma[k]);
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
		return gw_fail(e, GW_BADDATA, "the points do not tell the parameters of %s apart",
		    d->m->name);
	return 0;
}

/* Standard errors as fitted: with logs relative ones; caller frees, NULL stays NULL. */
static double *
as_fitted(const struct data *d, const double *v, const double *sigma)
{
	double *s = sigma ? gw_alloc(d->n, sizeof *s) : NULL;

	for (size_t k = 0; s && k < d->n; k++)
		s[k] = sigma[k]/(d->m->logs ? v[k] : 1);
	return s;
}

/* Errors of x, and of y where there are any: w is then the weight at the line found. */
static int
solve_both(struct data *d, const double *x, const double *y, const double *sigma, struct gw_fit *f,
	gsl_matrix *cov, struct gw_err *e)
{
	double *sx = as_fitted(d, x, d->xsigma), *sy = as_fitted(d, y, sigma);
	struct gw_line l;
	int r = gw_line_both(d->x->data, d->y->data, sx, sy, (long)d->n, d->w->data, &l, e);

	gw_free(sx);
	gw_free(sy);
	if (r < 0)
		return -1;
	f->p[0] = l.a;
	f->p[1] = l.b;
	f->chi2 = l.chi2;
	gsl_matrix_set(cov, 0, 0, l.var_a);
	gsl_matrix_set(cov, 0, 1, l.cov);
	gsl_matrix_set(cov, 1, 0, l.cov);
	gsl_matrix_set(cov, 1, 1, l.var_b);
	return 0;
}

static int
residuals(const gsl_vector *p, void *arg, gsl_vector *r)
{
	const struct data *d = arg;
	double q[GW_FIT_PAR], v;

	for (size_t k = 0; k < d->npar; k++)
		q[k] = gw_fit_outer(bound_of(d->m, (int)k), gsl_vector_get(p, k));
	for (size_t k = 0; k < d->n; k++) {
		v = d->m->value(gsl_vector_get(d->x, k), q) - gsl_vector_get(d->y, k);
		if (!isfinite(v))
			return GSL_EDOM;
		gsl_vector_set(r, k, v);
	}
	return GSL_SUCCESS;
}

/*
 * Levenberg-Marquardt until the steps are below rounding; central differences for the slopes.
 * cov is that of the inner parameters.
 */
static int
solve(struct data *d, const double *start, struct gw_fit *f, gsl_matrix *cov)
{
	gsl_multifit_nlinear_parameters par = gsl_multifit_nlinear_default_parameters();
	gsl_multifit_nlinear_fdf fdf = { .f = residuals, .n = d->n, .p = d->npar, .params = d };
	gsl_multifit_nlinear_workspace *w;
	gsl_vector *first = gsl_vector_alloc(d->npar);
	int info, r;

	for (size_t k = 0; k < d->npar; k++)
		gsl_vector_set(first, k, gw_fit_inner(bound_of(d->m, (int)k), start[k]));
	par.fdtype = GSL_MULTIFIT_NLINEAR_CTRDIFF;
	w = gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &par, d->n, d->npar);
	r = gsl_multifit_nlinear_winit(first, d->w, &fdf, w);
	if (!r)
		r = gsl_multifit_nlinear_driver(MAXITER, 1e-14, 1e-15, 0, NULL, NULL, &info, w);
	if (r == GSL_ENOPROG)		/* no step goes lower any more:
					   where it stands is the minimum */
		r = 0;
	if (!r)
		r = gsl_multifit_nlinear_covar(gsl_multifit_nlinear_jac(w), 1e-14, cov);
	gsl_blas_ddot(gsl_multifit_nlinear_residual(w), gsl_multifit_nlinear_residual(w), &f->chi2);
	for (size_t k = 0; k < d->npar; k++)
		f->p[k] = gw_fit_outer(bound_of(d->m, (int)k),
		    gsl_vector_get(gsl_multifit_nlinear_position(w), k));
	gsl_multifit_nlinear_free(w);
	gsl_vector_free(first);
	return r;
}

/* From each guess, or from the one start; the lowest sum of squares stays. */
static int
solve_all(struct data *d, const double *x, const double *y, const double *start, struct gw_fit *f,
	gsl_matrix *cov, struct gw_err *e)
{
	gsl_matrix *c = gsl_matrix_calloc(d->npar, d->npar);
	struct gw_fit try = *f;
	double first[GW_FIT_PAR];
	int found = 0, guesses = 0, why = 0, r;

	while (start ? guesses == 0 : d->m->guess(x, y, (long)d->n, guesses, first) == 0) {
		guesses++;
		r = solve(d, start ? start : first, &try, c);
		if (!r && isfinite(try.chi2) && (!found || try.chi2 < f->chi2)) {
			found = 1;
			*f = try;
			gsl_matrix_memcpy(cov, c);
		}
		why = r ? r : why;
	}
	gsl_matrix_free(c);
	if (!guesses)
		return gw_fail(e, GW_BADDATA, "the points give no first guess for %s", d->m->name);
	return found ? 0 : gw_fail(e, GW_BADDATA, "%s: no convergence (%s): another start, or "
	    "another model", d->m->name, gsl_strerror(why));
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

void
gw_fit_finish(struct gw_fit *f, const double *cov, double scale)
{
	const struct gw_fit_model *m = f->model;
	double var;

	memcpy(f->best, f->p, sizeof f->best);
	for (int a = 0; a < m->npar; a++) {
		for (int b = 0; b < m->npar; b++)
			f->cov[a][b] = scale*cov[a*m->npar+b]*
			    gw_fit_jacobian(bound_of(m, a), f->p[a])*
			    gw_fit_jacobian(bound_of(m, b), f->p[b]);
		var = cov[a*m->npar+a];
		f->error[a] = var > 0 ? sqrt(f->cov[a][a]) : NAN;
		if (bound_of(m, a) == '+' && (!(var > 0) || scale*var > 1))
			f->lost |= 1u << a;
	}
	for (int a = 0; a < m->npar; a++)
		if (f->lost & 1u << a)
			f->p[a] = f->error[a] = NAN;
}

/* Errors, goodness, and the first parameter of a model with logarithms. */
static void
finish(const struct data *d, const gsl_matrix *cov, struct gw_fit *f)
{
	double scale = 1;

	f->dof = (double)d->n - (double)d->npar;
	f->r2 = 1 - f->chi2/spread(d);
	f->gain = NAN;
	if (!f->weighted)
		scale = f->dof > 0 ? f->chi2/f->dof : NAN;
	gw_fit_finish(f, cov->data, scale);
	if (d->m->logs) {
		f->best[0] = f->p[0] = exp(f->p[0]);
		f->error[0] *= f->p[0];
	}
}

static int
run(struct data *d, const double *x, const double *y, const double *sigma, const double *start,
	struct gw_fit *f, struct gw_err *e)
{
	gsl_matrix *cov;
	int r;

	if (fill(d, x, y, sigma, e) < 0 || check_xsigma(d->xsigma, sigma != NULL,
	    (long)d->n, e) < 0)
		return -1;
	if (gsl_vector_min(d->x) == gsl_vector_max(d->x))
		return gw_fail(e, GW_BADDATA, "all points are at x = %g", x[0]);
	cov = gsl_matrix_calloc(d->npar, d->npar);
	r = d->xsigma ? solve_both(d, x, y, sigma, f, cov, e) :
	    d->m->terms ? solve_linear(d, f, cov, e) : solve_all(d, x, y, start, f, cov, e);
	if (r == 0)
		finish(d, cov, f);
	gsl_matrix_free(cov);
	return r;
}

/* xsigma or NULL, sigma or NULL, start or NULL */
static int
fit_points(const struct gw_fit_model *m, const double *x, const double *y, const double *xsigma,
	const double *sigma, long n, const double *start, struct gw_fit *f, struct gw_err *e)
{
	gsl_error_handler_t *handler;
	struct data d = { .m = m, .n = (size_t)n, .npar = (size_t)m->npar, .xsigma = xsigma };
	int r;

	memset(f, 0, sizeof *f);
	f->model = m;
	f->n = n;
	f->weighted = xsigma || sigma;
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

int
gw_fit(const struct gw_fit_model *m, const double *x, const double *y, const double *sigma,
	long n, const double *start, struct gw_fit *f, struct gw_err *e)
{
	return fit_points(m, x, y, NULL, sigma, n, start, f, e);
}

int
gw_fit_both(const struct gw_fit_model *m, const double *x, const double *y, const double *xsigma,
	const double *sigma, long n, struct gw_fit *f, struct gw_err *e)
{
	if (!m->straight)
		return gw_fail(e, GW_USAGE, "%s: errors of x are for straight lines: line, "
		    "powerlaw", m->name);
	return fit_points(m, x, y, xsigma, sigma, n, NULL, f, e);
}

double
gw_fit_chance(const struct gw_fit *f)
{
	return f->weighted && f->dof > 0 ? gsl_cdf_chisq_Q(f->chi2, f->dof) : NAN;
}

/* ---- the curve ---- */

/* Value of the curve, or its slope in x, with parameters p. */
static double
curve(const struct gw_fit_model *m, int slope, double x, const double *p)
{
	double t[GW_FIT_PAR], v = 0;

	if (slope)
		return m->slope(x, p);
	if (!m->terms)
		return m->value(x, p);
	if (m->logs)
		return p[0]*pow(x, p[1]);
	m->terms(x, t);
	for (int k = 0; k < m->npar; k++)
		v += p[k]*t[k];
	return v;
}

/*
 * Slopes of it in the parameters as fitted: the terms, or central differences;
 * lost parameters stay.
 */
static void
slopes(const struct gw_fit *f, int slope, double x, double *g)
{
	const struct gw_fit_model *m = f->model;
	double p[GW_FIT_PAR], v, h;

	if (m->terms && !slope) {
		m->terms(m->logs ? log(x) : x, g);
		for (int k = 0; m->logs && k < m->npar; k++)
			g[k] *= curve(m, 0, x, f->best);
		return;
	}
	for (int k = 0; k < m->npar; k++) {
		memcpy(p, f->best, sizeof p);
		h = 1e-5*(fabs(p[k]) > 0 ? fabs(p[k]) : 1);
		p[k] += h;
		v = curve(m, slope, x, p);
		p[k] -= 2*h;
		g[k] = f->lost & 1u << k ? 0 : (v - curve(m, slope, x, p))/(2*h);
		g[k] *= m->logs && k == 0 ? f->best[0] : 1;
	}
}

/* With its standard error. */
static double
curve_error(const struct gw_fit *f, int slope, double x, double *error)
{
	double g[GW_FIT_PAR], var = 0;

	slopes(f, slope, x, g);
	for (int a = 0; a < f->model->npar; a++)
		for (int b = 0; b < f->model->npar; b++)
			var += g[a] != 0 && g[b] != 0 ? g[a]*f->cov[a][b]*g[b] : 0;
	if (error)
		*error = sqrt(var);
	return curve(f->model, slope, x, f->best);
}

double
gw_fit_value(const struct gw_fit *f, double x, double *error)
{
	return curve_error(f, 0, x, error);
}

double
gw_fit_slope(const struct gw_fit *f, double x, double *error)
{
	return curve_error(f, 1, x, error);
}
