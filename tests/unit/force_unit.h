/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of forces share: a line for every potential of the registry,
 * a lattice to try it on, a system bound to its potential, and the comparison with
 * LAMMPS's numbers (tests/reference/README.md says how made).
 */
#ifndef GW_TESTS_FORCE_UNIT_H
#define GW_TESTS_FORCE_UNIT_H

#include "base/mem.h"
#include "base/rng.h"
#include "base/vec.h"
#include "cell/list.h"
#include "formats/lammps_data.h"
#include "formats/lammps_dump.h"
#include "formats/potential.h"
#include "potential/force.h"
#include "levels.h"
#include "unit.h"

#include <math.h>
#include <string.h>

#define EAM "eam/fs:CuZr_mm.eam.fs"
#define SW "sw:Si.sw"
#define KIM_EAM "kim:EAM_Dynamo_MendelevKramerOtt_2009_CuZr__MO_600021860456_005"
#define KIM_SW "kim:SW_StillingerWeber_1985_Si__MO_405512056662_005"
#define KIM_EMT "kim:EMT_Asap_MetalGlass_PaduraruKenoufiBailey_2007_CuZr__MO_987541074959_001"
#define SIO "tersoff:SiO.tersoff"

static const struct spec {
	const char *spec, *a, *b;
	double bond;		/* spacing of the test lattice */
} specs[] = {
	{ "ka", "A", "B", 1.07 }, { "ka,shift=none", "A", "B", 1.07 },
	{ "ka,shift=force", "A", "B", 1.07 }, { "ka,shift=c2,cut=2", "A", "B", 1.07 },
	{ "ka2d", "A", "B", 1.07 }, { "wca", "A", "B", 0.95 }, { "lj50", "A", "B", 1.0 },
	{ "wahnstrom", "A", "B", 1.05 }, { "johnson", "Fe", "Fe", 2.5 },
	{ EAM, "Cu", "Zr", 2.8 }, { EAM ",kernel=plain", "Cu", "Zr", 2.8 },
	{ EAM ",spline=smooth", "Cu", "Zr", 2.8 },
	{ "eam/alloy:AlCu.eam.alloy", "Al", "Cu", 2.7 },
	{ "eam/alloy:AlCu.eam.alloy,kernel=plain", "Al", "Cu", 2.7 },
	{ KIM_EAM, "Cu", "Zr", 2.8 }, { KIM_EAM ",driver=kim", "Cu", "Zr", 2.8 },
	{ KIM_SW, "Si", "Si", 2.5 }, { KIM_EMT, "Cu", "Zr", 2.8 },
	{ SIO, "O", "Si", 1.9 }, { SIO ",kernel=plain", "O", "Si", 1.9 },
	{ "tersoff:Si.tersoff", "Si", "Si", 2.4 }, { "tersoff:Si.tersoff,kernel=plain", "Si", "Si", 2.4 },
	{ "tersoff:GaN.tersoff", "Ga", "N", 2.2 }, { "tersoff:GaN.tersoff,kernel=plain", "Ga", "N", 2.2 },
	{ "tersoff:BNC.tersoff", "B", "N", 1.6 }, { "tersoff:BNC.tersoff,kernel=plain", "B", "N", 1.6 },
	{ SW, "Si", "Si", 2.5 }, { SW ",kernel=plain", "Si", "Si", 2.5 },
	{ "sw:CdTe.sw", "Cd", "Te", 3.0 }, { "sw:CdTe.sw,kernel=plain", "Cd", "Te", 3.0 },
	{ "sw:CdTeZnSeHgS0.sw", "Hg", "Te", 2.8 }, { "sw:CdTeZnSeHgS0.sw,kernel=plain", "Hg", "Te", 2.8 },
};
enum { NSPEC = sizeof specs / sizeof *specs };

/* the line of this SPEC */
static inline const struct spec *
spec_of(const char *spec)
{
	for (int k = 0; k < NSPEC; k++)
		if (!strcmp(specs[k].spec, spec))
			return &specs[k];
	fail_msg("no line for %s", spec);
	return NULL;
}

