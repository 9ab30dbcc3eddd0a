/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Energies, forces and curvature of the atoms that move.
 */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "landscape/artn_priv.h"

#define WHOLE_SKIN 0.12		/* of the cut-off: atoms hardly move in a polish */

int
art_end(struct gw_art *a, enum gw_art_outcome outcome, const char *why)
{
	a->ev->outcome = outcome;
	a->ev->why = why;
	return ART_END;
}

double
art_longest(int m, const double *v)
{
	double worst = 0;

	for (int i = 0; i < m; i++) {
		double r2 = gw_dot3(v + 3*(size_t)i, v + 3*(size_t)i);

		if (!(r2 <= worst))	/* NaN gets through */
			worst = r2;
	}
	return sqrt(worst);
}

double
art_norm(int m, const double *v)
{
	return sqrt(gw_dot(3*(size_t)m, v, v));
}

int
art_spoiled(struct gw_art *a, struct gw_err *e)
{
	if (e->code != GW_BADDATA)
		return -1;
	memset(e, 0, sizeof *e);
	return art_end(a, GW_ART_LOST, "the potential failed");
}

static int
eval_whole(struct gw_art *a, const double *u, double *f, double *de, struct gw_err *e)
{
	size_t n = (size_t)a->s->n;
	struct gw_sys *w = a->work;

	for (size_t k = 0; k < 3*n; k++)
		w->x[k] = a->s->x[k] + u[k];
	a->ev->whole++;
	if (gw_force_eval(a->force, w, GW_WANT_F, e) < 0)
		return -1;
	memcpy(f, w->f, 3*n*sizeof *f);
	*de = 0;
	for (size_t i = 0; i < n; i++)
		*de += a->force->e_atom[i] - a->e0[i];
	return 0;
}

int
art_eval(struct gw_art *a, const struct art_field *at, const double *u, double *f, double *de,
	struct gw_err *e)
{
	int r;

	if (a->o->stop && a->o->stop(a->o->arg)) {
		a->stopped = 1;
		return art_end(a, GW_ART_EXHAUSTED, "stopped");
	}
	if (a->ev->evals >= a->o->max_evals)
		return art_end(a, GW_ART_EXHAUSTED, "force calls exhausted");
	a->ev->evals++;
	r = at->whole ? eval_whole(a, u, f, de, e) : gw_local_eval(at->local, u, f, de, e);
	if (r < 0)
		return art_spoiled(a, e);
	if (!isfinite(*de) || !isfinite(art_longest(at->m, f)))
		return art_end(a, GW_ART_LOST, "energy or forces are not finite");
	return 0;
}

int
art_here(struct gw_art *a, struct art_walk *w, struct gw_err *e)
{
	int r = art_eval(a, w->at, w->u, w->f, &w->de, e);

	if (r == 0)
		w->fmax = art_longest(w->at->m, w->f);
	return r;
}

struct curve {
	struct gw_local *local;
	int m, flat;
};

static int
product(void *arg, const double *v, double *hv, struct gw_err *e)
{
	const struct curve *c = arg;

	if (gw_local_product(c->local, v, hv, e) < 0)
		return -1;
	if (c->flat)
		for (int i = 0; i < c->m; i++)
			hv[3*(size_t)i + 2] = 0;
	return 0;
}

/* the mode on the field of the curvature, where it lives; a new start if nothing of it is there */
static void
narrow(struct gw_art *a, const struct art_walk *w)
{
	memcpy(a->wide, w->u, 3*(size_t)w->at->m*sizeof *a->wide);
	art_gather(w->bend, a->wide, a->bu);
	memcpy(a->wide, w->mode, 3*(size_t)w->at->m*sizeof *a->wide);
	art_gather(w->bend, a->wide, a->bmode);
}

int
art_curve(struct gw_art *a, struct art_walk *w, int vectors, struct gw_err *e)
{
	int inside = w->bend != w->at;
	double *u = inside ? a->bu : w->u, *mode = inside ? a->bmode : w->mode;
	struct gw_lanczos_opt o = { vectors, a->o->lanczos_tol, 0 };
	struct curve c = { w->bend->local, w->bend->m, a->s->dim == 2 };
	struct gw_lanczos_out out;
	int r;

	if (inside)
		narrow(a, w);
	a->ev->builds++;
	r = gw_local_bend(c.local, u, e);
	if (r == 0)
		r = gw_lanczos_lowest(a->lanczos, 3*(size_t)c.m, product, &c, &o, mode, &out, e);
	if (r < 0)
		return art_spoiled(a, e);
	a->ev->products += out.vectors;
	w->lambda = out.lambda;
	if (inside)
		art_spread(a, w->bend, mode, w->mode);
	return 0;
}

int
art_choose(struct gw_art *a, struct art_field *at, int32_t centre, double radius,
	struct gw_err *e)
{
	if (!at->local)
		at->local = gw_local_new(a->base);
	a->ev->builds++;
	if (gw_local_choose(at->local, centre, radius, e) < 0)
		return -1;
	at->whole = 0;
	at->m = at->local->m;
	at->atom = at->local->atom;
	at->radius = at->m == a->s->n ? 0 : radius;
	return 0;
}

/* energies of the atoms at the reference */
static int
start_whole(struct gw_art *a, struct gw_err *e)
{
	size_t n = (size_t)a->s->n;

	a->work = gw_sys_copy(a->s);
	a->force = gw_force_new(a->pot, WHOLE_SKIN*a->pot->cutoff);
	if (gw_force_eval(a->force, a->work, GW_WANT_F, e) < 0)
		return -1;
	a->e0 = gw_dup(a->force->e_atom, n, sizeof *a->e0);
	return 0;
}

int
art_choose_whole(struct gw_art *a, struct gw_err *e)
{
	if (!a->force && start_whole(a, e) < 0)
		return -1;
	gw_force_reset(a->force);
	a->all.local = NULL;
	a->all.whole = 1;
	a->all.m = a->s->n;
	a->all.atom = NULL;
	a->all.radius = 0;
	return 0;
}

void
art_spread(const struct gw_art *a, const struct art_field *at, const double *u, double *wide)
{
	size_t bytes = 3*sizeof *u;

	if (at->whole) {
		memcpy(wide, u, (size_t)at->m*bytes);
		return;
	}
	memset(wide, 0, (size_t)a->s->n*bytes);
	for (int k = 0; k < at->m; k++)
		memcpy(wide + 3*(size_t)at->atom[k], u + 3*(size_t)k, bytes);
}

void
art_gather(const struct art_field *at, const double *wide, double *u)
{
	size_t bytes = 3*sizeof *u;

	if (at->whole) {
		memcpy(u, wide, (size_t)at->m*bytes);
		return;
	}
	for (int k = 0; k < at->m; k++)
		memcpy(u + 3*(size_t)k, wide + 3*(size_t)at->atom[k], bytes);
}
