/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Per-atom arrays of a frame as columns of a text file. */
#ifndef GW_FORMATS_COLUMN_H
#define GW_FORMATS_COLUMN_H

#include <stdio.h>

#include "formats/stream.h"

/* 1 for the standard members pos, type, id, vel, image. */
int gw_column_standard(const char *name);

/*
 * Make a column's title [64] the name of an array: what the stream cannot have in a name
 * becomes '_', a standard member's name gets one behind it.
 */
void gw_column_clean(char name[64]);

/*
 * 1 when a is a per-atom result that a text file can hold: n rows, one or two
 * dimensions, and none of the standard members.
 */
int gw_column_fits(const struct gw_array *a, size_t n);

/* Numbers in a row; 1 for a one-dimensional array. */
size_t gw_column_width(const struct gw_array *a);

/* 1 when the elements are integers. */
int gw_column_integer(const struct gw_array *a);

/* " value" of element k, exact: read back it is the same number. */
void gw_column_print(FILE *out, const struct gw_array *a, size_t k);

#endif
