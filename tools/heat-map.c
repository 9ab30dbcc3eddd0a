/* SPDX-License-Identifier: GPL-3.0-or-later */
/* heat-map - the mean of a per-atom value in a slab, point by point. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "structure/slab.h"
#include "tools/atomvalue.h"
#include "tools/filter.h"

static const struct tool me = {
	.name = "heat-map", .about = "map of a per-atom value: its local mean in a slab",
	.operands = "[FILE ...]",
	.example = "heat-map --events events.tsv --threshold 300 glass.tgz >map.tsv",
	.in = IN_STREAM, .out = OUT_TSV
};

enum { MOSTGRID = 20000 };
#define FIRST_MINIMUM 3.95	/* of g(r) in Cu50Zr50 [A], the paper's slab */

struct want {
	struct atomvalue from;
	struct gw_slab_opt slab;
	const char *normal, *grid;
	double radius, gauss, temperature, tau, tau0;
};

static int
check(struct filter *io, struct want *w)
{
	char rest;

	w->slab.normal = w->normal[0] - 'x';
	if (w->grid && (sscanf(w->grid, "%dx%d%c", &w->slab.n[0], &w->slab.n[1], &rest) != 2 ||
	    w->slab.n[0] < 1 || w->slab.n[1] < 1 || w->slab.n[0] > MOSTGRID ||
	    w->slab.n[1] > MOSTGRID))
		return gw_fail(&io->err, GW_USAGE, "--grid %s: expected NxM, from 1 to %d each",
		    w->grid, MOSTGRID);
	if (w->grid && w->slab.spacing > 0)
		return gw_fail(&io->err, GW_USAGE, "--grid and --spacing: give one of them");
	if (w->radius > 0 && w->gauss > 0)
		return gw_fail(&io->err, GW_USAGE, "--radius and --gauss: give one of them");
	if (w->temperature > 0 && !(w->tau > w->tau0))
		return gw_fail(&io->err, GW_USAGE, "--tau %g: expected more than --tau0 %g",
		    w->tau, w->tau0);
	return atomvalue_check(io, &w->from);
}

/* What was not given is the paper's, which is a length in A. */
static int
defaults(struct filter *io, struct gw_slab_opt *o, const struct want *w)
{
	*o = w->slab;
	if (io->sys->units == GW_LJ && (!(o->thickness > 0) || !(w->radius > 0 || w->gauss > 0)))
		return gw_fail(&io->err, GW_USAGE, "lj units: give --thickness and --radius (the "
		    "first minimum of g(r): rdf --peaks)");
	if (!(o->thickness > 0))
		o->thickness = FIRST_MINIMUM;
	o->gaussian = w->gauss > 0;
	o->radius = w->gauss > 0 ? w->gauss : w->radius > 0 ? w->radius : FIRST_MINIMUM;
	if (!(o->spacing > 0))
		o->spacing = o->radius/8;
	return 0;
}

/* dQ_c = k_B T ln(tau/tau_0): what is passed within tau at T, and where the map is below it. */
static void
say_threshold(struct filter *io, const struct want *w, const struct gw_slab *m)
{
	const struct gw_units *u = gw_units(io->sys->units);
	double times = log(w->tau/w->tau0), q = times*u->kB*w->temperature;
	const int *pbc = io->sys->box.pbc;
	struct gw_below b;

	gw_slab_below(m, pbc, q, &b);
	fprintf(io->text, "# threshold %.17g %s: k_B T ln(tau/tau0) = %.4f k_B T at %g %s, tau %g "
	    "s, tau0 %g s\n", q, u->energy, times, w->temperature, u->temperature, w->tau, w->tau0);
	fprintf(io->text, "# below %.6g of the map, largest region %.6g, spans %c %s, %c %s\n",
	    b.part, b.largest, 'x' + m->axis[0], b.spans[0] ? "yes" : "no", 'x' + m->axis[1],
	    b.spans[1] ? "yes" : "no");
}

