/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mobile atoms among frozen ones: energy, forces and Hessian of a region of a large system
 * at a cost that depends on the region alone.
 *
 * The frozen surroundings count exactly.  With u the displacements of the mobile atoms from a
 * reference configuration, U(u) is the energy of the whole system whose other atoms stay there:
 *
 *	dE(u) = U(u) - U(0),  f_i = -dU/du_i,  (H v)_i = sum_j d2U/du_i du_j v_j
 *
 * Differences are taken term by term and never of totals.  An image of a mobile atom moves with
 * it, in boxes of any shape and size.
 *
 * Results (to the last bit) depend on the base, the choice, and the sequence of u since then
 * alone.  A base is constant and shared by threads; a gw_local is one thread's.
 */
#ifndef GW_POTENTIAL_LOCAL_H
#define GW_POTENTIAL_LOCAL_H

#include <stdint.h>

#include "base/err.h"
#include "cell/sys.h"
#include "potential/pot.h"

/*
 * Potentials without Hessians of their own have products by central differences of forces, in which
 * the atom that moves farthest moves by this much [length].
 */
#define GW_LOCAL_STEP 1e-4

struct gw_local_base;		/* what all regions of a reference configuration share */
struct gw_local_inside;

struct gw_local {
	int     m;		/* mobile atoms */
	int32_t *atom;		/* [m] their numbers in the system, in space order */
	int     analytic;	/* products are analytic */
	long    nevals, nproducts, nbuilds;	/* costs since gw_local_new; the caller may reset them */
	struct gw_local_inside *in;
};

/*
 * Positions, box and types of s are copied; p is borrowed.
 * NULL, GW_BADDATA: a position is not finite, or atoms are at one place (named by id).
 */
struct gw_local_base *gw_local_base_new(const struct gw_pot *p, const struct gw_sys *s,
	struct gw_err *e);
void gw_local_base_free(struct gw_local_base *b);

/* b is borrowed.  Nothing is chosen yet. */
struct gw_local *gw_local_new(const struct gw_local_base *b);
void gw_local_free(struct gw_local *l);

/*
 * Mobile: all atoms within radius of the reference site of atom `centre` (shortest images, every atom
 * once); radius <= 0: all atoms of the system.  -1, GW_BADDATA: there is no such atom.
 */
int gw_local_choose(struct gw_local *l, int32_t centre, double radius, struct gw_err *e);

/* Mobile: the m given atoms.  -1, GW_BADDATA: there is no such atom, or it is there twice. */
int gw_local_choose_atoms(struct gw_local *l, const int32_t *atom, int m, struct gw_err *e);

/*
 * u [m][3] -> *de, f [m][3] (may be u's neighbour, not u itself).  In two dimensions third
 * components count nothing and come out as 0.  -1, GW_BADDATA: a displacement or a force is not finite, or an
 * atom has gone very far (named by id); l is as usable as before.
 */
int gw_local_eval(struct gw_local *l, const double *u, double *f, double *de, struct gw_err *e);

/* Make ready the Hessian at u [m][3]; cheaper when u is that of the last evaluation.  Errors as above. */
int gw_local_bend(struct gw_local *l, const double *u, struct gw_err *e);

/* hv = H v, [m][3] each, with H at the u of the last gw_local_bend. */
int gw_local_product(struct gw_local *l, const double *v, double *hv, struct gw_err *e);

/*
 * Displacements u of one region as displacements w of another of the same base: those of atoms
 * that `to` does not have are dropped, those of atoms that `from` does not have are 0.
 */
void gw_local_carry(const struct gw_local *from, const double *u, const struct gw_local *to, double *w);

#endif
