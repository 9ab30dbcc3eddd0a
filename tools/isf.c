/* SPDX-License-Identifier: GPL-3.0-or-later */
/* isf - self-intermediate scattering function. */
#include <gsl/gsl_sf_bessel.h>
#include <math.h>

#include "base/mem.h"
#include "base/units.h"
#include "structure/rdf.h"
#include "tools/tracks.h"

#define TURN 6.283185307179586

static const struct tool me = {
	.name = "isf",
	.about = "self-intermediate scattering function F_s(q,t) against time",
	.operands = "[FILE ...]",
	.example = "anneal -T 800 --hold 1ns --every 1ps liquid.tgz | isf --q 2.8 >fs.tsv",
	.in = IN_STREAM, .out = OUT_TSV
};

struct wave { double q; int dim; };

/* the mean of cos(q d) over all directions of q */
static void
scatter(const double d[3], const void *arg, double v[GW_TRACK_VALUES])
{
	const struct wave *w = arg;
	double x = w->q*sqrt(d[0]*d[0] + d[1]*d[1] + d[2]*d[2]);

	v[0] = w->dim == 2 ? gsl_sf_bessel_J0(x) : x > 1e-4 ? sin(x)/x : 1 - x*x/6;
	v[1] = 0;
}

/* 2 pi over the first peak of g(r), in the first frame */
static int
default_q(struct filter *io, const struct tracks *r, double *q)
{
	const struct gw_sys *s = r->t.first;
	double far = 3*pow(s->box.volume/s->n, 1.0/s->dim), peak;

	if (gw_rdf_nearest(s, far, &peak, &io->err) < 0)
		return gw_fail_in(&io->err, "no q from g(r), give one with --q");
	*q = TURN/peak;
	return 0;
}

static void
print(struct filter *io, const struct tracks *r, double q)
{
	static const char *const name[] = { "fs", "fs_error" }, *const unit[] = { "", "" };
	const struct gw_sys *s = r->t.first;
	struct wave w = { q, s->dim };
	struct gw_track_mean *m = gw_alloc((size_t)s->nspecies + 1, sizeof *m);

	fprintf(io->text, "# q %.17g 1/%s\n", q, gw_units(s->units)->length);
	tracks_head(io, r, 2, name, unit);
	for (int k = 0; k < r->nlag; k++) {
		long lag = (long)r->lag[k];

		gw_track_average(&r->t, lag, scatter, &w, m);
		fprintf(io->text, "%ld\t%.17g\t%ld", lag, tracks_time(r, lag), r->t.nframe - lag);
		for (int g = 0; g <= s->nspecies; g++)
			fprintf(io->text, "\t%.17g\t%.17g", m[g].mean[0], m[g].error[0]);
		fputc('\n', io->text);
	}
	gw_free(m);
}

int
main(int argc, char **argv)
{
	struct filter io;
	struct tracks r = { .nlag = 0 };
	double q = NAN;
	const struct opt tab[] = {
		{ 0, "q", OPT_POS, &q, "Q", "wave number (default: 2 pi/first peak of g(r))" },
		TRACKS_OPTIONS(r), { 0 } };

	filter_open(&io, &me, tab, argc, argv);
	if (tracks_read(&io, &r) == 0 && (!isnan(q) || default_q(&io, &r, &q) == 0))
		print(&io, &r, q);
	tracks_close(&r);
	return filter_close(&io);
}
