/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing the stream: a frame is put together (its arrays where they are, so that
 * no second copy of it exists), compressed by all threads, and leaves in one go.
 */
#include <errno.h>
#include <math.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "formats/config.h"
#include "formats/gzmember.h"
#include "formats/npy.h"
#include "formats/ustar.h"

struct text {
	char *s;
	size_t len, cap;
};

struct gw_writer {
	int fd;
	const char *name;
	struct gw_write_opt opt;
	long count;
	struct gw_gz *gz;	/* NULL: plain */
	struct text plain;	/* the frame, when plain */
	struct text sums;	/* the text of crc32 */
	int32_t *quantised;	/* positions of the frame that is being written */
};

/* Bytes that stay until the frame has left, and numbers among them; others are copied. */
enum bytes { PASSING, STAYING, NUMBERS };

static void
text_add(struct text *t, const void *p, size_t n)
{
	gw_reserve(&t->s, &t->cap, t->len + n + 1, 1);
	if (n)
		memcpy(t->s + t->len, p, n);
	t->len += n;
}

/* ---- bytes of the frame ---- */

/* Add bytes; returns their CRC-32. */
static uint32_t
add(struct gw_writer *w, const void *p, size_t n, enum bytes kind)
{
	uint32_t crc = n ? (uint32_t)crc32_z(0, p, n) : 0;

	if (!w->gz)
		text_add(&w->plain, p, n);
	else if (kind == PASSING)
		gw_gz_copy(w->gz, p, n, crc);
	else
		gw_gz_add(w->gz, p, n, crc, kind == NUMBERS);
	return crc;
}

/* An entry made of a head (may be empty) and a body. */
static int
add_entry(struct gw_writer *w, const char *name, const void *head, size_t nhead,
	const void *body, size_t nbody, enum bytes kind, struct gw_err *e)
{
	static const unsigned char zero[GW_USTAR_BLOCK];
	unsigned char h[GW_USTAR_BLOCK];
	char line[128];
	uint32_t crc, c;

	if (gw_ustar_make(h, name, nhead + nbody, e) < 0)
		return gw_fail_in(e, "%s: frame %ld", w->name, w->count + 1);
	add(w, h, sizeof h, PASSING);
	crc = add(w, head, nhead, PASSING);
	c = add(w, body, nbody, kind);
	crc = (uint32_t)crc32_combine(crc, c, (z_off_t)nbody);
	add(w, zero, gw_ustar_padding(nhead + nbody), PASSING);
	text_add(&w->sums, line, (size_t)snprintf(line, sizeof line, "%08x %s\n", crc, name));
	return 0;
}

static void
begin(struct gw_writer *w, size_t hint)
{
	w->plain.len = w->sums.len = 0;
	if (w->gz)
		gw_gz_begin(w->gz);
	else
		gw_reserve(&w->plain.s, &w->plain.cap, hint, 1);
}

static int
write_all(int fd, const unsigned char *p, size_t n)
{
	struct pollfd wait = { .fd = fd, .events = POLLOUT };

	while (n) {
		ssize_t m = write(fd, p, n < 1u << 30 ? n : 1u << 30);

		if (m >= 0) {
			p += m;
			n -= (size_t)m;
		} else if (errno == EAGAIN)
			poll(&wait, 1, -1);
		else if (errno != EINTR)
			return -1;
	}
	return 0;
}

static int
write_segments(int fd, const struct gw_gz *g)
{
	for (int k = 0; k < g->nsegment; k++)
		if (write_all(fd, g->segment[k].out.p, g->segment[k].out.len) < 0)
			return -1;
	return 0;
}

static int
send(struct gw_writer *w, struct gw_err *e)
{
	if (w->gz && gw_gz_end(w->gz) < 0)
		return gw_fail(e, GW_FAILED, "%s: zlib cannot be started", w->name);
	if ((w->gz ? write_segments(w->fd, w->gz)
	    : write_all(w->fd, (const unsigned char *)w->plain.s, w->plain.len)) < 0)
		return gw_fail(e, GW_IO, "%s: cannot write: %s", w->name, strerror(errno));
	return 0;
}

/* ---- meta ---- */

