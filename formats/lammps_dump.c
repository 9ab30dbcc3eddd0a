/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reader of LAMMPS text dumps; the header says what is understood. */
#include "formats/lammps_dump.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "formats/tsv.h"

#define MAXCOL 256

/* What a column is for. */
enum use { SKIP, ID, TYPE, ELEMENT, MASS, IMAGE, VEL, ARRAY, POS };

/* The ways to write a position; the order is the preference. */
enum { XU, X, XSU, XS, NKIND };
static const char *const suffix[NKIND] = { "u", "", "su", "s" };

struct column {
	enum use use;
	int k;			/* component, or offset in its row of an array */
	int array;		/* ARRAY: index in dump.array */
};

struct array {
	char name[64];
	int cols;		/* 0: one number per atom */
	double *v;
};


struct gw_dump {
	struct gw_text *t;
	const struct gw_lammps_opt *o;
	struct gw_lammps_seen *seen;
	struct gw_err *e;
	long frame;
	char *word[MAXCOL];
	int nword;

	char units[16];
	struct gw_lammps_types types;
	struct column col[MAXCOL];
	int ncol, kind, dim, has[POS];
	struct array *array;
	int narray;

	/* the present frame */
	long long step;
	double time;
	int have_time, have_box, general;
	int n;
	double lo[3], hi[3], tilt[3], h[3][3];
	int pbc[3];
	int64_t *id;
	int32_t *type;
	double *x, *v;
	int (*image)[3];
};

#define bad(d, ...) gw_text_fail((d)->t, (d)->e, __VA_ARGS__)

struct gw_dump *
gw_dump_open(struct gw_text *t, const struct gw_lammps_opt *o)
{
	struct gw_dump *d = gw_alloc(1, sizeof *d);

	d->t = t;
	d->o = o;
	return d;
}

static void
free_frame(struct gw_dump *d)
{
	for (int k = 0; k < d->narray; k++)
		gw_free(d->array[k].v);
	gw_free(d->array);
	gw_free(d->id);
	gw_free(d->type);
	gw_free(d->x);
	gw_free(d->v);
	gw_free(d->image);
	d->array = NULL;
	d->narray = 0;
	d->id = NULL;
	d->type = NULL;
	d->x = d->v = NULL;
	d->image = NULL;
}

void
gw_dump_close(struct gw_dump *d)
{
	if (!d)
		return;
	free_frame(d);
	gw_free(d);
}

/* The next line, cut into words; the end of the file is an error here. */
static int
need_line(struct gw_dump *d, const char *what)
{
	char *line;
	int r = gw_text_line(d->t, &line, d->e);

	if (r < 0)
		return -1;
	if (r == 0)
		return bad(d, "the file ends where %s should be: is it cut?", what);
	d->nword = gw_text_words(line, d->word, MAXCOL);
	return 0;
}

static int
real(struct gw_dump *d, int k, double *v)
{
	if (k >= d->nword || gw_number(d->word[k], v) < 0 || !isfinite(*v))
		return bad(d, "'%.40s' is not a finite number", k < d->nword ? d->word[k] : "");
	return 0;
}

static int
whole(struct gw_dump *d, int k, long long lo, long long hi, const char *what, long long *v)
{
	if (k >= d->nword || gw_integer(d->word[k], lo, hi, v) < 0)
		return bad(d, "%s '%.40s' is not an integer in %lld..%lld", what,
		    k < d->nword ? d->word[k] : "", lo, hi);
	return 0;
}

/* ---- the items of a frame's head ---- */

/* From LAMMPS's bounding box to the box itself. */
static void
unbound(struct gw_dump *d)
{
	double xy = d->tilt[0], xz = d->tilt[1], yz = d->tilt[2];

	d->lo[0] -= fmin(fmin(0, xy), fmin(xz, xy + xz));
	d->hi[0] -= fmax(fmax(0, xy), fmax(xz, xy + xz));
	d->lo[1] -= fmin(0, yz);
	d->hi[1] -= fmax(0, yz);
}

