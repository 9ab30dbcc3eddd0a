/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Embedded atoms bound to species, shared by the plain loops (eam.c) and the
 * fast ones (eam_fast.c, eam_kernel.c).
 */
#ifndef GW_POTENTIAL_EAM_H
#define GW_POTENTIAL_EAM_H

#include "potential/eam_kernel.h"
#include "potential/eval.h"

/* value = ((c3 p + c2) p + c1) p + c0, p in [0, 1] within the piece */
struct gw_eam_piece {
	double c[4];
};

struct gw_eam;
struct gw_eam_beside;		/* potential/eam_perturb.h */
struct gw_eam_changes;
struct gw_moves;		/* potential/perturb.h */

/*
 * Sums of changes for d->m moves, a multiple of 8, of an atom of species self among its n
 * neighbours, none of them twice; ns species.
 */
typedef void gw_eam_move(const struct gw_eam *m, int ns, int self, const struct gw_eam_beside *o,
	int n, const struct gw_moves *d, const struct gw_eam_changes *c);

struct gw_eam {
	int    nr, nrho;
	double per_dr, per_drho, drho, rc2;
	struct gw_eam_piece **z;	/* [ns][ns] r phi; shared by (a,b) and (b,a) */
	struct gw_eam_piece **f;	/* [ns][ns] f[a][b]: density from a at b */
	struct gw_eam_piece **F;	/* [ns] */
	struct gw_eam_piece *store;

	const struct gw_eam_kernel *kernel;	/* NULL: the plain loops */
	gw_eam_move *move;			/* the same */
	struct gw_eam_tables fast;
	double *node;		/* what fast points to */
	double **node_F;	/* [ns] F, slope of each of nrho nodes */
};

static inline double
gw_eam_value(const struct gw_eam_piece *t, double p)
{
	return ((t->c[3]*p + t->c[2])*p + t->c[1])*p + t->c[0];
}

/* derivative with respect to p */
static inline double
gw_eam_slope(const struct gw_eam_piece *t, double p)
{
	return (3*t->c[3]*p + 2*t->c[2])*p + t->c[1];
}

extern const struct gw_perturb gw_eam_perturb;
extern gw_eam_move gw_eam_move_v3, gw_eam_move_v4;

/* v->as of a block's own slots: sum of densities, then F'(rho); F(rho) is added to their energies */
void gw_eam_embed(const struct gw_pot *p, struct gw_eval *v, int number);

/* Choose the kernel (word: auto|plain) for this processor, and make its tables. */
void gw_eam_fast_make(struct gw_eam *m, int nspecies, const char *word);
void gw_eam_fast_clear(struct gw_eam *m);

/* One evaluation by m->kernel. */
void gw_eam_fast_eval(const struct gw_pot *p, struct gw_eval *v);

#endif
