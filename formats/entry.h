/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Entries of the stream and the frame that they build up.  Private to the
 * reader (stream_read.c).
 */
#ifndef GW_FORMATS_ENTRY_H
#define GW_FORMATS_ENTRY_H

#include "formats/source.h"
#include "formats/stream.h"
#include "formats/ustar.h"

/*
 * The next entry that is a file: skips directories and pax headers, takes
 * long names from them; zero blocks only where between is set (archives that
 * were concatenated).  1, 0 at the end of the input, -1.
 */
int gw_entry_header(struct gw_source *s, int between, struct gw_ustar *u, struct gw_err *e);

/* size bytes of content with their CRC-32, and the padding, which must be zero. */
int gw_entry_content(struct gw_source *s, uint64_t size, void *to, uint32_t *crc,
	struct gw_err *e);

/* Only the padding after size bytes of content that were read otherwise. */
int gw_entry_padding(struct gw_source *s, uint64_t size, struct gw_err *e);

struct gw_parts;	/* what has come of a frame */

struct gw_parts *gw_parts_new(void);
void gw_parts_free(struct gw_parts *p);
int gw_parts_begun(const struct gw_parts *p);

/* Read the content of entry u.  1: the frame is complete and its CRCs are right; 0; -1. */
int gw_parts_add(struct gw_parts *p, struct gw_source *s, const struct gw_ustar *u,
	struct gw_err *e);

/* The complete frame; p is ready for the next one.  NULL: meta and entries do not fit. */
struct gw_frame *gw_parts_frame(struct gw_parts *p, struct gw_err *e);

#endif
