/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text from outside, line by line: plain or gzip, LF or CRLF, from a file,
 * from fd 0 ("-") or from memory.  Every message can name file and line.
 */
#ifndef GW_FORMATS_TEXT_H
#define GW_FORMATS_TEXT_H

#include <stddef.h>

#include "base/err.h"

struct gw_text;

/* NULL: GW_NOINPUT.  name is copied; "-" is fd 0 (which is not closed). */
struct gw_text *gw_text_open(const char *name, struct gw_err *e);

/* The same over bytes in memory, borrowed. */
struct gw_text *gw_text_memory(const char *name, const void *data, size_t size);
void gw_text_close(struct gw_text *t);

/*
 * The next line without its end, valid until the next call; may be changed in place.
 * 1, 0 at the end, -1: GW_BADDATA (damaged gzip, NUL byte, line above 64 MiB), GW_IO.
 */
int gw_text_line(struct gw_text *t, char **line, struct gw_err *e);

/* Give the last line once more; what was changed in it stays changed. */
void gw_text_again(struct gw_text *t);

/* "-" is shown as "stdin". */
const char *gw_text_name(const struct gw_text *t);
long gw_text_number(const struct gw_text *t);	/* of the last line, from 1 */

/* gw_fail with "file:line: " before the message. */
int gw_text_fail(const struct gw_text *t, struct gw_err *e, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/*
 * A whole file, decompressed, with a NUL after it; *data is the caller's (gw_free).
 * -1: GW_NOINPUT, GW_BADDATA, GW_IO.
 */
int gw_text_load(const char *name, char **data, size_t *size, struct gw_err *e);

/*
 * Cut a line into blank-separated words, in place: the first max of them;
 * returns how many there are in all.
 */
int gw_text_words(char *line, char **word, int max);

/*
 * A word of the last line as a finite number, or as an integer in lo..hi; NULL means that the
 * line ended before it.  0, or -1: GW_BADDATA naming file, line and `what`.
 */
int gw_text_real(const struct gw_text *t, const char *word, const char *what, double *v,
	struct gw_err *e);
int gw_text_int(const struct gw_text *t, const char *word, const char *what,
	long long lo, long long hi, long long *v, struct gw_err *e);

/* A whole decimal integer in lo..hi; 0, or -1. */
int gw_integer(const char *text, long long lo, long long hi, long long *v);

#endif
