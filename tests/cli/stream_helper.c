/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Streams from the command line without any of the programs, for stream.bats:
 *
 *	stream_helper make FRAMES ATOMS [plain]		a stream of random frames
 *	stream_helper copy [fragment] [FILE ...]	read and write
 *	stream_helper list [fragment] [FILE ...]	a line per frame: number, atoms, digest
 *
 * The exit status is that of the error, which is printed on stderr.
 */
#include "base/mem.h"
#include "base/rng.h"
#include "formats/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
fail(const struct gw_err *e)
{
	fprintf(stderr, "stream_helper: %s\n", e->msg);
	return e->code;
}

static struct gw_frame *
random_frame(int n, uint32_t which)
{
	struct gw_sys *s = gw_sys_new(n, 2, 3, GW_METAL);
	struct gw_frame *f = gw_frame_new();
	struct gw_rng r;

	gw_rng_start(&r, 1, GW_RNG_TEST, which, 0);
	memcpy(s->species, (struct gw_species[2]){ { "Cu", 63.546 }, { "Zr", 91.224 } },
	    2*sizeof *s->species);
	gw_box_ortho(&s->box, 60, 60, 60, 3);
	for (int k = 0; k < 3*n; k++)
		s->x[k] = 60*gw_rng_uniform(&r);
	for (int k = 0; k < n; k++)
		s->type[k] = (int32_t)gw_rng_below(&r, 2);
	gw_config_write(f, s);
	gw_frame_set_int(f, "step", which);
	gw_sys_free(s);
	return f;
}

static int
make(int frames, int atoms, int plain)
{
	const struct gw_write_opt o = { .plain = plain };
	struct gw_writer *w = gw_writer_open(1, "stdout", &o);
	struct gw_err e = { 0 };
	int r = 0;

	for (int k = 0; k < frames && r == 0; k++) {
		struct gw_frame *f = random_frame(atoms, (uint32_t)k);

		r = gw_writer_put(w, f, &e);
		gw_frame_free(f);
	}
	if (r == 0)
		r = gw_writer_end(w, &e);
	gw_writer_free(w);
	return r < 0 ? fail(&e) : 0;
}

/* CRCs of the arrays: enough to tell frames apart. */
static void
list_frame(const struct gw_frame *f)
{
	const struct gw_array *pos = gw_frame_array(f, "pos");
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (int k = 0; k < f->narray; k++) {
		const struct gw_array *a = &f->array[k];
		const unsigned char *p = a->data;

		for (size_t i = 0; i < gw_array_count(a)*gw_dtype_size(a->dtype); i++)
			h = (h ^ p[i])*UINT64_C(0x100000001b3);
	}
	printf("%ld %zu %016llx\n", f->number, pos ? pos->shape[0] : 0, (unsigned long long)h);
	fflush(stdout);
}

static int
pass(const char *const *names, int n, int flags, int copy)
{
	const struct gw_write_opt o = { 0 };
	struct gw_err e = { 0 };
	struct gw_reader *r = gw_reader_open(names, n, flags, &e);
	struct gw_writer *w = gw_writer_open(1, "stdout", &o);
	struct gw_frame *f;
	int k = -1;

	while (r && (k = gw_reader_next(r, &f, &e)) > 0) {
		if (copy && gw_writer_put(w, f, &e) < 0)
			k = -1;
		else if (!copy)
			list_frame(f);
		gw_frame_free(f);
		if (k < 0)
			break;
	}
	if (k == 0 && copy)
		k = gw_writer_end(w, &e);
	gw_reader_close(r);
	gw_writer_free(w);
	return k < 0 ? fail(&e) : 0;
}

int
main(int argc, char **argv)
{
	int fragment = argc > 2 && strcmp(argv[2], "fragment") == 0;
	const char *const *names = (const char *const *)argv + 2 + fragment;

	if (argc >= 4 && strcmp(argv[1], "make") == 0)
		return make(atoi(argv[2]), atoi(argv[3]), argc > 4);
	if (argc >= 2 && strcmp(argv[1], "copy") == 0)
		return pass(names, argc - 2 - fragment, fragment, 1);
	if (argc >= 2 && strcmp(argv[1], "list") == 0)
		return pass(names, argc - 2 - fragment, fragment, 0);
	fprintf(stderr, "usage: stream_helper make|copy|list ...\n");
	return 64;
}
