/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames of event streams. */
#include "formats/event.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "formats/config.h"

static const json_t *
event_of(const struct gw_frame *f)
{
	return json_object_get(f->meta, "event");
}

enum gw_event_kind
gw_event_kind(const struct gw_frame *f)
{
	const char *s = json_string_value(json_object_get(event_of(f), "kind"));

	if (!s)
		return GW_EVENT_NONE;
	return !strcmp(s, "event") ? GW_EVENT_EVENT : !strcmp(s, "minimum") ? GW_EVENT_MINIMUM :
	    GW_EVENT_NONE;
}

void
gw_event_minimum(struct gw_frame *f, json_t *about)
{
	json_object_set_new(about, "kind", json_string("minimum"));
	json_object_set_new(f->meta, "event", about);
}

struct gw_frame *
gw_event_new(const struct gw_frame *m, double threshold)
{
	static const char *const kept[] = { "format", "units", "dimension", "potential",
		"provenance" };
	struct gw_frame *f = gw_frame_new();
	json_t *j;

	for (size_t k = 0; k < sizeof kept/sizeof *kept; k++)
		if ((j = json_object_get(m->meta, kept[k])))
			json_object_set(f->meta, kept[k], j);
	json_object_set_new(f->meta, "event", json_pack("{s:s, s:f}", "kind", "event",
	    "threshold", threshold));
	f->source = m->source;
	f->number = m->number;
	return f;
}

double
gw_event_threshold(const struct gw_frame *f)
{
	return json_number_value(json_object_get(event_of(f), "threshold"));
}

static int
same_text(const struct gw_frame *a, const struct gw_frame *b, const char *key)
{
	const char *x = json_string_value(json_object_get(event_of(a), key));
	const char *y = json_string_value(json_object_get(event_of(b), key));

	return !x || !y || !strcmp(x, y);
}

int
gw_event_belongs(const struct gw_frame *event, const struct gw_frame *m)
{
	double from, number;

	return same_text(event, m, "search") && (!gw_frame_get_real(event, "from", &from) ||
	    !gw_frame_get_real(m, "minimum", &number) || from == number);
}

/* ---- displacements ---- */

void
gw_moves_clear(struct gw_moves *m)
{
	gw_free(m->atom);
	gw_free(m->d);
	memset(m, 0, sizeof *m);
}

void
gw_moves_copy(struct gw_moves *to, const struct gw_moves *from)
{
	to->n = from->n;
	to->atom = gw_dup(from->atom, (size_t)from->n, sizeof *to->atom);
	to->d = gw_dup(from->d, 3*(size_t)from->n, sizeof *to->d);
}

static void
add(struct gw_moves *m, int32_t atom, const float d[3])
{
	m->atom[m->n] = atom;
	memcpy(m->d + 3*(size_t)m->n, d, 3*sizeof *d);
	m->n++;
}

static void
begin(struct gw_moves *m, size_t most)
{
	m->n = 0;
	m->atom = gw_realloc(m->atom, most, sizeof *m->atom);
	m->d = gw_realloc(m->d, 3*most, sizeof *m->d);
}

void
gw_moves_from(struct gw_moves *m, int n, const int32_t *atom, const double *d, double threshold)
{
	double unit = threshold > 0 ? exp2(floor(log2(threshold/64))) : 0;

	begin(m, (size_t)n);
	for (int k = 0; k < n; k++, d += 3) {
		float f[3];

		if (d[0]*d[0] + d[1]*d[1] + d[2]*d[2] < threshold*threshold)
			continue;
		for (int c = 0; c < 3; c++)
			f[c] = (float)(unit > 0 ? unit*nearbyint(d[c]/unit) : d[c]);
		add(m, atom[k], f);
	}
}

static double
square(const float *a, const float *b)
{
	double sum = 0;

	for (int c = 0; c < 3; c++) {
		double d = (double)a[c] - (b ? (double)b[c] : 0);

		sum += d*d;
	}
	return sum;
}

double
gw_moves_distance(const struct gw_moves *a, const struct gw_moves *b, double threshold)
{
	double sum = 0;
	int i = 0, j = 0;

	while (i < a->n || j < b->n) {
		int one = j == b->n || (i < a->n && a->atom[i] <= b->atom[j]);
		int other = i == a->n || (j < b->n && b->atom[j] <= a->atom[i]);

		if (one && other)
			sum += square(a->d + 3*i, b->d + 3*j);
		else
			sum += pow(fdim(sqrt(square(one ? a->d + 3*i : b->d + 3*j, NULL)),
			    threshold), 2);
		i += one;
		j += other;
	}
	return sqrt(sum);
}

