/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The periodic box: any three row vectors a, b, c and an origin.
 *
 * A position is x = origin + s h with s the fractional coordinates (row
 * vector times the matrix of row vectors).  In two dimensions the third
 * vector is (0, 0, 1), not periodic: "volume" is then the area.
 */
#ifndef GW_CELL_BOX_H
#define GW_CELL_BOX_H

#include "base/err.h"

struct gw_box {
	double h[3][3];		/* rows a, b, c [length] */
	double origin[3];	/* [length] */
	int    pbc[3];		/* periodic along a, b, c */

	/* derived by gw_box_update() */
	double inv[3][3];	/* h^-1 */
	double volume;		/* |det h| [length^3] (area in 2-D) */
	double width[3];	/* distance between opposite faces [length] */
};

/*
 * Recompute the derived members after h changed.
 * -1, GW_BADDATA: volume zero or not finite.
 */
int gw_box_update(struct gw_box *b, struct gw_err *e);

/* Orthorhombic box at the origin, periodic in the first dim directions. */
void gw_box_ortho(struct gw_box *b, double lx, double ly, double lz, int dim);

/* s = (x - origin) h^-1 */
void gw_box_frac(const struct gw_box *b, const double x[3], double s[3]);

/* x = origin + s h */
void gw_box_cart(const struct gw_box *b, const double s[3], double x[3]);

/*
 * Move x into the box along the periodic directions; image[k] (may be NULL)
 * is the number of periods taken away: x_before = x_after + image h.
 */
void gw_box_wrap(const struct gw_box *b, double x[3], int image[3]);

/*
 * The shortest periodic image of d (exact for any triclinic box).
 * d in and out [length].
 */
void gw_box_mic(const struct gw_box *b, double d[3]);

/*
 * Rotate so that a is along x and b in the xy plane (LAMMPS's convention):
 * r is the rotation with h_new = h r, x_new = (x - origin) r + origin.
 * Right-handed boxes only: -1, GW_BADDATA otherwise.
 */
int gw_box_standard(const struct gw_box *b, double r[3][3], struct gw_err *e);

#endif
