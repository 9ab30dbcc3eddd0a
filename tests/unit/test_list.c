/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The neighbour list against all pairs and all images: every pair within
 * reach stands in it exactly once, in boxes of every kind.
 */
#include "base/mem.h"
#include "base/rng.h"
#include "base/vec.h"
#include "cell/list.h"
#include "levels.h"
#include "unit.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

static struct gw_sys *
gas(int n, int dim, const double h[3][3], const int pbc[3], double spread)
{
	struct gw_sys *s = gw_sys_new(n, 2, dim, GW_LJ);
	struct gw_rng g;
	struct gw_err e;

	memcpy(s->box.h, h, sizeof s->box.h);
	memcpy(s->box.pbc, pbc, sizeof s->box.pbc);
	s->box.origin[0] = 0.3;
	assert_int_equal(gw_box_update(&s->box, &e), 0);
	gw_rng_start(&g, 5, GW_RNG_TEST, (uint32_t)n, (uint32_t)dim);
	for (int i = 0; i < n; i++) {
		double f[3];

		for (int k = 0; k < 3; k++)
			f[k] = k < dim ? spread*(gw_rng_uniform(&g) - 0.3) : 0;
		gw_box_cart(&s->box, f, s->x + 3*i);
		s->type[i] = i % 3 == 0;
	}
	return s;
}

/* Images beyond these are further than reach: by the distances of faces and the spread of the atoms. */
static void
furthest_images(const struct gw_sys *s, double reach, int far[3])
{
	double lo[3] = { 0 }, hi[3] = { 0 }, f[3];

	for (int i = 0; i < s->n; i++) {
		gw_box_frac(&s->box, s->x + 3*i, f);
		for (int k = 0; k < 3; k++) {
			lo[k] = i ? fmin(lo[k], f[k]) : f[k];
			hi[k] = i ? fmax(hi[k], f[k]) : f[k];
		}
	}
	for (int k = 0; k < 3; k++)
		far[k] = s->box.pbc[k] ? 1 + (int)(hi[k] - lo[k] + reach/s->box.width[k]) : 0;
}

/* pairs (i<j or image) within reach, by brute force; the sum of r^2 as a fingerprint */
static long
all_pairs(const struct gw_sys *s, double reach, double *sum)
{
	long n = 0;
	int far[3];

	*sum = 0;
	furthest_images(s, reach, far);
	for (int i = 0; i < s->n; i++)
		for (int j = i; j < s->n; j++)
			for (int a = -far[0]; a <= far[0]; a++)
				for (int b = -far[1]; b <= far[1]; b++)
					for (int c = -far[2]; c <= far[2]; c++) {
						double im[3] = { a, b, c }, d[3], r2;
						int positive = a > 0 || (a == 0 && (b > 0 || (b == 0 && c > 0)));

						if (i == j && !positive)
							continue;
						gw_vecmat(im, s->box.h, d);
						for (int k = 0; k < 3; k++)
							d[k] += s->x[3*j + k] - s->x[3*i + k];
						r2 = gw_dot3(d, d);
						if (r2 < reach*reach) {
							n++;
							*sum += r2;
						}
					}
	return n;
}

static long
listed_pairs(const struct gw_list *l, const struct gw_sys *s, double *sum)
{
	long n = 0;

	*sum = 0;
	for (int b = 0; b < l->nblock; b++) {
		const struct gw_block *k = &l->block[b];

		for (int i = 0; i < k->nown; i++)
			for (int q = k->row[i]; q < k->row[i + 1]; q++) {
				int j = k->nbr[q];
				double im[3], d[3];

				for (int c = 0; c < 3; c++)
					im[c] = k->image[j][c] - k->image[i][c];
				gw_vecmat(im, s->box.h, d);
				for (int c = 0; c < 3; c++)
					d[c] += s->x[3*k->atom[j] + c] - s->x[3*k->atom[i] + c];
				assert_true(gw_dot3(d, d) < l->reach*l->reach*(1 + 1e-12));
				assert_true(q == k->row[i] || k->type[k->nbr[q - 1]] <= k->type[j]);
				*sum += gw_dot3(d, d);
				n++;
			}
	}
	return n;
}

static void
compare(struct gw_sys *s, double cutoff, double skin)
{
	struct gw_list *l = gw_list_new();
	struct gw_err e = { 0 };
	double a, b;
	long n = all_pairs(s, cutoff + skin, &b);

	for (int times = 1; times <= 2; times++) {	/* half, full */
		int owned = 0;

		l->full = times == 2;
		if (gw_list_build(l, s, s->x, &s->box, cutoff, skin, &e) < 0)
			fail_msg("%s", e.msg);
		assert_int_equal(listed_pairs(l, s, &a), times*n);
		assert_true(fabs(a - times*b) <= 1e-10*(1 + b));
		for (int k = 0; k < l->nblock; k++)
			owned += l->block[k].nown;
		assert_int_equal(owned, s->n);
	}
	gw_list_free(l);
	gw_sys_free(s);
}

