/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Edge cases of every potential of the registry: atoms alone, pairs at the
 * cut-off, clusters in empty space, turned and flipped boxes, the ends of tables.
 */
#include "force_unit.h"

static int
starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

static void
every_entry_of_the_registry_is_tried(void **state)
{
	(void)state;
	for (int k = 0; gw_pots[k]; k++) {
		size_t n = strlen(gw_pots[k]->name);
		int found = 0;

		for (int q = 0; q < NSPEC; q++)
			found |= starts(specs[q].spec, gw_pots[k]->name) &&
			    strchr(":,", specs[q].spec[n]) != NULL;
		if (!found)
			fail_msg("force_unit.h has no line for %s", gw_pots[k]->name);
	}
}

/* ---- moving a system ---- */

static const double no_turn[3][3] = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };

/* a rotation, about z by some angle, in 3-D about y and z again; x -> x R */
static void
turn_of(int dim, double R[3][3])
{
	const double z[3][3] = { { 0.6, 0.8, 0 }, { -0.8, 0.6, 0 }, { 0, 0, 1 } };
	const double y[3][3] = { { 5/13., 0, 12/13. }, { 0, 1, 0 }, { -12/13., 0, 5/13. } };
	double zy[3][3];

	memcpy(R, z, sizeof z);
	if (dim == 3) {
		gw_matmul(z, y, zy);
		gw_matmul(zy, z, R);
	}
}

/* a bench for n atoms of the species of p; -1, a visible skip: no such file */
static int
open_bench(struct bench *b, const struct spec *p, int n)
{
	int dim = strstr(p->spec, "2d") ? 2 : 3;

	memset(b, 0, sizeof *b);
	b->s = gw_sys_new(n, 2, dim, strcmp(p->a, "A") ? GW_METAL : GW_LJ);
	strcpy(b->s->species[0].name, p->a);
	strcpy(b->s->species[1].name, p->b);
	if (bind(b, p->spec) == 0)
		return 0;
	drop(b);
	print_message("skipped: %s: its file is not installed\n", p->spec);
	return -1;
}

static void
set_box(struct bench *b, double L, int pbc)
{
	struct gw_err e = { 0 };
	int dim = b->s->dim;

	gw_box_ortho(&b->s->box, L, L, dim == 3 ? L : 1, pbc ? dim : 0);
	assert_int_equal(gw_box_update(&b->s->box, &e), 0);
}

/* b's results are a's, turned by R; tol relative to the largest */
static void
assert_same(const struct bench *a, const struct bench *b, const double R[3][3], double tol)
{
	static const int at[3][3] = { { 0, 3, 4 }, { 3, 1, 5 }, { 4, 5, 2 } };
	size_t n = (size_t)a->s->n;
	double fs = 1e-3 + gw_maxabs(3*n, a->s->f), ws = 1e-3 + gw_maxabs(6*n, a->fo->w_atom);
	double es = 1e-3 + gw_maxabs(n, a->fo->e_atom);

	assert_in_tol(b->s->energy, a->s->energy, tol*es*(double)n);
	for (size_t i = 0; i < n; i++) {
		const double *w = a->fo->w_atom + 6*i;
		double f[3], W[3][3], RT[3][3], t[3][3];

		gw_vecmat(a->s->f + 3*i, R, f);
		for (int k = 0; k < 3; k++) {
			assert_in_tol(b->s->f[3*i + (size_t)k], f[k], tol*fs);
			for (int c = 0; c < 3; c++) {
				W[k][c] = w[at[k][c]];
				RT[k][c] = R[c][k];
			}
		}
		assert_in_tol(b->fo->e_atom[i], a->fo->e_atom[i], tol*es);
		gw_matmul(RT, (const double (*)[3])W, t);
		gw_matmul((const double (*)[3])t, R, W);
		for (int k = 0; k < 3; k++)
			for (int c = 0; c < 3; c++)
				assert_in_tol(b->fo->w_atom[6*i + (size_t)at[k][c]], W[k][c], tol*ws);
	}
}

