/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/atomcols.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cell/sys.h"
#include "formats/event.h"

enum kind { FRAME, ID, SPECIES, ARRAY };

struct col {
	enum kind kind;
	char array[64];
	size_t part;		/* column of the array */
	char head[128];
	const struct gw_array *a;	/* in the present frame, NULL if it has none that fits */
	int warned;
};

struct cols {
	int n;
	size_t cap;
	struct col *c;
	struct gw_frame *minimum;	/* whose atoms the events behind it move */
};

/* Number of values per row. */
static size_t
width(const struct gw_array *a)
{
	size_t w = 1;

	for (int k = 1; k < a->ndim; k++)
		w *= a->shape[k];
	return w;
}

static size_t
natoms(const struct gw_frame *f)
{
	const struct gw_array *a = gw_frame_array(f, "pos");

	if (!a)
		a = f->narray ? &f->array[0] : NULL;
	return a ? a->shape[0] : 0;
}

static struct col *
add(struct cols *t, enum kind kind, const char *head)
{
	struct col *c;

	gw_reserve(&t->c, &t->cap, (size_t)t->n + 1, sizeof *t->c);
	c = &t->c[t->n++];
	memset(c, 0, sizeof *c);
	c->kind = kind;
	snprintf(c->head, sizeof c->head, "%s", head);
	return c;
}

static void
add_part(struct cols *t, const char *array, size_t part, const char *head, const char *unit)
{
	struct col *c = add(t, ARRAY, head);
	size_t n = strlen(c->head);

	snprintf(c->array, sizeof c->array, "%s", array);
	c->part = part;
	if (*unit)
		snprintf(c->head + n, sizeof c->head - n, "[%s]", unit);
}

/* A whole array: one column, or NAME[0], NAME[1], ... */
static void
add_array(struct cols *t, const struct gw_array *a)
{
	char head[96];

	if (a->ndim == 1) {
		add_part(t, a->name, 0, a->name, a->unit);
		return;
	}
	for (size_t k = 0; k < width(a); k++) {
		snprintf(head, sizeof head, "%s[%zu]", a->name, k);
		add_part(t, a->name, k, head, a->unit);
	}
}

/* x, y, z of pos, vx, vy, vz of vel: -1 for other names */
static int
axis(const char *name, const char **array)
{
	*array = *name == 'v' ? "vel" : "pos";
	name += *name == 'v';
	return name[0] >= 'x' && name[0] <= 'z' && !name[1] ? name[0] - 'x' : -1;
}

static void
add_name(struct cols *t, const struct gw_frame *f, const char *name)
{
	const struct gw_array *a = gw_frame_array(f, name);
	const char *open = strrchr(name, '['), *array;
	char base[64], *end;
	int k = axis(name, &array);
	unsigned long part;

	if (a) {
		add_array(t, a);
	} else if (strcmp(name, "frame") == 0) {
		add(t, FRAME, name);
	} else if (strcmp(name, "id") == 0) {
		add(t, ID, name);
	} else if (strcmp(name, "species") == 0) {
		add(t, SPECIES, name);
	} else if (k >= 0) {
		a = gw_frame_array(f, array);
		add_part(t, array, (size_t)k, name, a ? a->unit : "");
	} else if (open && (part = strtoul(open + 1, &end, 10), end > open + 1) &&
	    !strcmp(end, "]")) {
		snprintf(base, sizeof base, "%.*s", (int)(open - name), name);
		a = gw_frame_array(f, base);
		add_part(t, base, part, name, a ? a->unit : "");
	} else {
		add_part(t, name, 0, name, "");
	}
}

static void
defaults(struct cols *t, const struct gw_frame *f)
{
	static const char *const first[] = { "frame", "id", "species", "x", "y", "z" };

	for (size_t k = 0; k < sizeof first/sizeof *first; k++)
		add_name(t, f, first[k]);
	for (int k = 0; k < f->narray; k++)
		if (strcmp(f->array[k].name, "pos") && strcmp(f->array[k].name, "id") &&
		    strcmp(f->array[k].name, "type") && f->array[k].shape[0] == natoms(f))
			add_array(t, &f->array[k]);
}

