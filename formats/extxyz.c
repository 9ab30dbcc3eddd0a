/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reader of extended XYZ: columns as they come, then the system they make. */
#include "formats/extxyz_priv.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "formats/lammps.h"
#include "formats/tsv.h"

#define BLANK " \t\r\v\f"

/* ---- the two lines of the head ---- */

/* "A B" or "A,B" */
static int
add_kind(struct gw_xyz *r, const char *name)
{
	if (r->nkind == MAXKIND)
		return bad(r, "more than %d species", MAXKIND);
	snprintf(r->kind[r->nkind++], sizeof r->kind[0], "%.15s", name);
	return 0;
}

static int
set_kinds(struct gw_xyz *r)
{
	const char *ours = gw_keyval_get(&r->kv, "gw_species");
	char *copy, *save = NULL;
	int b = 0;

	r->ours = ours != NULL;
	r->named = r->ours || r->o->nspecies;
	copy = gw_strdup(ours ? ours : "");
	for (char *w = strtok_r(copy, " ,", &save); w && !b; w = strtok_r(NULL, " ,", &save))
		b = add_kind(r, w);
	gw_free(copy);
	if (!r->ours)
		for (int k = 0; k < r->o->nspecies && !b; k++)
			b = add_kind(r, r->o->species[k]);
	return b;
}

static enum gw_xyz_use
use_of(const struct gw_xyz *r, const struct gw_xyz_property *p)
{
	static const struct { const char *name; char kind; int count; enum gw_xyz_use use; } known[] = {
		{ "species", 'S', 1, SPECIES }, { "element", 'S', 1, SPECIES },
		{ "Z", 'I', 1, NUMBER }, { "numbers", 'I', 1, NUMBER },
		{ "pos", 'R', 3, POS }, { "positions", 'R', 3, POS }, { "id", 'I', 1, ID },
		{ "vel", 'R', 3, VEL }, { "velo", 'R', 3, VEL }, { "velocity", 'R', 3, VEL },
		{ "velocities", 'R', 3, VEL }, { "momenta", 'R', 3, MOMENTA } };

	for (size_t k = 0; k < sizeof known/sizeof *known; k++)
		if (!strcmp(p->name, known[k].name) && p->kind == known[k].kind &&
		    p->count == known[k].count)
			return known[k].use;
	if (r->ours && !strcmp(p->name, "type") && p->kind == 'I' && p->count == 1)
		return TYPE;
	return p->kind == 'S' ? SKIP : ARRAY;
}

static int
find(const struct gw_xyz *r, enum gw_xyz_use use)
{
	for (int k = 0; k < r->nprop; k++)
		if (r->prop[k].use == use)
			return k;
	return -1;
}

static int
add_property(struct gw_xyz *r, char *name, const char *kind, const char *count)
{
	struct gw_xyz_property *p = &r->prop[r->nprop];
	long long n;

	if (!*name || !kind || !count || strlen(kind) != 1 || !strchr("SIRL", *kind) ||
	    gw_integer(count, 1, MAXCOL, &n) < 0)
		return bad(r, "Properties: '%.40s' is not name:S|I|R|L:count", name);
	if (r->nprop == MAXPROP || r->ncol + n > MAXCOL)
		return bad(r, "Properties: more than %d columns", MAXCOL);
	*p = (struct gw_xyz_property){ .name = name, .kind = *kind, .count = (int)n };
	p->use = use_of(r, p);
	if (p->use < ARRAY && find(r, p->use) >= 0)
		return bad(r, "Properties: %.40s is there twice", name);
	r->ncol += (int)n;
	r->nprop++;
	return 0;
}

static int
set_properties(struct gw_xyz *r)
{
	const char *text = gw_keyval_get(&r->kv, "Properties");
	char *save = NULL, *name;

	r->props = gw_strdup(text ? text : "species:S:1:pos:R:3");
	for (name = strtok_r(r->props, ":", &save); name; name = strtok_r(NULL, ":", &save)) {
		char *kind = strtok_r(NULL, ":", &save), *count = strtok_r(NULL, ":", &save);

		if (add_property(r, name, kind, count) < 0)
			return -1;
	}
	if (find(r, POS) < 0)
		return bad(r, "Properties: no pos:R:3");
	if (find(r, SPECIES) < 0 && find(r, NUMBER) < 0 && find(r, TYPE) < 0)
		return bad(r, "Properties: no species:S:1");
	return 0;
}

