/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registry: one line for each potential. */
#include <stddef.h>

#include "potential/pot.h"

extern const struct gw_pot_type gw_pot_eam_alloy, gw_pot_eam_fs, gw_pot_ka, gw_pot_ka2d,
	gw_pot_johnson, gw_pot_kim, gw_pot_lj50, gw_pot_sw, gw_pot_tersoff,
	gw_pot_wahnstrom, gw_pot_wca;

const struct gw_pot_type *const gw_pots[] = {
	&gw_pot_eam_alloy,
	&gw_pot_eam_fs,
	&gw_pot_ka,
	&gw_pot_ka2d,
	&gw_pot_wca,
	&gw_pot_lj50,
	&gw_pot_wahnstrom,
	&gw_pot_johnson,
	&gw_pot_sw,
	&gw_pot_tersoff,
	&gw_pot_kim,
	NULL
};
