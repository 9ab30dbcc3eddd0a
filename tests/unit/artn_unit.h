/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of saddle searches share: a minimum with its workspaces, dense
 * Hessians, clusters of Lennard-Jones atoms.
 */
#ifndef GW_TESTS_ARTN_UNIT_H
#define GW_TESTS_ARTN_UNIT_H

#include <lapacke.h>
#include <math.h>
#include <string.h>

#include "force_unit.h"
#include "landscape/artn.h"
#include "minimize/minimize.h"

#define CU "eam/fs:CuZr_mm.eam.fs"

struct land {			/* a minimum and what searches around it need */
	struct bench b;
	struct gw_local_base *base;
	struct gw_art_opt o;
	struct gw_art *art;
	double energy;
};

static inline void
relax(struct bench *b, double ftol)
{
	struct gw_min_opt o = GW_MIN_DEFAULTS;
	struct gw_min_out out;
	struct gw_err e = { 0 };

	o.ftol = ftol;
	o.method = GW_LBFGS;
	if (gw_minimize(b->fo, b->s, &o, &out, &e) < 0)
		fail_msg("%s", e.msg);
	assert_true(out.converged);
}

/* l->b.s is bound to spec and made a minimum; -1, said: the file is not here */
static inline int
settle(struct land *l, const char *spec, double ftol)
{
	struct gw_err e = { 0 };

	if (bind(&l->b, spec) < 0) {
		print_message("skipped: %s: its file is not installed\n", spec);
		gw_sys_free(l->b.s);
		return -1;
	}
	relax(&l->b, ftol);
	l->energy = l->b.s->energy;
	l->base = gw_local_base_new(l->b.pot, l->b.s, &e);
	assert_non_null(l->base);
	gw_art_defaults(&l->o, l->b.s->units);
	l->art = gw_art_new(l->base, l->b.pot, l->b.s, &l->o);
	return 0;
}

static inline void
leave(struct land *l)
{
	gw_art_free(l->art);
	gw_local_base_free(l->base);
	drop(&l->b);
}

static inline void
attempt(struct land *l, struct gw_art *art, int atom, uint32_t k, struct gw_art_event *ev)
{
	struct gw_err e = { 0 };

	if (gw_art_attempt(art, atom, 1, k, ev, &e) < 0)
		fail_msg("%s", e.msg);
	assert_true(ev->evals <= l->o.max_evals);
}

/* displacements of all atoms */
static inline double *
widen(const struct land *l, const struct gw_art_shift *shift)
{
	double *u = gw_alloc(3*(size_t)l->b.s->n, sizeof *u);

	for (int k = 0; k < shift->n; k++)
		memcpy(u + 3*(size_t)shift->atom[k], shift->d + 3*(size_t)k, 3*sizeof *u);
	return u;
}

/* all atoms mobile, and u [n][3] in their order there */
static inline struct gw_local *
all_of(const struct land *l, const double *wide, double *u)
{
	struct gw_local *all = gw_local_new(l->base);
	struct gw_err e = { 0 };

	assert_int_equal(gw_local_choose(all, 0, 0, &e), 0);
	assert_int_equal(all->m, l->b.s->n);
	for (int k = 0; k < all->m; k++)
		memcpy(u + 3*(size_t)k, wide + 3*(size_t)all->atom[k], 3*sizeof *u);
	return all;
}

/* eigenvalues of the Hessian at the displacements, ascending; lowest: its vector in the order of the atoms */
static inline double *
spectrum(const struct land *l, const double *wide, double *lowest)
{
	size_t n = 3*(size_t)l->b.s->n;
	double *h = gw_alloc(n*n, sizeof *h), *w = gw_alloc(n, sizeof *w), *v = gw_alloc(n, sizeof *v);
	struct gw_local *all = all_of(l, wide, v);
	struct gw_err e = { 0 };

	assert_int_equal(gw_local_bend(all, v, &e), 0);
	memset(v, 0, n*sizeof *v);
	for (size_t k = 0; k < n; k++) {
		v[k] = 1;
		assert_int_equal(gw_local_product(all, v, h + k*n, &e), 0);
		v[k] = 0;
	}
	assert_int_equal(LAPACKE_dsyev(LAPACK_COL_MAJOR, lowest ? 'V' : 'N', 'U', (int)n, h, (int)n, w),
	    0);
	for (int k = 0; lowest && k < all->m; k++)
		memcpy(lowest + 3*(size_t)all->atom[k], h + 3*(size_t)k, 3*sizeof *h);
	gw_local_free(all);
	gw_free(v);
	gw_free(h);
	return w;
}

/* one negative eigenvalue, `zero` that are nothing, the others positive */
static inline void
is_saddle(const struct land *l, const struct gw_art_event *ev, int zero, double tiny)
{
	double *wide = widen(l, &ev->saddle), *w = spectrum(l, wide, NULL);

	assert_true(w[0] < -tiny);
	for (int k = 1; k <= zero; k++)
		assert_true(fabs(w[k]) < tiny);
	assert_true(w[1 + zero] > tiny);
	assert_in_rel(ev->eigenvalue, w[0], 0.05);
	assert_true(ev->eigenvalue > 1.005*w[0]);
	gw_free(w);
	gw_free(wide);
}

/* ---- Lennard-Jones clusters ---- */

static inline struct gw_sys *
gas(int n)
{
	struct gw_sys *s = gw_sys_new(n, 1, 3, GW_LJ);
	struct gw_err e;

	strcpy(s->species[0].name, "A");
	gw_box_ortho(&s->box, 50, 50, 50, 3);
	memset(s->box.pbc, 0, sizeof s->box.pbc);
	assert_int_equal(gw_box_update(&s->box, &e), 0);
	return s;
}

/* a ring of five around an axis (13: two, staggered), atoms on it */
static inline struct gw_sys *
bipyramid(int n)
{
	struct gw_sys *s = gas(n);
	double pi = acos(-1);

	for (int i = 0; i < n; i++) {
		int ring = i/5, axis = i - (n == 7 ? 5 : 10);
		double *x = s->x + 3*i, phi = 2*pi*(i % 5 + 0.5*ring)/5;

		x[0] = 25 + (axis < 0 ? 0.95*cos(phi) : 0);
		x[1] = 25 + (axis < 0 ? 0.95*sin(phi) : 0);
		x[2] = 25 + (n == 7 ? (axis < 0 ? 0 : axis - 0.5)
		    : axis < 0 ? ring - 0.5 : 1.05*(axis - 1));
	}
	return s;
}

static inline void
start_cluster(struct land *l, int n)
{
	memset(l, 0, sizeof *l);
	l->b.s = bipyramid(n);
	assert_int_equal(settle(l, "ka,cut=20,shift=none", 1e-11), 0);
	l->o.region = 0;
	l->o.polish = 1e-8;
}

#endif