/* "T T F"; periodic without it */
static int
set_pbc(struct gw_xyz *r, int pbc[3])
{
	const char *text = gw_keyval_get(&r->kv, "pbc");

	for (int k = 0; k < 3; k++) {
		pbc[k] = 1;
		if (!text)
			continue;
		text += strspn(text, BLANK ",");
		if (!*text || !strchr("TtFf10", *text))
			return bad(r, "pbc is not three of T and F");
		pbc[k] = strchr("Tt1", *text) != NULL;
		text += strcspn(text, BLANK ",");
	}
	return 0;
}

static int
set_box(struct gw_xyz *r)
{
	const char *lat = gw_keyval_get(&r->kv, "Lattice"), *org;
	struct gw_box *b = &r->box;

	if (!lat || gw_keyval_numbers(lat, &b->h[0][0], 9) != 9)
		return bad(r, "no Lattice=\"...\" with nine numbers: the frame needs a box");
	org = gw_keyval_get(&r->kv, "Origin");
	if (org && (gw_keyval_numbers(org, b->origin, 3) != 3 ||
	    !isfinite(b->origin[0] + b->origin[1] + b->origin[2])))
		return bad(r, "Origin=\"%.60s\" is not three numbers", org);
	if (set_pbc(r, b->pbc) < 0)
		return -1;
	if (r->dim == 2) {
		if (b->h[0][2] != 0 || b->h[1][2] != 0 || b->h[2][0] != 0 || b->h[2][1] != 0)
			return bad(r, "two dimensions, but the Lattice leaves the xy plane");
		b->h[2][2] = 1;
		b->origin[2] = b->pbc[2] = 0;
	}
	return gw_box_update(b, r->e) < 0 ?
	    gw_fail_in(r->e, "%s:%ld", gw_text_name(r->t), gw_text_number(r->t)) : 0;
}

static int
set_units(struct gw_xyz *r)
{
	struct gw_lammps_opt o = { .units = r->o->units };
	const char *dim = gw_keyval_get(&r->kv, "gw_dim");

	r->dim = r->o->dim ? r->o->dim : dim && !strcmp(dim, "2") ? 2 : 3;
	return gw_lammps_units(&o, gw_keyval_get(&r->kv, "gw_units"), &r->units, r->e) < 0 ?
	    gw_fail_in(r->e, "%s:%ld", gw_text_name(r->t), gw_text_number(r->t)) : 0;
}

/* 1, 0 at the end of the file, -1 */
static int
read_head(struct gw_xyz *r)
{
	char *line, *word[2];
	const char *wrong;
	long long n;
	int got, nword;

	do {
		if ((got = gw_text_line(r->t, &line, r->e)) <= 0)
			return got;
		nword = gw_text_words(line, word, 2);
	} while (nword == 0);
	if (nword != 1 || gw_integer(word[0], 0, INT_MAX, &n) < 0)
		return bad(r, "'%.40s' where a number of atoms should be: not XYZ, or more "
		    "atoms than the frame said", word[0]);
	r->n = (int)n;
	if ((got = gw_text_line(r->t, &line, r->e)) <= 0)
		return got < 0 ? -1 : bad(r, "the file ends before the second line of a frame");
	if ((wrong = gw_keyval_parse(&r->kv, line)))
		return bad(r, "%s", wrong);
	if (set_units(r) < 0 || set_box(r) < 0 || set_kinds(r) < 0 || set_properties(r) < 0)
		return -1;
	return 1;
}

/* ---- the atoms ---- */

/*
 * Species of a word: its place among the names or their symbols;
 * new ones are added if none are given.
 */
