/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells one by one: a cube around the atom is cut by its neighbours in order of
 * distance.  A neighbour at distance d makes a plane at
 *
 *	t = (d^2 + R_i^2 - R_j^2)/(2d)		(plain: d/2)
 *
 * and can cut only while t is less than the distance rho of the farthest corner:
 * what is farther than rho + sqrt(rho^2 + R_max^2 - R_i^2) (plain: 2 rho) does not
 * matter, and the cell is exact.  The cube was large enough when the finished cell is inside
 * the sphere in it; else a larger one is taken.
 */
#include "structure/voronoi.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/threads.h"
#include "base/vec.h"
#include "structure/voronoi_faces.h"
#include "structure/voronoi_near.h"
#include "structure/voronoi_shim.h"

/* START: cuts before rho is looked at; FACES: of most cells at most */
enum { CHUNK = 16, WALL = -1, START = 12, FACES = 16 };

struct part { int thread; size_t at; };	/* where an atom's faces are */

/* What all threads share. */
struct work {
	const struct gw_sys *s;
	const struct gw_voronoi_opt *o;
	struct gw_voronoi *v;
	struct gw_near near;
	double *power;		/* [nspecies] R^2 (scaled), zero for plain cells */
	double most;		/* the largest of them */
	struct part *part;	/* [n] */
	int failed;		/* least atom that failed, n: none */
	struct gw_err err;
};

/* What each has. */
struct thread {
	struct gw_vcell *cell;
	struct gw_near_found found;
	struct gw_faces faces;
	struct gw_face *all;	/* the faces of its atoms, one after the other */
	size_t n, cap;
	int most;		/* edges of the one with most */
};

static void
fail(struct work *w, int i, const char *why, int j)
{
	char at[64] = "";

	if (j >= 0)
		snprintf(at, sizeof at, " %lld", (long long)w->s->id[j]);
#pragma omp critical(gw_voronoi)
	if (i < w->failed) {
		w->failed = i;
		gw_fail(&w->err, GW_BADDATA, "atom %lld: no Voronoi cell: %s%s",
		    (long long)w->s->id[i], why, at);
	}
}

static double
square(double x)
{
	return x*x;
}

/* square of the distance of the farthest corner */
static double
farthest(const struct gw_vcell *c)
{
	struct gw_vcell_view v;
	double r2 = 0;

	gw_vcell_look(c, &v);
	for (int k = 0; k < v.n; k++) {
		double t = gw_dot3(v.vertex + 3*k, v.vertex + 3*k);

		r2 = t > r2 ? t : r2;
	}
	return r2/4;
}

/* distance from which on no atom matters */
static double
enough(const struct work *w, int i, double rho2)
{
	double more = w->most - w->power[w->s->type[i]];

	return sqrt(rho2) + sqrt(rho2 + more);
}

/* The box's faces along directions that are not periodic: 0, or -1 for an atom outside. */
static int
walls(const struct work *w, struct thread *t, int q)
{
	const struct gw_box *b = &w->s->box;
	double s[3];

	for (int k = 0; k < 3; k++) {
		double up[3], down[3], far;

		if (b->pbc[k])
			continue;
		gw_box_frac(b, w->s->x + 3*(size_t)w->near.atom[q], s);
		if (s[k] < 0 || s[k] > 1)
			return -1;
		for (int c = 0; c < 3; c++) {
			up[c] = b->inv[c][k]*b->width[k];	/* the normal of the walls */
			down[c] = -up[c];
		}
		far = 2*w->near.width[k];
		if (!gw_vcell_cut(t->cell, up, far*(1 - s[k]), WALL) ||
		    !gw_vcell_cut(t->cell, down, far*s[k], WALL))
			return -1;
	}
	return 0;
}

/*
 * Cut by what stands in the shell, until the rest is too far.  0, or -1 (said).
 */
