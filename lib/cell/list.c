/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Building the neighbour list: the grid cuts the box into cells and blocks of cells, each
 * block is built alone, then slots are told of each other.
 */
#include "cell/list.h"

#include <math.h>
#include <omp.h>
#include <string.h>

#include "base/mem.h"
#include "base/threads.h"
#include "base/vec.h"
#include "cell/block.h"
#include "cell/grid.h"

enum { MAX_IMAGES = 8 };

struct gw_list_scratch {
	struct gw_grid g;
	int nwork;
	struct gw_block_work *work;
};

struct gw_list *
gw_list_new(void)
{
	struct gw_list *l = gw_alloc(1, sizeof *l);

	l->scratch = gw_alloc(1, sizeof *l->scratch);
	return l;
}

void
gw_list_free(struct gw_list *l)
{
	if (!l)
		return;
	for (int b = 0; b < l->maxblock; b++)
		gw_block_clear(&l->block[b]);
	for (int t = 0; t < l->scratch->nwork; t++)
		gw_block_work_clear(&l->scratch->work[t]);
	gw_free(l->scratch->work);
	gw_grid_clear(&l->scratch->g);
	gw_free(l->scratch);
	gw_free(l->block);
	gw_free(l->home);
	gw_free(l->rank);
	gw_free(l->in_start);
	gw_free(l->in_slot);
	gw_free(l->x0);
	gw_free(l);
}

/* number the slots, and the own slots among themselves */
static void
number_slots(struct gw_list *l)
{
	int rank = 0;

	l->nslot = 0;
	l->npair = 0;
	for (int n = 0; n < l->nblock; n++) {
		struct gw_block *b = &l->block[n];

		b->first = l->nslot;
		l->nslot += b->nslot;
		l->npair += b->npair;
	}
	gw_reserve(&l->home, &l->cap_atom[0], (size_t)l->n, sizeof *l->home);
	gw_reserve(&l->rank, &l->cap_rank, (size_t)l->nslot, sizeof *l->rank);
	for (int n = 0; n < l->nblock; n++) {
		struct gw_block *b = &l->block[n];

		for (int k = 0; k < b->nown; k++) {
			l->home[b->atom[k]] = b->home[k] = b->first + k;
			l->rank[b->first + k] = rank++;
		}
	}
}

/* tell every halo slot its atom's own slot, and every own slot its halo slots in block order */
static void
link_slots(struct gw_list *l)
{
	size_t n = (size_t)l->n;
	int32_t *start;

	number_slots(l);
	gw_reserve(&l->in_start, &l->cap_atom[1], n + 2, sizeof *l->in_start);
	gw_reserve(&l->in_slot, &l->cap_in, (size_t)(l->nslot - l->n), sizeof *l->in_slot);
	start = l->in_start;
	memset(start, 0, (n + 2)*sizeof *start);
#pragma omp parallel for schedule(static) num_threads(gw_threads(l->n))
	for (int b = 0; b < l->nblock; b++)
		for (int k = l->block[b].nown; k < l->block[b].nslot; k++)
			l->block[b].home[k] = l->home[l->block[b].atom[k]];
	for (int b = 0; b < l->nblock; b++)
		for (int k = l->block[b].nown; k < l->block[b].nslot; k++)
			start[l->rank[l->block[b].home[k]] + 2]++;
	for (size_t i = 2; i < n + 2; i++)
		start[i] += start[i - 1];
	for (int b = 0; b < l->nblock; b++)
		for (int k = l->block[b].nown; k < l->block[b].nslot; k++)
			l->in_slot[start[l->rank[l->block[b].home[k]] + 1]++] =
			    l->block[b].first + k;
}

/* how many layers of blocks the rim of a block can touch on either side */
static int
layers_near(const struct gw_grid *g)
{
	int thin = g->m[2];

	for (int b = 0; b < g->nb[2]; b++) {
		int cells = gw_grid_first(g, 2, b + 1) - gw_grid_first(g, 2, b);

		if (cells < thin)
			thin = cells;
	}
	return (g->ns[2] + thin - 1)/thin;
}

