/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/tracks.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/units.h"

#define LAGS 40

static int
choose(struct filter *io, struct tracks *r)
{
	int n = r->lags.n ? r->lags.n : LAGS;
	long last = r->t.nframe - 1;

	r->lag = gw_alloc((size_t)n, sizeof *r->lag);
	for (int k = 0; k < n; k++) {
		double v = r->lags.n ? r->lags.v[k] : pow((double)last, (double)k/(n - 1));

		if (!(v >= 0.5 && v < 1e15))
			return gw_fail(&io->err, GW_USAGE,
			    "--lags: %g is no number of frames above 0", v);
		r->lag[k] = lround(v);
	}
	r->nlag = sort_unique(r->lag, n);
	if (r->lag[r->nlag-1] > last && r->lags.n)
		filter_warn(io, "lags above %ld: there are no more than %ld frames", last,
		    r->t.nframe);
	while (r->nlag && r->lag[r->nlag-1] > last)
		r->nlag--;
	return 0;
}

/* lags are in frames: their times must say the same */
static void
check_times(struct filter *io, const struct tracks *r)
{
	const double *t = r->t.time;
	double mean = (t[r->t.nframe-1] - t[0])/(double)(r->t.nframe - 1);

	for (long k = 1; k < r->t.nframe; k++)
		if (fabs(t[k] - t[k-1] - mean) > 1e-6*fabs(mean)) {
			filter_warn(io, "frames are not equally far apart in time: a lag of one is "
			    "%g from frame %ld on, %g in the mean", t[k] - t[k-1], k, mean);
			return;
		}
}

int
tracks_read(struct filter *io, struct tracks *r)
{
	double time, is;
	long others = 0;

	while (filter_next(io) > 0) {
		if (!gw_frame_get_real(io->frame, "inherent", &is))
			is = 0;
		if ((is != 0) != r->inherent) {
			others++;
			continue;
		}
		if (!gw_frame_get_real(io->frame, "time", &time))
			time = NAN;
		if (gw_track_add(&r->t, io->sys, time, &io->err) < 0)
			return gw_fail_in(&io->err, "frame %ld", io->frame->number);
	}
	if (io->err.code)
		return -1;
	if (r->t.nframe < 2)
		return gw_fail(&io->err, GW_BADDATA, "%ld frames %s--inherent: two or more are "
		    "needed%s", r->t.nframe, r->inherent ? "for " : "without ", !others ? "" :
		    r->inherent ? "; there are others" : "; there are inherent ones");
	check_times(io, r);
	return choose(io, r);
}

double
tracks_time(const struct tracks *r, long lag)
{
	const double *t = r->t.time;
	double sum = 0;

	for (long k = lag; k < r->t.nframe; k++)
		sum += t[k] - t[k-lag];
	return sum/(double)(r->t.nframe - lag);
}

void
tracks_head(struct filter *io, const struct tracks *r, int ncol, const char *const *name,
	const char *const *unit)
{
	const struct gw_sys *s = r->t.first;
	int n = 3 + ncol*(1 + s->nspecies), c = 3;
	char **h = gw_alloc((size_t)n, sizeof *h);

	h[0] = gw_strdup("lag");
	h[1] = gw_format("time[%s]", gw_units(s->units)->time);
	h[2] = gw_strdup("origins");
	for (int g = 0; g <= s->nspecies; g++)
		for (int k = 0; k < ncol; k++) {
			const char *error = strstr(name[k], "_error");
			int stem = error ? (int)(error - name[k]) : (int)strlen(name[k]);
			char *full = gw_format("%.*s%s%s%s", stem, name[k], g ? "_" : "",
			    g ? s->species[g-1].name : "", error ? error : "");

			h[c++] = gw_tsv_head(full, unit[k]);
			gw_free(full);
		}
	filter_table(io, n, (const char *const *)h);
	for (int k = 0; k < n; k++)
		gw_free(h[k]);
	gw_free(h);
}

void
tracks_close(struct tracks *r)
{
	gw_track_clear(&r->t);
	gw_free(r->lag);
}
