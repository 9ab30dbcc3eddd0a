/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The confinement of atoms: each of them in turn displaced over directions and
 * radii, all others fixed; see potential/perturb.h for dE_atom and dE_sys.
 *
 *	Omega(dr)/4pi	part of the directions n with dE_atom(dr n) < 0
 *	dr_star	where dE_atom is lowest: the dr, of those given and 0, of the lowest
 *		dE_atom over all directions; 0 if none is negative
 *	dr_newton	with n the direction there: -g.n/(n.H n), g and H of dE_atom at
 *		the atom's site; 0 with dr_star 0, NaN where n.H n is not above 0
 *
 * Li, Xiao, Egami, Fan, Mater. Today Phys. 2024 (101582), figures 4-6 and 8.
 */
#ifndef GW_LANDSCAPE_PERTURB_H
#define GW_LANDSCAPE_PERTURB_H

#include "base/err.h"
#include "cell/sys.h"
#include "landscape/sphere.h"
#include "potential/perturb.h"

struct gw_scan_atom {
	double dr_star, dr_newton;	/* length */
	double min_atom, min_sys;	/* lowest dE_atom and dE_sys [energy] */
	double g_atom;			/* |g| [energy/length] */
	double h_atom[3], h_sys[3];	/* eigenvalues of H, ascending [energy/length^2];
				   in two dimensions two, and NaN */
};

struct gw_scan_opt {
	const struct gw_sphere *sphere;
	int    ndr;
	const double *dr;	/* [ndr] > 0, length */
	int  (*tick)(void *arg, long done, long total);	/* now and then; not 0 stops the scan */
	void  *arg;
};

struct gw_scan;

/* A workspace for scans of systems of pot (borrowed). */
struct gw_scan *gw_scan_new(const struct gw_pot *pot);
void gw_scan_free(struct gw_scan *w);

/*
 * Make ready for the atoms index [n] of s, both borrowed until the next call.
 * -1: see gw_list_build.
 */
int gw_scan_start(struct gw_scan *w, const struct gw_sys *s, const struct gw_scan_opt *o,
	const int32_t *index, int n, struct gw_err *e);

/*
 * All of them.  out [n]; omega [n][ndr], Omega/4pi; count [ndr][sphere->n], if not NULL, gets the
 * number of atoms with dE_atom < 0 added.  Returns 0, 1 when tick stopped it (nothing is complete),
 * -1 on failure of the potential (atom named).
 */
int gw_scan_atoms(struct gw_scan *w, struct gw_scan_atom *out, double *omega, long *count,
	struct gw_err *e);

/* dE_atom and dE_sys [ndr][sphere->n] of atom k of them.  -1: the potential failed. */
int gw_scan_map(struct gw_scan *w, int k, double *e_atom, double *e_sys, struct gw_err *e);

/* Gradients and Hessians of atom k of them, see potential/perturb.h. */
int gw_scan_curve(struct gw_scan *w, int k, struct gw_curve *c, struct gw_err *e);

#endif
