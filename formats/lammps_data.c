/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LAMMPS data files: see the header for what is read. */
#include "formats/lammps_data.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define MAXWORD 32

struct data {
	struct gw_text *t;
	const struct gw_lammps_opt *o;
	struct gw_lammps_seen *seen;
	struct gw_err *e;
	char *word[MAXWORD];
	int nword;
	char *comment;			/* behind the present line's '#', trimmed, or NULL */

	char units[16];			/* from the title, "" if it does not say */
	int dim;
	long long step;			/* -1: not said */
	long long natoms;
	double lo[3], hi[3], tilt[3];
	int have_box[3];
	struct gw_lammps_types types;

	int have_atoms, have_v;
	int64_t *id, *vid;		/* ids of the Atoms and Velocities sections */
	int32_t *type;
	double *x, *v;
	int (*image)[3];
};

/* Where type and x stand in a line of Atoms. */
static const struct style {
	const char *name;
	int type, x, n;
} styles[] = {
	{ "atomic", 1, 2, 5 }, { "charge", 1, 3, 6 }, { "sphere", 1, 4, 7 },
	{ "bond", 2, 3, 6 }, { "angle", 2, 3, 6 }, { "molecular", 2, 3, 6 },
	{ "full", 2, 4, 7 },
};

static const char *const sections[] = {
	"Masses", "Atoms", "Velocities", "Atom Type Labels", NULL
};

#define bad(d, ...) gw_text_fail((d)->t, (d)->e, __VA_ARGS__)

/*
 * The next line that holds words: 1, 0 at the end, -1.  raw gets the line
 * before it was cut (may be NULL).
 */
static int
next(struct data *d, char *raw, size_t size)
{
	char *line, *hash;
	int r;

	while ((r = gw_text_line(d->t, &line, d->e)) > 0) {
		d->comment = NULL;
		if ((hash = strchr(line, '#'))) {
			*hash = 0;
			d->comment = hash + 1 + strspn(hash + 1, " \t");
		}
		if (raw)
			snprintf(raw, size, "%s", line);
		d->nword = gw_text_words(line, d->word, MAXWORD);
		if (d->nword > 0)
			return 1;
	}
	return r;
}

static const char *
word(const struct data *d, int k)
{
	return k < d->nword && k < MAXWORD ? d->word[k] : NULL;
}

static int
real(struct data *d, int k, const char *what, double *v)
{
	return gw_text_real(d->t, word(d, k), what, v, d->e);
}

static int
whole(struct data *d, int k, long long lo, long long hi, const char *what, long long *v)
{
	return gw_text_int(d->t, word(d, k), what, lo, hi, v, d->e);
}

/* "units = lj" in the title */
static void
title_word(const char *title, const char *key, char *to, size_t size)
{
	const char *p = strstr(title, key);

	*to = 0;
	if (!p)
		return;
	p += strlen(key);
	p += strspn(p, " ");
	if (*p != '=')
		return;
	p += 1 + strspn(p + 1, " ");
	snprintf(to, size, "%.*s", (int)strcspn(p, " ,;\t"), p);
}

static int
read_title(struct data *d)
{
	char *line, w[32];
	int r = gw_text_line(d->t, &line, d->e);

	if (r <= 0)
		return r < 0 ? r : gw_fail(d->e, GW_BADDATA, "%s: empty file", gw_text_name(d->t));
	title_word(line, "units", d->units, sizeof d->units);
	title_word(line, "dimension", w, sizeof w);
	d->dim = d->o->dim ? d->o->dim : !strcmp(w, "2") ? 2 : 3;
	title_word(line, "timestep", w, sizeof w);
	if (gw_integer(w, 0, LLONG_MAX, &d->step) < 0)
		d->step = -1;
	return 0;
}

static int
is(const struct data *d, int k, const char *w)
{
	return word(d, k) && !strcmp(d->word[k], w);
}

