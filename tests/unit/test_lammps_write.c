/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Systems through our writers of LAMMPS data files and dumps, and back. */
#include "lammps_unit.h"

static const char *const ab[] = { "A", "B" };

/* A box that is turned, tilted and shifted, and atoms up to three periods outside. */
static struct gw_sys *
odd_sys(double tilt)
{
	static const double h[3][3] = { { 9, 1, 0.5 }, { -1, 8, 2 }, { 0.3, -2, 7 } };
	struct gw_sys *s = gw_sys_new(50, 2, 3, GW_METAL);
	struct gw_err e;

	strcpy(s->species[0].name, "Cu");
	strcpy(s->species[1].name, "Zr");
	s->species[0].mass = 63.546;
	s->species[1].mass = 91.224;
	memcpy(s->box.h, h, sizeof h);
	for (int k = 0; k < 3; k++) {
		s->box.h[1][k] += tilt*h[0][k];
		s->box.origin[k] = 0.1*k - 3;
	}
	assert_int_equal(gw_box_update(&s->box, &e), 0);
	gw_sys_need_v(s);
	for (int i = 0; i < 150; i++) {
		s->x[i] = 25*sin(7.7*i*i);
		s->v[i] = cos(3.1*i);
	}
	for (int i = 0; i < 50; i++) {
		s->type[i] = i % 3 == 0;
		s->id[i] = 2*i + 3;
	}
	return s;
}

/* Same ids, types, and distances between all atoms: the same up to a rotation. */
static void
assert_congruent(const struct gw_sys *a, const struct gw_sys *b, double tol)
{
	assert_int_equal(a->n, b->n);
	assert_in_rel(b->box.volume, a->box.volume, 1e-13);
	for (int i = 0; i < a->n; i++) {
		double va = gw_dot3(&a->v[3*i], &a->v[3*i]), vb = gw_dot3(&b->v[3*i], &b->v[3*i]);

		assert_int_equal(a->id[i], b->id[i]);
		assert_int_equal(a->type[i], b->type[i]);
		assert_in_tol(vb, va, 1e-14*va + 1e-15);
		for (int j = 0; j < i; j++) {
			double d[3], q[3], m[3], n[3];

			for (int k = 0; k < 3; k++) {
				m[k] = d[k] = a->x[3*i + k] - a->x[3*j + k];
				n[k] = q[k] = b->x[3*i + k] - b->x[3*j + k];
			}
			assert_in_tol(sqrt(gw_dot3(q, q)), sqrt(gw_dot3(d, d)), tol);
			gw_box_mic(&a->box, m);
			gw_box_mic(&b->box, n);
			assert_in_tol(sqrt(gw_dot3(n, n)), sqrt(gw_dot3(m, m)), tol);
		}
	}
}

static char *
written(const struct gw_sys *s, int dump, const struct gw_frame *f, struct gw_lammps_seen *seen)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	struct gw_err e = { 0 };

	if (dump)
		assert_int_equal(gw_dump_write(out, s, 12, f, seen, &e), 0);
	else
		assert_int_equal(gw_lammps_data_write(out, s, 12, seen, &e), 0);
	fclose(out);
	return text;
}

static void
any_box_goes_to_lammps_and_back(void **state)
{
	struct gw_lammps_opt o = { 0 };
	struct gw_lammps_seen seen;
	struct gw_err e;

	(void)state;
	for (int k = 0; k < 4; k++) {
		struct gw_sys *s = odd_sys(k/2 ? 2.7 : 0), *b, *c;
		char *text = written(s, k%2, NULL, &seen), *again;

		assert_non_null(strstr(seen.note, "turned"));
		assert_true(!strstr(seen.note, "reduced") == !(k/2));
		b = k%2 ? dump_text(text, &o, NULL, &seen, &e) : data_text(text, &o, &seen, &e);
		if (!b)
			fail_msg("%s", e.msg);
		assert_congruent(s, b, 1e-12);
		/* once in LAMMPS's axes, the values stay: nothing to turn */
		again = written(b, k%2, NULL, &seen);
		assert_string_equal(seen.note, "");
		c = k%2 ? dump_text(again, &o, NULL, &seen, &e) : data_text(again, &o, &seen, &e);
		for (int i = 0; i < 150; i++) {
			assert_in_tol(c->x[i], b->x[i], 1e-14*fabs(b->x[i]) + 1e-14);
			assert_true(c->v[i] == b->v[i]);
		}
		assert_in_tol(fabs(b->box.h[1][0]), 0, 0.5*b->box.h[0][0]*(1 + 1e-12));
		free(text);
		free(again);
		gw_sys_free(s);
		gw_sys_free(b);
		gw_sys_free(c);
	}
}

