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
 * Simple shear about the box origin, a != b: r -> (1 + gamma e_a e_b^T) r, so
 * x_a += gamma (x_b - o_b) and nothing else: the other components keep their bits.
 * gw_shear: box and positions (velocities stay); gw_shear_box: a box alone.
 * -1, GW_BADDATA: the box collapses.
 */
int gw_shear(struct gw_sys *s, int a, int b, double gamma, struct gw_err *e);
int gw_shear_box(struct gw_box *box, int a, int b, double gamma, struct gw_err *e);

#endif
