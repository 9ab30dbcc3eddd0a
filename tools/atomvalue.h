/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number for each atom: from an array of the frame, or from the events around it. */
#ifndef GW_TOOLS_ATOMVALUE_H
#define GW_TOOLS_ATOMVALUE_H

#include "tools/filter.h"

struct atomvalue {
	const char *array, *events, *kind;	/* options; kind: lowest, mean, number */
	char   title[80], unit[48];	/* set by atomvalue_get */

	/* events by centre */
	int    read;
	long   n;
	struct atomevent { int64_t id; double barrier; } *event;	/* [n] */
};

#define ATOMVALUE_DEFAULTS { .kind = NULL }

/* Is it clear which value?  -1: io->err. */
int atomvalue_check(struct filter *io, const struct atomvalue *v);

/*
 * Values of the atoms of the present frame [n], the caller's; NaN where an atom has none.  NULL:
 * io->err: no such array, a second frame with --events, events around atoms that are not there.
 */
double *atomvalue_get(struct filter *io, struct atomvalue *v);
void atomvalue_clear(struct atomvalue *v);

#endif
