/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the search found in its region is converged in larger regions, then
 * on the whole system.  Around a point defect the frozen surroundings cost an
 * energy that falls as 1/R^3, so two radii tell the limit.
 */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "landscape/artn_priv.h"

#define EVERY 25		/* steps between looks at the curvature: the mode is known */
#define PATIENCE 8		/* what is a saddle in a region may be flat for a while in a larger one */
#define NEAR 0.5			/* of descent_tol: forces from which a minimum is near */
#define RETURNS 8		/* of a saddle that is not near after all, on the whole system */
#define MOST 0.7		/* stages that would move more of the atoms are left to the polish */

/* saddle, mode and minimum of the present field to all atoms */
static void
store(struct gw_art *a, const struct art_walk *w)
{
	art_spread(a, w->at, w->u, a->keep[0]);
	art_spread(a, w->at, w->mode, a->keep[1]);
}

/* the walk goes on in another field */
static int
enter(struct gw_art *a, struct art_walk *w, const struct art_field *at,
	const struct art_field *bend, struct gw_err *e)
{
	w->at = at;
	w->bend = bend;
	w->vectors = a->o->warm;
	art_gather(at, a->keep[0], w->u);
	art_gather(at, a->keep[1], w->mode);
	return art_here(a, w, e);
}

/* A saddle that an atom went far to may join other minima. */
static int
wandered(struct gw_art *a, const struct art_walk *w)
{
	art_gather(w->at, a->keep[0], a->d);
	gw_axpy(3*(size_t)w->at->m, -1, w->u, a->d);
	return art_longest(w->at->m, a->d) > a->o->wander;
}

/* the two sides of the saddle anew, if it is no longer the one whose sides are known */
static int
verify(struct gw_art *a, const struct art_walk *w, int last, struct gw_err *e)
{
	enum gw_art_outcome joins = GW_ART_CONNECTED;
	int anew = a->o->connect == GW_ART_ANEW || a->search.m == a->s->n, r;	/* no smaller region */

	a->far |= a->o->wander > 0 ? wandered(a, w) : last;
	if (!a->far || !(anew || last))
		return 0;
	r = anew ? art_sides(a, w, e) : art_look(a, w, a->keep[2], &joins, e);
	if (r != 0)
		return r;
	a->far = 0;
	a->ev->agrees = joins == GW_ART_CONNECTED;
	if (joins != GW_ART_RETURNED)
		art_spread(a, w->at, a->side[0], a->keep[2]);
	return 0;
}

/* to the saddle of the present field */
static int
climb_on(struct gw_art *a, struct art_walk *w, double tol, struct gw_err *e)
{
	struct art_goal goal = { tol, 0, EVERY, PATIENCE };
	int r = art_climb(a, w, &goal, e);

	if (r == ART_FLAT)
		return art_end(a, GW_ART_LOST, "the saddle is none in a larger region");
	return r == ART_SADDLE ? 0 : r;
}

static int
settle_whole(struct gw_art *a, struct art_walk *w, double tol, struct gw_err *e)
{
	int r = art_descend(a, w, fmax(tol, NEAR*a->o->descent_tol), NULL, e);

	if (r == 0)
		r = art_newton_minimum(a, w, tol, a->o->polish_energy, e);
	return r == 0 && w->fmax > tol ? art_descend(a, w, tol, NULL, e) : r;
}

/* the final minimum a->keep[2] in the field of the saddle w */
static int
settle(struct gw_art *a, const struct art_walk *saddle, double tol, struct gw_err *e)
{
	struct art_walk w = *saddle;
	int r;

	w.u = a->side[0];
	w.f = a->down;
	art_gather(w.at, a->keep[2], w.u);
	r = w.at->whole ? settle_whole(a, &w, tol, e) : art_descend(a, &w, tol, NULL, e);
	if (r != 0)
		return r;
	a->ev->final = w.de;
	a->ev->fmax_final = w.fmax;
	art_spread(a, w.at, w.u, a->keep[2]);
	if (art_distance(a, w.at, w.u) < a->o->return_tol)
		return art_end(a, GW_ART_LOST, "the final minimum is none in a larger region");
	return 0;
}

/* U at 1/R^3 -> 0 from the last two radii */
static void
extrapolate(struct gw_art_event *ev, const double *radius, const double *barrier, int k)
{
	double a, b;

	if (k < 2)
		return;
	a = pow(radius[k - 2], 3);
	b = pow(radius[k - 1], 3);
	ev->barrier_extrapolated = (b*barrier[k - 1] - a*barrier[k - 2])/(b - a);
	ev->error = fabs(ev->barrier_extrapolated - barrier[k - 1]);
}

static int
last_stage(const struct gw_art *a, const struct art_field *at, int k)
{
	return k == a->o->nstage - 1 || at->m == a->s->n;
}

static int
stages(struct gw_art *a, struct art_walk *w, int32_t centre, struct gw_err *e)
{
	double radius[GW_ART_STAGES], barrier[GW_ART_STAGES];
	int whole = a->o->final == GW_ART_WHOLE, r = 0, k = 0;

	for (; r == 0 && k < a->o->nstage; k++) {
		struct art_field *at = &a->stage[k];

		if (art_choose(a, at, centre, a->o->stage[k], e) < 0)
			return -1;
		if (whole && at->m > MOST*a->s->n)
			break;
		r = enter(a, w, at, at, e);
		if (r == 0)
			r = climb_on(a, w, a->o->stage_tol, e);
		if (r == 0)
			r = verify(a, w, !whole && last_stage(a, at, k), e);
		if (r != 0)
			return r;
		store(a, w);
		radius[k] = a->o->stage[k];
		barrier[k] = w->de;
		if (last_stage(a, at, k)) {
			k++;
			break;
		}
	}
	extrapolate(a->ev, radius, barrier, k);
	return r;
}

