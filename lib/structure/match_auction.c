/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Good prices by an auction with falling steps (Bertsekas, Ann. Oper. Res. 14,
 * 105 (1988)): where many rows want the same columns, prices found one
 * path at a time would cost n_free searches through all of them.  Nothing has to be
 * exact here: any prices are a right start for the shortest paths.
 */
#include "structure/match_priv.h"

#include <math.h>

#include "base/mem.h"

/* Row i outbids the owner of its best column; who is driven out is returned, -1: nobody. */
static int
bid(struct gw_assign *a, int i, double step)
{
	double u1, u2;
	int j2, j = match_best_two(a, i, &u1, &u2, &j2), out = a->y[j];

	if (isfinite(u2))
		a->c.v[j] -= u2 - u1 + step;
	a->x[i] = j;
	a->y[j] = i;
	if (out >= 0)
		a->x[out] = -1;
	return out;
}

/* Until every row has a column, or bids are more than they are worth. */
static void
hold(struct gw_assign *a, double step, long most)
{
	int n = a->n, left = n;

	for (int i = 0; i < n; i++) {
		a->x[i] = a->y[i] = -1;
		a->free[i] = n - 1 - i;
	}
	for (; left && most > 0; most--) {
		int out = bid(a, a->free[--left], step);

		if (out >= 0)
			a->free[left++] = out;
	}
	a->nfree = left;
}

void
match_auction(struct gw_assign *a, double step, double scale)
{
	for (; step > 0.01*scale; step /= 5)
		hold(a, step, 20L*a->n);
	hold(a, 0.01*scale, 20L*a->n);
}

/* ---- from nearly the best to the best ---- */

enum { TRIES = 20 };	/* of a row */

struct refine {
	struct gw_assign *a;
	int32_t *queue;		/* [n] rows whose column may not be their best, a ring */
	int     head, waiting;
	uint8_t *queued, *tries;	/* [n] */
};

static void
enqueue(struct refine *r, int i)
{
	if (i < 0 || r->queued[i])
		return;
	r->queued[i] = 1;
	r->queue[(r->head + r->waiting++) % r->a->n] = i;
}

/* All that is better than the column of row i gets as dear; that is news for those who own it. */
static void
level_row(struct refine *r, int i)
{
	struct gw_assign *a = r->a;
	double *v = a->c.v, u = a->cost[i] - v[a->x[i]];
	const struct match_row *row = &a->row[i];

	while (row->beyond < u)
		match_expand(a, i);
	for (int k = 0; k < row->n && row->edge[k].low < u; k++) {
		int j = row->edge[k].j;

		if (row->edge[k].c - v[j] < u) {
			v[j] = row->edge[k].c - u;
			enqueue(r, a->y[j]);
		}
	}
}

/*
 * A matching of an auction is the best up to n steps, and mostly the best.  Where it is, prices
 * that say so are found without moving anything; where rows could do better together these
 * never come to an end, and lose their columns.
 */
void
match_refine(struct gw_assign *a)
{
	size_t n = (size_t)a->n;
	struct refine r = { .a = a, .queue = a->other,
		.queued = gw_alloc(n, 1), .tries = gw_alloc(n, 1) };

	match_settle_costs(a);
	for (int i = 0; i < a->n; i++)
		if (a->x[i] >= 0)
			enqueue(&r, i);
	while (r.waiting) {
		int i = r.queue[r.head];

		r.head = (r.head + 1) % a->n;
		r.waiting--;
		r.queued[i] = 0;
		if (r.tries[i]++ < TRIES) {
			level_row(&r, i);
		} else {
			a->y[a->x[i]] = -1;
			a->x[i] = -1;
		}
	}
	a->nfree = 0;
	for (int i = 0; i < a->n; i++)
		if (a->x[i] < 0)
			a->free[a->nfree++] = i;
	gw_free(r.queued);
	gw_free(r.tries);
}
