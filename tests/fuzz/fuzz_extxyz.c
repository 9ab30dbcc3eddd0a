/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Extended XYZ: what is read can be written, and what is written can be read. */
#include "base/mem.h"
#include "formats/extxyz.h"
#include "fuzz_frames.h"

#include <stdlib.h>
#include <string.h>

static void
again(const struct gw_sys *s, const struct gw_frame *f)
{
	struct gw_extxyz_opt o = { 0 };
	struct gw_extxyz_seen seen;
	struct gw_sys *b = NULL;
	struct gw_text *t;
	struct gw_err e;
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	gw_extxyz_write(out, s, f);
	fclose(out);
	t = gw_text_memory("again", text, size);
	if (gw_extxyz_read(t, &o, &b, NULL, &seen, &e) != 1 || b->n != s->n ||
	    memcmp(b->type, s->type, (size_t)s->n*sizeof *s->type)) {
		fprintf(stderr, "%s\n%.*s", b ? "differs" : e.msg, (int)(size < 2000 ? size : 2000), text);
		abort();
	}
	gw_text_close(t);
	gw_sys_free(b);
	free(text);
}

static void
read_all(struct gw_text *t, int way, struct gw_frame *f)
{
	static const char *const name[] = { "Cu", "Zr" };
	struct gw_extxyz_opt o[3] = { { .nspecies = 2, .species = name }, { 0 }, { .units = "lj" } };
	struct gw_extxyz_seen seen;
	struct gw_err e;
	struct gw_sys *s;

	while (gw_extxyz_read(t, &o[way], &s, f, &seen, &e) > 0) {
		again(s, f);
		gw_sys_free(s);
	}
}

size_t
fuzz_seed(int k, uint8_t *buf, size_t cap)
{
	static const char *const seed[] = {
		"2\nLattice=\"3.6 0.0 0.0 0.1 3.6 0.0 0.0 0.2 3.6\" Properties=species:S:1:pos:R:3:"
		"momenta:R:3:forces:R:3:tags:I:1:flag:L:1:label:S:1 energy=-1.5 "
		"stress=\"1 2 3 2 4 5 3 5 6\" name=\"a \\\"b\\\" c\" n=7 x=1e3 flag free "
		"v={1 2 3} m=[[1,2],[3,4]] pbc=\"T F T\"\n"
		"Zr 0.0 0.0 0.0 1.0 0.0 0.0 1 2 3 5 T w\nCu 1.8 1.8 0.0 0.0 2.0 0.0 4 5 6 6 F w\n",
		"1\nLattice=\"2 0 0 0 2 0 0 0 1\" Origin=\"1 0 0\" Properties=species:S:1:pos:R:3:id:I:1:"
		"type:I:1:vel:R:3:gw_energies:R:1 pbc=\"T T F\" gw_units=lj gw_species=\"A B\" "
		"gw_mass=\"1 2\" gw_dim=2 gw_potential_spec=\"ka\"\nP 1 1 0 7 1 1 2 0 9\n"
		"0\nLattice=\"2 0 0 0 2 0 0 0 1\"\n",
	};

	return fuzz_text(seed, sizeof seed/sizeof *seed, k, buf, cap);
}
