/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reader of LAMMPS text dumps; the header says what is understood. */
#include "formats/lammps_dump_priv.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"

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

int
gw_dump_line(struct gw_dump *d, const char *what)
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

int
gw_dump_real(struct gw_dump *d, int k, const char *what, double *v)
{
	return gw_text_real(d->t, k < d->nword ? d->word[k] : NULL, what, v, d->e);
}

int
gw_dump_int(struct gw_dump *d, int k, long long lo, long long hi, const char *what,
	long long *v)
{
	return gw_text_int(d->t, k < d->nword ? d->word[k] : NULL, what, lo, hi, v, d->e);
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
		if (gw_dump_line(d, "a line of the box") < 0)
			return -1;
		for (int c = 0; d->general && c < 3; c++)
			if (gw_dump_real(d, c, "box", &d->h[k][c]) < 0)
				return -1;
		if (d->general && gw_dump_real(d, 3, "box", &d->lo[k]) < 0)
			return -1;
		if (!d->general && (gw_dump_real(d, 0, "box", &d->lo[k]) < 0 ||
		    gw_dump_real(d, 1, "box", &d->hi[k]) < 0))
			return -1;
		if (tilted && gw_dump_real(d, 2, "box", &d->tilt[k]) < 0)
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
		return gw_dump_line(d, "the time step") < 0 ? -1 :
		    gw_dump_int(d, 0, LLONG_MIN, LLONG_MAX, "time step", &d->step);
	if (item_is(d, "NUMBER")) {
		if (gw_dump_line(d, "the number of atoms") < 0 ||
		    gw_dump_int(d, 0, 0, INT_MAX, "number of atoms", &n) < 0)
			return -1;
		d->n = (int)n;
		return 0;
	}
	if (item_is(d, "TIME")) {
		d->have_time = 1;
		return gw_dump_line(d, "the time") < 0 ? -1 : gw_dump_real(d, 0, "time", &d->time);
	}
	if (item_is(d, "UNITS")) {
		if (gw_dump_line(d, "the units") < 0)
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
		struct gw_dump_array *a = &d->array[k];
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
		if (gw_dump_columns(d) < 0 || gw_dump_atoms(d) < 0)
			r = gw_fail_in(e, "frame %ld", d->frame);
		else if (!(*s = make_sys(d, extra)))
			r = gw_fail_in(e, "%s: frame %ld", gw_text_name(d->t), d->frame);
	}
	free_frame(d);
	return r;
}
