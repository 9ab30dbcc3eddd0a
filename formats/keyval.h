/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The second line of a frame in extended XYZ: key=value pairs, values
 * bare, in "quotes" (with \" \\ \n), in {braces} or in [brackets]; a key alone means T.
 */
#ifndef GW_FORMATS_KEYVAL_H
#define GW_FORMATS_KEYVAL_H

#include <stdio.h>

struct gw_keyval {
	int n;
	char **key, **value;		/* [n] */
	int *quoted;			/* [n] the value was not bare */
	char *storage;
};

/* Cut a line.  NULL, or what is wrong with it (a constant string). */
const char *gw_keyval_parse(struct gw_keyval *kv, const char *line);
void gw_keyval_free(struct gw_keyval *kv);

/* Value of a key; NULL if it is not there. */
const char *gw_keyval_get(const struct gw_keyval *kv, const char *key);

/*
 * Numbers of a value, separated by blanks or commas: how many there are, at most max are stored;
 * -1: not numbers.
 */
int gw_keyval_numbers(const char *value, double *v, int max);

/* Write a text in quotes; or a key, quoted only when it has to be. */
void gw_keyval_string(FILE *out, const char *text);
void gw_keyval_print(FILE *out, const char *text);

#endif
