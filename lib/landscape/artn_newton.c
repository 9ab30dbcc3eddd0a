/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The last part of the way to a saddle or a minimum of the whole system: steps of
 * Newton's method, each solved for by conjugate gradients.
 *
 * A glass is soft in many directions, and a small force says little about the energy that is still to
 * be gained along them.  Conjugate gradients know it: g.d/2 of the solution d, and how much of it the
 * last iterations have added tells how much is missing (Strakos & Tichy, Electron. Trans. Numer. Anal. 13,
 * 56, 2002).  At a saddle the Hessian is H + (c - lambda) e e^T, its curvature along the mode e being turned
 * to c > 0, and the force F - 2 (F.e) e; another direction of negative curvature is followed down.
 */
#include <math.h>
#include <string.h>

#include "base/rng.h"
#include "base/vec.h"
#include "landscape/artn_priv.h"

#define STEPS 40		/* of Newton */
#define ITERATIONS 120		/* of one step */
#define DELAY 10		/* iterations over which the gain is watched */
#define LEFT 0.1		/* of the gain of a step, or of the tolerance, that may be missing */
#define MINIMUM 10		/* times the energy of a saddle: no shoulder looks like a minimum for long */
#define SMALLER 0.1		/* so the force is to become in a step */
#define TINY 0.01		/* of `soft`: a second negative curvature below this is none */
#define PATIENCE 8		/* looks in a row that may find the curvature positive */
#define SLIDES 4		/* steps along other negative curvatures: then it is far from any saddle */
#define TURNED 0.3		/* of step_along: after such a way the mode is looked at again */

struct newton {
	struct gw_art *a;
	struct art_walk *w;
	const double *e;	/* the mode in the field of the curvature; NULL: to a minimum */
	double along;		/* c - lambda */
	int    curved;		/* negative curvature was met */
	double tol, enough;	/* force and energy in the end */
	double gain;		/* energy that the step is expected to gain, in whatever direction */
};

static int
product(void *arg, const double *v, double *hv, struct gw_err *e)
{
	const struct newton *s = arg;
	const struct art_field *at = s->w->bend;
	size_t n3 = 3*(size_t)at->m;

	s->a->ev->products++;
	if (gw_local_product(at->local, v, hv, e) < 0)
		return -1;
	for (size_t k = 2; s->a->s->dim == 2 && k < n3; k += 3)
		hv[k] = 0;
	if (s->e)
		gw_axpy(n3, s->along*gw_dot(n3, s->e, v), s->e, hv);
	return 0;
}

/* down a direction p of negative curvature, half the longest step */
static void
follow(struct newton *s, double *x, const double *p)
{
	double c = 0.5*s->a->o->step_atom/art_longest(s->w->bend->m, p);

	gw_axpy(3*(size_t)s->w->bend->m, c, p, x);
	s->curved = 1;
	s->gain = INFINITY;
}

/* x: the step for the force r, which becomes what is left of it */
static int
solve(struct newton *s, double *x, double *r, struct gw_err *e)
{
	int m = s->w->bend->m;
	size_t n3 = 3*(size_t)m;
	double *p = s->a->krylov[0], *hp = s->a->krylov[1], recent[DELAY] = { 0 };
	double rr = gw_dot(n3, r, r), end = fmax(0.5*s->tol, SMALLER*art_longest(m, r)), php, alpha, next, late;

	memset(x, 0, n3*sizeof *x);
	memcpy(p, r, n3*sizeof *p);
	s->gain = 0;
	s->curved = 0;
	for (int k = 0; k < ITERATIONS && rr > 0; k++) {
		if (product(s, p, hp, e) < 0)
			return -1;
		php = gw_dot(n3, p, hp);
		if (!(php > 0)) {
			follow(s, x, p);
			return 0;
		}
		alpha = rr/php;
		gw_axpy(n3, alpha, p, x);
		gw_axpy(n3, -alpha, hp, r);
		recent[k % DELAY] = 0.5*alpha*rr;
		s->gain += 0.5*alpha*rr;
		late = 0;
		for (int i = 0; i < DELAY; i++)
			late += recent[i];
		if (k >= DELAY && late < LEFT*fmax(s->gain, s->enough) && art_longest(m, r) < end)
			break;
		next = gw_dot(n3, r, r);
		for (size_t i = 0; i < n3; i++)
			p[i] = r[i] + next/rr*p[i];
		rr = next;
	}
	return 0;
}

/* the mode at the saddle, and what it makes of the Hessian */
static void
turn(struct newton *s)
{
	const struct art_walk *w = s->w;
	double c = fmax(fabs(w->lambda), 0.1*s->a->o->soft);

	art_gather(w->bend, w->mode, s->a->bmode);
	s->e = s->a->bmode;
	s->along = c - w->lambda;
}

