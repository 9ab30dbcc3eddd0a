/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/histogram.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define MAXBINS (1 << 24)

/*
 * k times width as a reader of decimal numbers expects it: 3 x 0.1 is 0.3,
 * not 0.30000000000000004.  A width that is a short decimal m/10^e gives the
 * correctly rounded k m/10^e.
 */
static double
multiple(double k, double width)
{
	double ten = 1, m;

	for (int e = 0; e <= 15; e++, ten *= 10) {
		m = nearbyint(width*ten);
		if (fabs(m*k) > 9007199254740992.0)
			break;
		if (m/ten == width)
			return k*m/ten;
	}
	return k*width;
}

static void
extent(const double *x, long n, int positive, double *lo, double *hi)
{
	double a = HUGE_VAL, b = -HUGE_VAL;

	for (long k = 0; k < n; k++) {
		if (!isfinite(x[k]) || (positive && x[k] <= 0))
			continue;
		a = x[k] < a ? x[k] : a;
		b = x[k] > b ? x[k] : b;
	}
	*lo = isinf(*lo) ? a : *lo;
	*hi = isinf(*hi) ? b : *hi;
}

static struct gw_hist *
empty(double n)
{
	struct gw_hist *h = gw_alloc(1, sizeof *h);

	h->n = (int)n;
	h->edge = gw_alloc((size_t)h->n + 1, sizeof *h->edge);
	h->count = gw_alloc((size_t)h->n, sizeof *h->count);
	return h;
}

/* Edges at multiples k0 .. k1 of the width; in decades when logarithmic. */
static struct gw_hist *
aligned(const struct gw_hist_opt *o, double lo, double hi, int open, struct gw_err *e)
{
	struct gw_hist *h;
	double a = o->logarithmic ? log10(lo) : lo, b = o->logarithmic ? log10(hi) : hi, k0, k1;

	k0 = nearbyint(a/o->width);
	k0 = multiple(k0, o->width) <= a ? k0 : k0 - 1;
	k1 = nearbyint(b/o->width);
	/* a value from the data must lie below the last edge, a bound of a range may lie on it */
	k1 = multiple(k1, o->width) > b || (!open && multiple(k1, o->width) >= b) ? k1 : k1 + 1;
	k1 = k1 > k0 ? k1 : k0 + 1;
	if (!(k1 - k0 <= MAXBINS)) {
		gw_fail(e, GW_BADDATA, "width %g from %g to %g needs more than %d bins",
		    o->width, lo, hi, MAXBINS);
		return NULL;
	}
	h = empty(k1 - k0);
	for (int k = 0; k <= h->n; k++) {
		h->edge[k] = multiple(k0 + k, o->width);
		if (o->logarithmic)
			h->edge[k] = pow(10, h->edge[k]);
	}
	return h;
}

static struct gw_hist *
equal(const struct gw_hist_opt *o, double lo, double hi)
{
	struct gw_hist *h = empty(o->bins);
	double t;

	if (lo == hi) {		/* all values are the same: one unit (or decade) around it */
		lo = o->logarithmic ? lo/sqrt(10) : lo - 0.5;
		hi = o->logarithmic ? hi*sqrt(10) : hi + 0.5;
	}
	h->closed = 1;
	for (int k = 0; k <= h->n; k++) {
		t = (double)k/h->n;
		h->edge[k] = o->logarithmic ? lo*pow(hi/lo, t) : lo + (hi - lo)*t;
	}
	h->edge[h->n] = hi;
	return h;
}

struct gw_hist *
gw_hist_new(const double *x, long n, const struct gw_hist_opt *o, struct gw_err *e)
{
	double lo = o->lo, hi = o->hi;

	if (!(o->width > 0) && (o->bins < 1 || o->bins > MAXBINS)) {
		gw_fail(e, GW_USAGE, "%d bins: expected 1 .. %d", o->bins, MAXBINS);
		return NULL;
	}
	extent(x, n, o->logarithmic, &lo, &hi);
	if (!isfinite(lo) || !isfinite(hi) || lo > hi) {
		gw_fail(e, GW_BADDATA, "there is no %s number to count%s",
		    o->logarithmic ? "positive" : "finite",
		    isfinite(o->lo) || isfinite(o->hi) ? " in the range" : "");
		return NULL;
	}
	if (o->logarithmic && lo <= 0) {
		gw_fail(e, GW_USAGE, "a logarithmic range must be above 0, this one begins at %g",
		    lo);
		return NULL;
	}
	return o->width > 0 ? aligned(o, lo, hi, isinf(o->hi), e) : equal(o, lo, hi);
}

