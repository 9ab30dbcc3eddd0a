/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What simd.h needs for four lanes: of AVX2, or of whatever the compiler makes
 * of GCC's vectors.  "Placed as rows" means four vectors, each of them a row of four.
 */
#ifndef GW_BASE_SIMD_4_H
#define GW_BASE_SIMD_4_H

#define gw_vecl_lane ((gw_vecl){ 0, 1, 2, 3 })
#define gw_veci_lane ((gw_veci){ 0, 1, 2, 3 })

/* ---- masks: a lane is all ones or all zeros ---- */

typedef gw_vecl gw_mask;

/* lanes 0 .. n-1; n may be anything */
GW_INLINE gw_mask
gw_mask_first(int n)
{
	return (gw_mask)(gw_vecl_lane < n);
}

/* lane k is bit k */
GW_INLINE unsigned
gw_mask_bits(gw_mask m)
{
#if defined __AVX__
	return (unsigned)_mm256_movemask_pd((__m256d)m);
#else
	return (unsigned)((m[0] & 1) | (m[1] & 2) | (m[2] & 4) | (m[3] & 8));
#endif
}

GW_INLINE gw_mask
gw_vec_less(gw_vec a, gw_vec b)
{
	return (gw_mask)(a < b);
}

GW_INLINE gw_mask
gw_veci_equal(gw_veci a, gw_veci b)
{
	return __builtin_convertvector(a == b, gw_mask);
}

GW_INLINE gw_mask
gw_veci_less(gw_veci a, gw_veci b)
{
	return __builtin_convertvector(a < b, gw_mask);
}

/* a where m is set, else b */
GW_INLINE gw_vec
gw_vec_choose(gw_mask m, gw_vec a, gw_vec b)
{
#if defined __AVX__
	return (gw_vec)_mm256_blendv_pd((__m256d)b, (__m256d)a, (__m256d)m);
#else
	return (gw_vec)((m & (gw_vecl)a) | (~m & (gw_vecl)b));
#endif
}

#if defined __AVX2__

/* the lanes of a mask before the others, as halves of doubles and as numbers */
#define GW_PLACE(a, b, c, d) { 2*a, 2*a + 1, 2*b, 2*b + 1, 2*c, 2*c + 1, 2*d, 2*d + 1 }
static const int32_t gw_pack_halves[16][8] __attribute__((aligned(32), unused)) = {
	GW_PLACE(0, 1, 2, 3), GW_PLACE(0, 1, 2, 3), GW_PLACE(1, 0, 2, 3), GW_PLACE(0, 1, 2, 3),
	GW_PLACE(2, 0, 1, 3), GW_PLACE(0, 2, 1, 3), GW_PLACE(1, 2, 0, 3), GW_PLACE(0, 1, 2, 3),
	GW_PLACE(3, 0, 1, 2), GW_PLACE(0, 3, 1, 2), GW_PLACE(1, 3, 0, 2), GW_PLACE(0, 1, 3, 2),
	GW_PLACE(2, 3, 0, 1), GW_PLACE(0, 2, 3, 1), GW_PLACE(1, 2, 3, 0), GW_PLACE(0, 1, 2, 3),
};
#undef GW_PLACE
static const int32_t gw_pack_numbers[16][4] __attribute__((aligned(16), unused)) = {
	{ 0, 1, 2, 3 }, { 0, 1, 2, 3 }, { 1, 0, 2, 3 }, { 0, 1, 2, 3 },
	{ 2, 0, 1, 3 }, { 0, 2, 1, 3 }, { 1, 2, 0, 3 }, { 0, 1, 2, 3 },
	{ 3, 0, 1, 2 }, { 0, 3, 1, 2 }, { 1, 3, 0, 2 }, { 0, 1, 3, 2 },
	{ 2, 3, 0, 1 }, { 0, 2, 3, 1 }, { 1, 2, 3, 0 }, { 0, 1, 2, 3 },
};

/* the lanes of m, one after the other, to p; what follows them there is overwritten */
GW_INLINE void
gw_vec_pack(double *p, gw_mask m, gw_vec a)
{
	__m256i at = *(const __m256i *)(const void *)gw_pack_halves[gw_mask_bits(m)];

	_mm256_storeu_si256((__m256i *)(void *)p, _mm256_permutevar8x32_epi32((__m256i)a, at));
}