/* what the saddle of the whole system leads to */
static int
ends(struct gw_art *a, struct art_walk *w, struct gw_err *e)
{
	int r = verify(a, w, 1, e);

	if (r != 0)
		return r;
	gw_force_reset(a->force);
	return settle(a, w, a->o->polish, e);
}

/*
 * From where it was in the last region to the saddle of the whole system: ART_SADDLE.  The mode is that of the last
 * region as long as the saddle is not near: elsewhere something else may be on its way down.
 */
static int
saddle_whole(struct gw_art *a, struct art_walk *w, const struct art_field *bend, struct gw_err *e)
{
	int r = ART_FAR;

	for (int k = 0; r == ART_FAR && k < RETURNS; k++) {
		w->bend = bend;
		r = climb_on(a, w, a->o->polish, e);
		w->bend = &a->every;
		if (r == 0)
			r = art_newton_saddle(a, w, a->o->polish, a->o->polish_energy, e);
	}
	return r == ART_FLAT || r == ART_FAR ? art_end(a, GW_ART_LOST, "the saddle is none on the whole system") : r;
}

/* both on the whole system */
static int
polish(struct gw_art *a, struct art_walk *w, int32_t centre, struct gw_err *e)
{
	int r;

	if (art_choose_whole(a, e) < 0 || art_choose(a, &a->every, centre, 0, e) < 0)
		return -1;
	r = enter(a, w, &a->all, w->bend, e);
	if (r == 0)
		r = saddle_whole(a, w, w->bend, e);
	if (r != ART_SADDLE)
		return r;
	r = ends(a, w, e);
	if (r != 0 || w->de > a->ev->final || a->o->wander <= 0)
		return r;
	a->far = 1;	/* a saddle leads down: these were of different configurations of the surroundings */
	return ends(a, w, e);
}

/* no stages: more exactly where it was found */
static int
same_region(struct gw_art *a, struct art_walk *w, struct gw_err *e)
{
	int r = climb_on(a, w, a->o->stage_tol, e);

	return r == 0 ? verify(a, w, a->o->final == GW_ART_REGION, e) : r;
}

int
art_refine(struct gw_art *a, struct art_walk *w, int32_t centre, struct gw_err *e)
{
	int all = w->bend->m == a->s->n, r = 0;

	if (a->o->final == GW_ART_NONE)
		return 0;
	store(a, w);
	art_spread(a, w->at, a->side[0], a->keep[2]);
	a->ev->phase = GW_ART_STAGE;
	a->ev->agrees = 1;
	if (all && a->o->final == GW_ART_WHOLE)
		;
	else if (all || a->o->nstage == 0)
		r = same_region(a, w, e);
	else
		r = stages(a, w, centre, e);
	if (all)
		a->ev->error = 0;
	if (r == 0 && !(all && a->o->final == GW_ART_WHOLE))
		r = settle(a, w, a->o->stage_tol, e);
	if (r != 0 || a->o->final != GW_ART_WHOLE)
		return r;
	a->ev->phase = GW_ART_POLISH;
	return polish(a, w, centre, e);
}

/* the displacements above `keep` of all atoms */
static void
take(struct gw_art *a, const double *wide, struct gw_art_shift *shift)
{
	int n = 0;

	for (int pass = 0; pass < 2; pass++) {
		n = 0;
		for (int i = 0; i < a->s->n; i++) {
			const double *d = wide + 3*(size_t)i;

			if (gw_dot3(d, d) <= a->o->keep*a->o->keep)
				continue;
			if (pass) {
				shift->atom[n] = i;
				memcpy(shift->d + 3*(size_t)n, d, 3*sizeof *d);
			}
			n++;
		}
		if (!pass) {
			shift->atom = gw_alloc((size_t)n, sizeof *shift->atom);
			shift->d = gw_alloc(3*(size_t)n, sizeof *shift->d);
		}
	}
	shift->n = n;
}

static void
report_shift(struct gw_art *a, const struct art_field *at, const double *u,
	struct gw_art_shift *shift, double *distance)
{
	art_spread(a, at, u, a->wide);
	if (art_is_free(a, at))
		art_align(a->s, a->wide);
	*distance = art_norm(a->s->n, a->wide);
	take(a, a->wide, shift);
}

/* (sum d^2)^2 / sum d^4 */
static double
participation(int n, const double *u)
{
	double d2 = 0, d4 = 0;

	for (int i = 0; i < n; i++) {
		double r2 = gw_dot3(u + 3*(size_t)i, u + 3*(size_t)i);

		d2 += r2;
		d4 += r2*r2;
	}
	return d2*d2/d4;
}

void
art_report(struct gw_art *a, const struct art_walk *w, const double *end)
{
	struct gw_art_event *ev = a->ev;

	ev->barrier = w->de;
	ev->reverse = w->de - ev->final;
	ev->eigenvalue = w->lambda;
	ev->fmax = w->fmax;
	ev->region = w->at->radius;
	ev->mobile = w->at->m;
	report_shift(a, w->at, w->u, &ev->saddle, &ev->distance);
	report_shift(a, w->at, end, &ev->end, &ev->distance_final);
	ev->participation = participation(a->s->n, a->wide);
}
