/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lowest eigenvalue against dense solutions (LAPACK's dsyev) and against
 * matrices whose eigenvalues are known in closed form.
 */
#include <lapacke.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "base/vec.h"
#include "landscape/lanczos.h"
#include "unit.h"

struct dense {
	int n;
	double *a;		/* [n][n] */
	long products;
};

static int
product(void *arg, const double *v, double *hv, struct gw_err *e)
{
	struct dense *m = arg;

	(void)e;
	m->products++;
	for (int i = 0; i < m->n; i++)
		hv[i] = gw_dot((size_t)m->n, m->a + i*m->n, v);
	return 0;
}

/* a random symmetric matrix with one eigenvalue pulled down to about -depth */
static struct dense
random_matrix(int n, uint32_t which, double depth)
{
	struct dense m = { n, gw_alloc((size_t)n*n, sizeof(double)), 0 };
	double *v = gw_alloc((size_t)n, sizeof *v), norm;
	struct gw_rng g;

	gw_rng_start(&g, 7, GW_RNG_TEST, which, 0);
	for (int i = 0; i < n; i++)
		for (int k = 0; k <= i; k++)
			m.a[i*n + k] = m.a[k*n + i] = gw_rng_normal(&g)/sqrt(n) + (i == k ? 2 : 0);
	for (int i = 0; i < n; i++)
		v[i] = gw_rng_normal(&g);
	norm = gw_dot((size_t)n, v, v);
	for (int i = 0; i < n; i++)
		for (int k = 0; k < n; k++)
			m.a[i*n + k] -= (2 + depth)*v[i]*v[k]/norm;
	gw_free(v);
	return m;
}

static void
start_vector(int n, double *v)
{
	struct gw_rng g;

	gw_rng_start(&g, 8, GW_RNG_TEST, 1, 0);
	for (int i = 0; i < n; i++)
		v[i] = gw_rng_normal(&g);
}

static void
like_dsyev(void **state)
{
	(void)state;
	for (uint32_t which = 0; which < 5; which++) {
		int n = 20 + 30*(int)which, below = 0;
		struct dense m = random_matrix(n, which, 0.5);
		double *full = gw_dup(m.a, (size_t)n*n, sizeof *full);
		double *w = gw_alloc((size_t)n, sizeof *w), *mode = gw_alloc((size_t)n, sizeof *mode);
		struct gw_lanczos_opt o = { n, 1e-12, 1e-6 };
		struct gw_lanczos *l = gw_lanczos_new();
		struct gw_lanczos_out out;
		struct gw_err e = { 0 };

		assert_int_equal(LAPACKE_dsyev(LAPACK_ROW_MAJOR, 'V', 'U', n, full, n, w), 0);
		start_vector(n, mode);
		assert_int_equal(gw_lanczos_lowest(l, (size_t)n, product, &m, &o, mode, &out, &e), 0);
		assert_in_tol(out.lambda, w[0], 1e-10);
		assert_in_tol(gw_dot((size_t)n, mode, mode), 1, 1e-12);
		double along = 0;
		for (int i = 0; i < n; i++)
			along += mode[i]*full[i*n];
		assert_in_tol(fabs(along), 1, 1e-9);
		assert_true(out.residual <= 1e-6*fabs(out.lambda));
		assert_int_equal(out.vectors, m.products);
		for (int i = 0; i < n; i++)
			below += w[i] < 0;
		assert_true(out.below >= 1 && out.below <= below);

		/* to the end every eigenvalue is there */
		o.tol = o.residual = 0;
		start_vector(n, mode);
		assert_int_equal(gw_lanczos_lowest(l, (size_t)n, product, &m, &o, mode, &out, &e), 0);
		assert_int_equal(out.below, below);
		assert_in_tol(out.second, w[1], 1e-9);
		gw_lanczos_free(l);
		gw_free(mode);
		gw_free(w);
		gw_free(full);
		gw_free(m.a);
	}
}

/* the chain 2, -1: eigenvalues 2 - 2 cos(k pi/(n + 1)) */
static int
chain(void *arg, const double *v, double *hv, struct gw_err *e)
{
	int n = *(int *)arg;

	(void)e;
	for (int i = 0; i < n; i++)
		hv[i] = 2*v[i] - (i ? v[i - 1] : 0) - (i < n - 1 ? v[i + 1] : 0);
	return 0;
}

static void
known_chain(void **state)
{
	int n = 60;
	double mode[60], pi = acos(-1);
	struct gw_lanczos_opt o = { 60, 1e-14, 1e-8 };
	struct gw_lanczos *l = gw_lanczos_new();
	struct gw_lanczos_out out;
	struct gw_err e = { 0 };

	(void)state;
	start_vector(n, mode);
	assert_int_equal(gw_lanczos_lowest(l, 60, chain, &n, &o, mode, &out, &e), 0);
	assert_in_tol(out.lambda, 2 - 2*cos(pi/(n + 1)), 1e-12);
	assert_int_equal(out.below, 0);
	for (int i = 0; i < n; i++)
		assert_in_tol(fabs(mode[i]), sqrt(2.0/(n + 1))*fabs(sin((i + 1)*pi/(n + 1))), 1e-6);
	gw_lanczos_free(l);
}

/* Started from the mode it is there at once, and the sign stays. */
static void
warm_start(void **state)
{
	struct dense m = random_matrix(100, 9, 0.5);
	double mode[100], cold;
	struct gw_lanczos_opt o = { 60, 1e-9, 1e-7 };
	struct gw_lanczos *l = gw_lanczos_new();
	struct gw_lanczos_out out;
	struct gw_err e = { 0 };

	(void)state;
	start_vector(100, mode);
	assert_int_equal(gw_lanczos_lowest(l, 100, product, &m, &o, mode, &out, &e), 0);
	cold = out.lambda;
	assert_true(out.vectors > 10);
	for (int i = 0; i < 100; i++)
		mode[i] *= -3;
	double first = mode[0];
	assert_int_equal(gw_lanczos_lowest(l, 100, product, &m, &o, mode, &out, &e), 0);
	assert_true(out.vectors <= 3);
	assert_in_tol(out.lambda, cold, 1e-9);
	assert_true(mode[0]*first > 0);
	gw_lanczos_free(l);
	gw_free(m.a);
}

static int
broken(void *arg, const double *v, double *hv, struct gw_err *e)
{
	int *left = arg;

	(void)v;
	(void)e;
	for (int i = 0; i < 5; i++)
		hv[i] = *left ? v[i]*(i + 1) : NAN;
	return (*left)-- ? 0 : 3;
}

static int
not_finite(void *arg, const double *v, double *hv, struct gw_err *e)
{
	(void)arg;
	(void)v;
	(void)e;
	for (int i = 0; i < 5; i++)
		hv[i] = NAN;
	return 0;
}

static int
identity(void *arg, const double *v, double *hv, struct gw_err *e)
{
	(void)arg;
	(void)e;
	memcpy(hv, v, 5*sizeof *hv);
	return 0;
}

static void
failures(void **state)
{
	double mode[5] = { 1, 2, 3, 4, 5 };
	struct gw_lanczos_opt o = { 5, 1e-9, 0 };
	struct gw_lanczos *l = gw_lanczos_new();
	struct gw_lanczos_out out;
	struct gw_err e = { 0 };
	int left = 2;

	(void)state;
	assert_int_equal(gw_lanczos_lowest(l, 5, broken, &left, &o, mode, &out, &e), 3);
	assert_int_equal(gw_lanczos_lowest(l, 5, not_finite, NULL, &o, mode, &out, &e), -1);
	assert_int_equal(e.code, GW_BADDATA);
	/* every vector is an eigenvector: one product, no division by nothing */
	assert_int_equal(gw_lanczos_lowest(l, 5, identity, NULL, &o, mode, &out, &e), 0);
	assert_int_equal(out.vectors, 1);
	assert_in_tol(out.lambda, 1, 1e-14);
	assert_true(out.converged && isnan(out.second));
	gw_lanczos_free(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(like_dsyev),
		cmocka_unit_test(known_chain),
		cmocka_unit_test(warm_start),
		cmocka_unit_test(failures),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
