/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Voronoi cells: known crystals, all images by brute force, boxes of every
 * kind, radical cells, walls, thresholds, atoms that have no cell.
 */
#include "base/mem.h"
#include "base/rng.h"
#include "base/vec.h"
#include "cell/lattice.h"
#include "structure/voronoi.h"
#include "structure/voronoi_faces.h"
#include "unit.h"

#include <math.h>
#include <omp.h>
#include <string.h>

static const struct gw_voronoi_opt plain = { 0 };
static const int periodic[3] = { 1, 1, 1 };
static const double cube[3][3] = { { 7, 0, 0 }, { 0, 7, 0 }, { 0, 0, 7 } };
static const double skew[3][3] = { { 9, 0, 0 }, { 4, 6, 0 }, { -3, 2.5, 5 } };

/* n random atoms of two species; spread < 1 leaves a part of the box empty */
static struct gw_sys *
gas(int n, const double h[3][3], const int pbc[3], double spread)
{
	struct gw_sys *s = gw_sys_new(n, 2, 3, GW_METAL);
	struct gw_rng g;
	struct gw_err e;

	memcpy(s->box.h, h, sizeof s->box.h);
	memcpy(s->box.pbc, pbc, sizeof s->box.pbc);
	s->box.origin[1] = -0.7;
	assert_int_equal(gw_box_update(&s->box, &e), 0);
	gw_rng_start(&g, 9, GW_RNG_TEST, (uint32_t)n, 3);
	for (int i = 0; i < n; i++) {
		double f[3];

		for (int k = 0; k < 3; k++)
			f[k] = spread*gw_rng_uniform(&g);
		gw_box_cart(&s->box, f, s->x + 3*i);
		s->type[i] = i % 3 == 0;
	}
	return s;
}

static struct gw_sys *
crystal(const char *name, int cells, double noise)
{
	const int m[3] = { cells, cells, cells };
	const struct gw_lattice *l = gw_lattice_find(name);
	struct gw_err e;
	struct gw_sys *s = gw_lattice_build(l, 3.6, 0, m, l->nsub, GW_METAL, &e);
	struct gw_rng g;

	assert_non_null(s);
	gw_rng_start(&g, 4, GW_RNG_TEST, 0, 0);
	for (int k = 0; k < 3*s->n; k++)
		s->x[k] += noise*(gw_rng_uniform(&g) - 0.5);
	return s;
}

static void
cells(struct gw_voronoi *v, const struct gw_sys *s, const struct gw_voronoi_opt *o)
{
	struct gw_err e;

	if (gw_voronoi_cells(v, s, o, &e) < 0)
		fail_msg("%s", e.msg);
	assert_int_equal(v->n, s->n);
}

static void
assert_fills(const struct gw_voronoi *v, const struct gw_sys *s)
{
	assert_in_rel(gw_sum((size_t)v->n, v->volume), s->box.volume, 1e-12);
}

/* every atom has the index <n3,n4,n5,n6> */
static int
all_have(const struct gw_voronoi *v, int n3, int n4, int n5, int n6)
{
	const int32_t want[4] = { n3, n4, n5, n6 };
	int good = 0;

	for (int i = 0; i < v->n; i++)
		good += memcmp(v->index + i*v->k, want, sizeof want) == 0 &&
		    v->faces[i] == n3 + n4 + n5 + n6;
	return good == v->n;
}

static void
crystals_have_their_index(void **state)
{
	static const struct { const char *name; int n[4]; } known[] = {
		{ "fcc", { 0, 12, 0, 0 } }, { "bcc", { 0, 6, 0, 8 } }, { "b2", { 0, 6, 0, 8 } },
		{ "hcp", { 0, 12, 0, 0 } }, { "sc", { 0, 6, 0, 0 } }
	};
	struct gw_voronoi v = { 0 };

	(void)state;
	for (size_t k = 0; k < sizeof known/sizeof *known; k++)
		for (int m = 1; m < 5; m++) {
			const int *n = known[k].n;
			struct gw_sys *s = crystal(known[k].name, m, 0);

			cells(&v, s, &plain);
			if (!all_have(&v, n[0], n[1], n[2], n[3]))
				fail_msg("%s, %d cells", known[k].name, m);
			for (int i = 0; i < v.n; i++)
				assert_in_rel(v.volume[i], s->box.volume/s->n, 1e-12);
			gw_sys_free(s);
		}
	gw_voronoi_clear(&v);
}

