/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lib/base: errors, memory, random numbers, vectors, sums, units. */
#include "base/err.h"
#include "base/mem.h"
#include "base/rng.h"
#include "base/units.h"
#include "base/vec.h"
#include "unit.h"

#include <math.h>
#include <string.h>

static void
errors_carry_code_and_message(void **state)
{
	struct gw_err e = { 0 };

	(void)state;
	assert_int_equal(gw_fail(&e, GW_BADDATA, "frame %d: %s", 7, "no box"), -1);
	assert_int_equal(e.code, GW_BADDATA);
	assert_string_equal(e.msg, "frame 7: no box");
	assert_int_equal(gw_fail_in(&e, "%s", "glass.tgz"), -1);
	assert_int_equal(e.code, GW_BADDATA);
	assert_string_equal(e.msg, "glass.tgz: frame 7: no box");
}

static void
long_errors_are_cut_not_overrun(void **state)
{
	struct gw_err e = { 0 };
	char big[4000];

	(void)state;
	memset(big, 'x', sizeof big - 1);
	big[sizeof big - 1] = 0;
	gw_fail(&e, GW_FAILED, "%s", big);
	assert_int_equal(strlen(e.msg), sizeof e.msg - 1);
	gw_fail_in(&e, "%s", big);
	assert_true(strlen(e.msg) < sizeof e.msg);
}

static void
memory_is_aligned_zeroed_and_kept(void **state)
{
	char *p = gw_alloc(1000, 1), *q;

	(void)state;
	assert_int_equal((uintptr_t)p % 64, 0);
	for (int k = 0; k < 1000; k++)
		assert_int_equal(p[k], 0);
	memset(p, 7, 1000);
	p = gw_realloc(p, 5000, 1);
	q = gw_dup(p, 1000, 1);
	assert_memory_equal(p, q, 1000);
	assert_int_equal(p[999], 7);
	gw_free(p);
	gw_free(q);
	gw_free(NULL);
	p = gw_alloc(0, 8);
	assert_non_null(p);
	gw_free(p);
}

static void
buffers_grow_and_keep(void **state)
{
	int *v = NULL;
	size_t cap = 0;

	(void)state;
	for (int k = 0; k < 10000; k++) {
		gw_reserve(&v, &cap, (size_t)k + 1, sizeof *v);
		v[k] = k;
	}
	for (int k = 0; k < 10000; k++)
		assert_int_equal(v[k], k);
	gw_free(v);
}

static void
strings_are_formatted(void **state)
{
	char *s = gw_format("%s-%05d", "a", 42), *t = gw_strdup(s);

	(void)state;
	assert_string_equal(s, "a-00042");
	assert_string_equal(t, s);
	gw_free(s);
	gw_free(t);
}

/* Known answers of Random123 (kat_vectors, philox4x32 with 10 rounds). */
static void
philox_gives_the_known_answers(void **state)
{
	static const struct { uint32_t ctr[4], key[2], out[4]; } kat[] = {
		{ { 0, 0, 0, 0 }, { 0, 0 },
		  { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 } },
		{ { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff }, { 0xffffffff, 0xffffffff },
		  { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd } },
		{ { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 }, { 0xa4093822, 0x299f31d0 },
		  { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 } },
	};
	uint32_t out[4];

	(void)state;
	for (size_t k = 0; k < sizeof kat/sizeof kat[0]; k++) {
		gw_philox(kat[k].ctr, kat[k].key, out);
		assert_memory_equal(out, kat[k].out, sizeof out);
	}
}

