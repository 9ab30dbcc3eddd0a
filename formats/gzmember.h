/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One gzip member per frame (RFC 1952), with an extra field that makes
 * members countable, splittable and checkable without inflating them:
 *
 *	offset	bytes
 *	0	1f 8b 08 04 00 00 00 00		constant: where to split
 *	8	04 ff				XFL fastest, OS unknown
 *	10	u16				length of the extra field, 20 or 28 + 4 n
 *	12	'G' 'L' 08 00, u64		length of the whole member
 *	24	'G' 'C' 04 00, u32		CRC-32 of the deflate data
 *	32	'G' 'S' u16, u32, n times u32	with n >= 2 segments: content of each but the
 *						last, lengths of their deflate data
 *	32 or 40 + 4 n: deflate data
 *	-8	u32 CRC-32 of the content, u32 its length mod 2^32
 *
 * GC finds flipped bits that inflating cannot see (the unused bits before a
 * stored block).  Content from GW_GZ_WHOLE bytes on is in segments of one size, each deflated
 * by itself, so that all threads can work on one frame.  How it is divided, and with it
 * every byte of the member, depends on the content alone.
 */
#ifndef GW_FORMATS_GZMEMBER_H
#define GW_FORMATS_GZMEMBER_H

#include <stddef.h>
#include <stdint.h>

#include "formats/gzdeflate.h"

#define GW_GZ_HEADER 32			/* with one segment */
#define GW_GZ_TRAILER 8
#define GW_GZ_WHOLE (1 << 18)
#define GW_GZ_SEGMENT (1 << 16)		/* least content of a segment, doubled */
#define GW_GZ_SEGMENT_MAX (1 << 24)	/* up to this, until they are */
#define GW_GZ_SEGMENTS 8192		/* no more */

/* Length of the header of a member of n segments. */
size_t gw_gz_header_length(int n);

/* The first 32 bytes of the header. */
void gw_gz_header(unsigned char h[GW_GZ_HEADER], int n, uint64_t length, uint32_t crc);

struct gw_gz_id {
	uint64_t length;	/* GL */
	uint32_t crc;		/* GC */
	int n;			/* segments */
	uint32_t segment;	/* content of each but the last; set with n > 1 */
};

/* Is h a header of ours?  1 and *id, or 0. */
int gw_gz_header_parse(const unsigned char h[GW_GZ_HEADER], struct gw_gz_id *id);

/*
 * The rest of the header of a member of n > 1 segments: 1, id->segment and the lengths of
 * the segments' data, or 0.
 */
int gw_gz_segments_parse(const unsigned char *rest, struct gw_gz_id *id, uint32_t *length);

/* A member that is being put together: pieces of content, then segments of deflate data. */
struct gw_gz_piece {
	const unsigned char *p;	/* NULL: g->small + at */
	size_t at, n;
	int numbers;
};

struct gw_gz_segment {
	struct gw_deflate_out out;
	uint32_t crc;		/* of its deflate data */
};

struct gw_gz {
	int npiece, nsegment;
	size_t cappiece;
	struct gw_gz_piece *piece;
	unsigned char *small;	/* copies of small pieces */
	size_t nsmall, capsmall;
	uint32_t crc;		/* of the content */
	uint64_t size;		/* of the content */

	int room;		/* of segment; those beyond nsegment keep their memory */
	struct gw_gz_segment *segment;
	int nthread;
	struct gw_deflate **thread;
};

struct gw_gz *gw_gz_new(void);
void gw_gz_free(struct gw_gz *g);

/* Begin a member. */
void gw_gz_begin(struct gw_gz *g);

/*
 * Add content whose CRC-32 is known.  gw_gz_copy keeps a copy; what gw_gz_add gets must stay
 * until gw_gz_end.  numbers: choose the compression by entropy.
 */
void gw_gz_copy(struct gw_gz *g, const void *p, size_t n, uint32_t crc);
void gw_gz_add(struct gw_gz *g, const void *p, size_t n, uint32_t crc, int numbers);

/*
 * Compress: the member is g->segment[k].out for k = 0 .. nsegment-1, one after the other.
 * -1: zlib cannot be started.
 */
int gw_gz_end(struct gw_gz *g);

#endif
