/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The common part of LAMMPS data files and dumps. */
#include "formats/lammps.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"

/* Atomic masses in input decks are rounded; no two elements lie this close. */
#define MASS_TOL 0.05

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-"

int
gw_lammps_units(const struct gw_lammps_opt *o, const char *in_file,
	enum gw_unit_system *us, struct gw_err *e)
{
	const char *name = o->units ? o->units : in_file ? in_file : "metal";

	if (o->units && in_file && strcmp(o->units, in_file))
		return gw_fail(e, GW_BADDATA, "the file is in %.40s units, --units says %s",
		    in_file, o->units);
	if (gw_units_find(name, us) < 0)
		return gw_fail(e, GW_BADDATA, "units '%.40s' are neither metal nor lj", name);
	return 0;
}

static const char *
element_of_mass(double mass)
{
	const char *best = NULL, *name;
	double d = MASS_TOL;

	for (int z = 1; (name = gw_symbol(z)); z++)
		if (gw_mass(name) > 0 && fabs(gw_mass(name) - mass) < d) {
			d = fabs(gw_mass(name) - mass);
			best = name;
		}
	return best;
}

static const char *
name_of_type(const struct gw_sys *s, const struct gw_lammps_opt *o,
	const struct gw_lammps_types *t, int k)
{
	if (o->nspecies)
		return o->species[k];
	if (*t->name[k] && (s->units == GW_LJ || gw_atomic_number(t->name[k])))
		return t->name[k];
	return s->units == GW_METAL ? element_of_mass(t->mass[k]) : NULL;
}

int
gw_lammps_species(struct gw_sys *s, const struct gw_lammps_opt *o,
	const struct gw_lammps_types *t, struct gw_err *e)
{
	const char *name;

	if (o->nspecies && o->nspecies != t->n)
		return gw_fail(e, GW_BADDATA, "%d types, but --species names %d", t->n,
		    o->nspecies);
	for (int k = 0; k < t->n; k++) {
		struct gw_species *sp = &s->species[k];

		if (!(name = name_of_type(s, o, t, k)))
			return gw_fail(e, GW_BADDATA, "nothing says what type %d is: "
			    "name the types in order, --species %s", k + 1,
			    s->units == GW_LJ ? "A,B" : "Cu,Zr");
		if (name[strspn(name, LETTERS)])
			return gw_fail(e, GW_BADDATA, "type %d: '%.15s' is not a name",
			    k + 1, name);
		snprintf(sp->name, sizeof sp->name, "%s", name);
		sp->mass = t->mass[k] > 0 ? t->mass[k] :
		    s->units == GW_LJ ? 1 : gw_mass(sp->name);
		if (!(sp->mass > 0))
			return gw_fail(e, GW_BADDATA, "no mass for type %d (%s): "
			    "not an element, and the file gives none", k + 1, sp->name);
	}
	return 0;
}

int
gw_lammps_box(struct gw_sys *s, const double lo[3], const double hi[3],
	const double tilt[3], const int pbc[3], struct gw_err *e)
{
	struct gw_box *b = &s->box;

	memset(b, 0, sizeof *b);
	for (int k = 0; k < 3; k++) {
		if (k < s->dim && !(hi[k] > lo[k] && isfinite(hi[k] - lo[k])))
			return gw_fail(e, GW_BADDATA, "the box is empty along %c: %.17g to %.17g",
			    "xyz"[k], lo[k], hi[k]);
		b->h[k][k] = k < s->dim ? hi[k] - lo[k] : 1;
		b->origin[k] = k < s->dim ? lo[k] : 0;
		b->pbc[k] = k < s->dim && pbc[k];
	}
	b->h[1][0] = tilt[0];
	if (s->dim == 3) {
		b->h[2][0] = tilt[1];
		b->h[2][1] = tilt[2];
	}
	return gw_box_update(b, e);
}

int
gw_lammps_flatten(struct gw_sys *s, struct gw_err *e)
{
	for (int i = 0; s->dim == 2 && i < s->n; i++)
		if (!(fabs(s->x[3*i + 2] - s->x[2]) < 1e-9))
			return gw_fail(e, GW_BADDATA, "atom %lld: z differs from the first "
			    "atom's: not a two-dimensional system", (long long)s->id[i]);
	for (int i = 0; s->dim == 2 && i < s->n; i++) {
		s->x[3*i + 2] = 0;
		if (s->v)
			s->v[3*i + 2] = 0;
	}
	return 0;
}

struct key {
	int64_t id;
	int row;
};

static int
by_id(const void *a, const void *b)
{
	const struct key *p = a, *q = b;

	return (p->id > q->id) - (p->id < q->id);
}

