/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Named numbers row by row, from the columns of tables or from the scalars of frames: events as a
 * stream has them, or as tab printed them.
 */
#ifndef GW_TOOLS_RECORDS_H
#define GW_TOOLS_RECORDS_H

#include "tools/filter.h"

struct record_field {
	const char *name;	/* of the column or scalar */
	int    marks;		/* a frame that has none of the scalars with this mark is no row */
	int    found;		/* it was there */
	double *v;		/* [n], NaN where it was not */
	char   unit[48];	/* where it was first there, "" if it has none */
};

struct records {
	int    nfield;
	struct record_field *field;	/* borrowed; names and marks are set, the rest zero */
	long   n;
	double natoms;		/* of the first frame with positions, or the column natoms; 0:
				   not known */
	size_t cap;
};

/* Rows of a table.  -1, GW_BADDATA: a cell that is no number. */
int records_table(struct records *r, const struct gw_tsv *t, struct gw_err *e);

/* At most one row of a frame. */
void records_frame(struct records *r, const struct gw_frame *f);

/*
 * All operands of a TOOL_RAW | TOOL_MANY program; the first one says if they are tables or streams.
 * -1: io->err.
 */
int records_operands(struct filter *io, struct records *r);

/* A file beside the inputs of the program.  -1: io->err. */
int records_file(struct filter *io, struct records *r, const char *name);

/*
 * A field that says to which sample a row belongs: atoms and minima are numbered in each by itself.
 * -1, GW_BADDATA: there are several.
 */
int records_one_sample(const struct records *r, int field, struct gw_err *e);

void records_clear(struct records *r);

#endif
