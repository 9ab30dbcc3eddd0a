/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stillinger-Weber: its constants, and the fast loops, which run where gw_cpu_v4(). */
#ifndef GW_POTENTIAL_SW_KERNEL_H
#define GW_POTENTIAL_SW_KERNEL_H

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
	double rc2;			/* the largest of the pairs */
	struct gw_sw_pair *pair;	/* [ns][ns] */
	struct gw_sw_angle *angle;	/* [ns][ns][ns] centre, neighbour, neighbour */
};

/* Workspace of a thread. */
struct gw_sw_store {
	void  *near;		/* of the plain loops */
	size_t cap_near;
};

#endif
