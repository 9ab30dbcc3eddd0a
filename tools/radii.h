/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The radii of perturb-scan: lengths, or parts of the distance of nearest neighbours. */
#ifndef GW_TOOLS_RADII_H
#define GW_TOOLS_RADII_H

#include "base/err.h"

struct radii {
	int    n;
	double *value;		/* [n] > 0 */
	char   *relative;	/* [n] 1: in units of R_NN */
	char  **label;		/* [n] as given, or as %g writes it, with its R */
};

/* "0.01,1e-3R,1e-4:0.1:log:10".  -1, GW_USAGE: not a list of numbers above 0. */
int radii_parse(struct radii *r, const char *text, struct gw_err *e);
void radii_free(struct radii *r);

/*
 * Lengths [n] for a frame with this R_NN.  -1, GW_BADDATA: one is larger than R_NN/2.
 */
int radii_lengths(const struct radii *r, double rnn, double *dr, struct gw_err *e);

#endif
