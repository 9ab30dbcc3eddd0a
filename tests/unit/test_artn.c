/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saddle searches: clusters whose saddles are known, the vacancy of copper,
 * a metallic glass with its dense Hessian, and what must not change the bits.
 */
#include <lapacke.h>
#include <math.h>
#include <string.h>

#include "cell/lattice.h"
#include "cell/packing.h"
#include "force_unit.h"
#include "landscape/artn.h"
#include "landscape/lanczos.h"
#include "minimize/minimize.h"

#define CU "eam/fs:CuZr_mm.eam.fs"

struct land {			/* a minimum and what searches around it need */
	struct bench b;
	struct gw_local_base *base;
	struct gw_art_opt o;
	struct gw_art *art;
	double energy;
};

static void
relax(struct bench *b, double ftol)
{
	struct gw_min_opt o = GW_MIN_DEFAULTS;
	struct gw_min_out out;
	struct gw_err e = { 0 };

	o.ftol = ftol;
	o.method = GW_LBFGS;
	if (gw_minimize(b->fo, b->s, &o, &out, &e) < 0)
		fail_msg("%s", e.msg);
	assert_true(out.converged);
}

/* l->b.s is bound to spec and made a minimum; -1, said: the file is not here */
static int
settle(struct land *l, const char *spec, double ftol)
{
	struct gw_err e = { 0 };

	if (bind(&l->b, spec) < 0) {
		print_message("skipped: %s: its file is not installed\n", spec);
		gw_sys_free(l->b.s);
		return -1;
	}
	relax(&l->b, ftol);
	l->energy = l->b.s->energy;
	l->base = gw_local_base_new(l->b.pot, l->b.s, &e);
	assert_non_null(l->base);
	gw_art_defaults(&l->o, l->b.s->units);
	l->art = gw_art_new(l->base, l->b.pot, l->b.s, &l->o);
	return 0;
}

static void
leave(struct land *l)
{
	gw_art_free(l->art);
	gw_local_base_free(l->base);
	drop(&l->b);
}

static void
attempt(struct land *l, struct gw_art *art, int atom, uint32_t k, struct gw_art_event *ev)
{
	struct gw_err e = { 0 };

	if (gw_art_attempt(art, atom, 1, k, ev, &e) < 0)
		fail_msg("%s", e.msg);
	assert_true(ev->evals <= l->o.max_evals);
}

/* displacements of all atoms */
static double *
widen(const struct land *l, const struct gw_art_shift *shift)
{
	double *u = gw_alloc(3*(size_t)l->b.s->n, sizeof *u);

	for (int k = 0; k < shift->n; k++)
		memcpy(u + 3*(size_t)shift->atom[k], shift->d + 3*(size_t)k, 3*sizeof *u);
	return u;
}

/* all atoms mobile, and u [n][3] in their order there */
static struct gw_local *
all_of(const struct land *l, const double *wide, double *u)
{
	struct gw_local *all = gw_local_new(l->base);
	struct gw_err e = { 0 };

	assert_int_equal(gw_local_choose(all, 0, 0, &e), 0);
	assert_int_equal(all->m, l->b.s->n);
	for (int k = 0; k < all->m; k++)
		memcpy(u + 3*(size_t)k, wide + 3*(size_t)all->atom[k], 3*sizeof *u);
	return all;
}

