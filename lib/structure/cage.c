/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells are found for the most displaced atoms only. */
#include "structure/cage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "structure/displace.h"

struct moved { double u; int atom; };

static int
farther(const void *a, const void *b)
{
	const struct moved *x = a, *y = b;

	return x->u != y->u ? (x->u < y->u) - (x->u > y->u) :
	    (x->atom > y->atom) - (x->atom < y->atom);
}

/* the top atoms in c->atom, c->u */
static void
select_top(struct gw_cage *c, const struct gw_sys *s, const struct gw_sys *ref, double top)
{
	size_t n = (size_t)s->n;
	double *u = gw_alloc(3*n, sizeof *u);
	struct moved *m = gw_alloc(n, sizeof *m);

	gw_displacements(s, ref, 0, u);
	for (size_t i = 0; i < n; i++)
		m[i] = (struct moved){ sqrt(gw_dot3(u + 3*i, u + 3*i)), (int)i };
	qsort(m, n, sizeof *m, farther);
	c->ntop = (int)fmin((double)n, fmax(1, rint(top*(double)n)));
	gw_reserve(&c->atom, &c->cap[0], (size_t)c->ntop, sizeof *c->atom);
	gw_reserve(&c->u, &c->cap[1], (size_t)c->ntop, sizeof *c->u);
	gw_reserve(&c->changed, &c->cap[2], (size_t)c->ntop, sizeof *c->changed);
	for (int k = 0; k < c->ntop; k++) {
		c->atom[k] = m[k].atom;
		c->u[k] = m[k].u;
	}
	gw_free(m);
	gw_free(u);
}

static int
count(const struct gw_voronoi *v, int i, int column)
{
	return column < v->k ? v->index[(size_t)i*(size_t)v->k + (size_t)column] : 0;
}

static int
same_index(const struct gw_voronoi *a, const struct gw_voronoi *b, int i)
{
	for (int k = 0; k < a->k || k < b->k; k++)
		if (count(a, i, k) != count(b, i, k))
			return 0;
	return 1;
}

int
gw_cage_compare(struct gw_cage *c, const struct gw_sys *s, const struct gw_sys *ref, double top,
	const struct gw_voronoi_opt *o, struct gw_err *e)
{
	struct gw_voronoi_opt some = *o;
	unsigned char *only;
	int r;

	c->nchanged = 0;
	if (gw_same_atoms(s, ref, e) < 0)
		return -1;
	select_top(c, s, ref, top);
	some.only = only = gw_alloc((size_t)s->n, 1);
	for (int k = 0; k < c->ntop; k++)
		only[c->atom[k]] = 1;
	r = gw_voronoi_cells(&c->before, ref, &some, e) < 0 ||
	    gw_voronoi_cells(&c->after, s, &some, e) < 0 ? -1 : 0;
	for (int k = 0; r == 0 && k < c->ntop; k++) {
		c->changed[k] = !same_index(&c->before, &c->after, c->atom[k]);
		c->nchanged += c->changed[k];
	}
	gw_free(only);
	return r;
}

void
gw_cage_clear(struct gw_cage *c)
{
	gw_free(c->atom);
	gw_free(c->u);
	gw_free(c->changed);
	gw_voronoi_clear(&c->before);
	gw_voronoi_clear(&c->after);
	memset(c, 0, sizeof *c);
}
