/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Voro++'s single cell for C.  Lengths are the caller's; Voro++ takes
 * points closer than 1e-11 to a plane for points on it.
 */
#ifndef GW_STRUCTURE_VORONOI_SHIM_H
#define GW_STRUCTURE_VORONOI_SHIM_H

#ifdef __cplusplus
extern "C" {
#endif

struct gw_vcell;

/*
 * The polyhedron, borrowed until the next cut.  Edge j of vertex i leads to vertex
 * k = edge[i][j], where it is edge number edge[i][order[i] + j].
 */
struct gw_vcell_view {
	int n;			/* vertices */
	const double *vertex;	/* [n][3] twice their positions from the centre */
	const int *order;	/* [n] edges at a vertex */
	int **edge;
	int **face;		/* face[i][j]: id of the plane on one side of edge j;
				   NULL unless tracked */
};

/* track: remember which plane made which face. */
struct gw_vcell *gw_vcell_new(int track);
void gw_vcell_free(struct gw_vcell *c);

/* A cube of 2*half around the centre. */
void gw_vcell_start(struct gw_vcell *c, double half);

/*
 * Take away the side of x.d > 0.5 rsq (rsq = d.d: of the points closer to d).
 * 0 when nothing is left, else 1.
 */
int gw_vcell_cut(struct gw_vcell *c, const double d[3], double rsq, int id);

void gw_vcell_look(const struct gw_vcell *c, struct gw_vcell_view *v);

#ifdef __cplusplus
}
#endif
#endif
