/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tersoff parameter files in LAMMPS's format (docs.lammps.org/pair_tersoff.html). */
#ifndef GW_FORMATS_TERSOFF_H
#define GW_FORMATS_TERSOFF_H

#include "formats/triplets.h"

/* The values of an entry, in their order in the file. */
extern const struct gw_triplets_format gw_tersoff_format;

#endif
