/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Maps of slabs: against a sum over images, in any box; regions below a threshold. */
#include "base/mem.h"
#include "base/rng.h"
#include "base/vec.h"
#include "structure/slab.h"
#include "unit.h"

#include <math.h>
#include <string.h>

enum { N = 60, FAR = 5 };

/* Random atoms in a skewed box at an odd place, some of them many periods away. */
static struct gw_sys *
make_sys(struct gw_rng *r, int skewed, double *value)
{
	struct gw_sys *s = gw_sys_new(N, 1, 3, GW_METAL);
	struct gw_err e;

	memset(s->box.h, 0, sizeof s->box.h);
	for (int k = 0; k < 3; k++) {
		s->box.pbc[k] = 1;
		s->box.origin[k] = k - 0.7;
		s->box.h[k][k] = 5 + k;
		for (int m = 0; m < 3 && skewed; m++)
			s->box.h[k][m] += 1.5*gw_rng_normal(r)*(skewed > 1 || m < k);
	}
	assert_int_equal(gw_box_update(&s->box, &e), 0);
	for (int i = 0; i < N; i++) {
		double f[3];

		for (int k = 0; k < 3; k++)
			f[k] = gw_rng_uniform(r) + (double)gw_rng_below(r, 5) - 2;
		gw_box_cart(&s->box, f, s->x + 3*i);
		value[i] = i % 9 ? gw_rng_uniform(r) : NAN;
	}
	return s;
}

/* The map at one point by the definition: all images of all atoms, positions in the plane by its own axes. */
static double
by_images(const struct gw_sys *s, const double *value, const struct gw_slab_opt *o, double at, const double xy[2],
	int *count)
{
	int k = o->normal, u = k == 0 ? 1 : 0, v = k == 2 ? 1 : 2;
	const double (*h)[3] = s->box.h;
	double n[3], ex[3], ey[3], sum = 0, all = 0, lu = sqrt(gw_dot3(h[u], h[u])), l;

	for (int c = 0; c < 3; c++)
		ex[c] = h[u][c]/lu;
	for (int c = 0; c < 3; c++)
		ey[c] = h[v][c] - gw_dot3(h[v], ex)*ex[c];
	l = sqrt(gw_dot3(ey, ey));
	for (int c = 0; c < 3; c++)
		ey[c] /= l;
	gw_cross(ex, ey, n);
	if (gw_dot3(n, h[k]) < 0)
		for (int c = 0; c < 3; c++)
			n[c] = -n[c];
	*count = 0;
	for (int i = 0; i < s->n; i++)
		for (int a = -FAR; a <= FAR; a++)
			for (int b = -FAR; b <= FAR; b++)
				for (int c = -FAR; c <= FAR; c++) {
					double x[3], z, d, w;

					memcpy(x, s->x + 3*i, sizeof x);
					gw_box_wrap(&s->box, x, NULL);
					for (int m = 0; m < 3; m++)
						x[m] += a*h[0][m] + b*h[1][m] + c*h[2][m];
					z = gw_dot3(x, n) - at;
					d = hypot(gw_dot3(x, ex) - xy[0], gw_dot3(x, ey) - xy[1]);
					if (isnan(value[i]) || z < -o->thickness/2 || z >= o->thickness/2 ||
					    d > (o->gaussian ? 3 : 1)*o->radius)
						continue;
					w = o->gaussian ? exp(-d*d/(2*o->radius*o->radius)) : 1;
					sum += w;
					all += w*value[i];
					++*count;
				}
	return all/sum;
}

static void
maps_are_sums_over_images(void **state)
{
	struct gw_slab m = { .atoms = 0 };
	double value[N];
	struct gw_err e = { 0 };
	struct gw_rng r;

	(void)state;
	for (uint32_t trial = 0; trial < 27; trial++) {
		struct gw_slab_opt o = { .normal = (int)(trial % 3), .at = trial % 2 ? 1 + 0.1*trial : NAN,
			.thickness = 1.7, .radius = trial % 5 ? 1.1 : 4.5, .gaussian = trial % 4 == 3, .n = { 5, 4 } };
		struct gw_sys *s;
		int some = 0, count;

		gw_rng_start(&r, 5, GW_RNG_TEST, trial, 0);
		s = make_sys(&r, (int)(trial/9), value);
		if (gw_slab_map(&m, s, value, &o, &e) < 0)
			fail_msg("%s", e.msg);
		for (int k = 0; k < 20; k++) {
			double want = by_images(s, value, &o, m.at, m.xy[k], &count);

			assert_int_equal(m.count[k], count);
			assert_int_equal(isnan(m.value[k]), isnan(want));
			if (!isnan(want))
				assert_in_tol(m.value[k], want, 1e-12);
			some += count;
		}
		assert_true(some > 0);
		assert_true(m.missing > 0 || trial > 0);
		gw_sys_free(s);
	}
	gw_slab_clear(&m);
}

