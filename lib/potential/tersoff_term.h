/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The terms of Tersoff's potential one by one, for the plain loop (tersoff.c)
 * and for one atom moved (tersoff_perturb.c).
 */
#ifndef GW_POTENTIAL_TERSOFF_TERM_H
#define GW_POTENTIAL_TERSOFF_TERM_H

#include <math.h>

#include "base/vec.h"
#include "potential/bonds.h"
#include "potential/tersoff_kernel.h"

/* f_C and its derivative; (c - s)^2/2 = 1/2 - 1/2 sin(2 pi/4 x) keeps its digits near the end */
static inline double
gw_tersoff_cut_off(double R, double per_D, double r, double *slope)
{
	double x = (r - R)*per_D, s, c;

	*slope = 0;
	if (x <= -1)
		return 1;
	if (x >= 1)
		return 0;
	s = sin(M_PI_4*x);
	c = cos(M_PI_4*x);
	*slope = -M_PI_4*per_D*(c - s)*(c + s);
	return 0.5*(c - s)*(c - s);
}

/* One term of zeta_ij; its derivatives with respect to x_j and x_k. */
static inline double
gw_tersoff_zeta_term(const struct gw_tersoff_triple *t, const struct gw_bond *j,
	const struct gw_bond *k, double dj[3], double dk[3])
{
	double co = gw_dot3(j->u, k->u), h = t->h - co, q = 1/(t->d2 + h*h);
	double g = t->g0 - t->gc2*q, dg = -2*t->gc2*h*q*q;
	double x = j->r - k->r, arg = (t->l1 + t->l3*x*x)*x, ex, dex, dfc;
	double fc = gw_tersoff_cut_off(t->R, t->per_D, k->r, &dfc);

	ex = exp(fmax(-GW_TERSOFF_LIMIT, fmin(GW_TERSOFF_LIMIT, arg)));
	dex = (t->l1 + 3*t->l3*x*x)*ex;
	for (int c = 0; c < 3; c++) {
		dj[c] = fc*(dg*ex/j->r*(k->u[c] - co*j->u[c]) + g*dex*j->u[c]);
		dk[c] = fc*(dg*ex/k->r*(j->u[c] - co*k->u[c]) - g*dex*k->u[c]) +
		    dfc*g*ex*k->u[c];
	}
	return fc*g*ex;
}

/*
 * b = (1 + y)^(-1/2n), y = (beta zeta)^n, and its derivative.  Below LAMMPS's limit
 * it is 1: there the derivative of y need not be finite.
 */
static inline double
gw_tersoff_bond_order(const struct gw_tersoff_pair *p, double zeta, double *slope)
{
	double x, y, b;

	*slope = 0;
	if (!(p->beta*zeta > 0))
		return 1;
	x = p->n*log(p->beta*zeta);
	y = exp(-fabs(x));
	if (x < 0 && y < GW_TERSOFF_SMALL*p->n)
		return 1;
	b = exp(-(fmax(x, 0) + log1p(y))/(2*p->n));
	*slope = -0.5*b*(x < 0 ? y : 1)/(1 + y)/zeta;
	return b;
}

#endif
