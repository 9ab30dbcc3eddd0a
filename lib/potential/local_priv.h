/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of potential/local.h, for the files local*.c. */
#ifndef GW_POTENTIAL_LOCAL_PRIV_H
#define GW_POTENTIAL_LOCAL_PRIV_H

#include <stddef.h>

#include "cell/list.h"
#include "cell/sites.h"
#include "potential/local.h"

struct gw_local_base {
	const struct gw_pot *pot;
	struct gw_sys *s;
	struct gw_sites *sites;
	const struct gw_local_way *way;
	double *rho;		/* [n] densities, of embedded atoms, else NULL */
};

/* How it is done; u and v are finite, and zero where the third dimension is missing. */
struct gw_local_way {
	int   analytic;
	/* what all regions need, from one of all atoms that was just evaluated at u = 0; or NULL */
	void (*keep)(struct gw_local_base *b, const struct gw_local *l);
	void *(*make)(const struct gw_local_base *b);
	void (*drop)(void *own);
	int  (*choose)(struct gw_local *l, struct gw_err *e);	/* a new region */
	int  (*eval)(struct gw_local *l, const double *u, double *f, double *de, struct gw_err *e);
	int  (*bend)(struct gw_local *l, const double *u, struct gw_err *e);
	int  (*product)(struct gw_local *l, const double *v, double *hv, struct gw_err *e);
};

/* How a potential does it. */
struct gw_local_type {
	const struct gw_local_way *way;
	/* for gw_local_pairs: forces and energies of a block to fs, as pair_loop.h has it */
	void (*force)(const struct gw_pot *p, const struct gw_block *b, const double *xs, double *fs);
	/* *B = u'/r, *A = (u'' - u'/r)/r^2 at r^2 = r2; 0: it is beyond the cut-off */
	int  (*curve)(const struct gw_pot *p, int ti, int tj, double r2, double *A, double *B);
};

struct gw_local_inside {
	const struct gw_local_base *base;
	void    *own;		/* of the way */
	int32_t (*image)[3];	/* [m] which image of a mobile atom stands for it */
	double  *x;		/* [m][3] its reference position: that of the atom + image h */
	int32_t *place;		/* [atoms of the system] number among the mobile ones, -1: frozen */
	double  *u;		/* [m][3] flat */
	int     bent;		/* there is a Hessian */
	struct gw_site *site;	/* what gw_sites_around found */
	size_t  cap_atom, cap_image, cap_x, cap_u, cap_site;
};

/* the cluster around the mobile atoms cut out and evaluated as any system */
extern const struct gw_local_way gw_local_cluster;
/* one block of pairs */
extern const struct gw_local_way gw_local_pairs;

extern const struct gw_local_type gw_local_eam;

#endif
