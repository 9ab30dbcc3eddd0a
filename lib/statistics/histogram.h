/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Histograms, moments and quantiles of weighted numbers.
 *
 * A bin is [edge k, edge k+1): a value on an edge belongs to the right.  Which bin a value
 * falls into is decided by comparison with the edges themselves, so that what
 * is printed and what is counted agree to the last bit.
 */
#ifndef GW_STATISTICS_HISTOGRAM_H
#define GW_STATISTICS_HISTOGRAM_H

#include "base/err.h"

/* How the bins lie. */
struct gw_hist_opt {
	double width;		/* > 0: edges are multiples of it (with logarithmic: decades,
				   10^(k width)) */
	int    bins;		/* width 0: this many equal bins from lo to hi,
				   the last one closed */
	double lo, hi;		/* range; an infinite side is taken from the data */
	int    logarithmic;	/* equal bins of log10 x; values <= 0 count as below */
};

struct gw_hist {
	int     n;		/* bins */
	int     closed;		/* the last bin holds its upper edge too */
	double *edge;		/* [n+1], ascending */
	double *count;		/* [n] sums of weights */
	double  inside, below, above;	/* sums of weights */
	long    nan;		/* values that are no number, counted nowhere else */
};

/*
 * The bins for data x [n], not filled.  NULL, GW_BADDATA: no finite value and no
 * range, or too many bins (2^24); GW_USAGE: the range does not suit.
 */
struct gw_hist *gw_hist_new(const double *x, long n, const struct gw_hist_opt *o, struct gw_err *e);
void gw_hist_free(struct gw_hist *h);

/* Count x [n] with weights w [n] (NULL: 1 each). */
void gw_hist_add(struct gw_hist *h, const double *x, const double *w, long n);

/*
 * Probability density of bin k: count/(inside width), integral 1 over the bins;
 * 0 when all are empty.
 */
double gw_hist_density(const struct gw_hist *h, int k);

/* Centre of bin k: the middle, of the logarithms when logarithmic is set. */
double gw_hist_centre(const struct gw_hist *h, int k, int logarithmic);

/*
 * Full width at half of the highest density: the nearest points to its left and right where the
 * straight lines through the bin centres cross the half (beyond the last bin
 * the density is 0).  x[0], x[1] the two points, x[2] the centre of the peak (the first of equal
 * ones).  -1, GW_BADDATA: the histogram is empty.
 */
int gw_hist_fwhm(const struct gw_hist *h, double x[3], struct gw_err *e);

/*
 * The mode: where the parabola through the highest bin and its two neighbours (of density 0 beyond
 * the last bin) is highest.  NaN when the histogram is empty.
 */
double gw_hist_mode(const struct gw_hist *h);

/* Number of separate runs of bins whose density is at least half of the highest; 0: empty. */
int gw_hist_peaks(const struct gw_hist *h);

/*
 * Moments.  sd is the unbiased one, sum w (x - mean)^2 / sum w * m/(m - 1) with m =
 * (sum w)^2 / sum w^2; skewness and excess kurtosis are the plain ratios
 * of central moments.  What cannot be had (sd of one value) is NaN.
 */
struct gw_moments {
	long   n;
	double weight, neff;	/* sum w, m */
	double mean, error;	/* error of the mean: sd/sqrt(m) */
	double sd, skewness, kurtosis, min, max;
};

/* NaN values are left out; w may be NULL. */
void gw_moments(const double *x, const double *w, long n, struct gw_moments *m);

/*
 * Quantiles q [nq] in [0, 1] of x: linear interpolation between order
 * statistics at (n-1) q (type 7 of Hyndman & Fan, Am. Stat. 50, 361 (1996)),
 * with weights the interpolation in S_k = k w_k + (n-1) sum_{i<k} w_i, which
 * is the same for equal weights.  NaN when x has no number.
 */
void gw_quantiles(const double *x, const double *w, long n, const double *q, int nq, double *out);

#endif
