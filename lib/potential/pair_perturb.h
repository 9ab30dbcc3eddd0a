/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One atom moved among pairs.  After pair_loop.h, with its macros, and
 *
 *	PAIR_PERTURB	the declaration of the struct gw_perturb made here
 *	PAIR_BEND(t, r2)	u''(r)
 *	PAIR_SAME(a, b)	are squares of distances a and b in the same piece of u(r)?
 *
 *	u(r') - u(r) = -1/2 integral of fr over r^2,  r'^2 - r^2 = d^2 - 2 e.d
 *
 * by Gauss's formula for three points where that is exact to rounding, r^2 changing by less than
 * 0.3 per cent: no digits are lost however small the move; else the difference itself.
 * dE_atom is half of dE_sys: the sum is the same.
 */
#include "potential/perturb.h"

/* u(b) - u(a), a and b squares of distances, s = b - a */
static double
pair_change(const PAIR_TERM *t, double a, double b, double s)
{
	static const double x = 0.77459666924148337704;		/* sqrt(3/5) */
	double fr[3], u = 0, lost;

	if (a < t->rc2 && b < t->rc2 && fabs(s) < 0.003*a && PAIR_SAME(a, b)) {
		for (int k = 0; k < 3; k++)
			(void)PAIR_U(t, a + 0.5*s*(1 + (k - 1)*x), &fr[k]);
		return -s/36*(5*(fr[0] + fr[2]) + 8*fr[1]);
	}
	if (b < t->rc2)
		u = PAIR_U(t, b, &lost);
	if (a < t->rc2)
		u -= PAIR_U(t, a, &lost);
	return u;
}

static void
pair_moves(const struct gw_pot *p, const struct gw_near *a, const struct gw_moves *d,
	double *e_atom, double *e_sys, struct gw_perturb_space *w)
{
	const PAIR_TERM *row = PAIR_TERMS(p) + a->self*p->nspecies;
	double reach = p->cutoff + 1.001*a->dmax;

	(void)w;
	memset(e_sys, 0, (size_t)d->m*sizeof *e_sys);
	for (int j = 0; j < a->n; j++) {
		double x = a->x[j], y = a->y[j], z = a->z[j], r2 = x*x + y*y + z*z;
		const PAIR_TERM *t = row + a->type[j];

		if (!(r2 < reach*reach) || (a->twins && a->first[j] < 0))
			continue;
		for (int q = 0; q < d->m; q++) {
			double s = d->d2[q] - 2*(x*d->x[q] + y*d->y[q] + z*d->z[q]);

			e_sys[q] += pair_change(t, r2, r2 + s, s);
		}
	}
	for (int q = 0; q < d->m; q++)
		e_atom[q] = 0.5*e_sys[q];
}

static void
pair_curve(const struct gw_pot *p, const struct gw_near *a, struct gw_curve *c,
	struct gw_perturb_space *w)
{
	const PAIR_TERM *row = PAIR_TERMS(p) + a->self*p->nspecies;

	(void)w;
	for (int j = 0; j < a->n; j++) {
		double e[3] = { a->x[j], a->y[j], a->z[j] };
		double r2 = e[0]*e[0] + e[1]*e[1] + e[2]*e[2], fr, along;
		const PAIR_TERM *t = row + a->type[j];

		if (!(r2 < t->rc2) || (a->twins && a->first[j] < 0))
			continue;
		(void)PAIR_U(t, r2, &fr);
		along = (PAIR_BEND(t, r2) + fr)/r2;
		for (int k = 0; k < 3; k++) {
			c->g_sys[k] += fr*e[k];
			c->h_sys[k][k] -= fr;
			for (int l = 0; l < 3; l++)
				c->h_sys[k][l] += along*e[k]*e[l];
		}
	}
	for (int k = 0; k < 3; k++) {
		c->g_atom[k] = 0.5*c->g_sys[k];
		for (int l = 0; l < 3; l++)
			c->h_atom[k][l] = 0.5*c->h_sys[k][l];
	}
}

PAIR_PERTURB = { .reach = 1, .moves = pair_moves, .curve = pair_curve };
