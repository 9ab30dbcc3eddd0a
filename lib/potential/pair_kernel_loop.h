/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The loops of a fast pair kernel.  A potential defines, before it includes this,
 *
 *	PAIR8_NAME	the gw_pair_kernel made here
 *	PAIR8_TERM	its struct for a pair of species, as in pair_loop.h
 *	PAIR8_LANES	the same for eight pairs, of gw_v8; member rc2
 *	PAIR8_MIX(first, t0, t1, l)	fill l from t0 in the lanes of first, else from t1
 *	PAIR8_U(l, r2, fr)	u(r)/2, and *fr = -u'(r)/r
 *
 * Rows of slots are loaded whole; neighbours of both species stand in one vector.
 * Lanes beyond the cut-off are computed and set to zero: cheaper than packing,
 * for most pairs of a list are within.  Forces leave as whole rows (f_x, f_y,
 * f_z, energy share), which also sum up what the row's own atom gets.
 */
#include "base/simd.h"

struct pair8 {			/* what a block's pairs work on */
	const double *xs;
	double *fs, *ws;
};

/* virials of slots, lane by lane */
GW_INLINE void
pair8_shares(double *ws, int i, const int32_t *nbr, gw_m8 in, gw_v8 fr, const gw_v8 d[3])
{
	for (int k = 0; k < GW_LANES; k++)
		if (in >> k & 1) {
			gw_pair_virial(ws + 6*i, 0.5*fr[k], d[0][k], d[1][k], d[2][k]);
			gw_pair_virial(ws + 6*nbr[k], 0.5*fr[k], d[0][k], d[1][k], d[2][k]);
		}
}

/*
 * Slot i at x = `me` with eight neighbours, of which `lanes` count; lanes 3, 7 of me are -1, so
 * that those of d become 1.  Returns the sum of the neighbours' rows, in two halves.
 */
GW_INLINE gw_v8
pair8_visit(const struct pair8 *p, const PAIR8_LANES *l, int i, gw_v8 me, const int32_t *nbr,
	gw_m8 lanes)
{
	const gw_v8 zero = { 0 };
	size_t at[8];
	gw_v8 d[4], c[4], a[4], r2, fr, h;
	gw_m8 in;

	GW_UNROLL
	for (int k = 0; k < GW_LANES; k++)
		at[k] = 4*(size_t)nbr[k];
	gw_v8_load_rows4(p->xs, at, d);
	GW_UNROLL
	for (int k = 0; k < 4; k++)
		d[k] -= me;
	gw_v8_transpose4(d, c);
	r2 = c[0]*c[0] + c[1]*c[1] + c[2]*c[2];
	in = gw_v8_less(r2, l->rc2) & lanes;
	h = PAIR8_U(l, r2, &fr);
	h = gw_v8_choose(in, h, zero);
	fr = gw_v8_choose(in, fr, zero);
	a[0] = d[0]*GW_PICK(fr, h, 0, 0, 0, 8, 4, 4, 4, 12);
	a[1] = d[1]*GW_PICK(fr, h, 1, 1, 1, 9, 5, 5, 5, 13);
	a[2] = d[2]*GW_PICK(fr, h, 2, 2, 2, 10, 6, 6, 6, 14);
	a[3] = d[3]*GW_PICK(fr, h, 3, 3, 3, 11, 7, 7, 7, 15);
	gw_v8_put_rows4(p->fs, at, a);
	if (p->ws)
		pair8_shares(p->ws, i, nbr, in, fr, c);
	return (a[0] + a[1]) + (a[2] + a[3]);
}

GW_INLINE void
pair8_block(const struct pair8 *p, const PAIR8_TERM *terms, int ns, const struct gw_block *b)
{
	for (int i = 0; i < b->nown; i++) {
		const PAIR8_TERM *t = terms + b->type[i]*ns;
		const double *x = p->xs + 4*i;
		const gw_v8 me = { x[0], x[1], x[2], -1, x[0], x[1], x[2], -1 };
		int end = b->row[i + 1], split = b->part[i*ns];
		gw_v8 sum = { 0 };

		for (int q = b->row[i]; q < end; q += GW_LANES) {
			PAIR8_LANES l;

			PAIR8_MIX(gw_m8_first(split - q), t, t + ns - 1, &l);
			sum += pair8_visit(p, &l, i, me, b->nbr + q, gw_m8_first(end - q));
		}
		*(gw_v4u *)(p->fs + 4*i) += (gw_v4){ -1, -1, -1, 1 }*
		    (GW_PICK(sum, sum, 0, 1, 2, 3) + GW_PICK(sum, sum, 4, 5, 6, 7));
	}
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
	else {
		p.ws = NULL;	/* known to the compiler: a loop without the shares */
		pair8_block(&p, terms, ns, b);
	}
	if (w)
		pair8_virial(b, xs, fs, w);
}
