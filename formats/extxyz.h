/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Extended XYZ (github.com/libAtoms/extxyz) as ASE and OVITO read and write it.
 *
 * Line 1: atoms; line 2: Lattice (rows are the cell vectors), Properties, pbc and what
 * else is known of the frame; then the atoms.  ASE takes only chemical symbols as species:
 * Kob-Andersen's A and B are written as Ni and P (the model was made for Ni80P20), and
 * gw_species, gw_mass, gw_units and the column type bring the real names back.
 *
 *	stream				extended XYZ
 *	pos, vel, array force		pos:R:3, vel:R:3, forces:R:3
 *	type, id			type:I:1 (from 0), id:I:1
 *	scalar energy			energy
 *	scalars stress_xx ... _yz	stress (9 numbers, tension positive, as ASE)
 *	other arrays and scalars	their names, with gw_ before those that ASE or we use
 *
 * ASE's momenta become velocities.
 */
#ifndef GW_FORMATS_EXTXYZ_H
#define GW_FORMATS_EXTXYZ_H

#include "cell/sys.h"
#include "formats/stream.h"
#include "formats/text.h"

struct gw_extxyz_opt {
	const char *units;		/* NULL: as the frame says, else metal */
	int dim;			/* 0: as the frame says, else 3 */
	int nspecies;			/* order of the species; 0: as the frame says,
					   else as they come */
	const char *const *species;
};

struct gw_extxyz_seen {
	int  digits;			/* significant digits of the most precise coordinate */
	char note[256];			/* what was left out, "" if nothing */
};

/*
 * The next frame: 1, 0 at the end, -1 (GW_BADDATA with file and line; GW_IO).
 * *s is the caller's, sorted by id; scalars, arrays and the potential's SPEC go to `extra`.
 */
int gw_extxyz_read(struct gw_text *t, const struct gw_extxyz_opt *o, struct gw_sys **s,
	struct gw_frame *extra, struct gw_extxyz_seen *seen, struct gw_err *e);

/*
 * Append one frame.  f (may be NULL) gives scalars and arrays.
 * Errors of `out` are left to its close.
 */
void gw_extxyz_write(FILE *out, const struct gw_sys *s, const struct gw_frame *f);

/* The scalars that are a frame's stress, in the order of a virial. */
extern const char *const gw_stress_name[6];

/* The chemical symbol that stands for species k of s; "X" where there is none. */
const char *gw_extxyz_symbol(enum gw_unit_system us, const char *species);

#endif
