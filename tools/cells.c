/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/cells.h"

#include <string.h>

#include "base/mem.h"

/* "0.1" or "1%" */
static int
threshold(const char *name, const char *text, struct gw_voronoi_min *m, struct gw_err *e)
{
	size_t n = text ? strlen(text) : 0;
	char *copy;
	int ok;

	if (!text)
		return 0;
	copy = gw_strdup(text);
	m->relative = n && text[n - 1] == '%';
	if (m->relative)
		copy[n - 1] = '\0';
	ok = gw_number(copy, &m->value) == 0 && m->value >= 0 &&
	    m->value < (m->relative ? 100 : 1e300);
	gw_free(copy);
	if (!ok)
		return gw_fail(e, GW_USAGE, "--%s %s: expected a number >= 0, or a percentage such "
		    "as 1%%", name, text);
	if (m->relative)
		m->value /= 100;
	return 0;
}

int
cells_open(struct filter *io, struct cells *c)
{
	if (c->radical && !c->radii)
		return gw_fail(&io->err, GW_USAGE,
		    "--radical: give the radii, as in --radii Cu=1.28,Zr=1.60");
	if (c->radii && !c->radical)
		return gw_fail(&io->err, GW_USAGE,
		    "--radii: they matter to radical cells only: say --radical");
	if (threshold("edge-min", c->edge_min, &c->opt.edge, &io->err) < 0)
		return -1;
	return threshold("face-min", c->face_min, &c->opt.face, &io->err);
}

/* "Cu=1.28": the species' name and its number */
static int
one_radius(char *item, const struct gw_sys *s, double *radius, const char *all, struct gw_err *e)
{
	char *value = strchr(item, '=');
	double r;
	int k;

	if (!value)
		return gw_fail(e, GW_USAGE, "--radii %s: expected SPECIES=RADIUS,...", all);
	*value++ = '\0';
	if (gw_number(value, &r) < 0 || !(r > 0))
		return gw_fail(e, GW_USAGE, "--radii %s: the radius of %s must be a number above 0",
		    all, item);
	if ((k = gw_sys_species(s, item)) >= 0)
		radius[k] = r;
	return 0;
}

/* Radii of the species of s; a name that s does not have may belong to other frames. */
static int
radii(const struct gw_sys *s, struct cells *c, struct gw_err *e)
{
	char *copy = gw_strdup(c->radii), *rest = copy, *item;
	int r = 0;

	gw_free(c->radius);
	c->opt.radius = c->radius = gw_alloc((size_t)s->nspecies, sizeof *c->radius);
	while (r == 0 && (item = strsep(&rest, ",")))
		r = one_radius(item, s, c->radius, c->radii, e);
	gw_free(copy);
	for (int k = 0; r == 0 && k < s->nspecies; k++)
		if (!(c->radius[k] > 0))
			r = gw_fail(e, GW_USAGE, "--radii %s: there is none for %s",
			    c->radii, s->species[k].name);
	return r;
}

int
cells_ready(struct filter *io, struct cells *c, const struct gw_sys *s)
{
	return c->radical ? radii(s, c, &io->err) : 0;
}

int
cells_find(struct filter *io, struct cells *c, const struct gw_sys *s)
{
	if (cells_ready(io, c, s) < 0)
		return -1;
	return gw_voronoi_cells(&c->v, s, &c->opt, &io->err);
}

char *
cells_said(const struct cells *c)
{
	return gw_format("cells %s%s, edge-min %s, face-min %s", c->radical ? "radical " : "plain",
	    c->radical ? c->radii : "", c->edge_min ? c->edge_min : "none",
	    c->face_min ? c->face_min : "none");
}

void
cells_scalars(struct filter *io, const struct cells *c)
{
	char *kind = gw_format("%s%s", c->radical ? "radical " : "plain",
	    c->radical ? c->radii : "");

	filter_set_str(io, "voronoi_cells", kind);
	filter_set_str(io, "voronoi_edge_min", c->edge_min ? c->edge_min : "none");
	filter_set_str(io, "voronoi_face_min", c->face_min ? c->face_min : "none");
	gw_free(kind);
}

const char *
cells_index(const struct gw_voronoi *v, int i, char text[CELLS_INDEX])
{
	const int32_t *n = v->index + (size_t)i*(size_t)v->k;
	int last = v->k, at = 0;

	while (last > 4 && n[last - 1] == 0)
		last--;
	for (int k = 0; k < last && at < CELLS_INDEX - 16; k++)
		at += snprintf(text + at, (size_t)(CELLS_INDEX - at), "%c%d", k ? ',' : '<', n[k]);
	snprintf(text + at, (size_t)(CELLS_INDEX - at), ">");
	return text;
}

void
cells_close(struct cells *c)
{
	gw_voronoi_clear(&c->v);
	gw_free(c->radius);
}
