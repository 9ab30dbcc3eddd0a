/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stillinger-Weber files: eleven numbers a triplet, none of them negative but cos theta_0. */
#include "formats/sw.h"

#include "potential/sw.h"

static const char *const names[GW_SW_NVALUE] = {
	[GW_SW_EPSILON] = "epsilon", [GW_SW_SIGMA] = "sigma", [GW_SW_a] = "a",
	[GW_SW_LAMBDA] = "lambda", [GW_SW_GAMMA] = "gamma", [GW_SW_COS0] = "costheta0",
	[GW_SW_A] = "A", [GW_SW_B] = "B", [GW_SW_P] = "p", [GW_SW_Q] = "q", [GW_SW_TOL] = "tol",
};

static const char *
check(const double *v)
{
	static const char *const negative[GW_SW_NVALUE] = {
		[GW_SW_EPSILON] = "epsilon is negative", [GW_SW_SIGMA] = "sigma is negative",
		[GW_SW_a] = "a is negative", [GW_SW_LAMBDA] = "lambda is negative",
		[GW_SW_GAMMA] = "gamma is negative", [GW_SW_A] = "A is negative",
		[GW_SW_B] = "B is negative", [GW_SW_P] = "p is negative",
		[GW_SW_Q] = "q is negative", [GW_SW_TOL] = "tol is negative",
	};

	for (int k = 0; k < GW_SW_NVALUE; k++)
		if (negative[k] && v[k] < 0)
			return negative[k];
	return NULL;
}

const struct gw_triplets_format gw_sw_format = {
	.name = "sw", .nvalue = GW_SW_NVALUE, .value = names, .check = check,
};
