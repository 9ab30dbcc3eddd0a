/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Forces: every potential of the registry against differences of its own
 * energy, virials against strain, symmetries, threads; and energies, forces
 * and stresses against LAMMPS (tests/reference/README.md says how made).
 */
#include "force_unit.h"

#include <omp.h>

/* ---- truths about every entry ---- */

/*
 * Where two spacings disagree a pair crosses the cut-off, where energies or
 * forces of a truncated potential jump: such a component says nothing.
 */
static void
forces_are_differences_of_the_energy(void **state)
{
	(void)state;
	for (int q = 0; q < NSPEC; q++) {
		struct bench b;
		/* tables have jumps of u''' at their nodes: take differences between few of them */
		double scale, h = (strchr(specs[q].spec, ':') ? 1e-5 : 1e-4)*specs[q].bond, tol = 1e-7;
		int tried = 0, compared = 0;

		if (start(&b, &specs[q], 5, 0.1) < 0)
			continue;
		evaluate(&b, 0);
		scale = gw_maxabs(3*(size_t)b.s->n, b.s->f);
		for (int i = 0; i < b.s->n; i += 3)
			for (int k = 0; k < b.s->dim; k++) {
				double f1 = difference(&b, &b.s->x[3*i + k], h);
				double f2 = difference(&b, &b.s->x[3*i + k], 0.7*h);

				tried++;
				if (fabs(f1 - f2) > 0.5*tol*scale)
					continue;
				compared++;
				evaluate(&b, 0);
				assert_in_tol(b.s->f[3*i + k], f1, tol*scale);
			}
		assert_true(compared > 0.8*tried);
		drop(&b);
	}
}

static void
forces_and_torques_balance(void **state)
{
	(void)state;
	for (int q = 0; q < NSPEC; q++) {
		struct bench b;
		double sum[3] = { 0 }, scale;

		if (start(&b, &specs[q], 5, 0.2) < 0)
			continue;
		evaluate(&b, GW_WANT_VIRIAL);
		scale = gw_maxabs(3*(size_t)b.s->n, b.s->f);
		for (int i = 0; i < 3*b.s->n; i++)
			sum[i % 3] += b.s->f[i];
		for (int k = 0; k < 3; k++)
			assert_in_tol(sum[k], 0, 1e-12*scale*b.s->n);
		drop(&b);
	}
}

/* dU/d(strain) along xx, xy, ... is -W: x -> x + eps x_b e_a */
static void
virial_is_the_strain_derivative(void **state)
{
	static const int ab[6][2] = { { 0, 0 }, { 1, 1 }, { 2, 2 }, { 0, 1 }, { 0, 2 }, { 1, 2 } };

	(void)state;
	for (int q = 0; q < NSPEC; q++) {
		struct bench b;
		double W[6], scale = 0;

		if (start(&b, &specs[q], 5, 0.15) < 0)
			continue;
		evaluate(&b, GW_WANT_VIRIAL);
		memcpy(W, b.fo->virial, sizeof W);
		for (int k = 0; k < 6; k++)
			scale = fmax(scale, fabs(W[k]));
		for (int k = 0; k < 6; k++) {
			double h = 1e-5, u[2];
			struct gw_sys *s0 = gw_sys_copy(b.s);
			struct gw_err e;

			if (b.s->dim == 2 && (ab[k][0] == 2 || ab[k][1] == 2)) {
				assert_in_tol(W[k], 0, 0);
				gw_sys_free(s0);
				continue;
			}
			for (int w = 0; w < 2; w++) {
				double eps = w ? h : -h;

				for (int i = 0; i < s0->n; i++)
					b.s->x[3*i + ab[k][0]] = s0->x[3*i + ab[k][0]] +
					    eps*s0->x[3*i + ab[k][1]];
				for (int r = 0; r < 3; r++)
					b.s->box.h[r][ab[k][0]] = s0->box.h[r][ab[k][0]] +
					    eps*s0->box.h[r][ab[k][1]];
				assert_int_equal(gw_box_update(&b.s->box, &e), 0);
				evaluate(&b, 0);
				u[w] = b.s->energy;
				memcpy(b.s->x, s0->x, 3*(size_t)s0->n*sizeof *s0->x);
				b.s->box = s0->box;
			}
			assert_in_tol(W[k], -(u[1] - u[0])/(2*h), 2e-6*scale);
			gw_sys_free(s0);
		}
		drop(&b);
	}
}

