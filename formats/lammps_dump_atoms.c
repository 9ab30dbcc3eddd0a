/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns and the atoms of a LAMMPS dump's frame. */
#include "formats/lammps_dump_priv.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "formats/column.h"
#include "formats/tsv.h"

static const char *const suffix[NKIND] = { "u", "", "su", "s" };

/* "xsu" with suffix "su" is component 0; -1 if it is none. */
static int
component(const char *name, const char *letters, const char *prefix, const char *tail)
{
	size_t np = strlen(prefix);
	const char *c;

	if (strncmp(name, prefix, np) || !name[np] || !(c = strchr(letters, name[np])) ||
	    strcmp(name + np + 1, tail))
		return -1;
	return (int)(c - letters);
}

static int
has_column(const struct gw_dump *d, const char *name)
{
	for (int k = 2; k < d->nword; k++)
		if (!strcmp(d->word[k], name))
			return 1;
	return 0;
}

/* The kind of position to read: all its components are there.  -1: none. */
static int
find_kind(const struct gw_dump *d)
{
	char name[8];
	int have;

	for (int kind = 0; kind < NKIND; kind++) {
		have = 0;
		for (int k = 0; k < 3; k++) {
			snprintf(name, sizeof name, "%c%s", "xyz"[k], suffix[kind]);
			have += has_column(d, name);
		}
		if (have == 3 || (have == 2 && d->dim == 2))
			return kind;
	}
	return -1;
}

/* The array a column belongs to (made when new), with the column's place in a row. */
static void
array_column(struct gw_dump *d, struct gw_dump_column *c, const char *name)
{
	char stem[64];
	int k = component(name, "xyz", "f", ""), len = (int)strcspn(name, "["), a = 0;
	long long index;

	snprintf(stem, sizeof stem, "%.63s", name);
	if (k >= 0 && has_column(d, "fx") && has_column(d, "fy") && has_column(d, "fz")) {
		strcpy(stem, "force");
	} else if (name[len] == '[' && strtoll(name + len + 1, NULL, 10) >= 1) {
		index = strtoll(name + len + 1, NULL, 10);
		k = index <= MAXCOL ? (int)index - 1 : -1;
		if (k >= 0)
			snprintf(stem, sizeof stem, "%.*s", len < 63 ? len : 63, name);
	} else {
		k = -1;
	}
	gw_column_clean(stem);
	while (a < d->narray && strcmp(d->array[a].name, stem) != 0)
		a++;
	if (a == d->narray) {
		d->array = gw_realloc(d->array, (size_t)a + 1, sizeof *d->array);
		d->array[a] = (struct gw_dump_array){ .cols = 0 };
		memcpy(d->array[a].name, stem, sizeof stem);
		d->narray++;
	}
	if (k >= d->array[a].cols)
		d->array[a].cols = k + 1;
	*c = (struct gw_dump_column){ ARRAY, k < 0 ? 0 : k, a };
}

static void
name_column(struct gw_dump *d, struct gw_dump_column *c, const char *name)
{
	static const struct { const char *name; enum gw_dump_use use; } single[] = {
		{ "id", ID }, { "type", TYPE }, { "element", ELEMENT }, { "mass", MASS } };
	int k;

	*c = (struct gw_dump_column){ SKIP, 0, 0 };
	for (size_t j = 0; j < sizeof single/sizeof *single; j++)
		if (!strcmp(name, single[j].name)) {
			c->use = single[j].use;
			return;
		}
	for (int kind = 0; kind < NKIND; kind++)
		if ((k = component(name, "xyz", "", suffix[kind])) >= 0) {
			*c = (struct gw_dump_column){ kind == d->kind ? POS : SKIP, k, 0 };
			return;
		}
	if ((k = component(name, "xyz", "v", "")) >= 0)
		*c = (struct gw_dump_column){ VEL, k, 0 };
	else if ((k = component(name, "xyz", "i", "")) >= 0)
		*c = (struct gw_dump_column){ IMAGE, k, 0 };
	else
		array_column(d, c, name);
}

