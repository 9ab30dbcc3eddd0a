/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Molecular dynamics: velocity Verlet, alone (NVE), with Nose-Hoover chains
 * (NVT), or with the Martyna-Tobias-Klein barostat as well (NPT).
 *
 * Martyna, Tobias & Klein, J. Chem. Phys. 101, 4177 (1994); Martyna,
 * Tuckerman, Tobias & Klein, Mol. Phys. 87, 1117 (1996); Tuckerman, Alejandre, Lopez-Rendon, Jochim
 * & Martyna, J. Phys. A 39, 5629 (2006).
 *
 * Everything that a trajectory depends on is in struct gw_md_state, in the
 * system and in the neighbour list's anchor.  Store these exactly and a run
 * goes on with the same bits in another process.  Times and target temperatures
 * are computed from the integer step, never summed up.
 *
 * Units: those of the system; temperature in K (metal), kB = gw_units()->kB.
 */
#ifndef GW_DYNAMICS_DYNAMICS_H
#define GW_DYNAMICS_DYNAMICS_H

#include <stdint.h>

#include "base/err.h"
#include "cell/sys.h"
#include "potential/force.h"

#define GW_CHAIN 3		/* length of a Nose-Hoover chain */

enum gw_ensemble { GW_NVE, GW_NVT, GW_NPT };

/* A chain of thermostats; the mass of each follows from kT, the degrees of freedom and tau. */
struct gw_chain {
	double eta[GW_CHAIN];	/* positions, dimensionless */
	double v[GW_CHAIN];	/* 1/time */
};

/*
 * Target temperature: from at step `start` to `to` at step start + steps, in
 * a straight line, constant afterwards (steps = 0: constant at once).
 */
struct gw_ramp {
	double  from, to;
	double  rate;		/* as the user gave it, |dT|/time; 0 without a ramp */
	int64_t start, steps;
};

/* Sums over the steps since the last frame; divide by n. */
enum gw_mean { GW_MEAN_TEMPERATURE, GW_MEAN_ENERGY, GW_MEAN_KINETIC, GW_MEAN_ENTHALPY,
	GW_MEAN_VOLUME, GW_MEAN_PRESSURE, GW_NMEAN };

/*
 * Oscillatory simple shear of the box, along axis a, growing along b:
 *
 *	gamma = amplitude sin(2 pi (step - start)/period)
 *
 * period is a whole number of steps, 0: no shear.  Velocities are then the peculiar (thermal) ones,
 * those against the flow (SLLOD; swing.c); NVE and NVT only.
 */
struct gw_swing {
	int a, b;
	double amplitude;
	int64_t period, start;
	double tilt[3];		/* box.h[k][a] at gamma = 0 */
	double work;		/* of the shear on the atoms */
};

struct gw_md_state {
	enum gw_ensemble ensemble;
	int    aniso;		/* NPT: 0 one dilation, 1 one per Cartesian axis */
	double dt;
	double tau_t, tau_p;	/* relaxation times of thermostat and barostat [time] */
	double pressure;	/* [energy/length^3] */
	int64_t step;
	int64_t step0;		/* the clock: time = time0 + (step - step0) dt */
	double time0;
	struct gw_ramp ramp;
	struct gw_chain part, baro;
	double ve[3];		/* strain rate of the box along x, y, z [1/time] */
	double work;		/* put into the extended energy by the moving target */
	struct gw_swing swing;
	double sum[GW_NMEAN];
	int64_t nsum;
};

struct gw_md {
	struct gw_md_state st;
	struct gw_force *fo;	/* borrowed */
	struct gw_sys *s;	/* borrowed */
	double kT;		/* of the present step */
	double ndof;		/* dim n - dim */
	double mv2[3];		/* sum m v v per axis [energy] */
	double mvab;		/* sum m v_a v_b of a swing, else 0 */
	double *mass;		/* [n] in energy time^2/length^2, owned */
};

/* What one can read off. */
struct gw_md_obs {
	double time, target, temperature, kinetic, energy, volume;
	double pressure;	/* instantaneous, with the kinetic part [energy/length^3] */
	double enthalpy;	/* U + K + P V with the external P (0 unless NPT) */
	double conserved;	/* extended energy less all work: constant but
				   for the error of integration */
	double bath;		/* what thermostat and barostat have taken,
				   from an arbitrary zero */
	double strain, stress;	/* of a swing: gamma, and sigma_ab = -(W_ab + sum m v_a v_b)/V, tension
				   positive [energy/length^3]; else 0 */
};

/*
 * Begin to shear at the present step: box h is that at gamma = 0.  amplitude may be 0.
 * -1, GW_USAGE: period below GW_SWING_LEAST steps.
 */
enum { GW_SWING_LEAST = 20 };
int gw_swing_begin(struct gw_md_state *st, const struct gw_box *h, int a, int b, double amplitude,
	int64_t period, struct gw_err *e);

/* gamma at a whole step (half = 0) or half a step later. */
double gw_swing_strain(const struct gw_swing *w, int64_t step, int half);

/* Defaults for a unit system: NVE, dt, tau_t = 50 dt, tau_p = 500 dt; all else zero. */
void gw_md_defaults(struct gw_md_state *st, enum gw_unit_system us);

/* Another dt, and with it tau_t and tau_p as above. */
void gw_md_set_step(struct gw_md_state *st, double dt);

/*
 * Ready to step from the present positions and velocities: evaluates the forces.
 * -1: GW_USAGE (an option makes no sense), GW_BADDATA (from the forces; box not periodic with
 * NPT); nothing is to be closed then.
 */
int gw_md_open(struct gw_md *m, const struct gw_md_state *st, struct gw_force *fo,
	struct gw_sys *s, struct gw_err *e);
void gw_md_close(struct gw_md *m);

/* n steps; adds to the means.  -1: an energy is not finite (names atom and step). */
int gw_md_run(struct gw_md *m, int64_t n, struct gw_err *e);

void gw_md_observe(const struct gw_md *m, struct gw_md_obs *o);

/* Means since the last call of gw_md_forget; 0 and out untouched when there was no step. */
int gw_md_means(const struct gw_md *m, double out[GW_NMEAN]);
void gw_md_forget(struct gw_md *m);

/* Target temperature at a step. */
double gw_ramp_at(const struct gw_ramp *r, int64_t step);

/*
 * Maxwell-Boltzmann velocities at T, each atom's from (seed, its id); the
 * drift is removed and the kinetic temperature made exactly T.
 */
void gw_velocities(struct gw_sys *s, double T, uint64_t seed);

/* Take away the velocity of the centre of mass. */
void gw_remove_drift(struct gw_sys *s);

/* Velocity of the centre of mass over the thermal velocity of an atom. */
double gw_drift(const struct gw_sys *s);

#endif