void
gw_moves_put(struct gw_frame *f, const char *name, int natoms, const char *unit,
	const struct gw_moves *m)
{
	float *d = gw_frame_put(f, name, GW_F4, (size_t)natoms, 3, unit, NULL)->data;

	for (int k = 0; k < m->n; k++)
		memcpy(d + 3*(size_t)m->atom[k], m->d + 3*(size_t)k, 3*sizeof *d);
}

int
gw_moves_get(struct gw_moves *m, const struct gw_frame *f, const char *name, struct gw_err *e)
{
	const struct gw_array *a = gw_frame_array(f, name);
	const float *d;
	size_t n = 0;

	if (a && (a->dtype != GW_F4 || a->ndim != 2 || a->shape[1] != 3 || a->shape[0] > INT32_MAX))
		return gw_fail(e, GW_BADDATA, "%s: frame %ld: array %s is not <f4 [N][3]",
		    f->source, f->number, name);
	begin(m, 0);
	if (!a)
		return 0;
	d = a->data;
	for (size_t i = 0; i < a->shape[0]; i++)
		n += d[3*i] != 0 || d[3*i + 1] != 0 || d[3*i + 2] != 0;
	begin(m, n);
	for (size_t i = 0; i < a->shape[0]; i++, d += 3)
		if (d[0] != 0 || d[1] != 0 || d[2] != 0)
			add(m, (int32_t)i, d);
	return 0;
}

/* ---- configurations ---- */

/* pos + d, in whatever real type pos has */
static int
move(struct gw_frame *f, const struct gw_frame *event, const char *name, struct gw_err *e)
{
	struct gw_array *pos = gw_frame_array(f, "pos"), *a = gw_frame_array(event, name);
	struct gw_moves m = { 0 };

	if (!a)
		return gw_fail(e, GW_BADDATA, "%s: frame %ld: an event without the array %s: no "
		    "saddle was found, or it is not connected", event->source, event->number, name);
	if (gw_moves_get(&m, event, name, e) < 0)
		return -1;
	if (a->shape[0] != pos->shape[0]) {
		gw_moves_clear(&m);
		return gw_fail(e, GW_BADDATA, "%s: frame %ld: an event of %zu atoms behind a "
		    "minimum of %zu", event->source, event->number, a->shape[0], pos->shape[0]);
	}
	for (int k = 0; k < 3*m.n; k++) {
		size_t at = 3*(size_t)m.atom[k/3] + (size_t)k % 3;

		if (pos->dtype == GW_F8)
			((double *)pos->data)[at] += (double)m.d[k];
		else
			((float *)pos->data)[at] += m.d[k];
	}
	gw_moves_clear(&m);
	return 0;
}

static void
set_energy(struct gw_frame *f, enum gw_event_place place)
{
	double e, up = 0, down = 0;

	if (!gw_frame_get_real(f, "energy", &e) || place == GW_EVENT_INITIAL)
		return;
	gw_frame_get_real(f, "barrier", &up);
	gw_frame_get_real(f, "reverse", &down);
	gw_frame_set_real(f, "energy", place == GW_EVENT_SADDLE ? e + up : e + up - down);
}

static int
belongs_to_minimum(const char *name)
{
	return strcmp(name, "pos") && strcmp(name, "type") && strcmp(name, "id");
}

struct gw_frame *
gw_event_configuration(const struct gw_frame *m, const struct gw_frame *event,
	enum gw_event_place place, struct gw_err *e)
{
	static const char *const word[] = { "initial", "saddle", "final" };
	const struct gw_array *pos = gw_frame_array(m, "pos");
	struct gw_frame *f;
	int r = 0;

	if (!pos || (pos->dtype != GW_F8 && pos->dtype != GW_F4) || pos->ndim != 2 ||
	    pos->shape[1] != 3) {
		gw_fail(e, GW_BADDATA, "%s: frame %ld: a minimum without positions",
		    m->source, m->number);
		return NULL;
	}
	f = gw_frame_copy(m);
	for (int k = f->narray; k-- > 0;)
		if (belongs_to_minimum(f->array[k].name))
			gw_frame_drop(f, f->array[k].name);
	json_object_set_new(f->meta, "scalars",
	    json_deep_copy(json_object_get(event->meta, "scalars")));
	json_object_set_new(f->meta, "provenance",
	    json_deep_copy(json_object_get(event->meta, "provenance")));
	json_object_del(f->meta, "event");
	f->source = event->source;
	f->number = event->number;
	if (place != GW_EVENT_INITIAL)
		r = move(f, event, place == GW_EVENT_SADDLE ? "dsaddle" : "dfinal", e);
	set_energy(f, place);
	gw_frame_set_str(f, "place", word[place]);
	if (r == 0)
		return f;
	gw_frame_free(f);
	return NULL;
}
