/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parts of the program artn: its parameters (artn-set.c), the events it writes
 * (artn-event.c), events around many atoms (artn-atoms.c), events one after the other (artn-chain.c),
 * and what an earlier run wrote (artn-resume.c).
 */
#ifndef GW_TOOLS_ARTN_H
#define GW_TOOLS_ARTN_H

#include "formats/event.h"
#include "landscape/artn.h"
#include "potential/local.h"
#include "tools/filter.h"

/* The command line. */
struct artn_want {
	struct ids atoms;
	int64_t per_atom, max_attempts;	/* 0: ten times the events that are wanted */
	int64_t chain;
	const char *accept, *region, *final, *connect, *resume;
	double ftol, threshold, force_tol, polish;	/* NaN: the default of the units */
	struct words set;
};

/* All numbers of a search, in the units of the frame. */
struct artn_opt {
	struct gw_art_opt art;
	double same_energy, same_distance;	/* duplicates, minima that were met before */
	double threshold;
	double ftol;
	double temperature;	/* of Metropolis; < 0: every event is accepted */
};

/* -1, GW_USAGE: a name or a value that makes no sense; gw_art_check looks at them together. */
int artn_opt(struct artn_opt *o, const struct artn_want *w, enum gw_unit_system us, struct gw_err *e);

/* 1 after --set help, whose answer is printed; -1: io->err. */
int artn_set_help(struct filter *io, const struct artn_want *w);

/* The parameters by name, a new reference. */
json_t *artn_opt_json(const struct artn_opt *o);

/* ---- what was found ---- */

struct found {
	struct gw_art_event ev;		/* without its displacements, which are in */
	struct gw_moves saddle, end;
	int64_t center;			/* id */
	long duplicate_of;		/* attempt, 0: none */
	int64_t from, to;		/* numbers of minima; to 0: none */
	int accepted;			/* chains; -1 in others */
};

void found_clear(struct found *f);

/* Those of an atom, or from a minimum of a chain, so far. */
struct past {
	int n, connected;
	size_t cap;
	struct found *f;	/* connected ones only; [connected] */
};

void past_clear(struct past *p);

/* Count it; keep a copy of f when it is connected. */
void past_add(struct past *p, const struct found *f);

/* The first one with the same barrier and displacements, or NULL. */
const struct found *past_same(const struct past *p, const struct found *f, const struct artn_opt *o);

/* ---- one frame ---- */

struct artn {
	struct filter *io;
	const struct artn_want *want;
	struct artn_opt opt;
	struct gw_local_base *base;	/* of the present minimum */
	long sample;			/* the frame's number among those of all inputs */
	double energy;		/* of the present minimum */
	char search[17];		/* what input, options and seed come to, in hexadecimal */
	int32_t *index;			/* [n] the atoms of this run */
	int n;
	int lo, hi;			/* those of them that are ours */
	int first;			/* so is the initial minimum */
	struct resume *resume;
	long count[GW_ART_NOUTCOMES], twice, apart, evals, products;	/* of all frames */
};

/* Is the attempt an event? */
int artn_connected(const struct gw_art_event *ev);

/* Move an attempt into *f: displacements above the threshold, the rest as it is. */
void artn_found(const struct artn *a, struct found *f, struct gw_art_event *ev);

/*
 * Write it, and count it.  Its frame comes after that of its minimum, which is the present one.
 * signature [n]: of the final minimum, NULL outside chains.
 */
int artn_put(struct artn *a, const struct found *f, const double *signature, int n);
void artn_count(struct artn *a, const struct found *f);

/* The present frame as the minimum `number` of this sample. */
void artn_minimum(struct artn *a, int64_t number);

/* 0 done, 1 a signal came, -1 io->err */
int artn_atoms(struct artn *a);
int artn_chain(struct artn *a);

/* ---- an earlier run ---- */

/* -1: io->err */
int resume_open(struct filter *io, struct resume **r, const char *name);
void resume_close(struct resume *r);

/* Leave out the first frame of this sample if it is the initial minimum, which we write ourselves.
 * -1: io->err. */
int resume_first(struct artn *a);

/*
 * The next frame that the earlier run wrote of this sample: 1, the caller frees it; 0: there is none;
 * -1, GW_BADDATA: it is of another input, with other options or another seed.
 */
int resume_next(struct artn *a, struct gw_frame **f);

/* What the frame of an event says, as artn_put has written it.  -1: it is none. */
int resume_found(struct artn *a, const struct gw_frame *f, struct found *out);

/* This frame does not follow from those before it; returns -1. */
int resume_wrong(struct artn *a, const struct gw_frame *f);

/* After the last sample nothing may be left.  -1: there is. */
int resume_rest(struct artn *a);

#endif