/* Three atoms in an orthogonal box: one in the slab, one in it by its image, one outside. */
static void
a_slab_by_hand(void **state)
{
	static const double x[] = { 1, 1, 5, 3, 3, 14.9, 1, 1, 7 }, value[] = { 2, 4, 100 };
	struct gw_slab_opt o = { .normal = 2, .at = NAN, .thickness = 2, .radius = 0.9, .n = { 2, 2 } };
	struct gw_slab m = { .atoms = 0 };
	struct gw_sys *s = gw_sys_new(3, 1, 3, GW_METAL);
	struct gw_err e = { 0 };

	(void)state;
	gw_box_ortho(&s->box, 4, 4, 10, 3);
	memcpy(s->x, x, sizeof x);
	assert_int_equal(gw_slab_map(&m, s, value, &o, &e), 0);
	assert_int_equal(m.atoms, 2);
	assert_true(m.at == 5);
	assert_true(m.xy[1][0] == 3 && m.xy[1][1] == 1);
	assert_true(m.value[0] == 2 && isnan(m.value[1]) && isnan(m.value[2]) && m.value[3] == 4);
	o.thickness = 11;
	assert_int_equal(gw_slab_map(&m, s, value, &o, &e), -1);
	assert_int_equal(e.code, GW_BADDATA);
	o.thickness = 2;
	o.at = -1;
	s->box.pbc[2] = 0;
	assert_int_equal(gw_slab_map(&m, s, value, &o, &e), -1);
	/* spacing: round(4/0.9) points */
	s->box.pbc[2] = 1;
	o.n[0] = o.n[1] = 0;
	o.spacing = 0.9;
	assert_int_equal(gw_slab_map(&m, s, value, &o, &e), 0);
	assert_int_equal(m.n[0], 4);
	/* the edge below belongs to the slab, that above does not */
	o.at = 6;
	assert_int_equal(gw_slab_map(&m, s, value, &o, &e), 0);
	assert_int_equal(m.atoms, 1);
	gw_slab_clear(&m);
	gw_sys_free(s);
}

static struct gw_below
below(const char *picture, int n0, int n1, int px, int py)
{
	const int pbc[3] = { px, py, 1 };
	struct gw_slab m = { .axis = { 0, 1 }, .n = { n0, n1 } };
	struct gw_below b;

	m.value = gw_alloc((size_t)(n0*n1), sizeof *m.value);
	for (int k = 0; k < n0*n1; k++)
		m.value[k] = picture[k] == '?' ? NAN : picture[k] == '#' ? 0.5 : 1;
	gw_slab_below(&m, pbc, 1, &b);
	gw_free(m.value);
	return b;
}

static void
regions_and_what_they_span(void **state)
{
	struct gw_below b;

	(void)state;
	b = below("#..#"
		  "...."
		  "?##?", 4, 3, 1, 1);
	assert_true(b.part == 0.4 && b.largest == 0.2);
	assert_true(!b.spans[0] && !b.spans[1]);
	b = below("####"
		  "...."
		  "....", 4, 3, 1, 1);
	assert_true(b.spans[0] && !b.spans[1]);
	b = below("####"
		  "...."
		  "....", 4, 3, 0, 1);
	assert_true(!b.spans[0]);
	/* a diagonal that closes only after two periods of x */
	b = below("##.."
		  ".##."
		  "..##"
		  "#..#", 4, 4, 1, 1);
	assert_true(b.spans[0] && b.spans[1] && b.largest == 0.5);
	b = below(".#.."
		  ".#.."
		  ".##.", 4, 3, 1, 1);
	assert_true(!b.spans[0] && b.spans[1]);
	b = below("??", 2, 1, 1, 1);
	assert_true(isnan(b.part));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(maps_are_sums_over_images),
		cmocka_unit_test(a_slab_by_hand),
		cmocka_unit_test(regions_and_what_they_span),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
