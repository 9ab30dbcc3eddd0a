/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rdf: radial distribution functions, partials, first peak and minimum. */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "structure/rdf.h"
#include "tools/filter.h"

static const struct tool me = {
	.name = "rdf",
	.about = "radial distribution function g(r), partials, first peak and minimum",
	.operands = "[FILE ...]",
	.example = "rdf --rmax 10 --bins 500 glass.tgz >g.tsv",
	.in = IN_STREAM, .out = OUT_TSV,
};

struct names { int n; char (*name)[16]; };

/* "g", "g_Cu-Zr", ... and the species the columns were made for */
static void
keep_names(struct names *to, const struct gw_sys *s)
{
	to->n = s->nspecies;
	to->name = gw_alloc((size_t)s->nspecies, sizeof *to->name);
	for (int k = 0; k < s->nspecies; k++)
		memcpy(to->name[k], s->species[k].name, sizeof *to->name);
}

static int
same_names(const struct names *a, const struct gw_sys *s)
{
	if (a->n != s->nspecies)
		return 0;
	for (int k = 0; k < s->nspecies; k++)
		if (strcmp(a->name[k], s->species[k].name) != 0)
			return 0;
	return 1;
}

/* a row of --peaks for one function */
static void
peak_row(struct filter *io, const struct gw_rdf *r, const double *g, const char *name,
	int smooth)
{
	double *mean = gw_alloc((size_t)r->nbin, sizeof *mean);
	double peak = NAN, height = NAN, low = NAN;

	for (int k = 0; k < r->nbin; k++)
		mean[k] = g[k]/(double)r->nframe;
	gw_rdf_peak(mean, r->nbin, r->dr, smooth, &peak, &height, &low);
	fprintf(io->text, "%s\t%.17g\t%.17g\t%.17g\n", name, peak, height, low);
	gw_free(mean);
}

static char *
pair_name(const struct names *n, int a, int b)
{
	return gw_format("g_%s-%s", n->name[a], n->name[b]);
}

static void
print_peaks(struct filter *io, const struct gw_rdf *r, const struct names *n,
	const char *length, int smooth)
{
	char *c[4] = { gw_strdup("function"), gw_format("peak[%s]", length),
	    gw_strdup("height"), gw_format("minimum[%s]", length) };

	filter_table(io, 4, (const char *const *)c);
	peak_row(io, r, r->g, "g", smooth);
	for (int a = 0; a < n->n; a++)
		for (int b = a; b < n->n; b++) {
			char *name = pair_name(n, a, b);

			peak_row(io, r, r->part + gw_rdf_pair(r, a, b)*r->nbin, name, smooth);
			gw_free(name);
		}
	for (int k = 0; k < 4; k++)
		gw_free(c[k]);
}

static void
print_curves(struct filter *io, const struct gw_rdf *r, const struct names *n,
	const char *length)
{
	int np = n->n*(n->n + 1)/2, ncol = 0;
	char **c = gw_alloc((size_t)np + 3, sizeof *c);

	c[ncol++] = gw_format("r[%s]", length);
	c[ncol++] = gw_strdup("g");
	c[ncol++] = gw_strdup("neighbours");
	for (int a = 0; a < n->n; a++)
		for (int b = a; b < n->n; b++)
			c[ncol++] = pair_name(n, a, b);
	filter_table(io, ncol, (const char *const *)c);
	for (int k = 0; k < r->nbin; k++) {
		fprintf(io->text, "%.17g\t%.17g\t%.17g", (k + 0.5)*r->dr,
		    r->g[k]/(double)r->nframe, r->coord[k]/(double)r->nframe);
		for (int p = 0; p < np; p++)
			fprintf(io->text, "\t%.17g", r->part[p*r->nbin + k]/(double)r->nframe);
		fputc('\n', io->text);
	}
	for (int k = 0; k < ncol; k++)
		gw_free(c[k]);
	gw_free(c);
}

int
main(int argc, char **argv)
{
	struct filter io;
	struct gw_rdf *r = NULL;
	struct names names = { 0 };
	const char *length = "";
	double rmax = 10;
	int bins = 500, peaks = 0, smooth = 2;
	const struct opt tab[] = {
		{ 'r', "rmax", OPT_POS, &rmax, "R", "largest distance (default 10)" },
		{ 'b', "bins", OPT_INT, &bins, "N", "number of bins (default 500)" },
		{ 0, "peaks", OPT_FLAG, &peaks, NULL, "first peak and minimum instead of curves" },
		{ 0, "smooth", OPT_INT, &smooth, "N",
			"bins averaged on each side for --peaks (default 2)" },
		{ 0 }
	};

	filter_open(&io, &me, tab, argc, argv);
	if (bins < 1 || bins > 10000000 || smooth < 0)
		gw_fail(&io.err, GW_USAGE, "--bins and --smooth: they must be positive");
	while (!io.err.code && filter_next(&io) > 0) {
		if (!r) {
			r = gw_rdf_new(io.sys->nspecies, rmax, bins);
			keep_names(&names, io.sys);
			length = gw_units(io.sys->units)->length;
		}
		if (!same_names(&names, io.sys))
			gw_fail(&io.err, GW_BADDATA, "%s: frame %ld: other species than in the "
			    "frames before", io.frame->source, io.frame->number);
		else if (gw_rdf_add(r, io.sys, &io.err) < 0)
			gw_fail_in(&io.err, "%s: frame %ld", io.frame->source, io.frame->number);
	}
	if (r && !io.err.code) {
		fprintf(io.text, "# frames: %ld, rmax %.17g, bins %d\n", r->nframe, rmax, bins);
		if (peaks)
			print_peaks(&io, r, &names, length, smooth);
		else
			print_curves(&io, r, &names, length);
	}
	gw_rdf_free(r);
	gw_free(names.name);
	return filter_close(&io);
}
