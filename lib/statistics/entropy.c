/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/entropy.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sf_psi.h>
#include <limits.h>
#include <math.h>

#include "base/mem.h"
#include "base/rng.h"
#include "base/threads.h"

/* ---- counts ---- */

static double
term(double p)
{
	return p > 0 ? -p*log(p) : 0;
}

int
gw_shannon(const double *count, long n, struct gw_shannon *s, struct gw_err *e)
{
	*s = (struct gw_shannon){ .whole = 1, .corrected = NAN, .S_error = NAN, .D_error = NAN };
	for (long k = 0; k < n; k++) {
		if (!(count[k] >= 0) || isinf(count[k]))
			return gw_fail(e, GW_BADDATA, "count %ld is %g: expected 0 or more",
			    k + 1, count[k]);
		s->samples += count[k];
		s->occupied += count[k] > 0;
		s->whole &= count[k] == floor(count[k]);
	}
	if (!(s->samples > 0))
		return gw_fail(e, GW_BADDATA, "all counts are 0: there is no distribution");
	for (long k = 0; k < n; k++)
		s->S += term(count[k]/s->samples);
	s->D = exp(s->S);
	if (s->whole)
		s->corrected = s->S + (double)(s->occupied - 1)/(2*s->samples);
	return 0;
}

double
gw_shannon_differential(const double *count, const double *width, long n)
{
	double sum = 0, h = 0;

	for (long k = 0; k < n; k++)
		sum += count[k];
	for (long k = 0; k < n; k++)
		if (count[k] > 0)
			h -= count[k]/sum*log(count[k]/sum/width[k]);
	return h;
}

/* ---- bootstrap ---- */

static void
set(void *state, unsigned long seed)
{
	(void)state;		/* a stream is named by gw_rng_start, not by GSL's seeds */
	(void)seed;
}

static unsigned long
get(void *state)
{
	return gw_rng_u32(state);
}

static double
get_double(void *state)
{
	return gw_rng_uniform(state);
}

/* Our streams for the distributions of GSL. */
static const gsl_rng_type streams = { "gw_rng", 0xffffffffUL, 0, sizeof(struct gw_rng),
	set, get, get_double };

/* S of n draws with frequencies p [k] that sum to 1; drawn [k] is room. */
static double
draw(gsl_rng *r, const double *p, size_t k, unsigned n, unsigned *drawn)
{
	double S = 0;

	gsl_ran_multinomial(r, k, n, p, drawn);
	for (size_t j = 0; j < k; j++)
		S += term((double)drawn[j]/n);
	return S;
}

static void
draw_all(const double *p, size_t k, unsigned n, int B, uint64_t seed, uint32_t index, double *S)
{
	#pragma omp parallel num_threads(gw_threads((long)k*B/10))
	{
		struct gw_rng stream;
		gsl_rng r = { &streams, &stream };
		unsigned *drawn = gw_alloc(k, sizeof *drawn);

		#pragma omp for schedule(static)
		for (int b = 0; b < B; b++) {
			gw_rng_start(&stream, seed, GW_RNG_BOOTSTRAP, index, (uint32_t)b);
			S[b] = draw(&r, p, k, n, drawn);
		}
		gw_free(drawn);
	}
}

static double
deviation(const double *v, int n)
{
	double s = 0, t = 0;

	for (int k = 0; k < n; k++)
		s += (v[k] - v[0])/n;
	for (int k = 0; k < n; k++)
		t += (v[k] - v[0] - s)*(v[k] - v[0] - s);
	return sqrt(t/(n - 1));
}

int
gw_shannon_bootstrap(const double *count, long n, int B, uint64_t seed, uint32_t index,
	struct gw_shannon *s, struct gw_err *e)
{
	double *p, *S;
	size_t k = 0;

	if (B < 2 || B > 1 << 24)
		return gw_fail(e, GW_USAGE, "%d bootstrap samples: expected 2 .. %d", B, 1 << 24);
	if (!s->whole)
		return 0;
	if (s->samples > UINT_MAX)
		return gw_fail(e, GW_BADDATA, "%g samples: the bootstrap draws %u at most",
		    s->samples, UINT_MAX);
	p = gw_alloc((size_t)s->occupied, sizeof *p);
	S = gw_alloc((size_t)B, sizeof *S);
	for (long j = 0; j < n; j++)
		if (count[j] > 0)
			p[k++] = count[j]/s->samples;
	draw_all(p, k, (unsigned)s->samples, B, seed, index, S);
	s->S_error = deviation(S, B);
	for (int b = 0; b < B; b++)
		S[b] = exp(S[b]);
	s->D_error = deviation(S, B);
	gw_free(p);
	gw_free(S);
	return 0;
}

/* ---- spacings ---- */

/*
 * Weight of the spacing from i to i + m: each of the n - 1 intervals shares 1/(n - 1) among the
 * spacings that it lies in, min(k + 1, m, n - 1 - k) for interval k when n > 2m.
 */
static double
weight(long i, long n, int m)
{
	double w = 0;
	long in;

	for (long k = i; k < i + m; k++) {
		in = k + 1 < n - 1 - k ? k + 1 : n - 1 - k;
		w += 1/(double)(in < m ? in : m);
	}
	return w/(double)(n - 1);
}

int
gw_entropy_spacing(const double *x, long n, int m, double *h, double *error, struct gw_err *e)
{
	double mean = 0, square = 0, t, w, trigamma, var;

	if (m < 1)
		return gw_fail(e, GW_USAGE, "spacings of %d: expected 1 or more", m);
	if (n <= 2L*m)
		return gw_fail(e, GW_BADDATA, "%ld values are too few for spacings of %d", n, m);
	*h = *error = NAN;
	for (long i = 0; i + m < n; i++) {
		if (!(x[i+m] > x[i]))
			return 0;
		t = log(x[i+m] - x[i]);
		w = weight(i, n, m);
		mean += w*t;
		square += w*t*t;
	}
	trigamma = gsl_sf_psi_1_int(m);
	/* var ln p, and what the dependence of the spacings adds */
	var = square - mean*mean - trigamma + (2.0*m*m - 2*m + 1)*trigamma - 2*m + 1;
	*h = mean + gsl_sf_psi((double)n + 1) - gsl_sf_psi_int(m);
	*error = sqrt((var > 0 ? var : 0)/(double)n);
	return 0;
}
