/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a KIM model that was found to what the potential "kim" is made from. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "formats/kim.h"

/* the driver of embedded-atom tables in DYNAMO's formats, in any version */
#define EAM_DRIVER "EAM_Dynamo__MD_120291908751_"

/*
 * Its files do not say whether they are eam/alloy or eam/fs; of one that is
 * read as the other the counts are wrong.  A file that is neither is a funcfl file
 * of one element: it is left to the model's own code.
 */
static struct gw_eam_file *
read_tables(const struct gw_kim_found *f, struct gw_setfl_seen *seen)
{
	struct gw_err e;
	int fs = strstr(f->file, ".fs") != NULL;
	struct gw_eam_file *t = gw_setfl_read(f->file, f->data, f->size, fs, seen, &e);

	if (!t && !(t = gw_setfl_read(f->file, f->data, f->size, !fs, seen, &e)))
		memset(seen, 0, sizeof *seen);
	return t;
}

struct gw_kim_model *
gw_kim_model_read(const struct gw_kim_found *f, int tables, struct gw_setfl_seen *seen)
{
	struct gw_kim_model *m = gw_alloc(1, sizeof *m);

	memset(seen, 0, sizeof *seen);
	m->name = gw_strdup(f->name);
	if (tables && f->file && !strncmp(f->driver, EAM_DRIVER, strlen(EAM_DRIVER)) &&
	    !(m->eam = read_tables(f, seen)))
		snprintf(seen->note, sizeof seen->note, "%.100s is no setfl file: the model's own "
		    "code evaluates it (driver=kim)", f->file);
	return m;
}

void
gw_kim_model_free(struct gw_kim_model *m)
{
	if (!m)
		return;
	gw_setfl_free(m->eam);
	gw_free(m->name);
	gw_free(m);
}
