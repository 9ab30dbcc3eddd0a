/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * LAMMPS data files and dumps: the reference files of tests/reference (written by
 * LAMMPS), and everything that can be wrong.
 */
#include "lammps_unit.h"

static const char *const cuzr[] = { "Cu", "Zr" };
static const char *const ab[] = { "A", "B" };

/* The reference dump holds atom i moved by A (sin i, sin(2i+1), sin(3i+2)) from the data file. */
static void
reference(const char *sample, const struct gw_lammps_opt *o, double amplitude, double energy)
{
	struct gw_frame *f = gw_frame_new();
	struct gw_lammps_seen seen;
	struct gw_sys *a, *b;
	struct gw_err e = { 0 };
	struct gw_text *t;
	struct gw_dump *d;
	char name[256], *path;

	snprintf(name, sizeof name, "tests/reference/%s.data.gz", sample);
	path = unit_srcfile(name);
	assert_non_null(t = gw_text_open(path, &e));
	assert_int_equal(gw_lammps_data_read(t, o, &a, NULL, &seen, &e), 0);
	assert_true(seen.digits >= 16);
	gw_text_close(t);
	free(path);
	snprintf(name, sizeof name, "tests/reference/%s.displaced.dump.gz", sample);
	path = unit_srcfile(name);
	assert_non_null(t = gw_text_open(path, &e));
	d = gw_dump_open(t, o);
	assert_int_equal(gw_dump_next(d, &b, f, &seen, &e), 1);
	assert_int_equal(b->n, a->n);
	for (int i = 0; i < a->n; i++) {
		double id = (double)a->id[i];
		double u[3] = { sin(id), sin(2*id + 1), sin(3*id + 2) }, x[3];

		assert_int_equal(a->id[i], i + 1);
		assert_int_equal(a->type[i], b->type[i]);
		for (int k = 0; k < 3; k++)
			x[k] = b->x[3*i + k] - a->x[3*i + k] - amplitude*u[k];
		gw_box_mic(&a->box, x);
		assert_in_tol(sqrt(gw_dot3(x, x)), 0, 1e-12);
	}
	assert_in_rel(gw_sum((size_t)a->n, gw_frame_array(f, "c_pea")->data), energy, 1e-13);
	assert_int_equal(gw_frame_array(f, "force")->shape[1], 3);
	assert_int_equal(gw_frame_array(f, "c_st")->shape[1], 6);
	gw_sys_free(b);
	assert_int_equal(gw_dump_next(d, &b, NULL, &seen, &e), 0);
	gw_dump_close(d);
	gw_text_close(t);
	free(path);
	gw_sys_free(a);
	gw_frame_free(f);
}

static void
reference_files_are_read(void **state)
{
	struct gw_lammps_opt metal = { .nspecies = 2, .species = cuzr };
	struct gw_lammps_opt lj = { .units = "lj", .nspecies = 2, .species = ab };

	(void)state;
	reference("cuzr-2000-glass", &metal, 0.05, -9693.936978890466);
	reference("cuzr-10976-glass", &metal, 0.05, -53169.022799442806);
	reference("ka-5000-glass", &lj, 0.02, -40454.129639956802);
}

#define HEAD "a title\n\n2 atoms\n2 atom types\n0 10 xlo xhi\n-1 9 ylo yhi\n0 10 zlo zhi\n"
#define MASSES "Masses\n\n1 63.546\n2 91.224\n\n"