struct bench {			/* a system with its potential and workspace */
	struct gw_sys *s;
	struct gw_potspec *spec;
	struct gw_pot *pot;
	struct gw_force *fo;
};

static inline int
bind(struct bench *b, const char *spec)
{
	struct gw_err e = { 0 };

	b->spec = gw_potspec_read(spec, &e);
	if (!b->spec && e.code == GW_NOPOT)
		return -1;
	if (!b->spec)
		fail_msg("%s", e.msg);
	b->pot = gw_potspec_bind(b->spec, b->s, &e);
	if (!b->pot)
		fail_msg("%s", e.msg);
	b->fo = gw_force_new(b->pot, -1);
	return 0;
}

static inline void
drop(struct bench *b)
{
	gw_force_free(b->fo);
	gw_pot_free(b->pot);
	gw_potspec_free(b->spec);
	gw_sys_free(b->s);
}

static inline void
evaluate(struct bench *b, int want)
{
	struct gw_err e = { 0 };

	if (gw_force_eval(b->fo, b->s, want, &e) < 0)
		fail_msg("%s", e.msg);
}

/* -dU/dx by the five-point formula with spacing h */
static inline double
difference(struct bench *b, double *x, double h)
{
	double u[4], x0 = *x;

	for (int w = 0; w < 4; w++) {
		*x = x0 + h*(w < 2 ? w - 2 : w - 1);
		evaluate(b, 0);
		u[w] = b->s->energy;
	}
	*x = x0;
	return (8*(u[1] - u[2]) - (u[0] - u[3]))/(12*h);
}

/* a jiggled simple lattice of m^dim atoms of both species in a tilted box */
static inline struct gw_sys *
lattice(const struct spec *p, int m, int dim, double tilt)
{
	int n = dim == 3 ? m*m*m : m*m;
	struct gw_sys *s = gw_sys_new(n, 2, dim, strcmp(p->a, "A") ? GW_METAL : GW_LJ);
	double L = m*p->bond;
	struct gw_rng g;
	struct gw_err e;

	strcpy(s->species[0].name, p->a);
	strcpy(s->species[1].name, p->b);
	gw_box_ortho(&s->box, L, L, dim == 3 ? L : 1, dim);
	s->box.h[1][0] = tilt*L;
	if (dim == 3)
		s->box.h[2][1] = -0.5*tilt*L;
	assert_int_equal(gw_box_update(&s->box, &e), 0);
	gw_rng_start(&g, 11, GW_RNG_TEST, 1, 0);
	for (int i = 0; i < n; i++) {
		double f[3] = { (i % m)/(double)m, (i/m % m)/(double)m, i/m/m/(double)m };

		gw_box_cart(&s->box, f, s->x + 3*i);
		for (int k = 0; k < dim; k++)
			s->x[3*i + k] += 0.12*p->bond*(gw_rng_uniform(&g) - 0.5);
		s->type[i] = gw_rng_below(&g, 3) == 0;
	}
	return s;
}

static inline int
start(struct bench *b, const struct spec *p, int m, double tilt)
{
	int dim = strstr(p->spec, "2d") ? 2 : 3;

	memset(b, 0, sizeof *b);
	b->s = lattice(p, dim == 2 ? 2*m : m, dim, tilt);
	if (bind(b, p->spec) == 0)
		return 0;
	drop(b);
	print_message("skipped: %s: its file is not installed\n", p->spec);
	return -1;
}

/* ---- against LAMMPS ---- */

static inline struct gw_text *
open_reference(const char *name, char **path)
{
	char file[256];
	struct gw_err e = { 0 };
	struct gw_text *t;

	snprintf(file, sizeof file, "tests/reference/%s", name);
	*path = unit_srcfile(file);
	t = gw_text_open(*path, &e);
	if (!t)
		fail_msg("%s", e.msg);
	return t;
}

