/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slopes of a table; the header says which. */
#include "potential/spline.h"

#include <string.h>

#include "base/mem.h"

enum gw_spline
gw_spline_kind(const char *word)
{
	return strcmp(word, "smooth") ? GW_SPLINE_LAMMPS : GW_SPLINE_SMOOTH;
}

static void
five_points(const double *t, int n, double *s)
{
	s[0] = t[1] - t[0];
	s[1] = 0.5*(t[2] - t[0]);
	for (int k = 2; k < n - 2; k++)
		s[k] = ((t[k - 2] - t[k + 2]) + 8*(t[k + 1] - t[k - 1]))/12;
	s[n - 2] = 0.5*(t[n - 1] - t[n - 3]);
	s[n - 1] = t[n - 1] - t[n - 2];
}

/* slope at a of the cubic through a, b, c, d */
static double
end_slope(double a, double b, double c, double d)
{
	return (-11*a + 18*b - 9*c + 2*d)/6;
}

/* Elimination from the left, w[k] s[k+1] + s[k] = s', then back. */
static void
smooth(const double *t, int n, double *s)
{
	double *w = gw_alloc((size_t)n, sizeof *w);

	s[0] = end_slope(t[0], t[1], t[2], t[3]);
	s[n - 1] = -end_slope(t[n - 1], t[n - 2], t[n - 3], t[n - 4]);
	for (int k = 1; k < n - 1; k++) {
		double pivot = 4 - w[k - 1];

		w[k] = 1/pivot;
		s[k] = (3*(t[k + 1] - t[k - 1]) - s[k - 1])/pivot;
	}
	for (int k = n - 2; k > 0; k--)
		s[k] -= w[k]*s[k + 1];
	gw_free(w);
}

void
gw_spline_slopes(enum gw_spline kind, const double *t, int n, double *s)
{
	if (kind == GW_SPLINE_SMOOTH)
		smooth(t, n, s);
	else
		five_points(t, n, s);
}
