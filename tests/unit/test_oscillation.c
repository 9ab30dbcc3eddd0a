/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Oscillatory shear: the fit of known responses, and what the dynamics must keep. */
#include "motion.h"

#include "base/rng.h"
#include "cell/deform.h"
#include "statistics/oscillation.h"

#define TURN 6.283185307179586

/* cycles of offset + A sin(phase + delta) + noise */
static void
respond(double offset, double A, double delta, double noise, int n, int per, double (*c)[3])
{
	struct gw_rng r;

	gw_rng_start(&r, 3, 1, 0, 0);
	for (int k = 0; k < n; k++) {
		struct gw_wave w = { 0 };

		for (int j = 1; j <= per; j++)
			gw_wave_add(&w, TURN*j/per, offset + A*sin(TURN*j/per + delta) + noise*gw_rng_normal(&r));
		assert_int_equal(gw_wave_solve(&w, c[k]), 0);
	}
}

static void
a_spring_has_no_phase_and_a_liquid_a_quarter_turn(void **state)
{
	static const double delta[] = { 0, TURN/4, 0.3, -0.2 };
	struct gw_moduli m, e;
	double c[4][3];

	(void)state;
	for (int k = 0; k < 4; k++) {
		respond(-3, 0.5, delta[k], 0, 4, 37, c);
		gw_moduli_of((const double (*)[3])c, 4, 0.02, &m, &e);
		assert_in_tol(m.delta, delta[k], 1e-12);
		assert_in_rel(m.offset, -3, 1e-12);
		assert_in_rel(m.amplitude, 0.5, 1e-12);
		assert_in_tol(m.storage, 25*cos(delta[k]), 1e-10);
		assert_in_tol(m.loss, 25*sin(delta[k]), 1e-10);
		assert_true(e.delta < 1e-12 && e.loss < 1e-10);
	}
	gw_moduli_of((const double (*)[3])c, 1, 0.02, &m, &e);
	assert_true(isnan(e.delta) && isnan(e.storage) && isnan(e.offset));
}

/* white noise s on n points: s sqrt(2/n) on each of the coefficients, over A on delta */
static void
errors_are_those_of_the_noise(void **state)
{
	double (*c)[3] = gw_alloc(400, sizeof *c);
	struct gw_moduli m, e;

	(void)state;
	respond(1, 2, 0.7, 1, 400, 50, c);
	gw_moduli_of((const double (*)[3])c, 400, 0.01, &m, &e);
	assert_in_rel(e.delta, sqrt(2/2e4)/2, 0.15);
	assert_in_rel(e.storage, 100*sqrt(2/2e4), 0.15);
	assert_in_rel(e.offset, sqrt(1/2e4), 0.15);
	assert_in_tol(m.delta, 0.7, 4*e.delta);
	assert_in_tol(m.amplitude, 2, 4*e.amplitude);
	gw_free(c);
}

/* points that are not spread over the cycle: still least squares, not a projection */
static void
uneven_points_are_fitted_too(void **state)
{
	struct gw_wave w = { 0 };
	double c[3];

	(void)state;
	for (int k = 0; k < 9; k++)
		gw_wave_add(&w, 0.1*k*k, 2 + 3*sin(0.1*k*k) - cos(0.1*k*k));
	assert_int_equal(gw_wave_solve(&w, c), 0);
	assert_in_rel(c[0], 2, 1e-9);
	assert_in_rel(c[1], 3, 1e-9);
	assert_in_rel(c[2], -1, 1e-9);
	memset(&w, 0, sizeof w);
	gw_wave_add(&w, 0, 1);
	gw_wave_add(&w, 1, 1);
	assert_int_equal(gw_wave_solve(&w, c), -1);
}

/* ---- the dynamics ---- */

static void
begin(struct gw_md *md, struct sample *m, enum gw_ensemble ensemble, double T, double dt, int a, int b,
	double amplitude, int64_t period)
{
	struct gw_md_state st;
	struct gw_err e = { 0 };

	gw_md_defaults(&st, m->s->units);
	st.ensemble = ensemble;
	st.ramp.from = st.ramp.to = T;
	st.dt = dt;
	st.tau_t = 0.25;
	ok(gw_swing_begin(&st, &m->s->box, a, b, amplitude, period, &e), &e);
	gw_force_reset(m->fo);
	ok(gw_md_open(md, &st, m->fo, m->s, &e), &e);
}

static void
run(struct gw_md *md, int64_t n)
{
	struct gw_err e = { 0 };

	ok(gw_md_run(md, n, &e), &e);
}

/* rms of energy + heat - work per atom around its mean over 4 of time, with two periods of strain 0.3 */
static double
unrest(struct sample *m, enum gw_ensemble ensemble, double dt, int a, int b)
{
	struct gw_sys *keep = gw_sys_copy(m->s);
	int n = (int)lround(4/dt);
	double sum = 0, sq = 0, first = 0;
	struct gw_md_obs o;
	struct gw_md md;

	begin(&md, m, ensemble, 1, dt, a, b, 0.3, n/2);
	for (int k = 0; k <= n; k++) {
		gw_md_observe(&md, &o);
		first = k ? first : o.conserved;
		sum += (o.conserved - first)/m->s->n;
		sq += pow((o.conserved - first)/m->s->n, 2);
		run(&md, k < n);
	}
	assert_true(md.st.swing.work > 0.05*m->s->n);	/* there is something to balance */
	gw_md_close(&md);
	gw_sys_free(m->s);
	m->s = keep;
	return sqrt(fmax(0, sq/(n + 1) - sum/(n + 1)*(sum/(n + 1))));
}

