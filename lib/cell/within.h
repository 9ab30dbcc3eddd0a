/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The innermost loop of the neighbour search: which of the slots from .. to-1
 * lie within a distance of a point.
 */
#ifndef GW_CELL_WITHIN_H
#define GW_CELL_WITHIN_H

#include <stdint.h>

/*
 * Append to out the slots j in from .. to-1 with |x_j - p|^2 < r2, in
 * ascending order; returns how many.  x, y, z: coordinates of the slots, readable for 7
 * places behind `to`; out has room for to - from + 8.
 */
typedef int gw_within(const double *x, const double *y, const double *z, const double p[3],
	int from, int to, double r2, int32_t *out);

gw_within gw_within_plain;
#ifdef __x86_64__
gw_within gw_within_v4;
#endif

/* The best one for this processor. */
gw_within *gw_within_best(void);

#endif
