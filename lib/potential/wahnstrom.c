/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Wahnstroem's equimolar mixture: one epsilon, additive sigmas 1, 11/12, 5/6
 * (AA, AB, BB), masses 2 and 1, usually at density 0.75 sigma_AA^-3.
 */
#include "potential/lj.h"

extern const struct gw_pot_type gw_pot_wahnstrom;

static const struct gw_lj_mix mix = {
	.eps = { 1, 1, 1 }, .sig = { 1, 11/12., 5/6. }, .mass = { 2, 1 }
};

static int
create(struct gw_pot *p, const struct gw_pot_arg *a, struct gw_err *e)
{
	return gw_lj_create(p, a, &mix, a->value[0], a->word[1], a->word[2], e);
}

const struct gw_pot_type gw_pot_wahnstrom = {
	.name = "wahnstrom",
	.about = "Wahnstroem's 50:50 Lennard-Jones mixture (density 0.75)",
	.ref = "Wahnstroem, Phys. Rev. A 44, 3752 (1991)",
	.units = GW_LJ, .dim = 3, .species = gw_lj_ab, .param = gw_lj_param,
	.create = create, .eval = gw_lj_eval, .destroy = gw_lj_destroy,
	.perturb = &gw_lj_perturb, .local = &gw_lj_local,
};
