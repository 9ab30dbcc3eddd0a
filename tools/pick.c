/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/pick.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tools/scalars.h"

int
pick_where_parse(struct pick_where *w, const char *text, struct gw_err *e)
{
	size_t n = strcspn(text, "<>=!"), m = strspn(text + n, "<>=!");
	const char *number = text + n + m;

	while (n > 0 && text[n-1] == ' ')
		n--;
	number += strspn(number, " ");
	if (n == 0 || n >= sizeof w->name || m == 0 || m > 2 || gw_number(number, &w->value) < 0)
		return gw_fail(e, GW_USAGE, "--where %s: expected NAME OP NUMBER, "
		    "as in 'temperature<500'", text);
	memset(w->name, 0, sizeof w->name);
	memcpy(w->name, text, n);
	snprintf(w->op, sizeof w->op, "%.*s", (int)m, text + strcspn(text, "<>=!"));
	if (!strcmp(w->op, "="))
		snprintf(w->op, sizeof w->op, "==");
	if (strcmp(w->op, "<") && strcmp(w->op, "<=") && strcmp(w->op, ">") &&
	    strcmp(w->op, ">=") && strcmp(w->op, "==") && strcmp(w->op, "!="))
		return gw_fail(e, GW_USAGE, "--where %s: expected one of < <= > >= == !=", text);
	return 0;
}

int
pick_where(const struct pick_where *w, const struct gw_frame *f)
{
	const json_t *j = json_object_get(json_object_get(f->meta, "scalars"), w->name);
	struct scalars s = { f, NULL, 0 };
	double v;
	int has = scalars_get(&s, w->name, &v);

	scalars_free(&s);
	if (!has)
		return json_is_null(j) ? 0 : -1;
	switch (w->op[0]) {
	case '<': return w->op[1] ? v <= w->value : v < w->value;
	case '>': return w->op[1] ? v >= w->value : v > w->value;
	case '=': return v == w->value;
	default:  return v != w->value;
	}
}

static int
by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* ---- events ---- */

static int
has_saddle(const struct gw_frame *f)
{
	return gw_frame_array(f, "dsaddle") && gw_frame_array(f, "dfinal");
}

static int
on_the_whole(struct pick_events *p, const struct gw_frame *f)
{
	double v = 0;

	if (gw_frame_get_real(f, "whole", &v))
		return v != 0;
	p->unknown += gw_frame_get_real(f, "connected", &v) && v != 0;
	return 0;
}

int
pick_event(struct filter *io, struct pick_events *p)
{
	const struct gw_frame *f = io->frame;
	double v = 0;
	int64_t id;

	if (gw_event_kind(f) == GW_EVENT_MINIMUM && p->as) {
		gw_frame_free(p->minimum);
		p->minimum = gw_frame_copy(f);
		return 0;
	}
	if (gw_event_kind(f) != GW_EVENT_EVENT)
		return 1;
	if (p->connected && !(gw_frame_get_real(f, "connected", &v) && v != 0))
		return 0;
	if (p->whole && !on_the_whole(p, f))
		return 0;
	id = gw_frame_get_real(f, "center", &v) ? (int64_t)v : 0;
	if (p->center.n && !bsearch(&id, p->center.v, (size_t)p->center.n, sizeof id, by_id))
		return 0;
	if (!p->as || has_saddle(f))
		return 1;
	p->left++;
	return 0;
}

int
pick_place(struct filter *io, struct pick_events *p)
{
	static const char *const word[] = { "initial", "saddle", "final" };
	struct gw_frame *f = io->frame;
	int place = 0;

	if (!p->as || gw_event_kind(f) != GW_EVENT_EVENT)
		return 0;
	if (!p->minimum || !gw_event_belongs(f, p->minimum))
		return gw_fail(&io->err, GW_BADDATA,
		    "%s: frame %ld: the minimum that this event starts from is not in front of it: "
		    "concatenate the parts of a run in their order", f->source, f->number);
	while (strcmp(p->as, word[place]) != 0)
		place++;
	if (!(f = gw_event_configuration(p->minimum, f, (enum gw_event_place)place, &io->err)))
		return -1;
	return filter_frame(io, f);
}

