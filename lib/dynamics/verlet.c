/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One step of dynamics, the symmetric product of
 *
 *	baro/2 chain/2 strain/2 kick/2  drift  kick/2 strain/2 chain/2 baro/2
 *
 * (Tuckerman et al., J. Phys. A 39, 5629, 2006).  Equations of motion, per
 * Cartesian axis a, with ve the strain rate of the box and Nf degrees of freedom:
 *
 *	dx_a/dt = v_a + ve_a x_a
 *	dv_a/dt = f_a/m - (ve_a + sum_b ve_b/Nf) v_a - chain
 *	W dve_a/dt = M_aa + W_aa - P V + 2K/Nf - chain,   W = (Nf + dim) kT tau_p^2/dim
 *
 * M_aa = sum m v_a v_a, W_aa the virial; with one dilation ve is the same on all axes
 * and driven by the mean over them.  NVT and NVE leave parts out.  Oscillatory shear is in swing.c.
 */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/threads.h"
#include "base/units.h"
#include "base/vec.h"
#include "dynamics/dynamics.h"
#include "dynamics/swing.h"
#include "dynamics/thermostat.h"

/* sinh(x)/x */
static double
sinhc(double x)
{
	double y = x*x;

	return fabs(x) < 1e-2 ? 1 + y/6*(1 + y/20*(1 + y/42)) : sinh(x)/x;
}

/* M_ab of a swing */
static void
measure_product(struct gw_md *m)
{
	const struct gw_swing *w = &m->st.swing;
	const double *v = m->s->v;

	m->mvab = 0;
	for (size_t i = 0; w->period && i < (size_t)m->s->n; i++)
		m->mvab += m->mass[i]*v[3*i + (size_t)w->a]*v[3*i + (size_t)w->b];
}

/* M_aa; one pass, in the order of the atoms */
static void
measure_kinetic(struct gw_md *m)
{
	const struct gw_sys *s = m->s;
	double k[3] = { 0, 0, 0 };

	for (size_t i = 0; i < (size_t)s->n; i++)
		for (int a = 0; a < 3; a++)
			k[a] += m->mass[i]*s->v[3*i + (size_t)a]*s->v[3*i + (size_t)a];
	memcpy(m->mv2, k, sizeof k);
	measure_product(m);
}

static double
twice_kinetic(const struct gw_md *m)
{
	return m->mv2[0] + m->mv2[1] + m->mv2[2];
}

/* degrees of freedom of the box */
static int
box_dof(const struct gw_md *m)
{
	return m->st.aniso ? m->s->dim : 1;
}

/* mass of the box per axis */
static double
box_mass(const struct gw_md *m)
{
	return (m->ndof + m->s->dim)*m->kT*m->st.tau_p*m->st.tau_p/m->s->dim;
}

/* sum over axes of W ve^2: twice the kinetic energy of the box */
static double
box_twice_kinetic(const struct gw_md *m)
{
	double sum = 0;

	for (int a = 0; a < m->s->dim; a++)
		sum += m->st.ve[a]*m->st.ve[a];
	return box_mass(m)*sum;
}

/* all of the extended energy that is not U + K */
static double
bath_energy(const struct gw_md *m)
{
	const struct gw_md_state *st = &m->st;
	double u = 0;

	if (st->ensemble != GW_NVE)
		u += gw_chain_energy(&st->part, m->ndof, m->kT, st->tau_t);
	if (st->ensemble == GW_NPT)
		u += gw_chain_energy(&st->baro, box_dof(m), m->kT, st->tau_p)
			+ 0.5*box_twice_kinetic(m) + st->pressure*m->s->box.volume;
	return u;
}

static void
scale_velocities(struct gw_md *m, double c)
{
	for (size_t k = 0; k < 3*(size_t)m->s->n; k++)
		m->s->v[k] *= c;
	for (int a = 0; a < 3; a++)
		m->mv2[a] *= c*c;
}

/* half a step of both chains; order 0: box first, 1: box last */
static void
half_baths(struct gw_md *m, int order)
{
	struct gw_md_state *st = &m->st;

	for (int k = 0; k < 2; k++) {
		if (k == order && st->ensemble == GW_NPT) {
			double c = gw_chain_half(&st->baro, box_twice_kinetic(m), box_dof(m),
				m->kT, st->tau_p, st->dt);

			for (int a = 0; a < 3; a++)
				st->ve[a] *= c;
		}
		if (k != order && st->ensemble != GW_NVE)
			scale_velocities(m, gw_chain_half(&st->part, twice_kinetic(m), m->ndof,
				m->kT, st->tau_t, st->dt));
	}
}

