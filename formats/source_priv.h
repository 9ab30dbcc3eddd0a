/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the source share: source.c (bytes as they are), source_gzip.c
 * (members, inflated here), source_segments.c (those of several segments) and
 * source_archive.c (the rest).
 */
#ifndef GW_FORMATS_SOURCE_PRIV_H
#define GW_FORMATS_SOURCE_PRIV_H

#include "formats/gzmember.h"
#include "formats/source.h"

#define GW_SOURCE_BUFFER (1 << 16)

enum gw_source_kind { GW_SOURCE_UNKNOWN, GW_SOURCE_PLAIN, GW_SOURCE_GZIP, GW_SOURCE_ARCHIVE };

struct archive;
struct gw_segments;

struct gw_source {
	int fd, eof;
	enum gw_source_kind kind;
	uint64_t offset;	/* bytes of the input taken so far */
	size_t have, at;	/* bytes in buf, and those of them that were taken */

	z_stream z;		/* GZIP */
	int inside;		/* in a member */
	int ended;		/* its deflate data ended, its trailer is not read yet */
	int failed;		/* it was found to be damaged or cut */
	int full;		/* inflate filled its output: it may hold more */
	int ours;		/* the member has our header: */
	struct gw_gz_id id;	/* what it says, */
	uint32_t data_crc;	/* and the CRC-32 of its deflate data so far */
	struct gw_segments *segments;	/* NULL until a member had more than one */
	uint64_t begin;		/* offset of the member */
	uint32_t crc;		/* of the member's content so far */
	uint64_t size;

	struct archive *ar;	/* ARCHIVE */
	int ioerr;		/* errno of a failed read, for messages from inside libarchive */

	unsigned char buf[GW_SOURCE_BUFFER];
};

/* Wait until at least one byte is in the buffer.  1, 0 at the end, -1 GW_IO. */
int gw_source_fill(struct gw_source *s, struct gw_err *e);

/* Up to n bytes as they are, fewer only at the end; -1 GW_IO. */
int64_t gw_source_take(struct gw_source *s, void *to, size_t n, struct gw_err *e);

/* The input ends inside the member; the member is damaged: GW_BADDATA, -1. */
int gw_source_cut(struct gw_source *s, struct gw_err *e);
int gw_source_damaged(struct gw_source *s, const char *why, struct gw_err *e);

/* n bytes as they are, or -1. */
int gw_source_need(struct gw_source *s, void *to, size_t n, struct gw_err *e);

int gw_source_gzip_open(struct gw_source *s, struct gw_err *e);
int64_t gw_source_gzip_read(struct gw_source *s, void *to, size_t n, uint32_t *crc,
	struct gw_err *e);

/*
 * Members of several segments: the rest of the header, and as much content as there is (-1:
 * failed).
 */
int gw_source_segments_begin(struct gw_source *s, struct gw_err *e);
int64_t gw_source_segments_read(struct gw_source *s, void *to, size_t n, struct gw_err *e);
void gw_source_segments_free(struct gw_segments *g);

int gw_source_archive_open(struct gw_source *s, struct gw_err *e);
int64_t gw_source_archive_read(struct gw_source *s, void *to, size_t n, struct gw_err *e);
void gw_source_archive_close(struct gw_source *s);

#endif
