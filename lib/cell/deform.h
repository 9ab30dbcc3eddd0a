/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Affine maps of a whole configuration. */
#ifndef GW_CELL_DEFORM_H
#define GW_CELL_DEFORM_H

#include "base/err.h"
#include "cell/sys.h"

/*
 * Affine map of box and positions about the box origin:
 * x -> o + (x - o) F, h -> h F (row vectors).  Velocities stay.
 * -1, GW_BADDATA: the box collapses.
 */
int gw_deform(struct gw_sys *s, const double f[3][3], struct gw_err *e);

/*
 * Simple shear of box and positions about the box origin, a != b:
 * r -> (1 + gamma e_a e_b^T) r, so x_a += gamma (x_b - o_b) and nothing else;
 * the other components keep their bits.  Velocities stay.
 * -1, GW_BADDATA: the box collapses.
 */
int gw_shear(struct gw_sys *s, int a, int b, double gamma, struct gw_err *e);

#endif