static void
shares_of_atoms_add_up(void **state)
{
	(void)state;
	for (int q = 0; q < NSPEC; q++) {
		struct bench b;
		double e = 0, w[6] = { 0 };

		if (start(&b, &specs[q], 6, 0.1) < 0)
			continue;
		evaluate(&b, GW_WANT_ATOM);
		for (int i = 0; i < b.s->n; i++) {
			e += b.fo->e_atom[i];
			for (int k = 0; k < 6; k++)
				w[k] += b.fo->w_atom[6*i + k];
		}
		assert_in_rel(e, b.s->energy, 1e-12);
		for (int k = 0; k < 6; k++)
			assert_in_tol(w[k], b.fo->virial[k], 1e-11*fabs(b.fo->virial[0]));
		drop(&b);
	}
}

/* the same crystal as 1 cell and as 2x2x2 cells, and rotated */
static void
small_boxes_and_rotations_change_nothing(void **state)
{
	(void)state;
	for (int q = 0; q < NSPEC; q++) {
		struct bench b, c;
		struct gw_err e;

		if (start(&b, &specs[q], 2, 0.3) < 0)
			continue;
		memset(&c, 0, sizeof c);
		int dim = b.s->dim, copies = dim == 3 ? 8 : 4;

		c.s = gw_sys_new(copies*b.s->n, 2, dim, b.s->units);
		memcpy(c.s->species, b.s->species, 2*sizeof *c.s->species);
		c.s->box = b.s->box;
		for (int k = 0; k < dim; k++)
			for (int d = 0; d < 3; d++)
				c.s->box.h[k][d] *= 2;
		for (int i = 0; i < c.s->n; i++) {
			int m = i/b.s->n, j = i % b.s->n;
			double im[3] = { m & 1, m >> 1 & 1, m >> 2 };

			gw_vecmat(im, b.s->box.h, c.s->x + 3*i);
			for (int d = 0; d < 3; d++)
				c.s->x[3*i + d] += b.s->x[3*j + d];
			c.s->type[i] = b.s->type[j];
		}
		/* turn about z by an angle, and in 3-D about x too */
		for (int turn = 0; turn < dim - 1; turn++)
			for (int i = -3; i < c.s->n; i++) {
				double *x = i < 0 ? c.s->box.h[i + 3] : c.s->x + 3*i;
				double *u = &x[turn], *v = &x[turn + 1], t = *u;

				if (dim == 2 && i == -1)
					continue;
				*u = 0.8*t - 0.6**v;
				*v = 0.6*t + 0.8**v;
			}
		assert_int_equal(gw_box_update(&c.s->box, &e), 0);
		assert_int_equal(bind(&c, specs[q].spec), 0);
		evaluate(&b, 0);
		evaluate(&c, 0);
		assert_in_rel(c.s->energy, copies*b.s->energy, 1e-11);
		for (int i = 0; i < c.s->n; i++) {
			double *f = c.s->f + 3*i, *g = b.s->f + 3*(i % b.s->n);

			assert_in_tol(gw_dot3(f, f), gw_dot3(g, g), 1e-9*(1 + gw_dot3(g, g)));
		}
		drop(&b);
		drop(&c);
	}
}

static void
threads_and_an_older_list_keep_the_bits(void **state)
{
	(void)state;
	for (int q = 0; q < 4; q++) {
		static const char *const some[] = { "ka", EAM, SW, SIO };
		struct bench b, c;

		if (start(&b, spec_of(some[q]), 15, 0.1) < 0)
			continue;
		assert_int_equal(start(&c, spec_of(some[q]), 15, 0.1), 0);
		evaluate(&b, GW_WANT_ATOM);
		for (int i = 0; i < 3*b.s->n; i++)	/* both now use the list built before */
			b.s->x[i] = c.s->x[i] += 0.01*sin(i);
		const double (*h)[3], *x0 = gw_force_anchor(b.fo, &h);
		struct gw_err e;
		double keep[3][3];

		memcpy(keep, h, sizeof keep);
		assert_int_equal(gw_force_set_anchor(c.fo, c.s, x0, (const double (*)[3])keep, &e), 0);
		omp_set_num_threads(1);
		evaluate(&b, GW_WANT_ATOM);
		omp_set_num_threads(3);
		evaluate(&c, GW_WANT_ATOM);
		omp_set_num_threads(1);
		assert_memory_equal(b.s->f, c.s->f, 3*(size_t)b.s->n*sizeof(double));
		assert_memory_equal(b.fo->w_atom, c.fo->w_atom, 6*(size_t)b.s->n*sizeof(double));
		assert_memory_equal(&b.s->energy, &c.s->energy, sizeof(double));
		drop(&b);
		drop(&c);
	}
}

