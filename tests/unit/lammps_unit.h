/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of LAMMPS's formats share: a system from the text of a file. */
#ifndef GW_TESTS_LAMMPS_UNIT_H
#define GW_TESTS_LAMMPS_UNIT_H

#include "base/mem.h"
#include "base/vec.h"
#include "formats/lammps_data.h"
#include "formats/lammps_dump.h"
#include "unit.h"

#include <math.h>
#include <string.h>

/* The first frame, NULL and e when it is refused. */
static inline struct gw_sys *
data_text(const char *text, const struct gw_lammps_opt *o, struct gw_lammps_seen *seen,
	struct gw_err *e)
{
	struct gw_text *t = gw_text_memory("x.data", text, strlen(text));
	struct gw_sys *s;

	memset(e, 0, sizeof *e);
	gw_lammps_data_read(t, o, &s, NULL, seen, e);
	gw_text_close(t);
	return s;
}

static inline struct gw_sys *
dump_text(const char *text, const struct gw_lammps_opt *o, struct gw_frame *extra,
	struct gw_lammps_seen *seen, struct gw_err *e)
{
	struct gw_text *t = gw_text_memory("x.dump", text, strlen(text));
	struct gw_dump *d = gw_dump_open(t, o);
	struct gw_sys *s;

	memset(e, 0, sizeof *e);
	gw_dump_next(d, &s, extra, seen, e);
	gw_dump_close(d);
	gw_text_close(t);
	return s;
}

#endif
