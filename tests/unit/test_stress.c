/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stress of atoms: against the strain derivative of the energy, sum rules,
 * symmetries, and the formula of the paper with forces between pairs.
 */
#include "cell/deform.h"
#include "force_unit.h"
#include "structure/stress.h"
#include "structure/voronoi.h"

static void
stress_is_the_strain_derivative(void **state)
{
	static const char *const planes[] = { "xy", "xz", "yz" };
	const double h = 1e-5;

	(void)state;
	for (int q = 0; q < NSPEC; q++) {
		struct bench b;
		struct gw_err e;
		double sigma[6], u[2];

		if (start(&b, &specs[q], 5, 0.15) < 0)
			continue;
		evaluate(&b, GW_WANT_VIRIAL);
		gw_stress_total(b.s, b.fo->virial, sigma);
		for (int p = 0; p < (b.s->dim == 3 ? 3 : 1); p++) {
			struct gw_sys *s0 = gw_sys_copy(b.s);
			int c = gw_stress_component(planes[p]);

			for (int w = 0; w < 2; w++) {
				assert_int_equal(gw_shear(b.s, planes[p][0] - 'x', planes[p][1] - 'x',
				    w ? h : -h, &e), 0);
				evaluate(&b, 0);
				u[w] = b.s->energy;
				memcpy(b.s->x, s0->x, 3*(size_t)s0->n*sizeof *s0->x);
				b.s->box = s0->box;
			}
			assert_in_tol(sigma[c], (u[1] - u[0])/(2*h*b.s->box.volume),
			    2e-6*gw_maxabs(6, sigma));
			gw_sys_free(s0);
		}
		drop(&b);
	}
}

/* sum_i V_i sigma_i = V sigma, whatever the volumes */
static void
stresses_of_atoms_add_up(void **state)
{
	(void)state;
	for (int q = 0; q < NSPEC; q++) {
		struct bench b;
		struct gw_voronoi v = { 0 };
		const struct gw_voronoi_opt o = { 0 };
		struct gw_err e = { 0 };
		double total[6], *sigma;

		if (start(&b, &specs[q], 5, 0.1) < 0)
			continue;
		evaluate(&b, GW_WANT_ATOM | GW_WANT_VIRIAL);
		gw_stress_total(b.s, b.fo->virial, total);
		sigma = gw_alloc(6*(size_t)b.s->n, sizeof *sigma);
		if (b.s->dim == 3 && gw_voronoi_cells(&v, b.s, &o, &e) < 0)
			fail_msg("%s", e.msg);
		for (int w = 0; w < b.s->dim - 1; w++) {
			const double *volume = w ? v.volume : NULL;
			double sum[6] = { 0 };

			gw_stress_atoms(b.s, b.fo->w_atom, volume, sigma);
			for (int i = 0; i < b.s->n; i++)
				for (int k = 0; k < 6; k++)
					sum[k] += sigma[6*i + k]*(volume ? volume[i] : b.s->box.volume/b.s->n);
			for (int k = 0; k < 6; k++)
				assert_in_tol(sum[k], total[k]*b.s->box.volume,
				    1e-11*gw_maxabs(6, total)*b.s->box.volume);
		}
		gw_voronoi_clear(&v);
		gw_free(sigma);
		drop(&b);
	}
}

/* moved by some vector and by periods, turned a quarter about z: nothing new */
static void
places_and_quarter_turns_change_nothing(void **state)
{
	static const int from[6] = { 1, 0, 2, 3, 5, 4 };	/* x' = -y, y' = x */
	static const int sign[6] = { 1, 1, 1, -1, -1, 1 };

	(void)state;
	for (int q = 0; q < NSPEC; q++) {
		struct bench b;
		struct gw_err e;
		double *w, *t, scale;
		size_t n6;

		if (start(&b, &specs[q], 5, 0.1) < 0)
			continue;
		n6 = 6*(size_t)b.s->n;
		w = gw_alloc(n6, sizeof *w);
		t = gw_alloc(n6, sizeof *t);
		evaluate(&b, GW_WANT_ATOM);
		gw_stress_atoms(b.s, b.fo->w_atom, NULL, w);
		scale = gw_maxabs(n6, w);
		for (int i = 0; i < b.s->n + 3; i++) {	/* the box last: its periods move atoms */
			double *x = i < b.s->n ? b.s->x + 3*i : b.s->box.h[i - b.s->n], y;

			for (int k = 0; k < b.s->dim && i < b.s->n; k++)
				x[k] += 0.3 + b.s->box.h[i % b.s->dim][k];
			y = x[0];
			x[0] = -x[1];
			x[1] = y;
		}
		assert_int_equal(gw_box_update(&b.s->box, &e), 0);
		gw_force_reset(b.fo);
		evaluate(&b, GW_WANT_ATOM);
		gw_stress_atoms(b.s, b.fo->w_atom, NULL, t);
		for (int i = 0; i < b.s->n; i++)
			for (int k = 0; k < 6; k++)
				assert_in_tol(t[6*i + k], sign[k]*w[6*i + from[k]], 1e-10*scale);
		gw_free(w);
		gw_free(t);
		drop(&b);
	}
}

