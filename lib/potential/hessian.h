/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Hessian of pairs and embedded atoms, for products with many vectors.  With
 * r = x_i - x_j, g_i = f'_on_i/r, psi' = phi' + F'_i f'_on_i + F'_j f'_on_j, psi'' likewise,
 *
 *	B = psi'/r,  A = (psi'' - psi'/r)/r^2,
 *	s = r.(v_i - v_j),  drho_i = sum_j g_i s,
 *	(H v)_i = sum_j [B (v_i - v_j) + A s r + (F''_i drho_i g_i + F''_j drho_j g_j) r].
 *
 * Pairs among mobile atoms keep r, A, B, g_i, g_j.  A frozen j has v_j = 0: its share of the first
 * two terms is one matrix for each mobile atom, of drho_i one vector, and what remains
 * of the pair is g_j r.  So a product reads a third of what the forces do.
 *
 * These numbers are kept in single precision: every entry of H is within 1e-7 of the exact one, H is as symmetric as
 * in double, and half of the memory is read, which is what a product takes its time for.  Sums are in double.
 *
 * Rows are padded with zeros to eight pairs, which is as many as the lanes of any kernel or
 * twice as many: all kernels read the same numbers.
 */
#ifndef GW_POTENTIAL_HESSIAN_H
#define GW_POTENTIAL_HESSIAN_H

#include <stddef.h>
#include <stdint.h>

enum { GW_HESSIAN_PAD = 8 };

enum { GW_HX, GW_HY, GW_HZ, GW_HA, GW_HB, GW_HI, GW_HJ, GW_HPAIR };	/* r, A, B, g_i, g_j */

struct gw_hessian {
	int     m, nfrozen;
	int     embedded;	/* 0: pairs only, no densities; rows have r, A, B */
	int     width;		/* numbers of a pair: 7 or 5 */
	int32_t *start;		/* [m+1] pairs before a row, a multiple of 8 */
	float   *d;		/* from width*start[i] on: [width][pairs of row i] */
	int32_t *j;		/* [start[m]] mobile atoms */
	int32_t *fstart;	/* [m+1] the same for frozen neighbours: g_j r */
	float   *fd;		/* from 3*fstart[i] on: [3][pairs of row i] */
	int32_t *fj;		/* [fstart[m]] numbers of frozen atoms */
	double  *site;		/* [m][8]: frozen sums of A r r + B (xx yy zz xy xz yz), 0, 0 */
	double  *g;		/* [m][4]: frozen sum of g_i r; F''_i */
	double  *bend;		/* [nfrozen] F''_j */

	/* workspace of a product */
	double  *v, *h;		/* [m][4]: v and F'' drho; H v and drho */
	double  *c;		/* [nfrozen] drho, F'' drho */
	size_t  cap[12];
};

/* Rows for m atoms with at most npair pairs of either kind, nfrozen frozen ones; empty sums. */
void gw_hessian_reserve(struct gw_hessian *h, int m, int nfrozen, int npair, int embedded);
void gw_hessian_clear(struct gw_hessian *h);	/* frees what it holds */

/*
 * The pairs of one row as they are found, n of them: one array of `stride` for each number.  j: slots;
 * those below nmoving are mobile.
 */
struct gw_hessian_row {
	int     n, stride;
	double  *d;		/* [GW_HPAIR][stride] */
	int32_t *j;		/* [stride] */
	size_t  cap_d, cap_j;
};

void gw_hessian_row_reserve(struct gw_hessian_row *w, int most);
void gw_hessian_row_clear(struct gw_hessian_row *w);

struct gw_hessian_kernel {
	/*
	 * Row i from what is in w, after row i - 1: pairs with mobile atoms home[slot], sums over the
	 * others, and, embedded, their pairs as frozen atoms home[slot].
	 */
	void (*add)(struct gw_hessian *h, const struct gw_hessian_row *w, int i, int nmoving,
	    const int32_t *home);
	/* h->h += what pairs make of h->v; h->c is 0 before */
	void (*times)(struct gw_hessian *h);
};

extern const struct gw_hessian_kernel gw_hessian_plain, gw_hessian_kernel_v3, gw_hessian_kernel_v4;

/* F'' drho of all atoms, between the two passes of .times */
void gw_hessian_embed(struct gw_hessian *h);

/* hv = H v, [m][3] each, zero in the third dimension if dim is 2. */
void gw_hessian_product(struct gw_hessian *h, const struct gw_hessian_kernel *k, int dim,
	const double *v, double *hv);

#endif
