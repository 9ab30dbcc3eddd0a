/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The size at which a potential likes an arrangement of atoms.
 */
#ifndef GW_MINIMIZE_VOLUME_H
#define GW_MINIMIZE_VOLUME_H

#include "base/err.h"
#include "cell/sys.h"
#include "potential/force.h"

/*
 * Scale s (box and positions) to the lowest U + P V on a grid of sizes from
 * l = (V/n)^(1/dim) = 1.2 cut-offs down to 0.2, refined by a parabola:
 * a start for a relaxation, good to about 1 % in length.
 * -1, GW_BADDATA: there is no minimum (nothing binds the atoms at this pressure).
 */
int gw_scan_volume(struct gw_force *fo, struct gw_sys *s, double pressure, struct gw_err *e);

#endif
