/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pairs in a ring; the two loops over them.
 */
#include "minimize/secants.h"

#include "base/mem.h"
#include "base/vec.h"

#define MOST 32

struct gw_secants {
	int    pairs;		/* room, at most MOST */
	int    held, next;	/* pairs held, place of the next one */
	size_t n, cap;
	double *block;		/* [2 pairs][n] */
	double rho[MOST];	/* 1/(s.y) */
};

static double *
step_of(const struct gw_secants *b, int k)
{
	return b->block + 2*(size_t)k*b->n;
}

static double *
change_of(const struct gw_secants *b, int k)
{
	return step_of(b, k) + b->n;
}

/* the place of the i-th newest pair, i from 1 */
static int
newest(const struct gw_secants *b, int i)
{
	return (b->next - i + b->pairs) % b->pairs;
}

struct gw_secants *
gw_secants_new(int pairs)
{
	struct gw_secants *b = gw_alloc(1, sizeof *b);

	b->pairs = pairs < 1 ? 1 : pairs > MOST ? MOST : pairs;
	return b;
}

void
gw_secants_free(struct gw_secants *b)
{
	if (b)
		gw_free(b->block);
	gw_free(b);
}

void
gw_secants_start(struct gw_secants *b, size_t n)
{
	gw_reserve(&b->block, &b->cap, 2*(size_t)b->pairs*n, sizeof *b->block);
	b->n = n;
	b->held = b->next = 0;
}

int
gw_secants_held(const struct gw_secants *b)
{
	return b->held;
}

void
gw_secants_next(struct gw_secants *b, double **s, double **y)
{
	*s = step_of(b, b->next);
	*y = change_of(b, b->next);
}

int
gw_secants_take(struct gw_secants *b)
{
	const double *s = step_of(b, b->next), *y = change_of(b, b->next);
	double sy = gw_dot(b->n, s, y), yy = gw_dot(b->n, y, y);

	if (!(sy > 1e-10*yy))
		return 0;
	b->rho[b->next] = 1/sy;
	b->next = (b->next + 1) % b->pairs;
	if (b->held < b->pairs)
		b->held++;
	return 1;
}

double
gw_secants_scale(const struct gw_secants *b)
{
	int k = newest(b, 1);
	const double *y;

	if (!b->held)
		return 0;
	y = change_of(b, k);
	return 1/(b->rho[k]*gw_dot(b->n, y, y));
}

void
gw_secants_apply(const struct gw_secants *b, double *d, void (*base)(void *arg, double *d),
	void *arg)
{
	double alpha[MOST], scale = gw_secants_scale(b);
	int k;

	for (int i = 1; i <= b->held; i++) {
		k = newest(b, i);
		alpha[k] = b->rho[k]*gw_dot(b->n, step_of(b, k), d);
		gw_axpy(b->n, -alpha[k], change_of(b, k), d);
	}
	if (base)
		base(arg, d);
	else if (b->held)
		for (size_t i = 0; i < b->n; i++)
			d[i] *= scale;
	for (int i = b->held; i >= 1; i--) {
		k = newest(b, i);
		gw_axpy(b->n, alpha[k] - b->rho[k]*gw_dot(b->n, change_of(b, k), d),
		    step_of(b, k), d);
	}
}
