/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Voronoi cells: known crystals, all images by brute force, thresholds, neighbours,
 * crowds and empty space, threads.
 */
#include "voronoi_unit.h"

#include <omp.h>

#include "structure/voronoi_faces.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(crystals_have_their_index),
		cmocka_unit_test(thresholds_mend_split_corners),
		cmocka_unit_test(face_threshold_drops_small_faces),
		cmocka_unit_test(every_image_that_matters_cuts),
		cmocka_unit_test(threads_give_the_same_bits),
		cmocka_unit_test(neighbours_see_each_other),
		cmocka_unit_test(crowds_and_empty_space),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
