/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two unit systems.  metal: angstrom, eV, ps, K, amu; stress inside is
 * eV/A^3 and is shown in GPa.  lj: everything in sigma, epsilon, mass, tau.
 * Constants: CODATA 2018 (e, k_B, N_A; SI Brochure 2019).
 */
#ifndef GW_BASE_UNITS_H
#define GW_BASE_UNITS_H

enum gw_unit_system { GW_METAL = 0, GW_LJ = 1 };

struct gw_units {
	const char *name;	/* "metal" | "lj" */
	double kB;		/* energy per temperature */
	double mv2;		/* energy of mass*velocity^2 (1.0364e-4 eV for amu A^2/ps^2) */
	double gpa;		/* shown pressure = gpa * (energy/length^3) */
	double bar;		/* bar of one energy/length^3; 1 in lj */
	double dt;		/* default time step */
	double skin;		/* default skin of neighbour lists in dynamics */
	const char *length, *energy, *time, *temperature, *pressure, *mass;
};

/* Borrowed, constant; us is GW_METAL or GW_LJ. */
const struct gw_units *gw_units(enum gw_unit_system us);

/* 0 and *us, or -1 if the name is not a unit system. */
int gw_units_find(const char *name, enum gw_unit_system *us);

/* Standard atomic mass [amu] of a chemical symbol (IUPAC 2021), 0 if unknown. */
double gw_mass(const char *symbol);

/* Atomic number of a chemical symbol, 0 if unknown; and back (NULL if out of range). */
int gw_atomic_number(const char *symbol);
const char *gw_symbol(int z);

#endif
