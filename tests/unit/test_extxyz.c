/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Extended XYZ: files as ASE and OVITO write them, ours there and back, wrong ones. */
#include "base/mem.h"
#include "formats/config.h"
#include "formats/extxyz.h"
#include "unit.h"

#include <math.h>
#include <string.h>

/* ASE's unit of time in ps: 1/(1000 ase.units.fs) */
#define ASE_TIME (1e-3/0.09822694788464063)

static struct gw_sys *
xyz(const char *text, const struct gw_extxyz_opt *o, struct gw_frame *f,
	struct gw_extxyz_seen *seen, struct gw_err *e)
{
	struct gw_text *t = gw_text_memory("x.xyz", text, strlen(text));
	struct gw_sys *s;

	memset(e, 0, sizeof *e);
	gw_extxyz_read(t, o, &s, f, seen, e);
	gw_text_close(t);
	return s;
}

static double
scalar(const struct gw_frame *f, const char *key)
{
	double v = NAN;

	gw_frame_get_real(f, key, &v);
	return v;
}

static const char *
word(const struct gw_frame *f, const char *key)
{
	const char *s = json_string_value(json_object_get(json_object_get(f->meta, "scalars"), key));

	return s ? s : "";
}

/* Pieces of files as ase.io.write makes them. */
static void
ase_files_are_read(void **state)
{
	struct gw_extxyz_opt o = { 0 };
	struct gw_extxyz_seen seen;
	struct gw_frame *f = gw_frame_new();
	struct gw_err e;
	struct gw_sys *s = xyz("3\n"
	    "Lattice=\"3.6 0.0 0.0 0.1 3.6 0.0 0.0 0.2 3.6\" Properties=species:S:1:pos:R:3:"
	    "momenta:R:3:forces:R:3:tags:I:1:flag:L:1:label:S:1 energy=-1.5 "
	    "stress=\"1 2 3 2 4 5 3 5 6\" name=\"a \\\"b\\\" c\" n=7 x=1e3 flag free "
	    "v={1 2 3} m=[[1,2],[3,4]] pbc=\"T F T\"\n"
	    "Zr 0.00000000 0.0 0.0 1.0 0.0 0.0 1 2 3 5 T w\n"
	    "Cu 1.8 1.8 0.0 0.0 2.0 0.0 4 5 6 6 F w\n"
	    "Zr 1.8 0.0 1.8 0.0 0.0 3.0 7 8 9 7 T w\n", &o, f, &seen, &e);
	const double *a;

	(void)state;
	if (!s)
		fail_msg("%s", e.msg);
	assert_string_equal(s->species[0].name, "Zr");
	assert_string_equal(s->species[1].name, "Cu");
	assert_int_equal(s->type[1], 1);
	assert_true(s->box.h[1][0] == 0.1 && s->box.h[2][1] == 0.2);
	assert_true(s->box.pbc[0] && !s->box.pbc[1] && s->box.pbc[2]);
	assert_in_rel(s->v[0], 1/91.224/ASE_TIME, 1e-8);
	assert_in_rel(s->v[4], 2/63.546/ASE_TIME, 1e-8);
	a = gw_frame_array(f, "force")->data;
	assert_true(a[0] == 1 && a[8] == 9);
	assert_int_equal(gw_frame_array(f, "tags")->dtype, GW_I4);
	assert_int_equal(((int32_t *)gw_frame_array(f, "tags")->data)[2], 7);
	assert_int_equal(gw_frame_array(f, "flag")->dtype, GW_U1);
	assert_null(gw_frame_array(f, "label"));
	assert_string_equal(seen.note, "column label holds words: left out");
	assert_true(scalar(f, "energy") == -1.5 && scalar(f, "stress_xx") == 1 &&
	    scalar(f, "stress_yy") == 4 && scalar(f, "stress_zz") == 6 && scalar(f, "stress_xy") == 2 &&
	    scalar(f, "stress_xz") == 3 && scalar(f, "stress_yz") == 5);
	assert_true(scalar(f, "n") == 7 && scalar(f, "x") == 1000 && scalar(f, "free") == 1);
	assert_string_equal(word(f, "name"), "a \"b\" c");
	assert_string_equal(word(f, "v"), "1 2 3");
	assert_string_equal(word(f, "m"), "[1,2],[3,4]");
	gw_sys_free(s);
	gw_frame_free(f);
}

