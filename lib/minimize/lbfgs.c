/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * L-BFGS: the inverse Hessian is built from the last M steps (Nocedal, Math.
 * Comput. 35, 773, 1980; Liu & Nocedal, Math. Program. 45, 503, 1989).  The
 * natural step 1 is taken unless it is longer than the cap, raises the energy or overshoots;
 * a pair enters the memory only if its curvature is positive.
 */
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "minimize/secants.h"
#include "minimize/work.h"

#define M 8
#define SLOPE 0.9

struct lbfgs {
	struct gw_secants *memory;
	double *q0, *g0, *d;
};

/* d = H g; returns the slope along it */
static double
direction(const struct gw_min_work *w, struct lbfgs *b)
{
	memcpy(b->d, w->g, w->nq*sizeof *b->d);
	gw_secants_apply(b->memory, b->d, NULL, NULL);
	return -gw_dot(w->nq, w->g, b->d);
}

static void
remember(const struct gw_min_work *w, struct lbfgs *b)
{
	double *s, *y;

	gw_secants_next(b->memory, &s, &y);
	for (size_t k = 0; k < w->nq; k++) {
		s[k] = w->q[k] - b->q0[k];
		y[k] = b->g0[k] - w->g[k];
	}
	gw_secants_take(b->memory);
}

/* one iteration: 1 moved, 0 stuck, -1 error */
static int
iterate(struct gw_min_work *w, struct lbfgs *b, struct gw_err *e)
{
	double slope, a = 1;
	int r;

	slope = direction(w, b);
	if (!(slope < 0)) {
		gw_secants_start(b->memory, w->nq);
		slope = direction(w, b);
	}
	if (gw_secants_held(b->memory) == 0)
		a = 0.1*gw_min_reach(w, b->d);
	memcpy(b->q0, w->q, w->nq*sizeof *b->q0);
	memcpy(b->g0, w->g, w->nq*sizeof *b->g0);
	r = gw_line_search(w, b->q0, b->d, slope, SLOPE, &a, e);
	if (r > 0)
		remember(w, b);
	return r;
}

static int
descend(struct gw_min_work *w, struct lbfgs *b, struct gw_err *e)
{
	double u, du = 0;
	int r, fresh;

	while (!gw_min_done(w, du)) {
		u = w->u;
		fresh = gw_secants_held(b->memory) == 0;
		r = iterate(w, b, e);
		if (r < 0)
			return -1;
		if (r == 0) {
			if (fresh)
				return w->evals >= w->o->max_eval ? gw_min_done(w, du) : 0;
			gw_secants_start(b->memory, w->nq);
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
gw_min_lbfgs(struct gw_min_work *w, struct gw_err *e)
{
	struct lbfgs b;
	double *block = gw_alloc(3*w->nq, sizeof *block);
	int r;

	b.memory = gw_secants_new(M);
	gw_secants_start(b.memory, w->nq);
	b.q0 = block;
	b.g0 = block + w->nq;
	b.d = block + 2*w->nq;
	r = descend(w, &b, e);
	gw_secants_free(b.memory);
	gw_free(block);
	return r;
}