static void
streams_of_numbers_are_apart(void **state)
{
	struct gw_rng a, b;
	uint32_t same = 0;

	(void)state;
	gw_rng_start(&a, 1, GW_RNG_TEST, 0, 0);
	gw_rng_start(&b, 1, GW_RNG_TEST, 1, 0);
	for (int k = 0; k < 1000; k++)
		same += gw_rng_u32(&a) == gw_rng_u32(&b);
	assert_int_equal(same, 0);
	gw_rng_start(&b, 1, GW_RNG_TEST, 0, 0);
	gw_rng_start(&a, 1, GW_RNG_TEST, 0, 0);
	for (int k = 0; k < 1000; k++)
		assert_int_equal(gw_rng_u32(&a), gw_rng_u32(&b));
}

/* chi^2 of 100 bins; 99 degrees of freedom: mean 99, sigma 14 */
static void
uniform_is_uniform(void **state)
{
	struct gw_rng r;
	int bin[100] = { 0 }, n = 200000;
	double chi2 = 0, u;

	(void)state;
	gw_rng_start(&r, 3, GW_RNG_TEST, 0, 0);
	for (int k = 0; k < n; k++) {
		u = gw_rng_uniform(&r);
		assert_true(u > 0 && u < 1);
		bin[(int)(u*100)]++;
	}
	for (int k = 0; k < 100; k++)
		chi2 += pow(bin[k] - n/100., 2)/(n/100.);
	assert_true(chi2 > 50 && chi2 < 170);
}

/* n = 3*2^30: without rejection the first quarter would come twice as often */
static void
below_has_no_bias(void **state)
{
	struct gw_rng r;
	uint32_t n = 3u << 30, u;
	int low = 0, trials = 30000;

	(void)state;
	gw_rng_start(&r, 5, GW_RNG_TEST, 0, 0);
	for (int k = 0; k < trials; k++) {
		u = gw_rng_below(&r, n);
		assert_true(u < n);
		low += u < n/3;
	}
	assert_in_tol(low, trials/3., 5*sqrt(trials*2./9));
	assert_int_equal(gw_rng_below(&r, 1), 0);
}

static void
normal_has_its_moments(void **state)
{
	struct gw_rng r;
	double m = 0, v = 0, q = 0, x;
	int n = 200000;

	(void)state;
	gw_rng_start(&r, 7, GW_RNG_TEST, 0, 0);
	for (int k = 0; k < n; k++) {
		x = gw_rng_normal(&r);
		m += x;
		v += x*x;
		q += x*x*x*x;
	}
	assert_in_tol(m/n, 0, 5/sqrt(n));
	assert_in_tol(v/n, 1, 5*sqrt(2./n));
	assert_in_tol(q/n, 3, 5*sqrt(96./n));
}

static void
directions_cover_the_sphere(void **state)
{
	struct gw_rng r;
	double u[3], m[3] = { 0 }, s[3] = { 0 };
	int n = 100000;

	(void)state;
	gw_rng_start(&r, 9, GW_RNG_TEST, 0, 0);
	for (int k = 0; k < n; k++) {
		gw_rng_direction(&r, u);
		assert_in_tol(gw_dot3(u, u), 1, 1e-14);
		for (int c = 0; c < 3; c++) {
			m[c] += u[c]/n;
			s[c] += u[c]*u[c]/n;
		}
	}
	for (int c = 0; c < 3; c++) {
		assert_in_tol(m[c], 0, 5/sqrt(3.*n));
		assert_in_tol(s[c], 1/3., 5*sqrt(4./45/n));
	}
}

static void
matrices_invert(void **state)
{
	const double m[3][3] = { { 4, 0.5, 0 }, { 0.25, 3, 1 }, { 1, -1, 5 } };
	const double flat[3][3] = { { 1, 2, 3 }, { 2, 4, 6 }, { 0, 0, 1 } };
	double inv[3][3], one[3][3], x[3] = { 1, -2, 3 }, y[3];

	(void)state;
	assert_in_tol(gw_inverse(m, inv), 4*(15 + 1) - 0.5*(0.25*5 - 1), 1e-12);
	gw_matmul(m, inv, one);
	for (int k = 0; k < 9; k++)
		assert_in_tol(one[k/3][k%3], k%4 == 0, 1e-15);
	gw_vecmat(x, m, y);
	gw_vecmat(y, inv, y);
	for (int k = 0; k < 3; k++)
		assert_in_tol(y[k], x[k], 1e-14);
	assert_in_tol(gw_inverse(flat, inv), 0, 0);
}

