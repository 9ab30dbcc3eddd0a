/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables: tab-separated, `#` lines of provenance, one header line of
 * `name[unit]`, then rows.  Read and written in the C locale.
 */
#ifndef GW_FORMATS_TSV_H
#define GW_FORMATS_TSV_H

#include <stdio.h>

#include "base/err.h"

struct gw_tsv_store;

struct gw_tsv {
	int    ncol;
	char **column;		/* header as written, "barrier[eV]" */
	long   nrow;
	char ***cell;		/* [nrow][ncol] text */
	int    ncomment;
	char **comment;		/* `#` lines without their newline */
	struct gw_tsv_store *store;	/* what all of this text stands in */
};

/*
 * Read a whole table.  NULL: GW_BADDATA naming file and line (a row with
 * another number of fields, no header, a NUL byte), GW_IO.
 */
struct gw_tsv *gw_tsv_read(FILE *in, const char *name, struct gw_err *e);
void gw_tsv_free(struct gw_tsv *t);

/*
 * Column by full header ("omega[0.01]"), or by the name before its last bracket, or by number from
 * 1. -1: GW_USAGE, listing the columns that there are.
 */
int gw_tsv_find(const struct gw_tsv *t, const char *name, struct gw_err *e);

/*
 * The numbers of a column [nrow], caller frees; NULL: GW_BADDATA naming the row. "nan" is a number.
 */
double *gw_tsv_numbers(const struct gw_tsv *t, int col, struct gw_err *e);

/* The unit of a header "name[unit]", "" where there is none; caller frees. */
char *gw_tsv_unit(const char *header);

/* The header "name[unit]", the name alone where unit is ""; caller frees. */
char *gw_tsv_head(const char *name, const char *unit);

/* strtod in the C locale; 0, or -1 when the text is not wholly a number. */
int gw_number(const char *text, double *v);

#endif
