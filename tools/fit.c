/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fit - parameters of a named model from columns of a table, with errors.
 * The models and the mathematics are in lib/statistics/fit.h.
 */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "statistics/fit.h"
#include "statistics/spectrum.h"
#include "tools/filter.h"

static const struct tool me = {
	.name = "fit", .about = "fits of named models to columns of a table, with errors",
	.operands = "MODEL [FILE ...]",
	.example = "fit powerlaw -x gamma -y delta -e delta_error --range 1e-5:1e-3 delta.tsv",
	.in = IN_TSV, .out = OUT_TSV
};

enum { POINTS, BINS, SAMPLE };
enum { X, Y, YERROR, XERROR, COLUMNS };

struct config {
	const char *column[COLUMNS];	/* x, y and their errors; lo, hi and count;
					   or the sample alone */
	const char *sample;
	double range[2];
	struct reals start;
	int kind, curve, derivative, covariance, both, points;
};

struct data {
	long n, outside, missing;
	double *v[COLUMNS];		/* the columns, NULL where there is none */
	char *head[COLUMNS];		/* their heads */
};

/* A row joins when all its values are there and it is in the range. */
static void
keep(struct data *d, const struct config *c, double *const *v, long row)
{
	double x = v[0][row], last = c->kind == BINS ? v[1][row] : x;
	int there = 1;

	for (int k = 0; k < COLUMNS; k++)
		there &= !v[k] || !isnan(v[k][row]);
	if (!there) {
		d->missing++;
	} else if (x < c->range[0] || last > c->range[1]) {
		d->outside++;
	} else {
		for (int k = 0; k < COLUMNS; k++)
			if (v[k])
				d->v[k][d->n] = v[k][row];
		d->n++;
	}
}

static double *
numbers(struct filter *io, const struct gw_tsv *t, const char *name, char **head)
{
	int c = gw_tsv_find(t, name, &io->err);

	if (c >= 0 && !*head)
		*head = gw_strdup(t->column[c]);
	return c < 0 ? NULL : gw_tsv_numbers(t, c, &io->err);
}

static void
add_table(struct filter *io, const struct config *c, const struct gw_tsv *t, struct data *d)
{
	double *v[COLUMNS] = { NULL };

	for (int k = 0; k < COLUMNS && !io->err.code; k++)
		if (c->column[k] && (v[k] = numbers(io, t, c->column[k], &d->head[k])))
			d->v[k] = gw_realloc(d->v[k], (size_t)(d->n + t->nrow), sizeof **d->v);
	for (long row = 0; row < t->nrow && !io->err.code; row++)
		keep(d, c, v, row);
	for (int k = 0; k < COLUMNS; k++)
		gw_free(v[k]);
}

static int
read_data(struct filter *io, const struct config *c, struct data *d)
{
	struct gw_tsv *t;

	while ((t = filter_tsv(io))) {
		add_table(io, c, t, d);
		gw_tsv_free(t);
	}
	if (io->err.code)
		return c->kind == BINS ? gw_fail_in(&io->err, "a histogram") : -1;
	if (d->missing)
		filter_warn(io, "%ld rows have no number and are left out", d->missing);
	return 0;
}

static void
free_data(struct data *d)
{
	for (int k = 0; k < COLUMNS; k++) {
		gw_free(d->v[k]);
		gw_free(d->head[k]);
	}
}

/* ---- the fit ---- */

static void
extent(const struct config *c, const struct data *d, double *lo, double *hi)
{
	const double *last = d->v[c->kind == BINS ? 1 : 0];

	*lo = HUGE_VAL;
	*hi = -HUGE_VAL;
	for (long k = 0; k < d->n; k++) {
		*lo = fmin(*lo, d->v[0][k]);
		*hi = fmax(*hi, last[k]);
	}
}

