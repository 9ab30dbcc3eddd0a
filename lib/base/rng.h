/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Counter-based random numbers: Philox4x32-10 of Salmon, Moraes, Dror and
 * Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11 (2011).
 *
 * A stream of numbers is named by (seed, purpose, index, trial): the n-th number of a
 * stream is a pure function of that name and n.  Threads, shards and order
 * cannot change it, and no state but the counter has to be saved.
 */
#ifndef GW_BASE_RNG_H
#define GW_BASE_RNG_H

#include <stdint.h>

/* What the numbers are for; streams of different purpose never overlap. */
enum gw_purpose {
	GW_RNG_PACKING = 1,	/* random positions of `liquid` */
	GW_RNG_TYPES,		/* shuffled species */
	GW_RNG_VELOCITY,	/* Maxwell-Boltzmann velocities */
	GW_RNG_SWAP,		/* swap Monte Carlo */
	GW_RNG_PUSH,		/* initial directions of saddle searches */
	GW_RNG_BOOTSTRAP,	/* resampling */
	GW_RNG_TEST,		/* unit tests */
	GW_RNG_CHAIN		/* atoms of a chain of saddle searches,
				   and whether an event is accepted */
};

struct gw_rng {
	uint32_t key[2];	/* seed */
	uint32_t ctr[4];	/* block number, purpose | trial, index */
	uint32_t out[4];	/* the present block */
	int      left;		/* unused words in out */
};

/* One Philox4x32-10 block; out may be ctr. */
void gw_philox(const uint32_t ctr[4], const uint32_t key[2], uint32_t out[4]);

/* Start the stream (seed, purpose, index, trial); trial < 2^24. */
void gw_rng_start(struct gw_rng *r, uint64_t seed, enum gw_purpose purpose,
	uint32_t index, uint32_t trial);

uint32_t gw_rng_u32(struct gw_rng *r);

/* Uniform in (0, 1): 52 random bits, never 0 and never 1. */
double gw_rng_uniform(struct gw_rng *r);

/* Uniform integer in 0 .. n-1, without bias; n >= 1. */
uint32_t gw_rng_below(struct gw_rng *r, uint32_t n);

/* Standard normal (Box-Muller; takes two uniforms, keeps nothing back). */
double gw_rng_normal(struct gw_rng *r);

/* A direction uniform on the unit sphere. */
void gw_rng_direction(struct gw_rng *r, double u[3]);

#endif
