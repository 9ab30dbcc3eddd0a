/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Motions that mean nothing when every atom moves: drift, and in a cluster
 * (no periodic direction) rotation.  The rotation that brings x + u nearest
 * to x is the largest eigenvector of Kearsley's 4x4 matrix (Acta Cryst. A45,
 * 208, 1989).
 */
#include <lapacke.h>
#include <math.h>
#include <string.h>

#include "base/vec.h"
#include "landscape/artn_priv.h"

static int
turns(const struct gw_sys *s)
{
	return !s->box.pbc[0] && !s->box.pbc[1] && !s->box.pbc[2];
}

int
art_is_free(const struct gw_art *a, const struct art_field *at)
{
	return at->m == a->s->n;
}

/* mean of n vectors */
static void
centre_of(int n, const double *v, double c[3])
{
	c[0] = c[1] = c[2] = 0;
	for (int i = 0; i < n; i++)
		for (int k = 0; k < 3; k++)
			c[k] += v[3*(size_t)i + k];
	for (int k = 0; k < 3; k++)
		c[k] /= n;
}

static void
shift_all(int n, double *v, const double c[3])
{
	for (int i = 0; i < n; i++)
		for (int k = 0; k < 3; k++)
			v[3*(size_t)i + k] -= c[k];
}

/* Kearsley's matrix from sums over atoms of products of y (moved) and x (at home) */
static void
rotation_matrix(const double c[3][3], double r[3][3])
{
	double q[16] = {
		c[0][0] + c[1][1] + c[2][2], c[1][2] - c[2][1], c[2][0] - c[0][2], c[0][1] - c[1][0],
		0, c[0][0] - c[1][1] - c[2][2], c[0][1] + c[1][0], c[2][0] + c[0][2],
		0, 0, c[1][1] - c[0][0] - c[2][2], c[1][2] + c[2][1],
		0, 0, 0, c[2][2] - c[0][0] - c[1][1] };
	double w[4], work[64], a, b, g, d;

	LAPACKE_dsyev_work(LAPACK_COL_MAJOR, 'V', 'L', 4, q, 4, w, work, 64);
	a = q[12];
	b = q[13];
	g = q[14];
	d = q[15];
	r[0][0] = a*a + b*b - g*g - d*d;
	r[1][1] = a*a - b*b + g*g - d*d;
	r[2][2] = a*a - b*b - g*g + d*d;
	r[0][1] = 2*(b*g + a*d);
	r[1][0] = 2*(b*g - a*d);
	r[0][2] = 2*(b*d - a*g);
	r[2][0] = 2*(b*d + a*g);
	r[1][2] = 2*(g*d + a*b);
	r[2][1] = 2*(g*d - a*b);
}

/* u -> (x + u - c) R + c - x with the rotation R that makes |u| least, c the centre of x and of x + u */
static void
turn_back(const struct gw_sys *s, double *u)
{
	double c[3], sum[3][3] = { { 0 } }, r[3][3], x[3], y[3];

	centre_of(s->n, s->x, c);
	for (int i = 0; i < s->n; i++)
		for (int p = 0; p < 3; p++)
			for (int q = 0; q < 3; q++) {
				size_t k = 3*(size_t)i;

				sum[p][q] += (s->x[k + p] + u[k + p] - c[p])*(s->x[k + q] - c[q]);
			}
	rotation_matrix(sum, r);
	for (int i = 0; i < s->n; i++) {
		for (int k = 0; k < 3; k++) {
			x[k] = s->x[3*(size_t)i + k] - c[k];
			y[k] = x[k] + u[3*(size_t)i + k];
		}
		gw_vecmat(y, r, y);
		for (int k = 0; k < 3; k++)
			u[3*(size_t)i + k] = y[k] - x[k];
	}
}

void
art_align(const struct gw_sys *s, double *u)
{
	double c[3];

	centre_of(s->n, u, c);
	shift_all(s->n, u, c);
	if (turns(s))
		turn_back(s, u);
}

/* d -= omega x (x - c) with the angular velocity omega of the velocities d */
static void
stop_turning(const struct gw_sys *s, double *d)
{
	double c[3], inertia[3][3] = { { 0 } }, inv[3][3], l[3] = { 0 }, omega[3], x[3], t[3];

	centre_of(s->n, s->x, c);
	for (int i = 0; i < s->n; i++) {
		for (int k = 0; k < 3; k++)
			x[k] = s->x[3*(size_t)i + k] - c[k];
		gw_cross(x, d + 3*(size_t)i, t);
		for (int p = 0; p < 3; p++) {
			l[p] += t[p];
			for (int q = 0; q < 3; q++)
				inertia[p][q] += (p == q ? gw_dot3(x, x) : 0) - x[p]*x[q];
		}
	}
	if (fabs(gw_inverse(inertia, inv)) < 1e-9*pow(inertia[0][0] + inertia[1][1] + inertia[2][2], 3))
		return;		/* atoms in a line */
	gw_vecmat(l, inv, omega);
	for (int i = 0; i < s->n; i++) {
		for (int k = 0; k < 3; k++)
			x[k] = s->x[3*(size_t)i + k] - c[k];
		gw_cross(omega, x, t);
		for (int k = 0; k < 3; k++)
			d[3*(size_t)i + k] -= t[k];
	}
}

void
art_take_rigid(const struct gw_sys *s, double *d)
{
	double c[3];

	centre_of(s->n, d, c);
	shift_all(s->n, d, c);
	if (turns(s))
		stop_turning(s, d);
}

double
art_distance(struct gw_art *a, const struct art_field *at, const double *u)
{
	if (!art_is_free(a, at))
		return art_norm(at->m, u);
	memcpy(a->wide, u, 3*(size_t)at->m*sizeof *u);
	art_align(a->s, a->wide);
	return art_norm(at->m, a->wide);
}
