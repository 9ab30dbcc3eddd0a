/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scans over atoms.  A full list, wide enough for the largest displacement, gives
 * the neighbourhoods; atoms are done in parallel, each by one thread, so that
 * results do not depend on how many there are.
 */
#include "landscape/perturb.h"

#include <math.h>
#include <omp.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "cell/list.h"

enum { TICK = 1000000 };	/* displacements between two calls of tick, of each thread */

#define STEP 1e-3		/* of derivatives by differences [length] */

struct bench {			/* what a thread works with */
	struct gw_near near;
	struct gw_perturb_space *space;
	double *e_atom, *e_sys;	/* [moves.m] */
	size_t cap_atom, cap_sys, cap_count;
	long *count;		/* [ndr][n] */
	struct gw_err err;
	long bad;		/* the first atom that failed, -1: none */
};

struct gw_scan {
	const struct gw_pot *pot;
	const struct gw_sys *s;
	struct gw_scan_opt o;
	const int32_t *index;
	int n;
	double dmax;
	int twins;

	struct gw_list *list;
	double *number;		/* [s->n] of atoms that are needed */
	char   *needed;
	struct gw_moves moves;
	double *column[4];	/* of moves */
	size_t cap_number, cap_needed, cap_column[4];
	int nbench;
	struct bench *bench;
};

struct gw_scan *
gw_scan_new(const struct gw_pot *pot)
{
	struct gw_scan *w = gw_alloc(1, sizeof *w);

	w->pot = pot;
	w->list = gw_list_new();
	w->list->full = 1;
	return w;
}

static void
clear_bench(struct bench *b)
{
	gw_free(b->near.x);
	gw_free(b->near.y);
	gw_free(b->near.z);
	gw_free(b->near.type);
	gw_free(b->near.atom);
	gw_free(b->near.number);
	gw_free(b->near.first);
	gw_perturb_space_free(b->space);
	gw_free(b->e_atom);
	gw_free(b->e_sys);
	gw_free(b->count);
}

void
gw_scan_free(struct gw_scan *w)
{
	if (!w)
		return;
	for (int k = 0; k < w->nbench; k++)
		clear_bench(&w->bench[k]);
	gw_free(w->bench);
	for (int k = 0; k < 4; k++)
		gw_free(w->column[k]);
	gw_free(w->number);
	gw_free(w->needed);
	gw_list_free(w->list);
	gw_free(w);
}

/* ---- neighbourhoods ---- */

/* the block that owns atom i, and its row there */
static const struct gw_block *
find_row(const struct gw_list *l, int i, int *row)
{
	int lo = 0, hi = l->nblock - 1;

	while (lo < hi) {
		int mid = (lo + hi + 1)/2;

		if (l->block[mid].first <= l->home[i])
			lo = mid;
		else
			hi = mid - 1;
	}
	*row = l->home[i] - l->block[lo].first;
	return &l->block[lo];
}

static void
reserve_near(struct gw_near *a, size_t n)
{
	gw_reserve(&a->x, &a->cap[0], n + GW_NEAR_SPARE, sizeof *a->x);
	gw_reserve(&a->y, &a->cap[1], n + GW_NEAR_SPARE, sizeof *a->y);
	gw_reserve(&a->z, &a->cap[2], n + GW_NEAR_SPARE, sizeof *a->z);
	gw_reserve(&a->type, &a->cap[3], n + GW_NEAR_SPARE, sizeof *a->type);
	gw_reserve(&a->atom, &a->cap[4], n + GW_NEAR_SPARE, sizeof *a->atom);
	gw_reserve(&a->number, &a->cap[5], n + GW_NEAR_SPARE, sizeof *a->number);
	gw_reserve(&a->first, &a->cap[6], n + GW_NEAR_SPARE, sizeof *a->first);
}

static void
find_twins(struct gw_near *a)
{
	for (int j = 0; j < a->n; j++) {
		a->first[j] = a->atom[j] == a->index ? -1 : j;
		for (int k = 0; k < j && a->first[j] == j; k++)
			if (a->atom[k] == a->atom[j])
				a->first[j] = k;
	}
}

