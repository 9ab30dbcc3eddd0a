/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One atom moved, Tersoff: all bonds, seen from their centres, of the atom and of those that
 * it is near to, for it may be the third atom of any of them.  Half of a bond
 * is each end's own.  Repulsion and attraction are terms of their own.
 */
#include "base/mem.h"
#include "potential/bonds.h"
#include "potential/tersoff_term.h"

static double
zeta_of(const struct gw_tersoff *m, const struct gw_bond_centre *c,
	const struct gw_bond_near *o, int j)
{
	const int ns = m->ns;
	double zeta = 0, dj[3], dk[3];

	for (int k = c->first; k < c->last; k++)
		if (k != j && o[k].b.r2 < m->reach2[c->type*ns + o[k].b.type])
			zeta += gw_tersoff_zeta_term(m->triple + (c->type*ns + o[j].b.type)*ns +
			    o[k].b.type, &o[j].b, &o[k].b, dj, dk);
	return zeta;
}

/* repulsion and attraction of bond j, seen from its centre */
static void
bond(const struct gw_tersoff *m, const struct gw_bond_centre *c, const struct gw_bond_near *o,
	int j, double term[2])
{
	const struct gw_tersoff_pair *p = m->pair + c->type*m->ns + o[j].b.type;
	double r = o[j].b.r, half, slope;

	term[0] = term[1] = 0;
	if (!(o[j].b.r2 < m->rc2[c->type*m->ns + o[j].b.type]))
		return;
	half = 0.5*gw_tersoff_cut_off(p->R, p->per_D, r, &slope);
	term[0] = half*p->A*exp(-p->lambda1*r);
	term[1] = -half*p->B*exp(-p->lambda2*r)*gw_tersoff_bond_order(p,
	    zeta_of(m, c, o, j), &slope);
}

static int
terms(const struct gw_pot *p, const struct gw_near *a, const double d[3],
	struct gw_perturb_space *w)
{
	const struct gw_tersoff *m = p->data;
	const struct gw_bond_centre *c;
	const struct gw_bond_near *o;
	int n = 0;

	if (gw_dot3(d, d) > 0)
		gw_bonds_move(a, d, w);
	else {
		gw_bonds_find(a, p->cutoff, w);
		c = (const struct gw_bond_centre *)w->part + w->npart - 1;
		gw_reserve(&w->term, &w->cap_term, 2*(size_t)c->last, sizeof *w->term);
		gw_reserve(&w->share, &w->cap_share, 2*(size_t)c->last, sizeof *w->share);
	}
	c = w->part;
	o = w->more;
	for (int k = 0; k < w->npart; k++)
		for (int j = c[k].first; j < c[k].last; j++, n += 2) {
			bond(m, &c[k], o, j, w->term + n);
			w->share[n] = w->share[n + 1] = 0.5*((c[k].slot == 0) + o[j].mover);
		}
	return n;
}

const struct gw_perturb gw_tersoff_perturb = { .reach = 2, .terms = terms };
