/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values of a whole frame by name: its scalars, and what follows from its
 * configuration (natoms, volume, density, temperature, energy_per_atom).
 */
#ifndef GW_TOOLS_SCALARS_H
#define GW_TOOLS_SCALARS_H

#include "cell/sys.h"
#include "formats/stream.h"

/* A frame under inspection; zero it, set frame, and free it after use. */
struct scalars {
	const struct gw_frame *frame;	/* borrowed */
	struct gw_sys *sys;		/* made when a value needs it */
	int tried;
};

/*
 * 1 and *v if the frame has it or it can be had, else 0.  `frame` is the frame's number in its
 * input, `density` g/cm^3 (metal) or atoms per volume (lj), `temperature`
 * is computed from the velocities where the scalar is not there.
 */
int scalars_get(struct scalars *s, const char *name, double *v);

/* The configuration, NULL if the frame has none that is usable. */
const struct gw_sys *scalars_sys(struct scalars *s);

void scalars_free(struct scalars *s);

/* Unit of a standard scalar in the frame's units, "" for others: "eV", "A^3". */
void scalars_unit(const struct gw_frame *f, const char *name, char *unit, size_t size);

#endif