/* ---- few atoms ---- */

static void
an_atom_alone_feels_nothing(void **state)
{
	(void)state;
	for (int q = 0; q < NSPEC; q++) {
		struct bench b;

		if (open_bench(&b, &specs[q], 1) < 0)
			continue;
		for (int pbc = 0; pbc < 2; pbc++)
			for (int t = 0; t < 2; t++) {
				double alone = 0;

				set_box(&b, 20*specs[q].bond, pbc);
				gw_force_reset(b.fo);
				b.s->type[0] = t;
				evaluate(&b, GW_WANT_ATOM);
				if (starts(specs[q].spec, "eam/")) {
					const struct gw_eam_file *f = b.spec->file;

					for (int k = 0; k < f->nel; k++)
						if (!strcmp(f->name[k], b.s->species[t].name))
							alone = f->F[(size_t)k*(size_t)f->nrho];
				}
				if (!starts(specs[q].spec, "kim:"))	/* a model may have any zero */
					assert_in_tol(b.s->energy, alone, 0);
				assert_in_tol(gw_maxabs(3, b.s->f), 0, 0);
				assert_in_tol(gw_maxabs(6, b.fo->w_atom), 0, 0);
				assert_in_tol(gw_maxabs(6, b.fo->virial), 0, 0);
			}
		drop(&b);
	}
}

/* largest force of a pair of the species a and b at distance r along x; *e: its energy */
static double
pair_at(struct bench *b, int s, int t, double r, double *e)
{
	gw_force_reset(b->fo);
	memset(b->s->x, 0, 6*sizeof *b->s->x);
	b->s->x[3] = r;
	b->s->type[0] = s;
	b->s->type[1] = t;
	evaluate(b, GW_WANT_ATOM);
	*e = b->s->energy;
	assert_in_tol(b->s->f[0] + b->s->f[3], 0, 1e-12*fabs(b->s->f[0]));
	for (int k = 1; k < 3; k++)
		assert_in_tol(fabs(b->s->f[k]) + fabs(b->s->f[k + 3]), 0, 0);
	return fabs(b->s->f[0]);
}

/*
 * At the largest cut-off and beyond, no pair has energy or force; there is one that has within.
 * (Models of the KIM API do as they like.)
 */
static void
pairs_end_at_the_cut_off(void **state)
{
	(void)state;
	for (int q = 0; q < NSPEC; q++) {
		struct bench b;
		double near = 0, far, e;

		if (starts(specs[q].spec, "kim:") || open_bench(&b, &specs[q], 2) < 0)
			continue;
		set_box(&b, 20*specs[q].bond, 0);
		for (int st = 0; st < 4; st++) {
			double rc = b.pot->cutoff;

			assert_in_tol(pair_at(&b, st & 1, st >> 1, 1.5*rc, &far), 0, 0);
			assert_in_tol(pair_at(&b, st & 1, st >> 1, rc*(1 + 1e-15), &e), 0, 0);
			assert_in_tol(e, far, 0);
			assert_in_tol(pair_at(&b, st & 1, st >> 1, rc, &e), 0, 0);
			assert_in_tol(e, far, 0);
			pair_at(&b, st & 1, st >> 1, nextafter(rc, 0), &e);
			assert_true(isfinite(e));
			near = fmax(near, pair_at(&b, st & 1, st >> 1, 0.9*rc, &e));
		}
		assert_true(near > 0);
		drop(&b);
	}
}

