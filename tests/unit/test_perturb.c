/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One atom moved: every potential of the registry against differences of its
 * energies, fast loops against plain ones, derivatives, identities, limits.
 */
#include "force_unit.h"

#include <omp.h>

#include "landscape/perturb.h"
#include "potential/perturb.h"

struct scan {			/* a scan of all atoms of a system */
	struct bench b;
	struct gw_scan *w;
	struct gw_sphere *sphere;
	struct gw_scan_opt o;
	int32_t *index;
};

static void
scan_start(struct scan *t, int n, const double *dr, int ndr)
{
	struct gw_err e = { 0 };

	t->w = gw_scan_new(t->b.pot);
	t->sphere = gw_sphere_fibonacci(n, t->b.s->dim);
	t->o = (struct gw_scan_opt){ .sphere = t->sphere, .ndr = ndr, .dr = dr };
	t->index = gw_alloc((size_t)t->b.s->n, sizeof *t->index);
	for (int i = 0; i < t->b.s->n; i++)
		t->index[i] = i;
	if (gw_scan_start(t->w, t->b.s, &t->o, t->index, t->b.s->n, &e) < 0)
		fail_msg("%s", e.msg);
}

static void
scan_drop(struct scan *t)
{
	gw_scan_free(t->w);
	gw_sphere_free(t->sphere);
	gw_free(t->index);
	drop(&t->b);
}

static void
scan_map(struct scan *t, int i, double *e_atom, double *e_sys)
{
	struct gw_err e = { 0 };

	if (gw_scan_map(t->w, i, e_atom, e_sys, &e) < 0)
		fail_msg("%s", e.msg);
}

/* ---- against energies ---- */

/* dE_atom and dE_sys of atom i by evaluating the whole system again */
static void
by_energies(struct bench *b, int i, const struct gw_sphere *sp, const double *dr, int ndr,
	double *e_atom, double *e_sys)
{
	size_t n = (size_t)b->s->n;
	double *x = b->s->x + 3*i, x0[3], *before;

	evaluate(b, 0);
	before = gw_dup(b->fo->e_atom, n, sizeof *before);
	memcpy(x0, x, sizeof x0);
	for (int q = 0; q < ndr*sp->n; q++) {
		for (int k = 0; k < 3; k++)
			x[k] = x0[k] + dr[q/sp->n]*sp->u[k][q % sp->n];
		evaluate(b, 0);
		e_atom[q] = b->fo->e_atom[i] - before[i];
		e_sys[q] = 0;
		for (size_t k = 0; k < n; k++)
			e_sys[q] += b->fo->e_atom[k] - before[k];
	}
	memcpy(x, x0, sizeof x0);
	gw_free(before);
}

/* boxes below and above twice the reach: atoms that stand in a neighbourhood twice, or once */
static void
compare_with_energies(const struct spec *sp, int m)
{
	enum { N = 12, M = 3*N };
	const double dr[3] = { 3e-4*sp->bond, 0.01*sp->bond, 0.3*sp->bond };
	double a[M], s[M], a0[M], s0[M];
	struct scan t;

	memset(&t, 0, sizeof t);
	if (start(&t.b, sp, m, 0.1) < 0)
		return;
	scan_start(&t, N, dr, 3);
	for (int i = 0; i < t.b.s->n; i += t.b.s->n/3) {
		double scale = 0;

		scan_map(&t, i, a, s);
		by_energies(&t.b, i, t.sphere, dr, 3, a0, s0);
		for (int k = 0; k < t.b.s->n; k++)
			scale = fmax(scale, fabs(t.b.fo->e_atom[k]));
		for (int k = 0; k < M; k++) {
			assert_in_tol(a[k], a0[k], 3e-13*fmax(scale, fabs(a0[k])));
			assert_in_tol(s[k], s0[k], 3e-12*fmax(scale, fabs(s0[k])));
		}
	}
	scan_drop(&t);
}

