/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of gzip input: members inflated one by one, everything they say checked. */
#include "formats/source_priv.h"

#include <string.h>

int
gw_source_cut(struct gw_source *s, struct gw_err *e)
{
	s->failed = 1;
	return gw_fail(e, GW_BADDATA, "truncated: the input ends inside the gzip member "
	    "at byte %llu", (unsigned long long)s->begin);
}

int
gw_source_damaged(struct gw_source *s, const char *why, struct gw_err *e)
{
	s->failed = 1;
	return gw_fail(e, GW_BADDATA, "damaged: the gzip member at byte %llu %s",
	    (unsigned long long)s->begin, why);
}

int
gw_source_need(struct gw_source *s, void *to, size_t n, struct gw_err *e)
{
	int64_t got = gw_source_take(s, to, n, e);

	if (got < 0)
		return -1;
	return (size_t)got == n ? 0 : gw_source_cut(s, e);
}

/* A zero-terminated string of a foreign header. */
static int
skip_string(struct gw_source *s, struct gw_err *e)
{
	char c;

	do
		if (gw_source_need(s, &c, 1, e) < 0)
			return -1;
	while (c);
	return 0;
}

/*
 * The extra field: ours, which must be the rest of our header byte for byte,
 * or that of bgzip.  No single flipped bit makes one into the other.
 */
static int
extra_field(struct gw_source *s, unsigned char *h, struct gw_err *e)
{
	unsigned char *x = h + 12;

	if (gw_source_need(s, h + 10, 2, e) < 0)
		return -1;
	if (h[10] == 6 && h[11] == 0) {
		if (gw_source_need(s, x, 6, e) < 0)
			return -1;
		return memcmp(x, "BC\2\0", 4) == 0 ? 0 :
		    gw_source_damaged(s, "has a damaged header", e);
	}
	if ((h[10] | h[11] << 8) < GW_GZ_HEADER - 12)
		return gw_source_damaged(s, "has a damaged header", e);
	if (gw_source_need(s, x, GW_GZ_HEADER - 12, e) < 0)
		return -1;
	if (!gw_gz_header_parse(h, &s->id))
		return gw_source_damaged(s, "has a damaged header", e);
	s->ours = 1;
	return s->id.n > 1 ? gw_source_segments_begin(s, e) : 0;
}

/* The rest of a header whose first byte is in h[0]. */
static int
gzip_header(struct gw_source *s, unsigned char *h, struct gw_err *e)
{
	enum { FHCRC = 2, FEXTRA = 4, FNAME = 8, FCOMMENT = 16, RESERVED = 0xe0 };

	s->ours = 0;
	if (h[0] == 0x1f && gw_source_need(s, h + 1, 1, e) < 0)
		return -1;
	if (h[0] != 0x1f || h[1] != 0x8b)
		return gw_fail(e, GW_BADDATA, "damaged: bytes that are not gzip from byte %llu on",
		    (unsigned long long)s->begin);
	if (gw_source_need(s, h + 2, 8, e) < 0)
		return -1;
	if (h[2] != 8 || h[3] & RESERVED)
		return gw_source_damaged(s, "has a damaged header", e);
	if (h[3] & FEXTRA && extra_field(s, h, e) < 0)
		return -1;
	if ((h[3] & FNAME && skip_string(s, e) < 0) || (h[3] & FCOMMENT && skip_string(s, e) < 0))
		return -1;
	if (h[3] & FHCRC)
		return gw_source_need(s, h + 10, 2, e);
	return 0;
}

/* Find the next member.  1, 0 at the end, -1.  Zeros between members are padding. */
static int
member_begin(struct gw_source *s, struct gw_err *e)
{
	unsigned char h[GW_GZ_HEADER];
	int64_t n;

	do {
		s->begin = s->offset;
		if ((n = gw_source_take(s, h, 1, e)) <= 0)
			return (int)n;
	} while (h[0] == 0);
	if (gzip_header(s, h, e) < 0)
		return -1;
	inflateReset(&s->z);
	s->inside = 1;
	s->full = s->ended = 0;
	s->data_crc = s->crc = 0;
	s->size = 0;
	return 1;
}

