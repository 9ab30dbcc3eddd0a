/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The header of .npy files (numpy.lib.format): magic, version, length, and a
 * Python dictionary with 'descr', 'fortran_order' and 'shape', padded to 64 bytes.
 */
#ifndef GW_FORMATS_NPY_H
#define GW_FORMATS_NPY_H

#include "formats/stream.h"

#define GW_NPY_MAXHEADER 4096

/* "<f8", "|u1", ... */
const char *gw_dtype_name(enum gw_dtype t);

/* Version 1.0, C order.  Returns the length, a multiple of 64 (at most 192). */
size_t gw_npy_make(char head[256], enum gw_dtype t, int ndim, const size_t *shape);

/*
 * Length of the whole header from its first 12 bytes; 0 if they are not the
 * beginning of a .npy file of version 1, 2 or 3, or the length is absurd.
 */
size_t gw_npy_length(const unsigned char *head);

/*
 * Fill dtype, ndim and shape of a.  1; 0: a header that is right but describes
 * a type or a shape that struct gw_array does not hold; -1: malformed, GW_BADDATA.
 */
int gw_npy_parse(const char *head, size_t len, struct gw_array *a, struct gw_err *e);

/* The record {"name": name, ...} of a list of arrays (borrowed), NULL if there is none. */
json_t *gw_record_find(const json_t *records, const char *name);

#endif