/* eigenvalues of the Hessian at the displacements, ascending; lowest: its vector in the order of the atoms */
static double *
spectrum(const struct land *l, const double *wide, double *lowest)
{
	size_t n = 3*(size_t)l->b.s->n;
	double *h = gw_alloc(n*n, sizeof *h), *w = gw_alloc(n, sizeof *w), *v = gw_alloc(n, sizeof *v);
	struct gw_local *all = all_of(l, wide, v);
	struct gw_err e = { 0 };

	assert_int_equal(gw_local_bend(all, v, &e), 0);
	memset(v, 0, n*sizeof *v);
	for (size_t k = 0; k < n; k++) {
		v[k] = 1;
		assert_int_equal(gw_local_product(all, v, h + k*n, &e), 0);
		v[k] = 0;
	}
	assert_int_equal(LAPACKE_dsyev(LAPACK_COL_MAJOR, lowest ? 'V' : 'N', 'U', (int)n, h, (int)n, w),
	    0);
	for (int k = 0; lowest && k < all->m; k++)
		memcpy(lowest + 3*(size_t)all->atom[k], h + 3*(size_t)k, 3*sizeof *h);
	gw_local_free(all);
	gw_free(v);
	gw_free(h);
	return w;
}

/* one negative eigenvalue, `zero` that are nothing, the others positive */
static void
is_saddle(const struct land *l, const struct gw_art_event *ev, int zero, double tiny)
{
	double *wide = widen(l, &ev->saddle), *w = spectrum(l, wide, NULL);

	assert_true(w[0] < -tiny);
	for (int k = 1; k <= zero; k++)
		assert_true(fabs(w[k]) < tiny);
	assert_true(w[1 + zero] > tiny);
	assert_in_rel(ev->eigenvalue, w[0], 0.05);
	assert_true(ev->eigenvalue > 1.005*w[0]);
	gw_free(w);
	gw_free(wide);
}

/* ---- Lennard-Jones clusters ---- */

static struct gw_sys *
gas(int n)
{
	struct gw_sys *s = gw_sys_new(n, 1, 3, GW_LJ);
	struct gw_err e;

	strcpy(s->species[0].name, "A");
	gw_box_ortho(&s->box, 50, 50, 50, 3);
	memset(s->box.pbc, 0, sizeof s->box.pbc);
	assert_int_equal(gw_box_update(&s->box, &e), 0);
	return s;
}

/* a ring of five around an axis (13: two, staggered), atoms on it */
static struct gw_sys *
bipyramid(int n)
{
	struct gw_sys *s = gas(n);
	double pi = acos(-1);

	for (int i = 0; i < n; i++) {
		int ring = i/5, axis = i - (n == 7 ? 5 : 10);
		double *x = s->x + 3*i, phi = 2*pi*(i % 5 + 0.5*ring)/5;

		x[0] = 25 + (axis < 0 ? 0.95*cos(phi) : 0);
		x[1] = 25 + (axis < 0 ? 0.95*sin(phi) : 0);
		x[2] = 25 + (n == 7 ? (axis < 0 ? 0 : axis - 0.5)
		    : axis < 0 ? ring - 0.5 : 1.05*(axis - 1));
	}
	return s;
}

static void
start_cluster(struct land *l, int n)
{
	memset(l, 0, sizeof *l);
	l->b.s = bipyramid(n);
	assert_int_equal(settle(l, "ka,cut=20,shift=none", 1e-11), 0);
	l->o.region = 0;
	l->o.polish = 1e-8;
}

static int
one_of(double x, const double *list, int n)
{
	for (int k = 0; k < n; k++)
		if (fabs(x - list[k]) < 2e-5)
			return k;
	return -1;
}

/*
 * Minima: Hoare & Pal, Adv. Phys. 20, 161 (1971), and the Cambridge Cluster Database.  The saddles
 * next to the global minimum were found by another method, too: eigenvector following with dense
 * Hessians from random starts.
 */
