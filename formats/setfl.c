/* SPDX-License-Identifier: GPL-3.0-or-later */
/* setfl files; the header says what they hold. */
#include "formats/setfl.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "formats/tsv.h"

#define BLANK " \t\r\v\f"
#define MAXWORD 64
#define MAXSURPLUS 9		/* numbers behind a block that are dropped */
#define MAXPOINT 10000000
#define MINPOINT 5		/* slopes are differences over five points */

struct setfl {
	struct gw_text *t;
	struct gw_err *e;
	struct gw_eam_file *f;
	char *word[MAXWORD];
	int nword;
	char what[96];			/* the block that is read */
	int surplus[2];			/* numbers behind each block, of F and of r; -1:
					   not known yet */
	struct gw_setfl_seen *seen;
};

#define bad(s, ...) gw_text_fail((s)->t, (s)->e, __VA_ARGS__)

/* The next line, without what a '#' starts. */
static int
line(struct setfl *s, char **text)
{
	int r = gw_text_line(s->t, text, s->e);

	if (r == 0)
		return bad(s, "the file ends in %s: it is cut, or its counts are wrong", s->what);
	return r;
}

/* A line of the head, cut into words. */
static int
head(struct setfl *s, const char *what)
{
	char *text;

	snprintf(s->what, sizeof s->what, "%s", what);
	if (line(s, &text) < 0)
		return -1;
	text[strcspn(text, "#")] = 0;
	s->nword = gw_text_words(text, s->word, MAXWORD);
	return 0;
}

static const char *
word(const struct setfl *s, int k)
{
	return k < s->nword && k < MAXWORD ? s->word[k] : NULL;
}

static int
positive(struct setfl *s, int k, const char *what, double *v)
{
	if (gw_text_real(s->t, word(s, k), what, v, s->e) < 0)
		return -1;
	return *v > 0 ? 0 : bad(s, "%s is %g: it must be positive", what, *v);
}

static int
points(struct setfl *s, int k, const char *what, int *n)
{
	long long v;

	if (gw_text_int(s->t, word(s, k), what, MINPOINT, MAXPOINT, &v, s->e) < 0)
		return -1;
	*n = (int)v;
	return 0;
}

static int
comments(struct setfl *s)
{
	char *text;

	snprintf(s->what, sizeof s->what, "the comment lines");
	for (int k = 0; k < 3; k++) {
		if (line(s, &text) < 0)
			return -1;
		text += strspn(text, "# \t");
		if (!*s->seen->title)
			snprintf(s->seen->title, sizeof s->seen->title, "%.255s", text);
	}
	return 0;
}

static int
elements(struct setfl *s)
{
	struct gw_eam_file *f = s->f;
	long long n;

	if (head(s, "the line of elements") < 0 ||
	    gw_text_int(s->t, word(s, 0), "number of elements", 1, INT_MAX, &n, s->e) < 0)
		return -1;
	if (n > GW_MAXSPECIES)
		return bad(s, "%lld elements, at most %d are read", n, GW_MAXSPECIES);
	if (s->nword != n + 1)
		return bad(s, "%lld elements, but %d names", n, s->nword - 1);
	f->nel = (int)n;
	f->name = gw_alloc((size_t)n, sizeof *f->name);
	f->mass = gw_alloc((size_t)n, sizeof *f->mass);
	for (int k = 0; k < f->nel; k++) {
		snprintf(f->name[k], sizeof f->name[k], "%.15s", s->word[k + 1]);
		for (int j = 0; j < k; j++)
			if (!strcmp(f->name[j], f->name[k]))
				return bad(s, "element %s twice", f->name[k]);
	}
	return 0;
}

static int
grids(struct setfl *s)
{
	struct gw_eam_file *f = s->f;

	if (head(s, "the line of counts and grids") < 0 ||
	    points(s, 0, "Nrho", &f->nrho) < 0 || positive(s, 1, "drho", &f->drho) < 0 ||
	    points(s, 2, "Nr", &f->nr) < 0 || positive(s, 3, "dr", &f->dr) < 0 ||
	    positive(s, 4, "cutoff", &f->cutoff) < 0)
		return -1;
	if (f->cutoff > f->nr*f->dr*(1 + 1e-9))
		snprintf(s->seen->note, sizeof s->seen->note,
		    "the cut-off %g lies beyond the table's end %g", f->cutoff, f->nr*f->dr);
	return 0;
}

/* The numbers of one line: *i counts them, the first n are kept. */
static int
numbers(struct setfl *s, char *text, int n, int *i, double *v)
{
	char *save = NULL;
	double x;

	text[strcspn(text, "#")] = 0;
	for (char *w = strtok_r(text, BLANK, &save); w; w = strtok_r(NULL, BLANK, &save), ++*i) {
		if (gw_number(w, &x) < 0)
			return bad(s, "number %d of %d in %s: '%.40s' is not a number: "
			    "the file is damaged, or its counts are wrong", *i + 1, n, s->what, w);
		if (!isfinite(x))
			return bad(s, "number %d of %d in %s is %s", *i + 1, n, s->what, w);
		if (*i < n)
			v[*i] = x;
		else if (*i >= n + MAXSURPLUS)
			return bad(s, "%s holds more than the %d numbers that the counts say",
			    s->what, n);
	}
	return 0;
}

/*
 * n numbers on whole lines.  All blocks of a grid (0: rho, 1: r) must have as many numbers too
 * many: else a wrong count has shifted them.
 */
