/* SPDX-License-Identifier: GPL-3.0-or-later */
/* artn - saddles and new minima around atoms, by the activation-relaxation technique. */
#include "tools/artn.h"

#include <inttypes.h>
#include <math.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "formats/checkpoint.h"
#include "minimize/minimize.h"

static const struct tool me = {
	.name = "artn",
	.about = "saddle searches around atoms: events, each a saddle and a new minimum",
	.operands = "[FILE ...]",
	.example = "artn --atoms 1:20 --per-atom 5 glass.tgz | tab barrier connected evals",
	.in = IN_STREAM, .out = OUT_STREAM,
	.flags = TOOL_FORCE | TOOL_SEED | TOOL_STRICT | TOOL_SHARD_FRAMES | TOOL_MANY | TOOL_TABLE
};

/* A frame is cut into so many pieces, of which --shard gives each part as many as the others. */
enum { PIECES = 1 << 24 };

/* ---- the atoms ---- */

static int
by_id(const void *a, const void *b)
{
	int64_t x = **(const int64_t *const *)a, y = **(const int64_t *const *)b;

	return (x > y) - (x < y);
}

static int
find_ids(struct artn *a, const struct ids *l)
{
	const struct gw_sys *s = a->io->sys;
	const int64_t **p = gw_alloc((size_t)s->n, sizeof *p);
	int bad = 0;

	for (int i = 0; i < s->n; i++)
		p[i] = &s->id[i];
	qsort(p, (size_t)s->n, sizeof *p, by_id);
	for (int k = 0; k < l->n && !bad; k++) {
		const int64_t *key = &l->v[k], **hit = bsearch(&key, p, (size_t)s->n, sizeof *p, by_id);

		if (hit)
			a->index[k] = (int32_t)(*hit - s->id);
		else
			bad = gw_fail(&a->io->err, GW_BADDATA, "atom %" PRId64 ": there is no such id in "
			    "this frame", l->v[k]);
	}
	gw_free(p);
	return bad;
}

/* The atoms of the run, and which of them are this shard's: 1; 0: none of this frame */
static int
choose(struct artn *a)
{
	const struct ids *l = &a->want->atoms;
	int from, to;

	a->n = l->n ? l->n : a->io->sys->n;
	a->index = gw_realloc(a->index, (size_t)a->n, sizeof *a->index);
	for (int i = 0; i < a->n; i++)
		a->index[i] = i;
	if (l->n && find_ids(a, l) < 0)
		return -1;
	filter_pieces(a->io, &from, &to);
	a->lo = (int)((int64_t)a->n*from/a->io->pieces);
	a->hi = (int)((int64_t)a->n*to/a->io->pieces);
	a->first = from == 0;
	return from < to && (a->lo < a->hi || a->first);
}

/* ---- the minimum ---- */

static void
digest_text(struct sha256_ctx *h, const char *s)
{
	sha256_update(h, strlen(s) + 1, (const uint8_t *)s);
}

/*
 * Sixteen digits of what decides about every event: configuration, potential, options, seed; events
 * carry it, so that they are not taken for those of another search.
 */
static void
identify(struct artn *a)
{
	const struct gw_sys *s = a->io->sys;
	const size_t n = (size_t)s->n;
	const int chain = a->want->chain != 0;	/* can be made longer */
	json_t *about = json_pack("{s:o, s:I, s:I, s:I, s:s, s:s}", "options", artn_opt_json(&a->opt),
	    "seed", (json_int_t)a->io->seed, "limit", (json_int_t)(chain ? 0 : a->want->max_attempts),
	    "wanted", (json_int_t)(chain ? 0 : a->want->per_atom), "potential", a->io->spec->spec,
	    "sha256", a->io->spec->sha256);
	char *text = json_dumps(about, JSON_COMPACT | JSON_REAL_PRECISION(17));
	struct sha256_ctx h;
	uint8_t sum[SHA256_DIGEST_SIZE];

	sha256_init(&h);
	digest_text(&h, text ? text : "");
	sha256_update(&h, sizeof s->box.h, (const uint8_t *)s->box.h);
	sha256_update(&h, sizeof s->box.pbc, (const uint8_t *)s->box.pbc);
	for (int k = 0; k < s->nspecies; k++)
		digest_text(&h, s->species[k].name);
	sha256_update(&h, 3*n*sizeof *s->x, (const uint8_t *)s->x);
	sha256_update(&h, n*sizeof *s->type, (const uint8_t *)s->type);
	sha256_update(&h, n*sizeof *s->id, (const uint8_t *)s->id);
	sha256_digest(&h, sizeof sum, sum);
	for (size_t k = 0; k < 8; k++)
		snprintf(a->search + 2*k, 3, "%02x", sum[k]);
	json_decref(about);
	free(text);
}