static void
moves_are_differences_of_energies(void **state)
{
	(void)state;
	for (int q = 0; q < NSPEC; q++) {
		int slow = strstr(specs[q].spec, "driver=kim") || !strcmp(specs[q].spec, KIM_EMT);

		compare_with_energies(&specs[q], 3);
		if (!slow)
			compare_with_energies(&specs[q], 7);
	}
}

/* so dense that densities are above their table, or leave it */
static void
above_the_embedding_table(void **state)
{
	const struct spec dense[] = { { EAM, "Cu", "Zr", 1.7 }, { EAM ",kernel=plain", "Cu", "Zr", 1.7 },
	    { EAM, "Cu", "Zr", 1.95 }, { EAM ",kernel=plain", "Cu", "Zr", 1.95 } };
	int found = 0;

	(void)state;
	for (int q = 0; q < 4; q++) {
		struct bench b;

		if (start(&b, &dense[q], 10, 0.1) < 0)
			return;
		evaluate(&b, 0);
		found += b.fo->extrapolated > 0;
		drop(&b);
		compare_with_energies(&dense[q], 10);
	}
	assert_true(found > 0);
}

/* ---- fast and plain ---- */

static void
fast_loops_are_like_plain_ones(void **state)
{
	static const double dr[] = { 1e-5, 1e-3, 0.05, 1.2 };
	static const char *const name[] = { EAM, "eam/alloy:AlCu.eam.alloy" };
	enum { N = 40, M = 4*N };

	(void)state;
	for (int q = 0; q < 2; q++) {
		struct spec plain = *spec_of(name[q]);
		struct scan t[2];
		double a[2][M], s[2][M];
		char text[64];

		memset(t, 0, sizeof t);
		snprintf(text, sizeof text, "%s,kernel=plain", name[q]);
		if (start(&t[0].b, &plain, 8, 0.1) < 0)
			continue;
		plain.spec = text;
		assert_int_equal(start(&t[1].b, &plain, 8, 0.1), 0);
		for (int k = 0; k < 2; k++)
			scan_start(&t[k], N, dr, 4);
		for (int i = 0; i < t[0].b.s->n; i += 37) {
			for (int k = 0; k < 2; k++)
				scan_map(&t[k], i, a[k], s[k]);
			for (int r = 0; r < 4; r++) {
				double scale = fmax(gw_maxabs(N, s[1] + r*N), gw_maxabs(N, a[1] + r*N));

				for (int k = r*N; k < (r + 1)*N; k++) {
					assert_in_tol(a[0][k], a[1][k], fmax(1e-12*scale, 2e-17));
					assert_in_tol(s[0][k], s[1][k], fmax(1e-12*scale, 2e-17));
				}
			}
		}
		scan_drop(&t[0]);
		scan_drop(&t[1]);
	}
}

/* ---- derivatives, and moves that are tiny ---- */

static double
quadratic(const double h[3][3], const double n[3])
{
	double v[3];

	gw_vecmat(n, h, v);
	return gw_dot3(v, n);
}

/*
 * In opposite directions,
 *
 *	[dE(d n) - dE(-d n)]/2d = g.n + O(d^2),  [dE(d n) + dE(-d n)]/d^2 = n.H n + O(d^2).
 *
 * The second has no digits unless those of dE are good to 1e-11 of it at 1e-5.
 */