static const int periodic[3] = { 1, 1, 1 }, flat[3] = { 1, 1, 0 }, open[3] = { 0, 0, 0 },
	slab[3] = { 1, 0, 1 };
static const double cube[3][3] = { { 9, 0, 0 }, { 0, 9, 0 }, { 0, 0, 9 } };
static const double tilted[3][3] = { { 9, 0, 0 }, { 4, 8, 0 }, { -3, 3.5, 10 } };
static const double turned[3][3] = { { 5, 6, -2 }, { -6, 5, 3 }, { 1, 2, 9 } };
static const double tiny[3][3] = { { 2.1, 0, 0 }, { 0.7, 2.4, 0 }, { 0, 0.2, 1.9 } };
static const double sheet[3][3] = { { 20, 0, 0 }, { 3, 18, 0 }, { 0, 0, 1 } };

static void
every_pair_stands_once(void **state)
{
	(void)state;
	compare(gas(150, 3, cube, periodic, 1), 2, 0.3);
	compare(gas(150, 3, tilted, periodic, 1), 2.5, 0);
	compare(gas(120, 3, turned, periodic, 1), 2.2, 0.4);
	compare(gas(150, 2, sheet, flat, 1), 2.5, 0.3);
	compare(gas(150, 3, cube, slab, 1), 2, 0.3);
	compare(gas(90, 3, cube, open, 1), 2, 0.3);
}

/* sheets: wide, tilted far beyond half a period, turned, narrower than the reach, open */
static void
every_pair_stands_once_in_two_dimensions(void **state)
{
	static const double sheets[][3][3] = {
		{ { 30, 0, 0 }, { 0, 25, 0 }, { 0, 0, 1 } },
		{ { 12, 0, 0 }, { 31, 11, 0 }, { 0, 0, 1 } },
		{ { 9, -12, 0 }, { 12, 9, 0 }, { 0, 0, 1 } },
		{ { 2.2, 0, 0 }, { 0.9, 1.9, 0 }, { 0, 0, 1 } },
		{ { 2.2, 0, 0 }, { 0, 40, 0 }, { 0, 0, 1 } },
	};
	static const int strip[3] = { 1, 0, 0 };

	(void)state;
	for (int k = 0; k < 5; k++) {
		compare(gas(k < 3 ? 200 : 9, 2, sheets[k], flat, 1), 2.5, 0.3);
		compare(gas(k < 3 ? 200 : 9, 2, sheets[k], strip, 1), 2, 0.5);
	}
	compare(gas(200, 2, sheets[1], flat, 5), 2.5, 0.3);
	compare(gas(1, 2, sheets[3], flat, 1), 2.5, 0.3);
}

static void
boxes_smaller_than_the_reach_see_images(void **state)
{
	(void)state;
	compare(gas(7, 3, tiny, periodic, 1), 3, 0.5);
	compare(gas(1, 3, tiny, periodic, 1), 2.5, 0.5);
	compare(gas(2, 3, cube, periodic, 1), 10, 1);
}

/* what a list of pairs with cut-offs of their own holds: of each pair of species the pairs of a list
 * with that cut-off */
static void
pairs_of_species_have_their_reach(void **state)
{
	static const double cut[4] = { 2, 1.3, 1.3, 1.7 };
	struct gw_sys *s = gas(150, 3, tilted, periodic, 1);
	struct gw_list *l = gw_list_new();
	struct gw_err e;
	long got[4] = { 0 }, want[4] = { 0 };

	(void)state;
	for (int own = 0; own < 2; own++) {
		l->pair_cutoff = own ? cut : NULL;
		assert_int_equal(gw_list_build(l, s, s->x, &s->box, 2, 0.3, &e), 0);
		for (int n = 0; n < l->nblock; n++) {
			const struct gw_block *b = &l->block[n];

			for (int i = 0; i < b->nown; i++)
				for (int q = b->row[i]; q < b->row[i + 1]; q++) {
					int j = b->nbr[q], t = 2*b->type[i] + b->type[j];
					double im[3], d[3];

					for (int c = 0; c < 3; c++)
						im[c] = b->image[j][c] - b->image[i][c];
					gw_vecmat(im, s->box.h, d);
					for (int c = 0; c < 3; c++)
						d[c] += s->x[3*b->atom[j] + c] - s->x[3*b->atom[i] + c];
					if (gw_dot3(d, d) < (cut[t] + 0.3)*(cut[t] + 0.3))
						want[t] += !own;
					else
						assert_true(!own);
					got[t] += own;
				}
		}
	}
	for (int t = 0; t < 4; t++)
		assert_int_equal(got[t], want[t]);
	assert_true(got[0] > 100 && got[1] + got[2] > 50 && got[3] > 20);
	gw_list_free(l);
	gw_sys_free(s);
}

static void
atoms_far_outside_are_wrapped(void **state)
{
	(void)state;
	compare(gas(80, 3, tilted, periodic, 9), 2.5, 0.3);
	compare(gas(80, 3, cube, open, 40), 9, 1);
}

