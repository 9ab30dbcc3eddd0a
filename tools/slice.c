/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slice - choose frames and atoms of a stream; what is chosen stays as it was. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tools/filter.h"
#include "tools/pick.h"

static const struct tool me = {
	.name = "slice", .about = "choose frames and atoms of a stream", .operands = "[FILE ...]",
	.example = "slice --where 'temperature<500' --species Cu quench.tgz > cold-cu.tgz",
	.in = IN_STREAM, .out = OUT_STREAM, .flags = TOOL_RAW
};

struct config {
	int first, last, every, no_drain, warned;
	struct ids frames;
	struct words where;
	struct pick_atoms atoms;
	struct pick_events events;
	struct pick_where *test;	/* parsed --where */
};

/* --last: the frames that may still be the last ones, oldest first from `at`. */
struct ring {
	int n, at;
	struct gw_frame **f;
};

static int
check(struct filter *io, struct config *c)
{
	if (c->first < 0 || c->last < 0 || c->every < 1)
		return gw_fail(&io->err, GW_USAGE,
		    "--first, --last and --every: expected numbers above 0");
	if (c->first && c->last)
		return gw_fail(&io->err, GW_USAGE, "--first and --last: give one of them");
	c->test = gw_alloc((size_t)c->where.n, sizeof *c->test);
	for (int k = 0; k < c->where.n; k++)
		if (pick_where_parse(&c->test[k], c->where.v[k], &io->err) < 0)
			return -1;
	return 0;
}

static int
by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Is the k-th frame of the input (from 1) wanted, --first and --last apart? */
static int
wanted(struct filter *io, struct config *c, int64_t k)
{
	int r, event = pick_event(io, &c->events);	/* of every frame: minima are remembered */

	if (!event || (k - 1) % c->every)
		return 0;
	if (c->frames.n && !bsearch(&k, c->frames.v, (size_t)c->frames.n, sizeof k, by_id))
		return 0;
	if (gw_event_kind(io->frame) == GW_EVENT_MINIMUM)	/* events are nothing without it */
		return 1;
	for (int t = 0; t < c->where.n; t++) {
		r = pick_where(&c->test[t], io->frame);
		if (r < 0 && !c->warned++)
			filter_warn(io, "%s: frame %ld has no %s: such frames are left out",
			    io->frame->source, io->frame->number, c->test[t].name);
		if (r <= 0)
			return 0;
	}
	return 1;
}

/* No later frame than the k-th can be wanted. */
static int
over(const struct config *c, int64_t k, int64_t put)
{
	return (c->first && put >= c->first) || (c->frames.n && k >= c->frames.v[c->frames.n - 1]);
}

/* Put the frame into the ring; it stays the filter's only as long as it is the present one. */
static void
keep(struct filter *io, struct ring *r, int last)
{
	if (!r->f)
		r->f = gw_alloc((size_t)last, sizeof *r->f);
	if (r->n == last)
		gw_frame_free(r->f[r->at]);
	else
		r->n++;
	r->f[r->at] = io->frame;
	r->at = (r->at + 1) % last;
	io->frame = NULL;
}

/* Also after a damaged frame: what came before it was whole. */
static void
put_ring(struct filter *io, struct ring *r, int last)
{
	struct gw_err e = io->err;

	io->err.code = 0;
	for (int k = 0; k < r->n && !io->err.code; k++) {
		int at = (r->at + (r->n == last ? k : k - r->n + last)) % last;
		struct gw_frame *f = r->f[at];

		r->f[at] = NULL;
		if (filter_frame(io, f) == 0)
			filter_put(io);
	}
	if (e.code)
		io->err = e;
	for (int k = 0; k < r->n; k++)
		gw_frame_free(r->f[k]);
	gw_free(r->f);
}

static void
slice(struct filter *io, struct config *c)
{
	struct ring r = { 0, 0, NULL };
	int64_t k = 0, put = 0;

	while (filter_next(io) > 0) {
		if (wanted(io, c, ++k)) {
			if (pick_place(io, &c->events) < 0 || pick_atoms(io, &c->atoms) < 0)
				break;
			if (c->last)
				keep(io, &r, c->last);
			else if (filter_put(io) < 0)
				break;
			put++;
		}
		if (over(c, k, put)) {
			if (!c->no_drain)
				filter_drain(io);
			break;
		}
	}
	put_ring(io, &r, c->last);
	if (c->events.left && !io->quiet)
		filter_warn(io, "%ld events without displacements were left out: no saddle was "
		    "found, or it is not connected", c->events.left);
	if (c->events.unknown && !io->quiet)
		filter_warn(io, "%ld connected events were left out: they do not say whether the "
		    "whole system connects them, too", c->events.unknown);
	pick_events_free(&c->events);
}

int
main(int argc, char **argv)
{
	struct config c = { .every = 1 };
	struct filter io;
	const struct opt tab[] = {
		{ 'n', "first", OPT_INT, &c.first, "N", "the first N of the chosen frames" },
		{ 'l', "last", OPT_INT, &c.last, "N", "the last N of them" },
		{ 'f', "frames", OPT_ATOMS, &c.frames, "LIST", "frames by number from 1: 1,3,5:9" },
		{ 'e', "every", OPT_INT, &c.every, "K", "frames 1, 1+K, 1+2K, ..." },
		{ 'w', "where", OPT_STRS, &c.where, "COND",
			"frames with 'temperature<500' (< <= > >= == !=); may be repeated" },
		{ 'a', "atoms", OPT_ATOMS, &c.atoms.ids, "LIST", "atoms by id: 1,5,7:20" },
		{ 's', "species", OPT_STR, &c.atoms.species, "NAMES",
			"atoms of these species: Cu,Zr" },
		{ 'c', "center", OPT_ATOMS, &c.events.center, "LIST",
			"events around these atoms, by id" },
		{ 0, "connected", OPT_FLAG, &c.events.connected, "", "events that are connected" },
		{ 0, "whole", OPT_FLAG, &c.events.whole, "",
			"events that the whole system connects, too" },
		{ 0, "as", OPT_WORD, &c.events.as, "saddle|final|initial",
			"the configurations of events instead of their displacements" },
		{ 0, "no-drain", OPT_FLAG, &c.no_drain, "",
			"stop reading after the last chosen frame" },
		{ 0 } };

	filter_open(&io, &me, tab, argc, argv);
	if (check(&io, &c) == 0)
		slice(&io, &c);
	gw_free(c.test);
	return filter_close(&io);
}
