/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shannon - entropy and diversity of a histogram, of labels or of numbers.
 * The mathematics is in lib/statistics/entropy.h.
 */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "statistics/entropy.h"
#include "statistics/histogram.h"
#include "tools/filter.h"
#include "tools/groups.h"

static const struct tool me = {
	.name = "shannon", .about = "entropy and diversity of a distribution, with errors",
	.operands = "[FILE ...]",
	.example = "tab barrier events.tgz | shannon -c barrier -w 0.05",
	.in = IN_TSV, .out = OUT_TSV, .flags = TOOL_SEED
};

enum { HISTOGRAM, LABELS, NUMBERS };

struct config {
	const char *column, *weight, *by;
	double width, range[2];
	int bins, bootstrap, spacing, kind;
};

/* One distribution. */
struct counts {
	long n;
	double *count, *width;		/* width NULL: labels */
	double equal;			/* the width when it is the same for all, else NaN */
};

struct result {
	struct gw_shannon s;
	double width, differential, spacing, spacing_error;
};

/* What is said once, after all groups. */
struct notes { long fractional, tied, few; };

/* ---- counts of a group ---- */

static int
by_label(const void *a, const void *b)
{
	return strcmp(((const struct row *)a)->label, ((const struct row *)b)->label);
}

static int
by_x(const void *a, const void *b)
{
	const struct row *p = a, *q = b;

	return (p->x > q->x) - (p->x < q->x);
}

static struct counts
room(long n, int widths)
{
	return (struct counts){ .count = gw_alloc((size_t)n, sizeof(double)), .equal = NAN,
		.width = widths ? gw_alloc((size_t)n, sizeof(double)) : NULL };
}

static struct counts
count_labels(struct row *row, long n)
{
	struct counts c = room(n, 0);

	qsort(row, (size_t)n, sizeof *row, by_label);
	for (long k = 0; k < n; k++) {
		c.n += k == 0 || by_label(row + k - 1, row + k);
		c.count[c.n-1] += row[k].w;
	}
	return c;
}

static void
set_equal(struct counts *c)
{
	for (long k = 1; k < c->n; k++)
		if (!(fabs(c->width[k] - c->width[0]) <= 1e-9*c->width[0]))
			return;
	c->equal = c->width[0];
}

/* Rows of a histogram, or of several with the same bins: x and y are the edges. */
static int
count_bins(struct row *row, long n, struct counts *c, struct gw_err *e)
{
	*c = room(n, 1);
	qsort(row, (size_t)n, sizeof *row, by_x);
	for (long k = 0; k < n; k++) {
		if (!(row[k].y > row[k].x))
			return gw_fail(e, GW_BADDATA, "a bin from %g to %g", row[k].x, row[k].y);
		if (k && row[k].x == row[k-1].x && row[k].y == row[k-1].y)
			c->n--;
		else if (k && row[k].x < row[k-1].y - 1e-9*(row[k-1].y - row[k-1].x))
			return gw_fail(e, GW_BADDATA, "the bins %g .. %g and %g .. %g overlap: "
			    "several histograms must have the same bins, or tell them apart with "
			    "--by", row[k-1].x, row[k-1].y, row[k].x, row[k].y);
		c->count[c->n] += row[k].w;
		c->width[c->n++] = row[k].y - row[k].x;
	}
	set_equal(c);
	return 0;
}

/* Bins that suit all groups. */
static struct gw_hist *
bins(const struct config *o, const struct rows *all, struct gw_err *e)
{
	const struct gw_hist_opt opt = { o->width, o->bins, o->range[0], o->range[1], 0 };
	double *x = gw_alloc((size_t)all->n, sizeof *x);
	struct gw_hist *h;

	for (long k = 0; k < all->n; k++)
		x[k] = all->row[k].x;
	h = gw_hist_new(x, all->n, &opt, e);
	gw_free(x);
	return h;
}

static struct counts
count_numbers(const struct config *o, struct gw_hist *h, const struct row *row, long n)
{
	struct counts c = room(h->n, 1);

	memset(h->count, 0, (size_t)h->n*sizeof *h->count);
	for (long k = 0; k < n; k++)
		gw_hist_add(h, &row[k].x, &row[k].w, 1);
	for (; c.n < h->n; c.n++) {
		c.count[c.n] = h->count[c.n];
		c.width[c.n] = h->edge[c.n+1] - h->edge[c.n];
	}
	set_equal(&c);
	c.equal = o->width > 0 ? o->width : c.equal;
	return c;
}

