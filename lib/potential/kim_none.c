/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where configure found no KIM API: formats/kim_none.c says so before this is reached. */
#include "potential/kim.h"

int
gw_kim_create(struct gw_pot *p, const struct gw_pot_arg *a, struct gw_err *e)
{
	(void)p;
	(void)a;
	return gw_fail(e, GW_USAGE, "the KIM API is not compiled in");
}

int
gw_kim_eval(const struct gw_pot *p, struct gw_eval *v, struct gw_err *e)
{
	(void)p;
	(void)v;
	return gw_fail(e, GW_USAGE, "the KIM API is not compiled in");
}

void
gw_kim_destroy(struct gw_pot *p)
{
	(void)p;
}
