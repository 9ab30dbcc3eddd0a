/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "structure/displace.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/vec.h"

static int
same_species(const struct gw_sys *s, const struct gw_sys *ref, struct gw_err *e)
{
	if (s->units != ref->units)
		return gw_fail(e, GW_BADDATA, "units %s, not %s",
		    gw_units(ref->units)->name, gw_units(s->units)->name);
	if (s->dim != ref->dim)
		return gw_fail(e, GW_BADDATA, "%d dimensions, not %d", ref->dim, s->dim);
	if (s->nspecies != ref->nspecies)
		return gw_fail(e, GW_BADDATA, "%d species, not %d", ref->nspecies, s->nspecies);
	for (int k = 0; k < s->nspecies; k++)
		if (strcmp(s->species[k].name, ref->species[k].name) != 0)
			return gw_fail(e, GW_BADDATA, "species %s where %s is expected",
			    ref->species[k].name, s->species[k].name);
	return 0;
}

int
gw_same_atoms(const struct gw_sys *s, const struct gw_sys *ref, struct gw_err *e)
{
	if (s->n != ref->n)
		return gw_fail(e, GW_BADDATA, "%d atoms, not %d", ref->n, s->n);
	if (same_species(s, ref, e) < 0)
		return -1;
	for (int i = 0; i < s->n; i++) {
		if (s->id[i] != ref->id[i])
			return gw_fail(e, GW_BADDATA, "other atoms or another order: atom %d of "
			    "the list has id %" PRId64 ", not %" PRId64, i + 1,
			    ref->id[i], s->id[i]);
		if (s->type[i] != ref->type[i])
			return gw_fail(e, GW_BADDATA, "atom %" PRId64 " is %s, not %s", s->id[i],
			    ref->species[ref->type[i]].name, s->species[s->type[i]].name);
	}
	return 0;
}

static int
same_box(const struct gw_box *a, const struct gw_box *b)
{
	for (int k = 0; k < 3; k++) {
		if (a->origin[k] != b->origin[k])
			return 0;
		for (int d = 0; d < 3; d++)
			if (a->h[k][d] != b->h[k][d])
				return 0;
	}
	return 1;
}

static void
remove_drift(int n, double *u)
{
	double mean[3] = { 0 };

	for (int i = 0; i < 3*n; i++)
		mean[i % 3] += u[i]/n;
	for (int i = 0; i < 3*n; i++)
		u[i] -= mean[i % 3];
}

void
gw_displacements(const struct gw_sys *s, const struct gw_sys *ref, int keep_drift, double *u)
{
	int same = same_box(&s->box, &ref->box);

	for (int i = 0; i < s->n; i++) {
		const double *x = s->x + 3*(size_t)i, *r = ref->x + 3*(size_t)i;
		double *d = u + 3*(size_t)i, f[3], mapped[3];

		if (!same) {
			gw_box_frac(&ref->box, r, f);
			gw_box_cart(&s->box, f, mapped);
			r = mapped;
		}
		for (int k = 0; k < 3; k++)
			d[k] = x[k] - r[k];
		gw_box_mic(&s->box, d);
	}
	if (!keep_drift)
		remove_drift(s->n, u);
}

int
gw_farthest(int n, const double *u, double *length)
{
	double best = -1;
	int at = -1;

	for (int i = 0; i < n; i++) {
		double d2 = gw_dot3(u + 3*(size_t)i, u + 3*(size_t)i);

		if (d2 > best) {
			best = d2;
			at = i;
		}
	}
	*length = at < 0 ? 0 : sqrt(best);
	return at;
}
