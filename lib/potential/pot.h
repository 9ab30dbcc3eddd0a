/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Potentials: the registry, and one potential bound to the species of a
 * system.  A potential is one file in lib/potential and one line in table.c.
 *
 * A bound potential is constant: threads share it.  Parsing of SPEC strings
 * and of files is the business of formats/potential.h; here a file has
 * already become a table.
 */
#ifndef GW_POTENTIAL_POT_H
#define GW_POTENTIAL_POT_H

#include "base/err.h"
#include "base/units.h"

struct gw_list;			/* cell/list.h */
struct gw_eval;			/* potential/force.h */
struct gw_perturb;		/* potential/perturb.h */
struct gw_local_type;		/* potential/local_priv.h */
struct gw_pot;

#define GW_MAXSPECIES 32

/* One numerical or word parameter of a SPEC: "ka,cut=2.5,shift=force". */
struct gw_pot_param {
	const char *name;
	double      value;	/* default of a number */
	const char *word;	/* default of a word; NULL for a number */
	const char *unit;
	const char *meaning;	/* for a word: "energy|none|force|c2: ..." */
};

/* What kind of file the SPEC names, if any. */
enum gw_pot_file { GW_FILE_NONE, GW_FILE_EAM_ALLOY, GW_FILE_EAM_FS,
	GW_FILE_TERSOFF, GW_FILE_SW, GW_FILE_KIM };

/* What a constructor gets; everything is borrowed. */
struct gw_pot_arg {
	int nspecies;			/* species of the system, in its order */
	char (*species)[16];		/* names */
	int dim;			/* 2 or 3 */
	const double *value;		/* parameters in the order of .param */
	const char *const *word;
	const void *file;		/* parsed file, e.g. struct gw_eam_file */
};

struct gw_pot_type {
	const char *name;		/* as in the SPEC: "ka", "eam/fs" */
	const char *about;
	const char *ref;
	enum gw_unit_system units;
	enum gw_pot_file file;
	int dim;			/* 2, 3, or 0 for both */
	const char *const *species;	/* NULL-terminated names it knows,
					   NULL: any (the file says) */
	const struct gw_pot_param *param;	/* ends with .name = NULL */
	double dt;			/* time step that dynamics starts with,
					   0: the unit system's */
	int  (*create)(struct gw_pot *p, const struct gw_pot_arg *a, struct gw_err *e);
	int  (*eval)(const struct gw_pot *p, struct gw_eval *v, struct gw_err *e);
	void (*destroy)(struct gw_pot *p);	/* frees p->data */
	const struct gw_perturb *perturb;	/* one atom moved; NULL: the general way */
	const struct gw_local_type *local;	/* mobile atoms among frozen ones;
						   NULL: the general way */
};

struct gw_pot {
	const struct gw_pot_type *type;
	int    nspecies;
	double cutoff;			/* largest cut-off [length] */
	double *pair_cutoff;		/* [nspecies][nspecies], or NULL: cutoff for all;
					   freed with p */
	int    full;			/* 1: needs every neighbour of an atom in its row */
	int    alone;			/* 1: what is called may know of one thread only */
	double mass[GW_MAXSPECIES];	/* 0 where the potential does not say */
	void  *data;			/* the type's own */
};

/* All potentials, NULL-terminated. */
extern const struct gw_pot_type *const gw_pots[];

/* By name; NULL if there is none. */
const struct gw_pot_type *gw_pot_find(const char *name);

/* What its name is followed by in a SPEC: "", ":FILE" or ":MODEL". */
const char *gw_pot_operand(const struct gw_pot_type *t);

/*
 * Bind a potential to species.  NULL and e on failure: GW_BADDATA (species
 * unknown to the potential, parameter out of range, wrong dimension).
 */
struct gw_pot *gw_pot_new(const struct gw_pot_type *t, const struct gw_pot_arg *a,
	struct gw_err *e);
void gw_pot_free(struct gw_pot *p);

/*
 * Tables of an EAM file (setfl), as read; formats/setfl.h makes one.
 * U = sum_i F_i(rho_i) + 1/2 sum_ij phi_ij(r), rho_i = sum_j f(r)
 * Daw & Baskes, Phys. Rev. B 29, 6443 (1984); Finnis & Sinclair, Philos.
 * Mag. A 50, 45 (1984).
 */
struct gw_eam_file {
	int    fs;			/* 1: density depends on both species (eam/fs) */
	int    nel;			/* elements in the file, at most GW_MAXSPECIES */
	char (*name)[16];		/* [nel] */
	double *mass;			/* [nel] amu */
	int    nrho, nr;
	double drho, dr, cutoff;	/* density units, A, A */
	double *F;			/* [nel][nrho] embedding energy, eV */
	double *f;			/* fs: [nel][nel][nr], f[a][b]: density that an atom
					   of element a makes at an atom of element b;
					   alloy: [nel][nr] */
	double *z;			/* [nel][nel][nr] r*phi, eV A, symmetric */
};

#endif
