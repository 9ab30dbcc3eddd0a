/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lib/statistics/entropy: distributions whose entropy is known, errors against the spread of samples. */
#include "statistics/entropy.h"

#include "base/rng.h"
#include "unit.h"

#include <math.h>
#include <omp.h>
#include <string.h>

static struct gw_shannon
shannon(const double *count, long n)
{
	struct gw_err e = { 0 };
	struct gw_shannon s;

	assert_int_equal(gw_shannon(count, n, &s, &e), 0);
	return s;
}

static void
known(void **state)
{
	double c[2000] = { 0 }, q = 0.98;
	const double two[] = { 3, 0, 1 }, one[] = { 0, 17, 0 };
	struct gw_shannon s;

	(void)state;
	for (int k = 0; k < 1000; k++)
		c[k] = 7;
	s = shannon(c, 2000);
	assert_in_tol(s.S, log(1000), 1e-12);
	assert_in_rel(s.D, 1000, 1e-12);
	assert_true(s.occupied == 1000 && s.samples == 7000 && s.whole);
	assert_in_tol(s.corrected, log(1000) + 999.0/14000, 1e-12);
	s = shannon(two, 3);
	assert_in_tol(s.S, 2*log(2) - 0.75*log(3), 1e-15);
	assert_in_tol(s.corrected, s.S + 1.0/8, 1e-15);
	s = shannon(one, 3);
	assert_true(s.S == 0 && s.D == 1 && s.corrected == 0 && s.occupied == 1);
	/* geometric, p_k = (1 - q) q^k: S = -ln(1 - q) - q ln q/(1 - q) */
	for (int k = 0; k < 2000; k++)
		c[k] = (1 - q)*pow(q, k);
	s = shannon(c, 2000);
	assert_in_tol(s.S, -log(1 - q) - q*log(q)/(1 - q), 1e-12);
	assert_true(!s.whole && isnan(s.corrected) && isnan(s.S_error));
}

/* An exponential in bins of width w is geometric with q = exp(-w/eps); a normal tends to its differential entropy. */
static void
discretised(void **state)
{
	double c[4000], width[4000], w = 0.05, eps = 0.14, q = exp(-w/eps);
	struct gw_shannon s;

	(void)state;
	for (int k = 0; k < 400; k++) {
		c[k] = exp(-k*w/eps)*-expm1(-w/eps);
		width[k] = w;
	}
	s = shannon(c, 400);
	assert_in_tol(s.S, -log(1 - q) - q*log(q)/(1 - q), 1e-12);
	assert_in_tol(gw_shannon_differential(c, width, 400), s.S + log(w), 1e-12);
	for (int k = 0; k < 4000; k++) {
		width[k] = 0.005;
		c[k] = erfc((k - 2000)*0.005/M_SQRT2) - erfc((k - 1999)*0.005/M_SQRT2);
	}
	assert_in_tol(gw_shannon_differential(c, width, 4000), 0.5*log(2*M_PI*M_E), 2e-6);
	/* widths may differ: a uniform distribution in any bins has ln(range) */
	for (int k = 0; k < 10; k++)
		c[k] = width[k] = 1 + k;
	assert_in_tol(gw_shannon_differential(c, width, 10), log(55), 1e-14);
}

/* Mode II of the barrier spectrum in bins of 0.05 eV: P = W' Q exp(-(Q - mu)^2/2 sigma^2), integrated by Simpson. */
static double
mode2(double mu, double sigma, double w)
{
	double c[400], a, h;

	for (int k = 0; k < 400; k++) {
		c[k] = 0;
		for (int j = 0; j <= 20; j++) {
			a = w*(k + j/20.0);
			h = j == 0 || j == 20 ? 1 : j % 2 ? 4 : 2;
			c[k] += h*a*exp(-(a - mu)*(a - mu)/(2*sigma*sigma));
		}
	}
	return shannon(c, 400).S;
}

