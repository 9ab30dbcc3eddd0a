/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slopes of tables: what each kind is exact for, continuity, and how little it matters in a glass. */
#include "force_unit.h"
#include "potential/spline.h"

enum { N = 41 };

/* second derivative of the Hermite piece k at its left (p = 0) or right (p = 1) end */
static double
second(const double *t, const double *s, int k, int p)
{
	double d = t[k + 1] - t[k];

	return p ? 2*s[k] + 4*s[k + 1] - 6*d : 6*d - 4*s[k] - 2*s[k + 1];
}

static void
table(double *t, double (*u)(double x))
{
	for (int k = 0; k < N; k++)
		t[k] = u(0.1*k);
}

static double
wavy(double x)
{
	return sin(2.3*x) + exp(-x);
}

static double
cubic(double x)
{
	return 1 - 2*x + 0.7*x*x + 0.3*x*x*x;
}

static double
cubic_slope(double x)
{
	return -2 + 1.4*x + 0.9*x*x;
}

/* largest jump of the second derivative at inner nodes */
static double
jump(enum gw_spline kind)
{
	double t[N], s[N], most = 0;

	table(t, wavy);
	gw_spline_slopes(kind, t, N, s);
	for (int k = 1; k < N - 1; k++)
		most = fmax(most, fabs(second(t, s, k, 0) - second(t, s, k - 1, 1)));
	return most;
}

static void
smooth_is_twice_differentiable(void **state)
{
	(void)state;
	assert_in_tol(jump(GW_SPLINE_SMOOTH), 0, 1e-14);
	assert_true(jump(GW_SPLINE_LAMMPS) > 1e-5);
}

static void
smooth_is_exact_for_cubics_up_to_its_ends(void **state)
{
	double t[N], s[N];

	(void)state;
	table(t, cubic);
	gw_spline_slopes(GW_SPLINE_SMOOTH, t, N, s);
	for (int k = 0; k < N; k++)
		assert_in_tol(s[k], 0.1*cubic_slope(0.1*k), 1e-13);
	gw_spline_slopes(GW_SPLINE_LAMMPS, t, N, s);
	for (int k = 2; k < N - 2; k++)
		assert_in_tol(s[k], 0.1*cubic_slope(0.1*k), 1e-13);
	assert_true(fabs(s[0] - 0.1*cubic_slope(0)) > 1e-4);
}

/* five points, the shortest table: the equations themselves */
static void
the_shortest_table_meets_the_equations(void **state)
{
	const double t[5] = { 3, -1, 4, 1, -5 };
	double s[5];

	(void)state;
	gw_spline_slopes(GW_SPLINE_SMOOTH, t, 5, s);
	for (int k = 1; k < 4; k++)
		assert_in_tol(s[k - 1] + 4*s[k] + s[k + 1], 3*(t[k + 1] - t[k - 1]), 1e-13);
	assert_in_tol(s[0], (-11*t[0] + 18*t[1] - 9*t[2] + 2*t[3])/6, 1e-14);
	assert_in_tol(s[4], (11*t[4] - 18*t[3] + 9*t[2] - 2*t[1])/6, 1e-14);
}

static struct gw_sys *
glass(void)
{
	static const char *const cuzr[] = { "Cu", "Zr" };
	const struct gw_lammps_opt o = { .units = "metal", .nspecies = 2, .species = cuzr };
	struct gw_lammps_seen seen;
	struct gw_err e = { 0 };
	struct gw_sys *s;
	char *path;
	struct gw_text *t = open_reference("cuzr-2000-glass.data.gz", &path);

	if (gw_lammps_data_read(t, &o, &s, NULL, &seen, &e) < 0)
		fail_msg("%s", e.msg);
	gw_text_close(t);
	free(path);
	return s;
}

/* Both interpolate the same 10,000 points; forces of the glass are nearly zero. */
static void
in_a_glass_both_nearly_agree(void **state)
{
	struct bench a = { 0 }, b = { 0 };
	double most = 0, de;

	(void)state;
	a.s = glass();
	b.s = glass();
	if (bind(&a, EAM) < 0) {
		print_message("skipped: %s: its file is not installed\n", EAM);
		gw_sys_free(a.s);
		gw_sys_free(b.s);
		return;
	}
	assert_int_equal(bind(&b, EAM ",spline=smooth"), 0);
	evaluate(&a, 0);
	evaluate(&b, 0);
	de = fabs(a.s->energy - b.s->energy)/a.s->n;
	for (int i = 0; i < 3*a.s->n; i++)
		most = fmax(most, fabs(a.s->f[i] - b.s->f[i]));
	print_message("the splines differ by %.2g eV an atom, %.2g eV/A\n", de, most);
	assert_true(de > 0 && de < 1e-11);
	assert_true(most > 0 && most < 2e-5);
	drop(&a);
	drop(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(smooth_is_twice_differentiable),
		cmocka_unit_test(smooth_is_exact_for_cubics_up_to_its_ends),
		cmocka_unit_test(the_shortest_table_meets_the_equations),
		cmocka_unit_test(in_a_glass_both_nearly_agree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
