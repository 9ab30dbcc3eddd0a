/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mobile atoms among frozen ones against the whole system of the same displacements, for
 * every potential of the registry: energies and forces; boxes in which an atom's
 * images matter; choices, bits, threads; what is not a number.
 */
#include "local_unit.h"

static void
compare_forces(struct region *r)
{
	size_t m = 3*(size_t)r->l->m;
	double *f = gw_alloc(m, sizeof *f), want = whole(r, r->u, 0, NULL, f), scale;

	assert_in_tol(eval(r), want, 1e-13*r->escale*r->b.s->n + 1e-13*fabs(want));
	scale = gw_maxabs(3*(size_t)r->b.s->n, r->b.s->f);
	for (size_t k = 0; k < m; k++)
		assert_in_tol(r->f[k], f[k], 1e-12*scale);
	gw_free(f);
}

static void
compare_region(struct region *r, double size)
{
	static const double part[] = { 0, 1e-3, 0.05, 0.3, 0.02 };

	for (int q = 0; q < 5; q++) {
		jiggle(r, r->u, part[q]*size, (uint64_t)q);
		compare_forces(r);
	}
}

/* ---- energies and forces ---- */

static void
compare_regions(const struct spec *sp, int n)
{
	struct region r = { 0 };
	int32_t some[4];
	struct gw_err e;

	if (start(&r.b, sp, n, 0.15) < 0)
		return;
	region_start(&r);
	choose(&r, 5, 1.3*sp->bond);
	assert_true(r.l->m > 3);
	assert_true(r.l->m < r.b.s->n);
	compare_region(&r, sp->bond);
	choose(&r, r.b.s->n - 1, 0.1*sp->bond);
	assert_int_equal(r.l->m, 1);
	compare_region(&r, sp->bond);
	for (int k = 0; k < 4; k++)
		some[k] = (7*k + 3) % r.b.s->n;
	assert_int_equal(gw_local_choose_atoms(r.l, some, 4, &e), 0);
	compare_region(&r, sp->bond);
	choose(&r, 0, 0);
	assert_int_equal(r.l->m, r.b.s->n);
	compare_region(&r, 0.4*sp->bond);
	region_drop(&r);
}

static void
regions_are_like_the_whole(void **state)
{
	(void)state;
	for (int q = 0; q < NSPEC; q++) {
		int slow = strstr(specs[q].spec, "driver=kim") || !strcmp(specs[q].spec, KIM_EMT);

		compare_regions(&specs[q], 3);
		if (!slow)
			compare_regions(&specs[q], 9);
	}
}

/* an atom that goes between the others, and comes back: every list is made anew */
static void
walk(const struct spec *sp)
{
	struct region r = { 0 };
	double de0;

	if (start(&r.b, sp, 9, 0.15) < 0)
		return;
	region_start(&r);
	choose(&r, 300, 1.8*sp->bond);
	jiggle(&r, r.u, 0.01*sp->bond, 3);
	de0 = eval(&r);
	for (int q = 1; q <= 26; q++) {
		double far = sp->bond*0.25*(q <= 13 ? q : 26 - q);

		jiggle(&r, r.u, 0.01*sp->bond, 3);
		for (int k = 0; k < r.b.s->dim; k++)
			r.u[k] += k == 0 ? far : fmin(far, 0.5*sp->bond);
		compare_forces(&r);
	}
	assert_in_tol(eval(&r), de0, 1e-13*r.escale*r.b.s->n);
	region_drop(&r);
}

static void
an_atom_goes_far(void **state)
{
	static const char *const spec[] = { "ka", "ka2d", "johnson", EAM, EAM ",kernel=plain", "sw:Si.sw" };

	(void)state;
	for (int q = 0; q < 6; q++)
		walk(spec_of(spec[q]));
}

/* the reference glasses: dE to 1e-10 eV, forces to 1e-12 of the largest */
static void
glass(const char *name, int centre)
{
	static const double radius[] = { 12, 16, 0 };
	static const char *const species[] = { "Cu", "Zr" };
	const struct gw_lammps_opt o = { .units = "metal", .nspecies = 2, .species = species };
	struct gw_lammps_seen seen;
	struct region r = { 0 };
	struct gw_err e = { 0 };
	struct gw_text *t;
	char *path;

	t = open_reference(name, &path);
	if (gw_lammps_data_read(t, &o, &r.b.s, NULL, &seen, &e) < 0)
		fail_msg("%s", e.msg);
	gw_text_close(t);
	free(path);
	if (bind(&r.b, EAM) < 0) {
		print_message("skipped: %s: its file is not installed\n", EAM);
		gw_sys_free(r.b.s);
		return;
	}
	region_start(&r);
	for (int q = 0; q < 3; q++) {
		double *f;

		choose(&r, centre, radius[q]);
		jiggle(&r, r.u, 0.05, 4);
		f = gw_alloc(3*(size_t)r.l->m, sizeof *f);
		assert_in_tol(whole(&r, r.u, 0, NULL, f), eval(&r), 1e-10);
		for (int k = 0; k < 3*r.l->m; k++)
			assert_in_tol(r.f[k], f[k], 1e-12*gw_maxabs(3*(size_t)r.l->m, f));
		gw_free(f);
	}
	region_drop(&r);
}

