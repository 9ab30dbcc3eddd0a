/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The front end that all programs share: options, input, output, provenance,
 * progress, threads, seeds, shards, errors, exit status.  design of a main():
 *
 *	static const struct tool me = { .name = "minimize", ... };
 *	int main(int argc, char **argv) {
 *		struct filter io;
 *		const struct opt tab[] = { ..., { 0 } };
 *
 *		filter_open(&io, &me, tab, argc, argv);
 *		while (filter_next(&io) > 0) {		 // io.frame, io.sys, io.force
 *			if (work(io.sys, ..., &io.err) < 0)
 *				break;
 *			filter_set(&io, "fmax", r.fmax);
 *			if (filter_put(&io) < 0)
 *				break;
 *		}
 *		return filter_close(&io);
 *	}
 *
 * filter_open ends the program on --help, --version and usage errors (64), and
 * on the two options that the build asks (not in the help): --about prints
 * tool.about as one line (the list of `glassworks`), --list-options one TSV
 * line per option: long name, short letter, argument (empty: a flag), words of
 * an OPT_WORD, help (the bash completion).
 */
#ifndef GW_TOOLS_FILTER_H
#define GW_TOOLS_FILTER_H

#include <signal.h>
#include <stdio.h>

#include "cell/sys.h"
#include "formats/config.h"
#include "formats/potential.h"
#include "formats/stream.h"
#include "formats/tsv.h"
#include "potential/force.h"
#include "tools/options.h"

enum { IN_NONE, IN_STREAM, IN_TSV, IN_TEXT };	/* what FILE operands and stdin are */
enum { OUT_STREAM, OUT_TSV, OUT_TEXT };

struct tool {
	const char *name;	/* "minimize" */
	const char *about;	/* "move every frame to its inherent structure" */
	const char *operands;	/* "[FILE ...]" */
	const char *example;	/* one command line */
	int in, out;		/* IN_*, OUT_* */
	int flags;		/* TOOL_* */
};
enum {
	TOOL_FORCE = 1,		/* needs a potential: io.force is made; -p is offered */
	TOOL_SEED  = 2,		/* offers --seed */
	TOOL_SHARD = 4,		/* offers --shard; io.shard_k, io.shard_n */
	TOOL_RAW   = 8,		/* no io.sys: frames are passed as they are */
	TOOL_STRICT = 16,	/* offers --strict */
	TOOL_MANY  = 32,	/* operands are opened by the program itself (two inputs) */
	TOOL_SHARD_FRAMES = 64,	/* offers --shard; filter_next gives the frames of this part only:
				   contiguous parts, so that the outputs concatenated are what
				   one run writes (the inputs must be files: they are read twice) */
	TOOL_MAYBE = 128,	/* with TOOL_FORCE: works without a potential too;
				   io->force is NULL then */
	TOOL_TABLE = 256	/* with OUT_STREAM: an option may ask for a table
				   instead (filter_as_table) */
};

struct filter {
	const struct tool *tool;
	struct gw_frame *frame;		/* the present frame; filter_put writes it */
	struct gw_sys *sys;		/* its system (unless TOOL_RAW) */
	struct gw_force *force;		/* with TOOL_FORCE; bound to sys's species,
					   kept while they stay the same */
	struct gw_potspec *spec;	/* potential in use */
	struct gw_err err;		/* filter_close prints it */

	/* common options */
	int64_t seed;			/* default 1 */
	int threads;			/* omp_set_num_threads was called with it */
	int quiet, verbose, strict, fragment;
	int shard_k, shard_n;		/* 1/1 without --shard */
	int pieces;			/* TOOL_MANY | TOOL_SHARD_FRAMES: pieces of work in each frame, of which
					   --shard makes parts; set before filter_inputs (default 1) */
	int lead;			/* so many frames before the first of ours are given too,
					   without pieces */
	const char *potential;		/* -p */
	const char *output;		/* -o */

	int noperand;			/* operands that remain */
	char **operand;

