/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of one input: raw reading, gzip members, and libarchive's filters. */
#include "formats/source.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "formats/gzmember.h"

#define BUFFER (1 << 16)

enum kind { UNKNOWN, PLAIN, GZIP, FOREIGN };

struct gw_source {
	int fd, eof;
	enum kind kind;
	uint64_t offset;	/* bytes of the input taken so far */
	size_t have, at;	/* bytes in buf, and those of them that were taken */

	z_stream z;		/* GZIP */
	int inside;		/* in a member */
	int ended;		/* its deflate data ended, its trailer is not read yet */
	int full;		/* inflate filled its output: it may hold more */
	int ours;		/* the member has our header: */
	struct gw_gz_id id;	/* what it says, */
	uint32_t data_crc;	/* and the CRC-32 of its deflate data so far */
	uint64_t begin;		/* offset of the member */
	uint32_t crc;		/* of the member's content so far */
	uint64_t size;

	struct archive *ar;	/* FOREIGN */
	int ioerr;		/* errno of a failed read, for messages from inside libarchive */

	unsigned char buf[BUFFER];
};

/* ---- bytes as they are ---- */

/* Wait for at least one byte, behind those in the buffer.  1, 0 at the end, -1 GW_IO. */
static int
more(struct gw_source *s, struct gw_err *e)
{
	struct pollfd p = { .fd = s->fd, .events = POLLIN };
	ssize_t n;

	if (s->eof)
		return 0;
	while ((n = read(s->fd, s->buf + s->have, BUFFER - s->have)) < 0) {
		if (errno == EAGAIN)
			poll(&p, 1, -1);
		else if (errno != EINTR) {
			s->ioerr = errno;
			return gw_fail(e, GW_IO, "cannot read: %s", strerror(errno));
		}
	}
	s->have += (size_t)n;
	s->eof = n == 0;
	return n > 0;
}

/* The same, unless some are left to be taken. */
static int
fill(struct gw_source *s, struct gw_err *e)
{
	if (s->at < s->have)
		return 1;
	s->at = s->have = 0;
	return more(s, e);
}

/* Up to n bytes, fewer only at the end; -1. */
static int64_t
take(struct gw_source *s, void *to, size_t n, struct gw_err *e)
{
	size_t got = 0, m;
	int r;

	while (got < n) {
		if ((r = fill(s, e)) < 0)
			return -1;
		if (r == 0)
			break;
		m = s->have - s->at < n - got ? s->have - s->at : n - got;
		memcpy((char *)to + got, s->buf + s->at, m);
		s->at += m;
		got += m;
	}
	s->offset += got;
	return (int64_t)got;
}

/* ---- gzip ---- */

static int
cut(const struct gw_source *s, struct gw_err *e)
{
	return gw_fail(e, GW_BADDATA, "truncated: the input ends inside the gzip member "
	    "at byte %llu", (unsigned long long)s->begin);
}

static int
damaged(const struct gw_source *s, const char *why, struct gw_err *e)
{
	return gw_fail(e, GW_BADDATA, "damaged: the gzip member at byte %llu %s",
	    (unsigned long long)s->begin, why);
}

static int
need(struct gw_source *s, void *to, size_t n, struct gw_err *e)
{
	int64_t got = take(s, to, n, e);

	if (got < 0)
		return -1;
	return (size_t)got == n ? 0 : cut(s, e);
}

/* A zero-terminated string of a foreign header. */
static int
skip_string(struct gw_source *s, struct gw_err *e)
{
	char c;

	do
		if (need(s, &c, 1, e) < 0)
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

	if (need(s, h + 10, 2, e) < 0)
		return -1;
	if (h[10] == 6 && h[11] == 0) {
		if (need(s, x, 6, e) < 0)
			return -1;
		return memcmp(x, "BC\2\0", 4) == 0 ? 0 : damaged(s, "has a damaged header", e);
	}
	if (h[10] != GW_GZ_HEADER - 12 || h[11] != 0)
		return damaged(s, "has a damaged header", e);
	if (need(s, x, GW_GZ_HEADER - 12, e) < 0)
		return -1;
	if (!gw_gz_header_parse(h, &s->id))
		return damaged(s, "has a damaged header", e);
	s->ours = 1;
	return 0;
}

