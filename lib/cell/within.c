/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plain search loop, and which one to take. */
#include "cell/within.h"

#include "base/cpu.h"

int
gw_within_plain(const double *x, const double *y, const double *z, const double p[3],
	int from, int to, double r2, int32_t *out)
{
	int n = 0;

	for (int j = from; j < to; j++) {
		double dx = x[j] - p[0], dy = y[j] - p[1], dz = z[j] - p[2];

		out[n] = j;
		n += dx*dx + dy*dy + dz*dz < r2;
	}
	return n;
}

gw_within *
gw_within_best(void)
{
#ifdef __x86_64__
	if (gw_cpu_v4())
		return gw_within_v4;
#endif
	return gw_within_plain;
}
