/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checkpoints: what goes into a frame comes out with all its bits. */
#include "formats/checkpoint.h"
#include "formats/config.h"
#include "motion.h"

/* a run under way whose state has no zeros */
static struct gw_md
under_way(struct sample *m)
{
	struct gw_md_state st;
	struct gw_err e = { 0 };
	struct gw_md md;

	gw_md_defaults(&st, GW_LJ);
	st.ensemble = GW_NPT;
	st.aniso = 1;
	st.pressure = 1/3.0;
	st.step = st.step0 = (int64_t)1 << 40;
	st.time0 = 0.1;
	st.ramp = (struct gw_ramp){ 1, 0.3, 0.01/3, st.step, 1000 };
	ok(gw_md_open(&md, &st, m->fo, m->s, &e), &e);
	ok(gw_md_run(&md, 7, &e), &e);
	return md;
}

/* through the text that a file holds */
static struct gw_frame *
through_text(const struct gw_frame *f)
{
	char *text = json_dumps(f->meta, JSON_COMPACT | JSON_REAL_PRECISION(17));
	struct gw_frame *g = gw_frame_copy(f);

	json_decref(g->meta);
	g->meta = json_loads(text, 0, NULL);
	assert_non_null(g->meta);
	free(text);
	return g;
}

static void
a_state_goes_round(void **state)
{
	struct sample m = sample_liquid("ka", "A80B20", 120, 1/1.2, 1, 20);
	struct gw_md md = under_way(&m);
	struct gw_frame *f = gw_frame_new(), *g;
	struct gw_md_state got = { 0 };
	struct gw_err e = { 0 };
	const double (*h)[3];

	(void)state;
	gw_config_write(f, m.s);
	gw_checkpoint_write(f, &md);
	g = through_text(f);
	assert_int_equal(gw_checkpoint_read(g, &got, &e), 1);
	assert_memory_equal(&got.part, &md.st.part, sizeof got.part);
	assert_memory_equal(&got.baro, &md.st.baro, sizeof got.baro);
	assert_memory_equal(&got.ramp, &md.st.ramp, sizeof got.ramp);
	assert_memory_equal(got.ve, md.st.ve, sizeof got.ve);
	assert_memory_equal(got.sum, md.st.sum, sizeof got.sum);
	assert_true(got.ensemble == GW_NPT && got.aniso && got.nsum == 7);
	assert_true(got.dt == md.st.dt && got.tau_t == md.st.tau_t && got.tau_p == md.st.tau_p);
	assert_true(got.step == md.st.step && got.step0 == md.st.step0 && got.time0 == md.st.time0);
	assert_true(got.pressure == md.st.pressure && got.work == md.st.work && got.work != 0);

	struct gw_force *fo = gw_force_new(m.pot, 5);
	ok(gw_checkpoint_anchor(g, m.s, fo, &e), &e);
	assert_true(fo->skin == m.fo->skin);
	assert_memory_equal(gw_force_anchor(fo, &h), gw_force_anchor(m.fo, &h),
		3*120*sizeof(double));
	gw_force_free(fo);
	gw_frame_free(f);
	gw_frame_free(g);
	gw_md_close(&md);
	sample_drop(&m);
}

static void
a_plain_frame_gives_its_clock(void **state)
{
	struct gw_frame *f = gw_frame_new();
	struct gw_md_state st;
	struct gw_err e = { 0 };

	(void)state;
	gw_md_defaults(&st, GW_METAL);
	gw_frame_set_int(f, "step", 500);
	gw_frame_set_real(f, "time", 1.25);
	assert_int_equal(gw_checkpoint_read(f, &st, &e), 0);
	assert_true(st.step == 500 && st.step0 == 500 && st.time0 == 1.25 && st.dt == 0.002);
	gw_frame_free(f);
}

static void
dropping_leaves_no_trace(void **state)
{
	struct sample m = sample_liquid("ka", "A80B20", 120, 1/1.2, 1, 20);
	struct gw_md md = under_way(&m);
	struct gw_frame *f = gw_frame_new();
	double v;

	(void)state;
	gw_checkpoint_write(f, &md);
	gw_frame_set_real(f, "temperature", 1);
	gw_frame_set_real(f, "strain", 0.1);
	gw_checkpoint_drop(f);
	assert_null(json_object_get(f->meta, "md"));
	assert_null(gw_frame_array(f, "list_pos"));
	assert_false(gw_frame_get_real(f, "temperature", &v));
	assert_true(gw_frame_get_real(f, "strain", &v));
	gw_frame_free(f);
	gw_md_close(&md);
	sample_drop(&m);
}

/* every member of meta.md, taken away or made a word, is missed */
static void
damage_is_found(void **state)
{
	static const char *const key[] = { "ensemble", "barostat", "dt", "tau_t", "tau_p",
		"pressure", "step", "step0", "time0", "ramp", "chain", "box_chain", "strain_rate",
		"work", "sum", "nsum" };
	struct sample m = sample_liquid("ka", "A80B20", 120, 1/1.2, 1, 20);
	struct gw_md md = under_way(&m);
	struct gw_frame *f = gw_frame_new();

	(void)state;
	for (size_t k = 0; k < 2*sizeof key/sizeof *key; k++) {
		struct gw_md_state st = { 0 };
		struct gw_err e = { 0 };
		json_t *o;

		gw_checkpoint_write(f, &md);
		o = json_object_get(f->meta, "md");
		if (k % 2)
			json_object_del(o, key[k/2]);
		else
			json_object_set_new(o, key[k/2], k/2 == 1 ? json_integer(1) : json_string("x"));
		if (gw_checkpoint_read(f, &st, &e) != -1)
			fail_msg("%s: damage was not seen", key[k/2]);
		assert_int_equal(e.code, GW_BADDATA);
	}
	gw_frame_free(f);
	gw_md_close(&md);
	sample_drop(&m);
}

/* an anchor of other atoms is not taken, and not an error */
static void
a_foreign_anchor_is_ignored(void **state)
{
	struct sample m = sample_liquid("ka", "A80B20", 120, 1/1.2, 1, 20);
	struct gw_md md = under_way(&m);
	struct gw_frame *f = gw_frame_new();
	struct gw_err e = { 0 };
	const double (*h)[3];

	(void)state;
	gw_checkpoint_write(f, &md);
	gw_frame_put(f, "list_pos", GW_F8, 119, 3, "", NULL);
	ok(gw_checkpoint_anchor(f, m.s, m.fo, &e), &e);
	assert_null(gw_force_anchor(m.fo, &h));
	gw_frame_free(f);
	gw_md_close(&md);
	sample_drop(&m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_state_goes_round),
		cmocka_unit_test(a_plain_frame_gives_its_clock),
		cmocka_unit_test(dropping_leaves_no_trace),
		cmocka_unit_test(damage_is_found),
		cmocka_unit_test(a_foreign_anchor_is_ignored),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
