/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search loops, GW_LANES slots at a time, hits packed. */
#include "base/simd.h"
#include "cell/within.h"

/* each: r2 of slot j is r2[j], else *r2 */
static inline int
hits(const double *x, const double *y, const double *z, const double p[3],
	int from, int to, const double *r2, int each, int32_t *out)
{
	const gw_vec one = gw_vec_all(*r2);
	int n = 0;

	for (int j = from; j < to; j += GW_LANES) {
		gw_vec dx = gw_vec_load(x + j) - p[0], dy = gw_vec_load(y + j) - p[1];
		gw_vec dz = gw_vec_load(z + j) - p[2];
		gw_mask in = gw_vec_less(dx*dx + (dy*dy + dz*dz), each ? gw_vec_load(r2 + j) : one);

		if (to - j < GW_LANES)
			in &= gw_mask_first(to - j);
		n += gw_veci_pack(out + n, in, j + gw_veci_lane);
	}
	return n;
}

#include "cell/within_loops.h"

static int
take(int32_t *hit, int n, const int32_t *type, int32_t t, int32_t *out)
{
	int m = 0, left = 0;

	for (int q = 0; q < n; q += GW_LANES) {
		gw_veci j = gw_veci_load_first(hit + q, n - q);
		gw_mask some = gw_mask_first(n - q);
		gw_mask in = some & gw_veci_equal(gw_veci_collect(type, j), gw_veci_all(t));

		m += gw_veci_pack(out + m, in, j);
		left += gw_veci_pack(hit + left, some & ~in, j);
	}
	return m;
}

static void
renumber(int32_t *at, int n, const int32_t *map)
{
	for (int q = 0; q < n; q += GW_LANES) {
		gw_veci j = gw_veci_load_first(at + q, n - q);

		gw_veci_store_first(at + q, gw_veci_collect(map, j), n - q);
	}
}

const struct gw_search_loops GW_LEVEL(gw_search) = { within, within_each, take, renumber };
