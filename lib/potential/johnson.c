/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The modified Johnson pair potential of iron: one species, polynomials in
 * four ranges of r, zero from 3.44 A on.  Energies in eV, r in A:
 *
 *	r < 1.9		8752.934 exp(-4.572488 r)
 *	1.9 .. 2.4	a fourth-order polynomial in r - 2.4
 *	2.4 .. 3.0	a cubic around 3.115829 and a straight line
 *	3.0 .. 3.44	a fifth-order polynomial in r - 3.0
 *
 * u, u' and u'' are continuous at 2.4, 3.0 and 3.44; at 1.9 u and u' are.
 * Johnson, Phys. Rev. 134, A1329 (1964); Srolovitz, Maeda, Vitek, Egami,
 * Philos. Mag. A 44, 847 (1981); the core: Morris, Aga, Levashov, Egami,
 * Phys. Rev. B 77, 174201 (2008).
 */
#include "potential/johnson.h"

#include <math.h>
#include <string.h>

#include "base/cpu.h"
#include "base/mem.h"
#include "potential/eval.h"
#include "potential/pair_kernel.h"

extern const struct gw_pot_type gw_pot_johnson;

struct johnson {
	gw_pair_kernel *kernel;			/* NULL: the plain loop */
	struct gw_johnson_term *term;		/* [nspecies][nspecies], all equal */
};

static const double origin[3] = { 2.4, 3.115829, 3.0 };
static const double coefficient[3][6] = {
	{ -0.2002108, -0.5047747, 1.372738, -15.09618, -12.90021, 0 },
	{ 0.477871*3.115829 - 1.581570, 0.477871, 0, -0.639230, 0, 0 },
	{ -0.1469636, 0.4521426, 0.2221241, 1.725326, -12.91063, 14.67111 },
};

/* *fr = -u'(r)/r */
static inline double
johnson(const struct gw_johnson_term *t, double r2, double *fr)
{
	double r = sqrt(r2), v = 0, d = 0, x;
	int k = (r >= 2.4) + (r >= 3.0);

	if (r < 1.9)
		return gw_johnson_core(r2, fr);
	x = r - t->at[k];
	for (int q = 5; q >= 0; q--) {
		d = d*x + v;
		v = v*x + t->c[q][k];
	}
	*fr = -d/r;
	return v;
}

#define PAIR_NAME plain
#define PAIR_TERM struct gw_johnson_term
#define PAIR_TERMS(p) ((const struct johnson *)(p)->data)->term
#define PAIR_U johnson
#include "potential/pair_loop.h"

static inline int
range(double r2)
{
	return (r2 >= 1.9*1.9) + (r2 >= 2.4*2.4) + (r2 >= 3.0*3.0);
}

static inline double
johnson_bend(const struct gw_johnson_term *t, double r2)
{
	int k = range(r2) - 1;
	double r = sqrt(r2), x, b = 0;

	if (k < 0)
		return 4.572488*4.572488*8752.934*exp(-4.572488*r);
	x = r - t->at[k];
	for (int q = 5; q >= 2; q--)
		b = b*x + q*(q - 1)*t->c[q][k];
	return b;
}

#define PAIR_PERTURB static const struct gw_perturb johnson_perturb
#define PAIR_BEND johnson_bend
#define PAIR_SAME(a, b) (range(a) == range(b))
#include "potential/pair_perturb.h"

static gw_pair_kernel *
fast(const struct gw_pot *p, const void **terms)
{
	const struct johnson *m = p->data;

	*terms = m->term;
	return m->kernel;
}

#define PAIR_LOCAL static const struct gw_local_type johnson_local
#define PAIR_FAST fast
#include "potential/pair_local.h"

static int
eval(const struct gw_pot *p, struct gw_eval *v, struct gw_err *e)
{
	const struct johnson *m = p->data;

	if (!m->kernel)
		return plain(p, v, e);
	gw_pair_eval(m->kernel, m->term, p->nspecies, v);
	return 0;
}

static void
set_term(struct gw_johnson_term *t, double rc)
{
	memset(t, 0, sizeof *t);
	t->rc2 = rc*rc;
	for (int k = 0; k < 3; k++) {
		t->at[k] = origin[k];
		for (int q = 0; q < 6; q++)
			t->c[q][k] = coefficient[k][q];
	}
}

static int
create(struct gw_pot *p, const struct gw_pot_arg *a, struct gw_err *e)
{
	struct johnson *m = gw_alloc(1, sizeof *m);

	(void)e;
	p->data = m;
	p->cutoff = 3.44;
	m->term = gw_alloc((size_t)(a->nspecies*a->nspecies), sizeof *m->term);
	for (int k = 0; k < a->nspecies*a->nspecies; k++)
		set_term(&m->term[k], p->cutoff);
	for (int k = 0; k < a->nspecies; k++)
		p->mass[k] = 55.845;
	m->kernel = gw_pair_choose(GW_CPU_BEST(gw_johnson_kernel), a->nspecies, a->word[0]);
	return 0;
}

static void
destroy(struct gw_pot *p)
{
	struct johnson *m = p->data;

	if (m)
		gw_free(m->term);
	gw_free(m);
}

static const char *const iron[] = { "Fe", NULL };
static const struct gw_pot_param param[] = { GW_PAIR_KERNEL_PARAM, { 0 } };

const struct gw_pot_type gw_pot_johnson = {
	.name = "johnson",
	.about = "modified Johnson pair potential of iron",
	.ref = "Srolovitz, Maeda, Vitek, Egami, Philos. Mag. A 44, 847 (1981)",
	.units = GW_METAL, .species = iron, .param = param,
	.create = create, .eval = eval, .destroy = destroy,
	.perturb = &johnson_perturb, .local = &johnson_local,
};
