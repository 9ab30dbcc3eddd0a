/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What voronoi and cage-break share: the options of Voronoi cells, and how an index is written. */
#ifndef GW_TOOLS_CELLS_H
#define GW_TOOLS_CELLS_H

#include "structure/voronoi.h"
#include "tools/filter.h"

struct cells {
	const char *edge_min, *face_min, *radii;	/* as given, NULL if not */
	int    radical;
	struct gw_voronoi_opt opt;	/* made of them; opt.radius
					   belongs to the present species */
	double *radius;
	struct gw_voronoi v;
};

/* The rows of an option table; `c` is a struct cells. */
#define CELLS_OPTIONS(c) \
	{ 0, "radical", OPT_FLAG, &(c).radical, "", "radical cells of atoms of different size; needs --radii" }, \
	{ 0, "radii", OPT_STR, &(c).radii, "LIST", "their radii, as Cu=1.28,Zr=1.60" }, \
	{ 0, "edge-min", OPT_STR, &(c).edge_min, "L", \
		"do not count edges shorter than L, or than L% of the cell's mean (default none)" }, \
	{ 0, "face-min", OPT_STR, &(c).face_min, "A", \
		"do not count faces smaller than A, or than A% of the cell's surface (default none)" }

/* Look at the options.  -1: io->err. */
int cells_open(struct filter *io, struct cells *c);

/* Make c->opt fit the species of s.  -1: io->err. */
int cells_ready(struct filter *io, struct cells *c, const struct gw_sys *s);

/* Cells of s in c->v.  -1: io->err. */
int cells_find(struct filter *io, struct cells *c, const struct gw_sys *s);

/* One line for humans: "cells plain, edge-min none, face-min 1%" (the caller frees it). */
char *cells_said(const struct cells *c);

/* The same as scalars of the frame: voronoi_cells, voronoi_edge_min, voronoi_face_min. */
void cells_scalars(struct filter *io, const struct cells *c);

enum { CELLS_INDEX = 256 };

/* "<0,0,12,0>": n3 .. n6 at least, none of the zeros behind them. */
const char *cells_index(const struct gw_voronoi *v, int i, char text[CELLS_INDEX]);

void cells_close(struct cells *c);

#endif
