/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The straight line y = a + b x through points with errors in both coordinates.
 *
 * With normal and independent errors the likelihood, at the best places of the true points on the
 * line, is exp(-chi2/2) with
 *     chi2(a, b) = sum w_k (y_k - a - b x_k)^2,   w_k = 1/(sy_k^2 + b^2 sx_k^2),
 * the inverse variance of y_k - b x_k.  Weights that are frozen while b is found and then renewed
 * end beside its minimum, as dw/db is left out; here the minimum itself is found: a by the weighted
 * means, b as the zero of
 *     -1/2 dchi2/db = sum w_k r_k X_k,   r_k = y_k - a - b x_k,   X_k = x_k + b sx_k^2 w_k r_k,
 * X_k being the most likely abscissa of point k, in the angle of the line, over all angles.
 *
 * York, Evensen, Martinez, De Basabe Delgado, American Journal of Physics 72, 367 (2004), eqs. 13;
 * Press, Teukolsky, Vetterling, Flannery, Numerical Recipes, 3rd edition, section 15.3.
 */
#ifndef GW_STATISTICS_LINE_H
#define GW_STATISTICS_LINE_H

#include "base/err.h"

struct gw_line {
	double a, b;
	double var_a, var_b, cov;	/* from the errors of the points, at the places X_k */
	double chi2;
};

/*
 * x, y and their standard errors sx, sy, all [n]; sx or sy may be NULL: that coordinate is exact.
 * A single sx_k or sy_k may be 0, not both.  With sx NULL this is the weighted least squares of y,
 * with sy NULL that of x.  w [n]: out, the weights w_k.
 *
 * -1, GW_BADDATA: the points do not tell a slope (x or, with sy NULL, y is the same for all, or
 * fewer than two points).
 */
int gw_line_both(const double *x, const double *y, const double *sx, const double *sy, long n,
	double *w, struct gw_line *l, struct gw_err *e);

#endif
