/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saddle searches: a metallic glass with its dense Hessian, what must not change
 * the bits, two dimensions, what goes wrong.
 */
#include "artn_unit.h"
#include "cell/packing.h"

/* ---- a small metallic glass ---- */

static int
start_glass(struct land *l, int n)
{
	struct gw_sys *s = gw_sys_new(n, 2, 3, GW_METAL);
	double side = cbrt(n/0.0566), dmin = 2.1;
	struct gw_err e;

	memset(l, 0, sizeof *l);
	strcpy(s->species[0].name, "Cu");
	strcpy(s->species[1].name, "Zr");
	for (int i = 0; i < n; i++)
		s->type[i] = i % 2;
	gw_box_ortho(&s->box, side, side, side, 3);
	assert_int_equal(gw_box_update(&s->box, &e), 0);
	gw_pack_random(s, &dmin, 3);
	l->b.s = s;
	return settle(l, CU, 1e-9);
}

/* U falls all the way down the gradient from wide + c mode; which minimum is at the end? */
static double
run_down(const struct land *l, const double *wide, const double *mode, double c, const double *target)
{
	size_t n = 3*(size_t)l->b.s->n;
	double *u = gw_alloc(n, sizeof *u), *f = gw_alloc(n, sizeof *f), *v = gw_alloc(n, sizeof *v);
	double de, last = INFINITY, off = 0;
	struct gw_local *all;
	struct gw_err e = { 0 };

	for (size_t k = 0; k < n; k++)
		v[k] = wide[k] + c*mode[k];
	all = all_of(l, v, u);
	for (int step = 0; step < 20000; step++) {
		assert_int_equal(gw_local_eval(all, u, f, &de, &e), 0);
		assert_true(de <= last + 1e-10);
		last = de;
		if (gw_maxabs(n, f) < 2e-3)
			break;
		gw_axpy(n, 0.01, f, u);		/* A^2/eV: below 2 over the largest curvature */
	}
	for (int k = 0; k < all->m; k++)
		for (int i = 0; i < 3; i++)
			off = fmax(off, fabs(u[3*k + i] - target[3*all->atom[k] + i]));
	gw_local_free(all);
	gw_free(v);
	gw_free(f);
	gw_free(u);
	return off;
}

/* the displaced system as a whole */
static struct bench
displaced(const struct land *l, const double *wide)
{
	struct bench b = { .s = gw_sys_copy(l->b.s), .pot = l->b.pot };

	gw_axpy(3*(size_t)b.s->n, 1, wide, b.s->x);
	b.fo = gw_force_new(b.pot, -1);
	return b;
}

static void
forget(struct bench *b)
{
	gw_force_free(b->fo);
	gw_sys_free(b->s);
}

static double
whole_energy(const struct land *l, const double *wide)
{
	struct bench b = displaced(l, wide);
	struct gw_err e = { 0 };
	double u;

	assert_int_equal(gw_force_eval(b.fo, b.s, 0, &e), 0);
	u = b.s->energy;
	forget(&b);
	return u;
}

/*
 * One negative eigenvalue of the whole Hessian.  The gradient's own path has other ends than L-BFGS now and
 * then, where a descent passes several minima: one event of three must have both.
 */
