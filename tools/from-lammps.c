/* SPDX-License-Identifier: GPL-3.0-or-later */
/* from-lammps - LAMMPS data files and dumps become frames of a stream. */
#include <string.h>

#include "formats/lammps_data.h"
#include "formats/lammps_dump.h"
#include "tools/import.h"

static const struct tool me = {
	.name = "from-lammps",
	.about = "read LAMMPS data files and dumps into a stream",
	.operands = "[FILE ...]",
	.example = "from-lammps --species Cu,Zr glass.data.gz | minimize -p eam/fs:CuZr_mm.eam.fs",
	.in = IN_TEXT, .out = OUT_STREAM, .flags = TOOL_FORCE | TOOL_MAYBE,
};

static int
data(struct import *im, struct gw_text *t, const struct gw_lammps_opt *o)
{
	struct gw_frame *f = gw_frame_new();
	struct gw_lammps_seen seen;
	struct gw_sys *s;

	if (gw_lammps_data_read(t, o, &s, f, &seen, &im->io.err) == 0)
		return import_frame(im, t, s, f, seen.digits, seen.note);
	gw_frame_free(f);
	return -1;
}

static int
dump(struct import *im, struct gw_text *t, const struct gw_lammps_opt *o)
{
	struct gw_dump *d = gw_dump_open(t, o);
	struct gw_lammps_seen seen;
	struct gw_frame *f;
	struct gw_sys *s;
	int r;

	do {
		f = gw_frame_new();
		if ((r = gw_dump_next(d, &s, f, &seen, &im->io.err)) <= 0)
			gw_frame_free(f);
		else if (import_frame(im, t, s, f, seen.digits, seen.note) < 0)
			r = -1;
	} while (r > 0);
	gw_dump_close(d);
	return r;
}

static int
file(struct import *im, struct gw_text *t)
{
	const struct gw_lammps_opt o = { .units = im->units, .dim = im->dim,
		.nspecies = im->nspecies, .species = im->name };
	char *line;
	int r = gw_text_line(t, &line, &im->io.err);

	if (r <= 0)
		return r < 0 ? r : gw_fail(&im->io.err, GW_BADDATA, "%s: empty file",
		    gw_text_name(t));
	gw_text_again(t);
	return strncmp(line, "ITEM:", 5) ? data(im, t, &o) : dump(im, t, &o);
}

int
main(int argc, char **argv)
{
	struct import im;

	if (import_open(&im, &me, argc, argv) == 0)
		import_files(&im, file);
	return import_close(&im);
}