int
gw_dump_columns(struct gw_dump *d)
{
	static const char *const one[] = { "id", "type", "element", "mass" };
	int seen[POS + 1][3] = { { 0 } };

	d->ncol = d->nword - 2;
	if (d->nword > MAXCOL)
		return bad(d, "%d columns, at most %d are read", d->ncol, MAXCOL - 2);
	if ((d->kind = find_kind(d)) < 0)
		return bad(d, "no positions: columns x y z (or xu, xs, xsu) are needed");
	memset(d->has, 0, sizeof d->has);
	for (int c = 0; c < d->ncol; c++) {
		struct gw_dump_column *p = &d->col[c];

		name_column(d, p, d->word[2 + c]);
		if (p->use < POS)
			d->has[p->use]++;
		if (p->use != SKIP && p->use != ARRAY && seen[p->use][p->k]++)
			return bad(d, "column %.40s occurs twice",
			    p->use <= MASS ? one[p->use - ID] : d->word[2 + c]);
	}
	if (!d->has[TYPE] && !d->has[ELEMENT])
		return bad(d, "neither a column 'type' nor 'element'");
	return 0;
}

/* ---- the atoms ---- */

static void
leave_out(struct gw_dump *d, struct gw_dump_column *c)
{
	size_t n = strlen(d->seen->note);
	struct gw_dump_array *a = &d->array[c->array];

	snprintf(d->seen->note + n, sizeof d->seen->note - n,
	    "%scolumn %.40s holds words: left out", n ? "; " : "", a->name);
	gw_free(a->v);
	a->v = NULL;
	a->cols = -1;
	for (int k = 0; k < d->ncol; k++)
		if (d->col[k].use == ARRAY && d->col[k].array == c->array)
			d->col[k].use = SKIP;
}

static int
put_array(struct gw_dump *d, int i, struct gw_dump_column *c, const char *word)
{
	struct gw_dump_array *a = &d->array[c->array];
	size_t cols = a->cols ? (size_t)a->cols : 1;
	double v;

	if (gw_number(word, &v) < 0) {
		if (i > 0)
			return bad(d, "'%.40s' in column %.40s is not a number", word, a->name);
		leave_out(d, c);
		return 0;
	}
	a->v[(size_t)i*cols + (size_t)c->k] = v;
	return 0;
}

/* A type that only its element tells gets the next number. */
static int
element_type(struct gw_dump *d, const char *word)
{
	struct gw_lammps_types *t = &d->types;
	int k = 0;

	if (d->o->nspecies) {
		for (k = 0; k < d->o->nspecies; k++)
			if (!strcmp(d->o->species[k], word))
				return k;
		return bad(d, "element '%.15s' is not in --species", word);
	}
	while (k < t->n && strcmp(t->name[k], word) != 0)
		k++;
	if (k == t->n) {
		if (k == GW_LAMMPS_MAXTYPES)
			return bad(d, "more than %d elements", GW_LAMMPS_MAXTYPES);
		snprintf(t->name[t->n++], sizeof t->name[0], "%.15s", word);
	}
	return k;
}

static int
put_element(struct gw_dump *d, int type, const char *word)
{
	char *name = d->types.name[type];

	if (*name && strncmp(name, word, 15) != 0)
		return bad(d, "type %d is both %s and %.15s", type + 1, name, word);
	snprintf(name, 16, "%.15s", word);
	return 0;
}

static int
put_mass(struct gw_dump *d, int type, double mass)
{
	double *m = &d->types.mass[type];

	if (!(mass > 0) || (*m > 0 && *m != mass))
		return bad(d, "mass %g of an atom of type %d, whose mass is %g", mass,
		    type + 1, *m);
	*m = mass;
	return 0;
}

