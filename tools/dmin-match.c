/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dmin-match - D_min between configurations: the exact matching of identical atoms. */
#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "formats/checkpoint.h"
#include "tools/pairs.h"
#include "tools/reference.h"
#include "tools/relax.h"

static const struct tool me = {
	.name = "dmin-match",
	.about = "D_min between frames: the exact least-squares matching of identical atoms",
	.operands = "[REFERENCE] [FILE ...]",
	.example = "dmin-match --inherent --lags 1:1000:log:10 liquid.tgz >dmin.tsv",
	.in = IN_STREAM, .out = OUT_STREAM,
	.flags = TOOL_FORCE | TOOL_MAYBE | TOOL_STRICT | TOOL_MANY | TOOL_SHARD_FRAMES | TOOL_TABLE
};
/* what it is without --inherent: a potential file that is not here is not missed */
static const struct tool plain = {
	.name = "dmin-match", .in = IN_STREAM, .out = OUT_STREAM,
	.flags = TOOL_MANY | TOOL_SHARD_FRAMES | TOOL_TABLE
};

static const double EXACT = 1e-10;	/* a larger gap is a failure */

struct want {
	struct reals lags;
	int inherent, vectors, keep_drift;
	struct relax min;

	int nlag;
	int64_t *lag;			/* [nlag] ascending, in frames */
	struct reference ref;		/* two streams: the first; name NULL: one stream */
	struct held *refheld;
	struct held **window;		/* [wide] the last frames of one stream, by number */
	int wide;
	struct pairs pairs;
	int head, scaled;		/* the head was written; it was said that boxes differ */
	long told;			/* pairs that came out */
};

/* ---- the command line ---- */

static int
read_lags(struct filter *io, struct want *w)
{
	w->lag = gw_alloc((size_t)w->lags.n + 1, sizeof *w->lag);
	w->lag[0] = w->nlag = 1;
	for (int k = 0; k < w->lags.n; k++) {
		double v = nearbyint(w->lags.v[k]);

		if (!(v >= 1) || v > INT_MAX/2)
			return gw_fail(&io->err, GW_USAGE,
			    "--lags: %g: expected numbers of frames, 1 or more", w->lags.v[k]);
		w->lag[k] = (int64_t)v;
		w->nlag = k + 1;
	}
	w->nlag = sort_unique(w->lag, w->nlag);
	return 0;
}

static int
open_one(struct filter *io, struct want *w)
{
	if (read_lags(io, w) < 0)
		return -1;
	w->wide = (int)w->lag[w->nlag - 1] + 1;
	w->window = gw_alloc((size_t)w->wide, sizeof *w->window);
	io->pieces = w->nlag;
	io->lead = w->wide - 1;
	return filter_inputs(io, io->noperand, io->operand);
}

static int
open_two(struct filter *io, struct want *w)
{
	w->ref.what = "reference";
	w->ref.name = io->operand[0];
	if (io->noperand > 2)
		return gw_fail(&io->err, GW_USAGE, "%d files: name REFERENCE and FILE, or give "
		    "--lags to take all of them for one stream", io->noperand);
	if (!strcmp(io->operand[0], "-") && !strcmp(io->operand[1], "-"))
		return gw_fail(&io->err, GW_USAGE, "standard input cannot be both streams");
	return reference_open(io, &w->ref) < 0 ? -1 : filter_inputs(io, 1, io->operand + 1);
}

static int
start(struct filter *io, struct want *w)
{
	int two = io->noperand > 1 && !w->lags.n;

	if (!w->inherent)
		io->tool = &plain;
	if (!w->vectors && filter_as_table(io) < 0)
		return -1;
	return two ? open_two(io, w) : open_one(io, w);
}

/* ---- inherent structures ---- */

/* 1: a signal ended it */
static int
relax(struct filter *io, const struct want *w, struct held *h, const char *where)
{
	struct gw_min_opt o = relax_options(&w->min, io);
	struct gw_min_out r;

	if (!io->force)
		return gw_fail(&io->err, GW_BADDATA, "frame %ld names no potential: --inherent "
		    "needs one, give it with -p", h->number);
	h->sys->f = gw_alloc(3*(size_t)h->sys->n, sizeof *h->sys->f);
	gw_force_reset(io->force);
	if (gw_minimize(io->force, h->sys, &o, &r, &io->err) < 0)
		return -1;
	gw_free(h->sys->f);
	h->sys->f = NULL;
	h->converged = r.converged;
	if (!strcmp(r.stop, "interrupted")) {
		filter_stopped(io);
		return 1;
	}
	if (!r.converged)
		filter_unconverged(io, "%sframe %ld: not converged after %ld evaluations: max |f| "
		    "is %.3g (%s)", where, h->number, r.evals, r.fmax, r.stop);
	return 0;
}

