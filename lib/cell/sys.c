/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A configuration of atoms: making, copying, checking it. */
#include "cell/sys.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"

struct gw_sys *
gw_sys_new(int n, int nspecies, int dim, enum gw_unit_system units)
{
	struct gw_sys *s = gw_alloc(1, sizeof *s);
	size_t m = (size_t)n;

	s->n = n;
	s->dim = dim;
	s->units = units;
	s->nspecies = nspecies;
	s->species = gw_alloc((size_t)nspecies, sizeof *s->species);
	s->x = gw_alloc(3*m, sizeof *s->x);
	s->f = gw_alloc(3*m, sizeof *s->f);
	s->type = gw_alloc(m, sizeof *s->type);
	s->id = gw_alloc(m, sizeof *s->id);
	for (int i = 0; i < n; i++)
		s->id[i] = i + 1;
	gw_box_ortho(&s->box, 1, 1, 1, dim);
	return s;
}

struct gw_sys *
gw_sys_copy(const struct gw_sys *s)
{
	struct gw_sys *c = gw_alloc(1, sizeof *c);
	size_t m = (size_t)s->n;

	*c = *s;
	c->species = gw_dup(s->species, (size_t)s->nspecies, sizeof *s->species);
	c->x = gw_dup(s->x, 3*m, sizeof *s->x);
	c->v = s->v ? gw_dup(s->v, 3*m, sizeof *s->v) : NULL;
	c->f = gw_dup(s->f, 3*m, sizeof *s->f);
	c->type = gw_dup(s->type, m, sizeof *s->type);
	c->id = gw_dup(s->id, m, sizeof *s->id);
	return c;
}

void
gw_sys_free(struct gw_sys *s)
{
	if (!s)
		return;
	gw_free(s->species);
	gw_free(s->x);
	gw_free(s->v);
	gw_free(s->f);
	gw_free(s->type);
	gw_free(s->id);
	gw_free(s);
}

void
gw_sys_need_v(struct gw_sys *s)
{
	if (!s->v)
		s->v = gw_alloc(3*(size_t)s->n, sizeof *s->v);
}

static int
finite3(const double *a)
{
	return isfinite(a[0]) && isfinite(a[1]) && isfinite(a[2]);
}

int
gw_sys_check(const struct gw_sys *s, struct gw_err *e)
{
	struct gw_box b = s->box;

	if (s->dim != 2 && s->dim != 3)
		return gw_fail(e, GW_BADDATA, "dimension %d: it must be 2 or 3", s->dim);
	if (gw_box_update(&b, e) < 0)
		return -1;
	for (int k = 0; k < s->nspecies; k++)
		if (!(s->species[k].mass > 0) || !isfinite(s->species[k].mass))
			return gw_fail(e, GW_BADDATA, "species %s: its mass is %g",
			    s->species[k].name, s->species[k].mass);
	for (int i = 0; i < s->n; i++) {
		long long id = s->id[i];

		if (!finite3(s->x + 3*(size_t)i))
			return gw_fail(e, GW_BADDATA, "atom %lld: its position is not finite", id);
		if (s->v && !finite3(s->v + 3*(size_t)i))
			return gw_fail(e, GW_BADDATA, "atom %lld: its velocity is not finite", id);
		if (s->type[i] < 0 || s->type[i] >= s->nspecies)
			return gw_fail(e, GW_BADDATA, "atom %lld: type %d, but there are %d "
			    "species", id, s->type[i], s->nspecies);
	}
	return 0;
}

int
gw_sys_species(const struct gw_sys *s, const char *name)
{
	for (int k = 0; k < s->nspecies; k++)
		if (!strcmp(s->species[k].name, name))
			return k;
	return -1;
}

double
gw_sys_kinetic(const struct gw_sys *s)
{
	double sum = 0;

	if (!s->v)
		return 0;
	for (int i = 0; i < s->n; i++) {
		const double *v = s->v + 3*(size_t)i;

		sum += s->species[s->type[i]].mass*(v[0]*v[0] + v[1]*v[1] + v[2]*v[2]);
	}
	return 0.5*gw_units(s->units)->mv2*sum;
}

double
gw_sys_temperature(const struct gw_sys *s)
{
	double ndof = (double)s->dim*s->n - s->dim;

	return ndof > 0 ? 2*gw_sys_kinetic(s)/(ndof*gw_units(s->units)->kB) : 0;
}
