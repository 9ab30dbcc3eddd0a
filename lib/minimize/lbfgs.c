/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * L-BFGS: the inverse Hessian is built from the last M steps (Nocedal, Math.
 * Comput. 35, 773, 1980; Liu & Nocedal, Math. Program. 45, 503, 1989).  The
 * natural step 1 is taken unless it is longer than the cap, raises the energy or overshoots;
 * a pair enters the memory only if its curvature is positive.
 */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "minimize/work.h"

#define M 8
#define SLOPE 0.9

struct lbfgs {
	double *s[M], *y[M];	/* steps and changes of -g, a ring */
	double rho[M];		/* 1/(s.y) */
	double *q0, *g0, *d;
	int    n, next;		/* pairs held, place of the next one */
};

/* d = H g by the two-loop recursion */
static void
direction(const struct gw_min_work *w, struct lbfgs *b)
{
	double alpha[M], *d = b->d;
	int k;

	memcpy(d, w->g, w->nq*sizeof *d);
	for (int i = 1; i <= b->n; i++) {
		k = (b->next - i + M) % M;
		alpha[k] = b->rho[k]*gw_dot(w->nq, b->s[k], d);
		gw_axpy(w->nq, -alpha[k], b->y[k], d);
	}
	if (b->n) {
		k = (b->next - 1 + M) % M;
		double gamma = 1/(b->rho[k]*gw_dot(w->nq, b->y[k], b->y[k]));

		for (size_t i = 0; i < w->nq; i++)
			d[i] *= gamma;
	}
	for (int i = b->n; i >= 1; i--) {
		k = (b->next - i + M) % M;
		gw_axpy(w->nq, alpha[k] - b->rho[k]*gw_dot(w->nq, b->y[k], d), b->s[k], d);
	}
}

static void
remember(const struct gw_min_work *w, struct lbfgs *b)
{
	double *s = b->s[b->next], *y = b->y[b->next], sy, yy;

	for (size_t k = 0; k < w->nq; k++) {
		s[k] = w->q[k] - b->q0[k];
		y[k] = b->g0[k] - w->g[k];
	}
	sy = gw_dot(w->nq, s, y);
	yy = gw_dot(w->nq, y, y);
	if (sy <= 1e-10*yy)	/* curvature not safely positive: forget the pair */
		return;
	b->rho[b->next] = 1/sy;
	b->next = (b->next + 1) % M;
	if (b->n < M)
		b->n++;
}

/* one iteration: 1 moved, 0 stuck, -1 error */
static int
iterate(struct gw_min_work *w, struct lbfgs *b, struct gw_err *e)
{
	double slope, a = 1;
	int r;

	direction(w, b);
	slope = -gw_dot(w->nq, w->g, b->d);
	if (!(slope < 0)) {
		b->n = 0;
		direction(w, b);
		slope = -gw_dot(w->nq, w->g, b->d);
	}
	if (b->n == 0)
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
		fresh = b->n == 0;
		r = iterate(w, b, e);
		if (r < 0)
			return -1;
		if (r == 0) {
			if (fresh)
				return w->evals >= w->o->max_eval ? gw_min_done(w, du) : 0;
			b->n = 0;
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
	struct lbfgs b = { 0 };
	double *block = gw_alloc((2*M + 3)*w->nq, sizeof *block), *p = block;
	int r;

	for (int k = 0; k < M; k++, p += 2*w->nq) {
		b.s[k] = p;
		b.y[k] = p + w->nq;
	}
	b.q0 = p;
	b.g0 = p + w->nq;
	b.d = p + 2*w->nq;
	r = descend(w, &b, e);
	gw_free(block);
	return r;
}
