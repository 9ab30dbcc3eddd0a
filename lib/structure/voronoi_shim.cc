// SPDX-License-Identifier: GPL-3.0-or-later
// The only C++ of the house: one Voro++ cell behind the functions of voronoi_shim.h.
#include "structure/voronoi_shim.h"

#include <voro++/voro++.hh>

// final: Voro++'s destructors are not virtual
struct plain final : voro::voronoicell {};
struct tracked final : voro::voronoicell_neighbor {};

struct gw_vcell {
	struct plain *plain;
	struct tracked *tracked;
};

gw_vcell *
gw_vcell_new(int track)
{
	gw_vcell *c = new gw_vcell();

	if (track)
		c->tracked = new tracked;
	else
		c->plain = new plain;
	return c;
}

void
gw_vcell_free(gw_vcell *c)
{
	if (!c)
		return;
	delete c->plain;
	delete c->tracked;
	delete c;
}

void
gw_vcell_start(gw_vcell *c, double half)
{
	if (c->tracked)
		c->tracked->init(-half, half, -half, half, -half, half);
	else
		c->plain->init(-half, half, -half, half, -half, half);
}

int
gw_vcell_cut(gw_vcell *c, const double d[3], double rsq, int id)
{
	return c->tracked ? c->tracked->nplane(d[0], d[1], d[2], rsq, id) :
	    c->plain->nplane(d[0], d[1], d[2], rsq, id);
}

void
gw_vcell_look(const gw_vcell *c, gw_vcell_view *v)
{
	const voro::voronoicell_base *b = c->plain;

	if (c->tracked)
		b = c->tracked;
	v->n = b->p;
	v->vertex = b->pts;
	v->order = b->nu;
	v->edge = b->ed;
	v->face = c->tracked ? c->tracked->ne : nullptr;
}
