/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The integral is taken along u = v exp(i theta), theta = pi/4, where exp(-u^beta) and exp(i w u)
 * both decay at least as fast as they turn, and with v = exp(z), where the trapezoidal rule
 * converges exponentially and the root at 0 does no harm.  The integral of exp(i w u) alone
 * has no real part: above w = 1 it is taken off, so that nothing large cancels.
 */
#include "statistics/kww.h"

#include <complex.h>
#include <math.h>

#define STEP 0.125		/* in z: the error is exp(-pi^2/(2 STEP)) */
#define DEEP 40.0		/* exp(-DEEP) is nothing */

double
gw_kww(double t, double tau, double beta)
{
	return exp(-pow(t/tau, beta));
}

double
gw_kww_loss(double w, double beta)
{
	const double theta = atan(1.0);
	const double complex way = cexp(I*theta), power = cexp(I*(beta*theta));
	double last, sum = 0;

	if (!(w > 0 && isfinite(w) && beta > 0 && beta < 2))
		return NAN;
	last = log(DEEP/(w*sin(theta)));
	if (w <= 1)
		last = fmin(last, log(DEEP/cos(beta*theta))/beta);
	for (double z = last; z > last - 2*DEEP; z -= STEP) {
		double v = exp(z), r = pow(v, beta);
		double complex f = -r*power, wave = cexp(I*(w*v)*way);

		f = w <= 1 ? cexp(f) : r > 1e-5 ? cexp(f) - 1 : f*(1 + f/2*(1 + f/3));
		sum += v*creal(way*wave*f);
	}
	return w*sum*STEP;
}

double
gw_kww_value(double t, const double *p)
{
	return p[0]*gw_kww(t, p[1], p[2]);
}

double
gw_kww_slope(double t, const double *p)
{
	return -gw_kww_value(t, p)*p[2]*pow(t/p[1], p[2])/t;
}

double
gw_kww_loss_value(double period, const double *p)
{
	return p[0]*gw_kww_loss(8*atan(1.0)*p[1]/period, p[2]);
}

double
gw_kww_loss_slope(double period, const double *p)
{
	double h = 1e-4*period;

	return (gw_kww_loss_value(period + h, p) - gw_kww_loss_value(period - h, p))/(2*h);
}

static const double betas[] = { 0.4, 0.7, 1 };
enum { BETAS = sizeof betas/sizeof *betas };

/* tau where y is below its largest value over e for the first time */
int
gw_kww_guess(const double *x, const double *y, long n, int k, double *p)
{
	double top = 0, tau = 0, far = 0;

	for (long j = 0; j < n; j++) {
		top = fmax(top, y[j]);
		far = fmax(far, x[j]);
	}
	for (long j = 0; j < n; j++)
		if (x[j] > 0 && y[j] < top/exp(1) && (tau == 0 || x[j] < tau))
			tau = x[j];
	if (k >= BETAS || !(top > 0) || !(far > 0))
		return -1;
	p[0] = top;
	p[1] = tau > 0 ? tau : far;
	p[2] = betas[k];
	return 0;
}

/* the peak is near omega tau = 1; its height there follows from beta */
int
gw_kww_loss_guess(const double *x, const double *y, long n, int k, double *p)
{
	long top = 0;

	for (long j = 1; j < n; j++)
		top = y[j] > y[top] ? j : top;
	if (k >= BETAS || n < 1 || !(y[top] > 0) || !(x[top] > 0))
		return -1;
	p[1] = x[top]/(8*atan(1.0));
	p[2] = betas[k];
	p[0] = y[top]/gw_kww_loss(1, p[2]);
	return 0;
}
