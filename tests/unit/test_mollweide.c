/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lib/statistics/mollweide: the equations, the inverse, equal areas, pixels. */
#include "statistics/mollweide.h"

#include "base/rng.h"
#include "unit.h"

#include <math.h>

static void
project(double theta, double phi, double xy[2])
{
	struct gw_err e = { 0 };

	assert_int_equal(gw_mollweide(theta, phi, xy, &e), 0);
}

/* a is a solution of 2a + sin 2a = pi sin(latitude), and x, y are those of the definition. */
static void
definition(void **state)
{
	double xy[2], a, latitude, longitude;
	struct gw_rng r;

	(void)state;
	gw_rng_start(&r, 3, GW_RNG_TEST, 0, 0);
	for (int k = 0; k < 20000; k++) {
		latitude = M_PI*(gw_rng_uniform(&r) - 0.5);
		longitude = 2*M_PI*(gw_rng_uniform(&r) - 0.5);
		project(M_PI/2 - latitude, longitude + M_PI, xy);
		a = asin(xy[1]/M_SQRT2);
		assert_in_tol(2*a + sin(2*a), M_PI*sin(latitude), 2e-14);
		assert_in_tol(xy[0], 2*M_SQRT2/M_PI*longitude*cos(a), 2e-14/cos(a));
	}
}

static void
known_points(void **state)
{
	double xy[2], x;

	(void)state;
	project(0, 1.3, xy);			/* poles: no rounding at all */
	assert_true(xy[0] == 0 && xy[1] == M_SQRT2);
	project(M_PI, 5, xy);
	assert_true(xy[0] == 0 && xy[1] == -M_SQRT2);
	project(M_PI/2, 0, xy);			/* the equator from end to end */
	assert_in_tol(xy[0], -2*M_SQRT2, 1e-15);
	assert_in_tol(xy[1], 0, 1e-15);
	project(M_PI/2, 2*M_PI, xy);
	assert_in_tol(xy[0], 2*M_SQRT2, 1e-15);
	project(M_PI/2, M_PI, xy);
	assert_in_tol(xy[0], 0, 1e-15);
	project(1, -0.5, xy);			/* azimuths go round */
	x = xy[0];
	project(1, 2*M_PI - 0.5, xy);
	assert_in_tol(x, xy[0], 1e-15);
	/* latitude 30 degrees: 2a + sin 2a = pi/2 has the root 0.415855596789868 (bisection) */
	project(M_PI/3, M_PI, xy);
	assert_in_tol(xy[1], M_SQRT2*0.403972753299517, 1e-14);
}

static void
refused(void **state)
{
	struct gw_err e = { 0 };
	double xy[2];

	(void)state;
	assert_int_equal(gw_mollweide(-0.1, 0, xy, &e), -1);
	assert_int_equal(gw_mollweide(3.2, 0, xy, &e), -1);
	assert_int_equal(gw_mollweide(NAN, 0, xy, &e), -1);
	assert_int_equal(gw_mollweide(1, INFINITY, xy, &e), -1);
	assert_int_equal(e.code, GW_BADDATA);
}

/* There and back, also next to the poles, where the slope of the equation vanishes. */
static void
inverse(void **state)
{
	const double theta[] = { 1e-12, 1e-7, 1e-3, 0.1, 0.7, 1.5, M_PI/2, 2, 3, 3.14, M_PI - 1e-9 };
	const double phi[] = { 0.001, 1, M_PI, 4, 6.28 };
	double xy[2], t, p;

	(void)state;
	for (size_t i = 0; i < sizeof theta/sizeof *theta; i++)
		for (size_t j = 0; j < sizeof phi/sizeof *phi; j++) {
			project(theta[i], phi[j], xy);
			assert_int_equal(gw_mollweide_inverse(xy, &t, &p), 1);
			assert_in_tol(t, theta[i], 2e-12 + 1e-9*fmin(theta[i], M_PI - theta[i]));
			if (theta[i] > 1e-3 && theta[i] < 3.14)	/* y close to sqrt2 keeps few digits of cos a */
				assert_in_tol(p, phi[j], 1e-9);
		}
	xy[0] = 2;
	xy[1] = 1.2;
	assert_int_equal(gw_mollweide_inverse(xy, &t, &p), 0);
	xy[0] = NAN;
	assert_int_equal(gw_mollweide_inverse(xy, &t, &p), 0);
}

/* d(x, y)/d(cos theta, phi) has the determinant 1: any patch keeps its area. */
static void
equal_area(void **state)
{
	const double h = 1e-5;
	double a[2], b[2], c[2], d[2], det, theta, phi;
	struct gw_rng r;

	(void)state;
	gw_rng_start(&r, 5, GW_RNG_TEST, 0, 0);
	for (int k = 0; k < 2000; k++) {
		theta = 0.05 + (M_PI - 0.1)*gw_rng_uniform(&r);
		phi = 0.01 + 6.26*gw_rng_uniform(&r);
		project(theta - h, phi, a);
		project(theta + h, phi, b);
		project(theta, phi - h, c);
		project(theta, phi + h, d);
		det = ((b[0] - a[0])*(d[1] - c[1]) - (b[1] - a[1])*(d[0] - c[0]))/(4*h*h)/sin(theta);
		assert_in_tol(det, 1, 1e-6);
	}
}

/* Pixels of a cap around a direction cover its solid angle, 2 pi (1 - cos w). */
static void
filled_cap(void **state)
{
	enum { N = 3000, NX = 240, NY = 120 };
	static double theta[N], phi[N];
	static long index[NX*NY];
	double pixel = 8.0*M_SQRT2*M_SQRT2/(NX*NY), in = 0, all = 0, c;
	struct gw_err e = { 0 };

	(void)state;
	for (int k = 0; k < N; k++) {
		theta[k] = acos(1 - (2*k + 1.0)/N);
		phi[k] = fmod(k*M_PI*(3 - sqrt(5)), 2*M_PI);
	}
	assert_int_equal(gw_mollweide_fill(theta, phi, N, NX, NY, index, &e), 0);
	for (int k = 0; k < NX*NY; k++) {
		if (index[k] < 0)
			continue;
		all += pixel;
		c = sin(1)*cos(2)*sin(theta[index[k]])*cos(phi[index[k]]) +
		    sin(1)*sin(2)*sin(theta[index[k]])*sin(phi[index[k]]) + cos(1)*cos(theta[index[k]]);
		in += c > cos(0.6) ? pixel : 0;
	}
	assert_in_rel(all, 4*M_PI, 0.005);
	assert_in_rel(in, 2*M_PI*(1 - cos(0.6)), 0.02);
	assert_int_equal(index[0], -1);
	assert_int_equal(gw_mollweide_fill(theta, phi, 0, NX, NY, index, &e), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(definition), cmocka_unit_test(known_points), cmocka_unit_test(refused),
		cmocka_unit_test(inverse), cmocka_unit_test(equal_area), cmocka_unit_test(filled_cap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