/* What the paper's plateau of 3.7 to 3.9 needs: bins of 0.05 eV; other widths shift it by their logarithm. */
static void
paper(void **state)
{
	(void)state;
	for (double mu = 1.5; mu <= 2; mu += 0.125)
		assert_true(mode2(mu, 0.64, 0.05) > 3.87 && mode2(mu, 0.64, 0.05) < 3.97);
	assert_in_tol(mode2(1.5, 0.64, 0.05), 3.8742, 1e-4);
	assert_in_tol(mode2(1.75, 0.64, 0.1), mode2(1.75, 0.64, 0.05) - log(2), 1e-3);
	assert_in_rel(exp(mode2(1.75, 0.64, 0.05)), 50, 0.05);
}

/* Counts of n draws from p [k]. */
static void
sample(struct gw_rng *r, const double *p, int k, int n, double *count)
{
	double u;
	int j;

	memset(count, 0, (size_t)k*sizeof *count);
	for (int i = 0; i < n; i++) {
		u = gw_rng_uniform(r);
		for (j = 0; j < k - 1 && u >= p[j]; j++)
			u -= p[j];
		count[j]++;
	}
}

/* The bootstrap's error is the spread of S and D over samples, and Miller and Madow take most of the bias away. */
static void
errors(void **state)
{
	enum { K = 40, N = 1500, SAMPLES = 1000, TRIED = 25 };
	double p[K], c[K], S = 0, D = 0, SS = 0, DD = 0, es = 0, ed = 0, mm = 0, q = 0.9, exact, norm = 0;
	struct gw_err e = { 0 };
	struct gw_shannon s;
	struct gw_rng r;

	(void)state;
	for (int k = 0; k < K; k++)
		norm += p[k] = pow(q, k);
	for (int k = 0; k < K; k++)
		p[k] /= norm;
	exact = shannon(p, K).S;
	for (int t = 0; t < SAMPLES; t++) {
		gw_rng_start(&r, 5, GW_RNG_TEST, 1, (uint32_t)t);
		sample(&r, p, K, N, c);
		s = shannon(c, K);
		S += s.S/SAMPLES;
		SS += s.S*s.S/SAMPLES;
		D += s.D/SAMPLES;
		DD += s.D*s.D/SAMPLES;
		mm += s.corrected/SAMPLES;
		if (t < TRIED) {
			assert_int_equal(gw_shannon_bootstrap(c, K, 400, 1, (uint32_t)t, &s, &e), 0);
			es += s.S_error/TRIED;
			ed += s.D_error/TRIED;
		}
	}
	/* 1000 samples know their spread to 2.2 %, 25 bootstraps of 400 theirs to 0.7 % */
	assert_in_rel(es, sqrt(SS - S*S), 0.08);
	assert_in_rel(ed, sqrt(DD - D*D), 0.08);
	assert_true(S < exact - 0.01);
	assert_in_tol(mm, exact, 0.002);
}

static void
same_for_any_threads(void **state)
{
	double c[500];
	struct gw_err e = { 0 };
	struct gw_shannon one, three, other;

	(void)state;
	for (int k = 0; k < 500; k++)
		c[k] = 1 + k % 37;
	one = three = other = shannon(c, 500);
	omp_set_num_threads(1);
	assert_int_equal(gw_shannon_bootstrap(c, 500, 301, 9, 2, &one, &e), 0);
	omp_set_num_threads(3);
	assert_int_equal(gw_shannon_bootstrap(c, 500, 301, 9, 2, &three, &e), 0);
	assert_int_equal(gw_shannon_bootstrap(c, 500, 301, 10, 2, &other, &e), 0);
	omp_set_num_threads(1);
	assert_memory_equal(&one, &three, sizeof one);
	assert_true(other.S_error != one.S_error);
}

