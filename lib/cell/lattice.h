/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Crystal structures, as rectangular cells with a basis.
 */
#ifndef GW_CELL_LATTICE_H
#define GW_CELL_LATTICE_H

#include "base/err.h"
#include "cell/sys.h"

struct gw_site { double s[3]; int sub; };	/* fractional, sublattice */

struct gw_lattice {
	const char *name, *about;
	int    dim;
	double b, c;		/* sides of the cell over a; c is the ideal one */
	int    hexagonal;	/* c/a is free */
	int    nsub;		/* sublattices */
	int    nsite;
	struct gw_site site[24];
};

/* All structures; ends with .name = NULL. */
extern const struct gw_lattice gw_lattices[];

/* By name; NULL if there is none. */
const struct gw_lattice *gw_lattice_find(const char *name);

/*
 * cells[0] x cells[1] x cells[2] cells with lattice parameter a (and c, 0: the
 * ideal one); the type of an atom is the number of its sublattice.  The system has
 * `nspecies` nameless species (at least l->nsub).  NULL, GW_USAGE: too many atoms.
 */
struct gw_sys *gw_lattice_build(const struct gw_lattice *l, double a, double c,
	const int cells[3], int nspecies, enum gw_unit_system units, struct gw_err *e);

#endif