static void
seven_atoms(void **state)
{
	static const double minimum[] = { -15.935043, -15.593211, -15.533060, -16.505384 };
	static const double saddle[] = { -15.444734, -15.033384, -15.026438, -14.596946,
		-15.319860, -15.283421, -14.811130 };
	int seen[7] = { 0 }, connected = 0;
	struct land l;

	(void)state;
	start_cluster(&l, 7);
	assert_in_tol(l.energy, -16.505384, 1e-6);
	for (uint32_t k = 0; k < 42; k++) {
		struct gw_art_event ev = { 0 };

		attempt(&l, l.art, (int)k % 7, k, &ev);
		if (ev.outcome == GW_ART_CONNECTED) {
			int at = one_of(l.energy + ev.barrier, saddle, 7);

			assert_true(at >= 0);
			assert_true(one_of(l.energy + ev.final, minimum, 4) >= 0);
			assert_in_tol(ev.reverse, ev.barrier - ev.final, 1e-12);
			assert_true(ev.fmax <= 1e-8 && ev.fmax_final <= 1e-8);
			assert_int_equal(ev.mobile, 7);
			if (!seen[at]++)
				is_saddle(&l, &ev, 6, 1e-4);
			connected++;
		}
		gw_art_event_clear(&ev);
	}
	assert_true(connected >= 30);
	for (int k = 0; k < 4; k++)
		assert_true(seen[k] > 0);
	leave(&l);
}

/* The lowest saddle joins two icosahedra that differ in their labels. */
static void
thirteen_atoms(void **state)
{
	const double known = -41.555195;
	double lowest = 0;
	struct land l;

	(void)state;
	start_cluster(&l, 13);
	assert_in_tol(l.energy, -44.326801, 1e-6);
	for (uint32_t k = 0; k < 1000 && lowest > known + 2e-6; k++) {
		struct gw_art_event ev = { 0 };

		attempt(&l, l.art, (int)k % 13, k, &ev);
		if (ev.outcome == GW_ART_CONNECTED && l.energy + ev.barrier < lowest) {
			lowest = l.energy + ev.barrier;
			is_saddle(&l, &ev, 6, 1e-4);
		}
		gw_art_event_clear(&ev);
	}
	assert_in_tol(lowest, known, 2e-6);
	leave(&l);
}

/* ---- a vacancy in copper ---- */

static void
start_vacancy(struct land *l)
{
	const int cells[3] = { 4, 4, 4 };
	struct gw_err e = { 0 };
	struct gw_sys *fcc = gw_lattice_build(gw_lattice_find("fcc"), 3.6385, 0, cells, 1, GW_METAL, &e);
	int n = fcc->n - 1;

	assert_int_equal(fcc->n, 256);
	memset(l, 0, sizeof *l);
	l->b.s = gw_sys_new(n, 1, 3, GW_METAL);
	l->b.s->box = fcc->box;
	strcpy(l->b.s->species[0].name, "Cu");
	memcpy(l->b.s->x, fcc->x + 3, 3*(size_t)n*sizeof *fcc->x);	/* atom 0 is taken out */
	gw_sys_free(fcc);
}

/* an atom that ends where the vacancy was, or -1; where: its way */
static int
hopped(const struct land *l, const struct gw_art_shift *end, double where[3])
{
	int who = -1;

	for (int k = 0; k < end->n; k++)
		if (gw_dot3(end->d + 3*k, end->d + 3*k) > 1) {
			if (who >= 0)
				return -1;	/* more than a hop */
			who = end->atom[k];
			memcpy(where, end->d + 3*k, 3*sizeof *where);
		}
	for (int k = 0; who >= 0 && k < 3; k++) {
		double side = l->b.s->box.h[k][k], x = l->b.s->x[3*who + k] + where[k];

		if (fabs(x - side*round(x/side)) > 0.1)
			return -1;
	}
	return who;
}

struct hops {
	double barrier;		/* the lowest */
	int n, sign[3];		/* of them; which ways along each axis */
};

