/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The headers of POSIX ustar entries (IEEE Std 1003.1, pax, "ustar
 * Interchange Format"), byte for byte.
 *
 * libarchive could read and write them, but it accepts headers whose
 * fields are damaged as long as their sum is right, skips what it does not
 * like, and cannot be asked which bytes it saw.  Here one function makes the
 * only header that an entry of ours can have, and reading compares with it.
 */
#ifndef GW_FORMATS_USTAR_H
#define GW_FORMATS_USTAR_H

#include <stdint.h>

#include "base/err.h"

#define GW_USTAR_BLOCK 512
#define GW_USTAR_MAXSIZE 077777777777ULL	/* 8 GiB - 1 */

struct gw_ustar {
	char name[256];		/* without its directories */
	uint64_t size;		/* bytes of content */
	char kind;		/* '0' file, '5' directory, 'x', 'g' pax, 'L' GNU long name */
};

/* Zero bytes that follow the content up to the next block. */
static inline uint64_t
gw_ustar_padding(uint64_t size)
{
	return -size % GW_USTAR_BLOCK;
}

/*
 * The header of a file: mode 0644, times and owners 0.  -1, GW_BADDATA: the
 * name has more than 100 bytes, the size does not fit into 11 octal digits.
 */
int gw_ustar_make(unsigned char h[GW_USTAR_BLOCK], const char *name, uint64_t size,
	struct gw_err *e);

/*
 * Read a header.  With canonical, it must be exactly what gw_ustar_make
 * writes; else any POSIX or GNU header whose checksum is right.  -1: GW_BADDATA.
 */
int gw_ustar_parse(const unsigned char h[GW_USTAR_BLOCK], int canonical,
	struct gw_ustar *u, struct gw_err *e);

#endif
