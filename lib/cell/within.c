/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plain search loops, and which to take. */
#include "cell/within.h"

#include "base/cpu.h"

/* r2 of slot j is r2[j*each] */
static inline int
hits(const double *x, const double *y, const double *z, const double p[3],
	int from, int to, const double *r2, int each, int32_t *out)
{
	int n = 0;

	for (int j = from; j < to; j++) {
		double dx = x[j] - p[0], dy = y[j] - p[1], dz = z[j] - p[2];

		out[n] = j;
		n += dx*dx + dy*dy + dz*dz < r2[j*each];
	}
	return n;
}

#include "cell/within_loops.h"

static int
take(int32_t *hit, int n, const int32_t *type, int32_t t, int32_t *out)
{
	int m = 0, left = 0;

	for (int q = 0; q < n; q++) {
		int j = hit[q], in = type[j] == t;

		out[m] = hit[left] = j;
		m += in;
		left += !in;
	}
	return m;
}

static void
renumber(int32_t *at, int n, const int32_t *map)
{
	for (int q = 0; q < n; q++)
		at[q] = map[at[q]];
}

const struct gw_search_loops gw_search_plain = { within, within_each, take, renumber };

const struct gw_search_loops *
gw_search_best(void)
{
	const struct gw_search_loops *best = GW_CPU_BEST(gw_search);

	return best ? best : &gw_search_plain;
}
