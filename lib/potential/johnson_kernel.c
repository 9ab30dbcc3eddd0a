/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pairs of johnson.c, GW_LANES at a time: each lane finds its polynomial in
 * registers.  Pairs in the core, which only collisions know, one by one.
 */
#include "base/simd.h"
#include "potential/johnson.h"
#include "potential/pair_kernel.h"

/* replace the lanes of m */
GW_INLINE void
core(gw_mask m, gw_vec r2, gw_vec *h, gw_vec *fr)
{
	for (int k = 0; k < GW_LANES; k++)
		if (gw_mask_bits(m) >> k & 1) {
			double g;

			(*h)[k] = 0.5*gw_johnson_core(r2[k], &g);
			(*fr)[k] = g;
		}
}

GW_INLINE gw_vec
inverse_root(gw_vec r2)
{
	return 1/gw_vec_sqrt(r2);
}

/* u/2 and *fr = -u'/r; all pairs of species are equal */
GW_INLINE gw_vec
half_johnson(gw_mask first, const struct gw_johnson_term *t, const struct gw_johnson_term *u,
	gw_vec r2, gw_vec per_r, gw_vec *fr)
{
	gw_vec r = r2*per_r, v = { 0 }, d = { 0 }, x, h;
	gw_vecl which = -(r >= 2.4) - (r >= 3.0);		/* a true lane is -1 */
	gw_mask near = gw_vec_less(r, gw_vec_all(1.9));

	(void)first;
	(void)u;
	x = r - gw_vec_look_up(which, t->at);
	GW_UNROLL
	for (int q = 5; q >= 0; q--) {
		d = d*x + v;
		v = v*x + gw_vec_look_up(which, t->c[q]);
	}
	*fr = -d*per_r;
	h = 0.5*v;
	if (gw_mask_bits(near))
		core(near, r2, &h, fr);
	return h;
}

#define PAIRS_NAME GW_LEVEL(gw_johnson_kernel)
#define PAIRS_TERM struct gw_johnson_term
#define PAIRS_START inverse_root
#define PAIRS_U half_johnson
#include "potential/pair_kernel_loop.h"