static json_t *
shape_of(const struct gw_array *a)
{
	json_t *shape = json_array();

	for (int k = 0; k < a->ndim; k++)
		json_array_append_new(shape, json_integer((json_int_t)a->shape[k]));
	return shape;
}

/* What is known of the array, with the keys of the record that was read and that we do not know. */
static json_t *
record_of(const struct gw_frame *f, const struct gw_array *a, enum gw_dtype stored)
{
	json_t *old = gw_record_find(f->records, a->name);
	json_t *rec = old ? json_copy(old) : json_object();
	const char *was = json_string_value(json_object_get(old, "unit"));
	json_t *unit = json_string(a->unit);

	json_object_set_new(rec, "name", json_string(a->name));
	json_object_set_new(rec, "dtype", json_string(gw_dtype_name(stored)));
	json_object_set_new(rec, "shape", shape_of(a));
	/* a unit that is longer than ours can be is kept as long as it begins alike */
	if (was && strncmp(was, a->unit, sizeof a->unit - 1) == 0)
		json_decref(unit);
	else
		json_object_set_new(rec, "unit", unit ? unit : json_string(""));
	return rec;
}

static json_t *
records_of(const struct gw_frame *f, int quantised)
{
	json_t *list = json_array();
	char name[sizeof f->extra->name];

	for (int k = 0; k < f->narray; k++) {
		const struct gw_array *a = &f->array[k];
		int q = quantised && strcmp(a->name, "pos") == 0;

		json_array_append_new(list, record_of(f, a, q ? GW_I4 : a->dtype));
	}
	for (int k = 0; k < f->nextra; k++) {	/* arrays of types that we pass through */
		json_t *rec;

		memcpy(name, f->extra[k].name, sizeof name);
		name[strcspn(name, ".")] = 0;
		rec = gw_record_find(f->records, name);
		if (rec && strcmp(f->extra[k].name + strlen(name), ".npy") == 0)
			json_array_append(list, rec);
	}
	return list;
}

/* The text of meta.json, freed by the caller with free(). */
static char *
meta_text(const struct gw_frame *f, double quantum)
{
	json_t *meta = json_object();
	char *text;

	json_object_set_new(meta, "format", json_integer(GW_FORMAT_VERSION));
	json_object_update(meta, f->meta);
	if (quantum > 0)
		json_object_set_new(meta, "quantum", json_real(quantum));
	json_object_set_new(meta, "arrays", records_of(f, quantum > 0));
	text = json_dumps(meta, JSON_REAL_PRECISION(17));
	json_decref(meta);
	return text;
}

static int
put_meta(struct gw_writer *w, const struct gw_frame *f, double quantum, struct gw_err *e)
{
	char name[32], *text = meta_text(f, quantum);
	int r;

	if (!text)
		return gw_fail(e, GW_FAILED, "%s: frame %ld: meta cannot be written as JSON",
		    w->name, w->count + 1);
	snprintf(name, sizeof name, "%06ld.meta.json", w->count);
	r = add_entry(w, name, text, strlen(text), "\n", 1, PASSING, e);
	free(text);
	return r;
}

/* ---- arrays ---- */

static int
put_array(struct gw_writer *w, const struct gw_array *a, enum gw_dtype t, const void *data,
	struct gw_err *e)
{
	char name[128], head[256];
	size_t n = gw_npy_make(head, t, a->ndim, a->shape);

	snprintf(name, sizeof name, "%06ld.%s.npy", w->count, a->name);
	return add_entry(w, name, head, n, data, gw_array_count(a)*gw_dtype_size(t), NUMBERS, e);
}

/* x as multiples of the quantum; NULL when one is not finite or does not fit into 32 bits. */
static int32_t *
quantise(struct gw_writer *w, const struct gw_array *a, struct gw_err *e)
{
	size_t n = gw_array_count(a), cols = n ? n/a->shape[0] : 1;
	const double *x = a->data;
	int32_t *q = gw_realloc(NULL, n, sizeof *q);

	for (size_t k = 0; k < n; k++) {
		double v = nearbyint(x[k]/w->opt.quantum);

		if (!(fabs(v) <= INT32_MAX)) {
			gw_fail(e, GW_BADDATA, "%s: frame %ld: atom %zu: position %g is not a "
			    "32-bit multiple of the quantum %g: use a larger one", w->name,
			    w->count + 1, k/cols + 1, x[k], w->opt.quantum);
			gw_free(q);
			return NULL;
		}
		q[k] = (int32_t)v;
	}
	return q;
}