/* ---- results ---- */

/* The estimate without bins, for numbers that count once each. */
static int
spacing(const struct config *o, struct row *row, long n, struct result *r, struct notes *notes,
	struct gw_err *e)
{
	double *x = gw_alloc((size_t)n, sizeof *x);
	long m = 0;
	int bad = 0;

	qsort(row, (size_t)n, sizeof *row, by_x);
	for (long k = 0; k < n; k++)
		if (row[k].x >= o->range[0] && row[k].x <= o->range[1])
			x[m++] = row[k].x;
	if (m <= 2L*o->spacing) {
		notes->few++;
	} else if (!o->weight) {
		bad = gw_entropy_spacing(x, m, o->spacing, &r->spacing, &r->spacing_error, e);
		notes->tied += isnan(r->spacing);
	}
	gw_free(x);
	return bad;
}

static int
measure(struct filter *io, const struct config *o, const struct rows *all, const struct group *g,
	struct gw_hist *h, struct result *r, struct notes *notes)
{
	struct row *row = all->row + g->first;
	struct counts c = { 0 };
	int bad = 0;

	*r = (struct result){ .width = NAN, .differential = NAN, .spacing = NAN,
	    .spacing_error = NAN };
	if (o->kind == LABELS)
		c = count_labels(row, g->n);
	else if (o->kind == HISTOGRAM)
		bad = count_bins(row, g->n, &c, &io->err);
	else
		c = count_numbers(o, h, row, g->n);
	if (!bad)
		bad = gw_shannon(c.count, c.n, &r->s, &io->err);
	if (!bad && o->bootstrap)
		bad = gw_shannon_bootstrap(c.count, c.n, o->bootstrap, (uint64_t)io->seed,
		    (uint32_t)g->number, &r->s, &io->err);
	if (!bad && o->kind == NUMBERS)
		bad = spacing(o, row, g->n, r, notes, &io->err);
	if (!bad && c.width) {
		r->width = c.equal;
		r->differential = gw_shannon_differential(c.count, c.width, c.n);
	}
	notes->fractional += !bad && !r->s.whole;
	gw_free(c.count);
	gw_free(c.width);
	return bad && g->name ? gw_fail_in(&io->err, "%s %s", all->by, g->name) : bad;
}

static void
head(struct filter *io, const struct config *o, const struct rows *all)
{
	const char *u = all->unit, *l = *u ? "[" : "", *r = *u ? "]" : "";

	filter_table(io, 0, NULL);
	fprintf(io->text, "# distribution of %s; entropies in units of 1 (natural logarithms)\n",
	    o->kind == LABELS ? "labels" : o->kind == NUMBERS ? "numbers in bins" : "a histogram");
	if (*u && o->kind != LABELS)
		fprintf(io->text, "# differential and spacing belong to a density in 1/%s\n", u);
	if (all->by)
		fprintf(io->text, "%s\t", all->by);
	fprintf(io->text, "samples\toccupied\twidth%s%s%s\tentropy\tentropy_error\tmiller_madow\t"
	    "diversity\tdiversity_error\tdifferential\tspacing\tspacing_error\n", l, u, r);
}

static void
print(struct filter *io, const struct group *g, const struct result *r)
{
	const double value[] = { r->s.S, r->s.S_error, r->s.corrected, r->s.D, r->s.D_error,
		r->differential, r->spacing, r->spacing_error };

	if (g->name)
		fprintf(io->text, "%s\t", g->name);
	fprintf(io->text, "%.17g\t%ld\t%.12g", r->s.samples, r->s.occupied, r->width);
	for (size_t k = 0; k < sizeof value/sizeof *value; k++)
		fprintf(io->text, "\t%.17g", value[k]);
	fputc('\n', io->text);
}

