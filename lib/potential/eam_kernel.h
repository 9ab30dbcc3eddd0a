/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fast loops of lib/potential/eam.c; one for each level of gw_cpu_level().
 *
 * Tables are nodes (value, slope), 16 bytes instead of the 32 of a cubic
 * piece, and all functions of a pair of species stand side by side: a pair
 * reads one run of 64 (same species) or 96 bytes, at the full resolution of the file.
 */
#ifndef GW_POTENTIAL_EAM_KERNEL_H
#define GW_POTENTIAL_EAM_KERNEL_H

#include "potential/eval.h"
#include "potential/hessian.h"

/*
 * Functions of the pair (a, b), a of the row's atom.  stride 4: z, z', f, f'
 * of each node (a = b); stride 6: z, z', f on a, f' on a, f on b, f' on b.
 */
struct gw_eam_pair {
	int stride;
	double *node;
};

struct gw_eam_tables {
	int ns, nr;		/* species, nodes */
	double per_dr, rc2;
	struct gw_eam_pair *pair;	/* [ns][ns] */
};

/*
 * The pairs of one atom within the cut-off, in packs (of as many as the kernel has
 * lanes) of one pair of species.
 */
struct gw_eam_row {
	double  *r2, *per_r, *p;	/* r^2; 1/r; fraction within the interval */
	int32_t *j, *row;		/* neighbour's slot; first number of the table row */
};

/* What the density visit leaves to the force visit. */
struct gw_eam_store {
	int     npack;
	int32_t *start;		/* [nown+1] first pack of each atom */
	double  *d;		/* [npack][3][lanes]: phi'/r f'_on_i/r f'_on_j/r, aligned; the last is
				   missing between equal species, where it is the second */
	int32_t *j;		/* [npack][lanes] slots; beyond the count of a pack:
				   the atom's own */
	int32_t *count;		/* [npack] pairs in a pack */
	struct gw_eam_row row;
	double  *buf, *dbuf;
	int32_t *jbuf;
	size_t  cap_start, cap_d, cap_j, cap_count, cap_buf, cap_jbuf;
};

struct gw_eam_kernel {
	int lanes;
	/* densities to lane 2 of fs, pair energies to lane 3 */
	void (*density)(const struct gw_eam_tables *t, const struct gw_block *b,
	    const double *xs, double *fs, struct gw_eam_store *st);
	/* dF [nslot]; forces to lanes 0 .. 2 of fs, the block's virial to w */
	void (*force)(const struct gw_block *b, const double *xs, const double *dF, double *fs,
	    const struct gw_eam_store *st, double w[6]);
	/* dF [nslot]; what the Hessian needs of the pairs of own atom i; st: as a density
	 * visit of this block left it */
	void (*bend)(const struct gw_eam_tables *t, const struct gw_block *b, const double *xs,
	    const double *dF, int i, struct gw_eam_store *st, struct gw_hessian_row *w);
};

extern const struct gw_eam_kernel gw_eam_kernel_v3, gw_eam_kernel_v4;

#endif
