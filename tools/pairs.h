/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pairs of frames for dmin-match: frames are held as long as a pair needs
 * them, pairs are matched some at a time, one thread to each, and come out in
 * the order in which they were asked for.
 */
#ifndef GW_TOOLS_PAIRS_H
#define GW_TOOLS_PAIRS_H

#include "structure/match.h"
#include "tools/filter.h"

/* A frame that pairs need. */
struct held {
	long   number;		/* in its input, from 1 */
	double time;		/* NaN: it has none */
	int    converged;	/* -1: it does not say */
	struct gw_sys *sys;	/* without velocities and forces */
	struct gw_frame *frame;	/* NULL unless asked for */
	int    users;
};

/* A copy of s (and of f, if whole); one user: the caller. */
struct held *held_new(const struct gw_frame *f, const struct gw_sys *s, long number, int whole);
struct held *held_use(struct held *h);	/* one user more */
void held_drop(struct held *h);		/* one less; NULL is accepted */

struct pair {
	struct held *ref, *now;
	long lag;		/* in frames, 0: of two streams */
	struct gw_match m;
	struct gw_err err;
};

struct pairs {
	int keep_drift;
	int n, room;		/* waiting; how many are matched at a time */
	struct pair *pair;
	/* told of each pair in order; -1 ends the work */
	int (*done)(struct filter *io, void *arg, struct pair *p);
	void *arg;
};

/* As many at a time as there are threads. */
void pairs_open(struct pairs *q, int threads);

/* One more pair; both frames get a user.  -1: io->err. */
int pairs_add(struct filter *io, struct pairs *q, struct held *ref, struct held *now, long lag);

/* Match all that wait.  -1: io->err. */
int pairs_flush(struct filter *io, struct pairs *q);
void pairs_close(struct pairs *q);

#endif