/* Least squares, or with errors of x the line of the highest likelihood. */
static int
points(const struct gw_fit_model *m, const struct config *c, const struct data *d, struct gw_fit *f,
	struct gw_err *e)
{
	if (d->v[XERROR])
		return gw_fit_both(m, d->v[X], d->v[Y], d->v[XERROR], d->v[YERROR], d->n, f, e);
	return gw_fit(m, d->v[X], d->v[Y], d->v[YERROR], d->n,
	    c->start.n ? c->start.v : NULL, f, e);
}

/* By likelihood; of bins the range ends where the first and the last of them do. */
static int
likelihood(const struct gw_fit_model *m, const struct config *c, const struct data *d,
	struct gw_fit *f, struct gw_err *e)
{
	struct gw_fit_opt o = { { c->range[0], c->range[1] }, c->both,
		c->start.n ? c->start.v : NULL };
	double lo, hi;

	memset(f, 0, sizeof *f);
	f->model = m;
	if (c->kind == SAMPLE)
		return m->sample(d->v[0], d->n, &o, f, e);
	extent(c, d, &lo, &hi);
	o.range[0] = isinf(o.range[0]) ? o.range[0] : lo;
	o.range[1] = isinf(o.range[1]) ? o.range[1] : hi;
	return m->bins(d->v[0], d->v[1], d->v[2], d->n, &o, f, e);
}

static void
say(struct filter *io, const struct gw_fit *f)
{
	for (int k = 0; k < f->model->npar; k++)
		if (f->lost & 1u << k)
			filter_warn(io, "%s is not determined by these data", f->model->par[k]);
	if (!isnan(f->gain))
		filter_warn(io, "one mode describes the data: the other would lower chi2 by %.3g "
		    "alone (--both keeps it)", f->gain);
	if (!(f->dof > 0) && !f->weighted)
		filter_warn(io, "%ld points for %d parameters: no errors", f->n, f->model->npar);
	if (!(f->dof > 0) && f->weighted && !f->likelihood)
		filter_warn(io, "%ld points for %d parameters: no chi2 to tell whether the model "
		    "fits", f->n, f->model->npar);
}

/* ---- output ---- */

static void
print_row(struct filter *io, const struct config *c, const struct gw_fit *f, const char *name,
	double v, int k)
{
	int logs = f->model->logs;

	fprintf(io->text, "%s\t%.17g\t%.17g", name, v, k < 0 ? NAN : f->error[k]);
	for (int j = 0; c->covariance && j < f->model->npar; j++)
		fprintf(io->text, "\t%.17g", k < 0 || f->lost & (1u << k | 1u << j) ? NAN :
		    f->cov[k][j]*(logs && k == 0 ? f->p[0] : 1)*(logs && j == 0 ? f->p[0] : 1));
	fputc('\n', io->text);
}

static void
comments(struct filter *io, const struct config *c, const struct gw_fit *f, const struct data *d)
{
	filter_table(io, 0, NULL);
	if (c->kind == POINTS)
		fprintf(io->text, "# %s: %s; y is %s, x is %s; %ld rows outside the range\n",
		    f->model->name, f->model->formula, d->head[1], d->head[0], d->outside);
	else
		fprintf(io->text, "# %s: %s; %s %s; %ld rows outside the range\n", f->model->name,
		    f->model->formula,
		    c->kind == BINS ? "counts of bins from" : "values of", d->head[0], d->outside);
	fprintf(io->text, "# errors: %s%s\n", f->likelihood ? "from the likelihood" : f->weighted ?
	    "from those of the points" : "scaled by the residuals", !d->v[XERROR] ? "" :
	    d->v[YERROR] ? ", of x and y" : ", of x; y is exact");
	if (f->model->value == gw_spectrum)
		fprintf(io->text, "# W' %.17g, from the norm\n", gw_spectrum_wprime(f->best));
}

