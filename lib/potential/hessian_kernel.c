/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Products with a Hessian, GW_LANES pairs at a time.  A row of four holds x, y, z of a vector and
 * a fourth number of the same atom: drho on the way out, F'' drho on the way in, so that one
 * load and one addition do for both.
 */
#include "potential/hessian.h"

#include "base/simd.h"

GW_INLINE int
count(gw_mask m)
{
	return __builtin_popcount(gw_mask_bits(m));
}

/* those of n pairs of the row that are mobile, or that are not */
GW_INLINE gw_mask
chosen(const struct gw_hessian_row *w, int k, int nmoving, int mobile)
{
	gw_mask some = gw_mask_first(w->n - k), in = gw_veci_less(gw_veci_load(w->j + k), gw_veci_all(nmoving));

	return some & (mobile ? in : ~in);
}

static int
padded(int n)
{
	return (n + GW_HESSIAN_PAD - 1)/GW_HESSIAN_PAD*GW_HESSIAN_PAD;
}

/* zeros to the eight numbers at p */
GW_INLINE void
wipe(float *p)
{
	memset(p, 0, GW_HESSIAN_PAD*sizeof *p);
}

/* atoms home[j] of the selected pairs to at, and zeros behind */
static void
add_atoms(const struct gw_hessian_row *w, int nmoving, int mobile, const int32_t *home, int32_t *at)
{
	int n = 0;

	for (int k = 0; k < w->n; k += GW_LANES) {
		gw_mask in = chosen(w, k, nmoving, mobile);
		gw_veci j = (gw_veci)gw_veci_load_first(w->j + k, w->n - k);

		n += gw_veci_pack(at + n, in, gw_veci_collect(home, j));
	}
	memset(at + n, 0, GW_HESSIAN_PAD*sizeof *at);
}

/* column after column: what is written behind the end of one is overwritten by the next */
static void
add_mobile(struct gw_hessian *h, const struct gw_hessian_row *w, int nmoving, float *d, int len)
{
	for (int c = 0; c < h->width; c++, d += len) {
		const double *from = w->d + c*w->stride;
		int n = 0;

		for (int k = 0; k < w->n; k += GW_LANES) {
			n += gw_vecf_pack(d + n, chosen(w, k, nmoving, 1), gw_vec_load(from + k));
		}
		wipe(d + n);
	}
}

static void
add_frozen(const struct gw_hessian_row *w, int nmoving, float *d, int len)
{
	for (int c = 0; c < 3; c++, d += len) {
		const double *from = w->d + c*w->stride, *g = w->d + GW_HJ*w->stride;
		int n = 0;

		for (int k = 0; k < w->n; k += GW_LANES) {
			n += gw_vecf_pack(d + n, chosen(w, k, nmoving, 0), gw_vec_load(from + k)*gw_vec_load(g + k));
		}
		wipe(d + n);
	}
}

/* sums over frozen neighbours */
static void
add_sums(struct gw_hessian *h, const struct gw_hessian_row *w, int i, int nmoving)
{
	const gw_vec zero = { 0 };
	const int s = w->stride;
	gw_vec D[8] = { zero, zero, zero, zero, zero, zero, zero, zero }, G[4] = { zero, zero, zero, zero };

	for (int k = 0; k < w->n; k += GW_LANES) {
		const double *p = w->d + k;
		gw_mask in = chosen(w, k, nmoving, 0);
		gw_vec x = gw_vec_load(p + GW_HX*s), y = gw_vec_load(p + GW_HY*s), z = gw_vec_load(p + GW_HZ*s);
		gw_vec A = gw_vec_choose(in, gw_vec_load(p + GW_HA*s), zero);
		gw_vec B = gw_vec_choose(in, gw_vec_load(p + GW_HB*s), zero), g = zero;

		if (h->embedded)
			g = gw_vec_choose(in, gw_vec_load(p + GW_HI*s), zero);
		x = gw_vec_choose(in, x, zero);		/* behind the end there may be anything */
		y = gw_vec_choose(in, y, zero);
		z = gw_vec_choose(in, z, zero);
		D[0] += A*x*x + B;
		D[1] += A*y*y + B;
		D[2] += A*z*z + B;
		D[3] += A*x*y;
		D[4] += A*x*z;
		D[5] += A*y*z;
		G[0] += g*x;
		G[1] += g*y;
		G[2] += g*z;
	}
	gw_vec_sums8(D, h->site + 8*i);
	*(gw_fouru *)(h->g + 4*i) += gw_vec_sums4(G);
}

static void
add(struct gw_hessian *h, const struct gw_hessian_row *w, int i, int nmoving, const int32_t *home)
{
	const int at = h->start[i], fat = h->fstart[i];
	int n = 0, len, flen = 0;

	for (int k = 0; k < w->n; k += GW_LANES)
		n += count(chosen(w, k, nmoving, 1));
	len = padded(n);
	add_mobile(h, w, nmoving, h->d + (size_t)h->width*(size_t)at, len);
	add_atoms(w, nmoving, 1, home, h->j + at);
	if (w->n > n) {
		add_sums(h, w, i, nmoving);
		if (h->embedded) {
			flen = padded(w->n - n);
			add_frozen(w, nmoving, h->fd + 3*(size_t)fat, flen);
			add_atoms(w, nmoving, 0, home, h->fj + fat);
		}
	}
	h->start[i + 1] = at + len;
	h->fstart[i + 1] = fat + flen;
}

/* ---- products ---- */