static void
other_ways_to_say_it(void **state)
{
	static const char *const zrcu[] = { "Cu", "Zr" };
	struct gw_extxyz_opt none = { 0 }, order = { .nspecies = 2, .species = zrcu };
	struct gw_extxyz_opt lj = { .units = "lj" };
	struct gw_extxyz_seen seen;
	struct gw_err e;
	struct gw_sys *s;

	(void)state;
	/* no Properties, no pbc; blanks around '='; CRLF */
	s = xyz("1\r\nLattice = \"2 0 0 0 2 0 0 0 2\"\r\nZr 1 1 1\r\n", &order, NULL, &seen, &e);
	assert_non_null(s);
	assert_int_equal(s->type[0], 1);
	assert_true(s->box.pbc[0] && s->box.pbc[1] && s->box.pbc[2]);
	assert_null(s->v);
	gw_sys_free(s);
	s = xyz("2\nLattice=\"2 0 0 0 2 0 0 0 2\" Properties=id:I:1:Z:I:1:pos:R:3:velo:R:3\n"
	    "9 29 1 1 1 4 5 6\n3 29 0 0 0 1 2 3\n", &none, NULL, &seen, &e);
	assert_non_null(s);
	assert_true(s->id[0] == 3 && s->id[1] == 9 && s->v[5] == 6 && s->v[0] == 1);
	assert_string_equal(s->species[0].name, "Cu");
	gw_sys_free(s);
	s = xyz("2\nLattice=\"2 0 0 0 2 0 0 0 2\"\nP 1 1 1\nNi 0 0 0\n", &lj, NULL, &seen, &e);
	assert_non_null(s);
	assert_string_equal(s->species[0].name, "B");
	assert_string_equal(s->species[1].name, "A");
	assert_true(s->species[0].mass == 1);
	gw_sys_free(s);
}

#define LAT "Lattice=\"9 0 0 0 9 0 0 0 9\" "

static void
wrong_files_are_refused(void **state)
{
	static const struct { const char *text, *says; } wrong[] = {
		{ "x\n", "x.xyz:1: 'x' where a number of atoms should be" },
		{ "-1\n", "'-1' where" },
		{ "1\n", "ends before the second line" },
		{ "1\nplain xyz file\nCu 0 0 0\n", "x.xyz:2: no Lattice" },
		{ "1\n" LAT "name=\"open\nCu 0 0 0\n", "not closed" },
		{ "1\nLattice=\"1 2 3\"\nCu 0 0 0\n", "no Lattice" },
		{ "1\nLattice=\"1 0 0 2 0 0 0 0 1\"\nCu 0 0 0\n", "x.xyz:2: box: its volume is 0" },
		{ "2\n" LAT "\nCu 0 0 0\n", "ends after 1 of 2 atoms: is it cut?" },
		{ "1\n" LAT "\nCu 0 0\n", "x.xyz:3: 3 columns where Properties has 4" },
		{ "1\n" LAT "\nCu 0 nan 0\n", "pos: 'nan' is not a finite number" },
		{ "1\n" LAT "\nCu 0 0 0\nCu 1 1 1\n", "" },	/* the first frame is good */
		{ "1\n" LAT "Properties=species:S:1:pos:R:2\nCu 0 0\n", "no pos:R:3" },
		{ "1\n" LAT "Properties=species:Q:1:pos:R:3\nCu 0 0 0\n", "'species' is not name:S|I|R|L:count" },
		{ "1\n" LAT "Properties=pos:R:3\n0 0 0\n", "no species:S:1" },
		{ "1\n" LAT "Properties=pos:R:3:pos:R:3:species:S:1\n0 0 0 0 0 0 Cu\n", "pos is there twice" },
		{ "1\n" LAT "Properties=species:S:1:pos:R:3:n:I:1\nCu 0 0 0 1.5\n", "n '1.5' is not an integer" },
		{ "1\n" LAT "Properties=species:S:1:pos:R:3:n:I:99999\nCu 0 0 0\n", "'n' is not name" },
		{ "1\n" LAT "\nQq 0 0 0\n", "nothing says what type 1 is" },
		{ "1\n" LAT "pbc=\"T T\"\nCu 0 0 0\n", "pbc is not three" },
		{ "1\n" LAT "gw_units=real\nCu 0 0 0\n", "units 'real' are neither" },
		{ "2\n" LAT "Properties=species:S:1:pos:R:3:id:I:1\nCu 0 0 0 4\nCu 1 1 1 4\n",
		  "x.xyz:1: the frame that starts here: atom 4 occurs twice" },
		{ "1\n" LAT "Properties=species:S:1:pos:R:3:id:I:1\nCu 0 0 0 0\n", "its id is below 1" },
		{ "1\n" LAT "gw_species=\"A B\" gw_units=lj Properties=species:S:1:pos:R:3:type:I:1\n"
		  "Ni 0 0 0 2\n", "type 2, but there are 2 species" },
		{ "1\n" LAT "gw_species=\"A\" gw_mass=\"1 2\" gw_units=lj\nNi 0 0 0\n", "not one number for each" },
		{ "1\n" LAT "gw_species=\"A\" gw_mass=\"-1\" gw_units=lj\nNi 0 0 0\n", "the mass of A is -1" },
		{ "1\n" LAT "gw_species=\"Cu\"\nZr 0 0 0\n", "species 'Zr' is none of those given" },
	};
	struct gw_extxyz_opt o = { 0 };
	struct gw_extxyz_seen seen;
	struct gw_err e;

	(void)state;
	for (size_t k = 0; k < sizeof wrong/sizeof *wrong; k++) {
		struct gw_sys *s = xyz(wrong[k].text, &o, NULL, &seen, &e);

		if (!s == !*wrong[k].says)
			fail_msg("case %zu: %s", k, s ? "passes" : e.msg);
		if (!s)
			assert_int_equal(e.code, GW_BADDATA);
		if (!s && !strstr(e.msg, wrong[k].says))
			fail_msg("case %zu: '%s' does not say '%s'", k, e.msg, wrong[k].says);
		gw_sys_free(s);
	}
}

