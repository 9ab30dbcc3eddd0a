/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How slice chooses: conditions on a frame's values, and atoms by id or species. */
#ifndef GW_TOOLS_PICK_H
#define GW_TOOLS_PICK_H

#include "tools/filter.h"

/* "temperature<500" */
struct pick_where {
	char name[64];
	char op[3];
	double value;
};

/* -1, GW_USAGE: not NAME OP NUMBER. */
int pick_where_parse(struct pick_where *w, const char *text, struct gw_err *e);

/* 1 if it holds, 0 if not, -1 for a frame that has no such value. */
int pick_where(const struct pick_where *w, const struct gw_frame *f);

struct pick_atoms {
	struct ids ids;			/* n = 0: any */
	const char *species;		/* "Cu,Zr", NULL: any */
	int warned;
};

/*
 * Leave only the chosen atoms in io->frame: the rows of every array whose first dimension is the number
 * of atoms.  Meta stays as it is.  -1: io->err (no types, no such species).
 */
int pick_atoms(struct filter *io, struct pick_atoms *p);

#endif
