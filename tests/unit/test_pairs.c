/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pair potentials: the loops chosen for this processor against the plain
 * ones, on rows of every length, in thin boxes, at the cut-off; and two
 * dimensions against LAMMPS.
 */
#include "cell/deform.h"
#include "force_unit.h"

#include <omp.h>

static const struct spec pairs[] = {
	{ "ka", "A", "B", 1.07 }, { "ka,shift=none", "A", "B", 1.07 },
	{ "ka,shift=force", "A", "B", 1.07 }, { "ka,shift=c2,cut=2", "A", "B", 1.07 },
	{ "ka2d", "A", "B", 1.07 }, { "ka2d,shift=c2", "A", "B", 1.07 }, { "wca", "A", "B", 0.95 },
	{ "lj50", "A", "B", 1.0 }, { "wahnstrom", "A", "B", 1.05 }, { "johnson", "Fe", "Fe", 2.5 },
	{ "johnson", "Fe", "Fe", 2.0 }, { "johnson", "Fe", "Fe", 2.9 },
};
enum { NPAIRS = sizeof pairs / sizeof *pairs };

/* with = 0: the plain loops */
static int
start_pairs(struct bench *b, const struct spec *sp, int with, int m, double tilt)
{
	struct spec other = *sp;
	char name[128];

	snprintf(name, sizeof name, "%s,kernel=plain", sp->spec);
	other.spec = with ? sp->spec : name;
	return start(b, &other, m, tilt);
}

static void
assert_same(const struct bench *a, const struct bench *b, int atom)
{
	/* on a lattice forces vanish, those of the pairs do not */
	double ws = gw_maxabs(6, b->fo->virial)/a->s->n, es = fabs(b->s->energy/a->s->n);
	double fs = fmax(gw_maxabs(3*(size_t)b->s->n, b->s->f), ws);

	assert_in_tol(a->s->energy, b->s->energy, 1e-12*es*a->s->n);
	for (int k = 0; k < 6; k++)
		assert_in_tol(a->fo->virial[k], b->fo->virial[k], 1e-12*ws*a->s->n);
	for (int i = 0; i < a->s->n; i++) {
		assert_in_tol(a->fo->e_atom[i], b->fo->e_atom[i], 1e-12*es);
		for (int k = 0; k < 3; k++)
			assert_in_tol(a->s->f[3*i + k], b->s->f[3*i + k], 1e-12*fs);
		for (int k = 0; atom && k < 6; k++)
			assert_in_tol(a->fo->w_atom[6*i + k], b->fo->w_atom[6*i + k],
			    1e-12*fmax(ws, gw_maxabs(6*(size_t)b->s->n, b->fo->w_atom)));
	}
}

static void
fast_loops_are_like_plain_ones(void **state)
{
	static const int edge[] = { 1, 2, 3, 9 };

	(void)state;
	for (int q = 0; q < 4*NPAIRS; q++) {
		struct bench a, b;

		assert_int_equal(start_pairs(&a, &pairs[q/4], 1, edge[q % 4], 0.1), 0);
		assert_int_equal(start_pairs(&b, &pairs[q/4], 0, edge[q % 4], 0.1), 0);
		for (int atom = 0; atom < 2; atom++) {
			evaluate(&a, atom ? GW_WANT_ATOM : GW_WANT_VIRIAL);
			evaluate(&b, atom ? GW_WANT_ATOM : GW_WANT_VIRIAL);
			assert_same(&a, &b, atom);
		}
		drop(&a);
		drop(&b);
	}
}

/* clusters of 1 to 40 atoms: rows of all lengths up to 39, none behind them */
static void
clusters_of_any_size(void **state)
{
	(void)state;
	for (int n = 1; n <= 40; n++) {
		struct bench b[2];

		for (int k = 0; k < 2; k++) {
			struct gw_rng g;

			memset(&b[k], 0, sizeof b[k]);
			b[k].s = gw_sys_new(n, 2, 3, GW_LJ);
			strcpy(b[k].s->species[0].name, "B");
			strcpy(b[k].s->species[1].name, "A");
			gw_box_ortho(&b[k].s->box, 50, 50, 50, 0);
			gw_rng_start(&g, 5, GW_RNG_TEST, (uint64_t)n, 0);
			for (int i = 0; i < n; i++) {
				b[k].s->x[3*i] = 0.9*(i % 3) + 0.1*gw_rng_uniform(&g);
				b[k].s->x[3*i + 1] = 0.9*(i/3 % 3) + 0.1*gw_rng_uniform(&g);
				b[k].s->x[3*i + 2] = 0.9*(i/9) + 0.1*gw_rng_uniform(&g);
				b[k].s->type[i] = (int)gw_rng_below(&g, 2);
			}
			assert_int_equal(bind(&b[k], k ? "ka,kernel=plain" : "ka"), 0);
			evaluate(&b[k], GW_WANT_VIRIAL);
		}
		if (n == 1)
			assert_in_tol(b[0].s->energy, 0, 0);
		else
			assert_same(&b[0], &b[1], 0);
		drop(&b[0]);
		drop(&b[1]);
	}
}

