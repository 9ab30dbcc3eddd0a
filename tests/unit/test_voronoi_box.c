/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Voronoi cells in boxes of every kind, between walls, by radii, and atoms that have none. */
#include "voronoi_unit.h"

static void
lonely_atoms_fill_their_box(void **state)
{
	struct gw_sys *s = gas(1, cube, periodic, 1), *none = gas(0, cube, periodic, 1);
	struct gw_voronoi v = { 0 };

	(void)state;
	cells(&v, s, &plain);
	assert_true(all_have(&v, 0, 6, 0, 0));
	assert_fills(&v, s);
	gw_sys_free(s);
	s = gas(2, cube, periodic, 1);
	for (int k = 0; k < 3; k++)
		s->x[3 + k] = s->x[k] + 3.5;
	cells(&v, s, &plain);
	assert_true(all_have(&v, 0, 6, 0, 8));
	assert_in_rel(v.volume[0], 343/2., 1e-13);
	cells(&v, none, &plain);
	gw_sys_free(s);
	gw_sys_free(none);
	gw_voronoi_clear(&v);
}

/* the same lattice by other vectors, and other images of the atoms */
static void
disguise(struct gw_sys *s)
{
	struct gw_err e;

	for (int c = 0; c < 3; c++) {
		for (int i = 0; i < s->n; i++)
			s->x[3*i + c] += (i % 5 - 2)*s->box.h[i % 3][c] + 0.123*(c + 1);
		s->box.h[1][c] += 2*s->box.h[0][c];
		s->box.h[2][c] -= s->box.h[1][c] - s->box.h[0][c];
	}
	assert_int_equal(gw_box_update(&s->box, &e), 0);
}

static void
lattice_vectors_and_translations_do_not_matter(void **state)
{
	struct gw_sys *glass = gas(400, skew, periodic, 1), *fcc = crystal("fcc", 3, 0);
	struct gw_voronoi a = { 0 }, b = { 0 };

	(void)state;
	cells(&a, glass, &plain);
	disguise(glass);
	cells(&b, glass, &plain);
	assert_int_equal(a.k, b.k);
	assert_memory_equal(a.index, b.index, (size_t)(a.n*a.k)*sizeof *a.index);
	for (int i = 0; i < a.n; i++)
		assert_in_rel(b.volume[i], a.volume[i], 1e-9);
	disguise(fcc);
	cells(&b, fcc, &plain);
	assert_true(all_have(&b, 0, 12, 0, 0));
	gw_voronoi_clear(&a);
	gw_voronoi_clear(&b);
	gw_sys_free(glass);
	gw_sys_free(fcc);
}

static void
equal_radii_are_plain_cells(void **state)
{
	static const double radius[2] = { 1.3, 1.3 };
	const struct gw_voronoi_opt o = { .radius = radius };
	struct gw_sys *s = gas(300, skew, periodic, 1);
	struct gw_voronoi a = { 0 }, b = { 0 };

	(void)state;
	cells(&a, s, &plain);
	cells(&b, s, &o);
	assert_memory_equal(a.index, b.index, (size_t)(a.n*a.k)*sizeof *a.index);
	assert_memory_equal(a.volume, b.volume, (size_t)a.n*sizeof *a.volume);
	gw_voronoi_clear(&a);
	gw_voronoi_clear(&b);
	gw_sys_free(s);
}

/* a B2 crystal: the plane between unlike atoms is at (d^2 + R_1^2 - R_2^2)/(2d) */
static void
radii_move_the_planes(void **state)
{
	static const double radius[2] = { 1.6, 1.2 };
	const struct gw_voronoi_opt o = { .radius = radius, .neighbours = 1 };
	struct gw_sys *s = crystal("b2", 3, 0);
	struct gw_voronoi v = { 0 };

	(void)state;
	cells(&v, s, &o);
	assert_fills(&v, s);
	for (int i = 0; i < s->n; i++) {
		double r = radius[s->type[i]], other = radius[!s->type[i]], d = 3.6*sqrt(0.75), sum = 0;

		for (int k = v.first[i]; k < v.first[i + 1]; k++)
			sum += v.area[k]*(s->type[v.nbr[k]] == s->type[i] ? 1.8 : (d*d + r*r - other*other)/(2*d))/3;
		assert_in_rel(v.volume[i], sum, 1e-12);
	}
	gw_voronoi_clear(&v);
	gw_sys_free(s);
}

