/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The atoms and images around an atom by growing distance, for voronoi.c:
 * shell after shell of any radius, in any periodic box.
 */
#ifndef GW_STRUCTURE_VORONOI_NEAR_H
#define GW_STRUCTURE_VORONOI_NEAR_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "cell/grid.h"
#include "cell/sys.h"

/* Atoms in the order of grid cells: "slots".  Lengths are multiplied by scale, a power of two. */
struct gw_near {
	int     n;
	double  scale;		/* the spacing of atoms is then between 2 and 4 */
	double  reach;		/* a first radius that holds the
				   neighbours of most atoms (scaled) */
	double  h[3][3], width[3];	/* box (scaled) */
	const struct gw_box *box;
	double  *x[3];		/* [n] wrapped positions (scaled) */
	double  (*s)[3];	/* [n] place in the grid: cell numbers with fractions */
	int32_t *atom;		/* [n] atom of a slot */
	struct gw_grid grid;
};

struct gw_near_key { double r2; int32_t at; };

/* What a search found: key[0..n-1] in order of distance, d[key[q].at] from the centre. */
struct gw_near_found {
	int     n;
	struct gw_near_key *key;
	double  (*d)[3];	/* (scaled) */
	int32_t *slot;
	size_t  cap[3];
};

/* -1, GW_BADDATA: a position is not finite (atom named by id). */
int gw_near_sort(struct gw_near *g, const struct gw_sys *s, struct gw_err *e);
void gw_near_clear(struct gw_near *g);

/*
 * The atoms and images with lo < |d| <= hi around slot q, itself left out; lo < 0: from 0 on.
 * -1 when they are too many to hold.
 */
int gw_near_shell(const struct gw_near *g, int q, double lo, double hi, struct gw_near_found *f);
void gw_near_forget(struct gw_near_found *f);	/* frees what it holds */

#endif
