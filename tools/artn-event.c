/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an attempt becomes: duplicates are marked, and it is written as a frame. */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "tools/artn.h"

int
artn_connected(const struct gw_art_event *ev)
{
	return ev->outcome == GW_ART_CONNECTED;
}

/* ---- what was found before ---- */

void
found_clear(struct found *f)
{
	gw_moves_clear(&f->saddle);
	gw_moves_clear(&f->end);
}

void
past_clear(struct past *p)
{
	for (int k = 0; k < p->connected; k++)
		found_clear(&p->f[k]);
	gw_free(p->f);
	memset(p, 0, sizeof *p);
}

void
past_add(struct past *p, const struct found *f)
{
	struct found *to;

	p->n++;
	if (!artn_connected(&f->ev))
		return;
	gw_reserve(&p->f, &p->cap, (size_t)p->connected + 1, sizeof *p->f);
	to = &p->f[p->connected++];
	*to = *f;
	gw_moves_copy(&to->saddle, &f->saddle);
	gw_moves_copy(&to->end, &f->end);
}

const struct found *
past_same(const struct past *p, const struct found *f, const struct artn_opt *o)
{
	for (int k = 0; k < p->connected; k++) {
		const struct found *g = &p->f[k];

		if (fabs(f->ev.barrier - g->ev.barrier) <= o->same_energy && !g->duplicate_of &&
		    gw_moves_distance(&f->end, &g->end, o->threshold) <= o->same_distance &&
		    gw_moves_distance(&f->saddle, &g->saddle, o->threshold) <= o->same_distance)
			return g;
	}
	return NULL;
}

/* ---- frames ---- */

void
artn_found(const struct artn *a, struct found *f, struct gw_art_event *ev)
{
	memset(f, 0, sizeof *f);
	f->ev = *ev;
	f->center = a->io->sys->id[ev->centre];
	f->accepted = -1;
	if (artn_connected(ev)) {
		gw_moves_from(&f->saddle, ev->saddle.n, ev->saddle.atom, ev->saddle.d, a->opt.threshold);
		gw_moves_from(&f->end, ev->end.n, ev->end.atom, ev->end.d, a->opt.threshold);
	}
	memset(&f->ev.saddle, 0, sizeof f->ev.saddle);
	memset(&f->ev.end, 0, sizeof f->ev.end);
}

/* Were saddle and final minimum brought to the forces that were asked for? */
static int
converged(const struct artn *a, const struct gw_art_event *ev)
{
	const struct gw_art_opt *o = &a->opt.art;
	double tol = o->final == GW_ART_WHOLE ? o->polish :
	    o->final == GW_ART_REGION && o->nstage ? o->stage_tol : o->local_tol;

	return artn_connected(ev) && ev->fmax <= tol && ev->eigenvalue < 0;
}

static void
identity(struct gw_frame *f, const struct artn *a, const struct found *x)
{
	gw_frame_set_int(f, "sample", a->sample);
	gw_frame_set_int(f, "center", x->center);
	gw_frame_set_int(f, "attempt", x->ev.attempt);
	gw_frame_set_str(f, "outcome", gw_art_outcome_name[x->ev.outcome]);
	gw_frame_set_str(f, "phase", gw_art_phase_name[x->ev.phase]);
	gw_frame_set_str(f, "why", x->ev.why);
	gw_frame_set_int(f, "connected", artn_connected(&x->ev));
	gw_frame_set_real(f, "whole", NAN);
	if (artn_connected(&x->ev) && x->ev.agrees >= 0)
		gw_frame_set_int(f, "whole", x->ev.agrees);
	gw_frame_set_int(f, "converged", converged(a, &x->ev));
	gw_frame_set_int(f, "duplicate_of", x->duplicate_of);
	gw_frame_set_int(f, "from", x->from);
	gw_frame_set_real(f, "to", x->to ? (double)x->to : NAN);
	if (x->to)
		gw_frame_set_int(f, "to", x->to);
	if (x->accepted >= 0)
		gw_frame_set_int(f, "accepted", x->accepted);
}

/* Energies and lengths: null where there is none. */
static void
numbers(struct gw_frame *f, const struct gw_art_event *ev, double energy)
{
	double none = artn_connected(ev) ? 0 : NAN;	/* an attempt that is no event has no barrier */

	gw_frame_set_real(f, "energy", energy);
	gw_frame_set_real(f, "barrier", ev->barrier + none);
	gw_frame_set_real(f, "barrier_ftol", ev->barrier_force_tol + none);
	gw_frame_set_real(f, "barrier_local", ev->barrier_local + none);
	gw_frame_set_real(f, "barrier_extrapolated", ev->barrier_extrapolated + none);
	gw_frame_set_real(f, "barrier_error", ev->error + none);
	gw_frame_set_real(f, "reverse", ev->reverse + none);
	gw_frame_set_real(f, "energy_final", energy + ev->final + none);
	gw_frame_set_real(f, "height", ev->barrier);
	gw_frame_set_real(f, "eigenvalue", ev->eigenvalue);
	gw_frame_set_real(f, "fmax", ev->fmax);
	gw_frame_set_real(f, "fmax_final", ev->fmax_final);
	gw_frame_set_real(f, "distance", ev->distance);
	gw_frame_set_real(f, "distance_final", ev->distance_final);
	gw_frame_set_real(f, "participation", ev->participation);
	gw_frame_set_real(f, "region", ev->region);
	gw_frame_set_int(f, "mobile", ev->mobile);
	gw_frame_set_int(f, "evals", ev->evals);
	gw_frame_set_int(f, "evals_whole", ev->whole);
	gw_frame_set_int(f, "products", ev->products);
	gw_frame_set_int(f, "pushes", ev->pushes);
	gw_frame_set_int(f, "chances", ev->chances);
}

void
artn_count(struct artn *a, const struct found *x)
{
	a->count[x->ev.outcome]++;
	a->twice += x->duplicate_of != 0;
	a->apart += artn_connected(&x->ev) && x->ev.agrees == 0;
	a->evals += x->ev.evals;
	a->products += x->ev.products;
}

static void
sign(struct gw_frame *f, const double *v, int n)
{
	json_t *list = json_array();

	for (int k = 0; k < n; k++)
		json_array_append_new(list, json_real(v[k]));
	json_object_set_new(json_object_get(f->meta, "event"), "signature", list);
}

int
artn_put(struct artn *a, const struct found *x, const double *signature, int n)
{
	struct gw_frame *f = gw_event_new(a->io->frame, a->opt.threshold);
	const char *length = gw_units(a->io->sys->units)->length;
	int r;

	json_object_set_new(json_object_get(f->meta, "event"), "search", json_string(a->search));
	if (signature)
		sign(f, signature, n);
	identity(f, a, x);
	numbers(f, &x->ev, a->energy);
	if (artn_connected(&x->ev)) {
		gw_moves_put(f, "dsaddle", a->io->sys->n, length, &x->saddle);
		gw_moves_put(f, "dfinal", a->io->sys->n, length, &x->end);
	}
	artn_count(a, x);
	r = filter_emit(a->io, f);
	gw_frame_free(f);
	return r;
}

void
artn_minimum(struct artn *a, int64_t number)
{
	struct filter *io = a->io;

	gw_event_minimum(io->frame, json_pack("{s:s, s:o}", "search", a->search, "options",
	    artn_opt_json(&a->opt)));
	filter_set(io, "energy", io->sys->energy);
	filter_set(io, "fmax", gw_force_largest(io->sys));
	filter_set_int(io, "sample", a->sample);
	filter_set_int(io, "minimum", number);
	a->energy = io->sys->energy;
}
