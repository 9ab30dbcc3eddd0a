/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saddles around an atom: the activation-relaxation technique (ART nouveau),
 * with the work done in a region around the atom first.
 *
 * One attempt:
 *	push	the cluster of the centre goes in a random direction, a step at a time; after
 *		each the forces are relaxed a little in the hyperplane, and the lowest curvature
 *		lambda and its mode e are found (landscape/lanczos.h), until lambda < lambda_leave
 *	climb	along e against the force, down in all other directions, to a saddle;
 *		when the negative curvature is lost, back to where it appeared and push on
 *	descent	from the saddle to both sides: an event is connected when exactly one side returns
 *		to the initial minimum
 *	stages	saddle and final minimum converged in larger regions; the barrier is
 *		extrapolated as 1/R^3, the far field of a point defect
 *	final	saddle and final minimum converged on the whole system, by Newton's method; a saddle that went far on its
 *		way there has both its sides looked at again, which is recorded or decides anew
 *
 * Malek & Mousseau, Phys. Rev. E 62, 7723 (2000); Cances et al., J. Chem. Phys. 130, 114711
 * (2009); Han, Wei, Cao, Wang & Dai, Phys. Rev. B 101, 064205 (2020), whose parameters are
 * the defaults.  Eigenvalues are of the Hessian itself [energy/length^2].
 *
 * Energies count from the reference configuration, which should be a minimum.
 */
#ifndef GW_LANDSCAPE_ARTN_H
#define GW_LANDSCAPE_ARTN_H

#include <stdint.h>

#include "base/err.h"
#include "cell/sys.h"
#include "potential/local.h"
#include "potential/pot.h"

#define GW_ART_STAGES 4		/* at most */

enum gw_art_final {
	GW_ART_WHOLE,		/* saddle and final minimum converged on the whole system */
	GW_ART_REGION,		/* in the largest region (the last stage) */
	GW_ART_NONE		/* where the search found them, to local_tol: no stages either */
};

enum gw_art_connect {
	GW_ART_LOCALLY,		/* the search's region decides; a second look is recorded */
	GW_ART_ANEW		/* the larger region decides where a second look was taken */
};

struct gw_art_opt {
	/* push */
	double cluster;		/* atoms this near to the centre are pushed [length] */
	double push0, push;	/* norm of the first and of further pushes [length] */
	int    relax;		/* L-BFGS steps in the hyperplane after a push */
	int    first;		/* push after which the curvature is looked at first (1: at once) */
	int    max_push;	/* give up after so many */
	double lambda_leave;	/* the basin is left below this [energy/length^2], < 0 */

	/* lowest curvature */
	int    lanczos;		/* vectors at most, cold start */
	int    warm;		/* and started from the last mode */
	double lanczos_tol;	/* relative, of lambda */

	/* climb */
	double step_along;	/* longest step along the mode [length] */
	double step_atom;	/* and of one atom [length] */
	double soft;		/* curvature along the mode is taken to be at least this [energy/length^2] */
	int    every;		/* curvature after so many steps */
	double after;		/* or this way [length] */
	double turn;		/* the memory is forgotten when the mode turns by more [degrees] */
	int    chances;		/* returns to the exit after two curvatures > 0 */
	double ceiling;		/* saddles above this are too high [energy] */
	double local_tol;	/* largest force |f_i| at the saddle of the search [energy/length] */
	double force_tol;	/* the barrier where the force fell below this is reported, too: the paper's */

	/* descent */
	double descent_push;	/* norm of the displacement from the saddle [length] */
	double descent_tol;	/* largest force at the minima of the search [energy/length] */
	double return_tol;	/* norm of the distance below which a minimum is the initial one [length] */

	/* regions */
	double region;		/* radius of the region of the search [length]; <= 0: all atoms */
	int    nstage;
	double stage[GW_ART_STAGES];	/* radii of the stages, ascending [length] */
	double stage_tol;	/* largest force there [energy/length] */
	enum gw_art_final final;
	double polish;		/* largest force on the whole system, at saddle and final minimum */
	double polish_energy;	/* and the energy that is still to be gained there [energy] */
	enum gw_art_connect connect;
	double wander;		/* both sides are looked at again in a larger region where an atom of the
				   saddle went farther than this on its way there [length]; 0: always, in
				   the last one */

	long   max_evals;	/* force calls of one attempt at most, of whatever region */
	double keep;		/* displacements |d_i| <= keep are left out of the event [length] */

	int  (*stop)(void *arg);	/* asked before each force call, from the thread at work; not 0 ends the
				   attempt at once.  NULL: never */
	void  *arg;
};

/*
 * Defaults.  metal: the paper's and those of the recipe.  lj: the same with 2.5 A = 1 sigma and
 * 0.4 eV = 1 epsilon, rounded.
 */