void
gw_hist_free(struct gw_hist *h)
{
	if (!h)
		return;
	gw_free(h->edge);
	gw_free(h->count);
	gw_free(h);
}

/* Largest k with edge[k] <= v, by bisection; v lies inside. */
static int
bin_of(const struct gw_hist *h, double v)
{
	int a = 0, b = h->n, c;

	while (b - a > 1) {
		c = a + (b - a)/2;
		if (h->edge[c] <= v)
			a = c;
		else
			b = c;
	}
	return a;
}

void
gw_hist_add(struct gw_hist *h, const double *x, const double *w, long n)
{
	double v, weight;

	for (long k = 0; k < n; k++) {
		v = x[k];
		weight = w ? w[k] : 1;
		if (isnan(v) || isnan(weight)) {
			h->nan++;
		} else if (v < h->edge[0]) {
			h->below += weight;
		} else if (v > h->edge[h->n] || (v == h->edge[h->n] && !h->closed)) {
			h->above += weight;
		} else {
			h->count[bin_of(h, v)] += weight;
			h->inside += weight;
		}
	}
}

double
gw_hist_density(const struct gw_hist *h, int k)
{
	return h->inside > 0 ? h->count[k]/(h->inside*(h->edge[k+1] - h->edge[k])) : 0;
}

double
gw_hist_centre(const struct gw_hist *h, int k, int logarithmic)
{
	if (logarithmic)
		return sqrt(h->edge[k])*sqrt(h->edge[k+1]);
	return h->edge[k] + (h->edge[k+1] - h->edge[k])/2;
}

/* Where the density falls through y on the way from the peak in steps of d. */
static double
crossing(const struct gw_hist *h, int peak, int d, double y)
{
	int k = peak, next;
	double x0, x1, y0, y1;

	while (k + d >= 0 && k + d < h->n && gw_hist_density(h, k + d) >= y)
		k += d;
	next = k + d;
	x0 = gw_hist_centre(h, k, 0);
	y0 = gw_hist_density(h, k);
	if (next >= 0 && next < h->n) {
		x1 = gw_hist_centre(h, next, 0);
		y1 = gw_hist_density(h, next);
	} else {
		x1 = x0 + d*(h->edge[k+1] - h->edge[k]);
		y1 = 0;
	}
	return x0 + (x1 - x0)*(y0 - y)/(y0 - y1);
}

static int
highest(const struct gw_hist *h)
{
	int peak = 0;

	for (int k = 1; k < h->n; k++)
		if (gw_hist_density(h, k) > gw_hist_density(h, peak))
			peak = k;
	return peak;
}

int
gw_hist_fwhm(const struct gw_hist *h, double x[3], struct gw_err *e)
{
	int peak = highest(h);
	double y = gw_hist_density(h, peak)/2;

	if (!(y > 0))
		return gw_fail(e, GW_BADDATA, "an empty histogram has no width at half height");
	x[0] = crossing(h, peak, -1, y);
	x[1] = crossing(h, peak, +1, y);
	x[2] = gw_hist_centre(h, peak, 0);
	return 0;
}

/* Centre and density of bin k, which may be the first one beyond either end. */
static void
bin(const struct gw_hist *h, int k, double *x, double *y)
{
	int inside = k < 0 ? 0 : k >= h->n ? h->n - 1 : k;

	*x = gw_hist_centre(h, inside, 0) + (k - inside)*(h->edge[inside+1] - h->edge[inside]);
	*y = k == inside ? gw_hist_density(h, k) : 0;
}

