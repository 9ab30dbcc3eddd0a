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

#endif
