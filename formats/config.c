/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames to systems and back: the standard members of stream(5). */
#include "formats/config.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "formats/event.h"

/* ---- reading ---- */

/* n numbers (or booleans) of a JSON array. */
static int
numbers(const json_t *list, size_t n, double *v)
{
	if (json_array_size(list) != n)
		return -1;
	for (size_t k = 0; k < n; k++) {
		const json_t *x = json_array_get(list, k);

		if (!json_is_number(x) && !json_is_boolean(x))
			return -1;
		v[k] = json_is_boolean(x) ? json_is_true(x) : json_number_value(x);
	}
	return 0;
}

static int
read_box(const json_t *j, struct gw_box *b, struct gw_err *e)
{
	json_t *h = json_object_get(j, "h");
	double pbc[3];

	if (!json_is_object(j))
		return gw_fail(e, GW_BADDATA, "it has no box");
	if (json_array_size(h) != 3)
		return gw_fail(e, GW_BADDATA, "box.h is not three rows of three numbers");
	for (size_t k = 0; k < 3; k++)
		if (numbers(json_array_get(h, k), 3, b->h[k]) < 0)
			return gw_fail(e, GW_BADDATA, "box.h is not three rows of three numbers");
	if (numbers(json_object_get(j, "origin"), 3, b->origin) < 0)
		return gw_fail(e, GW_BADDATA, "box.origin is not three numbers");
	if (numbers(json_object_get(j, "pbc"), 3, pbc) < 0)
		return gw_fail(e, GW_BADDATA, "box.pbc is not three booleans");
	for (int k = 0; k < 3; k++)
		b->pbc[k] = pbc[k] != 0;
	return gw_box_update(b, e);
}

/* A mass that is not given is the element's, or 1 in lj units. */
static double
default_mass(const char *name, enum gw_unit_system units)
{
	return units == GW_LJ ? 1 : gw_mass(name);
}

static int
read_species(const json_t *list, struct gw_sys *s, struct gw_err *e)
{
	for (int k = 0; k < s->nspecies; k++) {
		const json_t *j = json_array_get(list, (size_t)k);
		const char *name = json_string_value(json_object_get(j, "name"));
		struct gw_species *p = &s->species[k];

		if (!name || !*name || strlen(name) >= sizeof p->name)
			return gw_fail(e, GW_BADDATA, "species %d has no name of 1 to %zu letters",
			    k, sizeof p->name - 1);
		if (gw_sys_species(s, name) >= 0)
			return gw_fail(e, GW_BADDATA, "two species are called %s", name);
		memcpy(p->name, name, strlen(name) + 1);
		p->mass = json_number_value(json_object_get(j, "mass"));
		if (p->mass == 0)
			p->mass = default_mass(name, s->units);
	}
	return 0;
}

/* The array if it is [n][cols] (cols 0: [n]); NULL and a message. */
static const struct gw_array *
shaped(const struct gw_frame *f, const char *name, size_t n, size_t cols, struct gw_err *e)
{
	const struct gw_array *a = gw_frame_array(f, name);

	if (!a)
		gw_fail(e, GW_BADDATA, "it has no array %s", name);
	else if (a->shape[0] != n || a->ndim != (cols ? 2 : 1) || (cols && a->shape[1] != cols))
		gw_fail(e, GW_BADDATA, "array %s does not have %zu rows of %zu", name, n,
		    cols ? cols : 1);
	else
		return a;
	return NULL;
}

static int
read_real(const struct gw_frame *f, const char *name, int n, double *to, struct gw_err *e)
{
	const struct gw_array *a = shaped(f, name, (size_t)n, 3, e);
	size_t m = 3*(size_t)n;

	if (!a)
		return -1;
	if (a->dtype == GW_F8 && m)
		memcpy(to, a->data, m*sizeof *to);
	else if (a->dtype == GW_F4)
		for (size_t k = 0; k < m; k++)
			to[k] = ((const float *)a->data)[k];
	else if (a->dtype != GW_F8)
		return gw_fail(e, GW_BADDATA, "array %s holds integers, without a quantum in meta",
		    name);
	return 0;
}

static int64_t
integer(const struct gw_array *a, int i)
{
	switch (a->dtype) {
	case GW_I8: return ((const int64_t *)a->data)[i];
	case GW_I4: return ((const int32_t *)a->data)[i];
	case GW_I2: return ((const int16_t *)a->data)[i];
	case GW_U1: return ((const uint8_t *)a->data)[i];
	default:    return INT64_MIN;
	}
}

static const struct gw_array *
integers(const struct gw_frame *f, const char *name, int n, struct gw_err *e)
{
	const struct gw_array *a = shaped(f, name, (size_t)n, 0, e);

	if (a && (a->dtype == GW_F8 || a->dtype == GW_F4)) {
		gw_fail(e, GW_BADDATA, "array %s must hold integers", name);
		return NULL;
	}
	return a;
}