static void
print_parameters(struct filter *io, const struct config *c, const struct gw_fit *f,
	const struct data *d)
{
	comments(io, c, f, d);
	fprintf(io->text, "parameter\tvalue\terror");
	for (int k = 0; c->covariance && k < f->model->npar; k++)
		fprintf(io->text, "\tcov_%s", f->model->par[k]);
	fputc('\n', io->text);
	for (int k = 0; k < f->model->npar; k++)
		print_row(io, c, f, f->model->par[k], f->p[k], k);
	print_row(io, c, f, "chi2", f->chi2, -1);
	print_row(io, c, f, "dof", f->dof, -1);
	print_row(io, c, f, "Q", gw_fit_chance(f), -1);
	print_row(io, c, f, "r2", f->r2, -1);
	print_row(io, c, f, "n", (double)f->n, -1);
}

/* Heads of the curve: x and y as they were, a density for a likelihood. */
static void
curve_head(struct filter *io, const struct config *c, const struct data *d)
{
	char *xu = gw_tsv_unit(d->head[0]),
	    *yu = c->kind == POINTS ? gw_tsv_unit(d->head[1]) : gw_strdup("");
	int name = (int)strcspn(d->head[0], "[");

	if (c->kind == POINTS)
		fprintf(io->text, "%s\t%s\terror", d->head[0], d->head[1]);
	else
		fprintf(io->text, "%.*s%s%s%s\tdensity%s%s%s\terror", c->kind == BINS ? 1 : name,
		    c->kind == BINS ? "x" : d->head[0], *xu ? "[" : "", xu, *xu ? "]" : "",
		    *xu ? "[1/" : "", xu, *xu ? "]" : "");
	if (c->derivative && *xu && c->kind == POINTS)
		fprintf(io->text, "\tderivative[%s/%s]\tderivative_error", *yu ? yu : "1", xu);
	else if (c->derivative)
		fprintf(io->text, "\tderivative\tderivative_error");
	fputc('\n', io->text);
	gw_free(xu);
	gw_free(yu);
}

/*
 * The model over the span of the points; equal steps,
 * of the logarithm where it is fitted by logarithms.
 */
static void
print_curve(struct filter *io, const struct config *c, const struct gw_fit *f, const struct data *d)
{
	double a, b, x, y, error, s;

	extent(c, d, &a, &b);
	comments(io, c, f, d);
	for (int k = 0; k < f->model->npar; k++)
		fprintf(io->text, "# %s %.17g +- %.3g\n", f->model->par[k], f->p[k], f->error[k]);
	curve_head(io, c, d);
	for (int k = 0; k < c->points; k++) {
		s = (double)k/(c->points - 1);
		x = k == 0 ? a : k == c->points - 1 ? b :
		    f->model->logs ? a*pow(b/a, s) : a + (b - a)*s;
		y = gw_fit_value(f, x, &error);
		fprintf(io->text, "%.17g\t%.17g\t%.17g", x, y, error);
		if (c->derivative) {
			y = gw_fit_slope(f, x, &error);
			fprintf(io->text, "\t%.17g\t%.17g", y, error);
		}
		fputc('\n', io->text);
	}
}

static int
check_columns(struct filter *io, struct config *c, const struct gw_fit_model *m)
{
	static const char *const histogram[] = { "lo", "hi", "count" };
	int points = c->column[X] || c->column[Y] || c->column[YERROR] || c->column[XERROR];

	if ((c->sample || c->both) && !m->sample)
		return gw_fail(&io->err, GW_USAGE,
		    "%s is fitted to points, not to a sample: -x and -y", m->name);
	if (points && (c->sample || c->both))
		return gw_fail(&io->err, GW_USAGE, "--column and --both go with a likelihood, -x, "
		    "-y, -e and --xerror with points");
	if (c->column[XERROR] && !m->straight)
		return gw_fail(&io->err, GW_USAGE,
		    "--xerror goes with line and powerlaw, not with %s", m->name);
	if ((points || !m->bins) && !(c->column[X] && c->column[Y]))
		return gw_fail(&io->err, GW_USAGE, "which columns? -x and -y");
	c->kind = points ? POINTS : c->sample ? SAMPLE : BINS;
	if (c->kind == SAMPLE)
		c->column[0] = c->sample;
	if (c->kind == BINS)
		memcpy(c->column, histogram, sizeof histogram);
	return 0;
}

