/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames to systems and back. */
#include "stream_unit.h"

#include <math.h>

static struct gw_sys *
some_sys(int n)
{
	struct gw_sys *s = gw_sys_new(n, 2, 3, GW_METAL);

	memcpy(s->species, (struct gw_species[2]){ { "Cu", 63.546 }, { "Zr", 91.224 } },
	    2*sizeof *s->species);
	memcpy(s->box.h, (double[3][3]){ { 10, 0, 0 }, { 1, 11, 0 }, { 2, 3, 12 } }, sizeof s->box.h);
	s->box.origin[1] = -0.1;
	s->box.pbc[2] = 0;
	gw_sys_need_v(s);
	for (int k = 0; k < 3*n; k++) {
		s->x[k] = 0.1*k - 40;
		s->v[k] = -1e-3*k;
	}
	for (int k = 0; k < n; k++) {
		s->type[k] = k % 2;
		s->id[k] = n - k;
	}
	return s;
}

static void
assert_same(const struct gw_sys *a, const struct gw_sys *b)
{
	size_t n = (size_t)a->n;

	assert_int_equal(a->n, b->n);
	assert_int_equal(a->dim, b->dim);
	assert_int_equal(a->units, b->units);
	assert_int_equal(a->nspecies, b->nspecies);
	for (int k = 0; k < a->nspecies; k++) {
		assert_string_equal(a->species[k].name, b->species[k].name);
		assert_in_tol(a->species[k].mass, b->species[k].mass, 0);
	}
	assert_memory_equal(a->box.h, b->box.h, sizeof a->box.h);
	assert_memory_equal(a->box.origin, b->box.origin, sizeof a->box.origin);
	assert_memory_equal(a->box.pbc, b->box.pbc, sizeof a->box.pbc);
	assert_memory_equal(a->x, b->x, 3*n*sizeof *a->x);
	assert_memory_equal(a->type, b->type, n*sizeof *a->type);
	assert_memory_equal(a->id, b->id, n*sizeof *a->id);
	assert_int_equal(a->v == NULL, b->v == NULL);
	if (a->v)
		assert_memory_equal(a->v, b->v, 3*n*sizeof *a->v);
}

static void
systems_go_round(void **state)
{
	static const int n[] = { 0, 1, 50 };
	struct gw_err e = { 0 };
	(void)state;

	for (size_t k = 0; k < sizeof n/sizeof *n; k++) {
		struct gw_sys *s = some_sys(n[k]), *t;
		struct gw_frame *f = gw_frame_new();

		gw_config_write(f, s);
		assert_int_equal(gw_frame_array(f, "type")->dtype, GW_U1);
		assert_int_equal(gw_frame_array(f, "id")->dtype, GW_I4);
		t = gw_config_read(f, &e);
		assert_non_null(t);
		assert_same(s, t);
		gw_frame_free(f);
		gw_sys_free(s);
		gw_sys_free(t);
	}
}

static void
large_ids_and_many_species_go_round(void **state)
{
	struct gw_sys *s = gw_sys_new(300, 300, 2, GW_LJ), *t;
	struct gw_frame *f = gw_frame_new();
	struct gw_err e = { 0 };
	(void)state;

	gw_box_ortho(&s->box, 5, 6, 1, 2);
	for (int k = 0; k < 300; k++) {
		snprintf(s->species[k].name, sizeof s->species[k].name, "S%d", k);
		s->species[k].mass = 1 + k;
		s->type[k] = k;
	}
	s->id[17] = INT64_C(1) << 40;
	gw_config_write(f, s);
	assert_int_equal(gw_frame_array(f, "type")->dtype, GW_I4);
	assert_int_equal(gw_frame_array(f, "id")->dtype, GW_I8);
	t = gw_config_read(f, &e);
	assert_non_null(t);
	assert_same(s, t);
	gw_frame_free(f);
	gw_sys_free(s);
	gw_sys_free(t);
}

