/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Eight doubles at a time, in GCC's vector extension: the compiler makes of
 * it what the target has (one AVX-512 register, two of AVX2, four of SSE2).
 * Only what the extension cannot say is written for each target.
 *
 * A "row" is a run of doubles in memory, e.g. x, y, z, unused of one atom;
 * a "column" is one component of eight rows.
 */
#ifndef GW_BASE_SIMD_H
#define GW_BASE_SIMD_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined __AVX512F__ || defined __AVX__
#include <immintrin.h>
#endif

#define GW_LANES 8

typedef double  gw_v8 __attribute__((vector_size(64)));
typedef double  gw_v4 __attribute__((vector_size(32)));
typedef int64_t gw_l8 __attribute__((vector_size(64)));
typedef int32_t gw_i8 __attribute__((vector_size(32)));
typedef double  gw_v8u __attribute__((vector_size(64), aligned(8), may_alias));
typedef double  gw_v4u __attribute__((vector_size(32), aligned(8), may_alias));
typedef double  gw_v2u __attribute__((vector_size(16), aligned(8), may_alias));
typedef int32_t gw_i8u __attribute__((vector_size(32), aligned(4), may_alias));

#define GW_INLINE static inline __attribute__((always_inline))
#define GW_PICK __builtin_shufflevector

/* Loops over lanes and rows must unroll, at any -O: what they index are registers. */
#define GW_UNROLL _Pragma("GCC unroll 8")

GW_INLINE gw_v8
gw_v8_load(const double *p)
{
	return *(const gw_v8u *)p;
}

GW_INLINE void
gw_v8_store(double *p, gw_v8 a)
{
	*(gw_v8u *)p = a;
}

/* doubles from p to the next whole vector in memory */
GW_INLINE size_t
gw_v8_skip(const double *p)
{
	return (-(uintptr_t)p & (sizeof(gw_v8) - 1))/sizeof *p;
}

/* store past the caches, p aligned: what is not read soon does not push out what is */
GW_INLINE void
gw_v8_stream(double *p, gw_v8 a)
{
#if defined __AVX512F__
	_mm512_stream_pd(p, (__m512d)a);
#else
	*(gw_v8 *)(void *)p = a;
#endif
}

/* what was streamed is in memory before anything that follows, for other threads too */
GW_INLINE void
gw_v8_streamed(void)
{
#if defined __AVX512F__
	_mm_sfence();
#endif
}

GW_INLINE gw_v8
gw_v8_all(double a)
{
	return (gw_v8){ a, a, a, a, a, a, a, a };
}

GW_INLINE gw_v8
gw_v8_min(gw_v8 a, gw_v8 b)
{
	gw_l8 less = a < b;

	return (gw_v8)((less & (gw_l8)a) | (~less & (gw_l8)b));
}

/* lanes n .. 7 become 0 */
GW_INLINE gw_v8
gw_v8_first(gw_v8 a, int n)
{
	gw_l8 lane = { 0, 1, 2, 3, 4, 5, 6, 7 };

	return (gw_v8)((lane < n) & (gw_l8)a);
}

/* p[at[0]], p[at[1]], ... */
GW_INLINE gw_v8
gw_v8_collect(const double *p, const int32_t *at)
{
	return (gw_v8){ p[at[0]], p[at[1]], p[at[2]], p[at[3]],
	    p[at[4]], p[at[5]], p[at[6]], p[at[7]] };
}

/* always in this order */
GW_INLINE double
gw_v8_sum(gw_v8 a)
{
	return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
}

/* sums of four columns; always in this order */
GW_INLINE gw_v4
gw_v8_sums4(const gw_v8 c[4])
{
	gw_v8 a = GW_PICK(c[0], c[1], 0, 8, 2, 10, 4, 12, 6, 14) +
	    GW_PICK(c[0], c[1], 1, 9, 3, 11, 5, 13, 7, 15);
	gw_v8 b = GW_PICK(c[2], c[3], 0, 8, 2, 10, 4, 12, 6, 14) +
	    GW_PICK(c[2], c[3], 1, 9, 3, 11, 5, 13, 7, 15);
	gw_v8 s = GW_PICK(a, b, 0, 1, 8, 9, 4, 5, 12, 13) + GW_PICK(a, b, 2, 3, 10, 11, 6, 7, 14, 15);

	return GW_PICK(s, s, 0, 1, 2, 3) + GW_PICK(s, s, 4, 5, 6, 7);
}

/* sums of eight columns */
GW_INLINE gw_v8
gw_v8_sums8(const gw_v8 c[8])
{
	gw_v4 lo = gw_v8_sums4(c), hi = gw_v8_sums4(c + 4);

	return GW_PICK(lo, hi, 0, 1, 2, 3, 4, 5, 6, 7);
}

/*
 * e^a within two units of the last place, a at most 709; 3e-308 below -708.
 * e^a = 2^n e^r, |r| <= ln 2/2, by its series to r^13.
 */