static int
read_bounds(struct data *d)
{
	for (int k = 0; k < 3; k++) {
		const char lo[4] = { "xyz"[k], 'l', 'o', 0 };

		if (!is(d, 2, lo))
			continue;
		d->have_box[k] = 1;
		return real(d, 0, "bound", &d->lo[k]) < 0 || real(d, 1, "bound", &d->hi[k]) < 0 ?
		    -1 : 1;
	}
	if (!is(d, 3, "xy") || !is(d, 4, "xz") || !is(d, 5, "yz"))
		return 0;
	for (int k = 0; k < 3; k++)
		if (real(d, k, "tilt", &d->tilt[k]) < 0)
			return -1;
	return 1;
}

/* A header line; 0: it was none, so it names a section. */
static int
read_header(struct data *d)
{
	long long v;
	int r;

	if (is(d, 1, "atoms") && d->nword == 2)
		return whole(d, 0, 0, INT_MAX, "number of atoms", &d->natoms) < 0 ? -1 : 1;
	if (is(d, 1, "atom") && is(d, 2, "types")) {
		r = whole(d, 0, 0, GW_LAMMPS_MAXTYPES, "number of types", &v);
		d->types.n = (int)v;
		return r < 0 ? r : 1;
	}
	if ((r = read_bounds(d)))
		return r;
	if (is(d, 1, "avec") || is(d, 3, "avec"))
		return bad(d, "general triclinic boxes (avec, bvec, cvec) are not read: "
		    "write the file without 'triclinic/general'");
	/* bonds, angles, extra ... per atom: a number first */
	return strchr("0123456789+-.", *d->word[0]) ? 1 : 0;
}

/* A type as a number, or as one of the file's labels; 0..n-1. */
static int
type_of(struct data *d, int k, int32_t *type)
{
	long long v;

	for (int j = 0; j < d->types.n; j++)
		if (*d->types.name[j] && is(d, k, d->types.name[j])) {
			*type = j;
			return 0;
		}
	if (whole(d, k, 1, d->types.n, "type", &v) < 0)
		return -1;
	*type = (int32_t)v - 1;
	return 0;
}

static int
need_line(struct data *d, const char *section, long long k, long long n)
{
	int r = next(d, NULL, 0);

	if (r < 0)
		return -1;
	if (r == 0)
		return bad(d, "the file ends after %lld of %lld lines of %s: is it cut?",
		    k, n, section);
	return 0;
}

static int
read_masses(struct data *d)
{
	int32_t type;

	for (int k = 0; k < d->types.n; k++) {
		if (need_line(d, "Masses", k, d->types.n) < 0 ||
		    type_of(d, 0, &type) < 0 || real(d, 1, "mass", &d->types.mass[type]) < 0)
			return -1;
		if (!(d->types.mass[type] > 0))
			return bad(d, "mass %g of type %d is not positive",
			    d->types.mass[type], type + 1);
		if (d->comment && !*d->types.name[type])
			snprintf(d->types.name[type], sizeof d->types.name[type], "%.*s",
			    (int)strcspn(d->comment, " \t"), d->comment);
	}
	return 0;
}

static int
read_labels(struct data *d)
{
	long long v;

	for (int k = 0; k < d->types.n; k++) {
		if (need_line(d, "Atom Type Labels", k, d->types.n) < 0 ||
		    whole(d, 0, 1, d->types.n, "type", &v) < 0)
			return -1;
		if (d->nword < 2)
			return bad(d, "type %lld has no label", v);
		snprintf(d->types.name[v - 1], sizeof d->types.name[0], "%.15s", d->word[1]);
	}
	return 0;
}

/* The style behind "Atoms #", or atomic when nothing is said. */
static const struct style *
find_style(struct data *d)
{
	size_t n = d->comment ? strcspn(d->comment, " \t") : 0;

	if (!n)
		return &styles[0];
	for (size_t k = 0; k < sizeof styles/sizeof *styles; k++)
		if (strlen(styles[k].name) == n && !strncmp(styles[k].name, d->comment, n))
			return &styles[k];
	bad(d, "atom style '%.40s' is not read; write the file with atom_style atomic", d->comment);
	return NULL;
}

