/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Athermal strain: simple shear, then down to the next minimum.  A cycle is a
 * leg by +gamma and a leg by -gamma back into the first box; quasi-static
 * shear is one leg after the other.
 *
 * Li, Xiao, Egami & Fan, Mater. Today Phys. (2024) 101582, Fig. 1;
 * Maloney & Lemaitre, Phys. Rev. E 74, 016118 (2006).
 */
#ifndef GW_MINIMIZE_STRAIN_H
#define GW_MINIMIZE_STRAIN_H

#include "minimize/minimize.h"

/*
 * The box after shear by gamma along a, gradient along b: *to.  -1, GW_BADDATA:
 * it is too thin, that is, two of its periodic faces are closer than the cut-off
 * [length] which were not so before; or it collapses.
 */
int gw_strained_box(const struct gw_box *from, int a, int b, double gamma, double cutoff,
	struct gw_box *to, struct gw_err *e);

/*
 * One leg: shear s by dgamma, give it the box `to` (its own after the shear but for
 * rounding, so that a way there and back ends in the same bits), minimise.
 * Results and errors are gw_minimize's.
 */
int gw_strain_leg(struct gw_force *fo, struct gw_sys *s, int a, int b, double dgamma,
	const struct gw_box *to, const struct gw_min_opt *o, struct gw_min_out *out,
	struct gw_err *e);

#endif
