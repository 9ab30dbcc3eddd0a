/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one pair loop.  A pair potential defines, before it includes this,
 *
 *	PAIR_NAME	the name of the static function made here, an .eval
 *	PAIR_TERM	its struct for a pair of species; member rc2 = cut-off^2
 *	PAIR_TERMS(p)	of a gw_pot *, the array [nspecies][nspecies] of PAIR_TERM
 *	PAIR_U(t, r2, fr)	u(r), and *fr = -u'(r)/r
 *
 *	U = sum over pairs of u(r);  f_i = sum_j fr (x_i - x_j)
 */
#include <string.h>

#include "base/threads.h"
#include "potential/eval.h"

/* forces and energies of one block to fs; v, if not NULL, gets virials, the block's to sum */
static inline void
pair_rows(const struct gw_pot *p, const struct gw_block *b, const double *xs, double *fs,
	struct gw_eval *v, double sum[6])
{
	for (int i = 0; i < b->nown; i++) {
		const PAIR_TERM *row = PAIR_TERMS(p) + b->type[i]*p->nspecies;
		const double *xi = xs + 4*i;
		double fx = 0, fy = 0, fz = 0, u = 0;

		for (int q = b->row[i]; q < b->row[i + 1]; q++) {
			int j = b->nbr[q];
			const PAIR_TERM *t = row + b->type[j];
			double dx = xi[0] - xs[4*j], dy = xi[1] - xs[4*j + 1];
			double dz = xi[2] - xs[4*j + 2];
			double r2 = dx*dx + dy*dy + dz*dz, fr, uij;

			if (!(r2 < t->rc2))
				continue;
			uij = PAIR_U(t, r2, &fr);
			fx += fr*dx;
			fy += fr*dy;
			fz += fr*dz;
			u += 0.5*uij;
			fs[4*j] -= fr*dx;
			fs[4*j + 1] -= fr*dy;
			fs[4*j + 2] -= fr*dz;
			fs[4*j + 3] += 0.5*uij;
			if (v)
				gw_eval_virial(v, b, sum, i, j, fr, dx, dy, dz);
		}
		fs[4*i] += fx;
		fs[4*i + 1] += fy;
		fs[4*i + 2] += fz;
		fs[4*i + 3] += u;
	}
}

static void
pair_block(const struct gw_pot *p, struct gw_eval *v, int number)
{
	const struct gw_block *b = &v->list->block[number];
	const size_t at = 4*(size_t)b->first;
	double sum[6] = { 0 };

	gw_eval_enter(v, number);
	if (v->want != 0)
		pair_rows(p, b, v->xs + at, v->fs + at, v, sum);
	else
		pair_rows(p, b, v->xs + at, v->fs + at, NULL, sum);
	memcpy(v->wb[number], sum, sizeof sum);
}

static int
PAIR_NAME(const struct gw_pot *p, struct gw_eval *v, struct gw_err *e)
{
	(void)e;
#pragma omp parallel for schedule(dynamic) num_threads(gw_threads(v->list->n))
	for (int k = 0; k < v->list->nblock; k++)
		pair_block(p, v, k);
	return 0;
}
