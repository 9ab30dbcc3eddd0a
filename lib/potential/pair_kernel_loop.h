/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The loops of a fast pair kernel.  A potential defines, before it includes this,
 *
 *	PAIRS_NAME	the gw_pair_kernel made here
 *	PAIRS_TERM	its struct for a pair of species, as in pair_loop.h
 *	PAIRS_START(r2)	whatever takes long and needs no parameters, e.g. 1/r2
 *	PAIRS_U(first, t0, t1, r2, start, fr)	u(r)/2, and *fr = -u'(r)/r; parameters
 *			are t0's in the lanes of first, else t1's
 *
 * Rows of slots are loaded whole; neighbours of both species stand in one vector.
 * Lanes beyond the cut-off are computed and set to zero: cheaper than packing,
 * for most pairs of a list are within.  Forces leave as whole rows (f_x, f_y,
 * f_z, energy share), which also sum up what the row's own atom gets.
 *
 * From a neighbour's place to its force it takes a hundred cycles; a processor overlaps
 * a pack of pairs with the next one only if it can see both.  Hence two halves, of which
 * the second works on the pack before that of the first.
 */
#include "base/simd.h"

struct pairs {			/* what a block's pairs work on */
	const double *xs;
	double *fs, *ws;
};

struct pairs_now {		/* a pack of pairs of slot i, half done */
	gw_vec d[4], r2, start;	/* rows x_j - x_i, whose fourth number is 1 */
	gw_mask first, in;	/* lanes of the first species; within the cut-off */
	int i;
	const int32_t *nbr;
	const PAIRS_TERM *t;
};

/* up to GW_LANES neighbours of slot *row from place *place on; moves on to those after them */
GW_INLINE void
pairs_see(const struct pairs *p, const PAIRS_TERM *terms, int ns, const struct gw_block *b,
	int *row, int *place, struct pairs_now *o)
{
	int i = *row, q = *place, end = b->row[i + 1];
	const double *x = p->xs + 4*i;
	gw_vec me = gw_vec_row4(x[0], x[1], x[2], -1), c[4], rc2;
	size_t at[GW_LANES];

	o->i = i;
	o->nbr = b->nbr + q;
	o->t = terms + b->type[i]*ns;
	GW_UNROLL
	for (int k = 0; k < GW_LANES; k++)
		at[k] = 4*(size_t)o->nbr[k];
	gw_vec_load_rows4(p->xs, at, o->d);
	GW_UNROLL
	for (int k = 0; k < 4; k++)
		o->d[k] -= me;
	gw_vec_transpose4(o->d, c);
	o->r2 = c[0]*c[0] + c[1]*c[1] + c[2]*c[2];
	o->first = gw_mask_first(b->part[i*ns] - q);
	rc2 = gw_vec_choose(o->first, gw_vec_all(o->t[0].rc2), gw_vec_all(o->t[ns - 1].rc2));
	o->in = gw_vec_less(o->r2, rc2) & gw_mask_first(end - q);
	o->start = PAIRS_START(o->r2);
	*place = q + GW_LANES < end ? q + GW_LANES : end;
	*row += *place == end;
}

/* virials of slots, lane by lane */
GW_INLINE void
pairs_shares(double *ws, const struct pairs_now *o, gw_vec fr)
{
	const unsigned in = gw_mask_bits(o->in);
	gw_vec c[4];

	gw_vec_transpose4(o->d, c);
	for (int k = 0; k < GW_LANES; k++)
		if (in >> k & 1) {
			double half = 0.5*fr[k];

			gw_pair_virial(ws + 6*o->i, half, c[0][k], c[1][k], c[2][k]);
			gw_pair_virial(ws + 6*o->nbr[k], half, c[0][k], c[1][k], c[2][k]);
		}
}

/* their forces */
GW_INLINE void
pairs_act(const struct pairs *p, int ns, const struct pairs_now *o)
{
	const gw_vec zero = { 0 };
	gw_vec a[4], s[4], fr, h;
	size_t at[GW_LANES];

	GW_UNROLL
	for (int k = 0; k < GW_LANES; k++)
		at[k] = 4*(size_t)o->nbr[k];
	h = PAIRS_U(o->first, o->t, o->t + ns - 1, o->r2, o->start, &fr);
	h = gw_vec_choose(o->in, h, zero);
	fr = gw_vec_choose(o->in, fr, zero);
	gw_vec_spread4(fr, h, s);
	a[0] = o->d[0]*s[0];
	a[1] = o->d[1]*s[1];
	a[2] = o->d[2]*s[2];
	a[3] = o->d[3]*s[3];
	gw_vec_put_rows4(p->fs, at, a);
	*(gw_fouru *)(p->fs + 4*o->i) += (gw_four){ -1, -1, -1, 1 }*gw_vec_sum_rows4(a);
	if (p->ws)
		pairs_shares(p->ws, o, fr);
}

/*
 * Row after row without a branch at their ends, which no processor foresees:
 * q goes on by a pack or to the end of the row of i.
 */
GW_INLINE void
pairs_block(const struct pairs *p, const PAIRS_TERM *terms, int ns, const struct gw_block *b)
{
	struct pairs_now now, next;
	int i = 0, q = 0;

	if (b->nown == 0)
		return;
	pairs_see(p, terms, ns, b, &i, &q, &now);
	while (i < b->nown) {
		pairs_see(p, terms, ns, b, &i, &q, &next);
		pairs_act(p, ns, &now);
		now = next;
	}
	pairs_act(p, ns, &now);
}

/*
 * The virial of a block is the sum of x f over its slots, because the forces of its
 * pairs cancel; x counted from slot 0, to lose no digits.
 */
GW_INLINE void
pairs_virial(const struct gw_block *b, const double *xs, const double *fs, double w[6])
{
	gw_four o = *(const gw_fouru *)xs, square = { 0 }, mixed = { 0 };

	for (int k = 0; k < b->nslot; k++) {
		gw_four x = *(const gw_fouru *)(xs + 4*k) - o, f = *(const gw_fouru *)(fs + 4*k);

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
PAIRS_NAME(const void *terms, int ns, const struct gw_block *b, const double *xs, double *fs,
	double w[6], double *ws)
{
	struct pairs p = { .xs = xs, .fs = fs, .ws = ws };

	if (ws)
		pairs_block(&p, terms, ns, b);
	else {			/* what the compiler knows costs nothing */
		p.ws = NULL;
		if (ns == 1)
			pairs_block(&p, terms, 1, b);
		else
			pairs_block(&p, terms, 2, b);
	}
	if (w)
		pairs_virial(b, xs, fs, w);
}
