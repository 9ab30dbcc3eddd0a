/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far each atom went between two configurations of the same atoms. */
#ifndef GW_STRUCTURE_DISPLACE_H
#define GW_STRUCTURE_DISPLACE_H

#include "base/err.h"
#include "cell/sys.h"

/*
 * Do both hold the same atoms in the same order?  -1, GW_BADDATA: the message
 * says what differs (units, dimension, number, species, the first id or type).
 */
int gw_same_atoms(const struct gw_sys *s, const struct gw_sys *ref, struct gw_err *e);

/*
 * u [n][3] = x - x_ref by the shortest periodic image, in the box of s.  Where
 * the boxes differ x_ref is first mapped with its box: u is then what the atoms
 * did beyond the affine map.  Unless keep_drift the mean over all atoms is
 * taken off: minimisers and lattice translations may move the whole.
 * The atoms must be the same (gw_same_atoms).
 */
void gw_displacements(const struct gw_sys *s, const struct gw_sys *ref, int keep_drift, double *u);

/* Index of the atom with the largest |u|, -1 without atoms; *length is |u|. */
int gw_farthest(int n, const double *u, double *length);

#endif
