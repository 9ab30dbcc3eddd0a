/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Embedded atoms, some of them mobile.  The density of a frozen atom is what all other frozen atoms
 * give, known from the reference, and what its mobile neighbours give now:
 *
 *	dE = sum over mobile i of dF_i, + sum over frozen j near them of dF_j, + pairs with a mobile atom
 *
 * The loops are those of the block, fast or plain; what is new here goes on between them.
 */
#include <math.h>
#include <string.h>

#include "base/cpu.h"
#include "base/mem.h"
#include "potential/eam.h"
#include "potential/local_block.h"

enum { RHO, D1, D2, REST, F0, E0, U_SEEN, MAP };

struct embedded {
	struct gw_local_block k;
	struct gw_eam_store store;
	double *rho;		/* [nslot] densities that the pairs of the rows give, images' with their atoms' */
	double *d1, *d2;	/* [nslot] F', F'' */
	double *rest;		/* [nslot] density of a frozen atom without mobile neighbours */
	double *F0, *e0;	/* [nslot] of the reference: F, and pair energies */
	int     seen;		/* rows, F' and F'' are those of u_seen */
	double *u_seen;		/* [m][3] */
	struct gw_hessian h;
	struct gw_hessian_row row;
	int32_t *map;		/* [nslot] atom in the Hessian */
	size_t  cap[8];
};

static const struct gw_eam *
eam_of(const struct gw_local *l)
{
	return l->in->base->pot->data;
}

/* ---- densities ---- */

static void
find_densities(struct gw_local *l, struct embedded *o)
{
	const struct gw_eam *m = eam_of(l);
	struct gw_local_block *k = &o->k;

	memset(k->fs, 0, 4*(size_t)k->b.nslot*sizeof *k->fs);
	if (m->kernel) {
		m->kernel->density(&m->fast, &k->b, k->xs, k->fs, &o->store);
		for (int q = 0; q < k->b.nslot; q++) {
			o->rho[q] = k->fs[4*q + 2];
			k->fs[4*q + 2] = 0;
		}
	} else
		gw_eam_plain_density(m, l->in->base->pot->nspecies, &k->b, k->xs, o->rho);
	for (int q = l->m; q < k->nmoving; q++)
		o->rho[k->home[q]] += o->rho[q];
	for (int q = 0; q < k->ntwin; q++)
		o->rho[k->home[k->twin[q]]] += o->rho[k->twin[q]];
}

/* F' and F'' of a slot; returns F */
static double
embed_slot(const struct gw_eam *m, struct embedded *o, int q)
{
	double rho = o->rho[q] + (q < o->k.nmoving ? 0 : o->rest[q]);

	return gw_eam_embedding(m, o->k.b.type[q], rho, &o->d1[q], &o->d2[q]);
}

/* F' of all slots that pairs have, F'' of their atoms; returns the change of F since the reference */
static double
embed(struct gw_local *l, struct embedded *o)
{
	const struct gw_eam *m = eam_of(l);
	const struct gw_local_block *k = &o->k;
	double sum = 0;

	for (int q = 0; q < l->m; q++)
		sum += embed_slot(m, o, q) - o->F0[q];
	for (int q = 0; q < k->nlive; q++)
		sum += embed_slot(m, o, k->live[q]) - o->F0[k->live[q]];
	for (int q = l->m; q < k->nmoving; q++)
		o->d1[q] = o->d1[k->home[q]];
	for (int q = 0; q < k->ntwin; q++)
		o->d1[k->twin[q]] = o->d1[k->home[k->twin[q]]];
	return sum;
}

/* forces and pair energies to fs */
static void
find_forces(struct gw_local *l, struct embedded *o)
{
	const struct gw_eam *m = eam_of(l);
	struct gw_local_block *k = &o->k;
	double lost[6];

	if (m->kernel)
		m->kernel->force(&k->b, k->xs, o->d1, k->fs, &o->store, lost);
	else
		gw_eam_plain_force(m, l->in->base->pot->nspecies, &k->b, k->xs, o->d1, k->fs);
}