/* ITEM: BOX BOUNDS [xy xz yz | abc origin] pp pp pp */
static int
read_box(struct gw_dump *d)
{
	int tilted = d->nword > 3 && !strcmp(d->word[3], "xy"), k;

	d->general = d->nword > 3 && !strcmp(d->word[3], "abc");
	for (k = 0; k < 3; k++) {
		int at = 3 + (tilted ? 3 : d->general ? 2 : 0) + k;

		d->pbc[k] = at >= d->nword || !strcmp(d->word[at], "pp");
		d->tilt[k] = 0;
	}
	for (k = 0; k < 3; k++) {
		if (need_line(d, "a line of the box") < 0)
			return -1;
		for (int c = 0; d->general && c < 3; c++)
			if (real(d, c, &d->h[k][c]) < 0)
				return -1;
		if (d->general && real(d, 3, &d->lo[k]) < 0)
			return -1;
		if (!d->general && (real(d, 0, &d->lo[k]) < 0 || real(d, 1, &d->hi[k]) < 0))
			return -1;
		if (tilted && real(d, 2, &d->tilt[k]) < 0)
			return -1;
	}
	unbound(d);
	d->have_box = 1;
	return 0;
}

static int
item_is(const struct gw_dump *d, const char *name)
{
	return d->nword > 1 && !strcmp(d->word[1], name);
}

/* One ITEM before ATOMS; the line is in d->word. */
static int
read_item(struct gw_dump *d)
{
	long long n;

	if (item_is(d, "BOX"))
		return read_box(d);
	if (item_is(d, "TIMESTEP"))
		return need_line(d, "the time step") < 0 ? -1 :
		    whole(d, 0, LLONG_MIN, LLONG_MAX, "time step", &d->step);
	if (item_is(d, "NUMBER")) {
		if (need_line(d, "the number of atoms") < 0 ||
		    whole(d, 0, 0, INT_MAX, "number of atoms", &n) < 0)
			return -1;
		d->n = (int)n;
		return 0;
	}
	if (item_is(d, "TIME")) {
		d->have_time = 1;
		return need_line(d, "the time") < 0 ? -1 : real(d, 0, &d->time);
	}
	if (item_is(d, "UNITS")) {
		if (need_line(d, "the units") < 0)
			return -1;
		snprintf(d->units, sizeof d->units, "%.15s", d->nword ? d->word[0] : "");
		return 0;
	}
	return bad(d, "'ITEM: %.40s' is not known in a dump of atoms",
	    d->nword > 1 ? d->word[1] : "");
}

/* Items up to ITEM: ATOMS, which is left in d->word; 1, 0 at the end, -1. */
static int
read_head(struct gw_dump *d)
{
	char *line;
	int r, items = 0;

	d->n = -1;
	d->have_box = d->have_time = 0;
	while ((r = gw_text_line(d->t, &line, d->e)) > 0) {
		d->nword = gw_text_words(line, d->word, MAXCOL);
		if (d->nword == 0)
			continue;
		if (strcmp(d->word[0], "ITEM:") != 0)
			return bad(d, "'%.40s' where an ITEM: should be: more atoms than "
			    "'NUMBER OF ATOMS' says, or not a dump", d->word[0]);
		if (item_is(d, "ATOMS"))
			break;
		if (read_item(d) < 0)
			return -1;
		items++;
	}
	if (r == 0 && !items)
		return 0;
	if (r == 0)
		return bad(d, "the file ends before ITEM: ATOMS: is it cut?");
	if (r > 0 && (d->n < 0 || !d->have_box))
		return bad(d, "ITEM: ATOMS before %s", d->n < 0 ? "NUMBER OF ATOMS" : "BOX BOUNDS");
	return r;
}

