/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Embedded atoms with a fast kernel: its tables, its workspace, and the order
 * of its visits.  The plain loops of eam.c are its test.
 */
#include <omp.h>
#include <string.h>

#include "base/cpu.h"
#include "base/mem.h"
#include "base/threads.h"
#include "potential/eam.h"

/* Pairs kept between the two visits; above this they are looked up twice. */
enum { KEEP_PAIRS = 6000000 };

struct space {			/* the workspace in gw_eval.own */
	int n;
	struct gw_eam_store *store;	/* one a block, or one a thread when none is kept */
};

static void
free_space(void *own)
{
	struct space *w = own;

	for (int k = 0; k < w->n; k++) {
		gw_free(w->store[k].start);
		gw_free(w->store[k].d);
		gw_free(w->store[k].j);
		gw_free(w->store[k].count);
		gw_free(w->store[k].buf);
		gw_free(w->store[k].jbuf);
	}
	gw_free(w->store);
	gw_free(w);
}

static struct space *
need_space(struct gw_eval *v, int n)
{
	struct space *w = v->own;

	if (!w) {
		v->own = w = gw_alloc(1, sizeof *w);
		v->free_own = free_space;
	}
	if (n > w->n) {
		w->store = gw_realloc(w->store, (size_t)n, sizeof *w->store);
		memset(w->store + w->n, 0, (size_t)(n - w->n)*sizeof *w->store);
		w->n = n;
	}
	return w;
}

/* densities of a block, fs being 0: as gets them, fs keeps the energies if they are not to come again */
static void
fast_density(const struct gw_eam *m, struct gw_eval *v, int number, struct gw_eam_store *st, int keep)
{
	const struct gw_block *b = &v->list->block[number];
	double *fs = v->fs + 4*(size_t)b->first;

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
fast_atom_virial(struct gw_eval *v, const struct gw_block *b, const struct gw_eam_store *st)
{
	const double *dF = v->as + b->first, *xs = v->xs + 4*(size_t)b->first;
	double sum[6] = { 0 };

	for (int i = 0; i < b->nown; i++)
		for (int k = st->start[i]; k < st->start[i + 1]; k++)
			for (int l = 0; l < st->count[k]; l++) {
				int j = st->j[8*(size_t)k + (size_t)l];
				const double *d = st->d + 24*(size_t)k + l, *x = xs + 4*i, *y = xs + 4*j;

				gw_eval_virial(v, b, sum, i, j, -(d[0] + dF[i]*d[8] +
				    dF[j]*d[b->type[i] == b->type[j] ? 8 : 16]),
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
		fast_atom_virial(v, b, st);
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

void
gw_eam_fast_eval(const struct gw_pot *p, struct gw_eval *v)
{
	const struct gw_eam *m = p->data;
	const int keep = v->list->npair <= KEEP_PAIRS, n = v->list->nblock;
	struct space *w = need_space(v, keep ? n : omp_get_max_threads());

#pragma omp parallel for schedule(dynamic) num_threads(gw_threads(v->list->n))
	for (int k = 0; k < n; k++)
		fast_density(m, v, k, &w->store[keep ? k : omp_get_thread_num()], keep);
	gw_eval_collect(v);
#pragma omp parallel for schedule(dynamic) num_threads(gw_threads(v->list->n))
	for (int k = 0; k < n; k++)
		gw_eam_embed(p, v, k);
#pragma omp parallel for schedule(dynamic) num_threads(gw_threads(v->list->n))
	for (int k = 0; k < n; k++) {
		struct gw_eam_store *st = &w->store[keep ? k : omp_get_thread_num()];

		if (!keep)
			fast_again(m, v, k, st);
		fast_force(m, v, k, st);
	}
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

void
gw_eam_fast_make(struct gw_eam *m, int ns, const char *kernel)
{
	size_t nr = (size_t)m->nr;
	double *at;

#ifdef __x86_64__
	if (strcmp(kernel, "plain") != 0 && gw_cpu_v4())
		m->kernel = &gw_eam_kernel_v4;
#endif
	if (!m->kernel)
		return;
	m->fast = (struct gw_eam_tables){ .ns = ns, .nr = m->nr, .per_dr = m->per_dr, .rc2 = m->rc2 };
	m->fast.pair = gw_alloc((size_t)(ns*ns), sizeof *m->fast.pair);
	m->node = at = gw_alloc((size_t)(ns*ns)*(6*nr + 16), sizeof *at);
	for (int a = 0; a < ns; a++)
		for (int b = 0; b < ns; b++) {
			struct gw_eam_pair *q = &m->fast.pair[a*ns + b];

			q->stride = a == b ? 4 : 6;
			q->node = at;
			make_nodes(m, ns, a, b, at);
			at += 6*nr + 16;
		}
}

void
gw_eam_fast_clear(struct gw_eam *m)
{
	gw_free(m->fast.pair);
	gw_free(m->node);
}