static void
data_sections_come_in_any_order(void **state)
{
	struct gw_lammps_opt o = { 0 };
	struct gw_lammps_seen seen;
	struct gw_err e;
	struct gw_sys *s = data_text(
	    "title, units = metal, dimension = 3, timestep = 7\r\n\r\n"
	    "2 atoms # here\r\n2 atom types\r\n3 bonds\r\n\r\n"
	    "0.0 10.0 xlo xhi\r\n-1 9 ylo yhi\r\n0 8 zlo zhi\r\n1 -2 3 xy xz yz\r\n\r\n"
	    "Velocities\r\n\r\n1 1 2 3\r\n7 4 5 6\r\n\r\n"
	    "Pair Coeffs # lj/cut\r\n\r\n1 1.0 2.0\r\n2 1.0 2.0\r\n\r\n"
	    "Atoms\r\n\r\n7 2 1.25 2 3 1 -1 2 # an atom\r\n1 1 4 5 6 0 0 0\r\n\r\n"
	    "Masses\r\n\r\n2 91.22 # Zr\r\n1 63.55\r\n", &o, &seen, &e);

	(void)state;
	assert_non_null(s);
	assert_string_equal(s->species[0].name, "Cu");
	assert_string_equal(s->species[1].name, "Zr");
	assert_true(s->species[1].mass == 91.22);
	assert_int_equal(s->id[0], 1);
	assert_int_equal(s->id[1], 7);
	assert_int_equal(s->type[1], 1);
	/* 1.25 + 1*10 - 1*1 + 2*(-2), 2 - 10 + 2*3, 3 + 2*8 */
	assert_in_tol(s->x[3], 6.25, 1e-14);
	assert_in_tol(s->x[4], -2, 1e-14);
	assert_in_tol(s->x[5], 19, 1e-14);
	assert_true(s->v[5] == 6 && s->v[0] == 1);
	assert_true(s->box.h[2][0] == -2 && s->box.h[2][1] == 3 && s->box.origin[1] == -1);
	assert_int_equal(seen.digits, 3);
	assert_string_equal(seen.note, "section Pair Coeffs left out");
	gw_sys_free(s);
}

static void
data_names_the_types(void **state)
{
	struct gw_lammps_opt lj = { .units = "lj" }, none = { 0 };
	struct gw_lammps_seen seen;
	struct gw_err e;
	struct gw_sys *s;

	(void)state;
	s = data_text(HEAD "Masses\n\n1 1 # A\n2 1 # B\n\nAtoms # atomic\n\n1 1 0 0 0\n2 2 1 1 1\n",
	    &lj, &seen, &e);
	assert_non_null(s);
	assert_string_equal(s->species[1].name, "B");
	gw_sys_free(s);
	s = data_text(HEAD "Atom Type Labels\n\n1 Ni\n2 P\n\nAtoms # charge\n\n"
	    "1 Ni 0.5 0 0 0\n2 P -0.5 1 1 1\n", &none, &seen, &e);
	assert_non_null(s);
	assert_string_equal(s->species[0].name, "Ni");
	assert_in_tol(s->species[1].mass, 30.974, 1e-12);
	gw_sys_free(s);
}

