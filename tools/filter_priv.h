/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the front end share among themselves and with nobody else. */
#ifndef GW_TOOLS_FILTER_PRIV_H
#define GW_TOOLS_FILTER_PRIV_H

#include "tools/filter.h"
#include "tools/options.h"
#include "tools/output.h"
#include "tools/progress.h"

struct filter_priv {
	struct options opt;
	int shard[2], force;		/* --shard, --force */
	double quantum;
	const char *spline;		/* --spline, to be set in the SPEC of -p or of the frames */
	char *spec;			/* -p with it */

	struct gw_reader *in;
	long index, lo, hi;		/* frames read; with TOOL_SHARD_FRAMES those
					   in (lo, hi] are ours */
	int64_t first, behind;		/* ... and the pieces of work
					   [first, behind) of all frames */
	int  nextop;			/* filter_tsv: operands done */
	int  ncomment;			/* `#` lines of the first table */
	char **comment;
	char units[16];			/* of the first frame */
	json_t *origin;			/* its provenance and potential, for the heads of tables */

	struct gw_pot *pot;		/* bound to these species */
	int  nspecies, dim;
	struct gw_species *species;
	json_t *potential;		/* "potential" of the frame that io->spec was made from */

	struct output out;
	int  opened, written;		/* output is open; this frame has its provenance entry */
	int  table;			/* filter_as_table was called */
	struct progress progress;
	int  unconverged, stopped;	/* frames; filter_stopped was called */
	int  killed;			/* a signal came between two frames */
};

/* A string of a JSON object, "" when it is not there. */
static inline const char *
filter_text(const json_t *object, const char *key)
{
	const char *s = json_string_value(json_object_get(object, key));

	return s ? s : "";
}

static inline int
filter_streams(const struct filter *io)
{
	return io->tool->out == OUT_STREAM && !io->priv->table;
}

/* Print io->err and end the program (command line errors). */
void filter_die(struct filter *io) __attribute__((noreturn));

/* Free the present frame and its system. */
void filter_drop(struct filter *io);

/* Open the output if it is not open yet.  -1: io->err. */
int filter_output(struct filter *io);

#endif
