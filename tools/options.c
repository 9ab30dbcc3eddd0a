/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The option table at work: getopt_long's arrays, the record for the
 * provenance, the help and the machine-readable list are all made from it.
 */
#include "tools/options.h"

#include <getopt.h>
#include <string.h>

#include "base/mem.h"

#define WIDTH 80		/* columns of a help screen */
#define FIRST 256		/* getopt values of rows without a letter start here */

enum { ROW_HELP = -1, ROW_VERSION = -2, ROW_LIST = -3, ROW_ABOUT = -4 };

void
opt_init(struct options *s, const char *program)
{
	memset(s, 0, sizeof *s);
	s->record = gw_alloc(1, sizeof *s->record);
	s->record[s->nrecord++] = gw_strdup(program);
}

void
opt_add(struct options *s, const struct opt *o, int own, int silent)
{
	size_t n = (size_t)s->n;
	int key = o->key;

	for (int k = 0; k < s->n; k++) {
		if (strcmp(s->row[k].name, o->name) == 0)
			return;
		if (s->row[k].key == key)
			key = 0;
	}
	s->row = gw_realloc(s->row, n + 1, sizeof *s->row);
	s->silent = gw_realloc(s->silent, n + 1, 1);
	s->row[n] = *o;
	s->row[n].key = key;
	s->silent[n] = (char)silent;
	s->n++;
	if (own)
		s->nown = s->n;
}

static void
record(struct options *s, const char *dashes, const char *text)
{
	s->record = gw_realloc(s->record, (size_t)s->nrecord + 1, sizeof *s->record);
	s->record[s->nrecord++] = gw_format("%s%s", dashes, text);
}

/* Lists live as long as the options: remember what was allocated for row k. */
static void
keep(struct options *s, const struct opt *o)
{
	void *p = o->type == OPT_LIST ? (void *)((struct reals *)o->var)->v :
	    o->type == OPT_ATOMS ? (void *)((struct ids *)o->var)->v : NULL;

	if (!p)
		return;
	s->heap = gw_realloc(s->heap, (size_t)s->nheap + 1, sizeof *s->heap);
	s->heap[s->nheap++] = p;
}

static int
take(struct options *s, int k, const char *text, struct gw_err *e)
{
	const struct opt *o = &s->row[k];
	int metal = 0;

	if (opt_value(o, text, &metal, e) < 0)
		return -1;
	keep(s, o);
	if (metal)
		s->metal = o->name;
	if (s->silent[k] || o->type == OPT_STATE)
		return 0;
	record(s, "--", o->name);
	if (o->type != OPT_FLAG)
		record(s, "", text);
	return 0;
}

/* getopt's view of the table. */
static void
getopt_tables(const struct options *s, struct option *l, char *letters)
{
	static const char *const extra[] = { "help", "version", "list-options", "about" };
	int k, n = 0;

	letters[n++] = ':';
	for (k = 0; k < s->n; k++) {
		l[k].name = s->row[k].name;
		l[k].has_arg = s->row[k].type == OPT_FLAG ? no_argument : required_argument;
		l[k].val = FIRST + k;
		if (s->row[k].key) {
			letters[n++] = (char)s->row[k].key;
			if (l[k].has_arg)
				letters[n++] = ':';
		}
	}
	for (k = 0; k < 4; k++) {
		l[s->n + k].name = extra[k];
		l[s->n + k].val = FIRST + s->n + k;
	}
}

static int
row_of(const struct options *s, int c)
{
	static const int extra[] = { ROW_HELP, ROW_VERSION, ROW_LIST, ROW_ABOUT };

	if (c >= FIRST + s->n)
		return extra[c - FIRST - s->n];
	if (c >= FIRST)
		return c - FIRST;
	for (int k = 0; k < s->n; k++)
		if (s->row[k].key == c)
			return k;
	return ROW_HELP;
}

/* getopt_long returned ':' or '?': say which option and why. */
static int
wrong(const struct options *s, int c, char **argv, struct gw_err *e)
{
	const char *given = argv[optind - 1];

	if (c == ':' && strncmp(given, "--", 2) == 0)
		return gw_fail(e, GW_USAGE, "%s: this option needs a value", given);
	if (c == ':')
		return gw_fail(e, GW_USAGE, "-%c: this option needs a value", optopt);
	if (optopt >= FIRST)
		return gw_fail(e, GW_USAGE, "%s: this option takes no value", given);
	if (optopt)
		return gw_fail(e, GW_USAGE, "-%c: unknown option", optopt);
	for (int k = 0, n = 0; k < s->n; k++)
		if (strncmp(given, "--", 2) == 0 &&
		    strncmp(given + 2, s->row[k].name, strcspn(given + 2, "=")) == 0 && ++n == 2)
			return gw_fail(e, GW_USAGE,
			    "%s: this may mean more than one option", given);
	return gw_fail(e, GW_USAGE, "%s: unknown option", given);
}

