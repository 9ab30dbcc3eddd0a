/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A configuration: what one frame of the stream is while a program works on it.
 *
 * Positions are never wrapped behind the caller's back: a trajectory stays
 * continuous.  The potential is not part of it: see potential/force.h.
 */
#ifndef GW_CELL_SYS_H
#define GW_CELL_SYS_H

#include <stdint.h>

#include "base/err.h"
#include "base/units.h"
#include "cell/box.h"

struct gw_species {
	char   name[16];	/* "Cu", "A" */
	double mass;		/* amu or m; > 0 */
};

struct gw_sys {
	int n;			/* atoms, 0 .. 2^31-1 */
	int dim;		/* 2 or 3; in 2-D z, v_z and f_z are 0 */
	enum gw_unit_system units;
	struct gw_box box;
	int nspecies;
	struct gw_species *species;	/* [nspecies], owned */
	double  *x;		/* [n][3] length, owned */
	double  *v;		/* [n][3] length/time, owned, NULL if there are none */
	double  *f;		/* [n][3] energy/length, owned, set by gw_force_eval */
	int32_t *type;		/* [n] 0 .. nspecies-1, owned */
	int64_t *id;		/* [n] unique, from 1, owned */
	double energy;		/* total potential energy, set by gw_force_eval */
};

/* n atoms, zeroed x, f, type 0, id 1..n; no v.  Box is the unit cube. */
struct gw_sys *gw_sys_new(int n, int nspecies, int dim, enum gw_unit_system units);

/* A deep copy. */
struct gw_sys *gw_sys_copy(const struct gw_sys *s);

void gw_sys_free(struct gw_sys *s);	/* NULL is accepted */

/* Make v exist (zeroed when it is new). */
void gw_sys_need_v(struct gw_sys *s);

/*
 * Are the numbers usable?  -1, GW_BADDATA naming the atom by id: position or
 * velocity not finite, type out of range, mass not positive, box degenerate.
 */
int gw_sys_check(const struct gw_sys *s, struct gw_err *e);

/* Index of a species by name, -1 if there is none. */
int gw_sys_species(const struct gw_sys *s, const char *name);

/* Kinetic energy [energy], and temperature from its degrees of freedom
 * (dim*n - dim: no drift); both 0 without velocities. */
double gw_sys_kinetic(const struct gw_sys *s);
double gw_sys_temperature(const struct gw_sys *s);

#endif