static int
kind_of(struct gw_xyz *r, const char *word, double *v)
{
	const char *name = word;
	int k;

	if (!r->named && r->units == GW_LJ)
		name = !strcmp(word, "Ni") ? "A" : !strcmp(word, "P") ? "B" : word;
	for (k = 0; k < r->nkind && strncmp(r->kind[k], name, 15) != 0; k++)
		;
	if (k == r->nkind && r->named)
		for (k = 0; k < r->nkind; k++)
			if (!strcmp(gw_extxyz_symbol(r->units, r->kind[k]), word))
				break;
	*v = k;
	if (k < r->nkind)
		return 0;
	return r->named ? bad(r, "species '%.15s' is none of those given", word) :
	    add_kind(r, name);
}

static int
logical(const char *w, double *v)
{
	*v = *w == 'T' || *w == 't' || *w == '1';
	return *v != 0 || *w == 'F' || *w == 'f' || *w == '0' ? 0 : -1;
}

static int
take(struct gw_xyz *r, struct gw_xyz_property *p, char *word, double *v)
{
	long long i;
	int n;

	if (p->use == SPECIES)
		return kind_of(r, word, v);
	if (p->kind == 'L')
		return logical(word, v) < 0 ? bad(r, "%.40s: '%.40s' is neither T nor F",
		    p->name, word) : 0;
	if (p->kind == 'I') {
		if (gw_text_int(r->t, word, p->name, LLONG_MIN, LLONG_MAX, &i, r->e) < 0)
			return -1;
		*v = (double)i;
		if (p->use != NUMBER)
			return 0;
		if (i < 1 || !gw_symbol((int)(i < 200 ? i : 0)))
			return bad(r, "atomic number %lld is not known", i);
		return kind_of(r, gw_symbol((int)i), v);
	}
	if (p->use == POS) {
		n = gw_lammps_digits(word);
		r->seen->digits = n > r->seen->digits ? n : r->seen->digits;
	}
	if (p->use != ARRAY)
		return gw_text_real(r->t, word, p->name, v, r->e);
	return gw_number(word, v) < 0 ? bad(r, "%.40s: '%.40s' is not a number", p->name, word) : 0;
}

static int
read_atom(struct gw_xyz *r, int i)
{
	char *line;
	int got = gw_text_line(r->t, &line, r->e), n, c = 0;

	if (got <= 0)
		return got < 0 ? -1 : bad(r, "the file ends after %d of %d atoms: is it cut?", i,
		    r->n);
	if ((n = gw_text_words(line, r->word, r->ncol)) != r->ncol)
		return bad(r, "%d columns where Properties has %d (atom %d of %d)",
		    n, r->ncol, i + 1, r->n);
	for (int k = 0; k < r->nprop; k++) {
		struct gw_xyz_property *p = &r->prop[k];
		size_t w = (size_t)p->count, at = (size_t)i*w;

		if (p->use == SKIP) {
			c += p->count;
			continue;
		}
		gw_reserve(&p->v, &p->cap, at + w, sizeof *p->v);
		for (size_t j = 0; j < w; j++, c++)
			if (take(r, p, r->word[c], &p->v[at + j]) < 0)
				return -1;
	}
	return 0;
}

/* ---- the system ---- */

static int
set_species(struct gw_xyz *r, struct gw_sys *s)
{
	struct gw_lammps_types *t = gw_alloc(1, sizeof *t);
	struct gw_lammps_opt o = { 0 };
	const char *mass = gw_keyval_get(&r->kv, "gw_mass");
	int b = 0;

	t->n = r->nkind;
	memcpy(t->name, r->kind, sizeof t->name);
	if (mass && gw_keyval_numbers(mass, t->mass, MAXKIND) != t->n)
		b = gw_fail(r->e, GW_BADDATA,
		    "gw_mass=\"%.60s\": not one number for each species", mass);
	for (int k = 0; k < t->n && mass && !b; k++)
		if (!(t->mass[k] > 0))
			b = gw_fail(r->e, GW_BADDATA, "the mass of %s is %g", t->name[k],
			    t->mass[k]);
	if (!b)
		b = gw_lammps_species(s, &o, t, r->e);
	gw_free(t);
	return b;
}

static int
set_types(struct gw_xyz *r, struct gw_sys *s, const int *order)
{
	int k = find(r, TYPE);

	if (k < 0 && (k = find(r, SPECIES)) < 0)
		k = find(r, NUMBER);
	for (int i = 0; i < s->n; i++) {
		double v = r->prop[k].v[order[i]];

		if (!(v >= 0 && v < s->nspecies))
			return gw_fail(r->e, GW_BADDATA, "atom %lld: type %g, but there are "
			    "%d species", (long long)s->id[i], v, s->nspecies);
		s->type[i] = (int32_t)v;
	}
	return 0;
}

