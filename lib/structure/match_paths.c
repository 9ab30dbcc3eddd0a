/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shortest augmenting paths: from a free row to the nearest free column over
 * reduced costs (Dijkstra), the matching turned round along the way.
 *
 * Every search costs what it touches: distances carry the number of their
 * search.  "Row i knows no more columns" is an event of the heap like a column:
 * when it comes first the row is searched again, so nothing is left out.
 */
#include "structure/match_priv.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"

struct node {
	double key;
	int32_t id;		/* column, or ~row: its list ends here */
};

struct column {
	double  dist;		/* from the free row, when stamp is that of the search */
	double  cost;		/* of the pair (from, column) */
	int32_t from;		/* row it was reached by */
	int32_t stamp;
	int32_t done;		/* search in which it was final */
};

struct match_search {
	struct column *col;	/* [n] */
	double *h;		/* [n] distance of the rows that were reached */
	struct node *heap;
	int32_t *order;		/* [ndone] final columns */
	int     nheap, ndone;
	int32_t stamp;
	double  best;		/* to the nearest free column so far */
	int     end;		/* that column */
	size_t  cap_col, cap_h, cap_heap, cap_order;
};

void
match_search_free(struct match_search *s)
{
	if (!s)
		return;
	gw_free(s->col);
	gw_free(s->h);
	gw_free(s->heap);
	gw_free(s->order);
	gw_free(s);
}

/* ---- the heap ---- */

static void
push(struct match_search *s, double key, int id)
{
	int k = s->nheap++;

	gw_reserve(&s->heap, &s->cap_heap, (size_t)s->nheap, sizeof *s->heap);
	while (k > 0 && s->heap[(k - 1)/2].key > key) {
		s->heap[k] = s->heap[(k - 1)/2];
		k = (k - 1)/2;
	}
	s->heap[k] = (struct node){ key, id };
}

static struct node
pop(struct match_search *s)
{
	struct node first = s->heap[0], last = s->heap[--s->nheap];
	int k = 0, child;

	while ((child = 2*k + 1) < s->nheap) {
		if (child + 1 < s->nheap && s->heap[child + 1].key < s->heap[child].key)
			child++;
		if (s->heap[child].key >= last.key)
			break;
		s->heap[k] = s->heap[child];
		k = child;
	}
	s->heap[k] = last;
	return first;
}

/* ---- one search ---- */

/* Column j at distance d by row i: is that better than what is known? */
static void
reach(struct gw_assign *a, int i, int j, double d, double cost)
{
	struct match_search *s = a->search;
	struct column *c = &s->col[j];

	if (c->stamp == s->stamp && d >= c->dist)
		return;
	c->stamp = s->stamp;
	c->dist = d;
	c->from = i;
	c->cost = cost;
	if (a->y[j] < 0) {
		s->best = d;
		s->end = j;
	} else {
		push(s, d, j);
	}
}

/* All columns that row i knows; u is its least reduced cost (0 for the free row). */
static void
scan(struct gw_assign *a, int i)
{
	struct match_search *s = a->search;
	const struct match_row *r = &a->row[i];
	const double *v = a->c.v;
	double h = s->h[i], u = a->x[i] < 0 ? 0 : a->cost[i] - v[a->x[i]], d;

	for (int k = 0; k < r->n && h + (r->edge[k].low - u) < s->best; k++) {
		int j = r->edge[k].j;

		d = fmax(h, h + (r->edge[k].c - v[j] - u));
		if (d < s->best && s->col[j].done != s->stamp)
			reach(a, i, j, d, r->edge[k].c);
	}
	d = fmax(h, h + (r->beyond - u));
	if (d < s->best)
		push(s, d, ~i);
}

/* Final columns until the nearest free one is known. */
static void
grow(struct gw_assign *a)
{
	struct match_search *s = a->search;

	while (s->nheap && s->heap[0].key < s->best) {
		struct node p = pop(s);

		if (p.id < 0) {
			match_expand(a, ~p.id);
			scan(a, ~p.id);
			continue;
		}
		if (s->col[p.id].done == s->stamp || p.key > s->col[p.id].dist)
			continue;
		s->col[p.id].done = s->stamp;
		s->order[s->ndone++] = p.id;
		s->h[a->y[p.id]] = p.key;
		scan(a, a->y[p.id]);
	}
}

/* Each row of the path takes the column after it. */
static void
turn(struct gw_assign *a, int start)
{
	struct match_search *s = a->search;

	for (int j = s->end, i = -1; i != start; ) {
		int next;

		i = s->col[j].from;
		next = a->x[i];
		a->x[i] = j;
		a->y[j] = i;
		a->cost[i] = s->col[j].cost;
		j = next;
	}
}

static void
augment(struct gw_assign *a, int i)
{
	struct match_search *s = a->search;

	s->stamp++;
	s->nheap = s->ndone = 0;
	s->best = INFINITY;
	s->h[i] = 0;
	scan(a, i);
	grow(a);
	for (int k = 0; k < s->ndone; k++) {
		int j = s->order[k];

		a->c.v[j] += fmin(0, s->col[j].dist - s->best);
	}
	turn(a, i);
}

static void
start(struct gw_assign *a)
{
	size_t n = (size_t)a->n;
	struct match_search *s = a->search;

	if (!s)
		s = a->search = gw_alloc(1, sizeof *s);
	gw_reserve(&s->col, &s->cap_col, n, sizeof *s->col);
	gw_reserve(&s->h, &s->cap_h, n, sizeof *s->h);
	gw_reserve(&s->order, &s->cap_order, n, sizeof *s->order);
	memset(s->col, 0, n*sizeof *s->col);
	s->stamp = 0;
}

void
match_paths(struct gw_assign *a)
{
	if (!a->nfree)
		return;
	start(a);
	for (int k = 0; k < a->nfree; k++)
		augment(a, a->free[k]);
	a->nfree = 0;
}
