/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * liquid - a random packing of a composition, melted and equilibrated.
 *
 * Atoms are dropped at random (random sequential addition) into a box of the
 * wanted density, or of the volume that the potential likes; some steps of
 * minimisation with capped moves take the overlaps away; dynamics does the rest.
 */
#include <math.h>
#include <string.h>

#include "base/units.h"
#include "cell/compose.h"
#include "cell/lattice.h"
#include "cell/packing.h"
#include "minimize/minimize.h"
#include "minimize/volume.h"
#include "tools/mdrun.h"

#define CROWD   0.75		/* first minimum distance over (V/n)^(1/dim) */
#define EXPAND  1.06		/* liquid over the volume of the scan */
#define G_CM3   1.66053906660	/* g/cm^3 of one amu/A^3 */
#define PUSH    150		/* evaluations that take overlaps away */

static const struct tool me = {
	.name = "liquid",
	.about = "pack a composition at random and equilibrate the liquid",
	.operands = "COMPOSITION",
	.example = "liquid -p eam/fs:CuZr_mm.eam.fs -n 2000 -T 2000 --hold 20 Cu50Zr50 >liquid.tgz",
	.in = IN_NONE, .out = OUT_STREAM,
	.flags = TOOL_FORCE | TOOL_SEED | TOOL_STRICT
};

struct want {
	int n, dim;
	double T, hold, density, aspect[3];
};

static int
check(struct filter *io, struct want *w, struct gw_composition *c, struct mdrun *r)
{
	struct gw_err *e = &io->err;

	if (io->noperand != 1)
		return gw_fail(e, GW_USAGE, "needs one composition, e.g. Cu50Zr50");
	if (!io->spec)
		return gw_fail(e, GW_USAGE, "needs a potential: give one with -p");
	if (isnan(w->T))
		return gw_fail(e, GW_USAGE, "needs a temperature: -T");
	if (w->n < 2 || w->n > 100000000)
		return gw_fail(e, GW_USAGE, "-n %d: expected 2 .. 1e8 atoms", w->n);
	if (w->dim != 2 && w->dim != 3)
		return gw_fail(e, GW_USAGE, "--dim %d: expected 2 or 3", w->dim);
	if (!isnan(w->density) && !isnan(r->pressure) &&
	    (!r->ensemble || !strcmp(r->ensemble, "nvt")))
		return gw_fail(e, GW_USAGE, "--density and --pressure exclude each other, "
			"unless --ensemble npt starts from that density");
	if (!r->ensemble)
		r->ensemble = isnan(w->density) ? "npt" : "nvt";
	return gw_composition_parse(io->operand[0], c, e);
}

static struct gw_sys *
new_system(const struct filter *io, const struct gw_composition *c, int n, int dim)
{
	struct gw_sys *s = gw_sys_new(n, c->n, dim, io->spec->type->units);

	for (int k = 0; k < c->n; k++)
		memcpy(s->species[k].name, c->name[k], sizeof s->species[k].name);
	return s;
}

/* volume per atom of the composition as a random alloy on a close-packed lattice */
static int
likely_volume(struct filter *io, const struct gw_composition *c, const struct mdrun *r, double *v)
{
	int dim = io->sys->dim, cells[3] = { dim == 2 ? 8 : 3, dim == 2 ? 5 : 3, 3 };
	double pressure = isnan(r->pressure) ? 0 : r->pressure/gw_units(io->sys->units)->gpa;
	struct gw_sys *s = gw_lattice_build(gw_lattice_find(dim == 2 ? "hex" : "fcc"), 1, 0, cells,
		c->n, io->sys->units, &io->err);
	struct gw_force *fo;
	int ok;

	if (!s)
		return -1;
	memcpy(s->species, io->sys->species, (size_t)c->n*sizeof *s->species);
	gw_composition_assign(c, s, 1);
	fo = gw_force_new(io->force->pot, 0);
	ok = gw_scan_volume(fo, s, pressure, &io->err) == 0;
	*v = EXPAND*s->box.volume/s->n;
	gw_force_free(fo);
	gw_sys_free(s);
	return ok ? 0 : -1;
}

