/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fit - least squares of a named model to two columns of a table, with errors.
 * The models and the mathematics are in lib/statistics/fit.h.
 */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "statistics/fit.h"
#include "tools/filter.h"

static const struct tool me = {
	.name = "fit", .about = "least squares of a named model to columns of a table",
	.operands = "MODEL [FILE ...]",
	.example = "fit powerlaw -x gamma -y delta -e delta_error --range 1e-5:1e-3 delta.tsv",
	.in = IN_TSV, .out = OUT_TSV
};

struct config {
	const char *x, *y, *error;
	double range[2];
	struct reals start;
	int curve, points;
};

struct data {
	long n, outside, missing;
	double *x, *y, *e;		/* e NULL without -e */
	char *xname, *yname;		/* heads of the columns */
};

/* A row joins when all its values are there and x is in the range. */
static void
keep(struct data *d, const struct config *c, double x, double y, const double *e)
{
	if (isnan(x) || isnan(y) || (e && isnan(*e))) {
		d->missing++;
	} else if (x < c->range[0] || x > c->range[1]) {
		d->outside++;
	} else {
		d->x[d->n] = x;
		d->y[d->n] = y;
		if (e)
			d->e[d->n] = *e;
		d->n++;
	}
}

static double *
numbers(struct filter *io, const struct gw_tsv *t, const char *name, char **head)
{
	int c = gw_tsv_find(t, name, &io->err);

	if (c >= 0 && head && !*head)
		*head = gw_strdup(t->column[c]);
	return c < 0 ? NULL : gw_tsv_numbers(t, c, &io->err);
}

static int
add_table(struct filter *io, const struct config *c, const struct gw_tsv *t, struct data *d)
{
	double *x = numbers(io, t, c->x, &d->xname), *y = x ? numbers(io, t, c->y, &d->yname) : NULL;
	double *e = y && c->error ? numbers(io, t, c->error, NULL) : NULL;
	size_t all = (size_t)(d->n + t->nrow);

	if (!io->err.code) {
		d->x = gw_realloc(d->x, all, sizeof *d->x);
		d->y = gw_realloc(d->y, all, sizeof *d->y);
		if (e)
			d->e = gw_realloc(d->e, all, sizeof *d->e);
		for (long k = 0; k < t->nrow; k++)
			keep(d, c, x[k], y[k], e ? e + k : NULL);
	}
	gw_free(x);
	gw_free(y);
	gw_free(e);
	return io->err.code ? -1 : 0;
}

static int
read_data(struct filter *io, const struct config *c, struct data *d)
{
	struct gw_tsv *t;

	while ((t = filter_tsv(io))) {
		add_table(io, c, t, d);
		gw_tsv_free(t);
	}
	if (!io->err.code && d->missing)
		filter_warn(io, "%ld rows have no number and are left out", d->missing);
	return io->err.code ? -1 : 0;
}

static void
print_parameters(struct filter *io, const struct gw_fit *f, const struct data *d)
{
	static const char *const column[] = { "parameter", "value", "error" };

	filter_table(io, 0, NULL);
	fprintf(io->text, "# %s: %s; y is %s, x is %s; %ld rows outside the range\n", f->model->name,
	    f->model->formula, d->yname, d->xname, d->outside);
	fprintf(io->text, "# errors: %s\n", f->weighted ? "from those of the points" :
	    "scaled by the residuals");
	fprintf(io->text, "%s\t%s\t%s\n", column[0], column[1], column[2]);
	for (int k = 0; k < f->model->npar; k++)
		fprintf(io->text, "%s\t%.17g\t%.17g\n", f->model->par[k], f->p[k], f->error[k]);
	fprintf(io->text, "chi2\t%.17g\tnan\ndof\t%.17g\tnan\nr2\t%.17g\tnan\nn\t%ld\tnan\n",
	    f->chi2, f->dof, f->r2, f->n);
}

/* The model over the span of the points; equal steps, of the logarithm where it is fitted by logarithms. */
static void
print_curve(struct filter *io, const struct gw_fit *f, const struct data *d, int points)
{
	double a = d->x[0], b = d->x[0], x, y, error, s;

	for (long k = 1; k < d->n; k++) {
		a = fmin(a, d->x[k]);
		b = fmax(b, d->x[k]);
	}
	filter_table(io, 0, NULL);
	fprintf(io->text, "# %s: %s\n", f->model->name, f->model->formula);
	for (int k = 0; k < f->model->npar; k++)
		fprintf(io->text, "# %s %.17g +- %.3g\n", f->model->par[k], f->p[k], f->error[k]);
	fprintf(io->text, "%s\t%s\terror\n", d->xname, d->yname);
	for (int k = 0; k < points; k++) {
		s = (double)k/(points - 1);
		x = k == 0 ? a : k == points - 1 ? b : f->model->logs ? a*pow(b/a, s) : a + (b - a)*s;
		y = gw_fit_value(f, x, &error);
		fprintf(io->text, "%.17g\t%.17g\t%.17g\n", x, y, error);
	}
}

static int
check(struct filter *io, const struct config *c, const struct gw_fit_model *m)
{
	if (!c->x || !c->y)
		return gw_fail(&io->err, GW_USAGE, "which columns? -x and -y");
	if (c->points < 2)
		return gw_fail(&io->err, GW_USAGE, "--points %d: expected 2 or more", c->points);
	if (c->start.n && m->terms)
		return gw_fail(&io->err, GW_USAGE, "--start: %s is linear and needs none", m->name);
	if (c->start.n && c->start.n != m->npar)
		return gw_fail(&io->err, GW_USAGE, "--start: %d numbers for the %d parameters of %s",
		    c->start.n, m->npar, m->name);
	return 0;
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
		{ 'x', "abscissa", OPT_STR, &c.x, "COLUMN", "column of x" },
		{ 'y', "ordinate", OPT_STR, &c.y, "COLUMN", "column of y" },
		{ 'e', "error", OPT_STR, &c.error, "COLUMN", "column of the standard errors of y" },
		{ 'r', "range", OPT_RANGE, &c.range, "A:B", "use the rows with x from A to B" },
		{ 0, "start", OPT_LIST, &c.start, "LIST", "first parameters, for models that are not linear" },
		{ 0, "curve", OPT_FLAG, &c.curve, "", "print the fitted curve with its error instead" },
		{ 0, "points", OPT_INT, &c.points, "N", "points of the curve (default 200)" },
		{ 0 } };

	filter_open(&io, &me, tab, argc, argv);
	m = take_model(&io);
	if (m && check(&io, &c, m) == 0 && read_data(&io, &c, &d) == 0 &&
	    gw_fit(m, d.x, d.y, d.e, d.n, c.start.n ? c.start.v : NULL, &f, &io.err) == 0) {
		if (!(f.dof > 0) && !f.weighted)
			filter_warn(&io, "%ld points for %d parameters: no errors", f.n, m->npar);
		if (c.curve)
			print_curve(&io, &f, &d, c.points);
		else
			print_parameters(&io, &f, &d);
	}
	gw_free(d.x);
	gw_free(d.y);
	gw_free(d.e);
	gw_free(d.xname);
	gw_free(d.yname);
	return filter_close(&io);
}
