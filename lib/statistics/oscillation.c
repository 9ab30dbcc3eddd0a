/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/oscillation.h"

#include <math.h>

void
gw_wave_add(struct gw_wave *w, double phase, double y)
{
	double s = sin(phase), c = cos(phase);

	w->n += 1;
	w->s += s;
	w->c += c;
	w->ss += s*s;
	w->sc += s*c;
	w->cc += c*c;
	w->y += y;
	w->ys += y*s;
	w->yc += y*c;
}

/* The means are taken off first: what is left are two equations for two unknowns. */
int
gw_wave_solve(const struct gw_wave *w, double c[3])
{
	double ss = w->ss - w->s*w->s/w->n, cc = w->cc - w->c*w->c/w->n,
	    sc = w->sc - w->s*w->c/w->n;
	double ys = w->ys - w->y*w->s/w->n, yc = w->yc - w->y*w->c/w->n, det = ss*cc - sc*sc;

	if (!(w->n >= 3) || !(det > 1e-10*w->n*w->n))
		return -1;
	c[1] = (ys*cc - yc*sc)/det;
	c[2] = (yc*ss - ys*sc)/det;
	c[0] = (w->y - c[1]*w->s - c[2]*w->c)/w->n;
	return 0;
}

/* covariance of the means of two of the three numbers */
static double
covariance(const double (*c)[3], int n, const double *mean, int a, int b)
{
	double sum = 0;

	for (int k = 0; k < n; k++)
		sum += (c[k][a] - mean[a])*(c[k][b] - mean[b]);
	return n > 1 ? sum/n/(n - 1.0) : NAN;
}

void
gw_moduli_of(const double (*c)[3], int n, double gamma_A, struct gw_moduli *m,
	struct gw_moduli *error)
{
	double mean[3] = { 0, 0, 0 }, A, in, out, v11, v12, v22;

	for (int k = 0; k < n; k++)
		for (int j = 0; j < 3; j++)
			mean[j] += c[k][j]/n;
	A = hypot(mean[1], mean[2]);
	in = mean[1]/A;
	out = mean[2]/A;
	*m = (struct gw_moduli){ mean[0], A, atan2(mean[2], mean[1]), mean[1]/gamma_A,
	    mean[2]/gamma_A };
	v11 = covariance(c, n, mean, 1, 1);
	v12 = covariance(c, n, mean, 1, 2);
	v22 = covariance(c, n, mean, 2, 2);
	error->offset = sqrt(covariance(c, n, mean, 0, 0));
	error->amplitude = sqrt(fmax(0, in*in*v11 + 2*in*out*v12 + out*out*v22));
	error->delta = sqrt(fmax(0, out*out*v11 - 2*in*out*v12 + in*in*v22))/A;
	error->storage = sqrt(v11)/fabs(gamma_A);
	error->loss = sqrt(v22)/fabs(gamma_A);
	if (n < 2)
		error->amplitude = error->delta = NAN;	/* fmax knows no NaN */
}
