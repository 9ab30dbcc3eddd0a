/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files of triplet entries: LAMMPS's formats sw and tersoff
 * (docs.lammps.org/pair_sw.html, pair_tersoff.html).  An entry is three names of elements
 * and a fixed number of numbers, on one or more lines; the next entry starts on a
 * new line.  '#' starts a comment.
 */
#ifndef GW_FORMATS_TRIPLETS_H
#define GW_FORMATS_TRIPLETS_H

#include "formats/text.h"
#include "potential/triplets.h"

/* What the numbers of an entry are. */
struct gw_triplets_format {
	const char *name;		/* "sw" */
	int nvalue;
	const char *const *value;	/* [nvalue] their names */
	const char *(*check)(const double *value);	/* NULL, or what is wrong with an entry */
};

/*
 * Parse the bytes of a file, whose name serves for messages; title gets the first
 * comment line that is not blank, which has LAMMPS's tags.  The result is the
 * caller's.  NULL: GW_BADDATA naming file and line: an entry that is cut or too long, a number
 * that is none, infinite or out of its range, a triplet twice, no entry at all.
 */
struct gw_triplets *gw_triplets_read(const char *name, const void *data, size_t size,
	const struct gw_triplets_format *format, char title[256], struct gw_err *e);
void gw_triplets_free(struct gw_triplets *t);

#endif
