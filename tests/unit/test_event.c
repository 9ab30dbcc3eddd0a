/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events: displacements, stored and compared, and configurations made of them. */
#include "stream_unit.h"

#include "formats/event.h"

#include <math.h>

static struct gw_frame *
minimum(int n)
{
	struct gw_sys *s = gw_sys_new(n, 1, 3, GW_METAL);
	struct gw_frame *f = gw_frame_new();

	memcpy(s->species, &(struct gw_species){ "Cu", 63.546 }, sizeof *s->species);
	for (int k = 0; k < 3*n; k++)
		s->x[k] = 0.1*k;
	gw_config_write(f, s);
	gw_frame_put(f, "volume", GW_F8, (size_t)n, 0, "A^3", NULL);
	gw_event_minimum(f, json_pack("{s:s}", "search", "0123456789abcdef"));
	gw_frame_set_real(f, "energy", -7);
	gw_frame_set_int(f, "minimum", 3);
	gw_sys_free(s);
	return f;
}

static struct gw_frame *
event(const struct gw_frame *m, int n, double threshold)
{
	const int32_t atom[] = { 1, 2, 4 };
	const double d[] = { 1.5, 0, 0,  0.01, 0, 0,  0, -0.25, 1.0/3 };
	struct gw_frame *f = gw_event_new(m, threshold);
	struct gw_moves moves = { 0 };

	gw_moves_from(&moves, 3, atom, d, threshold);
	gw_moves_put(f, "dsaddle", n, "A", &moves);
	gw_moves_put(f, "dfinal", n, "A", &moves);
	gw_moves_clear(&moves);
	gw_frame_set_real(f, "energy", -7);
	gw_frame_set_real(f, "barrier", 2);
	gw_frame_set_real(f, "reverse", 0.5);
	gw_frame_set_int(f, "from", 3);
	return f;
}

static void
kinds_are_told_apart(void **state)
{
	struct gw_frame *m = minimum(5), *f = event(m, 5, 0.1), *plain = gw_frame_new();
	(void)state;

	assert_int_equal(gw_event_kind(m), GW_EVENT_MINIMUM);
	assert_int_equal(gw_event_kind(f), GW_EVENT_EVENT);
	assert_int_equal(gw_event_kind(plain), GW_EVENT_NONE);
	json_object_set_new(plain->meta, "event", json_integer(3));
	assert_int_equal(gw_event_kind(plain), GW_EVENT_NONE);
	assert_in_tol(gw_event_threshold(f), 0.1, 0);
	assert_true(gw_event_belongs(f, m));
	gw_frame_set_int(f, "from", 4);
	assert_false(gw_event_belongs(f, m));
	gw_frame_free(m);
	gw_frame_free(f);
	gw_frame_free(plain);
}

static void
the_threshold_leaves_out_and_rounds(void **state)
{
	struct gw_frame *m = minimum(5), *f = event(m, 5, 0.1), *exact = event(m, 5, 0);
	struct gw_moves a, b;
	struct gw_err e = { 0 };
	(void)state;

	memset(&a, 0, sizeof a);
	memset(&b, 0, sizeof b);
	assert_int_equal(gw_moves_get(&a, f, "dsaddle", &e), 0);
	assert_int_equal(gw_moves_get(&b, exact, "dsaddle", &e), 0);
	assert_int_equal(a.n, 2);
	assert_int_equal(b.n, 3);
	assert_int_equal(a.atom[1], 4);
	/* 2^-10 is the largest power of two that is at most 0.1/64 */
	assert_in_tol((double)a.d[5], round(1024.0/3)/1024, 0);
	assert_true(b.d[8] == (float)(1.0/3));
	assert_in_tol(gw_moves_distance(&a, &a, 0), 0, 0);
	/* atom 2 is missing: at least its excess over the threshold */
	assert_in_tol(gw_moves_distance(&a, &b, 0.004), hypot(0.006, fabs(round(1024.0/3)/1024 - 1.0/3)), 1e-8);
	assert_in_tol(gw_moves_distance(&b, &a, 0.1), fabs(round(1024.0/3)/1024 - 1.0/3), 1e-8);
	gw_moves_clear(&a);
	assert_int_equal(gw_moves_get(&a, f, "nosuch", &e), 0);
	assert_int_equal(a.n, 0);
	assert_in_tol(gw_moves_distance(&a, &b, 0), sqrt(1.5*1.5 + 0.01*0.01 + 0.25*0.25 + 1.0/9), 1e-7);
	gw_moves_clear(&a);
	gw_moves_clear(&b);
	gw_frame_free(m);
	gw_frame_free(f);
	gw_frame_free(exact);
}

static void
configurations_are_the_minimum_moved(void **state)
{
	static const double energy[] = { -7, -5, -5.5 };
	struct gw_frame *m = minimum(5), *f = event(m, 5, 0);
	struct gw_err e = { 0 };
	(void)state;

	for (int k = 0; k < 3; k++) {
		struct gw_frame *c = gw_event_configuration(m, f, (enum gw_event_place)k, &e);
		struct gw_sys *s;
		double v;

		assert_non_null(c);
		assert_int_equal(gw_event_kind(c), GW_EVENT_NONE);
		assert_null(gw_frame_array(c, "volume"));
		assert_true(gw_frame_get_real(c, "energy", &v));
		assert_in_tol(v, energy[k], 0);
		assert_non_null(s = gw_config_read(c, &e));
		assert_in_tol(s->x[3], 0.3 + (k ? 1.5 : 0), 1e-15);
		assert_in_tol(s->x[0], 0, 0);
		gw_sys_free(s);
		gw_frame_free(c);
	}
	gw_frame_free(m);
	gw_frame_free(f);
}

static void
refused(const struct gw_frame *m, const struct gw_frame *f, const char *why)
{
	struct gw_err e = { 0 };

	assert_null(gw_event_configuration(m, f, GW_EVENT_FINAL, &e));
	assert_int_equal(e.code, GW_BADDATA);
	assert_non_null(strstr(e.msg, why));
}

static void
what_does_not_fit_is_refused(void **state)
{
	struct gw_frame *m = minimum(5), *other = minimum(6), *f = event(m, 5, 0), *none = gw_event_new(m, 0);
	struct gw_err e = { 0 };
	(void)state;

	refused(other, f, "5 atoms behind a minimum of 6");
	refused(m, none, "no saddle");
	refused(none, f, "without positions");
	gw_frame_put(f, "dfinal", GW_F8, 5, 3, "A", NULL);
	refused(m, f, "<f4");
	assert_null(gw_config_read(f, &e));
	assert_non_null(strstr(e.msg, "an event frame has no positions"));
	gw_frame_free(m);
	gw_frame_free(other);
	gw_frame_free(f);
	gw_frame_free(none);
}

int
main(void)
{
	const struct CMUnitTest t[] = {
		cmocka_unit_test(kinds_are_told_apart),
		cmocka_unit_test(the_threshold_leaves_out_and_rounds),
		cmocka_unit_test(configurations_are_the_minimum_moved),
		cmocka_unit_test(what_does_not_fit_is_refused),
	};

	return cmocka_run_group_tests(t, NULL, NULL);
}
