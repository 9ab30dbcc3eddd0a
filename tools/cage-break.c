/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cage-break - did the Voronoi index of the most displaced atoms change? */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "structure/cage.h"
#include "tools/cells.h"
#include "tools/reference.h"

static const struct tool me = {
	.name = "cage-break",
	.about = "change of the Voronoi index of the most displaced atoms, and the strain where it begins",
	.operands = "[INITIAL] [FINAL ...]",
	.example = "shear --cycle --gamma 1e-4:1e-1:log:13 glass.tgz | cage-break --ref glass.tgz",
	.in = IN_STREAM, .out = OUT_TSV, .flags = TOOL_MANY
};

struct want {
	struct cells cells;
	struct reference ref;
	const char *top_text;
	double top;			/* fraction of the atoms */
	int list, first;		/* --list, --gamma-cb */
};

/* What all frames come to. */
struct result {
	long frames, without;		/* without: frames that have no gamma */
	double broken;			/* least |gamma| with Theta = 1, infinite: none */
	double *whole;			/* [nwhole] |gamma| with Theta = 0 */
	int nwhole;
	size_t cap;
};

/* ---- the command line ---- */

static int
check_top(struct filter *io, struct want *w)
{
	size_t n = strlen(w->top_text);
	char *copy = gw_strdup(w->top_text);
	int percent = n && copy[n - 1] == '%', ok;

	if (percent)
		copy[n - 1] = '\0';
	ok = gw_number(copy, &w->top) == 0;
	gw_free(copy);
	if (percent)
		w->top /= 100;
	if (!ok || !(w->top > 0) || w->top > 1)
		return gw_fail(&io->err, GW_USAGE,
		    "--top %s: expected a part of the atoms, as 0.01%% or 1e-4", w->top_text);
	return 0;
}

/* With --ref all operands are final frames; else there are two, INITIAL and FINAL. */
static int
open_inputs(struct filter *io, struct want *w)
{
	char **final = io->operand;
	int n = io->noperand;

	w->ref.what = "--ref";
	if (!w->ref.name) {
		if (n != 2)
			return gw_fail(&io->err, GW_USAGE, "name the streams INITIAL and FINAL, or "
			    "say --ref INITIAL");
		w->ref.what = "initial";
		w->ref.name = *final++;
		n--;
	}
	if (!strcmp(w->ref.name, "-") && (n == 0 || !strcmp(*final, "-")))
		return gw_fail(&io->err, GW_USAGE, "standard input cannot be both streams");
	return reference_open(io, &w->ref) < 0 ? -1 : filter_inputs(io, n, final);
}

static int
check(struct filter *io, struct want *w)
{
	if (w->list && w->first)
		return gw_fail(&io->err, GW_USAGE, "--list and --gamma-cb: one at a time");
	if (check_top(io, w) < 0 || cells_open(io, &w->cells) < 0)
		return -1;
	return open_inputs(io, w);
}

/* ---- tables ---- */

static void
head(struct filter *io, const struct want *w)
{
	const char *length = io->sys ? gw_units(io->sys->units)->length : "";
	char *said = cells_said(&w->cells);

	filter_table(io, 0, NULL);
	fprintf(io->text, "# %s, top %s\n", said, w->top_text);
	if (w->list)
		fprintf(io->text, "frame\tgamma\tid\tspecies\tfrom\tto\tchanged\t"
		    "displacement[%s]\n", length);
	else if (w->first)
		fputs("gamma_cb\tbelow\tframes\n", io->text);
	else
		fprintf(io->text, "frame\tgamma\ttheta\tn_top\tn_changed\tumax[%s]\tconverged\n",
		    length);
	gw_free(said);
}

static void
print_atoms(struct filter *io, long frame, double gamma, const struct gw_cage *c)
{
	const struct gw_sys *s = io->sys;
	char from[CELLS_INDEX], to[CELLS_INDEX];

	for (int k = 0; k < c->ntop; k++) {
		int i = c->atom[k];

		fprintf(io->text, "%ld\t%.17g\t%" PRId64 "\t%s\t%s\t%s\t%d\t%.17g\n", frame, gamma,
		    s->id[i], s->species[s->type[i]].name, cells_index(&c->before, i, from),
		    cells_index(&c->after, i, to), c->changed[k], c->u[k]);
	}
}