/* The potential is bound to the species of the present frame. */
static int
same_species(struct filter *io, const struct gw_sys *s)
{
	int same = s->nspecies == io->sys->nspecies && s->dim == io->sys->dim;

	for (int k = 0; same && k < s->nspecies; k++)
		same = !strcmp(s->species[k].name, io->sys->species[k].name);
	return same ? 0 : gw_fail(&io->err, GW_BADDATA, "--inherent: its list of species is not "
	    "that of the other stream: minimise it beforehand");
}

/* ---- the table ---- */

static void
head(struct filter *io, struct want *w, const struct gw_sys *s)
{
	const struct gw_units *u = s ? gw_units(s->units) : NULL;
	const char *l = u ? u->length : "", *t = u ? u->time : "";

	if (w->head)
		return;
	w->head = 1;
	filter_table(io, 0, NULL);
	fprintf(io->text, "# drift %s; rmsd by shortest images; %s\n",
	    w->keep_drift ? "kept" : "removed",
	    w->inherent ? "minimised here" : "frames as they are");
	fprintf(io->text, "frame0\tframe\tlag\ttime0[%s]\ttime[%s]\tdmin[%s]\tdmin_r0\trmsd[%s]\t"
	    "relabelled\tgap\tjumped\tmoved\tr0[%s]\tdrift[%s]\tdrift_removed\tscaled\t"
	    "volume_ratio\tconverged\n", t, t, l, l, l, l);
}

static double
both_converged(const struct pair *p)
{
	int a = p->ref->converged, b = p->now->converged;

	return a < 0 || b < 0 ? NAN : a && b;
}

static void
print_row(struct filter *io, const struct want *w, const struct pair *p)
{
	const struct gw_match *m = &p->m;

	fprintf(io->text, "%ld\t%ld\t%ld\t%.17g\t%.17g\t", p->ref->number, p->now->number, p->lag,
	    p->ref->time, p->now->time);
	fprintf(io->text, "%.17g\t%.17g\t%.17g\t%.17g\t%.3g\t%ld\t%ld\t", m->dmin,
	    m->r0 > 0 ? m->dmin/m->r0 : 0, m->rmsd, m->relabelled, m->gap, m->jumped, m->moved);
	fprintf(io->text, "%.17g\t%.17g\t%d\t%d\t%.17g\t%g\n", m->r0,
	    sqrt(m->drift[0]*m->drift[0] + m->drift[1]*m->drift[1] + m->drift[2]*m->drift[2]),
	    !w->keep_drift, m->scaled, m->volume, both_converged(p));
	fflush(io->text);
}

/* ---- the stream of --vectors ---- */

static void
set_scalars(struct filter *io, const struct want *w, const struct pair *p)
{
	const struct gw_match *m = &p->m;

	filter_set_int(io, "frame0", p->ref->number);
	filter_set_int(io, "frame", p->now->number);
	filter_set_int(io, "lag", p->lag);
	filter_set(io, "time0", p->ref->time);
	filter_set(io, "time", p->now->time);
	filter_set(io, "dmin", m->dmin);
	filter_set(io, "dmin_r0", m->r0 > 0 ? m->dmin/m->r0 : 0);
	filter_set(io, "rmsd", m->rmsd);
	filter_set(io, "relabelled", m->relabelled);
	filter_set(io, "gap", m->gap);
	filter_set_int(io, "jumped", m->jumped);
	filter_set_int(io, "moved", m->moved);
	filter_set(io, "r0", m->r0);
	for (int k = 0; k < 3; k++) {
		const char name[] = { 'd', 'r', 'i', 'f', 't', '_', (char)('x' + k), 0 };

		filter_set(io, name, m->drift[k]);
	}
	filter_set_int(io, "drift_removed", !w->keep_drift);
	filter_set_int(io, "scaled", m->scaled);
	filter_set(io, "volume_ratio", m->volume);
	if (p->ref->converged >= 0)
		filter_set_int(io, "converged", p->ref->converged);
}

/* A vector for each atom, and its length, which is what histograms want. */
static void
set_vectors(struct filter *io, const char *name, const char *length, const double (*d)[3])
{
	int n = io->sys->n;
	const char *unit = gw_units(io->sys->units)->length;
	double *l = gw_alloc((size_t)n, sizeof *l);

	for (int i = 0; i < n; i++)
		l[i] = sqrt(d[i][0]*d[i][0] + d[i][1]*d[i][1] + d[i][2]*d[i][2]);
	filter_set_array(io, name, GW_F8, 3, unit, d);
	filter_set_array(io, length, GW_F8, 0, unit, l);
	gw_free(l);
}

/* The reference frame with what became of its atoms. */
static int
put_vectors(struct filter *io, const struct want *w, struct pair *p)
{
	const struct gw_match *m = &p->m;
	int64_t *id = gw_alloc((size_t)m->n, sizeof *id);
	struct gw_frame *f = gw_frame_copy(p->ref->frame);

	gw_checkpoint_drop(f);
	gw_config_write(f, p->ref->sys);
	for (int i = 0; i < m->n; i++)
		id[i] = p->now->sys->id[m->to[i]];
	if (filter_frame(io, f) == 0) {
		set_scalars(io, w, p);
		filter_set_array(io, "match", GW_I8, 0, "", id);
		set_vectors(io, "u_dmin", "u_dmin_length", (const double (*)[3])m->d);
		if (m->labelled)
			set_vectors(io, "u", "u_length", (const double (*)[3])m->u);
		filter_put(io);
	}
	gw_free(id);
	return io->err.code ? -1 : 0;
}

