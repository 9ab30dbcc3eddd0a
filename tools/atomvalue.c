/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/atomvalue.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tools/records.h"

int
atomvalue_check(struct filter *io, const struct atomvalue *v)
{
	if (!v->array == !v->events)
		return gw_fail(&io->err, GW_USAGE, "which value? -c ARRAY or --events FILE");
	if (v->kind && !v->events)
		return gw_fail(&io->err, GW_USAGE, "--value is for --events");
	if (v->events && !strcmp(v->events, "-") && (!io->noperand || !strcmp(io->operand[0], "-")))
		return gw_fail(&io->err, GW_USAGE,
		    "standard input cannot be both the events and the frames");
	return 0;
}

/* ---- an array ---- */

/* "name[3]" is column 3 of the array `name`, if there is no array of that name. */
static const struct gw_array *
find_array(const struct gw_frame *f, const char *text, size_t *part)
{
	const struct gw_array *a = gw_frame_array(f, text);
	const char *open = strrchr(text, '[');
	unsigned long k;
	char *name, *end;

	*part = 0;
	if (a || !open)
		return a;
	k = strtoul(open + 1, &end, 10);
	if (end == open + 1 || strcmp(end, "]"))
		return NULL;
	name = gw_format("%.*s", (int)(open - text), text);
	a = gw_frame_array(f, name);
	gw_free(name);
	*part = k;
	return a;
}

static double
element(const struct gw_array *a, size_t k)
{
	if (a->dtype == GW_F8)
		return ((const double *)a->data)[k];
	if (a->dtype == GW_F4)
		return (double)((const float *)a->data)[k];
	return (double)gw_array_whole(a, k, 0);
}

static double *
from_array(struct filter *io, struct atomvalue *v)
{
	size_t n = (size_t)io->sys->n, part, width;
	const struct gw_array *a = find_array(io->frame, v->array, &part);
	double *x;

	if (!a || a->shape[0] != n) {
		gw_fail(&io->err, GW_BADDATA, "the frame has no per-atom array %s", v->array);
		return NULL;
	}
	width = n ? gw_array_count(a)/n : 1;
	if (part >= width || (width > 1 && !strcmp(a->name, v->array))) {
		gw_fail(&io->err, GW_USAGE, "-c %s: the array has %zu columns: %s[0] to %s[%zu]",
		    v->array, width, a->name, a->name, width - 1);
		return NULL;
	}
	x = gw_alloc(n, sizeof *x);
	for (size_t i = 0; i < n; i++)
		x[i] = element(a, i*width + part);
	snprintf(v->title, sizeof v->title, "%s", v->array);
	snprintf(v->unit, sizeof v->unit, "%s", a->unit);
	return x;
}

/* ---- events ---- */

static int
by_id(const void *p, const void *q)
{
	int64_t a = *(const int64_t *)p, b = *(const int64_t *)q;

	return (a > b) - (a < b);
}

static int
by_event(const void *p, const void *q)
{
	const struct atomevent *a = p, *b = q;

	if (a->id != b->id)
		return a->id < b->id ? -1 : 1;
	return (a->barrier > b->barrier) - (a->barrier < b->barrier);
}

/*
 * Connected events that have a barrier; the sums of means are then over sorted numbers,
 * whatever the order was.
 */
static int
read_events(struct filter *io, struct atomvalue *v)
{
	struct record_field f[] = { { .name = "center", .marks = 1 },
		{ .name = "barrier", .marks = 1 },
		{ .name = "connected", .marks = 1 }, { .name = "sample" } };
	struct records r = { 4, f, 0, 0, 0 };
	long apart = 0, none = 0;

	if (records_file(io, &r, v->events) == 0 && r.n && (!f[0].found || !f[1].found))
		gw_fail(&io->err, GW_USAGE, "%s: no column %s; the events need center and barrier",
		    v->events, f[0].found ? "barrier" : "center");
	if (!io->err.code)
		records_one_sample(&r, 3, &io->err);
	v->event = gw_alloc((size_t)r.n, sizeof *v->event);
	for (long k = 0; k < r.n && !io->err.code; k++) {
		double c = f[0].v[k], b = f[1].v[k];

		if (f[2].found && f[2].v[k] == 0)
			apart++;
		else if (!isfinite(b) || !(c >= 0 && c < 9e15 && c == floor(c)))
			none++;
		else
			v->event[v->n++] = (struct atomevent){ (int64_t)c, b };
	}
	if (v->n)
		qsort(v->event, (size_t)v->n, sizeof *v->event, by_event);
	if (none && !io->err.code)
		filter_warn(io, "%s: %ld of %ld events have no centre or no barrier and are left "
		    "out", v->events, none, r.n);
	if (!v->n && !io->err.code)
		gw_fail(&io->err, GW_BADDATA, "%s: no connected event (%ld are not)",
		    v->events, apart);
	snprintf(v->unit, sizeof v->unit, "%s", f[1].unit);
	records_clear(&r);
	v->read = 1;
	return io->err.code ? -1 : 0;
}

/* The value of n barriers in ascending order. */
static double
summarise(const char *kind, const struct atomevent *e, long n)
{
	double sum = 0;

	if (!strcmp(kind, "number"))
		return (double)n;
	if (!strcmp(kind, "lowest"))
		return e->barrier;
	for (long k = 0; k < n; k++)
		sum += e[k].barrier;
	return sum/(double)n;
}

struct who { int64_t id; int32_t at; };

static struct who *
atoms(const struct gw_sys *s)
{
	struct who *w = gw_alloc((size_t)s->n, sizeof *w);

	for (int i = 0; i < s->n; i++)
		w[i] = (struct who){ s->id[i], i };
	if (s->n)
		qsort(w, (size_t)s->n, sizeof *w, by_id);
	return w;
}

static double *
from_events(struct filter *io, struct atomvalue *v)
{
	const char *kind = v->kind ? v->kind : "lowest";
	size_t n = (size_t)io->sys->n;
	struct who *who, *w;
	double *x;

	if (v->read) {
		gw_fail(&io->err, GW_BADDATA, "a second frame: the events belong to one");
		return NULL;
	}
	if (read_events(io, v) < 0)
		return NULL;
	who = atoms(io->sys);
	x = gw_alloc(n, sizeof *x);
	for (size_t i = 0; i < n; i++)
		x[i] = strcmp(kind, "number") ? NAN : 0;
	for (long k = 0, m; k < v->n; k = m) {
		for (m = k; m < v->n && v->event[m].id == v->event[k].id; )
			m++;
		if (!(w = n ? bsearch(&v->event[k].id, who, n, sizeof *who, by_id) : NULL)) {
			gw_fail(&io->err, GW_BADDATA, "%s: an event around atom %" PRId64 ", which "
			    "the frame does not have: do they belong together?", v->events,
			    v->event[k].id);
			break;
		}
		x[w->at] = summarise(kind, v->event + k, m - k);
	}
	gw_free(who);
	snprintf(v->title, sizeof v->title, "%s", kind);
	if (!strcmp(kind, "number"))
		*v->unit = '\0';
	if (!io->err.code)
		return x;
	gw_free(x);
	return NULL;
}

double *
atomvalue_get(struct filter *io, struct atomvalue *v)
{
	return v->array ? from_array(io, v) : from_events(io, v);
}

void
atomvalue_clear(struct atomvalue *v)
{
	gw_free(v->event);
}
