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

/* One stream, damaged over and over. */
struct trials {
	struct bytes b;
	int fd;
	struct result whole;
	struct counts c;
};

static inline void
trials_start(struct trials *t, struct bytes b)
{
	memset(t, 0, sizeof *t);
	t->b = b;
	t->fd = file_new();
	t->whole = read_bytes(t->fd, b.p, b.n, 0);
}

static inline void
try_flip(struct trials *t, size_t bit)
{
	struct result r;

	flip(&t->b, bit);
	r = read_bytes(t->fd, t->b.p, t->b.n, 0);
	judge(&t->c, &r, &t->whole);
	flip(&t->b, bit);
}

static inline void
try_cut(struct trials *t, size_t n)
{
	struct result r = read_bytes(t->fd, t->b.p, n, 0);

	judge(&t->c, &r, &t->whole);
}

static inline struct counts
trials_end(struct trials *t)
{
	close(t->fd);
	gw_free(t->b.p);
	return t->c;
}

static inline struct counts
flip_every_bit(struct bytes b)
{
	struct trials t;

	trials_start(&t, b);
	assert_int_equal(t.whole.end, 0);
	for (size_t bit = 0; bit < 8*b.n; bit++)
		try_flip(&t, bit);
	return trials_end(&t);
}

static inline struct counts
cut_everywhere(struct bytes b)
{
	struct trials t;

	trials_start(&t, b);
	for (size_t n = 0; n < b.n; n++)
		try_cut(&t, n);
	return trials_end(&t);
}

static inline struct counts
random_flips(struct bytes b, uint32_t seed, int trials)
{
	struct trials t;
	struct gw_rng g;

	trials_start(&t, b);
	assert_int_equal(t.whole.end, 0);
	gw_rng_start(&g, 11, GW_RNG_TEST, seed, 0);
	for (int k = 0; k < trials; k++)
		try_flip(&t, gw_rng_below(&g, (uint32_t)(8*b.n)));
	return trials_end(&t);
}

static inline struct counts
random_cuts(struct bytes b, uint32_t seed, int trials)
{
	struct trials t;
	struct gw_rng g;

	trials_start(&t, b);
	gw_rng_start(&g, 12, GW_RNG_TEST, seed, 0);
	for (int k = 0; k < trials; k++)
		try_cut(&t, gw_rng_below(&g, (uint32_t)b.n));
	return trials_end(&t);
}

static inline void
all_found(struct counts c)
{
	assert_int_equal(c.wrong, 0);
	assert_int_equal(c.harmless, 0);
	assert_true(c.found > 0);
}

#endif