static void
compare_with_derivatives(const struct spec *sp, int m, double dr, double tol)
{
	enum { N = 8 };
	double a[N], s[N];
	struct gw_err e = { 0 };
	struct scan t;

	memset(&t, 0, sizeof t);
	if (start(&t.b, sp, m, 0.1) < 0)
		return;
	scan_start(&t, N, &dr, 1);
	gw_sphere_free(t.sphere);
	t.o.sphere = t.sphere = t.b.s->dim == 2 ? gw_sphere_fibonacci(N, 2) : gw_sphere_grid(2, 4);
	assert_int_equal(gw_scan_start(t.w, t.b.s, &t.o, t.index, t.b.s->n, &e), 0);
	for (int i = 0; i < t.b.s->n; i += t.b.s->n/5) {
		struct gw_curve c;
		double most = 0;

		scan_map(&t, i, a, s);
		assert_int_equal(gw_scan_curve(t.w, i, &c, &e), 0);
		for (int k = 0; k < 9; k++)
			most = fmax(most, fabs((&c.h_sys[0][0])[k]));
		for (int k = 0; k < N/2; k++) {
			int back = t.b.s->dim == 2 ? k + 4 : 4 + (k + 2) % 4;
			double n[3] = { t.sphere->u[0][k], t.sphere->u[1][k], t.sphere->u[2][k] };
			const double (*ha)[3] = (const double (*)[3])c.h_atom;
			const double (*hs)[3] = (const double (*)[3])c.h_sys;

			for (int q = 0; q < 3; q++)
				assert_in_tol(t.sphere->u[q][back], -n[q], 1e-15);
			assert_in_tol((a[k] - a[back])/(2*dr), gw_dot3(c.g_atom, n), 0.1*most*dr);
			assert_in_tol((s[k] - s[back])/(2*dr), gw_dot3(c.g_sys, n), 0.1*most*dr);
			assert_in_tol((a[k] + a[back])/(dr*dr), quadratic(ha, n), tol*most);
			assert_in_tol((s[k] + s[back])/(dr*dr), quadratic(hs, n), tol*most);
		}
	}
	scan_drop(&t);
}

static void
derivatives(void **state)
{
	/* tables of LAMMPS's slopes have second derivatives that jump at their points */
	static const struct { const char *spec; double dr, tol; } at[] = {
		{ "ka", 1e-5, 3e-5 }, { "ka,shift=force", 1e-5, 3e-5 }, { "ka,shift=c2,cut=2", 1e-5, 3e-5 },
		{ "ka2d", 1e-5, 3e-5 }, { "wca", 1e-5, 3e-5 }, { "lj50", 1e-5, 3e-5 },
		{ "wahnstrom", 1e-5, 3e-5 }, { "johnson", 1e-5, 3e-5 },
		{ EAM ",spline=smooth", 1e-5, 3e-5 }, { EAM ",spline=smooth,kernel=plain", 1e-5, 3e-5 },
		{ EAM, 1e-5, 3e-2 }, { "eam/alloy:AlCu.eam.alloy", 1e-5, 3e-2 },
		{ SW, 3e-4, 3e-4 }, { SIO, 3e-4, 3e-3 },
		{ KIM_SW, 3e-4, 1e-3 },
	};

	(void)state;
	for (size_t k = 0; k < sizeof at/sizeof *at; k++) {
		struct spec sp = *spec_of(strstr(at[k].spec, "smooth,") ? EAM : at[k].spec);

		sp.spec = at[k].spec;
		compare_with_derivatives(&sp, 3, at[k].dr, at[k].tol);
		compare_with_derivatives(&sp, 7, at[k].dr, at[k].tol);
	}
}

/* ---- identities ---- */

static void
pairs_of_a_pair_potential(void **state)
{
	static const double dr[] = { 1e-6, 1e-4, 1e-2, 0.1 };
	static const char *const name[] = { "ka", "ka,shift=none", "ka2d", "wca", "johnson" };
	enum { N = 50, M = 4*N };

	(void)state;
	for (int q = 0; q < 5; q++) {
		struct scan t;
		double a[M], s[M];
		int moved = 0;

		memset(&t, 0, sizeof t);
		assert_int_equal(start(&t.b, spec_of(name[q]), 6, 0.1), 0);
		scan_start(&t, N, dr, 4);
		for (int i = 0; i < t.b.s->n; i += 7) {
			scan_map(&t, i, a, s);
			for (int k = 0; k < M; k++) {
				assert_true(s[k] == 2*a[k]);
				moved += s[k] != 0;
			}
		}
		assert_true(moved > M);
		scan_drop(&t);
	}
}