/* A corner of four faces that noise splits has a short edge or a small face. */
static void
thresholds_mend_split_corners(void **state)
{
	const struct gw_voronoi_opt o[] = {
		{ .edge = { 0.1, 0 } }, { .edge = { 0.05, 1 } },
		{ .edge = { 0.1, 0 }, .face = { 0.01, 0 } }, { .edge = { 0.05, 1 }, .face = { 0.002, 1 } }
	};
	struct gw_voronoi v = { 0 };
	struct gw_sys *fcc = crystal("fcc", 4, 1e-4), *hcp = crystal("hcp", 4, 1e-4);

	(void)state;
	cells(&v, fcc, &plain);
	assert_false(all_have(&v, 0, 12, 0, 0));
	assert_fills(&v, fcc);
	for (size_t k = 0; k < sizeof o/sizeof *o; k++) {
		cells(&v, fcc, &o[k]);
		assert_true(all_have(&v, 0, 12, 0, 0));
		assert_fills(&v, fcc);
		cells(&v, hcp, &o[k]);
		assert_true(all_have(&v, 0, 12, 0, 0));
	}
	gw_sys_free(fcc);
	gw_sys_free(hcp);
	gw_voronoi_clear(&v);
}

/* What is dropped is what is smaller than the threshold, no more. */
static void
face_threshold_drops_small_faces(void **state)
{
	struct gw_sys *s = gas(60, skew, periodic, 1);
	struct gw_voronoi all = { 0 }, some = { 0 };
	struct gw_voronoi_opt o = { .neighbours = 1 };

	(void)state;
	cells(&all, s, &o);
	for (int relative = 0; relative < 2; relative++) {
		o.face = (struct gw_voronoi_min){ relative ? 0.02 : 0.3, relative };
		cells(&some, s, &o);
		for (int i = 0; i < s->n; i++) {
			double surface = 0, least;
			int n = 0;

			for (int k = all.first[i]; k < all.first[i + 1]; k++)
				surface += all.area[k];
			least = relative ? 0.02*surface : 0.3;
			for (int k = all.first[i]; k < all.first[i + 1]; k++)
				n += all.area[k] >= least;
			assert_int_equal(some.faces[i], n);
			assert_in_rel(some.volume[i], all.volume[i], 0);
		}
	}
	gw_voronoi_clear(&all);
	gw_voronoi_clear(&some);
	gw_sys_free(s);
}

/* the cell of atom i cut by all images of all atoms, with no search */
static void
brute(const struct gw_sys *s, int i, const double *radius, struct gw_faces *f)
{
	struct gw_vcell *c = gw_vcell_new(0);
	struct gw_vcell_view view;
	const int m = 4;

	gw_vcell_start(c, 100);
	for (int j = 0; j < s->n; j++)
		for (int q = 0; q < (2*m + 1)*(2*m + 1)*(2*m + 1); q++) {
			double im[3] = { q%(2*m + 1) - m, q/(2*m + 1)%(2*m + 1) - m, q/(2*m + 1)/(2*m + 1) - m };
			double d[3], more = 0;

			gw_vecmat(im, s->box.h, d);
			for (int k = 0; k < 3; k++)
				d[k] += s->x[3*j + k] - s->x[3*i + k];
			if (radius)
				more = radius[s->type[i]]*radius[s->type[i]] - radius[s->type[j]]*radius[s->type[j]];
			if (gw_dot3(d, d) > 0)
				assert_true(gw_vcell_cut(c, d, gw_dot3(d, d) + more, 0));
		}
	gw_vcell_look(c, &view);
	gw_faces_walk(f, &view, 1, &plain);
	gw_vcell_free(c);
}

