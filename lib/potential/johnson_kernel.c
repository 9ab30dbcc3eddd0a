/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pairs of johnson.c, eight at a time: each lane finds its polynomial in
 * registers.  Pairs in the core, which only collisions know, one by one.
 */
#pragma GCC diagnostic ignored "-Wpsabi"	/* vectors are passed between inline functions alone */

#include "base/simd.h"
#include "potential/johnson.h"
#include "potential/pair_kernel.h"

struct lanes {
	gw_v8 rc2;
	const struct gw_johnson_term *t;
};

GW_INLINE void
mix(gw_m8 first, const struct gw_johnson_term *t, const struct gw_johnson_term *u, struct lanes *l)
{
	(void)first;		/* all pairs are equal */
	(void)u;
	l->t = t;
	l->rc2 = gw_v8_all(t->rc2);
}

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

/* u/2 and *fr = -u'/r */
GW_INLINE gw_v8
half_johnson(const struct lanes *l, gw_v8 r2, gw_v8 *fr)
{
	gw_v8 r = gw_v8_sqrt(r2), v = { 0 }, d = { 0 }, x, h;
	gw_l8 which = -(r >= 2.4) - (r >= 3.0);		/* a true lane is -1 */
	gw_m8 near = gw_v8_less(r, gw_v8_all(1.9));

	x = r - gw_v8_look_up(which, gw_v8_load(l->t->at));
	GW_UNROLL
	for (int q = 5; q >= 0; q--) {
		d = d*x + v;
		v = v*x + gw_v8_look_up(which, gw_v8_load(l->t->c[q]));
	}
	*fr = -d/r;
	h = 0.5*v;
	if (near)
		core(near, r2, &h, fr);
	return h;
}

#define PAIR8_NAME gw_johnson_kernel_v4
#define PAIR8_TERM struct gw_johnson_term
#define PAIR8_LANES struct lanes
#define PAIR8_MIX mix
#define PAIR8_U half_johnson
#include "potential/pair_kernel_loop.h"
