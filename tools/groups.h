/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What shannon works on: rows of tables, apart by the value of a column. */
#ifndef GW_TOOLS_GROUPS_H
#define GW_TOOLS_GROUPS_H

#include <string.h>

#include "tools/filter.h"

struct row {
	const char *group;	/* "" without a column to group by */
	const char *label;	/* with labels, else NULL and the numbers x, y */
	double x, y;
	double w;		/* weight, 1 without a column */
	long at;		/* number of the row, from 0 */
};

struct group { const char *name; long number, first, n; };	/* rows first .. first + n - 1 */

struct rows {
	char *by, *unit;	/* heads: of the column to group by (NULL: none), the unit of x */
	long n, missing;	/* missing: rows left out because x is nan */
	size_t cap;
	struct row *row;
	long ngroup;
	struct group *group;	/* in the order of their first rows */
	struct gw_tsv **table;	/* the texts live here */
	int ntable;
};

struct rows_want {
	const char *column, *second;	/* second NULL: no y */
	const char *weight, *by;	/* or NULL */
	int labels;
};

/*
 * All rows of all inputs.  -1: io->err (a column that is not there, a weight that is no weight,
 * no row).
 */
int rows_read(struct filter *io, const struct rows_want *want, struct rows *r);

/* Bring the rows of a group together, in their order. */
void rows_group(struct rows *r);

void rows_free(struct rows *r);

#endif