/* pairs at r_c exactly count nothing; a dimer's energy is the pair energy */
static void
dimer_and_cut_off(void **state)
{
	struct bench b = { 0 };
	double rc = 2.5, e0 = 4*(pow(rc, -12) - pow(rc, -6));

	(void)state;
	b.s = gw_sys_new(2, 1, 3, GW_LJ);
	strcpy(b.s->species[0].name, "A");
	gw_box_ortho(&b.s->box, 50, 50, 50, 0);	/* not periodic */
	assert_int_equal(bind(&b, "ka"), 0);
	b.s->x[3] = pow(2, 1/6.);
	evaluate(&b, 0);
	assert_in_tol(b.s->energy, -1 - e0, 1e-14);
	assert_in_tol(b.s->f[0], 0, 1e-13);
	b.s->x[3] = rc;
	evaluate(&b, 0);
	assert_in_tol(b.s->energy, 0, 0);
	b.s->x[3] = nextafter(rc, 0);
	evaluate(&b, 0);
	assert_in_tol(b.s->energy, 0, 1e-15);
	assert_true(b.s->f[0] != 0);
	drop(&b);
}

/* depth and place of the minimum, and bcc iron, as the potential's authors state them */
static void
johnson_minimum_and_crystal(void **state)
{
	struct bench b = { 0 }, c = { 0 };
	struct gw_err e = { 0 };

	(void)state;
	b.s = gw_sys_new(2, 1, 3, GW_METAL);
	strcpy(b.s->species[0].name, "Fe");
	gw_box_ortho(&b.s->box, 50, 50, 50, 0);
	assert_int_equal(bind(&b, "johnson"), 0);
	b.s->x[3] = 2.61664;
	evaluate(&b, 0);
	assert_in_tol(b.s->energy, -0.251638, 1e-6);
	assert_in_tol(b.s->f[0], 0, 1e-5);
	drop(&b);
	c.s = gw_sys_new(2, 1, 3, GW_METAL);
	strcpy(c.s->species[0].name, "Fe");
	gw_box_ortho(&c.s->box, 2.860, 2.860, 2.860, 3);
	assert_int_equal(gw_box_update(&c.s->box, &e), 0);
	c.s->x[3] = c.s->x[4] = c.s->x[5] = 1.430;
	assert_int_equal(bind(&c, "johnson"), 0);
	evaluate(&c, 0);
	assert_in_tol(c.s->energy/2, -1.5372, 1e-4);
	drop(&c);
}

static void
an_atom_alone_has_no_energy(void **state)
{
	struct bench b = { 0 };

	(void)state;
	b.s = gw_sys_new(1, 1, 3, GW_LJ);
	strcpy(b.s->species[0].name, "B");
	gw_box_ortho(&b.s->box, 1000, 1000, 1000, 3);
	assert_int_equal(bind(&b, "ka"), 0);
	evaluate(&b, GW_WANT_ATOM);
	assert_in_tol(b.s->energy, 0, 0);
	drop(&b);
}

static void
two_atoms_at_one_point_are_named(void **state)
{
	struct bench b;
	struct gw_err e = { 0 };

	(void)state;
	assert_int_equal(start(&b, &specs[0], 4, 0), 0);
	memcpy(b.s->x + 3*9, b.s->x + 3*5, 3*sizeof(double));
	assert_int_equal(gw_force_eval(b.fo, b.s, 0, &e), -1);
	assert_int_equal(e.code, GW_BADDATA);
	assert_true(strstr(e.msg, "atom 6") || strstr(e.msg, "atom 10"));
	drop(&b);
}

static void
wrong_species_and_dimension_are_named(void **state)
{
	struct gw_sys *s = lattice(spec_of(EAM), 2, 3, 0);
	struct gw_err e = { 0 };
	struct gw_potspec *p = gw_potspec_read("ka2d", &e);

	(void)state;
	assert_non_null(p);
	s->units = GW_LJ;
	assert_null(gw_potspec_bind(p, s, &e));
	assert_int_equal(e.code, GW_BADDATA);
	gw_potspec_free(p);
	p = gw_potspec_read("ka", &e);
	assert_null(gw_potspec_bind(p, s, &e));
	assert_non_null(strstr(e.msg, "Cu"));
	gw_potspec_free(p);
	gw_sys_free(s);
}
/* ---- against LAMMPS ---- */

static const char *const cuzr[] = { "Cu", "Zr" }, *const ab[] = { "A", "B" };

static void
eam_is_like_lammps(void **state)
{
	const struct gw_lammps_opt o = { .units = "metal", .nspecies = 2, .species = cuzr };

	(void)state;
	like_lammps("cuzr-2000-glass", EAM, &o);
	like_lammps("cuzr-10976-glass", EAM, &o);
	like_lammps("cuzr-2000-glass", EAM ",kernel=plain", &o);
}