static void
what_is_not_given_has_a_default(void **state)
{
	struct gw_sys *s = some_sys(4), *t;
	struct gw_frame *f = gw_frame_new();
	struct gw_err e = { 0 };
	float x[12] = { 0.5f };
	(void)state;

	gw_config_write(f, s);
	gw_frame_drop(f, "id");
	gw_frame_drop(f, "vel");
	gw_frame_put(f, "pos", GW_F4, 4, 3, "A", x);
	gw_frame_put(f, "type", GW_I8, 4, 0, "", (int64_t[]){ 1, 0, 1, 1 });
	json_object_del(json_array_get(json_object_get(f->meta, "species"), 0), "mass");
	json_object_del(f->meta, "dimension");
	t = gw_config_read(f, &e);
	assert_non_null(t);
	assert_null(t->v);
	assert_int_equal(t->id[3], 4);
	assert_int_equal(t->type[0], 1);
	assert_int_equal(t->dim, 3);
	assert_in_tol(t->x[0], 0.5, 0);
	assert_in_tol(t->species[0].mass, gw_mass("Cu"), 0);
	gw_frame_free(f);
	gw_sys_free(s);
	gw_sys_free(t);
}

/* Writing keeps what it does not know, and drops velocities that are gone. */
static void
the_rest_of_the_frame_stays(void **state)
{
	struct gw_sys *s = some_sys(4);
	struct gw_frame *f = gw_frame_new();
	json_t *box;
	(void)state;

	gw_config_write(f, s);
	gw_frame_put(f, "voronoi", GW_I2, 4, 8, "", NULL);
	json_object_set_new(f->meta, "mood", json_string("good"));
	box = json_object_get(f->meta, "box");
	json_object_set_new(box, "note", json_integer(5));
	json_object_set_new(json_array_get(json_object_get(f->meta, "species"), 1), "radius",
	    json_real(1.6));
	gw_free(s->v);
	s->v = NULL;
	gw_config_write(f, s);
	assert_non_null(gw_frame_array(f, "voronoi"));
	assert_null(gw_frame_array(f, "vel"));
	assert_string_equal(json_string_value(json_object_get(f->meta, "mood")), "good");
	assert_int_equal(json_integer_value(json_object_get(json_object_get(f->meta, "box"), "note")), 5);
	assert_in_tol(json_real_value(json_object_get(json_array_get(json_object_get(f->meta,
	    "species"), 1), "radius")), 1.6, 0);
	gw_frame_free(f);
	gw_sys_free(s);
}

static void
provenance_grows(void **state)
{
	struct gw_frame *f = gw_frame_new();
	char *argv[] = { "/usr/libexec/glassworks/minimize", "--ftol", "1e-8", "\xff.tgz" };
	json_t *list, *last;
	(void)state;

	gw_config_provenance(f, "liquid", "0.1.0", 1, (char *[]){ "liquid" }, 7);
	gw_config_provenance(f, "minimize", "0.1.0", 4, argv, 1);
	list = json_object_get(f->meta, "provenance");
	assert_int_equal(json_array_size(list), 2);
	last = json_array_get(list, 1);
	assert_string_equal(json_string_value(json_object_get(last, "program")), "minimize");
	assert_int_equal(json_integer_value(json_object_get(json_array_get(list, 0), "seed")), 7);
	last = json_object_get(last, "argv");
	assert_string_equal(json_string_value(json_array_get(last, 0)), "minimize");
	assert_string_equal(json_string_value(json_array_get(last, 3)), "?.tgz");
	gw_frame_free(f);
}

/* ---- what is refused ---- */

/* The 7th frame of in.tgz, changed by hand: reading it must fail and say this. */
static struct gw_frame *
changed(void)
{
	struct gw_sys *s = some_sys(4);
	struct gw_frame *f = gw_frame_new();

	gw_config_write(f, s);
	gw_sys_free(s);
	f->number = 7;
	f->source = "in.tgz";
	return f;
}

static void
refused(struct gw_frame *f, const char *says)
{
	struct gw_err e = { 0 };

	assert_null(gw_config_read(f, &e));
	assert_int_equal(e.code, GW_BADDATA);
	if (!strstr(e.msg, says))
		print_error("\"%s\" does not say \"%s\"\n", e.msg, says);
	assert_non_null(strstr(e.msg, says));
	assert_non_null(strstr(e.msg, "in.tgz: frame 7: "));
	gw_frame_free(f);
}

