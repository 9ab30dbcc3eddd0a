/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hessians of regions: products against differences of the forces of the whole system for every potential of
 * the registry, their symmetry, fast loops against plain ones.
 */
#include "local_unit.h"

/*
 * H v by forces of the whole at u +- h v.  Forces may jump at cut-offs, their derivatives at nodes of tables:
 * what is analytic is compared at steps so small that this is rare, what is not with
 * its own step.
 */
static void
by_differences(struct region *r, double h, double *hv)
{
	size_t m = 3*(size_t)r->l->m;
	double *f = gw_alloc(m, sizeof *f);

	memset(hv, 0, m*sizeof *hv);
	for (int q = -1; q <= 1; q += 2) {
		whole(r, r->u, q*h, r->v, f);
		for (size_t k = 0; k < m; k++)
			hv[k] -= q*f[k]/(2*h);
	}
	gw_free(f);
}

static double
longest(const struct region *r, const double *v)
{
	double most = 0;

	for (int i = 0; i < r->l->m; i++)
		most = fmax(most, gw_dot3(v + 3*i, v + 3*i));
	return sqrt(most);
}

/* v.H w = w.H v */
static void
compare_symmetry(struct region *r, double tol)
{
	size_t m = 3*(size_t)r->l->m;
	double *w = gw_dup(r->v, m, sizeof *w), *hw, vhw;

	product(r);
	hw = gw_dup(r->hv, m, sizeof *hw);
	jiggle(r, r->v, 1, 99);
	product(r);
	vhw = gw_dot(m, r->v, hw);
	assert_in_tol(gw_dot(m, w, r->hv), vhw, tol*sqrt(gw_dot(m, hw, hw)*gw_dot(m, r->v, r->v)));
	gw_free(w);
	gw_free(hw);
}

static void
compare_products(struct region *r, double bond, double tol)
{
	size_t m = 3*(size_t)r->l->m;
	double *want = gw_alloc(m, sizeof *want), scale;

	jiggle(r, r->v, 1, 5);
	bend(r);
	product(r);
	by_differences(r, r->l->analytic ? 2e-7*bond : GW_LOCAL_STEP/longest(r, r->v), want);
	scale = gw_maxabs(m, want);
	for (size_t k = 0; k < m; k++)
		assert_in_tol(r->hv[k], want[k], tol*scale);
	if (r->l->analytic)
		compare_symmetry(r, 1e-13);
	gw_free(want);
}

static void
compare_hessians(const struct spec *sp, int n)
{
	/* some pairs pass a node of a table whose second derivative jumps there */
	int table = strstr(sp->spec, "eam") || strstr(sp->spec, "EAM");
	double tol = table && !strstr(sp->spec, "smooth") ? 1e-3 : 1e-5;
	struct region r = { 0 };

	if (start(&r.b, sp, n, 0.15) < 0)
		return;
	region_start(&r);
	for (int q = 0; q < 3; q++) {
		static const double radius[] = { 1.3, 0.1, 0 };

		choose(&r, 5, radius[q]*sp->bond);
		jiggle(&r, r.u, 0.02*sp->bond, 3);
		compare_products(&r, sp->bond, tol);
		eval(&r);
		compare_products(&r, sp->bond, tol);
	}
	region_drop(&r);
}

static void
products_are_differences_of_forces(void **state)
{
	(void)state;
	for (int q = 0; q < NSPEC; q++) {
		int slow = strstr(specs[q].spec, "driver=kim") || !strcmp(specs[q].spec, KIM_EMT);

		compare_hessians(&specs[q], 3);
		if (!slow)
			compare_hessians(&specs[q], 7);
	}
}

/* the same region with the loops of this level (0), and with plain ones */
static int
prepare(struct region *r, const char *name, int plain, const char *level)
{
	const struct spec *sp = spec_of(name);
	int there;

	if (plain)
		setenv("GLASSWORKS_ISA", "plain", 1);
	there = start(&r->b, sp, 8, 0.1) == 0;
	if (there) {
		region_start(r);
		choose(r, 77, 2.5*sp->bond);
		jiggle(r, r->u, 0.03*sp->bond, 3);
		jiggle(r, r->v, 1, 4);
		bend(r);
		product(r);
	}
	setenv("GLASSWORKS_ISA", level, 1);
	return there ? 0 : -1;
}

static void
fast_loops_are_like_plain_ones(void **state)
{
	static const char *const name[] = { EAM, "eam/alloy:AlCu.eam.alloy", "ka", "ka2d", "johnson" };

	for (int q = 0; q < 5; q++) {
		struct region r[2] = { { .l = NULL }, { .l = NULL } };
		size_t m;

		if (prepare(&r[0], name[q], 0, *state) < 0)
			continue;
		assert_int_equal(prepare(&r[1], name[q], 1, *state), 0);
		m = 3*(size_t)r[0].l->m;
		assert_true(m > 45);
		for (size_t c = 0; c < m; c++)
			assert_in_tol(r[0].hv[c], r[1].hv[c], 1e-10*gw_maxabs(m, r[1].hv));
		region_drop(&r[0]);
		region_drop(&r[1]);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(products_are_differences_of_forces),
		cmocka_unit_test(fast_loops_are_like_plain_ones),
	};

	return LEVELS_RUN(tests);
}
