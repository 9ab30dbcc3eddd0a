/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scan comes from large volumes and ends in the core, so that the
 * nonsense which tables hold at distances that no solid has cannot win.
 */
#include "minimize/volume.h"

#include <math.h>

#include "cell/deform.h"

#define STEP 0.97
#define FROM 1.2
#define DOWN 0.2
#define POINTS 64

static int
resize(struct gw_sys *s, double l, struct gw_err *e)
{
	double c = l/pow(s->box.volume/s->n, 1.0/s->dim);
	double f[3][3] = { { c, 0, 0 }, { 0, c, 0 }, { 0, 0, s->dim == 3 ? c : 1 } };

	return gw_deform(s, f, e);
}

/* place of the minimum of the parabola through three points, in steps from the middle one */
static double
vertex(const double h[3])
{
	double curve = h[0] - 2*h[1] + h[2];

	return curve > 0 ? fmax(-1, fmin(1, 0.5*(h[0] - h[2])/curve)) : 0;
}

int
gw_scan_volume(struct gw_force *fo, struct gw_sys *s, double pressure, struct gw_err *e)
{
	double cut = fo->pot->cutoff, h[POINTS], low = 0;
	struct gw_err small;
	int n = 0, best = 0;

	for (double l = FROM*cut; l > DOWN*cut && n < POINTS; l *= STEP, n++) {
		if (resize(s, l, e) < 0)
			return -1;
		gw_force_reset(fo);
		if (gw_force_eval(fo, s, GW_WANT_F, n ? &small : e) < 0) {
			if (n == 0)
				return -1;
			break;	/* too small a box for the engine: the minimum lies behind us */
		}
		h[n] = s->energy + pressure*s->box.volume;
		low = fmin(low, s->energy);
		if (h[n] < h[best])
			best = n;
		if (s->energy > 0 && low < 0 && l < 0.6*cut) {
			n++;
			break;
		}
	}
	gw_force_reset(fo);
	if (best == 0 || best == n - 1 || (low == 0 && pressure <= 0))
		return gw_fail(e, GW_BADDATA,
			"nothing binds the atoms at this pressure: give a density or a lattice "
			"parameter");
	return resize(s, FROM*cut*pow(STEP, best + vertex(h + best - 1)), e);
}
