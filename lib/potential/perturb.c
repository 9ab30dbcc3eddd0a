/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One atom moved: the potential's own way, differences of its terms, or, for
 * potentials that offer neither, the energies of the atoms around.
 *
 * The general way evaluates, for each move, the cluster of all atoms within twice the
 * cut-off (the whole system in a small box), and adds the differences of the atoms'
 * energies.  Each of them carries the rounding of its own sum, about 1e-15 of it: in
 * metals dE is then good to 1e-13 eV, whatever d.
 */
#include "potential/perturb.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "potential/force.h"

struct gw_perturb_space *
gw_perturb_space_new(void)
{
	return gw_alloc(1, sizeof(struct gw_perturb_space));
}

void
gw_perturb_space_free(struct gw_perturb_space *w)
{
	if (!w)
		return;
	gw_free(w->part);
	gw_free(w->more);
	gw_free(w->term);
	gw_free(w->share);
	gw_free(w->before);
	gw_free(w);
}

int
gw_perturb_reach(const struct gw_pot *p)
{
	return p->type->perturb ? p->type->perturb->reach : 2;
}

/* ---- differences of terms ---- */

static void
move_terms(const struct gw_pot *p, const struct gw_near *a, const struct gw_moves *d,
	double *e_atom, double *e_sys, struct gw_perturb_space *w)
{
	const double none[3] = { 0 };
	int n = p->type->perturb->terms(p, a, none, w);

	gw_reserve(&w->before, &w->cap_before, (size_t)n, sizeof *w->before);
	memcpy(w->before, w->term, (size_t)n*sizeof *w->before);
	for (int q = 0; q < d->m; q++) {
		const double to[3] = { d->x[q], d->y[q], d->z[q] };

		e_atom[q] = e_sys[q] = 0;
		if (!(d->d2[q] > 0))
			continue;
		p->type->perturb->terms(p, a, to, w);
		for (int k = 0; k < n; k++) {
			double change = w->term[k] - w->before[k];

			e_sys[q] += change;
			e_atom[q] += w->share[k]*change;
		}
	}
}

/* ---- the general way ---- */

/* the atom and all those around it; no boundaries */
static struct gw_sys *
cut_out(const struct gw_sys *s, const struct gw_near *a)
{
	struct gw_sys *c = gw_sys_new(a->n + 1, s->nspecies, s->dim, s->units);

	memcpy(c->species, s->species, (size_t)s->nspecies*sizeof *c->species);
	c->box = s->box;
	memset(c->box.pbc, 0, sizeof c->box.pbc);
	c->type[0] = a->self;
	c->id[0] = s->id[a->index];
	for (int j = 0; j < a->n; j++) {
		double *x = c->x + 3*(size_t)(j + 1);

		x[0] = a->x[j];
		x[1] = a->y[j];
		x[2] = a->z[j];
		c->type[j + 1] = a->type[j];
		c->id[j + 1] = s->id[a->atom[j]];
	}
	return c;
}

/* number i of the system c of fo moved */
static int
move_one(struct gw_force *fo, struct gw_sys *c, size_t i, const struct gw_moves *d,
	double *e_atom, double *e_sys, struct gw_perturb_space *w, struct gw_err *e)
{
	size_t n = (size_t)c->n;
	double *x = c->x + 3*i, x0[3];

	if (gw_force_eval(fo, c, 0, e) < 0)
		return -1;
	gw_reserve(&w->before, &w->cap_before, n, sizeof *w->before);
	memcpy(w->before, fo->e_atom, n*sizeof *w->before);
	memcpy(x0, x, sizeof x0);
	for (int q = 0; q < d->m; q++) {
		e_atom[q] = e_sys[q] = 0;
		if (!(d->d2[q] > 0))
			continue;
		x[0] = x0[0] + d->x[q];
		x[1] = x0[1] + d->y[q];
		x[2] = x0[2] + d->z[q];
		if (gw_force_eval(fo, c, 0, e) < 0)
			return -1;
		for (size_t k = 0; k < n; k++)
			e_sys[q] += fo->e_atom[k] - w->before[k];
		e_atom[q] = fo->e_atom[i] - w->before[i];
	}
	return 0;
}

