/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What fast loops over rows of neighbours begin with: the pairs within the cut-off, packed. */
#ifndef GW_POTENTIAL_PACK_H
#define GW_POTENTIAL_PACK_H

#include "base/simd.h"

/* differences x_i - x_j to the GW_LANES slots at j */
GW_INLINE void
gw_pack_separate(const double *xs, int i, const int32_t *j, gw_vec d[3])
{
	size_t at[GW_LANES];
	gw_vec c[4];

	GW_UNROLL
	for (int k = 0; k < GW_LANES; k++)
		at[k] = 4*(size_t)j[k];
	gw_vec_rows4(xs, at, c);
	d[0] = xs[4*i] - c[0];
	d[1] = xs[4*i + 1] - c[1];
	d[2] = xs[4*i + 2] - c[2];
}

/*
 * Pairs of slot i with nbr[0..n-1] within the cut-off: their r^2 and slots; returns their
 * number.  Reads up to GW_LANES - 1 slots behind nbr, as lists allow.
 */
GW_INLINE int
gw_pack_row(const double *xs, int i, const int32_t *nbr, int n, double rc2, double *r2, int32_t *j)
{
	int m = 0;

	for (int q = 0; q < n; q += GW_LANES) {
		gw_vec d[3];

		gw_pack_separate(xs, i, nbr + q, d);
		m = gw_vec_compress(r2, j, m, n - q, d[0]*d[0] + d[1]*d[1] + d[2]*d[2],
		    gw_veci_load(nbr + q), rc2);
	}
	return m;
}

/* fill the last pack with pairs that count nothing */
GW_INLINE void
gw_pack_pad(double *r2, int32_t *j, int m, int i, double far2)
{
	for (int k = m; k % GW_LANES; k++) {
		r2[k] = far2;
		j[k] = i;
	}
}

#endif
