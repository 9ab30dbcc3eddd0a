/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A second input beside the stream of a filter: what its frames are compared
 * with.  One frame for all, or one for each.
 */
#ifndef GW_TOOLS_REFERENCE_H
#define GW_TOOLS_REFERENCE_H

#include "tools/filter.h"

struct reference {
	const char *name;	/* file, borrowed */
	const char *what;	/* for messages: "--ref" */
	struct gw_reader *in;
	struct gw_frame *frame, *next;	/* the present one; one read ahead */
	long   number;		/* of the present one, from 1 */
	struct gw_sys *sys;	/* its configuration */
};

/* name and what are set, the rest is zero.  -1: io->err. */
int reference_open(struct filter *io, struct reference *r);

/*
 * Make the reference of frame `want` (from 1) of the input the present one: r->frame, r->sys.  1
 * when it is another one than before, 0 when it is the same.  -1: io->err.
 */
int reference_at(struct filter *io, struct reference *r, long want);

/* Put "--ref FILE: frame N: " before io->err; returns -1. */
int reference_blame(struct filter *io, const struct reference *r);

/* Say so when it has more frames than were asked for; free what it holds. */
void reference_close(struct filter *io, struct reference *r);

#endif
