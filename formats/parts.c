/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A frame that is being read.  Entries may come in any order (a tar made from
 * extracted files is in the order of the alphabet); ours end with crc32.
 */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/mem.h"
#include "formats/config.h"
#include "formats/entry.h"
#include "formats/npy.h"

#define AT_ONCE ((size_t)64 << 20)	/* beyond this, memory follows the bytes that came */

struct part {		/* an entry that came, or a line of crc32 */
	char name[sizeof ((struct gw_ustar *)0)->name];
	uint32_t crc;
};

struct gw_parts {
	char key[64];		/* "" between frames */
	struct gw_frame *f;
	int npart, nsum;
	size_t cappart, capsum;
	struct part *part;	/* what came */
	struct part *sum;	/* what crc32 says */
	char *meta;		/* text of meta.json, NULL until it came */
	size_t nmeta;
};

struct gw_parts *
gw_parts_new(void)
{
	return gw_alloc(1, sizeof(struct gw_parts));
}

static void
reset(struct gw_parts *p)
{
	gw_frame_free(p->f);
	gw_free(p->meta);
	p->f = NULL;
	p->meta = NULL;
	p->npart = p->nsum = 0;
	p->key[0] = 0;
}

void
gw_parts_free(struct gw_parts *p)
{
	if (!p)
		return;
	reset(p);
	gw_free(p->part);
	gw_free(p->sum);
	gw_free(p);
}

int
gw_parts_begun(const struct gw_parts *p)
{
	return p->key[0] != 0;
}

static const struct part *
find(const struct part *list, int n, const char *name)
{
	for (int k = 0; k < n; k++)
		if (strcmp(list[k].name, name) == 0)
			return &list[k];
	return NULL;
}

static void
append(struct part **list, size_t *cap, int *n, const char *name, uint32_t crc)
{
	struct part *q;

	gw_reserve(list, cap, (size_t)*n + 1, sizeof **list);
	q = &(*list)[(*n)++];
	memset(q, 0, sizeof *q);
	memcpy(q->name, name, strlen(name));
	q->crc = crc;
}

/* ---- content ---- */

/*
 * n more bytes behind the `at` bytes that *buf (may be NULL) holds.  A header
 * that lies about a size must not make us take memory for it: large blocks
 * grow as the bytes come.
 */
static int
slurp(struct gw_source *s, void **buf, size_t at, size_t n, uint32_t *crc, struct gw_err *e)
{
	size_t total = at + n, room = total < AT_ONCE ? total : AT_ONCE;
	uint32_t c;
	int64_t got;

	*buf = gw_realloc(*buf, room, 1);
	while (at < total) {
		if (at == room) {
			room = total - room < room ? total : 2*room;
			*buf = gw_realloc(*buf, room, 1);
		}
		got = gw_source_read(s, (char *)*buf + at, room - at, &c, e);
		if (got < 0)
			return -1;
		*crc = (uint32_t)crc32_combine(*crc, c, (z_off_t)got);
		if ((size_t)got < room - at)
			return gw_fail(e, GW_BADDATA, "truncated: the input ends inside an entry");
		at = room;
	}
	return 0;
}

static int
take_extra(struct gw_parts *p, struct gw_source *s, const char *rest, void *head, size_t nhead,
	size_t size, uint32_t *crc, struct gw_err *e)
{
	struct gw_extra *x;

	if (strlen(rest) >= sizeof x->name)
		return gw_fail(e, GW_BADDATA, "name too long");
	p->f->extra = gw_realloc(p->f->extra, (size_t)p->f->nextra + 1, sizeof *x);
	x = &p->f->extra[p->f->nextra++];
	memset(x, 0, sizeof *x);
	memcpy(x->name, rest, strlen(rest));
	x->size = size;
	x->data = nhead ? gw_dup(head, nhead, 1) : NULL;
	return slurp(s, &x->data, nhead, size - nhead, crc, e);
}