/* ---- the columns ---- */

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
array_column(struct gw_dump *d, struct column *c, const char *name)
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
	for (char *p = stem; *p; p++)
		if (*p == '.' || *p == '/')
			*p = '_';
	while (a < d->narray && strcmp(d->array[a].name, stem) != 0)
		a++;
	if (a == d->narray) {
		d->array = gw_realloc(d->array, (size_t)a + 1, sizeof *d->array);
		d->array[a] = (struct array){ .cols = 0 };
		memcpy(d->array[a].name, stem, sizeof stem);
		d->narray++;
	}
	if (k >= d->array[a].cols)
		d->array[a].cols = k + 1;
	*c = (struct column){ ARRAY, k < 0 ? 0 : k, a };
}

static void
name_column(struct gw_dump *d, struct column *c, const char *name)
{
	static const struct { const char *name; enum use use; } single[] = {
		{ "id", ID }, { "type", TYPE }, { "element", ELEMENT }, { "mass", MASS } };
	int k;

	*c = (struct column){ SKIP, 0, 0 };
	for (size_t j = 0; j < sizeof single/sizeof *single; j++)
		if (!strcmp(name, single[j].name)) {
			c->use = single[j].use;
			return;
		}
	for (int kind = 0; kind < NKIND; kind++)
		if ((k = component(name, "xyz", "", suffix[kind])) >= 0) {
			*c = (struct column){ kind == d->kind ? POS : SKIP, k, 0 };
			return;
		}
	if ((k = component(name, "xyz", "v", "")) >= 0)
		*c = (struct column){ VEL, k, 0 };
	else if ((k = component(name, "xyz", "i", "")) >= 0)
		*c = (struct column){ IMAGE, k, 0 };
	else
		array_column(d, c, name);
}

static int
read_columns(struct gw_dump *d)
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
		struct column *p = &d->col[c];

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
leave_out(struct gw_dump *d, struct column *c)
{
	size_t n = strlen(d->seen->note);
	struct array *a = &d->array[c->array];

	snprintf(d->seen->note + n, sizeof d->seen->note - n, "%scolumn %.40s holds words: left out",
	    n ? "; " : "", a->name);
	gw_free(a->v);
	a->v = NULL;
	a->cols = -1;
	for (int k = 0; k < d->ncol; k++)
		if (d->col[k].use == ARRAY && d->col[k].array == c->array)
			d->col[k].use = SKIP;
}

static int
put_array(struct gw_dump *d, int i, struct column *c, const char *word)
{
	struct array *a = &d->array[c->array];
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
		return bad(d, "mass %g of an atom of type %d, whose mass is %g", mass, type + 1, *m);
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
	struct column *p = &d->col[c];
	size_t at = 3*(size_t)i + (size_t)p->k;
	long long v;
	int n;

	switch (p->use) {
	case ID:
		if (whole(d, c, 1, INT64_MAX, "id", &v) < 0)
			return -1;
		d->id[i] = v;
		return 0;
	case IMAGE:
		if (whole(d, c, INT_MIN, INT_MAX, "image flag", &v) < 0)
			return -1;
		d->image[i][p->k] = (int)v;
		return 0;
	case POS:
		n = gw_lammps_digits(d->word[c]);
		d->seen->digits = n > d->seen->digits ? n : d->seen->digits;
		return real(d, c, &d->x[at]);
	case VEL:
		return real(d, c, &d->v[at]);
	case ARRAY:
		return put_array(d, i, p, d->word[c]);
	default:
		return 0;
	}
}

static int
read_atom(struct gw_dump *d, int i)
{
	if (need_line(d, "an atom") < 0)
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
		struct array *p = &d->array[a];
		size_t cols = p->cols > 0 ? (size_t)p->cols : 1, old = (size_t)*cap*cols;

		if (p->cols < 0)
			continue;
		p->v = gw_realloc(p->v, n*cols, sizeof *p->v);
		memset(p->v + old, 0, (n*cols - old)*sizeof *p->v);
	}
	*cap = (int)n;
}

static int
read_atoms(struct gw_dump *d)
{
	int cap = 0;

	for (int i = 0; i < d->n; i++) {
		room(d, i, &cap);
		if (read_atom(d, i) < 0)
			return -1;
	}
	return 0;
}

/* ---- the system ---- */