static void
glass_saddles(void **state)
{
	int checked = 0, ends = 0;
	struct land l;

	(void)state;
	if (start_glass(&l, 500) < 0)
		return;
	l.o.region = 7;
	l.o.nstage = 0;
	l.o.polish = 1e-5;
	l.o.wander = 0;
	l.o.ceiling = 6;
	for (int k = 0; k < 100 && checked < 3 && !ends; k++) {
		struct gw_art_event ev = { 0 };

		attempt(&l, l.art, 7*k % l.b.s->n, (uint32_t)k, &ev);
		if (ev.outcome == GW_ART_CONNECTED && ev.agrees) {
			double *wide = widen(&l, &ev.saddle), *end = widen(&l, &ev.end);
			double *mode = gw_alloc(3*(size_t)l.b.s->n, sizeof *mode), *w, *zero, back;

			zero = gw_alloc(3*(size_t)l.b.s->n, sizeof *zero);
			assert_true(ev.fmax <= 1e-5 && ev.fmax_final <= 1e-5);
			assert_in_tol(whole_energy(&l, wide) - l.energy, ev.barrier, 1e-9);
			assert_in_tol(whole_energy(&l, end) - l.energy, ev.final, 1e-9);
			is_saddle(&l, &ev, 3, 1e-5);
			w = spectrum(&l, wide, mode);
			if (gw_dot(3*(size_t)l.b.s->n, mode, wide) < 0)
				for (int i = 0; i < 3*l.b.s->n; i++)
					mode[i] = -mode[i];
			back = run_down(&l, wide, mode, -0.1, zero);
			ends += back < 0.1 && run_down(&l, wide, mode, 0.1, end) < 0.1;
			gw_free(w);
			gw_free(zero);
			gw_free(mode);
			gw_free(end);
			gw_free(wide);
			checked++;
		}
		gw_art_event_clear(&ev);
	}
	assert_int_equal(ends, 1);
	leave(&l);
}

/* how far the minimum below a saddle, 0.2 A from it towards the event's end, is from that end */
static double
leads_to(const struct land *l, const struct gw_art_event *ev)
{
	size_t n = 3*(size_t)l->b.s->n;
	double *wide = widen(l, &ev->saddle), *end = widen(l, &ev->end), off, way;
	struct bench below;

	gw_axpy(n, -1, end, wide);
	way = sqrt(gw_dot(n, wide, wide));
	for (size_t k = 0; k < n; k++)
		wide[k] = end[k] + (1 - 0.2/way)*wide[k];
	below = displaced(l, wide);
	relax(&below, 1e-4);
	gw_axpy(n, -1, l->b.s->x, below.s->x);
	gw_axpy(n, -1, end, below.s->x);
	off = gw_maxabs(n, below.s->x);
	forget(&below);
	gw_free(end);
	gw_free(wide);
	return off;
}

/* Where the whole system does not connect the event, saddle and end still belong together. */
static void
ends_of_others(void **state)
{
	int others = 0, reached = 0;
	struct land l;

	(void)state;
	if (start_glass(&l, 500) < 0)
		return;
	l.o.region = 7;
	l.o.nstage = 0;
	l.o.wander = 0;
	l.o.ceiling = 6;
	for (int k = 0; k < 400 && others < 16; k++) {
		struct gw_art_event ev = { 0 };

		attempt(&l, l.art, 7*k % l.b.s->n, (uint32_t)k, &ev);
		if (ev.outcome == GW_ART_CONNECTED && !ev.agrees) {
			assert_true(ev.reverse > 0);
			reached += leads_to(&l, &ev) < 0.1;
			others++;
		}
		gw_art_event_clear(&ev);
	}
	assert_int_equal(others, 16);
	assert_true(reached >= 10);
	leave(&l);
}

static void
same_event(const struct gw_art_event *a, const struct gw_art_event *b)
{
	struct gw_art_event x = *a, y = *b;

	assert_int_equal(x.saddle.n, y.saddle.n);
	assert_int_equal(x.end.n, y.end.n);
	if (x.saddle.n) {
		assert_memory_equal(x.saddle.atom, y.saddle.atom, x.saddle.n*sizeof *x.saddle.atom);
		assert_memory_equal(x.saddle.d, y.saddle.d, 3*x.saddle.n*sizeof *x.saddle.d);
		assert_memory_equal(x.end.d, y.end.d, 3*x.end.n*sizeof *x.end.d);
	}
	memset(&x.saddle, 0, sizeof x.saddle);
	memset(&x.end, 0, sizeof x.end);
	y.saddle = x.saddle;
	y.end = x.end;
	assert_memory_equal(&x, &y, sizeof x);
}