GW_INLINE gw_v8
gw_v8_exp(gw_v8 a)
{
	const double whole = 0x1.8p52;		/* adding it rounds to an integer */
	gw_v8 x = -gw_v8_min(-a, gw_v8_all(708)), t = x*0x1.71547652b82fep0 + whole, n = t - whole;
	gw_v8 r = (x - n*0x1.62e42fefap-1) - n*0x1.cf79abc9e3b3ap-40;
	gw_v8 r2 = r*r, r4 = r2*r2, r8 = r4*r4;
	gw_v8 lo = (1 + r) + r2*(1/2. + r*(1/6.)) + r4*((1/24. + r*(1/120.)) + r2*(1/720. + r*(1/5040.)));
	gw_v8 hi = (1/40320. + r*(1/362880.)) + r2*(1/3628800. + r*(1/39916800.)) +
	    r4*(1/479001600. + r*(1/6227020800.));

	return (lo + r8*hi)*(gw_v8)(((gw_l8)t + 1023) << 52);
}

GW_INLINE gw_v8
gw_v8_sqrt(gw_v8 a)
{
#if defined __AVX512F__
	return (gw_v8)_mm512_sqrt_pd((__m512d)a);
#else
	GW_UNROLL
	for (int k = 0; k < GW_LANES; k++)
		a[k] = sqrt(a[k]);
	return a;
#endif
}

