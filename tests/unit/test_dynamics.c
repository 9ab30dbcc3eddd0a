/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dynamics: what must be conserved is conserved, with the order of the
 * integrator; temperatures and pressures are those of their ensembles; a run
 * that is cut in two repeats the bits of a whole one.
 */
#include "motion.h"

#include <omp.h>

static struct gw_md_state
state_of(const struct sample *m, enum gw_ensemble ensemble, double T, double dt)
{
	struct gw_md_state st;

	gw_md_defaults(&st, m->s->units);
	st.ensemble = ensemble;
	st.ramp.from = st.ramp.to = T;
	st.dt = dt;
	return st;
}

static void
begin(struct gw_md *md, const struct gw_md_state *st, struct sample *m)
{
	struct gw_err e = { 0 };

	ok(gw_md_open(md, st, m->fo, m->s, &e), &e);
}

static void
run(struct gw_md *md, int64_t n)
{
	struct gw_err e = { 0 };

	ok(gw_md_run(md, n, &e), &e);
}

static double
conserved(const struct gw_md *md)
{
	struct gw_md_obs o;

	gw_md_observe(md, &o);
	return o.conserved;
}

/* ---- the start ---- */

static void
a_ramp_is_a_line_between_integers(void **state)
{
	struct gw_ramp r = { 2000, 300, 1, 100, 1700 };

	(void)state;
	assert_true(gw_ramp_at(&r, 0) == 2000 && gw_ramp_at(&r, 100) == 2000);
	assert_true(gw_ramp_at(&r, 1800) == 300 && gw_ramp_at(&r, 99999) == 300);
	assert_in_tol(gw_ramp_at(&r, 110), 1990, 1e-9);
	r.steps = 0;
	assert_true(gw_ramp_at(&r, 0) == 300);
}

static void
velocities_have_their_temperature_and_no_drift(void **state)
{
	struct sample m = sample_new("ka2d", "A65B35", 400, 1/1.16);
	double first[3];

	(void)state;
	gw_velocities(m.s, 0.7, 3);
	assert_in_rel(gw_sys_temperature(m.s), 0.7, 1e-13);
	assert_true(gw_drift(m.s) < 1e-14);
	memcpy(first, m.s->v, sizeof first);
	assert_true(first[0] != 0 && first[2] == 0);
	gw_velocities(m.s, 0.7, 4);
	assert_true(m.s->v[0] != first[0]);
	gw_velocities(m.s, 0.7, 3);
	assert_true(m.s->v[0] == first[0]);
	/* they belong to the id, not to the place in the arrays */
	m.s->id[0] = 2;
	m.s->id[1] = 1;
	gw_velocities(m.s, 0.7, 3);
	assert_in_tol(m.s->v[3], first[0], 1e-12);
	sample_drop(&m);
}

/* ---- conservation ---- */

/* rms of the conserved energy per atom around its mean over a time */
static double
unrest(struct sample *m, const struct gw_md_state *st, double time)
{
	struct gw_sys *keep = gw_sys_copy(m->s);
	int n = (int)lround(time/st->dt);
	double sum = 0, sq = 0, first;
	struct gw_md md;

	gw_force_reset(m->fo);
	begin(&md, st, m);
	first = conserved(&md);
	for (int k = 0; k < n; k++) {
		double d;

		run(&md, 1);
		d = (conserved(&md) - first)/m->s->n;
		sum += d;
		sq += d*d;
	}
	gw_md_close(&md);
	gw_sys_free(m->s);
	m->s = keep;
	return sqrt(fmax(0, sq/n - sum/n*(sum/n)));
}

/* the error of a symmetric integrator of second order falls by four with dt/2 */
static void
second_order(enum gw_ensemble ensemble, int aniso, double to)
{
	struct sample m = sample_liquid("ka,shift=c2", "A80B20", 150, 1/1.2, 1, 400);
	struct gw_md_state st = state_of(&m, ensemble, 1, 0.004);
	double whole, half;

	st.aniso = aniso;
	st.pressure = 5;
	st.tau_t = 0.2;
	st.tau_p = 1;
	st.ramp.to = to;
	st.ramp.rate = fabs(to - 1)/2;
	st.ramp.steps = 500;
	whole = unrest(&m, &st, 2);
	st.dt /= 2;
	st.ramp.steps = 1000;
	half = unrest(&m, &st, 2);
	assert_true(whole < 2e-3);
	if (!(whole/half > 3 && whole/half < 5.3))
		fail_msg("error per atom %g at dt, %g at dt/2", whole, half);
	sample_drop(&m);
}

