/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parameters of triplets of elements, the content of LAMMPS's Stillinger-Weber
 * and Tersoff files: an entry "A B C" holds what a bond of A (centre) to B feels
 * of a neighbour C of A.  Formats/triplets.h reads one.
 */
#ifndef GW_POTENTIAL_TRIPLETS_H
#define GW_POTENTIAL_TRIPLETS_H

#include <stddef.h>

#include "base/err.h"
#include "potential/pot.h"

struct gw_triplet {
	int    el[3];		/* elements, in the order in which the file names them */
	long   line;		/* where it stands in the file */
	double *value;		/* [nvalue], owned by the file */
};

struct gw_triplets {
	char  *path;		/* for messages */
	int    nel;		/* elements of the file */
	char (*name)[16];	/* [nel] */
	int    nvalue;		/* numbers of an entry */
	int    n;		/* entries, no triplet twice */
	struct gw_triplet *entry;
	size_t cap_name, cap_entry;
};

/*
 * Entries for the species of a system: row[(i ns + j) ns + k] [ns^3] are the values
 * of (i, j, k), borrowed from t.  The file may hold elements that are not needed.
 * -1: GW_BADDATA, a species that the file does not know, or triplets that it lacks.
 */
int gw_triplets_bind(const struct gw_triplets *t, const struct gw_pot_arg *a,
	const double **row, struct gw_err *e);

#endif
