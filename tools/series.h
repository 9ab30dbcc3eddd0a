/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What thermo works on: one quantity against temperature, from tables or from streams. */
#ifndef GW_TOOLS_SERIES_H
#define GW_TOOLS_SERIES_H

#include "tools/filter.h"

struct series {
	const char *x, *y;	/* columns asked for; y NULL: enthalpy, or energy + kinetic, the
				   enthalpy at P = 0 */
	char *name;		/* of the quantity: "enthalpy", "volume" */
	char *xunit, *yunit;
	long n, skipped;	/* rows; rows left out because a value is missing */
	size_t cap;
	struct point { double T, v; long row; } *p;
	double *T, *v;		/* [n], ascending T, once sorted */
};

/*
 * All inputs of io, sorted by temperature.  Whether they are tables or streams
 * is seen at the first byte.
 */
int series_read(struct filter *io, struct series *s);
void series_free(struct series *s);

#endif
