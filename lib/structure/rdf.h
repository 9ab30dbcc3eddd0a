/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Radial distribution functions of many frames.
 *
 *	g_ab(r) = V/(N_a N_b) sum_{i in a} sum_{j in b, j != i} delta(r - r_ij)/shell(r)
 *
 * with shell = 4 pi r^2 (2 pi r in two dimensions), each bin divided by the
 * exact volume of its shell.  Images are counted, so rmax may be
 * larger than half the box.
 */
#ifndef GW_STRUCTURE_RDF_H
#define GW_STRUCTURE_RDF_H

#include "base/err.h"
#include "cell/sys.h"

struct gw_rdf {
	int    nbin, nspecies;
	double rmax, dr;	/* [length] */
	long   nframe;
	double *g;		/* [nbin] sum over frames of g(r) */
	double *part;		/* [nspecies*(nspecies+1)/2][nbin] g_ab, a <= b: aa ab .. bb .. */
	double *coord;		/* [nbin] mean number of neighbours closer
				   than the bin's outer edge */
	struct gw_list *list;
};

struct gw_rdf *gw_rdf_new(int nspecies, double rmax, int nbin);
void gw_rdf_free(struct gw_rdf *r);

/* Add a frame.  -1, GW_BADDATA: see gw_list_build. */
int gw_rdf_add(struct gw_rdf *r, const struct gw_sys *s, struct gw_err *e);

/* Row of part for a pair of species. */
int gw_rdf_pair(const struct gw_rdf *r, int a, int b);

/*
 * The first peak (its height at least 1, refined by a parabola through three
 * bins) and the minimum between it and the next peak of g [nbin], which is
 * smoothed over `smooth` bins on each side first.  0, or -1 when there is none.
 */
int gw_rdf_peak(const double *g, int nbin, double dr, int smooth, double *peak,
	double *height, double *minimum);

/*
 * R_NN, the first peak of g(r) of one frame, all species together: bins of 0.02 up to rmax,
 * smoothed over five.  -1, GW_BADDATA: there is no peak.
 */
int gw_rdf_nearest(const struct gw_sys *s, double rmax, double *r, struct gw_err *e);

#endif
