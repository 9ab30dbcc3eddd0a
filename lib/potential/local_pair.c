/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairs, some of the atoms mobile: the loops of the block, and what they make of a Hessian. */
#include <math.h>
#include <string.h>

#include "base/cpu.h"
#include "base/mem.h"
#include "potential/local_block.h"

struct pairs {
	struct gw_local_block k;
	double *e0;		/* [nslot] energies of the reference */
	int32_t *map;		/* [nslot] atom in the Hessian */
	struct gw_hessian h;
	struct gw_hessian_row row;
	size_t cap_e0, cap_map;
};

/* forces and energies of all slots to fs */
static void
find_forces(const struct gw_local *l, struct gw_local_block *k)
{
	const struct gw_pot *p = l->in->base->pot;

	memset(k->fs, 0, 4*(size_t)k->b.nslot*sizeof *k->fs);
	p->type->local->force(p, &k->b, k->xs, k->fs);
}

static void
see_reference(struct gw_local *l)
{
	struct pairs *o = l->in->own;
	size_t n = (size_t)o->k.b.nslot;

	gw_reserve(&o->e0, &o->cap_e0, n, sizeof *o->e0);
	gw_reserve(&o->map, &o->cap_map, n, sizeof *o->map);
	find_forces(l, &o->k);
	for (size_t q = 0; q < n; q++)
		o->e0[q] = o->k.fs[4*q + 3];
}

static void *
make(const struct gw_local_base *b)
{
	struct pairs *o = gw_alloc(1, sizeof *o);

	gw_local_block_make(&o->k, b, see_reference);
	return o;
}

static void
drop(void *own)
{
	struct pairs *o = own;

	gw_local_block_drop(&o->k);
	gw_hessian_clear(&o->h);
	gw_hessian_row_clear(&o->row);
	gw_free(o->e0);
	gw_free(o->map);
	gw_free(o);
}

static int
choose(struct gw_local *l, struct gw_err *e)
{
	struct pairs *o = l->in->own;

	(void)e;
	gw_local_block_choose(l, &o->k);
	return 0;
}

static int
eval(struct gw_local *l, const double *u, double *f, double *de, struct gw_err *e)
{
	struct pairs *o = l->in->own;

	gw_local_block_move(l, &o->k, u);
	find_forces(l, &o->k);
	*de = gw_local_block_change(&o->k, o->e0);
	return gw_local_block_forces(l, &o->k, f, *de, e);
}

/* ---- Hessians ---- */

/* pairs of row i within the cut-off */
static void
find_row(const struct gw_pot *p, const struct gw_local_block *k, int i, struct gw_hessian_row *w)
{
	const struct gw_block *b = &k->b;
	const double *x = k->xs + 4*i;
	const int s = w->stride;

	w->n = 0;
	for (int c = b->row[i]; c < b->row[i + 1]; c++) {
		const double *y = k->xs + 4*b->nbr[c];
		double *d = w->d + w->n;
		double rx = x[0] - y[0], ry = x[1] - y[1], rz = x[2] - y[2];

		if (!p->type->local->curve(p, b->type[i], b->type[b->nbr[c]], rx*rx + ry*ry + rz*rz,
		    &d[GW_HA*s], &d[GW_HB*s]))
			continue;
		d[GW_HX*s] = rx;
		d[GW_HY*s] = ry;
		d[GW_HZ*s] = rz;
		w->j[w->n++] = b->nbr[c];
	}
}

/* the loops of the level in use; those of pairs are as fast for any potential */
static const struct gw_hessian_kernel *
hessian_kernel(void)
{
	const struct gw_hessian_kernel *k = GW_CPU_BEST(gw_hessian_kernel);

	return k ? k : &gw_hessian_plain;
}

static int
bend(struct gw_local *l, const double *u, struct gw_err *e)
{
	struct pairs *o = l->in->own;
	const struct gw_hessian_kernel *kernel = hessian_kernel();

	(void)e;
	gw_local_block_move(l, &o->k, u);
	gw_local_block_map(&o->k, o->map);
	gw_hessian_reserve(&o->h, l->m, 0, o->k.b.npair, 0);
	gw_hessian_row_reserve(&o->row, gw_local_block_longest(&o->k));
	for (int i = 0; i < l->m; i++) {
		find_row(l->in->base->pot, &o->k, i, &o->row);
		kernel->add(&o->h, &o->row, i, o->k.nmoving, o->map);
	}
	return 0;
}

static int
product(struct gw_local *l, const double *v, double *hv, struct gw_err *e)
{
	struct pairs *o = l->in->own;

	(void)e;
	gw_hessian_product(&o->h, hessian_kernel(), l->in->base->s->dim, v, hv);
	return 0;
}

const struct gw_local_way gw_local_pairs = {
	.analytic = 1, .make = make, .drop = drop, .choose = choose, .eval = eval, .bend = bend,
	.product = product,
};