static int
cut(struct work *w, struct thread *t, int i, double *rho2)
{
	const double *power = w->power;
	const int32_t *type = w->s->type;

	for (int k = 0; k < t->found.n; k++) {
		const struct gw_near_key *key = &t->found.key[k];
		int j = w->near.atom[t->found.slot[key->at]];

		if (k >= START) {
			*rho2 = farthest(t->cell);
			if (key->r2 >= square(enough(w, i, *rho2)))
				return 0;
		}
		if (key->r2 < 1e-16) {
			fail(w, i, "it is at the place of atom", j);
			return -1;
		}
		if (!gw_vcell_cut(t->cell, t->found.d[key->at],
		    key->r2 + (power[type[i]] - power[type[j]]), j)) {
			fail(w, i, w->o->radius ? "the radical cells of larger atoms cover it, as "
			    "of atom" : "it was cut away by atom", j);
			return -1;
		}
	}
	*rho2 = farthest(t->cell);
	return 0;
}

/* The cell of slot q in t->cell.  0, or -1 (said). */
static int
build(struct work *w, struct thread *t, int q)
{
	int i = w->near.atom[q];
	double half = 0.65*w->near.reach, lo, hi, rho2;

	for (;; half *= 2) {
		gw_vcell_start(t->cell, half);
		if (walls(w, t, q) < 0) {
			fail(w, i, "it is outside the box, which is not periodic", -1);
			return -1;
		}
		for (lo = -1, hi = w->near.reach; ; lo = hi, hi = fmin(2*hi, enough(w, i, rho2))) {
			if (gw_near_shell(&w->near, q, lo, hi, &t->found) < 0) {
				fail(w, i, "too many atoms and images around it: is the box too "
				    "thin?", -1);
				return -1;
			}
			if (cut(w, t, i, &rho2) < 0)
				return -1;
			if (hi >= enough(w, i, rho2))
				break;
		}
		if (rho2 < half*half)
			return 0;
	}
}

static void
keep(struct work *w, struct thread *t, int thread, int i)
{
	struct gw_vcell_view view;
	struct gw_faces *f = &t->faces;

	gw_vcell_look(t->cell, &view);
	gw_faces_walk(f, &view, w->near.scale, w->o);
	w->v->volume[i] = f->volume;
	w->v->faces[i] = f->n;
	gw_reserve(&t->all, &t->cap, t->n + (size_t)f->n, sizeof *t->all);
	for (int k = 0; k < f->n; k++) {
		t->all[t->n + (size_t)k] = f->face[k];
		if (f->face[k].edges > t->most)
			t->most = f->face[k].edges;
	}
	w->part[i] = (struct part){ thread, t->n };
	t->n += (size_t)f->n;
}

static void
skip(struct work *w, int i)
{
	w->v->volume[i] = 0;
	w->v->faces[i] = 0;
	w->part[i] = (struct part){ 0, 0 };
}

static void
release(struct thread *t, int n)
{
	for (int k = 0; k < n; k++) {
		gw_vcell_free(t[k].cell);
		gw_near_forget(&t[k].found);
		gw_faces_clear(&t[k].faces);
		gw_free(t[k].all);
	}
	gw_free(t);
}

static void
build_all(struct work *w, struct thread *t, int nthread)
{
	int n = w->s->n;

#pragma omp parallel num_threads(nthread)
	{
		int me = omp_get_thread_num();

		t[me].cell = gw_vcell_new(w->o->neighbours);
		gw_reserve(&t[me].all, &t[me].cap, FACES*(size_t)(n/nthread), sizeof *t[me].all);
#pragma omp for schedule(dynamic, CHUNK)
		for (int q = 0; q < n; q++) {
			int i = w->near.atom[q];

			if (w->o->only && !w->o->only[i])
				skip(w, i);
			else if (build(w, &t[me], q) == 0)
				keep(w, &t[me], me, i);
		}
	}
}

/* ---- from faces to what the caller gets ---- */

static struct gw_face *
faces_of(const struct work *w, const struct thread *t, int i)
{
	return t[w->part[i].thread].all + w->part[i].at;
}

