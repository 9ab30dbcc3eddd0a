/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What simd.h needs for eight lanes of AVX-512.  Rows of four come two in a
 * vector: "placed as rows" means four vectors, whose halves are rows k and k + 4.
 */
#ifndef GW_BASE_SIMD_8_H
#define GW_BASE_SIMD_8_H

#define gw_vecl_lane ((gw_vecl){ 0, 1, 2, 3, 4, 5, 6, 7 })
#define gw_veci_lane ((gw_veci){ 0, 1, 2, 3, 4, 5, 6, 7 })

/* ---- masks: one bit a lane ---- */

typedef uint8_t gw_mask;

/* lanes 0 .. n-1; n may be anything */
GW_INLINE gw_mask
gw_mask_first(int n)
{
	return _mm256_cmpgt_epi32_mask(_mm256_set1_epi32(n), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}

/* lane k is bit k */
GW_INLINE unsigned
gw_mask_bits(gw_mask m)
{
	return m;
}

GW_INLINE gw_mask
gw_vec_less(gw_vec a, gw_vec b)
{
	return _mm512_cmp_pd_mask((__m512d)a, (__m512d)b, _CMP_LT_OQ);
}

GW_INLINE gw_mask
gw_veci_equal(gw_veci a, gw_veci b)
{
	return _mm256_cmpeq_epi32_mask((__m256i)a, (__m256i)b);
}

GW_INLINE gw_mask
gw_veci_less(gw_veci a, gw_veci b)
{
	return _mm256_cmplt_epi32_mask((__m256i)a, (__m256i)b);
}

/* a where m is set, else b */
GW_INLINE gw_vec
gw_vec_choose(gw_mask m, gw_vec a, gw_vec b)
{
	return (gw_vec)_mm512_mask_blend_pd(m, (__m512d)b, (__m512d)a);
}

/* the lanes of m, one after the other, to p; what follows them there is overwritten */
GW_INLINE void
gw_vec_pack(double *p, gw_mask m, gw_vec a)
{
	_mm512_storeu_pd(p, _mm512_maskz_compress_pd(m, (__m512d)a));
}

/* the same; returns how many they are */
GW_INLINE int
gw_veci_pack(int32_t *p, gw_mask m, gw_veci a)
{
	_mm256_storeu_si256((__m256i *)(void *)p, _mm256_maskz_compress_epi32(m, (__m256i)a));
	return __builtin_popcount(m);
}

/* ---- lanes from anywhere ---- */

/* the lanes l < n of p, the others 0 and not read */
GW_INLINE gw_veci
gw_veci_load_first(const int32_t *p, int n)
{
	return (gw_veci)_mm256_maskz_loadu_epi32(gw_mask_first(n), p);
}

GW_INLINE void
gw_veci_store_first(int32_t *p, gw_veci a, int n)
{
	_mm256_mask_storeu_epi32(p, gw_mask_first(n), (__m256i)a);
}

/* p[at[0]], p[at[1]], ... */
GW_INLINE gw_veci
gw_veci_collect(const int32_t *p, gw_veci at)
{
	return (gw_veci)_mm256_i32gather_epi32(p, (__m256i)at, 4);
}

GW_INLINE gw_vec
gw_vec_collect(const double *p, const int32_t *at)
{
	return (gw_vec){ p[at[0]], p[at[1]], p[at[2]], p[at[3]],
	    p[at[4]], p[at[5]], p[at[6]], p[at[7]] };
}

/* table[which] of each lane, which = 0 .. 3; table has eight places */
GW_INLINE gw_vec
gw_vec_look_up(gw_vecl which, const double *table)
{
	return (gw_vec)_mm512_permutexvar_pd((__m512i)which, _mm512_loadu_pd(table));
}

/* ---- arithmetic ---- */

GW_INLINE gw_vec
gw_vec_sqrt(gw_vec a)
{
	return (gw_vec)_mm512_sqrt_pd((__m512d)a);
}

/* the smaller of each lane, and the larger; b where one is no number */
GW_INLINE gw_vec
gw_vec_min(gw_vec a, gw_vec b)
{
	return (gw_vec)_mm512_min_pd((__m512d)a, (__m512d)b);
}

GW_INLINE gw_vec
gw_vec_max(gw_vec a, gw_vec b)
{
	return (gw_vec)_mm512_max_pd((__m512d)a, (__m512d)b);
}

/* store past the caches, p aligned: what is not read soon does not push out what is */
GW_INLINE void
gw_vec_stream(double *p, gw_vec a)
{
	_mm512_stream_pd(p, (__m512d)a);
}

/* always in this order */
GW_INLINE double
gw_vec_sum(gw_vec a)
{
	return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
}

/* sums of four columns; always in this order */
GW_INLINE gw_four
gw_vec_sums4(const gw_vec c[4])
{
	gw_vec a = GW_PICK(c[0], c[1], 0, 8, 2, 10, 4, 12, 6, 14) +
	    GW_PICK(c[0], c[1], 1, 9, 3, 11, 5, 13, 7, 15);
	gw_vec b = GW_PICK(c[2], c[3], 0, 8, 2, 10, 4, 12, 6, 14) +
	    GW_PICK(c[2], c[3], 1, 9, 3, 11, 5, 13, 7, 15);
	gw_vec s = GW_PICK(a, b, 0, 1, 8, 9, 4, 5, 12, 13) + GW_PICK(a, b, 2, 3, 10, 11, 6, 7, 14, 15);

	return GW_PICK(s, s, 0, 1, 2, 3) + GW_PICK(s, s, 4, 5, 6, 7);
}

/* sums of eight columns */
GW_INLINE void
gw_vec_sums8(const gw_vec c[8], double s[8])
{
	gw_four lo = gw_vec_sums4(c), hi = gw_vec_sums4(c + 4);

	gw_vec_store(s, GW_PICK(lo, hi, 0, 1, 2, 3, 4, 5, 6, 7));
}

/* the sum of what is placed as rows */
GW_INLINE gw_four
gw_vec_sum_rows4(const gw_vec a[4])
{
	gw_vec s = (a[0] + a[1]) + (a[2] + a[3]);

	return GW_PICK(s, s, 0, 1, 2, 3) + GW_PICK(s, s, 4, 5, 6, 7);
}

/* ---- rows and columns ---- */

/* a row as often as rows stand in a vector */
GW_INLINE gw_vec
gw_vec_row4(double a, double b, double c, double d)
{
	return (gw_vec){ a, b, c, d, a, b, c, d };
}

/* what is placed as rows <-> four columns; its own inverse */
GW_INLINE void
gw_vec_transpose4(const gw_vec a[4], gw_vec c[4])
{
	gw_vec t0 = GW_PICK(a[0], a[1], 0, 8, 2, 10, 4, 12, 6, 14);
	gw_vec t1 = GW_PICK(a[0], a[1], 1, 9, 3, 11, 5, 13, 7, 15);
	gw_vec t2 = GW_PICK(a[2], a[3], 0, 8, 2, 10, 4, 12, 6, 14);
	gw_vec t3 = GW_PICK(a[2], a[3], 1, 9, 3, 11, 5, 13, 7, 15);

	c[0] = GW_PICK(t0, t2, 0, 1, 8, 9, 4, 5, 12, 13);
	c[1] = GW_PICK(t1, t3, 0, 1, 8, 9, 4, 5, 12, 13);
	c[2] = GW_PICK(t0, t2, 2, 3, 10, 11, 6, 7, 14, 15);
	c[3] = GW_PICK(t1, t3, 2, 3, 10, 11, 6, 7, 14, 15);
}

/* rows (a, a, a, b), placed as such */
GW_INLINE void
gw_vec_spread4(gw_vec a, gw_vec b, gw_vec r[4])
{
	r[0] = GW_PICK(a, b, 0, 0, 0, 8, 4, 4, 4, 12);
	r[1] = GW_PICK(a, b, 1, 1, 1, 9, 5, 5, 5, 13);
	r[2] = GW_PICK(a, b, 2, 2, 2, 10, 6, 6, 6, 14);
	r[3] = GW_PICK(a, b, 3, 3, 3, 11, 7, 7, 7, 15);
}

/* the rows of four at base + at[k], placed as such */
GW_INLINE void
gw_vec_load_rows4(const double *base, const size_t at[8], gw_vec a[4])
{
	GW_UNROLL
	for (int k = 0; k < 4; k++) {
		gw_four lo = *(const gw_fouru *)(base + at[k]);
		gw_four hi = *(const gw_fouru *)(base + at[k + 4]);

		a[k] = GW_PICK(lo, hi, 0, 1, 2, 3, 4, 5, 6, 7);
	}
}

/* add what is placed as rows to those at base + at[k], one after the other */
GW_INLINE void
gw_vec_put_rows4(double *base, const size_t at[8], const gw_vec a[4])
{
	GW_UNROLL
	for (int k = 0; k < 4; k++)
		*(gw_fouru *)(base + at[k]) += GW_PICK(a[k], a[k], 0, 1, 2, 3);
	GW_UNROLL
	for (int k = 0; k < 4; k++)
		*(gw_fouru *)(base + at[k + 4]) += GW_PICK(a[k], a[k], 4, 5, 6, 7);
}

/* columns to rows of four that follow each other at base */
GW_INLINE void
gw_vec_set_rows4(double *base, const gw_vec c[4])
{
	gw_vec a[4];

	gw_vec_transpose4(c, a);
	GW_UNROLL
	for (int k = 0; k < 4; k++) {
		*(gw_fouru *)(base + 4*k) = GW_PICK(a[k], a[k], 0, 1, 2, 3);
		*(gw_fouru *)(base + 4*k + 16) = GW_PICK(a[k], a[k], 4, 5, 6, 7);
	}
}

/* add (a, b) of each lane to the two numbers at base + at[k], one after the other */
GW_INLINE void
gw_vec_add_rows2(double *base, const size_t at[8], gw_vec a, gw_vec b)
{
	gw_vec lo = GW_PICK(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
	gw_vec hi = GW_PICK(a, b, 4, 12, 5, 13, 6, 14, 7, 15);

	GW_UNROLL
	for (int k = 0; k < 4; k++)
		*(gw_twou *)(base + at[k]) += (gw_twou){ lo[2*k], lo[2*k + 1] };
	GW_UNROLL
	for (int k = 0; k < 4; k++)
		*(gw_twou *)(base + at[k + 4]) += (gw_twou){ hi[2*k], hi[2*k + 1] };
}

/* eight rows of eight -> eight columns */
GW_INLINE void
gw_vec_transpose8(const gw_vec r[8], gw_vec c[8])
{
	gw_vec t[8], u[8];

	GW_UNROLL
	for (int k = 0; k < 8; k += 2) {
		t[k] = GW_PICK(r[k], r[k + 1], 0, 8, 2, 10, 4, 12, 6, 14);
		t[k + 1] = GW_PICK(r[k], r[k + 1], 1, 9, 3, 11, 5, 13, 7, 15);
	}
	GW_UNROLL
	for (int k = 0; k < 8; k += 4)
		GW_UNROLL
		for (int m = k; m < k + 2; m++) {
			u[m] = GW_PICK(t[m], t[m + 2], 0, 1, 8, 9, 4, 5, 12, 13);
			u[m + 2] = GW_PICK(t[m], t[m + 2], 2, 3, 10, 11, 6, 7, 14, 15);
		}
	GW_UNROLL
	for (int k = 0; k < 4; k++) {
		c[k] = GW_PICK(u[k], u[k + 4], 0, 1, 2, 3, 8, 9, 10, 11);
		c[k + 4] = GW_PICK(u[k], u[k + 4], 4, 5, 6, 7, 12, 13, 14, 15);
	}
}

/* columns of the rows of eight at base + at[k] */
GW_INLINE void
gw_vec_rows8(const double *base, const size_t at[8], gw_vec c[8])
{
	gw_vec a[8];

	GW_UNROLL
	for (int k = 0; k < 8; k++)
		a[k] = gw_vec_load(base + at[k]);
	gw_vec_transpose8(a, c);
}

/* columns to rows of eight that follow each other at base */
GW_INLINE void
gw_vec_set_rows8(double *base, const gw_vec c[8])
{
	gw_vec a[8];

	gw_vec_transpose8(c, a);
	GW_UNROLL
	for (int k = 0; k < 8; k++)
		gw_vec_store(base + 8*k, a[k]);
}

#endif
