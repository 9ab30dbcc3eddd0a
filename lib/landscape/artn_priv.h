/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of the saddle search share: a field is a set of atoms that
 * move, a walk is a configuration of a field on its way.
 *
 * Functions return 0 to go on, ART_END when the attempt is over (a->ev says
 * how), -1 for an error that ends the run.
 */
#ifndef GW_LANDSCAPE_ARTN_PRIV_H
#define GW_LANDSCAPE_ARTN_PRIV_H

#include "landscape/artn.h"
#include "landscape/lanczos.h"
#include "minimize/secants.h"
#include "potential/force.h"

enum { ART_END = 1 };

struct art_field {
	struct gw_local *local;		/* NULL in the whole */
	int    whole;			/* all atoms in their order, forces by the engine of the system */
	int    m;			/* mobile atoms */
	const int32_t *atom;		/* [m]; NULL in the whole */
	double radius;			/* 0: all atoms */
};

struct art_walk {
	const struct art_field *at;
	const struct art_field *bend;	/* where curvature is looked at: `at`; of the whole, a region */
	double *u, *f;			/* [at->m][3] displacements, forces */
	double *mode;			/* [at->m][3] normalised */
	double de, fmax;
	double lambda;			/* NaN: not known */
	int    vectors;			/* Lanczos vectors of the next look at the curvature */
};

struct gw_art {
	const struct gw_local_base *base;
	const struct gw_pot *pot;
	const struct gw_sys *s;
	const struct gw_art_opt *o;
	struct gw_art_event *ev;	/* of the attempt at work */
	int    stopped;			/* by o->stop */
	int    far;			/* the saddle went farther than `wander` since its sides were seen */

	struct art_field search, stage[GW_ART_STAGES], all;
	struct art_field every;		/* curvature of all atoms */
	struct gw_force *force;		/* whole system; NULL until it is needed */
	struct gw_sys *work;
	double *e0;			/* [n] energies of the atoms at the reference */

	struct gw_lanczos *lanczos;
	struct gw_secants *memory;
	double gamma;			/* mean inverse curvature seen last, 0: none yet */
	double *block;			/* the vectors below, [n][3] each */
	double *u, *f, *mode;		/* the walk */
	double *g, *d, *v;		/* scratch of a step */
	double *dir, *exit[2];		/* direction of the push; configuration and mode at the exit */
	double *side[2], *down;		/* minima on both sides; forces on the way there */
	double *wide, *bu, *bmode;	/* for all atoms; for the field of the curvature */
	double *krylov[4];		/* of a step of Newton */
	double *keep[3];		/* saddle, its mode, final minimum: of all atoms, between fields */
};

/* End the attempt. */
int art_end(struct gw_art *a, enum gw_art_outcome outcome, const char *why);

/* The potential failed: that spoils the attempt, not the run. */
int art_spoiled(struct gw_art *a, struct gw_err *e);

/* ---- artn_field.c ---- */

/* Forces and energy of u (of a->ev's budget). */
int art_eval(struct gw_art *a, const struct art_field *at, const double *u, double *f, double *de,
	struct gw_err *e);

/* Evaluate w->u: f, de, fmax. */
int art_here(struct gw_art *a, struct art_walk *w, struct gw_err *e);

/* Lowest curvature and its mode at w->u, from w->mode; lambda. */
int art_curve(struct gw_art *a, struct art_walk *w, int vectors, struct gw_err *e);

/* Atoms around the centre (radius <= 0: all). */
int art_choose(struct gw_art *a, struct art_field *at, int32_t centre, double radius,
	struct gw_err *e);

/* The field of all atoms, by the engine of the whole system, its list forgotten. */
int art_choose_whole(struct gw_art *a, struct gw_err *e);

/* Displacements of a field to all atoms (0 elsewhere), and back. */
void art_spread(const struct gw_art *a, const struct art_field *at, const double *u, double *wide);
void art_gather(const struct art_field *at, const double *wide, double *u);

/* ---- artn_rigid.c ---- */

/* Does moving everything at once mean nothing in this field? */
int art_is_free(const struct gw_art *a, const struct art_field *at);

/* Remove drift, and rotation where no direction is periodic, of u [n][3], whose atoms are all. */
void art_align(const struct gw_sys *s, double *u);

/* The same of a direction d [n][3] at the reference. */
void art_take_rigid(const struct gw_sys *s, double *d);

/* |u|, without rigid motion in a free field. */
double art_distance(struct gw_art *a, const struct art_field *at, const double *u);

/* ---- artn_climb.c ---- */

enum { ART_SADDLE = 2, ART_FLAT = 3, ART_FAR = 4 };

struct art_goal {
	double tol;		/* largest force */
	int    search;		/* the barrier at force_tol is noted */
	int    every;		/* curvature after so many steps */
	int    patience;	/* looks in a row that may find it positive, the last of which ends the climb */
};

/*
 * Up along the mode, down elsewhere, from the evaluated walk with its mode: ART_SADDLE (evaluated
 * there, lambda < 0), ART_FLAT (the negative curvature is lost), ART_END, -1.
 */
int art_climb(struct gw_art *a, struct art_walk *w, const struct art_goal *goal, struct gw_err *e);

/* L-BFGS steps of w in the hyperplane of the unit vector n. */
int art_relax(struct gw_art *a, struct art_walk *w, const double *n, int steps, struct gw_err *e);

/* ---- artn_descent.c ---- */

/*
 * Down from w->u to a minimum with forces below tol; stops early, *returned = 1, when near the initial
 * minimum (returned NULL: does not look).
 */
int art_descend(struct gw_art *a, struct art_walk *w, double tol, int *returned,
	struct gw_err *e);

/*
 * Try the step a->d, whose slope is given, and shorter ones from the evaluated w until the energy does not rise:
 * 0; *stuck = 1 if it always does (w is back then).
 */
int art_step(struct gw_art *a, struct art_walk *w, double slope, int *stuck, struct gw_err *e);

/*
 * From the saddle to both sides: what it joins, connected, disconnected or returned.  The final minimum (if both
 * could be it, the one nearer to `like`, displacements of all atoms; NULL: the lower one) is in a->side[0] then,
 * its energy in ev->final.
 */
int art_look(struct gw_art *a, const struct art_walk *saddle, const double *like,
	enum gw_art_outcome *joins, struct gw_err *e);

/* The same; the attempt ends if it is not connected. */
int art_sides(struct gw_art *a, const struct art_walk *saddle, struct gw_err *e);

/* ---- artn_newton.c ---- */

/*
 * To the saddle (with its mode) or the minimum next to the evaluated walk, both of all atoms, with its curvature in a
 * field of all atoms: forces below tol, and less than `gain` of energy expected from a further step.
 * The saddle: as art_climb; of several negative curvatures it goes down all but one, and where that is a long way
 * ART_FAR: art_climb gets there sooner.
 */
int art_newton_saddle(struct gw_art *a, struct art_walk *w, double tol, double gain, struct gw_err *e);
int art_newton_minimum(struct gw_art *a, struct art_walk *w, double tol, double gain,
	struct gw_err *e);

/* ---- artn_final.c ---- */

/*
 * Stages and final polish of the saddle w and the minimum a->side[0], both of a->search.  w is then of the
 * last field.
 */
int art_refine(struct gw_art *a, struct art_walk *w, int32_t centre, struct gw_err *e);

/* What is known about saddle w and minimum `end` of its field to the event. */
void art_report(struct gw_art *a, const struct art_walk *w, const double *end);

/* ---- vectors of m atoms ---- */

double art_longest(int m, const double *v);
double art_norm(int m, const double *v);

#endif