/*
 * Among four atoms the six central forces follow from the twelve components of
 * the forces on them: f_i = sum_j f_ij (x_i - x_j)/r_ij.  By
 * elimination in the normal equations.
 */
static void
pair_forces(const struct gw_sys *s, double f[6])
{
	double m[6][7] = { { 0 } };

	for (int c = 0; c < 12; c++) {
		double row[6] = { 0 };
		int p = 0;

		for (int i = 0; i < 4; i++)
			for (int j = i + 1; j < 4; j++, p++) {
				double d[3], r;

				for (int k = 0; k < 3; k++)
					d[k] = s->x[3*i + k] - s->x[3*j + k];
				r = sqrt(gw_dot3(d, d));
				row[p] = c/3 == i ? d[c % 3]/r : c/3 == j ? -d[c % 3]/r : 0;
			}
		for (int a = 0; a < 6; a++) {
			for (int b = 0; b < 6; b++)
				m[a][b] += row[a]*row[b];
			m[a][6] += row[a]*s->f[c];
		}
	}
	for (int a = 0; a < 6; a++)	/* positive definite: no pivots needed */
		for (int b = 0; b < 6; b++)
			for (int c = 6; c >= a && b != a; c--)
				m[b][c] -= m[b][a]/m[a][a]*m[a][c];
	for (int a = 0; a < 6; a++)
		f[a] = m[a][6]/m[a][a];
}

/* -1/(2 Q) sum_j f_ij r^a r^b/r with Q = 1 */
static void
paper_form(const struct gw_sys *s, double sigma[4][6])
{
	double f[6];
	int p = 0;

	pair_forces(s, f);
	memset(sigma, 0, 4*sizeof *sigma);
	for (int i = 0; i < 4; i++)
		for (int j = i + 1; j < 4; j++, p++) {
			const double *x = s->x + 3*i, *y = s->x + 3*j;
			double d[3] = { x[0] - y[0], x[1] - y[1], x[2] - y[2] };
			double k = -0.5*f[p]/sqrt(gw_dot3(d, d));
			double t[6] = { k*d[0]*d[0], k*d[1]*d[1], k*d[2]*d[2],
			    k*d[0]*d[1], k*d[0]*d[2], k*d[1]*d[2] };

			for (int c = 0; c < 6; c++) {
				sigma[i][c] += t[c];
				sigma[j][c] += t[c];
			}
		}
}

/* four atoms at the corners of a bent tetrahedron, alone in the world */
static int
cluster(struct bench *b, const struct spec *p)
{
	static const double x[12] = { 0, 0, 0, 1, 0.1, 0, 0.4, 0.9, 0.1, 0.5, 0.3, 0.8 };

	memset(b, 0, sizeof *b);
	b->s = gw_sys_new(4, 2, 3, strcmp(p->a, "A") ? GW_METAL : GW_LJ);
	strcpy(b->s->species[0].name, p->a);
	strcpy(b->s->species[1].name, p->b);
	gw_box_ortho(&b->s->box, 50, 50, 50, 0);
	for (int i = 0; i < 12; i++)
		b->s->x[i] = 20 + x[i]*p->bond;
	b->s->type[1] = b->s->type[3] = 1;
	if (bind(b, p->spec) == 0)
		return 0;
	drop(b);
	print_message("skipped: %s: its file is not installed\n", p->spec);
	return -1;
}

static void
the_papers_form_is_lammps_s_for_pairs_and_embedded_atoms(void **state)
{
	(void)state;
	for (int q = 0; q < NSPEC; q++) {
		struct bench b;
		double sigma[24], paper[4][6], scale, off = 0, total = 0;
		const char *spec = specs[q].spec;

		if (!strncmp(spec, "kim:", 4) || strstr(spec, "2d") || cluster(&b, &specs[q]) < 0)
			continue;
		evaluate(&b, GW_WANT_ATOM);
		b.s->box.volume = 4;	/* V/N = 1 */
		gw_stress_atoms(b.s, b.fo->w_atom, NULL, sigma);
		paper_form(b.s, paper);
		scale = gw_maxabs(24, sigma);
		for (int c = 0; c < 6; c++) {
			double sum = 0;

			for (int i = 0; i < 4; i++) {
				off = fmax(off, fabs(sigma[6*i + c] - paper[i][c]));
				sum += sigma[6*i + c] - paper[i][c];
			}
			total = fmax(total, fabs(sum));
		}
		assert_true(scale > 0);
		assert_in_tol(total, 0, 1e-10*scale);
		if (strncmp(spec, "sw", 2) != 0 && strncmp(spec, "tersoff", 7) != 0)
			assert_in_tol(off, 0, 1e-10*scale);
		else if (off < 1e-3*scale)
			fail_msg("%s: both forms agree, within %g: were there triplets?", spec, off/scale);
		drop(&b);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stress_is_the_strain_derivative),
		cmocka_unit_test(stresses_of_atoms_add_up),
		cmocka_unit_test(places_and_quarter_turns_change_nothing),
		cmocka_unit_test(the_papers_form_is_lammps_s_for_pairs_and_embedded_atoms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
