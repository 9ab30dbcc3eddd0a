/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The faces of one Voronoi cell: edges, areas, the volume; for voronoi.c. */
#ifndef GW_STRUCTURE_VORONOI_FACES_H
#define GW_STRUCTURE_VORONOI_FACES_H

#include <stddef.h>
#include <stdint.h>

#include "structure/voronoi.h"
#include "structure/voronoi_shim.h"

struct gw_face {
	int32_t id;		/* of the plane that made it, 0 unless the cell is tracked */
	int32_t edges;		/* counted ones */
	double  area;
};

/* Scratch and result; zero it before its first use. */
struct gw_faces {
	int     n;
	struct gw_face *face;	/* [n] those that are counted */
	double  volume;
	double  *edge;		/* lengths, face by face */
	size_t  cap_face, cap_edge;
};

/*
 * Walk over the cell.  Lengths of the cell are multiplied by unit; thresholds
 * are compared and results given in the caller's.
 */
void gw_faces_walk(struct gw_faces *f, const struct gw_vcell_view *c, double unit,
	const struct gw_voronoi_opt *o);
void gw_faces_clear(struct gw_faces *f);

#endif