static int
put_quantised(struct gw_writer *w, const struct gw_array *a, struct gw_err *e)
{
	w->quantised = quantise(w, a, e);
	return w->quantised ? put_array(w, a, GW_I4, w->quantised, e) : -1;
}

/* Names that could not be told apart when they are read are not written. */
static int
check_names(const struct gw_writer *w, const struct gw_frame *f, struct gw_err *e)
{
	const char *bad = NULL;

	for (int k = 0; k < f->narray; k++)
		if (!*f->array[k].name || strpbrk(f->array[k].name, "./\n"))
			bad = f->array[k].name;
	for (int k = 0; k < f->nextra; k++)
		if (!*f->extra[k].name || strpbrk(f->extra[k].name, "/\n"))
			bad = f->extra[k].name;
	if (bad)
		return gw_fail(e, GW_BADDATA, "%s: frame %ld: \"%s\" cannot be the name of an "
		    "entry", w->name, w->count + 1, bad);
	return 0;
}

static int
put_entries(struct gw_writer *w, const struct gw_frame *f, struct gw_err *e)
{
	const struct gw_array *pos = gw_frame_array(f, "pos");
	double quantum = pos && pos->dtype == GW_F8 ? w->opt.quantum : 0;
	char name[128];

	if (check_names(w, f, e) < 0 || put_meta(w, f, quantum, e) < 0)
		return -1;
	for (int k = 0; k < f->narray; k++) {
		const struct gw_array *a = &f->array[k];

		if ((a == pos && quantum > 0 ? put_quantised(w, a, e)
		    : put_array(w, a, a->dtype, a->data, e)) < 0)
			return -1;
	}
	for (int k = 0; k < f->nextra; k++) {
		snprintf(name, sizeof name, "%06ld.%s", w->count, f->extra[k].name);
		if (add_entry(w, name, NULL, 0, f->extra[k].data, f->extra[k].size, STAYING, e) < 0)
			return -1;
	}
	snprintf(name, sizeof name, "%06ld.crc32", w->count);
	return add_entry(w, name, NULL, 0, w->sums.s, w->sums.len, PASSING, e);
}

static size_t
bytes_of(const struct gw_frame *f)
{
	size_t n = 1 << 14;

	for (int k = 0; k < f->narray; k++)
		n += gw_array_count(&f->array[k])*gw_dtype_size(f->array[k].dtype);
	for (int k = 0; k < f->nextra; k++)
		n += f->extra[k].size;
	return n;
}

/* ---- the stream ---- */

struct gw_writer *
gw_writer_open(int fd, const char *name, const struct gw_write_opt *o)
{
	struct gw_writer *w = gw_alloc(1, sizeof *w);

	w->fd = fd;
	w->name = name;
	if (o)
		w->opt = *o;
	w->gz = w->opt.plain ? NULL : gw_gz_new();
	return w;
}

int
gw_writer_put(struct gw_writer *w, const struct gw_frame *f, struct gw_err *e)
{
	int r;

	begin(w, bytes_of(f));
	r = put_entries(w, f, e) < 0 || send(w, e) < 0 ? -1 : 0;
	gw_free(w->quantised);
	w->quantised = NULL;
	w->count += r == 0;
	return r;
}

int
gw_writer_end(struct gw_writer *w, struct gw_err *e)
{
	char text[64];
	int n = snprintf(text, sizeof text, "{\"end\": true, \"frames\": %ld}\n", w->count);

	begin(w, 1 << 11);
	if (add_entry(w, "end.json", NULL, 0, text, (size_t)n, PASSING, e) < 0)
		return -1;
	return send(w, e);
}

long
gw_writer_count(const struct gw_writer *w)
{
	return w->count;
}

void
gw_writer_free(struct gw_writer *w)
{
	if (!w)
		return;
	gw_gz_free(w->gz);
	gw_free(w->plain.s);
	gw_free(w->sums.s);
	gw_free(w);
}