static void
wrong_data_is_refused(void **state)
{
	static const struct { const char *text, *says; } wrong[] = {
		{ "", "empty file" },
		{ "t\n\nhello world\n", "x.data:3: no line 'N atoms'" },
		{ HEAD "hello world\n", "x.data:8: 'hello world': neither" },
		{ "t\n\nAtoms\n\n1 1 0 0 0\n", "x.data:3: no line 'N atoms'" },
		{ "t\n", "no line 'N atoms'" },
		{ "t\n2 atoms\n1 atom types\n0 1 xlo xhi\n0 1 ylo yhi\n", "no line 'zlo zhi'" },
		{ HEAD, "ends without a section Atoms" },
		{ HEAD "Atoms\n\n1 1 0 0 0\n", "after 1 of 2 lines of Atoms: is it cut?" },
		{ HEAD "Atoms\n\n1 1 0 0 nan\n2 1 1 1 1\n", "x.data:10: coordinate: 'nan'" },
		{ HEAD "Atoms\n\n1 1 0 0 1.0x\n2 1 1 1 1\n", "'1.0x' is not a finite number" },
		{ HEAD "Atoms\n\n1 3 0 0 0\n2 1 1 1 1\n", "type '3' is not an integer in 1..2" },
		{ HEAD "Atoms\n\n0 1 0 0 0\n2 1 1 1 1\n", "id '0' is not" },
		{ HEAD MASSES "Atoms\n\n2 1 0 0 0\n2 1 1 1 1\n", "atom 2 occurs twice" },
		{ HEAD "Atoms\n\n1 1 0 0 0 0\n2 1 1 1 1\n", "6 columns where atom style atomic has 5" },
		{ HEAD "Atoms # tdpd\n\n1 1 0 0 0\n", "atom style 'tdpd' is not read" },
		{ HEAD MASSES "Atoms\n\n1 1 0 0 0\n2 1 1 1 1\n\nVelocities\n\n1 0 0 0\n3 0 0 0\n",
		  "velocity of atom 3, which is not in Atoms" },
		{ HEAD "Atoms\n\n1 1 0 0 0\n2 1 1 1 1\n", "nothing says what type 1 is" },
		{ HEAD "Masses\n\n1 -1\n2 1\n", "mass -1 of type 1 is not positive" },
		{ HEAD "Masses\n\n1 63.546\n2 4.2\n\nAtoms\n\n1 1 0 0 0\n2 1 1 1 1\n",
		  "nothing says what type 2 is" },
		{ "t\n1 atoms\n1 atom types\n1 1 xlo xhi\n0 1 ylo yhi\n0 1 zlo zhi\n"
		  "Masses\n\n1 63.5\n\nAtoms\n\n1 1 0 0 0\n", "the box is empty along x" },
		{ "t, units = real\n1 atoms\n1 atom types\n0 1 xlo xhi\n0 1 ylo yhi\n0 1 zlo zhi\n"
		  "Atoms\n\n1 1 0 0 0\n", "units 'real' are neither metal nor lj" },
		{ "t\n99999999999 atoms\n", "number of atoms '99999999999' is not" },
	};
	struct gw_lammps_opt o = { 0 };
	struct gw_lammps_seen seen;
	struct gw_err e;

	(void)state;
	for (size_t k = 0; k < sizeof wrong/sizeof *wrong; k++) {
		assert_null(data_text(wrong[k].text, &o, &seen, &e));
		assert_int_equal(e.code, GW_BADDATA);
		if (!strstr(e.msg, wrong[k].says))
			fail_msg("case %zu: '%s' does not say '%s'", k, e.msg, wrong[k].says);
		assert_non_null(strstr(e.msg, "x.data"));
	}
}

/* ---- dumps ---- */

#define ITEMS(n) "ITEM: TIMESTEP\n100\nITEM: NUMBER OF ATOMS\n" #n "\n"
#define CUBE "ITEM: BOX BOUNDS pp pp ff\n0 10\n0 10\n0 10\n"

static void
dump_columns_are_understood(void **state)
{
	struct gw_lammps_opt o = { 0 };
	struct gw_lammps_seen seen;
	struct gw_frame *f = gw_frame_new();
	struct gw_err e;
	/* h = (10,0,0) (2,10,0) (-1,3,10), bounding box -1 .. 12, 0 .. 13 */
	struct gw_sys *s = dump_text("ITEM: UNITS\nmetal\nITEM: TIME\n0.25\n" ITEMS(2)
	    "ITEM: BOX BOUNDS xy xz yz pp pp pp\n-1 12 2\n0 13 -1\n0 10 3\n"
	    "ITEM: ATOMS zs ys xs element iz iy ix vx vy vz c_a[2] c_a[1] fx fy fz v_q id name\n"
	    "0.5 0.5 0.5 Zr 1 0 0 1 2 3 22 21 7 8 9 -4 9 word\n"
	    "0.0 0.0 0.1 Cu 0 0 0 4 5 6 12 11 4 5 6 nan 2 word\n", &o, f, &seen, &e);
	const double *a;
	double t;

	(void)state;
	assert_non_null(s);
	assert_string_equal(s->species[0].name, "Zr");
	assert_int_equal(s->id[0], 2);
	assert_int_equal(s->type[0], 1);
	assert_in_tol(s->x[0], 1, 1e-14);
	assert_in_tol(s->x[3], 5.5 - 1, 1e-14);
	assert_in_tol(s->x[4], 6.5 + 3, 1e-14);
	assert_in_tol(s->x[5], 5 + 10, 1e-14);
	assert_true(s->v[3] == 1 && s->v[0] == 4);
	assert_int_equal(gw_frame_array(f, "c_a")->shape[1], 2);
	a = gw_frame_array(f, "c_a")->data;
	assert_true(a[0] == 11 && a[1] == 12 && a[2] == 21 && a[3] == 22);
	a = gw_frame_array(f, "force")->data;
	assert_true(a[0] == 4 && a[5] == 9);
	a = gw_frame_array(f, "v_q")->data;
	assert_true(isnan(a[0]) && a[1] == -4);
	assert_null(gw_frame_array(f, "name"));
	assert_string_equal(seen.note, "column name holds words: left out");
	assert_true(gw_frame_get_real(f, "time", &t) && t == 0.25);
	assert_true(gw_frame_get_real(f, "step", &t) && t == 100);
	gw_sys_free(s);
	gw_frame_free(f);
}