/* what the maps have is what the scan tells, whatever the number of threads */
static void
scans_reduce_maps(void **state)
{
	static const double dr[] = { 1e-3, 0.02, 0.2 };
	enum { N = 60, M = 3*N };
	struct gw_scan_atom *out[2];
	double *omega[2], a[M], s[M];
	long count[2][M] = { { 0 } };
	struct gw_err e = { 0 };
	struct scan t;
	size_t n;

	(void)state;
	memset(&t, 0, sizeof t);
	if (start(&t.b, spec_of(EAM), 7, 0.1) < 0)
		return;
	n = (size_t)t.b.s->n;
	for (int k = 0; k < 2; k++) {
		omp_set_num_threads(k ? 3 : 1);
		out[k] = gw_alloc(n, sizeof **out);
		omega[k] = gw_alloc(3*n, sizeof **omega);
		if (k == 0)
			scan_start(&t, N, dr, 3);
		assert_int_equal(gw_scan_start(t.w, t.b.s, &t.o, t.index, (int)n, &e), 0);
		assert_int_equal(gw_scan_atoms(t.w, out[k], omega[k], count[k], &e), 0);
	}
	omp_set_num_threads(1);
	assert_memory_equal(out[0], out[1], n*sizeof **out);
	assert_memory_equal(omega[0], omega[1], 3*n*sizeof **omega);
	assert_memory_equal(count[0], count[1], sizeof count[0]);
	for (size_t i = 0; i < n; i++) {
		double least = 0, low = INFINITY, where = 0;

		scan_map(&t, (int)i, a, s);
		for (int r = 0; r < 3; r++) {
			int below = 0;

			for (int k = r*N; k < (r + 1)*N; k++) {
				below += a[k] < 0;
				count[1][k] -= a[k] < 0;
				low = fmin(low, s[k]);
				if (a[k] < least) {
					least = a[k];
					where = dr[r];
				}
			}
			assert_in_tol(omega[0][3*i + (size_t)r], below/(double)N, 1e-15);
		}
		assert_true(out[0][i].dr_star == where && out[0][i].min_sys == low);
		assert_true(out[0][i].h_sys[0] <= out[0][i].h_sys[1]);
		assert_true(out[0][i].h_sys[1] <= out[0][i].h_sys[2]);
	}
	for (int k = 0; k < M; k++)
		assert_int_equal(count[1][k], 0);
	for (int k = 0; k < 2; k++) {
		gw_free(out[k]);
		gw_free(omega[k]);
	}
	scan_drop(&t);
}

/* trace and determinant of what the eigenvalues are of */
static void
eigenvalues_are_of_the_hessian(void **state)
{
	static const double dr = 1e-3;
	struct gw_err e = { 0 };
	struct scan t;
	struct gw_scan_atom *out;
	double *omega, inverse[3][3];
	struct gw_curve c;

	(void)state;
	memset(&t, 0, sizeof t);
	assert_int_equal(start(&t.b, spec_of("ka"), 5, 0.1), 0);
	scan_start(&t, 50, &dr, 1);
	out = gw_alloc((size_t)t.b.s->n, sizeof *out);
	omega = gw_alloc((size_t)t.b.s->n, sizeof *omega);
	assert_int_equal(gw_scan_atoms(t.w, out, omega, NULL, &e), 0);
	for (int i = 0; i < t.b.s->n; i++) {
		const double *h = out[i].h_sys;
		double most = fmax(fabs(h[0]), fabs(h[2]));

		assert_int_equal(gw_scan_curve(t.w, i, &c, &e), 0);
		assert_in_tol(h[0] + h[1] + h[2], c.h_sys[0][0] + c.h_sys[1][1] + c.h_sys[2][2], 1e-13*most);
		assert_in_tol(h[0]*h[1]*h[2], gw_inverse((const double (*)[3])c.h_sys, inverse),
		    1e-12*most*most*most);
		assert_in_tol(out[i].g_atom, sqrt(gw_dot3(c.g_atom, c.g_atom)), 1e-15*out[i].g_atom);
	}
	gw_free(out);
	gw_free(omega);
	scan_drop(&t);
}

