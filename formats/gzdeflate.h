/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Raw deflate data (RFC 1951) of a run of bytes.  Compression is chosen per
 * 32 KiB of numbers by their entropy: mantissas do not match, and looking for
 * matches in them is most of the time gzip takes.
 */
#ifndef GW_FORMATS_GZDEFLATE_H
#define GW_FORMATS_GZDEFLATE_H

#include <stddef.h>
#include <zlib.h>

struct gw_deflate_out {		/* grows; p is the caller's to free */
	unsigned char *p;
	size_t len, cap;
};

struct gw_deflate {
	z_stream z;
	int level, strategy;
	struct gw_deflate_out *out;
};

/* NULL: without memory, or with another zlib than we were built for. */
struct gw_deflate *gw_deflate_new(void);
void gw_deflate_free(struct gw_deflate *d);

/*
 * Begin behind the bytes that out has; n bytes will follow.  What is made depends on
 * what is added alone, never on what d did before.
 */
void gw_deflate_begin(struct gw_deflate *d, struct gw_deflate_out *out, size_t n);
void gw_deflate_add(struct gw_deflate *d, const void *p, size_t n, int numbers);

/* last: the end of the deflate data; else they go on at a byte, without a look back. */
void gw_deflate_end(struct gw_deflate *d, int last);

#endif
