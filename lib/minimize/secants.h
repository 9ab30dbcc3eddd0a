/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The memory of L-BFGS: the last steps s and changes y of the gradient, and
 * the product of the inverse Hessian they stand for with a vector (Nocedal,
 * Math. Comput. 35, 773, 1980).
 */
#ifndef GW_MINIMIZE_SECANTS_H
#define GW_MINIMIZE_SECANTS_H

#include <stddef.h>

struct gw_secants;

struct gw_secants *gw_secants_new(int pairs);
void gw_secants_free(struct gw_secants *b);

/* Forget all; from now on the vectors have n components. */
void gw_secants_start(struct gw_secants *b, size_t n);

/* Pairs held. */
int gw_secants_held(const struct gw_secants *b);

/* Where the next pair is to be written, [n] each. */
void gw_secants_next(struct gw_secants *b, double **s, double **y);

/*
 * Take the pair written there; returns 0 if its curvature is not safely positive:
 * it is then forgotten.
 */
int gw_secants_take(struct gw_secants *b);

/* s.y/y.y of the newest pair: a mean inverse curvature.  0 without pairs. */
double gw_secants_scale(const struct gw_secants *b);

/*
 * d = H d, the inverse Hessian without pairs being base(arg, d) (d changed in place);
 * NULL: gw_secants_scale() d, or d where there are no pairs.
 */
void gw_secants_apply(const struct gw_secants *b, double *d, void (*base)(void *arg, double *d),
	void *arg);

#endif