static void
nve_is_of_second_order(void **state)
{
	(void)state;
	second_order(GW_NVE, 0, 1);
}

static void
nvt_conserves_its_extended_energy(void **state)
{
	(void)state;
	second_order(GW_NVT, 0, 1);
}

static void
npt_conserves_its_extended_energy(void **state)
{
	(void)state;
	second_order(GW_NPT, 0, 1);
	second_order(GW_NPT, 1, 1);
}

static void
a_ramp_keeps_account_of_its_work(void **state)
{
	(void)state;
	second_order(GW_NPT, 0, 0.5);
}

/* mean of the conserved energy per atom over some steps: its second-order ripple averages out */
static double
level(struct gw_md *md, int steps)
{
	double sum = 0;

	for (int k = 0; k < steps; k++) {
		run(md, 1);
		sum += conserved(md)/md->s->n;
	}
	return sum/steps;
}

static void
nve(const char *spec, const char *c, int n, double v, double T, double dt, int steps, double drift)
{
	struct sample m = sample_liquid(spec, c, n, v, T, 500);
	struct gw_md_state st = state_of(&m, GW_NVE, 0, dt);
	struct gw_md md;
	double first;

	begin(&md, &st, &m);
	first = level(&md, steps/5);
	run(&md, 3*steps/5);
	assert_in_tol(level(&md, steps/5) - first, 0, drift);
	assert_true(gw_drift(m.s) < 1e-12);
	gw_md_close(&md);
	sample_drop(&m);
}

static void
nve_does_not_drift_in_cu_zr(void **state)
{
	(void)state;
	nve(EAM, "Cu50Zr50", 256, 18, 1000, 0.002, 2500, 1e-5);
}

static void
nve_does_not_drift_in_lj(void **state)
{
	(void)state;
	nve("ka,shift=c2", "A80B20", 200, 1/1.2, 0.8, 0.002, 10000, 2e-5);
}

/* ---- ensembles ---- */

struct moments { double n, sum, sq; };

static void
add(struct moments *m, double x)
{
	m->n++;
	m->sum += x;
	m->sq += x*x;
}

static double
mean(const struct moments *m)
{
	return m->sum/m->n;
}

static double
variance(const struct moments *m)
{
	return m->sq/m->n - mean(m)*mean(m);
}

/* the target falls to a five-thousandth faster than the atoms can follow */
static void
a_fast_ramp_to_nothing_stays_finite(void **state)
{
	struct sample m = sample_liquid("ka,shift=force", "A80B20", 100, 1/1.2, 5, 500);
	enum gw_ensemble which[2] = { GW_NVT, GW_NPT };

	(void)state;
	for (int k = 0; k < 2; k++) {
		struct gw_md_state st = state_of(&m, which[k], 5, 0.004);
		struct gw_md_obs o;
		struct gw_md md;

		st.tau_t = 20*st.dt;
		st.ramp.to = 0.001;
		st.ramp.steps = 500;
		begin(&md, &st, &m);
		run(&md, 500);
		gw_md_observe(&md, &o);
		assert_true(o.temperature > 0 && o.temperature < 3);
		assert_true(isfinite(o.conserved) && isfinite(o.pressure));
		gw_md_close(&md);
	}
	sample_drop(&m);
}

