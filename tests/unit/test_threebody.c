/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Potentials with triplets: against LAMMPS, known crystals, and their parameter files. */
#include "force_unit.h"

#include <unistd.h>

static const char *const si[] = { "Si" }, *const sio[] = { "Si", "O" }, *const cdte[] = { "Cd", "Te" };
static const char *const bnc[] = { "B", "C", "N" }, *const gan[] = { "Ga", "N" };

static void
stillinger_weber_is_like_lammps(void **state)
{
	const struct gw_lammps_opt o = { .units = "metal", .nspecies = 1, .species = si };

	(void)state;
	like_lammps("si-512-glass", SW, &o);
	like_lammps("si-512-glass", SW ",kernel=plain", &o);
}

/* two elements, a tilted box */
static void
stillinger_weber_mixtures_are_like_lammps(void **state)
{
	const struct gw_lammps_opt o = { .units = "metal", .nspecies = 2, .species = cdte };

	(void)state;
	like_lammps("cdte-216-random", "sw:CdTe.sw", &o);
	like_lammps("cdte-216-random", "sw:CdTe.sw,kernel=plain", &o);
}

/* a file of this text, and its SPEC */
struct made {
	char dir[32], file[64], spec[96];
};

static void
make(struct made *m, const char *text, const char *param)
{
	FILE *out;

	strcpy(m->dir, "threebody.XXXXXX");
	assert_non_null(mkdtemp(m->dir));
	snprintf(m->file, sizeof m->file, "%s/made.sw", m->dir);
	snprintf(m->spec, sizeof m->spec, "sw:%s%s", m->file, param);
	out = fopen(m->file, "w");
	assert_non_null(out);
	fputs(text, out);
	assert_int_equal(fclose(out), 0);
}

static void
unmake(const struct made *m)
{
	unlink(m->file);
	rmdir(m->dir);
}

/*
 * gamma, q and tol of a line, energy and largest force that LAMMPS (29 Sep 2021) finds with
 * them for the stored si-512-glass, the other numbers being those of Si.sw.
 */
static const struct changed {
	double gamma, q, tol, energy, fmax;
} changed[] = {
	{ 1.2, 0.5, 1e-3, -1782.551853288034, 1.5868859075722617 },
	{ 1.2, 0, 1e-3, -2088.008048382917, 0.16562374590201168 },
	{ 0.8, 0, 0.05, -370.35459610856464, 31.884771229794381 },
	{ 1.2, 0.5, 0, -1782.7041146361892, 1.5971256691135587 },
};

static void
stillinger_weber_powers_and_tol_are_like_lammps(void **state)
{
	const struct gw_lammps_opt o = { .units = "metal", .nspecies = 1, .species = si };
	static const char *const param[] = { "", ",kernel=plain" };

	(void)state;
	for (int k = 0; k < 8; k++) {
		const struct changed *c = &changed[k/2];
		struct gw_lammps_seen seen;
		struct bench b = { 0 };
		struct gw_err e = { 0 };
		struct made m;
		char text[256], *path;
		struct gw_text *t = open_reference("si-512-glass.data.gz", &path);

		assert_int_equal(gw_lammps_data_read(t, &o, &b.s, NULL, &seen, &e), 0);
		gw_text_close(t);
		free(path);
		snprintf(text, sizeof text, "Si Si Si 2.1683 2.0951 1.80 21.0 %g -0.333333333333\n"
		    "7.049556277 0.6022245584 4.0 %g %g\n", c->gamma, c->q, c->tol);
		make(&m, text, param[k % 2]);
		assert_int_equal(bind(&b, m.spec), 0);
		unmake(&m);
		evaluate(&b, 0);
		assert_in_rel(b.s->energy, c->energy, 1e-10);
		assert_in_rel(gw_maxabs(3*(size_t)b.s->n, b.s->f), c->fmax, 1e-9);
		drop(&b);
	}
}

#define TWO " 1 2 1.8 20 1.2 -0.33 7 0.6 4 0 0\n"
#define ODD " 1 2 1.8 21 1.2 -0.33 7 0.6 4 0 0\n"	/* lambda */
#define FAR " 1 2 1.9 20 1.2 -0.33 7 0.6 4 0 0\n"	/* a */

