/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dump reader's inside: lammps_dump.c reads frames, lammps_dump_atoms.c their columns. */
#ifndef GW_FORMATS_LAMMPS_DUMP_PRIV_H
#define GW_FORMATS_LAMMPS_DUMP_PRIV_H

#include "formats/lammps_dump.h"

#define MAXCOL 256

/* What a column is for. */
enum gw_dump_use { SKIP, ID, TYPE, ELEMENT, MASS, IMAGE, VEL, ARRAY, POS };

/* The ways to write a position; the order is the preference. */
enum { XU, X, XSU, XS, NKIND };

struct gw_dump_column {
	enum gw_dump_use use;
	int k;			/* component, or offset in its row of an array */
	int array;		/* ARRAY: index in dump.array */
};

struct gw_dump_array {
	char name[64];
	int cols;		/* 0: one number per atom */
	double *v;
};

struct gw_dump {
	struct gw_text *t;
	const struct gw_lammps_opt *o;
	struct gw_lammps_seen *seen;
	struct gw_err *e;
	long frame;
	char *word[MAXCOL];
	int nword;

	char units[16];
	struct gw_lammps_types types;
	struct gw_dump_column col[MAXCOL];
	int ncol, kind, dim, has[POS];
	struct gw_dump_array *array;
	int narray;

	/* the present frame */
	long long step;
	double time;
	int have_time, have_box, general;
	int n;
	double lo[3], hi[3], tilt[3], h[3][3];
	int pbc[3];
	int64_t *id;
	int32_t *type;
	double *x, *v;
	int (*image)[3];
};

#define bad(d, ...) gw_text_fail((d)->t, (d)->e, __VA_ARGS__)

/* The next line, cut into words; the end of the file is an error here. */
int gw_dump_line(struct gw_dump *d, const char *what);

/* A word of the present line as a finite number, or as an integer in lo..hi. */
int gw_dump_real(struct gw_dump *d, int k, const char *what, double *v);
int gw_dump_int(struct gw_dump *d, int k, long long lo, long long hi, const char *what,
	long long *v);

/* Understand the words of ITEM: ATOMS; then read the n lines that follow. */
int gw_dump_columns(struct gw_dump *d);
int gw_dump_atoms(struct gw_dump *d);

#endif