/* volume per atom: from the density (g/cm^3 in metal, else atoms per volume) or the potential */
static int
volume_per_atom(struct filter *io, const struct gw_composition *c, const struct mdrun *r,
	const struct want *w, double *v)
{
	const struct gw_sys *s = io->sys;
	double mass = 0;

	if (isnan(w->density))
		return likely_volume(io, c, r, v);
	for (int i = 0; i < s->n; i++)
		mass += s->species[s->type[i]].mass/s->n;
	*v = s->units == GW_METAL ? G_CM3*mass/w->density : 1/w->density;
	return 0;
}

/* a box of volume n v with the sides' ratios as asked */
static void
shape_box(struct gw_sys *s, double v, const double aspect[3])
{
	double product = 1, c;

	for (int k = 0; k < s->dim; k++)
		product *= aspect[k];
	c = pow(v*s->n/product, 1.0/s->dim);
	gw_box_ortho(&s->box, c*aspect[0], c*aspect[1], s->dim == 3 ? c*aspect[2] : 1, s->dim);
}

static int
pack(struct filter *io, double v)
{
	struct gw_sys *s = io->sys;
	struct gw_min_opt o = GW_MIN_DEFAULTS;
	struct gw_min_out out;
	double dmin = CROWD*pow(v, 1.0/s->dim);

	gw_pack_random(s, &dmin, (uint64_t)io->seed);
	o.max_eval = PUSH;
	o.ftol = s->units == GW_METAL ? 0.5 : 5;
	return gw_minimize(io->force, s, &o, &out, &io->err);
}

static int
work(struct filter *io, const struct want *w, const struct mdrun *r,
	const struct gw_composition *c)
{
	struct mdplan p = { .from = w->T, .to = w->T, .hold = w->hold };
	int dim = io->spec->type->dim ? io->spec->type->dim : w->dim;
	struct gw_sys *s = new_system(io, c, w->n, dim);
	double v;

	gw_composition_assign(c, s, (uint64_t)io->seed);
	if (isnan(p.hold))
		p.hold = s->units == GW_METAL ? 10 : 100;
	if (filter_make(io, s) < 0 || volume_per_atom(io, c, r, w, &v) < 0)
		return -1;
	shape_box(s, v, w->aspect);
	return pack(io, v) < 0 ? -1 : mdrun(io, r, &p);
}

int
main(int argc, char **argv)
{
	struct filter io;
	struct want w = { 1000, 3, NAN, NAN, NAN, { 1, 1, 1 } };
	struct mdrun r = MDRUN_DEFAULTS;
	struct gw_composition c;
	const struct opt tab[] = {
		{ 'n', "atoms", OPT_INT, &w.n, "N", "number of atoms (default 1000)" },
		{ 'T', "temperature", OPT_POS, &w.T, "T", "temperature" },
		{ 0, "hold", OPT_TIME, &w.hold, "TIME",
			"how long it is equilibrated (default 10 ps, lj 100)" },
		{ 0, "density", OPT_POS, &w.density, "RHO",
			"g/cm3 in metal, atoms per volume in lj (default: from P, npt)" },
		{ 0, "aspect", OPT_RATIO, w.aspect, "A:B:C",
			"ratios of the box's sides (default 1:1:1)" },
		{ 0, "dim", OPT_INT, &w.dim, "D",
			"2 or 3, where the potential leaves it open (default 3)" },
		MDRUN_OPTIONS(r),
		{ 0 }
	};

	filter_open(&io, &me, tab, argc, argv);
	if (check(&io, &w, &c, &r) == 0)
		work(&io, &w, &r, &c);
	return filter_close(&io);
}