static void
nvt_is_canonical(void **state)
{
	struct sample m = sample_liquid("ka,shift=force", "A80B20", 100, 1/1.2, 1.5, 2000);
	struct gw_md_state st = state_of(&m, GW_NVT, 1.5, 0.004);
	struct moments t = { 0, 0, 0 };
	struct gw_md md;

	(void)state;
	begin(&md, &st, &m);
	run(&md, 2000);
	for (int k = 0; k < UNIT_REPEAT(160000); k++) {
		struct gw_md_obs o;

		run(&md, 1);
		gw_md_observe(&md, &o);
		add(&t, o.temperature);
	}
	/* var T = 2 T^2/ndof; 640 tau hold some 2000 independent values: the mean is good to 0.2 % */
	assert_in_rel(mean(&t), 1.5, UNIT_SCATTER(0.005));
	assert_in_rel(variance(&t), 2*1.5*1.5/297, UNIT_SCATTER(0.15));
	gw_md_close(&md);
	sample_drop(&m);
}

/* mean pressure of blocks, and its error */
static void
npt_holds(int aniso, const char *spec, double v)
{
	struct sample m = sample_liquid(spec, "A80B20", 120, v, 1, 1000);
	struct gw_md_state st = state_of(&m, GW_NPT, 1, 0.004);
	struct moments p = { 0, 0, 0 }, axis[3] = { { 0, 0, 0 } };
	struct gw_md md;

	st.aniso = aniso;
	st.pressure = 3;
	begin(&md, &st, &m);
	run(&md, 3000);
	for (int k = 0; k < 40; k++) {
		double block[GW_NMEAN], x[3] = { 0, 0, 0 };

		gw_md_forget(&md);
		for (int i = 0; i < 250; i++) {
			run(&md, 1);
			for (int a = 0; a < m.s->dim; a++)
				x[a] += (md.mv2[a] + m.fo->virial[a])/m.s->box.volume/250;
		}
		assert_true(gw_md_means(&md, block));
		add(&p, block[GW_MEAN_PRESSURE]);
		for (int a = 0; a < 3; a++)
			add(&axis[a], x[a]);
	}
	assert_in_tol(mean(&p), 3, 4*sqrt(variance(&p)/39));
	assert_in_tol(mean(&p), 3, 0.1);
	for (int a = 0; aniso && a < m.s->dim; a++)
		assert_in_tol(mean(&axis[a]), 3, 0.2);
	if (m.s->dim == 2) {
		assert_true(m.s->box.h[2][2] == 1);
		for (int i = 0; i < m.s->n; i++)
			assert_true(m.s->x[3*i + 2] == 0 && m.s->v[3*i + 2] == 0);
	}
	gw_md_close(&md);
	sample_drop(&m);
}

static void
npt_holds_the_pressure(void **state)
{
	(void)state;
	npt_holds(0, "ka,shift=force", 1/1.1);
}

static void
npt_holds_the_pressure_of_each_axis(void **state)
{
	(void)state;
	npt_holds(1, "ka,shift=force", 1/1.1);
}

static void
npt_works_in_two_dimensions(void **state)
{
	(void)state;
	npt_holds(0, "ka2d,shift=force", 1/1.0);
}

/* ---- restart, threads ---- */

/* what another process would have: positions, velocities, box, state, anchor */
static void
resume(struct sample *m, struct gw_md *md)
{
	const double (*h)[3], *x0 = gw_force_anchor(m->fo, &h);
	struct gw_force *fresh = gw_force_new(m->pot, -1);
	struct gw_sys *copy = gw_sys_copy(m->s);
	struct gw_md_state st = md->st;
	struct gw_err e = { 0 };

	ok(gw_force_set_anchor(fresh, copy, x0, h, &e), &e);
	gw_md_close(md);
	gw_force_free(m->fo);
	gw_sys_free(m->s);
	m->fo = fresh;
	m->s = copy;
	begin(md, &st, m);
}

static struct gw_sys *
trajectory(enum gw_ensemble ensemble, int aniso, int threads, int cut)
{
	struct sample m = sample_liquid("ka", "A80B20", 300, 1/1.2, 1, 50);
	struct gw_md_state st = state_of(&m, ensemble, 1, 0.005);
	struct gw_sys *end;
	struct gw_md md;

	st.aniso = aniso;
	st.pressure = 4;
	st.ramp.to = 0.7;
	st.ramp.steps = 500;
	omp_set_num_threads(threads);
	begin(&md, &st, &m);
	run(&md, cut);
	if (cut)
		resume(&m, &md);
	run(&md, 400 - cut);
	end = gw_sys_copy(m.s);
	gw_md_close(&md);
	sample_drop(&m);
	omp_set_num_threads(1);
	return end;
}

