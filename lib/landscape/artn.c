/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One attempt from its first push to its result.
 */
#include "landscape/artn.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "base/vec.h"
#include "landscape/artn_priv.h"

#define PAIRS 10		/* memory of L-BFGS */

const char *const gw_art_outcome_name[GW_ART_NOUTCOMES] = {
	"connected", "disconnected", "returned", "lost", "too-high", "exhausted"
};

const char *const gw_art_phase_name[GW_ART_POLISH + 1] = {
	"push", "climb", "descent", "stage", "polish"
};

struct gw_art *
gw_art_new(const struct gw_local_base *base, const struct gw_pot *pot,
	const struct gw_sys *s, const struct gw_art_opt *o)
{
	struct gw_art *a = gw_alloc(1, sizeof *a);
	size_t n3 = 3*(size_t)s->n;
	double **vector[] = { &a->u, &a->f, &a->mode, &a->g, &a->d, &a->v, &a->dir, &a->exit[0],
		&a->exit[1], &a->side[0], &a->side[1], &a->down, &a->wide, &a->bu, &a->bmode,
		&a->krylov[0], &a->krylov[1], &a->krylov[2], &a->krylov[3],
		&a->keep[0], &a->keep[1], &a->keep[2] };
	size_t count = sizeof vector/sizeof *vector;

	a->base = base;
	a->pot = pot;
	a->s = s;
	a->o = o;
	a->lanczos = gw_lanczos_new();
	a->memory = gw_secants_new(PAIRS);
	a->block = gw_alloc(count*n3, sizeof *a->block);
	for (size_t k = 0; k < count; k++)
		*vector[k] = a->block + k*n3;
	return a;
}

void
gw_art_free(struct gw_art *a)
{
	if (!a)
		return;
	gw_local_free(a->search.local);
	gw_local_free(a->every.local);
	for (int k = 0; k < GW_ART_STAGES; k++)
		gw_local_free(a->stage[k].local);
	gw_force_free(a->force);
	gw_sys_free(a->work);
	gw_free(a->e0);
	gw_lanczos_free(a->lanczos);
	gw_secants_free(a->memory);
	gw_free(a->block);
	gw_free(a);
}

void
gw_art_event_clear(struct gw_art_event *ev)
{
	gw_free(ev->saddle.atom);
	gw_free(ev->saddle.d);
	gw_free(ev->end.atom);
	gw_free(ev->end.d);
	memset(ev, 0, sizeof *ev);
}

static void
start_event(struct gw_art *a, struct gw_art_event *ev, int32_t atom, uint32_t attempt)
{
	double *unknown[] = { &ev->barrier, &ev->barrier_force_tol, &ev->barrier_local,
		&ev->barrier_extrapolated, &ev->error, &ev->reverse, &ev->final, &ev->eigenvalue,
		&ev->fmax, &ev->fmax_final, &ev->distance, &ev->distance_final, &ev->participation };

	gw_art_event_clear(ev);
	for (size_t k = 0; k < sizeof unknown/sizeof *unknown; k++)
		*unknown[k] = NAN;
	ev->centre = atom;
	ev->attempt = attempt;
	ev->agrees = -1;
	a->ev = ev;
	a->far = 0;
	a->gamma = 0;
}

/* numbers of the direction for the cluster's atoms; how many atoms they are */
static int
draw(struct gw_art *a, int32_t atom, struct gw_rng *g, double *wide)
{
	const double *x = a->s->x, *c = x + 3*(size_t)atom;
	int cluster = 0;

	memset(wide, 0, 3*(size_t)a->s->n*sizeof *wide);
	for (size_t i = 0; i < (size_t)a->s->n; i++) {
		double d[3] = { x[3*i] - c[0], x[3*i + 1] - c[1], x[3*i + 2] - c[2] };

		gw_box_mic(&a->s->box, d);
		if (gw_dot3(d, d) > a->o->cluster*a->o->cluster)
			continue;
		for (int k = 0; k < a->s->dim; k++)
			wide[3*i + (size_t)k] = gw_rng_normal(g);
		cluster++;
	}
	return cluster;
}

/* the unit vector a->dir of the push, on the atoms that move */
static int
choose_direction(struct gw_art *a, const struct art_field *at, int32_t atom, uint64_t seed,
	uint32_t attempt, struct gw_err *e)
{
	struct gw_rng g;
	double norm;

	gw_rng_start(&g, seed, GW_RNG_PUSH, (uint32_t)atom, attempt);
	if (draw(a, atom, &g, a->wide) < 2)
		return gw_fail(e, GW_USAGE, "no other atom within %g of atom %lld: nothing to push",
		    a->o->cluster, (long long)a->s->id[atom]);
	if (art_is_free(a, at))
		art_take_rigid(a->s, a->wide);
	art_gather(at, a->wide, a->dir);
	norm = art_norm(at->m, a->dir);
	for (size_t k = 0; k < 3*(size_t)at->m; k++)
		a->dir[k] /= norm;
	return 0;
}

