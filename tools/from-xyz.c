/* SPDX-License-Identifier: GPL-3.0-or-later */
/* from-xyz - extended XYZ, as ASE and OVITO write it, becomes frames of a stream. */
#include "formats/extxyz.h"
#include "tools/import.h"

static const struct tool me = {
	.name = "from-xyz",
	.about = "read extended XYZ (ASE, OVITO) into a stream",
	.operands = "[FILE ...]",
	.example = "from-xyz relaxed.xyz | rdf --peaks",
	.in = IN_TEXT, .out = OUT_STREAM, .flags = TOOL_FORCE | TOOL_MAYBE,
};

static int
file(struct import *im, struct gw_text *t)
{
	const struct gw_extxyz_opt o = { .units = im->units, .dim = im->dim,
		.nspecies = im->nspecies, .species = im->name };
	struct gw_extxyz_seen seen;
	struct gw_frame *f;
	struct gw_sys *s;
	long n = 0;
	int r;

	for (;; n++) {
		f = gw_frame_new();
		if ((r = gw_extxyz_read(t, &o, &s, f, &seen, &im->io.err)) <= 0)
			break;
		if (import_frame(im, t, s, f, seen.digits, seen.note) < 0)
			return -1;
	}
	gw_frame_free(f);
	if (r == 0 && n == 0)
		r = gw_fail(&im->io.err, GW_BADDATA, "%s: no frame: empty file", gw_text_name(t));
	return r;
}

int
main(int argc, char **argv)
{
	struct import im;

	if (import_open(&im, &me, argc, argv) == 0)
		import_files(&im, file);
	return import_close(&im);
}
