/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of one input: raw reading, and who makes sense of them. */
#include "formats/source_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

/* Wait for at least one byte, behind those in the buffer.  1, 0 at the end, -1 GW_IO. */
static int
more(struct gw_source *s, struct gw_err *e)
{
	struct pollfd p = { .fd = s->fd, .events = POLLIN };
	ssize_t n;

	if (s->eof)
		return 0;
	while ((n = read(s->fd, s->buf + s->have, GW_SOURCE_BUFFER - s->have)) < 0) {
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

int
gw_source_fill(struct gw_source *s, struct gw_err *e)
{
	if (s->at < s->have)
		return 1;
	s->at = s->have = 0;
	return more(s, e);
}

int64_t
gw_source_take(struct gw_source *s, void *to, size_t n, struct gw_err *e)
{
	size_t got = 0, m;
	int r;

	while (got < n) {
		if ((r = gw_source_fill(s, e)) < 0)
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
	s->kind = GW_SOURCE_PLAIN;
	if (n >= 2 && b[0] == 0x1f && b[1] == 0x8b) {
		s->kind = GW_SOURCE_GZIP;
		return gw_source_gzip_open(s, e);
	}
	for (size_t k = 0; k < sizeof foreign / sizeof *foreign; k++)
		if (n >= foreign[k].len && memcmp(b, foreign[k].magic,
		    (size_t)foreign[k].len) == 0) {
			s->kind = GW_SOURCE_ARCHIVE;
			return gw_source_archive_open(s, e);
		}
	return 0;
}

int64_t
gw_source_read(struct gw_source *s, void *buf, size_t n, uint32_t *crc, struct gw_err *e)
{
	int64_t got;

	if (s->kind == GW_SOURCE_UNKNOWN && detect(s, e) < 0)
		return -1;
	if (s->kind == GW_SOURCE_GZIP)
		return gw_source_gzip_read(s, buf, n, crc, e);
	got = s->kind == GW_SOURCE_PLAIN ? gw_source_take(s, buf, n, e) :
	    gw_source_archive_read(s, buf, n, e);
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
	while (gw_source_fill(s, &e) > 0);
}

void
gw_source_close(struct gw_source *s)
{
	if (!s)
		return;
	if (s->kind == GW_SOURCE_GZIP)
		inflateEnd(&s->z);
	gw_source_segments_free(s->segments);
	gw_source_archive_close(s);
	if (s->fd != 0)
		close(s->fd);
	gw_free(s);
}