/* ---- the region ---- */

static void
reserve(struct embedded *o, size_t n, size_t m)
{
	gw_reserve(&o->rho, &o->cap[RHO], n, sizeof *o->rho);
	gw_reserve(&o->d1, &o->cap[D1], n, sizeof *o->d1);
	gw_reserve(&o->d2, &o->cap[D2], n, sizeof *o->d2);
	gw_reserve(&o->rest, &o->cap[REST], n, sizeof *o->rest);
	gw_reserve(&o->F0, &o->cap[F0], n, sizeof *o->F0);
	gw_reserve(&o->e0, &o->cap[E0], n, sizeof *o->e0);
	gw_reserve(&o->map, &o->cap[MAP], n, sizeof *o->map);
	gw_reserve(&o->u_seen, &o->cap[U_SEEN], 3*m, sizeof *o->u_seen);
	memset(o->d1, 0, n*sizeof *o->d1);
}

static void
see_reference(struct gw_local *l)
{
	struct embedded *o = l->in->own;
	const struct gw_local_block *k = &o->k;
	const double *rho = l->in->base->rho;

	reserve(o, (size_t)k->b.nslot, (size_t)l->m);
	find_densities(l, o);
	for (int q = k->nmoving; q < k->b.nslot; q++)
		o->rest[q] = rho[k->b.atom[q]] - o->rho[q];
	for (int q = 0; q < k->b.nslot; q++)
		o->F0[q] = embed_slot(eam_of(l), o, q);
	if (!eam_of(l)->kernel)		/* a density visit that is fast has the energies */
		find_forces(l, o);
	for (int q = 0; q < k->b.nslot; q++)
		o->e0[q] = k->fs[4*q + 3];
	o->seen = 0;
}

static void *
make(const struct gw_local_base *b)
{
	struct embedded *o = gw_alloc(1, sizeof *o);

	gw_local_block_make(&o->k, b, see_reference);
	return o;
}

static void
drop(void *own)
{
	struct embedded *o = own;

	gw_local_block_drop(&o->k);
	gw_eam_store_clear(&o->store);
	gw_hessian_clear(&o->h);
	gw_hessian_row_clear(&o->row);
	gw_free(o->rho);
	gw_free(o->d1);
	gw_free(o->d2);
	gw_free(o->rest);
	gw_free(o->F0);
	gw_free(o->e0);
	gw_free(o->u_seen);
	gw_free(o->map);
	gw_free(o);
}

static int
choose(struct gw_local *l, struct gw_err *e)
{
	struct embedded *o = l->in->own;

	(void)e;
	gw_local_block_choose(l, &o->k);
	o->seen = 0;
	return 0;
}

static void
keep(struct gw_local_base *b, const struct gw_local *l)
{
	const struct embedded *o = l->in->own;

	b->rho = gw_alloc((size_t)b->s->n, sizeof *b->rho);
	for (int i = 0; i < l->m; i++)
		b->rho[l->atom[i]] = o->rho[i];
}

/* ---- evaluations ---- */

/* rows, densities, F' and F'' at u; returns the change of F */
static double
see(struct gw_local *l, struct embedded *o, const double *u)
{
	double sum;

	gw_local_block_move(l, &o->k, u);
	find_densities(l, o);
	sum = embed(l, o);
	memcpy(o->u_seen, u, 3*(size_t)l->m*sizeof *u);
	o->seen = 1;
	return sum;
}

static int
eval(struct gw_local *l, const double *u, double *f, double *de, struct gw_err *e)
{
	struct embedded *o = l->in->own;
	struct gw_local_block *k = &o->k;
	double sum = see(l, o, u);

	find_forces(l, o);
	*de = sum + gw_local_block_change(k, o->e0);
	return gw_local_block_forces(l, k, f, *de, e);
}

