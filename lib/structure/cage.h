/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cages that broke between two configurations of the same atoms: did the
 * Voronoi index of one of the most displaced atoms change?  Theta of
 * Li, Xiao, Egami & Fan, Mater. Today Phys. (2024) 101582.
 */
#ifndef GW_STRUCTURE_CAGE_H
#define GW_STRUCTURE_CAGE_H

#include <stddef.h>

#include "base/err.h"
#include "cell/sys.h"
#include "structure/voronoi.h"

/* Zero it before its first use; buffers are reused from call to call. */
struct gw_cage {
	int    ntop;
	int    *atom;		/* [ntop] the farthest first, of equal ones the first in the list */
	double *u;		/* [ntop] length of their displacements */
	unsigned char *changed;	/* [ntop] 1: another index */
	int    nchanged;
	struct gw_voronoi before, after;	/* the cells of these atoms */
	size_t cap[3];
};

/*
 * Displacements from ref to s (gw_displacements: shortest image, mean taken off, the affine map of
 * the box taken out), the ntop = top*n atoms (rounded, at least one) that moved
 * farthest, and their cells with o (o->only is not looked at).  -1: other atoms or another
 * order (gw_same_atoms), or no cell (gw_voronoi_cells).
 */
int gw_cage_compare(struct gw_cage *c, const struct gw_sys *s, const struct gw_sys *ref, double top,
	const struct gw_voronoi_opt *o, struct gw_err *e);

void gw_cage_clear(struct gw_cage *c);	/* frees what it holds */

#endif
