/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables in memory: the text of all lines and the pointers into it stand in blocks of a
 * mebibyte, so that a million rows are some hundred allocations.
 * A line equal to the header is skipped: tables of shards are joined with cat.
 */
#include "formats/tsv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "formats/text.h"

#define BLOCK ((size_t)1 << 20)

struct gw_tsv_store {
	char **block;
	size_t n, cap;
	char *at;			/* unused part of the last block */
	size_t left;
};

struct reading {
	struct gw_tsv *t;
	const char *name;
	long   line;
	char  *header;			/* as read */
	size_t rows, comments;		/* capacities */
};

static int
count_fields(const char *s)
{
	int n = 1;

	for (; *s; s++)
		n += *s == '\t';
	return n;
}

/* size bytes, aligned for pointers, that live as long as the table. */
static void *
keep(struct gw_tsv_store *s, size_t size)
{
	void *p;

	size = (size + sizeof(char *) - 1)/sizeof(char *)*sizeof(char *);
	if (size > s->left) {
		s->left = size > BLOCK ? size : BLOCK;
		gw_reserve(&s->block, &s->cap, s->n + 1, sizeof *s->block);
		s->at = s->block[s->n++] = gw_alloc(s->left, 1);
	}
	p = s->at;
	s->at += size;
	s->left -= size;
	return p;
}

static char *
keep_text(struct gw_tsv_store *s, const char *text)
{
	size_t n = strlen(text) + 1;

	return memcpy(keep(s, n), text, n);
}

/* Cells of a copy of the line. */
static char **
cut(struct gw_tsv_store *s, const char *text, int n)
{
	char *line = keep_text(s, text), **cell = keep(s, (size_t)n*sizeof *cell);

	for (int k = 0; k < n; k++) {
		cell[k] = line;
		line += strcspn(line, "\t");
		if (*line)
			*line++ = 0;
	}
	return cell;
}

static int
take_header(struct reading *r, const char *line, struct gw_err *e)
{
	struct gw_tsv *t = r->t;

	r->header = keep_text(t->store, line);
	t->ncol = count_fields(line);
	t->column = cut(t->store, line, t->ncol);
	for (int k = 0; k < t->ncol; k++)
		if (!*t->column[k])
			return gw_fail(e, GW_BADDATA, "%s:%ld: column %d has no name in the header",
			    r->name, r->line, k + 1);
	return 0;
}

static int
take_row(struct reading *r, const char *line, struct gw_err *e)
{
	struct gw_tsv *t = r->t;
	int n = count_fields(line);

	if (n != t->ncol)
		return gw_fail(e, GW_BADDATA, "%s:%ld: %d fields where the header has %d",
		    r->name, r->line, n, t->ncol);
	gw_reserve(&t->cell, &r->rows, (size_t)t->nrow + 1, sizeof *t->cell);
	t->cell[t->nrow++] = cut(t->store, line, n);
	return 0;
}

static int
take(struct reading *r, const char *line, struct gw_err *e)
{
	struct gw_tsv *t = r->t;

	if (*line == '#') {
		gw_reserve(&t->comment, &r->comments, (size_t)t->ncomment + 1, sizeof *t->comment);
		t->comment[t->ncomment++] = keep_text(t->store, line);
		return 0;
	}
	if (!*line)
		return 0;
	if (!r->header)
		return take_header(r, line, e);
	return strcmp(line, r->header) ? take_row(r, line, e) : 0;
}

static int
take_all(struct reading *r, FILE *in, struct gw_err *e)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	int bad = 0;

	while (!bad && (n = getline(&line, &cap, in)) > 0) {
		r->line++;
		if (memchr(line, 0, (size_t)n)) {
			bad = gw_fail(e, GW_BADDATA, "%s:%ld: a NUL byte: this is not a table",
			    r->name, r->line);
			break;
		}
		while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
			line[--n] = 0;
		bad = take(r, line, e);
	}
	free(line);
	if (!bad && ferror(in))
		bad = gw_fail(e, GW_IO, "%s: cannot read: %s", r->name, strerror(errno));
	if (!bad && !r->header)
		bad = gw_fail(e, GW_BADDATA, "%s: no header line: not a table", r->name);
	return bad;
}

struct gw_tsv *
gw_tsv_read(FILE *in, const char *name, struct gw_err *e)
{
	struct reading r = { .name = name, .t = gw_alloc(1, sizeof *r.t) };
	int bad;

	r.t->store = gw_alloc(1, sizeof *r.t->store);
	bad = take_all(&r, in, e);
	if (!bad)
		return r.t;
	gw_tsv_free(r.t);
	return NULL;
}

void
gw_tsv_free(struct gw_tsv *t)
{
	if (!t)
		return;
	for (size_t k = 0; k < t->store->n; k++)
		gw_free(t->store->block[k]);
	gw_free(t->store->block);
	gw_free(t->store);
	gw_free(t->cell);
	gw_free(t->comment);
	gw_free(t);
}

/* "fmax[eV/A]" is also called "fmax". */
static int
same_name(const char *column, const char *name)
{
	const char *b = strrchr(column, '[');
	size_t n = strlen(name);

	return b && (size_t)(b - column) == n && !strncmp(column, name, n);
}

static void
list_columns(const struct gw_tsv *t, char *s, size_t size)
{
	size_t n = 0;

	*s = 0;
	for (int k = 0; k < t->ncol && n + 1 < size; k++)
		n += (size_t)snprintf(s + n, size - n, "%s%s", k ? ", " : "", t->column[k]);
}

int
gw_tsv_find(const struct gw_tsv *t, const char *name, struct gw_err *e)
{
	char have[800];
	long long k;

	for (int c = 0; c < t->ncol; c++)
		if (!strcmp(t->column[c], name))
			return c;
	for (int c = 0; c < t->ncol; c++)
		if (same_name(t->column[c], name))
			return c;
	if (!gw_integer(name, 1, t->ncol, &k))
		return (int)k - 1;
	list_columns(t, have, sizeof have);
	return gw_fail(e, GW_USAGE, "no column '%.80s'; there are: %s", name, have);
}

double *
gw_tsv_numbers(const struct gw_tsv *t, int col, struct gw_err *e)
{
	double *v = gw_alloc((size_t)t->nrow, sizeof *v);

	for (long k = 0; k < t->nrow; k++)
		if (gw_number(t->cell[k][col], &v[k]) < 0) {
			gw_fail(e, GW_BADDATA, "column %.80s, row %ld: '%.80s' is not a number",
			    t->column[col], k + 1, t->cell[k][col]);
			gw_free(v);
			return NULL;
		}
	return v;
}

char *
gw_tsv_unit(const char *header)
{
	const char *open = strrchr(header, '['), *end = header + strlen(header);

	if (!open || end[-1] != ']')
		return gw_strdup("");
	return gw_format("%.*s", (int)(end - open - 2), open + 1);
}

char *
gw_tsv_head(const char *name, const char *unit)
{
	return *unit ? gw_format("%s[%s]", name, unit) : gw_strdup(name);
}

int
gw_number(const char *text, double *v)
{
	char *end;

	*v = strtod(text, &end);
	return end == text || *end ? -1 : 0;
}