/* pairs at r_c exactly count nothing, in either loop */
static void
pairs_at_the_cut_off(void **state)
{
	static const struct { const char *spec; double rc; } at[] = {
		{ "ka,shift=none", 2.5 }, { "ka,shift=none,kernel=plain", 2.5 },
		{ "johnson", 3.44 }, { "johnson,kernel=plain", 3.44 },
	};

	(void)state;
	for (int k = 0; k < 4; k++) {
		struct bench b = { 0 };

		b.s = gw_sys_new(2, 1, 3, k < 2 ? GW_LJ : GW_METAL);
		strcpy(b.s->species[0].name, k < 2 ? "A" : "Fe");
		gw_box_ortho(&b.s->box, 50, 50, 50, 0);
		assert_int_equal(bind(&b, at[k].spec), 0);
		b.s->x[3] = at[k].rc;
		evaluate(&b, GW_WANT_VIRIAL);
		assert_in_tol(b.s->energy, 0, 0);
		assert_in_tol(b.s->f[0], 0, 0);
		b.s->x[3] = nextafter(at[k].rc, 0);
		evaluate(&b, GW_WANT_VIRIAL);
		if (k < 2)
			assert_true(b.s->energy < -0.01 && b.s->f[0] > 0.01);
		assert_in_rel(b.fo->virial[0], -at[k].rc*b.s->f[0], 1e-12);
		drop(&b);
	}
}

/* any number of threads, and the same list: the same bits */
static void
threads_keep_the_bits(void **state)
{
	(void)state;
	for (int q = 0; q < NPAIRS; q++) {
		struct bench a, b;

		assert_int_equal(start_pairs(&a, &pairs[q], 1, 15, 0.1), 0);
		assert_int_equal(start_pairs(&b, &pairs[q], 1, 15, 0.1), 0);
		omp_set_num_threads(1);
		evaluate(&a, GW_WANT_ATOM);
		omp_set_num_threads(3);
		evaluate(&b, GW_WANT_ATOM);
		omp_set_num_threads(1);
		assert_memory_equal(a.s->f, b.s->f, 3*(size_t)a.s->n*sizeof(double));
		assert_memory_equal(a.fo->w_atom, b.fo->w_atom, 6*(size_t)a.s->n*sizeof(double));
		assert_memory_equal(a.fo->virial, b.fo->virial, sizeof a.fo->virial);
		assert_memory_equal(&a.s->energy, &b.s->energy, sizeof(double));
		drop(&a);
		drop(&b);
	}
}

static void
shear(struct gw_sys *s, double gamma)
{
	const double f[3][3] = { { 1, 0, 0 }, { gamma, 1, 0 }, { 0, 0, 1 } };
	struct gw_err e = { 0 };

	if (gw_deform(s, f, &e) < 0)
		fail_msg("%s", e.msg);
}

/*
 * A sheet sheared in steps: the list, which is rebuilt only when it must be, gives the
 * energies of new ones, and -W_xy is their slope.  A box tilted by a whole period is straight.
 */
static void
shear_in_two_dimensions(void **state)
{
	const double step = 0.02;
	struct bench b, fresh;
	struct gw_err e = { 0 };
	double w = 0, u = 0;
	long steps = 50;

	(void)state;
	assert_int_equal(start(&b, spec_of("ka2d"), 8, 0), 0);
	assert_int_equal(start(&fresh, spec_of("ka2d"), 8, 0), 0);
	for (long k = 0; k < steps; k++) {
		shear(b.s, step);
		shear(fresh.s, step);
		gw_force_reset(fresh.fo);
		evaluate(&b, GW_WANT_VIRIAL);
		evaluate(&fresh, GW_WANT_VIRIAL);
		assert_in_rel(b.s->energy, fresh.s->energy, 1e-12);
		assert_in_tol(b.fo->virial[3], fresh.fo->virial[3], 1e-11*fabs(b.fo->virial[0]));
		assert_true(b.s->box.h[2][2] == 1);
	}
	assert_true(b.fo->nbuilds > 2 && b.fo->nbuilds < steps);
	assert_in_rel(b.s->box.h[1][0], b.s->box.h[0][0], 1e-12);
	fresh.s->box.h[1][0] = 0;
	assert_int_equal(gw_box_update(&fresh.s->box, &e), 0);
	gw_force_reset(fresh.fo);
	evaluate(&fresh, GW_WANT_VIRIAL);
	assert_in_rel(b.s->energy, fresh.s->energy, 1e-11);
	assert_in_tol(b.fo->virial[3], fresh.fo->virial[3], 1e-10*fabs(b.fo->virial[0]));
	for (int k = -1; k < 2; k++) {		/* now the slope */
		shear(b.s, k < 0 ? 0.1 - 1e-5 : 1e-5);
		evaluate(&b, GW_WANT_VIRIAL);
		if (k == 0)
			w = b.fo->virial[3];
		else
			u += k*b.s->energy;
	}
	assert_in_tol(u/2e-5, -w, 1e-5*fabs(b.fo->virial[0]));
	for (int i = 0; i < b.s->n; i++)
		assert_true(b.s->x[3*i + 2] == 0 && b.s->f[3*i + 2] == 0);
	drop(&b);
	drop(&fresh);
}

/* a tilted box in two dimensions: forces, energies and stresses of atoms, pressure */
static void
two_dimensions_are_like_lammps(void **state)
{
	static const char *const ab[] = { "A", "B" };
	const struct gw_lammps_opt o = { .units = "lj", .dim = 2, .nspecies = 2, .species = ab };

	(void)state;
	like_lammps("ka2d-400-sheared", "ka2d", &o);
	like_lammps("ka2d-400-sheared", "ka2d,kernel=plain", &o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fast_loops_are_like_plain_ones),
		cmocka_unit_test(clusters_of_any_size),
		cmocka_unit_test(pairs_at_the_cut_off),
		cmocka_unit_test(threads_keep_the_bits),
		cmocka_unit_test(shear_in_two_dimensions),
		cmocka_unit_test(two_dimensions_are_like_lammps),
	};

	return LEVELS_RUN(tests);
}
