/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Embedded atoms with a fast kernel: its tables, its workspace, and the order
 * of its visits.  The plain loops of eam.c are its test.
 */
#include <string.h>

#include "base/cpu.h"
#include "base/mem.h"
#include "base/threads.h"
#include "potential/eam.h"

/* Above this many pairs not all of them are kept between the two visits (0.2 GB). */
enum { KEEP_PAIRS = 8000000 };

void
gw_eam_store_clear(struct gw_eam_store *st)
{
	gw_free(st->start);
	gw_free(st->dbuf);
	gw_free(st->j);
	gw_free(st->count);
	gw_free(st->buf);
	gw_free(st->jbuf);
}

static void
clear_store(void *store)
{
	gw_eam_store_clear(store);
}

/* densities of a block: as gets them, fs keeps the energies if they are not to come again */
static void
fast_density(const struct gw_eam *m, struct gw_eval *v, int number,
	struct gw_eam_store *st, int keep)
{
	const struct gw_block *b = &v->list->block[number];
	double *fs = v->fs + 4*(size_t)b->first;

	gw_eval_enter(v, number);
	m->kernel->density(&m->fast, b, v->xs + 4*(size_t)b->first, fs, st);
	for (int k = 0; k < b->nslot; k++) {
		v->as[b->first + k] = fs[4*k + 2];
		fs[4*k + 2] = 0;
		if (!keep)
			fs[4*k + 3] = 0;
	}
}

/* virials of atoms, from what the density visit kept */
static void
fast_atom_virial(struct gw_eval *v, const struct gw_block *b, const struct gw_eam_store *st,
	size_t lanes)
{
	const double *dF = v->as + b->first, *xs = v->xs + 4*(size_t)b->first;
	double sum[6] = { 0 };

	for (int i = 0; i < b->nown; i++)
		for (int k = st->start[i]; k < st->start[i + 1]; k++)
			for (int l = 0; l < st->count[k]; l++) {
				int j = st->j[lanes*(size_t)k + (size_t)l];
				const double *d = st->d + 3*lanes*(size_t)k + l, *x = xs + 4*i,
				    *y = xs + 4*j;

				gw_eval_virial(v, b, sum, i, j, -(d[0] + dF[i]*d[lanes] +
				    dF[j]*d[b->type[i] == b->type[j] ? lanes : 2*lanes]),
				    x[0] - y[0], x[1] - y[1], x[2] - y[2]);
			}
}

static void
fast_force(const struct gw_eam *m, struct gw_eval *v, int number, const struct gw_eam_store *st)
{
	const struct gw_block *b = &v->list->block[number];
	const size_t at = 4*(size_t)b->first;

	gw_eval_spread(v, b);
	m->kernel->force(b, v->xs + at, v->as + b->first, v->fs + at, st, v->wb[number]);
	if (v->want & GW_WANT_ATOM)
		fast_atom_virial(v, b, st, (size_t)m->kernel->lanes);
}

/* the density visit of a block once more, for what it stores, and for the energies */
static void
fast_again(const struct gw_eam *m, struct gw_eval *v, int number, struct gw_eam_store *st)
{
	const struct gw_block *b = &v->list->block[number];
	double *fs = v->fs + 4*(size_t)b->first;

	m->kernel->density(&m->fast, b, v->xs + 4*(size_t)b->first, fs, st);
	for (int k = 0; k < b->nslot; k++)
		fs[4*k + 2] = 0;
}

/* One evaluation: blocks in layers, and who keeps what how long. */
struct sweep {
	const struct gw_pot *pot;
	struct gw_eval *v;
	struct gw_eam_store *store;
	int nlayer, near, blocks;	/* as in the list; blocks of a layer */
	int ring;			/* layers whose stores are kept at one time */
};

typedef void visit(const struct sweep *w, int number, struct gw_eam_store *st);

static void
visit_layer(const struct sweep *w, int layer, visit *f)
{
	struct gw_eam_store *st = w->store + layer % w->ring*w->blocks;

#pragma omp parallel for schedule(dynamic) num_threads(gw_threads(w->v->list->n))
	for (int k = 0; k < w->blocks; k++)
		f(w, layer*w->blocks + k, st + k);
}

static void
visit_density(const struct sweep *w, int number, struct gw_eam_store *st)
{
	int layer = number/w->blocks;

	fast_density(w->pot->data, w->v, number, st, w->nlayer == 1 || layer >= 2*w->near);
}

static void
visit_embed(const struct sweep *w, int number, struct gw_eam_store *st)
{
	(void)st;
	gw_eam_embed(w->pot, w->v, number);
}