GW_INLINE void
rows_at(const int32_t *j, size_t at[GW_LANES])
{
	GW_UNROLL
	for (int k = 0; k < GW_LANES; k++)
		at[k] = 4*(size_t)j[k];
}

/*
 * The columns at d as far behind them (rows > 0) or before as a row is long: about where the next row has
 * its own.  Columns are too short for a processor to see that by itself; where H comes from memory
 * this saves 40 % of the time.
 */
GW_INLINE void
expect(const float *d, int len, int width, int rows)
{
	GW_UNROLL
	for (int q = 0; q < width; q++)
		__builtin_prefetch(d + (q + rows*width)*len);
}

/* of row i: H v but for F'', and the changes of densities */
GW_INLINE void
pairs(struct gw_hessian *h, int i, int embedded)
{
	const int start = h->start[i], len = h->start[i + 1] - start;
	const float *d = h->d + (size_t)(embedded ? GW_HPAIR : GW_HI)*(size_t)start;
	const double *v = h->v + 4*(size_t)i;
	const gw_vec zero = { 0 };
	gw_vec sum[4] = { zero, zero, zero, zero };

	for (int k = 0; k < len; k += GW_LANES, d += GW_LANES) {
		gw_vec c[4], r[3], s, B = gw_vecf_load(d + GW_HB*len);
		size_t at[GW_LANES];

		expect(d, len, embedded ? GW_HPAIR : GW_HI, 1);
		rows_at(h->j + start + k, at);
		gw_vec_rows4(h->v, at, c);
		GW_UNROLL
		for (int q = 0; q < 3; q++) {
			r[q] = gw_vecf_load(d + q*len);
			c[q] -= v[q];
		}
		s = c[0]*r[0] + c[1]*r[1] + c[2]*r[2];		/* minus s of the header */
		c[3] = zero;
		if (embedded) {
			c[3] = -s*gw_vecf_load(d + GW_HJ*len);
			sum[3] -= s*gw_vecf_load(d + GW_HI*len);
		}
		s *= gw_vecf_load(d + GW_HA*len);
		GW_UNROLL
		for (int q = 0; q < 3; q++) {
			c[q] = B*c[q] + s*r[q];
			sum[q] -= c[q];
		}
		gw_vec_add_rows4(h->h, at, c);
	}
	*(gw_fouru *)(h->h + 4*(size_t)i) += gw_vec_sums4(sum);
}

/* changes of the densities of frozen atoms */
GW_INLINE void
frozen(struct gw_hessian *h, int i)
{
	const int start = h->fstart[i], len = h->fstart[i + 1] - start;
	const float *d = h->fd + 3*(size_t)start;
	const double *v = h->v + 4*(size_t)i;
	double s[GW_LANES] __attribute__((aligned(64)));

	for (int k = 0; k < len; k += GW_LANES, d += GW_LANES) {
		const int32_t *j = h->fj + start + k;

		gw_vec_store(s, gw_vecf_load(d)*v[0] + gw_vecf_load(d + len)*v[1] + gw_vecf_load(d + 2*len)*v[2]);
		GW_UNROLL
		for (int q = 0; q < GW_LANES; q++)
			h->c[j[q]] += s[q];
	}
}

/* of row i: the terms with F'' */
GW_INLINE void
embedding(struct gw_hessian *h, int i)
{
	const int start = h->start[i], len = h->start[i + 1] - start;
	const int fstart = h->fstart[i], flen = h->fstart[i + 1] - fstart;
	const float *d = h->d + GW_HPAIR*(size_t)start, *fd = h->fd + 3*(size_t)fstart;
	const double *v = h->v + 4*(size_t)i;
	const gw_vec zero = { 0 };
	gw_vec sum[4] = { zero, zero, zero, zero };

	for (int k = 0; k < len; k += GW_LANES, d += GW_LANES) {
		gw_vec c[4], a, cj;
		size_t at[GW_LANES];

		expect(d, len, GW_HPAIR, -1);
		rows_at(h->j + start + k, at);
		GW_UNROLL
		for (int q = 0; q < GW_LANES; q++)
			cj[q] = h->v[at[q] + 3];
		a = v[3]*gw_vecf_load(d + GW_HI*len) + cj*gw_vecf_load(d + GW_HJ*len);
		GW_UNROLL
		for (int q = 0; q < 3; q++) {
			c[q] = -a*gw_vecf_load(d + q*len);
			sum[q] -= c[q];
		}
		c[3] = zero;
		gw_vec_add_rows4(h->h, at, c);
	}
	for (int k = 0; k < flen; k += GW_LANES, fd += GW_LANES) {
		gw_vec cj = gw_vec_collect(h->c, h->fj + fstart + k);

		GW_UNROLL
		for (int q = 0; q < 3; q++)
			sum[q] += cj*gw_vecf_load(fd + q*flen);
	}
	*(gw_fouru *)(h->h + 4*(size_t)i) += gw_vec_sums4(sum) + v[3]*(*(const gw_fouru *)(h->g + 4*(size_t)i));
}

static void
times(struct gw_hessian *h)
{
	if (!h->embedded) {
		for (int i = 0; i < h->m; i++)
			pairs(h, i, 0);
		return;
	}
	for (int i = 0; i < h->m; i++) {
		pairs(h, i, 1);
		frozen(h, i);
	}
	gw_hessian_embed(h);
	for (int i = h->m - 1; i >= 0; i--)	/* backwards: what was read last is still in the cache */
		embedding(h, i);
}

const struct gw_hessian_kernel GW_LEVEL(gw_hessian_kernel) = { add, times };