/* "pos.npy" -> "pos"; 0 when the name is none that an array can have. */
static int
array_name(const char *rest, char name[64])
{
	size_t n = strcspn(rest, ".");

	if (n == 0 || n >= 64 || strcmp(rest + n, ".npy") != 0)
		return 0;
	memcpy(name, rest, n);
	name[n] = 0;
	return 1;
}

/* Do the elements fill exactly n bytes? */
static int
fills(const struct gw_array *a, size_t n)
{
	size_t bytes = gw_dtype_size(a->dtype);

	for (int k = 0; k < a->ndim; k++)
		if (__builtin_mul_overflow(bytes, a->shape[k], &bytes))
			return 0;
	return bytes == n;
}

static int
take_array(struct gw_parts *p, struct gw_source *s, const char *rest, size_t size,
	uint32_t *crc, struct gw_err *e)
{
	unsigned char head[GW_NPY_MAXHEADER];
	struct gw_array a = { .data = NULL }, *q;
	uint32_t c;
	size_t len;
	int known;

	if (size < 12)
		return gw_fail(e, GW_BADDATA, "damaged, or not a npy file");
	if (gw_source_read(s, head, 12, crc, e) < 12)
		return e->code ? -1 : gw_fail(e, GW_BADDATA,
		    "truncated: the input ends in a npy header");
	len = gw_npy_length(head);
	if (len < 12 || len > size)
		return gw_fail(e, GW_BADDATA, "damaged, or not a npy file");
	if (gw_source_read(s, head + 12, len - 12, &c, e) < (int64_t)len - 12)
		return e->code ? -1 : gw_fail(e, GW_BADDATA,
		    "truncated: the input ends in a npy header");
	*crc = (uint32_t)crc32_combine(*crc, c, (z_off_t)len - 12);
	known = gw_npy_parse((char *)head, len, &a, e);
	if (known < 0)
		return -1;
	if (!known)
		return take_extra(p, s, rest, head, len, size, crc, e);
	if (!fills(&a, size - len))
		return gw_fail(e, GW_BADDATA, "damaged, or its shape does not fit its size");
	array_name(rest, a.name);
	p->f->array = gw_realloc(p->f->array, (size_t)p->f->narray + 1, sizeof a);
	q = &p->f->array[p->f->narray++];
	*q = a;
	return slurp(s, &q->data, 0, size - len, crc, e);
}

/* Lines "0badcafe name", lower-case digits, nothing else. */
static int
parse_sums(struct gw_parts *p, char *text, struct gw_err *e)
{
	char *line, *end, hex[16];

	for (line = text; *line; line = end + 1) {
		uint32_t crc = (uint32_t)strtoul(line, NULL, 16);

		end = strchr(line, '\n');
		snprintf(hex, sizeof hex, "%08x ", (unsigned)crc);
		if (!end || end - line < 10 || memcmp(line, hex, 9) != 0
		    || (size_t)(end - line - 9) >= sizeof p->sum->name)
			return gw_fail(e, GW_BADDATA, "damaged list of CRCs");
		*end = 0;
		if (find(p->sum, p->nsum, line + 9))
			return gw_fail(e, GW_BADDATA, "%s is listed twice", line + 9);
		append(&p->sum, &p->capsum, &p->nsum, line + 9, crc);
	}
	return p->nsum ? 0 : gw_fail(e, GW_BADDATA, "damaged list of CRCs");
}

static int
take_sums(struct gw_parts *p, struct gw_source *s, size_t size, struct gw_err *e)
{
	void *text = NULL;
	uint32_t crc = 0;
	int r;

	if (p->nsum)
		return gw_fail(e, GW_BADDATA, "a second list of CRCs in one frame");
	r = slurp(s, &text, 0, size, &crc, e);
	if (r == 0) {
		text = gw_realloc(text, size + 1, 1);
		((char *)text)[size] = 0;
		r = strlen(text) == size ? parse_sums(p, text, e)
		    : gw_fail(e, GW_BADDATA, "damaged list of CRCs");
	}
	gw_free(text);
	return r;
}

/* ---- entries ---- */

