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
moves_are_differences_of_energies(void **state)
{
	static const double dr[] = { 1e-3, 0.03, 0.3 };
	enum { N = 12, M = 3*N };

	(void)state;
	for (int q = 0; q < 2*NSPEC; q++) {
		const struct spec *sp = &specs[q/2];
		struct scan t;
		double a[M], s[M], a0[M], s0[M];
		int called = strstr(sp->spec, "driver=kim") || !strcmp(sp->spec, KIM_EMT);

		memset(&t, 0, sizeof t);
		if (start(&t.b, sp, q % 2 ? 7 : 3, 0.1) < 0)
			continue;
		if (q % 2 && called) {	/* slow */
			drop(&t.b);
			continue;
		}
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
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moves_are_differences_of_energies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
