/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/pairs.h"

#include <math.h>

#include "base/mem.h"

struct held *
held_new(const struct gw_frame *f, const struct gw_sys *s, long number, int whole)
{
	struct held *h = gw_alloc(1, sizeof *h);
	double converged;

	h->number = number;
	if (!gw_frame_get_real(f, "time", &h->time))
		h->time = NAN;
	h->converged = gw_frame_get_real(f, "converged", &converged) ? converged != 0 : -1;
	h->sys = gw_sys_copy(s);
	gw_free(h->sys->v);
	gw_free(h->sys->f);
	h->sys->v = h->sys->f = NULL;
	h->frame = whole ? gw_frame_copy(f) : NULL;
	h->users = 1;
	return h;
}

struct held *
held_use(struct held *h)
{
	h->users++;
	return h;
}

void
held_drop(struct held *h)
{
	if (!h || --h->users)
		return;
	gw_sys_free(h->sys);
	gw_frame_free(h->frame);
	gw_free(h);
}

void
pairs_open(struct pairs *q, int threads)
{
	q->room = threads;
	q->pair = gw_alloc((size_t)threads, sizeof *q->pair);
}

static void
forget(struct pairs *q)
{
	for (int k = 0; k < q->n; k++) {
		held_drop(q->pair[k].ref);
		held_drop(q->pair[k].now);
	}
	q->n = 0;
}

static int
told(struct filter *io, struct pairs *q)
{
	for (int k = 0; k < q->n; k++) {
		struct pair *p = &q->pair[k];

		if (p->err.code) {
			io->err = p->err;
			return gw_fail_in(&io->err, "frame %ld against %s%ld", p->now->number,
			    p->lag ? "frame " : "the first stream's frame ", p->ref->number);
		}
		if (q->done(io, q->arg, p) < 0)
			return -1;
	}
	return 0;
}

int
pairs_flush(struct filter *io, struct pairs *q)
{
	int r;

#pragma omp parallel for schedule(dynamic, 1) num_threads(q->room) if (q->n > 1)
	for (int k = 0; k < q->n; k++) {
		struct pair *p = &q->pair[k];

		p->err.code = 0;
		gw_match_pair(&p->m, p->now->sys, p->ref->sys, q->keep_drift, &p->err);
	}
	r = told(io, q);
	forget(q);
	return r;
}

int
pairs_add(struct filter *io, struct pairs *q, struct held *ref, struct held *now, long lag)
{
	struct pair *p = &q->pair[q->n++];

	p->ref = held_use(ref);
	p->now = held_use(now);
	p->lag = lag;
	return q->n == q->room ? pairs_flush(io, q) : 0;
}

void
pairs_close(struct pairs *q)
{
	forget(q);
	for (int k = 0; k < q->room; k++)
		gw_match_clear(&q->pair[k].m);
	gw_free(q->pair);
	q->pair = NULL;
}