/* The rest of a header whose first byte is in h[0]. */
static int
gzip_header(struct gw_source *s, unsigned char *h, struct gw_err *e)
{
	enum { FHCRC = 2, FEXTRA = 4, FNAME = 8, FCOMMENT = 16, RESERVED = 0xe0 };

	s->ours = 0;
	if (h[0] == 0x1f && need(s, h + 1, 1, e) < 0)
		return -1;
	if (h[0] != 0x1f || h[1] != 0x8b)
		return gw_fail(e, GW_BADDATA, "damaged: bytes that are not gzip from byte %llu on",
		    (unsigned long long)s->begin);
	if (need(s, h + 2, 8, e) < 0)
		return -1;
	if (h[2] != 8 || h[3] & RESERVED)
		return damaged(s, "has a damaged header", e);
	if (h[3] & FEXTRA && extra_field(s, h, e) < 0)
		return -1;
	if ((h[3] & FNAME && skip_string(s, e) < 0) || (h[3] & FCOMMENT && skip_string(s, e) < 0))
		return -1;
	if (h[3] & FHCRC)
		return need(s, h + 10, 2, e);
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
		if ((n = take(s, h, 1, e)) <= 0)
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

	if (need(s, t, sizeof t, e) < 0)
		return -1;
	for (int k = 4; k-- > 0;) {
		crc = crc << 8 | t[k];
		size = size << 8 | t[4 + k];
	}
	s->inside = 0;
	if (crc != s->crc)
		return damaged(s, "fails its CRC-32", e);
	if (size != (uint32_t)s->size)
		return damaged(s, "has another length than its trailer says", e);
	if (s->ours && s->id.length != s->offset - s->begin)
		return damaged(s, "has another length than its header says", e);
	if (s->ours && s->id.crc != s->data_crc)
		return damaged(s, "fails the CRC-32 of its compressed data", e);
	return 0;
}

/* One step of inflate into z.next_out; sets s->ended. */
static int
inflate_some(struct gw_source *s, struct gw_err *e)
{
	size_t used;
	int r, z;

	/* what inflate still holds needs no input: do not wait for any */
	if (!s->full && (r = fill(s, e)) <= 0)
		return r < 0 ? -1 : cut(s, e);
	s->z.next_in = s->buf + s->at;
	s->z.avail_in = (uInt)(s->have - s->at);
	z = inflate(&s->z, Z_NO_FLUSH);
	used = s->have - s->at - s->z.avail_in;
	if (s->ours)
		s->data_crc = (uint32_t)crc32_z(s->data_crc, s->buf + s->at, used);
	s->at += used;
	s->offset += used;
	s->full = s->z.avail_out == 0;
	if (z != Z_OK && z != Z_STREAM_END && z != Z_BUF_ERROR)
		return damaged(s, "cannot be inflated", e);
	s->ended = z == Z_STREAM_END;
	return 0;
}

static int64_t
gzip_read(struct gw_source *s, void *to, size_t n, uint32_t *crc, struct gw_err *e)
{
	size_t got = 0, m;
	int r;

	*crc = 0;
	while (got < n) {
		if (s->inside && s->ended && s->ours)
			return damaged(s, "ends inside a frame", e);
		if (s->inside && s->ended && member_check(s, e) < 0)
			return -1;
		if (!s->inside && (r = member_begin(s, e)) <= 0)
			return r < 0 ? -1 : (int64_t)got;
		s->z.next_out = (unsigned char *)to + got;
		s->z.avail_out = (uInt)(n - got < 1u << 30 ? n - got : 1u << 30);
		m = s->z.avail_out;
		if (inflate_some(s, e) < 0)
			return -1;
		m -= s->z.avail_out;
		if (m) {
			uint32_t c = (uint32_t)crc32_z(0, (unsigned char *)to + got, m);

			s->crc = (uint32_t)crc32_combine(s->crc, c, (z_off_t)m);
			*crc = (uint32_t)crc32_combine(*crc, c, (z_off_t)m);
		}
		s->size += m;
		got += m;
	}
	return (int64_t)got;
}

int
gw_source_framed(const struct gw_source *s)
{
	return s->kind == GZIP && s->inside && s->ours;
}

int
gw_source_member_end(struct gw_source *s, struct gw_err *e)
{
	unsigned char spare;

	if (!gw_source_framed(s))
		return 0;
	while (!s->ended) {
		s->z.next_out = &spare;
		s->z.avail_out = 1;
		if (inflate_some(s, e) < 0)
			return -1;
		if (s->z.avail_out == 0)
			return damaged(s, "goes on after its frame", e);
	}
	return member_check(s, e);
}

/* ---- other compressions, through libarchive ---- */

static la_ssize_t
on_read(struct archive *ar, void *data, const void **block)
{
	struct gw_source *s = data;
	struct gw_err e = { 0 };
	size_t n;

	if (fill(s, &e) < 0) {
		archive_set_error(ar, s->ioerr, "%s", e.msg);
		return -1;
	}
	*block = s->buf + s->at;
	n = s->have - s->at;
	s->at = s->have;
	s->offset += n;
	return (la_ssize_t)n;
}

