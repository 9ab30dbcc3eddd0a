/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of the stream share: streams in memory, made by the writer
 * or by hand, and what the reader says to them.
 */
#ifndef GW_TESTS_STREAM_UNIT_H
#define GW_TESTS_STREAM_UNIT_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE	/* memfd_create, F_SETPIPE_SZ: include this header first */
#endif

#include "base/mem.h"
#include "base/rng.h"
#include "formats/config.h"
#include "formats/ustar.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#define MAXFRAMES 64

struct bytes {
	unsigned char *p;
	size_t n, cap;
};

static inline void
bytes_add(struct bytes *b, const void *p, size_t n)
{
	void *copy = gw_dup(p, n, 1);		/* p may be part of b */

	gw_reserve(&b->p, &b->cap, b->n + n, 1);
	if (n)
		memcpy(b->p + b->n, copy, n);
	gw_free(copy);
	b->n += n;
}

/* ---- files that live in memory ---- */

static inline int
file_new(void)
{
	int fd = memfd_create("stream", 0);

	assert_true(fd >= 0);
	return fd;
}

static inline void
file_set(int fd, const void *p, size_t n)
{
	assert_int_equal(ftruncate(fd, 0), 0);
	for (size_t at = 0; at < n;) {
		ssize_t m = pwrite(fd, (const char *)p + at, n - at, (off_t)at);

		assert_true(m > 0);
		at += (size_t)m;
	}
}

static inline struct bytes
file_bytes(int fd)
{
	struct bytes b = { 0 };
	off_t n = lseek(fd, 0, SEEK_END);

	b.p = gw_alloc((size_t)n, 1);
	b.n = b.cap = (size_t)n;
	assert_int_equal(pread(fd, b.p, b.n, 0), n);
	return b;
}

/* A name by which the reader can open it, at its beginning. */
static inline const char *
file_name(int fd, char name[32])
{
	snprintf(name, 32, "/dev/fd/%d", fd);
	return name;
}

/* ---- streams ---- */

/* What the writer makes of n frames; finished: with the end marker. */
static inline struct bytes
stream_of(struct gw_frame *const *f, int n, const struct gw_write_opt *o, int finished)
{
	struct gw_err e = { 0 };
	int fd = file_new();
	struct gw_writer *w = gw_writer_open(fd, "test", o);
	struct bytes b;

	for (int k = 0; k < n; k++)
		assert_int_equal(gw_writer_put(w, f[k], &e), 0);
	if (finished)
		assert_int_equal(gw_writer_end(w, &e), 0);
	assert_int_equal(gw_writer_count(w), n);
	gw_writer_free(w);
	b = file_bytes(fd);
	close(fd);
	return b;
}

/* A frame of n atoms with random numbers in it. */
static inline struct gw_frame *
random_frame(int n, uint32_t which)
{
	struct gw_sys *s = gw_sys_new(n, 2, 3, GW_METAL);
	struct gw_frame *f = gw_frame_new();
	struct gw_rng r;

	gw_rng_start(&r, 3, GW_RNG_TEST, which, 0);
	memcpy(s->species, (struct gw_species[2]){ { "Cu", 63.546 }, { "Zr", 91.224 } },
	    2*sizeof *s->species);
	gw_box_ortho(&s->box, 20, 21, 22, 3);
	gw_sys_need_v(s);
	for (int k = 0; k < 3*n; k++) {
		s->x[k] = 20*gw_rng_uniform(&r);
		s->v[k] = gw_rng_normal(&r);
	}
	for (int k = 0; k < n; k++)
		s->type[k] = (int32_t)gw_rng_below(&r, 2);
	gw_config_write(f, s);
	gw_frame_set_real(f, "energy", gw_rng_normal(&r));
	gw_frame_set_int(f, "step", which);
	gw_sys_free(s);
	return f;
}

/* Frames of five atoms, all different. */
static inline struct bytes
numbered(int frames, const struct gw_write_opt *o, int finished)
{
	struct gw_frame *f[MAXFRAMES] = { 0 };
	struct bytes b;

	for (int k = 0; k < frames; k++)
		f[k] = random_frame(5, (uint32_t)k);
	b = stream_of(f, frames, o, finished);
	for (int k = 0; k < frames; k++)
		gw_frame_free(f[k]);
	return b;
}

/* A digest of all that a frame holds (FNV-1a, 64 bits). */
static inline uint64_t
hash(uint64_t h, const void *p, size_t n)
{
	for (size_t k = 0; k < n; k++)
		h = (h ^ ((const unsigned char *)p)[k])*UINT64_C(0x100000001b3);
	return h;
}