static void
more_blocks(struct gw_list *l, int n)
{
	if (n > l->maxblock) {
		l->block = gw_realloc(l->block, (size_t)n, sizeof *l->block);
		memset(l->block + l->maxblock, 0, (size_t)(n - l->maxblock)*sizeof *l->block);
		l->maxblock = n;
	}
	l->nblock = n;
}

static void
more_work(struct gw_list_scratch *w)
{
	int n = omp_get_max_threads();

	if (n <= w->nwork)
		return;
	w->work = gw_realloc(w->work, (size_t)n, sizeof *w->work);
	memset(w->work + w->nwork, 0, (size_t)(n - w->nwork)*sizeof *w->work);
	for (int t = w->nwork; t < n; t++)
		w->work[t].loops = gw_search_best();
	w->nwork = n;
}

int
gw_list_build(struct gw_list *l, const struct gw_sys *s, const double *x,
	const struct gw_box *b, double cutoff, double skin, struct gw_err *e)
{
	struct gw_list_scratch *w = l->scratch;

	l->n = s->n;
	l->cutoff = cutoff;
	l->reach = cutoff + skin;
	l->box0 = *b;
	for (int k = 0; k < 3; k++)
		if (b->pbc[k] && b->width[k]*MAX_IMAGES < l->reach)
			return gw_fail(e, GW_BADDATA, "box: its width %g along vector %d is less "
			    "than 1/%d of the cut-off with skin, %g: repeat the cell",
			    b->width[k], k + 1, MAX_IMAGES, l->reach);
	if (gw_grid_sort(&w->g, s, x, b, l->reach, e) < 0)
		return -1;
	gw_reserve(&l->x0, &l->cap_atom[2], 3*(size_t)s->n, sizeof *l->x0);
	if (x != l->x0)
		memcpy(l->x0, x, 3*(size_t)s->n*sizeof *x);
	more_blocks(l, w->g.nb[0]*w->g.nb[1]*w->g.nb[2]);
	l->nlayer = w->g.nb[2];
	l->layers_near = layers_near(&w->g);
	more_work(w);
#pragma omp parallel for schedule(dynamic) num_threads(gw_threads(l->n))
	for (int k = 0; k < l->nblock; k++)
		gw_block_build(l, &w->g, &w->work[omp_get_thread_num()], s, b, k);
	link_slots(l);
	return 0;
}

/* F = h0^-1 h; returns a lower bound of its smallest singular value */
static double
box_map(const struct gw_list *l, const struct gw_box *b, double F[3][3])
{
	double d2 = 0;

	if (!memcmp(l->box0.h, b->h, sizeof b->h)) {
		memset(F, 0, 9*sizeof **F);
		F[0][0] = F[1][1] = F[2][2] = 1;
		return 1;
	}
	gw_matmul(l->box0.inv, b->h, F);
	for (int i = 0; i < 3; i++)
		for (int k = 0; k < 3; k++) {
			double d = F[i][k] - (i == k);

			d2 += d*d;
		}
	return 1 - sqrt(d2);
}

int
gw_list_fresh(const struct gw_list *l, const struct gw_sys *s)
{
	const struct gw_box *b = &s->box;
	double F[3][3], room;
	int stale = 0;

	if (l->n != s->n)
		return 0;
	room = (box_map(l, b, F)*l->reach - l->cutoff)/2;
	if (!(room > 0))
		return 0;
#pragma omp parallel for reduction(|:stale) schedule(static) num_threads(gw_threads(s->n/4))
	for (int i = 0; i < s->n; i++) {
		double y[3], u2 = 0;

		for (int k = 0; k < 3; k++)
			y[k] = l->x0[3*(size_t)i + (size_t)k] - l->box0.origin[k];
		gw_vecmat(y, F, y);
		for (int k = 0; k < 3; k++) {
			double u = s->x[3*(size_t)i + (size_t)k] - b->origin[k] - y[k];

			u2 += u*u;
		}
		stale |= !(u2 < room*room);	/* true for NaN, which the build then names */
	}
	return !stale;
}