static int
foreign_fail(struct gw_source *s, struct gw_err *e)
{
	const char *why = archive_error_string(s->ar);

	if (s->ioerr)
		return gw_fail(e, GW_IO, "cannot read: %s", strerror(s->ioerr));
	return gw_fail(e, GW_BADDATA, "damaged or truncated: %s", why ? why : "cannot be decompressed");
}

static int
foreign_open(struct gw_source *s, struct gw_err *e)
{
	struct archive_entry *entry;

	s->ar = archive_read_new();
	archive_read_support_filter_zstd(s->ar);
	archive_read_support_filter_xz(s->ar);
	archive_read_support_filter_lz4(s->ar);
	archive_read_support_filter_bzip2(s->ar);
	archive_read_support_format_raw(s->ar);
	if (archive_read_open(s->ar, s, NULL, on_read, NULL) != ARCHIVE_OK
	    || archive_read_next_header(s->ar, &entry) != ARCHIVE_OK)
		return foreign_fail(s, e);
	return 0;
}

static int64_t
foreign_read(struct gw_source *s, void *to, size_t n, struct gw_err *e)
{
	size_t got = 0;

	while (got < n) {
		la_ssize_t m = archive_read_data(s->ar, (char *)to + got, n - got);

		if (m < 0)
			return foreign_fail(s, e);
		if (m == 0)
			break;
		got += (size_t)m;
	}
	return (int64_t)got;
}

/* ---- all of them ---- */

static int
detect(struct gw_source *s, struct gw_err *e)
{
	static const struct { int len; const char *magic; } foreign[] = {
		{ 4, "\x28\xb5\x2f\xfd" },		/* zstd */
		{ 6, "\xfd" "7zXZ\0" },			/* xz */
		{ 4, "\x04\x22\x4d\x18" },		/* lz4 */
		{ 3, "BZh" }				/* bzip2 */
	};
	const unsigned char *b = s->buf;
	int r, n;

	while (s->have < 6 && (r = more(s, e)) != 0)
		if (r < 0)
			return -1;
	n = (int)(s->have < 6 ? s->have : 6);
	s->kind = PLAIN;
	if (n >= 2 && b[0] == 0x1f && b[1] == 0x8b) {
		s->kind = GZIP;
		if (inflateInit2(&s->z, -15) != Z_OK)
			return gw_fail(e, GW_FAILED, "cannot start zlib");
	}
	for (size_t k = 0; k < sizeof foreign / sizeof *foreign; k++)
		if (n >= foreign[k].len && memcmp(b, foreign[k].magic, (size_t)foreign[k].len) == 0) {
			s->kind = FOREIGN;
			return foreign_open(s, e);
		}
	return 0;
}

int64_t
gw_source_read(struct gw_source *s, void *buf, size_t n, uint32_t *crc, struct gw_err *e)
{
	int64_t got;

	if (s->kind == UNKNOWN && detect(s, e) < 0)
		return -1;
	if (s->kind == GZIP)
		return gzip_read(s, buf, n, crc, e);
	got = s->kind == PLAIN ? take(s, buf, n, e) : foreign_read(s, buf, n, e);
	if (got >= 0)
		*crc = (uint32_t)crc32_z(0, buf, (size_t)got);
	return got;
}

struct gw_source *
gw_source_open(const char *name, struct gw_err *e)
{
	struct gw_source *s;
	struct stat st;
	int fd = strcmp(name, "-") == 0 ? 0 : open(name, O_RDONLY | O_CLOEXEC);

	if (fd < 0) {
		gw_fail(e, GW_NOINPUT, "%s: cannot open: %s", name, strerror(errno));
		return NULL;
	}
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		gw_fail(e, GW_NOINPUT, "%s: is a directory", name);
		close(fd);
		return NULL;
	}
	s = gw_alloc(1, sizeof *s);
	s->fd = fd;
	return s;
}

int
gw_source_empty(const struct gw_source *s)
{
	return s->eof && s->offset == 0 && s->have == 0;
}

void
gw_source_drain(struct gw_source *s)
{
	struct gw_err e = { 0 };
	struct stat st;

	if (fstat(s->fd, &st) == 0 && S_ISREG(st.st_mode))
		return;
	do
		s->at = s->have;
	while (fill(s, &e) > 0);
}

void
gw_source_close(struct gw_source *s)
{
	if (!s)
		return;
	if (s->kind == GZIP)
		inflateEnd(&s->z);
	archive_read_free(s->ar);
	if (s->fd != 0)
		close(s->fd);
	gw_free(s);
}