static int
block(struct setfl *s, double *v, int n, int grid)
{
	char *text;
	int i = 0;

	while (i < n)
		if (line(s, &text) < 0 || numbers(s, text, n, &i, v) < 0)
			return -1;
	if (s->surplus[grid] >= 0 && s->surplus[grid] != i - n)
		return bad(s, "%s holds %d numbers, other blocks %d: the counts in line 5 are "
		    "wrong", s->what, i, n + s->surplus[grid]);
	s->surplus[grid] = i - n;
	return 0;
}

static int
element_head(struct setfl *s, int a)
{
	char what[64];
	double z;

	snprintf(what, sizeof what, "the head of element %s", s->f->name[a]);
	if (head(s, what) < 0 || gw_text_real(s->t, word(s, 0), "atomic number", &z, s->e) < 0)
		return -1;
	return positive(s, 1, "mass", &s->f->mass[a]);
}

static int
element(struct setfl *s, int a)
{
	struct gw_eam_file *f = s->f;
	int ndens = f->fs ? f->nel : 1;

	if (element_head(s, a) < 0)
		return -1;
	snprintf(s->what, sizeof s->what, "F(rho) of %s", f->name[a]);
	if (block(s, f->F + (size_t)a*(size_t)f->nrho, f->nrho, 0) < 0)
		return -1;
	for (int b = 0; b < ndens; b++) {
		snprintf(s->what, sizeof s->what, "the density of %s%s%s", f->name[a],
		    f->fs ? " at " : "", f->fs ? f->name[b] : "");
		if (block(s, f->f + (size_t)(a*ndens + b)*(size_t)f->nr, f->nr, 1) < 0)
			return -1;
	}
	return 0;
}

/* r*phi of a pair, i >= j; stored for both orders. */
static int
pair(struct setfl *s, int i, int j)
{
	struct gw_eam_file *f = s->f;
	size_t nr = (size_t)f->nr;
	double *z = f->z + (size_t)(i*f->nel + j)*nr;

	snprintf(s->what, sizeof s->what, "r*phi of %s-%s", f->name[i], f->name[j]);
	if (block(s, z, f->nr, 1) < 0)
		return -1;
	if (i != j)
		memcpy(f->z + (size_t)(j*f->nel + i)*nr, z, nr*sizeof *z);
	return 0;
}

static void
note(struct setfl *s, const char *text)
{
	size_t n = strlen(s->seen->note);

	snprintf(s->seen->note + n, sizeof s->seen->note - n, "%s%s", n ? "; " : "", text);
}

/* Nothing but blanks may follow: else the counts are wrong. */
static int
end(struct setfl *s, int newline)
{
	char *text;
	int r;

	while ((r = gw_text_line(s->t, &text, s->e)) > 0)
		if (text[strspn(text, BLANK)] && text[strspn(text, BLANK)] != '#')
			return bad(s, "numbers behind the last block: the counts in line 5 are "
			    "wrong, or this is not the format eam/%s", s->f->fs ? "fs" : "alloy");
	if (s->surplus[0] > 0 || s->surplus[1] > 0)
		note(s, "its blocks hold more points than its head says: those at their ends "
		    "are dropped, as LAMMPS does");
	if (!newline)
		note(s, "its last line has no end: is its last number cut?");
	return r;
}

/* Room for all tables, if the file is long enough to fill them: two bytes a number at least. */
static int
room(struct setfl *s, size_t size)
{
	struct gw_eam_file *f = s->f;
	size_t nel = (size_t)f->nel, nr = (size_t)f->nr, nf = nel*(size_t)f->nrho,
	    nd = (f->fs ? nel*nel : nel)*nr, nz = nel*(nel + 1)/2*nr;

	if (nf + nd + nz > size/2)
		return bad(s, "the counts ask for %zu numbers, more than the file's %zu bytes "
		    "can hold: it is cut, or they are wrong", nf + nd + nz, size);
	f->F = gw_alloc(nf, sizeof *f->F);
	f->f = gw_alloc(nd, sizeof *f->f);
	f->z = gw_alloc(nel*nel*nr, sizeof *f->z);
	return 0;
}

static int
read_all(struct setfl *s, size_t size, int newline)
{
	if (comments(s) < 0 || elements(s) < 0 || grids(s) < 0 || room(s, size) < 0)
		return -1;
	for (int a = 0; a < s->f->nel; a++)
		if (element(s, a) < 0)
			return -1;
	for (int i = 0; i < s->f->nel; i++)
		for (int j = 0; j <= i; j++)
			if (pair(s, i, j) < 0)
				return -1;
	return end(s, newline);
}

struct gw_eam_file *
gw_setfl_read(const char *name, const void *data, size_t size, int fs,
	struct gw_setfl_seen *seen, struct gw_err *e)
{
	struct setfl s = { .e = e, .seen = seen, .surplus = { -1, -1 } };
	int r;

	memset(seen, 0, sizeof *seen);
	s.t = gw_text_memory(name, data, size);
	s.f = gw_alloc(1, sizeof *s.f);
	s.f->fs = fs;
	r = read_all(&s, size, size && ((const char *)data)[size - 1] == '\n');
	gw_text_close(s.t);
	if (r == 0)
		return s.f;
	gw_setfl_free(s.f);
	return NULL;
}

void
gw_setfl_free(struct gw_eam_file *f)
{
	if (!f)
		return;
	gw_free(f->name);
	gw_free(f->mass);
	gw_free(f->F);
	gw_free(f->f);
	gw_free(f->z);
	gw_free(f);
}
