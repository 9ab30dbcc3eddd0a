/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Conjugate gradients, Polak-Ribiere+ (beta = max(0, ...) restarts by itself
 * when successive forces overlap; Gilbert & Nocedal, SIAM J. Optim. 2, 21, 1992).
 * The first trial of a line search comes from the curvature of the last one,
 * so that most iterations need one evaluation or two.
 */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "minimize/work.h"

#define SLOPE 0.1		/* a search ends at this fraction of the first slope */

struct cg {
	double *q0, *g0, *d;	/* start, its force, direction */
	double gg;		/* g.g */
	double kappa;		/* curvature along the last direction, 0: unknown */
	int    steepest;	/* d is g */
};

static void
restart(const struct gw_min_work *w, struct cg *c)
{
	memcpy(c->d, w->g, w->nq*sizeof *c->d);
	c->steepest = 1;
}

/* d = g + beta d, or g when that is not downhill */
static double
turn(const struct gw_min_work *w, struct cg *c)
{
	double gg = gw_dot(w->nq, w->g, w->g), gg0 = gw_dot(w->nq, w->g, c->g0), slope;
	double beta = fmax(0, (gg - gg0)/c->gg);

	c->gg = gg;
	c->steepest = beta == 0;
	for (size_t k = 0; k < w->nq; k++)
		c->d[k] = w->g[k] + beta*c->d[k];
	slope = -gw_dot(w->nq, w->g, c->d);
	if (slope > -1e-3*gg) {
		restart(w, c);
		slope = -gg;
	}
	return slope;
}

/* one iteration: 1 moved, 0 stuck, -1 error */
static int
iterate(struct gw_min_work *w, struct cg *c, double slope, struct gw_err *e)
{
	double dd = gw_dot(w->nq, c->d, c->d), a, left;
	int r;

	memcpy(c->q0, w->q, w->nq*sizeof *c->q0);
	memcpy(c->g0, w->g, w->nq*sizeof *c->g0);
	a = c->kappa > 0 ? -slope/(c->kappa*dd) : 0.1*gw_min_reach(w, c->d);
	r = gw_line_search(w, c->q0, c->d, slope, SLOPE, &a, e);
	if (r <= 0) {
		c->kappa = 0;
		return r;
	}
	left = -gw_dot(w->nq, w->g, c->d);
	if (left > slope)
		c->kappa = (left - slope)/(a*dd);
	return 1;
}

static int
descend(struct gw_min_work *w, struct cg *c, struct gw_err *e)
{
	double u, du = 0, slope;
	int r;

	restart(w, c);
	c->gg = gw_dot(w->nq, w->g, w->g);
	slope = -c->gg;
	while (!gw_min_done(w, du)) {
		u = w->u;
		r = iterate(w, c, slope, e);
		if (r < 0)
			return -1;
		if (r == 0) {
			if (c->steepest)
				return w->evals >= w->o->max_eval ? gw_min_done(w, du) : 0;
			restart(w, c);
			c->gg = gw_dot(w->nq, w->g, w->g);
			slope = -c->gg;
			continue;
		}
		w->iterations++;
		if (gw_min_idle(w))
			return 0;
		du = w->u - u;
		slope = turn(w, c);
	}
	return 1;
}

int
gw_min_cg(struct gw_min_work *w, struct gw_err *e)
{
	struct cg c = { 0 };
	int r;

	c.q0 = gw_alloc(w->nq, sizeof *c.q0);
	c.g0 = gw_alloc(w->nq, sizeof *c.g0);
	c.d = gw_alloc(w->nq, sizeof *c.d);
	r = descend(w, &c, e);
	gw_free(c.q0);
	gw_free(c.g0);
	gw_free(c.d);
	return r;
}
