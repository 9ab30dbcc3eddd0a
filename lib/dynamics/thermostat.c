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

/*
 * In equilibrium half a step turns a chain by dt/2tau.  After a fast ramp to near zero
 * kT, and with it every Q, is hundreds of times too small for the motion there is: the half step is
 * then made of pieces that turn no link by more than TURN.
 */
#define TURN     0.5
#define SHORTEST 1e-5		/* piece, of dt */

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

/* how fast the links turn; far from the target much faster than 1/tau */
static double
rate(const struct gw_chain *c, double k2, double ndof, double kT, double tau)
{
	double worst = 0;

	for (int k = 0; k < GW_CHAIN; k++)
		worst = fmax(worst, fmax(fabs(c->v[k]), sqrt(fabs(push(c, k, k2, ndof, kT, tau)))));
	return worst;
}

/* the chain for a time t; returns what velocities are to be multiplied by */
static double
advance(struct gw_chain *c, double k2, double ndof, double kT, double tau, double t)
{
	double scale = 1;

	for (int w = 0; w < 3; w++) {
		double h = weight[w]*t/2;

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
gw_chain_half(struct gw_chain *c, double k2, double ndof, double kT, double tau, double dt)
{
	double scale = 1, left = dt/2;

	while (left > 0) {
		double r = rate(c, k2*scale*scale, ndof, kT, tau);
		double t = left*r > TURN ? fmin(left, fmax(TURN/r, SHORTEST*dt)) : left;

		scale *= advance(c, k2*scale*scale, ndof, kT, tau, t);
		left -= t;
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