static void
plain_bend(const struct gw_eam *m, int ns, const struct embedded *o, int i, struct gw_hessian_row *w)
{
	const struct gw_block *b = &o->k.b;
	const double *xs = o->k.xs, *x = xs + 4*i, q = m->per_dr;
	const int ti = b->type[i], s = w->stride;

	w->n = 0;
	for (int c = b->row[i]; c < b->row[i + 1]; c++) {
		const int j = b->nbr[c], tj = b->type[j];
		double r[3] = { x[0] - xs[4*j], x[1] - xs[4*j + 1], x[2] - xs[4*j + 2] }, *d = w->d + w->n;
		double r2 = r[0]*r[0] + r[1]*r[1] + r[2]*r[2], l = sqrt(r2), p, one, two, Fi = o->d1[i], Fj = o->d1[j];
		const struct gw_eam_piece *z, *fi, *fj;
		int k;

		if (!(r2 < m->rc2))
			continue;
		k = gw_eam_locate(m, l, &p);
		z = m->z[ti*ns + tj] + k;
		fi = m->f[tj*ns + ti] + k;
		fj = m->f[ti*ns + tj] + k;
		one = (gw_eam_slope(z, p)*q - gw_eam_value(z, p)/l)/l;
		two = (gw_eam_bend(z, p)*q*q - 2*one)/l + q*q*(Fi*gw_eam_bend(fi, p) + Fj*gw_eam_bend(fj, p));
		one = (one + q*(Fi*gw_eam_slope(fi, p) + Fj*gw_eam_slope(fj, p)))/l;
		d[GW_HX*s] = r[0];
		d[GW_HY*s] = r[1];
		d[GW_HZ*s] = r[2];
		d[GW_HA*s] = (two - one)/r2;
		d[GW_HB*s] = one;
		d[GW_HI*s] = gw_eam_slope(fi, p)*q/l;
		d[GW_HJ*s] = gw_eam_slope(fj, p)*q/l;
		w->j[w->n++] = j;
	}
}

static const struct gw_hessian_kernel *
hessian_kernel(const struct gw_eam *m)
{
	const struct gw_hessian_kernel *k = m->kernel ? GW_CPU_BEST(gw_hessian_kernel) : NULL;

	return k ? k : &gw_hessian_plain;
}

static int
bend(struct gw_local *l, const double *u, struct gw_err *e)
{
	struct embedded *o = l->in->own;
	const struct gw_eam *m = eam_of(l);
	const struct gw_local_block *k = &o->k;
	const struct gw_hessian_kernel *kernel = hessian_kernel(m);
	struct gw_hessian *h = &o->h;

	(void)e;
	if (!o->seen || memcmp(u, o->u_seen, 3*(size_t)l->m*sizeof *u) != 0)
		see(l, o, u);
	gw_local_block_map(k, o->map);
	gw_hessian_reserve(h, l->m, k->nlive, k->b.npair, 1);
	gw_hessian_row_reserve(&o->row, gw_local_block_longest(k));
	for (int i = 0; i < l->m; i++) {
		if (m->kernel)
			m->kernel->bend(&m->fast, &k->b, k->xs, o->d1, i, &o->store, &o->row);
		else
			plain_bend(m, l->in->base->pot->nspecies, o, i, &o->row);
		kernel->add(h, &o->row, i, k->nmoving, o->map);
		h->g[4*i + 3] = o->d2[i];
	}
	for (int q = 0; q < k->nlive; q++)
		h->bend[q] = o->d2[k->live[q]];
	return 0;
}

static int
product(struct gw_local *l, const double *v, double *hv, struct gw_err *e)
{
	struct embedded *o = l->in->own;

	(void)e;
	gw_hessian_product(&o->h, hessian_kernel(eam_of(l)), l->in->base->s->dim, v, hv);
	return 0;
}

static const struct gw_local_way way = {
	.analytic = 1, .keep = keep, .make = make, .drop = drop, .choose = choose, .eval = eval, .bend = bend,
	.product = product,
};

const struct gw_local_type gw_local_eam = { .way = &way };
