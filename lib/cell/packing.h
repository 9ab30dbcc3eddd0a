/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random packings: atoms dropped one after the other, each where it is
 * farther than a distance from all before it (random sequential addition).
 */
#ifndef GW_CELL_PACKING_H
#define GW_CELL_PACKING_H

#include "base/err.h"
#include "cell/sys.h"

/*
 * New positions for all atoms of s in its box: uniform, no two periodic
 * images closer than *dmin [length]; the place of an atom depends on (seed, GW_RNG_PACKING, its
 * index) and on the atoms before it.  When they do not fit, *dmin is lowered in
 * steps of a tenth until they do.
 */
void gw_pack_random(struct gw_sys *s, double *dmin, uint64_t seed);

#endif
