/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Options from one table: the table is what getopt_long gets, what --help
 * prints and what the completion is made from.  A tool gives its own rows;
 * the rows that all tools share are added by tools/filter.c.
 */
#ifndef GW_TOOLS_OPTIONS_H
#define GW_TOOLS_OPTIONS_H

#include <stdint.h>
#include <stdio.h>

#include "base/err.h"

enum opt_type {
	OPT_END = 0,
	OPT_FLAG,	/* int *: set to 1 */
	OPT_INT,	/* int * (range checked, k/M suffixes not allowed) */
	OPT_REAL,	/* double *: finite number */
	OPT_POS,	/* double *: number > 0 */
	OPT_STR,	/* const char ** */
	OPT_WORD,	/* const char **: one of the words in .arg, "cg|fire|lbfgs" */
	OPT_TIME,	/* double *, >= 0: "20ps", "0.1ns", "500fs", "20" in the stream's units */
	OPT_RATE,	/* struct rate *: "1e12K/s", "0.01K/ps", "1e-3", > 0 */
	OPT_RATIO,	/* double [3]: "5:1:5", each > 0 */
	OPT_LIST,	/* struct reals *: "a,b,c" or "from:to:log|lin:count",
			   or both mixed by commas */
	OPT_ATOMS,	/* struct ids *: "1,5,7:20" (ids) */
	OPT_LONG,	/* int64_t *: 0 .. 2^63-1 */
	OPT_SHARD,	/* int [2]: "K/N", 1 <= K <= N */
	OPT_RANGE,	/* double [2]: "a:b", a < b; a missing side is infinite */
	OPT_STRS,	/* struct words *: the option may be given many times */
	OPT_STATE	/* const char **: a FILE with what was done before;
			   not part of the record */
};

struct rate { double value; int given, per_ps; };  /* per_ps: value is K/ps (metal only),
						      else in stream units */
struct reals { int n; double *v; };
struct ids { int n; int64_t *v; };		/* sorted, unique */
struct words { int n; const char **v; };

struct opt {
	int key;		/* short letter, or 0 */
	const char *name;	/* long name */
	enum opt_type type;
	void *var;
	const char *arg;	/* name of the argument in the help; words for OPT_WORD */
	const char *help;	/* one line; the default is part of it */
};

/* What a parsed command line is. */
struct options {
	int n, nown;			/* rows in all, the first nown are the tool's own */
	struct opt *row;		/* borrowed pointers inside; key 0 where
					   another row has the letter */
	char *silent;			/* [n] 1: not part of the record */
	int nrecord;			/* the command line without what cannot change the result */
	char **record;			/* (output, threads, verbosity, shard): provenance */
	const char *metal;		/* option that was given a time or rate in ps, s, K/s:
					   not for lj */
	int noperand;
	char **operand;			/* borrowed from argv */
	int help, version;		/* asked for */
	int list, about;		/* the two for other programs: --list-options, --about */
	int nheap;
	void **heap;			/* what LIST, ATOMS and STRS values live in */
};

/*
 * Parse one value into *o->var.  -1, GW_USAGE: "--name value: expected ...".
 * *metal is set to 1 when the value carried a unit of time.  Lists are
 * allocated (gw_free).
 */
int opt_value(const struct opt *o, const char *text, int *metal, struct gw_err *e);

/* Sort v [n] and keep each number once; how many there are. */
int sort_unique(int64_t *v, int n);

void opt_init(struct options *s, const char *program);
/* Add a row; a name that is there already stays what it is.  silent: not recorded. */
void opt_add(struct options *s, const struct opt *o, int own, int silent);
/* Parse argv (operands may stand between options, "--" ends them).  -1, GW_USAGE. */
int opt_parse(struct options *s, int argc, char **argv, struct gw_err *e);
void opt_free(struct options *s);

/* The rows as help lines: own rows one a line, common ones packed. */
void opt_help(const struct options *s, FILE *out);
/* One line per row: long name, short letter, kind of argument, words, help; tab separated. */
void opt_list(const struct options *s, FILE *out);

#endif
