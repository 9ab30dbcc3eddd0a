/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Events around many atoms.  An atom is one thread's; events leave in the order of the atoms: those of the
 * first atom that is not done at once, those of the atoms behind it when it is their turn.  No thread
 * begins an atom that is too far behind the first one, so that what waits is bounded.
 */
#include <omp.h>
#include <pthread.h>
#include <string.h>

#include "base/mem.h"
#include "tools/artn.h"

enum { AHEAD = 16 };		/* atoms for each thread that may be under way or wait */

/* an atom under way */
struct slot {
	struct past past;
	struct found *wait;	/* [nwait] found before its turn */
	int nwait, done;
	size_t cap;
};

struct crew {
	struct artn *a;
	pthread_mutex_t lock;
	pthread_cond_t moved;	/* head has moved, or stop */
	int head, next;		/* first atom that is not done, first that nobody has begun */
	int window;
	struct slot *ring;	/* [window] of atom k: k modulo window */
	long events;		/* connected, of this frame */
	_Atomic int stop;	/* 1 signal, -1 error */
};

static struct slot *
slot(const struct crew *c, int k)
{
	return &c->ring[k % c->window];
}

static int
enough(const struct artn *a, const struct past *p)
{
	return p->connected >= a->want->per_atom || p->n >= a->want->max_attempts;
}

static void
slot_clear(struct slot *s)
{
	past_clear(&s->past);
	for (int k = 0; k < s->nwait; k++)
		found_clear(&s->wait[k]);
	gw_free(s->wait);
	memset(s, 0, sizeof *s);
}

/* ---- with the lock held ---- */

static void
halt(struct crew *c, int how, const struct gw_err *e)
{
	if (!c->stop) {
		c->stop = how;
		if (e && !c->a->io->err.code)
			c->a->io->err = *e;
	}
	pthread_cond_broadcast(&c->moved);
}

static void
put(struct crew *c, struct found *f)
{
	if (c->stop >= 0 && artn_put(c->a, f, NULL, 0) < 0)
		halt(c, -1, NULL);
	found_clear(f);
}

static void
put_waiting(struct crew *c, struct slot *s)
{
	for (int k = 0; k < s->nwait; k++)
		put(c, &s->wait[k]);
	s->nwait = 0;
}

/* The first atom is done: those behind it that are done leave, too. */
static void
advance(struct crew *c)
{
	while (c->head < c->next && slot(c, c->head)->done) {
		slot_clear(slot(c, c->head));
		if (++c->head < c->next)
			put_waiting(c, slot(c, c->head));
	}
	pthread_cond_broadcast(&c->moved);
}

static void
show(struct crew *c)
{
	const struct artn *a = c->a;
	char what[64];

	snprintf(what, sizeof what, "events, %d of %d atoms", c->head - a->lo, a->hi - a->lo);
	filter_progress(a->io, (double)c->events, (double)(a->hi - a->lo)*(double)a->want->per_atom, what);
}

/* ---- the threads ---- */

/* The next atom, -1: there is none. */
static int
take(struct crew *c)
{
	int k = -1;

	pthread_mutex_lock(&c->lock);
	while (!c->stop && c->next < c->a->hi && c->next - c->head >= c->window)
		pthread_cond_wait(&c->moved, &c->lock);
	if (!c->stop && c->next < c->a->hi)
		k = c->next++;
	pthread_mutex_unlock(&c->lock);
	return k;
}

static void
deliver(struct crew *c, int k, struct found *f)
{
	struct slot *s = slot(c, k);

	pthread_mutex_lock(&c->lock);
	c->events += artn_connected(&f->ev);
	if (k == c->head) {
		put(c, f);
	} else {
		gw_reserve(&s->wait, &s->cap, (size_t)s->nwait + 1, sizeof *s->wait);
		s->wait[s->nwait++] = *f;
	}
	show(c);
	if (filter_interrupted())
		halt(c, 1, NULL);
	pthread_mutex_unlock(&c->lock);
}