static void
say(struct filter *io, const struct config *o, const struct notes *n)
{
	if (n->fractional)
		filter_warn(io, "counts that are not whole numbers do not tell the number of "
		    "samples: miller_madow and the bootstrap errors are not defined");
	if (n->tied)
		filter_warn(io, "more than %d equal values: spacing is not defined (rounded "
		    "numbers, or duplicates)", o->spacing);
	if (n->few && !io->quiet)
		filter_warn(io, "too few values for spacings of %d", o->spacing);
}

static void
work(struct filter *io, const struct config *o, struct rows *all)
{
	struct gw_hist *h = o->kind == NUMBERS ? bins(o, all, &io->err) : NULL;
	struct notes notes = { 0 };
	struct result *r;

	rows_group(all);
	r = gw_alloc((size_t)all->ngroup, sizeof *r);
	for (long k = 0; k < all->ngroup && !io->err.code; k++)
		measure(io, o, all, &all->group[k], h, &r[k], &notes);
	if (!io->err.code) {
		head(io, o, all);
		for (long k = 0; k < all->ngroup; k++)
			print(io, &all->group[k], &r[k]);
		if (h && (h->below > 0 || h->above > 0))
			filter_warn(io, "%g values outside --range count nowhere",
			    h->below + h->above);
		say(io, o, &notes);
	}
	gw_hist_free(h);
	gw_free(r);
}

static int
check(struct filter *io, struct config *o)
{
	int numbers = o->width > 0 || o->bins;

	if (o->width > 0 && o->bins)
		return gw_fail(&io->err, GW_USAGE, "--width and --bins: give one of them");
	if (o->bins < 0)
		return gw_fail(&io->err, GW_USAGE, "--bins %d: expected a number above 0", o->bins);
	if (o->bootstrap < 0 || o->bootstrap == 1)
		return gw_fail(&io->err, GW_USAGE,
		    "--bootstrap %d: expected 0 (none) or 2 and more", o->bootstrap);
	if (o->spacing < 1)
		return gw_fail(&io->err, GW_USAGE, "--spacing %d: expected 1 or more", o->spacing);
	if (!o->column && (numbers || o->weight))
		return gw_fail(&io->err, GW_USAGE, "of which column? -c (without it the table is a "
		    "histogram with lo, hi and count)");
	if (!numbers && (!isinf(o->range[0]) || !isinf(o->range[1])))
		return gw_fail(&io->err, GW_USAGE, "--range belongs to numbers: --width or --bins");
	o->kind = numbers ? NUMBERS : o->column ? LABELS : HISTOGRAM;
	return 0;
}

int
main(int argc, char **argv)
{
	struct config o = { .range = { -HUGE_VAL, HUGE_VAL }, .bootstrap = 200,
		.spacing = GW_SPACING };
	struct rows all = { 0 };
	struct filter io;
	const struct opt tab[] = {
		{ 'c', "column", OPT_STR, &o.column, "COLUMN",
			"labels, or numbers with -w or --bins (without -c: a histogram)" },
		{ 'w', "width", OPT_POS, &o.width, "W", "numbers, in bins of this width" },
		{ 'n', "bins", OPT_INT, &o.bins, "N",
			"numbers, in N equal bins over the range of all" },
		{ 0, "range", OPT_RANGE, &o.range, "A:B", "numbers from A to B (default: all)" },
		{ 0, "weight", OPT_STR, &o.weight, "COLUMN",
			"each row counts with its value of COLUMN" },
		{ 0, "by", OPT_STR, &o.by, "COLUMN", "a row of results for each value of COLUMN" },
		{ 'B', "bootstrap", OPT_INT, &o.bootstrap, "N",
			"samples for the errors (default 200, 0: none)" },
		{ 0, "spacing", OPT_INT, &o.spacing, "M", "numbers: spacings of M (default 3)" },
		{ 0 } };

	filter_open(&io, &me, tab, argc, argv);
	if (check(&io, &o) == 0) {
		const struct rows_want want = { .column = o.kind == HISTOGRAM ? "lo" : o.column,
			.second = o.kind == HISTOGRAM ? "hi" : NULL,
			.weight = o.kind == HISTOGRAM ? "count" : o.weight, .by = o.by,
			.labels = o.kind == LABELS };

		if (rows_read(&io, &want, &all) == 0)
			work(&io, &o, &all);
	}
	rows_free(&all);
	return filter_close(&io);
}
