/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stress of atoms and of the whole, from the virials of potential/force.h.
 *
 *	sigma_i^ab = -w_i^ab/V_i = -1/(2 V_i) sum_j f_ij r_ij^a r_ij^b/r_ij,
 *
 * with f_ij > 0 where i and j repel each other: tension is positive, the
 * pressure is -tr sigma/dim.  This is LAMMPS's compute stress/atom without its kinetic part,
 * divided by a volume, and, for pairs and embedded atoms, the formula of
 * Li, Xiao, Egami & Fan, Mater. Today Phys. (2024) 101582, with the effective force
 * of a pair f_ij = -(phi' + F_i' rho_j' + F_j' rho_i').  Three-body terms have
 * no unique f_ij: a triplet's virial goes to its atoms in equal parts.
 *
 * Tensors are xx yy zz xy xz yz.  No velocities enter.
 */
#ifndef GW_STRUCTURE_STRESS_H
#define GW_STRUCTURE_STRESS_H

#include "cell/sys.h"

/*
 * sigma [n][6] of the atoms, energy/length^3, from w [n][6] (gw_force.w_atom)
 * and the volumes [n] of the atoms; volume NULL: V/N for all.  w may be sigma.
 */
void gw_stress_atoms(const struct gw_sys *s, const double *w, const double *volume, double *sigma);

/* Stress of the whole, -W/V, energy/length^3, from W (gw_force.virial). */
void gw_stress_total(const struct gw_sys *s, const double w[6], double sigma[6]);

/* Square root of the mean square of component c over n atoms; 0 without atoms. */
double gw_stress_rms(int n, const double *sigma, int c);

/* Component of the plane "xy", "xz", "yz": 3, 4, 5. */
int gw_stress_component(const char *plane);

#endif
