/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Several doubles at a time, in GCC's vector extension.  How many is a property
 * of the target: eight with AVX-512, else four (one register of AVX2).  What the
 * extension cannot say, and what depends on the number of lanes, is in simd_8.h
 * and simd_4.h, which have the same functions; loops written with them are compiled once
 * for each of the KERNELS of Makefile.am.
 *
 * A "row" is a run of four or eight doubles in memory, e.g. x, y, z, unused of
 * one atom; a "column" is one component of as many rows as there are lanes.
 */
#ifndef GW_BASE_SIMD_H
#define GW_BASE_SIMD_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined __AVX__
#include <immintrin.h>
#endif

#if defined __AVX512F__ && defined __AVX512VL__
#define GW_LANES 8
#else
#define GW_LANES 4
#endif

typedef double  gw_vec __attribute__((vector_size(8*GW_LANES)));
typedef int64_t gw_vecl __attribute__((vector_size(8*GW_LANES)));
typedef uint64_t gw_veclu __attribute__((vector_size(8*GW_LANES)));
typedef int32_t gw_veci __attribute__((vector_size(4*GW_LANES)));
typedef double  gw_four __attribute__((vector_size(32)));
typedef double  gw_vecu __attribute__((vector_size(8*GW_LANES), aligned(8), may_alias));
typedef int32_t gw_veciu __attribute__((vector_size(4*GW_LANES), aligned(4), may_alias));
typedef float   gw_vecf __attribute__((vector_size(4*GW_LANES)));
typedef float   gw_vecfu __attribute__((vector_size(4*GW_LANES), aligned(4), may_alias));
typedef double  gw_fouru __attribute__((vector_size(32), aligned(8), may_alias));
typedef double  gw_twou __attribute__((vector_size(16), aligned(8), may_alias));

#define GW_INLINE static inline __attribute__((always_inline))
#define GW_PICK __builtin_shufflevector

/* Loops over lanes and rows must unroll, at any -O: what they index are registers. */
#define GW_UNROLL _Pragma("GCC unroll 8")

/* What is compiled once for each instruction set has its name in its own: NAME_v3, NAME_v4. */
#ifdef GW_LEVEL_NAME
#define GW_LEVEL(name) GW_LEVEL_PASTE(name, GW_LEVEL_NAME)
#define GW_LEVEL_PASTE(name, level) GW_LEVEL_JOIN(name, level)
#define GW_LEVEL_JOIN(name, level) name##level
#endif

/* how many packs hold n, and how many numbers these have */
#define GW_PACKS(n) (((n) + GW_LANES - 1)/GW_LANES)
#define GW_WHOLE(n) (GW_PACKS(n)*GW_LANES)

GW_INLINE gw_vec
gw_vec_load(const double *p)
{
	return *(const gw_vecu *)p;
}

/* numbers in single precision, as doubles */
GW_INLINE gw_vec
gw_vecf_load(const float *p)
{
	return __builtin_convertvector(*(const gw_vecfu *)p, gw_vec);
}

GW_INLINE void
gw_vec_store(double *p, gw_vec a)
{
	*(gw_vecu *)p = a;
}

GW_INLINE gw_vec
gw_vec_all(double a)
{
	return a - (gw_vec){ 0 };
}

GW_INLINE gw_veci
gw_veci_load(const int32_t *p)
{
	return *(const gw_veciu *)p;
}

GW_INLINE void
gw_veci_store(int32_t *p, gw_veci a)
{
	*(gw_veciu *)p = a;
}

GW_INLINE gw_veci
gw_veci_all(int32_t a)
{
	return a - (gw_veci){ 0 };
}

/* doubles from p to the next whole vector in memory */
GW_INLINE size_t
gw_vec_skip(const double *p)
{
	return (-(uintptr_t)p & (sizeof(gw_vec) - 1))/sizeof *p;
}

/* what was streamed is in memory before anything that follows, for other threads too */
GW_INLINE void
gw_vec_streamed(void)
{
#if defined __AVX512F__
	_mm_sfence();
#endif
}

#if GW_LANES == 8
#include "base/simd_8.h"
#else
#include "base/simd_4.h"
#endif

/* the lanes of m, one after the other, to p in single precision; what follows them there is overwritten; how many */
GW_INLINE int
gw_vecf_pack(float *p, gw_mask m, gw_vec a)
{
	return gw_veci_pack((int32_t *)(void *)p, m, (gw_veci)__builtin_convertvector(a, gw_vecf));
}

/* lanes n and above become 0 */
GW_INLINE gw_vec
gw_vec_first(gw_vec a, int n)
{
	return (gw_vec)((gw_vecl_lane < n) & (gw_vecl)a);
}

/* columns of the rows of four at base + at[k] */
GW_INLINE void
gw_vec_rows4(const double *base, const size_t at[GW_LANES], gw_vec c[4])
{
	gw_vec a[4];

	gw_vec_load_rows4(base, at, a);
	gw_vec_transpose4(a, c);
}

