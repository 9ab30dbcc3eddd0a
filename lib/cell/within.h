/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The inner loops of the neighbour search, plain and for each level of
 * gw_cpu_level().  Each has one result, whichever way it is computed.
 */
#ifndef GW_CELL_WITHIN_H
#define GW_CELL_WITHIN_H

#include <stdint.h>

struct gw_search_loops {
	/*
	 * Append to out the slots j in from .. to-1 with |x_j - p|^2 < r2, or r2[j], in
	 * ascending order; returns how many.  x, y, z: coordinates of the slots; these and r2[] are
	 * readable for 7 places behind `to`; out has room for to - from + 8.
	 */
	int (*within)(const double *x, const double *y, const double *z, const double p[3],
	    int from, int to, double r2, int32_t *out);
	int (*within_each)(const double *x, const double *y, const double *z, const double p[3],
	    int from, int to, const double *r2, int32_t *out);
	/*
	 * Move those of hit[0..n-1] whose type[hit] is t to out, and the others to the
	 * front of hit, both in their order; returns how many went.  out has room for n + 8.
	 */
	int (*take)(int32_t *hit, int n, const int32_t *type, int32_t t, int32_t *out);
	/* at[q] = map[at[q]], q < n */
	void (*renumber)(int32_t *at, int n, const int32_t *map);
};

extern const struct gw_search_loops gw_search_plain;
extern const struct gw_search_loops gw_search_v3, gw_search_v4;

/* The best ones for this processor. */
const struct gw_search_loops *gw_search_best(void);

#endif
