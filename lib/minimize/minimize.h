/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Minimisers: from a configuration down to its inherent structure.
 *
 * All three methods see forces, not energies: a line search looks for the
 * zero of the directional derivative, so that it goes on working where energy
 * differences have drowned in rounding.  The energy serves only as a guard:
 * cg and lbfgs never accept a step that raises it beyond rounding
 * (1e-13 of the sum of |e_i|).
 *
 * The criterion is the largest norm |f_i| of the force on one atom.  With a
 * relaxed box the stress counts too: |W_ab - P V delta_ab| / (N l) with
 * l = (V/N)^(1/3) is a force per atom and must fall below ftol as well.
 */
#ifndef GW_MINIMIZE_MINIMIZE_H
#define GW_MINIMIZE_MINIMIZE_H

#include "base/err.h"
#include "cell/sys.h"
#include "potential/force.h"

enum gw_min_method { GW_CG, GW_FIRE, GW_LBFGS };

/* Which strains of the box relax along with the atoms. */
enum gw_min_box {
	GW_BOX_FIXED,
	GW_BOX_ISO,		/* one dilation */
	GW_BOX_ANISO,		/* one stretch per Cartesian axis */
	GW_BOX_TRI		/* the full symmetric strain */
};

struct gw_min_opt {
	enum gw_min_method method;
	double ftol;		/* stop at max |f_i| <= ftol [energy/length] */
	double etol;		/* stop when an iteration changes U by <= etol |U|; 0: never */
	long   max_eval;	/* stop after so many force evaluations (one more may lead back from
				   a bad step); 0: evaluate, do not move */
	double dmax;		/* no atom moves farther in one step [length]; 0: 0.1 A, lj 0.04 */
	enum gw_min_box box;
	double pressure;	/* [energy/length^3] for a relaxed box */
	/* called after each iteration with the worst force; non-zero ends the work (may be NULL) */
	int  (*tick)(void *arg, long evals, double fmax);
	void  *arg;
};

#define GW_MIN_DEFAULTS { GW_CG, 1e-8, 0, 100000, 0, GW_BOX_FIXED, 0, 0, 0 }

struct gw_min_out {
	int    converged;	/* the force criterion was met */
	const char *stop;	/* "fmax" | "etol" | "max_eval" | "stalled" | "interrupted" */
	double fmax;		/* largest |f_i| [energy/length] */
	double fnorm;		/* 2-norm of all force components */
	double stress;		/* residual of the box [energy/length^3], 0 when it is fixed */
	double energy0, energy;	/* before and after */
	long   iterations;
	long   evals;		/* force evaluations */
	int    rescues;		/* times that the method stalled and another one took over */
};

/*
 * Relax s: s->x [n][3] (and s->box) from the start to the minimum, positions
 * not wrapped; s->f and s->energy are those of the end, fo->virial and fo->e_atom too.
 * Not converged is a result, not an error.  -1: the energy is not finite
 * (e names the atom), or an option makes no sense (GW_USAGE).
 */
int gw_minimize(struct gw_force *fo, struct gw_sys *s, const struct gw_min_opt *o,
	struct gw_min_out *out, struct gw_err *e);

#endif
