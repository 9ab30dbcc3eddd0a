/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing a region, and what all ways of evaluating it share. */
#include "potential/local.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "potential/local_priv.h"

#define FARTHEST 8		/* an atom that has moved by more cut-offs is lost */
#define CURVE_CELL 3.0		/* width of the cells of the space-filling curve [length] */

/* ---- the reference ---- */

/* a region of all atoms: is the reference sound?  and what its way needs of it */
static int
see_whole(struct gw_local_base *b, struct gw_err *e)
{
	struct gw_local *l = gw_local_new(b);
	double *zero = gw_alloc(3*(size_t)b->s->n, sizeof *zero), *f = gw_alloc(3*(size_t)b->s->n, sizeof *f), de;
	int bad = gw_local_choose(l, 0, 0, e) < 0 || gw_local_eval(l, zero, f, &de, e) < 0;

	if (!bad && b->way->keep)
		b->way->keep(b, l);
	gw_local_free(l);
	gw_free(zero);
	gw_free(f);
	return bad ? -1 : 0;
}

struct gw_local_base *
gw_local_base_new(const struct gw_pot *p, const struct gw_sys *s, struct gw_err *e)
{
	struct gw_local_base *b = gw_alloc(1, sizeof *b);

	b->pot = p;
	b->way = p->type->local ? p->type->local->way : &gw_local_cluster;
	b->sites = gw_sites_new(s, p->cutoff, e);
	if (b->sites) {
		b->s = gw_sys_copy(s);
		if (see_whole(b, e) == 0)
			return b;
	}
	gw_local_base_free(b);
	return NULL;
}

void
gw_local_base_free(struct gw_local_base *b)
{
	if (!b)
		return;
	gw_sites_free(b->sites);
	gw_sys_free(b->s);
	gw_free(b->rho);
	gw_free(b);
}

struct gw_local *
gw_local_new(const struct gw_local_base *b)
{
	struct gw_local *l = gw_alloc(1, sizeof *l);
	struct gw_local_inside *in = gw_alloc(1, sizeof *in);

	l->in = in;
	l->analytic = b->way->analytic;
	in->base = b;
	in->place = gw_alloc((size_t)b->s->n, sizeof *in->place);
	memset(in->place, -1, (size_t)b->s->n*sizeof *in->place);
	in->own = b->way->make(b);
	return l;
}

void
gw_local_free(struct gw_local *l)
{
	if (!l)
		return;
	l->in->base->way->drop(l->in->own);
	gw_free(l->in->image);
	gw_free(l->in->x);
	gw_free(l->in->place);
	gw_free(l->in->u);
	gw_free(l->in->site);
	gw_free(l->in);
	gw_free(l->atom);
	gw_free(l);
}

/* ---- the choice ---- */

struct chosen {
	uint64_t key;		/* place on the curve */
	int32_t atom, image[3];
	double x[3], r2;
};

static int
compare(const void *p, const void *q)
{
	const struct chosen *a = p, *b = q;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return (a->atom > b->atom) - (a->atom < b->atom);
}

/* a number along a curve that fills space (Morton's): near numbers are near in space */
static uint64_t
curve(const double x[3], const double from[3])
{
	uint64_t key = 0;

	for (int k = 0; k < 3; k++) {
		uint64_t c = (uint64_t)fmin((x[k] - from[k])/CURVE_CELL, (1 << 21) - 1);

		for (int bit = 0; bit < 21; bit++)
			key |= (c >> bit & 1) << (3*bit + k);
	}
	return key;
}

static void
sort(struct chosen *c, int m)
{
	double from[3] = { INFINITY, INFINITY, INFINITY };

	for (int i = 0; i < m; i++)
		for (int k = 0; k < 3; k++)
			from[k] = fmin(from[k], c[i].x[k]);
	for (int i = 0; i < m; i++)
		c[i].key = curve(c[i].x, from);
	qsort(c, (size_t)m, sizeof *c, compare);
}

static void
forget(struct gw_local *l)
{
	for (int i = 0; i < l->m; i++)
		l->in->place[l->atom[i]] = -1;
	l->m = 0;
	l->in->bent = 0;
}