/* half a step of the strain rates */
static void
half_strain(struct gw_md *m)
{
	struct gw_md_state *st = &m->st;
	int dim = m->s->dim;
	double pv = st->pressure*m->s->box.volume, push[3], mean = 0;

	for (int a = 0; a < dim; a++) {
		push[a] = m->mv2[a] + m->fo->virial[a] - pv + twice_kinetic(m)/m->ndof;
		mean += push[a]/dim;
	}
	for (int a = 0; a < dim; a++)
		st->ve[a] += 0.5*st->dt*(st->aniso ? push[a] : mean)/box_mass(m);
}

/* v' = v exp(-c h) + (f/m) h exp(-c h/2) sinhc(c h/2), h = dt/2 */
static void
half_kick(struct gw_md *m)
{
	struct gw_sys *s = m->s;
	const double *ve = m->st.ve;
	double h = 0.5*m->st.dt, trace = (ve[0] + ve[1] + ve[2])/m->ndof, damp[3], gain[3];

	for (int a = 0; a < 3; a++) {
		double c = a < s->dim ? ve[a] + trace : 0;

		damp[a] = exp(-c*h);
		gain[a] = h*exp(-c*h/2)*sinhc(c*h/2);
	}
#pragma omp parallel for schedule(static) num_threads(gw_threads(s->n/4))
	for (size_t i = 0; i < (size_t)s->n; i++) {
		double im = 1/m->mass[i], *v = s->v + 3*i, *f = s->f + 3*i;

		for (int a = 0; a < 3; a++)
			v[a] = v[a]*damp[a] + f[a]*im*gain[a];
	}
}

static int
drift(struct gw_md *m, struct gw_err *e)
{
	struct gw_sys *s = m->s;
	double dt = m->st.dt, grow[3], move[3];

	if (m->st.ensemble != GW_NPT) {
		gw_axpy(3*(size_t)s->n, dt, s->v, s->x);
		return 0;
	}
	for (int a = 0; a < 3; a++) {
		double y = m->st.ve[a]*dt;

		grow[a] = exp(y);
		move[a] = dt*exp(y/2)*sinhc(y/2);
	}
	for (size_t i = 0; i < (size_t)s->n; i++)
		for (int a = 0; a < 3; a++) {
			double o = s->box.origin[a], *x = s->x + 3*i + (size_t)a;

			*x = o + (*x - o)*grow[a] + s->v[3*i + (size_t)a]*move[a];
		}
	for (int k = 0; k < 3; k++)
		for (int a = 0; a < 3; a++)
			s->box.h[k][a] *= grow[a];
	return gw_box_update(&s->box, e);
}

/*
 * The target of this step.  The baths' masses follow kT; what their energy changes by when
 * the target moves is work done from outside, and is kept.
 */
static void
retarget(struct gw_md *m)
{
	double kT = gw_units(m->s->units)->kB*gw_ramp_at(&m->st.ramp, m->st.step), before;

	if (kT == m->kT)
		return;
	before = bath_energy(m);
	m->kT = kT;
	m->st.work += bath_energy(m) - before;
}

static void
accumulate(struct gw_md *m)
{
	struct gw_md_obs o;
	double *sum = m->st.sum;

	gw_md_observe(m, &o);
	sum[GW_MEAN_TEMPERATURE] += o.temperature;
	sum[GW_MEAN_ENERGY] += o.energy;
	sum[GW_MEAN_KINETIC] += o.kinetic;
	sum[GW_MEAN_ENTHALPY] += o.enthalpy;
	sum[GW_MEAN_VOLUME] += o.volume;
	sum[GW_MEAN_PRESSURE] += o.pressure;
	m->st.nsum++;
}

/* how far gamma goes in the first half of the step that ends now, and in the second */
static void
halves(const struct gw_md *m, double d[2])
{
	const struct gw_swing *w = &m->st.swing;
	double mid;

	d[0] = d[1] = 0;
	if (w->period) {
		mid = gw_swing_strain(w, m->st.step - 1, 1);
		d[0] = mid - gw_swing_strain(w, m->st.step - 1, 0);
		d[1] = gw_swing_strain(w, m->st.step, 0) - mid;
	}
}

static int
step(struct gw_md *m, struct gw_err *e)
{
	int npt = m->st.ensemble == GW_NPT, swing = m->st.swing.period > 0;
	double d[2], push = swing ? gw_swing_push(m) : 0;

	m->st.step++;
	halves(m, d);
	retarget(m);
	half_baths(m, 0);
	if (npt)
		half_strain(m);
	if (swing)
		gw_swing_turn(m, d[0]);
	half_kick(m);
	if ((swing ? gw_swing_drift(m, d[0], d[1], e) : drift(m, e)) < 0
	    || gw_force_eval(m->fo, m->s, GW_WANT_VIRIAL, e) < 0)
		return gw_fail_in(e, "step %lld", (long long)m->st.step);
	half_kick(m);
	if (swing)
		gw_swing_turn(m, d[1]);
	measure_kinetic(m);
	if (npt)
		half_strain(m);
	if (m->st.ensemble != GW_NVE) {
		half_baths(m, 1);
		measure_kinetic(m);
	}
	if (swing)
		m->st.swing.work -= d[0]*push + d[1]*gw_swing_push(m);
	accumulate(m);
	return 0;
}

