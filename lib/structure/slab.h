/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A slab of a configuration as a map: the mean of a value of its atoms
 * around every point of a grid.
 *
 *	f(r) = sum_i w(|r - r_i|) v_i / sum_i w(|r - r_i|)
 *
 * over the atoms i of the slab and all their periodic images, with |r - r_i| measured in the plane
 * of the slab and w(d) = 1 up to the radius (a disc), or exp(-d^2/2s^2) up to 3 s (a Gaussian).
 * Han, Wei, Cao, Wang & Dai, Phys. Rev. B 101, 064205 (2020), Fig. 4:
 * slab and radius are the first minimum of g(r).
 */
#ifndef GW_STRUCTURE_SLAB_H
#define GW_STRUCTURE_SLAB_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "cell/sys.h"

struct gw_slab_opt {
	int    normal;		/* 0, 1, 2: the slab lies parallel to the two other box vectors */
	double at;		/* its middle: coordinate along the normal [length]; NaN:
				   that of the box */
	double thickness;	/* [length] */
	double radius;		/* of the disc, or s of the Gaussian [length] */
	int    gaussian;
	int    n[2];		/* points along the first and the second of these vectors; 0:
				   about spacing apart */
	double spacing;		/* [length] */
};

struct gw_slab {
	int    axis[2];		/* the two vectors: y z, x z or x y */
	int    n[2];
	double at;		/* as used */
	double (*xy)[2];	/* [n[1]][n[0]] places in the plane [length],
				   x along the first vector */
	double *value;		/* [n[1]][n[0]] NaN where no atom is near */
	int32_t *count;		/* [n[1]][n[0]] atoms (images) that it is the mean of */
	int    atoms, missing;	/* atoms of the slab, and those among them whose value is NaN:
				   they do not count */
	size_t cap_xy, cap_value, cap_count;
};

/*
 * Zero the map first; it may be used again.  -1, GW_BADDATA: the slab is thicker than the box,
 * the grid too large.
 */
int gw_slab_map(struct gw_slab *m, const struct gw_sys *s, const double *value,
	const struct gw_slab_opt *o, struct gw_err *e);
void gw_slab_clear(struct gw_slab *m);

/* Where a map lies below a threshold. */
struct gw_below {
	double part;		/* of the points that have a value; NaN if none has */
	double largest;		/* the same of the largest connected region (four neighbours,
				   periodic) */
	int    spans[2];	/* a region that meets its own image along the first,
				   the second vector */
};
void gw_slab_below(const struct gw_slab *m, const int pbc[3], double threshold, struct gw_below *b);

#endif