static inline uint64_t
frame_hash(const struct gw_frame *f)
{
	char *meta = json_dumps(f->meta, JSON_REAL_PRECISION(17) | JSON_SORT_KEYS);
	uint64_t h = hash(UINT64_C(0xcbf29ce484222325), meta, strlen(meta));

	free(meta);
	for (int k = 0; k < f->narray; k++) {
		const struct gw_array *a = &f->array[k];

		h = hash(h, a->name, strlen(a->name));
		h = hash(h, a->unit, strlen(a->unit));
		h = hash(h, &a->dtype, sizeof a->dtype);
		h = hash(h, a->shape, (size_t)a->ndim*sizeof *a->shape);
		h = hash(h, a->data, gw_array_count(a)*gw_dtype_size(a->dtype));
	}
	for (int k = 0; k < f->nextra; k++) {
		h = hash(h, f->extra[k].name, strlen(f->extra[k].name));
		h = hash(h, f->extra[k].data, f->extra[k].size);
	}
	return h;
}

struct result {
	int n;			/* frames that were delivered */
	int end;		/* last answer of the reader: 0 or -1 */
	struct gw_err e;
	uint64_t hash[MAXFRAMES];
	struct gw_frame *last;	/* the last frame, when asked for */
};

static inline struct result
read_names(const char *const *name, int n, int flags, int keep)
{
	struct result r = { 0 };
	struct gw_reader *rd = gw_reader_open(name, n, flags, &r.e);
	struct gw_frame *f;

	assert_non_null(rd);
	while ((r.end = gw_reader_next(rd, &f, &r.e)) > 0) {
		assert_true(r.n < MAXFRAMES);
		r.hash[r.n++] = frame_hash(f);
		gw_frame_free(r.last);
		r.last = keep ? f : NULL;
		if (!keep)
			gw_frame_free(f);
	}
	gw_reader_close(rd);
	return r;
}

static inline struct result
read_bytes(int fd, const void *p, size_t n, int flags)
{
	char name[32];
	const char *names[] = { file_name(fd, name) };

	file_set(fd, p, n);
	return read_names(names, 1, flags, 0);
}

/* Read b once; the last frame stays in the result. */
static inline struct result
read_once(const struct bytes *b, int flags)
{
	char name[32];
	int fd = file_new();
	const char *names[] = { file_name(fd, name) };
	struct result r;

	file_set(fd, b->p, b->n);
	r = read_names(names, 1, flags, 1);
	if (r.last)
		r.last->source = "test";	/* name ends here */
	close(fd);
	return r;
}

static inline void
assert_fails(const struct bytes *b, int flags, int frames, const char *says)
{
	struct result r = read_once(b, flags);

	gw_frame_free(r.last);
	if (r.end != -1 || r.e.code != GW_BADDATA || !strstr(r.e.msg, says) || r.n != frames)
		print_error("%d frames, end %d, code %d: \"%s\" (expected: \"%s\")\n", r.n, r.end,
		    r.e.code, r.e.msg, says);
	assert_int_equal(r.end, -1);
	assert_int_equal(r.e.code, GW_BADDATA);
	assert_non_null(strstr(r.e.msg, says));
	assert_int_equal(r.n, frames);
}

/* ---- entries made by hand ---- */

struct hand {
	struct bytes b;
	char sums[2048];
};

static inline void
hand_entry(struct hand *h, const char *name, const void *p, size_t n)
{
	unsigned char head[GW_USTAR_BLOCK], zero[GW_USTAR_BLOCK] = { 0 };
	struct gw_err e = { 0 };
	size_t at = strlen(h->sums);

	assert_int_equal(gw_ustar_make(head, name, n, &e), 0);
	bytes_add(&h->b, head, sizeof head);
	bytes_add(&h->b, p, n);
	bytes_add(&h->b, zero, gw_ustar_padding(n));
	snprintf(h->sums + at, sizeof h->sums - at, "%08lx %s\n", crc32_z(0, p, n), name);
}

static inline void
hand_text(struct hand *h, const char *name, const char *text)
{
	hand_entry(h, name, text, strlen(text));
}

/* The crc32 entry of the frame. */
static inline void
hand_close(struct hand *h, const char *key)
{
	char name[64], sums[sizeof h->sums];

	snprintf(name, sizeof name, "%s.crc32", key);
	memcpy(sums, h->sums, sizeof sums);
	hand_text(h, name, sums);
	h->sums[0] = 0;
}

static inline void
hand_end(struct hand *h, int frames)
{
	char text[64];

	snprintf(text, sizeof text, "{\"end\": true, \"frames\": %d}", frames);
	hand_text(h, "end.json", text);
}

#endif
