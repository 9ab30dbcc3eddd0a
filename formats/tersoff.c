/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tersoff files: fourteen numbers a triplet, and what LAMMPS asks of them. */
#include "formats/tersoff.h"

#include <stddef.h>

#include "potential/tersoff.h"

static const char *const names[GW_TERSOFF_NVALUE] = {
	[GW_TERSOFF_M] = "m", [GW_TERSOFF_GAMMA] = "gamma", [GW_TERSOFF_LAMBDA3] = "lambda3",
	[GW_TERSOFF_c] = "c", [GW_TERSOFF_d] = "d", [GW_TERSOFF_COS0] = "costheta0",
	[GW_TERSOFF_N] = "n", [GW_TERSOFF_BETA] = "beta", [GW_TERSOFF_LAMBDA2] = "lambda2",
	[GW_TERSOFF_B] = "B", [GW_TERSOFF_R] = "R", [GW_TERSOFF_D] = "D",
	[GW_TERSOFF_LAMBDA1] = "lambda1", [GW_TERSOFF_A] = "A",
};

static const char *
check(const double *v)
{
	static const char *const negative[GW_TERSOFF_NVALUE] = {
		[GW_TERSOFF_GAMMA] = "gamma is negative", [GW_TERSOFF_c] = "c is negative",
		[GW_TERSOFF_d] = "d is negative", [GW_TERSOFF_N] = "n is negative",
		[GW_TERSOFF_BETA] = "beta is negative",
		[GW_TERSOFF_LAMBDA2] = "lambda2 is negative", [GW_TERSOFF_B] = "B is negative",
		[GW_TERSOFF_R] = "R is negative", [GW_TERSOFF_D] = "D is negative",
		[GW_TERSOFF_LAMBDA1] = "lambda1 is negative", [GW_TERSOFF_A] = "A is negative",
	};

	for (int k = 0; k < GW_TERSOFF_NVALUE; k++)
		if (negative[k] && v[k] < 0)
			return negative[k];
	if (v[GW_TERSOFF_M] != 1 && v[GW_TERSOFF_M] != 3)
		return "m must be 1 or 3";
	if (v[GW_TERSOFF_D] > v[GW_TERSOFF_R])
		return "D is above R";
	if (v[GW_TERSOFF_c] > 0 && !(v[GW_TERSOFF_d] > 0))
		return "d is 0 where c is not";
	return NULL;
}

const struct gw_triplets_format gw_tersoff_format = {
	.name = "tersoff", .nvalue = GW_TERSOFF_NVALUE, .value = names, .check = check,
};
