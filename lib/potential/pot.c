/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Binding a potential of the registry to the species of a system. */
#include "potential/pot.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"

const struct gw_pot_type *
gw_pot_find(const char *name)
{
	for (int k = 0; gw_pots[k]; k++)
		if (!strcmp(gw_pots[k]->name, name))
			return gw_pots[k];
	return NULL;
}

const char *
gw_pot_operand(const struct gw_pot_type *t)
{
	return t->file == GW_FILE_NONE ? "" : t->file == GW_FILE_KIM ? ":MODEL" : ":FILE";
}

static int
knows(const struct gw_pot_type *t, const char *species)
{
	for (int k = 0; t->species[k]; k++)
		if (!strcmp(t->species[k], species))
			return 1;
	return 0;
}

static int
check(const struct gw_pot_type *t, const struct gw_pot_arg *a, struct gw_err *e)
{
	if (a->nspecies > GW_MAXSPECIES)
		return gw_fail(e, GW_BADDATA, "%s: %d species, at most %d", t->name,
		    a->nspecies, GW_MAXSPECIES);
	if (t->dim && t->dim != a->dim)
		return gw_fail(e, GW_BADDATA, "%s: it is a potential in %d dimensions, the "
		    "system has %d", t->name, t->dim, a->dim);
	for (int k = 0; t->species && k < a->nspecies; k++)
		if (!knows(t, a->species[k]))
			return gw_fail(e, GW_BADDATA, "species %s: the potential %s does not "
			    "know it", a->species[k], t->name);
	return 0;
}

struct gw_pot *
gw_pot_new(const struct gw_pot_type *t, const struct gw_pot_arg *a, struct gw_err *e)
{
	struct gw_pot *p;

	if (check(t, a, e) < 0)
		return NULL;
	p = gw_alloc(1, sizeof *p);
	p->type = t;
	p->nspecies = a->nspecies;
	if (t->create(p, a, e) < 0) {
		gw_pot_free(p);
		return NULL;
	}
	return p;
}

void
gw_pot_free(struct gw_pot *p)
{
	if (!p)
		return;
	p->type->destroy(p);
	gw_free(p->pair_cutoff);
	gw_free(p);
}
