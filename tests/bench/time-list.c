/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Builds the neighbour list of a frame N times, for bench.py, which takes the
 * time; and says which instruction set the kernels use.
 */
#include <math.h>

#include "base/cpu.h"
#include "cell/list.h"
#include "tools/filter.h"

static const struct tool me = {
	.name = "time-list", .about = "build the neighbour list of a frame again and again",
	.operands = "[FILE ...]", .example = "time-list --cutoff 7.6 --skin 1 --builds 100 liquid.tgz",
	.in = IN_STREAM, .out = OUT_TEXT,
};

int
main(int argc, char **argv)
{
	double cutoff = 2.5, skin = 0.3;
	int builds = 1;
	struct gw_list *l = gw_list_new();
	struct filter io;
	const struct opt tab[] = {
		{ 0, "cutoff", OPT_REAL, &cutoff, "R", "cut-off" },
		{ 0, "skin", OPT_REAL, &skin, "R", "what is added to it" },
		{ 0, "builds", OPT_INT, &builds, "N", "how often" },
		{ 0 } };

	filter_open(&io, &me, tab, argc, argv);
	while (filter_next(&io) > 0) {
		int k;

		for (k = 0; k < builds; k++)
			if (gw_list_build(l, io.sys, io.sys->x, &io.sys->box, cutoff, skin, &io.err) < 0)
				break;
		if (k < builds)
			break;
		fprintf(io.text, "isa %s\npairs %ld\n", gw_cpu_name(gw_cpu_level()), l->npair);
	}
	gw_list_free(l);
	return filter_close(&io);
}