static void
unwrapped_positions_ignore_image_flags(void **state)
{
	struct gw_lammps_opt o = { .nspecies = 2, .species = cuzr };
	struct gw_lammps_seen seen;
	struct gw_err e;
	struct gw_sys *s;

	(void)state;
	s = dump_text(ITEMS(1) CUBE "ITEM: ATOMS id type x y z xu yu zu ix iy iz\n"
	    "1 2 1 2 3 21 2 3 2 0 0\n", &o, NULL, &seen, &e);
	assert_non_null(s);
	assert_true(s->x[0] == 21 && s->box.pbc[1] == 1 && s->box.pbc[2] == 0);
	assert_int_equal(s->nspecies, 2);
	gw_sys_free(s);
	s = dump_text(ITEMS(1) CUBE "ITEM: ATOMS id type xsu ysu zsu\n1 1 2.1 0.2 0.3\n",
	    &o, NULL, &seen, &e);
	assert_non_null(s);
	assert_in_tol(s->x[0], 21, 1e-13);
	gw_sys_free(s);
}

static void
columns_cannot_pose_as_positions(void **state)
{
	struct gw_lammps_opt o = { .nspecies = 2, .species = cuzr };
	struct gw_lammps_seen seen;
	struct gw_frame *f = gw_frame_new();
	struct gw_err e;
	struct gw_sys *s = dump_text(ITEMS(1) CUBE "ITEM: ATOMS id type x y z pos vel[2] vel[1] c.d/\xe9 image\n"
	    "1 1 0 0 0 5 6 7 8 9\n", &o, f, &seen, &e);

	(void)state;
	assert_non_null(s);
	assert_null(s->v);
	assert_int_equal(f->narray, 4);
	assert_true(((double *)gw_frame_array(f, "pos_")->data)[0] == 5);
	assert_true(((double *)gw_frame_array(f, "vel_")->data)[0] == 7);
	assert_true(((double *)gw_frame_array(f, "c_d__")->data)[0] == 8);
	assert_true(((double *)gw_frame_array(f, "image_")->data)[0] == 9);
	gw_sys_free(s);
	gw_frame_free(f);
}

static void
dumps_hold_many_frames(void **state)
{
	static const char text[] = ITEMS(1) CUBE "ITEM: ATOMS id type x y z\n1 1 1 2 3\n"
	    ITEMS(0) CUBE "ITEM: ATOMS id type x y z\n"
	    ITEMS(1) CUBE "ITEM: ATOMS type x y z\n1 4 5 6\n\n";
	struct gw_lammps_opt o = { .nspecies = 2, .species = cuzr };
	struct gw_text *t = gw_text_memory("x", text, strlen(text));
	struct gw_dump *d = gw_dump_open(t, &o);
	struct gw_lammps_seen seen;
	struct gw_err e;
	struct gw_sys *s;

	(void)state;
	for (int k = 0; k < 3; k++) {
		assert_int_equal(gw_dump_next(d, &s, NULL, &seen, &e), 1);
		assert_int_equal(s->n, k != 1);
		gw_sys_free(s);
	}
	assert_int_equal(gw_dump_next(d, &s, NULL, &seen, &e), 0);
	gw_dump_close(d);
	gw_text_close(t);
}

