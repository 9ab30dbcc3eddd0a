/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading the stream.  Entries come one after the other; a frame is whole
 * when its crc32 entry and all entries that it lists are there.  Nothing is
 * believed before it was checked: sizes before memory is taken for them, CRCs
 * before the JSON is looked at, the list of arrays against the arrays.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "formats/entry.h"
#include "formats/source.h"
#include "formats/stream.h"

struct gw_reader {
	const char *const *name;
	int n, next;		/* inputs, and the next of them to be opened */
	int flags;
	struct gw_source *src;
	const char *source;	/* what messages call the present input */
	long number;		/* frames of this input */
	long since;		/* frames since its last end marker */
	int begun;		/* it had an entry */
	int marked;		/* the last thing in it was an end marker */
	struct gw_parts *parts;	/* the frame that is being read */
	struct gw_err err;	/* the error that ended reading */
};

static const char *const standard_input[] = { "-" };

static int
open_next(struct gw_reader *r, struct gw_err *e)
{
	const char *name = r->name[r->next++];

	r->source = strcmp(name, "-") == 0 ? "standard input" : name;
	r->number = r->since = 0;
	r->begun = r->marked = 0;
	r->src = gw_source_open(name, e);
	return r->src ? 0 : -1;
}

static int
truncated(const struct gw_reader *r, struct gw_err *e)
{
	if (gw_parts_begun(r->parts))
		return gw_fail(e, GW_BADDATA, "%s: truncated: the stream ends inside frame %ld: "
		    "did the program before this one fail?", r->source, r->number + 1);
	if (r->number == 0)
		return gw_fail(e, GW_BADDATA, "%s: truncated: the stream ends without a frame "
		    "and without its end marker: did the program before this one fail?", r->source);
	return gw_fail(e, GW_BADDATA, "%s: truncated: the stream ends after frame %ld without its "
	    "end marker: did the program before this one fail?", r->source, r->number);
}

/* The input has no more bytes: is that a good end? */
static int
end_of_input(struct gw_reader *r, struct gw_err *e)
{
	if (gw_source_empty(r->src))
		return gw_fail(e, GW_BADDATA, "%s: empty input, not a stream: "
		    "did the program before this one fail?", r->source);
	if (gw_parts_begun(r->parts))
		return truncated(r, e);
	if (!r->marked && !(r->flags & GW_READ_FRAGMENT && r->begun))
		return truncated(r, e);
	gw_source_close(r->src);
	r->src = NULL;
	return 0;
}

/* Say where it happened; at the very first bytes it may be no stream at all. */
static int
located(const struct gw_reader *r, struct gw_err *e)
{
	gw_source_diagnose(r->src, e);
	if (!r->begun && e->code == GW_BADDATA && !gw_parts_begun(r->parts))
		return gw_fail_in(e, "%s: not a stream, or damaged where it begins", r->source);
	return gw_fail_in(e, "%s: frame %ld", r->source, r->number + 1);
}

/*
 * An end marker.  Its text is small, has no CRC of its own in a plain tar,
 * and is checked by what it says.
 */
static int
end_marker(struct gw_reader *r, const struct gw_ustar *u, struct gw_err *e)
{
	char text[4096];
	json_t *j, *frames;
	uint32_t crc;
	int bad;

	if (gw_parts_begun(r->parts))
		return gw_fail(e, GW_BADDATA, "truncated: the end marker comes inside a frame");
	if (u->size >= sizeof text || gw_entry_content(r->src, u->size, text, &crc, e) < 0)
		return u->size < sizeof text ? -1 : gw_fail(e, GW_BADDATA, "damaged end marker");
	if (gw_source_member_end(r->src, e) < 0)
		return -1;
	j = json_loadb(text, (size_t)u->size, JSON_REJECT_DUPLICATES, NULL);
	frames = json_object_get(j, "frames");
	bad = !json_is_true(json_object_get(j, "end")) || !json_is_integer(frames);
	if (!bad && !(r->flags & GW_READ_FRAGMENT) && json_integer_value(frames) != r->since)
		gw_fail(e, GW_BADDATA, "truncated: the end marker after frame %ld counts %lld "
		    "frames, but %ld came: part of the stream is missing", r->number,
		    (long long)json_integer_value(frames), r->since);
	json_decref(j);
	if (bad)
		return gw_fail(e, GW_BADDATA, "damaged end marker");
	r->since = 0;
	r->marked = 1;
	return e->code ? -1 : 0;
}

