/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file that a SPEC names; a part of formats/potential.h that nobody else needs. */
#ifndef GW_FORMATS_POTFILE_H
#define GW_FORMATS_POTFILE_H

#include "formats/potential.h"

/*
 * Look for the file (or model) of p->type, p's words being set, and read it: path, sha256, note,
 * title and file of p.  -1: GW_NOPOT, GW_BADDATA, GW_USAGE.
 */
int gw_potfile_read(struct gw_potspec *p, const char *file, struct gw_err *e);
void gw_potfile_free(struct gw_potspec *p);

#endif
