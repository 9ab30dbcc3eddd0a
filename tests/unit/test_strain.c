/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shear of boxes and atoms, legs of a cycle, and displacements between two frames. */
#include "cell/deform.h"
#include "minimize/strain.h"
#include "motion.h"
#include "structure/displace.h"

static void
shear_moves_one_component(void **state)
{
	struct gw_sys *s = gw_sys_new(50, 1, 3, GW_LJ), *s0;
	struct gw_err e = { 0 };

	(void)state;
	s->box.origin[2] = -3;
	for (int i = 0; i < 3*s->n; i++)
		s->x[i] = sin(i);
	s0 = gw_sys_copy(s);
	ok(gw_shear(s, 0, 2, 0.25, &e), &e);
	for (int i = 0; i < s->n; i++) {
		const double *x = s->x + 3*i, *x0 = s0->x + 3*i;

		assert_true(x[0] == x0[0] + 0.25*(x0[2] + 3));
		assert_true(x[1] == x0[1] && x[2] == x0[2]);
	}
	assert_true(s->box.h[2][0] == 0.25 && s->box.h[1][0] == 0 && s->box.h[0][0] == 1);
	assert_in_tol(s->box.volume, 1, 1e-15);
	assert_in_tol(s->box.width[0], 1/sqrt(1 + 0.0625), 1e-15);
	gw_sys_free(s);
	gw_sys_free(s0);
}

static void
a_thin_box_is_refused(void **state)
{
	struct gw_box b, to;
	struct gw_err e = { 0 };

	(void)state;
	gw_box_ortho(&b, 10, 10, 10, 3);
	ok(gw_strained_box(&b, 0, 1, 3, 2.5, &to, &e), &e);
	assert_in_rel(to.width[0], 10/sqrt(10), 1e-14);
	assert_int_equal(gw_strained_box(&b, 0, 1, -4, 2.5, &to, &e), -1);
	assert_int_equal(e.code, GW_BADDATA);
	assert_non_null(strstr(e.msg, "gamma -4 makes the box too thin for the cut-off"));
	b.pbc[0] = 0;		/* open there: nothing to be thin */
	ok(gw_strained_box(&b, 0, 1, -4, 2.5, &to, &e), &e);
	gw_box_ortho(&b, 2, 10, 10, 3);	/* too thin before: not the strain's fault */
	ok(gw_strained_box(&b, 0, 1, 0.1, 2.5, &to, &e), &e);
	assert_int_equal(gw_strained_box(&b, 0, 1, INFINITY, 2.5, &to, &e), -1);
}

/* a glass of Kob and Andersen, smooth at the cut-off, at its minimum */
static struct sample
glass(const char *spec, const char *composition, double v)
{
	struct sample m = sample_liquid(spec, composition, 250, v, 0.6, 500);
	struct gw_min_opt o = GW_MIN_DEFAULTS;
	struct gw_min_out r;
	struct gw_err e = { 0 };

	/* tilted by less than a leg does: there and back by numbers would lose bits */
	ok(gw_shear(m.s, 0, 1, 1.3e-5, &e), &e);
	if (m.s->dim == 3)
		ok(gw_shear(m.s, 1, 2, 1.3e-5, &e), &e);
	o.ftol = 1e-11;
	ok(gw_minimize(m.fo, m.s, &o, &r, &e), &e);
	assert_int_equal(r.converged, 1);
	return m;
}

static void
there_and_back(const char *spec, const char *composition, double v, int a, int b)
{
	struct sample m = glass(spec, composition, v);
	struct gw_sys *s0 = gw_sys_copy(m.s);
	struct gw_min_opt o = GW_MIN_DEFAULTS;
	struct gw_min_out r;
	struct gw_err e = { 0 };
	struct gw_box to;
	double *u = gw_alloc(3*(size_t)m.s->n, sizeof *u), umax;

	o.ftol = 1e-11;
	ok(gw_strained_box(&s0->box, a, b, 1.7e-4, m.pot->cutoff, &to, &e), &e);
	ok(gw_strain_leg(m.fo, m.s, a, b, 1.7e-4, &to, &o, &r, &e), &e);
	assert_int_equal(r.converged, 1);
	assert_true(r.energy < r.energy0);
	assert_memory_equal(&m.s->box, &to, sizeof to);
	gw_displacements(m.s, s0, 0, u);	/* what is not affine, about as large as the strain */
	gw_farthest(m.s->n, u, &umax);
	assert_true(umax > 1e-6 && umax < 1e-2);
	ok(gw_strain_leg(m.fo, m.s, a, b, -1.7e-4, &s0->box, &o, &r, &e), &e);
	assert_memory_equal(&m.s->box, &s0->box, sizeof to);
	gw_displacements(m.s, s0, 0, u);
	gw_farthest(m.s->n, u, &umax);
	assert_in_tol(umax, 0, 1e-8);
	assert_in_rel(m.s->energy, s0->energy, 1e-12);
	gw_free(u);
	gw_sys_free(s0);
	sample_drop(&m);
}

