/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * zlib's gz layer reads plain files as they are, joins gzip members and
 * checks their CRCs.  A gzip file that was cut shows only in gzerror() after
 * the last read, hence the look at it there.
 */
#include "formats/text.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/mem.h"
#include "formats/tsv.h"

#define CHUNK   65536
#define MAXLINE ((size_t)1 << 26)

struct gw_text {
	char  *name;
	gzFile gz;		/* NULL: memory */
	const char *mem;
	size_t left;		/* bytes of mem not yet taken */
	char  *buf;		/* [CHUNK] */
	size_t at, len;		/* unread part of buf is [at, len) */
	char  *line;
	size_t cap;
	long   number;
	int    again, have;
};

static struct gw_text *
text_new(const char *name)
{
	struct gw_text *t = gw_alloc(1, sizeof *t);

	t->name = gw_strdup(strcmp(name, "-") ? name : "stdin");
	t->buf = gw_alloc(CHUNK, 1);
	return t;
}

struct gw_text *
gw_text_open(const char *name, struct gw_err *e)
{
	int use_stdin = !strcmp(name, "-"), fd = use_stdin ? dup(0) : -1;
	gzFile gz = use_stdin ? (fd < 0 ? NULL : gzdopen(fd, "rb")) : gzopen(name, "rb");
	struct gw_text *t;

	if (!gz) {
		gw_fail(e, GW_NOINPUT, "%s: cannot open: %s", name, strerror(errno));
		if (fd >= 0)
			close(fd);
		return NULL;
	}
	gzbuffer(gz, 4*CHUNK);
	t = text_new(name);
	t->gz = gz;
	return t;
}

struct gw_text *
gw_text_memory(const char *name, const void *data, size_t size)
{
	struct gw_text *t = text_new(name);

	t->mem = data;
	t->left = size;
	return t;
}

void
gw_text_close(struct gw_text *t)
{
	if (!t)
		return;
	if (t->gz)
		gzclose(t->gz);
	gw_free(t->name);
	gw_free(t->buf);
	gw_free(t->line);
	gw_free(t);
}

static int
gz_failed(const char *name, gzFile gz, struct gw_err *e)
{
	int code;
	const char *why = gzerror(gz, &code);

	if (code == Z_ERRNO)
		return gw_fail(e, errno == EISDIR ? GW_NOINPUT : GW_IO,
		    "%s: cannot read: %s", name, strerror(errno));
	if (code == Z_BUF_ERROR)
		return gw_fail(e, GW_BADDATA, "%s: the compressed file is cut", name);
	if (code != Z_OK && code != Z_STREAM_END)
		return gw_fail(e, GW_BADDATA, "%s: the compressed file is damaged: %s", name, why);
	return 0;
}

/* Refill buf: 1, 0 at the end, -1. */
static int
refill(struct gw_text *t, struct gw_err *e)
{
	int n;

	if (!t->gz) {
		n = (int)(t->left < CHUNK ? t->left : CHUNK);
		if (n)
			memcpy(t->buf, t->mem, (size_t)n);
		t->mem += n;
		t->left -= (size_t)n;
	} else if ((n = gzread(t->gz, t->buf, CHUNK)) <= 0) {
		return gz_failed(t->name, t->gz, e);
	}
	t->at = 0;
	t->len = (size_t)n;
	return n > 0;
}

static int
finish(struct gw_text *t, size_t n, char **line, struct gw_err *e)
{
	if (memchr(t->line, 0, n))
		return gw_text_fail(t, e, "a NUL byte: this is not a text file");
	while (n > 0 && t->line[n - 1] == '\r')
		n--;
	t->line[n] = 0;
	t->have = 1;
	*line = t->line;
	return 1;
}

int
gw_text_line(struct gw_text *t, char **line, struct gw_err *e)
{
	size_t n = 0, k;
	char *end;
	int r;

	if (t->again) {
		t->again = 0;
		*line = t->line;
		return 1;
	}
	t->have = 0;
	for (;;) {
		if (t->at == t->len && (r = refill(t, e)) <= 0) {
			if (r < 0 || n == 0)
				return r;
			t->number++;
			return finish(t, n, line, e);
		}
		end = memchr(t->buf + t->at, '\n', t->len - t->at);
		k = end ? (size_t)(end - t->buf) - t->at : t->len - t->at;
		if (n + k > MAXLINE)
			return gw_text_fail(t, e, "a line above 64 MiB: this is not a text file");
		gw_reserve(&t->line, &t->cap, n + k + 1, 1);
		memcpy(t->line + n, t->buf + t->at, k);
		n += k;
		t->at += k + (end != NULL);
		if (end) {
			t->number++;
			return finish(t, n, line, e);
		}
	}
}

void
gw_text_again(struct gw_text *t)
{
	t->again = t->have;
}

const char *
gw_text_name(const struct gw_text *t)
{
	return t->name;
}

long
gw_text_number(const struct gw_text *t)
{
	return t->number;
}

int
gw_text_fail(const struct gw_text *t, struct gw_err *e, const char *fmt, ...)
{
	char why[sizeof e->msg];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(why, sizeof why, fmt, ap);
	va_end(ap);
	return gw_fail(e, GW_BADDATA, "%s:%ld: %s", t->name, t->number, why);
}

int
gw_text_load(const char *name, char **data, size_t *size, struct gw_err *e)
{
	gzFile gz = gzopen(name, "rb");
	size_t cap = 0, n = 0;
	char *p = NULL;
	int k;

	if (!gz)
		return gw_fail(e, GW_NOINPUT, "%s: cannot open: %s", name, strerror(errno));
	gzbuffer(gz, 4*CHUNK);
	do {
		gw_reserve(&p, &cap, n + CHUNK + 1, 1);
		k = gzread(gz, p + n, CHUNK);
		n += k > 0 ? (size_t)k : 0;
	} while (k > 0);
	k = gz_failed(name, gz, e);
	gzclose(gz);
	if (k < 0) {
		gw_free(p);
		return -1;
	}
	p[n] = 0;
	*data = p;
	*size = n;
	return 0;
}

int
gw_text_words(char *line, char **word, int max)
{
	static const char blank[] = " \t\r\n\v\f";
	int n = 0;

	for (char *p = line + strspn(line, blank); *p; p += strspn(p, blank)) {
		if (n < max)
			word[n] = p;
		n++;
		p += strcspn(p, blank);
		if (*p)
			*p++ = 0;
	}
	return n;
}

int
gw_integer(const char *text, long long lo, long long hi, long long *v)
{
	char *end;

	errno = 0;
	*v = strtoll(text, &end, 10);
	return end == text || *end || errno || *v < lo || *v > hi ? -1 : 0;
}

int
gw_text_real(const struct gw_text *t, const char *word, const char *what, double *v,
	struct gw_err *e)
{
	if (!word)
		return gw_text_fail(t, e, "the line ends before its %s", what);
	if (gw_number(word, v) < 0 || !isfinite(*v))
		return gw_text_fail(t, e, "%s: '%.40s' is not a finite number", what, word);
	return 0;
}

int
gw_text_int(const struct gw_text *t, const char *word, const char *what,
	long long lo, long long hi, long long *v, struct gw_err *e)
{
	if (!word)
		return gw_text_fail(t, e, "the line ends before its %s", what);
	if (gw_integer(word, lo, hi, v) < 0)
		return gw_text_fail(t, e, "%s '%.40s' is not an integer in %lld..%lld",
		    what, word, lo, hi);
	return 0;
}
