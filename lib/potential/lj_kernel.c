/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pairs of lj.c, GW_LANES at a time. */
#include "base/simd.h"
#include "potential/lj.h"
#include "potential/pair_kernel.h"

#define MIX(member) gw_vec_choose(first, gw_vec_all(t->member), gw_vec_all(u->member))

GW_INLINE gw_vec
inverse(gw_vec r2)
{
	return 1/r2;
}

/* u/2 and *fr = -u'/r */
GW_INLINE gw_vec
half_lj(gw_mask first, const struct gw_lj_half *t, const struct gw_lj_half *u, gw_vec r2, gw_vec i2,
	gw_vec *fr)
{
	gw_vec a = MIX(a), b = MIX(b), i6 = i2*i2*i2, h = (a*i6 - b)*i6 - MIX(s0);

	*fr = 12*(2*(a*i6) - b)*(i6*i2);
	if (t->smooth) {
		gw_vec r = gw_vec_sqrt(r2), d = r - MIX(rc), s1 = MIX(s1), s2 = MIX(s2);

		h -= (s1 + s2*d)*d;
		*fr += 2*(s1 + 2*s2*d)/r;
	}
	return h;
}

#define PAIRS_NAME GW_LEVEL(gw_lj_kernel)
#define PAIRS_TERM struct gw_lj_half
#define PAIRS_START inverse
#define PAIRS_U half_lj
#include "potential/pair_kernel_loop.h"