static void
small_cycles_return(void **state)
{
	(void)state;
	there_and_back("ka,shift=c2", "A80B20", 1/1.2, 0, 1);
	there_and_back("ka,shift=c2", "A80B20", 1/1.2, 1, 2);
	there_and_back("ka2d,shift=c2", "A65B35", 1/1.16, 0, 1);
}

static void
displacements_know_periods_and_drift(void **state)
{
	struct gw_sys *s = gw_sys_new(40, 1, 3, GW_LJ), *ref;
	struct gw_err e = { 0 };
	double u[120], length;

	(void)state;
	gw_box_ortho(&s->box, 5, 6, 7, 3);
	s->box.h[1][0] = 2.4;
	ok(gw_box_update(&s->box, &e), &e);
	for (int i = 0; i < 120; i++)
		s->x[i] = 3 + 3*sin(i);
	ref = gw_sys_copy(s);
	for (int i = 0; i < 40; i++) {	/* periods of their own, and all of them 0.5 along y */
		s->x[3*i] += 5*(i % 3) + 2.4*(i % 2);
		s->x[3*i + 1] += 6*(i % 2) + 0.5;
		s->x[3*i + 2] -= 7*(i % 5);
	}
	s->x[3*17] += 0.4;
	gw_displacements(s, ref, 1, u);
	assert_int_equal(gw_farthest(40, u, &length), 17);
	assert_in_tol(length, hypot(0.4, 0.5), 1e-14);
	for (int i = 0; i < 40; i++) {
		assert_in_tol(u[3*i], i == 17 ? 0.4 : 0, 1e-14);
		assert_in_tol(u[3*i + 1], 0.5, 1e-14);
		assert_in_tol(u[3*i + 2], 0, 1e-14);
	}
	gw_displacements(s, ref, 0, u);
	assert_in_tol(u[0], -0.01, 1e-14);
	assert_in_tol(u[3*17], 0.39, 1e-14);
	assert_in_tol(u[1], 0, 1e-14);
	ok(gw_shear(s, 0, 1, 0.1, &e), &e);	/* affine: no part of it */
	gw_displacements(s, ref, 0, u);
	assert_in_tol(u[3*17], 0.39, 1e-13);
	assert_in_tol(u[4], 0, 1e-13);
	gw_sys_free(s);
	gw_sys_free(ref);
}

static void
refuse(const struct gw_sys *s, const struct gw_sys *other, const char *why)
{
	struct gw_err e = { 0 };

	assert_int_equal(gw_same_atoms(s, other, &e), -1);
	assert_int_equal(e.code, GW_BADDATA);
	if (!strstr(e.msg, why))
		fail_msg("'%s' does not say '%s'", e.msg, why);
}

static void
other_atoms_are_named(void **state)
{
	struct gw_sys *s = gw_sys_new(4, 2, 3, GW_METAL), *r = gw_sys_copy(s);
	struct gw_sys *few = gw_sys_new(3, 2, 3, GW_METAL);
	struct gw_err e = { 0 };

	(void)state;
	assert_int_equal(gw_same_atoms(s, r, &e), 0);
	refuse(s, few, "3 atoms, not 4");
	strcpy(s->species[0].name, "Cu");
	strcpy(r->species[0].name, "Zr");
	refuse(s, r, "species Zr where Cu");
	strcpy(r->species[0].name, "Cu");
	r->type[2] = 1;
	refuse(s, r, "atom 3 is");
	r->id[1] = 7;
	refuse(s, r, "id 7, not 2");
	r->units = GW_LJ;
	refuse(s, r, "units lj, not metal");
	gw_sys_free(s);
	gw_sys_free(r);
	gw_sys_free(few);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shear_moves_one_component),
		cmocka_unit_test(a_thin_box_is_refused),
		cmocka_unit_test(small_cycles_return),
		cmocka_unit_test(displacements_know_periods_and_drift),
		cmocka_unit_test(other_atoms_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