static void
wrong_dumps_are_refused(void **state)
{
	static const struct { const char *text, *says; } wrong[] = {
		{ "hello\n", "x.dump:1: 'hello' where an ITEM: should be" },
		{ "ITEM: TIMESTEP\n", "ends where the time step should be: is it cut?" },
		{ ITEMS(1), "ends before ITEM: ATOMS" },
		{ ITEMS(1) "ITEM: ATOMS id type x y z\n1 1 0 0 0\n", "ATOMS before BOX BOUNDS" },
		{ ITEMS(2) CUBE "ITEM: ATOMS id type x y z\n1 1 0 0 0\n",
		  "frame 1: x.dump:10: the file ends where an atom should be" },
		{ ITEMS(1) CUBE "ITEM: ATOMS id type x y\n1 1 0 0\n", "no positions" },
		{ ITEMS(1) CUBE "ITEM: ATOMS id x y z\n1 0 0 0\n", "neither a column 'type' nor" },
		{ ITEMS(1) CUBE "ITEM: ATOMS id id type x y z\n1 1 1 0 0 0\n", "column id occurs twice" },
		{ ITEMS(1) CUBE "ITEM: ATOMS id type x y z\n1 1 0 0\n", "4 columns where ITEM: ATOMS names 5" },
		{ ITEMS(1) CUBE "ITEM: ATOMS id type x y z\n1 1 0 inf 0\n", "'inf' is not a finite number" },
		{ ITEMS(1) CUBE "ITEM: ATOMS id type x y z\n1 5 0 0 0\n", "5 types, but --species names 2" },
		{ ITEMS(1) CUBE "ITEM: ATOMS id type x y z\n-1 1 0 0 0\n", "id '-1' is not" },
		{ ITEMS(2) CUBE "ITEM: ATOMS id type x y z\n1 1 0 0 0\n1 1 1 1 1\n", "atom 1 occurs twice" },
		{ ITEMS(-3), "number of atoms '-3' is not" },
		{ ITEMS(1) "ITEM: BOX BOUNDS pp pp pp\n0 0\n0 1\n0 1\nITEM: ATOMS id type x y z\n1 1 0 0 0\n",
		  "the box is empty along x" },
		{ ITEMS(1) "ITEM: ENTRIES\n", "'ITEM: ENTRIES' is not known" },
		{ "ITEM: UNITS\nreal\n" ITEMS(1) CUBE "ITEM: ATOMS id type x y z\n1 1 0 0 0\n",
		  "units 'real' are neither" },
		{ ITEMS(2) CUBE "ITEM: ATOMS id type x y z c\n1 1 0 0 0 1\n2 1 1 1 1 w\n",
		  "'w' in column c is not a number" },
	};
	struct gw_lammps_opt o = { .nspecies = 2, .species = cuzr };
	struct gw_lammps_seen seen;
	struct gw_err e;

	(void)state;
	for (size_t k = 0; k < sizeof wrong/sizeof *wrong; k++) {
		assert_null(dump_text(wrong[k].text, &o, NULL, &seen, &e));
		assert_int_equal(e.code, GW_BADDATA);
		if (!strstr(e.msg, wrong[k].says))
			fail_msg("case %zu: '%s' does not say '%s'", k, e.msg, wrong[k].says);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reference_files_are_read),
		cmocka_unit_test(data_sections_come_in_any_order),
		cmocka_unit_test(data_names_the_types),
		cmocka_unit_test(wrong_data_is_refused),
		cmocka_unit_test(dump_columns_are_understood),
		cmocka_unit_test(unwrapped_positions_ignore_image_flags),
		cmocka_unit_test(columns_cannot_pose_as_positions),
		cmocka_unit_test(dumps_hold_many_frames),
		cmocka_unit_test(wrong_dumps_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