/* columns of the rows of four that follow each other at base, stride doubles apart */
GW_INLINE void
gw_vec_next_rows4(const double *base, size_t stride, gw_vec c[4])
{
	size_t at[GW_LANES];

	GW_UNROLL
	for (size_t k = 0; k < GW_LANES; k++)
		at[k] = stride*k;
	gw_vec_rows4(base, at, c);
}

/* add columns to the rows of four at base + at[k], one after the other */
GW_INLINE void
gw_vec_add_rows4(double *base, const size_t at[GW_LANES], const gw_vec c[4])
{
	gw_vec a[4];

	gw_vec_transpose4(c, a);
	gw_vec_put_rows4(base, at, a);
}

/*
 * Append r2 and j of the lanes l < n with r2 < rc2 to the packed arrays from
 * place m on (room for GW_LANES more than are kept); returns the new number.
 */
GW_INLINE int
gw_vec_compress(double *pr2, int32_t *pj, int m, int n, gw_vec r2, gw_veci j, double rc2)
{
	gw_mask in = gw_vec_less(r2, gw_vec_all(rc2));

	if (n < GW_LANES)
		in &= gw_mask_first(n);
	gw_vec_pack(pr2 + m, in, r2);
	return m + gw_veci_pack(pj + m, in, j);
}

/* ---- functions ---- */

/*
 * e^a within two units of the last place, a at most 709; 3e-308 below -708.
 * e^a = 2^n e^r, |r| <= ln 2/2, by its series to r^13.
 */
GW_INLINE gw_vec
gw_vec_exp(gw_vec a)
{
	const double whole = 0x1.8p52;		/* adding it rounds to an integer */
	gw_vec x = -gw_vec_min(-a, gw_vec_all(708)), t = x*0x1.71547652b82fep0 + whole, n = t - whole;
	gw_vec r = (x - n*0x1.62e42fefap-1) - n*0x1.cf79abc9e3b3ap-40;
	gw_vec r2 = r*r, r4 = r2*r2, r8 = r4*r4;
	gw_vec lo = (1 + r) + r2*(1/2. + r*(1/6.)) + r4*((1/24. + r*(1/120.)) + r2*(1/720. + r*(1/5040.)));
	gw_vec hi = (1/40320. + r*(1/362880.)) + r2*(1/3628800. + r*(1/39916800.)) +
	    r4*(1/479001600. + r*(1/6227020800.));

	return (lo + r8*hi)*(gw_vec)(((gw_vecl)t + 1023) << 52);
}

/*
 * ln a within two units of the last place of max(|ln a|, 1/2), a positive and not
 * denormal.  a = 2^e m, m in [sqrt(1/2), sqrt 2); ln m = 2 artanh s, s = (m - 1)/(m + 1), by its series.
 */
GW_INLINE gw_vec
gw_vec_log(gw_vec a)
{
	const int64_t root_half = 0x3fe6a09e667f3bcd, whole = 0x4338000000000000;	/* 1.5 2^52 */
	/* by 2^10 larger than the exponent: few targets shift signs or convert 64-bit integers */
	gw_veclu up = (gw_veclu)((gw_vecl)a + (((int64_t)1 << 62) - root_half)) >> 52;
	gw_vec n = (gw_vec)((gw_vecl)up + whole) - (0x1.8p52 + 1024);
	gw_vec m = (gw_vec)((gw_vecl)a - (gw_vecl)((up - 1024) << 52));
	gw_vec s = (m - 1)/(m + 1), z = s*s, z2 = z*z, z4 = z2*z2;
	gw_vec lo = (2/3. + z*(2/5.)) + z2*(2/7. + z*(2/9.));
	gw_vec hi = (2/11. + z*(2/13.)) + z2*(2/15. + z*(2/17.)) + z4*(2/19. + z*(2/21.));

	return n*0x1.62e42fefap-1 + (2*s + (s*z*(lo + z4*hi) + n*0x1.cf79abc9e3b3ap-40));
}

/* sine and cosine of x pi/4, |x| <= 1, by their series */
GW_INLINE void
gw_vec_quarter(gw_vec x, gw_vec *sine, gw_vec *cosine)
{
	gw_vec y = x*0x1.921fb54442d18p-1, z = y*y, z2 = z*z, z4 = z2*z2;

	*sine = y + y*z*((-1/6. + z*(1/120.)) + z2*(-1/5040. + z*(1/362880.)) +
	    z4*((-1/39916800. + z*(1/6227020800.)) + z2*(-1/1307674368000.)));
	*cosine = 1 + z*((-1/2. + z*(1/24.)) + z2*(-1/720. + z*(1/40320.)) +
	    z4*((-1/3628800. + z*(1/479001600.)) + z2*(-1/87178291200. + z*(1/20922789888000.))));
}

#endif
