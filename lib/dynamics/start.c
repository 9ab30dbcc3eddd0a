/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a run starts: defaults, the ramp, velocities. */
#include <math.h>
#include <string.h>

#include "base/rng.h"
#include "base/units.h"
#include "base/vec.h"
#include "dynamics/dynamics.h"

void
gw_md_set_step(struct gw_md_state *st, double dt)
{
	st->dt = dt;
	st->tau_t = 50*dt;
	st->tau_p = 500*dt;
}

void
gw_md_defaults(struct gw_md_state *st, enum gw_unit_system us)
{
	memset(st, 0, sizeof *st);
	gw_md_set_step(st, gw_units(us)->dt);
}

double
gw_ramp_at(const struct gw_ramp *r, int64_t step)
{
	int64_t k = step - r->start;

	if (k >= r->steps || r->steps == 0)
		return r->to;
	if (k <= 0)
		return r->from;
	return r->from + (r->to - r->from)*((double)k/(double)r->steps);
}

/* total mass and velocity of the centre of mass */
static double
centre_velocity(const struct gw_sys *s, double u[3])
{
	double mass = 0;

	u[0] = u[1] = u[2] = 0;
	for (size_t i = 0; i < (size_t)s->n; i++) {
		double m = s->species[s->type[i]].mass;

		mass += m;
		for (int k = 0; k < 3; k++)
			u[k] += m*s->v[3*i + (size_t)k];
	}
	for (int k = 0; k < 3; k++)
		u[k] /= mass;
	return mass;
}

void
gw_remove_drift(struct gw_sys *s)
{
	double u[3];

	if (s->n == 0)
		return;
	centre_velocity(s, u);
	for (size_t i = 0; i < (size_t)s->n; i++)
		for (int k = 0; k < s->dim; k++)
			s->v[3*i + (size_t)k] -= u[k];
}

double
gw_drift(const struct gw_sys *s)
{
	double u[3], vv = 0;

	if (s->n == 0)
		return 0;
	centre_velocity(s, u);
	vv = gw_dot(3*(size_t)s->n, s->v, s->v)/s->n;
	return vv > 0 ? sqrt(gw_dot3(u, u)/vv) : 0;
}

void
gw_velocities(struct gw_sys *s, double T, uint64_t seed)
{
	const struct gw_units *u = gw_units(s->units);
	double now;

	gw_sys_need_v(s);
	for (size_t i = 0; i < (size_t)s->n; i++) {
		double sd = sqrt(u->kB*T/(u->mv2*s->species[s->type[i]].mass));
		struct gw_rng r;

		gw_rng_start(&r, seed, GW_RNG_VELOCITY, (uint32_t)s->id[i],
			(uint32_t)((uint64_t)s->id[i] >> 32));
		for (int k = 0; k < 3; k++)
			s->v[3*i + (size_t)k] = k < s->dim ? sd*gw_rng_normal(&r) : 0;
	}
	if (s->n > 1)
		gw_remove_drift(s);
	now = gw_sys_temperature(s);
	for (size_t k = 0; now > 0 && k < 3*(size_t)s->n; k++)
		s->v[k] *= sqrt(T/now);
}