/* cut-offs of the pairs 00, 01, 11 */
static void
each_pair_has_its_own_cut_off(void **state)
{
	static const struct {
		const char *spec;
		double rc[3];
	} known[] = {
		{ "ka", { 2.5, 2.5*0.8, 2.5*0.88 } }, { "ka2d", { 2.5, 2.5*0.8, 2.5*0.88 } },
		{ "johnson", { 3.44, 3.44, 3.44 } },
		{ SW, { 1.8*2.0951, 1.8*2.0951, 1.8*2.0951 } },
		{ SW ",kernel=plain", { 1.8*2.0951, 1.8*2.0951, 1.8*2.0951 } },
		{ "sw:CdTe.sw", { 1.8*2.51, 1.8*2.51, 1.8*2.51 } },
		{ "tersoff:Si.tersoff", { 3.2, 3.2, 3.2 } },
	};

	(void)state;
	for (size_t q = 0; q < sizeof known/sizeof *known; q++) {
		struct bench b;

		if (open_bench(&b, spec_of(known[q].spec), 2) < 0)
			continue;
		set_box(&b, 20, 0);
		for (int k = 0; k < 3; k++) {
			double rc = known[q].rc[k], e;

			assert_in_tol(pair_at(&b, k/2, (k + 1)/2, rc, &e), 0, 0);
			assert_in_tol(e, 0, 0);
			assert_true(pair_at(&b, k/2, (k + 1)/2, 0.97*rc, &e) > 0);
			assert_true(e != 0);
		}
		drop(&b);
	}
}

/* (the polynomial of johnson is finite at r = 0, and models of the KIM API do as they like) */
static void
two_atoms_at_one_point_are_refused(void **state)
{
	(void)state;
	for (int q = 0; q < NSPEC; q++) {
		struct bench b;
		struct gw_err e = { 0 };

		if (starts(specs[q].spec, "kim:") || starts(specs[q].spec, "johnson") ||
		    start(&b, &specs[q], 4, 0) < 0)
			continue;
		memcpy(b.s->x + 3*9, b.s->x + 3*5, 3*sizeof(double));
		assert_int_equal(gw_force_eval(b.fo, b.s, 0, &e), -1);
		assert_int_equal(e.code, GW_BADDATA);
		assert_non_null(strstr(e.msg, "place of another atom"));
		drop(&b);
	}
}

/* ---- clusters, turned boxes ---- */

/* the atoms of a small jiggled lattice, turned by R and put at c, in a box of side L */
static int
cluster(struct bench *b, const struct spec *p, const double R[3][3], double at, double L, int pbc)
{
	struct gw_sys *l;
	int dim = strstr(p->spec, "2d") ? 2 : 3, m = dim == 3 ? 3 : 5;

	if (open_bench(b, p, dim == 3 ? m*m*m : m*m) < 0)
		return -1;
	l = lattice(p, m, dim, 0);
	set_box(b, L, pbc);
	for (int i = 0; i < l->n; i++) {
		gw_vecmat(l->x + 3*i, R, b->s->x + 3*i);
		for (int k = 0; k < dim; k++)
			b->s->x[3*i + k] += at;
		b->s->type[i] = l->type[i];
	}
	gw_sys_free(l);
	evaluate(b, GW_WANT_ATOM);
	return 0;
}

static void
a_cluster_is_the_same_everywhere(void **state)
{
	(void)state;
	for (int q = 0; q < NSPEC; q++) {
		double L = 30*specs[q].bond, R[3][3];
		struct bench a, b;

		if (cluster(&a, &specs[q], no_turn, L/2, L, 0) < 0)
			continue;
		turn_of(a.s->dim, R);
		for (int k = 0; k < 4; k++) {	/* with and without pbc, within and across its borders, turned */
			const double at[] = { L/2, 0.3*L, -0.02*L, 0.9*L };
			const double (*turn)[3] = k == 1 || k == 3 ? (const double (*)[3])R : no_turn;

			assert_int_equal(cluster(&b, &specs[q], turn, at[k], L, k != 1), 0);
			assert_same(&a, &b, turn, 1e-10);
			drop(&b);
		}
		drop(&a);
	}
}

