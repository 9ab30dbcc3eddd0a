/* SPDX-License-Identifier: GPL-3.0-or-later */
/* to-xyz - a stream becomes extended XYZ for ASE and OVITO. */
#include "formats/extxyz.h"
#include "tools/filter.h"

static const struct tool me = {
	.name = "to-xyz",
	.about = "write a stream as extended XYZ (ASE, OVITO)",
	.operands = "[FILE ...]",
	.example = "to-xyz --forces glass.tgz -o glass.xyz",
	.in = IN_STREAM, .out = OUT_TEXT,
};

/* Energy, forces and static stress of the frame: sigma = -sum_i w_i / V, tension positive. */
static void
store(struct filter *io, const struct gw_force *fo)
{
	const struct gw_units *u = gw_units(io->sys->units);
	char unit[32];

	snprintf(unit, sizeof unit, "%s/%s", u->energy, u->length);
	filter_set(io, "energy", io->sys->energy);
	filter_set_array(io, "force", GW_F8, 3, unit, io->sys->f);
	for (int k = 0; k < 6; k++)
		filter_set(io, gw_stress_name[k], -fo->virial[k]/io->sys->box.volume);
}

static int
evaluate(struct filter *io, const char *spec)
{
	struct gw_potspec *p = spec ? gw_potspec_read(spec, &io->err) :
	    gw_potspec_of_frame(io->frame, &io->err);
	struct gw_pot *pot = p ? gw_potspec_bind(p, io->sys, &io->err) : NULL;
	struct gw_force *fo = pot ? gw_force_new(pot, -1) : NULL;
	int r = fo ? gw_force_eval(fo, io->sys, GW_WANT_VIRIAL, &io->err) : -1;

	if (r == 0)
		store(io, fo);
	gw_force_free(fo);
	gw_pot_free(pot);
	gw_potspec_free(p);
	return r;
}

int
main(int argc, char **argv)
{
	struct filter io;
	const char *spec = NULL;
	int forces = 0;
	const struct opt tab[] = {
		{ 'F', "forces", OPT_FLAG, &forces, "", "compute energy, forces and stress anew" },
		{ 'p', "potential", OPT_STR, &spec, "SPEC", "for --forces (default: the frame's)" },
		{ 0 }
	};

	filter_open(&io, &me, tab, argc, argv);
	while (filter_next(&io) > 0) {
		if (forces && evaluate(&io, spec) < 0)
			break;
		gw_extxyz_write(io.text, io.sys, io.frame);
	}
	return filter_close(&io);
}