static int
stop_at_once(void *arg, long done, long total)
{
	(void)arg;
	assert_true(done < total);
	return 1;
}

static void
a_scan_can_be_stopped(void **state)
{
	static const double dr = 1e-3;
	struct gw_err e = { 0 };
	struct scan t;
	struct gw_scan_atom *out;
	double *omega;

	(void)state;
	memset(&t, 0, sizeof t);
	assert_int_equal(start(&t.b, spec_of("ka"), 4, 0.1), 0);
	scan_start(&t, 50, &dr, 1);
	t.o.tick = stop_at_once;
	out = gw_alloc((size_t)t.b.s->n, sizeof *out);
	omega = gw_alloc((size_t)t.b.s->n, sizeof *omega);
	assert_int_equal(gw_scan_start(t.w, t.b.s, &t.o, t.index, t.b.s->n, &e), 0);
	assert_int_equal(gw_scan_atoms(t.w, out, omega, NULL, &e), 1);
	gw_free(out);
	gw_free(omega);
	scan_drop(&t);
}

/* ---- directions ---- */

/* weights are solid angles: second moments of the unit vectors are 1/3, or 1/2 in the plane */
static void
directions_are_uniform(void **state)
{
	struct gw_sphere *of[] = { gw_sphere_fibonacci(1000, 3), gw_sphere_grid(60, 90), gw_sphere_grid(1, 3),
	    gw_sphere_fibonacci(101, 2) };
	static const double tol[] = { 2e-3, 2e-3, 1, 1e-12 };

	(void)state;
	for (int q = 0; q < 4; q++) {
		double first[3] = { 0 }, second[3] = { 0 }, sum = 0;

		for (int k = 0; k < of[q]->n; k++) {
			double n[3] = { of[q]->u[0][k], of[q]->u[1][k], of[q]->u[2][k] };

			sum += of[q]->weight[k];
			assert_in_tol(gw_dot3(n, n), 1, 1e-14);
			assert_in_tol(n[2], cos(of[q]->theta[k]), 1e-14);
			assert_in_tol(n[0], sin(of[q]->theta[k])*cos(of[q]->phi[k]), 1e-14);
			assert_in_tol(n[1], sin(of[q]->theta[k])*sin(of[q]->phi[k]), 1e-14);
			assert_true(of[q]->phi[k] >= 0 && of[q]->phi[k] < 2*M_PI);
			for (int c = 0; c < 3; c++) {
				first[c] += of[q]->weight[k]*n[c];
				second[c] += of[q]->weight[k]*n[c]*n[c];
			}
		}
		assert_in_rel(sum, of[q]->all, 1e-13);
		if (q == 1 || q == 2)
			assert_in_rel(sum, 4*M_PI, 1e-13);
		for (int c = 0; c < 3; c++) {
			assert_in_tol(first[c]/sum, 0, tol[q]);
			assert_in_tol(second[c]/sum, q < 3 ? 1/3. : c < 2 ? 0.5 : 0, tol[q]);
		}
		gw_sphere_free(of[q]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moves_are_differences_of_energies),
		cmocka_unit_test(above_the_embedding_table),
		cmocka_unit_test(fast_loops_are_like_plain_ones),
		cmocka_unit_test(derivatives),
		cmocka_unit_test(pairs_of_a_pair_potential),
		cmocka_unit_test(scans_reduce_maps),
		cmocka_unit_test(eigenvalues_are_of_the_hessian),
		cmocka_unit_test(a_scan_can_be_stopped),
		cmocka_unit_test(directions_are_uniform),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