static void
atoms_inside_keep_their_bits(void **state)
{
	struct gw_lammps_opt o = { 0 };
	struct gw_lammps_seen seen;
	struct gw_sys *s = gw_sys_new(200, 1, 3, GW_LJ), *b;
	struct gw_err e;
	char *text;

	(void)state;
	strcpy(s->species[0].name, "A");
	s->species[0].mass = 1;
	gw_box_ortho(&s->box, 1, 1, 1, 3);
	for (int i = 0; i < 600; i++)
		s->x[i] = 0.5 + 0.499999*sin(1.1*i);
	text = written(s, 0, NULL, &seen);
	assert_non_null(b = data_text(text, &o, &seen, &e));
	assert_int_equal(b->units, GW_LJ);
	assert_memory_equal(s->x, b->x, 600*sizeof *s->x);
	assert_null(b->v);
	free(text);
	gw_sys_free(s);
	gw_sys_free(b);
}

static void
dump_arrays_go_round(void **state)
{
	struct gw_lammps_opt o = { .units = "metal" };
	struct gw_lammps_seen seen;
	struct gw_sys *s = odd_sys(0), *b;
	struct gw_frame *f = gw_frame_new(), *g = gw_frame_new();
	struct gw_err e;
	double r[3][3], q[3];
	char *text;

	(void)state;
	gw_frame_put(f, "force", GW_F8, 50, 3, "eV/A", s->v);
	gw_frame_put(f, "voronoi", GW_F8, 50, 3, "", s->x);
	gw_frame_put(f, "one", GW_F8, 50, 0, "", s->v);
	gw_frame_put(f, "other", GW_F8, 3, 0, "", s->v);
	gw_frame_put(f, "x", GW_F8, 50, 0, "", s->v);
	text = written(s, 1, f, &seen);
	assert_non_null(b = dump_text(text, &o, g, &seen, &e));
	assert_memory_equal(gw_frame_array(g, "voronoi")->data, s->x, 150*sizeof *s->x);
	assert_memory_equal(gw_frame_array(g, "one")->data, s->v, 50*sizeof *s->v);
	assert_null(gw_frame_array(g, "other"));
	assert_memory_equal(gw_frame_array(g, "x_")->data, s->v, 50*sizeof *s->v);
	assert_int_equal(gw_box_standard(&s->box, r, &e), 0);
	for (int i = 0; i < 50; i++) {
		gw_vecmat(&s->v[3*i], r, q);
		for (int k = 0; k < 3; k++)
			assert_in_tol(((double *)gw_frame_array(g, "force")->data)[3*i + k], q[k], 1e-15);
	}
	free(text);
	gw_frame_free(f);
	gw_frame_free(g);
	gw_sys_free(s);
	gw_sys_free(b);
}

static void
two_dimensions_go_round(void **state)
{
	struct gw_lammps_opt o = { .units = "lj" }, o2 = { .units = "lj", .dim = 2 };
	struct gw_lammps_seen seen;
	struct gw_sys *s = gw_sys_new(3, 1, 2, GW_LJ), *b;
	struct gw_err e;
	char *text;

	(void)state;
	strcpy(s->species[0].name, "A");
	s->species[0].mass = 1;
	gw_box_ortho(&s->box, 4, 5, 1, 2);
	for (int i = 0; i < 3; i++)
		s->x[3*i] = 3*i;
	for (int k = 0; k < 2; k++) {
		text = written(s, k, NULL, &seen);
		b = k ? dump_text(text, &o2, NULL, &seen, &e) : data_text(text, &o, &seen, &e);
		assert_non_null(b);
		assert_int_equal(b->dim, 2);
		assert_memory_equal(b->x, s->x, 9*sizeof *s->x);
		assert_memory_equal(b->box.h, s->box.h, sizeof s->box.h);
		assert_true(b->box.pbc[1] && !b->box.pbc[2]);
		gw_sys_free(b);
		free(text);
	}
	assert_null(data_text("t\n2 atoms\n1 atom types\n0 1 xlo xhi\n0 1 ylo yhi\nAtoms\n\n"
	    "1 1 0 0 0\n2 1 0 0 1\n", &(struct gw_lammps_opt){ .units = "lj", .dim = 2, .nspecies = 1,
	    .species = ab }, &seen, &e));
	assert_non_null(strstr(e.msg, "not a two-dimensional system"));
	gw_sys_free(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_box_goes_to_lammps_and_back),
		cmocka_unit_test(atoms_inside_keep_their_bits),
		cmocka_unit_test(dump_arrays_go_round),
		cmocka_unit_test(two_dimensions_go_round),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
