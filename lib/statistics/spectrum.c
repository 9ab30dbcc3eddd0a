/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/spectrum.h"

#include <math.h>

#define FAR 8.0		/* asymptotic series from here: its smallest term is below 1e-28 */

/* The sum of (-1)^k (2k-1)!!/(2 t^2)^k from k = 1, the leading part of sqrt(pi) t erfcx(t) - 1. */
static double
series(double t)
{
	double term = 1, sum = 0, u = 2*t*t;

	for (int k = 1; fabs(term) > 1e-18*fabs(sum) && 2*k - 1 < u; k++) {
		term *= -(2*k - 1)/u;
		sum += term;
	}
	return sum;
}

/* sqrt(pi) erfcx(t), t >= 0 */
static double
scaled(double t)
{
	return t < FAR ? sqrt(M_PI)*exp(t*t)*erfc(t) : (1 + series(t))/t;
}

/* 1 - sqrt(pi) t erfcx(t), t >= 0 */
static double
rest(double t)
{
	return t < FAR ? 1 - t*scaled(t) : -series(t);
}

/*
 * sigma^2 exp(-t^2) + mu sigma sqrt(pi/2) erfc(t),
 * the integral of Q exp(-(Q - mu)^2/2 sigma^2) from Q(t)
 */
static double
tail(double t, double mu, double sigma)
{
	return sigma*sigma*exp(-t*t) + mu*sigma*sqrt(M_PI/2)*erfc(t);
}

/*
 * Mode II without its factor Q, normalised.  For mu < 0 the two terms of the norm nearly cancel,
 * and a factor exp(-mu^2/2 sigma^2) is taken out of all.
 */
static double
bell(double Q, double mu, double sigma)
{
	double x = -mu/(M_SQRT2*sigma), t = (Q - mu)/(M_SQRT2*sigma);

	if (mu > 0)
		return exp(-t*t)/tail(x, mu, sigma);
	return exp(-Q*(Q - 2*mu)/(2*sigma*sigma))/(sigma*sigma*rest(x));
}

static double
bell_above(double Q, double mu, double sigma)
{
	double x = -mu/(M_SQRT2*sigma), t = (Q - mu)/(M_SQRT2*sigma);

	if (mu > 0)
		return tail(t, mu, sigma)/tail(x, mu, sigma);
	return exp((x - t)*(x + t))*(rest(t) + (t - x)*scaled(t))/rest(x);
}

double
gw_spectrum(double Q, const double *p)
{
	double v = 0;

	if (Q < 0)
		return 0;
	if (p[0] != 0)
		v += p[0]/p[1]*exp(-Q/p[1]);
	if (p[0] != 1)
		v += (1 - p[0])*Q*bell(Q, p[2], p[3]);
	return v;
}

double
gw_spectrum_slope(double Q, const double *p)
{
	double v = 0;

	if (Q < 0)
		return 0;
	if (p[0] != 0)
		v -= p[0]/(p[1]*p[1])*exp(-Q/p[1]);
	if (p[0] != 1)
		v += (1 - p[0])*bell(Q, p[2], p[3])*(1 - Q*(Q - p[2])/(p[3]*p[3]));
	return v;
}

double
gw_spectrum_above(double Q, const double *p)
{
	double v = 0;

	if (!(Q > 0))
		return 1;
	if (isinf(Q))
		return 0;
	if (p[0] != 0)
		v += p[0]*exp(-Q/p[1]);
	if (p[0] != 1)
		v += (1 - p[0])*bell_above(Q, p[2], p[3]);
	return v;
}

double
gw_spectrum_wprime(const double *p)
{
	double x = p[2]/(M_SQRT2*p[3]);

	if (p[0] == 1)
		return 0;
	if (p[2] > 0)
		return (1 - p[0])/tail(-x, p[2], p[3]);
	return (1 - p[0])*bell(0, p[2], p[3])*exp(x*x);
}

int
gw_spectrum_start(double mean, double square, int k, double *p)
{
	static const double first[][2] = {	/* W, epsilon/mean */
		{ 0.02, 0.05 }, { 0.1, 0.1 }, { 0.2, 0.3 }, { 0.4, 0.2 }, { 0.5, 0.6 }, { 0.8, 0.6 }, { 0.9, 0.9 } };
	double W, m, s;

	if (k >= (int)(sizeof first/sizeof *first) || !(mean > 0))
		return -1;
	p[0] = W = first[k][0];
	p[1] = first[k][1]*mean;
	/*
	 * mean and variance of what mode I leaves; the factor Q shifts the
	 * mean of a bell by sigma^2/mu
	 */
	m = (mean - W*p[1])/(1 - W);
	s = (square - 2*W*p[1]*p[1])/(1 - W) - m*m;
	s = s > 0.01*m*m ? s : 0.01*m*m;
	p[2] = m - s/m;
	p[3] = sqrt(s);
	return 0;
}

int
gw_spectrum_guess(const double *Q, const double *P, long n, int k, double *p)
{
	double s = 0, m = 0, q = 0;

	for (long j = 0; j < n; j++) {
		s += P[j];
		m += P[j]*Q[j];
		q += P[j]*Q[j]*Q[j];
	}
	return s > 0 ? gw_spectrum_start(m/s, q/s, k, p) : -1;
}
