/* SPDX-License-Identifier: GPL-3.0-or-later */
/* msd - mean square displacement and its non-Gaussian parameter. */
#include <math.h>

#include "base/mem.h"
#include "base/units.h"
#include "tools/tracks.h"

static const struct tool me = {
	.name = "msd",
	.about = "mean square displacement of atoms against time, and its non-Gaussian parameter",
	.operands = "[FILE ...]",
	.example = "anneal -T 800 --hold 1ns --every 1ps liquid.tgz | msd >msd.tsv",
	.in = IN_STREAM, .out = OUT_TSV
};

/* d^2 and d^4 */
static void
squares(const double d[3], const void *arg, double v[GW_TRACK_VALUES])
{
	(void)arg;
	v[0] = d[0]*d[0] + d[1]*d[1] + d[2]*d[2];
	v[1] = v[0]*v[0];
}

/* dim/(dim + 2) <d^4>/<d^2>^2 - 1 */
static double
alpha2(const struct gw_track_mean *m, int dim)
{
	return m->mean[0] > 0 ? dim/(dim + 2.0)*m->mean[1]/(m->mean[0]*m->mean[0]) - 1 : NAN;
}

static void
print(struct filter *io, const struct tracks *r)
{
	static const char *const name[] = { "msd", "msd_error", "alpha2" };
	const struct gw_sys *s = r->t.first;
	char *area = gw_format("%s^2", gw_units(s->units)->length);
	const char *const unit[] = { area, area, "" };
	struct gw_track_mean *m = gw_alloc((size_t)s->nspecies + 1, sizeof *m);

	tracks_head(io, r, 3, name, unit);
	for (int k = 0; k < r->nlag; k++) {
		long lag = (long)r->lag[k];

		gw_track_average(&r->t, lag, squares, NULL, m);
		fprintf(io->text, "%ld\t%.17g\t%ld", lag, tracks_time(r, lag), r->t.nframe - lag);
		for (int g = 0; g <= s->nspecies; g++)
			fprintf(io->text, "\t%.17g\t%.17g\t%.17g", m[g].mean[0], m[g].error[0],
			    alpha2(&m[g], s->dim));
		fputc('\n', io->text);
	}
	gw_free(m);
	gw_free(area);
}

int
main(int argc, char **argv)
{
	struct filter io;
	struct tracks r = { .nlag = 0 };
	const struct opt tab[] = { TRACKS_OPTIONS(r), { 0 } };

	filter_open(&io, &me, tab, argc, argv);
	if (tracks_read(&io, &r) == 0)
		print(&io, &r);
	tracks_close(&r);
	return filter_close(&io);
}
