/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/scalars.h"

#include <string.h>

#include "formats/config.h"

#define AMU_PER_A3 1.66053906660	/* g/cm^3 */

const struct gw_sys *
scalars_sys(struct scalars *s)
{
	struct gw_err e;

	if (!s->tried)
		s->sys = gw_config_read(s->frame, &e);
	s->tried = 1;
	return s->sys;
}

void
scalars_free(struct scalars *s)
{
	gw_sys_free(s->sys);
	memset(s, 0, sizeof *s);
}

static double
density(const struct gw_sys *s)
{
	double m = 0;

	if (s->units == GW_LJ)
		return s->n/s->box.volume;
	for (int k = 0; k < s->n; k++)
		m += s->species[s->type[k]].mass;
	return m*AMU_PER_A3/s->box.volume;
}

static int
derived(struct scalars *s, const char *name, double *v)
{
	const struct gw_sys *c = scalars_sys(s);
	double e;

	if (!c)
		return 0;
	if (strcmp(name, "natoms") == 0)
		*v = c->n;
	else if (strcmp(name, "volume") == 0)
		*v = c->box.volume;
	else if (strcmp(name, "density") == 0)
		*v = density(c);
	else if (strcmp(name, "temperature") == 0 && c->v)
		*v = gw_sys_temperature(c);
	else if (strcmp(name, "kinetic") == 0 && c->v)
		*v = gw_sys_kinetic(c);
	else if (strcmp(name, "energy_per_atom") == 0 && c->n > 0 &&
	    gw_frame_get_real(s->frame, "energy", &e))
		*v = e/c->n;
	else
		return 0;
	return 1;
}

int
scalars_get(struct scalars *s, const char *name, double *v)
{
	if (gw_frame_get_real(s->frame, name, v))
		return 1;
	if (strcmp(name, "frame") == 0) {
		*v = (double)s->frame->number;
		return 1;
	}
	return derived(s, name, v);
}

/*
 * Dimension of a standard scalar, 0 for others; NAME_mean, NAME_before, NAME_loaded, NAME_error
 * and inherent_NAME are like NAME.
 */
static char
dimension(const char *name)
{
	static const struct { const char *name; char kind; } known[] = {
		{ "time", 't' }, { "temperature", 'T' }, { "target", 'T' }, { "energy", 'E' },
		{ "kinetic", 'E' }, { "enthalpy", 'E' }, { "conserved", 'E' },
		{ "energy_per_atom", 'E' }, { "barrier", 'E' }, { "reverse", 'E' },
		{ "barrier_ftol", 'E' }, { "barrier_local", 'E' }, { "barrier_extrapolated", 'E' },
		{ "barrier_error", 'E' }, { "height", 'E' }, { "energy_final", 'E' },
		{ "eigenvalue", 'K' }, { "fmax_final", 'F' }, { "distance", 'L' },
		{ "distance_final", 'L' }, { "volume", 'V' }, { "density", 'D' },
		{ "pressure", 'P' }, { "stress_residual", 'P' }, { "stress_xx", 'P' },
		{ "stress_yy", 'P' }, { "stress_zz", 'P' }, { "stress_xy", 'P' },
		{ "stress_xz", 'P' }, { "stress_yz", 'P' }, { "rms_dstress", 'P' },
		{ "rms_ref", 'P' }, { "period", 't' }, { "work", 'E' }, { "heat", 'E' },
		{ "stress_offset", 'P' }, { "stress_amplitude", 'P' }, { "storage", 'P' },
		{ "loss", 'P' }, { "umax", 'L' }, { "fmax", 'F' }, { "fnorm", 'F' },
		{ "lattice", 'L' }, { "lattice_c", 'L' }, { NULL, 0 } };
	static const char *const tail[] = { "", "_mean", "_before", "_loaded", "_error" };
	size_t n;

	name += strncmp(name, "inherent_", 9) ? 0 : 9;
	for (int k = 0; known[k].name; k++) {
		n = strlen(known[k].name);
		for (size_t m = 0; m < sizeof tail/sizeof *tail; m++)
			if (strncmp(name, known[k].name, n) == 0 && strcmp(name + n, tail[m]) == 0)
				return known[k].kind;
	}
	return 0;
}

void
scalars_unit(const struct gw_frame *f, const char *name, char *unit, size_t size)
{
	const char *units = json_string_value(json_object_get(f->meta, "units"));
	int dim = json_integer_value(json_object_get(f->meta, "dimension")) == 2 ? 2 : 3;
	char kind = dimension(name);
	enum gw_unit_system us;
	const struct gw_units *u;

	*unit = '\0';
	if (!kind || !units || gw_units_find(units, &us) < 0)
		return;
	u = gw_units(us);
	switch (kind) {
	case 't': snprintf(unit, size, "%s", u->time); break;
	case 'T': snprintf(unit, size, "%s", u->temperature); break;
	case 'E': snprintf(unit, size, "%s", u->energy); break;
	case 'L': snprintf(unit, size, "%s", u->length); break;
	case 'P':
		if (us == GW_METAL)
			snprintf(unit, size, "%s", u->pressure);
		else
			snprintf(unit, size, "%s/%s^%d", u->energy, u->length, dim);
		break;
	case 'F': snprintf(unit, size, "%s/%s", u->energy, u->length); break;
	case 'K': snprintf(unit, size, "%s/%s^2", u->energy, u->length); break;
	case 'V': snprintf(unit, size, "%s^%d", u->length, dim); break;
	default:
		if (us == GW_METAL)
			snprintf(unit, size, "g/cm^3");
		else
			snprintf(unit, size, "1/%s^%d", u->length, dim);
	}
}
