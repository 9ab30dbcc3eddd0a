/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pairs of johnson.c, eight at a time: each lane finds its polynomial in
 * registers.  Pairs in the core, which only collisions know, one by one.
 */
#pragma GCC diagnostic ignored "-Wpsabi"	/* vectors are passed between inline functions alone */

#include "base/simd.h"
#include "potential/johnson.h"
#include "potential/pair_kernel.h"

/* replace the lanes of m */
GW_INLINE void
core(gw_m8 m, gw_v8 r2, gw_v8 *h, gw_v8 *fr)
{
	for (int k = 0; k < GW_LANES; k++)
		if (m >> k & 1) {
			double g;

			(*h)[k] = 0.5*gw_johnson_core(r2[k], &g);
			(*fr)[k] = g;
		}
}

GW_INLINE gw_v8
inverse_root(gw_v8 r2)
{
	return 1/gw_v8_sqrt(r2);
}

/* u/2 and *fr = -u'/r; all pairs of species are equal */
GW_INLINE gw_v8
half_johnson(gw_m8 first, const struct gw_johnson_term *t, const struct gw_johnson_term *u,
	gw_v8 r2, gw_v8 per_r, gw_v8 *fr)
{
	gw_v8 r = r2*per_r, v = { 0 }, d = { 0 }, x, h;
	gw_l8 which = -(r >= 2.4) - (r >= 3.0);		/* a true lane is -1 */
	gw_m8 near = gw_v8_less(r, gw_v8_all(1.9));

	(void)first;
	(void)u;
	x = r - gw_v8_look_up(which, gw_v8_load(t->at));
	GW_UNROLL
	for (int q = 5; q >= 0; q--) {
		d = d*x + v;
		v = v*x + gw_v8_look_up(which, gw_v8_load(t->c[q]));
	}
	*fr = -d*per_r;
	h = 0.5*v;
	if (near)
		core(near, r2, &h, fr);
	return h;
}

#define PAIR8_NAME gw_johnson_kernel_v4
#define PAIR8_TERM struct gw_johnson_term
#define PAIR8_START inverse_root
#define PAIR8_U half_johnson
#include "potential/pair_kernel_loop.h"
