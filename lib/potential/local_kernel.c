/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a region, GW_LANES slots at a time. */
#include "potential/local_block.h"
#include "potential/pack.h"

int
GW_LEVEL(gw_local_pick)(const double *xs, int i, const int32_t *nbr, int n, double r2, int32_t *out)
{
	int m = 0;

	for (int q = 0; q < n; q += GW_LANES) {
		gw_vec d[3];
		gw_mask in;

		gw_pack_separate(xs, i, nbr + q, d);
		in = gw_vec_less(d[0]*d[0] + d[1]*d[1] + d[2]*d[2], gw_vec_all(r2));
		m += gw_veci_pack(out + m, in & gw_mask_first(n - q), gw_veci_load(nbr + q));
	}
	return m;
}