/* p = m v in ASE's units: its time is sqrt(amu/eV) A. */
static void
set_velocities(struct gw_xyz *r, struct gw_sys *s, const int *order)
{
	int k = find(r, VEL), momenta = k < 0;

	if (k < 0 && (k = find(r, MOMENTA)) < 0)
		return;
	gw_sys_need_v(s);
	for (int i = 0; i < s->n; i++) {
		double f = !momenta ? 1 :
		    1/(s->species[s->type[i]].mass*sqrt(gw_units(s->units)->mv2));

		for (int c = 0; c < 3; c++)
			s->v[3*(size_t)i + (size_t)c] =
			    f*r->prop[k].v[3*(size_t)order[i] + (size_t)c];
	}
}

static int
set_ids(struct gw_xyz *r, struct gw_sys *s, int *order)
{
	int64_t *id = gw_alloc((size_t)s->n, sizeof *id);
	int k = find(r, ID), b = 0;

	for (int i = 0; i < s->n && !b; i++) {
		id[i] = k < 0 ? i + 1 : (int64_t)fmax(-1, fmin(r->prop[k].v[i], 9e15));
		if (id[i] < 1)
			b = gw_fail(r->e, GW_BADDATA,
			    "atom %d of the frame: its id is below 1", i + 1);
	}
	if (!b)
		b = gw_lammps_order(id, s->n, order, r->e);
	for (int i = 0; i < s->n && !b; i++)
		s->id[i] = id[order[i]];
	gw_free(id);
	return b;
}

static int
fill(struct gw_xyz *r, struct gw_sys *s, int *order)
{
	const double *x = r->prop[find(r, POS)].v;

	s->box = r->box;
	if (set_species(r, s) < 0 || set_ids(r, s, order) < 0 ||
	    set_types(r, s, order) < 0)
		return -1;
	for (int i = 0; i < s->n; i++)
		memcpy(&s->x[3*(size_t)i], &x[3*(size_t)order[i]], 3*sizeof *x);
	set_velocities(r, s, order);
	return gw_lammps_flatten(s, r->e);
}

/* ---- a frame ---- */

static struct gw_sys *
make_sys(struct gw_xyz *r, struct gw_frame *extra)
{
	struct gw_sys *s = gw_sys_new(r->n, r->nkind, r->dim, r->units);
	int *order = gw_alloc((size_t)r->n, sizeof *order), ok = fill(r, s, order) == 0;

	if (ok && extra)
		gw_xyz_extra(r, extra, order);
	gw_free(order);
	if (ok)
		return s;
	gw_sys_free(s);
	return NULL;
}

static int
read_frame(struct gw_xyz *r, struct gw_sys **s, struct gw_frame *extra)
{
	int got = read_head(r);
	long line;

	if (got <= 0)
		return got;
	line = gw_text_number(r->t);
	r->word = gw_alloc((size_t)r->ncol, sizeof *r->word);
	for (int i = 0; i < r->n; i++)
		if (read_atom(r, i) < 0)
			return -1;
	*s = make_sys(r, extra);
	return *s ? 1 : gw_fail_in(r->e, "%s:%ld: the frame that starts here",
	    gw_text_name(r->t), line - 1);
}

int
gw_extxyz_read(struct gw_text *t, const struct gw_extxyz_opt *o, struct gw_sys **s,
	struct gw_frame *extra, struct gw_extxyz_seen *seen, struct gw_err *e)
{
	struct gw_xyz *r = gw_alloc(1, sizeof *r);
	int got;

	*r = (struct gw_xyz){ .t = t, .o = o, .seen = seen, .e = e };
	memset(seen, 0, sizeof *seen);
	*s = NULL;
	got = read_frame(r, s, extra);
	for (int k = 0; k < r->nprop; k++)
		gw_free(r->prop[k].v);
	gw_keyval_free(&r->kv);
	gw_free(r->props);
	gw_free(r->word);
	gw_free(r);
	return got;
}