static int
set_box(struct gw_dump *d, struct gw_sys *s)
{
	if (!d->general)
		return gw_lammps_box(s, d->lo, d->hi, d->tilt, d->pbc, d->e);
	memcpy(s->box.h, d->h, sizeof d->h);
	memcpy(s->box.origin, d->lo, sizeof d->lo);
	memcpy(s->box.pbc, d->pbc, sizeof d->pbc);
	return gw_box_update(&s->box, d->e);
}

static void
place(const struct gw_dump *d, int j, struct gw_sys *s, int i)
{
	const double *from = &d->x[3*(size_t)j];
	double *x = &s->x[3*(size_t)i];
	const int *m = d->image[j];

	memcpy(x, from, 3*sizeof *x);
	if (d->kind == XS || d->kind == XSU)
		gw_box_cart(&s->box, from, x);
	if ((d->kind == X || d->kind == XS) && (m[0] || m[1] || m[2]))
		for (int k = 0; k < 3; k++)
			x[k] += m[0]*s->box.h[0][k] + m[1]*s->box.h[1][k] + m[2]*s->box.h[2][k];
}

static int
fill(struct gw_dump *d, struct gw_sys *s, int *order)
{
	if (gw_lammps_order(d->id, d->n, order, d->e) < 0)
		return -1;
	if (d->has[VEL])
		gw_sys_need_v(s);
	for (int i = 0; i < d->n; i++) {
		int j = order[i];

		s->id[i] = d->id[j];
		s->type[i] = d->type[j];
		place(d, j, s, i);
		if (s->v)
			memcpy(&s->v[3*(size_t)i], &d->v[3*(size_t)j], 3*sizeof *s->v);
	}
	return gw_lammps_flatten(s, d->e);
}

static void
put_extra(struct gw_dump *d, struct gw_frame *f, const int *order)
{
	gw_frame_set_int(f, "step", d->step);
	if (d->have_time)
		gw_frame_set_real(f, "time", d->time);
	for (int k = 0; k < d->narray; k++) {
		struct array *a = &d->array[k];
		size_t cols = a->cols > 0 ? (size_t)a->cols : 1;
		double *to;

		if (a->cols < 0)
			continue;
		to = gw_frame_put(f, a->name, GW_F8, (size_t)d->n, (size_t)a->cols, "", NULL)->data;
		for (int i = 0; i < d->n; i++)
			memcpy(to + (size_t)i*cols, a->v + (size_t)order[i]*cols, cols*sizeof *to);
	}
}

static struct gw_sys *
make_sys(struct gw_dump *d, struct gw_frame *extra)
{
	enum gw_unit_system us;
	struct gw_sys *s;
	int *order, ok;

	if (gw_lammps_units(d->o, *d->units ? d->units : NULL, &us, d->e) < 0)
		return NULL;
	if (d->o->nspecies > d->types.n)
		d->types.n = d->o->nspecies;
	s = gw_sys_new(d->n, d->types.n, d->dim, us);
	order = gw_alloc((size_t)d->n, sizeof *order);
	ok = gw_lammps_species(s, d->o, &d->types, d->e) == 0 && set_box(d, s) == 0 &&
	    fill(d, s, order) == 0;
	if (ok && extra)
		put_extra(d, extra, order);
	gw_free(order);
	if (ok)
		return s;
	gw_sys_free(s);
	return NULL;
}

int
gw_dump_next(struct gw_dump *d, struct gw_sys **s, struct gw_frame *extra,
	struct gw_lammps_seen *seen, struct gw_err *e)
{
	int r;

	memset(seen, 0, sizeof *seen);
	d->seen = seen;
	d->e = e;
	d->dim = d->o->dim ? d->o->dim : 3;
	*s = NULL;
	free_frame(d);
	if ((r = read_head(d)) > 0) {
		d->frame++;
		if (read_columns(d) < 0 || read_atoms(d) < 0)
			r = gw_fail_in(e, "frame %ld", d->frame);
		else if (!(*s = make_sys(d, extra)))
			r = gw_fail_in(e, "%s: frame %ld", gw_text_name(d->t), d->frame);
	}
	free_frame(d);
	return r;
}
