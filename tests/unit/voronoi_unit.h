/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of Voronoi cells share: boxes, gases and crystals, and all of their cells. */
#ifndef GW_TESTS_VORONOI_UNIT_H
#define GW_TESTS_VORONOI_UNIT_H

#include "base/mem.h"
#include "base/rng.h"
#include "base/vec.h"
#include "cell/lattice.h"
#include "structure/voronoi.h"
#include "unit.h"

#include <math.h>
#include <string.h>

static const struct gw_voronoi_opt plain = { 0 };
static const int periodic[3] = { 1, 1, 1 };
static const double cube[3][3] = { { 7, 0, 0 }, { 0, 7, 0 }, { 0, 0, 7 } };
static const double skew[3][3] = { { 9, 0, 0 }, { 4, 6, 0 }, { -3, 2.5, 5 } };

/* n random atoms of two species; spread < 1 leaves a part of the box empty */
static inline struct gw_sys *
gas(int n, const double h[3][3], const int pbc[3], double spread)
{
	struct gw_sys *s = gw_sys_new(n, 2, 3, GW_METAL);
	struct gw_rng g;
	struct gw_err e;

	memcpy(s->box.h, h, sizeof s->box.h);
	memcpy(s->box.pbc, pbc, sizeof s->box.pbc);
	s->box.origin[1] = -0.7;
	assert_int_equal(gw_box_update(&s->box, &e), 0);
	gw_rng_start(&g, 9, GW_RNG_TEST, (uint32_t)n, 3);
	for (int i = 0; i < n; i++) {
		double f[3];

		for (int k = 0; k < 3; k++)
			f[k] = spread*gw_rng_uniform(&g);
		gw_box_cart(&s->box, f, s->x + 3*i);
		s->type[i] = i % 3 == 0;
	}
	return s;
}

static inline struct gw_sys *
crystal(const char *name, int cells, double noise)
{
	const int m[3] = { cells, cells, cells };
	const struct gw_lattice *l = gw_lattice_find(name);
	struct gw_err e;
	struct gw_sys *s = gw_lattice_build(l, 3.6, 0, m, l->nsub, GW_METAL, &e);
	struct gw_rng g;

	assert_non_null(s);
	gw_rng_start(&g, 4, GW_RNG_TEST, 0, 0);
	for (int k = 0; k < 3*s->n; k++)
		s->x[k] += noise*(gw_rng_uniform(&g) - 0.5);
	return s;
}

static inline void
cells(struct gw_voronoi *v, const struct gw_sys *s, const struct gw_voronoi_opt *o)
{
	struct gw_err e;

	if (gw_voronoi_cells(v, s, o, &e) < 0)
		fail_msg("%s", e.msg);
	assert_int_equal(v->n, s->n);
}

static inline void
assert_fills(const struct gw_voronoi *v, const struct gw_sys *s)
{
	assert_in_rel(gw_sum((size_t)v->n, v->volume), s->box.volume, 1e-12);
}

/* every atom has the index <n3,n4,n5,n6> */
static inline int
all_have(const struct gw_voronoi *v, int n3, int n4, int n5, int n6)
{
	const int32_t want[4] = { n3, n4, n5, n6 };
	int good = 0;

	for (int i = 0; i < v->n; i++)
		good += memcmp(v->index + i*v->k, want, sizeof want) == 0 &&
		    v->faces[i] == n3 + n4 + n5 + n6;
	return good == v->n;
}

#endif
