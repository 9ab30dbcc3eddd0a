/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One gzip member per frame (RFC 1952), with an extra field that makes
 * members countable, splittable and checkable without inflating them:
 *
 *	offset	bytes
 *	0	1f 8b 08 04 00 00 00 00		constant: where to split
 *	8	04 ff				XFL fastest, OS unknown
 *	10	14 00				length of the extra field
 *	12	'G' 'L' 08 00, u64		length of the whole member
 *	24	'G' 'C' 04 00, u32		CRC-32 of the deflate data
 *	32	deflate data
 *	-8	u32 CRC-32 of the content, u32 its length mod 2^32
 *
 * GC finds flipped bits that inflating cannot see (the unused bits before a
 * stored block).  Compression is chosen per 32 KiB by entropy: mantissas do
 * not match, and looking for matches in them is most of the time gzip takes.
 */
#ifndef GW_FORMATS_GZMEMBER_H
#define GW_FORMATS_GZMEMBER_H

#include <stddef.h>
#include <stdint.h>
#include <zlib.h>

#define GW_GZ_HEADER 32
#define GW_GZ_TRAILER 8

/* The header, all of its 32 bytes. */
void gw_gz_header(unsigned char h[GW_GZ_HEADER], uint64_t length, uint32_t crc);

struct gw_gz_id {
	uint64_t length;	/* GL */
	uint32_t crc;		/* GC */
};

/* Is h a header of ours?  1 and *id, or 0. */
int gw_gz_header_parse(const unsigned char h[GW_GZ_HEADER], struct gw_gz_id *id);

/* A member that grows in memory. */
struct gw_gz {
	z_stream z;
	unsigned char *out;	/* header, then deflate data, then trailer */
	size_t len, cap;
	int level, strategy;
	uint32_t crc;		/* of the content */
	uint64_t size;		/* of the content */
};

struct gw_gz *gw_gz_new(void);
void gw_gz_free(struct gw_gz *g);

/* Begin a member; about `hint` bytes will follow. */
void gw_gz_begin(struct gw_gz *g, size_t hint);

/* Add content whose CRC-32 is known; numbers: choose the compression by entropy. */
void gw_gz_add(struct gw_gz *g, const void *p, size_t n, uint32_t crc, int numbers);

/* Finish: the member is g->out[0 .. g->len). */
void gw_gz_end(struct gw_gz *g);

#endif