void gw_art_defaults(struct gw_art_opt *o, enum gw_unit_system us);

/* -1, GW_USAGE: an option makes no sense (named). */
int gw_art_check(const struct gw_art_opt *o, struct gw_err *e);

enum gw_art_outcome {
	GW_ART_CONNECTED,	/* a saddle, and exactly one side returns */
	GW_ART_DISCONNECTED,	/* a saddle, but no side returns */
	GW_ART_RETURNED,	/* a saddle, but both sides return */
	GW_ART_LOST,		/* no saddle: negative curvature not found or lost too often, gone in
				   a larger region, or the potential failed */
	GW_ART_TOO_HIGH,	/* above the ceiling */
	GW_ART_EXHAUSTED	/* max_evals */
};
#define GW_ART_NOUTCOMES 6

/* "connected", "disconnected", "returned", "lost", "too-high", "exhausted" */
extern const char *const gw_art_outcome_name[GW_ART_NOUTCOMES];

enum gw_art_phase { GW_ART_PUSH, GW_ART_CLIMB, GW_ART_DESCENT, GW_ART_STAGE, GW_ART_POLISH };

/* "push", "climb", "descent", "stage", "polish" */
extern const char *const gw_art_phase_name[GW_ART_POLISH + 1];

/* Displacements of some atoms from the reference configuration. */
struct gw_art_shift {
	int n;
	int32_t *atom;		/* [n] ascending indices */
	double *d;		/* [n][3] length */
};

/*
 * What became of an attempt.  Numbers that were not reached are NaN (barriers,
 * eigenvalue, distances) or 0 (counts).
 */
struct gw_art_event {
	enum gw_art_outcome outcome;
	enum gw_art_phase phase;	/* where it ended; connected: the last phase done */
	const char *why;	/* one line about the end, constant text */
	int32_t  centre;	/* index of the atom */
	uint32_t attempt;

	double barrier;		/* U(saddle) - U(reference), the best converged [energy] */
	double barrier_force_tol;	/* where the force fell below force_tol first, in the search */
	double barrier_local;	/* converged in the region of the search */
	double barrier_extrapolated;	/* 1/R^3 from the last two stages */
	double error;		/* |barrier_extrapolated - barrier of the last stage|; with final WHOLE
				   an estimate that the polish has made good, 0 for an all-atom search */
	double reverse;		/* U(saddle) - U(final minimum) */
	double final;		/* U(final minimum) - U(reference) */
	double eigenvalue;	/* lowest curvature at the saddle [energy/length^2] */
	double fmax;		/* largest force at the saddle, on the atoms that were mobile last */
	double fmax_final;	/* the same at the final minimum */
	double distance;	/* |dsaddle| [length], over all atoms */
	double distance_final;	/* |dfinal| */
	double participation;	/* (sum d^2)^2 / sum d^4 of dfinal: atoms that take part */
	double region;		/* radius of the last region [length], 0: all atoms were mobile */
	int    mobile;		/* atoms in it */
	int    agrees;		/* do exactly one side of the saddle and the initial minimum meet there, too?
				   1; 0: no, `final` is then that side of the saddle which is nearer to the
				   search's final minimum; -1: there was no larger region */

	long evals;		/* force calls, of whatever region */
	long products;		/* Hessian-vector products */
	long builds;		/* neighbour lists and Hessians made ready */
	long whole;		/* of evals: those of the whole system */
	int  pushes, chances;	/* pushes in all, returns to the exit */

	struct gw_art_shift saddle, end;	/* dsaddle, dfinal; owned; connected and disconnected only
					   (disconnected: end is the lower of the two minima) */
};

void gw_art_event_clear(struct gw_art_event *ev);

struct gw_art;

/*
 * A workspace of one thread.  All arguments are borrowed; base, pot and s may be shared by threads;
 * s is the reference configuration from which base was made.
 */
struct gw_art *gw_art_new(const struct gw_local_base *base, const struct gw_pot *pot,
	const struct gw_sys *s, const struct gw_art_opt *o);
void gw_art_free(struct gw_art *a);

/*
 * One attempt around an atom (index): a pure function of base, options, seed, atom and attempt (< 2^24),
 * the same bits after other attempts, in any thread.  ev must be zeroed or cleared before.
 * 0, whatever the outcome; a potential that fails on the way (NaN, two atoms at one point) is outcome LOST.
 * 1: o->stop ended it, ev means nothing (clear it).  -1: GW_USAGE, the cluster has no other atom than the centre, or no such atom.
 */
int gw_art_attempt(struct gw_art *a, int32_t atom, uint64_t seed, uint32_t attempt,
	struct gw_art_event *ev, struct gw_err *e);

#endif
