/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Events one after the other: an atom is drawn, its event, once there is one, leads to a
 * minimum, and if that is accepted the search goes on from there.
 *
 * A minimum that was met before keeps its number.  Of each are kept its energy and SIGNS sums
 * of displacements from the first minimum with random signs: the mean square of the differences of two such
 * sets is, on average, the squared distance of the two configurations (Johnson & Lindenstrauss, Contemp.
 * Math. 26, 189 (1984)); minima that differ, differ by much more than same_distance.
 */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "minimize/minimize.h"
#include "tools/artn.h"

enum { SIGNS = 16 };

struct known {
	double energy, sum[SIGNS];
};

struct walk {
	struct artn *a;
	struct gw_art *art;	/* of the present minimum */
	double *first;		/* [3n] positions of the first minimum */
	struct known *known;	/* [n]: minimum k + 1 */
	int n;
	size_t cap;
	int64_t at;		/* number of the present minimum */
	long attempts, events;
	struct past past;	/* from the present minimum, since it was reached */
};

/* ---- minima ---- */

static void
signature(const struct walk *w, const struct gw_sys *s, struct known *k)
{
	const uint32_t key[2] = { 0x61727469, 0x6e6f7576 };

	memset(k, 0, sizeof *k);
	k->energy = s->energy;
	for (int i = 0; i < s->n; i++) {
		uint32_t r[4] = { (uint32_t)i, 0, 0, 0 };

		gw_philox(r, key, r);
		for (int c = 0; c < 3; c++) {
			double d = s->x[3*i + c] - w->first[3*i + c];

			for (int m = 0; m < SIGNS; m++)
				k->sum[m] += r[c] >> m & 1 ? d : -d;
		}
	}
}

static double
distance(const struct known *a, const struct known *b)
{
	double sum = 0;

	for (int m = 0; m < SIGNS; m++)
		sum += (a->sum[m] - b->sum[m])*(a->sum[m] - b->sum[m]);
	return sqrt(sum/SIGNS);
}

/* The number of a minimum, a new one if it was not met before. */
static int64_t
number(struct walk *w, const struct known *k)
{
	const struct artn_opt *o = &w->a->opt;

	for (int m = 0; m < w->n; m++)
		if (fabs(w->known[m].energy - k->energy) <= o->same_energy &&
		    distance(&w->known[m], k) <= o->same_distance)
			return m + 1;
	gw_reserve(&w->known, &w->cap, (size_t)w->n + 1, sizeof *w->known);
	w->known[w->n++] = *k;
	return w->n;
}

/* ---- one event ---- */

static void
shift(struct gw_sys *s, const struct gw_art_shift *d)
{
	for (int k = 0; k < d->n; k++)
		for (int c = 0; c < 3; c++)
			s->x[3*(size_t)d->atom[k] + (size_t)c] += d->d[3*k + c];
}

static int
tick(void *arg, long evals, double fmax)
{
	(void)arg, (void)evals, (void)fmax;
	return 0;
}

/* The minimum behind the saddle, relaxed as the first one was. */
static struct gw_sys *
relaxed(struct walk *w, const struct gw_art_event *ev)
{
	struct artn *a = w->a;
	struct gw_min_opt o = GW_MIN_DEFAULTS;
	struct gw_min_out out;
	struct gw_sys *s = gw_sys_copy(a->io->sys);

	shift(s, &ev->end);
	o.ftol = a->opt.ftol;
	o.tick = tick;
	gw_force_reset(a->io->force);
	if (gw_minimize(a->io->force, s, &o, &out, &a->io->err) == 0)
		return s;
	gw_sys_free(s);
	return NULL;
}

/* Metropolis' rule with the number of this attempt */
static int
accepted(const struct walk *w, double de)
{
	double T = w->a->opt.temperature, kT = gw_units(w->a->io->sys->units)->kB*T;
	struct gw_rng r;

	if (T < 0 || de <= 0)
		return 1;
	gw_rng_start(&r, (uint64_t)w->a->io->seed, GW_RNG_CHAIN, (uint32_t)w->attempts, 1);
	return kT > 0 && gw_rng_uniform(&r) < exp(-de/kT);
}

static int
prepare(struct walk *w)
{
	struct artn *a = w->a;

	gw_art_free(w->art);
	gw_local_base_free(a->base);
	w->art = NULL;
	past_clear(&w->past);
	if (!(a->base = gw_local_base_new(a->io->force->pot, a->io->sys, &a->io->err)))
		return -1;
	w->art = gw_art_new(a->base, a->io->force->pot, a->io->sys, &a->opt.art);
	return 0;
}

static void
drop_arrays(struct gw_frame *f)
{
	for (int k = f->narray; k-- > 0;) {
		const char *name = f->array[k].name;

		if (strcmp(name, "pos") && strcmp(name, "type") && strcmp(name, "id"))
			gw_frame_drop(f, name);
	}
}

/* Go on from s (taken over), and write it. */
static int
move_to(struct walk *w, struct gw_sys *s, int64_t to)
{
	struct filter *io = w->a->io;

	gw_sys_free(io->sys);
	io->sys = s;
	w->at = to;
	drop_arrays(io->frame);
	artn_minimum(w->a, to);
	return filter_put(io) < 0 ? -1 : prepare(w);
}

/* Connected: where does it lead?  next is the new minimum. */
static int
follow(struct walk *w, const struct gw_art_event *ev, struct found *f, struct known *k,
	struct gw_sys **next)
{
	const struct found *same;
	double de;

