/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writer of LAMMPS text dumps.  The head is the one every reader knows (no
 * UNITS, no TIME).  Turning the box turns `force` too; other arrays cannot be
 * known to be vectors and stay as they are.
 */
#include "formats/lammps_dump.h"

#include <math.h>
#include <string.h>

#include "base/vec.h"
#include "formats/column.h"

static void
write_head(FILE *out, const struct gw_sys *s, int64_t step)
{
	const double (*h)[3] = s->box.h, *o = s->box.origin;
	double xy = h[1][0], xz = h[2][0], yz = h[2][1], lo[3], hi[3];
	int tilted = xy != 0 || xz != 0 || yz != 0;
	const double tilt[3] = { xy, xz, yz };

	for (int k = 0; k < 3; k++) {
		lo[k] = k < s->dim ? o[k] : -0.5;
		hi[k] = k < s->dim ? o[k] + h[k][k] : 0.5;
	}
	lo[0] += fmin(fmin(0, xy), fmin(xz, xy + xz));
	hi[0] += fmax(fmax(0, xy), fmax(xz, xy + xz));
	lo[1] += fmin(0, yz);
	hi[1] += fmax(0, yz);
	fprintf(out, "ITEM: TIMESTEP\n%lld\nITEM: NUMBER OF ATOMS\n%d\nITEM: BOX BOUNDS%s",
	    (long long)step, s->n, tilted ? " xy xz yz" : "");
	for (int k = 0; k < 3; k++)
		fprintf(out, " %s", s->box.pbc[k] || k >= s->dim ? "pp" : "ff");
	for (int k = 0; k < 3; k++) {
		fprintf(out, "\n%.17g %.17g", lo[k], hi[k]);
		if (tilted)
			fprintf(out, " %.17g", tilt[k]);
	}
	fputc('\n', out);
}

static int
is_force(const struct gw_array *a)
{
	return !strcmp(a->name, "force") && a->dtype == GW_F8 && gw_column_width(a) == 3;
}

/*
 * The array's name as a column's; one that the reader takes for something else gets a '_' behind.
 */
static void
column_name(const struct gw_array *a, char name[72])
{
	static const char *const own[] = { "id", "type", "element", "mass", "x", "y", "z", "xs",
	    "ys", "zs", "xu", "yu", "zu", "xsu", "ysu", "zsu", "ix", "iy", "iz", "vx", "vy", "vz" };

	snprintf(name, 64, "%s", a->name);
	gw_column_clean(name);
	for (size_t k = 0; k < sizeof own/sizeof *own; k++)
		if (!strcmp(name, own[k])) {
			strcat(name, "_");
			return;
		}
}

static void
write_names(FILE *out, const struct gw_sys *s, const struct gw_frame *f)
{
	char name[72];

	fprintf(out, "ITEM: ATOMS id type element x y z ix iy iz%s", s->v ? " vx vy vz" : "");
	for (int k = 0; f && k < f->narray; k++) {
		const struct gw_array *a = &f->array[k];

		if (!gw_column_fits(a, (size_t)s->n))
			continue;
		column_name(a, name);
		if (is_force(a))
			fprintf(out, " fx fy fz");
		else if (a->ndim == 1)
			fprintf(out, " %s", name);
		for (size_t c = 0; a->ndim == 2 && !is_force(a) && c < a->shape[1]; c++)
			fprintf(out, " %s[%zu]", name, c + 1);
	}
	fputc('\n', out);
}

static void
write_arrays(FILE *out, const struct gw_lammps_out *o, const struct gw_frame *f, size_t i)
{
	for (int k = 0; k < f->narray; k++) {
		const struct gw_array *a = &f->array[k];
		size_t w = gw_column_width(a);
		double t[3];

		if (!gw_column_fits(a, (size_t)o->s->n))
			continue;
		if (is_force(a)) {
			gw_vecmat((const double *)a->data + 3*i, o->r, t);
			fprintf(out, " %.17g %.17g %.17g", t[0], t[1], t[2]);
			continue;
		}
		for (size_t c = 0; c < w; c++)
			gw_column_print(out, a, i*w + c);
	}
}

static void
write_atom(FILE *out, const struct gw_lammps_out *o, const struct gw_frame *f, size_t i)
{
	const struct gw_sys *s = o->s;
	const double *x = &s->x[3*i];
	const int *m = o->image[i];

	fprintf(out, "%lld %d %s %.17g %.17g %.17g %d %d %d", (long long)s->id[i],
	    s->type[i] + 1, s->species[s->type[i]].name, x[0], x[1], x[2], m[0], m[1], m[2]);
	if (s->v)
		fprintf(out, " %.17g %.17g %.17g", s->v[3*i], s->v[3*i + 1], s->v[3*i + 2]);
	if (f)
		write_arrays(out, o, f, i);
	fputc('\n', out);
}

int
gw_dump_write(FILE *out, const struct gw_sys *s, int64_t step,
	const struct gw_frame *extra, struct gw_lammps_seen *seen, struct gw_err *e)
{
	struct gw_lammps_out o;
	int r = gw_lammps_out_make(&o, s, seen, e);

	if (r == 0) {
		write_head(out, o.s, step);
		write_names(out, o.s, extra);
		for (size_t i = 0; i < (size_t)s->n; i++)
			write_atom(out, &o, extra, i);
	}
	gw_lammps_out_free(&o);
	return r;
}
