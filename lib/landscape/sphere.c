/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Directions over the sphere. */
#include "landscape/sphere.h"

#include <math.h>

#include "base/mem.h"

static struct gw_sphere *
make(int n)
{
	struct gw_sphere *s = gw_alloc(1, sizeof *s);
	size_t size = (size_t)n;

	s->n = n;
	s->theta = gw_alloc(size, sizeof *s->theta);
	s->phi = gw_alloc(size, sizeof *s->phi);
	s->weight = gw_alloc(size, sizeof *s->weight);
	for (int k = 0; k < 3; k++)
		s->u[k] = gw_alloc(size, sizeof *s->u[k]);
	return s;
}

static void
set(struct gw_sphere *s, int k, double cosine, double phi, double weight)
{
	double sine = sqrt((1 - cosine)*(1 + cosine));

	s->theta[k] = acos(cosine);
	s->phi[k] = phi;
	s->u[0][k] = sine*cos(phi);
	s->u[1][k] = sine*sin(phi);
	s->u[2][k] = cosine;
	s->weight[k] = weight;
	s->all += weight;
}

struct gw_sphere *
gw_sphere_fibonacci(int n, int dim)
{
	const double golden = 0.5*(sqrt(5) - 1);	/* of a turn */
	struct gw_sphere *s = make(n);
	double whole;

	for (int k = 0; k < n; k++)
		if (dim == 2)
			set(s, k, 0, 2*M_PI*(k + 0.5)/n, 1);
		else
			set(s, k, 1 - (2*k + 1.0)/n, 2*M_PI*modf(k*golden, &whole), 1);
	return s;
}

struct gw_sphere *
gw_sphere_grid(int ntheta, int nphi)
{
	struct gw_sphere *s = make(ntheta*nphi);
	double dtheta = M_PI/ntheta, dphi = 2*M_PI/nphi;

	for (int i = 0; i < ntheta; i++)
		for (int j = 0; j < nphi; j++)
			set(s, i*nphi + j, cos((i + 0.5)*dtheta), (j + 0.5)*dphi,
			    dphi*(cos(i*dtheta) - cos((i + 1)*dtheta)));
	return s;
}

void
gw_sphere_free(struct gw_sphere *s)
{
	if (!s)
		return;
	gw_free(s->theta);
	gw_free(s->phi);
	gw_free(s->weight);
	for (int k = 0; k < 3; k++)
		gw_free(s->u[k]);
	gw_free(s);
}
