/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Compositions: "Cu50Zr50", "A80B20", "Cu64.5Zr35.5", "Cu".
 */
#ifndef GW_CELL_COMPOSE_H
#define GW_CELL_COMPOSE_H

#include "base/err.h"
#include "cell/sys.h"

#define GW_MAXPARTS 32

struct gw_composition {
	int    n;			/* species */
	char   name[GW_MAXPARTS][16];
	double part[GW_MAXPARTS];	/* > 0, any sum */
};

/*
 * A name is a capital letter and the small letters after it; a missing number
 * is 1.  -1, GW_USAGE: not a composition, a species twice, a part that is not positive.
 */
int gw_composition_parse(const char *text, struct gw_composition *c, struct gw_err *e);

/*
 * Whole atoms of each species out of n: largest remainders, ties to the
 * species named first.
 */
void gw_composition_counts(const struct gw_composition *c, int n, int *count);

/*
 * Give the species of c to the atoms of s (s->nspecies is c->n), in the exact
 * counts, shuffled by (seed, GW_RNG_TYPES).
 */
void gw_composition_assign(const struct gw_composition *c, struct gw_sys *s, uint64_t seed);

#endif
