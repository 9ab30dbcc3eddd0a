/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables through the front end: `#` lines that say where the numbers come from, then the columns.
 */
#include "tools/filter_priv.h"

#include <config.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

/* One word as a shell would take it; a control character would break the line and becomes '?'. */
static void
word(FILE *out, const char *s)
{
	int plain = *s && strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "0123456789_-+=./:,@%") == strlen(s);

	if (!plain)
		fputc('\'', out);
	for (; *s; s++) {
		if (*s == '\'')
			fputs("'\\''", out);
		else
			fputc((unsigned char)*s < 32 ? '?' : *s, out);
	}
	if (!plain)
		fputc('\'', out);
}

/* Programs that made the first frame, oldest first. */
static void
chain(struct filter *io)
{
	const json_t *list = json_object_get(io->priv->origin, "provenance");
	const json_t *spec = json_object_get(io->priv->origin, "potential");
	json_t *entry, *arg;
	size_t k, m;

	json_array_foreach(list, k, entry) {
		fprintf(io->text, "# %s %s seed %" JSON_INTEGER_FORMAT ":",
		    filter_text(entry, "program"), filter_text(entry, "version"),
		    json_integer_value(json_object_get(entry, "seed")));
		json_array_foreach(json_object_get(entry, "argv"), m, arg) {
			fputc(' ', io->text);
			word(io->text, json_string_value(arg) ? json_string_value(arg) : "");
		}
		fputc('\n', io->text);
	}
	if (*filter_text(spec, "spec"))
		fprintf(io->text, "# potential %s %s\n", filter_text(spec, "spec"),
		    filter_text(spec, "sha256"));
}

void
filter_table(struct filter *io, int ncol, const char *const *column)
{
	struct filter_priv *p = io->priv;

	for (int k = 0; k < p->ncomment; k++)
		fprintf(io->text, "%s\n", p->comment[k]);
	chain(io);
	fprintf(io->text, "# %s %s seed %" PRId64 ":", io->tool->name, PACKAGE_VERSION, io->seed);
	for (int k = 0; k < p->opt.nrecord; k++) {
		fputc(' ', io->text);
		word(io->text, p->opt.record[k]);
	}
	fputc('\n', io->text);
	for (int k = 0; k < ncol; k++)
		fprintf(io->text, "%s%s", column[k], k < ncol - 1 ? "\t" : "\n");
}

/* The `#` lines of the first table are repeated in the head of what is made from it. */
static void
keep_comments(struct filter_priv *p, const struct gw_tsv *t)
{
	p->comment = gw_alloc((size_t)t->ncomment, sizeof *p->comment);
	for (; p->ncomment < t->ncomment; p->ncomment++)
		p->comment[p->ncomment] = gw_strdup(t->comment[p->ncomment]);
}

struct gw_tsv *
filter_tsv(struct filter *io)
{
	struct filter_priv *p = io->priv;
	const char *name = "-";
	struct gw_tsv *t;
	FILE *in;
	int std;

	if (io->err.code || p->nextop >= (io->noperand ? io->noperand : 1))
		return NULL;
	if (io->noperand)
		name = io->operand[p->nextop];
	std = strcmp(name, "-") == 0;
	if (std && isatty(0)) {
		gw_fail(&io->err, GW_USAGE, "standard input is a terminal: name a FILE or pipe a "
		    "table in");
		return NULL;
	}
	if (!(in = std ? stdin : fopen(name, "r"))) {
		gw_fail(&io->err, GW_NOINPUT, "%s: %s", name, strerror(errno));
		return NULL;
	}
	t = gw_tsv_read(in, std ? "standard input" : name, &io->err);
	if (!std)
		fclose(in);
	if (t && p->nextop++ == 0)
		keep_comments(p, t);
	return t;
}
