/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What LAMMPS data files and dumps have in common: how the reader names the
 * types, the box, and the frame turned and wrapped for the writer.
 *
 * LAMMPS wants a along +x and b in the xy plane, tilts within half a period
 * and atoms inside the box; the stream wants none of it.  Coming in, an atom with image
 * flags is put back where its trajectory was: x + image h.
 */
#ifndef GW_FORMATS_LAMMPS_H
#define GW_FORMATS_LAMMPS_H

#include <stdint.h>

#include "cell/sys.h"
#include "formats/stream.h"
#include "formats/text.h"

/* What the user says about a file; zeroed: nothing. */
struct gw_lammps_opt {
	const char *units;		/* "metal", "lj"; NULL: as the file says, else metal */
	int dim;			/* 2 or 3; 0: as the file says, else 3 */
	int nspecies;			/* names of the types in order; 0: from the file */
	const char *const *species;
};

/* What the reader noticed. */
struct gw_lammps_seen {
	int  digits;		/* significant digits of the most precise coordinate;
				   0 without atoms */
	char note[256];		/* what was left out, "" if nothing */
};

/* A table of types while a file is read: names and masses may come from several places. */
#define GW_LAMMPS_MAXTYPES 255

struct gw_lammps_types {
	int n;					/* types */
	char name[GW_LAMMPS_MAXTYPES][16];	/* "" while unknown */
	double mass[GW_LAMMPS_MAXTYPES];	/* 0 while unknown */
};

/* Unit system of opt, or of the word the file holds (NULL: none). -1, GW_BADDATA if they differ. */
int gw_lammps_units(const struct gw_lammps_opt *o, const char *in_file,
	enum gw_unit_system *us, struct gw_err *e);

/*
 * Give s its species: --species first, then names of the file, then (metal)
 * the element whose mass it is; masses that the file does not give are those of
 * the elements, 1 in lj.  -1, GW_BADDATA: a type without name or mass.
 */
int gw_lammps_species(struct gw_sys *s, const struct gw_lammps_opt *o,
	const struct gw_lammps_types *t, struct gw_err *e);

/* Box of s from LAMMPS's lo[3], hi[3] and tilt {xy, xz, yz}. */
int gw_lammps_box(struct gw_sys *s, const double lo[3], const double hi[3],
	const double tilt[3], const int pbc[3], struct gw_err *e);

/* In 2-D: all z equal (else GW_BADDATA), then z = v_z = 0. */
int gw_lammps_flatten(struct gw_sys *s, struct gw_err *e);

/* Sort atoms by id: order [n] is the row of the k-th smallest. -1: an id that occurs twice. */
int gw_lammps_order(const int64_t *id, int n, int *order, struct gw_err *e);

/* Significant digits of a number as written. */
int gw_lammps_digits(const char *number);

/* A configuration as LAMMPS wants it; x inside the box, image [n][3]. */
struct gw_lammps_out {
	struct gw_sys *s;	/* turned and wrapped copy */
	int (*image)[3];
	double r[3][3];		/* the rotation, x_out = (x - origin) r + origin */
	int turned;		/* r is not the identity */
	int flipped;		/* tilts were reduced by whole periods */
};

/* seen->note tells what was done to the box.  -1, GW_BADDATA; free o in any case. */
int gw_lammps_out_make(struct gw_lammps_out *o, const struct gw_sys *s,
	struct gw_lammps_seen *seen, struct gw_err *e);
void gw_lammps_out_free(struct gw_lammps_out *o);

#endif
