/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One atom moved, Stillinger and Weber: its pairs, half of each its own; its
 * triplets, whether it is their centre or not, a third of each its own.
 */
#include <math.h>

#include "base/mem.h"
#include "base/vec.h"
#include "potential/bonds.h"
#include "potential/sw_kernel.h"

struct list {			/* what terms are added to */
	struct gw_perturb_space *w;
	int n;
};

static void
add(struct list *l, double term, double share)
{
	l->w->term[l->n] = term;
	l->w->share[l->n++] = share;
}

static const struct gw_sw_pair *
pair_of(const struct gw_sw *m, const struct gw_bond_centre *c, const struct gw_bond_near *o)
{
	return m->pair + c->type*m->ns + o->b.type;
}

static int
within(const struct gw_sw_pair *t, double r2, double r)
{
	return r2 < t->rc2 && r < t->rc;
}

/* g(r) of the bonds of a centre, 0 beyond the cut-off */
static void
find_g(const struct gw_sw *m, const struct gw_bond_centre *c, struct gw_bond_near *o)
{
	for (int q = c->first; q < c->last; q++) {
		const struct gw_sw_pair *t = pair_of(m, c, &o[q]);

		o[q].g = within(t, o[q].b.r2, o[q].b.r) ? exp(t->gs/(o[q].b.r - t->rc)) : 0;
	}
}

static void
add_pairs(const struct gw_sw *m, const struct gw_bond_centre *c, const struct gw_bond_near *o,
	struct list *l)
{
	double fr;

	for (int q = c->first; q < c->last; q++) {
		const struct gw_sw_pair *t = pair_of(m, c, &o[q]);

		if (o[q].moves)
			add(l, within(t, o[q].b.r2, o[q].b.r) ? gw_sw_phi2(t, o[q].b.r, &fr) : 0,
			    0.5);
	}
}

static void
add_triplets(const struct gw_sw *m, const struct gw_bond_centre *c, const struct gw_bond_near *o,
	struct list *l)
{
	const struct gw_sw_angle *t = m->angle + c->type*m->ns*m->ns;

	for (int j = c->first; j < c->last; j++)
		for (int k = j + 1; k < c->last; k++) {
			const struct gw_sw_angle *q = t + o[j].b.type*m->ns + o[k].b.type;
			double x = gw_dot3(o[j].b.u, o[k].b.u) - q->cos0;

			if (o[j].moves || o[k].moves)
				add(l, q->le*o[j].g*o[k].g*x*x,
				    ((c->slot == 0) + o[j].mover + o[k].mover)/3.);
		}
}

static void
reserve(struct gw_perturb_space *w)
{
	const struct gw_bond_centre *c = w->part;
	size_t n = 0;

	for (int k = 0; k < w->npart; k++) {
		size_t b = (size_t)(c[k].last - c[k].first);

		n += b*(b + 1)/2;
	}
	gw_reserve(&w->term, &w->cap_term, n, sizeof *w->term);
	gw_reserve(&w->share, &w->cap_share, n, sizeof *w->share);
}

static int
terms(const struct gw_pot *p, const struct gw_near *a, const double d[3],
	struct gw_perturb_space *w)
{
	const struct gw_sw *m = p->data;
	struct list l = { w, 0 };
	const struct gw_bond_centre *c;

	if (gw_dot3(d, d) > 0)
		gw_bonds_move(a, d, w);
	else {
		gw_bonds_find(a, sqrt(m->rc2), w);
		reserve(w);
	}
	c = w->part;
	for (int k = 0; k < w->npart; k++) {
		find_g(m, &c[k], w->more);
		if (k == 0)
			add_pairs(m, &c[k], w->more, &l);
		add_triplets(m, &c[k], w->more, &l);
	}
	return l.n;
}

const struct gw_perturb gw_sw_perturb = { .reach = 2, .terms = terms };
