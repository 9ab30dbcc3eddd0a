/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a saddle down to the minima on its two sides.
 *
 * L-BFGS with the energy as a guard: no step raises it.  The side of the initial minimum is done
 * as soon as it is near it.
 */
#include <math.h>
#include <string.h>

#include "base/vec.h"
#include "landscape/artn_priv.h"

#define FIRST 0.1		/* of step_atom: length of the first step */
#define CUTS 12			/* shorter steps tried in a row */
#define NOISE 1e-14		/* an atom's share in the rounding of de */
#define DOUBTFUL 10		/* return_tol's: nearer than that a minimum may be the initial one */

/* direction of descent to a->d; its slope */
static double
downhill(struct gw_art *a, const struct art_walk *w)
{
	size_t n3 = 3*(size_t)w->at->m;
	double scale;

	memcpy(a->d, w->f, n3*sizeof *a->d);
	gw_secants_apply(a->memory, a->d, NULL, NULL);
	if (!gw_secants_held(a->memory)) {
		scale = FIRST*a->o->step_atom/w->fmax;
		if (a->gamma > 0)
			scale = fmin(a->gamma, a->o->step_atom/w->fmax);
		for (size_t k = 0; k < n3; k++)
			a->d[k] *= scale;
	}
	scale = a->o->step_atom/art_longest(w->at->m, a->d);
	if (scale < 1)
		for (size_t k = 0; k < n3; k++)
			a->d[k] *= scale;
	return -gw_dot(n3, w->f, a->d);
}

/*
 * Try the step a->d and shorter ones from the evaluated w until the energy does not rise: 0; 1 if it
 * always does (w is back then).
 */
int
art_step(struct gw_art *a, struct art_walk *w, double slope, int *stuck, struct gw_err *e)
{
	size_t n3 = 3*(size_t)w->at->m;
	double de = w->de, noise = NOISE*w->at->m, c = 1, rise;
	double *s, *y;

	*stuck = 0;
	memcpy(a->g, w->f, n3*sizeof *a->g);
	memcpy(a->v, w->u, n3*sizeof *a->v);
	for (int cut = 0; cut < CUTS; cut++) {
		int r;

		for (size_t k = 0; k < n3; k++)
			w->u[k] = a->v[k] + c*a->d[k];
		r = art_here(a, w, e);
		if (r != 0)
			return r;
		rise = w->de - de;
		if (rise <= noise) {
			gw_secants_next(a->memory, &s, &y);
			for (size_t k = 0; k < n3; k++) {
				s[k] = c*a->d[k];
				y[k] = a->g[k] - w->f[k];
			}
			gw_secants_take(a->memory);
			return 0;
		}
		c *= fmin(0.5, fmax(0.1, -0.5*slope*c/(rise - slope*c)));
	}
	*stuck = 1;
	memcpy(w->u, a->v, n3*sizeof *a->v);
	return art_here(a, w, e);
}

static int
near(struct gw_art *a, const struct art_walk *w, int *returned)
{
	if (!returned || art_distance(a, w->at, w->u) >= a->o->return_tol)
		return 0;
	*returned = 1;
	return 1;
}

int
art_descend(struct gw_art *a, struct art_walk *w, double tol, int *returned,
	struct gw_err *e)
{
	int r = art_here(a, w, e), stuck;
	double slope;

	gw_secants_start(a->memory, 3*(size_t)w->at->m);
	while (r == 0 && w->fmax > tol && !near(a, w, returned)) {
		slope = downhill(a, w);
		if (slope >= 0) {
			gw_secants_start(a->memory, 3*(size_t)w->at->m);
			slope = downhill(a, w);
		}
		r = art_step(a, w, slope, &stuck, e);
		if (r == 0 && stuck && !gw_secants_held(a->memory))
			break;
		if (stuck)
			gw_secants_start(a->memory, 3*(size_t)w->at->m);
	}
	if (r == 0)
		near(a, w, returned);
	return r;
}

/* push w off the saddle, not uphill */
static int
leave(struct gw_art *a, struct art_walk *w, const struct art_walk *saddle, double sign,
	struct gw_err *e)
{
	size_t n3 = 3*(size_t)w->at->m;
	double c = sign*a->o->descent_push;
	int r;

	for (int halved = 0; halved < 4; halved++, c /= 2) {
		memcpy(w->u, saddle->u, n3*sizeof *w->u);
		gw_axpy(n3, c, saddle->mode, w->u);
		r = art_here(a, w, e);
		if (r != 0 || w->de < saddle->de)
			return r;
	}
	return 0;
}

/* one side; a minimum near the initial one is looked at more closely */
static int
go_down(struct gw_art *a, struct art_walk *w, const struct art_walk *saddle, double sign,
	int *returned, struct gw_err *e)
{
	double tol = a->o->descent_tol;
	int r = leave(a, w, saddle, sign, e);

	*returned = 0;
	for (int closer = 0; r == 0 && closer < 3; closer++, tol /= 10) {
		r = art_descend(a, w, tol, returned, e);
		if (*returned || art_distance(a, w->at, w->u) > DOUBTFUL*a->o->return_tol)
			break;
	}
	return r;
}

/* which of two minima that are not the initial one: the one nearer to `like`, else the lower */
static int
choose(struct gw_art *a, const struct art_walk *w, const double *like)
{
	size_t n3 = 3*(size_t)w[0].at->m;
	double away[2];

	if (!like)
		return w[1].de < w[0].de;
	for (int k = 0; k < 2; k++) {
		art_gather(w[k].at, like, a->d);
		gw_axpy(n3, -1, w[k].u, a->d);
		away[k] = art_distance(a, w[k].at, a->d);
	}
	return away[1] < away[0];
}

int
art_look(struct gw_art *a, const struct art_walk *saddle, const double *like,
	enum gw_art_outcome *joins, struct gw_err *e)
{
	double sign = gw_dot(3*(size_t)saddle->at->m, saddle->u, saddle->mode) < 0 ? -1 : 1;
	struct art_walk w[2];
	int returned[2], r = 0;

	for (int k = 0; k < 2 && r == 0; k++) {	/* back first */
		w[k] = *saddle;
		w[k].u = a->side[k];
		w[k].f = a->down;
		r = go_down(a, &w[k], saddle, k ? sign : -sign, &returned[k], e);
	}
	if (r != 0)
		return r;
	int other = returned[0] ? 1 : returned[1] ? 0 : choose(a, w, like);
	if (other == 1)
		memcpy(a->side[0], a->side[1], 3*(size_t)saddle->at->m*sizeof *a->side[0]);
	a->ev->final = w[other].de;
	a->ev->fmax_final = w[other].fmax;
	*joins = returned[0] && returned[1] ? GW_ART_RETURNED :
	    returned[0] || returned[1] ? GW_ART_CONNECTED : GW_ART_DISCONNECTED;
	return 0;
}

int
art_sides(struct gw_art *a, const struct art_walk *saddle, struct gw_err *e)
{
	enum gw_art_outcome joins;
	int r = art_look(a, saddle, NULL, &joins, e);

	if (r != 0 || joins == GW_ART_CONNECTED)
		return r;
	return art_end(a, joins, joins == GW_ART_RETURNED ? "both sides return to the initial minimum" :
	    "neither side returns to the initial minimum");
}
