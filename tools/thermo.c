/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * thermo - heat capacity, glass transition and entropy from a run in
 * temperature.  The mathematics is in lib/statistics/thermo.h.
 */
#include <math.h>

#include "base/mem.h"
#include "statistics/thermo.h"
#include "tools/filter.h"
#include "tools/series.h"

static const struct tool me = {
	.name = "thermo", .about = "heat capacity, glass transition and entropy of a cooling run",
	.operands = "[FILE ...]", .example = "tab temperature volume quench.tgz | thermo -c volume --tg",
	.in = IN_STREAM, .out = OUT_TSV, .flags = TOOL_RAW | TOOL_MANY
};

struct config {
	double window, low[2], high[2];
	int tg, entropy;
};

static void
row(struct filter *io, const char *quantity, double value, double error, const char *unit)
{
	fprintf(io->text, "%s\t%.17g\t%.17g\t%s\n", quantity, value, error, *unit ? unit : "-");
}

static int
print_tg(struct filter *io, const struct config *c, const struct series *s)
{
	static const char *const column[] = { "quantity", "value", "error", "unit" };
	struct gw_tg r;
	char *slope = gw_format("%s/%s", *s->yunit ? s->yunit : "1", *s->xunit ? s->xunit : "1");

	if (gw_tg_fit(s->T, s->v, s->n, isnan(c->low[0]) ? NULL : c->low,
	    isnan(c->high[0]) ? NULL : c->high, &r, &io->err) == 0) {
		filter_table(io, 4, column);
		row(io, "tg", r.tg, r.error, s->xunit);
		row(io, s->name, r.value, NAN, s->yunit);
		row(io, "slope_low", r.low.c1, sqrt(r.low.cov11), slope);
		row(io, "slope_high", r.high.c1, sqrt(r.high.cov11), slope);
		row(io, "low_from", r.low.a, NAN, s->xunit);
		row(io, "low_to", r.low.b, NAN, s->xunit);
		row(io, "high_from", r.high.a, NAN, s->xunit);
		row(io, "high_to", r.high.b, NAN, s->xunit);
		row(io, "points_low", (double)r.low.n, NAN, "");
		row(io, "points_high", (double)r.high.n, NAN, "");
		if (!(r.tg >= r.low.a && r.tg <= r.high.b))
			filter_warn(io, "the branches cross at %g, outside the data", r.tg);
	}
	gw_free(slope);
	return io->err.code ? -1 : 0;
}

/* "name[unit]", "slope[unit/K]" */
static char *
head(const char *name, const char *unit, const char *per)
{
	if (per)
		return gw_format("%s[%s/%s]", name, *unit ? unit : "1", *per ? per : "1");
	return *unit ? gw_format("%s[%s]", name, unit) : gw_format("%s", name);
}

/* A tenth of the range, but never so narrow that the ends have fewer than three temperatures. */
static double
default_window(const struct series *s)
{
	double range = s->T[s->n-1] - s->T[0];
	long d = 0;

	for (long k = 1; k < s->n; k++)
		d += s->T[k] > s->T[k-1];
	return d > 45 ? range/10 : d > 0 ? 4.5*range/(double)d : 1;
}

static int
print_slopes(struct filter *io, const struct config *c, const struct series *s)
{
	double *d = gw_alloc((size_t)s->n, sizeof *d), *error = gw_alloc((size_t)s->n, sizeof *error);
	double *S = gw_alloc((size_t)s->n, sizeof *S);
	double window = c->window > 0 ? c->window : default_window(s);
	char *column[] = { head("temperature", s->xunit, NULL), head(s->name, s->yunit, NULL),
		head("slope", s->yunit, s->xunit), head("slope_error", s->yunit, s->xunit),
		head("entropy", s->yunit, s->xunit) };
	int n = 4 + c->entropy;

	gw_slopes(s->T, s->v, s->n, window, d, error);
	if (!c->entropy || gw_entropy(s->T, s->v, s->n, S, &io->err) == 0) {
		filter_table(io, 0, NULL);
		fprintf(io->text, "# window %.17g\n", window);
		for (int k = 0; k < n; k++)
			fprintf(io->text, "%s%s", column[k], k < n - 1 ? "\t" : "\n");
		for (long k = 0; k < s->n; k++) {
			fprintf(io->text, "%.17g\t%.17g\t%.17g\t%.17g", s->T[k], s->v[k], d[k], error[k]);
			if (c->entropy)
				fprintf(io->text, "\t%.17g", S[k]);
			fputc('\n', io->text);
		}
	}
	for (int k = 0; k < 5; k++)
		gw_free(column[k]);
	gw_free(d);
	gw_free(error);
	gw_free(S);
	return io->err.code ? -1 : 0;
}

int
main(int argc, char **argv)
{
	struct series s = { .x = "temperature" };
	struct config c = { .low = { NAN, NAN }, .high = { NAN, NAN } };
	struct filter io;
	const struct opt tab[] = {
		{ 'c', "column", OPT_STR, &s.y, "COLUMN",
			"the quantity (default enthalpy, else energy + kinetic)" },
		{ 'T', "temperature", OPT_STR, &s.x, "COLUMN", "the temperature (default temperature)" },
		{ 'w', "window", OPT_POS, &c.window, "W",
			"width of the fits for slopes (default a tenth of the range)" },
		{ 0, "entropy", OPT_FLAG, &c.entropy, "", "add the entropy, 0 at the highest temperature" },
		{ 0, "tg", OPT_FLAG, &c.tg, "", "glass transition from two branches, instead of slopes" },
		{ 0, "low", OPT_RANGE, &c.low, "A:B", "with --tg: range of the glass (default: found)" },
		{ 0, "high", OPT_RANGE, &c.high, "A:B", "with --tg: range of the liquid (default: found)" },
		{ 0 } };

	filter_open(&io, &me, tab, argc, argv);
	if (c.tg && (c.entropy || c.window > 0))
		gw_fail(&io.err, GW_USAGE, "--tg goes with neither --entropy nor --window");
	else if (!c.tg && (!isnan(c.low[0]) || !isnan(c.high[0])))
		gw_fail(&io.err, GW_USAGE, "--low and --high belong to --tg");
	else if (series_read(&io, &s) == 0 && c.tg)
		print_tg(&io, &c, &s);
	else if (!io.err.code)
		print_slopes(&io, &c, &s);
	series_free(&s);
	return filter_close(&io);
}
