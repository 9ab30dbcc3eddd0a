/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the two loops of lib/potential/tersoff.c share: the parameters as they
 * are used, and the fast loop, one for each level of gw_cpu_level().
 */
#ifndef GW_POTENTIAL_TERSOFF_KERNEL_H
#define GW_POTENTIAL_TERSOFF_KERNEL_H

#include "potential/eval.h"

/* The fast loop reads each of these as one row of eight numbers. */
struct gw_tersoff_pair {
	double R, per_D;	/* f_C is 1 up to R - 1/per_D, 0 from R + 1/per_D on */
	double A, lambda1, B, lambda2;
	double n, beta;
};

struct gw_tersoff_triple {
	double g0, gc2, d2, h;	/* g = g0 - gc2/(d2 + (h - cos)^2) */
	double l1, l3;		/* exp(l1 x + l3 x^3), x = r_ij - r_ik */
	double R, per_D;	/* of f_C(r_ik) */
};

/* Indices are the species of the centre i, of j, of k, in this order. */
struct gw_tersoff {
	int ns;
	int simple;		/* no exponentials in zeta, and f_C(r_ik) is that of
				   the pair (i, k) */
	struct gw_tersoff_pair *pair;	/* [ns][ns] */
	struct gw_tersoff_triple *triple;	/* [ns][ns][ns] */
	double *rc2;		/* [ns][ns] square of the pair's cut-off */
	double *reach2;		/* [ns][ns] of the largest one of (i, *, k) */
	const struct gw_tersoff_kernel *kernel;	/* NULL: the plain loops */
};

/* The argument of exp stays within +-LIMIT, as in LAMMPS. */
#define GW_TERSOFF_LIMIT 69.0776

/* Where (beta zeta)^n < SMALL n, b is 1 and its slope 0, as in LAMMPS. */
#define GW_TERSOFF_SMALL 2e-16

/* Workspace of a thread. */
struct gw_tersoff_store {
	void    *near;		/* of the plain loops */
	double  *pair, *triple;	/* of the fast ones */
	int32_t *ipair, *itriple;
	size_t  cap_near, cap_pair, cap_triple, cap_ipair, cap_itriple;
};

struct gw_tersoff_kernel {
	/* forces and energies of a block to fs; its virial to w, unless that is NULL */
	void (*block)(const struct gw_tersoff *m, const struct gw_block *b, const double *xs,
	    double *fs, struct gw_tersoff_store *st, double w[6]);
};

extern const struct gw_perturb gw_tersoff_perturb;

extern const struct gw_tersoff_kernel gw_tersoff_kernel_v3, gw_tersoff_kernel_v4;

#endif