/* There are longer ways round to the same place: those are higher by far. */
static void
count_hop(struct hops *h, const struct land *l, const struct gw_art_event *ev)
{
	double way[3];

	if (ev->outcome != GW_ART_CONNECTED || hopped(l, &ev->end, way) < 0)
		return;
	assert_in_tol(ev->final, 0, 1e-5);
	assert_in_tol(ev->reverse, ev->barrier, 1e-5);
	if (h->n && fabs(ev->barrier - h->barrier) > 0.05) {
		if (ev->barrier > h->barrier)
			return;
		memset(h, 0, sizeof *h);
	}
	if (!h->n) {
		h->barrier = ev->barrier;
		is_saddle(l, ev, 3, 1e-4);
	}
	assert_in_tol(ev->barrier, h->barrier, 1e-4);
	for (int c = 0; c < 3; c++)
		h->sign[c] |= fabs(way[c]) < 0.1 ? 4 : way[c] > 0 ? 1 : 2;
	h->n++;
}

/*
 * A nearest neighbour hops into the vacancy: a symmetric event.  The twelve directions are one
 * family, so all barriers are one number.
 */
static void
vacancy_hops(void **state)
{
	struct hops h = { 0 };
	struct land l;

	(void)state;
	start_vacancy(&l);
	if (settle(&l, CU, 1e-9) < 0)
		return;
	l.o.region = 7;
	l.o.nstage = 0;
	l.o.cluster = 2.8;
	l.o.polish = 1e-4;
	for (int i = 0; i < l.b.s->n; i++) {
		double d[3] = { l.b.s->x[3*i], l.b.s->x[3*i + 1], l.b.s->x[3*i + 2] };

		gw_box_mic(&l.b.s->box, d);
		for (uint32_t k = 0; gw_dot3(d, d) < 2.8*2.8 && k < 4; k++) {
			struct gw_art_event ev = { 0 };

			attempt(&l, l.art, i, k, &ev);
			count_hop(&h, &l, &ev);
			gw_art_event_clear(&ev);
		}
	}
	assert_true(h.n >= 6);
	for (int c = 0; c < 3; c++)		/* along or against, and across each axis */
		assert_true((h.sign[c] & 3) && (h.sign[c] & 4));
	assert_true(h.barrier > 0.6 && h.barrier < 1.2);
	leave(&l);
}

/* ---- a small metallic glass ---- */

static int
start_glass(struct land *l, int n)
{
	struct gw_sys *s = gw_sys_new(n, 2, 3, GW_METAL);
	double side = cbrt(n/0.0566), dmin = 2.1;
	struct gw_err e;

	memset(l, 0, sizeof *l);
	strcpy(s->species[0].name, "Cu");
	strcpy(s->species[1].name, "Zr");
	for (int i = 0; i < n; i++)
		s->type[i] = i % 2;
	gw_box_ortho(&s->box, side, side, side, 3);
	assert_int_equal(gw_box_update(&s->box, &e), 0);
	gw_pack_random(s, &dmin, 3);
	l->b.s = s;
	return settle(l, CU, 1e-9);
}

/* U falls all the way down the gradient from wide + c mode; which minimum is at the end? */
static double
run_down(const struct land *l, const double *wide, const double *mode, double c, const double *target)
{
	size_t n = 3*(size_t)l->b.s->n;
	double *u = gw_alloc(n, sizeof *u), *f = gw_alloc(n, sizeof *f), *v = gw_alloc(n, sizeof *v);
	double de, last = INFINITY, off = 0;
	struct gw_local *all;
	struct gw_err e = { 0 };

	for (size_t k = 0; k < n; k++)
		v[k] = wide[k] + c*mode[k];
	all = all_of(l, v, u);
	for (int step = 0; step < 20000; step++) {
		assert_int_equal(gw_local_eval(all, u, f, &de, &e), 0);
		assert_true(de <= last + 1e-10);
		last = de;
		if (gw_maxabs(n, f) < 2e-3)
			break;
		gw_axpy(n, 0.01, f, u);		/* A^2/eV: below 2 over the largest curvature */
	}
	for (int k = 0; k < all->m; k++)
		for (int i = 0; i < 3; i++)
			off = fmax(off, fabs(u[3*k + i] - target[3*all->atom[k] + i]));
	gw_local_free(all);
	gw_free(v);
	gw_free(f);
	gw_free(u);
	return off;
}