/* the step of w to a->d */
static int
aim(struct newton *s, struct gw_err *e)
{
	struct gw_art *a = s->a;
	struct art_walk *w = s->w;
	size_t n3 = 3*(size_t)w->at->m;
	double *r = a->krylov[2], *x = a->krylov[3], worst;

	art_gather(w->bend, w->u, a->bu);
	a->ev->builds++;
	if (gw_local_bend(w->bend->local, a->bu, e) < 0)
		return -1;
	art_gather(w->bend, w->f, r);
	if (s->e)
		gw_axpy(n3, -2*gw_dot(n3, r, s->e), s->e, r);
	if (solve(s, x, r, e) < 0)
		return -1;
	worst = art_longest(w->at->m, x);
	if (worst > a->o->step_atom)
		for (size_t k = 0; k < n3; k++)
			x[k] *= a->o->step_atom/worst;
	art_spread(a, w->bend, x, a->d);
	return 0;
}

/*
 * The lowest curvature besides that of the mode, from a start without symmetry: symmetric forces do not know
 * the others.  Its direction to a->d, half the longest step.
 */
static int
second(struct newton *s, double *lambda, struct gw_err *e)
{
	struct gw_art *a = s->a;
	const struct art_field *at = s->w->bend;
	struct gw_lanczos_opt o = { a->o->lanczos, a->o->lanczos_tol, 0 };
	struct gw_lanczos_out out;
	double *v = a->krylov[0], c;
	struct gw_rng g;
	int r;

	turn(s);
	art_gather(at, s->w->u, a->bu);
	a->ev->builds++;
	r = gw_local_bend(at->local, a->bu, e);
	gw_rng_start(&g, 0, GW_RNG_PUSH, 0, UINT32_MAX);
	for (size_t k = 0; k < 3*(size_t)at->m; k++)
		v[k] = a->s->dim == 2 && k % 3 == 2 ? 0 : gw_rng_normal(&g);
	if (r == 0)
		r = gw_lanczos_lowest(a->lanczos, 3*(size_t)at->m, product, s, &o, v, &out, e);
	if (r < 0)
		return art_spoiled(a, e);
	*lambda = out.lambda;
	art_spread(a, at, v, a->d);
	c = 0.5*a->o->step_atom/art_longest(at->m, v);
	if (gw_dot(3*(size_t)at->m, s->w->f, a->d) < 0)
		c = -c;
	for (size_t k = 0; k < 3*(size_t)at->m; k++)
		a->d[k] *= c;
	return 0;
}

int
art_newton_saddle(struct gw_art *a, struct art_walk *w, double tol, double gain, struct gw_err *e)
{
	struct newton s = { .a = a, .w = w, .tol = tol, .enough = gain };
	size_t n3 = 3*(size_t)w->at->m;
	double way = 0, lambda = 0;
	int flat = 0, slides = 0, r;

	for (int step = 0; step < STEPS; step++) {
		if (w->de > a->o->ceiling)
			return art_end(a, GW_ART_TOO_HIGH, "the search went above the ceiling");
		turn(&s);
		if (aim(&s, e) < 0)
			return art_spoiled(a, e);
		gw_axpy(n3, 1, a->d, w->u);
		if ((r = art_here(a, w, e)) != 0)
			return r;
		slides += s.curved;
		if (slides >= SLIDES)
			return ART_FAR;
		way += sqrt(gw_dot(n3, a->d, a->d));
		int there = w->fmax <= tol && s.gain <= gain;

		if (!there && way < TURNED*a->o->step_along)
			continue;
		way = 0;
		if ((r = art_curve(a, w, a->o->warm, e)) != 0)
			return r;
		if (there && w->lambda < 0) {
			if ((r = second(&s, &lambda, e)) != 0)
				return r;
			if (lambda > -TINY*a->o->soft)
				return ART_SADDLE;
			gw_axpy(n3, 1, a->d, w->u);
			if ((r = art_here(a, w, e)) != 0)
				return r;
		}
		flat = w->lambda > 0 ? flat + 1 : 0;
		if (flat >= PATIENCE)
			return ART_FLAT;
	}
	return w->fmax <= tol && w->lambda < 0 ? ART_SADDLE : ART_FLAT;
}

int
art_newton_minimum(struct gw_art *a, struct art_walk *w, double tol, double gain, struct gw_err *e)
{
	struct newton s = { .a = a, .w = w, .tol = tol, .enough = MINIMUM*gain };
	int r = 0, stuck = 0;

	for (int step = 0; step < STEPS; step++) {
		if (aim(&s, e) < 0)
			return art_spoiled(a, e);
		r = art_step(a, w, -gw_dot(3*(size_t)w->at->m, w->f, a->d), &stuck, e);
		if (r != 0 || stuck || (w->fmax <= tol && s.gain <= s.enough))
			return r;
	}
	return 0;
}