static int
by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Ids must be positive and different. */
static int
check_ids(const struct gw_sys *s, struct gw_err *e)
{
	size_t n = (size_t)s->n;
	int64_t *id, twice = 0;
	int sorted = 1;

	for (int i = 0; i < s->n; i++) {
		if (s->id[i] < 1)
			return gw_fail(e, GW_BADDATA, "atom in row %d: id %lld is not positive",
			    i + 1, (long long)s->id[i]);
		sorted &= i == 0 || s->id[i] > s->id[i - 1];
	}
	if (sorted)
		return 0;
	id = gw_dup(s->id, n, sizeof *id);
	qsort(id, n, sizeof *id, by_value);
	for (size_t i = 1; i < n && !twice; i++)
		if (id[i] == id[i - 1])
			twice = id[i];
	gw_free(id);
	return twice ? gw_fail(e, GW_BADDATA, "atom %lld: its id is there twice",
	    (long long)twice) : 0;
}

static int
read_ids(const struct gw_frame *f, struct gw_sys *s, struct gw_err *e)
{
	const struct gw_array *a;

	if (!gw_frame_array(f, "id"))
		return 0;		/* 1 .. n, as gw_sys_new made them */
	if (!(a = integers(f, "id", s->n, e)))
		return -1;
	for (int i = 0; i < s->n; i++)
		s->id[i] = integer(a, i);
	return check_ids(s, e);
}

static int
read_types(const struct gw_frame *f, struct gw_sys *s, struct gw_err *e)
{
	const struct gw_array *a = integers(f, "type", s->n, e);

	if (!a)
		return -1;
	for (int i = 0; i < s->n; i++) {
		int64_t t = integer(a, i);

		if (t < 0 || t >= s->nspecies)
			return gw_fail(e, GW_BADDATA, "atom %lld: type %lld, but there are %d "
			    "species", (long long)s->id[i], (long long)t, s->nspecies);
		s->type[i] = (int32_t)t;
	}
	return 0;
}

static int
fill_sys(const struct gw_frame *f, struct gw_sys *s, struct gw_err *e)
{
	if (read_box(json_object_get(f->meta, "box"), &s->box, e) < 0
	    || read_species(json_object_get(f->meta, "species"), s, e) < 0
	    || read_real(f, "pos", s->n, s->x, e) < 0
	    || read_ids(f, s, e) < 0 || read_types(f, s, e) < 0)
		return -1;
	if (gw_frame_array(f, "vel")) {
		gw_sys_need_v(s);
		if (read_real(f, "vel", s->n, s->v, e) < 0)
			return -1;
	}
	return gw_sys_check(s, e);
}

/* Number of atoms, units and dimension: what a struct gw_sys is made from. */
static struct gw_sys *
new_sys(const struct gw_frame *f, struct gw_err *e)
{
	const struct gw_array *pos = gw_frame_array(f, "pos");
	const char *units = json_string_value(json_object_get(f->meta, "units"));
	json_t *dim = json_object_get(f->meta, "dimension");
	size_t nspecies = json_array_size(json_object_get(f->meta, "species"));
	json_int_t d = dim ? json_integer_value(dim) : 3;
	enum gw_unit_system us;

	if (!units || gw_units_find(units, &us) < 0)
		gw_fail(e, GW_BADDATA, "units \"%s\": they must be metal or lj",
		    units ? units : "");
	else if (d != 2 && d != 3)
		gw_fail(e, GW_BADDATA, "dimension must be 2 or 3");
	else if (!pos && gw_event_kind(f) == GW_EVENT_EVENT)
		gw_fail(e, GW_BADDATA, "an event frame has no positions of its own: slice --as "
		    "saddle, or --as final, makes a configuration of it");
	else if (!pos)
		gw_fail(e, GW_BADDATA, "it has no array pos: no positions");
	else if (pos->shape[0] > INT_MAX)
		gw_fail(e, GW_BADDATA, "more atoms than 2^31-1");
	else if (nspecies > INT_MAX || (nspecies == 0 && pos->shape[0] > 0))
		gw_fail(e, GW_BADDATA, "it has no species");
	else if (shaped(f, "pos", pos->shape[0], 3, e))
		return gw_sys_new((int)pos->shape[0], (int)nspecies, (int)d, us);
	return NULL;
}

struct gw_sys *
gw_config_read(const struct gw_frame *f, struct gw_err *e)
{
	struct gw_sys *s = new_sys(f, e);

	if (s && fill_sys(f, s, e) == 0)
		return s;
	gw_sys_free(s);
	gw_fail_in(e, "%s: frame %ld", f->source && *f->source ? f->source : "stream", f->number);
	return NULL;
}

