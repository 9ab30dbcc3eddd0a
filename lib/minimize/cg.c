/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Conjugate gradients, Polak-Ribiere+ (beta = max(0, ...) restarts by itself
 * when successive forces overlap; Gilbert & Nocedal, SIAM J. Optim. 2, 21, 1992),
 * with one evaluation an iteration.
 *
 * Along a line the force of a quadratic surface is linear.  So the forces at the
 * start of a line and at one trial give the lowest point of the line and the
 * force there without going there: the next line starts from that point, and
 * only its trial is evaluated.  An error of the interpolated force shrinks by
 * |1 - b| in each iteration, b = (step to the lowest point)/(trial step): it does
 * not add up as long as trials are roughly right.  One that is not (its slope
 * is more than SLOPE of the first one) is improved by the line search.
 * Conjugate directions without searches: Dixon, J. Inst. Math. Appl. 15, 9 (1975).
 */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "minimize/work.h"

#define SLOPE 0.6

struct cg {
	double *x, *f;		/* start of the line, interpolated, and its force */
	double *d;		/* direction */
	double ff;		/* f.f */
	double slope;		/* -f.d */
	double kappa;		/* curvature along the last direction, 0: unknown */
	int    steepest;	/* d is f, and x and f are evaluated */
};

/* steepest descent from the present point */
static void
restart(const struct gw_min_work *w, struct cg *c)
{
	size_t size = w->nq*sizeof *c->d;

	memcpy(c->x, w->q, size);
	memcpy(c->f, w->g, size);
	memcpy(c->d, w->g, size);
	c->ff = gw_dot(w->nq, w->g, w->g);
	c->slope = -c->ff;
	c->steepest = 1;
}

/* x and f to the lowest point of the line, b times as far as the trial; returns old f . new f */
static double
settle(const struct gw_min_work *w, struct cg *c, double b)
{
	double ff0 = c->ff, fg = gw_dot(w->nq, c->f, w->g);

	for (size_t k = 0; k < w->nq; k++) {
		c->x[k] += b*(w->q[k] - c->x[k]);
		c->f[k] += b*(w->g[k] - c->f[k]);
	}
	c->ff = gw_dot(w->nq, c->f, c->f);
	return ff0 + b*(fg - ff0);
}

/* d = f + beta d, or the force itself when that is not downhill */
static void
turn(const struct gw_min_work *w, struct cg *c, double b)
{
	double ff0 = c->ff, ff01 = settle(w, c, b), beta = fmax(0, (c->ff - ff01)/ff0);

	for (size_t k = 0; k < w->nq; k++)
		c->d[k] = c->f[k] + beta*c->d[k];
	c->slope = -gw_dot(w->nq, c->f, c->d);
	c->steepest = 0;
	if (!(c->slope < -1e-3*c->ff))
		restart(w, c);
}

/* one iteration: 1 moved, 0 stuck, -1 error */
static int
iterate(struct gw_min_work *w, struct cg *c, struct gw_err *e)
{
	double dd = gw_dot(w->nq, c->d, c->d), a, left, b = 1;
	int r;

	a = c->kappa > 0 ? -c->slope/(c->kappa*dd) : 0.1*gw_min_reach(w, c->d);
	r = gw_line_search(w, c->x, c->d, c->slope, SLOPE, &a, e);
	if (r <= 0) {
		c->kappa = 0;
		return r;
	}
	left = -gw_dot(w->nq, w->g, c->d);
	if (left > c->slope) {
		c->kappa = (left - c->slope)/(a*dd);
		if (fabs(left) <= -SLOPE*c->slope)
			b = c->slope/(c->slope - left);
	}
	turn(w, c, b);
	return 1;
}

static int
descend(struct gw_min_work *w, struct cg *c, struct gw_err *e)
{
	double u, du = 0;
	int r;

	restart(w, c);
	while (!gw_min_done(w, du)) {
		u = w->u;
		r = iterate(w, c, e);
		if (r < 0)
			return -1;
		if (r == 0) {
			if (c->steepest)
				return w->evals >= w->o->max_eval ? gw_min_done(w, du) : 0;
			restart(w, c);
			continue;
		}
		w->iterations++;
		if (gw_min_idle(w))
			return 0;
		du = w->u - u;
	}
	return 1;
}

int
gw_min_cg(struct gw_min_work *w, struct gw_err *e)
{
	struct cg c = { 0 };
	double *block = gw_alloc(3*w->nq, sizeof *block);
	int r;

	c.x = block;
	c.f = block + w->nq;
	c.d = block + 2*w->nq;
	r = descend(w, &c, e);
	gw_free(block);
	return r;
}