static void
reference_glasses_are_exact(void **state)
{
	(void)state;
	glass("cuzr-2000-glass.data.gz", 7);
	glass("cuzr-10976-glass.data.gz", 4711);
}

/* ---- the same bits ---- */

static void
a_choice_forgets_what_was_before(void **state)
{
	static const char *const spec[] = { "ka", EAM, "sw:Si.sw" };

	(void)state;
	for (int q = 0; q < 3; q++) {
		const struct spec *sp = spec_of(spec[q]);
		struct region r = { 0 };
		double de, *f, *hv;
		size_t m;

		if (start(&r.b, sp, 8, 0.1) < 0)
			continue;
		region_start(&r);
		choose(&r, 100, 1.7*sp->bond);
		m = 3*(size_t)r.l->m;
		jiggle(&r, r.u, 0.1*sp->bond, 1);
		jiggle(&r, r.v, 1, 2);
		de = eval(&r);
		bend(&r);
		product(&r);
		f = gw_dup(r.f, m, sizeof *f);
		hv = gw_dup(r.hv, m, sizeof *hv);
		for (int k = 0; k < 4; k++) {
			double keep = r.u[0];

			if (k == 1)
				r.u[0] += 0.3*sp->bond;
			if (k == 2)
				r.u[0] += 1.4*sp->bond;
			if (k == 3)
				choose(&r, 7, sp->bond);
			if (k < 3)
				eval(&r);
			r.u[0] = keep;
			choose(&r, 100, 1.7*sp->bond);
			assert_true(eval(&r) == de);
			bend(&r);
			product(&r);
			assert_memory_equal(r.f, f, m*sizeof *f);
			assert_memory_equal(r.hv, hv, m*sizeof *hv);
		}
		gw_free(f);
		gw_free(hv);
		region_drop(&r);
	}
}

/* dE and a product of the region around an atom, by a workspace of its own; -1: failed */
static int
alone(const struct region *r, int centre, double radius, double *de, double *h)
{
	struct gw_local *l = gw_local_new(r->base);
	struct gw_err e;
	double *u, *f;
	int bad = gw_local_choose(l, centre, radius, &e);

	u = gw_alloc(3*(size_t)l->m, sizeof *u);
	f = gw_alloc(3*(size_t)l->m, sizeof *f);
	for (int k = 0; k < 3*l->m; k++)
		u[k] = k % 3 < r->b.s->dim ? 1e-3*(k % 17) : 0;
	bad = bad || gw_local_eval(l, u, f, de, &e) || gw_local_bend(l, u, &e) || gw_local_product(l, f, u, &e);
	*h = bad ? 0 : gw_dot(3*(size_t)l->m, u, u);
	gw_free(u);
	gw_free(f);
	gw_local_free(l);
	return bad;
}

static void
threads_share_a_base(void **state)
{
	static const char *const spec[] = { "ka", EAM, "sw:Si.sw", KIM_SW };
	enum { N = 24 };

	(void)state;
	for (int q = 0; q < 4; q++) {
		const struct spec *sp = spec_of(spec[q]);
		double de[2][N], h[2][N];
		struct region r = { 0 };
		int bad = 0;

		if (start(&r.b, sp, 6, 0.1) < 0)
			continue;
		region_start(&r);
		for (int k = 0; k < N; k++)
			bad |= alone(&r, 9*k, 1.4*sp->bond, &de[0][k], &h[0][k]);
#pragma omp parallel for schedule(dynamic) num_threads(4) reduction(|:bad)
		for (int k = 0; k < N; k++)
			bad |= alone(&r, 9*k, 1.4*sp->bond, &de[1][k], &h[1][k]);
		assert_int_equal(bad, 0);
		assert_memory_equal(de[0], de[1], sizeof de[0]);
		assert_memory_equal(h[0], h[1], sizeof h[0]);
		region_drop(&r);
	}
}

/* ---- choices ---- */

static void
displacements_are_carried(void **state)
{
	const struct spec *sp = spec_of("ka");
	struct region r = { 0 };
	struct gw_local *big;
	struct gw_err e;
	double *w;

	(void)state;
	assert_int_equal(start(&r.b, sp, 8, 0.1), 0);
	region_start(&r);
	big = gw_local_new(r.base);
	choose(&r, 100, 1.4*sp->bond);
	assert_int_equal(gw_local_choose(big, 100, 2.5*sp->bond, &e), 0);
	assert_true(big->m > r.l->m);
	w = gw_alloc(3*(size_t)big->m, sizeof *w);
	jiggle(&r, r.u, 1, 1);
	gw_local_carry(r.l, r.u, big, w);
	gw_local_carry(big, w, r.l, r.v);
	assert_memory_equal(r.u, r.v, 3*(size_t)r.l->m*sizeof *r.u);
	for (int i = 0, inside = 0; i < big->m; i++) {
		int there = 0;

		for (int k = 0; k < r.l->m; k++)
			there |= r.l->atom[k] == big->atom[i];
		inside += there;
		assert_true(there || (w[3*i] == 0 && w[3*i + 1] == 0 && w[3*i + 2] == 0));
		if (i == big->m - 1)
			assert_int_equal(inside, r.l->m);
	}
	gw_free(w);
	gw_local_free(big);
	region_drop(&r);
}

