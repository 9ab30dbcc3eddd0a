/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Degrees of freedom of a minimisation and their forces.
 *
 * A further strain d of the present state changes U by -W:d and P V by
 * P V tr d.  With F = I + strain, d = F^-1 dF, so the force on F is
 * F^-T (W - P V I); a shear strain stands in two places of F and its
 * coordinate is divided by sqrt(2), so that |q|^2 counts it right.
 */
#include "minimize/work.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"

#define STRAIN_STEP 0.02
#define PATIENCE 500

/* strain coordinates of each kind of box: the places (i, k) of F they change */
static const int place[6][2] = { { 0, 0 }, { 1, 1 }, { 2, 2 }, { 0, 1 }, { 0, 2 }, { 1, 2 } };
static const int place2[3][2] = { { 0, 0 }, { 1, 1 }, { 0, 1 } };

static int
count_strains(enum gw_min_box box, int dim)
{
	switch (box) {
	case GW_BOX_ISO:   return 1;
	case GW_BOX_ANISO: return dim;
	case GW_BOX_TRI:   return dim == 2 ? 3 : 6;
	default:           return 0;
	}
}

static const int *
strain_place(const struct gw_min_work *w, int k)
{
	return w->s->dim == 2 ? place2[k] : place[k];
}

struct gw_min_work *
gw_min_work_new(struct gw_force *fo, struct gw_sys *s, const struct gw_min_opt *o)
{
	struct gw_min_work *w = gw_alloc(1, sizeof *w);
	size_t n3 = 3*(size_t)s->n;

	w->fo = fo;
	w->s = s;
	w->o = o;
	w->dmax = o->dmax > 0 ? o->dmax : s->units == GW_METAL ? 0.1 : 0.04;
	w->nstrain = s->n ? count_strains(o->box, s->dim) : 0;
	w->nq = n3 + (size_t)w->nstrain;
	memcpy(w->h0, s->box.h, sizeof w->h0);
	if (!w->nstrain) {
		w->q = s->x;
		w->g = s->f;
		return w;
	}
	w->scale = sqrt(s->n)*pow(s->box.volume/s->n, 1.0/s->dim);
	w->q = gw_alloc(w->nq, sizeof *w->q);
	w->g = gw_alloc(w->nq, sizeof *w->g);
	memcpy(w->q, s->x, n3*sizeof *w->q);
	return w;
}

void
gw_min_work_free(struct gw_min_work *w)
{
	if (w && w->nstrain) {
		gw_free(w->q);
		gw_free(w->g);
	}
	gw_free(w);
}

/* the deformation F of the strain coordinates */
static void
deformation(const struct gw_min_work *w, double f[3][3])
{
	const double *y = w->q + 3*(size_t)w->s->n;

	for (int i = 0; i < 3; i++)
		for (int k = 0; k < 3; k++)
			f[i][k] = i == k;
	for (int k = 0; k < w->nstrain; k++) {
		const int *p = strain_place(w, k);

		if (w->o->box == GW_BOX_ISO)
			for (int i = 0; i < w->s->dim; i++)
				f[i][i] += y[0]/(w->scale*sqrt(w->s->dim));
		else if (p[0] == p[1])
			f[p[0]][p[0]] += y[k]/w->scale;
		else {
			f[p[0]][p[1]] += y[k]/(w->scale*sqrt(2));
			f[p[1]][p[0]] += y[k]/(w->scale*sqrt(2));
		}
	}
}

/* move the system to the present q */
static int
place_system(struct gw_min_work *w, const double f[3][3], struct gw_err *e)
{
	struct gw_sys *s = w->s;
	const double *o = s->box.origin;

	gw_matmul(w->h0, f, s->box.h);
	for (int i = 0; i < s->n; i++) {
		double d[3];

		for (int k = 0; k < 3; k++)
			d[k] = w->q[3*(size_t)i + (size_t)k] - o[k];
		gw_vecmat(d, f, d);
		for (int k = 0; k < 3; k++)
			s->x[3*(size_t)i + (size_t)k] = o[k] + d[k];
	}
	return gw_box_update(&s->box, e);
}

