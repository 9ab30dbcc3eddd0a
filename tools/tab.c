/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tab - values of frames, or of atoms, as a table.  Columns of atoms are in atomcols.c. */
#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "formats/event.h"
#include "tools/atomcols.h"
#include "tools/filter.h"
#include "tools/scalars.h"

static const struct tool me = {
	.name = "tab", .about = "values of frames or of atoms as a table",
	.operands = "[COLUMN ...] [FILE ...]",
	.example = "minimize glass.tgz | tab energy fmax converged",
	.in = IN_STREAM, .out = OUT_TSV, .flags = TOOL_RAW | TOOL_MANY
};

struct config {
	struct words columns, inputs;
	int atoms;
	struct words col, in;	/* what they and the operands come to */
	char *missing;		/* per column: 1 once the warning was given */
	const char *lacking;	/* a column for which a frame was passed over */
};

static int
ends_in(const char *s, const char *tail)
{
	size_t n = strlen(s), m = strlen(tail);

	return n > m && strcmp(s + n - m, tail) == 0;
}

/* An operand that is there as a file, or is called like a stream, is an input. */
static int
is_input(const char *s)
{
	static const char *const tail[] = { ".tgz", ".tar", ".tar.gz", ".tar.zst", ".tar.xz",
		".tar.lz4" };
	struct stat st;

	if (strcmp(s, "-") == 0 || strchr(s, '/') || (stat(s, &st) == 0 && !S_ISDIR(st.st_mode)))
		return 1;
	for (size_t k = 0; k < sizeof tail/sizeof *tail; k++)
		if (ends_in(s, tail[k]))
			return 1;
	return 0;
}

static void
add(struct words *w, const char *s)
{
	w->v = gw_realloc(w->v, (size_t)w->n + 1, sizeof *w->v);
	w->v[w->n++] = gw_strdup(s);
}

static void
clear(struct words *w)
{
	for (int k = 0; k < w->n; k++)
		gw_free((void *)(uintptr_t)w->v[k]);
	gw_free(w->v);
}

/* -i makes all operands columns, -c makes them all inputs, both leave none. */
static int
sort_operands(struct filter *io, struct config *c)
{
	const char *s;

	for (int k = 0; k < c->columns.n; k++)
		add(&c->col, c->columns.v[k]);
	for (int k = 0; k < c->inputs.n; k++)
		add(&c->in, c->inputs.v[k]);
	for (int k = 0; k < io->noperand; k++) {
		s = io->operand[k];
		if (c->columns.n && c->inputs.n)
			return gw_fail(&io->err, GW_USAGE,
			    "%s: with -c and -i there are no operands", s);
		add(c->columns.n || (!c->inputs.n && is_input(s)) ? &c->in : &c->col, s);
	}
	return filter_inputs(io, c->in.n, (char *const *)(uintptr_t)c->in.v);
}

/* No columns named: the frame's number and all scalars of the first frame. */
static void
default_columns(const struct gw_frame *f, struct config *c)
{
	json_t *scalars = json_object_get(f->meta, "scalars"), *v;
	const char *key;

	add(&c->col, "frame");
	json_object_foreach(scalars, key, v)
		if (!json_is_array(v) && !json_is_object(v))
			add(&c->col, key);
}

static void
frame_head(struct filter *io, const struct config *c)
{
	char **h = gw_alloc((size_t)c->col.n, sizeof *h), unit[48];

	for (int k = 0; k < c->col.n; k++) {
		scalars_unit(io->frame, c->col.v[k], unit, sizeof unit);
		h[k] = gw_tsv_head(c->col.v[k], unit);
	}
	filter_table(io, c->col.n, (const char *const *)h);
	for (int k = 0; k < c->col.n; k++)
		gw_free(h[k]);
	gw_free(h);
}

static void
warn_missing(struct filter *io, struct config *c, int k)
{
	json_t *scalars = json_object_get(io->frame->meta, "scalars"), *v;
	const char *key;
	char have[512] = "";
	size_t n = 0;

	if (c->missing[k])
		return;
	c->missing[k] = 1;
	json_object_foreach(scalars, key, v)
		if (n < sizeof have)
			n += (size_t)snprintf(have + n, sizeof have - n, " %s", key);
	filter_warn(io, "%s: frame %ld has no %s, nan is written; it has natoms volume density%s",
	    io->frame->source, io->frame->number, c->col.v[k], have);
}

static const json_t *
scalar(const struct gw_frame *f, const char *name)
{
	return json_object_get(json_object_get(f->meta, "scalars"), name);
}

