/* SPDX-License-Identifier: GPL-3.0-or-later */
/* crystal - perfect crystals, at a given lattice parameter or relaxed to a pressure. */
#include <math.h>
#include <string.h>

#include "base/units.h"
#include "cell/compose.h"
#include "cell/lattice.h"
#include "minimize/minimize.h"
#include "minimize/volume.h"
#include "tools/filter.h"

static const struct tool me = {
	.name = "crystal",
	.about = "build a crystal, at a lattice parameter or relaxed to a pressure",
	.operands = "STRUCTURE SPECIES [SPECIES ...]",
	.example = "crystal -p eam/fs:CuZr_mm.eam.fs --cells 10x10x10 b2 Cu Zr >b2.tgz",
	.in = IN_NONE, .out = OUT_STREAM,
	.flags = TOOL_FORCE | TOOL_MAYBE | TOOL_SEED | TOOL_STRICT
};

struct want {
	double a, c, pressure;
	const char *cells, *units;
	int n[3];
	const struct gw_lattice *lattice;
	struct gw_composition alloy;	/* one sublattice: its species */
};

static int
fail_structure(struct filter *io, const char *name)
{
	char all[256] = "";

	for (const struct gw_lattice *l = gw_lattices; l->name; l++)
		snprintf(all + strlen(all), sizeof all - strlen(all), " %s", l->name);
	return gw_fail(&io->err, GW_USAGE, "%s: no such structure; there are:%s", name, all);
}

/* "4x4x4", "4", in 2-D "8x5" */
static int
read_cells(struct filter *io, struct want *w)
{
	char x1, x2, end;
	int *n = w->n, k = sscanf(w->cells, "%d%c%d%c%d%c", n, &x1, n + 1, &x2, n + 2, &end);

	if (k == 1)
		n[1] = n[2] = n[0];
	if (k == 3)
		n[2] = 1;
	if ((k != 1 && (k < 3 || x1 != 'x') && (k != 5 || x2 != 'x')) || k > 5 || k == 2 || k == 4
	    || n[0] < 1 || n[1] < 1 || n[2] < 1 || n[0] > 100000 || n[1] > 100000 || n[2] > 100000)
		return gw_fail(&io->err, GW_USAGE, "--cells %s: expected e.g. 4x4x4", w->cells);
	return 0;
}

/* one species a sublattice, or an alloy such as Cu50Zr50 on the only one */
static int
read_species(struct filter *io, struct want *w)
{
	int n = io->noperand - 1, nsub = w->lattice->nsub;
	struct gw_composition c;

	if (n != nsub)
		return gw_fail(&io->err, GW_USAGE, "%s needs %d species, not %d", w->lattice->name,
			nsub, n);
	for (int k = 0; k < n; k++) {
		if (gw_composition_parse(io->operand[k + 1], &c, &io->err) < 0)
			return -1;
		if (nsub == 1) {
			w->alloy = c;
			return 0;
		}
		if (c.n != 1)
			return gw_fail(&io->err, GW_USAGE, "%s: %s takes one species a sublattice",
				io->operand[k + 1], w->lattice->name);
		memcpy(w->alloy.name[k], c.name[0], sizeof c.name[0]);
		w->alloy.n++;
	}
	return 0;
}

static int
check(struct filter *io, struct want *w)
{
	if (io->noperand < 2)
		return gw_fail(&io->err, GW_USAGE,
		    "needs a structure and its species, e.g. fcc Cu");
	w->lattice = gw_lattice_find(io->operand[0]);
	if (!w->lattice)
		return fail_structure(io, io->operand[0]);
	if (!io->spec && isnan(w->a))
		return gw_fail(&io->err, GW_USAGE,
			"needs --lattice A, or a potential (-p) to relax it");
	if (w->c > 0 && !w->lattice->hexagonal)
		return gw_fail(&io->err, GW_USAGE, "--c is for hcp only");
	return read_cells(io, w) < 0 || read_species(io, w) < 0 ? -1 : 0;
}

