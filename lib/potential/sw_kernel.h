/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stillinger-Weber: its constants, and the fast loops, one for each level of gw_cpu_level(). */
#ifndef GW_POTENTIAL_SW_KERNEL_H
#define GW_POTENTIAL_SW_KERNEL_H

#include <math.h>

#include "potential/eval.h"

/* Of a pair of species, from the entry (i, j, j). */
struct gw_sw_pair {
	double rc;		/* a sigma: here the exponentials become 0 [A] */
	double rc2;		/* pairs with r^2 below it count; rc^2, or less with tol [A^2] */
	double sigma, gs;	/* sigma, gamma sigma [A] */
	double p, q;
	int    ip, iq;		/* p and q where they are small whole numbers, else -1 */
	double ep, eq;		/* A epsilon B sigma^p, A epsilon sigma^q */
};

/* Of a centre and two neighbours: lambda epsilon [eV], cos theta_0. */
struct gw_sw_angle {
	double le, cos0;
};

struct gw_sw {
	int    ns;
	int    ip, iq;			/* p and q of all pairs, if they are the same; else -1 */
	double rc2;			/* the largest of the pairs */
	struct gw_sw_pair *pair;	/* [ns][ns] */
	struct gw_sw_angle *angle;	/* [ns][ns][ns] centre, neighbour, neighbour */
	double *row;			/* [ns][ns][8] of a pair: rc sigma gs ep eq,
					   as one vector */
	const struct gw_sw_kernel *kernel;	/* NULL: the plain loops */
};

/* Workspace of a thread. */
struct gw_sw_store {
	void  *near;		/* of the plain loops */
	double *drop;		/* [nslot][4] forces of the plain loops that are not wanted */
	double *buf;		/* of the fast loops */
	int32_t *jbuf;
	int    *start;
	size_t cap_near, cap_drop, cap_buf, cap_jbuf, cap_start;
};

struct gw_sw_kernel {
	/* forces and energies of a block to fs, its virial to w; needs ip and iq of all pairs */
	void (*block)(const struct gw_sw *m, const struct gw_block *b, const double *xs, double *fs,
	    struct gw_sw_store *st, double w[6]);
};

/* x^p; n is p where that is a small whole number, else -1 */
static inline double
gw_sw_power(double x, double p, int n)
{
	double z = 1;

	if (n < 0)
		return pow(x, p);
	for (; n; n--)
		z *= x;
	return z;
}

/* phi2, and *fr = -phi2'/r */
static inline double
gw_sw_phi2(const struct gw_sw_pair *t, double r, double *fr)
{
	double y = 1/(r - t->rc), up = t->ep*gw_sw_power(1/r, t->p, t->ip);
	double uq = t->eq*gw_sw_power(1/r, t->q, t->iq), h = exp(t->sigma*y);

	*fr = (t->p*up - t->q*uq + (up - uq)*t->sigma*y*y*r)*h/(r*r);
	return (up - uq)*h;
}

extern const struct gw_perturb gw_sw_perturb;

extern const struct gw_sw_kernel gw_sw_kernel_v3, gw_sw_kernel_v4;

#endif
