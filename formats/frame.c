/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A frame in memory: a JSON object, named arrays, and entries kept as bytes. */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "formats/stream.h"

size_t
gw_dtype_size(enum gw_dtype t)
{
	static const size_t size[] = {
		[GW_F8] = 8, [GW_F4] = 4, [GW_I8] = 8, [GW_I4] = 4, [GW_I2] = 2, [GW_U1] = 1
	};

	return size[t];
}

size_t
gw_array_count(const struct gw_array *a)
{
	size_t n = 1;

	for (int k = 0; k < a->ndim; k++)
		n *= a->shape[k];
	return n;
}

struct gw_frame *
gw_frame_new(void)
{
	struct gw_frame *f = gw_alloc(1, sizeof *f);

	f->meta = json_object();
	f->number = 1;
	f->source = "";
	return f;
}

struct gw_frame *
gw_frame_copy(const struct gw_frame *f)
{
	struct gw_frame *c = gw_alloc(1, sizeof *c);

	*c = *f;
	c->meta = json_deep_copy(f->meta);
	c->records = f->records ? json_deep_copy(f->records) : NULL;
	c->array = gw_dup(f->array, (size_t)f->narray, sizeof *f->array);
	for (int k = 0; k < f->narray; k++)
		c->array[k].data = gw_dup(f->array[k].data, gw_array_count(&f->array[k]),
		    gw_dtype_size(f->array[k].dtype));
	c->extra = gw_dup(f->extra, (size_t)f->nextra, sizeof *f->extra);
	for (int k = 0; k < f->nextra; k++)
		c->extra[k].data = gw_dup(f->extra[k].data, f->extra[k].size, 1);
	return c;
}

void
gw_frame_free(struct gw_frame *f)
{
	if (!f)
		return;
	json_decref(f->meta);
	json_decref(f->records);
	for (int k = 0; k < f->narray; k++)
		gw_free(f->array[k].data);
	for (int k = 0; k < f->nextra; k++)
		gw_free(f->extra[k].data);
	gw_free(f->array);
	gw_free(f->extra);
	gw_free(f);
}

int64_t
gw_array_whole(const struct gw_array *a, size_t k, int64_t otherwise)
{
	switch (a->dtype) {
	case GW_I8: return ((const int64_t *)a->data)[k];
	case GW_I4: return ((const int32_t *)a->data)[k];
	case GW_I2: return ((const int16_t *)a->data)[k];
	case GW_U1: return ((const uint8_t *)a->data)[k];
	default:    return otherwise;
	}
}

struct gw_array *
gw_frame_array(const struct gw_frame *f, const char *name)
{
	for (int k = 0; k < f->narray; k++)
		if (strcmp(f->array[k].name, name) == 0)
			return &f->array[k];
	return NULL;
}

static void
copy_text(char *to, size_t size, const char *from)
{
	size_t n = strlen(from);

	if (n > size - 1)
		n = size - 1;
	memcpy(to, from, n);
	to[n] = 0;
}

struct gw_array *
gw_frame_put(struct gw_frame *f, const char *name, enum gw_dtype t,
	size_t rows, size_t cols, const char *unit, const void *data)
{
	size_t n = rows * (cols ? cols : 1), size = gw_dtype_size(t);
	void *fresh = data ? gw_dup(data, n, size) : gw_alloc(n, size);
	struct gw_array *a = gw_frame_array(f, name);

	if (!a) {
		f->array = gw_realloc(f->array, (size_t)f->narray + 1, sizeof *f->array);
		a = &f->array[f->narray++];
		memset(a, 0, sizeof *a);
		copy_text(a->name, sizeof a->name, name);
	}
	gw_free(a->data);		/* after the copy: data may be the old array */
	a->data = fresh;
	a->dtype = t;
	a->ndim = cols ? 2 : 1;
	a->shape[0] = rows;
	a->shape[1] = cols;
	copy_text(a->unit, sizeof a->unit, unit ? unit : "");
	return a;
}

void
gw_frame_drop(struct gw_frame *f, const char *name)
{
	struct gw_array *a = gw_frame_array(f, name);
	size_t after;

	if (!a)
		return;
	gw_free(a->data);
	after = (size_t)(f->array + f->narray - (a + 1));
	memmove(a, a + 1, after * sizeof *a);
	f->narray--;
}

static void
set_scalar(struct gw_frame *f, const char *key, json_t *v)
{
	json_t *scalars = json_object_get(f->meta, "scalars");

	if (!json_is_object(scalars)) {
		scalars = json_object();
		json_object_set_new(f->meta, "scalars", scalars);
	}
	json_object_set_new(scalars, key, v);
}

void
gw_frame_set_real(struct gw_frame *f, const char *key, double v)
{
	set_scalar(f, key, isfinite(v) ? json_real(v) : json_null());
}

void
gw_frame_set_int(struct gw_frame *f, const char *key, int64_t v)
{
	set_scalar(f, key, json_integer(v));
}

json_t *
gw_json_text(const char *text)
{
	json_t *j = json_string(text);
	char *s;

	if (j)
		return j;
	s = gw_strdup(text);
	for (char *p = s; *p; p++)
		if ((unsigned char)*p >= 0x80)
			*p = '?';
	j = json_string(s);
	gw_free(s);
	return j;
}

void
gw_frame_set_str(struct gw_frame *f, const char *key, const char *v)
{
	set_scalar(f, key, gw_json_text(v));
}

int
gw_frame_get_real(const struct gw_frame *f, const char *key, double *v)
{
	json_t *s = json_object_get(json_object_get(f->meta, "scalars"), key);

	if (json_is_boolean(s))
		*v = json_is_true(s);
	else if (json_is_number(s))
		*v = json_number_value(s);
	else
		return 0;
	return 1;
}
