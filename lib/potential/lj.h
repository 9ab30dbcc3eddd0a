/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lennard-Jones mixtures: ka, ka2d, wca, lj50 differ in parameters alone.
 * What they share is in lj.c.
 */
#ifndef GW_POTENTIAL_LJ_H
#define GW_POTENTIAL_LJ_H

#include "potential/pot.h"

/* Two species "A" and "B"; indices AA, AB, BB. */
struct gw_lj_mix {
	double eps[3], sig[3], mass[2];
};

/* One pair of species, for the plain loop and for the fast one. */
struct gw_lj_term {
	double rc2, eps4, sig2;
	double s0, s1, s2;	/* s(r) = s0 + s1 (r - r_c) + s2 (r - r_c)^2 */
	double rc;
};

struct gw_lj_half {
	double rc2, rc;
	double a, b;		/* u/2 = a/r^12 - b/r^6 - s(r) */
	double s0, s1, s2;	/* half of those above */
	int    smooth;		/* s(r) is not constant, the same for all pairs */
};

/* Kob-Andersen parameters, which wca and lj50 share */
extern const struct gw_lj_mix gw_lj_kob_andersen;
extern const char *const gw_lj_ab[];		/* "A", "B" */
extern const struct gw_pot_param gw_lj_param[];	/* cut, shift, kernel */

/*
 * Fill p from a mixture; cut in units of each pair's sigma, shift one of
 * "none", "energy", "force", "c2", kernel "auto" or "plain".  -1, GW_USAGE: out of range.
 */
int gw_lj_create(struct gw_pot *p, const struct gw_pot_arg *a, const struct gw_lj_mix *m,
	double cut, const char *shift, const char *kernel, struct gw_err *e);
/* .create of a plain mixture of Kob-Andersen parameters with gw_lj_param */
int gw_lj_create_ka(struct gw_pot *p, const struct gw_pot_arg *a, struct gw_err *e);
int gw_lj_eval(const struct gw_pot *p, struct gw_eval *v, struct gw_err *e);
void gw_lj_destroy(struct gw_pot *p);
extern const struct gw_perturb gw_lj_perturb;
extern const struct gw_local_type gw_lj_local;

#endif