/* ---- the work ---- */

static int
done(struct filter *io, void *arg, struct pair *p)
{
	struct want *w = arg;

	w->told++;
	if (p->m.scaled && !w->scaled++ && !io->quiet)
		filter_warn(io, "frame %ld: its box is not that of frame %ld (volume ratio %.6g): "
		    "scaled to that, and so are all others with scaled = 1", p->now->number,
		    p->ref->number, p->m.volume);
	if (w->vectors && put_vectors(io, w, p) < 0)
		return -1;
	if (!w->vectors) {
		head(io, w, p->ref->sys);
		print_row(io, w, p);
	}
	if (p->m.gap > EXACT)
		return gw_fail(&io->err, GW_FAILED, "frames %ld and %ld: the matching is not "
		    "proven: gap %.3g of the sum", p->ref->number, p->now->number, p->m.gap);
	return 0;
}

/* The reference of the present frame: 0, 1 stopped, -1. */
static int
next_reference(struct filter *io, struct want *w)
{
	struct reference *r = &w->ref;
	int fresh = reference_at(io, r, filter_index(io));

	if (fresh < 0)
		return -1;
	if (!fresh && w->refheld)
		return 0;
	held_drop(w->refheld);
	w->refheld = held_new(r->frame, r->sys, r->number, w->vectors);
	if (w->inherent && same_species(io, r->sys) < 0)
		return reference_blame(io, r);
	return w->inherent ? relax(io, w, w->refheld, "reference, ") : 0;
}

/* All pairs of one stream that end at h. */
static int
pairs_of(struct filter *io, struct want *w, struct held *h)
{
	int from, to;

	filter_pieces(io, &from, &to);
	held_drop(w->window[h->number % w->wide]);
	w->window[h->number % w->wide] = held_use(h);
	for (int k = from; k < to; k++) {
		struct held *ref = h->number > w->lag[k] ?
		    w->window[(h->number - w->lag[k]) % w->wide] : NULL;

		if (ref && pairs_add(io, &w->pairs, ref, h, w->lag[k]) < 0)
			return -1;
	}
	return 0;
}

static int
work(struct filter *io, struct want *w)
{
	struct held *h = held_new(io->frame, io->sys, filter_index(io), w->vectors && !w->ref.name);
	int r = w->ref.name ? next_reference(io, w) : 0;

	if (r == 0 && w->inherent)
		r = relax(io, w, h, "");
	if (r == 0)
		r = w->ref.name ? pairs_add(io, &w->pairs, w->refheld, h, 0) : pairs_of(io, w, h);
	held_drop(h);
	return r;
}

/* After damaged input, too, the pairs that wait are told before it is. */
static void
run(struct filter *io, struct want *w)
{
	struct gw_err input = { 0 };
	int r = 0;

	pairs_open(&w->pairs, io->threads);
	while (r == 0 && filter_next(io) > 0)
		r = work(io, w);
	if (r < 0)
		return;
	input = io->err;
	io->err.code = 0;
	if (pairs_flush(io, &w->pairs) < 0)
		return;
	if (!w->vectors)
		head(io, w, NULL);
	if (!w->told && !input.code && !r && io->shard_n == 1)
		filter_warn(io, "no pair: %ld frame%s", filter_index(io),
		    filter_index(io) == 1 ? "" : "s");
	io->err = input;
}

static void
finish(struct filter *io, struct want *w)
{
	pairs_close(&w->pairs);
	held_drop(w->refheld);
	for (int k = 0; k < w->wide; k++)
		held_drop(w->window[k]);
	gw_free(w->window);
	gw_free(w->lag);
	if (w->ref.name)
		reference_close(io, &w->ref);
}

int
main(int argc, char **argv)
{
	struct filter io;
	struct want w = { .min = RELAX_DEFAULTS, .pairs = { .done = done } };
	const struct opt tab[] = {
		{ 'l', "lags", OPT_LIST, &w.lags, "LIST",
			"all pairs of one stream so many frames apart (default 1)" },
		{ 'i', "inherent", OPT_FLAG, &w.inherent, "", "minimise each frame first" },
		{ 0, "vectors", OPT_FLAG, &w.vectors, "",
			"a stream: a frame for each pair with displacements and matching" },
		{ 0, "keep-drift", OPT_FLAG, &w.keep_drift, "", "take no common translation off" },
		RELAX_OPTIONS(w.min),
		{ 0 }
	};

	filter_open(&io, &me, tab, argc, argv);
	w.pairs.keep_drift = w.keep_drift;
	w.pairs.arg = &w;
	if (start(&io, &w) == 0)
		run(&io, &w);
	finish(&io, &w);
	return filter_close(&io);
}