void
pick_events_free(struct pick_events *p)
{
	gw_frame_free(p->minimum);
	p->minimum = NULL;
}

/* ---- atoms ---- */

/* mask[i] = 0 for atoms that are not listed; the number of listed ids that are there. */
static long
mask_ids(const struct gw_frame *f, const struct ids *l, char *mask, size_t n)
{
	const struct gw_array *id = gw_frame_array(f, "id");
	int64_t v;
	long found = 0;

	for (size_t i = 0; i < n; i++) {
		v = id && id->shape[0] == n ? gw_array_whole(id, i, -1) : (int64_t)i + 1;
		if (bsearch(&v, l->v, (size_t)l->n, sizeof v, by_id))
			found++;
		else
			mask[i] = 0;
	}
	return found;
}

/* Is the species with this index among "Cu,Zr"? */
static int
named(const json_t *species, int64_t type, const char *names)
{
	const char *s = type < 0 ? NULL :
	    json_string_value(json_object_get(json_array_get(species, (size_t)type), "name"));
	size_t n;

	for (; s && *names; names += n + (names[n] == ',')) {
		n = strcspn(names, ",");
		if (strlen(s) == n && strncmp(s, names, n) == 0)
			return 1;
	}
	return 0;
}

static int
mask_species(struct filter *io, const char *names, char *mask, size_t n)
{
	const json_t *species = json_object_get(io->frame->meta, "species");
	const struct gw_array *type = gw_frame_array(io->frame, "type");
	int any = 0;

	for (size_t k = 0; k < json_array_size(species); k++)
		any |= named(species, (int64_t)k, names);
	if (!any || !type || type->shape[0] != n)
		return gw_fail(&io->err, GW_BADDATA, "%s: frame %ld has no species %s",
		    io->frame->source, io->frame->number, names);
	for (size_t i = 0; i < n; i++)
		if (!named(species, gw_array_whole(type, i, -1), names))
			mask[i] = 0;
	return 0;
}

/* Move the chosen rows of an array to its front. */
static void
compact(struct gw_array *a, const char *mask)
{
	size_t row = gw_dtype_size(a->dtype), n = 0;
	char *p = a->data;

	for (int k = 1; k < a->ndim; k++)
		row *= a->shape[k];
	for (size_t i = 0; i < a->shape[0]; i++)
		if (mask[i]) {
			if (n < i)
				memcpy(p + n*row, p + i*row, row);
			n++;
		}
	a->shape[0] = n;
}

int
pick_atoms(struct filter *io, struct pick_atoms *p)
{
	struct gw_frame *f = io->frame;
	const struct gw_array *pos = gw_frame_array(f, "pos");
	size_t n = pos ? pos->shape[0] : 0;
	char *mask;
	int r = 0;

	if (!p->ids.n && !p->species)
		return 0;
	if (gw_event_kind(f) != GW_EVENT_NONE)
		return gw_fail(&io->err, GW_BADDATA, "%s: frame %ld: atoms cannot be taken out of "
		    "a stream of events: make configurations of them with --as",
		    f->source, f->number);
	mask = gw_alloc(n, 1);
	memset(mask, 1, n);
	if (p->ids.n && mask_ids(f, &p->ids, mask, n) < p->ids.n && !p->warned) {
		filter_warn(io, "%s: frame %ld does not have all of these atoms",
		    f->source, f->number);
		p->warned = 1;
	}
	if (p->species)
		r = mask_species(io, p->species, mask, n);
	for (int k = 0; r == 0 && k < f->narray; k++)
		if (f->array[k].shape[0] == n)
			compact(&f->array[k], mask);
	gw_free(mask);
	return r;
}