static void
every_image_that_matters_cuts(void **state)
{
	static const double flat[3][3] = { { 12, 0, 0 }, { 0, 11, 0 }, { 1, 2, 3 } };
	static const double radius[2] = { 1.2, 0.7 };
	const double (*box[])[3] = { cube, skew, flat };
	static const int number[] = { 1, 2, 5, 70 };
	struct gw_voronoi v = { 0 };
	struct gw_faces f = { 0 };

	(void)state;
	for (int b = 0; b < 3; b++)
		for (int k = 0; k < 4; k++)
			for (int radical = 0; radical < 2; radical++) {
				struct gw_sys *s = gas(number[k], box[b], periodic, 1);
				struct gw_voronoi_opt o = { .radius = radical ? radius : NULL };
				struct gw_err e;

				if (gw_voronoi_cells(&v, s, &o, &e) == 0) {
					assert_fills(&v, s);
					for (int i = 0; i < s->n; i += 7) {
						brute(s, i, o.radius, &f);
						assert_int_equal(v.faces[i], f.n);
						assert_in_rel(v.volume[i], f.volume, 1e-11);
					}
				} else {
					assert_true(radical && number[k] == 70);
				}
				gw_sys_free(s);
			}
	gw_faces_clear(&f);
	gw_voronoi_clear(&v);
}

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
threads_give_the_same_bits(void **state)
{
	struct gw_sys *s = gas(5000, skew, periodic, 1);
	const struct gw_voronoi_opt o = { .neighbours = 1 };
	struct gw_voronoi a = { 0 }, b = { 0 };
	int most = omp_get_max_threads();

	(void)state;
	omp_set_num_threads(1);
	cells(&a, s, &o);
	for (int t = 2; t <= 4; t++) {
		omp_set_num_threads(t);
		cells(&b, s, &o);
		assert_int_equal(a.k, b.k);
		assert_memory_equal(a.index, b.index, (size_t)(a.n*a.k)*sizeof *a.index);
		assert_memory_equal(a.volume, b.volume, (size_t)a.n*sizeof *a.volume);
		assert_memory_equal(a.first, b.first, ((size_t)a.n + 1)*sizeof *a.first);
		assert_memory_equal(a.nbr, b.nbr, (size_t)a.first[a.n]*sizeof *a.nbr);
		assert_memory_equal(a.area, b.area, (size_t)a.first[a.n]*sizeof *a.area);
	}
	omp_set_num_threads(most);
	gw_voronoi_clear(&a);
	gw_voronoi_clear(&b);
	gw_sys_free(s);
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

/* Both see a shared face, by the same area; a cell is made of pyramids of half the distance. */
static void
neighbours_see_each_other(void **state)
{
	struct gw_sys *s = gas(500, cube, periodic, 1);
	const struct gw_voronoi_opt o = { .neighbours = 1 };
	struct gw_voronoi v = { 0 };

	(void)state;
	cells(&v, s, &o);
	for (int i = 0; i < s->n; i++) {
		double sum = 0;

		for (int k = v.first[i]; k < v.first[i + 1]; k++) {
			int j = v.nbr[k], q = v.first[j];
			double d[3];

			while (q < v.first[j + 1] && v.nbr[q] != i)
				q++;
			assert_true(q < v.first[j + 1]);
			assert_in_tol(v.area[q], v.area[k], 1e-9);
			for (int c = 0; c < 3; c++)
				d[c] = s->x[3*j + c] - s->x[3*i + c];
			gw_box_mic(&s->box, d);
			sum += v.area[k]*sqrt(gw_dot3(d, d))/6;
		}
		assert_in_rel(v.volume[i], sum, 1e-9);
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

/* a corner of the box holds all atoms: cells are large and far neighbours count */
static void
crowds_and_empty_space(void **state)
{
	static const int open[3] = { 0, 0, 0 };
	struct gw_sys *s = gas(400, skew, periodic, 0.15), *cluster = gas(400, skew, open, 0.05);
	struct gw_voronoi v = { 0 };
	struct gw_faces f = { 0 };

	(void)state;
	cells(&v, s, &plain);
	assert_fills(&v, s);
	for (int i = 0; i < s->n; i += 50) {
		brute(s, i, NULL, &f);
		assert_int_equal(v.faces[i], f.n);
		assert_in_rel(v.volume[i], f.volume, 1e-9);
	}
	cells(&v, cluster, &plain);
	assert_fills(&v, cluster);
	gw_faces_clear(&f);
	gw_voronoi_clear(&v);
	gw_sys_free(s);
	gw_sys_free(cluster);
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
		cmocka_unit_test(crystals_have_their_index),
		cmocka_unit_test(thresholds_mend_split_corners),
		cmocka_unit_test(face_threshold_drops_small_faces),
		cmocka_unit_test(every_image_that_matters_cuts),
		cmocka_unit_test(lonely_atoms_fill_their_box),
		cmocka_unit_test(lattice_vectors_and_translations_do_not_matter),
		cmocka_unit_test(threads_give_the_same_bits),
		cmocka_unit_test(equal_radii_are_plain_cells),
		cmocka_unit_test(radii_move_the_planes),
		cmocka_unit_test(neighbours_see_each_other),
		cmocka_unit_test(walls_bound_what_is_not_periodic),
		cmocka_unit_test(crowds_and_empty_space),
		cmocka_unit_test(units_do_not_matter),
		cmocka_unit_test(atoms_without_a_cell_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