/* the region is these m */
static int
take(struct gw_local *l, struct chosen *c, int m, struct gw_err *e)
{
	struct gw_local_inside *in = l->in;
	size_t n = (size_t)m;

	sort(c, m);
	gw_reserve(&l->atom, &in->cap_atom, n, sizeof *l->atom);
	gw_reserve(&in->image, &in->cap_image, n, sizeof *in->image);
	gw_reserve(&in->x, &in->cap_x, 3*n, sizeof *in->x);
	gw_reserve(&in->u, &in->cap_u, 3*n, sizeof *in->u);
	for (int i = 0; i < m; i++) {
		l->atom[i] = c[i].atom;
		memcpy(in->image[i], c[i].image, sizeof c[i].image);
		memcpy(in->x + 3*i, c[i].x, sizeof c[i].x);
		in->place[c[i].atom] = i;
	}
	l->m = m;
	if (in->base->way->choose(l, e) < 0) {
		forget(l);
		return -1;
	}
	return 0;
}

/* the image of atom i that is nearest to p */
static void
nearest(const struct gw_local_base *b, const double p[3], int32_t i, struct chosen *c)
{
	const struct gw_box *box = &b->s->box;
	const double *x = b->s->x + 3*(size_t)i;
	double d[3] = { x[0] - p[0], x[1] - p[1], x[2] - p[2] }, f[3];

	gw_box_mic(box, d);
	for (int k = 0; k < 3; k++)
		f[k] = p[k] + d[k] - x[k];
	gw_vecmat(f, box->inv, f);
	for (int k = 0; k < 3; k++)
		f[k] = c->image[k] = box->pbc[k] ? (int32_t)lrint(f[k]) : 0;
	gw_vecmat(f, box->h, c->x);
	for (int k = 0; k < 3; k++)
		c->x[k] += x[k];
	c->atom = i;
}

static int
no_such_atom(const struct gw_local *l, int32_t i, struct gw_err *e)
{
	int n = l->in->base->s->n;

	return i >= 0 && i < n ? 0 :
	    gw_fail(e, GW_BADDATA, "mobile atoms: there is no atom number %d, there are %d", i, n);
}

int
gw_local_choose_atoms(struct gw_local *l, const int32_t *atom, int m, struct gw_err *e)
{
	const struct gw_local_base *b = l->in->base;
	struct chosen *c;
	int bad = 0;

	forget(l);
	c = gw_alloc((size_t)m, sizeof *c);
	for (int i = 0; i < m && !bad; i++) {
		bad = no_such_atom(l, atom[i], e);
		if (!bad && l->in->place[atom[i]] >= 0)
			bad = gw_fail(e, GW_BADDATA, "mobile atoms: atom %lld is there twice",
			    (long long)b->s->id[atom[i]]);
		if (!bad) {
			l->in->place[atom[i]] = i;
			nearest(b, b->s->x + 3*(size_t)atom[0], atom[i], &c[i]);
		}
	}
	for (int i = 0; i < m; i++)
		if (atom[i] >= 0 && atom[i] < b->s->n)
			l->in->place[atom[i]] = -1;
	if (!bad)
		bad = take(l, c, m, e);
	gw_free(c);
	return bad;
}

static int
choose_all(struct gw_local *l, struct gw_err *e)
{
	const struct gw_sys *s = l->in->base->s;
	struct chosen *c = gw_alloc((size_t)s->n, sizeof *c);
	int bad;

	for (int i = 0; i < s->n; i++) {
		int w[3];

		c[i].atom = i;
		memcpy(c[i].x, s->x + 3*(size_t)i, sizeof c[i].x);
		gw_box_wrap(&s->box, c[i].x, w);
		for (int k = 0; k < 3; k++)
			c[i].image[k] = -w[k];
	}
	bad = take(l, c, s->n, e);
	gw_free(c);
	return bad;
}