/* value of reference.tsv */
static inline double
reference(const char *sample, const char *state, const char *quantity)
{
	char *path = unit_srcfile("tests/reference/reference.tsv"), line[512], key[256];
	FILE *f = fopen(path, "r");
	double v = NAN;

	assert_non_null(f);
	snprintf(key, sizeof key, "%s\t%s\t%s\t", sample, state, quantity);
	while (fgets(line, sizeof line, f))
		if (!strncmp(line, key, strlen(key)))
			v = strtod(line + strlen(key), NULL);
	fclose(f);
	free(path);
	if (isnan(v))
		fail_msg("no %s in reference.tsv", key);
	return v;
}

static inline void
compare_totals(struct bench *b, const char *sample, const char *state, double bar)
{
	static const char *ab[6] = { "xx", "yy", "zz", "xy", "xz", "yz" };
	double scale = 0;

	assert_in_rel(b->s->energy, reference(sample, state, "pe_total"), 1e-9);
	for (int k = 0; k < 6; k++)
		scale = fmax(scale, fabs(b->fo->virial[k]));
	for (int k = 0; k < 6; k++) {
		char q[64];

		snprintf(q, sizeof q, "virial_pressure_%s", ab[k]);
		assert_in_tol(b->fo->virial[k]/b->s->box.volume*bar, reference(sample, state, q),
		    1e-9*bar*scale/b->s->box.volume);
	}
}

static inline void
compare_atoms(struct bench *b, const struct gw_frame *f, double bar)
{
	const struct gw_array *force = gw_frame_array(f, "force");
	const struct gw_array *pe = gw_frame_array(f, "c_pea"), *st = gw_frame_array(f, "c_st");
	double fs = gw_maxabs(3*(size_t)b->s->n, b->s->f);
	double ws = gw_maxabs(6*(size_t)b->s->n, b->fo->w_atom);

	assert_non_null(force);
	assert_non_null(pe);
	assert_non_null(st);
	for (int i = 0; i < b->s->n; i++) {
		assert_in_rel(b->fo->e_atom[i], ((double *)pe->data)[i], 1e-9);
		for (int k = 0; k < 3; k++)
			assert_in_tol(b->s->f[3*i + k], ((double *)force->data)[3*i + k], 1e-9*fs);
		for (int k = 0; k < 6; k++)
			assert_in_tol(-b->fo->w_atom[6*i + k]*bar, ((double *)st->data)[6*i + k],
			    1e-9*ws*bar);
	}
}

static inline void
like_lammps(const char *sample, const char *spec, const struct gw_lammps_opt *o)
{
	struct gw_lammps_seen seen;
	struct gw_frame *f = gw_frame_new();
	struct bench b = { 0 };
	struct gw_err e = { 0 };
	struct gw_dump *d;
	struct gw_text *t;
	char file[128], *path;
	/* LAMMPS's nktv2p of metal units */
	double bar = strcmp(o->units, "metal") ? 1 : 1.6021765e6;

	snprintf(file, sizeof file, "%s.data.gz", sample);
	t = open_reference(file, &path);
	if (gw_lammps_data_read(t, o, &b.s, NULL, &seen, &e) < 0)
		fail_msg("%s", e.msg);
	gw_text_close(t);
	free(path);
	if (bind(&b, spec) < 0) {
		print_message("skipped: %s: its file is not installed\n", spec);
		gw_frame_free(f);
		gw_sys_free(b.s);
		return;
	}
	evaluate(&b, GW_WANT_ATOM);
	compare_totals(&b, sample, "stored", bar);
	drop(&b);

	memset(&b, 0, sizeof b);
	snprintf(file, sizeof file, "%s.displaced.dump.gz", sample);
	t = open_reference(file, &path);
	d = gw_dump_open(t, o);
	if (gw_dump_next(d, &b.s, f, &seen, &e) != 1)
		fail_msg("%s", e.msg);
	assert_int_equal(bind(&b, spec), 0);
	evaluate(&b, GW_WANT_ATOM);
	compare_totals(&b, sample, "displaced", bar);
	compare_atoms(&b, f, bar);
	gw_dump_close(d);
	gw_text_close(t);
	gw_frame_free(f);
	free(path);
	drop(&b);
}

#endif
