/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cell/lattice.h"

#include <string.h>

#define H 0.5
#define Q 0.25
#define T 0.75
#define E(k) ((k)/8.)
#define SQRT3   1.7320508075688772
#define IDEAL_C 1.6329931618554521	/* sqrt(8/3) */

const struct gw_lattice gw_lattices[] = {
	{ "sc", "simple cubic", 3, 1, 1, 0, 1, 1, { { { 0, 0, 0 }, 0 } } },
	{ "fcc", "face-centred cubic (A1)", 3, 1, 1, 0, 1, 4, { { { 0, 0, 0 }, 0 },
		{ { 0, H, H }, 0 }, { { H, 0, H }, 0 }, { { H, H, 0 }, 0 } } },
	{ "bcc", "body-centred cubic (A2)", 3, 1, 1, 0, 1, 2, { { { 0, 0, 0 }, 0 },
		{ { H, H, H }, 0 } } },
	{ "hcp", "hexagonal close-packed (A3), in a cell a x a sqrt(3) x c", 3, SQRT3, IDEAL_C, 1,
		1, 4, { { { 0, 0, 0 }, 0 }, { { H, H, 0 }, 0 }, { { H, 5./6, H }, 0 },
		{ { 0, 1./3, H }, 0 } } },
	{ "diamond", "diamond (A4)", 3, 1, 1, 0, 1, 8, { { { 0, 0, 0 }, 0 }, { { 0, H, H }, 0 },
		{ { H, 0, H }, 0 }, { { H, H, 0 }, 0 }, { { Q, Q, Q }, 0 }, { { Q, T, T }, 0 },
		{ { T, Q, T }, 0 }, { { T, T, Q }, 0 } } },
	{ "b1", "rock salt (B1), AB", 3, 1, 1, 0, 2, 8, { { { 0, 0, 0 }, 0 }, { { 0, H, H }, 0 },
		{ { H, 0, H }, 0 }, { { H, H, 0 }, 0 }, { { H, 0, 0 }, 1 }, { { 0, H, 0 }, 1 },
		{ { 0, 0, H }, 1 }, { { H, H, H }, 1 } } },
	{ "b2", "caesium chloride (B2), AB", 3, 1, 1, 0, 2, 2, { { { 0, 0, 0 }, 0 },
		{ { H, H, H }, 1 } } },
	{ "b3", "zinc blende (B3), AB", 3, 1, 1, 0, 2, 8, { { { 0, 0, 0 }, 0 }, { { 0, H, H }, 0 },
		{ { H, 0, H }, 0 }, { { H, H, 0 }, 0 }, { { Q, Q, Q }, 1 }, { { Q, T, T }, 1 },
		{ { T, Q, T }, 1 }, { { T, T, Q }, 1 } } },
	{ "c9", "ideal beta-cristobalite (C9), AB2", 3, 1, 1, 0, 2, 24, { { { 0, 0, 0 }, 0 },
		{ { 0, H, H }, 0 }, { { H, 0, H }, 0 }, { { H, H, 0 }, 0 }, { { Q, Q, Q }, 0 },
		{ { Q, T, T }, 0 }, { { T, Q, T }, 0 }, { { T, T, Q }, 0 },
		{ { E(1), E(1), E(1) }, 1 }, { { E(1), E(3), E(3) }, 1 }, { { E(3), E(1), E(3) }, 1 },
		{ { E(3), E(3), E(1) }, 1 }, { { E(1), E(5), E(5) }, 1 }, { { E(1), E(7), E(7) }, 1 },
		{ { E(3), E(5), E(7) }, 1 }, { { E(3), E(7), E(5) }, 1 }, { { E(5), E(1), E(5) }, 1 },
		{ { E(5), E(3), E(7) }, 1 }, { { E(7), E(1), E(7) }, 1 }, { { E(7), E(3), E(5) }, 1 },
		{ { E(5), E(5), E(1) }, 1 }, { { E(5), E(7), E(3) }, 1 }, { { E(7), E(5), E(3) }, 1 },
		{ { E(7), E(7), E(1) }, 1 } } },
	{ "l10", "CuAu (L1_0), AB, cubic", 3, 1, 1, 0, 2, 4, { { { 0, 0, 0 }, 0 },
		{ { H, H, 0 }, 0 }, { { 0, H, H }, 1 }, { { H, 0, H }, 1 } } },
	{ "l12", "Cu3Au (L1_2), A3B", 3, 1, 1, 0, 2, 4, { { { 0, H, H }, 0 }, { { H, 0, H }, 0 },
		{ { H, H, 0 }, 0 }, { { 0, 0, 0 }, 1 } } },
	{ "square", "square lattice (2-D)", 2, 1, 1, 0, 1, 1, { { { 0, 0, 0 }, 0 } } },
	{ "hex", "triangular lattice (2-D), in a cell a x a sqrt(3)", 2, SQRT3, 1, 0, 1, 2,
		{ { { 0, 0, 0 }, 0 }, { { H, H, 0 }, 0 } } },
	{ 0 }
};

const struct gw_lattice *
gw_lattice_find(const char *name)
{
	for (const struct gw_lattice *l = gw_lattices; l->name; l++)
		if (!strcmp(l->name, name))
			return l;
	return NULL;
}

struct gw_sys *
gw_lattice_build(const struct gw_lattice *l, double a, double c, const int cells[3],
	int nspecies, enum gw_unit_system units, struct gw_err *e)
{
	int nz = l->dim == 2 ? 1 : cells[2], k = 0;
	double n = (double)cells[0]*cells[1]*nz*l->nsite;
	double side[3] = { a, a*l->b, l->dim == 2 ? 1 : c > 0 ? c : a*l->c };
	struct gw_sys *s;

	if (n > 2e9) {
		gw_fail(e, GW_USAGE, "%g atoms are too many", n);
		return NULL;
	}
	s = gw_sys_new((int)n, nspecies, l->dim, units);
	gw_box_ortho(&s->box, cells[0]*side[0], cells[1]*side[1], nz*side[2], l->dim);
	for (int z = 0; z < nz; z++)
		for (int y = 0; y < cells[1]; y++)
			for (int x = 0; x < cells[0]; x++)
				for (int i = 0; i < l->nsite; i++, k++) {
					const double *f = l->site[i].s;

					s->x[3*(size_t)k] = (x + f[0])*side[0];
					s->x[3*(size_t)k + 1] = (y + f[1])*side[1];
					s->x[3*(size_t)k + 2] = l->dim == 2 ? 0 :
					    (z + f[2])*side[2];
					s->type[k] = l->site[i].sub;
				}
	return s;
}
