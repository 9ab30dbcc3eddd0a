/* SPDX-License-Identifier: GPL-3.0-or-later */
/* anneal - molecular dynamics at one temperature (or energy). */
#include "tools/mdrun.h"

static const struct tool me = {
	.name = "anneal",
	.about = "molecular dynamics at a constant temperature",
	.operands = "[FILE ...]",
	.example = "anneal -T 600 --hold 1ns --every 50ps --inherent glass.tgz >aged.tgz",
	.in = IN_STREAM, .out = OUT_STREAM,
	.flags = TOOL_FORCE | TOOL_SEED | TOOL_STRICT
};

int
main(int argc, char **argv)
{
	struct filter io;
	struct mdrun r = MDRUN_DEFAULTS;
	struct mdplan p = { .from = NAN, .to = NAN, .hold = NAN };
	const struct opt tab[] = {
		{ 'T', "temperature", OPT_POS, &p.to, "T", "temperature (default: the frame's)" },
		{ 0, "hold", OPT_TIME, &p.hold, "TIME", "how long" },
		MDRUN_OPTIONS(r),
		{ 0 }
	};

	filter_open(&io, &me, tab, argc, argv);
	if (isnan(p.hold))
		gw_fail(&io.err, GW_USAGE, "needs --hold TIME");
	else
		while (filter_next(&io) > 0)
			if (mdrun(&io, &r, &p) != 0)
				break;
	return filter_close(&io);
}
