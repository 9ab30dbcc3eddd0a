/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * LAMMPS data files, as read_data reads and write_data writes them:
 * docs.lammps.org/read_data.html.  Sections in any order, ids in any order.
 *
 * Read: atom styles atomic, charge, sphere, bond, angle, molecular and full (what is not
 * position, type or image flag is left out), Velocities, Masses (a comment
 * behind a mass may name its type), Atom Type Labels; other sections are skipped.
 * The title line may say "units = lj", "dimension = 2" and "timestep = 100".
 */
#ifndef GW_FORMATS_LAMMPS_DATA_H
#define GW_FORMATS_LAMMPS_DATA_H

#include "formats/lammps.h"

/*
 * Read one file.  *s is the caller's; atoms sorted by id, not wrapped.  Scalar "step"
 * of `extra` is set when the title says one (extra may be NULL).
 * -1: GW_BADDATA with file and line, GW_IO.
 */
int gw_lammps_data_read(struct gw_text *t, const struct gw_lammps_opt *o,
	struct gw_sys **s, struct gw_frame *extra, struct gw_lammps_seen *seen,
	struct gw_err *e);

/*
 * Write one file, atom_style atomic; step < 0: none.  seen->note says what was
 * changed (box turned or tilts reduced).  -1: GW_BADDATA; errors of out are left to its close.
 */
int gw_lammps_data_write(FILE *out, const struct gw_sys *s, int64_t step,
	struct gw_lammps_seen *seen, struct gw_err *e);

#endif