/* all atoms whose shortest distance is within the radius, each once, also when the box is smaller */
static void
a_sphere_has_the_nearest_images(void **state)
{
	const struct spec *sp = spec_of("ka");

	(void)state;
	for (int q = 0; q < 6; q++) {
		const double radius = (const double[]){ 1, 3.7, 6.4, 9.1, 11.8, 1e6 }[q];
		struct region r = { 0 };
		int n = 0;

		assert_int_equal(start(&r.b, sp, 6, 0.3), 0);
		region_start(&r);
		choose(&r, 17, radius);
		for (int i = 0; i < r.b.s->n; i++) {
			double d[3];

			for (int k = 0; k < 3; k++)
				d[k] = r.x0[3*i + k] - r.x0[3*17 + k];
			gw_box_mic(&r.b.s->box, d);
			n += gw_dot3(d, d) < radius*radius;
		}
		assert_int_equal(r.l->m, n);
		for (int i = 0; i < n; i++)
			for (int k = 0; k < i; k++)
				assert_int_not_equal(r.l->atom[i], r.l->atom[k]);
		region_drop(&r);
	}
}

static void
wrong_choices_are_refused(void **state)
{
	const int32_t twice[] = { 3, 5, 3 }, outside[] = { 3, 1000 };
	struct region r = { 0 };
	struct gw_err e = { 0 };

	(void)state;
	assert_int_equal(start(&r.b, spec_of("ka"), 5, 0), 0);
	region_start(&r);
	assert_int_equal(gw_local_choose(r.l, 125, 1, &e), -1);
	assert_int_equal(e.code, GW_BADDATA);
	assert_int_equal(gw_local_choose(r.l, -1, 1, &e), -1);
	assert_int_equal(gw_local_choose_atoms(r.l, outside, 2, &e), -1);
	assert_int_equal(gw_local_choose_atoms(r.l, twice, 3, &e), -1);
	assert_non_null(strstr(e.msg, "atom 4 is there twice"));
	assert_int_equal(gw_local_choose_atoms(r.l, twice, 2, &e), 0);
	compare_region(&r, 1);
	region_drop(&r);
}

/* ---- what is not a number ---- */

static void
failures_name_the_atom(const char *spec)
{
	struct region r = { 0 };
	struct gw_err e = { 0 };
	char want[32];
	double de;

	if (start(&r.b, spec_of(spec), 6, 0.1) < 0)
		return;
	region_start(&r);
	choose(&r, 50, 1.3*spec_of(spec)->bond);
	jiggle(&r, r.u, 0.01, 1);
	snprintf(want, sizeof want, "atom %d:", r.l->atom[2] + 1);
	for (int q = 0; q < 3; q++) {
		static const double bad[] = { NAN, INFINITY, 1e6 };
		double keep = r.u[7];

		r.u[7] = bad[q];
		assert_int_equal(gw_local_eval(r.l, r.u, r.f, &de, &e), -1);
		assert_int_equal(e.code, GW_BADDATA);
		assert_non_null(strstr(e.msg, want));
		assert_int_equal(gw_local_bend(r.l, r.u, &e), -1);
		r.u[7] = keep;
	}
	assert_int_equal(gw_local_product(r.l, r.v, r.hv, &e), -1);
	/* the first two at one place */
	for (int k = 0; k < 3; k++)
		r.u[k] = r.u[3 + k] + r.x0[3*r.l->atom[1] + k] - r.x0[3*r.l->atom[0] + k];
	e.code = 0;
	de = 0;
	assert_true(gw_local_eval(r.l, r.u, r.f, &de, &e) == 0 ? fabs(de) > 1e3 : e.code == GW_BADDATA);
	jiggle(&r, r.u, 0.01, 1);
	compare_forces(&r);
	region_drop(&r);
}

static void
what_is_not_a_number_is_said(void **state)
{
	static const char *const spec[] = { "ka", "johnson", EAM, EAM ",kernel=plain", "sw:Si.sw" };

	(void)state;
	for (int q = 0; q < 5; q++)
		failures_name_the_atom(spec[q]);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(regions_are_like_the_whole),
		cmocka_unit_test(an_atom_goes_far),
		cmocka_unit_test(reference_glasses_are_exact),
		cmocka_unit_test(a_choice_forgets_what_was_before),
		cmocka_unit_test(threads_share_a_base),
		cmocka_unit_test(displacements_are_carried),
		cmocka_unit_test(a_sphere_has_the_nearest_images),
		cmocka_unit_test(wrong_choices_are_refused),
		cmocka_unit_test(what_is_not_a_number_is_said),
	};

	return LEVELS_RUN(tests);
}
