/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Slopes of a table: cubic Hermite pieces between values t[k] with slopes s[k]
 * (per spacing) are the interpolation; which slopes, is a choice.
 *
 * GW_SPLINE_LAMMPS: differences over five points, s_k = (t_{k-2} - 8 t_{k-1} +
 * 8 t_{k+1} - t_{k+2})/12, as LAMMPS's pair_eam does it: u' is continuous, u'' jumps
 * at every node.
 *
 * GW_SPLINE_SMOOTH: those that make u'' continuous (C2) as well, the solution of
 * s_{k-1} + 4 s_k + s_{k+1} = 3 (t_{k+1} - t_{k-1}) with the slopes at both ends fitted:
 * those of the cubic through the four points there.  De Boor, A Practical Guide to
 * Splines (1978), chapter IV.
 */
#ifndef GW_POTENTIAL_SPLINE_H
#define GW_POTENTIAL_SPLINE_H

enum gw_spline { GW_SPLINE_LAMMPS, GW_SPLINE_SMOOTH };

/* The kind by its word, lammps or smooth. */
enum gw_spline gw_spline_kind(const char *word);

/* s [n] from t [n], n >= 5. */
void gw_spline_slopes(enum gw_spline kind, const double *t, int n, double *s);

#endif
