/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search loops with AVX-512: eight slots at a time, hits packed. */
#include <immintrin.h>

#include "cell/within.h"

static int
within(const double *x, const double *y, const double *z, const double p[3],
	int from, int to, double r2, int32_t *out)
{
	const __m512d px = _mm512_set1_pd(p[0]), py = _mm512_set1_pd(p[1]);
	const __m512d pz = _mm512_set1_pd(p[2]), most = _mm512_set1_pd(r2);
	const __m256i lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
	int n = 0;

	for (int j = from; j < to; j += 8) {
		__m512d dx = _mm512_sub_pd(_mm512_loadu_pd(x + j), px);
		__m512d dy = _mm512_sub_pd(_mm512_loadu_pd(y + j), py);
		__m512d dz = _mm512_sub_pd(_mm512_loadu_pd(z + j), pz);
		__m512d d2 = _mm512_fmadd_pd(dx, dx, _mm512_fmadd_pd(dy, dy, _mm512_mul_pd(dz, dz)));
		__mmask8 in = _mm512_cmp_pd_mask(d2, most, _CMP_LT_OQ);

		if (to - j < 8)
			in &= (__mmask8)((1u << (to - j)) - 1);
		_mm256_storeu_si256((__m256i *)(void *)(out + n),
		    _mm256_maskz_compress_epi32(in, _mm256_add_epi32(_mm256_set1_epi32(j), lane)));
		n += __builtin_popcount(in);
	}
	return n;
}

static int
pick(const int32_t *hit, int n, const int32_t *type, int32_t t, int32_t *out)
{
	const __m256i want = _mm256_set1_epi32(t);
	int m = 0;

	for (int q = 0; q < n; q += 8) {
		__mmask8 some = n - q < 8 ? (__mmask8)((1u << (n - q)) - 1) : 0xff;
		__m256i j = _mm256_maskz_loadu_epi32(some, hit + q);
		__m256i is = _mm256_i32gather_epi32(type, j, 4);
		__mmask8 in = _mm256_mask_cmpeq_epi32_mask(some, is, want);

		_mm256_storeu_si256((__m256i *)(void *)(out + m), _mm256_maskz_compress_epi32(in, j));
		m += __builtin_popcount(in);
	}
	return m;
}

static void
renumber(int32_t *at, int n, const int32_t *map)
{
	for (int q = 0; q < n; q += 8) {
		__mmask8 some = n - q < 8 ? (__mmask8)((1u << (n - q)) - 1) : 0xff;
		__m256i j = _mm256_maskz_loadu_epi32(some, at + q);

		_mm256_mask_storeu_epi32(at + q, some, _mm256_i32gather_epi32(map, j, 4));
	}
}

const struct gw_search_loops gw_search_v4 = { within, pick, renumber };
