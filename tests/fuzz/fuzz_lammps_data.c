/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LAMMPS data files: what is read can be written, and read again. */
#include "base/mem.h"
#include "formats/lammps_data.h"
#include "fuzz_frames.h"

#include <stdlib.h>
#include <string.h>

static void
again(const struct gw_sys *s)
{
	struct gw_lammps_opt o = { 0 };
	struct gw_lammps_seen seen;
	struct gw_sys *b = NULL;
	struct gw_text *t;
	struct gw_err e;
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	int r = gw_lammps_data_write(out, s, 0, &seen, &e);

	fclose(out);
	if (r == 0) {
		t = gw_text_memory("again", text, size);
		if (gw_lammps_data_read(t, &o, &b, NULL, &seen, &e) == 0 && b->n != s->n)
			abort();
		gw_text_close(t);
		gw_sys_free(b);
	}
	free(text);
}

static void
read_all(struct gw_text *t, int way, struct gw_frame *f)
{
	static const char *const name[] = { "Cu", "Zr" };
	struct gw_lammps_opt o[3] = { { .nspecies = 2, .species = name }, { 0 }, { .units = "lj", .dim = 2 } };
	struct gw_lammps_seen seen;
	struct gw_err e;
	struct gw_sys *s;

	if (gw_lammps_data_read(t, &o[way], &s, f, &seen, &e) == 0) {
		again(s);
		gw_sys_free(s);
	}
}

size_t
fuzz_seed(int k, uint8_t *buf, size_t cap)
{
	static const char *const seed[] = {
		"LAMMPS data, units = metal, dimension = 3, timestep = 5\n\n2 atoms\n2 atom types\n\n"
		"0 10 xlo xhi\n-1 9 ylo yhi\n0 8 zlo zhi\n1 -2 3 xy xz yz\n\nMasses\n\n1 63.546 # Cu\n"
		"2 91.224 # Zr\n\nPair Coeffs # eam\n\n1 1\n\nAtoms # atomic\n\n2 2 1.25 2 3 1 -1 2\n"
		"1 1 4 5 6 0 0 0\n\nVelocities\n\n1 1 2 3\n2 4 5 6\n",
		"t\r\n3 atoms\r\n1 atom types\r\n0 4 xlo xhi\r\n0 4 ylo yhi\r\n-1 1 zlo zhi\r\n\r\n"
		"Atom Type Labels\r\n\r\n1 A\r\n\r\nAtoms # charge\r\n\r\n1 A 0.5 0 0 0\r\n2 A -0.5 1 1 0\r\n"
		"3 1 0 2 2 0\r\n",
	};

	return fuzz_text(seed, sizeof seed/sizeof *seed, k, buf, cap);
}