/* the same; returns how many they are */
GW_INLINE int
gw_veci_pack(int32_t *p, gw_mask m, gw_veci a)
{
	unsigned bits = gw_mask_bits(m);
	__m128i at = *(const __m128i *)(const void *)gw_pack_numbers[bits];

	_mm_storeu_ps((float *)(void *)p, _mm_permutevar_ps((__m128)a, at));
	return __builtin_popcount(bits);
}

#else

GW_INLINE void
gw_vec_pack(double *p, gw_mask m, gw_vec a)
{
	for (int k = 0; k < 4; k++) {
		*p = a[k];
		p -= m[k];
	}
}

GW_INLINE int
gw_veci_pack(int32_t *p, gw_mask m, gw_veci a)
{
	int n = 0;

	for (int k = 0; k < 4; k++) {
		p[n] = a[k];
		n -= (int)m[k];
	}
	return n;
}

#endif

/* ---- lanes from anywhere ---- */

/* the lanes l < n of p, the others 0 and not read */
GW_INLINE gw_veci
gw_veci_load_first(const int32_t *p, int n)
{
	gw_veci a = { 0 };

	if (n >= 4)
		return gw_veci_load(p);
	for (int k = 0; k < n; k++)
		a[k] = p[k];
	return a;
}

GW_INLINE void
gw_veci_store_first(int32_t *p, gw_veci a, int n)
{
	if (n >= 4)
		gw_veci_store(p, a);
	else
		for (int k = 0; k < n; k++)
			p[k] = a[k];
}

/* p[at[0]], p[at[1]], ... */
GW_INLINE gw_veci
gw_veci_collect(const int32_t *p, gw_veci at)
{
	return (gw_veci){ p[at[0]], p[at[1]], p[at[2]], p[at[3]] };
}

GW_INLINE gw_vec
gw_vec_collect(const double *p, const int32_t *at)
{
	return (gw_vec){ p[at[0]], p[at[1]], p[at[2]], p[at[3]] };
}

/* table[which] of each lane, which = 0 .. 3; table has eight places */
GW_INLINE gw_vec
gw_vec_look_up(gw_vecl which, const double *table)
{
#if defined __AVX2__
	gw_vecl twice = which + which, halves = twice + ((twice + 1) << 32);

	return (gw_vec)_mm256_permutevar8x32_epi32(_mm256_loadu_si256((const __m256i *)(const void *)table),
	    (__m256i)halves);
#else
	return (gw_vec){ table[which[0]], table[which[1]], table[which[2]], table[which[3]] };
#endif
}

/* ---- arithmetic ---- */

GW_INLINE gw_vec
gw_vec_sqrt(gw_vec a)
{
#if defined __AVX__
	return (gw_vec)_mm256_sqrt_pd((__m256d)a);
#else
	return (gw_vec){ sqrt(a[0]), sqrt(a[1]), sqrt(a[2]), sqrt(a[3]) };
#endif
}

/* the smaller of each lane, and the larger; b where one is no number */
GW_INLINE gw_vec
gw_vec_min(gw_vec a, gw_vec b)
{
#if defined __AVX__
	return (gw_vec)_mm256_min_pd((__m256d)a, (__m256d)b);
#else
	return gw_vec_choose(gw_vec_less(a, b), a, b);
#endif
}

GW_INLINE gw_vec
gw_vec_max(gw_vec a, gw_vec b)
{
#if defined __AVX__
	return (gw_vec)_mm256_max_pd((__m256d)a, (__m256d)b);
#else
	return gw_vec_choose(gw_vec_less(b, a), a, b);
#endif
}

/* store, p aligned; not past the caches, which takes whole lines */
GW_INLINE void
gw_vec_stream(double *p, gw_vec a)
{
	*(gw_vec *)(void *)p = a;
}

/* always in this order */
GW_INLINE double
gw_vec_sum(gw_vec a)
{
	return (a[0] + a[2]) + (a[1] + a[3]);
}

/* sums of four columns; always in this order */
GW_INLINE gw_four
gw_vec_sums4(const gw_vec c[4])
{
	gw_vec a = GW_PICK(c[0], c[1], 0, 4, 2, 6) + GW_PICK(c[0], c[1], 1, 5, 3, 7);
	gw_vec b = GW_PICK(c[2], c[3], 0, 4, 2, 6) + GW_PICK(c[2], c[3], 1, 5, 3, 7);

	return GW_PICK(a, b, 0, 1, 4, 5) + GW_PICK(a, b, 2, 3, 6, 7);
}

/* sums of eight columns */
GW_INLINE void
gw_vec_sums8(const gw_vec c[8], double s[8])
{
	gw_vec_store(s, gw_vec_sums4(c));
	gw_vec_store(s + 4, gw_vec_sums4(c + 4));
}

