/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Purely repulsive Kob-Andersen mixture: each pair cut at its minimum,
 * r = 2^(1/6) sigma, and raised by epsilon, so that u and u' vanish there.
 */
#include "potential/lj.h"
#include "potential/pair_kernel.h"

#include <math.h>

extern const struct gw_pot_type gw_pot_wca;

static const struct gw_pot_param param[] = { GW_PAIR_KERNEL_PARAM, { 0 } };

static int
create(struct gw_pot *p, const struct gw_pot_arg *a, struct gw_err *e)
{
	return gw_lj_create(p, a, &gw_lj_kob_andersen, pow(2, 1/6.), "energy", a->word[0], e);
}

const struct gw_pot_type gw_pot_wca = {
	.name = "wca",
	.about = "repulsive part of the Kob-Andersen mixture",
	.ref = "Weeks, Chandler, Andersen, J. Chem. Phys. 54, 5237 (1971)",
	.units = GW_LJ, .species = gw_lj_ab, .param = param,
	.create = create, .eval = gw_lj_eval, .destroy = gw_lj_destroy,
	.perturb = &gw_lj_perturb, .local = &gw_lj_local,
};
