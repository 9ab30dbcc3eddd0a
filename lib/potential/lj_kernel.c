/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pairs of lj.c, eight at a time. */
#pragma GCC diagnostic ignored "-Wpsabi"	/* vectors are passed between inline functions alone */

#include "base/simd.h"
#include "potential/lj.h"
#include "potential/pair_kernel.h"

struct lanes {
	gw_v8 rc2, a, b, s0, s1, s2, rc;	/* s: half of that of the term */
	int smooth;				/* s(r) is not constant */
};

GW_INLINE void
mix(gw_m8 first, const struct gw_lj_term *t, const struct gw_lj_term *u, struct lanes *l)
{
	l->rc2 = gw_v8_choose(first, gw_v8_all(t->rc2), gw_v8_all(u->rc2));
	l->a = gw_v8_choose(first, gw_v8_all(t->a), gw_v8_all(u->a));
	l->b = gw_v8_choose(first, gw_v8_all(t->b), gw_v8_all(u->b));
	l->s0 = gw_v8_choose(first, gw_v8_all(0.5*t->s0), gw_v8_all(0.5*u->s0));
	l->smooth = t->s1 != 0 || t->s2 != 0;
	if (!l->smooth)
		return;
	l->s1 = gw_v8_choose(first, gw_v8_all(0.5*t->s1), gw_v8_all(0.5*u->s1));
	l->s2 = gw_v8_choose(first, gw_v8_all(0.5*t->s2), gw_v8_all(0.5*u->s2));
	l->rc = gw_v8_choose(first, gw_v8_all(t->rc), gw_v8_all(u->rc));
}

/* u/2 and *fr = -u'/r */
GW_INLINE gw_v8
half_lj(const struct lanes *l, gw_v8 r2, gw_v8 *fr)
{
	gw_v8 i2 = 1/r2, i6 = i2*i2*i2, t = l->a*i6, h = (t - l->b)*i6 - l->s0;

	*fr = 12*(2*t - l->b)*(i6*i2);
	if (l->smooth) {
		gw_v8 r = gw_v8_sqrt(r2), d = r - l->rc;

		h -= (l->s1 + l->s2*d)*d;
		*fr += 2*(l->s1 + 2*l->s2*d)/r;
	}
	return h;
}

#define PAIR8_NAME gw_lj_kernel_v4
#define PAIR8_TERM struct gw_lj_term
#define PAIR8_LANES struct lanes
#define PAIR8_MIX mix
#define PAIR8_U half_lj
#include "potential/pair_kernel_loop.h"
