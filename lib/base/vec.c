/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Long sums are cut into chunks of fixed size; the chunks may run on any
 * thread, their sums are added in index order.
 */
#include "base/vec.h"

#include <math.h>

#define CHUNK 4096
#define LANES 8

/* two lanes; GCC keeps vectors that are wider than the target's in memory */
typedef double pair __attribute__((vector_size(16), aligned(8), may_alias));

void
gw_matmul(const double a[3][3], const double b[3][3], double c[3][3])
{
	for (int i = 0; i < 3; i++)
		for (int k = 0; k < 3; k++)
			c[i][k] = a[i][0]*b[0][k] + a[i][1]*b[1][k] + a[i][2]*b[2][k];
}

double
gw_inverse(const double m[3][3], double inv[3][3])
{
	double r[3][3], det;

	gw_cross(m[1], m[2], r[0]);
	gw_cross(m[2], m[0], r[1]);
	gw_cross(m[0], m[1], r[2]);
	det = gw_dot3(m[0], r[0]);
	if (det == 0)
		return 0;
	for (int i = 0; i < 3; i++)
		for (int k = 0; k < 3; k++)
			inv[i][k] = r[k][i]/det;
	return det;
}

static double
across(const pair lane[LANES/2])
{
	double s = 0;

	for (int l = 0; l < LANES; l++)
		s += lane[l/2][l % 2];
	return s;
}

static double
chunk_dot(size_t n, const double *a, const double *b)
{
	pair lane[LANES/2] = { 0 };
	size_t k;

	for (k = 0; k + LANES <= n; k += LANES)
#pragma GCC unroll 4
		for (size_t l = 0; l < LANES/2; l++)
			lane[l] += *(const pair *)(a + k + 2*l)**(const pair *)(b + k + 2*l);
	for (int l = 0; k < n; k++, l++)
		lane[l/2][l % 2] += a[k]*b[k];
	return across(lane);
}

static double
chunk_sum(size_t n, const double *a)
{
	pair lane[LANES/2] = { 0 };
	size_t k;

	for (k = 0; k + LANES <= n; k += LANES)
#pragma GCC unroll 4
		for (size_t l = 0; l < LANES/2; l++)
			lane[l] += *(const pair *)(a + k + 2*l);
	for (int l = 0; k < n; k++, l++)
		lane[l/2][l % 2] += a[k];
	return across(lane);
}

double
gw_dot(size_t n, const double *a, const double *b)
{
	double s = 0;

	for (size_t k = 0; k < n; k += CHUNK)
		s += chunk_dot(n - k < CHUNK ? n - k : CHUNK, a + k, b + k);
	return s;
}

double
gw_sum(size_t n, const double *a)
{
	double s = 0;

	for (size_t k = 0; k < n; k += CHUNK)
		s += chunk_sum(n - k < CHUNK ? n - k : CHUNK, a + k);
	return s;
}

double
gw_maxabs(size_t n, const double *a)
{
	double m = 0;

	for (size_t k = 0; k < n; k++) {
		double x = fabs(a[k]);

		if (!(x <= m))
			m = x;
		if (isnan(x))
			return x;
	}
	return m;
}

void
gw_axpy(size_t n, double c, const double *x, double *y)
{
	size_t k;

	for (k = 0; k + 2 <= n; k += 2)
		*(pair *)(y + k) += c**(const pair *)(x + k);
	for (; k < n; k++)
		y[k] += c*x[k];
}
