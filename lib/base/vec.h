/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small vectors and 3x3 matrices (row vectors, row-major: x = s h), and sums
 * over long arrays whose order is fixed, so that the bits do not depend on
 * the number of threads.
 */
#ifndef GW_BASE_VEC_H
#define GW_BASE_VEC_H

#include <stddef.h>

static inline double
gw_dot3(const double a[3], const double b[3])
{
	return a[0]*b[0] + a[1]*b[1] + a[2]*b[2];
}

static inline void
gw_cross(const double a[3], const double b[3], double c[3])
{
	c[0] = a[1]*b[2] - a[2]*b[1];
	c[1] = a[2]*b[0] - a[0]*b[2];
	c[2] = a[0]*b[1] - a[1]*b[0];
}

/* y = x m, x and y row vectors; y may be x */
static inline void
gw_vecmat(const double x[3], const double m[3][3], double y[3])
{
	double a = x[0], b = x[1], c = x[2];

	for (int k = 0; k < 3; k++)
		y[k] = a*m[0][k] + b*m[1][k] + c*m[2][k];
}

/* c = a b; c must be neither a nor b */
void gw_matmul(const double a[3][3], const double b[3][3], double c[3][3]);

/* inv = m^-1, returns the determinant (inv is not set when it is 0) */
double gw_inverse(const double m[3][3], double inv[3][3]);

/*
 * Sums over n numbers in a fixed order: chunks of 4096, eight interleaved
 * partial sums in a chunk, chunks added one after the other.
 */
double gw_dot(size_t n, const double *a, const double *b);
double gw_sum(size_t n, const double *a);

/* max |a_k|; 0 for n = 0, NaN if any a_k is NaN */
double gw_maxabs(size_t n, const double *a);

/* y += c x */
void gw_axpy(size_t n, double c, const double *x, double *y);

#endif
