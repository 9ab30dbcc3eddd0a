/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pairs of lj.c, eight at a time. */
#pragma GCC diagnostic ignored "-Wpsabi"	/* vectors are passed between inline functions alone */

#include "base/simd.h"
#include "potential/lj.h"
#include "potential/pair_kernel.h"

#define MIX(member) gw_v8_choose(first, gw_v8_all(t->member), gw_v8_all(u->member))

GW_INLINE gw_v8
inverse(gw_v8 r2)
{
	return 1/r2;
}

/* u/2 and *fr = -u'/r */
GW_INLINE gw_v8
half_lj(gw_m8 first, const struct gw_lj_term8 *t, const struct gw_lj_term8 *u, gw_v8 r2, gw_v8 i2,
	gw_v8 *fr)
{
	gw_v8 a = MIX(a), b = MIX(b), i6 = i2*i2*i2, h = (a*i6 - b)*i6 - MIX(s0);

	*fr = 12*(2*(a*i6) - b)*(i6*i2);
	if (t->smooth) {
		gw_v8 r = gw_v8_sqrt(r2), d = r - MIX(rc), s1 = MIX(s1), s2 = MIX(s2);

		h -= (s1 + s2*d)*d;
		*fr += 2*(s1 + 2*s2*d)/r;
	}
	return h;
}

#define PAIR8_NAME gw_lj_kernel_v4
#define PAIR8_TERM struct gw_lj_term8
#define PAIR8_START inverse
#define PAIR8_U half_lj
#include "potential/pair_kernel_loop.h"
