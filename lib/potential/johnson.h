/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two loops of johnson.c share. */
#ifndef GW_POTENTIAL_JOHNSON_H
#define GW_POTENTIAL_JOHNSON_H

#include <math.h>

/*
 * Three polynomials: u(r) = sum_q c[q][k] (r - at[k])^q, k = 0 from 1.9 A on, 1 from 2.4 A,
 * 2 from 3.0 A.  Eight places, of which three are used, fill a vector.
 */
struct gw_johnson_term {
	double rc2;
	double at[8], c[6][8];
};

/* below 1.9 A; *fr = -u'(r)/r */
static inline double
gw_johnson_core(double r2, double *fr)
{
	double r = sqrt(r2), u = 8752.934*exp(-4.572488*r);

	*fr = 4.572488*u/r;
	return u;
}

#endif
