/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * thermo - heat capacity, glass transition and entropy from a run in
 * temperature.  The mathematics is in lib/statistics/thermo.h.
 */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/units.h"
#include "statistics/thermo.h"
#include "tools/filter.h"
#include "tools/series.h"

static const struct tool me = {
	.name = "thermo", .about = "heat capacity, glass transition and entropy of a cooling run",
	.operands = "[FILE ...]",
	.example = "tab temperature volume quench.tgz | thermo -c volume --tg",
	.in = IN_STREAM, .out = OUT_TSV, .flags = TOOL_RAW | TOOL_MANY
};

struct config {
	double window, low[2], high[2];
	int tg, entropy, atoms, kb;
	const char *zero, *minus;
};

/* The entropy of another system, as this program wrote it. */
struct other {
	long n;
	double *T, *S, *error;		/* error NULL: it has none */
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

/* ---- columns ---- */

enum { TEMPERATURE, QUANTITY, SLOPE, SLOPE_ERROR, ENTROPY, ENTROPY_ERROR, EXCESS,
	EXCESS_ERROR, COLUMNS };

/* One column: its name, its unit and its rows. */
struct column { const char *name; char *unit; double *v; };

struct table { long n; struct column c[COLUMNS]; };

static void
table_new(struct table *t, const struct series *s, int kb)
{
	static const char *const name[] = { NULL, NULL, "slope", "slope_error", "entropy",
		"entropy_error", "excess", "excess_error" };
	const char *per = strstr(s->yunit, "/atom") ? "/atom" : "";

	t->n = s->n;
	for (int k = 0; k < COLUMNS; k++) {
		t->c[k].name = name[k] ? name[k] : k == TEMPERATURE ? "temperature" : s->name;
		t->c[k].v = gw_alloc((size_t)s->n, sizeof(double));
		if (k < SLOPE)
			t->c[k].unit = gw_strdup(k == QUANTITY ? s->yunit : s->xunit);
		else
			t->c[k].unit = kb ? gw_format("kB%s", per) :
			    gw_format("%s/%s", *s->yunit ? s->yunit : "1",
			        *s->xunit ? s->xunit : "1");
	}
	memcpy(t->c[TEMPERATURE].v, s->T, (size_t)s->n*sizeof *s->T);
	memcpy(t->c[QUANTITY].v, s->v, (size_t)s->n*sizeof *s->v);
}

static void
table_free(struct table *t)
{
	for (int k = 0; k < COLUMNS; k++) {
		gw_free(t->c[k].unit);
		gw_free(t->c[k].v);
	}
}

static void
table_print(struct filter *io, const struct table *t, int ncol)
{
	for (int k = 0; k < ncol; k++) {
		char *head = gw_tsv_head(t->c[k].name, t->c[k].unit);

		fprintf(io->text, "%s%s", head, k < ncol - 1 ? "\t" : "\n");
		gw_free(head);
	}
	for (long row = 0; row < t->n; row++)
		for (int k = 0; k < ncol; k++)
			fprintf(io->text, "%.17g%s", t->c[k].v[row], k < ncol - 1 ? "\t" : "\n");
}

/* ---- slopes and entropies ---- */

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

/* Where the entropy is 0 between the temperatures lo and hi. */
static int
zero_at(struct filter *io, const struct config *c, double lo, double hi, double *at)
{
	*at = !strcmp(c->zero, "low") ? lo : hi;
	if (strcmp(c->zero, "low") && strcmp(c->zero, "high") && gw_number(c->zero, at) < 0)
		return gw_fail(&io->err, GW_USAGE,
		    "--zero %s: expected low, high or a temperature", c->zero);
	if (!(*at >= lo && *at <= hi))
		return gw_fail(&io->err, GW_BADDATA, "--zero %g lies outside the data, %g to %g",
		    *at, lo, hi);
	return 0;
}

static long
nearest(const double *T, long n, double at)
{
	long best = 0;

	for (long k = 1; k < n; k++)
		if (fabs(T[k] - at) < fabs(T[best] - at))
			best = k;
	return best;
}

static int
entropy(struct filter *io, const struct config *c, const struct series *s, double unit,
	struct table *t)
{
	double *S = t->c[ENTROPY].v, *error = t->c[ENTROPY_ERROR].v, at, S0;