static int
tick(void *arg, long evals, double fmax)
{
	char what[48];

	snprintf(what, sizeof what, "evaluations, max |f| %.1e", fmax);
	filter_progress(arg, (double)evals, 0, what);
	return 0;
}

static int
minimise(struct artn *a, double fmax)
{
	struct filter *io = a->io;
	struct gw_min_opt o = GW_MIN_DEFAULTS;
	struct gw_min_out out;

	if (io->strict)
		return gw_fail(&io->err, GW_FAILED, "not a minimum: max |f| is %.3g, above %g (--ftol): "
		    "refused (--strict)", fmax, a->opt.ftol);
	o.ftol = a->opt.ftol;
	o.tick = tick;
	o.arg = io;
	gw_force_reset(io->force);
	if (gw_minimize(io->force, io->sys, &o, &out, &io->err) < 0)
		return -1;
	if (!io->quiet)
		filter_warn(io, "frame %ld: not a minimum, max |f| was %.3g: minimised to %.3g, energy "
		    "%.10g -> %.10g", io->frame->number, fmax, out.fmax, out.energy0, out.energy);
	if (!out.converged)
		filter_unconverged(io, "frame %ld: the initial minimum is not converged: max |f| is %.3g "
		    "(%s)", io->frame->number, out.fmax, out.stop);
	return 0;
}

/* The frame as a minimum: relaxed, without velocities, with what events need to know of it. */
static int
settle(struct artn *a)
{
	struct filter *io = a->io;
	double fmax;

	identify(a);
	gw_checkpoint_drop(io->frame);
	gw_free(io->sys->v);
	io->sys->v = NULL;
	if (gw_force_eval(io->force, io->sys, GW_WANT_F, &io->err) < 0)
		return -1;
	fmax = gw_force_largest(io->sys);
	if (!(fmax <= a->opt.ftol) && minimise(a, fmax) < 0)
		return -1;
	artn_minimum(a, 1);
	filter_set_int(io, "converged", gw_force_largest(io->sys) <= a->opt.ftol);
	return 0;
}

/* ---- one frame: 0, 1 a signal came, -1 ---- */

static int
one_frame(struct artn *a)
{
	struct filter *io = a->io;
	int r;

	a->sample = filter_index(io);
	if (artn_opt(&a->opt, a->want, io->sys->units, &io->err) < 0 ||
	    gw_art_check(&a->opt.art, &io->err) < 0 || (r = choose(a)) < 0)
		return -1;
	if (!r)
		return 0;
	if (settle(a) < 0 || resume_first(a) < 0)
		return -1;
	if (a->first && filter_put(io) < 0)
		return -1;
	filter_sign(io);
	if (a->want->chain)
		return artn_chain(a);
	if (a->lo < a->hi && !(a->base = gw_local_base_new(io->force->pot, io->sys, &io->err)))
		return -1;
	return artn_atoms(a);
}

/* Times are not for scripts that compare what they see: only with -v. */
static void
statistics(const struct artn *a)
{
	const struct filter *io = a->io;
	double cpu = (double)clock()/CLOCKS_PER_SEC;
	char text[512], rate[96] = "";
	size_t at = 0;
	long n = 0;

	if (io->quiet || io->err.code)
		return;
	for (int k = 0; k < GW_ART_NOUTCOMES; k++) {
		n += a->count[k];
		at += (size_t)snprintf(text + at, sizeof text - at, "%s %ld %s", k ? "," : "",
		    a->count[k], gw_art_outcome_name[k]);
	}
	if (io->verbose && cpu > 0)
		snprintf(rate, sizeof rate, "; %.3g CPU s, %.3g events per CPU s", cpu,
		    (double)a->count[GW_ART_CONNECTED]/cpu);
	filter_warn(a->io, "%ld attempts:%s; %ld duplicates; %ld connected in their region only; "
	    "%ld force calls, %ld Hessian products%s", n, text, a->twice, a->apart, a->evals,
	    a->products, rate);
}

