/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Regions of pairs.  After pair_loop.h, with its macros, and
 *
 *	PAIR_LOCAL	the declaration of the struct gw_local_type made here
 *	PAIR_BEND(t, r2)	u''(r), as in pair_perturb.h
 *	PAIR_FAST(p, terms)	of a gw_pot *, its gw_pair_kernel or NULL, and in *terms what that needs
 */
#include "potential/local_priv.h"

static void
pair_local_force(const struct gw_pot *p, const struct gw_block *b, const double *xs, double *fs)
{
	const void *terms;
	gw_pair_kernel *kernel = PAIR_FAST(p, &terms);
	double none[6];

	if (kernel)
		kernel(terms, p->nspecies, b, xs, fs, NULL, NULL);
	else
		pair_rows(p, b, xs, fs, NULL, none);
}

static int
pair_local_curve(const struct gw_pot *p, int ti, int tj, double r2, double *A, double *B)
{
	const PAIR_TERM *t = PAIR_TERMS(p) + ti*p->nspecies + tj;
	double fr;

	if (!(r2 < t->rc2))
		return 0;
	(void)PAIR_U(t, r2, &fr);
	*A = (PAIR_BEND(t, r2) + fr)/r2;
	*B = -fr;
	return 1;
}

PAIR_LOCAL = { &gw_local_pairs, pair_local_force, pair_local_curve };
