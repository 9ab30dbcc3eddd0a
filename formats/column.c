/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Per-atom arrays as columns of text. */
#include "formats/column.h"

#include <inttypes.h>
#include <string.h>

int
gw_column_standard(const char *name)
{
	static const char *const standard[] = { "pos", "type", "id", "vel", "image" };

	for (size_t k = 0; k < sizeof standard/sizeof *standard; k++)
		if (!strcmp(name, standard[k]))
			return 1;
	return 0;
}

void
gw_column_clean(char name[64])
{
	for (char *c = name; *c; c++)
		if (*c <= ' ' || *c > '~' || *c == '.' || *c == '/')
			*c = '_';
	if (gw_column_standard(name))
		strcat(name, "_");
}

int
gw_column_fits(const struct gw_array *a, size_t n)
{
	return !gw_column_standard(a->name) && a->shape[0] == n &&
	    (a->ndim == 1 || (a->ndim == 2 && a->shape[1] > 0));
}

size_t
gw_column_width(const struct gw_array *a)
{
	return a->ndim == 1 ? 1 : a->shape[1];
}

int
gw_column_integer(const struct gw_array *a)
{
	return a->dtype != GW_F8 && a->dtype != GW_F4;
}

void
gw_column_print(FILE *out, const struct gw_array *a, size_t k)
{
	switch (a->dtype) {
	case GW_F8: fprintf(out, " %.17g", ((const double *)a->data)[k]); break;
	case GW_F4: fprintf(out, " %.9g", (double)((const float *)a->data)[k]); break;
	case GW_I8: fprintf(out, " %" PRId64, ((const int64_t *)a->data)[k]); break;
	case GW_I4: fprintf(out, " %" PRId32, ((const int32_t *)a->data)[k]); break;
	case GW_I2: fprintf(out, " %d", ((const int16_t *)a->data)[k]); break;
	case GW_U1: fprintf(out, " %d", ((const uint8_t *)a->data)[k]); break;
	}
}
