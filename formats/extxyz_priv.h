/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The extended XYZ reader's inside: extxyz.c reads frames,
 * extxyz_extra.c hands on what is not the system.
 */
#ifndef GW_FORMATS_EXTXYZ_PRIV_H
#define GW_FORMATS_EXTXYZ_PRIV_H

#include "formats/extxyz.h"
#include "formats/keyval.h"

#define MAXPROP 256
#define MAXCOL  4096
#define MAXKIND 255

enum gw_xyz_use { SPECIES, NUMBER, POS, ID, TYPE, VEL, MOMENTA, ARRAY, SKIP };

struct gw_xyz_property {
	char *name;
	enum gw_xyz_use use;
	char kind;			/* S, I, R or L */
	int count;
	double *v;			/* [n][count]; integers up to 2^53 are exact */
	size_t cap;
};

struct gw_xyz {
	struct gw_text *t;
	const struct gw_extxyz_opt *o;
	struct gw_extxyz_seen *seen;
	struct gw_err *e;
	struct gw_keyval kv;
	int n;				/* atoms */

	int nprop, ncol;
	struct gw_xyz_property prop[MAXPROP];
	char *props;			/* storage of the names */
	char **word;			/* [ncol + 1] */

	enum gw_unit_system units;
	int dim;
	struct gw_box box;
	int nkind;			/* species */
	char kind[MAXKIND][16];
	int named;			/* the species are given, not collected */
	int ours;			/* gw_species is there: `type` is ours */
};

#define bad(r, ...) gw_text_fail((r)->t, (r)->e, __VA_ARGS__)

/* Scalars, potential and arrays of the frame read; row i of f is row order[i] of the file. */
void gw_xyz_extra(struct gw_xyz *r, struct gw_frame *f, const int *order);

#endif