static int
read_atom(struct data *d, const struct style *st, long i)
{
	long long v;
	int n;

	if (d->nword != st->n && d->nword != st->n + 3)
		return bad(d, "%d columns where atom style %s has %d, or %d with image flags",
		    d->nword, st->name, st->n, st->n + 3);
	if (whole(d, 0, 1, INT64_MAX, "id", &v) < 0 || type_of(d, st->type, &d->type[i]) < 0)
		return -1;
	d->id[i] = v;
	for (int k = 0; k < 3; k++) {
		if (real(d, st->x + k, "coordinate", &d->x[3*(size_t)i + (size_t)k]) < 0)
			return -1;
		n = gw_lammps_digits(d->word[st->x + k]);
		d->seen->digits = n > d->seen->digits ? n : d->seen->digits;
		if (d->nword == st->n)
			continue;
		if (whole(d, st->n + k, INT_MIN, INT_MAX, "image flag", &v) < 0)
			return -1;
		d->image[i][k] = (int)v;
	}
	return 0;
}

/* A count that a header claims is believed as far as memory follows the lines that are there. */
static void
reserve_atom(struct data *d, long i, size_t cap[5])
{
	size_t n = (size_t)i + 1;

	gw_reserve(&d->id, &cap[0], n, sizeof *d->id);
	gw_reserve(&d->type, &cap[1], n, sizeof *d->type);
	gw_reserve(&d->x, &cap[2], 3*n, sizeof *d->x);
	gw_reserve(&d->image, &cap[3], n, sizeof *d->image);
	memset(d->image[i], 0, sizeof *d->image);
}

static int
read_atoms(struct data *d)
{
	const struct style *st = find_style(d);
	size_t cap[5] = { 0 };

	if (!st)
		return -1;
	if (d->have_atoms)
		return bad(d, "a second section Atoms");
	for (long i = 0; i < d->natoms; i++) {
		reserve_atom(d, i, cap);
		if (need_line(d, "Atoms", i, d->natoms) < 0 || read_atom(d, st, i) < 0)
			return -1;
	}
	d->have_atoms = 1;
	return 0;
}

static int
read_velocities(struct data *d)
{
	size_t cap[2] = { 0 };
	long long v;

	if (d->have_v)
		return bad(d, "a second section Velocities");
	for (long i = 0; i < d->natoms; i++) {
		gw_reserve(&d->vid, &cap[0], (size_t)i + 1, sizeof *d->vid);
		gw_reserve(&d->v, &cap[1], 3*(size_t)i + 3, sizeof *d->v);
		if (need_line(d, "Velocities", i, d->natoms) < 0 ||
		    whole(d, 0, 1, INT64_MAX, "id", &v) < 0)
			return -1;
		d->vid[i] = v;
		for (int k = 0; k < 3; k++)
			if (real(d, 1 + k, "velocity", &d->v[3*(size_t)i + (size_t)k]) < 0)
				return -1;
	}
	d->have_v = 1;
	return 0;
}

/* Pair Coeffs, Bonds, ...: lines up to the next one that starts with a letter. */
static int
skip_section(struct data *d, const char *name)
{
	size_t n = strlen(d->seen->note);
	char *line;
	int r;

	snprintf(d->seen->note + n, sizeof d->seen->note - n, "%ssection %.40s left out",
	    n ? "; " : "", name);
	while ((r = gw_text_line(d->t, &line, d->e)) > 0) {
		line += strspn(line, " \t");
		if ((*line >= 'A' && *line <= 'Z')) {
			gw_text_again(d->t);
			return 0;
		}
	}
	return r;
}

static int
read_section(struct data *d, char *name)
{
	int k = 0;

	for (size_t n = strlen(name); n > 0 && strchr(" \t", name[n - 1]); n--)
		name[n - 1] = 0;
	name += strspn(name, " \t");
	while (sections[k] && strcmp(sections[k], name))
		k++;
	switch (k) {
	case 0: return read_masses(d);
	case 1: return read_atoms(d);
	case 2: return read_velocities(d);
	case 3: return read_labels(d);
	}
	if (*name >= 'A' && *name <= 'Z')
		return skip_section(d, name);
	return bad(d, "'%.60s': neither a header line nor a section of a LAMMPS data file", name);
}

