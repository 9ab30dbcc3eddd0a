/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small liquids for the tests of minimisers and dynamics. */
#ifndef GW_TESTS_MOTION_H
#define GW_TESTS_MOTION_H

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/units.h"
#include "base/vec.h"
#include "cell/compose.h"
#include "cell/packing.h"
#include "dynamics/dynamics.h"
#include "formats/potential.h"
#include "minimize/minimize.h"
#include "potential/force.h"
#include "unit.h"

#define EAM "eam/fs:CuZr_mm.eam.fs"

struct sample {			/* a system with its potential and workspace */
	struct gw_sys *s;
	struct gw_potspec *spec;
	struct gw_pot *pot;
	struct gw_force *fo;
};

static inline void
ok(int r, const struct gw_err *e)
{
	if (r < 0)
		fail_msg("%s", e->msg);
}

static inline void
sample_drop(struct sample *m)
{
	gw_force_free(m->fo);
	gw_pot_free(m->pot);
	gw_potspec_free(m->spec);
	gw_sys_free(m->s);
}

/* n atoms packed at random at v per atom; skips the test when the potential's file is not there */
static inline struct sample
sample_new(const char *spec, const char *composition, int n, double v)
{
	struct gw_err e = { 0 };
	struct gw_composition c;
	struct sample m;
	double L, dmin;
	int dim;

	m.spec = gw_potspec_read(spec, &e);
	if (!m.spec && e.code == GW_NOPOT)
		skip();
	if (!m.spec)
		fail_msg("%s", e.msg);
	ok(gw_composition_parse(composition, &c, &e), &e);
	dim = m.spec->type->dim ? m.spec->type->dim : 3;
	m.s = gw_sys_new(n, c.n, dim, m.spec->type->units);
	for (int k = 0; k < c.n; k++)
		strcpy(m.s->species[k].name, c.name[k]);
	gw_composition_assign(&c, m.s, 5);
	L = pow(n*v, 1.0/dim);
	gw_box_ortho(&m.s->box, L, L, dim == 3 ? L : 1, dim);
	dmin = 0.75*pow(v, 1.0/dim);
	gw_pack_random(m.s, &dmin, 5);
	m.pot = gw_potspec_bind(m.spec, m.s, &e);
	if (!m.pot)
		fail_msg("%s", e.msg);
	m.fo = gw_force_new(m.pot, -1);
	return m;
}

/* the same, without its overlaps and melted: `steps` of NVT at T */
static inline struct sample
sample_liquid(const char *spec, const char *composition, int n, double v, double T, int steps)
{
	struct sample m = sample_new(spec, composition, n, v);
	struct gw_min_opt o = GW_MIN_DEFAULTS;
	struct gw_min_out out;
	struct gw_md_state st;
	struct gw_err e = { 0 };
	struct gw_md md;

	o.max_eval = 100;
	o.ftol = 1;
	ok(gw_minimize(m.fo, m.s, &o, &out, &e), &e);
	gw_velocities(m.s, T, 5);
	gw_md_defaults(&st, m.s->units);
	st.ensemble = GW_NVT;
	st.ramp.from = st.ramp.to = T;
	ok(gw_md_open(&md, &st, m.fo, m.s, &e), &e);
	ok(gw_md_run(&md, steps, &e), &e);
	gw_md_close(&md);
	gw_force_reset(m.fo);
	return m;
}

#endif