static int
take_content(struct gw_parts *p, struct gw_source *s, const struct gw_ustar *u,
	const char *rest, uint32_t *crc, struct gw_err *e)
{
	char name[64];

	if (strcmp(rest, "meta.json") == 0) {
		p->nmeta = (size_t)u->size;
		return slurp(s, (void **)&p->meta, 0, p->nmeta, crc, e);
	}
	if (array_name(rest, name))
		return take_array(p, s, rest, (size_t)u->size, crc, e);
	return take_extra(p, s, rest, NULL, 0, (size_t)u->size, crc, e);
}

/* The part of the name after key and dot; a new key begins a new frame. */
static const char *
rest_of(struct gw_parts *p, const char *name, struct gw_err *e)
{
	size_t n = strcspn(name, ".");

	if (n == 0 || name[n] == 0 || name[n + 1] == 0 || n >= sizeof p->key) {
		gw_fail(e, GW_BADDATA, "not an entry of a frame (KEY.NAME)");
		return NULL;
	}
	if (!p->key[0]) {
		memcpy(p->key, name, n);
		p->key[n] = 0;
		p->f = gw_frame_new();
	} else if (strlen(p->key) != n || memcmp(p->key, name, n) != 0) {
		gw_fail(e, GW_BADDATA, "comes before the frame %s is complete: part of the stream "
		    "is missing (truncated?)", p->key);
		return NULL;
	}
	return name + n + 1;
}

/* 1 when all that crc32 lists came; 0 not yet; -1 when something differs. */
static int
complete(const struct gw_parts *p, struct gw_err *e)
{
	for (int k = 0; p->nsum && k < p->npart; k++) {
		const struct part *q = find(p->sum, p->nsum, p->part[k].name);

		if (!q)
			return gw_fail(e, GW_BADDATA, "damaged: %s has no CRC", p->part[k].name);
		if (q->crc != p->part[k].crc)
			return gw_fail(e, GW_BADDATA, "damaged: %s fails its CRC-32", q->name);
	}
	return p->nsum && p->npart == p->nsum;
}

int
gw_parts_add(struct gw_parts *p, struct gw_source *s, const struct gw_ustar *u,
	struct gw_err *e)
{
	const char *rest = rest_of(p, u->name, e);
	uint32_t crc = 0;
	int sums;

	if (!rest)
		return -1;
	sums = strcmp(rest, "crc32") == 0;
	if (find(p->part, p->npart, u->name))
		return gw_fail(e, GW_BADDATA, "a second entry of this name in one frame");
	if ((sums ? take_sums(p, s, (size_t)u->size, e) : take_content(p, s, u, rest, &crc, e)) < 0)
		return -1;
	if (gw_entry_padding(s, u->size, e) < 0)
		return -1;
	if (!sums)
		append(&p->part, &p->cappart, &p->npart, u->name, crc);
	return complete(p, e);
}

/* ---- the whole frame ---- */

static json_t *
parse_meta(const struct gw_parts *p, struct gw_err *e)
{
	json_error_t why;
	json_t *j, *format;

	if (!p->meta) {
		gw_fail(e, GW_BADDATA, "has no meta.json");
		return NULL;
	}
	j = json_loadb(p->meta, p->nmeta, JSON_REJECT_DUPLICATES, &why);
	format = json_object_get(j, "format");
	if (!j || !json_is_object(j))
		gw_fail(e, GW_BADDATA, "meta.json: %s", j ? "not an object" : why.text);
	else if (!json_is_integer(format))
		gw_fail(e, GW_BADDATA, "meta.json has no format version");
	else if (json_integer_value(format) != GW_FORMAT_VERSION)
		gw_fail(e, GW_BADDATA, "is written in version %lld of the format; this program "
		    "knows version %d: a newer glassworks is needed",
		    (long long)json_integer_value(format), GW_FORMAT_VERSION);
	else
		return j;
	json_decref(j);
	return NULL;
}