static void
head(struct filter *io, const struct cols *t)
{
	const char **h = gw_alloc((size_t)t->n, sizeof *h);

	for (int k = 0; k < t->n; k++)
		h[k] = t->c[k].head;
	filter_table(io, t->n, h);
	gw_free(h);
}

/* Who the atoms of an event are stands in its minimum. */
static const struct gw_array *
array(const struct cols *t, const struct gw_frame *f, const char *name)
{
	const struct gw_array *a = gw_frame_array(f, name);

	if (a || !t->minimum || gw_event_kind(f) != GW_EVENT_EVENT ||
	    (strcmp(name, "id") && strcmp(name, "type")))
		return a;
	return gw_frame_array(t->minimum, name);
}

static void
remember(struct cols *t, const struct gw_frame *f)
{
	if (gw_event_kind(f) != GW_EVENT_MINIMUM)
		return;
	gw_frame_free(t->minimum);
	t->minimum = gw_frame_copy(f);
}

/* Find the columns in this frame; say once what is not there. */
static void
locate(struct filter *io, struct cols *t)
{
	const struct gw_frame *f = io->frame;
	const struct gw_array *a;
	struct col *c;

	remember(t, f);
	for (c = t->c; c < t->c + t->n; c++) {
		a = array(t, f, c->kind == ID ? "id" : c->kind == SPECIES ? "type" : c->array);
		c->a = a && a->shape[0] == natoms(f) && c->part < width(a) ? a : NULL;
		if (c->a || c->kind == FRAME || c->kind == ID || c->warned)
			continue;
		c->warned = 1;
		filter_warn(io, "%s: frame %ld has no per-atom values %s, nan is written",
		    f->source, f->number, c->head);
	}
}

static void
number(FILE *out, const struct gw_array *a, size_t k)
{
	if (a->dtype == GW_F8)
		fprintf(out, "%.17g", ((const double *)a->data)[k]);
	else if (a->dtype == GW_F4)
		fprintf(out, "%.9g", (double)((const float *)a->data)[k]);
	else
		fprintf(out, "%" PRId64, gw_array_whole(a, k, 0));
}

static const char *
species(const struct gw_frame *f, int64_t type)
{
	const json_t *list = json_object_get(f->meta, "species");
	const char *s = type < 0 ? NULL :
	    json_string_value(json_object_get(json_array_get(list, (size_t)type), "name"));

	return s ? s : "?";
}

static void
cell(struct filter *io, const struct cols *t, const struct col *c, size_t row)
{
	const struct gw_frame *named = gw_frame_array(io->frame, "type") || !t->minimum ?
	    io->frame : t->minimum;
	FILE *out = io->text;

	if (c->kind == FRAME)
		fprintf(out, "%ld", io->frame->number);
	else if (c->kind == ID)
		fprintf(out, "%" PRId64, c->a ? gw_array_whole(c->a, row, 0) : (int64_t)row + 1);
	else if (!c->a)
		fputs("nan", out);
	else if (c->kind == SPECIES)
		fputs(species(named, gw_array_whole(c->a, row, 0)), out);
	else
		number(out, c->a, row*width(c->a) + c->part);
}

void
atomcols_print(struct filter *io, int n, const char *const *names)
{
	struct cols t = { 0 };
	size_t rows;

	while (filter_next(io) > 0) {
		if (!t.n) {
			for (int k = 0; k < n; k++)
				add_name(&t, io->frame, names[k]);
			if (!n)
				defaults(&t, io->frame);
			head(io, &t);
		}
		locate(io, &t);
		rows = natoms(io->frame);
		for (size_t i = 0; i < rows; i++)
			for (int k = 0; k < t.n; k++) {
				cell(io, &t, &t.c[k], i);
				fputc(k < t.n - 1 ? '\t' : '\n', io->text);
			}
		fflush(io->text);
	}
	gw_frame_free(t.minimum);
	gw_free(t.c);
}