static int
read_all(struct data *d)
{
	char raw[128];
	int r, header = 1;

	if (read_title(d) < 0)
		return -1;
	while ((r = next(d, raw, sizeof raw)) > 0) {
		if (header && (r = read_header(d)) != 0) {
			if (r < 0)
				return -1;
			continue;
		}
		header = 0;
		if (d->natoms < 0)
			return bad(d, "no line 'N atoms' before the first section: "
			    "not a LAMMPS data file");
		if (read_section(d, raw) < 0)
			return -1;
	}
	if (r < 0)
		return -1;
	if (d->natoms < 0)
		return bad(d, "no line 'N atoms': not a LAMMPS data file");
	for (int k = 0; k < d->dim; k++)
		if (!d->have_box[k])
			return bad(d, "no line '%clo %chi'", "xyz"[k], "xyz"[k]);
	if (d->natoms && !d->have_atoms)
		return bad(d, "the file ends without a section Atoms: is it cut?");
	return 0;
}

static int
fill_atoms(struct data *d, struct gw_sys *s)
{
	int *order = gw_alloc((size_t)s->n, sizeof *order);
	int r = gw_lammps_order(d->id, s->n, order, d->e);

	for (int i = 0; i < s->n && r == 0; i++) {
		int j = order[i], *m = d->image[j];

		s->id[i] = d->id[j];
		s->type[i] = d->type[j];
		for (int k = 0; k < 3; k++)
			s->x[3*(size_t)i + (size_t)k] = d->x[3*(size_t)j + (size_t)k];
		if (m[0] || m[1] || (m[2] && s->dim == 3))
			for (int k = 0; k < 3; k++)
				s->x[3*(size_t)i + (size_t)k] += m[0]*s->box.h[0][k] +
				    m[1]*s->box.h[1][k] + (s->dim == 3 ? m[2]*s->box.h[2][k] : 0);
	}
	gw_free(order);
	return r;
}

static int
fill_velocities(struct data *d, struct gw_sys *s)
{
	int *order = gw_alloc((size_t)s->n, sizeof *order);
	int r = gw_lammps_order(d->vid, s->n, order, d->e);

	gw_sys_need_v(s);
	for (int i = 0; i < s->n && r == 0; i++) {
		if (d->vid[order[i]] != s->id[i])
			r = gw_fail(d->e, GW_BADDATA, "velocity of atom %lld, which is not in "
			    "Atoms", (long long)d->vid[order[i]]);
		memcpy(&s->v[3*i], &d->v[3*order[i]], 3*sizeof *s->v);
	}
	gw_free(order);
	return r;
}

static struct gw_sys *
make_sys(struct data *d)
{
	static const int pbc[3] = { 1, 1, 1 };
	enum gw_unit_system us;
	struct gw_sys *s;

	if (gw_lammps_units(d->o, *d->units ? d->units : NULL, &us, d->e) < 0)
		return NULL;
	s = gw_sys_new((int)d->natoms, d->types.n, d->dim, us);
	if (gw_lammps_species(s, d->o, &d->types, d->e) == 0 &&
	    gw_lammps_box(s, d->lo, d->hi, d->tilt, pbc, d->e) == 0 &&
	    fill_atoms(d, s) == 0 && (!d->have_v || fill_velocities(d, s) == 0) &&
	    gw_lammps_flatten(s, d->e) == 0)
		return s;
	gw_sys_free(s);
	return NULL;
}

int
gw_lammps_data_read(struct gw_text *t, const struct gw_lammps_opt *o,
	struct gw_sys **s, struct gw_frame *extra, struct gw_lammps_seen *seen,
	struct gw_err *e)
{
	struct data *d = gw_alloc(1, sizeof *d);

	*d = (struct data){ .t = t, .o = o, .seen = seen, .e = e, .natoms = -1 };
	memset(seen, 0, sizeof *seen);
	*s = NULL;
	if (read_all(d) == 0 && !(*s = make_sys(d)))
		gw_fail_in(e, "%s", gw_text_name(t));
	if (*s && extra && d->step >= 0)
		gw_frame_set_int(extra, "step", d->step);
	gw_free(d->id);
	gw_free(d->vid);
	gw_free(d->type);
	gw_free(d->x);
	gw_free(d->v);
	gw_free(d->image);
	gw_free(d);
	return *s ? 0 : -1;
}