int
gw_lammps_order(const int64_t *id, int n, int *order, struct gw_err *e)
{
	struct key *key = gw_alloc((size_t)n, sizeof *key);
	int bad = 0;

	for (int i = 0; i < n; i++)
		key[i] = (struct key){ id[i], i };
	qsort(key, (size_t)n, sizeof *key, by_id);
	for (int i = 0; i < n && !bad; i++) {
		order[i] = key[i].row;
		if (i && key[i].id == key[i - 1].id)
			bad = gw_fail(e, GW_BADDATA, "atom %lld occurs twice",
			    (long long)key[i].id);
	}
	gw_free(key);
	return bad;
}

int
gw_lammps_digits(const char *s)
{
	int n = 0;

	for (; *s && *s != 'e' && *s != 'E'; s++)
		n += isdigit((unsigned char)*s) && (n || *s != '0');
	return n;
}

/* h_new = h r; exactly nothing happens to a box that is already standard. */
static int
turn_box(struct gw_lammps_out *o, struct gw_err *e)
{
	struct gw_box *b = &o->s->box;
	double h[3][3];

	memcpy(h, b->h, sizeof h);
	if (h[0][1] == 0 && h[0][2] == 0 && h[1][2] == 0 &&
	    h[0][0] > 0 && h[1][1] > 0 && h[2][2] > 0)
		return 0;
	if (gw_box_standard(b, o->r, e) < 0)
		return -1;
	o->turned = 1;
	gw_matmul(h, o->r, b->h);
	b->h[0][1] = b->h[0][2] = b->h[1][2] = 0;
	return gw_box_update(b, e);
}

/* Another basis of the same lattice: row j less the whole part of its tilt along k. */
static void
reduce(struct gw_lammps_out *o, int j, int k)
{
	struct gw_box *b = &o->s->box;
	double n = rint(b->h[j][k]/b->h[k][k]);

	/* a half period stays as it is, whichever side it is on */
	if (!b->pbc[j] || !b->pbc[k] || fabs(b->h[j][k]) <= 0.5*b->h[k][k]*(1 + 1e-12))
		return;
	o->flipped = 1;
	for (int c = 0; c <= k; c++)
		b->h[j][c] -= n*b->h[k][c];
}

static int
wrap_atom(struct gw_lammps_out *o, size_t i, struct gw_err *e)
{
	double f[3];

	gw_box_frac(&o->s->box, &o->s->x[3*i], f);
	for (int k = 0; k < 3; k++)
		if (!(fabs(f[k]) < 1e9))
			return gw_fail(e, GW_BADDATA, "atom %lld: it is %g periods away from the "
			    "box", (long long)o->s->id[i], f[k]);
	gw_box_wrap(&o->s->box, &o->s->x[3*i], o->image[i]);
	return 0;
}

static void
turn_atom(const struct gw_lammps_out *o, size_t i)
{
	const double *org = o->s->box.origin;
	double *x = &o->s->x[3*i], d[3];

	for (int k = 0; k < 3; k++)
		d[k] = x[k] - org[k];
	gw_vecmat(d, o->r, d);
	for (int k = 0; k < 3; k++)
		x[k] = org[k] + d[k];
	if (o->s->v)
		gw_vecmat(&o->s->v[3*i], o->r, &o->s->v[3*i]);
}

static int
make_box(struct gw_lammps_out *o, struct gw_lammps_seen *seen, struct gw_err *e)
{
	if (turn_box(o, e) < 0)
		return -1;
	reduce(o, 2, 1);
	reduce(o, 2, 0);
	reduce(o, 1, 0);
	snprintf(seen->note, sizeof seen->note, "%s%s%s",
	    o->turned ? "the box was turned to LAMMPS's axes" : "",
	    o->turned && o->flipped ? "; " : "",
	    o->flipped ? "tilts were reduced by whole periods (the same lattice)" : "");
	return gw_box_update(&o->s->box, e);
}

int
gw_lammps_out_make(struct gw_lammps_out *o, const struct gw_sys *s,
	struct gw_lammps_seen *seen, struct gw_err *e)
{
	memset(o, 0, sizeof *o);
	memset(seen, 0, sizeof *seen);
	if (gw_sys_check(s, e) < 0)
		return -1;
	o->s = gw_sys_copy(s);
	o->image = gw_alloc((size_t)s->n, sizeof *o->image);
	for (int k = 0; k < 3; k++)
		o->r[k][k] = 1;
	if (make_box(o, seen, e) < 0)
		return -1;
	for (size_t i = 0; i < (size_t)s->n; i++) {
		if (o->turned)
			turn_atom(o, i);
		if (wrap_atom(o, i, e) < 0)
			return -1;
	}
	return 0;
}

void
gw_lammps_out_free(struct gw_lammps_out *o)
{
	gw_sys_free(o->s);
	gw_free(o->image);
}