/* ---- writing ---- */

static json_t *
row(const double *v)
{
	return json_pack("[f,f,f]", v[0], v[1], v[2]);
}

/* The member as an object: the one that is there (its other keys stay), or a new one. */
static json_t *
object_of(json_t *meta, const char *key)
{
	json_t *j = json_object_get(meta, key);

	if (!json_is_object(j)) {
		j = json_object();
		json_object_set_new(meta, key, j);
	}
	return j;
}

static void
write_box(json_t *meta, const struct gw_box *b)
{
	json_t *j = object_of(meta, "box"), *h = json_array();

	for (int k = 0; k < 3; k++)
		json_array_append_new(h, row(b->h[k]));
	json_object_set_new(j, "h", h);
	json_object_set_new(j, "origin", row(b->origin));
	json_object_set_new(j, "pbc", json_pack("[b,b,b]", b->pbc[0], b->pbc[1], b->pbc[2]));
}

/* What the frame said about a species of this name, to keep keys that we do not know. */
static json_t *
known_species(const json_t *list, const char *name)
{
	for (size_t k = 0; k < json_array_size(list); k++) {
		json_t *j = json_array_get(list, k);
		const char *s = json_string_value(json_object_get(j, "name"));

		if (s && strcmp(s, name) == 0)
			return json_copy(j);
	}
	return json_pack("{s:o}", "name", gw_json_text(name));
}

static void
write_species(json_t *meta, const struct gw_sys *s)
{
	json_t *old = json_object_get(meta, "species"), *list = json_array();

	for (int k = 0; k < s->nspecies; k++) {
		json_t *j = known_species(old, s->species[k].name);

		json_object_set_new(j, "mass", json_real(s->species[k].mass));
		json_array_append_new(list, j);
	}
	json_object_set_new(meta, "species", list);
}

static void
write_types(struct gw_frame *f, const struct gw_sys *s)
{
	struct gw_array *a;

	if (s->nspecies >= 256) {
		gw_frame_put(f, "type", GW_I4, (size_t)s->n, 0, "", s->type);
		return;
	}
	a = gw_frame_put(f, "type", GW_U1, (size_t)s->n, 0, "", NULL);
	for (int i = 0; i < s->n; i++)
		((uint8_t *)a->data)[i] = (uint8_t)s->type[i];
}

/* Ids take 4 bytes as long as all of them fit. */
static void
write_ids(struct gw_frame *f, const struct gw_sys *s)
{
	struct gw_array *a;

	for (int i = 0; i < s->n; i++)
		if (s->id[i] > INT32_MAX) {
			gw_frame_put(f, "id", GW_I8, (size_t)s->n, 0, "", s->id);
			return;
		}
	a = gw_frame_put(f, "id", GW_I4, (size_t)s->n, 0, "", NULL);
	for (int i = 0; i < s->n; i++)
		((int32_t *)a->data)[i] = (int32_t)s->id[i];
}

void
gw_config_write(struct gw_frame *f, const struct gw_sys *s)
{
	int metal = s->units == GW_METAL;

	json_object_set_new(f->meta, "format", json_integer(GW_FORMAT_VERSION));
	json_object_set_new(f->meta, "units", json_string(gw_units(s->units)->name));
	json_object_set_new(f->meta, "dimension", json_integer(s->dim));
	write_box(f->meta, &s->box);
	write_species(f->meta, s);
	gw_frame_put(f, "pos", GW_F8, (size_t)s->n, 3, metal ? "A" : "sigma", s->x);
	write_types(f, s);
	write_ids(f, s);
	if (s->v)
		gw_frame_put(f, "vel", GW_F8, (size_t)s->n, 3, metal ? "A/ps" : "sigma/tau", s->v);
	else
		gw_frame_drop(f, "vel");
}

void
gw_config_provenance(struct gw_frame *f, const char *program, const char *version,
	int argc, char *const *argv, int64_t seed)
{
	json_t *list = json_object_get(f->meta, "provenance"), *args = json_array();

	if (!json_is_array(list)) {
		list = json_array();
		json_object_set_new(f->meta, "provenance", list);
	}
	/* the folder that a program was started from is no part of what it did */
	for (int k = 0; k < argc; k++) {
		const char *slash = k == 0 ? strrchr(argv[0], '/') : NULL;

		json_array_append_new(args, gw_json_text(slash ? slash + 1 : argv[k]));
	}
	json_array_append_new(list, json_pack("{s:s, s:s, s:o, s:I}", "program", program,
	    "version", version, "argv", args, "seed", (json_int_t)seed));
}
