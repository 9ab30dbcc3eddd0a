/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What from-lammps and from-xyz share: what the user says of the files,
 * and the way of a frame into the stream.
 */
#ifndef GW_TOOLS_IMPORT_H
#define GW_TOOLS_IMPORT_H

#include "formats/text.h"
#include "tools/filter.h"

struct import {
	struct filter io;
	const char *species, *units, *dimension;	/* options as given, NULL if not */
	int dim;				/* 2, 3; 0: not said */
	int nspecies;
	const char **name;			/* [nspecies] */
	int warned;				/* of the present file's few digits */
};

/* Open the program; -1: io.err. */
int import_open(struct import *im, const struct tool *t, int argc, char **argv);

/* Read all operands ("-" without any), each by `file`, which returns 0 or -1 (io.err). */
void import_files(struct import *im, int (*file)(struct import *im, struct gw_text *t));

/*
 * Store s (freed) in f, which becomes a frame of the output.  digits and note are what the reader
 * noticed; they are said on stderr, once for a file.  -1: io.err.
 */
int import_frame(struct import *im, struct gw_text *t, struct gw_sys *s, struct gw_frame *f,
	int digits, const char *note);

/* Release, finish the output; the exit status. */
int import_close(struct import *im);

#endif
