/* SPDX-License-Identifier: GPL-3.0-or-later */
/* D_min of pairs of configurations: species, labels, drift, boxes, what cannot be matched. */
#include "cell/lattice.h"
#include "match_unit.h"

static struct gw_sys *
mixture(int n, int dim, uint32_t seed)
{
	struct gw_sys *s = gw_sys_new(n, 2, dim, GW_LJ);
	double side = pow(n, 1.0/dim), *x;

	gw_box_ortho(&s->box, side, side, dim == 2 ? 1 : side, dim);
	x = points(&s->box, n, seed, dim == 2 ? 0 : 1);
	memcpy(s->x, x, 3*(size_t)n*sizeof *x);
	gw_free(x);
	strcpy(s->species[0].name, "A");
	strcpy(s->species[1].name, "B");
	for (int i = 0; i < n; i++)
		s->type[i] = i % 5 == 0;
	return s;
}

static void
shuffle(struct gw_sys *s, double amplitude)
{
	struct gw_rng g;

	gw_rng_start(&g, 8, GW_RNG_TEST, 77, 0);
	for (int i = 0; i < 3*s->n; i++)
		if (s->dim == 3 || i % 3 < 2)
			s->x[i] += amplitude*(gw_rng_uniform(&g) - 0.5);
}

static void
match(struct gw_match *m, const struct gw_sys *s, const struct gw_sys *ref, int keep)
{
	struct gw_err e;

	if (gw_match_pair(m, s, ref, keep, &e) < 0)
		fail_msg("%s", e.msg);
	assert_true(m->gap >= 0 && m->gap <= 1e-10);
}

/* atoms that stayed at home: the identity, D_min is the RMSD */
static void
test_identity(void **state)
{
	(void)state;
	for (int dim = 2; dim <= 3; dim++) {
		struct gw_sys *ref = mixture(300, dim, 1), *s = gw_sys_copy(ref);
		struct gw_match m = { 0 };

		shuffle(s, 0.02);
		match(&m, s, ref, 0);
		assert_in_tol(m.relabelled, 0, 0);
		assert_in_rel(m.dmin, m.rmsd, 1e-12);
		assert_in_tol(m.r0, 1, 1e-12);
		for (int i = 0; i < s->n; i++)	/* other images, and a drift */
			for (int k = 0; k < dim; k++)
				s->x[3*i + k] += (i*(k + 1) % 3 - 1)*s->box.h[k][k] + 0.3;
		double before = m.dmin;
		match(&m, s, ref, 0);
		assert_in_rel(m.dmin, before, 1e-9);
		assert_in_rel(m.rmsd, before, 1e-9);
		assert_in_tol(m.drift[1], 0.3, 0.02);
		match(&m, s, ref, 1);
		assert_in_tol(m.rmsd*m.rmsd, before*before + 0.09*dim, 0.02);
		gw_match_clear(&m);
		gw_sys_free(ref);
		gw_sys_free(s);
	}
}

/* Every atom on the place of another of its species, all moved: nothing happened. */
static void
test_permuted(void **state)
{
	struct gw_sys *ref = mixture(400, 3, 3), *s = gw_sys_copy(ref);
	struct gw_match m = { 0 };

	(void)state;
	for (int i = 0; i < s->n; i++) {
		int j = (i + 5) % s->n;

		for (int k = 0; k < 3; k++) {
			s->x[3*i + k] = ref->x[3*j + k] + 0.2*(k + 1);
			s->x[3*i + k] -= s->box.h[k][k]*floor(s->x[3*i + k]/s->box.h[k][k]);
		}
	}
	match(&m, s, ref, 0);
	assert_in_tol(m.dmin, 0, 1e-12);
	assert_in_tol(m.relabelled, 1, 0);
	assert_true(m.rmsd > 1);
	assert_int_equal(m.moved, 0);
	assert_int_equal(m.to[5], 0);
	gw_match_clear(&m);
	gw_sys_free(ref);
	gw_sys_free(s);
}

/* Loops of replacements, one of them once around the box. */
static void
test_loops(void **state)
{
	const int m5[3] = { 5, 5, 5 };
	const struct gw_lattice *l = gw_lattice_find("fcc");
	struct gw_err e;
	struct gw_sys *ref = gw_lattice_build(l, 1.5, 0, m5, l->nsub, GW_LJ, &e), *s = gw_sys_copy(ref);
	struct gw_match m = { 0 };
	static const int loop[] = { 3, 17, 40, 8, 3 };

	(void)state;
	for (int k = 0; k < 4; k++)
		memcpy(s->x + 3*loop[k], ref->x + 3*loop[k + 1], 3*sizeof *s->x);
	match(&m, s, ref, 0);
	assert_in_tol(m.dmin, 0, 1e-12);
	assert_in_tol(m.relabelled, 4.0/s->n, 1e-15);
	for (int i = 0; i < s->n; i++)
		if (fabs(s->x[3*i + 1]) < 1e-9 && fabs(s->x[3*i + 2]) < 1e-9)
			s->x[3*i] += 1.5;
	match(&m, s, ref, 0);
	assert_in_tol(m.dmin, 0, 1e-12);
	gw_match_clear(&m);
	gw_sys_free(ref);
	gw_sys_free(s);
}

