/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Models of the KIM API as files: which library holds a model, and what is in it.
 *
 * A model that is a driver with parameters carries its parameter files in its
 * shared library: symbols named like the files, every character that is no
 * letter or digit turned into '_', and their lengths in <name>_len (32 bits).
 */
#ifndef GW_FORMATS_KIM_H
#define GW_FORMATS_KIM_H

#include <stddef.h>

#include "formats/setfl.h"
#include "potential/kim.h"

struct gw_kim_found {
	char *name;		/* full name, EAM_Dynamo_..._CuZr__MO_600021860456_005 */
	char *library;		/* path of its shared library */
	char *driver;		/* its driver, "" if it has none */
	char *file;		/* its parameter file as its author named it, NULL: none,
				   or more than one */
	char *data;		/* the text of that file, else of its kimprovenance.edn (checksums
				   of all its sources) or kimspec.edn; "" if it has neither */
	size_t size;
};

/*
 * Find an installed model by its full name, by that without "__MO_...", or
 * by its identity MO_..._NNN.  -1: GW_NOPOT (not installed; e says how to
 * install models, or that the KIM API is not compiled in), GW_USAGE (not a
 * portable model, or the name means more than one).
 */
int gw_kim_find(const char *model, struct gw_kim_found *f, struct gw_err *e);
void gw_kim_clear(struct gw_kim_found *f);

/*
 * What the potential "kim" is made from.  With tables, and when its driver is that of
 * embedded atoms in setfl files, the tables are read: seen as gw_setfl_read leaves it.
 */
struct gw_kim_model *gw_kim_model_read(const struct gw_kim_found *f, int tables,
	struct gw_setfl_seen *seen);
void gw_kim_model_free(struct gw_kim_model *m);

#endif
