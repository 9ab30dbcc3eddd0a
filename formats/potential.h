/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a SPEC string to a bound potential: "eam/fs:FILE", "ka,cut=2.5,shift=force".
 *
 * Files are looked up as given, then in $GLASSWORKS_POTENTIALS and
 * $LAMMPS_POTENTIALS (colon lists), then in the system's LAMMPS potentials folder.
 */
#ifndef GW_FORMATS_POTENTIAL_H
#define GW_FORMATS_POTENTIAL_H

#include "cell/sys.h"
#include "formats/stream.h"
#include "potential/pot.h"

struct gw_potspec {
	const struct gw_pot_type *type;
	char *spec;		/* as the user gave it */
	char *path;		/* the file found, NULL for analytic potentials */
	char  sha256[65];	/* of the file's plain (decompressed) bytes, "" without a file */
	char note[512];		/* what is odd in the file but usable; "" if nothing */
	char *title;		/* first comment line of the file, or the type's reference */
	double value[32];	/* parameters, defaults filled in */
	const char *word[32];
	void *file;		/* the parsed file */
	char *storage;
};

/*
 * Parse a SPEC and read its file.  NULL: GW_USAGE (no such potential or
 * parameter), GW_NOPOT (file not found: says where it looked), GW_BADDATA
 * (the file is cut, malformed, holds NaN: names file and line).
 */
struct gw_potspec *gw_potspec_read(const char *spec, struct gw_err *e);
void gw_potspec_free(struct gw_potspec *p);

/* A SPEC with one of its parameters set: a new string. */
char *gw_potspec_with(const char *spec, const char *name, const char *word);

/*
 * Bind it to the species of s; s's masses that are 0 are filled from the potential
 * (file, or the element table).  NULL: GW_BADDATA (species without potential, units that differ).
 */
struct gw_pot *gw_potspec_bind(const struct gw_potspec *p, struct gw_sys *s, struct gw_err *e);

/* The "potential" member of a frame's meta: {"spec", "file", "sha256", "title"}. */
void gw_potspec_store(const struct gw_potspec *p, struct gw_frame *f);

/*
 * The potential that a frame names; re-read, hash compared: GW_BADDATA when it
 * differs ("refused") or when the frame names none ("give one with -p").
 */
struct gw_potspec *gw_potspec_of_frame(const struct gw_frame *f, struct gw_err *e);

#endif
