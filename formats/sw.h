/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stillinger-Weber parameter files in LAMMPS's format (docs.lammps.org/pair_sw.html). */
#ifndef GW_FORMATS_SW_H
#define GW_FORMATS_SW_H

#include "formats/triplets.h"

/* The values of an entry, in their order in the file. */
extern const struct gw_triplets_format gw_sw_format;

#endif
