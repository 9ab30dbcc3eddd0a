/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What liquid, quench, anneal and oscillate share: the options of a dynamics run, its
 * start from a frame (a checkpoint goes on), its frames, its end by a signal.
 */
#ifndef GW_TOOLS_MDRUN_H
#define GW_TOOLS_MDRUN_H

#include <math.h>

#include "dynamics/dynamics.h"
#include "tools/filter.h"

/* NaN and NULL: not given; the checkpoint's value stays, or the default is taken */
struct mdrun {
	double dt, every, tau_t, tau_p;	/* time of the stream's units */
	double pressure;		/* as shown: GPa in metal */
	const char *ensemble, *barostat;
	int    inherent;
	double ftol;			/* of the inherent structures */
};

#define MDRUN_DEFAULTS { NAN, NAN, NAN, NAN, NAN, NULL, NULL, 0, 1e-8 }

#define MDRUN_OPTIONS(r) \
	{ 0, "ensemble", OPT_WORD, &(r).ensemble, "nve|nvt|npt", \
		"what is held (default: the frame's own, else npt)" }, \
	{ 0, "pressure", OPT_REAL, &(r).pressure, "P", "of npt, GPa in metal (default 0)" }, \
	{ 0, "barostat", OPT_WORD, &(r).barostat, "iso|aniso", \
		"the box dilates, or stretches along each axis (default iso)" }, \
	{ 0, "dt", OPT_TIME, &(r).dt, "TIME", "time step (default 2 fs, tersoff 0.5 fs, lj 0.005)" }, \
	{ 0, "every", OPT_TIME, &(r).every, "TIME", "time between frames (default: the last only)" }, \
	{ 0, "inherent", OPT_FLAG, &(r).inherent, "", \
		"before each frame, a frame of its inherent structure" }, \
	{ 0, "ftol", OPT_POS, &(r).ftol, "F", "max |f| of --inherent (default 1e-8)" }, \
	{ 0, "tau-t", OPT_TIME, &(r).tau_t, "TIME", "thermostat's time (default 50 steps)" }, \
	{ 0, "tau-p", OPT_TIME, &(r).tau_p, "TIME", "barostat's time (default 500 steps)" }

struct mdwatch;

/* What the run is to do; temperatures in the stream's units. */
struct mdplan {
	double from, to;	/* target temperature at start and end; from NaN: the frame's */
	double rate;		/* |dT|/time; 0: stay at `to` */
	double hold;		/* time, with rate 0; of one cycle with cycles */
	int    cycles;		/* how often, each a whole number of steps; 0: hold is all */
	double every_T;		/* frames each time that the target has moved by this; 0: not so */
	const struct mdwatch *watch;	/* NULL: nobody */
};

/* Who shears the box, and what is to be seen of each step: oscillate.  -1: io->err. */
struct mdwatch {
	void *arg;
	/*
	 * the state before the start; same: the plan that the frame's run
	 * was interrupted in goes on
	 */
	int (*begin)(struct filter *io, void *arg, struct gw_md_state *st, int same);
	int (*open)(struct filter *io, void *arg, const struct gw_md *m, int same);
	int (*step)(struct filter *io, void *arg, const struct gw_md *m);
	/* a frame is about to be written, its checkpoint is there; 1: it is not to be written */
	int (*frame)(struct filter *io, void *arg, const struct gw_md *m);
};

/*
 * Run the plan from the present frame (or go on with the same plan that the
 * frame's checkpoint was interrupted in) and write its frames.
 * 0: done; 1: a signal came, the last frame is a checkpoint, filter_stopped was called; -1:
 * io->err.
 */
int mdrun(struct filter *io, const struct mdrun *r, const struct mdplan *p);

#endif
