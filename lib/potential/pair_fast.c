/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which pair kernel to take, and all blocks through it. */
#include <string.h>

#include "base/threads.h"
#include "potential/pair_kernel.h"

gw_pair_kernel *
gw_pair_choose(gw_pair_kernel *best, int nspecies, const char *word)
{
	return nspecies <= 2 && strcmp(word, "plain") != 0 ? best : NULL;
}

void
gw_pair_eval(gw_pair_kernel *kernel, const void *terms, int nspecies, struct gw_eval *v)
{
#pragma omp parallel for schedule(dynamic) num_threads(gw_threads(v->list->n))
	for (int k = 0; k < v->list->nblock; k++) {
		const struct gw_block *b = &v->list->block[k];
		size_t first = (size_t)b->first;

		gw_eval_enter(v, k);
		kernel(terms, nspecies, b, v->xs + 4*first, v->fs + 4*first,
		    v->want ? v->wb[k] : NULL, v->want & GW_WANT_ATOM ? v->ws + 6*first : NULL);
	}
}