static void
walls_bound_what_is_not_periodic(void **state)
{
	static const int open[3] = { 0, 0, 0 }, slab[3] = { 1, 1, 0 };
	const struct gw_voronoi_opt o = { .neighbours = 1 };
	struct gw_sys *s = gas(1, skew, open, 1);
	struct gw_voronoi v = { 0 };
	struct gw_err e;

	(void)state;
	cells(&v, s, &o);
	assert_true(all_have(&v, 0, 6, 0, 0));
	assert_fills(&v, s);
	for (int k = 0; k < 6; k++)
		assert_int_equal(v.nbr[k], -1);
	s->id[0] = 77;
	s->x[2] += 100;
	assert_int_equal(gw_voronoi_cells(&v, s, &o, &e), -1);
	assert_non_null(strstr(e.msg, "atom 77"));
	gw_sys_free(s);
	s = gas(300, skew, slab, 1);
	cells(&v, s, &plain);
	assert_fills(&v, s);
	gw_sys_free(s);
	s = gas(300, skew, open, 1);
	cells(&v, s, &plain);
	assert_fills(&v, s);
	gw_sys_free(s);
	gw_voronoi_clear(&v);
}

/* A unit of length changes lengths, not which corners fall together. */
static void
units_do_not_matter(void **state)
{
	struct gw_voronoi v = { 0 };

	(void)state;
	for (double unit = 1e-8; unit < 1e9; unit *= 100) {
		struct gw_sys *s = crystal("fcc", 3, 0);
		struct gw_err e;

		for (int k = 0; k < 3*s->n; k++)
			s->x[k] *= unit;
		for (int k = 0; k < 9; k++)
			s->box.h[k/3][k%3] *= unit;
		assert_int_equal(gw_box_update(&s->box, &e), 0);
		cells(&v, s, &plain);
		assert_true(all_have(&v, 0, 12, 0, 0));
		assert_fills(&v, s);
		gw_sys_free(s);
	}
	gw_voronoi_clear(&v);
}

static void
atoms_without_a_cell_are_named(void **state)
{
	static const double radius[2] = { 0.1, 30 };
	const struct gw_voronoi_opt o = { .radius = radius };
	struct gw_sys *s = gas(20, cube, periodic, 1), *flat = gw_sys_new(3, 1, 2, GW_LJ);
	struct gw_voronoi v = { 0 };
	struct gw_err e;

	(void)state;
	assert_int_equal(gw_voronoi_cells(&v, s, &o, &e), -1);
	assert_int_equal(e.code, GW_BADDATA);
	assert_non_null(strstr(e.msg, "atom 2: no Voronoi cell: the radical cells"));
	for (int k = 0; k < 3; k++)
		s->x[3*11 + k] = s->x[3*4 + k] + 7;
	assert_int_equal(gw_voronoi_cells(&v, s, &plain, &e), -1);
	assert_non_null(strstr(e.msg, "atom 5: no Voronoi cell: it is at the place of atom 12"));
	s->x[3*2] = NAN;
	assert_int_equal(gw_voronoi_cells(&v, s, &plain, &e), -1);
	assert_non_null(strstr(e.msg, "atom 3"));
	assert_int_equal(gw_voronoi_cells(&v, flat, &plain, &e), -1);
	assert_non_null(strstr(e.msg, "two dimensions"));
	gw_voronoi_clear(&v);
	gw_sys_free(s);
	gw_sys_free(flat);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lonely_atoms_fill_their_box),
		cmocka_unit_test(lattice_vectors_and_translations_do_not_matter),
		cmocka_unit_test(equal_radii_are_plain_cells),
		cmocka_unit_test(radii_move_the_planes),
		cmocka_unit_test(walls_bound_what_is_not_periodic),
		cmocka_unit_test(units_do_not_matter),
		cmocka_unit_test(atoms_without_a_cell_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