/* the energy of the displaced system as a whole */
static double
whole_energy(struct land *l, const double *wide)
{
	size_t n = 3*(size_t)l->b.s->n;
	struct gw_sys *s = gw_sys_copy(l->b.s);
	struct gw_force *fo = gw_force_new(l->b.pot, -1);
	struct gw_err e = { 0 };
	double u;

	gw_axpy(n, 1, wide, s->x);
	assert_int_equal(gw_force_eval(fo, s, 0, &e), 0);
	u = s->energy;
	gw_force_free(fo);
	gw_sys_free(s);
	return u;
}

static void
glass_saddles(void **state)
{
	int checked = 0;
	struct land l;

	(void)state;
	if (start_glass(&l, 160) < 0)
		return;
	l.o.region = 7;
	l.o.nstage = 0;
	l.o.polish = 1e-5;
	l.o.wander = 0;
	l.o.ceiling = 6;
	for (int k = 0; k < 100 && checked < 2; k++) {
		struct gw_art_event ev = { 0 };

		attempt(&l, l.art, 7*k % l.b.s->n, (uint32_t)k, &ev);
		if (ev.outcome == GW_ART_CONNECTED) {
			double *wide = widen(&l, &ev.saddle), *end = widen(&l, &ev.end);
			double *mode = gw_alloc(3*(size_t)l.b.s->n, sizeof *mode), *w, *zero;

			zero = gw_alloc(3*(size_t)l.b.s->n, sizeof *zero);
			assert_true(ev.fmax <= 1e-5 && ev.fmax_final <= 1e-5);
			assert_in_tol(whole_energy(&l, wide) - l.energy, ev.barrier, 1e-9);
			assert_in_tol(whole_energy(&l, end) - l.energy, ev.final, 1e-9);
			is_saddle(&l, &ev, 3, 1e-5);
			w = spectrum(&l, wide, mode);
			if (gw_dot(3*(size_t)l.b.s->n, mode, wide) < 0)
				for (int i = 0; i < 3*l.b.s->n; i++)
					mode[i] = -mode[i];
			assert_true(run_down(&l, wide, mode, -0.1, zero) < 0.1);
			assert_true(run_down(&l, wide, mode, 0.1, end) < 0.1);
			gw_free(w);
			gw_free(zero);
			gw_free(mode);
			gw_free(end);
			gw_free(wide);
			checked++;
		}
		gw_art_event_clear(&ev);
	}
	assert_int_equal(checked, 2);
	leave(&l);
}

static void
same_event(const struct gw_art_event *a, const struct gw_art_event *b)
{
	struct gw_art_event x = *a, y = *b;

	assert_int_equal(x.saddle.n, y.saddle.n);
	assert_int_equal(x.end.n, y.end.n);
	if (x.saddle.n) {
		assert_memory_equal(x.saddle.atom, y.saddle.atom, x.saddle.n*sizeof *x.saddle.atom);
		assert_memory_equal(x.saddle.d, y.saddle.d, 3*x.saddle.n*sizeof *x.saddle.d);
		assert_memory_equal(x.end.d, y.end.d, 3*x.end.n*sizeof *x.end.d);
	}
	memset(&x.saddle, 0, sizeof x.saddle);
	memset(&x.end, 0, sizeof x.end);
	y.saddle = x.saddle;
	y.end = x.end;
	assert_memory_equal(&x, &y, sizeof x);
}