/* where the search goes on; all atoms have their forces from the engine of the whole system */
static int
start_walk(struct gw_art *a, struct art_walk *w, int32_t atom, struct gw_err *e)
{
	if (art_choose(a, &a->search, atom, a->o->region, e) < 0)
		return -1;
	if (a->o->region <= 0 && art_choose_whole(a, e) < 0)
		return -1;
	*w = (struct art_walk){ .at = a->o->region > 0 ? &a->search : &a->all, .bend = &a->search,
		.u = a->u, .f = a->f, .mode = a->mode, .lambda = NAN, .vectors = a->o->warm };
	return 0;
}

/* Push until the curvature says that the basin is left. */
static int
push_out(struct gw_art *a, struct art_walk *w, struct gw_err *e)
{
	size_t n3 = 3*(size_t)w->at->m;
	int r;

	gw_secants_start(a->memory, n3);
	a->ev->phase = GW_ART_PUSH;
	while (a->ev->pushes < a->o->max_push) {
		gw_axpy(n3, a->ev->pushes ? a->o->push : a->o->push0, a->dir, w->u);
		a->ev->pushes++;
		r = art_here(a, w, e);
		if (r == 0)
			r = art_relax(a, w, a->dir, a->o->relax, e);
		if (r == 0 && w->de > a->o->ceiling)
			r = art_end(a, GW_ART_TOO_HIGH, "the push went above the ceiling");
		if (r != 0)
			return r;
		if (a->ev->pushes < a->o->first)
			continue;
		if (isnan(w->lambda))
			memcpy(w->mode, w->u, n3*sizeof *w->mode);
		r = art_curve(a, w, isnan(w->lambda) ? a->o->lanczos : w->vectors, e);
		if (r != 0 || w->lambda < a->o->lambda_leave)
			return r;
	}
	return art_end(a, GW_ART_LOST, "no negative curvature after all pushes");
}

/* The mode points the way the push went. */
static void
orient(struct art_walk *w)
{
	size_t n3 = 3*(size_t)w->at->m;

	if (gw_dot(n3, w->u, w->mode) < 0)
		for (size_t k = 0; k < n3; k++)
			w->mode[k] = -w->mode[k];
}

/* From the reference to a saddle in the region of the search. */
static int
find_saddle(struct gw_art *a, struct art_walk *w, struct gw_err *e)
{
	struct art_goal goal = { a->o->local_tol, 1, a->o->every, 2 };
	size_t bytes = 3*(size_t)w->at->m*sizeof *w->u;
	int r;

	memset(w->u, 0, bytes);
	for (;;) {
		r = push_out(a, w, e);
		if (r != 0)
			return r;
		memcpy(a->exit[0], w->u, bytes);
		memcpy(a->exit[1], w->mode, bytes);
		orient(w);
		a->ev->phase = GW_ART_CLIMB;
		r = art_climb(a, w, &goal, e);
		if (r != ART_FLAT)
			return r == ART_SADDLE ? 0 : r;
		if (a->ev->chances >= a->o->chances)
			return art_end(a, GW_ART_LOST, "negative curvature lost too often");
		a->ev->chances++;
		memcpy(w->u, a->exit[0], bytes);
		memcpy(w->mode, a->exit[1], bytes);
	}
}

static int
search(struct gw_art *a, struct art_walk *w, int32_t atom, struct gw_err *e)
{
	int r = find_saddle(a, w, e);

	if (r != 0)
		return r;
	a->ev->barrier_local = w->de;
	a->ev->phase = GW_ART_DESCENT;
	r = art_sides(a, w, e);
	if (r == 0)
		r = art_refine(a, w, atom, e);
	if (r == 0 && !(w->de > fmax(0, a->ev->final)))
		return art_end(a, GW_ART_LOST, "the saddle is not above both minima");
	if (r == 0)
		art_end(a, GW_ART_CONNECTED, "saddle and final minimum converged");
	return r;
}

int
gw_art_attempt(struct gw_art *a, int32_t atom, uint64_t seed, uint32_t attempt,
	struct gw_art_event *ev, struct gw_err *e)
{
	struct art_walk w;
	int r;

	if (atom < 0 || atom >= a->s->n)
		return gw_fail(e, GW_USAGE, "there is no atom %d", atom);
	start_event(a, ev, atom, attempt);
	a->stopped = 0;
	if (start_walk(a, &w, atom, e) < 0 || choose_direction(a, w.at, atom, seed, attempt, e) < 0)
		return -1;
	r = search(a, &w, atom, e);
	if (r < 0 || a->stopped)
		return r < 0 ? -1 : 1;
	if (ev->outcome == GW_ART_CONNECTED || ev->outcome == GW_ART_DISCONNECTED)
		art_report(a, &w, a->side[0]);
	return 0;
}