	if (!(*next = relaxed(w, ev)))
		return -1;
	signature(w, *next, k);
	de = (*next)->energy - w->a->energy;
	f->to = number(w, k);
	f->ev.final = de;
	f->ev.reverse = f->ev.barrier - de;
	f->accepted = f->to != w->at && accepted(w, de);
	same = past_same(&w->past, f, &w->a->opt);
	f->duplicate_of = same ? (long)same->ev.attempt : 0;
	w->events += f->to != w->at;
	return 0;
}

static int32_t
draw(const struct walk *w)
{
	const struct artn *a = w->a;
	struct gw_rng r;

	gw_rng_start(&r, (uint64_t)a->io->seed, GW_RNG_CHAIN, (uint32_t)w->attempts, 0);
	return a->index[gw_rng_below(&r, (uint32_t)a->n)];
}

static int
step(struct walk *w)
{
	struct artn *a = w->a;
	struct gw_art_event ev = { 0 };
	struct gw_sys *next = NULL;
	struct found f;
	struct known k;
	int r;

	w->attempts++;
	if (gw_art_attempt(w->art, draw(w), (uint64_t)a->io->seed, (uint32_t)w->attempts, &ev,
	    &a->io->err) < 0)
		return -1;
	artn_found(a, &f, &ev);
	f.from = w->at;
	f.accepted = 0;
	r = artn_connected(&ev) ? follow(w, &ev, &f, &k, &next) : 0;
	if (r == 0)
		r = artn_put(a, &f, next ? k.sum : NULL, SIGNS);
	past_add(&w->past, &f);
	if (r == 0 && f.accepted)
		r = move_to(w, next, f.to);
	else
		gw_sys_free(next);
	gw_art_event_clear(&ev);
	found_clear(&f);
	return r;
}

/* ---- what an earlier run has done ---- */

static int
read_signature(const struct gw_frame *f, struct known *k)
{
	const json_t *j = json_object_get(json_object_get(f->meta, "event"), "signature");
	double e;

	if (json_array_size(j) != SIGNS || !gw_frame_get_real(f, "energy_final", &e))
		return -1;
	k->energy = e;
	for (size_t m = 0; m < SIGNS; m++)
		k->sum[m] = json_number_value(json_array_get(j, m));
	return 0;
}

/* A minimum that the walk came to: its positions are the present ones. */
static int
replay_minimum(struct walk *w, const struct gw_frame *f, int64_t to)
{
	struct filter *io = w->a->io;
	struct gw_sys *s;

	if (json_object_get(f->meta, "quantum"))
		return gw_fail(&io->err, GW_BADDATA, "--resume: a chain whose positions are multiples "
		    "of a quantum cannot go on");
	if (!(s = gw_config_read(f, &io->err)))
		return -1;
	gw_sys_free(io->sys);
	io->sys = s;
	past_clear(&w->past);
	w->at = to;
	drop_arrays(io->frame);
	if (gw_force_reset(io->force), gw_force_eval(io->force, s, GW_WANT_F, &io->err) < 0)
		return -1;
	gw_frame_get_real(f, "energy", &s->energy);
	artn_minimum(w->a, to);
	return 0;
}

static int
replay_event(struct walk *w, const struct gw_frame *f, const struct found *x)
{
	struct known k;

	if ((long)x->ev.attempt != w->attempts + 1 || x->from != w->at)
		return resume_wrong(w->a, f);
	w->attempts++;
	past_add(&w->past, x);
	artn_count(w->a, x);
	if (!artn_connected(&x->ev))
		return 0;
	if (read_signature(f, &k) < 0 || number(w, &k) != x->to)
		return resume_wrong(w->a, f);
	w->events += x->to != w->at;
	return 0;
}

/* One event, with the minimum behind it if it was accepted: 1; 0: there is none, or not its minimum. */
static int
replay_one(struct walk *w)
{
	struct artn *a = w->a;
	struct gw_frame *f = NULL, *m = NULL;
	struct found x = { 0 };
	int r = resume_next(a, &f);

	if (r > 0)
		r = resume_found(a, f, &x) < 0 ? -1 : 1;
	if (r > 0 && x.accepted)
		r = resume_next(a, &m);
	if (r > 0)
		r = replay_event(w, f, &x) < 0 || filter_emit(a->io, f) < 0 ? -1 : 1;
	if (r > 0 && m)
		r = gw_event_kind(m) != GW_EVENT_MINIMUM ? resume_wrong(a, m) :
		    replay_minimum(w, m, x.to) < 0 || filter_emit(a->io, m) < 0 ? -1 : 1;
	found_clear(&x);
	gw_frame_free(f);
	gw_frame_free(m);
	return r;
}

static int
replay(struct walk *w)
{
	int r;

	while ((r = replay_one(w)) > 0)
		;
	return r;
}

/* ---- all of it ---- */

static int
walk(struct walk *w)
{
	const struct artn_want *o = w->a->want;

	if (replay(w) < 0 || prepare(w) < 0)
		return -1;
	while (w->events < o->chain && w->attempts < o->max_attempts) {
		if (filter_interrupted())
			return 1;
		if (step(w) < 0)
			return -1;
		filter_progress(w->a->io, (double)w->events, (double)o->chain, "events");
	}
	if (w->events < o->chain)
		filter_unconverged(w->a->io, "the chain ends after %ld events: %ld attempts are the most "
		    "(--max-attempts)", w->events, w->attempts);
	return 0;
}

int
artn_chain(struct artn *a)
{
	struct walk w = { .a = a, .at = 1 };
	struct known k;
	int r;

	w.first = gw_dup(a->io->sys->x, 3*(size_t)a->io->sys->n, sizeof *w.first);
	signature(&w, a->io->sys, &k);
	number(&w, &k);
	r = walk(&w);
	gw_art_free(w.art);
	past_clear(&w.past);
	gw_free(w.known);
	gw_free(w.first);
	return r;
}