/* Whatever was done before, in whatever workspace. */
static void
same_bits_in_any_order(void **state)
{
	struct land l;

	(void)state;
	if (start_glass(&l, 160) < 0)
		return;
	l.o.region = 6;
	l.o.nstage = 1;
	l.o.stage[0] = 7;
	l.o.ceiling = 6;
	for (int order = 0; order < 2; order++) {
		struct gw_art *fresh = gw_art_new(l.base, l.b.pot, l.b.s, &l.o);
		struct gw_art_event first = { 0 }, again = { 0 }, between = { 0 };

		attempt(&l, l.art, 30, 3, &first);
		attempt(&l, l.art, 30, 4, &between);
		gw_art_event_clear(&between);
		attempt(&l, l.art, 77, 3, &between);
		attempt(&l, l.art, 30, 3, &again);
		same_event(&first, &again);
		attempt(&l, fresh, 30, 3, &again);
		same_event(&first, &again);
		gw_art_event_clear(&first);
		gw_art_event_clear(&again);
		gw_art_event_clear(&between);
		gw_art_free(fresh);
	}
	leave(&l);
}

/* What never moved is not there; a region holds what it says. */
static void
region_only(void **state)
{
	struct land l;
	int connected = 0;

	(void)state;
	if (start_glass(&l, 160) < 0)
		return;
	l.o.region = 6;
	l.o.nstage = 0;
	l.o.final = GW_ART_REGION;
	l.o.ceiling = 6;
	for (int k = 0; k < 8; k++) {
		struct gw_art_event ev = { 0 };

		attempt(&l, l.art, 5 + 15*k, 0, &ev);
		assert_int_equal(ev.whole, 0);
		if (ev.outcome == GW_ART_CONNECTED) {
			double *wide = widen(&l, &ev.saddle);

			assert_in_tol(whole_energy(&l, wide) - l.energy, ev.barrier, 1e-9);
			assert_true(ev.mobile < l.b.s->n && ev.saddle.n <= ev.mobile);
			assert_in_tol(ev.region, 6, 0);
			assert_true(ev.fmax <= l.o.stage_tol);
			gw_free(wide);
			connected++;
		}
		gw_art_event_clear(&ev);
	}
	assert_true(connected > 0);
	leave(&l);
}

/* ---- two dimensions ---- */

static void
flat(void **state)
{
	int found = 0;
	struct land l = { 0 };
	struct gw_sys *s = gw_sys_new(100, 2, 2, GW_LJ);
	double dmin = 0.8;
	struct gw_err e;

	(void)state;
	strcpy(s->species[0].name, "A");
	strcpy(s->species[1].name, "B");
	for (int i = 0; i < 100; i++)
		s->type[i] = i % 3 == 0;
	gw_box_ortho(&s->box, 9.3, 9.3, 1, 2);
	assert_int_equal(gw_box_update(&s->box, &e), 0);
	gw_pack_random(s, &dmin, 5);
	l.b.s = s;
	assert_int_equal(settle(&l, "ka2d,shift=c2", 1e-10), 0);
	l.o.region = 0;
	l.o.ceiling = 50;
	l.o.polish = 1e-5;
	for (uint32_t k = 0; k < 12; k++) {
		struct gw_art_event ev = { 0 };

		attempt(&l, l.art, (int)(8*k), k, &ev);
		for (int i = 0; i < ev.saddle.n; i++)
			assert_true(ev.saddle.d[3*i + 2] == 0);
		found += ev.outcome == GW_ART_CONNECTED;
		gw_art_event_clear(&ev);
	}
	assert_true(found > 0);
	leave(&l);
}

/* ---- what goes wrong ---- */

/* A potential that gives up after a number of evaluations; the test's own way to make one fail. */
struct brittle {
	struct gw_pot pot;		/* first: the potential's eval finds the rest behind it */
	struct gw_pot_type type;
	const struct gw_pot *sound;
	int left;
};

static int
brittle_eval(const struct gw_pot *p, struct gw_eval *v, struct gw_err *e)
{
	struct brittle *b = (struct brittle *)(uintptr_t)p;

	if (b->left-- <= 0)
		return gw_fail(e, GW_BADDATA, "gave up");
	return b->sound->type->eval(b->sound, v, e);
}