/* eight rows of eight -> eight columns */
GW_INLINE void
gw_v8_transpose(const gw_v8 r[8], gw_v8 c[8])
{
	gw_v8 t[8], u[8];

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

/* four vectors whose halves are rows k and k + 4 <-> four columns; its own inverse up to the halves */
GW_INLINE void
gw_v8_transpose4(const gw_v8 a[4], gw_v8 c[4])
{
	gw_v8 t0 = GW_PICK(a[0], a[1], 0, 8, 2, 10, 4, 12, 6, 14);
	gw_v8 t1 = GW_PICK(a[0], a[1], 1, 9, 3, 11, 5, 13, 7, 15);
	gw_v8 t2 = GW_PICK(a[2], a[3], 0, 8, 2, 10, 4, 12, 6, 14);
	gw_v8 t3 = GW_PICK(a[2], a[3], 1, 9, 3, 11, 5, 13, 7, 15);

	c[0] = GW_PICK(t0, t2, 0, 1, 8, 9, 4, 5, 12, 13);
	c[1] = GW_PICK(t1, t3, 0, 1, 8, 9, 4, 5, 12, 13);
	c[2] = GW_PICK(t0, t2, 2, 3, 10, 11, 6, 7, 14, 15);
	c[3] = GW_PICK(t1, t3, 2, 3, 10, 11, 6, 7, 14, 15);
}

/* the eight rows of four at base + at[k]: the halves of a[k] are rows k and k + 4 */
GW_INLINE void
gw_v8_load_rows4(const double *base, const size_t at[8], gw_v8 a[4])
{
	GW_UNROLL
	for (int k = 0; k < 4; k++) {
		gw_v4 lo = *(const gw_v4u *)(base + at[k]);
		gw_v4 hi = *(const gw_v4u *)(base + at[k + 4]);

		a[k] = GW_PICK(lo, hi, 0, 1, 2, 3, 4, 5, 6, 7);
	}
}

/* the same as columns */
GW_INLINE void
gw_v8_rows4(const double *base, const size_t at[8], gw_v8 c[4])
{
	gw_v8 a[4];

	gw_v8_load_rows4(base, at, a);
	gw_v8_transpose4(a, c);
}

/* add rows, placed as gw_v8_load_rows4() has them, one after the other */
GW_INLINE void
gw_v8_put_rows4(double *base, const size_t at[8], const gw_v8 a[4])
{
	GW_UNROLL
	for (int k = 0; k < 4; k++)
		*(gw_v4u *)(base + at[k]) += GW_PICK(a[k], a[k], 0, 1, 2, 3);
	GW_UNROLL
	for (int k = 0; k < 4; k++)
		*(gw_v4u *)(base + at[k + 4]) += GW_PICK(a[k], a[k], 4, 5, 6, 7);
}

/* add columns to the eight rows of four at base + at[k], one after the other */
GW_INLINE void
gw_v8_add_rows4(double *base, const size_t at[8], const gw_v8 c[4])
{
	gw_v8 a[4];

	gw_v8_transpose4(c, a);
	gw_v8_put_rows4(base, at, a);
}

/* One bit a lane. */
typedef uint8_t gw_m8;

/* lanes 0 .. n-1; n may be anything */
GW_INLINE gw_m8
gw_m8_first(int n)
{
#if defined __AVX512VL__
	return _mm256_cmpgt_epi32_mask(_mm256_set1_epi32(n), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
#else
	return (gw_m8)(n >= GW_LANES ? 0xff : (1u << (n > 0 ? n : 0)) - 1);
#endif
}

GW_INLINE gw_m8
gw_v8_less(gw_v8 a, gw_v8 b)
{
#if defined __AVX512F__
	return _mm512_cmp_pd_mask((__m512d)a, (__m512d)b, _CMP_LT_OQ);
#else
	gw_m8 m = 0;

	GW_UNROLL
	for (int k = 0; k < GW_LANES; k++)
		m |= (gw_m8)((a[k] < b[k]) << k);
	return m;
#endif
}

/* a where m is set, else b */
GW_INLINE gw_v8
gw_v8_choose(gw_m8 m, gw_v8 a, gw_v8 b)
{
#if defined __AVX512F__
	return (gw_v8)_mm512_mask_blend_pd(m, (__m512d)b, (__m512d)a);
#else
	GW_UNROLL
	for (int k = 0; k < GW_LANES; k++)
		b[k] = m >> k & 1 ? a[k] : b[k];
	return b;
#endif
}

/* the larger of each lane; b where one is no number */
GW_INLINE gw_v8
gw_v8_max(gw_v8 a, gw_v8 b)
{
	return gw_v8_choose(gw_v8_less(b, a), a, b);
}

/*
 * ln a within two units of the last place of max(|ln a|, 1/2), a positive and not
 * denormal.  a = 2^e m, m in [sqrt(1/2), sqrt 2); ln m = 2 artanh s, s = (m - 1)/(m + 1), by its series.
 */
GW_INLINE gw_v8
gw_v8_log(gw_v8 a)
{
	gw_l8 e = ((gw_l8)a - 0x3fe6a09e667f3bcd) >> 52;
	gw_v8 m = (gw_v8)((gw_l8)a - (e << 52)), n = __builtin_convertvector(e, gw_v8);
	gw_v8 s = (m - 1)/(m + 1), z = s*s, z2 = z*z, z4 = z2*z2;
	gw_v8 lo = (2/3. + z*(2/5.)) + z2*(2/7. + z*(2/9.));
	gw_v8 hi = (2/11. + z*(2/13.)) + z2*(2/15. + z*(2/17.)) + z4*(2/19. + z*(2/21.));

	return n*0x1.62e42fefap-1 + (2*s + (s*z*(lo + z4*hi) + n*0x1.cf79abc9e3b3ap-40));
}

/* sine and cosine of x pi/4, |x| <= 1, by their series */
GW_INLINE void
gw_v8_quarter(gw_v8 x, gw_v8 *sine, gw_v8 *cosine)
{
	gw_v8 y = x*0x1.921fb54442d18p-1, z = y*y, z2 = z*z, z4 = z2*z2;

	*sine = y + y*z*((-1/6. + z*(1/120.)) + z2*(-1/5040. + z*(1/362880.)) +
	    z4*((-1/39916800. + z*(1/6227020800.)) + z2*(-1/1307674368000.)));
	*cosine = 1 + z*((-1/2. + z*(1/24.)) + z2*(-1/720. + z*(1/40320.)) +
	    z4*((-1/3628800. + z*(1/479001600.)) + z2*(-1/87178291200. + z*(1/20922789888000.))));
}

/* table[last three bits of each lane of which] */
GW_INLINE gw_v8
gw_v8_look_up(gw_l8 which, gw_v8 table)
{
#if defined __AVX512F__
	return (gw_v8)_mm512_permutexvar_pd((__m512i)which, (__m512d)table);
#else
	gw_v8 r;

	GW_UNROLL
	for (int k = 0; k < GW_LANES; k++)
		r[k] = table[which[k] & 7];
	return r;
#endif
}

/*
 * Append r2 and j of the lanes l < n with r2 < rc2 to the packed arrays from
 * place m on (room for 8 more than are kept); returns the new number.
 */
GW_INLINE int
gw_v8_compress(double *pr2, int32_t *pj, int m, int n, gw_v8 r2, gw_i8 j, double rc2)
{
#if defined __AVX512F__ && defined __AVX512VL__
	__mmask8 k = _mm512_cmp_pd_mask((__m512d)r2, _mm512_set1_pd(rc2), _CMP_LT_OQ);

	if (n < GW_LANES)
		k &= (__mmask8)((1u << n) - 1);
	_mm512_storeu_pd(pr2 + m, _mm512_maskz_compress_pd(k, (__m512d)r2));
	_mm256_storeu_si256((__m256i *)(void *)(pj + m),
	    _mm256_maskz_compress_epi32(k, (__m256i)j));
	return m + __builtin_popcount(k);
#else
	GW_UNROLL
	for (int k = 0; k < GW_LANES; k++) {
		pr2[m] = r2[k];
		pj[m] = j[k];
		m += k < n && r2[k] < rc2;
	}
	return m;
#endif
}

#endif
