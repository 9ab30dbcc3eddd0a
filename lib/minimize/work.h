/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the minimisers share: the vector q of degrees of freedom with its
 * force g = -dU/dq, its evaluation, the stopping rules and the line search.
 *
 * With a fixed box q is s->x and g is s->f.  With a relaxed box
 * x = o + (q - o) F, h = h0 F, F = I + strain, and the strains follow
 * the positions in q, multiplied by sqrt(N) l, l = (V/N)^(1/3):
 * their curvature is then that of an atom.
 */
#ifndef GW_MINIMIZE_WORK_H
#define GW_MINIMIZE_WORK_H

#include <stddef.h>

#include "minimize/minimize.h"

struct gw_min_work {
	struct gw_force *fo;
	struct gw_sys *s;
	const struct gw_min_opt *o;
	size_t nq;		/* 3n + nstrain */
	int    nstrain;		/* 0 with a fixed box */
	double *q, *g;		/* [nq] */
	double u;		/* U + P V */
	double unoise;		/* rounding of u */
	double dmax;
	double scale;		/* sqrt(N) l: strain = q/scale */
	double h0[3][3];	/* box at strain 0 */
	double strain[3][3];	/* F - I */
	double fmax, stress;	/* of the last evaluation */
	long   evals, iterations;
	double best_f, best_u;	/* when there was progress last */
	long   idle;		/* iterations since */
	const char *stop;	/* why the work ended, NULL while it goes on */
};

struct gw_min_work *gw_min_work_new(struct gw_force *fo, struct gw_sys *s,
	const struct gw_min_opt *o);
void gw_min_work_free(struct gw_min_work *w);

/* Energy and forces at w->q. */
int gw_min_eval(struct gw_min_work *w, struct gw_err *e);

/* 1 when a criterion is met (w->stop says which); du: change of U by the last step. */
int gw_min_done(struct gw_min_work *w, double du);

/*
 * 1 after many iterations that neither halved the force nor lowered the energy beyond its rounding;
 * starts counting anew.  Called once an iteration.
 */
int gw_min_idle(struct gw_min_work *w);

/* Largest a such that the step a d moves no atom beyond dmax, and no strain beyond 0.02. */
double gw_min_reach(const struct gw_min_work *w, const double *d);

/*
 * Line search along d from q0 (where w is evaluated and the slope -g.d is
 * slope0 < 0): ends, evaluated, at a step a <= reach whose slope is at most
 * `c` times slope0 in size (or still down at the reach), with U not raised.
 * *a: first trial in, step out.  1: done; 0: nothing better than q0 was
 * found (w is evaluated at q0 again); -1: error.
 */
int gw_line_search(struct gw_min_work *w, const double *q0, const double *d, double slope0,
	double c, double *a, struct gw_err *e);

/*
 * The methods: run until gw_min_done (1) or until even steepest descent gets
 * nowhere (0); -1 error.
 */
int gw_min_cg(struct gw_min_work *w, struct gw_err *e);
int gw_min_lbfgs(struct gw_min_work *w, struct gw_err *e);
int gw_min_fire(struct gw_min_work *w, struct gw_err *e);

#endif