	FILE *text;			/* table or text output (OUT_TSV, OUT_TEXT) */
	struct filter_priv *priv;
};

void filter_open(struct filter *io, const struct tool *t, const struct opt *tab,
	int argc, char **argv);

/*
 * Next frame: 1, or 0 at the end and after an error (io->err.code is then
 * set; filter_close reports it).  With TOOL_FORCE the potential is taken from
 * -p or from the frame.  The frames of other shards are skipped when the
 * tool shards by frame itself.
 */
int filter_next(struct filter *io);

/*
 * The inputs of a TOOL_MANY program, before its first filter_next; n = 0 is
 * standard input.  names are borrowed.  -1: io->err.
 */
int filter_inputs(struct filter *io, int n, char *const *names);

/* Number of the present frame among those of all inputs, from 1. */
long filter_index(const struct filter *io);

/* The pieces of the present frame that are ours: *from <= k < *to. */
void filter_pieces(const struct filter *io, int *from, int *to);

/*
 * Read what is left of the input without looking at it, so that the program before is not killed.
 */
void filter_drain(struct filter *io);

/*
 * Make f the present frame (owned by the filter), with sys and force as the flags say; what
 * filter_next does with a frame it has read.  -1: io->err.
 */
int filter_frame(struct filter *io, struct gw_frame *f);

/*
 * IN_TSV: the table of the next operand (none: stdin); NULL at the end and on error (io->err).
 * The caller frees it.  Its `#` lines are repeated by filter_table.
 */
struct gw_tsv *filter_tsv(struct filter *io);

/*
 * Start a new frame without input (liquid, crystal): s becomes io->sys, owned
 * by the filter; -p is bound.
 */
int filter_make(struct filter *io, struct gw_sys *s);

/*
 * Scalars of the present frame.  The standard ones are: step, time, temperature,
 * energy (potential), kinetic, volume, pressure [GPa in metal], converged, fmax, evals, stop.
 */
void filter_set(struct filter *io, const char *key, double v);
void filter_set_int(struct filter *io, const char *key, int64_t v);
void filter_set_str(struct filter *io, const char *key, const char *v);

/* A per-atom array [n][cols] of the present frame (cols 0: [n]). */
void filter_set_array(struct filter *io, const char *name, enum gw_dtype t, int cols,
	const char *unit, const void *data);

/* Add potential and provenance to the present frame now, as filter_put does. */
void filter_sign(struct filter *io);

/* Write the present frame (sys is stored in it first); adds the provenance.  -1: io->err. */
int filter_put(struct filter *io);

/*
 * Write another frame than the present one, which has been put before: f carries its provenance.  f
 * stays the caller's.  -1: io->err.
 */
int filter_emit(struct filter *io, const struct gw_frame *f);

/* Not converged: says so on stderr (unless -q) and remembers it for --strict. */
void filter_unconverged(struct filter *io, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* A warning on stderr: "tool: message". */
void filter_warn(struct filter *io, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * The output is a table, not a stream: before the first filter_next of a TOOL_TABLE program.  -1:
 * io->err.
 */
int filter_as_table(struct filter *io);

/* Table head with provenance lines; columns as "name[unit]", tab separated by the caller's row.
 * ncol 0: only the `#` lines; the caller adds lines of its own and the header. */
void filter_table(struct filter *io, int ncol, const char *const *column);

/*
 * Progress of the present work: done of total (0 total: unknown), in units of `what`; a remark may
 * follow after a comma ("evaluations, max |f| 1e-3").
 */
void filter_progress(struct filter *io, double done, double total, const char *what);

/*
 * 1 once SIGTERM, SIGINT or SIGXCPU came: finish the frame, write a
 * checkpoint, stop with filter_stopped.
 */
int filter_interrupted(void);

/* Mark the run as stopped by a signal: filter_close writes the end marker and exits 75. */
void filter_stopped(struct filter *io);

/* End marker or message; returns the exit status. */
int filter_close(struct filter *io);

#endif