static void
operands(struct options *s, int argc, char **argv)
{
	s->noperand = argc - optind;
	s->operand = argv + optind;
	for (int k = 0; k < s->noperand; k++)
		if (s->operand[k][0] == '-' && s->operand[k][1]) {
			record(s, "", "--");
			break;
		}
	for (int k = 0; k < s->noperand; k++)
		record(s, "", s->operand[k]);
}

int
opt_parse(struct options *s, int argc, char **argv, struct gw_err *e)
{
	struct option *l = gw_alloc((size_t)s->n + 5, sizeof *l);
	char *letters = gw_alloc((size_t)s->n*2 + 2, 1);
	int c, k, r = 0;

	getopt_tables(s, l, letters);
	optind = 0;
	while (r == 0 && (c = getopt_long(argc, argv, letters, l, NULL)) != -1) {
		if (c == ':' || c == '?') {
			r = wrong(s, c, argv, e);
			break;
		}
		k = row_of(s, c);
		s->help |= k == ROW_HELP;
		s->version |= k == ROW_VERSION;
		s->list |= k == ROW_LIST;
		s->about |= k == ROW_ABOUT;
		if (k >= 0)
			r = take(s, k, optarg, e);
	}
	if (r == 0)
		operands(s, argc, argv);
	gw_free(l);
	gw_free(letters);
	return r;
}

void
opt_free(struct options *s)
{
	for (int k = 0; k < s->n; k++)
		if (s->row[k].type == OPT_STRS)
			gw_free(((struct words *)s->row[k].var)->v);
	for (int k = 0; k < s->nheap; k++)
		gw_free(s->heap[k]);
	for (int k = 0; k < s->nrecord; k++)
		gw_free(s->record[k]);
	gw_free(s->heap);
	gw_free(s->record);
	gw_free(s->row);
	gw_free(s->silent);
	memset(s, 0, sizeof *s);
}

/* "-m, --method WORD"; an own row without a letter is indented like the others. */
static char *
left(const struct opt *o, int packed)
{
	const char *arg = o->type == OPT_FLAG ? "" : o->arg ? o->arg : "VALUE";
	char *head = o->key ? gw_format("-%c, ", o->key) : gw_strdup(packed ? "" : "    ");
	char *s = gw_format("%s--%s%s%s", head, o->name, *arg ? " " : "", arg);

	gw_free(head);
	return s;
}

/* Words of text from column `col` on, wrapped at the width of the screen. */
static void
wrap(FILE *out, const char *text, int col, int at)
{
	int n;

	for (; *text; text += n, text += *text == ' ') {
		n = (int)strcspn(text, " ");
		if (at > col && at + 1 + n > WIDTH) {
			fprintf(out, "\n%*s", col, "");
			at = col;
		}
		fprintf(out, "%s%.*s", at > col ? " " : "", n, text);
		at += n + (at > col);
	}
	fputc('\n', out);
}

void
opt_help(const struct options *s, FILE *out)
{
	int col = 0, at = 0, n;
	char *l;

	for (int k = 0; k < s->nown; k++) {
		l = left(&s->row[k], 0);
		n = (int)strlen(l) + 4;
		col = n > col && n <= 34 ? n : col;
		gw_free(l);
	}
	for (int k = 0; k < s->nown; k++) {
		l = left(&s->row[k], 0);
		n = fprintf(out, "  %s", l);
		if (n + 2 > col)
			n = fprintf(out, "\n") - 1;
		fprintf(out, "%*s", col - n, "");
		wrap(out, s->row[k].help, col, col);
		gw_free(l);
	}
	fprintf(out, "Common options (glassworks(7) explains them):\n");
	for (int k = s->nown; k <= s->n; k++) {
		l = k < s->n ? left(&s->row[k], 1) : gw_strdup("--help  --version");
		n = (int)strlen(l) + 2;
		if (at > 0 && at + n > WIDTH) {
			fputc('\n', out);
			at = 0;
		}
		at += fprintf(out, "  %s", l);
		gw_free(l);
	}
	fputc('\n', out);
}

void
opt_list(const struct options *s, FILE *out)
{
	static const char *const kind[] = { "-", "flag", "int", "real", "real", "string", "word",
		"time", "rate", "ratio", "list", "atoms", "int", "shard", "range",
		"string", "file" };
	const struct opt *o;
	const char *k;

	for (o = s->row; o < s->row + s->n; o++) {
		k = o->type == OPT_STR && o->arg && strstr(o->arg, "FILE") ? "file" : kind[o->type];
		fprintf(out, "%s\t%c\t%s\t%s\t%s\n", o->name, o->key ? o->key : '-', k,
		    o->arg && *o->arg && o->type != OPT_FLAG ? o->arg : "-", o->help);
	}
	fprintf(out, "help\t-\tflag\t-\tshow this help\nversion\t-\tflag\t-\tshow the version\n");
}
