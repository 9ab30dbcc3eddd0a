/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One atom moved among embedded atoms: what the plain loop (eam_perturb.c)
 * and the fast one (eam_perturb_kernel.c) share.
 */
#ifndef GW_POTENTIAL_EAM_PERTURB_H
#define GW_POTENTIAL_EAM_PERTURB_H

#include "potential/eam.h"
#include "potential/perturb.h"

/* A neighbour before the move.  Beyond the cut-off its phi, fi and fj are 0. */
struct gw_eam_beside {
	double x, y, z, r2, r;
	double phi, fi, fj;	/* phi; densities on the atom and on the neighbour */
	double p;		/* fraction within the interval of the tables */
	double z0, i0, j0;	/* r phi and densities at its lower node */
	double dz, di, dj;	/* what to add to these for the values at r */
	double rho_p, F0, dF;	/* the same of the neighbour's embedding energy */
	double F1, F2, F3;	/* within its piece F goes on as F1 u + F2 u^2 + F3 u^3, */
	double top;		/* up to top */
	int32_t k, rho_k, type, first;	/* first: as in gw_near; again: not the first of these */
	int8_t again;
	int8_t in, edge;	/* edge: a move may take it across an end of
				   the tables or the cut-off */
};

/* Sums for each move: of changes of phi, of density, of the neighbours' F. */
struct gw_eam_changes {
	double *phi, *rho, *F;
};

#endif