static void
count(struct work *w, const struct thread *t, int nthread)
{
	struct gw_voronoi *v = w->v;
	size_t k = GW_VORONOI_COLUMNS;

	for (int m = 0; m < nthread; m++)
		if (t[m].most - 2 > (int)k)
			k = (size_t)(t[m].most - 2);
	v->k = (int)k;
	gw_reserve(&v->index, &v->cap[2], (size_t)v->n*k, sizeof *v->index);
#pragma omp parallel for num_threads(nthread)
	for (int i = 0; i < v->n; i++) {
		const struct gw_face *f = faces_of(w, t, i);
		int32_t *n = v->index + (size_t)i*k;

		memset(n, 0, k*sizeof *n);
		for (int m = 0; m < v->faces[i]; m++)
			n[f[m].edges - 3]++;
		v->f5[i] = v->faces[i] ? (double)n[2]/v->faces[i] : 0;
	}
}

static int
by_atom(const void *a, const void *b)
{
	const struct gw_face *x = a, *y = b;

	if (x->id != y->id)
		return (x->id > y->id) - (x->id < y->id);
	return (x->area < y->area) - (x->area > y->area);
}

static void
list(struct work *w, const struct thread *t, int nthread)
{
	struct gw_voronoi *v = w->v;

	gw_reserve(&v->first, &v->cap[4], (size_t)v->n + 1, sizeof *v->first);
	v->first[0] = 0;
	for (int i = 0; i < v->n; i++)
		v->first[i + 1] = v->first[i] + v->faces[i];
	gw_reserve(&v->nbr, &v->cap[5], (size_t)v->first[v->n], sizeof *v->nbr);
	gw_reserve(&v->area, &v->cap[6], (size_t)v->first[v->n], sizeof *v->area);
#pragma omp parallel for num_threads(nthread)
	for (int i = 0; i < v->n; i++) {
		size_t n = (size_t)v->faces[i];
		struct gw_face *f = faces_of(w, t, i);

		qsort(f, n, sizeof *f, by_atom);
		for (size_t m = 0; m < n; m++) {
			v->nbr[(size_t)v->first[i] + m] = f[m].id;
			v->area[(size_t)v->first[i] + m] = f[m].area;
		}
	}
}

static int
prepare(struct work *w, struct gw_err *e)
{
	const struct gw_sys *s = w->s;
	struct gw_voronoi *v = w->v;
	size_t n = (size_t)s->n;

	if (s->dim != 3)
		return gw_fail(e, GW_BADDATA, "Voronoi cells in two dimensions are not offered: "
		    "their index <n3 n4 n5 n6> has no meaning there");
	if (gw_near_sort(&w->near, s, e) < 0)
		return -1;
	v->n = w->failed = s->n;
	gw_reserve(&v->volume, &v->cap[0], n, sizeof *v->volume);
	gw_reserve(&v->faces, &v->cap[1], n, sizeof *v->faces);
	gw_reserve(&v->f5, &v->cap[3], n, sizeof *v->f5);
	w->part = gw_alloc(n, sizeof *w->part);
	w->power = gw_alloc((size_t)s->nspecies, sizeof *w->power);
	for (int k = 0; k < s->nspecies; k++) {
		w->power[k] = w->o->radius ? square(w->o->radius[k]*w->near.scale) : 0;
		w->most = fmax(w->most, w->power[k]);
	}
	return 0;
}

int
gw_voronoi_cells(struct gw_voronoi *v, const struct gw_sys *s, const struct gw_voronoi_opt *o,
	struct gw_err *e)
{
	struct work w = { .s = s, .o = o, .v = v };
	int nthread = gw_threads(s->n), r = prepare(&w, e);
	struct thread *t = gw_alloc((size_t)nthread, sizeof *t);

	if (r == 0) {
		build_all(&w, t, nthread);
		if (w.failed < s->n) {
			*e = w.err;
			r = -1;
		} else {
			count(&w, t, nthread);
			if (o->neighbours)
				list(&w, t, nthread);
		}
	}
	release(t, nthread);
	gw_near_clear(&w.near);
	gw_free(w.part);
	gw_free(w.power);
	return r;
}

void
gw_voronoi_clear(struct gw_voronoi *v)
{
	gw_free(v->volume);
	gw_free(v->faces);
	gw_free(v->index);
	gw_free(v->f5);
	gw_free(v->first);
	gw_free(v->nbr);
	gw_free(v->area);
	memset(v, 0, sizeof *v);
}
