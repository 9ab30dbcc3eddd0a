/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The likelihood of a barrier spectrum and its maxima,
 * between spectrum_search.c and spectrum_fit.c.
 */
#ifndef GW_STATISTICS_SPECTRUM_PRIV_H
#define GW_STATISTICS_SPECTRUM_PRIV_H

#include "statistics/spectrum.h"

enum { PAR = GW_SPECTRUM_PAR };
#define NOWHERE 1e300		/* chi2 where there is no likelihood */

/* Counts of bins (lo, hi, count), or a sample (x); barriers in units of their mean. */
struct gw_barriers {
	long n;
	double *lo, *hi, *count, *x;
	double total, a, b;		/* sum of counts; nothing was recorded outside a .. b */
};

/* The parameters that are free, from p; the others stay. */
struct gw_search { const struct gw_barriers *d; int free[PAR], nfree; double p[PAR]; };

/* chi2 = -2 ln likelihood; downhill from s->p by the simplex; returns chi2. */
double gw_spectrum_simplex(struct gw_search *s);

/*
 * Newton's method from s->p; then cov [nfree][nfree], the covariance of the inner parameters, 0
 * where chi2 has no minimum.
 */
void gw_spectrum_newton(struct gw_search *s, double *cov);

#endif
