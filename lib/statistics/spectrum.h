/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The spectrum of activation barriers Q of Han, Wei, Cao, Wang, Dai, PRB 101, 064205 (2020), eq. 1,
 *
 *	P(Q) = W exp(-Q/epsilon)/epsilon + W' Q exp(-(Q - mu)^2/2 sigma^2),   Q >= 0
 *	W' = (1 - W)/{ sigma^2 exp(-mu^2/2 sigma^2) + mu sigma sqrt(pi/2) erfc(-mu/(sqrt2 sigma)) }
 *
 * W' makes the integral 1.  Parameters are p = { W, epsilon, mu, sigma }, 0 <= W <= 1, epsilon,
 * sigma > 0.
 */
#ifndef GW_STATISTICS_SPECTRUM_H
#define GW_STATISTICS_SPECTRUM_H

#include "statistics/fit.h"

enum { GW_SPECTRUM_W, GW_SPECTRUM_EPSILON, GW_SPECTRUM_MU, GW_SPECTRUM_SIGMA, GW_SPECTRUM_PAR };

/* P(Q), 0 for Q < 0; dP/dQ; the integral of P from Q to infinity; W'. */
double gw_spectrum(double Q, const double *p);
double gw_spectrum_slope(double Q, const double *p);
double gw_spectrum_above(double Q, const double *p);
double gw_spectrum_wprime(const double *p);

/* First parameters number k for points of a density at equal distances; -1: no more. */
int gw_spectrum_guess(const double *Q, const double *P, long n, int k, double *p);

/* The same from the mean and the mean square of the barriers. */
int gw_spectrum_start(double mean, double square, int k, double *p);

/*
 * Maximum likelihood for counts [n] in bins lo .. hi, ascending and apart (multinomial: bins left
 * out of the table are empty, unless they lie outside opt->range), or for barriers Q [n].
 *
 * Where a part of the mixture does not lower chi2 = -2 ln(likelihood) by ln N for each of its
 * parameters (mode I two, mode II three) the other one stands alone, unless opt->both:
 * W is 0 or 1, its error is the distance at which chi2 has risen by 1, and the parameters of the
 * missing part are lost.  f->gain is what the part would have gained.
 *
 * f->chi2 is Pearson's, over cells with 5 expected counts or more; f->dof = cells - 1 - parameters.
 * -1, GW_BADDATA: a barrier below 0, counts that are negative or no whole numbers, too few of them,
 * no convergence.
 */
int gw_spectrum_bins(const double *lo, const double *hi, const double *count, long n,
	const struct gw_fit_opt *o, struct gw_fit *f, struct gw_err *e);
int gw_spectrum_sample(const double *Q, long n, const struct gw_fit_opt *o, struct gw_fit *f,
	struct gw_err *e);

#endif
