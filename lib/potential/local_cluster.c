/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The general way: the mobile atoms and all within twice the cut-off of them are cut out
 * (a small box: stay as they are, with its images), evaluated as any system, and differences of the energies of
 * atoms added.  Twice: an atom whose energy changes is within the cut-off of a mobile one,
 * and needs its own surroundings whole; the energy of a three-body term may be shared out to
 * atoms that are farther, but within twice.  Products are differences of forces.
 */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "potential/force.h"
#include "potential/local_priv.h"

struct cluster {
	double margin;		/* no atom has moved farther [length] */
	struct gw_sys *c;
	struct gw_force *fo;
	int32_t *index;		/* [m] mobile atoms in c */
	double  *x0;		/* [m][3] their places there */
	double  *e0;		/* [c->n] energies at u = 0 */
	double  *u, *plus;	/* [m][3] where the Hessian is; a force */
	int32_t *where;		/* [atoms of the system] its number in c + 1, while cutting */
	int     n;		/* atoms to cut out */
	struct gw_site *out;	/* [n] */
	size_t  cap_index, cap_x0, cap_e0, cap_u, cap_plus, cap_out;
};

static void *
make(const struct gw_local_base *b)
{
	struct cluster *k = gw_alloc(1, sizeof *k);

	k->where = gw_alloc((size_t)b->s->n, sizeof *k->where);
	return k;
}

static void
clear(struct cluster *k)
{
#pragma omp critical(gw_pot_alone)
	gw_force_free(k->fo);
	gw_sys_free(k->c);
	k->fo = NULL;
	k->c = NULL;
}

static void
drop(void *own)
{
	struct cluster *k = own;

	clear(k);
	gw_free(k->index);
	gw_free(k->x0);
	gw_free(k->e0);
	gw_free(k->u);
	gw_free(k->plus);
	gw_free(k->where);
	gw_free(k->out);
	gw_free(k);
}

/* ---- cutting out ---- */

static void
add(struct cluster *k, const struct gw_site *o)
{
	gw_reserve(&k->out, &k->cap_out, (size_t)k->n + 1, sizeof *k->out);
	k->out[k->n++] = *o;
	k->where[o->atom] = k->n;
}

/* k->out; 0: some atom would be there twice */
static int
find(struct cluster *k, const struct gw_local *l)
{
	struct gw_local_inside *in = l->in;
	const double reach = 2*in->base->pot->cutoff + k->margin;
	int once = 1;

	k->n = 0;
	for (int i = 0; i < l->m; i++) {
		struct gw_site o = { .atom = l->atom[i] };

		memcpy(o.image, in->image[i], sizeof o.image);
		memcpy(o.x, in->x + 3*i, sizeof o.x);
		add(k, &o);
	}
	for (int i = 0; i < l->m && once; i++) {
		int n = gw_sites_around(in->base->sites, in->x + 3*i, reach, &in->site, &in->cap_site);

		for (int q = 0; q < n && once; q++) {
			const struct gw_site *o = &in->site[q];
			int at = k->where[o->atom];

			if (!at)
				add(k, o);
			else
				once = !memcmp(k->out[at - 1].image, o->image, sizeof o->image);
		}
	}
	for (int q = 0; q < k->n; q++)
		k->where[k->out[q].atom] = 0;
	return once;
}

static struct gw_sys *
cut_out(const struct cluster *k, const struct gw_sys *s)
{
	struct gw_sys *c = gw_sys_new(k->n, s->nspecies, s->dim, s->units);

	memcpy(c->species, s->species, (size_t)s->nspecies*sizeof *c->species);
	c->box = s->box;
	memset(c->box.pbc, 0, sizeof c->box.pbc);
	for (int q = 0; q < k->n; q++) {
		const struct gw_site *o = &k->out[q];

		memcpy(c->x + 3*(size_t)q, o->x, sizeof o->x);
		c->type[q] = s->type[o->atom];
		c->id[q] = s->id[o->atom];
	}
	return c;
}

static int
evaluate(struct cluster *k, struct gw_err *e)
{
	int bad = 0;

	if (k->fo->pot->alone) {
#pragma omp critical(gw_pot_alone)
		bad = gw_force_eval(k->fo, k->c, 0, e);
	} else
		bad = gw_force_eval(k->fo, k->c, 0, e);
	return bad;
}

