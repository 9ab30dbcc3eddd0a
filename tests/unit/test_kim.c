/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Models of the KIM API: against our own potentials with the same parameters,
 * and against themselves where a model asks for unusual neighbours.  What all
 * potentials have in common is in test_force.c.
 */
#include "force_unit.h"

#include <unistd.h>

#define MORRIS "kim:MJ_MorrisAgaLevashov_2008_Fe__MO_857282754307_003"
#define TERSOFF "kim:Tersoff_LAMMPS_Tersoff_1988T3_Si__MO_186459956893_003"
#define IMD "kim:EAM_IMD_BrommerBoissieuEuchner_2009_MgZn__MO_710767216198_003"
#define TWO_LISTS "kim:ex_model_Ar_SLJ_MultiCutoff"

/* two equal lattices with two potentials; -1: one is not there */
static int
pair(struct bench *a, struct bench *b, const struct spec *as, const struct spec *bs, int m)
{
	if (start(a, as, m, 0.1) < 0)
		return -1;
	if (start(b, bs, m, 0.1) == 0)
		return 0;
	drop(a);
	return -1;
}

/* energies of atoms and forces of both are the same; the worst is told */
static void
compare(struct bench *a, struct bench *b, double tol)
{
	double fs = gw_maxabs(3*(size_t)b->s->n, b->s->f), f = 0, u = 0;

	for (int i = 0; i < 3*a->s->n; i++)
		f = fmax(f, fabs(a->s->f[i] - b->s->f[i])/fs);
	for (int i = 0; i < a->s->n; i++)
		u = fmax(u, fabs(a->fo->e_atom[i] - b->fo->e_atom[i]));
	print_message("%s, %s: energies of atoms within %.2g eV, forces within %.2g of the largest\n",
	    a->spec->spec, b->spec->spec, u, f);
	assert_in_tol(f, 0, tol);
	assert_in_tol(u, 0, tol*(1 + gw_maxabs((size_t)b->s->n, b->fo->e_atom)));
}

static void
compare_virials(struct bench *a, struct bench *b, double tol)
{
	double ws = gw_maxabs(6*(size_t)b->s->n, b->fo->w_atom), Ws = gw_maxabs(6, b->fo->virial);

	for (int i = 0; i < 6*a->s->n; i++)
		assert_in_tol(a->fo->w_atom[i], b->fo->w_atom[i], tol*ws);
	for (int k = 0; k < 6; k++)
		assert_in_tol(a->fo->virial[k], b->fo->virial[k], tol*Ws);
}

/* The driver EAM_Dynamo interpolates as LAMMPS does: the same numbers but for rounding. */
static void
tables_are_like_the_models_own_code(void **state)
{
	struct bench a, b;

	(void)state;
	if (pair(&a, &b, spec_of(KIM_EAM), spec_of(KIM_EAM ",driver=kim"), 7) < 0)
		return;
	assert_string_equal(a.pot->type->name, "eam/fs");
	assert_string_equal(b.pot->type->name, "kim");
	assert_string_equal(a.spec->sha256, b.spec->sha256);
	evaluate(&a, GW_WANT_ATOM);
	evaluate(&b, GW_WANT_ATOM);
	compare(&a, &b, 1e-11);
	compare_virials(&a, &b, 1e-10);
	drop(&a);
	drop(&b);
}

/* The same tables as a file: the same bits. */
static void
tables_are_like_the_published_file(void **state)
{
	static const struct spec file = { "eam/fs:Cu-Zr_2.eam.fs", "Cu", "Zr", 2.8 };
	const char *folder = getenv("GW_POTENTIALS");
	struct bench a, b;

	(void)state;
	if (folder && *folder)
		setenv("GLASSWORKS_POTENTIALS", folder, 1);
	if (pair(&a, &b, &file, spec_of(KIM_EAM), 6) < 0) {
		print_message("(GLASSWORKS_POTENTIALS says where %s is)\n", file.spec);
		return;
	}
	unsetenv("GLASSWORKS_POTENTIALS");
	evaluate(&a, GW_WANT_ATOM);
	evaluate(&b, GW_WANT_ATOM);
	assert_memory_equal(a.s->f, b.s->f, 3*(size_t)a.s->n*sizeof(double));
	assert_memory_equal(&a.s->energy, &b.s->energy, sizeof(double));
	drop(&a);
	drop(&b);
}