static void
visit_force(const struct sweep *w, int number, struct gw_eam_store *st)
{
	fast_force(w->pot->data, w->v, number, st);
}

static void
visit_again(const struct sweep *w, int number, struct gw_eam_store *st)
{
	fast_again(w->pot->data, w->v, number, st);
	fast_force(w->pot->data, w->v, number, st);
}

/*
 * A layer can embed once the layers near it have densities, and have forces
 * once those near it have embedded.  So the three visits follow each other up the box, and stores
 * live for 2 near + 1 layers.  The lowest layers wait for the top of the box, their
 * neighbours around the period; what they stored is made again.
 */
static void
sweep_up(const struct sweep *w)
{
	const int n = w->nlayer, near = w->near;

	for (int k = 0; k < n; k++) {
		visit_layer(w, k, visit_density);
		if (k >= 2*near)
			visit_layer(w, k - near, visit_embed);
		if (k >= 4*near)
			visit_layer(w, k - 2*near, visit_force);
	}
	for (int k = n - near; k < n + near; k++)
		visit_layer(w, k % n, visit_embed);
	for (int k = n - 2*near; k < n; k++)
		visit_layer(w, k, visit_force);
	for (int k = 0; k < 2*near; k++)
		visit_layer(w, k, visit_again);
}

void
gw_eam_fast_eval(const struct gw_pot *p, struct gw_eval *v)
{
	const struct gw_list *l = v->list;
	struct sweep w = { p, v, NULL, l->nlayer, l->layers_near, l->nblock/l->nlayer, 0 };

	if (l->npair <= KEEP_PAIRS || l->nlayer < 4*l->layers_near + 1) {
		w.nlayer = 1;		/* everything is kept */
		w.near = 0;
		w.blocks = l->nblock;
	}
	w.ring = 2*w.near + 1;
	w.store = gw_eval_stores(v, w.ring*w.blocks, sizeof *w.store, clear_store);
	sweep_up(&w);
}

/* nodes of the pair (a, b) from the pieces: value c0, slope c1 */
static void
make_nodes(const struct gw_eam *m, int ns, int a, int b, double *node)
{
	const struct gw_eam_piece *t[3] = { m->z[a*ns + b], m->f[b*ns + a], m->f[a*ns + b] };
	int nt = a == b ? 2 : 3;

	for (int k = 0; k < m->nr; k++)
		for (int q = 0; q < nt; q++) {
			const struct gw_eam_piece *c = t[q] + (k < m->nr - 1 ? k : k - 1);
			double p = k < m->nr - 1 ? 0 : 1;

			*node++ = gw_eam_value(c, p);
			*node++ = gw_eam_slope(c, p);
		}
}

/* value and slope at the nodes of F */
static double *
make_nodes_F(const struct gw_eam *m, int type, double *node)
{
	const struct gw_eam_piece *F = m->F[type];

	for (int k = 0; k < m->nrho - 1; k++) {
		*node++ = F[k].c[0];
		*node++ = F[k].c[1];
	}
	*node++ = gw_eam_value(F + m->nrho - 2, 1);
	*node++ = gw_eam_slope(F + m->nrho - 2, 1);
	return node;
}

void
gw_eam_fast_make(struct gw_eam *m, int ns, const char *kernel)
{
	size_t nr = (size_t)m->nr;
	double *at;

	if (strcmp(kernel, "plain") != 0) {
		m->kernel = GW_CPU_BEST(gw_eam_kernel);
		m->move = GW_CPU_BEST(gw_eam_move);
	}
	if (!m->kernel)
		return;
	m->fast = (struct gw_eam_tables){ .ns = ns, .nr = m->nr, .per_dr = m->per_dr,
	    .rc2 = m->rc2 };
	m->fast.pair = gw_alloc((size_t)(ns*ns), sizeof *m->fast.pair);
	m->node_F = gw_alloc((size_t)ns, sizeof *m->node_F);
	m->node = at = gw_alloc((size_t)(ns*ns)*(6*nr + 16) + 2*(size_t)ns*(size_t)m->nrho + 16,
	    sizeof *at);
	for (int a = 0; a < ns; a++)
		for (int b = 0; b < ns; b++) {
			struct gw_eam_pair *q = &m->fast.pair[a*ns + b];

			q->stride = a == b ? 4 : 6;
			q->node = at;
			make_nodes(m, ns, a, b, at);
			at += 6*nr + 16;
		}
	for (int a = 0; a < ns; a++)
		at = make_nodes_F(m, a, m->node_F[a] = at);
}

void
gw_eam_fast_clear(struct gw_eam *m)
{
	gw_free(m->fast.pair);
	gw_free(m->node_F);
	gw_free(m->node);
}
