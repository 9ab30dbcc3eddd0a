/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LAMMPS dumps: what is read can be written. */
#include "base/mem.h"
#include "formats/lammps_dump.h"
#include "fuzz_frames.h"

#include <stdlib.h>
#include <string.h>

static void
again(const struct gw_sys *s, const struct gw_frame *f)
{
	struct gw_lammps_seen seen;
	struct gw_err e;
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	gw_dump_write(out, s, 0, f, &seen, &e);
	fclose(out);
	free(text);
}

static void
read_all(struct gw_text *t, int way, struct gw_frame *f)
{
	static const char *const name[] = { "Cu", "Zr" };
	struct gw_lammps_opt o[3] = { { .nspecies = 2, .species = name }, { 0 }, { .units = "lj", .dim = 2 } };
	struct gw_dump *d = gw_dump_open(t, &o[way]);
	struct gw_lammps_seen seen;
	struct gw_err e;
	struct gw_sys *s;

	while (gw_dump_next(d, &s, f, &seen, &e) > 0) {
		again(s, f);
		gw_sys_free(s);
	}
	gw_dump_close(d);
}

size_t
fuzz_seed(int k, uint8_t *buf, size_t cap)
{
	static const char *const seed[] = {
		"ITEM: UNITS\nmetal\nITEM: TIME\n0.25\nITEM: TIMESTEP\n100\nITEM: NUMBER OF ATOMS\n2\n"
		"ITEM: BOX BOUNDS xy xz yz pp pp pp\n-1 12 2\n0 13 -1\n0 10 3\n"
		"ITEM: ATOMS zs ys xs element iz iy ix vx vy vz c_a[2] c_a[1] fx fy fz v_q id name\n"
		"0.5 0.5 0.5 Zr 1 0 0 1 2 3 22 21 7 8 9 -4 9 word\n"
		"0.0 0.0 0.1 Cu 0 0 0 4 5 6 12 11 4 5 6 nan 2 word\n",
		"ITEM: TIMESTEP\n0\nITEM: NUMBER OF ATOMS\n1\nITEM: BOX BOUNDS pp pp ff\n0 10\n0 10\n0 10\n"
		"ITEM: ATOMS id type mass x y z xu yu zu\n1 2 91.2 1 2 3 11 2 3\n"
		"ITEM: TIMESTEP\n1\nITEM: NUMBER OF ATOMS\n0\nITEM: BOX BOUNDS abc origin pp pp pp\n"
		"10 0 1 0\n0 10 0 0\n1 1 10 0\nITEM: ATOMS id type x y z\n",
	};

	return fuzz_text(seed, sizeof seed/sizeof *seed, k, buf, cap);
}
