/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An earlier run of the same search: every attempt that it has written is as good as a checkpoint, for
 * each is a function of the minimum, the options, the seed, the atom and its number.  A frame that
 * carries another search's number is refused.
 */
#include <errno.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "tools/artn.h"

struct resume {
	const char *name;
	struct gw_reader *in;
	struct gw_frame *next;
	long read;
	int over, ours;		/* no more; it begins as a stream of ours does */
};

/* The first bytes of a file: cut in its first frame it is still a stream. */
static int
begins(const char *name)
{
	unsigned char h[4];
	FILE *f = fopen(name, "rb");
	int r = f && fread(h, sizeof h, 1, f) == 1 && memcmp(h, "\x1f\x8b\x08\x04", sizeof h) == 0;

	if (f)
		fclose(f);
	return r;
}

int
resume_open(struct filter *io, struct resume **r, const char *name)
{
	struct stat st = { 0 };

	*r = NULL;
	if (!name)
		return 0;
	if (stat(name, &st) < 0 && errno == ENOENT) {
		if (!io->quiet)
			filter_warn(io, "%s is not there yet: starting at the beginning", name);
		return 0;
	}
	*r = gw_alloc(1, sizeof **r);
	(*r)->name = name;
	(*r)->ours = stat(name, &st) == 0 && S_ISREG(st.st_mode) && begins(name);
	(*r)->over = S_ISREG(st.st_mode) && st.st_size == 0;
	if ((*r)->over)
		return 0;
	(*r)->in = gw_reader_open((const char *const *)&(*r)->name, 1, GW_READ_FRAGMENT, &io->err);
	return (*r)->in ? 0 : -1;
}

void
resume_close(struct resume *r)
{
	if (!r)
		return;
	gw_frame_free(r->next);
	gw_reader_close(r->in);
	gw_free(r);
}

/* A run that was killed may have left half of a frame: what was whole counts. */
static int
fill(struct artn *a)
{
	struct resume *r = a->resume;
	struct gw_err e = { 0 };
	int got;

	if (r->next || r->over)
		return 0;
	got = gw_reader_next(r->in, &r->next, &e);
	if (got > 0) {
		r->read++;
		return 0;
	}
	r->over = 1;
	if (got < 0 && (e.code != GW_BADDATA || !(r->read || r->ours))) {
		a->io->err = e;
		return -1;
	}
	if (got < 0 && !a->io->quiet)
		filter_warn(a->io, "--resume: going on after frame %ld: %s", r->read, e.msg);
	return 0;
}

int
resume_wrong(struct artn *a, const struct gw_frame *f)
{
	return gw_fail(&a->io->err, GW_BADDATA, "--resume %s: frame %ld: an attempt that this run does "
	    "not come to: of other --atoms, another --shard, or another file's", a->resume->name, f->number);
}

static int
same_search(struct artn *a, const struct gw_frame *f)
{
	const char *s = json_string_value(json_object_get(json_object_get(f->meta, "event"), "search"));

	if (s && !strcmp(s, a->search))
		return 0;
	return gw_fail(&a->io->err, GW_BADDATA, "--resume %s: frame %ld: refused: it was found from another "
	    "input, with other options or with another seed", a->resume->name, f->number);
}

/* The next frame, if it is of this sample: 1, it stays the next one; 0; -1 */
static int
look(struct artn *a)
{
	double sample;

	if (!a->resume)
		return 0;
	if (fill(a) < 0)
		return -1;
	if (!a->resume->next || !gw_frame_get_real(a->resume->next, "sample", &sample) ||
	    (long)sample != a->sample)
		return 0;
	return same_search(a, a->resume->next) < 0 ? -1 : 1;
}

int
resume_next(struct artn *a, struct gw_frame **f)
{
	int r = look(a);

	if (r <= 0)
		return r;
	*f = a->resume->next;
	a->resume->next = NULL;
	return 1;
}

int
resume_first(struct artn *a)
{
	int r = look(a);

	if (r > 0 && gw_event_kind(a->resume->next) == GW_EVENT_MINIMUM) {
		gw_frame_free(a->resume->next);
		a->resume->next = NULL;
	}
	return r < 0 ? -1 : 0;
}

int
resume_rest(struct artn *a)
{
	if (!a->resume || fill(a) < 0 || !a->resume->next)
		return a->io->err.code ? -1 : 0;
	return resume_wrong(a, a->resume->next);
}

/* ---- what a frame says ---- */

static int64_t
whole(const struct gw_frame *f, const char *key)
{
	double v;

	return gw_frame_get_real(f, key, &v) && v > -9e15 && v < 9e15 ? (int64_t)v : 0;
}

static double
real(const struct gw_frame *f, const char *key)
{
	double v;

	return gw_frame_get_real(f, key, &v) ? v : NAN;
}

static int
outcome(const struct gw_frame *f)
{
	const char *s = json_string_value(json_object_get(json_object_get(f->meta, "scalars"), "outcome"));

	for (int k = 0; s && k < GW_ART_NOUTCOMES; k++)
		if (!strcmp(s, gw_art_outcome_name[k]))
			return k;
	return -1;
}

int
resume_found(struct artn *a, const struct gw_frame *f, struct found *x)
{
	int k = outcome(f);

	memset(x, 0, sizeof *x);
	if (gw_event_kind(f) != GW_EVENT_EVENT || k < 0)
		return resume_wrong(a, f);
	x->ev.outcome = (enum gw_art_outcome)k;
	x->ev.attempt = (uint32_t)whole(f, "attempt");
	x->ev.barrier = real(f, "barrier");
	x->ev.agrees = real(f, "whole") == 0 ? 0 : 1;
	x->ev.evals = (long)whole(f, "evals");
	x->ev.products = (long)whole(f, "products");
	x->center = whole(f, "center");
	x->duplicate_of = (long)whole(f, "duplicate_of");
	x->from = whole(f, "from");
	x->to = whole(f, "to");
	x->accepted = (int)whole(f, "accepted");
	return gw_moves_get(&x->saddle, f, "dsaddle", &a->io->err) < 0 ||
	    gw_moves_get(&x->end, f, "dfinal", &a->io->err) < 0 ? -1 : 0;
}