/* Text of a scalar that is a string, a TAB or newline in it made a blank; NULL for others. */
static char *
string_scalar(const struct gw_frame *f, const char *name)
{
	const char *s = json_string_value(scalar(f, name));
	char *copy = s ? gw_strdup(s) : NULL;

	for (char *p = copy; p && *p; p++)
		if ((unsigned char)*p < 32)
			*p = ' ';
	return copy;
}

static void
frame_row(struct filter *io, struct config *c)
{
	struct scalars s = { io->frame, NULL, 0 };
	const char *end;
	char *text;
	double v;

	for (int k = 0; k < c->col.n; k++) {
		end = k < c->col.n - 1 ? "\t" : "\n";
		if ((text = string_scalar(io->frame, c->col.v[k]))) {
			fprintf(io->text, "%s%s", *text ? text : "-", end);
		} else if (scalars_get(&s, c->col.v[k], &v)) {
			fprintf(io->text, "%.17g%s", v, end);
		} else {
			if (!json_is_null(scalar(io->frame, c->col.v[k])))
				warn_missing(io, c, k);
			fprintf(io->text, "nan%s", end);
		}
		gw_free(text);
	}
	fflush(io->text);
	scalars_free(&s);
}

/*
 * In a stream of events a frame has a row only if it knows all columns, be it that one has no
 * value: a table of events is not to have rows of nan for the minima,
 * nor one of minima for the events.
 */
static int
passed_over(struct filter *io, struct config *c)
{
	struct scalars s = { io->frame, NULL, 0 };
	int has = 1;
	double v;

	if (gw_event_kind(io->frame) == GW_EVENT_NONE)
		return 0;
	for (int k = 0; k < c->col.n && has; k++) {
		has = scalar(io->frame, c->col.v[k]) || scalars_get(&s, c->col.v[k], &v);
		c->lacking = has ? c->lacking : c->col.v[k];
	}
	scalars_free(&s);
	return !has;
}

static void
one_frame(struct filter *io, struct config *c)
{
	if (!c->missing) {
		if (!c->col.n)
			default_columns(io->frame, c);
		c->missing = gw_alloc((size_t)c->col.n, 1);
		frame_head(io, c);
	}
	frame_row(io, c);
}

/* The minimum that was kept back becomes the first row. */
static void
first_minimum(struct filter *io, struct config *c, struct gw_frame **held)
{
	struct gw_frame *now = io->frame;

	io->frame = *held;
	one_frame(io, c);
	io->frame = now;
	gw_frame_free(*held);
	*held = NULL;
}

/* Without columns a first minimum waits: if events follow, the columns are theirs. */
static void
frames(struct filter *io, struct config *c)
{
	struct gw_frame *held = NULL;

	while (filter_next(io) > 0) {
		enum gw_event_kind kind = gw_event_kind(io->frame);

		if (held && kind == GW_EVENT_EVENT) {
			gw_frame_free(held);
			held = NULL;
		} else if (held) {
			first_minimum(io, c, &held);
		} else if (!c->col.n && kind == GW_EVENT_MINIMUM) {
			held = gw_frame_copy(io->frame);
			continue;
		}
		if (!passed_over(io, c))
			one_frame(io, c);
	}
	if (held)
		first_minimum(io, c, &held);
	if (!c->missing && c->lacking)
		filter_warn(io, "no frame of this stream of events has all columns: %s is missing",
		    c->lacking);
	if (!c->missing && !io->err.code)	/* a whole stream without a frame */
		filter_table(io, c->col.n, c->col.v);
}

int
main(int argc, char **argv)
{
	struct config c = { .atoms = 0 };
	struct filter io;
	int status;
	const struct opt tab[] = {
		{ 'c', "column", OPT_STRS, &c.columns, "NAME",
			"a column; all operands are then files" },
		{ 'i', "input", OPT_STRS, &c.inputs, "FILE",
			"an input; all operands are then columns" },
		{ 'a', "atoms", OPT_FLAG, &c.atoms, "",
			"one row per atom: id species x y z vx type ARRAY ARRAY[0]" },
		{ 0 } };

	filter_open(&io, &me, tab, argc, argv);
	if (sort_operands(&io, &c) == 0) {
		if (c.atoms)
			atomcols_print(&io, c.col.n, c.col.v);
		else
			frames(&io, &c);
	}
	status = filter_close(&io);
	clear(&c.col);
	clear(&c.in);
	gw_free(c.missing);
	return status;
}
