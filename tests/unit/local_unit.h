/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of regions share: a system with its potential, a region of it, the whole to compare with. */
#ifndef GW_TESTS_LOCAL_UNIT_H
#define GW_TESTS_LOCAL_UNIT_H

#include "force_unit.h"

#include "potential/local.h"

struct region {			/* a system, a region of it, displacements */
	struct bench b;
	struct gw_local_base *base;
	struct gw_local *l;
	double *x0, *e0;	/* of the whole */
	double *u, *f, *v, *hv;	/* [n][3] */
	double escale;
};

static inline void
region_start(struct region *r)
{
	size_t n = (size_t)r->b.s->n;
	struct gw_err e = { 0 };

	evaluate(&r->b, 0);
	r->x0 = gw_dup(r->b.s->x, 3*n, sizeof *r->x0);
	r->e0 = gw_dup(r->b.fo->e_atom, n, sizeof *r->e0);
	r->u = gw_alloc(3*n, sizeof *r->u);
	r->f = gw_alloc(3*n, sizeof *r->f);
	r->v = gw_alloc(3*n, sizeof *r->v);
	r->hv = gw_alloc(3*n, sizeof *r->hv);
	r->escale = gw_maxabs(n, r->e0);
	r->base = gw_local_base_new(r->b.pot, r->b.s, &e);
	if (!r->base)
		fail_msg("%s", e.msg);
	r->l = gw_local_new(r->base);
}

static inline void
region_drop(struct region *r)
{
	gw_local_free(r->l);
	gw_local_base_free(r->base);
	gw_free(r->x0);
	gw_free(r->e0);
	gw_free(r->u);
	gw_free(r->f);
	gw_free(r->v);
	gw_free(r->hv);
	drop(&r->b);
}

static inline void
choose(struct region *r, int centre, double radius)
{
	struct gw_err e = { 0 };

	if (gw_local_choose(r->l, centre, radius, &e) < 0)
		fail_msg("%s", e.msg);
}

static inline double
eval(struct region *r)
{
	struct gw_err e = { 0 };
	double de;

	if (gw_local_eval(r->l, r->u, r->f, &de, &e) < 0)
		fail_msg("%s", e.msg);
	return de;
}

static inline void
bend(struct region *r)
{
	struct gw_err e = { 0 };

	if (gw_local_bend(r->l, r->u, &e) < 0)
		fail_msg("%s", e.msg);
}

static inline void
product(struct region *r)
{
	struct gw_err e = { 0 };

	if (gw_local_product(r->l, r->v, r->hv, &e) < 0)
		fail_msg("%s", e.msg);
}

/* numbers within +-size, the third of them 0 in two dimensions */
static inline void
jiggle(const struct region *r, double *a, double size, uint64_t seed)
{
	struct gw_rng g;

	gw_rng_start(&g, seed, GW_RNG_TEST, 2, 0);
	for (int k = 0; k < 3*r->l->m; k++)
		a[k] = k % 3 < r->b.s->dim ? size*(2*gw_rng_uniform(&g) - 1) : 0;
}

/* the whole system at u + h v; forces of the mobile atoms to f */
static inline double
whole(struct region *r, const double *u, double h, const double *v, double *f)
{
	const struct gw_local *l = r->l;
	size_t n = (size_t)r->b.s->n;
	double de = 0;

	memcpy(r->b.s->x, r->x0, 3*n*sizeof *r->x0);
	for (int i = 0; i < l->m; i++)
		for (int k = 0; k < 3; k++)
			r->b.s->x[3*l->atom[i] + k] += u[3*i + k] + (v ? h*v[3*i + k] : 0);
	evaluate(&r->b, 0);
	for (size_t i = 0; i < n; i++)
		de += r->b.fo->e_atom[i] - r->e0[i];
	for (int i = 0; i < l->m; i++)
		memcpy(f + 3*i, r->b.s->f + 3*l->atom[i], 3*sizeof *f);
	return de;
}

#endif
