/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bonds around the centres that one atom has to do with. */
#include "potential/bonds.h"

#include <math.h>

#include "base/mem.h"
#include "base/vec.h"

static int
moves(const struct gw_near *a, int slot)
{
	return slot == 0 || (a->twins && a->first[slot - 1] < 0);
}

static void
place(const struct gw_near *a, int slot, double x[3])
{
	x[0] = slot ? a->x[slot - 1] : 0;
	x[1] = slot ? a->y[slot - 1] : 0;
	x[2] = slot ? a->z[slot - 1] : 0;
}

static void
measure(struct gw_bond *b)
{
	b->r2 = gw_dot3(b->d, b->d);
	b->r = sqrt(b->r2);
	for (int k = 0; k < 3; k++)
		b->u[k] = b->d[k]/b->r;
}

/* the bonds of the centre at slot, from number n on; returns the number of bonds */
static int
look_around(const struct gw_near *a, int slot, double reach, int n, struct gw_perturb_space *w)
{
	double x[3], y[3];

	place(a, slot, x);
	gw_reserve(&w->more, &w->cap_more, (size_t)(n + a->n + 1), sizeof(struct gw_bond_near));
	for (int j = 0; j <= a->n; j++) {
		struct gw_bond_near *o = (struct gw_bond_near *)w->more + n;

		if (j == slot)
			continue;
		place(a, j, y);
		for (int k = 0; k < 3; k++)
			o->b.d[k] = y[k] - x[k];
		if (!(gw_dot3(o->b.d, o->b.d) < reach*reach))
			continue;
		measure(&o->b);
		o->b.slot = j;
		o->b.type = j ? a->type[j - 1] : a->self;
		o->mover = moves(a, j);
		o->moves = o->mover != moves(a, slot);
		n++;
	}
	return n;
}

/* is the atom in this slot met for the first time?  With twins: first within reach. */
static int
is_new(const struct gw_near *a, int slot, const struct gw_bond_centre *c, int n)
{
	if (!slot || !a->twins)
		return 1;
	if (moves(a, slot))
		return 0;
	for (int k = 1; k < n; k++)
		if (a->first[c[k].slot - 1] == a->first[slot - 1])
			return 0;
	return 1;
}

int
gw_bonds_find(const struct gw_near *a, double reach, struct gw_perturb_space *w)
{
	double far = reach + 1.001*a->dmax, x[3];
	int n = 0, bonds = 0;

	gw_reserve(&w->part, &w->cap_part, (size_t)a->n + 1, sizeof(struct gw_bond_centre));
	for (int j = 0; j <= a->n; j++) {
		struct gw_bond_centre *c = (struct gw_bond_centre *)w->part + n;

		place(a, j, x);
		if (!(gw_dot3(x, x) < far*far) || !is_new(a, j, w->part, n))
			continue;
		c->slot = j;
		c->type = j ? a->type[j - 1] : a->self;
		c->first = bonds;
		c->last = bonds = look_around(a, j, far, bonds, w);
		n++;
	}
	return w->npart = n;
}

void
gw_bonds_move(const struct gw_near *a, const double d[3], struct gw_perturb_space *w)
{
	const struct gw_bond_centre *c = w->part;
	double x[3], y[3];

	for (int k = 0; k < w->npart; k++)
		for (int q = c[k].first; q < c[k].last; q++) {
			struct gw_bond_near *o = (struct gw_bond_near *)w->more + q;

			if (!o->moves)
				continue;
			place(a, c[k].slot, x);
			place(a, o->b.slot, y);
			for (int l = 0; l < 3; l++)
				o->b.d[l] = y[l] - x[l] + (o->mover ? d[l] : -d[l]);
			measure(&o->b);
		}
}
