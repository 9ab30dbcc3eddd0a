/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The loops of a fast pair kernel.  A potential defines, before it includes this,
 *
 *	PAIR8_NAME	the gw_pair_kernel made here
 *	PAIR8_TERM	its struct for a pair of species, as in pair_loop.h
 *	PAIR8_START(r2)	whatever takes long and needs no parameters, e.g. 1/r2
 *	PAIR8_U(first, t0, t1, r2, start, fr)	u(r)/2, and *fr = -u'(r)/r; parameters
 *			are t0's in the lanes of first, else t1's
 *
 * Rows of slots are loaded whole; neighbours of both species stand in one vector.
 * Lanes beyond the cut-off are computed and set to zero: cheaper than packing,
 * for most pairs of a list are within.  Forces leave as whole rows (f_x, f_y,
 * f_z, energy share), which also sum up what the row's own atom gets.
 *
 * From a neighbour's place to its force it takes a hundred cycles; a processor overlaps
 * eight pairs with the next eight only if it can see both.  Hence two halves, of which
 * the second works on the eight before those of the first.
 */
#include "base/simd.h"

struct pair8 {			/* what a block's pairs work on */
	const double *xs;
	double *fs, *ws;
};

struct pair8_now {		/* eight pairs of slot i, half done */
	gw_v8 d[4], r2, start;	/* rows x_j - x_i, whose fourth number is 1 */
	gw_m8 first, in;	/* lanes of the first species; within the cut-off */
	int i;
	const int32_t *nbr;
	const PAIR8_TERM *t;
};

/* up to eight neighbours of slot *row from place *place on; moves on to those after them */
GW_INLINE void
pair8_see(const struct pair8 *p, const PAIR8_TERM *terms, int ns, const struct gw_block *b,
	int *row, int *place, struct pair8_now *o)
{
	int i = *row, q = *place, end = b->row[i + 1];
	const double *x = p->xs + 4*i;
	gw_v8 me = { x[0], x[1], x[2], -1, x[0], x[1], x[2], -1 }, c[4], rc2;
	size_t at[8];

	o->i = i;
	o->nbr = b->nbr + q;
	o->t = terms + b->type[i]*ns;
	GW_UNROLL
	for (int k = 0; k < GW_LANES; k++)
		at[k] = 4*(size_t)o->nbr[k];
	gw_v8_load_rows4(p->xs, at, o->d);
	GW_UNROLL
	for (int k = 0; k < 4; k++)
		o->d[k] -= me;
	gw_v8_transpose4(o->d, c);
	o->r2 = c[0]*c[0] + c[1]*c[1] + c[2]*c[2];
	o->first = gw_m8_first(b->part[i*ns] - q);
	rc2 = gw_v8_choose(o->first, gw_v8_all(o->t[0].rc2), gw_v8_all(o->t[ns - 1].rc2));
	o->in = gw_v8_less(o->r2, rc2) & gw_m8_first(end - q);
	o->start = PAIR8_START(o->r2);
	*place = q + GW_LANES < end ? q + GW_LANES : end;
	*row += *place == end;
}

/* virials of slots, lane by lane */
GW_INLINE void
pair8_shares(double *ws, const struct pair8_now *o, gw_v8 fr)
{
	gw_v8 c[4];

	gw_v8_transpose4(o->d, c);
	for (int k = 0; k < GW_LANES; k++)
		if (o->in >> k & 1) {
			double half = 0.5*fr[k];

			gw_pair_virial(ws + 6*o->i, half, c[0][k], c[1][k], c[2][k]);
			gw_pair_virial(ws + 6*o->nbr[k], half, c[0][k], c[1][k], c[2][k]);
		}
}

/* their forces */
GW_INLINE void
pair8_act(const struct pair8 *p, int ns, const struct pair8_now *o)
{
	const gw_v8 zero = { 0 };
	gw_v8 a[4], fr, h, sum;
	size_t at[8];

	GW_UNROLL
	for (int k = 0; k < GW_LANES; k++)
		at[k] = 4*(size_t)o->nbr[k];
	h = PAIR8_U(o->first, o->t, o->t + ns - 1, o->r2, o->start, &fr);
	h = gw_v8_choose(o->in, h, zero);
	fr = gw_v8_choose(o->in, fr, zero);
	a[0] = o->d[0]*GW_PICK(fr, h, 0, 0, 0, 8, 4, 4, 4, 12);
	a[1] = o->d[1]*GW_PICK(fr, h, 1, 1, 1, 9, 5, 5, 5, 13);
	a[2] = o->d[2]*GW_PICK(fr, h, 2, 2, 2, 10, 6, 6, 6, 14);
	a[3] = o->d[3]*GW_PICK(fr, h, 3, 3, 3, 11, 7, 7, 7, 15);
	gw_v8_put_rows4(p->fs, at, a);
	sum = (a[0] + a[1]) + (a[2] + a[3]);
	*(gw_v4u *)(p->fs + 4*o->i) += (gw_v4){ -1, -1, -1, 1 }*
	    (GW_PICK(sum, sum, 0, 1, 2, 3) + GW_PICK(sum, sum, 4, 5, 6, 7));
	if (p->ws)
		pair8_shares(p->ws, o, fr);
}

/*
 * Row after row without a branch at their ends, which no processor foresees:
 * q goes on by eight or to the end of the row of i.
 */
GW_INLINE void
pair8_block(const struct pair8 *p, const PAIR8_TERM *terms, int ns, const struct gw_block *b)
{
	struct pair8_now now, next;
	int i = 0, q = 0;

	if (b->nown == 0)
		return;
	pair8_see(p, terms, ns, b, &i, &q, &now);
	while (i < b->nown) {
		pair8_see(p, terms, ns, b, &i, &q, &next);
		pair8_act(p, ns, &now);
		now = next;
	}
	pair8_act(p, ns, &now);
}

/*
 * The virial of a block is the sum of x f over its slots, because the forces of its
 * pairs cancel; x counted from slot 0, to lose no digits.
 */
GW_INLINE void
pair8_virial(const struct gw_block *b, const double *xs, const double *fs, double w[6])
{
	gw_v4 o = *(const gw_v4u *)xs, square = { 0 }, mixed = { 0 };

	for (int k = 0; k < b->nslot; k++) {
		gw_v4 x = *(const gw_v4u *)(xs + 4*k) - o, f = *(const gw_v4u *)(fs + 4*k);

		square += x*f;
		mixed += x*GW_PICK(f, f, 1, 2, 0, 3);
	}
	for (int k = 0; k < 3; k++)
		w[k] = square[k];
	w[3] = mixed[0];
	w[4] = mixed[2];
	w[5] = mixed[1];
}

void
PAIR8_NAME(const void *terms, int ns, const struct gw_block *b, const double *xs, double *fs,
	double w[6], double *ws)
{
	struct pair8 p = { .xs = xs, .fs = fs, .ws = ws };

	if (ws)
		pair8_block(&p, terms, ns, b);
	else {			/* what the compiler knows costs nothing */
		p.ws = NULL;
		if (ns == 1)
			pair8_block(&p, terms, 1, b);
		else
			pair8_block(&p, terms, 2, b);
	}
	if (w)
		pair8_virial(b, xs, fs, w);
}
