/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/thermo.h"

#include <gsl/gsl_fit.h>
#include <gsl/gsl_multifit.h>
#include <math.h>

#include "base/mem.h"

#define CANDIDATES 400		/* places tried for the break */
#define GAP 0.1			/* of the range, left out on either side of it */

/* First k with x[k] >= v. */
static long
first(const double *x, long n, double v)
{
	long k = 0;

	while (k < n && x[k] < v)
		k++;
	return k;
}

static long
past(const double *x, long n, double v)
{
	while (n > 0 && x[n-1] > v)
		n--;
	return n;
}

int
gw_line_fit(const double *x, const double *y, long n, double a, double b, struct gw_line *l,
	struct gw_err *e)
{
	long i = first(x, n, a), m = past(x, n, b) - i;

	if (m < 3 || x[i] == x[i+m-1])
		return gw_fail(e, GW_BADDATA, "%ld points from %g to %g: a line with an error "
		    "needs three at two places or more", m > 0 ? m : 0, a, b);
	l->n = m;
	l->a = x[i];
	l->b = x[i+m-1];
	gsl_fit_linear(x + i, 1, y + i, 1, (size_t)m, &l->c0, &l->c1,
	    &l->cov00, &l->cov01, &l->cov11, &l->chi2);
	return 0;
}

/* T = (h0 - l0)/(l1 - h1);  dT = (d(h0 - l0) + T d(h1 - l1))/(l1 - h1) */
static int
cross(struct gw_tg *r, struct gw_err *e)
{
	const struct gw_line *l = &r->low, *h = &r->high;
	double d = l->c1 - h->c1, T, var;

	if (!(fabs(d) > 1e-12*(fabs(l->c1) + fabs(h->c1))))
		return gw_fail(e, GW_BADDATA, "the two branches are parallel: they do not cross");
	T = (h->c0 - l->c0)/d;
	var = l->cov00 + h->cov00 + 2*T*(l->cov01 + h->cov01) + T*T*(l->cov11 + h->cov11);
	r->tg = T;
	r->error = sqrt(var > 0 ? var : 0)/fabs(d);
	r->value = l->c0 + l->c1*T;
	return 0;
}

/* Residual of y = c0 + c1 (T - b) + c2 max(T - b, 0). */
static double
residual(const double *T, const double *y, long n, double b, gsl_matrix *X,
	gsl_multifit_linear_workspace *w, gsl_vector *c, gsl_matrix *cov)
{
	gsl_vector_const_view v = gsl_vector_const_view_array(y, (size_t)n);
	double chi2;

	for (long k = 0; k < n; k++) {
		gsl_matrix_set(X, (size_t)k, 0, 1);
		gsl_matrix_set(X, (size_t)k, 1, T[k] - b);
		gsl_matrix_set(X, (size_t)k, 2, T[k] > b ? T[k] - b : 0);
	}
	gsl_multifit_linear(X, &v.vector, c, cov, &chi2, w);
	return chi2;
}

/* Where the best continuous pair of lines bends; the outer eighths are not tried. */
static double
find_break(const double *T, const double *y, long n)
{
	gsl_matrix *X = gsl_matrix_alloc((size_t)n, 3), *cov = gsl_matrix_alloc(3, 3);
	gsl_multifit_linear_workspace *w = gsl_multifit_linear_alloc((size_t)n, 3);
	gsl_vector *c = gsl_vector_alloc(3);
	double best = HUGE_VAL, at = T[n/2], b, s, range = T[n-1] - T[0];

	for (int k = 0; k <= CANDIDATES; k++) {
		b = T[0] + range*(0.125 + 0.75*k/CANDIDATES);
		s = residual(T, y, n, b, X, w, c, cov);
		if (s < best) {
			best = s;
			at = b;
		}
	}
	gsl_matrix_free(X);
	gsl_matrix_free(cov);
	gsl_vector_free(c);
	gsl_multifit_linear_free(w);
	return at;
}

int
gw_tg_fit(const double *T, const double *y, long n, const double *low, const double *high,
	struct gw_tg *r, struct gw_err *e)
{
	double b = 0, gap;

	if (n < 6 || T[0] == T[n-1])
		return gw_fail(e, GW_BADDATA, "%ld points are too few for two branches", n);
	gap = GAP*(T[n-1] - T[0]);
	if (!low || !high)
		b = find_break(T, y, n);
	if (gw_line_fit(T, y, n, low ? low[0] : -HUGE_VAL, low ? low[1] : b - gap, &r->low, e) < 0)
		return gw_fail_in(e, "low branch");
	if (gw_line_fit(T, y, n, high ? high[0] : b + gap, high ? high[1] : HUGE_VAL,
	    &r->high, e) < 0)
		return gw_fail_in(e, "high branch");
	return cross(r, e);
}

