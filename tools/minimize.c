/* SPDX-License-Identifier: GPL-3.0-or-later */
/* minimize - from every frame down to its inherent structure. */
#include <string.h>

#include "base/mem.h"
#include "base/units.h"
#include "formats/checkpoint.h"
#include "minimize/minimize.h"
#include "tools/filter.h"

static const struct tool me = {
	.name = "minimize",
	.about = "move every frame to its inherent structure",
	.operands = "[FILE ...]",
	.example = "minimize --ftol 1e-10 liquid.tgz | tab energy fmax converged",
	.in = IN_STREAM, .out = OUT_STREAM,
	.flags = TOOL_FORCE | TOOL_STRICT | TOOL_SHARD_FRAMES
};

struct want {
	const char *method, *box;
	double ftol, etol, pressure;
	int64_t max_eval;
};

static struct gw_min_opt
options(const struct want *w, const struct filter *io)
{
	static const char *const method[] = { "cg", "fire", "lbfgs" };
	static const char *const box[] = { "fixed", "iso", "aniso", "tri" };
	struct gw_min_opt o = GW_MIN_DEFAULTS;

	for (int k = 0; k < 3; k++)
		if (!strcmp(w->method, method[k]))
			o.method = (enum gw_min_method)k;
	for (int k = 0; k < 4; k++)
		if (!strcmp(w->box, box[k]))
			o.box = (enum gw_min_box)k;
	o.ftol = w->ftol;
	o.etol = w->etol;
	o.max_eval = (long)w->max_eval;
	o.pressure = w->pressure/gw_units(io->sys->units)->gpa;
	return o;
}

static int
tick(void *arg, long evals, double fmax)
{
	char what[48];

	snprintf(what, sizeof what, "evaluations, max |f| %.1e", fmax);
	filter_progress(arg, (double)evals, 0, what);
	return filter_interrupted();
}

static void
report(struct filter *io, const struct gw_min_out *r, const struct gw_min_opt *o)
{
	double gpa = gw_units(io->sys->units)->gpa;

	filter_set(io, "energy", r->energy);
	filter_set(io, "energy_before", r->energy0);
	filter_set(io, "volume", io->sys->box.volume);
	filter_set(io, "fmax", r->fmax);
	filter_set(io, "fnorm", r->fnorm);
	filter_set_int(io, "converged", r->converged);
	filter_set_str(io, "stop", r->stop);
	filter_set_int(io, "evals", r->evals);
	filter_set_int(io, "rescues", r->rescues);
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

	o.tick = tick;
	o.arg = io;
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
	struct want w = { "cg", "fixed", 1e-8, 0, 0, 100000 };
	const struct opt tab[] = {
		{ 'm', "method", OPT_WORD, &w.method, "cg|fire|lbfgs", "minimiser (default cg)" },
		{ 'f', "ftol", OPT_POS, &w.ftol, "F", "stop at max |f| <= F (default 1e-8)" },
		{ 0, "etol", OPT_POS, &w.etol, "E", "stop when an iteration changes U by <= E |U|" },
		{ 0, "max-eval", OPT_LONG, &w.max_eval, "N",
			"stop after N force evaluations, 0: do not move (default 100000)" },
		{ 0, "box", OPT_WORD, &w.box, "fixed|iso|aniso|tri",
			"strains that relax along (default fixed)" },
		{ 0, "pressure", OPT_REAL, &w.pressure, "P", "of a relaxed box, GPa in metal (default 0)" },
		{ 0 }
	};

	filter_open(&io, &me, tab, argc, argv);
	while (filter_next(&io) > 0)
		if (work(&io, &w) != 0)
			break;
	return filter_close(&io);
}