static int
move_cluster(const struct gw_pot *p, const struct gw_sys *s, const struct gw_near *a,
	const struct gw_moves *d, double *e_atom, double *e_sys, struct gw_perturb_space *w,
	struct gw_err *e)
{
	struct gw_sys *c = a->twins ? gw_sys_copy(s) : cut_out(s, a);
	struct gw_force *fo = gw_force_new(p, 2.1*a->dmax);
	int bad;

	bad = move_one(fo, c, a->twins ? (size_t)a->index : 0, d, e_atom, e_sys, w, e);
	gw_force_free(fo);
	gw_sys_free(c);
	return bad;
}

int
gw_perturb_moves(const struct gw_pot *p, const struct gw_sys *s, const struct gw_near *a,
	const struct gw_moves *d, double *e_atom, double *e_sys, struct gw_perturb_space *w,
	struct gw_err *e)
{
	const struct gw_perturb *t = p->type->perturb;
	int bad = 0;

	if (t && t->moves)
		t->moves(p, a, d, e_atom, e_sys, w);
	else if (t)
		move_terms(p, a, d, e_atom, e_sys, w);
	else
		/* what others wrote, models that are called, may know of one thread only */
#pragma omp critical(gw_perturb_cluster)
		bad = move_cluster(p, s, a, d, e_atom, e_sys, w, e);
	return bad;
}

/* ---- derivatives by differences ---- */

/* x, y, z, then the three diagonals of faces; each at -2h, -h, h, 2h */
static const double line[6][3] = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 },
	{ M_SQRT1_2, M_SQRT1_2, 0 }, { M_SQRT1_2, 0, M_SQRT1_2 }, { 0, M_SQRT1_2, M_SQRT1_2 } };

static double
slope(const double e[4], double h)
{
	return (8*(e[2] - e[1]) - (e[3] - e[0]))/(12*h);
}

static double
bend(const double e[4], double h)	/* e(0) = 0 */
{
	return (16*(e[1] + e[2]) - (e[0] + e[3]))/(12*h*h);
}

static void
differences(const double e[24], double step, int dim, double g[3], double h[3][3])
{
	static const int other[3][2] = { { 0, 1 }, { 0, 2 }, { 1, 2 } };

	for (int c = 0; c < dim; c++) {
		g[c] = slope(e + 4*c, step);
		h[c][c] = bend(e + 4*c, step);
	}
	for (int k = 0; k < (dim == 2 ? 1 : 3); k++) {
		int a = other[k][0], b = other[k][1];

		h[a][b] = h[b][a] = bend(e + 12 + 4*k, step) - 0.5*(h[a][a] + h[b][b]);
	}
}

static int
curve_by_differences(const struct gw_pot *p, const struct gw_sys *s, const struct gw_near *a,
	double step, struct gw_curve *c, struct gw_perturb_space *w, struct gw_err *e)
{
	static const double at[4] = { -2, -1, 1, 2 };
	double d[4][24], e_atom[24], e_sys[24];
	const struct gw_moves moves = { 24, d[0], d[1], d[2], d[3] };

	for (int k = 0; k < 24; k++) {
		double h = step*at[k % 4];

		for (int q = 0; q < 3; q++)
			d[q][k] = h*line[k/4][q]*(q < a->dim);
		d[3][k] = d[0][k]*d[0][k] + d[1][k]*d[1][k] + d[2][k]*d[2][k];
	}
	if (gw_perturb_moves(p, s, a, &moves, e_atom, e_sys, w, e) < 0)
		return -1;
	differences(e_atom, step, a->dim, c->g_atom, c->h_atom);
	differences(e_sys, step, a->dim, c->g_sys, c->h_sys);
	return 0;
}

/* no third direction */
static void
flatten(struct gw_curve *c)
{
	c->g_atom[2] = c->g_sys[2] = 0;
	for (int k = 0; k < 3; k++)
		c->h_atom[k][2] = c->h_atom[2][k] = c->h_sys[k][2] = c->h_sys[2][k] = 0;
}

int
gw_perturb_curve(const struct gw_pot *p, const struct gw_sys *s, const struct gw_near *a,
	double step, struct gw_curve *c, struct gw_perturb_space *w, struct gw_err *e)
{
	memset(c, 0, sizeof *c);
	if (!p->type->perturb || !p->type->perturb->curve)
		return curve_by_differences(p, s, a, step, c, w, e);
	p->type->perturb->curve(p, a, c, w);
	if (a->dim == 2)
		flatten(c);
	return 0;
}
