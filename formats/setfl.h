/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * setfl files: EAM tables in LAMMPS's formats eam/alloy and eam/fs
 * (docs.lammps.org/pair_eam.html): three comment lines, elements, counts and
 * grids, then for each element its head, F(rho) and the densities, then r*phi of
 * the pairs i >= j.
 *
 * A block takes whole lines, as LAMMPS reads it: numbers that stand behind
 * the last wanted one on its line are dropped, and that is noted (AlSm.lammps.eam
 * has 1002 numbers where its head says 1001).
 */
#ifndef GW_FORMATS_SETFL_H
#define GW_FORMATS_SETFL_H

#include "formats/text.h"
#include "potential/pot.h"

struct gw_setfl_seen {
	char title[256];	/* the first comment line that is not blank */
	char note[256];		/* what is odd but usable, "" if nothing */
};

/*
 * Parse the bytes of a file, whose name serves for messages; fs is 1 for eam/fs.
 * The result is the caller's.  NULL: GW_BADDATA naming file and line (cut, wrong counts,
 * a number that is NaN, infinite or none, a grid that does not grow, too many elements).
 */
struct gw_eam_file *gw_setfl_read(const char *name, const void *data, size_t size, int fs,
	struct gw_setfl_seen *seen, struct gw_err *e);
void gw_setfl_free(struct gw_eam_file *f);

#endif
