/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writer of LAMMPS data files; the title line carries what the format has no place for. */
#include "formats/lammps_data.h"

static void
write_header(FILE *out, const struct gw_sys *s, int64_t step)
{
	const double (*h)[3] = s->box.h, *lo = s->box.origin;

	fprintf(out, "LAMMPS data file by glassworks, units = %s, dimension = %d",
	    gw_units(s->units)->name, s->dim);
	if (step >= 0)
		fprintf(out, ", timestep = %lld", (long long)step);
	fprintf(out, "\n\n%d atoms\n%d atom types\n\n", s->n, s->nspecies);
	for (int k = 0; k < 3; k++)
		fprintf(out, "%.17g %.17g %clo %chi\n", k < s->dim ? lo[k] : -0.5,
		    k < s->dim ? lo[k] + h[k][k] : 0.5, "xyz"[k], "xyz"[k]);
	if (h[1][0] != 0 || h[2][0] != 0 || h[2][1] != 0)
		fprintf(out, "%.17g %.17g %.17g xy xz yz\n", h[1][0], h[2][0], h[2][1]);
	fprintf(out, "\nMasses\n\n");
	for (int k = 0; k < s->nspecies; k++)
		fprintf(out, "%d %.17g # %s\n", k + 1, s->species[k].mass, s->species[k].name);
}

static void
write_atoms(FILE *out, const struct gw_sys *s, int (*m)[3])
{
	fprintf(out, "\nAtoms # atomic\n\n");
	for (size_t i = 0; i < (size_t)s->n; i++) {
		const double *x = &s->x[3*i];

		fprintf(out, "%lld %d %.17g %.17g %.17g %d %d %d\n", (long long)s->id[i],
		    s->type[i] + 1, x[0], x[1], x[2], m[i][0], m[i][1], m[i][2]);
	}
	if (!s->v)
		return;
	fprintf(out, "\nVelocities\n\n");
	for (size_t i = 0; i < (size_t)s->n; i++)
		fprintf(out, "%lld %.17g %.17g %.17g\n", (long long)s->id[i],
		    s->v[3*i], s->v[3*i + 1], s->v[3*i + 2]);
}

int
gw_lammps_data_write(FILE *out, const struct gw_sys *s, int64_t step,
	struct gw_lammps_seen *seen, struct gw_err *e)
{
	struct gw_lammps_out o;
	int r = gw_lammps_out_make(&o, s, seen, e);

	if (r == 0) {
		write_header(out, o.s, step);
		write_atoms(out, o.s, o.image);
	}
	gw_lammps_out_free(&o);
	return r;
}
