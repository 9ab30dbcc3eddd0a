/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Good prices by an auction with falling steps (Bertsekas, Ann. Oper. Res. 14,
 * 105 (1988)): where many rows want the same columns, prices found one
 * path at a time would cost n_free searches through all of them.  Nothing has to be
 * exact here: any prices are a right start for the shortest paths.
 */
#include "structure/match_priv.h"

#include <math.h>

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
	int n = a->n;

	for (int i = 0; i < n; i++)
		a->x[i] = a->y[i] = -1;
	for (int i = 0; i < n; i++)
		a->free[i] = n - 1 - i;
	for (int left = n; left && most > 0; most--) {
		int out = bid(a, a->free[--left], step);

		if (out >= 0)
			a->free[left++] = out;
	}
}

/* The largest least cost of a row: how far prices may have to fall. */
static double
farthest(struct gw_assign *a)
{
	double most = 0;

	for (int i = 0; i < a->n; i++) {
		double u1, u2;
		int j2;

		match_best_two(a, i, &u1, &u2, &j2);
		most = fmax(most, u1);
	}
	return most;
}

/*
 * Steps in units of scale, the square of the mean spacing.  Where a fifth of the
 * rows is left over many want the same columns, and prices have far to fall: larger steps first.
 */
void
match_auction(struct gw_assign *a, double scale)
{
	double step = a->nfree > a->n/5 ? fmax(2*scale, farthest(a)/4) : 0.25*scale;

	for (; step > 0.01*scale; step /= 5)
		hold(a, step, 20L*a->n);
	hold(a, 0.01*scale, 20L*a->n);
}
