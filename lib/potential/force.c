/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One evaluation: keep the list fresh, gather slot positions, let the
 * potential go over the blocks, add up what every slot got.  All sums are in
 * slot or index order.
 */
#include "potential/force.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/threads.h"
#include "base/vec.h"
#include "potential/eval.h"

struct gw_force *
gw_force_new(const struct gw_pot *pot, double skin)
{
	struct gw_force *fo = gw_alloc(1, sizeof *fo);

	fo->pot = pot;
	fo->skin = skin < 0 ? gw_units(pot->type->units)->skin : skin;
	fo->scratch = gw_alloc(1, sizeof *fo->scratch);
	return fo;
}

void
gw_force_free(struct gw_force *fo)
{
	struct gw_eval *v;

	if (!fo)
		return;
	v = fo->scratch;
	if (v->own)
		v->free_own(v->own);
	for (int k = 0; k < v->nstore; k++)
		v->clear_store((char *)v->store + (size_t)k*v->store_size);
	gw_free(v->store);
	gw_free(v->xs);
	gw_free(v->fs);
	gw_free(v->ws);
	gw_free(v->as);
	gw_free(v->wb);
	gw_free(v->xb);
	gw_free(v);
	gw_free(fo->e_atom);
	gw_free(fo->w_atom);
	gw_list_free(fo->list);
	gw_free(fo);
}

void *
gw_eval_stores(struct gw_eval *v, int n, size_t size, void (*clear)(void *store))
{
	if (n > v->nstore) {
		v->store = gw_realloc(v->store, (size_t)n, size);
		memset((char *)v->store + (size_t)v->nstore*size, 0, (size_t)(n - v->nstore)*size);
		v->nstore = n;
		v->store_size = size;
		v->clear_store = clear;
	}
	return v->store;
}

const double *
gw_force_anchor(const struct gw_force *fo, const double (**h)[3])
{
	if (!fo->list)
		return NULL;
	*h = (const double (*)[3])fo->list->box0.h;
	return fo->list->x0;
}

static int
build(struct gw_force *fo, const struct gw_sys *s, const double *x,
	const struct gw_box *b, struct gw_err *e)
{
	if (!fo->list)
		fo->list = gw_list_new();
	fo->list->full = fo->pot->full;
	fo->list->pair_cutoff = fo->pot->pair_cutoff;
	if (gw_list_build(fo->list, s, x, b, fo->pot->cutoff, fo->skin, e) < 0) {
		gw_force_reset(fo);
		return -1;
	}
	fo->nbuilds++;
	return 0;
}

int
gw_force_set_anchor(struct gw_force *fo, const struct gw_sys *s,
	const double *x0, const double h0[3][3], struct gw_err *e)
{
	struct gw_box b = s->box;

	memcpy(b.h, h0, sizeof b.h);
	if (gw_box_update(&b, e) < 0)
		return -1;
	return build(fo, s, x0, &b, e);
}

void
gw_force_reset(struct gw_force *fo)
{
	gw_list_free(fo->list);
	fo->list = NULL;
}

/* room for this list and this many atoms */
static void
reserve(struct gw_force *fo, const struct gw_sys *s, int want)
{
	struct gw_eval *v = fo->scratch;
	const struct gw_list *l = fo->list;
	size_t ns = (size_t)l->nslot, n = (size_t)s->n;

	gw_reserve(&v->xs, &v->cap[0], 4*ns, sizeof *v->xs);
	gw_reserve(&v->fs, &v->cap[1], 4*ns, sizeof *v->fs);
	gw_reserve(&v->as, &v->cap[2], ns, sizeof *v->as);
	gw_reserve(&v->wb, &v->cap[3], (size_t)l->nblock, sizeof *v->wb);
	gw_reserve(&v->xb, &v->cap[4], (size_t)l->nblock, sizeof *v->xb);
	gw_reserve(&fo->e_atom, &v->cap[5], n, sizeof *fo->e_atom);
	if (want & GW_WANT_ATOM) {
		gw_reserve(&v->ws, &v->cap[6], 6*ns, sizeof *v->ws);
		gw_reserve(&fo->w_atom, &v->cap[7], 6*n, sizeof *fo->w_atom);
	}
}

/* own slots of block b: x[atom] + image h */
static void
gather_own(struct gw_eval *v, int number)
{
	const struct gw_block *b = &v->list->block[number];
	const struct gw_sys *s = v->sys;
	double *xs = v->xs + 4*(size_t)b->first;

	for (int k = 0; k < b->nown; k++, xs += 4) {
		const double *x = s->x + 3*(size_t)b->atom[k];
		double im[3] = { b->image[k][0], b->image[k][1], b->image[k][2] };

		gw_vecmat(im, s->box.h, xs);
		xs[0] += x[0];
		xs[1] += x[1];
		xs[2] += x[2];
		xs[3] = 0;
	}
	v->xb[number] = 0;
}

