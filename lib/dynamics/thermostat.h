/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nose-Hoover chains; private to lib/dynamics.
 */
#ifndef GW_DYNAMICS_THERMOSTAT_H
#define GW_DYNAMICS_THERMOSTAT_H

#include "dynamics/dynamics.h"

/*
 * Half a step dt/2 of a chain that holds ndof degrees of freedom with twice
 * the kinetic energy k2 at kT: returns the factor by which their velocities change.
 */
double gw_chain_half(struct gw_chain *c, double k2, double ndof, double kT, double tau, double dt);

/* Its part of the extended energy. */
double gw_chain_energy(const struct gw_chain *c, double ndof, double kT, double tau);

#endif
