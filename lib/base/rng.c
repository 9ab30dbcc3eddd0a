/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Philox4x32-10 (Salmon et al., SC11, 2011): ten rounds of two 32x32-bit
 * multiplications, key bumped by the Weyl constants between rounds.
 */
#include "base/rng.h"

#include <math.h>

#define M0 0xD2511F53u
#define M1 0xCD9E8D57u
#define W0 0x9E3779B9u		/* golden ratio */
#define W1 0xBB67AE85u		/* sqrt(3) - 1 */

void
gw_philox(const uint32_t ctr[4], const uint32_t key[2], uint32_t out[4])
{
	uint32_t c0 = ctr[0], c1 = ctr[1], c2 = ctr[2], c3 = ctr[3];
	uint32_t k0 = key[0], k1 = key[1];

	for (int round = 0; round < 10; round++) {
		uint64_t p0 = (uint64_t)M0*c0, p1 = (uint64_t)M1*c2;

		c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
		c1 = (uint32_t)p1;
		c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
		c3 = (uint32_t)p0;
		k0 += W0;
		k1 += W1;
	}
	out[0] = c0;
	out[1] = c1;
	out[2] = c2;
	out[3] = c3;
}

void
gw_rng_start(struct gw_rng *r, uint64_t seed, enum gw_purpose purpose,
	uint32_t index, uint32_t trial)
{
	r->key[0] = (uint32_t)seed;
	r->key[1] = (uint32_t)(seed >> 32);
	r->ctr[0] = 0;
	r->ctr[1] = 0;
	r->ctr[2] = (uint32_t)purpose << 24 | (trial & 0xffffff);
	r->ctr[3] = index;
	r->left = 0;
}

uint32_t
gw_rng_u32(struct gw_rng *r)
{
	if (r->left == 0) {
		gw_philox(r->ctr, r->key, r->out);
		if (++r->ctr[0] == 0)
			r->ctr[1]++;
		r->left = 4;
	}
	return r->out[4 - r->left--];
}

double
gw_rng_uniform(struct gw_rng *r)
{
	uint64_t hi = gw_rng_u32(r), lo = gw_rng_u32(r);
	uint64_t m = (hi << 32 | lo) >> 12;		/* 52 bits */

	return ((double)m + 0.5)*0x1p-52;
}

uint32_t
gw_rng_below(struct gw_rng *r, uint32_t n)
{
	uint32_t reject = -n % n;	/* 2^32 mod n */
	uint32_t u;

	do
		u = gw_rng_u32(r);
	while (u < reject);
	return u % n;
}

double
gw_rng_normal(struct gw_rng *r)
{
	double u = gw_rng_uniform(r), w = gw_rng_uniform(r);

	return sqrt(-2*log(u))*cos(6.283185307179586*w);
}

void
gw_rng_direction(struct gw_rng *r, double u[3])
{
	double z = 2*gw_rng_uniform(r) - 1;
	double phi = 6.283185307179586*gw_rng_uniform(r);
	double s = sqrt(1 - z*z);

	u[0] = s*cos(phi);
	u[1] = s*sin(phi);
	u[2] = z;
}
