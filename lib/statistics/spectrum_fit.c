/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The barrier spectrum by maximum likelihood.  Barriers are counted in units of their mean.  The
 * simplex finds the valley from several starts, on bins; Newton's method ends it, on the barriers
 * themselves where they are given.
 */
#include "statistics/spectrum_priv.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { STARTBINS = 200, LEAST = 8 };

struct fitted { double p[PAR], chi2; };	/* chi2 = -2 ln likelihood */

/* ---- starts ---- */

static void
moments(const struct gw_barriers *d, double *mean, double *square)
{
	double c, q;

	*mean = *square = 0;
	for (long k = 0; k < d->n; k++) {
		c = d->x ? 1 : d->count[k];
		q = d->x ? d->x[k] : 0.5*(d->lo[k] + d->hi[k]);
		*mean += c*q/d->total;
		*square += c*q*q/d->total;
	}
}

static const int all[] = { 0, 1, 2, 3 }, only_i[] = { 1 }, only_ii[] = { 2, 3 },
	but_w[] = { 1, 2, 3 };

/* The lowest valley from all starts, or from one, over the n free parameters; fixed >= 0 is W. */
static struct fitted
valley(const struct gw_barriers *d, const int *free, int n, double fixed, const double *start)
{
	struct gw_search s = { .d = d, .nfree = n };
	struct fitted best = { .chi2 = NOWHERE };
	double mean, square, chi2;

	memcpy(s.free, free, (size_t)n*sizeof *free);
	moments(d, &mean, &square);
	for (int k = 0; start ? k < 1 : gw_spectrum_start(mean, square, k, s.p) == 0; k++) {
		if (start)
			memcpy(s.p, start, sizeof s.p);
		if (fixed >= 0)
			s.p[0] = fixed;
		chi2 = gw_spectrum_simplex(&s);
		if (chi2 < best.chi2) {
			memcpy(best.p, s.p, sizeof best.p);
			best.chi2 = chi2;
		}
	}
	return best;
}

/* How far W can go from 0, or from 1, before chi2 has risen by 1. */
static double
reach(const struct gw_barriers *d, const struct fitted *from)
{
	double near = 0, far = 1, t, w0 = from->p[0];
	struct fitted f;

	for (int k = 0; k < 12; k++) {
		t = k ? 0.5*(near + far) : 0.02;
		f = valley(d, but_w, 3, w0 == 0 ? t : 1 - t, NULL);
		if (f.chi2 > from->chi2 + 1)
			far = t;
		else
			near = t;
	}
	return 0.5*(near + far);
}

/* ---- goodness ---- */

/*
 * Pearson's sum over runs of bins with 5 expected counts or more; what lies outside joins the ends.
 */
static void
goodness(const struct gw_barriers *d, const double *p, int npar, struct gw_fit *f)
{
	double top = gw_spectrum_above(d->a, p), norm = top - gw_spectrum_above(d->b, p);
	double expected = 0, seen = 0, left = d->total, next, chi2 = 0, edge;
	long cells = 0;

	for (long k = 0; k < d->n; k++) {
		edge = k == d->n - 1 ? d->b : d->hi[k];
		next = gw_spectrum_above(edge, p);
		expected += d->total*(top - next)/norm;
		left -= d->total*(top - next)/norm;
		top = next;
		seen += d->count[k];
		if (expected < 5 || (left < 5 && k < d->n - 1))
			continue;
		chi2 += (seen - expected)*(seen - expected)/expected;
		cells++;
		expected = seen = 0;
	}
	f->chi2 = cells ? chi2 : NAN;
	f->dof = (double)(cells - 1 - npar);
}

/* ---- the fit ---- */

/* Back from units of the mean. */
static void
unscale(struct gw_fit *f, double scale)
{
	const double factor[] = { 1, scale, scale, scale };

	for (int a = 0; a < PAR; a++) {
		f->p[a] *= factor[a];
		f->best[a] *= factor[a];
		f->error[a] *= factor[a];
		for (int b = 0; b < PAR; b++)
			f->cov[a][b] *= factor[a]*factor[b];
	}
}