/* halo slots of block b, from own slots, which lie near in memory when near in space */
void
gw_eval_enter(struct gw_eval *v, int number)
{
	const struct gw_block *b = &v->list->block[number];
	double *xs = v->xs + 4*(size_t)(b->first + b->nown);

	for (int k = b->nown; k < b->nslot; k++, xs += 4) {
		const double *x = v->xs + 4*(size_t)b->home[k];
		double im[3] = { b->turn[k][0], b->turn[k][1], b->turn[k][2] };

		gw_vecmat(im, v->sys->box.h, xs);
		xs[0] += x[0];
		xs[1] += x[1];
		xs[2] += x[2];
		xs[3] = 0;
	}
	memset(v->fs + 4*(size_t)b->first, 0, 4*(size_t)b->nslot*sizeof *v->fs);
	memset(v->wb[number], 0, sizeof v->wb[number]);
	if (v->want & GW_WANT_ATOM)
		memset(v->ws + 6*(size_t)b->first, 0, 6*(size_t)b->nslot*sizeof *v->ws);
}

static void
gather(struct gw_eval *v)
{
#pragma omp parallel for schedule(static) num_threads(gw_threads(v->list->n))
	for (int n = 0; n < v->list->nblock; n++)
		gather_own(v, n);
}

/* what the own slot k of an atom and its halo slots got, m numbers each */
static inline void
add_slots(const struct gw_list *l, const double *slot, int m, int k, double *sum)
{
	int r = l->rank[k];

	memcpy(sum, slot + (size_t)m*(size_t)k, (size_t)m*sizeof *sum);
	for (int q = l->in_start[r]; q < l->in_start[r + 1]; q++) {
		const double *g = slot + (size_t)m*(size_t)l->in_slot[q];

		for (int c = 0; c < m; c++)
			sum[c] += g[c];
	}
}

static void
scatter(struct gw_force *fo, struct gw_sys *s, int want)
{
	const struct gw_eval *v = fo->scratch;
	const struct gw_list *l = fo->list;

#pragma omp parallel for schedule(static) num_threads(gw_threads(l->n))
	for (int n = 0; n < l->nblock; n++) {
		const struct gw_block *b = &l->block[n];

		for (int k = 0; k < b->nown; k++) {
			size_t i = (size_t)b->atom[k];
			double f[4];

			add_slots(l, v->fs, 4, b->first + k, f);
			memcpy(s->f + 3*i, f, 3*sizeof *f);
			fo->e_atom[i] = f[3];
			if (want & GW_WANT_ATOM)
				add_slots(l, v->ws, 6, b->first + k, fo->w_atom + 6*i);
		}
	}
}

static int
not_finite(const struct gw_force *fo, const struct gw_sys *s, struct gw_err *e)
{
	for (int i = 0; i < s->n; i++) {
		const double *x = s->x + 3*(size_t)i, *f = s->f + 3*(size_t)i;

		if (!isfinite(x[0] + x[1] + x[2]))
			return gw_fail(e, GW_BADDATA, "atom %lld: its position is not finite",
			    (long long)s->id[i]);
		if (!isfinite(fo->e_atom[i]) || !isfinite(f[0] + f[1] + f[2]))
			return gw_fail(e, GW_BADDATA, "atom %lld: energy %g, force (%g, %g, %g): "
			    "is it at the place of another atom?", (long long)s->id[i],
			    fo->e_atom[i], f[0], f[1], f[2]);
	}
	return gw_fail(e, GW_BADDATA, "the total energy is not finite");
}

static void
sum_blocks(struct gw_force *fo)
{
	const struct gw_eval *v = fo->scratch;

	memset(fo->virial, 0, sizeof fo->virial);
	fo->extrapolated = 0;
	for (int b = 0; b < fo->list->nblock; b++) {
		fo->extrapolated += v->xb[b];
		for (int k = 0; k < 6; k++)
			fo->virial[k] += v->wb[b][k];
	}
}

int
gw_force_eval(struct gw_force *fo, struct gw_sys *s, int want, struct gw_err *e)
{
	struct gw_eval *v = fo->scratch;

	if (!fo->list || !gw_list_fresh(fo->list, s))
		if (build(fo, s, s->x, &s->box, e) < 0)
			return -1;
	reserve(fo, s, want);
	v->list = fo->list;
	v->sys = s;
	v->want = want;
	gather(v);
	if (fo->pot->type->eval(fo->pot, v, e) < 0)
		return -1;
	scatter(fo, s, want);
	sum_blocks(fo);
	fo->nevals++;
	s->energy = gw_sum((size_t)s->n, fo->e_atom);
	if (!isfinite(s->energy) || !isfinite(gw_sum(3*(size_t)s->n, s->f)))
		return not_finite(fo, s, e);
	return 0;
}

double
gw_force_largest(const struct gw_sys *s)
{
	double worst = 0;

	for (size_t i = 0; i < (size_t)s->n; i++)
		worst = fmax(worst, gw_dot3(s->f + 3*i, s->f + 3*i));
	return sqrt(worst);
}