static void
a_turned_box_turns_the_forces(void **state)
{
	(void)state;
	for (int q = 0; q < NSPEC; q++) {
		struct bench a, b;
		struct gw_err e;
		double R[3][3];

		if (start(&a, &specs[q], 5, 0.2) < 0)
			continue;
		assert_int_equal(start(&b, &specs[q], 5, 0.2), 0);
		turn_of(a.s->dim, R);
		for (int i = -3; i < b.s->n; i++) {
			double *x = i < 0 ? b.s->box.h[i + 3] : b.s->x + 3*i, y[3];

			gw_vecmat(x, R, y);
			memcpy(x, y, sizeof y);
		}
		assert_int_equal(gw_box_update(&b.s->box, &e), 0);
		assert_true(fabs(b.s->box.h[0][1]) > 0.1);	/* no triangle any more */
		evaluate(&a, GW_WANT_ATOM);
		evaluate(&b, GW_WANT_ATOM);
		assert_same(&a, &b, R, 1e-10);
		drop(&a);
		drop(&b);
	}
}

/* other vectors of the same lattice: b + a, and in 3-D c - b */
static void
a_flipped_box_changes_nothing(void **state)
{
	(void)state;
	for (int q = 0; q < NSPEC; q++) {
		struct bench a, b;
		struct gw_err e;

		if (start(&a, &specs[q], 5, 0.1) < 0)
			continue;
		assert_int_equal(start(&b, &specs[q], 5, 0.1), 0);
		for (int k = 0; k < 3; k++) {
			double (*h)[3] = b.s->box.h;

			h[1][k] += h[0][k];
			if (b.s->dim == 3)
				h[2][k] -= h[1][k];
		}
		assert_int_equal(gw_box_update(&b.s->box, &e), 0);
		evaluate(&a, GW_WANT_ATOM);
		evaluate(&b, GW_WANT_ATOM);
		assert_same(&a, &b, no_turn, 1e-10);
		drop(&a);
		drop(&b);
	}
}

static void
a_wrong_dimension_is_refused(void **state)
{
	char name[1][16] = { "A" };
	int tried = 0;

	(void)state;
	for (int k = 0; gw_pots[k]; k++) {
		struct gw_pot_arg a = { .nspecies = 1, .species = name, .dim = 5 - gw_pots[k]->dim };
		struct gw_err e = { 0 };

		if (!gw_pots[k]->dim)
			continue;
		tried++;
		assert_null(gw_pot_new(gw_pots[k], &a, &e));
		assert_int_equal(e.code, GW_BADDATA);
		assert_non_null(strstr(e.msg, "dimensions"));
	}
	assert_true(tried > 0);
}

/* ---- the ends of tables ---- */

/* closer than the second point of its tables: the cubic of the first interval, in all loops the same */
static void
tables_go_on_below_their_second_point(void **state)
{
	const char *plain = NULL;
	double was[6] = { 0 };

	(void)state;
	for (int q = 0; q < NSPEC; q++) {
		const struct gw_eam_file *f;
		struct bench b;

		if (!starts(specs[q].spec, "eam/") || open_bench(&b, &specs[q], 2) < 0)
			continue;
		f = b.spec->file;
		set_box(&b, 40, 0);
		for (int k = 0; k < 3; k++) {
			double r = f->dr*(0.4 + 0.4*k), h = 1e-4*f->dr, up, down, e;
			double force = pair_at(&b, 0, 1, r, &e);

			assert_true(isfinite(e) && isfinite(force));
			if (plain && strstr(specs[q].spec, ",kernel=plain")) {
				assert_in_rel(e, was[2*k], 1e-12);
				assert_in_rel(force, was[2*k + 1], 1e-12);
			}
			was[2*k] = e;
			was[2*k + 1] = force;
			pair_at(&b, 0, 1, r + h, &up);
			pair_at(&b, 0, 1, r - h, &down);
			assert_in_tol(force, fabs(up - down)/(2*h), 1e-5*force + 1e-8*fabs(e)/h);
		}
		plain = specs[q].spec;
		drop(&b);
	}
}