/* the model holds 2.4, where two of its polynomials meet, in single precision */
static void
johnson_is_like_its_model(void **state)
{
	static const struct spec model = { MORRIS, "Fe", "Fe", 2.5 };
	struct bench a, b;
	struct gw_err e = { 0 };

	(void)state;
	if (pair(&a, &b, spec_of("johnson"), &model, 6) < 0)
		return;
	evaluate(&a, GW_WANT_VIRIAL);
	evaluate(&b, GW_WANT_VIRIAL);
	compare(&a, &b, 1e-6);
	for (int k = 0; k < 6; k++)
		assert_in_tol(a.fo->virial[k], b.fo->virial[k], 1e-6*gw_maxabs(6, a.fo->virial));
	assert_int_equal(gw_force_eval(b.fo, b.s, GW_WANT_ATOM, &e), -1);
	assert_non_null(strstr(e.msg, "no virials of atoms"));
	drop(&a);
	drop(&b);
}

/*
 * epsilon is 2.1682 eV in the model and 2.1683 in Si.sw.  The model gives a triplet's energy
 * to its centre, LAMMPS and we a third to each of the three: totals are compared.
 */
static void
stillinger_weber_is_like_its_model(void **state)
{
	const double factor = 2.1682/2.1683;
	struct bench a, b;

	(void)state;
	if (pair(&a, &b, spec_of(SW), spec_of(KIM_SW), 6) < 0)
		return;
	evaluate(&a, GW_WANT_VIRIAL);
	evaluate(&b, GW_WANT_VIRIAL);
	assert_in_rel(factor*a.s->energy, b.s->energy, 1e-11);
	for (int i = 0; i < 3*a.s->n; i++)
		assert_in_tol(factor*a.s->f[i], b.s->f[i], 1e-11*gw_maxabs(3*(size_t)b.s->n, b.s->f));
	for (int k = 0; k < 6; k++)
		assert_in_tol(factor*a.fo->virial[k], b.fo->virial[k], 1e-11*gw_maxabs(6, b.fo->virial));
	drop(&a);
	drop(&b);
}

/* a model that asks for the neighbours of images */
static void
tersoff_is_like_its_model(void **state)
{
	static const char t3[] = "Si Si Si 3 1 1.7322 1.0039e5 16.218 -0.59826 0.78734 1.0999e-6 1.7322 "
	    "471.18 2.85 0.15 2.4799 1830.8\n";
	static const struct spec model = { TERSOFF, "Si", "Si", 2.4 };
	char name[] = "t3.XXXXXX", text[64];
	struct spec own = { text, "Si", "Si", 2.4 };
	struct bench a, b;
	int fd = mkstemp(name);

	(void)state;
	assert_true(fd >= 0 && write(fd, t3, sizeof t3 - 1) == (ssize_t)sizeof t3 - 1);
	close(fd);
	snprintf(text, sizeof text, "tersoff:%s", name);
	for (int m = 2; m < 7; m += 4)
		if (pair(&a, &b, &own, &model, m) == 0) {
			evaluate(&a, GW_WANT_VIRIAL);
			evaluate(&b, GW_WANT_VIRIAL);
			compare(&a, &b, 1e-11);
			drop(&a);
			drop(&b);
		}
	unlink(name);
}

static double
slope(struct bench *b, double *x)
{
	const double h = 1e-4, x0 = *x;
	double u[2];

	for (int w = 0; w < 2; w++) {
		*x = x0 + (w ? h : -h);
		evaluate(b, 0);
		u[w] = b->s->energy;
	}
	*x = x0;
	return -(u[1] - u[0])/(2*h);
}

/*
 * Two neighbour lists, both shorter than the influence distance, rows for images too; and in
 * a box that grew since the list was built, a new list gives the same.
 */
