/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/spectrum_priv.h"

#include <gsl/gsl_linalg.h>
#include <gsl/gsl_multimin.h>
#include <math.h>
#include <string.h>

#define STEP 1e-3	/* of the differences, in inner parameters, which are of order 1 */

static const char bound[] = "1+ +";

/* ---- the likelihood ---- */

static double
chi2_of(const struct gw_barriers *d, const double *p)
{
	double s = 0, above = 0, next, v, edge = -1;

	if (!(p[1] > 1e-4 && p[1] < 1e3 && fabs(p[2]) < 1e3 && p[3] > 1e-3 && p[3] < 1e3))
		return NOWHERE;
	for (long k = 0; k < d->n; k++) {
		if (d->x) {
			v = gw_spectrum(d->x[k], p);
		} else {
			above = d->lo[k] == edge ? above : gw_spectrum_above(d->lo[k], p);
			next = gw_spectrum_above(edge = d->hi[k], p);
			v = above - next;
			above = next;
		}
		if (d->x || d->count[k] > 0)
			s -= (d->x ? 1 : d->count[k])*log(v > 1e-300 ? v : 1e-300);
	}
	v = gw_spectrum_above(d->a, p) - gw_spectrum_above(d->b, p);
	return v > 1e-300 ? 2*(s + d->total*log(v)) : NOWHERE;
}

static void
outer(const struct gw_search *s, const double *u, double *p)
{
	memcpy(p, s->p, PAR*sizeof *p);
	for (int k = 0; k < s->nfree; k++)
		p[s->free[k]] = gw_fit_outer(bound[s->free[k]], u[k]);
}

static double
objective(const gsl_vector *u, void *arg)
{
	const struct gw_search *s = arg;
	double p[PAR];

	outer(s, u->data, p);
	return chi2_of(s->d, p);
}

/* ---- minima ---- */

double
gw_spectrum_simplex(struct gw_search *s)
{
	double chi2;
	size_t n = (size_t)s->nfree;
	gsl_multimin_fminimizer *w =
	    gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, n);
	gsl_multimin_function f = { objective, n, s };
	gsl_vector *u = gsl_vector_alloc(n), *step = gsl_vector_alloc(n);

	for (size_t k = 0; k < n; k++)
		gsl_vector_set(u, k, gw_fit_inner(bound[s->free[k]], s->p[s->free[k]]));
	gsl_vector_set_all(step, 0.3);
	gsl_multimin_fminimizer_set(w, &f, u, step);
	for (int k = 0; k < 1000 && gsl_multimin_fminimizer_size(w) > 1e-4; k++)
		if (gsl_multimin_fminimizer_iterate(w))
			break;
	outer(s, gsl_multimin_fminimizer_x(w)->data, s->p);
	chi2 = gsl_multimin_fminimizer_minimum(w);
	gsl_multimin_fminimizer_free(w);
	gsl_vector_free(u);
	gsl_vector_free(step);
	return chi2;
}

/* chi2 at u with parameters i and j moved. */
static double
moved(struct gw_search *s, const double *u, int i, double di, int j, double dj)
{
	double v[PAR], p[PAR];

	memcpy(v, u, sizeof v);
	v[i] += di;
	v[j] += dj;
	outer(s, v, p);
	return chi2_of(s->d, p);
}

/* Gradient g and second derivatives H [n][n] by central differences. */
static void
derivatives(struct gw_search *s, const double *u, double chi2, double *g, gsl_matrix *H)
{
	double h = STEP, up, down, v;

	for (int i = 0; i < s->nfree; i++) {
		up = moved(s, u, i, h, i, 0);
		down = moved(s, u, i, -h, i, 0);
		g[i] = (up - down)/(2*h);
		gsl_matrix_set(H, (size_t)i, (size_t)i, (up - 2*chi2 + down)/(h*h));
		for (int j = 0; j < i; j++) {
			v = moved(s, u, i, h, j, h) - moved(s, u, i, h, j, -h) -
			    moved(s, u, i, -h, j, h) + moved(s, u, i, -h, j, -h);
			v /= 4*h*h;
			gsl_matrix_set(H, (size_t)i, (size_t)j, v);
			gsl_matrix_set(H, (size_t)j, (size_t)i, v);
		}
	}
}

/* H's Cholesky factor; on its diagonal is added what makes it positive. */
static void
factor(gsl_matrix *H)
{
	gsl_matrix *copy = gsl_matrix_alloc(H->size1, H->size2);
	double top = 0, add = 0;

	for (size_t k = 0; k < H->size1; k++)
		top = fmax(top, fabs(gsl_matrix_get(H, k, k)));
	gsl_matrix_memcpy(copy, H);
	for (int k = 0; k < 12 && gsl_linalg_cholesky_decomp1(H); k++) {
		gsl_matrix_memcpy(H, copy);
		add = k ? 10*add : 1e-6*top;
		for (size_t j = 0; j < H->size1; j++)
			gsl_matrix_set(H, j, j, gsl_matrix_get(H, j, j) + add);
	}
	gsl_matrix_free(copy);
}

/* The step -H^-1 g, halved until chi2 falls; returns what it should gain. */
static double
newton_step(struct gw_search *s, double *u, double *chi2, const double *g, gsl_matrix *H)
{
	size_t n = (size_t)s->nfree;
	gsl_vector_const_view right = gsl_vector_const_view_array(g, n);
	gsl_vector *d = gsl_vector_alloc(n);
	double v[PAR] = { 0 }, p[PAR], c = NOWHERE, gain = 0;

	factor(H);
	gsl_linalg_cholesky_solve(H, &right.vector, d);
	for (size_t k = 0; k < n; k++)
		gain += 0.5*g[k]*gsl_vector_get(d, k);
	for (double t = 1; t > 1e-6 && !(c < *chi2); t /= 2) {
		for (size_t k = 0; k < n; k++)
			v[k] = u[k] - t*gsl_vector_get(d, k);
		outer(s, v, p);
		c = chi2_of(s->d, p);
	}
	if (c < *chi2) {
		memcpy(u, v, n*sizeof *u);
		*chi2 = c;
	}
	gsl_vector_free(d);
	return gain;
}

void
gw_spectrum_newton(struct gw_search *s, double *cov)
{
	size_t n = (size_t)s->nfree;
	gsl_matrix *H = gsl_matrix_alloc(n, n);
	double u[PAR] = { 0 }, g[PAR], gain = 1, chi2 = chi2_of(s->d, s->p), before;

	for (size_t k = 0; k < n; k++)
		u[k] = gw_fit_inner(bound[s->free[k]], s->p[s->free[k]]);
	for (int k = 0; k < 50 && gain > 1e-9; k++) {
		before = chi2;
		derivatives(s, u, chi2, g, H);
		gain = newton_step(s, u, &chi2, g, H);
		if (!(chi2 < before))
			break;
	}
	outer(s, u, s->p);
	derivatives(s, u, chi2, g, H);
	memset(cov, 0, n*n*sizeof *cov);
	if (gsl_linalg_cholesky_decomp1(H) == 0 && gsl_linalg_cholesky_invert(H) == 0)
		for (size_t k = 0; k < n*n; k++)
			cov[k] = 2*H->data[k];
	gsl_matrix_free(H);
}