/* A Kob-Andersen frame with everything a frame can have. */
static struct gw_sys *
full_sys(struct gw_frame *f)
{
	static const int32_t number[4] = { 1, -2, 3, INT32_MAX };
	static const int64_t large[4] = { 1, 1LL << 40, 3, 4 };
	static const float single[4] = { 0.1f, 1e-30f, 3, 4 };
	struct gw_sys *s = gw_sys_new(4, 2, 3, GW_LJ);
	struct gw_err e;

	strcpy(s->species[0].name, "A");
	strcpy(s->species[1].name, "B");
	s->species[0].mass = 1;
	s->species[1].mass = 0.1;
	gw_box_ortho(&s->box, 3, 4, 5, 3);
	s->box.h[2][0] = -1.1;
	s->box.origin[1] = 0.3;
	s->box.pbc[2] = 0;
	assert_int_equal(gw_box_update(&s->box, &e), 0);
	gw_sys_need_v(s);
	for (int i = 0; i < 12; i++) {
		s->x[i] = 10*sin(1 + i);
		s->v[i] = cos(i)/3;
		s->f[i] = sin(3*i)/7;
	}
	for (int i = 0; i < 4; i++) {
		s->type[i] = i == 2;
		s->id[i] = 10*i + 1;
	}
	gw_frame_put(f, "force", GW_F8, 4, 3, "", s->f);
	gw_frame_put(f, "energies", GW_F8, 4, 0, "", s->v);
	gw_frame_put(f, "gw_own", GW_F8, 4, 0, "", s->v);
	gw_frame_put(f, "counts", GW_I4, 4, 0, "", number);
	gw_frame_put(f, "large", GW_I8, 4, 0, "", large);
	gw_frame_put(f, "single", GW_F4, 4, 0, "", single);
	gw_frame_put(f, "two", GW_F8, 4, 2, "", s->x);
	gw_frame_set_real(f, "energy", -1.0/3);
	gw_frame_set_real(f, "temperature", 300);
	gw_frame_set_int(f, "step", 123456789012);
	gw_frame_set_str(f, "stop", "forces, \"small\" \\ T");
	gw_frame_set_str(f, "letter", "T");
	gw_frame_set_real(f, "virial", 2.5);
	gw_frame_set_real(f, "stress_xx", 0.25);
	json_object_set_new(f->meta, "potential", json_pack("{s:s,s:s}", "spec", "ka,cut=2.5",
	    "title", "Kob \\ Andersen"));
	return s;
}