static void
short_lists_in_a_long_reach(void **state)
{
	static const struct spec model = { TWO_LISTS, "Ar", "Ar", 3.7 };
	struct bench b;
	struct gw_err e;
	double u;

	(void)state;
	if (start(&b, &model, 4, 0.1) < 0)
		return;
	evaluate(&b, 0);
	assert_true(b.s->energy < -0.01);
	for (int k = 0; k < 9; k++) {
		double f = slope(&b, &b.s->x[k]);

		evaluate(&b, 0);
		assert_in_tol(b.s->f[k], f, 1e-6*gw_maxabs(3*(size_t)b.s->n, b.s->f));
	}
	for (int i = 0; i < 3*b.s->n; i++)
		b.s->x[i] *= 1.02;
	for (int k = 0; k < 9; k++)
		b.s->box.h[k/3][k % 3] *= 1.02;
	assert_int_equal(gw_box_update(&b.s->box, &e), 0);
	evaluate(&b, 0);
	u = b.s->energy;
	gw_force_reset(b.fo);
	evaluate(&b, 0);
	assert_in_rel(b.s->energy, u, 1e-13);
	drop(&b);
}

/*
 * Debian's LAMMPS (29 Sep 2021 - Update 2): kim init MODEL metal; read_data of the
 * reference glass; kim interactions Cu Zr; thermo_style custom pe pxx pyy pzz pxy pxz pyz; run 0.
 */
static void
effective_medium_is_like_lammps(void **state)
{
	static const char *const cuzr[] = { "Cu", "Zr" };
	static const double bar[6] = { -51676.6114702442, -50776.4227884932, -50145.8307265901,
	    687.826642655908, 299.463322993822, -920.403464389853 };
	const struct gw_lammps_opt o = { .units = "metal", .nspecies = 2, .species = cuzr };
	struct gw_lammps_seen seen;
	struct gw_err e = { 0 };
	struct bench b = { 0 };
	char *path;
	struct gw_text *t = open_reference("cuzr-2000-glass.data.gz", &path);

	(void)state;
	if (gw_lammps_data_read(t, &o, &b.s, NULL, &seen, &e) < 0)
		fail_msg("%s", e.msg);
	gw_text_close(t);
	free(path);
	if (bind(&b, KIM_EMT) < 0) {
		print_message("skipped: %s: it is not installed\n", KIM_EMT);
		gw_sys_free(b.s);
		return;
	}
	evaluate(&b, GW_WANT_ATOM);
	assert_in_rel(b.s->energy, -9861.69480872887, 1e-12);
	for (int k = 0; k < 6; k++)
		assert_in_tol(b.fo->virial[k]/b.s->box.volume*1.6021765e6, bar[k], 1e-9*51676);
	drop(&b);
}

/* Virials of atoms from a model's terms dE/dr. */
static void
terms_make_virials_of_atoms(void **state)
{
	static const struct spec model = { IMD, "Mg", "Zn", 2.9 };
	struct bench b;
	double w[6] = { 0 };

	(void)state;
	if (start(&b, &model, 5, 0.1) < 0)
		return;
	evaluate(&b, GW_WANT_ATOM);
	for (int i = 0; i < 6*b.s->n; i++)
		w[i % 6] += b.fo->w_atom[i];
	for (int k = 0; k < 6; k++)
		assert_in_tol(w[k], b.fo->virial[k], 1e-11*gw_maxabs(6, b.fo->virial));
	drop(&b);
}

/* Species that change places keep the list; the model must hear of them. */
static void
swapped_species_are_noticed(void **state)
{
	struct bench b;
	double u;
	int i = 0, t;

	(void)state;
	if (start(&b, spec_of(KIM_EMT), 4, 0) < 0)
		return;
	evaluate(&b, 0);
	u = b.s->energy;
	while (b.s->type[i] == b.s->type[0])
		i++;
	t = b.s->type[0];
	b.s->type[0] = b.s->type[i];
	b.s->type[i] = t;
	evaluate(&b, 0);
	assert_true(fabs(b.s->energy - u) > 1e-3);
	u = b.s->energy;
	gw_force_reset(b.fo);
	evaluate(&b, 0);
	assert_in_rel(b.s->energy, u, 1e-13);
	drop(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_are_like_the_models_own_code),
		cmocka_unit_test(tables_are_like_the_published_file),
		cmocka_unit_test(johnson_is_like_its_model),
		cmocka_unit_test(stillinger_weber_is_like_its_model),
		cmocka_unit_test(tersoff_is_like_its_model),
		cmocka_unit_test(short_lists_in_a_long_reach),
		cmocka_unit_test(effective_medium_is_like_lammps),
		cmocka_unit_test(terms_make_virials_of_atoms),
		cmocka_unit_test(swapped_species_are_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
