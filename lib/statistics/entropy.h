/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Entropy of a distribution that is known by counts or by a sample.
 *
 *	S = -sum P ln P,   D = exp S,   P = count/N
 *
 * the entropy and the diversity of Han, Wei, Cao, Wang, Dai, PRB 101, 064205 (2020), eqs. 2 and 3.
 * For bins of a continuous quantity S depends on their width w: S + ln w tends to the differential
 * entropy -int p ln p dx as w goes to 0, which depends on the unit of x alone.
 */
#ifndef GW_STATISTICS_ENTROPY_H
#define GW_STATISTICS_ENTROPY_H

#include <stdint.h>

#include "base/err.h"

struct gw_shannon {
	double samples;			/* N, sum of the counts */
	long   occupied;		/* K, counts above 0 */
	int    whole;			/* all counts are whole numbers: what needs a
					   number of samples is defined */
	double S, D;
	double corrected;		/* S + (K - 1)/2N (Miller 1955, Madow); NaN unless whole */
	double S_error, D_error;	/* bootstrap standard errors;
					   NaN until gw_shannon_bootstrap */
};

/*
 * Counts, or weights, [n] >= 0.  -1, GW_BADDATA: one of them is negative or not finite,
 * or all are 0.
 */
int gw_shannon(const double *count, long n, struct gw_shannon *s, struct gw_err *e);

/*
 * S_error and D_error as the standard deviations of S and D over B samples of N draws with the
 * frequencies count/N.  Sample b takes the random numbers (seed, GW_RNG_BOOTSTRAP, index, b): the
 * result is the same bits for any number of threads.  Nothing is done unless s is whole.
 * -1, GW_USAGE: B is not in 2 .. 2^24; GW_BADDATA: 2^32 samples or more.
 */
int gw_shannon_bootstrap(const double *count, long n, int B, uint64_t seed, uint32_t index,
	struct gw_shannon *s, struct gw_err *e);

/*
 * -sum P ln(P/width), width [n]: the differential entropy of the histogram;
 * S + ln w for equal widths.
 */
double gw_shannon_differential(const double *count, const double *width, long n);

/* Points of a sample between the two ends of a spacing, by default. */
enum { GW_SPACING = 3 };

/*
 * Differential entropy of a sample x [n], ascending, without bins: the mean logarithm of the
 * spacings x[i+m] - x[i], corrected by digamma(n+1) - digamma(m), exact for a uniform
 * distribution (Vasicek, J. R. Stat. Soc. B 38, 54 (1976); van Es, Scand. J. Stat. 19, 61 (1992)).
 * Each interval between neighbours counts alike: an end lies in fewer spacings, which weigh more.
 * *error: standard error from the variance of the logarithms, asymptotic (Cressie, Biometrika 63,
 * 343 (1976)).  Where m + 1 values or more coincide there is no such entropy: both are NaN.
 * -1, GW_USAGE: m < 1; GW_BADDATA: n <= 2m.
 */
int gw_entropy_spacing(const double *x, long n, int m, double *h, double *error, struct gw_err *e);

#endif