double
gw_hist_mode(const struct gw_hist *h)
{
	int k = highest(h);
	double x[3], y[3], s, t;

	for (int j = 0; j < 3; j++)
		bin(h, k + j - 1, &x[j], &y[j]);
	s = (y[1] - y[0])/(x[1] - x[0]);
	t = (y[2] - y[1])/(x[2] - x[1]);
	if (!(s > t))
		return y[1] > 0 ? x[1] : NAN;
	/* the slope goes from s at the middle of the first two to t at that of the last two */
	return 0.5*(x[0] + x[1]) + 0.5*(x[2] - x[0])*s/(s - t);
}

int
gw_hist_peaks(const struct gw_hist *h)
{
	double half = gw_hist_density(h, highest(h))/2;
	int n = 0, on = 0, was;

	for (int k = 0; half > 0 && k < h->n; k++) {
		was = on;
		on = gw_hist_density(h, k) >= half;
		n += on && !was;
	}
	return n;
}

void
gw_moments(const double *x, const double *w, long n, struct gw_moments *m)
{
	double s = 0, s2 = 0, d, m2 = 0, m3 = 0, m4 = 0, v;

	memset(m, 0, sizeof *m);
	m->min = HUGE_VAL;
	m->max = -HUGE_VAL;
	for (long k = 0; k < n; k++) {
		v = w ? w[k] : 1;
		if (isnan(x[k]) || isnan(v))
			continue;
		m->n++;
		m->weight += v;
		s2 += v*v;
		s += v*x[k];
		m->min = x[k] < m->min ? x[k] : m->min;
		m->max = x[k] > m->max ? x[k] : m->max;
	}
	m->mean = s/m->weight;
	m->neff = m->weight*m->weight/s2;
	for (long k = 0; k < n; k++) {
		v = w ? w[k] : 1;
		if (isnan(x[k]) || isnan(v))
			continue;
		d = x[k] - m->mean;
		m2 += v*d*d;
		m3 += v*d*d*d;
		m4 += v*d*d*d*d;
	}
	m2 /= m->weight;
	m->sd = m->neff > 1 ? sqrt(m2*m->neff/(m->neff - 1)) : NAN;
	m->error = m->sd/sqrt(m->neff);
	m->skewness = m3/m->weight/pow(m2, 1.5);
	m->kurtosis = m4/m->weight/(m2*m2) - 3;
	if (m->n == 0)
		m->min = m->max = NAN;
}

struct pair { double x, w; };

static int
by_x(const void *a, const void *b)
{
	double x = ((const struct pair *)a)->x, y = ((const struct pair *)b)->x;

	return (x > y) - (x < y);
}

/* s [n] ascending positions S_k; the value at position t of the last. */
static double
interpolate(const struct pair *p, const double *s, long n, double t)
{
	long a = 0, b = n - 1, c;

	while (b - a > 1) {
		c = a + (b - a)/2;
		if (s[c] <= t)
			a = c;
		else
			b = c;
	}
	if (!(s[b] > s[a]) || t <= s[a])
		return p[a].x;
	return t >= s[b] ? p[b].x : p[a].x + (p[b].x - p[a].x)*(t - s[a])/(s[b] - s[a]);
}

void
gw_quantiles(const double *x, const double *w, long n, const double *q, int nq, double *out)
{
	struct pair *p = gw_alloc((size_t)n, sizeof *p);
	double *s = gw_alloc((size_t)n, sizeof *s), sum = 0;
	long m = 0;

	for (long k = 0; k < n; k++)
		if (!isnan(x[k]) && (!w || w[k] > 0))
			p[m++] = (struct pair){ x[k], w ? w[k] : 1 };
	qsort(p, (size_t)m, sizeof *p, by_x);
	for (long k = 0; k < m; k++) {
		s[k] = (double)k*p[k].w + (double)(m - 1)*sum;
		sum += p[k].w;
	}
	for (int k = 0; k < nq; k++)
		out[k] = m ? interpolate(p, s, m, q[k]*s[m-1]) : NAN;
	gw_free(p);
	gw_free(s);
}
