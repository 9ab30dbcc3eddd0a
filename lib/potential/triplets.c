/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the entries of a file to those of the species of a system. */
#include "potential/triplets.h"

#include <stdio.h>
#include <string.h>

static int
element_of(const struct gw_triplets *t, const char *name)
{
	for (int k = 0; k < t->nel; k++)
		if (!strcmp(t->name[k], name))
			return k;
	return -1;
}

static const double *
find(const struct gw_triplets *t, int a, int b, int c)
{
	for (int k = 0; k < t->n; k++) {
		const int *el = t->entry[k].el;

		if (el[0] == a && el[1] == b && el[2] == c)
			return t->entry[k].value;
	}
	return NULL;
}

/* name what is missing, the first few of it */
static int
missing(const struct gw_triplets *t, const struct gw_pot_arg *a, const double **row,
	struct gw_err *e)
{
	int ns = a->nspecies, n = 0;
	char list[256] = "";
	size_t len = 0;

	for (int q = 0; q < ns*ns*ns; q++)
		if (!row[q] && n++ < 4 && len < sizeof list)
			len += (size_t)snprintf(list + len, sizeof list - len, "%s%s %s %s",
			    len ? ", " : "", a->species[q/ns/ns], a->species[q/ns % ns],
			    a->species[q % ns]);
	return gw_fail(e, GW_BADDATA, "%s: it has no entry for %s%s", t->path, list,
	    n > 4 ? ", ..." : "");
}

int
gw_triplets_bind(const struct gw_triplets *t, const struct gw_pot_arg *a, const double **row,
	struct gw_err *e)
{
	int ns = a->nspecies, el[GW_MAXSPECIES], gaps = 0;

	for (int k = 0; k < ns; k++)
		if ((el[k] = element_of(t, a->species[k])) < 0)
			return gw_fail(e, GW_BADDATA, "species %s: %s has no such element "
			    "(its first is %s)", a->species[k], t->path, t->name[0]);
	for (int q = 0; q < ns*ns*ns; q++) {
		row[q] = find(t, el[q/ns/ns], el[q/ns % ns], el[q % ns]);
		gaps += !row[q];
	}
	return gaps ? missing(t, a, row, e) : 0;
}
