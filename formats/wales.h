/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Databases of stationary points as the programs of the Wales group keep them (PATHSAMPLE,
 * disconnectionDPS), two files of blank-separated columns, a stationary point a line:
 *
 *	min.data	energy, log of the product of frequencies, order of the point group, three
 *			moments of inertia
 *	ts.data		the same energy, log and order, then the lines in min.data of its two minima
 *			(from 1), then the moments
 *
 * Only energies and numbers of minima are read: moments that did not fit
 * Fortran's field (****) do no harm.
 */
#ifndef GW_FORMATS_WALES_H
#define GW_FORMATS_WALES_H

#include <stdio.h>

#include "formats/text.h"
#include "landscape/disconnectivity.h"

/*
 * Energies [*n] of min.data, the caller's (gw_free); NULL: GW_BADDATA naming file and line, GW_IO.
 */
double *gw_wales_minima(struct gw_text *in, long *n, struct gw_err *e);

/*
 * Transitions [*n] of ts.data, the caller's: numbers of minima as in the file, energies of minima
 * from energy [nmin].  NULL: GW_BADDATA naming file and line (a minimum that is not there), GW_IO.
 */
struct gw_transition *gw_wales_saddles(struct gw_text *in, const double *energy, long nmin, long *n,
	struct gw_err *e);

/*
 * A line of min.data, of ts.data: no frequencies are known (their log is written as 0), the order
 * of the point group is 1.
 */
void gw_wales_put_minimum(FILE *out, double energy, const double moment[3]);
void gw_wales_put_saddle(FILE *out, double energy, long a, long b, const double moment[3]);

#endif
