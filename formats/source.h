/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bytes of one input, decompressed and checked: plain, gzip (inflated
 * here, so that every CRC and length is looked at), or zstd, xz, lz4, bzip2
 * through libarchive.  Never waits for more than was asked for.
 */
#ifndef GW_FORMATS_SOURCE_H
#define GW_FORMATS_SOURCE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct gw_source;

/* "-" is file descriptor 0.  NULL: GW_NOINPUT. */
struct gw_source *gw_source_open(const char *name, struct gw_err *e);
void gw_source_close(struct gw_source *s);

/*
 * The next n bytes, fewer only at the end; *crc is their CRC-32.
 * -1: GW_BADDATA (damaged, cut in the middle of compressed data), GW_IO.
 */
int64_t gw_source_read(struct gw_source *s, void *buf, size_t n, uint32_t *crc,
	struct gw_err *e);

/* Do the bytes come from a gzip member of ours (one member, one frame)? */
int gw_source_framed(const struct gw_source *s);

/* In such a member: it must end here; checks its trailer.  Else nothing.  -1: GW_BADDATA. */
int gw_source_member_end(struct gw_source *s, struct gw_err *e);

/*
 * The content made no sense (e).  In a member of ours: is the member damaged?
 * Reads it to its end, and puts that in front of the message.
 */
void gw_source_diagnose(struct gw_source *s, struct gw_err *e);

/* 1 when the input has no bytes at all (known after the first read). */
int gw_source_empty(const struct gw_source *s);

/* Read a pipe to its end without looking. */
void gw_source_drain(struct gw_source *s);

#endif