/* Species by name, in any order of the list, also those without atoms. */
static void
test_species(void **state)
{
	struct gw_sys *ref = mixture(100, 3, 1), *s = mixture(100, 3, 2);
	struct gw_match m = { 0 };
	struct gw_err e;
	double want;

	(void)state;
	match(&m, s, ref, 0);
	want = m.dmin;
	for (int i = 0; i < s->n; i++)
		assert_int_equal(s->type[m.to[i]], ref->type[i]);
	strcpy(s->species[0].name, "B");
	strcpy(s->species[1].name, "A");
	for (int i = 0; i < s->n; i++)
		s->type[i] = !s->type[i];
	match(&m, s, ref, 0);
	assert_in_rel(m.dmin, want, 1e-15);
	s->type[7] = !s->type[7];
	assert_int_equal(gw_match_pair(&m, s, ref, 0, &e), -1);
	assert_int_equal(e.code, GW_BADDATA);
	assert_non_null(strstr(e.msg, "species"));
	for (int i = 0; i < s->n; i++)
		s->type[i] = ref->type[i] = 0;
	strcpy(s->species[0].name, "A");
	strcpy(s->species[1].name, "C");
	match(&m, s, ref, 0);
	gw_match_clear(&m);
	gw_sys_free(ref);
	gw_sys_free(s);
}

static void
test_few_atoms(void **state)
{
	struct gw_match m = { 0 };

	(void)state;
	for (int n = 0; n < 3; n++) {
		struct gw_sys *ref = mixture(n, 3, 1), *s = gw_sys_copy(ref);

		for (int i = 0; i < n; i++)
			s->x[3*i] += 0.25;
		match(&m, s, ref, 0);
		assert_in_tol(m.dmin, 0, 1e-12);
		match(&m, s, ref, 1);
		assert_in_tol(m.dmin, n ? 0.25 : 0, 1e-12);
		gw_sys_free(ref);
		gw_sys_free(s);
	}
	gw_match_clear(&m);
}

/* An affine map of box and atoms is no displacement, and is said. */
static void
test_scaled(void **state)
{
	struct gw_sys *ref = mixture(100, 3, 1), *s = gw_sys_copy(ref);
	struct gw_match m = { 0 };
	struct gw_err e;

	(void)state;
	for (int i = 0; i < 3*s->n; i++)
		s->x[i] *= 1.1;
	for (int k = 0; k < 3; k++)
		s->box.h[k][k] *= 1.1;
	assert_int_equal(gw_box_update(&s->box, &e), 0);
	match(&m, s, ref, 0);
	assert_int_equal(m.scaled, 1);
	assert_in_rel(m.volume, 1.331, 1e-12);
	assert_in_tol(m.dmin, 0, 1e-12);
	match(&m, ref, ref, 0);
	assert_int_equal(m.scaled, 0);
	gw_match_clear(&m);
	gw_sys_free(ref);
	gw_sys_free(s);
}

static void
test_labels(void **state)
{
	struct gw_sys *ref = mixture(50, 3, 1), *s = gw_sys_copy(ref);
	struct gw_match m = { 0 };

	(void)state;
	for (int i = 0; i < s->n; i++)	/* another order of the list: the labels still tell */
		for (int k = 0; k < 3; k++) {
			s->x[3*i + k] = ref->x[3*(49 - i) + k];
			s->id[i] = ref->id[49 - i];
			s->type[i] = ref->type[49 - i];
		}
	match(&m, s, ref, 0);
	assert_in_tol(m.rmsd, 0, 1e-12);
	assert_in_tol(m.relabelled, 0, 0);
	s->id[4] = 999;
	match(&m, s, ref, 0);
	assert_in_tol(m.dmin, 0, 1e-12);
	assert_true(isnan(m.rmsd) && isnan(m.relabelled) && m.jumped == -1);
	gw_match_clear(&m);
	gw_sys_free(ref);
	gw_sys_free(s);
}

static void
fails(const struct gw_sys *s, const struct gw_sys *ref, const char *why)
{
	struct gw_match m = { 0 };
	struct gw_err e;

	assert_int_equal(gw_match_pair(&m, s, ref, 0, &e), -1);
	assert_int_equal(e.code, GW_BADDATA);
	if (!strstr(e.msg, why))
		fail_msg("\"%s\" does not say %s", e.msg, why);
	gw_match_clear(&m);
}

static void
test_errors(void **state)
{
	struct gw_sys *ref = mixture(50, 3, 1), *s = mixture(49, 3, 1), *flat = mixture(50, 2, 1);

	(void)state;
	fails(s, ref, "49 atoms, not 50");
	fails(flat, ref, "2 dimensions, not 3");
	gw_sys_free(s);
	s = gw_sys_copy(ref);
	s->units = GW_METAL;
	fails(s, ref, "units metal, not lj");
	s->units = GW_LJ;
	s->box.pbc[1] = 0;
	fails(s, ref, "periodic");
	s->box.pbc[1] = 1;
	s->x[13] = NAN;
	fails(s, ref, "atom 5");
	strcpy(s->species[1].name, "C");
	fails(s, ref, "0 atoms of species B");
	gw_sys_free(ref);
	gw_sys_free(s);
	gw_sys_free(flat);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_identity),
		cmocka_unit_test(test_permuted),
		cmocka_unit_test(test_loops),
		cmocka_unit_test(test_species),
		cmocka_unit_test(test_few_atoms),
		cmocka_unit_test(test_scaled),
		cmocka_unit_test(test_labels),
		cmocka_unit_test(test_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