/* forces on q and on the strains from f and the virial */
static void
pull_back(struct gw_min_work *w, const double f[3][3])
{
	struct gw_sys *s = w->s;
	const double *v = w->fo->virial;
	double pv = w->o->pressure*s->box.volume, ft[3][3], inv[3][3], gf[3][3];
	double m[3][3] = { { v[0] - pv, v[3], v[4] }, { v[3], v[1] - pv, v[5] },
		{ v[4], v[5], v[2] - pv } };
	double *y = w->g + 3*(size_t)s->n, worst = 0;

	for (int i = 0; i < 3; i++)
		for (int k = 0; k < 3; k++)
			ft[i][k] = f[k][i];
	gw_inverse(ft, inv);
	gw_matmul(inv, m, gf);
	for (int i = 0; i < s->n; i++)
		gw_vecmat(s->f + 3*(size_t)i, ft, w->g + 3*(size_t)i);
	for (int k = 0; k < w->nstrain; k++) {
		const int *p = strain_place(w, k);

		if (w->o->box == GW_BOX_ISO) {
			double tr = gf[0][0] + gf[1][1] + (s->dim == 3 ? gf[2][2] : 0);
			double wm = m[0][0] + m[1][1] + (s->dim == 3 ? m[2][2] : 0);

			y[0] = tr/(w->scale*sqrt(s->dim));
			worst = fabs(wm/s->dim);
			break;
		}
		y[k] = p[0] == p[1] ? gf[p[0]][p[0]]/w->scale
			: (gf[p[0]][p[1]] + gf[p[1]][p[0]])/(w->scale*sqrt(2));
		worst = fmax(worst, fabs(m[p[0]][p[1]]));
	}
	w->stress = worst/s->box.volume;
}

int
gw_min_eval(struct gw_min_work *w, struct gw_err *e)
{
	struct gw_sys *s = w->s;
	double f[3][3];

	if (w->nstrain) {
		deformation(w, f);
		if (place_system(w, f, e) < 0)
			return -1;
	}
	w->evals++;
	if (gw_force_eval(w->fo, s, w->nstrain ? GW_WANT_VIRIAL : GW_WANT_F, e) < 0)
		return -1;
	w->u = s->energy;
	if (w->nstrain) {
		w->u += w->o->pressure*s->box.volume;
		pull_back(w, f);
	}
	w->fmax = gw_force_largest(s);
	return 0;
}

int
gw_min_done(struct gw_min_work *w, double du)
{
	double force = w->stress*w->s->box.volume;	/* the stress as a force per atom */

	if (w->nstrain)
		force /= w->s->n*pow(w->s->box.volume/w->s->n, 1.0/w->s->dim);
	if (w->fmax <= w->o->ftol && force <= w->o->ftol)
		w->stop = "fmax";
	else if (w->o->etol > 0 && w->iterations > 0 && fabs(du) <= w->o->etol*fabs(w->u))
		w->stop = "etol";
	else if (w->evals >= w->o->max_eval)
		w->stop = "max_eval";
	else if (w->o->tick && w->o->tick(w->o->arg, w->evals, w->fmax))
		w->stop = "interrupted";
	return w->stop != NULL;
}

int
gw_min_idle(struct gw_min_work *w)
{
	if (w->best_f == 0 || w->fmax < 0.5*w->best_f || w->u < w->best_u - w->unoise) {
		w->best_f = w->best_f == 0 ? w->fmax : fmin(w->best_f, w->fmax);
		w->best_u = w->u;
		w->idle = 0;
	} else if (++w->idle > PATIENCE) {
		w->best_f = 0;
		w->idle = 0;
		return 1;
	}
	return 0;
}

double
gw_min_reach(const struct gw_min_work *w, const double *d)
{
	double worst = 0, a;

	for (size_t i = 0; i < (size_t)w->s->n; i++)
		worst = fmax(worst, gw_dot3(d + 3*i, d + 3*i));
	a = w->dmax/sqrt(worst);
	for (size_t k = 3*(size_t)w->s->n; k < w->nq; k++)
		a = fmin(a, STRAIN_STEP*w->scale/fabs(d[k]));
	return a;
}