static void
failing_potential(void **state)
{
	struct brittle b = { 0 };
	struct gw_art_event ev = { 0 };
	struct gw_err e = { 0 };
	struct gw_local_base *base;
	struct gw_art *art;
	struct land l;

	(void)state;
	start_cluster(&l, 7);
	b.pot = *l.b.pot;
	b.type = *l.b.pot->type;
	b.type.eval = brittle_eval;
	b.type.perturb = NULL;
	b.type.local = NULL;
	b.pot.type = &b.type;
	b.sound = l.b.pot;
	b.left = 1000000;
	base = gw_local_base_new(&b.pot, l.b.s, &e);
	assert_non_null(base);
	art = gw_art_new(base, &b.pot, l.b.s, &l.o);
	attempt(&l, art, 0, 0, &ev);
	assert_string_not_equal(ev.why, "the potential failed");
	b.left = 40;
	attempt(&l, art, 0, 0, &ev);
	assert_int_equal(ev.outcome, GW_ART_LOST);
	assert_string_equal(ev.why, "the potential failed");
	b.left = 1000000;		/* the run goes on */
	attempt(&l, art, 0, 0, &ev);
	assert_string_not_equal(ev.why, "the potential failed");
	gw_art_event_clear(&ev);
	gw_art_free(art);
	gw_local_base_free(base);
	leave(&l);
}

static void
bad_requests(void **state)
{
	struct gw_art_event ev = { 0 };
	struct gw_err e = { 0 };
	struct gw_art_opt o;
	struct land l;

	(void)state;
	start_cluster(&l, 7);
	assert_int_equal(gw_art_check(&l.o, &e), 0);
	assert_int_equal(gw_art_attempt(l.art, 7, 1, 0, &ev, &e), -1);
	assert_int_equal(e.code, GW_USAGE);
	assert_int_equal(gw_art_attempt(l.art, -1, 1, 0, &ev, &e), -1);
	l.o.cluster = 0.5;
	assert_int_equal(gw_art_attempt(l.art, 0, 1, 0, &ev, &e), -1);
	assert_int_equal(e.code, GW_USAGE);
	assert_non_null(strstr(e.msg, "nothing to push"));
	l.o.cluster = 1.45;
	l.o.max_evals = 20;
	assert_int_equal(gw_art_attempt(l.art, 0, 1, 0, &ev, &e), 0);
	assert_int_equal(ev.outcome, GW_ART_EXHAUSTED);
	assert_int_equal(ev.evals, 20);
	l.o.max_evals = 3000;
	l.o.ceiling = 0.01;
	assert_int_equal(gw_art_attempt(l.art, 0, 1, 0, &ev, &e), 0);
	assert_int_equal(ev.outcome, GW_ART_TOO_HIGH);
	gw_art_event_clear(&ev);
	for (int unit = 0; unit < 2; unit++) {
		gw_art_defaults(&o, unit ? GW_LJ : GW_METAL);
		assert_int_equal(gw_art_check(&o, &e), 0);
	}
	o.lambda_leave = 0.1;
	assert_int_equal(gw_art_check(&o, &e), -1);
	gw_art_defaults(&o, GW_METAL);
	o.stage[1] = 14;
	assert_int_equal(gw_art_check(&o, &e), -1);
	gw_art_defaults(&o, GW_METAL);
	o.polish = NAN;
	assert_int_equal(gw_art_check(&o, &e), -1);
	leave(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(seven_atoms),
		cmocka_unit_test(thirteen_atoms),
		cmocka_unit_test(vacancy_hops),
		cmocka_unit_test(glass_saddles),
		cmocka_unit_test(same_bits_in_any_order),
		cmocka_unit_test(region_only),
		cmocka_unit_test(flat),
		cmocka_unit_test(failing_potential),
		cmocka_unit_test(bad_requests),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
