/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Kob-Andersen mixture in three dimensions (usually 80:20, density 1.2). */
#include "potential/lj.h"

extern const struct gw_pot_type gw_pot_ka;

const struct gw_pot_type gw_pot_ka = {
	.name = "ka",
	.about = "Kob-Andersen Lennard-Jones mixture (80:20, density 1.2)",
	.ref = "Kob and Andersen, Phys. Rev. E 51, 4626 (1995)",
	.units = GW_LJ, .dim = 3, .species = gw_lj_ab, .param = gw_lj_param,
	.create = gw_lj_create_ka, .eval = gw_lj_eval, .destroy = gw_lj_destroy,
	.perturb = &gw_lj_perturb, .local = &gw_lj_local,
};
