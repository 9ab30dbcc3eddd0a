/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Models of the KIM API (openkim.org; Tadmor, Elliott, Sethna, Miller, Becker,
 * JOM 63, 17 (2011)): what formats/kim.h finds of one, and the parts of the
 * potential "kim" among themselves.
 */
#ifndef GW_POTENTIAL_KIM_H
#define GW_POTENTIAL_KIM_H

#include "potential/pot.h"

/* .file of gw_pot_arg for the potential "kim" */
struct gw_kim_model {
	char *name;			/* full name, as the KIM API wants it */
	struct gw_eam_file *eam;	/* its tables, to be evaluated by our own loops, or NULL:
					   the model itself is called */
};

/* The model itself through the KIM API; kim_none.c where that is not compiled in. */
int gw_kim_create(struct gw_pot *p, const struct gw_pot_arg *a, struct gw_err *e);
int gw_kim_eval(const struct gw_pot *p, struct gw_eval *v, struct gw_err *e);
void gw_kim_destroy(struct gw_pot *p);

#endif
