/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/mollweide.h"

#include <math.h>

#include "base/mem.h"

/* u - sin u without cancellation at small u */
static double
excess(double u)
{
	double term = u*u*u/6, sum = term;

	if (u > 1)
		return u - sin(u);
	for (int k = 4; fabs(term) > 1e-17*sum; k += 2) {
		term *= -u*u/(k*(k + 1));
		sum += term;
	}
	return sum;
}

/*
 * With u = pi - 2a the equation is u - sin u = pi (1 - sin latitude) = 2 pi sin^2(theta/2), which
 * keeps its digits at the pole, where the slope in a vanishes.  (6 c)^(1/3) is the solution there
 * and lies below it elsewhere; Newton from there: u - sin u is convex up to pi.
 */
static double
half_angle(double theta)
{
	double s = sin(theta/2), c = 2*M_PI*s*s, u = cbrt(6*c), step;

	if (c == 0)
		return 0;
	u = u < M_PI ? u : M_PI;
	for (int k = 0; k < 60; k++) {
		step = (excess(u) - c)/(2*sin(u/2)*sin(u/2));
		u -= step;
		if (fabs(step) <= 1e-16*u)
			break;
	}
	return u/2;
}

int
gw_mollweide(double theta, double phi, double xy[2], struct gw_err *e)
{
	int south = theta > M_PI/2;
	double h, longitude;

	if (!(theta >= 0 && theta <= M_PI))
		return gw_fail(e, GW_BADDATA, "theta %g: the polar angle goes from 0 to pi", theta);
	if (!isfinite(phi))
		return gw_fail(e, GW_BADDATA, "phi %g is not a number", phi);
	if (phi < 0 || phi > 2*M_PI)
		phi -= 2*M_PI*floor(phi/(2*M_PI));
	longitude = phi - M_PI;
	h = half_angle(south ? M_PI - theta : theta);	/* pi/2 - |a| */
	xy[0] = 2*M_SQRT2/M_PI*longitude*sin(h);
	xy[1] = M_SQRT2*(south ? -cos(h) : cos(h));
	return 0;
}

int
gw_mollweide_inverse(const double xy[2], double *theta, double *phi)
{
	double s = xy[1]/M_SQRT2, x = xy[0]/(2*M_SQRT2), c2 = (1 - s)*(1 + s), u, t;

	if (!(x*x <= c2))
		return 0;
	u = 2*atan2(sqrt(c2), fabs(s));			/* pi - 2|a| */
	t = 2*asin(fmin(1, sqrt(excess(u)/(2*M_PI))));
	*theta = s < 0 ? M_PI - t : t;
	*phi = M_PI + (c2 > 0 ? M_PI*x/sqrt(c2) : 0);
	return 1;
}

void
gw_mollweide_pixel(int nx, int ny, int i, int j, double xy[2])
{
	xy[0] = 2*M_SQRT2*(2*(i + 0.5)/nx - 1);
	xy[1] = M_SQRT2*(2*(j + 0.5)/ny - 1);
}

static void
direction(double theta, double phi, double u[3])
{
	u[0] = sin(theta)*cos(phi);
	u[1] = sin(theta)*sin(phi);
	u[2] = cos(theta);
}

static long
nearest(const double (*u)[3], long n, const double v[3])
{
	double best = -2, c;
	long at = -1;

	for (long k = 0; k < n; k++) {
		c = u[k][0]*v[0] + u[k][1]*v[1] + u[k][2]*v[2];
		if (c > best) {
			best = c;
			at = k;
		}
	}
	return at;
}

int
gw_mollweide_fill(const double *theta, const double *phi, long n, int nx, int ny, long *index,
	struct gw_err *e)
{
	double (*u)[3], v[3], xy[2], t, p;

	if (n < 1)
		return gw_fail(e, GW_BADDATA, "no directions to fill a map with");
	for (long k = 0; k < n; k++)
		if (gw_mollweide(theta[k], phi[k], xy, e) < 0)
			return gw_fail_in(e, "row %ld", k + 1);
	u = gw_alloc((size_t)n, sizeof *u);
	for (long k = 0; k < n; k++)
		direction(theta[k], phi[k], u[k]);
	for (int j = 0; j < ny; j++)
		for (int i = 0; i < nx; i++) {
			index[(long)j*nx + i] = -1;
			gw_mollweide_pixel(nx, ny, i, j, xy);
			if (gw_mollweide_inverse(xy, &t, &p)) {
				direction(t, p, v);
				index[(long)j*nx + i] = nearest((const double (*)[3])u, n, v);
			}
		}
	gw_free(u);
	return 0;
}