static void
assert_same_bits(struct gw_sys *a, struct gw_sys *b)
{
	size_t n = 3*(size_t)a->n*sizeof *a->x;

	assert_memory_equal(a->x, b->x, n);
	assert_memory_equal(a->v, b->v, n);
	assert_memory_equal(a->f, b->f, n);
	assert_memory_equal(a->box.h, b->box.h, sizeof a->box.h);
	gw_sys_free(b);
}

static void
cut_runs_and_threads_repeat_the_bits(void **state)
{
	static const enum gw_ensemble ensemble[] = { GW_NVE, GW_NVT, GW_NPT, GW_NPT };

	(void)state;
	for (int k = 0; k < 4; k++) {
		struct gw_sys *whole = trajectory(ensemble[k], k == 3, 1, 0);

		assert_same_bits(whole, trajectory(ensemble[k], k == 3, 1, 137));
		assert_same_bits(whole, trajectory(ensemble[k], k == 3, 1, 13));
		assert_same_bits(whole, trajectory(ensemble[k], k == 3, 2, 0));
		gw_sys_free(whole);
	}
}

/* ---- what makes no sense ---- */

static void
refuse(struct sample *m, const struct gw_md_state *st, int code, const char *say)
{
	struct gw_err e = { 0 };
	struct gw_md md;

	assert_int_equal(gw_md_open(&md, st, m->fo, m->s, &e), -1);
	assert_int_equal(e.code, code);
	assert_non_null(strstr(e.msg, say));
}

static void
nonsense_is_refused(void **state)
{
	struct sample m = sample_liquid("ka", "A80B20", 100, 1/1.2, 1, 10);
	struct gw_md_state st = state_of(&m, GW_NVT, 1, 0.005);
	struct gw_err e = { 0 };
	struct gw_md md;

	(void)state;
	st.dt = 0;
	refuse(&m, &st, GW_USAGE, "time step");
	st = state_of(&m, GW_NVT, -1, 0.005);
	refuse(&m, &st, GW_USAGE, "negative");
	st = state_of(&m, GW_NVT, 0, 0.005);
	refuse(&m, &st, GW_USAGE, "0 K");
	st = state_of(&m, GW_NVT, 1, 0.005);
	st.tau_t = 0.001;
	refuse(&m, &st, GW_USAGE, "relaxation");
	st = state_of(&m, GW_NPT, 1, 0.005);
	m.s->box.pbc[1] = 0;
	refuse(&m, &st, GW_BADDATA, "periodic");
	m.s->box.pbc[1] = 1;
	st = state_of(&m, GW_NVE, 0, 0.005);
	begin(&md, &st, &m);
	m.s->v[3*41] = NAN;
	assert_int_equal(gw_md_run(&md, 5, &e), -1);
	assert_int_equal(e.code, GW_BADDATA);
	assert_non_null(strstr(e.msg, "42"));
	assert_non_null(strstr(e.msg, "step 1"));
	gw_md_close(&md);
	sample_drop(&m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_ramp_is_a_line_between_integers),
		cmocka_unit_test(velocities_have_their_temperature_and_no_drift),
		cmocka_unit_test(nve_is_of_second_order),
		cmocka_unit_test(nvt_conserves_its_extended_energy),
		cmocka_unit_test(npt_conserves_its_extended_energy),
		cmocka_unit_test(a_ramp_keeps_account_of_its_work),
		cmocka_unit_test(nve_does_not_drift_in_cu_zr),
		cmocka_unit_test(nve_does_not_drift_in_lj),
		cmocka_unit_test(a_fast_ramp_to_nothing_stays_finite),
		cmocka_unit_test(nvt_is_canonical),
		cmocka_unit_test(npt_holds_the_pressure),
		cmocka_unit_test(npt_holds_the_pressure_of_each_axis),
		cmocka_unit_test(npt_works_in_two_dimensions),
		cmocka_unit_test(cut_runs_and_threads_repeat_the_bits),
		cmocka_unit_test(nonsense_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