static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Mean and spread over samples of the spacing estimate, and its mean error, for a normal or a uniform distribution. */
static void
spacing_of(int normal, long n, int m, double *mean, double *sd, double *error)
{
	enum { SAMPLES = 400 };
	double *x = malloc((size_t)n*sizeof *x), h, d, sum = 0, square = 0, errors = 0;
	struct gw_err e = { 0 };
	struct gw_rng r;

	for (int t = 0; t < SAMPLES; t++) {
		gw_rng_start(&r, 6, GW_RNG_TEST, (uint32_t)normal, (uint32_t)t);
		for (long k = 0; k < n; k++)
			x[k] = normal ? 3 + 2*gw_rng_normal(&r) : 4*gw_rng_uniform(&r);
		qsort(x, (size_t)n, sizeof *x, ascending);
		assert_int_equal(gw_entropy_spacing(x, n, m, &h, &d, &e), 0);
		sum += h/SAMPLES;
		square += h*h/SAMPLES;
		errors += d/SAMPLES;
	}
	*mean = sum;
	*sd = sqrt(square - sum*sum);
	*error = errors;
	free(x);
}

static void
spacings(void **state)
{
	const double x[] = { 0, 1, 3, 6, 10, 15, 15, 15, 15 };
	struct gw_err e = { 0 };
	double mean, sd, error, h;

	(void)state;
	for (int m = 1; m <= 5; m++) {
		spacing_of(0, 1000, m, &mean, &sd, &error);	/* uniform: no bias */
		assert_in_tol(mean, log(4), 4*sd/20);
		assert_in_rel(error, sd, 0.13);
	}
	spacing_of(1, 2000, GW_SPACING, &mean, &sd, &error);
	assert_in_tol(mean, 0.5*log(2*M_PI*M_E*4), 0.007);
	assert_in_rel(error, sd, 0.13);
	/* by hand, m = 1, four equal weights: mean ln(1 2 3 4), psi(6) - psi(1) = 1 + 1/2 + .. + 1/5 */
	assert_int_equal(gw_entropy_spacing(x, 5, 1, &h, &error, &e), 0);
	assert_in_tol(h, log(24)/4 + 137.0/60, 1e-13);
	/* m = 2: intervals in 1, 2, 2, 1 spacings, these weigh 3/8, 1/4, 3/8; psi(6) - psi(2) = 77/60 */
	assert_int_equal(gw_entropy_spacing(x, 5, 2, &h, &error, &e), 0);
	assert_in_tol(h, 0.375*log(3) + 0.25*log(5) + 0.375*log(7) + 77.0/60, 1e-13);
	assert_int_equal(gw_entropy_spacing(x, 9, 3, &h, &error, &e), 0);
	assert_true(isnan(h) && isnan(error));
	assert_int_equal(gw_entropy_spacing(x, 6, 3, &h, &error, &e), -1);
	assert_int_equal(e.code, GW_BADDATA);
}

static void
refused(void **state)
{
	const double minus[] = { 1, -1 }, zero[] = { 0, 0 }, nan[] = { 1, NAN }, half[] = { 1, 0.5 };
	struct gw_err e = { 0 };
	struct gw_shannon s;

	(void)state;
	assert_int_equal(gw_shannon(minus, 2, &s, &e), -1);
	assert_non_null(strstr(e.msg, "count 2 is -1"));
	assert_int_equal(gw_shannon(nan, 2, &s, &e), -1);
	assert_int_equal(gw_shannon(zero, 2, &s, &e), -1);
	assert_non_null(strstr(e.msg, "all counts are 0"));
	assert_int_equal(gw_shannon(half, 2, &s, &e), 0);
	assert_int_equal(gw_shannon_bootstrap(half, 2, 1, 1, 0, &s, &e), -1);
	assert_int_equal(e.code, GW_USAGE);
	assert_int_equal(gw_shannon_bootstrap(half, 2, 100, 1, 0, &s, &e), 0);
	assert_true(isnan(s.S_error));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known), cmocka_unit_test(discretised), cmocka_unit_test(paper),
		cmocka_unit_test(errors), cmocka_unit_test(same_for_any_threads), cmocka_unit_test(spacings),
		cmocka_unit_test(refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
