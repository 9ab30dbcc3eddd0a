/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Mollweide projection: the whole sphere in an ellipse, equal areas to equal areas.
 *
 *	2 a + sin 2a = pi sin(latitude)
 *	x = (2 sqrt2/pi) longitude cos a,   y = sqrt2 sin a
 *
 * latitude = pi/2 - theta, longitude = phi - pi for the polar angle theta in [0, pi] and the
 * azimuth phi in [0, 2 pi]; |x| <= 2 sqrt2, |y| <= sqrt2, and the ellipse has the area 4 pi of
 * the unit sphere.  Li, Xiao, Egami, Fan, Mater. Today Phys. (2024) 101582, section 4.2 (which
 * calls the latitude phi and the longitude theta).
 */
#ifndef GW_STATISTICS_MOLLWEIDE_H
#define GW_STATISTICS_MOLLWEIDE_H

#include "base/err.h"

/*
 * xy of the direction (theta, phi).  An azimuth outside [0, 2 pi] is brought there.
 * -1, GW_BADDATA: theta is not in [0, pi], phi is not finite.
 */
int gw_mollweide(double theta, double phi, double xy[2], struct gw_err *e);

/* The direction of a point: 1, or 0 where xy lies outside the ellipse (angles untouched). */
int gw_mollweide_inverse(const double xy[2], double *theta, double *phi);

/*
 * Centre of pixel (i, j) of an nx x ny raster of the rectangle around the ellipse;
 * i counts x upwards, j counts y.
 */
void gw_mollweide_pixel(int nx, int ny, int i, int j, double xy[2]);

/*
 * For every pixel the nearest direction on the sphere: index [ny][nx] into the n directions, -1
 * outside the ellipse.  Of equally near directions the first.  -1: as gw_mollweide, or n = 0.
 */
int gw_mollweide_fill(const double *theta, const double *phi, long n, int nx, int ny, long *index,
	struct gw_err *e);

#endif
