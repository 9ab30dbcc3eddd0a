/* SPDX-License-Identifier: GPL-3.0-or-later */
/* minimize - from every frame down to its inherent structure. */
#include <string.h>

#include "base/mem.h"
#include "base/units.h"
#include "formats/checkpoint.h"
#include "tools/relax.h"

static const struct tool me = {
	.name = "minimize",
	.about = "move every frame to its inherent structure",
	.operands = "[FILE ...]",
	.example = "minimize --ftol 1e-10 liquid.tgz | tab energy fmax converged",
	.in = IN_STREAM, .out = OUT_STREAM,
	.flags = TOOL_FORCE | TOOL_STRICT | TOOL_SHARD_FRAMES
};

struct want {
	struct relax min;
	const char *box;
	double pressure;
};

static struct gw_min_opt
options(const struct want *w, struct filter *io)
{
	static const char *const box[] = { "fixed", "iso", "aniso", "tri" };
	struct gw_min_opt o = relax_options(&w->min, io);

	for (int k = 0; k < 4; k++)
		if (!strcmp(w->box, box[k]))
			o.box = (enum gw_min_box)k;
	o.pressure = w->pressure/gw_units(io->sys->units)->gpa;
	return o;
}

static void
report(struct filter *io, const struct gw_min_out *r, const struct gw_min_opt *o)
{
	double gpa = gw_units(io->sys->units)->gpa;

	relax_report(io, r);
	if (o->box != GW_BOX_FIXED)
		filter_set(io, "stress_residual", r->stress*gpa);
	if (!r->converged && o->max_eval > 0)
		filter_unconverged(io, "frame %ld: not converged after %ld evaluations: "
			"max |f| is %.3g (%s)", io->frame->number, r->evals, r->fmax, r->stop);
}

/* 0 done, 1 a signal ended it (the frame says so), -1 error */
static int
work(struct filter *io, const struct want *w)
{
	struct gw_min_opt o = options(w, io);
	struct gw_min_out r;

	if (gw_minimize(io->force, io->sys, &o, &r, &io->err) < 0)
		return -1;
	if (o.max_eval > 0) {
		gw_checkpoint_drop(io->frame);
		gw_free(io->sys->v);
		io->sys->v = NULL;
	}
	report(io, &r, &o);
	if (filter_put(io) < 0)
		return -1;
	if (strcmp(r.stop, "interrupted") != 0)
		return 0;
	filter_stopped(io);
	return 1;
}

int
main(int argc, char **argv)
{
	struct filter io;
	struct want w = { RELAX_DEFAULTS, "fixed", 0 };
	const struct opt tab[] = {
		RELAX_OPTIONS(w.min),
		{ 0, "box", OPT_WORD, &w.box, "fixed|iso|aniso|tri",
			"strains that relax along (default fixed)" },
		{ 0, "pressure", OPT_REAL, &w.pressure, "P",
			"of a relaxed box, GPa in metal (default 0)" },
		{ 0 }
	};

	filter_open(&io, &me, tab, argc, argv);
	while (filter_next(&io) > 0)
		if (work(&io, &w) != 0)
			break;
	return filter_close(&io);
}