/* F = rho^2 to rho = 2, f = 1 - r, z = 0 on [0, 1]: n atoms at r have rho = (n - 1)(1 - r) */
static struct gw_pot *
made_up(const struct gw_pot_type *t, struct gw_eam_file *f, const char *kernel, const char *spline)
{
	static char name[1][16] = { "X" };
	static double mass[1] = { 1 }, F[21], dens[101], z[101];
	const char *word[8] = { 0 };
	double value[8] = { 0 };
	struct gw_pot_arg a = { .nspecies = 1, .species = name, .dim = 3, .value = value, .word = word,
		.file = f };
	struct gw_err e = { 0 };
	struct gw_pot *p;

	for (int k = 0; k < 21; k++)
		F[k] = 0.01*k*k;
	for (int k = 0; k < 101; k++)
		dens[k] = 1 - 0.01*k;
	for (int k = 0; t->param[k].name; k++)
		word[k] = !strcmp(t->param[k].name, "kernel") ? kernel : spline;
	*f = (struct gw_eam_file){ .fs = t->file == GW_FILE_EAM_FS, .nel = 1, .name = name, .mass = mass,
		.nrho = 21, .nr = 101, .drho = 0.1, .dr = 0.01, .cutoff = 1, .F = F, .f = dens, .z = z };
	p = gw_pot_new(t, &a, &e);
	if (!p)
		fail_msg("%s", e.msg);
	return p;
}

/* an atom with n - 1 others at one place: rho counts on and F is a straight line */
static void
embedding_goes_on_as_a_straight_line_and_is_counted(void **state)
{
	static const char *const kernel[] = { "auto", "plain" }, *const spline[] = { "lammps", "smooth" };

	(void)state;
	for (int k = 0; k < 8; k++) {
		const struct gw_pot_type *t = gw_pot_find(k & 4 ? "eam/fs" : "eam/alloy");
		struct gw_eam_file file;
		struct bench b = { .s = gw_sys_new(8, 1, 3, GW_METAL) };
		double d = 0.1, rho = 0, want;

		b.pot = made_up(t, &file, kernel[k & 1], spline[k >> 1 & 1]);
		b.fo = gw_force_new(b.pot, 0.2);
		set_box(&b, 10, 1);
		for (int i = 0; i < 8; i++)	/* the corners of a cube of side d */
			for (int c = 0; c < 3; c++)
				b.s->x[3*i + c] = 5 + d*(i >> c & 1);
		for (int i = 1; i < 8; i++)
			rho += 1 - d*sqrt((i & 1) + (i >> 1 & 1) + (i >> 2 & 1));
		assert_true(rho > 2.5);
		/* the slope at the end: F' itself, or LAMMPS's difference of the last two points */
		want = 8*(4 + (k >> 1 & 1 ? 4 : 3.9)*(rho - 2));
		evaluate(&b, GW_WANT_ATOM);
		assert_int_equal(b.fo->extrapolated, 8);
		assert_in_rel(b.s->energy, want, 1e-12);
		for (int i = 0; i < 24; i += 5) {
			double f = difference(&b, &b.s->x[i], 1e-5);

			evaluate(&b, 0);
			assert_in_tol(b.s->f[i], f, 1e-7);
		}
		for (int i = 0; i < 24; i++)	/* and far apart it is within */
			b.s->x[i] = 5 + (b.s->x[i] - 5)*8;
		evaluate(&b, GW_WANT_ATOM);
		assert_int_equal(b.fo->extrapolated, 0);
		gw_force_free(b.fo);
		gw_pot_free(b.pot);
		gw_sys_free(b.s);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_entry_of_the_registry_is_tried),
		cmocka_unit_test(an_atom_alone_feels_nothing),
		cmocka_unit_test(pairs_end_at_the_cut_off),
		cmocka_unit_test(each_pair_has_its_own_cut_off),
		cmocka_unit_test(two_atoms_at_one_point_are_refused),
		cmocka_unit_test(a_cluster_is_the_same_everywhere),
		cmocka_unit_test(a_turned_box_turns_the_forces),
		cmocka_unit_test(a_flipped_box_changes_nothing),
		cmocka_unit_test(a_wrong_dimension_is_refused),
		cmocka_unit_test(tables_go_on_below_their_second_point),
		cmocka_unit_test(embedding_goes_on_as_a_straight_line_and_is_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
