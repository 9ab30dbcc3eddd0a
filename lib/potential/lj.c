/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lennard-Jones pairs, cut at r_c:
 *
 *	u(r) = 4 eps [(sig/r)^12 - (sig/r)^6] - s(r)
 *
 * s(r) makes the cut-off smooth: 0 (none), u_LJ(r_c) (energy), its Taylor
 * series at r_c to first order (force: u and u' vanish) or to second order (c2: u'' too).
 */
#include "potential/lj.h"

#include <math.h>
#include <string.h>

#include "base/cpu.h"
#include "base/mem.h"
#include "potential/pair_kernel.h"

const struct gw_lj_mix gw_lj_kob_andersen = {
	.eps = { 1.0, 1.5, 0.5 }, .sig = { 1.0, 0.8, 0.88 }, .mass = { 1, 1 }
};

const char *const gw_lj_ab[] = { "A", "B", NULL };

const struct gw_pot_param gw_lj_param[] = {
	{ "cut", 2.5, NULL, "sigma_ab", "cut-off of each pair in units of its sigma" },
	{ "shift", 0, "energy", "", "none|energy|force|c2: what vanishes at the cut-off" },
	GW_PAIR_KERNEL_PARAM,
	{ 0 }
};

struct lj {
	gw_pair_kernel *kernel;		/* NULL: the plain loop */
	struct gw_lj_term *term;	/* [nspecies][nspecies] */
	struct gw_lj_half *half;	/* the same */
};

/* *fr = -u'(r)/r */
static inline double
lj(const struct gw_lj_term *t, double r2, double *fr)
{
	double i2 = 1/r2, q = t->sig2*i2, q3 = q*q*q;
	double u = t->eps4*q3*(q3 - 1) - t->s0;

	*fr = 6*t->eps4*q3*(2*q3 - 1)*i2;
	if (t->s1 != 0 || t->s2 != 0) {
		double r = sqrt(r2), d = r - t->rc;

		u -= (t->s1 + t->s2*d)*d;
		*fr += (t->s1 + 2*t->s2*d)/r;
	}
	return u;
}

#define PAIR_NAME eval
#define PAIR_TERM struct gw_lj_term
#define PAIR_TERMS(p) ((const struct lj *)(p)->data)->term
#define PAIR_U lj
#include "potential/pair_loop.h"

static inline double
lj_bend(const struct gw_lj_term *t, double r2)
{
	double q = t->sig2/r2, q3 = q*q*q;

	return 6*t->eps4*q3*(26*q3 - 7)/r2 - 2*t->s2;
}

#define PAIR_PERTURB const struct gw_perturb gw_lj_perturb
#define PAIR_BEND lj_bend
#define PAIR_SAME(a, b) 1
#include "potential/pair_perturb.h"

static gw_pair_kernel *
fast(const struct gw_pot *p, const void **terms)
{
	const struct lj *m = p->data;

	*terms = m->half;
	return m->kernel;
}

#define PAIR_LOCAL const struct gw_local_type gw_lj_local
#define PAIR_FAST fast
#include "potential/pair_local.h"

int
gw_lj_eval(const struct gw_pot *p, struct gw_eval *v, struct gw_err *e)
{
	const struct lj *m = p->data;

	if (!m->kernel)
		return eval(p, v, e);
	gw_pair_eval(m->kernel, m->half, p->nspecies, v);
	return 0;
}

static void
set_term(struct gw_lj_term *t, double eps, double sig, double rc, const char *shift)
{
	double q6 = pow(sig/rc, 6);

	memset(t, 0, sizeof *t);
	t->rc = rc;
	t->rc2 = rc*rc;
	t->eps4 = 4*eps;
	t->sig2 = sig*sig;
	if (strcmp(shift, "none") != 0)
		t->s0 = 4*eps*q6*(q6 - 1);
	if (!strcmp(shift, "force") || !strcmp(shift, "c2"))
		t->s1 = -24*eps*q6*(2*q6 - 1)/rc;
	if (!strcmp(shift, "c2"))
		t->s2 = 0.5*24*eps*q6*(26*q6 - 7)/(rc*rc);
}

static void
set_half(struct gw_lj_half *f, const struct gw_lj_term *t)
{
	double sig6 = t->sig2*t->sig2*t->sig2;

	f->rc2 = t->rc2;
	f->rc = t->rc;
	f->b = 0.5*t->eps4*sig6;
	f->a = f->b*sig6;
	f->s0 = 0.5*t->s0;
	f->s1 = 0.5*t->s1;
	f->s2 = 0.5*t->s2;
	f->smooth = t->s1 != 0 || t->s2 != 0;
}

int
gw_lj_create(struct gw_pot *p, const struct gw_pot_arg *a, const struct gw_lj_mix *m,
	double cut, const char *shift, const char *kernel, struct gw_err *e)
{
	struct lj *lj = gw_alloc(1, sizeof *lj);
	struct gw_lj_term *t = gw_alloc((size_t)(a->nspecies*a->nspecies), sizeof *t);

	p->data = lj;
	p->pair_cutoff = gw_alloc((size_t)(a->nspecies*a->nspecies), sizeof *p->pair_cutoff);
	lj->term = t;
	lj->half = gw_alloc((size_t)(a->nspecies*a->nspecies), sizeof *lj->half);
	lj->kernel = gw_pair_choose(GW_CPU_BEST(gw_lj_kernel), a->nspecies, kernel);
	if (!(cut > 0.5 && cut <= 100))
		return gw_fail(e, GW_USAGE, "%s: cut=%g: it must be between 0.5 and 100 sigma",
		    p->type->name, cut);
	for (int i = 0; i < a->nspecies; i++) {
		int si = a->species[i][0] - 'A';

		p->mass[i] = m->mass[si];
		for (int j = 0; j < a->nspecies; j++) {
			int k = si + a->species[j][0] - 'A';
			double rc = cut*m->sig[k];

			set_term(&t[i*a->nspecies + j], m->eps[k], m->sig[k], rc, shift);
			set_half(&lj->half[i*a->nspecies + j], &t[i*a->nspecies + j]);
			p->pair_cutoff[i*a->nspecies + j] = rc;
			p->cutoff = fmax(p->cutoff, rc);
		}
	}
	return 0;
}

int
gw_lj_create_ka(struct gw_pot *p, const struct gw_pot_arg *a, struct gw_err *e)
{
	return gw_lj_create(p, a, &gw_lj_kob_andersen, a->value[0], a->word[1], a->word[2], e);
}

void
gw_lj_destroy(struct gw_pot *p)
{
	struct lj *m = p->data;

	if (!m)
		return;
	gw_free(m->term);
	gw_free(m->half);
	gw_free(m);
}
