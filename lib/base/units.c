/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Unit systems and the masses of the elements. */
#include "base/units.h"

#include <string.h>

/* e = 1.602176634e-19 C, k_B = 1.380649e-23 J/K, u = 1.66053906660e-27 kg */
static const struct gw_units unit_system[] = {
	{ "metal", 8.617333262145179e-5, 1.0364269652680506e-4, 160.2176634, 1602176.634,
	  0.002, 1.0, "A", "eV", "ps", "K", "GPa", "amu" },
	{ "lj", 1, 1, 1, 1, 0.005, 0.3, "sigma", "eps", "tau", "eps/kB", "eps/sigma^3", "m" },
};

/* IUPAC 2021 abridged standard atomic weights; 0 where there is none. */
static const struct { const char *symbol; double mass; } element[] = {
	{ "", 0 },
	{ "H", 1.008 }, { "He", 4.0026 }, { "Li", 6.94 }, { "Be", 9.0122 },
	{ "B", 10.81 }, { "C", 12.011 }, { "N", 14.007 }, { "O", 15.999 },
	{ "F", 18.998 }, { "Ne", 20.180 }, { "Na", 22.990 }, { "Mg", 24.305 },
	{ "Al", 26.982 }, { "Si", 28.085 }, { "P", 30.974 }, { "S", 32.06 },
	{ "Cl", 35.45 }, { "Ar", 39.95 }, { "K", 39.098 }, { "Ca", 40.078 },
	{ "Sc", 44.956 }, { "Ti", 47.867 }, { "V", 50.942 }, { "Cr", 51.996 },
	{ "Mn", 54.938 }, { "Fe", 55.845 }, { "Co", 58.933 }, { "Ni", 58.693 },
	{ "Cu", 63.546 }, { "Zn", 65.38 }, { "Ga", 69.723 }, { "Ge", 72.630 },
	{ "As", 74.922 }, { "Se", 78.971 }, { "Br", 79.904 }, { "Kr", 83.798 },
	{ "Rb", 85.468 }, { "Sr", 87.62 }, { "Y", 88.906 }, { "Zr", 91.224 },
	{ "Nb", 92.906 }, { "Mo", 95.95 }, { "Tc", 0 }, { "Ru", 101.07 },
	{ "Rh", 102.91 }, { "Pd", 106.42 }, { "Ag", 107.87 }, { "Cd", 112.41 },
	{ "In", 114.82 }, { "Sn", 118.71 }, { "Sb", 121.76 }, { "Te", 127.60 },
	{ "I", 126.90 }, { "Xe", 131.29 }, { "Cs", 132.91 }, { "Ba", 137.33 },
	{ "La", 138.91 }, { "Ce", 140.12 }, { "Pr", 140.91 }, { "Nd", 144.24 },
	{ "Pm", 0 }, { "Sm", 150.36 }, { "Eu", 151.96 }, { "Gd", 157.25 },
	{ "Tb", 158.93 }, { "Dy", 162.50 }, { "Ho", 164.93 }, { "Er", 167.26 },
	{ "Tm", 168.93 }, { "Yb", 173.05 }, { "Lu", 174.97 }, { "Hf", 178.49 },
	{ "Ta", 180.95 }, { "W", 183.84 }, { "Re", 186.21 }, { "Os", 190.23 },
	{ "Ir", 192.22 }, { "Pt", 195.08 }, { "Au", 196.97 }, { "Hg", 200.59 },
	{ "Tl", 204.38 }, { "Pb", 207.2 }, { "Bi", 208.98 },
};
#define NELEMENT ((int)(sizeof element / sizeof *element))

const struct gw_units *
gw_units(enum gw_unit_system us)
{
	return &unit_system[us];
}

int
gw_units_find(const char *name, enum gw_unit_system *us)
{
	for (int k = 0; k < 2; k++)
		if (!strcmp(name, unit_system[k].name)) {
			*us = (enum gw_unit_system)k;
			return 0;
		}
	return -1;
}

int
gw_atomic_number(const char *symbol)
{
	for (int z = 1; z < NELEMENT; z++)
		if (!strcmp(symbol, element[z].symbol))
			return z;
	return 0;
}

double
gw_mass(const char *symbol)
{
	return element[gw_atomic_number(symbol)].mass;
}

const char *
gw_symbol(int z)
{
	return z >= 1 && z < NELEMENT ? element[z].symbol : 0;
}
