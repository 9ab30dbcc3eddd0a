/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From where the curvature is negative to the saddle: L-BFGS on the force
 * with its component along the mode e turned round, F - 2 (F.e) e.
 *
 * The inverse Hessian of that force starts from gamma I with 1/|lambda| along e, so that the slow
 * direction need not be learned.  While the mode turns slowly the pairs of the memory stay good.
 */
#include <math.h>
#include <string.h>

#include "base/vec.h"
#include "landscape/artn_priv.h"

#define FIRST 0.1		/* of step_atom: length of a step about whose scale nothing is known */
#define STEPS 400		/* of one climb */

struct inverse {		/* what the inverse Hessian starts from */
	size_t n;
	double gamma, soft;	/* across and along e */
	const double *e;	/* NULL: gamma everywhere */
};

static void
start_inverse(void *arg, double *d)
{
	const struct inverse *h = arg;
	double along = h->e ? gw_dot(h->n, d, h->e) : 0;

	for (size_t k = 0; k < h->n; k++)
		d[k] *= h->gamma;
	if (h->e)
		gw_axpy(h->n, (h->soft - h->gamma)*along, h->e, d);
}

/* the scale of a step along the force g */
static double
scale_of(struct gw_art *a, int m, const double *g)
{
	double gamma = gw_secants_scale(a->memory);

	if (gamma > 0)
		a->gamma = gamma;
	return a->gamma > 0 ? a->gamma : FIRST*a->o->step_atom/fmax(art_longest(m, g), 1e-300);
}

/* no atom of d moves beyond the cap */
static void
limit(const struct gw_art *a, int m, double *d)
{
	double worst = art_longest(m, d);

	if (worst > a->o->step_atom)
		for (size_t k = 0; k < 3*(size_t)m; k++)
			d[k] *= a->o->step_atom/worst;
}

/* g = F - c (F.n) n */
static void
turned(size_t n3, const double *f, const double *n, double c, double *g)
{
	memcpy(g, f, n3*sizeof *g);
	gw_axpy(n3, -c*gw_dot(n3, f, n), n, g);
}

/* Move w by a->d; a->g, F - c (F.n) n before the move, gives the pair and is what it is after it. */
static int
move(struct gw_art *a, struct art_walk *w, const double *n, double c, struct gw_err *e)
{
	size_t n3 = 3*(size_t)w->at->m;
	double *s, *y;
	int r;

	gw_secants_next(a->memory, &s, &y);
	memcpy(s, a->d, n3*sizeof *s);
	memcpy(y, a->g, n3*sizeof *y);
	gw_axpy(n3, 1, a->d, w->u);
	r = art_here(a, w, e);
	if (r != 0)
		return r;
	turned(n3, w->f, n, c, a->g);
	gw_axpy(n3, -1, a->g, y);
	gw_secants_take(a->memory);
	return 0;
}

int
art_relax(struct gw_art *a, struct art_walk *w, const double *n, int steps, struct gw_err *e)
{
	size_t n3 = 3*(size_t)w->at->m;

	turned(n3, w->f, n, 1, a->g);
	for (int k = 0; k < steps; k++) {
		struct inverse h = { n3, scale_of(a, w->at->m, a->g), 0, NULL };
		int r;

		memcpy(a->d, a->g, n3*sizeof *a->d);
		gw_secants_apply(a->memory, a->d, start_inverse, &h);
		gw_axpy(n3, -gw_dot(n3, a->d, n), n, a->d);
		limit(a, w->at->m, a->d);
		r = move(a, w, n, 1, e);
		if (r != 0)
			return r;
	}
	return 0;
}

/* the next step of a climb: a->d */
static void
aim(struct gw_art *a, const struct art_walk *w)
{
	size_t n3 = 3*(size_t)w->at->m;
	double soft = 1/fmax(fabs(w->lambda), a->o->soft), along;
	struct inverse h = { n3, scale_of(a, w->at->m, a->g), soft, w->mode };

	memcpy(a->d, a->g, n3*sizeof *a->d);
	gw_secants_apply(a->memory, a->d, start_inverse, &h);
	along = gw_dot(n3, a->d, w->mode);
	if (fabs(along) > a->o->step_along)
		gw_axpy(n3, copysign(a->o->step_along, along) - along, w->mode, a->d);
	limit(a, w->at->m, a->d);
}

/* look at the curvature again; the memory goes when the mode has turned */
static int
look(struct gw_art *a, struct art_walk *w, int vectors, struct gw_err *e)
{
	size_t n3 = 3*(size_t)w->at->m;
	int r;

	memcpy(a->v, w->mode, n3*sizeof *a->v);
	r = art_curve(a, w, vectors, e);
	if (r == 0 && fabs(gw_dot(n3, a->v, w->mode)) < cos(a->o->turn*acos(-1)/180))
		gw_secants_start(a->memory, n3);
	return r;
}

static void
note(struct gw_art *a, const struct art_walk *w)
{
	if (isnan(a->ev->barrier_force_tol) && w->fmax < a->o->force_tol && w->lambda < 0)
		a->ev->barrier_force_tol = w->de;
}

struct progress {
	int since, flat;	/* steps since the last look, looks in a row that found lambda > 0 */
	double way;		/* since the last look */
};

/* at the end of the force: is it a saddle?  A closer look */
static int
arrived(struct gw_art *a, struct art_walk *w, struct gw_err *e)
{
	int r = look(a, w, a->o->lanczos, e);

	return r != 0 ? r : w->lambda < 0 ? ART_SADDLE : ART_FLAT;
}

static int
watch(struct gw_art *a, struct art_walk *w, const struct art_goal *goal, struct progress *p,
	struct gw_err *e)
{
	int r;

	if (p->since < goal->every && p->way < a->o->after)
		return 0;
	p->since = 0;
	p->way = 0;
	r = look(a, w, w->vectors, e);
	p->flat = w->lambda > 0 ? p->flat + 1 : 0;
	return r != 0 ? r : p->flat >= 2 ? ART_FLAT : 0;
}

int
art_climb(struct gw_art *a, struct art_walk *w, const struct art_goal *goal, struct gw_err *e)
{
	size_t n3 = 3*(size_t)w->at->m;
	struct progress p = { 0 };
	int r;

	gw_secants_start(a->memory, n3);
	for (int step = 0; step < STEPS; step++) {
		if (w->de > a->o->ceiling)
			return art_end(a, GW_ART_TOO_HIGH, "the search went above the ceiling");
		if (goal->search)
			note(a, w);
		r = w->fmax <= goal->tol ? arrived(a, w, e) : watch(a, w, goal, &p, e);
		if (r != 0)
			return r;
		turned(n3, w->f, w->mode, 2, a->g);
		aim(a, w);
		r = move(a, w, w->mode, 2, e);
		if (r != 0)
			return r;
		p.since++;
		p.way += sqrt(gw_dot(n3, a->d, a->d));
	}
	return ART_FLAT;
}
