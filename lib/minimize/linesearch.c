/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Line search on the slope: the zero of the directional derivative
 * phi'(a) = -g(q0 + a d).d is bracketed and approached by secants.  The energy
 * is looked at only to refuse steps that raise it beyond its rounding noise
 * (the derivative can vanish at a maximum, too).
 */
#include <math.h>

#include "base/vec.h"
#include "minimize/work.h"

#define TRIALS 20

struct bracket {
	double a, slope;	/* best point so far: downhill of the start, slope < 0 */
	double b, bslope;	/* beyond the minimum; b = 0 while unknown;
				   slope NaN: U was raised */
};

/* evaluate at q0 + a d */
static int
probe(struct gw_min_work *w, const double *q0, const double *d, double a, double *slope,
	struct gw_err *e)
{
	for (size_t k = 0; k < w->nq; k++)
		w->q[k] = q0[k] + a*d[k];
	if (gw_min_eval(w, e) < 0)
		return -1;
	*slope = -gw_dot(w->nq, w->g, d);
	return 0;
}

/* next trial step inside the bracket: the secant, kept off the ends */
static double
next_trial(const struct bracket *k)
{
	double width = k->b - k->a, t;

	t = isnan(k->bslope) ? k->a + 0.3*width
		: k->a - k->slope*width/(k->bslope - k->slope);
	return fmin(fmax(t, k->a + 0.05*width), k->b - 0.05*width);
}

/* the open bracket's next step: secant through the start and the best point */
static double
extrapolate(const struct bracket *k, double slope0, double reach)
{
	double t = k->slope > slope0 ? k->a*slope0/(slope0 - k->slope) : 4*k->a;

	return fmin(reach, fmin(fmax(t, 1.2*k->a), 4*k->a));
}

int
gw_line_search(struct gw_min_work *w, const double *q0, const double *d, double slope0,
	double c, double *a, struct gw_err *e)
{
	double u0 = w->u, reach = gw_min_reach(w, d), t = fmin(*a, reach), slope;
	struct bracket k = { 0, slope0, 0, 0 };

	for (int trial = 0; trial < TRIALS && w->evals < w->o->max_eval; trial++) {
		if (probe(w, q0, d, t, &slope, e) < 0)
			return -1;
		*a = t;
		if (w->u > u0 + w->unoise) {
			k.b = t;
			k.bslope = slope > 0 ? slope : NAN;
		} else if (fabs(slope) <= -c*slope0 || (slope < 0 && t >= reach)) {
			return 1;
		} else if (slope > 0) {
			k.b = t;
			k.bslope = slope;
		} else {
			k.a = t;
			k.slope = slope;
		}
		t = k.b == 0 ? extrapolate(&k, slope0, reach) : next_trial(&k);
		if (k.b != 0 && k.b - k.a <= 1e-12*k.b)
			break;
	}
	if (w->u < u0 - w->unoise || (w->u <= u0 + w->unoise && w->evals >= w->o->max_eval))
		return 1;
	*a = k.a;
	return probe(w, q0, d, k.a, &slope, e) < 0 ? -1 : k.a > 0;
}