static void
wrong_arrays_are_refused(void **state)
{
	struct gw_frame *f;
	(void)state;

	f = changed(), gw_frame_drop(f, "pos");
	refused(f, "no array pos");
	f = changed(), gw_frame_drop(f, "type");
	refused(f, "no array type");
	f = changed(), gw_frame_put(f, "pos", GW_F8, 4, 2, "", NULL);
	refused(f, "array pos does not have 4 rows of 3");
	f = changed(), gw_frame_put(f, "pos", GW_I4, 4, 3, "", NULL);
	refused(f, "array pos holds integers");
	f = changed(), gw_frame_put(f, "type", GW_U1, 5, 0, "", NULL);
	refused(f, "array type does not have 4 rows");
	f = changed(), gw_frame_put(f, "vel", GW_F8, 3, 3, "", NULL);
	refused(f, "array vel does not have 4 rows");
	f = changed(), gw_frame_put(f, "id", GW_F8, 4, 0, "", NULL);
	refused(f, "array id must hold integers");
}

static void
wrong_atoms_are_named(void **state)
{
	struct gw_frame *f;
	(void)state;

	f = changed(), ((double *)gw_frame_array(f, "pos")->data)[3*1 + 2] = NAN;
	refused(f, "atom 3: its position is not finite");
	f = changed(), ((double *)gw_frame_array(f, "vel")->data)[0] = INFINITY;
	refused(f, "atom 4: its velocity is not finite");
	f = changed(), ((uint8_t *)gw_frame_array(f, "type")->data)[3] = 2;
	refused(f, "atom 1: type 2, but there are 2 species");
	f = changed(), ((int32_t *)gw_frame_array(f, "id")->data)[0] = 1;
	refused(f, "atom 1: its id is there twice");
	f = changed(), ((int32_t *)gw_frame_array(f, "id")->data)[2] = 0;
	refused(f, "row 3: id 0 is not positive");
}

static void
wrong_meta_is_refused(void **state)
{
	struct gw_frame *f;
	json_t *row;
	(void)state;

	f = changed(), json_object_set_new(f->meta, "units", json_string("real"));
	refused(f, "units \"real\"");
	f = changed(), json_object_del(f->meta, "units");
	refused(f, "units");
	f = changed(), json_object_set_new(f->meta, "dimension", json_integer(4));
	refused(f, "dimension");
	f = changed(), json_object_del(f->meta, "box");
	refused(f, "no box");
	f = changed(), json_object_del(json_object_get(f->meta, "box"), "pbc");
	refused(f, "box.pbc");
	f = changed(), json_object_del(f->meta, "species");
	refused(f, "no species");
	f = changed(), row = json_array_get(json_object_get(f->meta, "species"), 1);
	json_object_set_new(row, "name", json_string("Cu"));
	refused(f, "two species are called Cu");
	f = changed(), row = json_array_get(json_object_get(f->meta, "species"), 1);
	json_object_set_new(row, "name", json_string("a name that is too long"));
	refused(f, "species 1 has no name");
	f = changed(), row = json_array_get(json_object_get(f->meta, "species"), 1);
	json_object_set_new(row, "mass", json_real(-1));
	refused(f, "species Zr: its mass");
	f = changed(), row = json_array_get(json_object_get(json_object_get(f->meta, "box"), "h"), 2);
	json_array_set_new(row, 2, json_integer(0));
	refused(f, "box");
}

int
main(void)
{
	const struct CMUnitTest t[] = {
		cmocka_unit_test(systems_go_round),
		cmocka_unit_test(large_ids_and_many_species_go_round),
		cmocka_unit_test(what_is_not_given_has_a_default),
		cmocka_unit_test(the_rest_of_the_frame_stays),
		cmocka_unit_test(provenance_grows),
		cmocka_unit_test(wrong_arrays_are_refused),
		cmocka_unit_test(wrong_atoms_are_named),
		cmocka_unit_test(wrong_meta_is_refused),
	};

	return cmocka_run_group_tests(t, NULL, NULL);
}