static void
gather(const struct gw_scan *w, int i, struct gw_near *a)
{
	const struct gw_sys *s = w->s;
	const double *x = s->x + 3*(size_t)i;
	int row;
	const struct gw_block *b = find_row(w->list, i, &row);

	a->dim = s->dim;
	a->self = s->type[i];
	a->index = i;
	a->own = w->number[i];
	a->dmax = w->dmax;
	a->twins = w->twins;
	a->n = b->row[row + 1] - b->row[row];
	reserve_near(a, (size_t)a->n);
	for (int j = 0; j < a->n; j++) {
		int slot = b->nbr[b->row[row] + j];
		const double *y = s->x + 3*(size_t)b->atom[slot];
		double im[3];

		for (int k = 0; k < 3; k++)
			im[k] = b->image[slot][k] - b->image[row][k];
		gw_vecmat(im, s->box.h, im);
		a->x[j] = y[0] - x[0] + im[0];
		a->y[j] = y[1] - x[1] + im[1];
		a->z[j] = y[2] - x[2] + im[2];
		a->type[j] = b->type[slot];
		a->atom[j] = b->atom[slot];
		a->number[j] = w->number[b->atom[slot]];
	}
	if (a->twins)
		find_twins(a);
}

/* ---- ready ---- */

static void
make_moves(struct gw_scan *w)
{
	const struct gw_sphere *sp = w->o.sphere;
	size_t m = (size_t)w->o.ndr*(size_t)sp->n, padded = (m + 7)/8*8;

	for (int k = 0; k < 4; k++)
		gw_reserve(&w->column[k], &w->cap_column[k], padded, sizeof *w->column[k]);
	for (size_t q = 0; q < padded; q++) {
		double d2 = 0;

		for (int k = 0; k < 3; k++) {
			double d = q < m ? w->o.dr[q/(size_t)sp->n]*sp->u[k][q % (size_t)sp->n] : 0;

			w->column[k][q] = d;
			d2 += d*d;
		}
		w->column[3][q] = d2;
	}
	w->moves = (struct gw_moves){ (int)padded, w->column[0], w->column[1], w->column[2],
	    w->column[3] };
}

static void
make_benches(struct gw_scan *w)
{
	int n = omp_get_max_threads();
	size_t m = (size_t)w->moves.m;

	if (n > w->nbench) {
		w->bench = gw_realloc(w->bench, (size_t)n, sizeof *w->bench);
		memset(w->bench + w->nbench, 0, (size_t)(n - w->nbench)*sizeof *w->bench);
		w->nbench = n;
	}
	for (int k = 0; k < w->nbench; k++) {
		struct bench *b = &w->bench[k];

		if (!b->space)
			b->space = gw_perturb_space_new();
		gw_reserve(&b->e_atom, &b->cap_atom, m, sizeof *b->e_atom);
		gw_reserve(&b->e_sys, &b->cap_sys, m, sizeof *b->e_sys);
		gw_reserve(&b->count, &b->cap_count, m, sizeof *b->count);
		b->bad = -1;
	}
}

/* numbers of the atoms and of those near them */
static void
make_numbers(struct gw_scan *w)
{
	const struct gw_perturb *t = w->pot->type->perturb;
	size_t n = (size_t)w->s->n;

	gw_reserve(&w->number, &w->cap_number, n, sizeof *w->number);
	memset(w->number, 0, n*sizeof *w->number);
	if (!t || !t->number)
		return;
	gw_reserve(&w->needed, &w->cap_needed, n, 1);
	memset(w->needed, 0, n);
	for (int k = 0; k < w->n; k++) {
		int row;
		const struct gw_block *b = find_row(w->list, w->index[k], &row);

		w->needed[w->index[k]] = 1;
		for (int q = b->row[row]; q < b->row[row + 1]; q++)
			w->needed[b->atom[b->nbr[q]]] = 1;
	}
#pragma omp parallel for schedule(dynamic, 16)
	for (int i = 0; i < w->s->n; i++) {
		struct gw_near *a = &w->bench[omp_get_thread_num()].near;

		if (!w->needed[i])
			continue;
		gather(w, i, a);
		w->number[i] = t->number(w->pot, a);
	}
}

