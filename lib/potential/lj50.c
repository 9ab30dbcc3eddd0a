/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kob-Andersen parameters at equal numbers of A and B. */
#include "potential/lj.h"

extern const struct gw_pot_type gw_pot_lj50;

const struct gw_pot_type gw_pot_lj50 = {
	.name = "lj50",
	.about = "Kob-Andersen parameters for the 50:50 mixture",
	.ref = "Pedersen, Schroeder, Dyre, Phys. Rev. Lett. 120, 165501 (2018)",
	.units = GW_LJ, .dim = 3, .species = gw_lj_ab, .param = gw_lj_param,
	.create = gw_lj_create_ka, .eval = gw_lj_eval, .destroy = gw_lj_destroy,
	.perturb = &gw_lj_perturb, .local = &gw_lj_local,
};
