/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A disconnectivity graph as a picture in SVG 1.1: branches end at the energies of their minima,
 * and meet where they merge.
 */
#ifndef GW_FORMATS_TREESVG_H
#define GW_FORMATS_TREESVG_H

#include <stdio.h>

#include "landscape/disconnectivity.h"

enum { GW_TREESVG_LINES = 5 };

struct gw_treesvg {
	const struct gw_tree *tree;
	const double *x;		/* [n] of gw_tree_places */
	int    width, height;		/* pixels */
	double zero;			/* energy that the axis calls 0 */
	double slant;			/* branches come down from a
					   merge over at most this energy */
	double atoms;			/* > 0: a second axis, of the energy per atom */
	const char *unit;		/* of energies, "" if it is not known */
	const char *line[GW_TREESVG_LINES];	/* text above the picture; NULL: no more */
	const unsigned char *colour;	/* [n] place in the palette of what leads up from a node;
					   NULL: 0 */
	const char *const *palette;	/* colours as SVG names them */
	int    ncolour;
	const int64_t *label;		/* [nleaf] numbers under the branches, or NULL */
};

/* Borrows everything.  Look at ferror(out) afterwards. */
void gw_treesvg_write(FILE *out, const struct gw_treesvg *g);

#endif
