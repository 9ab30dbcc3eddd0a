/* SPDX-License-Identifier: GPL-3.0-or-later */
/* key=value pairs of extended XYZ, cut in place in one copy of the line. */
#include "formats/keyval.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define BLANK " \t\r\v\f"

/* *p is behind an opening quote: the text up to the closing one, unescaped in place. */
static char *
quoted(char **p)
{
	char *text = *p, *to = text, *from = text;

	for (; *from != '"'; *to++ = *from++) {
		if (*from == '\\' && from[1]) {
			from++;
			if (*from == 'n')
				*from = '\n';
		}
		if (!*from)
			return NULL;
	}
	*to = 0;
	*p = from + 1;
	return text;
}

/* *p is behind an opening bracket: the text up to the one that closes it. */
static char *
bracketed(char **p, char open, char close)
{
	char *text = *p;
	int depth = 1;

	for (char *c = text; *c; c++) {
		depth += (*c == open) - (*c == close);
		if (depth == 0) {
			*c = 0;
			*p = c + 1;
			return text;
		}
	}
	return NULL;
}

/* A bare word ends at a blank or at one of `stops`; the character there is not lost. */
static char *
bare(char **p, const char *stops, char *end)
{
	char *text = *p;

	*p += strcspn(*p, stops);
	*end = **p;
	if (**p)
		*(*p)++ = 0;
	return text;
}

static char *
value(char **p, int *is_quoted)
{
	char c = **p, end;

	*is_quoted = c == '"' || c == '{' || c == '[';
	if (*is_quoted)
		++*p;
	switch (c) {
	case '"': return quoted(p);
	case '{': return bracketed(p, '{', '}');
	case '[': return bracketed(p, '[', ']');
	}
	return bare(p, BLANK, &end);
}

static void
add(struct gw_keyval *kv, size_t cap[3], char *key, char *val, int is_quoted)
{
	size_t n = (size_t)kv->n + 1;

	gw_reserve(&kv->key, &cap[0], n, sizeof *kv->key);
	gw_reserve(&kv->value, &cap[1], n, sizeof *kv->value);
	gw_reserve(&kv->quoted, &cap[2], n, sizeof *kv->quoted);
	kv->key[kv->n] = key;
	kv->value[kv->n] = val;
	kv->quoted[kv->n++] = is_quoted;
}

/* One pair at *p, which is not blank. */
static const char *
pair(struct gw_keyval *kv, size_t cap[3], char **p)
{
	static char yes[] = "T";
	char *key, *val, end;
	int is_quoted = 0;

	if (**p == '"') {
		++*p;
		if (!(key = quoted(p)))
			return "a quote is not closed";
		end = **p;
		if (end)
			*(*p)++ = 0;
	} else {
		key = bare(p, BLANK "=", &end);
	}
	if (end && end != '=') {		/* "key = value" is allowed as well */
		char *next = *p + strspn(*p, BLANK);

		if (*next == '=') {
			end = '=';
			*p = next + 1;
		}
	}
	if (end != '=') {
		add(kv, cap, key, yes, 0);
		return NULL;
	}
	*p += strspn(*p, BLANK);
	if (!(val = value(p, &is_quoted)))
		return "a quote or a bracket is not closed";
	add(kv, cap, key, val, is_quoted);
	return NULL;
}

const char *
gw_keyval_parse(struct gw_keyval *kv, const char *line)
{
	size_t cap[3] = { 0 };
	const char *wrong = NULL;
	char *p;

	memset(kv, 0, sizeof *kv);
	p = kv->storage = gw_strdup(line);
	for (p += strspn(p, BLANK); *p && !wrong; p += strspn(p, BLANK))
		wrong = pair(kv, cap, &p);
	return wrong;
}

void
gw_keyval_free(struct gw_keyval *kv)
{
	gw_free(kv->key);
	gw_free(kv->value);
	gw_free(kv->quoted);
	gw_free(kv->storage);
	memset(kv, 0, sizeof *kv);
}

const char *
gw_keyval_get(const struct gw_keyval *kv, const char *key)
{
	for (int k = 0; k < kv->n; k++)
		if (!strcmp(kv->key[k], key))
			return kv->value[k];
	return NULL;
}

int
gw_keyval_numbers(const char *text, double *v, int max)
{
	static const char sep[] = BLANK ",[]";
	char *end;
	int n = 0;

	for (text += strspn(text, sep); *text; text += strspn(text, sep), n++) {
		double x = strtod(text, &end);

		if (end == text || (*end && !strchr(sep, *end)))
			return -1;
		if (n < max)
			v[n] = x;
		text = end;
	}
	return n;
}

void
gw_keyval_string(FILE *out, const char *text)
{
	fputc('"', out);
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			fputc('\\', out);
		if (*text == '\n')
			fputs("\\n", out);
		else
			fputc(*text, out);
	}
	fputc('"', out);
}

void
gw_keyval_print(FILE *out, const char *text)
{
	if (*text && !strpbrk(text, BLANK "\n=\"\\,{}[]'`"))
		fputs(text, out);
	else
		gw_keyval_string(out, text);
}
