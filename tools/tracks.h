/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What msd and isf share: frames become tracks, lags become rows. */
#ifndef GW_TOOLS_TRACKS_H
#define GW_TOOLS_TRACKS_H

#include "structure/track.h"
#include "tools/filter.h"

struct tracks {
	struct reals lags;
	int inherent;
	struct gw_track t;
	int nlag;
	int64_t *lag;		/* [nlag] ascending, all below the number of frames */
};

#define TRACKS_OPTIONS(r) \
	{ 'l', "lags", OPT_LIST, &(r).lags, "LIST", \
		"lags in frames, rounded (default: 40 from 1 on, logarithmic)" }, \
	{ 0, "unwrap", OPT_FLAG, &(r).t.unwrap, "", \
		"positions are wrapped into the box: follow the shortest images" }, \
	{ 0, "keep-drift", OPT_FLAG, &(r).t.keep_drift, "", "do not hold the centre of mass" }, \
	{ 'i', "inherent", OPT_FLAG, &(r).inherent, "", "the inherent frames of anneal, instead of the others" }

/* Read all frames and choose the lags.  -1: io->err. */
int tracks_read(struct filter *io, struct tracks *r);

/* Mean time between frames that are so far apart; NaN when a frame has none. */
double tracks_time(const struct tracks *r, long lag);

/*
 * The head: lag, time, origins, then for all atoms and for each species the ncol names
 * with their units, NAME and NAME_Cu.
 */
void tracks_head(struct filter *io, const struct tracks *r, int ncol, const char *const *name,
	const char *const *unit);
void tracks_close(struct tracks *r);

#endif
