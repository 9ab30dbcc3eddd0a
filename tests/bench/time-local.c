/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Evaluates a region of a frame N times, or all atoms, for bench.py, which takes the time.
 */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "potential/local.h"
#include "tools/filter.h"

static const struct tool me = {
	.name = "time-local", .about = "evaluate a region of a frame again and again",
	.operands = "[FILE ...]", .example = "time-local --radius 12 --forces 1000 glass.tgz",
	.in = IN_STREAM, .out = OUT_TEXT, .flags = TOOL_FORCE,
};

struct work {
	int atoms, atom, chosen, forces, bends, products, whole;
	double radius, size;
};

/* forces of all atoms by gw_force_eval */
static int
do_whole(struct filter *io, const struct work *w, const double *u)
{
	for (int k = 0; k < w->whole; k++) {
		for (int c = 0; c < 3*io->sys->n; c++)
			io->sys->x[c] += k % 2 ? -u[c] : u[c];
		if (gw_force_eval(io->force, io->sys, 0, &io->err) < 0)
			return -1;
	}
	return 0;
}

/* displacements change between any two evaluations */
static int
do_region(struct gw_local *l, const struct work *w, double *u[2], double *f, struct gw_err *e)
{
	double de;
	int bad = 0;

	for (int k = 0; k < w->chosen && !bad; k++)
		bad = gw_local_choose(l, (w->atom - 1 + 100*k) % w->atoms, w->radius, e);
	bad = bad || gw_local_choose(l, w->atom - 1, w->radius, e);
	for (int k = 0; k < w->forces && !bad; k++)
		bad = gw_local_eval(l, u[k % 2], f, &de, e);
	for (int k = 0; k < w->bends && !bad; k++)
		bad = gw_local_bend(l, u[k % 2], e);
	if (w->products > 0)
		bad = bad || gw_local_bend(l, u[0], e);
	for (int k = 0; k < w->products && !bad; k++)
		bad = gw_local_product(l, u[1], f, e);
	return bad;
}

static int
do_frame(struct filter *io, const struct work *w)
{
	size_t n = 3*(size_t)io->sys->n;
	struct gw_local_base *base = gw_local_base_new(io->force->pot, io->sys, &io->err);
	struct gw_local *l = base ? gw_local_new(base) : NULL;
	double *u[2] = { gw_alloc(n, sizeof **u), gw_alloc(n, sizeof **u) }, *f = gw_alloc(n, sizeof *f);
	struct gw_rng g;
	int bad = !base;

	gw_rng_start(&g, 1, GW_RNG_TEST, 0, 0);
	for (size_t k = 0; k < 2*n; k++)
		u[k/n][k % n] = w->size*(2*gw_rng_uniform(&g) - 1);
	bad = bad || do_region(l, w, u, f, &io->err) < 0 || do_whole(io, w, u[1]) < 0;
	if (!bad)
		fprintf(io->text, "mobile %d\nbuilds %ld\n", l->m, l->nbuilds);
	gw_free(u[0]);
	gw_free(u[1]);
	gw_free(f);
	gw_local_free(l);
	gw_local_base_free(base);
	return bad ? -1 : 0;
}

int
main(int argc, char **argv)
{
	struct work w = { .atom = 1, .size = 0.02 };
	struct filter io;
	const struct opt tab[] = {
		{ 0, "atom", OPT_INT, &w.atom, "I", "the atom in the middle" },
		{ 0, "radius", OPT_REAL, &w.radius, "R", "of the region; 0: all atoms" },
		{ 0, "size", OPT_REAL, &w.size, "D", "of displacements" },
		{ 0, "choices", OPT_INT, &w.chosen, "N", "how many regions are made" },
		{ 0, "forces", OPT_INT, &w.forces, "N", "how many evaluations" },
		{ 0, "bends", OPT_INT, &w.bends, "N", "how many Hessians" },
		{ 0, "products", OPT_INT, &w.products, "N", "how many products" },
		{ 0, "whole", OPT_INT, &w.whole, "N", "how many evaluations of all atoms" },
		{ 0 } };

	filter_open(&io, &me, tab, argc, argv);
	while (filter_next(&io) > 0) {
		w.atoms = io.sys->n;
		if (do_frame(&io, &w) < 0)
			break;
	}
	return filter_close(&io);
}