/* Whatever was done before, in whatever workspace. */
static void
same_bits_in_any_order(void **state)
{
	struct land l;

	(void)state;
	if (start_glass(&l, 160) < 0)
		return;
	l.o.region = 6;
	l.o.nstage = 1;
	l.o.stage[0] = 7;
	l.o.ceiling = 6;
	for (int order = 0; order < 2; order++) {
		struct gw_art *fresh = gw_art_new(l.base, l.b.pot, l.b.s, &l.o);
		struct gw_art_event first = { 0 }, again = { 0 }, between = { 0 };

		attempt(&l, l.art, 30, 3, &first);
		attempt(&l, l.art, 30, 4, &between);
		gw_art_event_clear(&between);
		attempt(&l, l.art, 77, 3, &between);
		attempt(&l, l.art, 30, 3, &again);
		same_event(&first, &again);
		attempt(&l, fresh, 30, 3, &again);
		same_event(&first, &again);
		gw_art_event_clear(&first);
		gw_art_event_clear(&again);
		gw_art_event_clear(&between);
		gw_art_free(fresh);
	}
	leave(&l);
}

/* What never moved is not there; a region holds what it says. */
static void
region_only(void **state)
{
	struct land l;
	int connected = 0;

	(void)state;
	if (start_glass(&l, 160) < 0)
		return;
	l.o.region = 6;
	l.o.nstage = 0;
	l.o.final = GW_ART_REGION;
	l.o.ceiling = 6;
	for (int k = 0; k < 8; k++) {
		struct gw_art_event ev = { 0 };

		attempt(&l, l.art, 5 + 15*k, 0, &ev);
		assert_int_equal(ev.whole, 0);
		if (ev.outcome == GW_ART_CONNECTED) {
			double *wide = widen(&l, &ev.saddle);

			assert_in_tol(whole_energy(&l, wide) - l.energy, ev.barrier, 1e-9);
			assert_true(ev.mobile < l.b.s->n && ev.saddle.n <= ev.mobile);
			assert_in_tol(ev.region, 6, 0);
			assert_true(ev.fmax <= l.o.stage_tol);
			gw_free(wide);
			connected++;
		}
		gw_art_event_clear(&ev);
	}
	assert_true(connected > 0);
	leave(&l);
}

/* ---- two dimensions ---- */

static void
flat(void **state)
{
	int found = 0;
	struct land l = { 0 };
	struct gw_sys *s = gw_sys_new(100, 2, 2, GW_LJ);
	double dmin = 0.8;
	struct gw_err e;

	(void)state;
	strcpy(s->species[0].name, "A");
	strcpy(s->species[1].name, "B");
	for (int i = 0; i < 100; i++)
		s->type[i] = i % 3 == 0;
	gw_box_ortho(&s->box, 9.3, 9.3, 1, 2);
	assert_int_equal(gw_box_update(&s->box, &e), 0);
	gw_pack_random(s, &dmin, 5);
	l.b.s = s;
	assert_int_equal(settle(&l, "ka2d,shift=c2", 1e-10), 0);
	l.o.region = 0;
	l.o.ceiling = 50;
	l.o.polish = 1e-5;
	for (uint32_t k = 0; k < 12; k++) {
		struct gw_art_event ev = { 0 };

		attempt(&l, l.art, (int)(8*k), k, &ev);
		for (int i = 0; i < ev.saddle.n; i++)
			assert_true(ev.saddle.d[3*i + 2] == 0);
		found += ev.outcome == GW_ART_CONNECTED;
		gw_art_event_clear(&ev);
	}
	assert_true(found > 0);
	leave(&l);
}

/* ---- what goes wrong ---- */

/* A potential that gives up after a number of evaluations; the test's own way to make one fail. */
struct brittle {
	struct gw_pot pot;		/* first: the potential's eval finds the rest behind it */
	struct gw_pot_type type;
	const struct gw_pot *sound;
	int left;
};

