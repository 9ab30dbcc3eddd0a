/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Thermodynamics from a cooling run: a quantity y (enthalpy, volume) at
 * temperatures T, in ascending order of T, noise and equal temperatures allowed.
 */
#ifndef GW_STATISTICS_THERMO_H
#define GW_STATISTICS_THERMO_H

#include "base/err.h"

/*
 * y = c0 + c1 x by least squares over a <= x <= b;
 * the covariance takes its scale from the residuals.
 */
struct gw_line {
	long   n;
	double a, b;			/* smallest and largest x used */
	double c0, c1;
	double cov00, cov01, cov11, chi2;
};

/* -1, GW_BADDATA: fewer than 3 points, or all at one x. */
int gw_line_fit(const double *x, const double *y, long n, double a, double b, struct gw_line *l,
	struct gw_err *e);

/*
 * The glass transition as the crossing of the glass line and the liquid line.  error is the
 * statistical one of the crossing, propagated from both covariances; the choice
 * of the ranges is not part of it.
 */
struct gw_tg {
	double tg, error, value;	/* value: y at the crossing */
	struct gw_line low, high;
};

/*
 * low and high are the ranges of the two branches.  NULL: found from the data.
 * The continuous pair of lines that fits all points best gives a first
 * estimate; points within a tenth of the whole range on either side of it
 * belong to the transition and to neither branch.
 * -1, GW_BADDATA: too few points in a branch, parallel branches.
 */
int gw_tg_fit(const double *T, const double *y, long n, const double *low, const double *high,
	struct gw_tg *r, struct gw_err *e);

/*
 * dy/dT at every point: slope at T[k] of the parabola fitted to all points
 * within width/2 (a line where there are only three, NaN below that).
 * slope, error [n]; error is the standard error, NaN where the fit is exact by construction.
 */
void gw_slopes(const double *T, const double *y, long n, double width, double *slope,
	double *error);

/*
 * Entropy along the run at constant pressure, S(T) - S(T[0]) = int dH/T from T[0] to T, exact for H
 * linear between neighbouring points: dS = dH/Tm, Tm = (T2 - T1)/ln(T2/T1).
 * S [n].  -1, GW_BADDATA: a temperature that is not above 0.
 */
int gw_entropy(const double *T, const double *H, long n, double *S, struct gw_err *e);

/* S [n] at a temperature between T[0] and T[n-1], by ln T as for H linear in T; NaN outside. */
double gw_entropy_at(const double *T, const double *S, long n, double at);

/*
 * Standard error of independent noise in y: the mean square of what each point is off the straight
 * line through its neighbours (Gasser, Sroka, Jennen-Steinmetz, Biometrika 73, 625 (1986)).
 * NaN for n < 3.
 */
double gw_noise(const double *T, const double *y, long n);

/* Standard errors [n] of S(T) - S(T[zero]) that follow from noise in H. */
void gw_entropy_error(const double *T, long n, double noise, long zero, double *error);

#endif
