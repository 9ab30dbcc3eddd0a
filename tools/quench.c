/* SPDX-License-Identifier: GPL-3.0-or-later */
/* quench - molecular dynamics along a straight line of temperature. */
#include "tools/mdrun.h"

static const struct tool me = {
	.name = "quench",
	.about = "cool or heat at a constant rate by molecular dynamics",
	.operands = "[FILE ...]",
	.example = "quench --to 300 --rate 1e12K/s --every-T 10 liquid.tgz >glass.tgz",
	.in = IN_STREAM, .out = OUT_STREAM,
	.flags = TOOL_FORCE | TOOL_SEED | TOOL_STRICT
};

static int
check(struct filter *io, const struct mdplan *p, const struct rate *rate, const struct mdrun *r)
{
	if (isnan(p->to) || !rate->given)
		return gw_fail(&io->err, GW_USAGE, "needs --to T and --rate R");
	if (p->every_T > 0 && !isnan(r->every))
		return gw_fail(&io->err, GW_USAGE, "--every and --every-T exclude each other");
	if (r->ensemble && r->ensemble[1] == 'v' && r->ensemble[2] == 'e')
		return gw_fail(&io->err, GW_USAGE, "--ensemble nve has no thermostat: "
			"quench needs nvt or npt");
	return 0;
}

int
main(int argc, char **argv)
{
	struct filter io;
	struct mdrun r = MDRUN_DEFAULTS;
	struct mdplan p = { .from = NAN, .to = NAN };
	struct rate rate = { 0 };
	const struct opt tab[] = {
		{ 0, "to", OPT_POS, &p.to, "T", "temperature at the end" },
		{ 0, "rate", OPT_RATE, &rate, "R", "rate: 1e12K/s, 1K/ps, or a number in lj" },
		{ 0, "from", OPT_POS, &p.from, "T",
			"temperature at the start (default: the frame's)" },
		{ 0, "every-T", OPT_POS, &p.every_T, "DT", "a frame each time T has moved by DT" },
		MDRUN_OPTIONS(r),
		{ 0 }
	};

	filter_open(&io, &me, tab, argc, argv);
	p.rate = rate.value;
	if (check(&io, &p, &rate, &r) == 0)
		while (filter_next(&io) > 0)
			if (mdrun(&io, &r, &p) != 0)
				break;
	return filter_close(&io);
}
