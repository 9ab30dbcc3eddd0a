/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lowest eigenvalue of a symmetric operator and its vector, by Lanczos's
 * method with full reorthogonalisation: the operator is known only by what it
 * makes of a vector.
 *
 * Lanczos, J. Res. Natl. Bur. Stand. 45, 255 (1950); Cances, Legoll, Marinica, Minoukadeh &
 * Willaime, J. Chem. Phys. 130, 114711 (2009) on its use in saddle searches.
 */
#ifndef GW_LANDSCAPE_LANCZOS_H
#define GW_LANDSCAPE_LANCZOS_H

#include <stddef.h>

#include "base/err.h"

/* hv = H v, both [n].  Not 0: it failed; the number is handed on. */
typedef int gw_lanczos_op(void *arg, const double *v, double *hv, struct gw_err *e);

struct gw_lanczos_opt {
	int    max;		/* vectors at most, >= 1 */
	double tol;		/* stop when the lowest eigenvalue changes by
				   less than tol times itself */
	double residual;	/* and |H x - lambda x| is at most this times |lambda|;
				   0: do not care */
};

struct gw_lanczos_out {
	double lambda;		/* lowest Ritz value: never below the lowest eigenvalue */
	double residual;	/* |H x - lambda x|: some eigenvalue is that near to lambda */
	double second;		/* next Ritz value, NaN if there is none */
	int    vectors;		/* products made */
	int    below;		/* Ritz values < 0: there are at least so
				   many negative eigenvalues */
	int    converged;
};

struct gw_lanczos;		/* a workspace, of one thread */

struct gw_lanczos *gw_lanczos_new(void);
void gw_lanczos_free(struct gw_lanczos *w);

/*
 * mode [n]: in, where to start (not zero; the better the fewer products); out, the normalised Ritz
 * vector of lambda, its sign such that it does not point against the start.
 * 0; what op returned if not 0; -1, GW_BADDATA: a product is not finite.
 */
int gw_lanczos_lowest(struct gw_lanczos *w, size_t n, gw_lanczos_op *op, void *arg,
	const struct gw_lanczos_opt *o, double *mode, struct gw_lanczos_out *out, struct gw_err *e);

#endif
