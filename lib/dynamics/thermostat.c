/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nose-Hoover chains, integrated by the symmetric factorisation of Martyna,
 * Tuckerman, Tobias & Klein, Mol. Phys. 87, 1117 (1996), with the three
 * weights of Yoshida and Suzuki.
 *
 *	Q_1 = ndof kT tau^2,        Q_k = kT tau^2
 *	G_1 = (2K - ndof kT)/Q_1,   G_k = (Q_(k-1) v_(k-1)^2 - kT)/Q_k
 *
 * tau is what LAMMPS calls Tdamp.
 */
#include "dynamics/thermostat.h"

#include <math.h>

static const double weight[3] = {	/* 1/(2 - 2^(1/3)), twice, and the rest */
	1.3512071919596578, -1.7024143839193153, 1.3512071919596578
};

static double
mass(int k, double ndof, double kT, double tau)
{
	return (k == 0 ? ndof : 1)*kT*tau*tau;
}

/* acceleration of link k; k2 is twice the kinetic energy that link 0 holds */
static double
push(const struct gw_chain *c, int k, double k2, double ndof, double kT, double tau)
{
	double q = mass(k, ndof, kT, tau), below;

	if (k == 0)
		return (k2 - ndof*kT)/q;
	below = mass(k - 1, ndof, kT, tau);
	return (below*c->v[k-1]*c->v[k-1] - kT)/q;
}

static void
kick(struct gw_chain *c, int k, double k2, double ndof, double kT, double tau, double h)
{
	double drag = k + 1 < GW_CHAIN ? exp(-h/2*c->v[k+1]) : 1;

	c->v[k] = (c->v[k]*drag + h*push(c, k, k2, ndof, kT, tau))*drag;
}

double
gw_chain_half(struct gw_chain *c, double k2, double ndof, double kT, double tau, double dt)
{
	double scale = 1;

	for (int w = 0; w < 3; w++) {
		double h = weight[w]*dt/4;	/* half of the half step */

		for (int k = GW_CHAIN - 1; k >= 0; k--)
			kick(c, k, k2*scale*scale, ndof, kT, tau, h);
		scale *= exp(-2*h*c->v[0]);
		for (int k = 0; k < GW_CHAIN; k++)
			c->eta[k] += 2*h*c->v[k];
		for (int k = 0; k < GW_CHAIN; k++)
			kick(c, k, k2*scale*scale, ndof, kT, tau, h);
	}
	return scale;
}

double
gw_chain_energy(const struct gw_chain *c, double ndof, double kT, double tau)
{
	double u = 0;

	for (int k = 0; k < GW_CHAIN; k++)
		u += 0.5*mass(k, ndof, kT, tau)*c->v[k]*c->v[k] + (k == 0 ? ndof : 1)*kT*c->eta[k];
	return u;
}