/* the sum of what is placed as rows */
GW_INLINE gw_four
gw_vec_sum_rows4(const gw_vec a[4])
{
	return (a[0] + a[1]) + (a[2] + a[3]);
}

/* ---- rows and columns ---- */

/* a row as often as rows stand in a vector */
GW_INLINE gw_vec
gw_vec_row4(double a, double b, double c, double d)
{
	return (gw_vec){ a, b, c, d };
}

/* what is placed as rows <-> four columns; its own inverse */
GW_INLINE void
gw_vec_transpose4(const gw_vec a[4], gw_vec c[4])
{
	gw_vec t0 = GW_PICK(a[0], a[1], 0, 4, 2, 6), t1 = GW_PICK(a[0], a[1], 1, 5, 3, 7);
	gw_vec t2 = GW_PICK(a[2], a[3], 0, 4, 2, 6), t3 = GW_PICK(a[2], a[3], 1, 5, 3, 7);

	c[0] = GW_PICK(t0, t2, 0, 1, 4, 5);
	c[1] = GW_PICK(t1, t3, 0, 1, 4, 5);
	c[2] = GW_PICK(t0, t2, 2, 3, 6, 7);
	c[3] = GW_PICK(t1, t3, 2, 3, 6, 7);
}

/* rows (a, a, a, b), placed as such */
GW_INLINE void
gw_vec_spread4(gw_vec a, gw_vec b, gw_vec r[4])
{
	gw_vec even = GW_PICK(a, b, 0, 4, 2, 6), odd = GW_PICK(a, b, 1, 5, 3, 7);

	r[0] = GW_PICK(even, even, 0, 0, 0, 1);
	r[1] = GW_PICK(odd, odd, 0, 0, 0, 1);
	r[2] = GW_PICK(even, even, 2, 2, 2, 3);
	r[3] = GW_PICK(odd, odd, 2, 2, 2, 3);
}

/* the rows of four at base + at[k], placed as such */
GW_INLINE void
gw_vec_load_rows4(const double *base, const size_t at[4], gw_vec a[4])
{
	GW_UNROLL
	for (int k = 0; k < 4; k++)
		a[k] = gw_vec_load(base + at[k]);
}

/* add what is placed as rows to those at base + at[k], one after the other */
GW_INLINE void
gw_vec_put_rows4(double *base, const size_t at[4], const gw_vec a[4])
{
	GW_UNROLL
	for (int k = 0; k < 4; k++)
		*(gw_fouru *)(base + at[k]) += a[k];
}

/* columns to rows of four that follow each other at base */
GW_INLINE void
gw_vec_set_rows4(double *base, const gw_vec c[4])
{
	gw_vec a[4];

	gw_vec_transpose4(c, a);
	GW_UNROLL
	for (int k = 0; k < 4; k++)
		gw_vec_store(base + 4*k, a[k]);
}

/* add (a, b) of each lane to the two numbers at base + at[k], one after the other */
GW_INLINE void
gw_vec_add_rows2(double *base, const size_t at[4], gw_vec a, gw_vec b)
{
	gw_vec even = GW_PICK(a, b, 0, 4, 2, 6), odd = GW_PICK(a, b, 1, 5, 3, 7);

	*(gw_twou *)(base + at[0]) += GW_PICK(even, even, 0, 1);
	*(gw_twou *)(base + at[1]) += GW_PICK(odd, odd, 0, 1);
	*(gw_twou *)(base + at[2]) += GW_PICK(even, even, 2, 3);
	*(gw_twou *)(base + at[3]) += GW_PICK(odd, odd, 2, 3);
}

/* columns of the rows of eight at base + at[k] */
GW_INLINE void
gw_vec_rows8(const double *base, const size_t at[4], gw_vec c[8])
{
	gw_vec a[4];

	gw_vec_load_rows4(base, at, a);
	gw_vec_transpose4(a, c);
	gw_vec_load_rows4(base + 4, at, a);
	gw_vec_transpose4(a, c + 4);
}

/* columns to rows of eight that follow each other at base */
GW_INLINE void
gw_vec_set_rows8(double *base, const gw_vec c[8])
{
	gw_vec lo[4], hi[4];

	gw_vec_transpose4(c, lo);
	gw_vec_transpose4(c + 4, hi);
	GW_UNROLL
	for (int k = 0; k < 4; k++) {
		gw_vec_store(base + 8*k, lo[k]);
		gw_vec_store(base + 8*k + 4, hi[k]);
	}
}

#endif
