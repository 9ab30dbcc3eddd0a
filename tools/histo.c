/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * histo - histogram of a column of a table, with its moments, quantiles and
 * width at half height.  The mathematics is in lib/statistics/histogram.h.
 */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "statistics/histogram.h"
#include "tools/filter.h"

static const struct tool me = {
	.name = "histo", .about = "histogram of a column of a table", .operands = "[FILE ...]",
	.example = "tab barrier events.tgz | histo -c barrier -w 0.1 --moments",
	.in = IN_TSV, .out = OUT_TSV
};

struct config {
	const char *column, *weight;
	double width, range[2];
	int bins, logarithmic, density, fwhm, moments, summary;
	struct reals quantile;
};

struct data {
	char *name, *unit;	/* of the column: "barrier", "eV" */
	long n;
	double *x, *w;		/* w NULL: every row counts 1 */
};

/* "name[unit]" into its parts; a header without brackets has no unit. */
static void
split_name(const char *header, struct data *d)
{
	const char *open = strrchr(header, '[');
	int has = open && header[strlen(header) - 1] == ']';

	d->name = gw_format("%.*s", has ? (int)(open - header) : (int)strlen(header), header);
	d->unit = gw_tsv_unit(header);
}

static int
add_column(struct filter *io, const struct gw_tsv *t, const char *name, long n, double **to,
	char **header)
{
	int c = !name && t->ncol == 1 ? 0 : name ? gw_tsv_find(t, name, &io->err) : -1;
	double *v;

	if (c < 0)
		return io->err.code ? -1 : gw_fail(&io->err, GW_USAGE, "the table has %d columns: "
		    "say which one with -c", t->ncol);
	if (!(v = gw_tsv_numbers(t, c, &io->err)))
		return -1;
	*to = gw_realloc(*to, (size_t)(n + t->nrow), sizeof **to);
	memcpy(*to + n, v, (size_t)t->nrow*sizeof *v);
	gw_free(v);
	if (header && !*header)
		*header = gw_strdup(t->column[c]);
	return 0;
}

/* The column of all inputs, one after the other. */
static int
read_data(struct filter *io, const struct config *c, struct data *d)
{
	struct gw_tsv *t;
	char *header = NULL;
	int r = 0;

	while (r == 0 && (t = filter_tsv(io))) {
		r = add_column(io, t, c->column, d->n, &d->x, &header);
		if (r == 0 && c->weight)
			r = add_column(io, t, c->weight, d->n, &d->w, NULL);
		d->n += t->nrow;
		gw_tsv_free(t);
	}
	if (io->err.code)
		r = -1;
	if (r == 0)
		split_name(header, d);
	gw_free(header);
	for (long k = 0; r == 0 && d->w && k < d->n; k++)
		if (d->w[k] < 0)
			r = gw_fail(&io->err, GW_BADDATA, "row %ld: weight %g is negative",
			    k + 1, d->w[k]);
	return r;
}

struct item { char name[32]; double value; };

/* What --fwhm, --moments and --quantiles ask for; returns the number of items, -1 on error. */
static int
summarise(struct filter *io, const struct config *c, const struct data *d, const struct gw_hist *h,
	struct item *s)
{
	struct gw_moments m;
	double x[3], *q;
	int n = 0;

	if (c->fwhm) {
		if (gw_hist_fwhm(h, x, &io->err) < 0)
			return -1;
		s[n++] = (struct item){ "fwhm", x[1] - x[0] };
		s[n++] = (struct item){ "fwhm_lo", x[0] };
		s[n++] = (struct item){ "fwhm_hi", x[1] };
		s[n++] = (struct item){ "peak", x[2] };
		s[n++] = (struct item){ "mode", gw_hist_mode(h) };
		s[n++] = (struct item){ "peaks", gw_hist_peaks(h) };
		if (gw_hist_peaks(h) > 1)
			filter_warn(io, "%d separate runs of bins reach half of the maximum: the "
			    "width is that of the highest peak alone (wider bins, or several "
			    "peaks)", gw_hist_peaks(h));
	}
	if (c->moments) {
		gw_moments(d->x, d->w, d->n, &m);
		const struct item all[] = { { "n", (double)m.n }, { "weight", m.weight },
			{ "mean", m.mean },
			{ "mean_error", m.error }, { "sd", m.sd }, { "skewness", m.skewness },
			{ "kurtosis", m.kurtosis }, { "min", m.min }, { "max", m.max } };
		memcpy(s + n, all, sizeof all);
		n += (int)(sizeof all/sizeof *all);
	}
	q = gw_alloc((size_t)c->quantile.n, sizeof *q);
	gw_quantiles(d->x, d->w, d->n, c->quantile.v, c->quantile.n, q);
	for (int k = 0; k < c->quantile.n; k++) {
		snprintf(s[n].name, sizeof s->name, "q%g", c->quantile.v[k]);
		s[n++].value = q[k];
	}
	gw_free(q);
	return n;
}