static void
finish(struct crew *c, int k)
{
	pthread_mutex_lock(&c->lock);
	slot(c, k)->done = enough(c->a, &slot(c, k)->past);
	advance(c);
	pthread_mutex_unlock(&c->lock);
}

/* Minimum 1 is the initial one; the one that an attempt finds has a number of its own. */
static int64_t
number(const struct artn *a, int32_t atom, long attempt)
{
	return 1 + (int64_t)atom*a->want->max_attempts + attempt;
}

static int
attempt(struct crew *c, struct gw_art *art, int k)
{
	const struct artn *a = c->a;
	struct past *p = &slot(c, k)->past;
	struct gw_art_event ev = { 0 };
	struct found f;
	const struct found *same;
	struct gw_err e = { 0 };

	if (gw_art_attempt(art, a->index[k], (uint64_t)a->io->seed, (uint32_t)p->n + 1, &ev, &e) < 0) {
		pthread_mutex_lock(&c->lock);
		halt(c, -1, &e);
		pthread_mutex_unlock(&c->lock);
		return -1;
	}
	artn_found(a, &f, &ev);
	gw_art_event_clear(&ev);
	same = past_same(p, &f, &a->opt);
	f.duplicate_of = same ? (long)same->ev.attempt : 0;
	f.from = 1;
	if (artn_connected(&f.ev))
		f.to = same ? same->to : number(a, a->index[k], (long)f.ev.attempt);
	past_add(p, &f);
	deliver(c, k, &f);
	return 0;
}

static void
work(struct crew *c)
{
	const struct artn *a = c->a;
	struct gw_art *art = gw_art_new(a->base, a->io->force->pot, a->io->sys, &a->opt.art);
	int k;

	while ((k = take(c)) >= 0) {
		while (!c->stop && !enough(a, &slot(c, k)->past) && attempt(c, art, k) == 0)
			;
		finish(c, k);
	}
	gw_art_free(art);
}

/* ---- what an earlier run has done ---- */

/* The frames of this sample go through; the slots behind them are done. */
static int
replay(struct crew *c)
{
	struct artn *a = c->a;
	struct gw_frame *f;
	struct found x;
	int r, k = a->lo;

	while ((r = resume_next(a, &f)) > 0) {
		struct past *p;

		while (k < a->hi && enough(a, &slot(c, k)->past)) {
			slot_clear(slot(c, k));
			k++;
		}
		p = &slot(c, k)->past;
		if ((r = resume_found(a, f, &x)) == 0 && (k == a->hi || x.center !=
		    a->io->sys->id[a->index[k]] || (int)x.ev.attempt != p->n + 1))
			r = resume_wrong(a, f);
		if (r == 0) {
			past_add(p, &x);
			c->events += artn_connected(&x.ev);
			artn_count(a, &x);
			r = filter_emit(a->io, f);
		}
		found_clear(&x);
		gw_frame_free(f);
		if (r < 0)
			return -1;
	}
	c->head = c->next = k;
	return r;
}

int
artn_atoms(struct artn *a)
{
	int n = a->hi - a->lo, threads = n < a->io->threads ? n : a->io->threads;
	struct crew c = { .a = a, .head = a->lo, .next = a->lo, .window = AHEAD*(threads > 0 ? threads : 1) };

	c.ring = gw_alloc((size_t)c.window, sizeof *c.ring);
	pthread_mutex_init(&c.lock, NULL);
	pthread_cond_init(&c.moved, NULL);
	if (replay(&c) < 0)
		c.stop = -1;
	#pragma omp parallel num_threads(threads > 0 ? threads : 1) if (!c.stop)
	if (!c.stop)
		work(&c);
	for (int k = 0; k < c.window; k++)
		slot_clear(&c.ring[k]);
	gw_free(c.ring);
	pthread_cond_destroy(&c.moved);
	pthread_mutex_destroy(&c.lock);
	return c.stop;
}
