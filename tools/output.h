/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where results go: standard output, or a file that gets its name only when
 * it is complete.
 */
#ifndef GW_TOOLS_OUTPUT_H
#define GW_TOOLS_OUTPUT_H

#include <stdio.h>

#include "formats/stream.h"

struct output {
	const char *name;	/* for messages */
	char *path, *temp;	/* -o: final and temporary name; temp NULL when written in place */
	int   fd;		/* -1 while nothing is open */
	FILE *text;
	struct gw_writer *w;
	struct gw_write_opt opt;
};

/*
 * path NULL or "-" is standard output; anything that exists and is no regular file
 * (/dev/full, a FIFO) is written in place.  -1: GW_IO.
 */
int output_open(struct output *o, const char *path, int text, struct gw_err *e);

/* One frame; opens the stream first. */
int output_frame(struct output *o, const struct gw_frame *f, struct gw_err *e);

/* All went well: end marker, every write checked, the file gets its name.  -1: GW_IO. */
int output_finish(struct output *o, struct gw_err *e);

/* It did not: what was written stays without an end marker; a file vanishes.  -1: GW_IO. */
int output_abandon(struct output *o, struct gw_err *e);

#endif
