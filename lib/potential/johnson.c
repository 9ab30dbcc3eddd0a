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
#include <math.h>

#include "base/mem.h"
#include "potential/eval.h"

extern const struct gw_pot_type gw_pot_johnson;

struct term {
	double rc2;
};

static const double near[5] = { -0.2002108, -0.5047747, 1.372738, -15.09618, -12.90021 };
static const double far[6] = { -0.1469636, 0.4521426, 0.2221241, 1.725326, -12.91063, 14.67111 };

/* value of a polynomial c[0] + c[1] x + ..., and its slope */
static inline double
polynomial(const double *c, int n, double x, double *slope)
{
	double v = 0, d = 0;

	for (int k = n - 1; k >= 0; k--) {
		d = d*x + v;
		v = v*x + c[k];
	}
	*slope = d;
	return v;
}

/* *fr = -u'(r)/r */
static inline double
johnson(const struct term *t, double r2, double *fr)
{
	double r = sqrt(r2), u, du;

	(void)t;
	if (r >= 3.0)
		u = polynomial(far, 6, r - 3.0, &du);
	else if (r >= 2.4) {
		double d = r - 3.115829;

		u = -0.639230*d*d*d + 0.477871*r - 1.581570;
		du = -3*0.639230*d*d + 0.477871;
	} else if (r >= 1.9)
		u = polynomial(near, 5, r - 2.4, &du);
	else {
		u = 8752.934*exp(-4.572488*r);
		du = -4.572488*u;
	}
	*fr = -du/r;
	return u;
}

#define PAIR_NAME eval
#define PAIR_TERM struct term
#define PAIR_U johnson
#include "potential/pair_loop.h"

static int
create(struct gw_pot *p, const struct gw_pot_arg *a, struct gw_err *e)
{
	struct term *t = gw_alloc((size_t)(a->nspecies*a->nspecies), sizeof *t);

	(void)e;
	p->data = t;
	p->cutoff = 3.44;
	for (int k = 0; k < a->nspecies*a->nspecies; k++)
		t[k].rc2 = p->cutoff*p->cutoff;
	for (int k = 0; k < a->nspecies; k++)
		p->mass[k] = 55.845;
	return 0;
}

static void
destroy(struct gw_pot *p)
{
	gw_free(p->data);
}

static const char *const iron[] = { "Fe", NULL };
static const struct gw_pot_param none[] = { { 0 } };

const struct gw_pot_type gw_pot_johnson = {
	.name = "johnson",
	.about = "modified Johnson pair potential of iron",
	.ref = "Srolovitz, Maeda, Vitek, Egami, Philos. Mag. A 44, 847 (1981)",
	.units = GW_METAL, .species = iron, .param = none,
	.create = create, .eval = eval, .destroy = destroy,
};
