/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "minimize/strain.h"

#include "cell/deform.h"

int
gw_strained_box(const struct gw_box *from, int a, int b, double gamma, double cutoff,
	struct gw_box *to, struct gw_err *e)
{
	*to = *from;
	if (gw_shear_box(to, a, b, gamma, e) < 0)
		return gw_fail_in(e, "gamma %g", gamma);
	for (int k = 0; k < 3; k++)
		if (from->pbc[k] && from->width[k] >= cutoff && to->width[k] < cutoff)
			return gw_fail(e, GW_BADDATA, "gamma %g makes the box too thin for the "
			    "cut-off: %.4g between its faces, the cut-off is %.4g", gamma,
			    to->width[k], cutoff);
	return 0;
}

int
gw_strain_leg(struct gw_force *fo, struct gw_sys *s, int a, int b, double dgamma,
	const struct gw_box *to, const struct gw_min_opt *o, struct gw_min_out *out,
	struct gw_err *e)
{
	if (gw_shear(s, a, b, dgamma, e) < 0)
		return -1;
	s->box = *to;
	return gw_minimize(fo, s, o, out, e);
}