static int
brittle_eval(const struct gw_pot *p, struct gw_eval *v, struct gw_err *e)
{
	struct brittle *b = (struct brittle *)(uintptr_t)p;

	if (b->left-- <= 0)
		return gw_fail(e, GW_BADDATA, "gave up");
	return b->sound->type->eval(b->sound, v, e);
}

static void
failing_potential(void **state)
{
	struct brittle b = { 0 };
	struct gw_art_event ev = { 0 };
	struct gw_err e = { 0 };
	struct gw_local_base *base;
	struct gw_art *art;
	struct land l;

	(void)state;
	start_cluster(&l, 7);
	b.pot = *l.b.pot;
	b.type = *l.b.pot->type;
	b.type.eval = brittle_eval;
	b.type.perturb = NULL;
	b.type.local = NULL;
	b.pot.type = &b.type;
	b.sound = l.b.pot;
	b.left = 1000000;
	base = gw_local_base_new(&b.pot, l.b.s, &e);
	assert_non_null(base);
	art = gw_art_new(base, &b.pot, l.b.s, &l.o);
	attempt(&l, art, 0, 0, &ev);
	assert_string_not_equal(ev.why, "the potential failed");
	b.left = 40;
	attempt(&l, art, 0, 0, &ev);
	assert_int_equal(ev.outcome, GW_ART_LOST);
	assert_string_equal(ev.why, "the potential failed");
	b.left = 1000000;		/* the run goes on */
	attempt(&l, art, 0, 0, &ev);
	assert_string_not_equal(ev.why, "the potential failed");
	gw_art_event_clear(&ev);
	gw_art_free(art);
	gw_local_base_free(base);
	leave(&l);
}

static void
bad_requests(void **state)
{
	struct gw_art_event ev = { 0 };
	struct gw_err e = { 0 };
	struct gw_art_opt o;
	struct land l;

	(void)state;
	start_cluster(&l, 7);
	assert_int_equal(gw_art_check(&l.o, &e), 0);
	assert_int_equal(gw_art_attempt(l.art, 7, 1, 0, &ev, &e), -1);
	assert_int_equal(e.code, GW_USAGE);
	assert_int_equal(gw_art_attempt(l.art, -1, 1, 0, &ev, &e), -1);
	l.o.cluster = 0.5;
	assert_int_equal(gw_art_attempt(l.art, 0, 1, 0, &ev, &e), -1);
	assert_int_equal(e.code, GW_USAGE);
	assert_non_null(strstr(e.msg, "nothing to push"));
	l.o.cluster = 1.45;
	l.o.max_evals = 20;
	assert_int_equal(gw_art_attempt(l.art, 0, 1, 0, &ev, &e), 0);
	assert_int_equal(ev.outcome, GW_ART_EXHAUSTED);
	assert_int_equal(ev.evals, 20);
	l.o.max_evals = 3000;
	l.o.ceiling = 0.01;
	assert_int_equal(gw_art_attempt(l.art, 0, 1, 0, &ev, &e), 0);
	assert_int_equal(ev.outcome, GW_ART_TOO_HIGH);
	gw_art_event_clear(&ev);
	for (int unit = 0; unit < 2; unit++) {
		gw_art_defaults(&o, unit ? GW_LJ : GW_METAL);
		assert_int_equal(gw_art_check(&o, &e), 0);
	}
	o.lambda_leave = 0.1;
	assert_int_equal(gw_art_check(&o, &e), -1);
	gw_art_defaults(&o, GW_METAL);
	o.stage[1] = 14;
	assert_int_equal(gw_art_check(&o, &e), -1);
	gw_art_defaults(&o, GW_METAL);
	o.polish = NAN;
	assert_int_equal(gw_art_check(&o, &e), -1);
	leave(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(glass_saddles),
		cmocka_unit_test(ends_of_others),
		cmocka_unit_test(same_bits_in_any_order),
		cmocka_unit_test(region_only),
		cmocka_unit_test(flat),
		cmocka_unit_test(failing_potential),
		cmocka_unit_test(bad_requests),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