	if (gw_entropy(s->T, s->v, s->n, S, &io->err) < 0 ||
	    zero_at(io, c, s->T[0], s->T[s->n-1], &at) < 0)
		return -1;
	S0 = gw_entropy_at(s->T, S, s->n, at);
	gw_entropy_error(s->T, s->n, gw_noise(s->T, s->v, s->n), nearest(s->T, s->n, at), error);
	for (long k = 0; k < s->n; k++) {
		S[k] = (S[k] - S0)/unit;
		error[k] /= unit;
	}
	return 0;
}

static int
read_columns(const struct gw_tsv *t, const char *name, const char *unit, struct other *o,
	struct gw_err *e)
{
	int T = gw_tsv_find(t, "temperature", e),
	    S = T < 0 ? -1 : gw_tsv_find(t, "entropy", e), error;
	struct gw_err quiet;
	char *has;

	if (S < 0)
		return gw_fail_in(e, "%s, which should come from thermo --entropy", name);
	has = gw_tsv_unit(t->column[S]);
	if (strcmp(has, unit))
		gw_fail(e, GW_BADDATA, "%s: its entropy is in %s, this one in %s", name,
		    *has ? has : "no unit", unit);
	gw_free(has);
	if (e->code)
		return -1;
	error = gw_tsv_find(t, "entropy_error", &quiet);
	o->n = t->nrow;
	o->T = gw_tsv_numbers(t, T, e);
	o->S = o->T ? gw_tsv_numbers(t, S, e) : NULL;
	o->error = o->S && error >= 0 ? gw_tsv_numbers(t, error, e) : NULL;
	for (long k = 0; !e->code && k < o->n; k++)
		if (!(o->T[k] > 0) || (k && !(o->T[k] >= o->T[k-1])))
			gw_fail(e, GW_BADDATA, "%s: the temperatures do not ascend", name);
	return e->code ? -1 : 0;
}

static int
read_other(const char *name, const char *unit, struct other *o, struct gw_err *e)
{
	FILE *in = fopen(name, "r");
	struct gw_tsv *t;
	int r;

	if (!in)
		return gw_fail(e, GW_NOINPUT, "%s: %s", name, strerror(errno));
	t = gw_tsv_read(in, name, e);
	fclose(in);
	r = t ? read_columns(t, name, unit, o, e) : -1;
	gw_tsv_free(t);
	return r;
}

/*
 * What this entropy has more than the other one, 0 at the zero of the temperatures that both have.
 */
static int
excess(struct filter *io, const struct config *c, struct table *t, const struct other *o)
{
	const double *T = t->c[TEMPERATURE].v, *S = t->c[ENTROPY].v;
	double *d = t->c[EXCESS].v, *error = t->c[EXCESS_ERROR].v, lo, hi, at, d0;

	if (o->n < 1 || !(o->T[0] <= T[t->n-1] && o->T[o->n-1] >= T[0]))
		return gw_fail(&io->err, GW_BADDATA, "%s has no temperature in common", c->minus);
	lo = fmax(T[0], o->T[0]);
	hi = fmin(T[t->n-1], o->T[o->n-1]);
	if (zero_at(io, c, lo, hi, &at) < 0)
		return -1;
	d0 = gw_entropy_at(T, S, t->n, at) - gw_entropy_at(o->T, o->S, o->n, at);
	for (long k = 0; k < t->n; k++) {
		d[k] = S[k] - gw_entropy_at(o->T, o->S, o->n, T[k]) - d0;
		error[k] = o->error ? hypot(t->c[ENTROPY_ERROR].v[k],
		    gw_entropy_at(o->T, o->error, o->n, T[k])) : NAN;
	}
	return 0;
}

static int
add_excess(struct filter *io, const struct config *c, struct table *t)
{
	struct other o = { 0 };
	int r = read_other(c->minus, t->c[ENTROPY].unit, &o, &io->err);

	if (r == 0)
		r = excess(io, c, t, &o);
	gw_free(o.T);
	gw_free(o.S);
	gw_free(o.error);
	return r;
}

static int
print_slopes(struct filter *io, const struct config *c, const struct series *s)
{
	double window = c->window > 0 ? c->window : default_window(s);
	double unit = c->kb ? gw_units(GW_METAL)->kB : 1;
	struct table t;

	table_new(&t, s, c->kb);
	gw_slopes(s->T, s->v, s->n, window, t.c[SLOPE].v, t.c[SLOPE_ERROR].v);
	for (long k = 0; k < s->n; k++) {
		t.c[SLOPE].v[k] /= unit;
		t.c[SLOPE_ERROR].v[k] /= unit;
	}
	if ((!c->entropy || entropy(io, c, s, unit, &t) == 0) &&
	    (!c->minus || add_excess(io, c, &t) == 0)) {
		filter_table(io, 0, NULL);
		fprintf(io->text, "# window %.17g\n", window);
		table_print(io, &t, c->minus ? COLUMNS : c->entropy ? EXCESS : ENTROPY);
	}
	table_free(&t);
	return io->err.code ? -1 : 0;
}

/* --atoms: the quantity of one atom. */
static int
scale(struct filter *io, const struct config *c, struct series *s)
{
	char *unit;

	if (c->atoms) {
		for (long k = 0; k < s->n; k++)
			s->v[k] /= c->atoms;
		unit = gw_format("%s/atom", *s->yunit ? s->yunit : "1");
		gw_free(s->yunit);
		s->yunit = unit;
	}
	if (c->kb && ((strcmp(s->yunit, "eV") && strcmp(s->yunit, "eV/atom")) ||
	    strcmp(s->xunit, "K")))
		return gw_fail(&io->err, GW_USAGE, "--kb needs eV and K, not '%s' and '%s': heads "
		    "like enthalpy[eV] say so", s->yunit, s->xunit);
	return 0;
}

static int
check(struct filter *io, struct config *c)
{
	if (c->atoms < 0)
		return gw_fail(&io->err, GW_USAGE,
		    "--atoms %d: expected a number above 0", c->atoms);
	if (c->tg && (c->entropy || c->minus || c->kb || c->window > 0))
		return gw_fail(&io->err, GW_USAGE,
		    "--tg goes with none of --entropy, --minus, --kb, --window");
	if (!c->tg && (!isnan(c->low[0]) || !isnan(c->high[0])))
		return gw_fail(&io->err, GW_USAGE, "--low and --high belong to --tg");
	c->entropy |= c->minus != NULL;
	if (c->zero && !c->entropy)
		return gw_fail(&io->err, GW_USAGE, "--zero belongs to --entropy");
	c->zero = c->zero ? c->zero : "low";
	return 0;
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
		{ 'T', "temperature", OPT_STR, &s.x, "COLUMN",
			"the temperature (default temperature)" },
		{ 'w', "window", OPT_POS, &c.window, "W",
			"width of the fits for slopes (default a tenth of the range)" },
		{ 0, "entropy", OPT_FLAG, &c.entropy, "", "add the entropy" },
		{ 0, "zero", OPT_STR, &c.zero, "low|high|T", "where it is 0 (default low)" },
		{ 0, "minus", OPT_STR, &c.minus, "FILE",
			"add the excess over the entropy in FILE, from thermo --entropy" },
		{ 0, "atoms", OPT_INT, &c.atoms, "N", "divide the quantity by N" },
		{ 0, "kb", OPT_FLAG, &c.kb, "", "slopes and entropies in k_B" },
		{ 0, "tg", OPT_FLAG, &c.tg, "",
			"glass transition from two branches, instead of slopes" },
		{ 0, "low", OPT_RANGE, &c.low, "A:B",
			"with --tg: range of the glass (default: found)" },
		{ 0, "high", OPT_RANGE, &c.high, "A:B",
			"with --tg: range of the liquid (default: found)" },
		{ 0 } };

	filter_open(&io, &me, tab, argc, argv);
	if (check(&io, &c) == 0 && series_read(&io, &s) == 0 && scale(&io, &c, &s) == 0) {
		if (c.tg)
			print_tg(&io, &c, &s);
		else
			print_slopes(&io, &c, &s);
	}
	series_free(&s);
	return filter_close(&io);
}
