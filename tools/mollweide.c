/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mollweide - directions in a table to points of an equal-area map of the
 * sphere.  The projection is in lib/statistics/mollweide.h.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "statistics/mollweide.h"
#include "tools/filter.h"

static const struct tool me = {
	.name = "mollweide", .about = "equal-area map of directions in a table",
	.operands = "[FILE ...]",
	.example = "perturb-scan --dr 0.01 --map 17 glass.tgz | mollweide --grid 200x100 -c dE_atom",
	.in = IN_TSV, .out = OUT_TSV
};

#define MAXPIXELS 20000

struct config {
	const char *theta, *phi, *grid;
	struct words column;
	int nx, ny;
};

/* The numbers of an angle column in radian; "[deg]" in its head asks for the conversion. */
static double *
angles(struct filter *io, const struct gw_tsv *t, const char *name)
{
	int c = gw_tsv_find(t, name, &io->err);
	double *v = c < 0 ? NULL : gw_tsv_numbers(t, c, &io->err);
	const char *unit = v ? strrchr(t->column[c], '[') : NULL;

	for (long k = 0; unit && !strcmp(unit, "[deg]") && k < t->nrow; k++)
		v[k] *= M_PI/180;
	return v;
}

static void
header(struct filter *io, const struct gw_tsv *t)
{
	filter_table(io, 0, NULL);
	for (int c = 0; c < t->ncol; c++)
		fprintf(io->text, "%s\t", t->column[c]);
	fprintf(io->text, "x\ty\n");
}

/* Every row with its x and y. */
static int
points(struct filter *io, const struct gw_tsv *t, const double *theta, const double *phi)
{
	double xy[2];

	for (long k = 0; k < t->nrow; k++) {
		if (gw_mollweide(theta[k], phi[k], xy, &io->err) < 0)
			return gw_fail_in(&io->err, "row %ld", k + 1);
		for (int c = 0; c < t->ncol; c++)
			fprintf(io->text, "%s\t", t->cell[k][c]);
		fprintf(io->text, "%.17g\t%.17g\n", xy[0], xy[1]);
	}
	return 0;
}

/* Columns to be mapped: those of -c; returns their numbers, NULL on error. */
static int *
mapped(struct filter *io, const struct config *c, const struct gw_tsv *t)
{
	int *col = gw_alloc((size_t)c->column.n, sizeof *col);

	for (int k = 0; k < c->column.n; k++)
		if ((col[k] = gw_tsv_find(t, c->column.v[k], &io->err)) < 0) {
			gw_free(col);
			return NULL;
		}
	return col;
}

static void
print_raster(struct filter *io, const struct config *c, const struct gw_tsv *t, const int *col,
	const long *row)
{
	double xy[2];

	filter_table(io, 0, NULL);
	fprintf(io->text, "# grid %d x %d: x first, a blank line after each y; nan outside the "
	    "sphere\n", c->nx, c->ny);
	fprintf(io->text, "x\ty");
	for (int k = 0; k < c->column.n; k++)
		fprintf(io->text, "\t%s", t->column[col[k]]);
	fputc('\n', io->text);
	for (int j = 0; j < c->ny; j++) {
		for (int i = 0; i < c->nx; i++, row++) {
			gw_mollweide_pixel(c->nx, c->ny, i, j, xy);
			fprintf(io->text, "%.17g\t%.17g", xy[0], xy[1]);
			for (int k = 0; k < c->column.n; k++)
				fprintf(io->text, "\t%s", *row < 0 ? "nan" : t->cell[*row][col[k]]);
			fputc('\n', io->text);
		}
		if (j < c->ny - 1)
			fputc('\n', io->text);
	}
}

/* A filled map of the columns. */
static int
raster(struct filter *io, const struct config *c, const struct gw_tsv *t, const double *theta,
	const double *phi)
{
	long *row;
	int *col;

	for (long k = 1; k < t->nrow; k++)
		if (theta[k] == theta[0] && phi[k] == phi[0])
			return gw_fail(&io->err, GW_BADDATA,
			    "rows 1 and %ld have the same direction: a map shows one value for "
			    "each, choose the rows of one radius first", k + 1);
	if (!(col = mapped(io, c, t)))
		return -1;
	row = gw_alloc((size_t)c->nx*(size_t)c->ny, sizeof *row);
	if (gw_mollweide_fill(theta, phi, t->nrow, c->nx, c->ny, row, &io->err) == 0)
		print_raster(io, c, t, col, row);
	gw_free(row);
	gw_free(col);
	return io->err.code ? -1 : 0;
}

/* "200x100" */
static int
check(struct filter *io, struct config *c)
{
	char rest;

	if (!c->grid)
		return c->column.n ? gw_fail(&io->err, GW_USAGE,
		    "-c is for --grid: all columns pass through without it") : 0;
	if (sscanf(c->grid, "%dx%d%c", &c->nx, &c->ny, &rest) != 2 || c->nx < 1 || c->ny < 1 ||
	    c->nx > MAXPIXELS || c->ny > MAXPIXELS)
		return gw_fail(&io->err, GW_USAGE, "--grid %s: expected NxM, from 1 to %d each",
		    c->grid, MAXPIXELS);
	return c->column.n ? 0 : gw_fail(&io->err, GW_USAGE, "--grid: of which column? (-c)");
}

static int
one_table(struct filter *io, const struct config *c, const struct gw_tsv *t, int first)
{
	double *theta = angles(io, t, c->theta), *phi = theta ? angles(io, t, c->phi) : NULL;

	if (phi && !c->grid && first)
		header(io, t);
	if (phi && c->grid && !first)
		gw_fail(&io->err, GW_USAGE, "--grid makes one map of one table: give one FILE");
	else if (phi && c->grid)
		raster(io, c, t, theta, phi);
	else if (phi)
		points(io, t, theta, phi);
	gw_free(theta);
	gw_free(phi);
	return io->err.code ? -1 : 0;
}

/* Tables that follow must have the columns of the first. */
static int
same_columns(struct filter *io, const struct gw_tsv *a, const struct gw_tsv *b)
{
	int same = a->ncol == b->ncol;

	for (int k = 0; same && k < a->ncol; k++)
		same = !strcmp(a->column[k], b->column[k]);
	return same ? 0 : gw_fail(&io->err, GW_BADDATA, "the tables have different columns");
}

int
main(int argc, char **argv)
{
	struct config c = { .theta = "theta", .phi = "phi" };
	struct gw_tsv *first = NULL, *t;
	struct filter io;
	const struct opt tab[] = {
		{ 0, "theta", OPT_STR, &c.theta, "COLUMN",
			"polar angle from 0 to pi (default theta)" },
		{ 0, "phi", OPT_STR, &c.phi, "COLUMN", "azimuth from 0 to 2 pi (default phi)" },
		{ 'g', "grid", OPT_STR, &c.grid, "NxM", "a filled map of N by M pixels instead" },
		{ 'c', "column", OPT_STRS, &c.column, "COLUMN",
			"value of the map, may be given again" },
		{ 0 } };

	filter_open(&io, &me, tab, argc, argv);
	if (check(&io, &c) == 0)
		while ((t = filter_tsv(&io))) {
			if ((first && same_columns(&io, first, t) < 0) ||
			    one_table(&io, &c, t, !first) < 0) {
				gw_tsv_free(t);
				break;
			}
			if (first)
				gw_tsv_free(t);
			else
				first = t;
		}
	gw_tsv_free(first);
	return filter_close(&io);
}
