/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header of .npy files. */
#include "formats/npy.h"

#include <stdio.h>
#include <string.h>

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "arrays are little-endian in the stream and are not swapped on the way"
#endif

static const char *const dtype_name[] = {
	[GW_F8] = "<f8", [GW_F4] = "<f4", [GW_I8] = "<i8",
	[GW_I4] = "<i4", [GW_I2] = "<i2", [GW_U1] = "|u1"
};
#define NDTYPE (int)(sizeof dtype_name / sizeof *dtype_name)

const char *
gw_dtype_name(enum gw_dtype t)
{
	return dtype_name[t];
}

size_t
gw_npy_make(char head[256], enum gw_dtype t, int ndim, const size_t *shape)
{
	char *p = head + 10;
	size_t len;

	p += sprintf(p, "{'descr': '%s', 'fortran_order': False, 'shape': (", dtype_name[t]);
	for (int k = 0; k < ndim; k++)
		p += sprintf(p, "%s%zu", k ? ", " : "", shape[k]);
	p += sprintf(p, ndim == 1 ? ",), }" : "), }");
	len = ((size_t)(p - head) + 1 + 63) / 64 * 64;
	memset(p, ' ', len - (size_t)(p - head) - 1);
	head[len - 1] = '\n';
	memcpy(head, "\x93NUMPY\x01\x00", 8);
	head[8] = (char)((len - 10) & 255);
	head[9] = (char)((len - 10) >> 8);
	return len;
}

size_t
gw_npy_length(const unsigned char *head)
{
	size_t len;

	if (memcmp(head, "\x93NUMPY", 6) != 0 || head[6] < 1 || head[6] > 3 || head[7] != 0)
		return 0;
	len = head[8] + 256u*head[9];
	if (head[6] == 1)
		return len + 10 <= GW_NPY_MAXHEADER ? len + 10 : 0;
	if (head[10] || head[11])
		return 0;
	return len + 12 <= GW_NPY_MAXHEADER ? len + 12 : 0;
}

/* The text after 'key': in the dictionary, NULL if it is not there. */
static const char *
value_of(const char *dict, const char *key)
{
	char quoted[32];
	const char *p;

	snprintf(quoted, sizeof quoted, "'%s'", key);
	p = strstr(dict, quoted);
	if (!p)
		return NULL;
	p += strlen(quoted);
	p += strspn(p, " ");
	if (*p++ != ':')
		return NULL;
	return p + strspn(p, " ");
}

/* A non-negative decimal number below 2^62; moves *p behind it. */
static int
size_number(const char **p, size_t *v)
{
	if (**p < '0' || **p > '9')
		return -1;
	for (*v = 0; **p >= '0' && **p <= '9'; (*p)++) {
		if (*v > ((size_t)1 << 62) / 10 - 1)
			return -1;
		*v = *v*10 + (size_t)(**p - '0');
	}
	return 0;
}

/* "(3, 4)", "(5,)", "()": number of dimensions, or -1; only four are kept. */
static int
shape_of(const char *p, size_t shape[4])
{
	size_t v;
	int n = 0;

	if (*p++ != '(')
		return -1;
	for (;;) {
		p += strspn(p, " ");
		if (*p == ')')
			return n;
		if (size_number(&p, &v) < 0)
			return -1;
		if (n < 4)
			shape[n] = v;
		n++;
		p += strspn(p, " ");
		if (*p == ',')
			p++;
		else if (*p != ')')
			return -1;
	}
}

static int
dtype_of(const char *descr, enum gw_dtype *t)
{
	for (int k = 0; k < NDTYPE; k++)
		if (*descr == '\'' && strncmp(descr + 1, dtype_name[k], 3) == 0 &&
		    descr[4] == '\'') {
			*t = (enum gw_dtype)k;
			return 0;
		}
	return -1;
}

int
gw_npy_parse(const char *head, size_t len, struct gw_array *a, struct gw_err *e)
{
	size_t skip = head[6] == 1 ? 10 : 12;
	char dict[GW_NPY_MAXHEADER + 1];
	const char *descr, *order, *shape;

	memcpy(dict, head + skip, len - skip);
	dict[len - skip] = 0;
	descr = value_of(dict, "descr");
	order = value_of(dict, "fortran_order");
	shape = value_of(dict, "shape");
	if (!descr || !order || !shape || (a->ndim = shape_of(shape, a->shape)) < 0)
		return gw_fail(e, GW_BADDATA, "damaged or malformed npy header");
	if (strncmp(order, "True", 4) == 0 && a->ndim > 1)
		return gw_fail(e, GW_BADDATA,
		    "array in Fortran order: save it with numpy.ascontiguousarray");
	if (*descr == '\'' && descr[1] == '>')
		return gw_fail(e, GW_BADDATA,
		    "array in big-endian order: save it as little-endian");
	return dtype_of(descr, &a->dtype) == 0 && a->ndim >= 1 && a->ndim <= 4;
}

json_t *
gw_record_find(const json_t *records, const char *name)
{
	for (size_t k = 0; k < json_array_size(records); k++) {
		json_t *rec = json_array_get(records, k);
		const char *s = json_string_value(json_object_get(rec, "name"));

		if (s && strcmp(s, name) == 0)
			return rec;
	}
	return NULL;
}
