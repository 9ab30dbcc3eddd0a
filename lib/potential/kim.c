/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The potential "kim": any published model of the KIM API.  A model that is a
 * table of embedded atoms turns into eam/alloy or eam/fs here, with the loops
 * of those; any other model is called, kim_api.c.
 */
#include "potential/kim.h"

#include <string.h>

extern const struct gw_pot_type gw_pot_kim, gw_pot_eam_alloy, gw_pot_eam_fs;

enum { DRIVER, KERNEL, SPLINE };

static const struct gw_pot_param param[] = {
	[DRIVER] = { "driver", 0, "auto", "",
		"auto|kim: our own loops for tables of embedded atoms, or always "
	    "the model's own code" },
	[KERNEL] = { "kernel", 0, "auto", "", "auto|plain: of our own loops, as in eam/fs" },
	[SPLINE] = { "spline", 0, "lammps", "",
		"lammps|smooth: of tables in our own loops, as in eam/fs" },
	{ 0 }
};

/* the parameters that type has, from those of "kim" */
static void
translate(const struct gw_pot_type *type, const struct gw_pot_arg *a, double *value,
	const char **word)
{
	const struct gw_pot_param *to = type->param, *from = param;

	for (int k = 0; to[k].name; k++) {
		value[k] = to[k].value;
		word[k] = to[k].word;
		for (int j = 0; from[j].name; j++)
			if (!strcmp(to[k].name, from[j].name)) {
				value[k] = a->value[j];
				word[k] = a->word[j];
			}
	}
}

static int
create(struct gw_pot *p, const struct gw_pot_arg *a, struct gw_err *e)
{
	const struct gw_kim_model *m = a->file;
	struct gw_pot_arg b = *a;
	double value[8];
	const char *word[8];

	if (!m->eam && strcmp(a->word[SPLINE], param[SPLINE].word) != 0)
		return gw_fail(e, GW_USAGE, "kim:%s is evaluated by its own code: spline=%s is for "
		    "tables in ours", m->name, a->word[SPLINE]);
	if (!m->eam)
		return gw_kim_create(p, a, e);
	p->type = m->eam->fs ? &gw_pot_eam_fs : &gw_pot_eam_alloy;
	translate(p->type, a, value, word);
	b.value = value;
	b.word = word;
	b.file = m->eam;
	return p->type->create(p, &b, e);
}

const struct gw_pot_type gw_pot_kim = {
	.name = "kim",
	.about = "a published model through the KIM API (Debian package openkim-models)",
	.ref = "Tadmor, Elliott, Sethna, Miller and Becker, JOM 63, 17 (2011)",
	.units = GW_METAL, .file = GW_FILE_KIM, .dim = 3, .param = param,
	.create = create, .eval = gw_kim_eval, .destroy = gw_kim_destroy,
};