static int
check(struct filter *io, struct config *c, const struct gw_fit_model *m)
{
	if (check_columns(io, c, m) < 0)
		return -1;
	if (c->points < 2)
		return gw_fail(&io->err, GW_USAGE, "--points %d: expected 2 or more", c->points);
	if (c->covariance && (c->curve || c->derivative))
		return gw_fail(&io->err, GW_USAGE, "--covariance is not for a curve");
	if (c->start.n && m->terms)
		return gw_fail(&io->err, GW_USAGE, "--start: %s is linear and needs none", m->name);
	if (c->start.n && c->start.n != m->npar)
		return gw_fail(&io->err, GW_USAGE, "--start: %d numbers for the %d parameters of "
		    "%s", c->start.n, m->npar, m->name);
	return gw_fit_check_start(m, c->start.n ? c->start.v : NULL, &io->err);
}

/* The first operand is the model, the others are files. */
static const struct gw_fit_model *
take_model(struct filter *io)
{
	if (!io->noperand) {
		gw_fail(&io->err, GW_USAGE, "which model? line, powerlaw ... (--help)");
		return NULL;
	}
	io->noperand--;
	return gw_fit_find(*io->operand++, &io->err);
}

int
main(int argc, char **argv)
{
	struct config c = { .range = { -HUGE_VAL, HUGE_VAL }, .points = 200 };
	struct data d = { 0 };
	const struct gw_fit_model *m;
	struct filter io;
	struct gw_fit f;
	const struct opt tab[] = {
		{ 'x', "abscissa", OPT_STR, &c.column[X], "COLUMN", "column of x" },
		{ 'y', "ordinate", OPT_STR, &c.column[Y], "COLUMN", "column of y" },
		{ 'e', "error", OPT_STR, &c.column[YERROR], "COLUMN",
			"column of the standard errors of y" },
		{ 0, "xerror", OPT_STR, &c.column[XERROR], "COLUMN",
			"line, powerlaw: column of the standard errors of x" },
		{ 'c', "column", OPT_STR, &c.sample, "COLUMN",
			"barrier-spectrum: barriers, instead of the histogram lo, hi, count" },
		{ 'r', "range", OPT_RANGE, &c.range, "A:B", "use the rows with x from A to B" },
		{ 0, "both", OPT_FLAG, &c.both, "",
			"barrier-spectrum: keep both modes in any case" },
		{ 0, "start", OPT_LIST, &c.start, "LIST",
			"first parameters, for models that are not linear" },
		{ 0, "covariance", OPT_FLAG, &c.covariance, "",
			"add the covariances of the parameters" },
		{ 0, "curve", OPT_FLAG, &c.curve, "",
			"print the fitted curve with its error instead" },
		{ 0, "derivative", OPT_FLAG, &c.derivative, "",
			"print the curve and its derivative" },
		{ 0, "points", OPT_INT, &c.points, "N", "points of the curve (default 200)" },
		{ 0 } };

	filter_open(&io, &me, tab, argc, argv);
	m = take_model(&io);
	if (m && check(&io, &c, m) == 0 && read_data(&io, &c, &d) == 0 &&
	    (c.kind == POINTS ? points : likelihood)(m, &c, &d, &f, &io.err) == 0) {
		say(&io, &f);
		if (c.curve || c.derivative)
			print_curve(&io, &c, &f, &d);
		else
			print_parameters(&io, &c, &f, &d);
	}
	free_data(&d);
	return filter_close(&io);
}
