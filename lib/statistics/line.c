/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/line.h"

#include <math.h>

#include "base/mem.h"

enum { ANGLES = 360 };		/* where chi2 is looked at first, over half a turn */
static const double turn = 3.14159265358979323846;

/* Points about their mean and in units of their spread; the errors with them. */
struct points {
	double *x, *y, *vx, *vy;	/* [n]; variances */
	double mx, my, ux, uy;		/* mean and unit */
	double *w;			/* [n] at the last angle */
	long n;
};

/* What stands at one angle, in these units. */
struct at {
	double b, sum, mx, my;		/* slope, sum of weights, weighted means */
	double chi2, fall;		/* fall: -1/2 dchi2/db */
};

static void
look(const struct points *p, double angle, struct at *s)
{
	double u, r;

	*s = (struct at){ .b = tan(angle) };
	for (long k = 0; k < p->n; k++) {
		p->w[k] = 1/(p->vy[k] + s->b*s->b*p->vx[k]);
		s->sum += p->w[k];
		s->mx += p->w[k]*p->x[k];
		s->my += p->w[k]*p->y[k];
	}
	s->mx /= s->sum;
	s->my /= s->sum;
	for (long k = 0; k < p->n; k++) {
		u = p->x[k] - s->mx;
		r = p->y[k] - s->my - s->b*u;
		s->chi2 += p->w[k]*r*r;
		s->fall += p->w[k]*r*(u + s->b*p->vx[k]*p->w[k]*r);
	}
}

/* chi2 falls with the angle at lo and rises at hi: halved until nothing is between. */
static double
bisect(const struct points *p, double lo, double hi)
{
	struct at s;
	double mid;

	while ((mid = (lo + hi)/2) > lo && mid < hi) {
		look(p, mid, &s);
		if (s.fall > 0)
			lo = mid;
		else
			hi = mid;
	}
	return mid;
}

/*
 * The lowest of all minima.  An angle past the upright is a line again,
 * so the first follows the last.
 */
static double
lowest(const struct points *p)
{
	const double step = turn/ANGLES, first = 0.4*step - turn/2;	/* none of them is level or upright */
	double chi2[ANGLES], best = 0, low = HUGE_VAL, angle;
	struct at s;

	for (int k = 0; k < ANGLES; k++) {
		look(p, first + k*step, &s);
		chi2[k] = s.chi2;
	}
	for (int k = 0; k < ANGLES; k++) {
		if (chi2[k] > chi2[(k + 1)%ANGLES] || chi2[k] > chi2[(k + ANGLES - 1)%ANGLES])
			continue;
		angle = bisect(p, first + (k - 1)*step, first + (k + 1)*step);
		look(p, angle, &s);
		if (s.chi2 < low) {
			low = s.chi2;
			best = angle;
		}
	}
	return best;
}

static void
moments(const double *v, long n, double *mean, double *unit)
{
	double s = 0, q = 0;

	for (long k = 0; k < n; k++)
		s += v[k]/(double)n;
	for (long k = 0; k < n; k++)
		q += (v[k] - s)*(v[k] - s)/(double)n;
	*mean = s;
	*unit = sqrt(q);
}

static void
scale(const double *v, const double *s, long n, double mean, double unit, double *to, double *var)
{
	for (long k = 0; k < n; k++) {
		to[k] = (v[k] - mean)/unit;
		var[k] = s ? s[k]*s[k]/(unit*unit) : 0;
	}
}

/* Back to the caller's units, with the covariance of York's eqs. 13e and 13f at the places X_k. */
static void
leave(const struct points *p, const struct at *s, struct gw_line *l)
{
	double mean = 0, square = 0, X;

	for (int pass = 0; pass < 2; pass++)
		for (long k = 0; k < p->n; k++) {
			X = p->x[k] + s->b*p->vx[k]*p->w[k]*
			    (p->y[k] - s->my - s->b*(p->x[k] - s->mx));
			if (pass == 0)
				mean += p->w[k]*X/s->sum;
			else
				square += p->w[k]*(X - mean)*(X - mean);
		}
	l->b = s->b*p->uy/p->ux;
	l->a = p->my + p->uy*s->my - l->b*(p->mx + p->ux*s->mx);
	mean = p->mx + p->ux*mean;
	l->var_b = pow(p->uy/p->ux, 2)/square;
	l->var_a = p->uy*p->uy/s->sum + mean*mean*l->var_b;
	l->cov = -mean*l->var_b;
	l->chi2 = s->chi2;
	for (long k = 0; k < p->n; k++)
		p->w[k] /= p->uy*p->uy;
}

int
gw_line_both(const double *x, const double *y, const double *sx, const double *sy, long n,
	double *w, struct gw_line *l, struct gw_err *e)
{
	struct points p = { .n = n, .w = w };
	double *work;
	struct at s;

	moments(x, n, &p.mx, &p.ux);
	moments(y, n, &p.my, &p.uy);
	if (n < 2 || !(p.ux > 0) || (!sy && !(p.uy > 0)))
		return gw_fail(e, GW_BADDATA, "%ld points, which do not tell a slope", n);
	p.uy = p.uy > 0 ? p.uy : p.ux;
	work = gw_alloc((size_t)n, 4*sizeof *work);
	p.x = work;
	p.y = work + n;
	p.vx = work + 2*n;
	p.vy = work + 3*n;
	scale(x, sx, n, p.mx, p.ux, p.x, p.vx);
	scale(y, sy, n, p.my, p.uy, p.y, p.vy);
	look(&p, lowest(&p), &s);
	leave(&p, &s, l);
	gw_free(work);
	return isfinite(l->b) && isfinite(l->var_b) ? 0 :
	    gw_fail(e, GW_BADDATA, "the points do not tell a slope: their errors allow an "
	    "upright line");
}
