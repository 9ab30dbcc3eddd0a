/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Voronoi cells of all atoms: index <n3 n4 n5 n6 ...>, volume, neighbours.
 *
 * The cell of atom i holds the points closer to i than to any other atom or
 * image: |x - x_i|^2 < |x - x_j|^2.  The radical (power) cells of atoms of
 * different size compare |x - x_i|^2 - R_i^2.  Both fill the box without gap.
 * n_m counts the faces with m edges.
 *
 * Any periodic box and any number of atoms in it: all images that can cut a
 * cell do.  Along a direction that is not periodic the faces of the box are
 * walls, and the atoms must be inside.  The cells are cut by Voro++
 * (Rycroft, Chaos 19, 041111 (2009)), atom by atom: the same bits for any number
 * of threads.
 */
#ifndef GW_STRUCTURE_VORONOI_H
#define GW_STRUCTURE_VORONOI_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "cell/sys.h"

enum { GW_VORONOI_COLUMNS = 8 };	/* least number of columns of an index: n3 .. n10 */

/* What is too small to be counted: 0 is no threshold. */
struct gw_voronoi_min {
	double value;		/* [length] or [length^2]; */
	int    relative;	/* or a fraction of the cell's mean edge, of its surface */
};

struct gw_voronoi_opt {
	const double *radius;	/* [nspecies] length, > 0: radical cells; NULL: plain ones */
	struct gw_voronoi_min edge;	/* shorter edges of a face are not counted */
	struct gw_voronoi_min face;	/* smaller faces are not counted */
	int neighbours;		/* fill first, nbr, area */
	const unsigned char *only;	/* [n] find the cells of atoms with 1,
					   the others get zeros; NULL: all */
};

/* Zero it before its first use; buffers are reused from call to call. */
struct gw_voronoi {
	int     n, k;		/* atoms, columns of the index (>= GW_VORONOI_COLUMNS) */
	double  *volume;	/* [n] length^3, of the whole cell whatever is counted */
	int32_t *faces;		/* [n] faces counted: the sum of the index */
	int32_t *index;		/* [n][k] n3, n4, ... */
	double  *f5;		/* [n] n5/faces, 0 without faces */

	/* neighbours through the counted faces of atom i: nbr[first[i] .. first[i+1]-1],
	 * by atom; one that is met through several images is there as often */
	int32_t *first;		/* [n+1] */
	int32_t *nbr;		/* atom, -1: the box's wall */
	double  *area;		/* length^2 of that face */
	size_t  cap[7];
};

/*
 * The cells of s (not in two dimensions).  -1, GW_BADDATA naming the atom by id: a
 * position is not finite or outside walls, two atoms at one place, no radical cell.
 */
int gw_voronoi_cells(struct gw_voronoi *v, const struct gw_sys *s,
	const struct gw_voronoi_opt *o, struct gw_err *e);

void gw_voronoi_clear(struct gw_voronoi *v);	/* frees what it holds */

#endif
