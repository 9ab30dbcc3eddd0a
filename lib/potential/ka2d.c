/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Kob-Andersen mixture in two dimensions (65:35, which does not crystallise). */
#include "potential/lj.h"

extern const struct gw_pot_type gw_pot_ka2d;

const struct gw_pot_type gw_pot_ka2d = {
	.name = "ka2d",
	.about = "Kob-Andersen mixture in two dimensions (65:35, density 1.16)",
	.ref = "Bruening, St-Onge, Patterson, Kob, J. Phys.: Condens. Matter 21, 035117 (2009)",
	.units = GW_LJ, .dim = 2, .species = gw_lj_ab, .param = gw_lj_param,
	.create = gw_lj_create_ka, .eval = gw_lj_eval, .destroy = gw_lj_destroy,
	.perturb = &gw_lj_perturb, .local = &gw_lj_local,
};