static void
print_map(struct filter *io, const struct want *w, const struct gw_slab_opt *o,
	const struct gw_slab *m, long frame)
{
	const char *length = gw_units(io->sys->units)->length;
	size_t k = 0;

	if (frame == 1)
		filter_table(io, 0, NULL);
	else
		fputs("\n\n", io->text);
	fprintf(io->text, "# frame %ld: %d x %d points, slab of %g %s across %s at %.10g, mean "
	    "over a %s of %g %s\n", frame, m->n[0], m->n[1], o->thickness, length, w->normal, m->at,
	    o->gaussian ? "Gaussian with sd" : "disc with radius", o->radius, length);
	fprintf(io->text, "# atoms in the slab %d, of them without value %d\n", m->atoms,
	    m->missing);
	if (w->temperature > 0)
		say_threshold(io, w, m);
	if (frame == 1) {
		char *head = gw_tsv_head(w->from.title, w->from.unit);

		fprintf(io->text, "%c[%s]\t%c[%s]\t%s\tatoms\tframe\n", 'x' + m->axis[0], length,
		    'x' + m->axis[1], length, head);
		gw_free(head);
	}
	for (int j = 0; j < m->n[1]; j++) {
		if (j)
			fputc('\n', io->text);
		for (int i = 0; i < m->n[0]; i++, k++)
			fprintf(io->text, "%.10g\t%.10g\t%.17g\t%d\t%ld\n", m->xy[k][0],
			    m->xy[k][1], m->value[k], m->count[k], frame);
	}
	fflush(io->text);
}

static int
work(struct filter *io, struct want *w, struct gw_slab *m, long frame)
{
	struct gw_slab_opt o;
	double *value;

	if (defaults(io, &o, w) < 0 || !(value = atomvalue_get(io, &w->from)))
		return -1;
	if (gw_slab_map(m, io->sys, value, &o, &io->err) == 0) {
		if (m->atoms == m->missing)
			filter_warn(io, "frame %ld: no atom of the slab has a value", frame);
		print_map(io, w, &o, m, frame);
	}
	gw_free(value);
	return io->err.code ? -1 : 0;
}

int
main(int argc, char **argv)
{
	struct want w = { .from = ATOMVALUE_DEFAULTS, .slab = { .at = NAN }, .normal = "z",
		.tau = 1e2, .tau0 = 1e-14 };
	struct gw_slab m = { .atoms = 0 };
	struct filter io;
	const struct opt tab[] = {
		{ 'c', "column", OPT_STR, &w.from.array, "NAME",
			"per-atom array, NAME[k] for a part of it" },
		{ 0, "events", OPT_STR, &w.from.events, "FILE",
			"make the value from events (center, barrier)" },
		{ 0, "value", OPT_WORD, &w.from.kind, "lowest|mean|number",
			"of the barriers around each atom (default lowest)" },
		{ 0, "normal", OPT_WORD, &w.normal, "x|y|z",
			"the slab lies across this box vector (default z)" },
		{ 0, "at", OPT_REAL, &w.slab.at, "POSITION",
			"middle of the slab (default: of the box)" },
		{ 0, "thickness", OPT_POS, &w.slab.thickness, "L", "of the slab (default 3.95 A)" },
		{ 'r', "radius", OPT_POS, &w.radius, "R",
			"mean over a disc around each point (default 3.95 A)" },
		{ 0, "gauss", OPT_POS, &w.gauss, "S",
			"Gaussian weights with this standard deviation instead" },
		{ 'g', "grid", OPT_STR, &w.grid, "NxM", "points of the map" },
		{ 0, "spacing", OPT_POS, &w.slab.spacing, "L",
			"distance of the points (default: an eighth of R)" },
		{ 'T', "threshold", OPT_POS, &w.temperature, "T",
			"barriers that are passed within tau at T" },
		{ 0, "tau", OPT_POS, &w.tau, "S", "time of observation in s (default 1e2)" },
		{ 0, "tau0", OPT_POS, &w.tau0, "S", "time of an attempt in s (default 1e-14)" },
		{ 0 } };

	filter_open(&io, &me, tab, argc, argv);
	if (check(&io, &w) == 0)
		for (long frame = 1; filter_next(&io) > 0; frame++)
			if (work(&io, &w, &m, frame) < 0)
				break;
	gw_slab_clear(&m);
	atomvalue_clear(&w.from);
	return filter_close(&io);
}
