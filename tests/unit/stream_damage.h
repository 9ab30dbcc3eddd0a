/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Streams with flipped bits, or cut somewhere, and what the reader makes of them: an error,
 * and before it frames of the whole stream only.
 */
#ifndef GW_TESTS_STREAM_DAMAGE_H
#define GW_TESTS_STREAM_DAMAGE_H

#include "stream_unit.h"

static inline struct bytes
stream(int frames, int atoms, const struct gw_write_opt *o)
{
	struct gw_frame *f[MAXFRAMES] = { 0 };
	struct bytes b;

	for (int k = 0; k < frames; k++)
		f[k] = random_frame(atoms, (uint32_t)k);
	b = stream_of(f, frames, o, 1);
	for (int k = 0; k < frames; k++)
		gw_frame_free(f[k]);
	return b;
}

struct counts {
	long found;		/* the reader said so */
	long harmless;		/* clean end, nothing changed */
	long wrong;		/* clean end, something changed; or a wrong frame was delivered */
};

static inline void
judge(struct counts *c, const struct result *r, const struct result *whole)
{
	int same = r->n <= whole->n && memcmp(r->hash, whole->hash, (size_t)r->n*sizeof *r->hash) == 0;

	if (!same || (r->end == 0 && r->n != whole->n))
		c->wrong++;
	else if (r->end == 0)
		c->harmless++;
	else {
		assert_true(r->e.code == GW_BADDATA && r->e.msg[0]);
		c->found++;
	}
}

static inline void
flip(struct bytes *b, size_t bit)
{
	b->p[bit/8] ^= (unsigned char)(1u << bit%8);
}

static inline struct counts
flip_every_bit(struct bytes b)
{
	int fd = file_new();
	struct result whole = read_bytes(fd, b.p, b.n, 0), r;
	struct counts c = { 0 };

	assert_int_equal(whole.end, 0);
	for (size_t bit = 0; bit < 8*b.n; bit++) {
		flip(&b, bit);
		r = read_bytes(fd, b.p, b.n, 0);
		judge(&c, &r, &whole);
		flip(&b, bit);
	}
	close(fd);
	gw_free(b.p);
	return c;
}

static inline struct counts
cut_everywhere(struct bytes b)
{
	int fd = file_new();
	struct result whole = read_bytes(fd, b.p, b.n, 0), r;
	struct counts c = { 0 };

	for (size_t n = 0; n < b.n; n++) {
		r = read_bytes(fd, b.p, n, 0);
		judge(&c, &r, &whole);
	}
	close(fd);
	gw_free(b.p);
	return c;
}

static inline struct counts
random_flips(struct bytes b, uint32_t seed, int trials)
{
	int fd = file_new();
	struct result whole = read_bytes(fd, b.p, b.n, 0), r;
	struct counts c = { 0 };
	struct gw_rng g;

	assert_int_equal(whole.end, 0);
	gw_rng_start(&g, 11, GW_RNG_TEST, seed, 0);
	for (int k = 0; k < trials; k++) {
		size_t bit = gw_rng_below(&g, (uint32_t)(8*b.n));

		flip(&b, bit);
		r = read_bytes(fd, b.p, b.n, 0);
		judge(&c, &r, &whole);
		flip(&b, bit);
	}
	close(fd);
	gw_free(b.p);
	return c;
}

static inline struct counts
random_cuts(struct bytes b, uint32_t seed, int trials)
{
	int fd = file_new();
	struct result whole = read_bytes(fd, b.p, b.n, 0), r;
	struct counts c = { 0 };
	struct gw_rng g;

	gw_rng_start(&g, 12, GW_RNG_TEST, seed, 0);
	for (int k = 0; k < trials; k++) {
		r = read_bytes(fd, b.p, gw_rng_below(&g, (uint32_t)b.n), 0);
		judge(&c, &r, &whole);
	}
	close(fd);
	gw_free(b.p);
	return c;
}

static inline void
all_found(struct counts c)
{
	assert_int_equal(c.wrong, 0);
	assert_int_equal(c.harmless, 0);
	assert_true(c.found > 0);
}

#endif
