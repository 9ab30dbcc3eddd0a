/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sites: positions that stay, sorted once into cells, and which of them and of their
 * periodic images are near any point.  Constant after it was made: threads share it.
 */
#ifndef GW_CELL_SITES_H
#define GW_CELL_SITES_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "cell/sys.h"

struct gw_site {
	int32_t atom;
	int32_t image[3];
	double  x[3];		/* position of the atom + image h [length] */
	double  r2;		/* square of its distance */
};

struct gw_sites;
struct gw_search_loops;		/* cell/within.h */

/*
 * Of the positions and the box of s, cells for distances of about reach.
 * NULL, GW_BADDATA: a position is not finite (atom named by id).
 */
struct gw_sites *gw_sites_new(const struct gw_sys *s, double reach, struct gw_err *e);
void gw_sites_free(struct gw_sites *t);

/*
 * All sites and images less than r from p, in an order that depends on the sites and the
 * point alone, to *out, which grows (*cap, as gw_reserve has it); returns how many.
 */
int gw_sites_around(const struct gw_sites *t, const double p[3], double r, struct gw_site **out,
	size_t *cap);

/*
 * A box of cells around some points: everything near any of them, in memory as it lies in space,
 * for many searches.
 */
struct gw_places {
	int     n;
	double  *x[3];		/* [n] positions; 7 more may be read */
	int32_t *atom;		/* [n] */
	int32_t (*image)[3];	/* [n] */

	int     lo[3], m[3];	/* first cell, cells along each direction */
	int32_t *start;		/* [cells+1] */
	size_t  cap_x[3], cap_atom, cap_image, cap_start;
};

/* All that is less than r from any of m points p [m][3], and more; grows o. */
void gw_sites_gather(const struct gw_sites *t, const double *p, int m, double r,
	struct gw_places *o);
void gw_places_clear(struct gw_places *o);	/* frees what it holds */

/*
 * Those places j with |x_j - p|^2 < r2[j], all r2 below r^2, in ascending order to *out, which
 * grows; returns how many.  p: one of the points.  7 places more of r2 may be read.
 */
int gw_places_within(const struct gw_sites *t, const struct gw_places *o,
	const struct gw_search_loops *loops, const double p[3], double r, const double *r2,
	int32_t **out, size_t *cap);

#endif
