/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Directions over the sphere, with weights that are the solid angles they
 * stand for; in two dimensions over the circle.  theta is the angle to z, phi
 * the one around it, from x; both in radians.
 */
#ifndef GW_LANDSCAPE_SPHERE_H
#define GW_LANDSCAPE_SPHERE_H

struct gw_sphere {
	int    n;
	double *theta, *phi;	/* [n] 0 .. pi, 0 .. 2 pi */
	double *u[3];		/* [n] unit vectors as columns x, y, z */
	double *weight;		/* [n] any unit */
	double all;		/* their sum */
};

/*
 * n directions of equal weight: a spiral of the golden angle, cos theta in equal
 * steps; dim 2: equal angles.  Gonzalez, Math. Geosci. 42, 49 (2010).
 */
struct gw_sphere *gw_sphere_fibonacci(int n, int dim);

/*
 * The middles of ntheta x nphi cells of equal angles; the weight of a cell is its solid
 * angle dphi [cos(theta - dtheta/2) - cos(theta + dtheta/2)].
 */
struct gw_sphere *gw_sphere_grid(int ntheta, int nphi);

void gw_sphere_free(struct gw_sphere *s);

#endif
