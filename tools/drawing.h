/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture of disconnect: what is drawn, in which colours, and what is said above it. */
#ifndef GW_TOOLS_DRAWING_H
#define GW_TOOLS_DRAWING_H

#include "landscape/disconnectivity.h"
#include "tools/filter.h"

struct drawing {
	const char *file, *size, *colour;	/* --svg, --size, --colour */
	int    most, count, label;
	double depth, basin;
	int    width, height;
};

#define DRAWING_DEFAULTS { .size = "900x700", .colour = "none", .most = 1000, .basin = NAN }

/* What the picture is of. */
struct drawing_of {
	const struct gw_landscape *land;
	const struct gw_tree *tree;
	double lowest;		/* energy of the lowest minimum */
	double step;		/* between levels, 0: none */
	double atoms;		/* 0: not known */
	const char *unit;
	const char *summary;	/* first line */
};

/* Check the options.  -1: io->err. */
int drawing_check(struct filter *io, struct drawing *d);

/* Write the file if there is to be one.  -1: io->err. */
int drawing_write(struct filter *io, const struct drawing *d, const struct drawing_of *of);

#endif