int
gw_scan_start(struct gw_scan *w, const struct gw_sys *s, const struct gw_scan_opt *o,
	const int32_t *index, int n, struct gw_err *e)
{
	double reach;

	w->s = s;
	w->o = *o;
	w->index = index;
	w->n = n;
	w->dmax = 2*STEP;
	for (int k = 0; k < o->ndr; k++)
		w->dmax = fmax(w->dmax, o->dr[k]);
	reach = gw_perturb_reach(w->pot)*w->pot->cutoff + 1.01*w->dmax;
	w->twins = 0;
	for (int k = 0; k < 3; k++)
		w->twins |= s->box.pbc[k] && s->box.width[k] < 2.001*reach;
	if (gw_list_build(w->list, s, s->x, &s->box, reach, 0, e) < 0)
		return -1;
	make_moves(w);
	make_benches(w);
	make_numbers(w);
	return 0;
}

/* ---- results of an atom ---- */

/* ascending eigenvalues of the upper left n x n of h, by Jacobi's rotations */
static void
eigenvalues(const double h[3][3], int n, double out[3])
{
	double a[3][3];

	memcpy(a, h, sizeof a);
	for (int sweep = 0; sweep < 12; sweep++)
		for (int p = 0; p < n; p++)
			for (int q = p + 1; q < n; q++) {
				double x = 0.5*(a[q][q] - a[p][p]), y = a[p][q];
				double t = y == 0 ? 0 : y/(x + copysign(sqrt(x*x + y*y), x));
				double c = 1/sqrt(1 + t*t), sn = t*c;

				for (int k = 0; k < n; k++) {
					double u = a[k][p], v = a[k][q];

					a[k][p] = c*u - sn*v;
					a[k][q] = sn*u + c*v;
				}
				for (int k = 0; k < n; k++) {
					double u = a[p][k], v = a[q][k];

					a[p][k] = c*u - sn*v;
					a[q][k] = sn*u + c*v;
				}
			}
	for (int k = 0; k < 3; k++)
		out[k] = k < n ? a[k][k] : NAN;
	for (int k = 1; k < n; k++)
		for (int j = k; j > 0 && out[j] < out[j - 1]; j--) {
			double u = out[j];

			out[j] = out[j - 1];
			out[j - 1] = u;
		}
}

/* -g.n/(n.H n) for the direction k */
static double
newton(const struct gw_curve *c, const struct gw_sphere *sp, int k)
{
	double n[3] = { sp->u[0][k], sp->u[1][k], sp->u[2][k] }, v[3];
	double stiff;

	gw_vecmat(n, c->h_atom, v);
	stiff = gw_dot3(v, n);
	return stiff > 0 ? -gw_dot3(c->g_atom, n)/stiff : NAN;
}

static void
reduce(const struct gw_scan *w, const double *e_atom, const double *e_sys, const struct gw_curve *c,
	struct gw_scan_atom *out, double *omega, long *count)
{
	const struct gw_sphere *sp = w->o.sphere;
	size_t at = 0, best = 0;

	out->min_atom = out->min_sys = INFINITY;
	for (int r = 0; r < w->o.ndr; r++) {
		double sum = 0;

		for (int k = 0; k < sp->n; k++, at++) {
			if (e_atom[at] < 0) {
				sum += sp->weight[k];
				count[at]++;
			}
			if (e_atom[at] < out->min_atom) {
				out->min_atom = e_atom[at];
				best = at;
			}
			out->min_sys = fmin(out->min_sys, e_sys[at]);
		}
		omega[r] = sum/sp->all;
	}
	out->dr_star = out->dr_newton = 0;
	if (out->min_atom < 0) {
		out->dr_star = w->o.dr[best/(size_t)sp->n];
		out->dr_newton = newton(c, sp, (int)(best % (size_t)sp->n));
	}
	out->g_atom = sqrt(gw_dot3(c->g_atom, c->g_atom));
	eigenvalues(c->h_atom, w->s->dim, out->h_atom);
	eigenvalues(c->h_sys, w->s->dim, out->h_sys);
}

