/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a frame of extended XYZ says beside the system: scalars, potential, further arrays. */
#include "formats/extxyz_priv.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "formats/column.h"
#include "formats/tsv.h"

static const char *
plain_name(const char *name)
{
	return !strncmp(name, "gw_", 3) && name[3] ? name + 3 : name;
}

static int
is_head(const char *key)
{
	static const char *const word[] = { "Lattice", "Origin", "Properties", "pbc", "gw_units",
	    "gw_species", "gw_mass", "gw_dim" };

	for (size_t k = 0; k < sizeof word/sizeof *word; k++)
		if (!strcmp(word[k], key))
			return 1;
	return !strncmp(key, "gw_potential_", strlen("gw_potential_"));
}

/* ASE's stress: nine numbers, or six in Voigt's order xx yy zz yz xz xy. */
static int
put_stress(struct gw_frame *f, const char *value)
{
	static const int nine[6] = { 0, 4, 8, 1, 2, 5 }, six[6] = { 0, 1, 2, 5, 4, 3 };
	double v[9];
	int n = gw_keyval_numbers(value, v, 9);

	if (n != 9 && n != 6)
		return 0;
	for (int k = 0; k < 6; k++)
		gw_frame_set_real(f, gw_stress_name[k], v[n == 9 ? nine[k] : six[k]]);
	return 1;
}

static void
put_scalar(struct gw_frame *f, const char *key, const char *value, int quoted)
{
	const char *name = plain_name(key);
	long long i;
	double v;

	if (!strcmp(key, "stress") && put_stress(f, value))
		return;
	if (!quoted && gw_integer(value, LLONG_MIN, LLONG_MAX, &i) == 0)
		gw_frame_set_int(f, name, i);
	else if (!quoted && gw_number(value, &v) == 0)
		gw_frame_set_real(f, name, v);
	else if (!quoted && (!strcmp(value, "T") || !strcmp(value, "F")))
		gw_frame_set_int(f, name, *value == 'T');
	else
		gw_frame_set_str(f, name, value);
}

static void
put_potential(struct gw_xyz *r, struct gw_frame *f)
{
	static const char *const key[] = { "spec", "file", "sha256", "title" };
	json_t *p = json_object();
	char name[32];

	for (size_t k = 0; k < sizeof key/sizeof *key; k++) {
		const char *v;

		snprintf(name, sizeof name, "gw_potential_%s", key[k]);
		if ((v = gw_keyval_get(&r->kv, name)))
			json_object_set_new(p, key[k], gw_json_text(v));
	}
	if (json_object_get(p, "spec"))
		json_object_set(f->meta, "potential", p);
	json_decref(p);
}

/* Integers take four bytes if they fit. */
static enum gw_dtype
dtype(const struct gw_xyz_property *p, size_t count)
{
	if (p->kind != 'I')
		return p->kind == 'L' ? GW_U1 : GW_F8;
	for (size_t k = 0; k < count; k++)
		if (fabs(p->v[k]) > INT32_MAX)
			return GW_I8;
	return GW_I4;
}

static void
put_array(struct gw_frame *f, const struct gw_xyz_property *p, const int *order, int n)
{
	size_t w = (size_t)p->count, rows = (size_t)n;
	struct gw_array *a;
	char name[64];

	snprintf(name, sizeof name, "%.63s",
	    strcmp(p->name, "forces") ? plain_name(p->name) : "force");
	gw_column_clean(name);
	a = gw_frame_put(f, name, dtype(p, w*rows), rows, w == 1 ? 0 : w, "", NULL);
	for (size_t k = 0; k < w*rows; k++) {
		double v = p->v[(size_t)order[k/w]*w + k%w];

		switch (a->dtype) {
		case GW_F8: ((double *)a->data)[k] = v; break;
		case GW_I8: ((int64_t *)a->data)[k] = (int64_t)v; break;
		case GW_I4: ((int32_t *)a->data)[k] = (int32_t)v; break;
		default: ((uint8_t *)a->data)[k] = (uint8_t)v;
		}
	}
}

void
gw_xyz_extra(struct gw_xyz *r, struct gw_frame *f, const int *order)
{
	for (int k = 0; k < r->kv.n; k++)
		if (!is_head(r->kv.key[k]))
			put_scalar(f, r->kv.key[k], r->kv.value[k], r->kv.quoted[k]);
	put_potential(r, f);
	for (int k = 0; k < r->nprop; k++) {
		const struct gw_xyz_property *p = &r->prop[k];
		size_t len = strlen(r->seen->note);

		if (p->use == ARRAY)
			put_array(f, p, order, r->n);
		else if (p->use == SKIP)
			snprintf(r->seen->note + len, sizeof r->seen->note - len,
			    "%scolumn %.40s holds words: left out", len ? "; " : "", p->name);
	}
}