/*
 * Which parts the data ask for: the fit that stays.  A part must lower chi2 by ln N for each of its
 * parameters (Schwarz, Ann. Stat. 6, 461 (1978)); by less, any bump in the noise is one.
 */
static struct fitted
choose(const struct gw_barriers *bins, const struct gw_fit_opt *o, const double *start,
	struct gw_fit *f)
{
	struct fitted full = valley(bins, all, 4, -1, start), i, ii;
	double gain_i, gain_ii, each = log(bins->total);

	i = valley(bins, only_i, 1, 1, NULL);
	ii = valley(bins, only_ii, 2, 0, NULL);
	gain_i = ii.chi2 - full.chi2 - 2*each;
	gain_ii = i.chi2 - full.chi2 - 3*each;
	f->gain = NAN;
	if (o->both || (gain_i > 0 && gain_ii > 0))
		return full;
	f->gain = gain_i < gain_ii ? gain_i + 2*each : gain_ii + 3*each;
	return gain_i < gain_ii ? ii : i;
}

/* The end of it on d, of which bins is the coarse form; all in units of the mean. */
static void
finish(const struct gw_barriers *d, const struct gw_barriers *bins, const struct fitted *b,
	struct gw_fit *f)
{
	int one = b->p[0] == 1, none = b->p[0] == 0;
	const int *free = one ? only_i : none ? only_ii : all;
	struct gw_search s = { .d = d, .nfree = one ? 1 : none ? 2 : 4 };
	double small[PAR*PAR], cov[PAR*PAR] = { 0 };

	memcpy(s.free, free, (size_t)s.nfree*sizeof *free);
	memcpy(s.p, b->p, sizeof s.p);
	gw_spectrum_newton(&s, small);
	for (int i = 0; i < s.nfree; i++)
		for (int j = 0; j < s.nfree; j++)
			cov[free[i]*PAR+free[j]] = small[i*s.nfree+j];
	memcpy(f->p, s.p, sizeof s.p);
	gw_fit_finish(f, cov, 1);
	if (one || none) {
		f->error[0] = reach(bins, b);
		f->cov[0][0] = f->error[0]*f->error[0];
	}
	if (one)
		f->lost |= 1u << GW_SPECTRUM_MU;
	if (f->lost & 1u << GW_SPECTRUM_MU)
		f->p[GW_SPECTRUM_MU] = f->error[GW_SPECTRUM_MU] = NAN;
	goodness(bins, s.p, s.nfree, f);
}

static int
run(struct gw_barriers *d, struct gw_barriers *bins, const struct gw_fit_opt *o, double scale,
	struct gw_fit *f, struct gw_err *e)
{
	gsl_error_handler_t *handler;
	double start[PAR] = { 0 };
	struct fitted b;

	if (bins->total < LEAST)
		return gw_fail(e, GW_BADDATA, "%g barriers are too few for the %d parameters of a "
		    "spectrum", bins->total, PAR);
	if (o->start)
		for (int k = 0; k < PAR; k++)
			start[k] = o->start[k]/(k ? scale : 1);
	if (gw_fit_check_start(f->model, o->start, e) < 0)
		return -1;
	handler = gsl_set_error_handler_off();
	b = choose(bins, o, o->start ? start : NULL, f);
	if (b.chi2 < NOWHERE)
		finish(d, bins, &b, f);
	gsl_set_error_handler(handler);
	f->likelihood = f->weighted = 1;
	f->r2 = NAN;
	unscale(f, scale);
	return b.chi2 < NOWHERE ? 0 : gw_fail(e, GW_BADDATA,
	    "no spectrum describes these barriers");
}

static int
check(double lo, double hi, double count, long row, struct gw_err *e)
{
	if (!(lo >= 0) || isinf(hi))
		return gw_fail(e, GW_BADDATA,
		    "row %ld: a barrier of %g: expected finite numbers, 0 or more", row, lo);
	if (!(hi > lo))
		return gw_fail(e, GW_BADDATA, "row %ld: a bin from %g to %g", row, lo, hi);
	if (!(count >= 0) || count != floor(count) || isinf(count))
		return gw_fail(e, GW_BADDATA, "row %ld: a count of %g: the likelihood is that of "
		    "whole numbers (fit the density with -x, -y and -e)", row, count);
	return 0;
}