/* the system of atoms that matter, and their energies before any displacement */
static int
cut(struct gw_local *l, double margin, struct gw_err *e)
{
	struct cluster *k = l->in->own;
	const struct gw_local_base *b = l->in->base;
	size_t m = (size_t)l->m;
	int once;

	k->margin = margin;
	clear(k);
	once = find(k, l);
	k->c = once ? cut_out(k, b->s) : gw_sys_copy(b->s);
	k->fo = gw_force_new(b->pot, -1);
	l->nbuilds++;
	gw_reserve(&k->index, &k->cap_index, m, sizeof *k->index);
	gw_reserve(&k->x0, &k->cap_x0, 3*m, sizeof *k->x0);
	gw_reserve(&k->u, &k->cap_u, 3*m, sizeof *k->u);
	gw_reserve(&k->plus, &k->cap_plus, 3*m, sizeof *k->plus);
	for (int i = 0; i < l->m; i++) {
		k->index[i] = once ? i : l->atom[i];
		memcpy(k->x0 + 3*i, k->c->x + 3*(size_t)k->index[i], 3*sizeof *k->x0);
	}
	if (evaluate(k, e) < 0) {
		clear(k);
		return -1;
	}
	gw_reserve(&k->e0, &k->cap_e0, (size_t)k->c->n, sizeof *k->e0);
	memcpy(k->e0, k->fo->e_atom, (size_t)k->c->n*sizeof *k->e0);
	return 0;
}

static int
choose(struct gw_local *l, struct gw_err *e)
{
	const struct gw_pot *p = l->in->base->pot;

	return cut(l, 0.25*p->cutoff, e);
}

/* ---- evaluations ---- */

static double
longest(int m, const double *u)
{
	double most = 0;

	for (int i = 0; i < m; i++)
		most = fmax(most, gw_dot3(u + 3*i, u + 3*i));
	return sqrt(most);
}

/* energies and forces of c with u + h v */
static int
displace(struct gw_local *l, const double *u, double h, const double *v, struct gw_err *e)
{
	struct cluster *k = l->in->own;
	double most = GW_LOCAL_STEP + longest(l->m, u);

	if ((most > k->margin || !k->fo) && cut(l, 1.5*most, e) < 0)
		return -1;
	for (int i = 0; i < l->m; i++)
		for (int c = 0; c < 3; c++)
			k->c->x[3*(size_t)k->index[i] + (size_t)c] = k->x0[3*i + c] + u[3*i + c] +
			    (v ? h*v[3*i + c] : 0);
	return evaluate(k, e);
}

static const double *
force_on(const struct cluster *k, int i)
{
	return k->c->f + 3*(size_t)k->index[i];
}

static int
eval(struct gw_local *l, const double *u, double *f, double *de, struct gw_err *e)
{
	const struct cluster *k = l->in->own;

	if (displace(l, u, 0, NULL, e) < 0)
		return -1;
	*de = 0;
	for (int i = 0; i < k->c->n; i++)
		*de += k->fo->e_atom[i] - k->e0[i];
	for (int i = 0; i < l->m; i++)
		memcpy(f + 3*i, force_on(k, i), 3*sizeof *f);
	return 0;
}

static int
bend(struct gw_local *l, const double *u, struct gw_err *e)
{
	struct cluster *k = l->in->own;

	(void)e;
	memcpy(k->u, u, 3*(size_t)l->m*sizeof *u);
	return 0;
}

static int
product(struct gw_local *l, const double *v, double *hv, struct gw_err *e)
{
	struct cluster *k = l->in->own;
	double most = longest(l->m, v), h = most > 0 ? GW_LOCAL_STEP/most : 0;

	memset(hv, 0, 3*(size_t)l->m*sizeof *hv);
	if (!(h > 0))
		return 0;
	if (displace(l, k->u, h, v, e) < 0)
		return -1;
	for (int i = 0; i < l->m; i++)
		memcpy(k->plus + 3*i, force_on(k, i), 3*sizeof *k->plus);
	if (displace(l, k->u, -h, v, e) < 0)
		return -1;
	for (int i = 0; i < l->m; i++)
		for (int c = 0; c < 3; c++)
			hv[3*i + c] = (force_on(k, i)[c] - k->plus[3*i + c])/(2*h);
	return 0;
}

const struct gw_local_way gw_local_cluster = {
	.analytic = 0, .make = make, .drop = drop, .choose = choose, .eval = eval, .bend = bend,
	.product = product,
};
