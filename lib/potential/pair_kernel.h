/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pair loop of pair_loop.h several neighbours at a time, for systems of one or
 * two species, one for each level of gw_cpu_level().  Its loops are in pair_kernel_loop.h.
 */
#ifndef GW_POTENTIAL_PAIR_KERNEL_H
#define GW_POTENTIAL_PAIR_KERNEL_H

#include "potential/eval.h"

/*
 * One block: forces and energy shares to the rows of fs; to w, if not NULL,
 * the virial; to ws [nslot][6], if not NULL, those of the slots.  terms
 * [nspecies][nspecies]: what the potential needs to know of a pair.
 */
typedef void gw_pair_kernel(const void *terms, int nspecies, const struct gw_block *b,
	const double *xs, double *fs, double w[6], double *ws);

/* An .eval: all blocks. */
void gw_pair_eval(gw_pair_kernel *kernel, const void *terms, int nspecies, struct gw_eval *v);

/*
 * best, a GW_CPU_BEST(), if there are no more than two species and word is not "plain"; else NULL.
 */
gw_pair_kernel *gw_pair_choose(gw_pair_kernel *best, int nspecies, const char *word);

/* and the parameter that is this word */
#define GW_PAIR_KERNEL_PARAM \
	{ "kernel", 0, "auto", "", "auto|plain: fastest loops of this processor, or plain ones" }

extern gw_pair_kernel gw_lj_kernel_v3, gw_lj_kernel_v4;	/* terms: struct gw_lj_half */
extern gw_pair_kernel gw_johnson_kernel_v3, gw_johnson_kernel_v4;	/* struct gw_johnson_term */

#endif