int
gw_md_run(struct gw_md *m, int64_t n, struct gw_err *e)
{
	while (n-- > 0)
		if (step(m, e) < 0)
			return -1;
	return 0;
}

static int
check(const struct gw_md_state *st, const struct gw_sys *s, struct gw_err *e)
{
	if (!(st->dt > 0))
		return gw_fail(e, GW_USAGE, "time step %g is not positive", st->dt);
	if (st->swing.period && st->ensemble == GW_NPT)
		return gw_fail(e, GW_USAGE, "oscillatory shear goes with nve or nvt");
	if (st->swing.period && st->swing.b >= s->dim)
		return gw_fail(e, GW_USAGE, "a configuration of two dimensions shears along "
		    "xy alone");
	if (st->ramp.steps < 0 || !(st->ramp.from >= 0) || !(st->ramp.to >= 0))
		return gw_fail(e, GW_USAGE, "temperature %g is negative",
			fmin(st->ramp.from, st->ramp.to));
	if (st->ensemble == GW_NVE)
		return 0;
	if (!(st->ramp.from > 0 && st->ramp.to > 0))
		return gw_fail(e, GW_USAGE, "a thermostat cannot hold 0 K: give a "
		    "temperature above 0");
	if (!(st->tau_t >= 10*st->dt) || !(st->ensemble != GW_NPT || st->tau_p >= 10*st->dt))
		return gw_fail(e, GW_USAGE,
			"relaxation time of a bath is shorter than ten time steps");
	for (int k = 0; k < s->dim; k++)
		if (st->ensemble == GW_NPT && !s->box.pbc[k])
			return gw_fail(e, GW_BADDATA,
				"the box is not periodic: its pressure cannot be held, use "
				"nvt or nve");
	return 0;
}

void
gw_md_close(struct gw_md *m)
{
	gw_free(m->mass);
	m->mass = NULL;
}

int
gw_md_open(struct gw_md *m, const struct gw_md_state *st, struct gw_force *fo,
	struct gw_sys *s, struct gw_err *e)
{
	const struct gw_units *u = gw_units(s->units);

	memset(m, 0, sizeof *m);
	m->mass = gw_alloc((size_t)s->n, sizeof *m->mass);
	m->st = *st;
	for (int a = s->dim; a < 3; a++)
		m->st.ve[a] = 0;	/* a sheet has no thickness to strain */
	m->fo = fo;
	m->s = s;
	m->ndof = s->n > 1 ? s->dim*(s->n - 1.0) : s->dim;
	m->kT = u->kB*gw_ramp_at(&st->ramp, st->step);
	for (int i = 0; i < s->n; i++)
		m->mass[i] = u->mv2*s->species[s->type[i]].mass;
	gw_sys_need_v(s);
	if (check(st, s, e) < 0 || gw_force_eval(fo, s, GW_WANT_VIRIAL, e) < 0) {
		gw_md_close(m);
		return -1;
	}
	measure_kinetic(m);
	return 0;
}

void
gw_md_observe(const struct gw_md *m, struct gw_md_obs *o)
{
	const struct gw_md_state *st = &m->st;
	const struct gw_sys *s = m->s;
	const double *w = m->fo->virial;

	o->time = st->time0 + (double)(st->step - st->step0)*st->dt;
	o->target = gw_ramp_at(&st->ramp, st->step);
	o->kinetic = 0.5*twice_kinetic(m);
	o->temperature = 2*o->kinetic/(m->ndof*gw_units(s->units)->kB);
	o->energy = s->energy;
	o->volume = s->box.volume;
	o->pressure = (2*o->kinetic + w[0] + w[1] + w[2])/(s->dim*o->volume);
	o->enthalpy = o->energy + o->kinetic
		+ (st->ensemble == GW_NPT ? st->pressure*o->volume : 0);
	o->bath = bath_energy(m) - st->work;
	o->conserved = o->energy + o->kinetic + o->bath - st->swing.work;
	o->strain = st->swing.period ? gw_swing_strain(&st->swing, st->step, 0) : 0;
	o->stress = st->swing.period ? -gw_swing_push(m)/o->volume : 0;
}

int
gw_md_means(const struct gw_md *m, double out[GW_NMEAN])
{
	for (int k = 0; k < GW_NMEAN && m->st.nsum; k++)
		out[k] = m->st.sum[k]/(double)m->st.nsum;
	return m->st.nsum > 0;
}

void
gw_md_forget(struct gw_md *m)
{
	memset(m->st.sum, 0, sizeof m->st.sum);
	m->st.nsum = 0;
}
