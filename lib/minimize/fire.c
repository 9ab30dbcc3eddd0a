/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * FIRE: damped dynamics that is steered along the force (Bitzek, Koskinen,
 * Gahler, Moseler, Gumbsch, Phys. Rev. Lett. 97, 170201, 2006), in the form
 * of Guenole et al., Comput. Mater. Sci. 175, 109584 (2020): semi-implicit
 * Euler, half a step back when the power turns negative.
 *
 * All masses are 1, so dt^2 is a length per force.  The largest useful dt is
 * a property of the stiffest mode, dt^2 k < 4: k is followed as the largest
 * |dg|/|dq| of recent steps.
 */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "minimize/work.h"

#define DELAY   20		/* steps of positive power before dt grows */
#define GROW    1.1
#define SHRINK  0.5
#define ALPHA   0.25
#define FALPHA  0.99
#define STIFF   0.5		/* dt^2 k stays below this */
#define FORGET  0.997		/* of the stiffness per step */

struct fire {
	double *v, *q0, *g0;
	double dt, alpha, k;	/* k: stiffness estimate, energy/length^2 */
	int    good, bad;	/* steps since the power was negative / positive */
};

/* first dt: the stiffness seen by a small step along the force */
static int
first_step(struct gw_min_work *w, struct fire *m, struct gw_err *e)
{
	double a = 0.01*gw_min_reach(w, w->g), s = 0, y = 0;

	memcpy(m->q0, w->q, w->nq*sizeof *m->q0);
	memcpy(m->g0, w->g, w->nq*sizeof *m->g0);
	for (size_t i = 0; i < w->nq; i++)
		w->q[i] += a*m->g0[i];
	if (gw_min_eval(w, e) < 0)
		return -1;
	for (size_t i = 0; i < w->nq; i++) {
		s += (w->q[i] - m->q0[i])*(w->q[i] - m->q0[i]);
		y += (w->g[i] - m->g0[i])*(w->g[i] - m->g0[i]);
	}
	m->k = y > 0 && s > 0 ? sqrt(y/s) : 1;
	m->dt = 0.3*sqrt(STIFF/m->k);
	return 0;
}

/* power of the force; mixes the velocity towards it or stops the motion */
static void
steer(struct gw_min_work *w, struct fire *m)
{
	double p = gw_dot(w->nq, w->g, m->v), mix;

	if (p > 0) {
		m->bad = 0;
		if (++m->good > DELAY) {
			m->dt *= GROW;
			m->alpha *= FALPHA;
		}
	} else {
		for (size_t i = 0; i < w->nq; i++) {
			w->q[i] -= 0.5*m->dt*m->v[i];
			m->v[i] = 0;
		}
		if (m->good > 0 || m->bad > DELAY)
			m->dt *= SHRINK;
		m->good = 0;
		m->bad++;
		m->alpha = ALPHA;
	}
	m->dt = fmin(m->dt, sqrt(STIFF/m->k));
	gw_axpy(w->nq, m->dt, w->g, m->v);
	mix = m->alpha*sqrt(gw_dot(w->nq, m->v, m->v)/gw_dot(w->nq, w->g, w->g));
	for (size_t i = 0; i < w->nq; i++)
		m->v[i] = (1 - m->alpha)*m->v[i] + mix*w->g[i];
}

static int
step(struct gw_min_work *w, struct fire *m, struct gw_err *e)
{
	double h, s, y;

	steer(w, m);
	h = fmin(m->dt, gw_min_reach(w, m->v));
	memcpy(m->g0, w->g, w->nq*sizeof *m->g0);
	gw_axpy(w->nq, h, m->v, w->q);
	if (gw_min_eval(w, e) < 0)
		return -1;
	for (size_t i = 0; i < w->nq; i++)
		m->g0[i] -= w->g[i];
	y = gw_dot(w->nq, m->g0, m->g0);
	s = h*h*gw_dot(w->nq, m->v, m->v);
	if (m->good > 0 && s > 0)	/* a step back has mixed the two positions */
		m->k = fmax(FORGET*m->k, sqrt(y/s));
	return 0;
}

static int
descend(struct gw_min_work *w, struct fire *m, struct gw_err *e)
{
	double u, du = 0;

	while (!gw_min_done(w, m->good > DELAY ? du : INFINITY)) {
		u = w->u;
		if (m->dt == 0 ? first_step(w, m, e) < 0 : step(w, m, e) < 0)
			return -1;
		w->iterations++;
		du = w->u - u;
		if (gw_min_idle(w))
			return 0;
	}
	return 1;
}

int
gw_min_fire(struct gw_min_work *w, struct gw_err *e)
{
	struct fire m = { .alpha = ALPHA };
	int r;

	m.v = gw_alloc(w->nq, sizeof *m.v);
	m.q0 = gw_alloc(w->nq, sizeof *m.q0);
	m.g0 = gw_alloc(w->nq, sizeof *m.g0);
	r = descend(w, &m, e);
	gw_free(m.v);
	gw_free(m.q0);
	gw_free(m.g0);
	return r;
}
