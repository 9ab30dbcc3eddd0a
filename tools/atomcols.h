/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Per-atom values of frames as the columns of a table. */
#ifndef GW_TOOLS_ATOMCOLS_H
#define GW_TOOLS_ATOMCOLS_H

#include "tools/filter.h"

/*
 * Head and rows of all frames of io.  Names: frame, id, type, species, x y z, vx vy vz,
 * any array, NAME[k] for one of its columns; an array of several columns named as a whole gives
 * all.  n = 0: frame id species x y z and every other array of the first frame.
 * Errors are left in io->err.
 */
void atomcols_print(struct filter *io, int n, const char *const *names);

#endif
