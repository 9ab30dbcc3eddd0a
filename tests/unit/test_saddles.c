/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saddles that are known: clusters of seven and thirteen Lennard-Jones atoms, the
 * vacancy of copper.
 */
#include "artn_unit.h"
#include "cell/lattice.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(seven_atoms),
		cmocka_unit_test(thirteen_atoms),
		cmocka_unit_test(vacancy_hops),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
