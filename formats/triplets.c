/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of triplet entries; the header says what they hold. */
#include "formats/triplets.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

#define BLANK " \t\r\v\f"

struct reader {
	struct gw_text *t;
	struct gw_err *e;
	const struct gw_triplets_format *format;
	struct gw_triplets *f;
	char  *title;		/* [256] */
	int    have;		/* words of the entry that is being read */
	long   line;		/* where it started */
	int    el[3];
	double *value;
};

#define bad(s, ...) gw_text_fail((s)->t, (s)->e, __VA_ARGS__)

/* The element of this name, a new one if need be; -1: it cannot be one. */
static int
element(struct reader *s, const char *word)
{
	struct gw_triplets *f = s->f;

	if (strlen(word) >= sizeof *f->name)
		return bad(s, "'%.40s' is no name of an element", word);
	for (int k = 0; k < f->nel; k++)
		if (!strcmp(f->name[k], word))
			return k;
	if (f->nel == GW_MAXSPECIES)
		return bad(s, "more than %d elements", GW_MAXSPECIES);
	gw_reserve(&f->name, &f->cap_name, (size_t)f->nel + 1, sizeof *f->name);
	snprintf(f->name[f->nel], sizeof *f->name, "%.15s", word);
	return f->nel++;
}

static int
word(struct reader *s, const char *w)
{
	int k = s->have - 3;

	if (s->have == 0)
		s->line = gw_text_number(s->t);
	if (k < 0 && (s->el[s->have] = element(s, w)) < 0)
		return -1;
	if (k >= s->format->nvalue)
		return bad(s, "'%.40s' stands behind the %d numbers of the entry %s %s %s", w,
		    s->format->nvalue, s->f->name[s->el[0]], s->f->name[s->el[1]],
		    s->f->name[s->el[2]]);
	if (k >= 0 && gw_text_real(s->t, w, s->format->value[k], &s->value[k], s->e) < 0)
		return -1;
	s->have++;
	return 0;
}

/* An entry is complete: keep it. */
static int
keep(struct reader *s)
{
	struct gw_triplets *f = s->f;
	const char *wrong = s->format->check(s->value);
	const char *a = f->name[s->el[0]], *b = f->name[s->el[1]], *c = f->name[s->el[2]];

	if (wrong)
		return bad(s, "entry %s %s %s: %s", a, b, c, wrong);
	for (int k = 0; k < f->n; k++)
		if (!memcmp(f->entry[k].el, s->el, sizeof s->el))
			return bad(s, "entry %s %s %s stands in line %ld already", a, b, c,
			    f->entry[k].line);
	gw_reserve(&f->entry, &f->cap_entry, (size_t)f->n + 1, sizeof *f->entry);
	f->entry[f->n].line = s->line;
	memcpy(f->entry[f->n].el, s->el, sizeof s->el);
	f->entry[f->n++].value = gw_dup(s->value, (size_t)f->nvalue, sizeof *s->value);
	s->have = 0;
	return 0;
}

static void
comment(struct reader *s, const char *text)
{
	text += strspn(text, "# \t");
	if (!*s->title)
		snprintf(s->title, 256, "%.255s", text);
}

static int
line(struct reader *s, char *text)
{
	char *save = NULL, *hash = strchr(text, '#');

	if (hash) {
		comment(s, hash);
		*hash = 0;
	}
	for (char *w = strtok_r(text, BLANK, &save); w; w = strtok_r(NULL, BLANK, &save))
		if (word(s, w) < 0)
			return -1;
	return s->have == 3 + s->format->nvalue ? keep(s) : 0;
}

static int
read_all(struct reader *s)
{
	char *text;
	int r;

	while ((r = gw_text_line(s->t, &text, s->e)) > 0)
		if (line(s, text) < 0)
			return -1;
	if (r < 0)
		return -1;
	if (s->have)
		return bad(s, "the file ends in the entry of line %ld: %d words of its %d: "
		    "it is cut", s->line, s->have, 3 + s->format->nvalue);
	if (!s->f->n)
		return bad(s, "no entry in it: this is no %s file", s->format->name);
	return 0;
}

struct gw_triplets *
gw_triplets_read(const char *name, const void *data, size_t size,
	const struct gw_triplets_format *format, char title[256], struct gw_err *e)
{
	struct reader s = { .e = e, .format = format, .title = title };
	int r;

	*title = 0;
	s.t = gw_text_memory(name, data, size);
	s.f = gw_alloc(1, sizeof *s.f);
	s.f->path = gw_strdup(name);
	s.f->nvalue = format->nvalue;
	s.value = gw_alloc((size_t)format->nvalue, sizeof *s.value);
	r = read_all(&s);
	gw_free(s.value);
	gw_text_close(s.t);
	if (r == 0)
		return s.f;
	gw_triplets_free(s.f);
	return NULL;
}

void
gw_triplets_free(struct gw_triplets *t)
{
	if (!t)
		return;
	for (int k = 0; k < t->n; k++)
		gw_free(t->entry[k].value);
	gw_free(t->entry);
	gw_free(t->name);
	gw_free(t->path);
	gw_free(t);
}