/* a species that stands on two sublattices is one species */
static void
name_species(struct gw_sys *s, const struct gw_composition *c)
{
	int to[GW_MAXPARTS], n = 0;

	for (int k = 0; k < c->n; k++) {
		to[k] = -1;
		for (int j = 0; j < n; j++)
			if (!strcmp(s->species[j].name, c->name[k]))
				to[k] = j;
		if (to[k] < 0) {
			to[k] = n;
			memcpy(s->species[n++].name, c->name[k], sizeof c->name[k]);
		}
	}
	for (int i = 0; i < s->n; i++)
		s->type[i] = to[s->type[i]];
	s->nspecies = n;
}

static void
fill_masses(struct gw_sys *s)
{
	for (int k = 0; k < s->nspecies; k++)
		if (!(s->species[k].mass > 0)) {
			double m = s->units == GW_METAL ? gw_mass(s->species[k].name) : 1;

			s->species[k].mass = m > 0 ? m : 1;
		}
}

/* to the pressure; hexagonal cells change their shape, cubic ones their size */
static int
relax(struct filter *io, const struct want *w)
{
	struct gw_sys *s = io->sys;
	double gpa = gw_units(s->units)->gpa;
	struct gw_min_opt o = GW_MIN_DEFAULTS;
	struct gw_min_out r;

	o.method = GW_LBFGS;
	o.box = isnan(w->a) ? w->lattice->hexagonal ? GW_BOX_ANISO : GW_BOX_ISO : GW_BOX_FIXED;
	o.pressure = w->pressure/gpa;
	o.max_eval = isnan(w->a) ? 2000 : 0;
	if (isnan(w->a) && gw_scan_volume(io->force, s, o.pressure, &io->err) < 0)
		return -1;
	if (gw_minimize(io->force, s, &o, &r, &io->err) < 0)
		return -1;
	filter_set(io, "energy", r.energy);
	filter_set(io, "fmax", r.fmax);
	filter_set_int(io, "converged", r.converged);
	filter_set_str(io, "stop", r.stop);
	filter_set_int(io, "evals", r.evals);
	if (!r.converged && o.max_eval > 0)
		filter_unconverged(io, "not converged: max |f| is %.3g, stress is off by %.3g %s",
			r.fmax, r.stress*gpa, gw_units(s->units)->pressure);
	return 0;
}

static int
work(struct filter *io, struct want *w)
{
	enum gw_unit_system units = io->spec ? io->spec->type->units : GW_METAL;
	struct gw_sys *s;

	if (!io->spec)
		gw_units_find(w->units, &units);
	s = gw_lattice_build(w->lattice, isnan(w->a) ? 1 : w->a, w->c, w->n, w->alloy.n, units,
		&io->err);
	if (!s)
		return -1;
	if (w->lattice->nsub == 1)
		gw_composition_assign(&w->alloy, s, (uint64_t)io->seed);
	name_species(s, &w->alloy);
	if (filter_make(io, s) < 0)
		return -1;
	if (io->force && relax(io, w) < 0)
		return -1;
	fill_masses(s);
	filter_set(io, "volume", s->box.volume);
	filter_set(io, "lattice", s->box.h[0][0]/w->n[0]);
	if (w->lattice->hexagonal)
		filter_set(io, "lattice_c", s->box.h[2][2]/w->n[2]);
	return filter_put(io);
}

int
main(int argc, char **argv)
{
	struct filter io;
	struct want w = { NAN, 0, 0, "4", "metal", { 0 }, NULL, { 0 } };
	const struct opt tab[] = {
		{ 'a', "lattice", OPT_POS, &w.a, "A", "lattice parameter (default: relaxed)" },
		{ 0, "c", OPT_POS, &w.c, "C", "second parameter of hcp (default: ideal)" },
		{ 0, "cells", OPT_STR, &w.cells, "NxNxN", "cells along each axis (default 4x4x4)" },
		{ 0, "pressure", OPT_REAL, &w.pressure, "P",
			"relax to it, GPa in metal (default 0)" },
		{ 0, "units", OPT_WORD, &w.units, "metal|lj",
			"without a potential (default metal)" },
		{ 0 }
	};

	filter_open(&io, &me, tab, argc, argv);
	if (check(&io, &w) == 0)
		work(&io, &w);
	return filter_close(&io);
}
