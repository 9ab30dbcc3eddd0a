/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search loop with AVX-512: eight slots at a time, hits packed. */
#include <immintrin.h>

#include "cell/within.h"

int
gw_within_v4(const double *x, const double *y, const double *z, const double p[3],
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