static int
check(struct filter *io, struct artn_want *w)
{
	struct artn_opt o;
	int64_t wanted = w->chain ? w->chain : w->per_atom;

	if (artn_opt(&o, w, GW_METAL, &io->err) < 0)
		return -1;
	if (wanted < 1 || wanted > 1000000)
		return gw_fail(&io->err, GW_USAGE, "--%s %" PRId64 ": expected 1 .. 1000000",
		    w->chain ? "chain" : "per-atom", wanted);
	if (!w->max_attempts)
		w->max_attempts = 10*wanted;
	if (w->max_attempts < wanted || w->max_attempts >= 1 << 24)
		return gw_fail(&io->err, GW_USAGE, "--max-attempts %" PRId64 ": expected a number from "
		    "%" PRId64 ", the events that are wanted, to 16777215", w->max_attempts, wanted);
	if (!w->chain && strcmp(w->accept, "always") != 0)
		return gw_fail(&io->err, GW_USAGE, "--accept is for --chain");
	io->pieces = w->chain ? 1 : PIECES;
	return filter_inputs(io, io->noperand, io->operand);
}

static void
search(struct artn *a)
{
	int r = 0;

	while (r == 0 && filter_next(a->io) > 0) {
		r = one_frame(a);
		gw_local_base_free(a->base);
		a->base = NULL;
	}
	if (r == 0 && !a->io->err.code)
		resume_rest(a);
	if (r > 0) {
		filter_warn(a->io, "stopped by a signal: --resume goes on from here");
		filter_stopped(a->io);
	}
	statistics(a);
}

int
main(int argc, char **argv)
{
	struct artn_want w = { .per_atom = 20, .accept = "always", .region = "staged", .final = "full",
		.connect = "local", .ftol = NAN, .threshold = NAN, .force_tol = NAN, .polish = NAN };
	struct filter io;
	struct artn a = { .io = &io, .want = &w };
	const struct opt tab[] = {
		{ 'a', "atoms", OPT_ATOMS, &w.atoms, "LIST", "ids such as 1,5,7:20 (default: all)" },
		{ 'n', "per-atom", OPT_LONG, &w.per_atom, "N", "events for each atom (default 20)" },
		{ 0, "max-attempts", OPT_LONG, &w.max_attempts, "N",
			"attempts for each atom, or of the chain, at most (default: ten times the events)" },
		{ 'c', "chain", OPT_LONG, &w.chain, "N", "N events one after the other, around random atoms" },
		{ 0, "accept", OPT_STR, &w.accept, "always|metropolis:T",
			"which minima a chain goes on from (default always)" },
		{ 'r', "region", OPT_STR, &w.region, "R|full|staged",
			"mobile atoms: within R of the centre, all, or 12 A, then 16 and 22 (default staged)" },
		{ 0, "final", OPT_WORD, &w.final, "full|region|none",
			"saddle and new minimum are converged on all atoms, in the last region, or as found" },
		{ 0, "connect", OPT_WORD, &w.connect, "local|whole",
			"an event is what its region connects (default), or what all atoms connect, too" },
		{ 0, "polish", OPT_POS, &w.polish, "F", "to max |f| <= F (default 0.002)" },
		{ 'F', "force-tol", OPT_POS, &w.force_tol, "F",
			"barrier_ftol is the height where max |f| <= F first (default 0.05)" },
		{ 'f', "ftol", OPT_POS, &w.ftol, "F", "a frame with max |f| > F is minimised (default 1e-5)" },
		{ 0, "threshold", OPT_REAL, &w.threshold, "D",
			"displacements shorter than D are stored as 0 (default 0.1)" },
		{ 0, "set", OPT_STRS, &w.set, "NAME=VALUE,...", "other parameters; --set help lists them" },
		{ 0, "resume", OPT_STATE, &w.resume, "FILE",
			"what FILE, the output of a run that was stopped, has is not done again" },
		{ 0 }
	};
	int r;

	filter_open(&io, &me, tab, argc, argv);
	if ((r = artn_set_help(&io, &w)) == 0 && check(&io, &w) == 0 &&
	    resume_open(&io, &a.resume, w.resume) == 0)
		search(&a);
	resume_close(a.resume);
	gw_free(a.index);
	return filter_close(&io);
}
