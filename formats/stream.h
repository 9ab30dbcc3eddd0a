/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The stream of frames: gzip members, each a run of ustar entries.
 * formats/stream.5 is the specification.
 *
 * A frame in memory is a JSON object and a list of named arrays (plus
 * entries that we do not understand, kept as bytes).  It knows nothing of
 * physics; formats/config.h turns frames into systems and back.
 */
#ifndef GW_FORMATS_STREAM_H
#define GW_FORMATS_STREAM_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/err.h"

enum gw_dtype { GW_F8, GW_F4, GW_I8, GW_I4, GW_I2, GW_U1 };

struct gw_array {
	char   name[64];	/* "pos", "type", "voronoi"; no dot, no slash */
	enum gw_dtype dtype;
	int    ndim;		/* 1 .. 4 */
	size_t shape[4];
	char   unit[32];	/* "A", "eV/A", ""; free text */
	void   *data;		/* row-major, owned by the frame */
};

struct gw_extra {		/* an entry of an unknown kind, passed through */
	char   name[96];	/* entry name after the frame's key and dot */
	void   *data;
	size_t size;
};

struct gw_frame {
	json_t *meta;		/* the object of KEY.meta.json without "arrays" */
	json_t *records;	/* "arrays" as it was read, NULL for a new frame:
				   its unknown keys are kept */
	int    narray;
	struct gw_array *array;
	int    nextra;
	struct gw_extra *extra;
	long   number;		/* place in its stream, from 1 (set by the reader) */
	const char *source;	/* name of the input, borrowed from the reader */
};

struct gw_frame *gw_frame_new(void);			/* empty: meta {} */
struct gw_frame *gw_frame_copy(const struct gw_frame *f);	/* deep */
void gw_frame_free(struct gw_frame *f);

size_t gw_dtype_size(enum gw_dtype t);
size_t gw_array_count(const struct gw_array *a);	/* number of elements */

/* Element k of an array of whole numbers; otherwise, if it holds none. */
int64_t gw_array_whole(const struct gw_array *a, size_t k, int64_t otherwise);

/* By name; NULL if the frame has none. */
struct gw_array *gw_frame_array(const struct gw_frame *f, const char *name);

/*
 * Add or replace an array; the data are copied when data is not NULL, else
 * zeroed.  shape[0] is the number of atoms for per-atom arrays; cols = 0 makes it
 * one-dimensional.  Returns the array.
 */
struct gw_array *gw_frame_put(struct gw_frame *f, const char *name, enum gw_dtype t,
	size_t rows, size_t cols, const char *unit, const void *data);
void gw_frame_drop(struct gw_frame *f, const char *name);

/* Scalars of the frame live in meta.scalars. */
void gw_frame_set_real(struct gw_frame *f, const char *key, double v);	/* NaN and inf become null */
void gw_frame_set_int(struct gw_frame *f, const char *key, int64_t v);
void gw_frame_set_str(struct gw_frame *f, const char *key, const char *v);

/* Text as a JSON string; where it is not UTF-8, bytes above ASCII become '?'. */
json_t *gw_json_text(const char *text);

/* 1 and *v when the key is there and is a number (or boolean), else 0. */
int  gw_frame_get_real(const struct gw_frame *f, const char *key, double *v);

/* ---- reading ---- */

struct gw_reader;

enum gw_read_flags {
	GW_READ_FRAGMENT = 1	/* a missing or wrong end marker is accepted */
};

/*
 * Open the named inputs one after the other ("-" is fd 0; none means "-").
 * Plain tar, gzip, zstd, lz4 and xz are recognised.  names is borrowed.
 * NULL: GW_NOINPUT (cannot be opened).
 */
struct gw_reader *gw_reader_open(const char *const *names, int n, int flags,
	struct gw_err *e);

/*
 * The next frame, verified against its CRCs.  1: *f is new, the caller frees
 * it; 0: the end, all markers were right; -1: GW_BADDATA (damaged, truncated,
 * not a stream, unknown version, no frame and no end marker), GW_IO.  Frames before the damage
 * have been delivered.  A frame is delivered as soon as its last byte is there.
 */
int gw_reader_next(struct gw_reader *r, struct gw_frame **f, struct gw_err *e);

/* Read what is left without looking at it (a head-like program does not kill its producer). */
void gw_reader_drain(struct gw_reader *r);
void gw_reader_close(struct gw_reader *r);

/* ---- writing ---- */

struct gw_writer;

struct gw_write_opt {
	double quantum;		/* > 0: pos as int32 multiples of it (lossy, recorded) */
	int    plain;		/* 1: no compression, an ordinary run of ustar entries */
};

/*
 * Write to a file descriptor, which stays the caller's; o may be NULL.  Every
 * frame is written at once, as one gzip member.  name (for messages) is borrowed.
 */
struct gw_writer *gw_writer_open(int fd, const char *name, const struct gw_write_opt *o);

/*
 * One frame; keys are numbered from 0 by the writer.  -1: GW_IO (disk full, ...);
 * GW_BADDATA, nothing written (a name with a dot or slash,
 * a position that does not fit the quantum).
 */
int gw_writer_put(struct gw_writer *w, const struct gw_frame *f, struct gw_err *e);

/* The end marker: only after success.  -1: GW_IO. */
int gw_writer_end(struct gw_writer *w, struct gw_err *e);

/* Frames written so far. */
long gw_writer_count(const struct gw_writer *w);
void gw_writer_free(struct gw_writer *w);

#endif
