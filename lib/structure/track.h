/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Trajectories of the same atoms over many frames, and means of what they did
 * in a time, over atoms and time origins.
 */
#ifndef GW_STRUCTURE_TRACK_H
#define GW_STRUCTURE_TRACK_H

#include <stddef.h>

#include "base/err.h"
#include "cell/sys.h"

struct gw_track {
	int    unwrap;		/* positions were wrapped: go from frame to
				   frame by the shortest image */
	int    keep_drift;	/* else the centre of mass stands still */
	long   nframe;
	struct gw_sys *first;	/* NULL before the first frame */
	double *x;		/* [nframe][n][3], in the box of the first frame */
	double *time;		/* [nframe], NaN: the frame has none */
	size_t cap_x, cap_time;
};

enum { GW_TRACK_VALUES = 2 };	/* values of an atom at most */

/* What one atom did, d [3] its displacement. */
typedef void gw_track_fn(const double d[3], const void *arg, double v[GW_TRACK_VALUES]);

/*
 * Mean over the origins and over the atoms of a group (0: all, 1 + k: species k), standard error of
 * it.  Origins are cut into blocks of at least lag frames, at most 20;
 * errors are NaN below 2 blocks.
 */
struct gw_track_mean { double mean[GW_TRACK_VALUES], error[GW_TRACK_VALUES]; };

/*
 * One more frame.  A box that differs from the first is scaled to it with its atoms.
 * -1, GW_BADDATA: other atoms.
 */
int gw_track_add(struct gw_track *t, const struct gw_sys *s, double time, struct gw_err *e);

/* out [1 + nspecies]; 0 < lag < nframe.  The same bits for any number of threads. */
void gw_track_average(const struct gw_track *t, long lag, gw_track_fn *f, const void *arg,
	struct gw_track_mean *out);

void gw_track_clear(struct gw_track *t);

#endif