/* No atom of a periodic box has its nearest image farther away. */
static double
outermost(const struct gw_sys *s)
{
	double sum = 0;

	for (int k = 0; k < s->dim; k++)
		sum += s->box.pbc[k] ? sqrt(gw_dot3(s->box.h[k], s->box.h[k])) : INFINITY;
	return 0.51*sum;
}

/* of all sites in the sphere the nearest image of each atom */
static int
choose_sphere(struct gw_local *l, int32_t centre, double radius, struct gw_err *e)
{
	struct gw_local_inside *in = l->in;
	const double *p = in->base->s->x + 3*(size_t)centre;
	double reach = fmin(radius, outermost(in->base->s));
	int n = gw_sites_around(in->base->sites, p, reach, &in->site, &in->cap_site), m = 0, bad;
	struct chosen *c = gw_alloc((size_t)n + 1, sizeof *c);

	for (int q = 0; q < n; q++) {
		const struct gw_site *o = &in->site[q];
		int k = in->place[o->atom];

		if (k < 0)
			in->place[o->atom] = k = m++;
		else if (!(o->r2 < c[k].r2))
			continue;
		c[k].atom = o->atom;
		c[k].r2 = o->r2;
		memcpy(c[k].image, o->image, sizeof o->image);
		memcpy(c[k].x, o->x, sizeof o->x);
	}
	bad = take(l, c, m, e);
	gw_free(c);
	return bad;
}

int
gw_local_choose(struct gw_local *l, int32_t centre, double radius, struct gw_err *e)
{
	forget(l);
	if (radius <= 0)
		return choose_all(l, e);
	if (no_such_atom(l, centre, e) < 0)
		return -1;
	return choose_sphere(l, centre, radius, e);
}

/* ---- evaluations ---- */

/* in->u = u, without a third dimension where there is none */
static int
look_at(struct gw_local *l, const double *u, const char *what, double most, struct gw_err *e)
{
	struct gw_local_inside *in = l->in;
	const struct gw_sys *s = in->base->s;

	for (int i = 0; i < l->m; i++) {
		double *o = in->u + 3*i;

		memcpy(o, u + 3*i, 3*sizeof *o);
		if (s->dim == 2)
			o[2] = 0;
		if (!isfinite(o[0] + o[1] + o[2]))
			return gw_fail(e, GW_BADDATA, "atom %lld: its %s (%g, %g, %g) is not finite",
			    (long long)s->id[l->atom[i]], what, o[0], o[1], o[2]);
		if (!(gw_dot3(o, o) < most*most))
			return gw_fail(e, GW_BADDATA, "atom %lld: its %s (%g, %g, %g) is beyond all measure",
			    (long long)s->id[l->atom[i]], what, o[0], o[1], o[2]);
	}
	return 0;
}

static double
farthest(const struct gw_local *l)
{
	return FARTHEST*l->in->base->pot->cutoff;
}

int
gw_local_eval(struct gw_local *l, const double *u, double *f, double *de, struct gw_err *e)
{
	if (look_at(l, u, "displacement", farthest(l), e) < 0)
		return -1;
	l->nevals++;
	return l->in->base->way->eval(l, l->in->u, f, de, e);
}

int
gw_local_bend(struct gw_local *l, const double *u, struct gw_err *e)
{
	l->in->bent = 0;
	if (look_at(l, u, "displacement", farthest(l), e) < 0 || l->in->base->way->bend(l, l->in->u, e) < 0)
		return -1;
	l->in->bent = 1;
	return 0;
}

int
gw_local_product(struct gw_local *l, const double *v, double *hv, struct gw_err *e)
{
	if (!l->in->bent)
		return gw_fail(e, GW_FAILED, "there is no Hessian yet");
	if (look_at(l, v, "direction", INFINITY, e) < 0)
		return -1;
	l->nproducts++;
	return l->in->base->way->product(l, l->in->u, hv, e);
}

void
gw_local_carry(const struct gw_local *from, const double *u, const struct gw_local *to, double *w)
{
	for (int i = 0; i < to->m; i++) {
		int k = from->in->place[to->atom[i]];

		for (int c = 0; c < 3; c++)
			w[3*i + c] = k < 0 ? 0 : u[3*k + c];
	}
}