static void
empty_and_lonely_systems(void **state)
{
	(void)state;
	compare(gas(0, 3, cube, periodic, 1), 2, 0.3);
	compare(gas(1, 3, cube, open, 1), 2, 0.3);
}

static void
threads_make_the_same_list(void **state)
{
	struct gw_sys *s = gas(3000, 3, cube, periodic, 1);
	struct gw_list *l[2];
	struct gw_err e;

	(void)state;
	for (int t = 0; t < 2; t++) {
		omp_set_num_threads(1 + 2*t);
		l[t] = gw_list_new();
		assert_int_equal(gw_list_build(l[t], s, s->x, &s->box, 1, 0.2, &e), 0);
	}
	omp_set_num_threads(1);
	assert_int_equal(l[0]->nblock, l[1]->nblock);
	assert_int_equal(l[0]->nslot, l[1]->nslot);
	for (int b = 0; b < l[0]->nblock; b++) {
		assert_int_equal(l[0]->block[b].npair, l[1]->block[b].npair);
		assert_memory_equal(l[0]->block[b].nbr, l[1]->block[b].nbr,
		    (size_t)l[0]->block[b].npair*sizeof(int32_t));
	}
	gw_list_free(l[0]);
	gw_list_free(l[1]);
	gw_sys_free(s);
}

static void
freshness_follows_atoms_and_box(void **state)
{
	struct gw_sys *s = gas(100, 3, tilted, periodic, 1);
	struct gw_list *l = gw_list_new();
	struct gw_err e;
	double x0 = s->x[0];

	(void)state;
	assert_int_equal(gw_list_build(l, s, s->x, &s->box, 2, 0.4, &e), 0);
	assert_true(gw_list_fresh(l, s));
	s->x[0] = x0 + 0.199;
	assert_true(gw_list_fresh(l, s));
	s->x[0] = x0 + 0.201;
	assert_false(gw_list_fresh(l, s));
	s->x[0] = x0;
	for (int k = 0; k < 3; k++)	/* affine: 10 % of 2.4 is less than the skin */
		for (int c = 0; c < 3; c++)
			s->box.h[k][c] *= 1.001;
	assert_int_equal(gw_box_update(&s->box, &e), 0);
	for (int i = 0; i < s->n; i++)
		for (int c = 0; c < 3; c++)
			s->x[3*i + c] = s->box.origin[c] + 1.001*(s->x[3*i + c] - s->box.origin[c]);
	assert_true(gw_list_fresh(l, s));
	for (int k = 0; k < 3; k++)
		for (int c = 0; c < 3; c++)
			s->box.h[k][c] *= 0.8;
	assert_int_equal(gw_box_update(&s->box, &e), 0);
	assert_false(gw_list_fresh(l, s));
	gw_list_free(l);
	gw_sys_free(s);
}

static void
bad_positions_and_boxes_are_named(void **state)
{
	struct gw_sys *s = gas(20, 3, cube, periodic, 1);
	struct gw_list *l = gw_list_new();
	struct gw_err e;

	(void)state;
	s->x[3*4 + 1] = NAN;
	assert_int_equal(gw_list_build(l, s, s->x, &s->box, 2, 0.3, &e), -1);
	assert_int_equal(e.code, GW_BADDATA);
	assert_non_null(strstr(e.msg, "atom 5"));
	s->x[3*4 + 1] = 0;
	assert_int_equal(gw_list_build(l, s, s->x, &s->box, 80, 0.3, &e), -1);
	assert_non_null(strstr(e.msg, "cut-off"));
	gw_list_free(l);
	gw_sys_free(s);
}

static void
shortest_image_is_exact(void **state)
{
	struct gw_sys *s = gas(200, 3, tilted, periodic, 3);

	(void)state;
	for (int i = 1; i < s->n; i++) {
		double d[3], best = 1e300;

		for (int k = 0; k < 3; k++)
			d[k] = s->x[3*i + k] - s->x[k];
		for (int a = -9; a <= 9; a++)
			for (int b = -9; b <= 9; b++)
				for (int c = -9; c <= 9; c++) {
					double im[3] = { a, b, c }, t[3];

					gw_vecmat(im, s->box.h, t);
					for (int k = 0; k < 3; k++)
						t[k] += d[k];
					best = fmin(best, gw_dot3(t, t));
				}
		gw_box_mic(&s->box, d);
		assert_true(fabs(gw_dot3(d, d) - best) < 1e-10);
	}
	gw_sys_free(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_pair_stands_once),
		cmocka_unit_test(every_pair_stands_once_in_two_dimensions),
		cmocka_unit_test(boxes_smaller_than_the_reach_see_images),
		cmocka_unit_test(pairs_of_species_have_their_reach),
		cmocka_unit_test(atoms_far_outside_are_wrapped),
		cmocka_unit_test(empty_and_lonely_systems),
		cmocka_unit_test(threads_make_the_same_list),
		cmocka_unit_test(freshness_follows_atoms_and_box),
		cmocka_unit_test(bad_positions_and_boxes_are_named),
		cmocka_unit_test(shortest_image_is_exact),
	};

	return LEVELS_RUN(tests);
}