/* One entry.  1: it completed a frame; 0: go on; -1. */
static int
take_entry(struct gw_reader *r, const struct gw_ustar *u, struct gw_err *e)
{
	int done;

	if (strcmp(u->name, "end.json") == 0)
		return end_marker(r, u, e);
	done = gw_parts_add(r->parts, r->src, u, e);
	if (done <= 0)
		return done;
	return gw_source_member_end(r->src, e) < 0 ? -1 : 1;
}

/* Entries up to the end of a frame.  1; 0 at the end of the input; -1. */
static int
read_frame(struct gw_reader *r, struct gw_err *e)
{
	struct gw_ustar u;
	int k;

	for (;;) {
		k = gw_entry_header(r->src, !gw_parts_begun(r->parts), &u, e);
		if (k == 0)
			return 0;
		if (k < 0)
			return located(r, e);
		r->begun = 1;
		k = take_entry(r, &u, e);
		if (k < 0)
			gw_source_diagnose(r->src, e);
		if (k < 0 && strcmp(u.name, "end.json") == 0)
			return gw_fail_in(e, "%s: %s", r->source, u.name);
		if (k < 0)
			return gw_fail_in(e, "%s: frame %ld: %s", r->source, r->number + 1, u.name);
		if (k > 0)
			return 1;
	}
}

static int
next_frame(struct gw_reader *r, struct gw_frame **f, struct gw_err *e)
{
	int k;

	for (;;) {
		if (!r->src && r->next == r->n)
			return 0;
		if (!r->src && open_next(r, e) < 0)
			return -1;
		k = read_frame(r, e);
		if (k < 0)
			return -1;
		if (k > 0)
			break;
		if (end_of_input(r, e) < 0)
			return -1;
	}
	if (!(*f = gw_parts_frame(r->parts, e)))
		return gw_fail_in(e, "%s: frame %ld", r->source, r->number + 1);
	(*f)->number = ++r->number;
	(*f)->source = r->source;
	r->since++;
	r->marked = 0;
	return 1;
}

int
gw_reader_next(struct gw_reader *r, struct gw_frame **f, struct gw_err *e)
{
	*f = NULL;
	if (r->err.code) {	/* after an error there is nothing to be had */
		*e = r->err;
		return -1;
	}
	memset(e, 0, sizeof *e);
	if (next_frame(r, f, e) < 0 || e->code) {
		r->err = *e;
		return -1;
	}
	return *f != NULL;
}

struct gw_reader *
gw_reader_open(const char *const *names, int n, int flags, struct gw_err *e)
{
	struct gw_reader *r = gw_alloc(1, sizeof *r);

	r->name = n ? names : standard_input;
	r->n = n ? n : 1;
	r->flags = flags;
	r->parts = gw_parts_new();
	/* what is missing is better known before hours of work on the first input */
	for (int k = 1; k < r->n; k++)
		if (strcmp(r->name[k], "-") != 0 && access(r->name[k], R_OK) < 0) {
			gw_fail(e, GW_NOINPUT, "%s: cannot open: no such file, or not readable",
			    r->name[k]);
			gw_reader_close(r);
			return NULL;
		}
	if (open_next(r, e) < 0) {
		gw_reader_close(r);
		return NULL;
	}
	return r;
}

void
gw_reader_drain(struct gw_reader *r)
{
	if (r->src)
		gw_source_drain(r->src);
}

void
gw_reader_close(struct gw_reader *r)
{
	if (!r)
		return;
	gw_source_close(r->src);
	gw_parts_free(r->parts);
	gw_free(r);
}