/* work = rise of the energy + heat, to the second order of the integrator */
static void
work_is_energy_and_heat(void **state)
{
	static const enum gw_ensemble ensemble[] = { GW_NVE, GW_NVT };
	struct sample m = sample_liquid("ka,shift=c2", "A80B20", 150, 1/1.2, 1, 400);
	double whole, half;

	(void)state;
	for (int b = 1; b < 3; b++)
		for (int k = 0; k < 2; k++) {
			whole = unrest(&m, ensemble[k], 0.004, b - 1, b);
			half = unrest(&m, ensemble[k], 0.002, b - 1, b);
			assert_true(whole < 5e-3);	/* of a work of 0.5 and more */
			if (!(whole/half > 2.5 && whole/half < 6))
				fail_msg("error per atom %g at dt, %g at dt/2", whole, half);
		}
	sample_drop(&m);
}

/* the box comes back bit for bit, momentum stays zero, and so does the third dimension of a sheet */
static void
a_period_ends_where_it_began(void **state)
{
	static const char *const spec[] = { "ka", "ka2d" };

	(void)state;
	for (int k = 0; k < 2; k++) {
		struct sample m = sample_liquid(spec[k], k ? "A65B35" : "A80B20", 200, 1/1.16, 1, 200);
		struct gw_box box;
		struct gw_md_obs o;
		struct gw_md md;

		ok(gw_shear(m.s, 0, 1, 0.123, &(struct gw_err){ 0 }), NULL);
		box = m.s->box;
		begin(&md, &m, GW_NVT, 1, 0.005, 0, 1, 0.1, 100);
		run(&md, 25);
		gw_md_observe(&md, &o);
		assert_in_rel(o.strain, 0.1, 1e-15);
		assert_in_rel(m.s->box.h[1][0], box.h[1][0] + 0.1*box.h[1][1], 1e-14);
		run(&md, 75);
		assert_memory_equal(m.s->box.h, box.h, sizeof box.h);
		assert_true(gw_drift(m.s) < 1e-12);
		for (int i = 0; k && i < m.s->n; i++)
			assert_true(m.s->x[3*i+2] == 0 && m.s->v[3*i+2] == 0);
		gw_md_close(&md);
		sample_drop(&m);
	}
}

/* a cold crystal, slowly: the stress is that of the same crystal sheared at rest */
static void
slow_shear_is_static_shear(void **state)
{
	struct sample m = sample_new("lj50", "A50B50", 108, 1);
	double L = 3*pow(4, 1/3.0), at_rest, turning[2] = { 0, 0 };
	struct gw_err e = { 0 };
	struct gw_md_obs o;
	struct gw_md md;

	(void)state;
	gw_box_ortho(&m.s->box, L, L, L, 3);
	for (int i = 0; i < 108; i++) {
		int site = i % 4, cell = i/4;

		m.s->type[i] = 0;
		m.s->x[3*i] = (cell % 3 + (site == 1 || site == 2)*0.5)*L/3;
		m.s->x[3*i+1] = (cell/3 % 3 + (site == 1 || site == 3)*0.5)*L/3;
		m.s->x[3*i+2] = (cell/9 + (site == 2 || site == 3)*0.5)*L/3;
	}
	gw_velocities(m.s, 1e-6, 1);
	begin(&md, &m, GW_NVT, 1e-6, 0.005, 0, 2, 0.01, 8000);
	for (int k = 1; k <= 4000; k++) {	/* around both extremes there are 200 steps */
		run(&md, 1);
		gw_md_observe(&md, &o);
		if (k > 1900 && k <= 2100)
			turning[0] += o.stress/200;
	}
	gw_md_close(&md);
	turning[1] = gw_swing_strain(&md.st.swing, 2000, 0);
	assert_in_rel(turning[1], 0.01, 1e-14);
	for (int i = 0; i < 108; i++)		/* back to the sites, and sheared */
		for (int k = 0; k < 3; k++)
			m.s->x[3*i+k] = round(m.s->x[3*i+k]*6/L)*L/6;
	m.s->box.h[2][0] = 0;
	ok(gw_box_update(&m.s->box, &e), &e);
	ok(gw_shear(m.s, 0, 2, 0.01, &e), &e);
	gw_force_reset(m.fo);
	ok(gw_force_eval(m.fo, m.s, GW_WANT_VIRIAL, &e), &e);
	at_rest = -m.fo->virial[4]/m.s->box.volume;
	assert_true(at_rest > 0.1);
	assert_in_rel(turning[0], at_rest, 0.01);
	sample_drop(&m);
}

static void
what_cannot_swing_is_refused(void **state)
{
	struct sample m = sample_new("ka2d", "A65B35", 100, 1/1.16);
	struct gw_md_state st;
	struct gw_err e = { 0 };
	struct gw_md md;

	(void)state;
	gw_md_defaults(&st, m.s->units);
	assert_int_equal(gw_swing_begin(&st, &m.s->box, 0, 1, 0.1, 19, &e), -1);
	assert_int_equal(e.code, GW_USAGE);
	ok(gw_swing_begin(&st, &m.s->box, 0, 2, 0.1, 20, &e), &e);
	assert_int_equal(gw_md_open(&md, &st, m.fo, m.s, &e), -1);
	st.ensemble = GW_NPT;
	assert_int_equal(gw_md_open(&md, &st, m.fo, m.s, &e), -1);
	assert_int_equal(e.code, GW_USAGE);
	sample_drop(&m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_spring_has_no_phase_and_a_liquid_a_quarter_turn),
		cmocka_unit_test(errors_are_those_of_the_noise),
		cmocka_unit_test(uneven_points_are_fitted_too),
		cmocka_unit_test(work_is_energy_and_heat),
		cmocka_unit_test(a_period_ends_where_it_began),
		cmocka_unit_test(slow_shear_is_static_shear),
		cmocka_unit_test(what_cannot_swing_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