static void
set_range(struct gw_barriers *d, const struct gw_fit_opt *o, double scale)
{
	d->a = o->range[0] > 0 ? o->range[0]/scale : 0;
	d->b = o->range[1]/scale;
}

static void
release(struct gw_barriers *d)
{
	gw_free(d->lo);
	gw_free(d->hi);
	gw_free(d->count);
	gw_free(d->x);
}

static struct gw_barriers
room(long n)
{
	size_t m = (size_t)n;

	return (struct gw_barriers){ .n = n, .lo = gw_alloc(m, sizeof(double)),
		.hi = gw_alloc(m, sizeof(double)), .count = gw_alloc(m, sizeof(double)) };
}

int
gw_spectrum_bins(const double *lo, const double *hi, const double *count, long n,
	const struct gw_fit_opt *o, struct gw_fit *f, struct gw_err *e)
{
	struct gw_barriers d;
	double scale = 0, sum = 0;
	int r;

	f->n = n;
	for (long k = 0; k < n; k++) {
		if (check(lo[k], hi[k], count[k], k + 1, e) < 0)
			return -1;
		if (k && lo[k] < hi[k-1]*(1 - 1e-12))
			return gw_fail(e, GW_BADDATA,
			    "row %ld: the bin begins before the last one ends", k + 1);
		scale += count[k]*0.5*(lo[k] + hi[k]);
		sum += count[k];
	}
	scale = sum > 0 ? scale/sum : 1;
	d = room(n);
	d.total = sum;
	set_range(&d, o, scale);
	for (long k = 0; k < n; k++) {
		d.lo[k] = lo[k]/scale;
		d.hi[k] = hi[k]/scale;
		d.count[k] = count[k];
	}
	r = run(&d, &d, o, scale, f, e);
	release(&d);
	return r;
}

static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The sorted sample in bins that hold about as many each. */
static struct gw_barriers
coarse(const struct gw_barriers *d)
{
	long most = d->n/5 < STARTBINS ? d->n/5 : STARTBINS, from = 0, to;
	struct gw_barriers b = room(most + 1);
	double edge = d->a;

	b.n = 0;
	for (long k = 1; k <= most; k++) {
		to = k == most ? d->n : d->n*k/most;
		while (to < d->n && to > 0 && d->x[to] == d->x[to-1])
			to++;
		if (to <= from)
			continue;
		b.lo[b.n] = edge;
		edge = to < d->n ? 0.5*(d->x[to-1] + d->x[to]) :
		    isinf(d->b) ? 2*d->x[d->n-1] : d->b;
		b.hi[b.n] = edge;
		b.count[b.n++] = (double)(to - from);
		from = to;
	}
	b.total = d->total;
	b.a = d->a;
	b.b = d->b;
	return b;
}

int
gw_spectrum_sample(const double *Q, long n, const struct gw_fit_opt *o, struct gw_fit *f,
	struct gw_err *e)
{
	struct gw_barriers d = { .n = n, .total = (double)n }, bins;
	double scale = 0;
	int r = 0;

	f->n = n;
	for (long k = 0; k < n; k++) {
		if (check(Q[k], Q[k] + 1 + Q[k], 0, k + 1, e) < 0)
			return -1;
		scale += Q[k]/(double)n;
	}
	if (n < LEAST || !(scale > 0))
		return gw_fail(e, GW_BADDATA,
		    "%ld barriers of mean %g are too few for a spectrum", n, scale);
	d.x = gw_alloc((size_t)n, sizeof *d.x);
	for (long k = 0; k < n; k++)
		d.x[k] = Q[k]/scale;
	qsort(d.x, (size_t)n, sizeof *d.x, ascending);
	set_range(&d, o, scale);
	bins = coarse(&d);
	if (d.x[n-1] == d.x[0])
		r = gw_fail(e, GW_BADDATA, "all barriers are %g: that is no spectrum", Q[0]);
	if (r == 0)
		r = run(&d, &bins, o, scale, f, e);
	release(&bins);
	release(&d);
	return r;
}