static void
everything_goes_round(void **state)
{
	struct gw_extxyz_opt o = { 0 };
	struct gw_extxyz_seen seen;
	struct gw_frame *f = gw_frame_new(), *g = gw_frame_new();
	struct gw_sys *s = full_sys(f), *b;
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	struct gw_err e;

	(void)state;
	gw_extxyz_write(out, s, f);
	fclose(out);
	assert_non_null(strstr(text, ":forces:R:3"));
	assert_non_null(strstr(text, ":gw_energies:R:1:gw_gw_own:R:1:"));
	assert_non_null(strstr(text, "\nP "));
	assert_null(strstr(text, "\nB "));
	b = xyz(text, &o, g, &seen, &e);
	if (!b)
		fail_msg("%s", e.msg);
	assert_int_equal(b->units, GW_LJ);
	assert_memory_equal(s->species, b->species, 2*sizeof *s->species);
	assert_memory_equal(s->x, b->x, 12*sizeof *s->x);
	assert_memory_equal(s->v, b->v, 12*sizeof *s->v);
	assert_memory_equal(s->type, b->type, 4*sizeof *s->type);
	assert_memory_equal(s->id, b->id, 4*sizeof *s->id);
	assert_memory_equal(s->box.h, b->box.h, sizeof s->box.h);
	assert_memory_equal(s->box.origin, b->box.origin, sizeof s->box.origin);
	assert_memory_equal(s->box.pbc, b->box.pbc, sizeof s->box.pbc);
	assert_true(json_equal(json_object_get(f->meta, "scalars"), json_object_get(g->meta, "scalars")));
	assert_true(json_equal(json_object_get(f->meta, "potential"), json_object_get(g->meta, "potential")));
	assert_int_equal(f->narray, g->narray);
	for (int k = 0; k < f->narray; k++) {
		struct gw_array *p = &f->array[k], *q = gw_frame_array(g, p->name);

		assert_non_null(q);
		assert_int_equal(q->ndim, p->ndim);
		if (p->dtype == GW_F4)
			for (int i = 0; i < 4; i++)
				assert_true((float)((double *)q->data)[i] == ((float *)p->data)[i]);
		else
			assert_memory_equal(q->data, p->data, gw_array_count(p)*gw_dtype_size(p->dtype));
	}
	free(text);
	gw_sys_free(s);
	gw_sys_free(b);
	gw_frame_free(f);
	gw_frame_free(g);
}

static void
stress_has_nine_numbers(void **state)
{
	struct gw_extxyz_opt o = { 0 };
	struct gw_extxyz_seen seen;
	struct gw_frame *f = gw_frame_new(), *g = gw_frame_new();
	struct gw_sys *s = gw_sys_new(0, 1, 2, GW_METAL), *b;
	static const char *const name[6] = { "stress_xx", "stress_yy", "stress_zz", "stress_xy",
	    "stress_xz", "stress_yz" };
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	struct gw_err e;

	(void)state;
	strcpy(s->species[0].name, "Cu");
	s->species[0].mass = 63.5;
	for (int k = 0; k < 6; k++)
		gw_frame_set_real(f, name[k], k + 1);
	gw_extxyz_write(out, s, f);
	fclose(out);
	assert_non_null(strstr(text, " stress=\"1 4 5 4 2 6 5 6 3\""));
	assert_null(strstr(text, "stress_"));
	assert_non_null(b = xyz(text, &o, g, &seen, &e));
	assert_int_equal(b->n, 0);
	assert_int_equal(b->dim, 2);
	assert_int_equal(b->nspecies, 1);
	for (int k = 0; k < 6; k++)
		assert_true(scalar(g, name[k]) == k + 1);
	free(text);
	gw_sys_free(s);
	gw_sys_free(b);
	gw_frame_free(f);
	gw_frame_free(g);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ase_files_are_read),
		cmocka_unit_test(other_ways_to_say_it),
		cmocka_unit_test(wrong_files_are_refused),
		cmocka_unit_test(everything_goes_round),
		cmocka_unit_test(stress_has_nine_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