/* Does the record {name, dtype, shape, unit} tell the truth about a? */
static int
record_fits(const json_t *rec, const struct gw_array *a)
{
	const char *dtype = json_string_value(json_object_get(rec, "dtype"));
	json_t *shape = json_object_get(rec, "shape");

	if (!dtype || strcmp(dtype, gw_dtype_name(a->dtype)) != 0
	    || json_array_size(shape) != (size_t)a->ndim)
		return 0;
	for (int k = 0; k < a->ndim; k++) {
		json_t *n = json_array_get(shape, (size_t)k);

		if (!json_is_integer(n) || json_integer_value(n) != (json_int_t)a->shape[k])
			return 0;
	}
	return 1;
}

static int
check_record(struct gw_frame *f, const json_t *rec, int *listed, struct gw_err *e)
{
	const char *name = json_string_value(json_object_get(rec, "name"));
	const char *unit = json_string_value(json_object_get(rec, "unit"));
	struct gw_array *a;

	if (!name)
		return gw_fail(e, GW_BADDATA, "meta.json lists an array without a name");
	a = gw_frame_array(f, name);
	if (a && !record_fits(rec, a))
		return gw_fail(e, GW_BADDATA,
		    "array %s is not what meta.json says (dtype, shape)", name);
	if (a && unit)
		strncpy(a->unit, unit, sizeof a->unit - 1);
	*listed += a != NULL;
	for (int k = 0; !a && k < f->nextra; k++)	/* of a type we pass through */
		if (strncmp(f->extra[k].name, name, strlen(name)) == 0
		    && strcmp(f->extra[k].name + strlen(name), ".npy") == 0)
			return 0;
	return a ? 0 : gw_fail(e, GW_BADDATA, "array %s is missing", name);
}

/* The arrays in the order of the list, whatever the order of the entries was. */
static void
in_order(struct gw_frame *f)
{
	int at = 0;

	for (size_t k = 0; k < json_array_size(f->records); k++) {
		json_t *name = json_object_get(json_array_get(f->records, k), "name");
		struct gw_array *a = gw_frame_array(f, json_string_value(name)), swap;

		if (!a)
			continue;
		swap = f->array[at];
		f->array[at++] = *a;
		*a = swap;
	}
}

/* meta's list of arrays, when there is one, is the list of the arrays. */
static int
check_records(struct gw_frame *f, struct gw_err *e)
{
	int listed = 0;

	f->records = json_incref(json_object_get(f->meta, "arrays"));
	if (!f->records)
		return 0;
	for (size_t k = 0; k < json_array_size(f->records); k++)
		if (check_record(f, json_array_get(f->records, k), &listed, e) < 0)
			return -1;
	json_object_del(f->meta, "arrays");
	for (int k = 0; k < f->narray; k++)
		if (!gw_record_find(f->records, f->array[k].name))
			return gw_fail(e, GW_BADDATA, "array %s is not listed in meta.json",
			    f->array[k].name);
	if (listed != f->narray)
		return gw_fail(e, GW_BADDATA, "meta.json lists an array twice");
	in_order(f);
	return 0;
}

/* Positions stored as integer multiples of meta.quantum become numbers again. */
static int
widen(struct gw_frame *f, struct gw_err *e)
{
	json_t *q = json_object_get(f->meta, "quantum");
	struct gw_array *a = gw_frame_array(f, "pos");
	double quantum = json_number_value(q), *x;
	const int32_t *k;
	size_t n;

	if (!q || !a || a->dtype != GW_I4)
		return 0;
	if (!(quantum > 0))
		return gw_fail(e, GW_BADDATA, "meta.json: quantum is not a positive number");
	n = gw_array_count(a);
	k = a->data;
	x = gw_realloc(NULL, n, sizeof *x);
	for (size_t i = 0; i < n; i++)
		x[i] = k[i]*quantum;
	gw_free(a->data);
	a->data = x;
	a->dtype = GW_F8;
	return 0;
}

struct gw_frame *
gw_parts_frame(struct gw_parts *p, struct gw_err *e)
{
	struct gw_frame *f = p->f;
	json_t *meta = parse_meta(p, e);

	if (!meta)
		return NULL;
	json_decref(f->meta);
	f->meta = meta;
	if (check_records(f, e) < 0 || widen(f, e) < 0)
		return NULL;
	p->f = NULL;
	reset(p);
	return f;
}
