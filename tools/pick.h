/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How slice chooses: conditions on a frame's values, and atoms by id or species. */
#ifndef GW_TOOLS_PICK_H
#define GW_TOOLS_PICK_H

#include "formats/event.h"
#include "tools/filter.h"

/* "temperature<500" */
struct pick_where {
	char name[64];
	char op[3];
	double value;
};

/* -1, GW_USAGE: not NAME OP NUMBER. */
int pick_where_parse(struct pick_where *w, const char *text, struct gw_err *e);

/* 1 if it holds, 0 if not (null is no number), -1 for a frame that has no such value. */
int pick_where(const struct pick_where *w, const struct gw_frame *f);

/* In a stream of events: the minimum that they start from, and what is asked of them. */
struct pick_events {
	struct ids center;		/* n = 0: any */
	int connected, whole;		/* only these, only those that the whole system connects */
	const char *as;			/* "initial", "saddle", "final": become configurations;
					   NULL: stay */
	struct gw_frame *minimum;	/* the last one, kept for `as` */
	long left;			/* events without displacements that were left out */
	long unknown;			/* connected ones that do not say
					   what the whole system does */
};

/*
 * Look at a frame of the input; minima are remembered.  1: it may be wanted; 0: it is an event that
 * is not asked for, or with `as` a minimum.
 */
int pick_event(struct filter *io, struct pick_events *p);

/*
 * With `as`: put its configuration in place of the event that is the present frame.  -1: io->err.
 */
int pick_place(struct filter *io, struct pick_events *p);

void pick_events_free(struct pick_events *p);

struct pick_atoms {
	struct ids ids;			/* n = 0: any */
	const char *species;		/* "Cu,Zr", NULL: any */
	int warned;
};

/*
 * Leave only the chosen atoms in io->frame: the rows of every array whose first dimension is the
 * number of atoms.  Meta stays as it is.  -1: io->err (no types, no such species).
 */
int pick_atoms(struct filter *io, struct pick_atoms *p);

#endif