/* Polynomial of p terms in (T - T0)/width over m points; its slope at T0. */
static void
local_fit(const double *T, const double *y, long m, double T0, double width, int p,
	double *slope, double *error)
{
	gsl_matrix *X = gsl_matrix_alloc((size_t)m, (size_t)p);
	gsl_matrix *cov = gsl_matrix_alloc((size_t)p, (size_t)p);
	gsl_multifit_linear_workspace *w = gsl_multifit_linear_alloc((size_t)m, (size_t)p);
	gsl_vector *c = gsl_vector_alloc((size_t)p);
	gsl_vector_const_view v = gsl_vector_const_view_array(y, (size_t)m);
	double chi2, t;

	for (long k = 0; k < m; k++) {
		t = (T[k] - T0)/width;
		gsl_matrix_set(X, (size_t)k, 0, 1);
		gsl_matrix_set(X, (size_t)k, 1, t);
		if (p > 2)
			gsl_matrix_set(X, (size_t)k, 2, t*t);
	}
	gsl_multifit_linear(X, &v.vector, c, cov, &chi2, w);
	*slope = gsl_vector_get(c, 1)/width;
	*error = m > p ? sqrt(gsl_matrix_get(cov, 1, 1))/width : NAN;
	gsl_matrix_free(X);
	gsl_matrix_free(cov);
	gsl_vector_free(c);
	gsl_multifit_linear_free(w);
}

/* Number of different temperatures in a sorted run, counted up to 4. */
static int
distinct(const double *T, long m)
{
	int d = m > 0;

	for (long k = 1; k < m && d < 4; k++)
		d += T[k] > T[k-1];
	return d;
}

void
gw_slopes(const double *T, const double *y, long n, double width, double *slope, double *error)
{
	long a = 0, b = 0;
	int d;

	for (long k = 0; k < n; k++) {
		while (T[a] < T[k] - width/2)
			a++;
		while (b < n && T[b] <= T[k] + width/2)
			b++;
		d = distinct(T + a, b - a);
		slope[k] = error[k] = NAN;
		if (d >= 3)
			local_fit(T + a, y + a, b - a, T[k], width, d > 3 ? 3 : 2,
			    &slope[k], &error[k]);
	}
}

/* (T2 - T1)/ln(T2/T1) */
static double
mean_of(const double *T, long k)
{
	return T[k+1] > T[k] ? (T[k+1] - T[k])/log(T[k+1]/T[k]) : T[k];
}

int
gw_entropy(const double *T, const double *H, long n, double *S, struct gw_err *e)
{
	for (long k = 0; k < n; k++)
		if (!(T[k] > 0))
			return gw_fail(e, GW_BADDATA,
			    "temperature %g: dH/T needs temperatures above 0", T[k]);
	if (n > 0)
		S[0] = 0;
	for (long k = 0; k + 1 < n; k++)
		S[k+1] = S[k] + (H[k+1] - H[k])/mean_of(T, k);
	return 0;
}

double
gw_entropy_at(const double *T, const double *S, long n, double at)
{
	long k = first(T, n, at);

	if (n < 1 || !(at >= T[0]) || k == n)
		return NAN;
	if (T[k] == at)
		return S[k];
	return S[k-1] + (S[k] - S[k-1])*log(at/T[k-1])/log(T[k]/T[k-1]);
}

double
gw_noise(const double *T, const double *y, long n)
{
	double s = 0, a, d;
	long m = 0;

	for (long k = 1; k + 1 < n; k++) {
		a = T[k+1] > T[k-1] ? (T[k] - T[k-1])/(T[k+1] - T[k-1]) : 0.5;
		d = y[k] - (1 - a)*y[k-1] - a*y[k+1];
		s += d*d/(1 + (1 - a)*(1 - a) + a*a);
		m++;
	}
	return m ? sqrt(s/(double)m) : NAN;
}

/*
 * S_k - S_zero is a sum of H_j with the factors 1/Tm(j-1) - 1/Tm(j) between the two ends, and 1/Tm
 * at them.
 */
void
gw_entropy_error(const double *T, long n, double noise, long zero, double *error)
{
	double inner, c, tm, end;

	for (int d = -1; d <= 1; d += 2) {
		inner = 0;
		error[zero] = 0;
		for (long k = zero + d; k >= 0 && k < n; k += d) {
			tm = mean_of(T, d > 0 ? k - 1 : k);
			end = mean_of(T, d > 0 ? zero : zero - 1);
			error[k] = noise*sqrt(inner + 1/(tm*tm) + 1/(end*end));
			if (k + d >= 0 && k + d < n) {
				c = 1/tm - 1/mean_of(T, d > 0 ? k : k - 1);
				inner += c*c;
			}
		}
	}
}
