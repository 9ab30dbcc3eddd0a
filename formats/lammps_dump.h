/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * LAMMPS text dumps (dump custom), many frames: docs.lammps.org/dump.html.
 *
 * Columns in any order: id, type, element, mass; positions x, xs, xu or xsu (the
 * first of xu, x with ix, xsu, xs with ix is taken; two dimensions need no z); velocities
 * vx vy vz; fx fy fz become the array `force`, NAME[1] .. NAME[k] one array
 * NAME (n, k), every other column of numbers an array of its own name.  Words are left out.
 * Frames are sorted by id.
 */
#ifndef GW_FORMATS_LAMMPS_DUMP_H
#define GW_FORMATS_LAMMPS_DUMP_H

#include "formats/lammps.h"

struct gw_dump;

/* t and o are borrowed. */
struct gw_dump *gw_dump_open(struct gw_text *t, const struct gw_lammps_opt *o);
void gw_dump_close(struct gw_dump *d);

/*
 * The next frame: 1, 0 at the end, -1 (GW_BADDATA with file, line and frame; GW_IO).
 * *s is the caller's.  Scalars step and time and the further arrays are put into
 * `extra` (may be NULL).
 */
int gw_dump_next(struct gw_dump *d, struct gw_sys **s, struct gw_frame *extra,
	struct gw_lammps_seen *seen, struct gw_err *e);

/*
 * Append one frame: id type element x y z ix iy iz, velocities, and the per-atom arrays of
 * `extra` (may be NULL; force as fx fy fz).  seen->note: as gw_lammps_data_write.
 */
int gw_dump_write(FILE *out, const struct gw_sys *s, int64_t step,
	const struct gw_frame *extra, struct gw_lammps_seen *seen, struct gw_err *e);

#endif