static void
sums_are_exact_on_integers(void **state)
{
	static const size_t size[] = { 0, 1, 7, 8, 9, 4095, 4096, 4097, 20000 };
	double *a = gw_alloc(20000, sizeof *a), *b = gw_alloc(20000, sizeof *b);

	(void)state;
	for (size_t k = 0; k < 20000; k++) {
		a[k] = (double)k;
		b[k] = 2;
	}
	for (size_t k = 0; k < sizeof size/sizeof size[0]; k++) {
		double n = (double)size[k];

		assert_in_tol(gw_sum(size[k], a), n*(n - 1)/2, 0);
		assert_in_tol(gw_dot(size[k], a, b), n*(n - 1), 0);
	}
	gw_axpy(20000, -0.5, b, a);
	assert_in_tol(a[0], -1, 0);
	assert_in_tol(gw_maxabs(20000, a), 19998, 0);
	a[4097] = NAN;
	assert_true(isnan(gw_maxabs(20000, a)));
	assert_in_tol(gw_maxabs(0, a), 0, 0);
	gw_free(a);
	gw_free(b);
}

/* CODATA 2018: k_B/e and amu (A/ps)^2 in eV, eV/A^3 in GPa */
static void
units_are_those_of_codata(void **state)
{
	const struct gw_units *u = gw_units(GW_METAL);
	enum gw_unit_system us;

	(void)state;
	assert_in_tol(u->kB, 8.617333262e-5, 1e-14);
	assert_in_tol(u->mv2, 1.0364269656e-4, 1e-12);
	assert_in_tol(u->gpa, 160.2176634, 1e-9);
	assert_int_equal(gw_units_find("lj", &us), 0);
	assert_int_equal(us, GW_LJ);
	assert_int_equal(gw_units_find("furlong", &us), -1);
}

static void
elements_are_known(void **state)
{
	(void)state;
	assert_in_tol(gw_mass("Cu"), 63.546, 1e-9);
	assert_in_tol(gw_mass("Zr"), 91.224, 3e-3);
	assert_in_tol(gw_mass("Xx"), 0, 0);
	assert_int_equal(gw_atomic_number("Zr"), 40);
	assert_int_equal(gw_atomic_number("zr"), 0);
	assert_string_equal(gw_symbol(29), "Cu");
	assert_null(gw_symbol(0));
	assert_null(gw_symbol(1000));
	assert_null(gw_symbol(-1));
	for (int z = 1; gw_symbol(z); z++)
		assert_int_equal(gw_atomic_number(gw_symbol(z)), z);
}

int
main(void)
{
	const struct CMUnitTest t[] = {
		cmocka_unit_test(errors_carry_code_and_message),
		cmocka_unit_test(long_errors_are_cut_not_overrun),
		cmocka_unit_test(memory_is_aligned_zeroed_and_kept),
		cmocka_unit_test(buffers_grow_and_keep),
		cmocka_unit_test(strings_are_formatted),
		cmocka_unit_test(philox_gives_the_known_answers),
		cmocka_unit_test(streams_of_numbers_are_apart),
		cmocka_unit_test(uniform_is_uniform),
		cmocka_unit_test(below_has_no_bias),
		cmocka_unit_test(normal_has_its_moments),
		cmocka_unit_test(directions_cover_the_sphere),
		cmocka_unit_test(matrices_invert),
		cmocka_unit_test(sums_are_exact_on_integers),
		cmocka_unit_test(units_are_those_of_codata),
		cmocka_unit_test(elements_are_known),
	};

	return cmocka_run_group_tests(t, NULL, NULL);
}
