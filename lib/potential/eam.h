/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Embedded atoms bound to species, shared by the plain loops (eam.c) and the
 * fast ones (eam_fast.c, eam_kernel.c).
 */
#ifndef GW_POTENTIAL_EAM_H
#define GW_POTENTIAL_EAM_H

#include <math.h>

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

/* second derivative with respect to p */
static inline double
gw_eam_bend(const struct gw_eam_piece *t, double p)
{
	return 6*t->c[3]*p + 2*t->c[2];
}

/* piece of the tables of r, and fraction in it */
static inline int
gw_eam_locate(const struct gw_eam *m, double r, double *p)
{
	double x = r*m->per_dr;
	int k = (int)x;

	if (k > m->nr - 2)
		k = m->nr - 2;
	*p = fmin(x - k, 1);
	return k;
}

/* F(rho), F' and F''; above the table F goes on as a straight line */
static inline double
gw_eam_embedding(const struct gw_eam *m, int type, double rho, double *d1, double *d2)
{
	double x = rho*m->per_drho, p, F;
	int k = x < m->nrho - 2 ? x > 0 ? (int)x : 0 : m->nrho - 2;
	const struct gw_eam_piece *t = m->F[type] + k;

	p = fmin(x - k, 1);
	*d1 = gw_eam_slope(t, p)*m->per_drho;
	*d2 = gw_eam_bend(t, p)*m->per_drho*m->per_drho;
	F = gw_eam_value(t, p);
	if (rho > (m->nrho - 1)*m->drho) {
		F += *d1*(rho - (m->nrho - 1)*m->drho);
		*d2 = 0;
	}
	return F;
}

/*
 * The plain loops for one block: densities of all its slots to rho [nslot]; with dF [nslot],
 * F' of their atoms, forces and pair energies are added to fs [nslot][4].
 */
void gw_eam_plain_density(const struct gw_eam *m, int ns, const struct gw_block *b,
	const double *xs, double *rho);
void gw_eam_plain_force(const struct gw_eam *m, int ns, const struct gw_block *b, const double *xs,
	const double *dF, double *fs);

/* What one density visit allocated. */
void gw_eam_store_clear(struct gw_eam_store *st);

extern const struct gw_perturb gw_eam_perturb;
extern gw_eam_move gw_eam_move_v3, gw_eam_move_v4;

/*
 * v->as of a block's own slots: sum of densities, then F'(rho); F(rho) is added to their energies
 */
void gw_eam_embed(const struct gw_pot *p, struct gw_eval *v, int number);

/* Choose the kernel (word: auto|plain) for this processor, and make its tables. */
void gw_eam_fast_make(struct gw_eam *m, int nspecies, const char *word);
void gw_eam_fast_clear(struct gw_eam *m);

/* One evaluation by m->kernel. */
void gw_eam_fast_eval(const struct gw_pot *p, struct gw_eval *v);

#endif