static void
entries_that_contradict_are_refused(void **state)
{
	static const char *const text[] = {
		"A A A" TWO "A A B" TWO "A B A" ODD "A B B" TWO "B A A" TWO "B A B" TWO "B B A" TWO "B B B" TWO,
		"A A A" TWO "A A B" TWO "A B A" TWO "A B B" TWO "B A A" FAR "B A B" TWO "B B A" TWO "B B B" TWO,
		"A A A 1 0 0 0 0 0 0 0 0 0 0\n",
	};
	static const char *const why[] = { "A A B and A B A", "A B B and B A A", "no cut-off" };
	static const int nspecies[] = { 2, 2, 1 };

	(void)state;
	for (int k = 0; k < 3; k++) {
		struct gw_err e = { 0 };
		struct gw_sys *s = gw_sys_new(2, nspecies[k], 3, GW_METAL);
		struct gw_potspec *p;
		struct made m;

		for (int t = 0; t < nspecies[k]; t++)
			snprintf(s->species[t].name, sizeof s->species[t].name, "%c", 'A' + t);
		make(&m, text[k], "");
		p = gw_potspec_read(m.spec, &e);
		assert_non_null(p);
		unmake(&m);
		assert_null(gw_potspec_bind(p, s, &e));
		assert_int_equal(e.code, GW_BADDATA);
		if (!strstr(e.msg, why[k]))
			fail_msg("'%s' does not say '%s'", e.msg, why[k]);
		gw_potspec_free(p);
		gw_sys_free(s);
	}
}

/* the crystal that the potential was made for: cohesion of 2 epsilon, all angles at cos theta_0 */
static void
silicon_is_diamond(void **state)
{
	struct gw_err e = { 0 };
	struct bench b = { 0 };

	(void)state;
	b.s = gw_sys_new(8, 1, 3, GW_METAL);
	strcpy(b.s->species[0].name, "Si");
	gw_box_ortho(&b.s->box, 5.43095, 5.43095, 5.43095, 3);
	assert_int_equal(gw_box_update(&b.s->box, &e), 0);
	for (int i = 0; i < 8; i++)
		for (int k = 0; k < 3; k++) {
			int face = i % 4;	/* 0, or the axis that a face centre is normal to, from 1 */

			b.s->x[3*i + k] = 5.43095*(0.5*(face && face - 1 != k) + 0.25*(i/4));
		}
	if (bind(&b, SW) < 0) {
		drop(&b);
		print_message("skipped: %s: its file is not installed\n", SW);
		return;
	}
	evaluate(&b, GW_WANT_VIRIAL);
	assert_in_rel(b.s->energy/8, -2*2.1683, 2e-6);
	assert_in_tol(gw_maxabs(24, b.s->f), 0, 1e-13);
	assert_in_tol(b.fo->virial[0]/8, 0, 1e-3);
	drop(&b);
}

static void
tersoff_is_like_lammps(void **state)
{
	const struct gw_lammps_opt o = { .units = "metal", .nspecies = 2, .species = sio };

	(void)state;
	like_lammps("sio2-576-glass", SIO, &o);
	like_lammps("sio2-576-glass", SIO ",kernel=plain", &o);
}

/* m = 3 with three elements, whose triples have cut-offs of their own; m = 1 */
static void
tersoff_mixtures_are_like_lammps(void **state)
{
	const struct gw_lammps_opt o = { .units = "metal", .nspecies = 3, .species = bnc };
	const struct gw_lammps_opt o2 = { .units = "metal", .nspecies = 2, .species = gan };

	(void)state;
	like_lammps("bnc-216-random", "tersoff:BNC.tersoff", &o);
	like_lammps("bnc-216-random", "tersoff:BNC.tersoff,kernel=plain", &o);
	like_lammps("gan-216-random", "tersoff:GaN.tersoff", &o2);
	like_lammps("gan-216-random", "tersoff:GaN.tersoff,kernel=plain", &o2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stillinger_weber_is_like_lammps),
		cmocka_unit_test(stillinger_weber_mixtures_are_like_lammps),
		cmocka_unit_test(stillinger_weber_powers_and_tol_are_like_lammps),
		cmocka_unit_test(entries_that_contradict_are_refused),
		cmocka_unit_test(silicon_is_diamond),
		cmocka_unit_test(tersoff_is_like_lammps),
		cmocka_unit_test(tersoff_mixtures_are_like_lammps),
	};

	return LEVELS_RUN(tests);
}
