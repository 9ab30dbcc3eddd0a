/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of zstd, xz, lz4 and bzip2 input, through libarchive's filters. */
#include "formats/source_priv.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

static la_ssize_t
on_read(struct archive *ar, void *data, const void **block)
{
	struct gw_source *s = data;
	struct gw_err e = { 0 };
	size_t n;

	if (gw_source_fill(s, &e) < 0) {
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
fail(struct gw_source *s, struct gw_err *e)
{
	const char *why = archive_error_string(s->ar);

	if (s->ioerr)
		return gw_fail(e, GW_IO, "cannot read: %s", strerror(s->ioerr));
	return gw_fail(e, GW_BADDATA, "damaged or truncated: %s",
	    why ? why : "cannot be decompressed");
}

int
gw_source_archive_open(struct gw_source *s, struct gw_err *e)
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
		return fail(s, e);
	return 0;
}

/*
 * Some filters (lz4, bzip2) end quietly at bytes that are not theirs: what
 * follows, perhaps another stream, would be lost without a word.
 */
static int
check_all_used(struct gw_source *s, struct gw_err *e)
{
	int64_t used = archive_filter_bytes(s->ar, -1);
	int r = gw_source_fill(s, e);

	if (r < 0)
		return -1;
	if (r > 0 || (uint64_t)used != s->offset)
		return gw_fail(e, GW_BADDATA, "damaged: bytes of another kind follow the "
		    "compressed data at byte %lld", (long long)used);
	return 0;
}

int64_t
gw_source_archive_read(struct gw_source *s, void *to, size_t n, struct gw_err *e)
{
	size_t got = 0;

	while (got < n) {
		la_ssize_t m = archive_read_data(s->ar, (char *)to + got, n - got);

		if (m < 0)
			return fail(s, e);
		if (m == 0 && check_all_used(s, e) < 0)
			return -1;
		if (m == 0)
			break;
		got += (size_t)m;
	}
	return (int64_t)got;
}

void
gw_source_archive_close(struct gw_source *s)
{
	archive_read_free(s->ar);
}
