/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Transitions between minima from tables, event streams or a Wales group database. */
#ifndef GW_TOOLS_TRANSITIONS_H
#define GW_TOOLS_TRANSITIONS_H

#include "landscape/disconnectivity.h"
#include "tools/filter.h"

enum { T_FROM, T_TO, T_ENERGY, T_FINAL, T_SADDLE, T_BARRIER, T_REVERSE, T_CONNECTED, T_SAMPLE,
	T_FIELDS };

struct transition_want {
	const char *name[T_FIELDS];	/* of the columns or scalars */
	const char *wales, *minima;	/* directory of min.data and ts.data; min.data alone */
	double tolerance;		/* a saddle may be so much below a minimum */
	int    skip, star;		/* leave out saddles that are lower; every row has
					   a final minimum of its own */
};

struct transitions {
	struct gw_transition *t;
	long   n;
	int64_t *number;		/* [nknown] minima that are known beforehand */
	double *energy;
	long   nknown;
	long   rows, unconnected, missing, unknown, below;	/* rows read, and why some do not count */
	double atoms;			/* 0: not known */
	char   unit[48];
};

/* Read them all and say what was left out.  -1: io->err. */
int transitions_read(struct filter *io, const struct transition_want *w, struct transitions *s);
void transitions_clear(struct transitions *s);

#endif
