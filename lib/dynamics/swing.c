/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Oscillatory shear by the SLLOD equations (Evans & Morriss, Statistical Mechanics of
 * Nonequilibrium Liquids, ch. 6), with g the strain rate and v the velocity against the flow:
 *
 *	dx/dt = v + g (x_b - o_b) e_a
 *	dv/dt = f/m - g v_b e_a - chain
 *
 * Of the conventions in use this one is taken since the power that it puts into the atoms is g V
 * times the whole stress, kinetic part included,
 *
 *	d(U + K)/dt = -g (W_ab + sum m v_a v_b) = g V sigma_ab,
 *
 * so that work and heat balance; with remapped positions alone the kinetic stress does no work.
 * The thermostat sees v, hence no flow, whatever the phase.
 *
 * A step is symmetric, the strain at its middle is exact, and the box is made from gamma each time:
 * after a whole number of periods it has the bits with which it began.
 */
#include "dynamics/swing.h"

#include <math.h>
#include <stddef.h>

#include "base/threads.h"

#define TURN 6.283185307179586

int
gw_swing_begin(struct gw_md_state *st, const struct gw_box *h, int a, int b, double amplitude,
	int64_t period, struct gw_err *e)
{
	if (period < GW_SWING_LEAST)
		return gw_fail(e, GW_USAGE, "a period of %lld time steps is shorter than %d: a "
			"longer period or a smaller step", (long long)period, GW_SWING_LEAST);
	st->swing = (struct gw_swing){ .a = a, .b = b, .amplitude = amplitude, .period = period,
		.start = st->step };
	for (int k = 0; k < 3; k++)
		st->swing.tilt[k] = h->h[k][a];
	return 0;
}

double
gw_swing_strain(const struct gw_swing *w, int64_t step, int half)
{
	int64_t k = 2*((step - w->start) % w->period) + half;

	return k ? w->amplitude*sin(TURN*(double)k/(2*(double)w->period)) : 0;
}

void
gw_swing_turn(struct gw_md *m, double dgamma)
{
	size_t a = (size_t)m->st.swing.a, b = (size_t)m->st.swing.b, n = (size_t)m->s->n;
	double *v = m->s->v;

	for (size_t i = 0; i < n; i++)
		v[3*i+a] -= dgamma*v[3*i+b];
}

int
gw_swing_drift(struct gw_md *m, double before, double after, struct gw_err *e)
{
	const struct gw_swing *w = &m->st.swing;
	struct gw_sys *s = m->s;
	double gamma = gw_swing_strain(w, m->st.step, 0), o = s->box.origin[w->b], dt = m->st.dt;
	size_t a = (size_t)w->a, b = (size_t)w->b;

#pragma omp parallel for schedule(static) num_threads(gw_threads(s->n/4))
	for (size_t i = 0; i < (size_t)s->n; i++) {
		double *x = s->x + 3*i;

		x[a] += before*(x[b] - o);
		for (int k = 0; k < 3; k++)
			x[k] += dt*s->v[3*i + (size_t)k];
		x[a] += after*(x[b] - o);
	}
	for (int k = 0; k < 3; k++)
		s->box.h[k][a] = w->tilt[k] + gamma*s->box.h[k][b];
	return gw_box_update(&s->box, e);
}

double
gw_swing_push(const struct gw_md *m)
{
	return m->fo->virial[m->st.swing.a + m->st.swing.b + 2] + m->mvab;
}