/* Behind the deflate data: everything that the member says about itself must be true. */
static int
member_check(struct gw_source *s, struct gw_err *e)
{
	unsigned char t[GW_GZ_TRAILER];
	uint32_t crc = 0, size = 0;

	if (gw_source_need(s, t, sizeof t, e) < 0)
		return -1;
	for (int k = 4; k-- > 0;) {
		crc = crc << 8 | t[k];
		size = size << 8 | t[4 + k];
	}
	s->inside = 0;
	if (crc != s->crc)
		return gw_source_damaged(s, "fails its CRC-32", e);
	if (size != (uint32_t)s->size)
		return gw_source_damaged(s, "has another length than its trailer says", e);
	if (s->ours && s->id.length != s->offset - s->begin)
		return gw_source_damaged(s, "has another length than its header says", e);
	if (s->ours && s->id.crc != s->data_crc)
		return gw_source_damaged(s, "fails the CRC-32 of its compressed data", e);
	return 0;
}

/* One step of inflate; sets s->ended. */
static int64_t
inflate_some(struct gw_source *s, void *to, size_t n, struct gw_err *e)
{
	uInt room = (uInt)(n < 1u << 30 ? n : 1u << 30);
	size_t used;
	int r, z;

	/* what inflate still holds needs no input: do not wait for any */
	if (!s->full && (r = gw_source_fill(s, e)) <= 0)
		return r < 0 ? -1 : gw_source_cut(s, e);
	s->z.next_in = s->buf + s->at;
	s->z.avail_in = (uInt)(s->have - s->at);
	s->z.next_out = to;
	s->z.avail_out = room;
	z = inflate(&s->z, Z_NO_FLUSH);
	used = s->have - s->at - s->z.avail_in;
	if (s->ours)
		s->data_crc = (uint32_t)crc32_z(s->data_crc, s->buf + s->at, used);
	s->at += used;
	s->offset += used;
	s->full = s->z.avail_out == 0;
	if (z != Z_OK && z != Z_STREAM_END && z != Z_BUF_ERROR)
		return gw_source_damaged(s, "cannot be inflated", e);
	s->ended = z == Z_STREAM_END;
	return room - s->z.avail_out;
}

/* Some of the member's content, at most n bytes; sets s->ended.  Maybe 0 of them; -1. */
static int64_t
some(struct gw_source *s, void *to, size_t n, struct gw_err *e)
{
	return s->ours && s->id.n > 1 ? gw_source_segments_read(s, to, n, e)
	    : inflate_some(s, to, n, e);
}

int64_t
gw_source_gzip_read(struct gw_source *s, void *to, size_t n, uint32_t *crc, struct gw_err *e)
{
	size_t got = 0;
	int64_t m;
	int r;

	*crc = 0;
	while (got < n) {
		if (s->inside && s->ended && s->ours)
			return gw_source_damaged(s, "ends inside a frame", e);
		if (s->inside && s->ended && member_check(s, e) < 0)
			return -1;
		if (!s->inside && (r = member_begin(s, e)) <= 0)
			return r < 0 ? -1 : (int64_t)got;
		if ((m = some(s, (unsigned char *)to + got, n - got, e)) < 0)
			return -1;
		if (m) {
			uint32_t c = (uint32_t)crc32_z(0, (unsigned char *)to + got, (size_t)m);

			s->crc = (uint32_t)crc32_combine(s->crc, c, (z_off_t)m);
			*crc = (uint32_t)crc32_combine(*crc, c, (z_off_t)m);
		}
		s->size += (uint64_t)m;
		got += (size_t)m;
	}
	return (int64_t)got;
}

int
gw_source_framed(const struct gw_source *s)
{
	return s->kind == GW_SOURCE_GZIP && s->inside && s->ours;
}

int
gw_source_member_end(struct gw_source *s, struct gw_err *e)
{
	unsigned char spare;
	int64_t m;

	if (!gw_source_framed(s))
		return 0;
	while (!s->ended) {
		if ((m = some(s, &spare, 1, e)) < 0)
			return -1;
		if (m)
			return gw_source_damaged(s, "goes on after its frame", e);
	}
	return member_check(s, e);
}

void
gw_source_diagnose(struct gw_source *s, struct gw_err *e)
{
	unsigned char scratch[4096];
	struct gw_err why = { 0 };
	int64_t m;

	while (gw_source_framed(s) && !s->failed && !s->ended) {
		if ((m = some(s, scratch, sizeof scratch, &why)) < 0)
			break;
		s->crc = (uint32_t)crc32_z(s->crc, scratch, (size_t)m);
		s->size += (uint64_t)m;
	}
	if (gw_source_framed(s) && s->ended)
		member_check(s, &why);
	if (why.code == GW_BADDATA)
		gw_fail_in(e, "%s", why.msg);
}

int
gw_source_gzip_open(struct gw_source *s, struct gw_err *e)
{
	if (inflateInit2(&s->z, -15) != Z_OK)
		return gw_fail(e, GW_FAILED, "cannot start zlib");
	return 0;
}