/* so many pairs that few layers of them are kept at a time */
static void
fast_loops_are_like_plain_ones_in_large_systems(void **state)
{
	struct bench a, b;
	double fs;

	(void)state;
	if (start(&a, spec_of(EAM), 53, 0.1) < 0)
		return;
	assert_int_equal(start(&b, spec_of(EAM ",kernel=plain"), 53, 0.1), 0);
	evaluate(&a, GW_WANT_VIRIAL);
	evaluate(&b, GW_WANT_VIRIAL);
	assert_true(a.fo->list->npair > 8000000);
	fs = gw_maxabs(3*(size_t)a.s->n, a.s->f);
	assert_in_rel(a.s->energy, b.s->energy, 1e-12);
	for (int i = 0; i < 3*a.s->n; i++)
		assert_in_tol(a.s->f[i], b.s->f[i], 1e-12*fs);
	for (int k = 0; k < 6; k++)
		assert_in_tol(a.fo->virial[k], b.fo->virial[k], 1e-10*fabs(b.fo->virial[0]));
	drop(&a);
	drop(&b);
}

static void
assert_same_atoms(const struct bench *a, const struct bench *b, int want)
{
	double fs = gw_maxabs(3*(size_t)a->s->n, a->s->f), es = gw_maxabs((size_t)a->s->n, a->fo->e_atom);
	double ws = want ? gw_maxabs(6*(size_t)a->s->n, a->fo->w_atom) : 0;

	for (int i = 0; i < a->s->n; i++) {
		assert_in_tol(a->fo->e_atom[i], b->fo->e_atom[i], 1e-12*es);
		for (int k = 0; k < 3; k++)
			assert_in_tol(a->s->f[3*i + k], b->s->f[3*i + k], 1e-12*fs);
		for (int k = 0; want && k < 6; k++)
			assert_in_tol(a->fo->w_atom[6*i + k], b->fo->w_atom[6*i + k], 1e-12*ws);
	}
}

/* the loops chosen for this processor against the plain ones, with and without shares of atoms */
static void
fast_loops_are_like_plain_ones(void **state)
{
	(void)state;
	for (int q = 0; q < NSPEC; q++) {
		const char *plain = strstr(specs[q].spec, ",kernel=plain");
		char name[64];
		struct bench a, b;

		if (!plain || start(&b, &specs[q], 9, 0.1) < 0)
			continue;
		snprintf(name, sizeof name, "%.*s%s", (int)(plain - specs[q].spec), specs[q].spec,
		    plain + strlen(",kernel=plain"));
		assert_int_equal(start(&a, spec_of(name), 9, 0.1), 0);
		for (int atom = 0; atom < 2; atom++) {
			evaluate(&a, atom ? GW_WANT_ATOM : GW_WANT_VIRIAL);
			evaluate(&b, atom ? GW_WANT_ATOM : GW_WANT_VIRIAL);
			assert_in_rel(a.s->energy, b.s->energy, 1e-12);
			for (int k = 0; k < 6; k++)
				assert_in_tol(a.fo->virial[k], b.fo->virial[k],
				    1e-12*gw_maxabs(6, b.fo->virial));
			assert_same_atoms(&a, &b, atom);
		}
		drop(&a);
		drop(&b);
	}
}

static void
kob_andersen_is_like_lammps(void **state)
{
	const struct gw_lammps_opt o = { .units = "lj", .nspecies = 2, .species = ab };

	(void)state;
	like_lammps("ka-5000-glass", "ka,shift=none", &o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forces_are_differences_of_the_energy),
		cmocka_unit_test(forces_and_torques_balance),
		cmocka_unit_test(virial_is_the_strain_derivative),
		cmocka_unit_test(shares_of_atoms_add_up),
		cmocka_unit_test(small_boxes_and_rotations_change_nothing),
		cmocka_unit_test(threads_and_an_older_list_keep_the_bits),
		cmocka_unit_test(dimer_and_cut_off),
		cmocka_unit_test(johnson_minimum_and_crystal),
		cmocka_unit_test(an_atom_alone_has_no_energy),
		cmocka_unit_test(two_atoms_at_one_point_are_named),
		cmocka_unit_test(wrong_species_and_dimension_are_named),
		cmocka_unit_test(fast_loops_are_like_plain_ones),
		cmocka_unit_test(fast_loops_are_like_plain_ones_in_large_systems),
		cmocka_unit_test(eam_is_like_lammps),
		cmocka_unit_test(kob_andersen_is_like_lammps),
	};

	return LEVELS_RUN(tests);
}
