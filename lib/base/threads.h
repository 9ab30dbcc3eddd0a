/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many threads a loop over n atoms is worth: no more than OpenMP allows,
 * and a thousand atoms for each.  With fewer, waiting for each other costs
 * more than it saves, above all when other programs of a pipe want the cores.
 * No result depends on it.
 */
#ifndef GW_BASE_THREADS_H
#define GW_BASE_THREADS_H

#include <omp.h>

static inline int
gw_threads(long n)
{
	int most = omp_get_max_threads();

	return n < 1000L*most ? (n < 2000 ? 1 : (int)(n/1000)) : most;
}

#endif