static void
print_bins(struct filter *io, const struct config *c, const struct data *d, const struct gw_hist *h,
	const struct item *s, int ns)
{
	const char *u = d->unit, *l = *u ? "[" : "", *r = *u ? "]" : "";
	char *head = gw_format("lo%s%s%s\thi%s%s%s\tcentre%s%s%s\t%s%s%s%s", l, u, r, l, u, r, l, u,
	    r, c->density ? "" : "count\t", *u ? "density[1/" : "density", u, r);

	filter_table(io, 0, NULL);
	if (c->width > 0)
		fprintf(io->text, "# bins: edges at multiples of %.15g%s, lower edge inside\n",
		    c->width, c->logarithmic ? " decades" : "");
	else
		fprintf(io->text, "# bins: %d from %.17g to %.17g%s, lower edge inside, last bin "
		    "closed\n", h->n, h->edge[0], h->edge[h->n],
		    c->logarithmic ? ", logarithmic" : "");
	fprintf(io->text, "# column %s: inside %.15g, below %.15g, above %.15g, not a number %ld\n",
	    d->name, h->inside, h->below, h->above, h->nan);
	for (int k = 0; k < ns; k++)
		fprintf(io->text, "# %s %.17g\n", s[k].name, s[k].value);
	fprintf(io->text, "%s\n", head);
	for (int k = 0; k < h->n; k++) {
		fprintf(io->text, "%.17g\t%.17g\t%.17g\t", h->edge[k], h->edge[k+1],
		    gw_hist_centre(h, k, c->logarithmic));
		if (!c->density)
			fprintf(io->text, "%.17g\t", h->count[k]);
		fprintf(io->text, "%.17g\n", gw_hist_density(h, k));
	}
	gw_free(head);
}

static void
print_summary(struct filter *io, const struct item *s, int ns)
{
	const char *const column[] = { "quantity", "value" };

	filter_table(io, 2, column);
	for (int k = 0; k < ns; k++)
		fprintf(io->text, "%s\t%.17g\n", s[k].name, s[k].value);
}

static int
check(struct filter *io, struct config *c)
{
	if (c->width > 0 && c->bins)
		return gw_fail(&io->err, GW_USAGE, "--width and --bins: give one of them");
	if (c->bins < 0)
		return gw_fail(&io->err, GW_USAGE, "--bins %d: expected a number above 0", c->bins);
	if (c->summary && !c->fwhm && !c->moments && !c->quantile.n)
		return gw_fail(&io->err, GW_USAGE,
		    "--summary: of what? --fwhm, --moments or --quantiles");
	for (int k = 0; k < c->quantile.n; k++)
		if (!(c->quantile.v[k] >= 0 && c->quantile.v[k] <= 1))
			return gw_fail(&io->err, GW_USAGE,
			    "--quantiles %g: expected numbers from 0 to 1", c->quantile.v[k]);
	if (!(c->width > 0) && !c->bins)
		c->bins = 50;
	return 0;
}

static void
histogram(struct filter *io, const struct config *c, const struct data *d)
{
	const struct gw_hist_opt o = { c->width, c->bins, c->range[0], c->range[1],
		c->logarithmic };
	struct gw_hist *h = gw_hist_new(d->x, d->n, &o, &io->err);
	struct item *s = gw_alloc((size_t)c->quantile.n + 24, sizeof *s);
	int n;

	if (h) {
		gw_hist_add(h, d->x, d->w, d->n);
		if (h->nan)
			filter_warn(io, "%ld rows are not numbers and count nowhere", h->nan);
		n = summarise(io, c, d, h, s);
		if (n >= 0 && c->summary)
			print_summary(io, s, n);
		else if (n >= 0)
			print_bins(io, c, d, h, s, n);
	}
	gw_hist_free(h);
	gw_free(s);
}

int
main(int argc, char **argv)
{
	struct config c = { .range = { -HUGE_VAL, HUGE_VAL } };
	struct data d = { NULL, NULL, 0, NULL, NULL };
	struct filter io;
	const struct opt tab[] = {
		{ 'c', "column", OPT_STR, &c.column, "COLUMN",
			"column by name or number (needed if there are several)" },
		{ 'w', "width", OPT_POS, &c.width, "W",
			"bin width; edges are multiples of it (with --log: decades)" },
		{ 'n', "bins", OPT_INT, &c.bins, "N",
			"N equal bins over the range instead (default 50)" },
		{ 0, "range", OPT_RANGE, &c.range, "A:B", "count from A to B (default: all data)" },
		{ 0, "log", OPT_FLAG, &c.logarithmic, "", "equal bins of the logarithm" },
		{ 0, "weight", OPT_STR, &c.weight, "COLUMN",
			"each row counts with its value of COLUMN" },
		{ 0, "density", OPT_FLAG, &c.density, "", "leave the column count out" },
		{ 0, "fwhm", OPT_FLAG, &c.fwhm, "", "full width at half maximum, and the mode" },
		{ 0, "moments", OPT_FLAG, &c.moments, "",
			"mean, its error, sd, skewness, excess kurtosis, min, max" },
		{ 0, "quantiles", OPT_LIST, &c.quantile, "LIST", "quantiles, e.g. 0.05,0.5,0.95" },
		{ 0, "summary", OPT_FLAG, &c.summary, "",
			"print these as rows quantity, value; no histogram" },
		{ 0 } };

	filter_open(&io, &me, tab, argc, argv);
	if (check(&io, &c) == 0 && read_data(&io, &c, &d) == 0)
		histogram(&io, &c, &d);
	gw_free(d.name);
	gw_free(d.unit);
	gw_free(d.x);
	gw_free(d.w);
	return filter_close(&io);
}