static int
scan_atom(const struct gw_scan *w, struct bench *b, int k, struct gw_scan_atom *out, double *omega)
{
	struct gw_curve c;

	gather(w, w->index[k], &b->near);
	if (gw_perturb_moves(w->pot, w->s, &b->near, &w->moves, b->e_atom, b->e_sys, b->space,
	    &b->err) < 0 ||
	    gw_perturb_curve(w->pot, w->s, &b->near, STEP, &c, b->space, &b->err) < 0)
		return -1;
	reduce(w, b->e_atom, b->e_sys, &c, out, omega, b->count);
	return 0;
}

/* atoms from .. to - 1 */
static void
scan_some(struct gw_scan *w, int from, int to, struct gw_scan_atom *out, double *omega)
{
#pragma omp parallel for schedule(dynamic, 4)
	for (int k = from; k < to; k++) {
		struct bench *b = &w->bench[omp_get_thread_num()];

		if (b->bad < 0 && scan_atom(w, b, k, &out[k],
		    omega + (size_t)k*(size_t)w->o.ndr) < 0)
			b->bad = k;
	}
}

static int
failed(const struct gw_scan *w, int k, const struct gw_err *why, struct gw_err *e)
{
	*e = *why;
	return gw_fail_in(e, "atom %lld", (long long)w->s->id[w->index[k]]);
}

/* the first atom that failed */
static int
first_failure(const struct gw_scan *w, struct gw_err *e)
{
	const struct bench *first = NULL;

	for (int k = 0; k < w->nbench; k++)
		if (w->bench[k].bad >= 0 && (!first || w->bench[k].bad < first->bad))
			first = &w->bench[k];
	return first ? failed(w, (int)first->bad, &first->err, e) : 0;
}

int
gw_scan_atoms(struct gw_scan *w, struct gw_scan_atom *out, double *omega, long *count,
	struct gw_err *e)
{
	size_t m = (size_t)w->o.ndr*(size_t)w->o.sphere->n;
	int few = w->nbench*(1 + TICK/w->moves.m);

	for (int k = 0; k < w->nbench; k++)
		memset(w->bench[k].count, 0, m*sizeof *w->bench[k].count);
	for (int from = 0; from < w->n; from += few) {
		scan_some(w, from, from + few < w->n ? from + few : w->n, out, omega);
		if (first_failure(w, e) < 0)
			return -1;
		if (w->o.tick && w->o.tick(w->o.arg, from, w->n))
			return 1;
	}
	for (int k = 0; count && k < w->nbench; k++)
		for (size_t q = 0; q < m; q++)
			count[q] += w->bench[k].count[q];
	return 0;
}

int
gw_scan_map(struct gw_scan *w, int k, double *e_atom, double *e_sys, struct gw_err *e)
{
	struct bench *b = &w->bench[0];
	size_t m = (size_t)w->o.ndr*(size_t)w->o.sphere->n;

	gather(w, w->index[k], &b->near);
	if (gw_perturb_moves(w->pot, w->s, &b->near, &w->moves, b->e_atom, b->e_sys, b->space,
	    &b->err) < 0)
		return failed(w, k, &b->err, e);
	memcpy(e_atom, b->e_atom, m*sizeof *e_atom);
	memcpy(e_sys, b->e_sys, m*sizeof *e_sys);
	return 0;
}

int
gw_scan_curve(struct gw_scan *w, int k, struct gw_curve *c, struct gw_err *e)
{
	struct bench *b = &w->bench[0];

	gather(w, w->index[k], &b->near);
	if (gw_perturb_curve(w->pot, w->s, &b->near, STEP, c, b->space, &b->err) < 0)
		return failed(w, k, &b->err, e);
	return 0;
}