static int
atom_type(struct gw_dump *d, int i)
{
	struct gw_lammps_types *t = &d->types;
	const char *type = NULL, *element = NULL, *mass = NULL;
	long long v = 0;
	double m;

	for (int c = 0; c < d->ncol; c++)
		switch (d->col[c].use) {
		case TYPE: type = d->word[c]; break;
		case ELEMENT: element = d->word[c]; break;
		case MASS: mass = d->word[c]; break;
		default: break;
		}
	if (type && gw_integer(type, 1, GW_LAMMPS_MAXTYPES, &v) < 0)
		return bad(d, "type '%.40s' is not an integer in 1..%d", type, GW_LAMMPS_MAXTYPES);
	if (!type && (v = 1 + element_type(d, element)) < 1)
		return -1;
	t->n = t->n > v ? t->n : (int)v;
	d->type[i] = (int32_t)v - 1;
	if (type && element && put_element(d, d->type[i], element) < 0)
		return -1;
	if (mass && gw_number(mass, &m) < 0)
		return bad(d, "mass '%.40s' is not a number", mass);
	return mass ? put_mass(d, d->type[i], m) : 0;
}

static int
put(struct gw_dump *d, int i, int c)
{
	struct gw_dump_column *p = &d->col[c];
	size_t at = 3*(size_t)i + (size_t)p->k;
	long long v;
	int n;

	switch (p->use) {
	case ID:
		if (gw_dump_int(d, c, 1, INT64_MAX, "id", &v) < 0)
			return -1;
		d->id[i] = v;
		return 0;
	case IMAGE:
		if (gw_dump_int(d, c, INT_MIN, INT_MAX, "image flag", &v) < 0)
			return -1;
		d->image[i][p->k] = (int)v;
		return 0;
	case POS:
		n = gw_lammps_digits(d->word[c]);
		d->seen->digits = n > d->seen->digits ? n : d->seen->digits;
		return gw_dump_real(d, c, "coordinate", &d->x[at]);
	case VEL:
		return gw_dump_real(d, c, "velocity", &d->v[at]);
	case ARRAY:
		return put_array(d, i, p, d->word[c]);
	default:
		return 0;
	}
}

static int
read_atom(struct gw_dump *d, int i)
{
	if (gw_dump_line(d, "an atom") < 0)
		return -1;
	if (d->nword != d->ncol)
		return bad(d, "%d columns where ITEM: ATOMS names %d (atom %d of %d)",
		    d->nword, d->ncol, i + 1, d->n);
	d->id[i] = i + 1;
	if (atom_type(d, i) < 0)
		return -1;
	for (int c = 0; c < d->ncol; c++)
		if (put(d, i, c) < 0)
			return -1;
	return 0;
}

/* Room for atom i and on: memory follows the lines that are there, not the count claimed. */
static void
room(struct gw_dump *d, int i, int *cap)
{
	size_t n;

	if (i < *cap)
		return;
	n = (size_t)(d->n < 4096 ? d->n : *cap < d->n/2 ? 2**cap + 4096 : d->n);
	d->id = gw_realloc(d->id, n, sizeof *d->id);
	d->type = gw_realloc(d->type, n, sizeof *d->type);
	d->x = gw_realloc(d->x, 3*n, sizeof *d->x);
	d->v = gw_realloc(d->v, 3*n, sizeof *d->v);
	d->image = gw_realloc(d->image, n, sizeof *d->image);
	memset(d->x + 3*(size_t)*cap, 0, 3*(n - (size_t)*cap)*sizeof *d->x);
	memset(d->v + 3*(size_t)*cap, 0, 3*(n - (size_t)*cap)*sizeof *d->v);
	memset(d->image + *cap, 0, (n - (size_t)*cap)*sizeof *d->image);
	for (int a = 0; a < d->narray; a++) {
		struct gw_dump_array *p = &d->array[a];
		size_t cols = p->cols > 0 ? (size_t)p->cols : 1, old = (size_t)*cap*cols;

		if (p->cols < 0)
			continue;
		p->v = gw_realloc(p->v, n*cols, sizeof *p->v);
		memset(p->v + old, 0, (n*cols - old)*sizeof *p->v);
	}
	*cap = (int)n;
}

int
gw_dump_atoms(struct gw_dump *d)
{
	int cap = 0;

	for (int i = 0; i < d->n; i++) {
		room(d, i, &cap);
		if (read_atom(d, i) < 0)
			return -1;
	}
	return 0;
}