static void
print_frame(struct filter *io, long frame, double gamma, const struct gw_cage *c)
{
	double converged;

	if (!gw_frame_get_real(io->frame, "converged", &converged))
		converged = NAN;
	fprintf(io->text, "%ld\t%.17g\t%d\t%d\t%d\t%.17g\t%g\n", frame, gamma, c->nchanged > 0,
	    c->ntop, c->nchanged, c->ntop ? c->u[0] : 0, converged);
}

/* gamma_cb, and the largest strain below it that broke nothing */
static void
conclude(struct filter *io, const struct want *w, const struct result *r)
{
	double cb = isinf(r->broken) ? NAN : r->broken, below = NAN;

	for (int k = 0; k < r->nwhole; k++)
		if (r->whole[k] < r->broken && !(below > r->whole[k]))
			below = r->whole[k];
	if (w->first)
		fprintf(io->text, "%.17g\t%.17g\t%ld\n", cb, below, r->frames);
	else if (r->frames > r->without)
		fprintf(io->text, "# gamma_cb %.17g, below %.17g\n", cb, below);
}

/* ---- the work ---- */

static void
remember(struct result *r, double gamma, int theta)
{
	if (isnan(gamma)) {
		r->without++;
	} else if (theta) {
		r->broken = fmin(r->broken, fabs(gamma));
	} else {
		gw_reserve(&r->whole, &r->cap, (size_t)r->nwhole + 1, sizeof *r->whole);
		r->whole[r->nwhole++] = fabs(gamma);
	}
}

static int
work(struct filter *io, struct want *w, struct gw_cage *c, struct result *r)
{
	double gamma, converged;

	if (reference_at(io, &w->ref, ++r->frames) < 0)
		return -1;
	if (cells_ready(io, &w->cells, io->sys) < 0)
		return -1;
	if (gw_cage_compare(c, io->sys, w->ref.sys, w->top, &w->cells.opt, &io->err) < 0)
		return gw_fail_in(&io->err, "frame %ld against %s %s", io->frame->number,
		    w->ref.what, w->ref.name);
	if (!gw_frame_get_real(io->frame, "gamma", &gamma))
		gamma = NAN;
	if (w->first && isnan(gamma))
		return gw_fail(&io->err, GW_BADDATA,
		    "no scalar gamma: --gamma-cb needs the strain of every frame");
	if (gw_frame_get_real(io->frame, "converged", &converged) && converged == 0 && !io->quiet)
		filter_warn(io, "frame %ld: not converged: atoms may have moved for want of "
		    "minimisation", io->frame->number);
	remember(r, gamma, c->nchanged > 0);
	if (r->frames == 1)
		head(io, w);
	if (w->list)
		print_atoms(io, r->frames, gamma, c);
	else if (!w->first)
		print_frame(io, r->frames, gamma, c);
	fflush(io->text);
	return 0;
}

int
main(int argc, char **argv)
{
	struct filter io;
	struct want w = { .top_text = "0.01%" };
	struct gw_cage c = { 0 };
	struct result r = { .broken = INFINITY };
	const struct opt tab[] = {
		{ 'r', "ref", OPT_STR, &w.ref.name, "FILE",
			"initial stream: its only frame, or frame by frame" },
		{ 0, "top", OPT_STR, &w.top_text, "X",
			"look at this part of the atoms, as 0.01% or 1e-4 (default 0.01%)" },
		{ 'l', "list", OPT_FLAG, &w.list, "",
			"a row for each of these atoms: index before and after" },
		{ 0, "gamma-cb", OPT_FLAG, &w.first, "",
			"one row: the least strain with theta = 1" },
		CELLS_OPTIONS(w.cells),
		{ 0 }
	};

	filter_open(&io, &me, tab, argc, argv);
	if (check(&io, &w) == 0)
		while (filter_next(&io) > 0)
			if (work(&io, &w, &c, &r) < 0)
				break;
	if (!r.frames && !io.err.code)
		head(&io, &w);
	if (!io.err.code)
		conclude(&io, &w, &r);
	reference_close(&io, &w.ref);
	cells_close(&w.cells);
	gw_cage_clear(&c);
	gw_free(r.whole);
	return filter_close(&io);
}
