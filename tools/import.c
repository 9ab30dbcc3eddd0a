/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/import.h"

#include <ctype.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

#define MIN_DIGITS 10

/* "Cu,Zr": names of at most 15 letters and digits. */
static int
cut_names(struct import *im, struct gw_err *e)
{
	char *list = gw_strdup(im->species), *save = NULL, *w;
	size_t cap = 0;

	for (w = strtok_r(list, ",", &save); w; w = strtok_r(NULL, ",", &save)) {
		for (const char *c = w; *c; c++)
			if (!isalnum((unsigned char)*c) || c - w > 14)
				return gw_fail(e, GW_USAGE, "--species %s: '%.40s' is not a name",
				    im->species, w);
		gw_reserve(&im->name, &cap, (size_t)im->nspecies + 1, sizeof *im->name);
		im->name[im->nspecies++] = w;
	}
	return im->nspecies ? 0 : gw_fail(e, GW_USAGE, "--species: no names");
}

int
import_open(struct import *im, const struct tool *t, int argc, char **argv)
{
	const struct opt tab[] = {
		{ 's', "species", OPT_STR, &im->species, "LIST",
			"names of the types in order: Cu,Zr" },
		{ 'u', "units", OPT_WORD, &im->units, "metal|lj",
			"units of the files (default metal)" },
		{ 'd', "dim", OPT_WORD, &im->dimension, "2|3", "dimensions (default 3)" },
		{ 0 }
	};

	memset(im, 0, sizeof *im);
	filter_open(&im->io, t, tab, argc, argv);
	im->dim = im->dimension ? *im->dimension - '0' : 0;
	return im->species ? cut_names(im, &im->io.err) : 0;
}

static int
one_file(struct import *im, const char *name, int (*file)(struct import *im, struct gw_text *t))
{
	struct gw_text *t;
	int r;

	if (!strcmp(name, "-") && isatty(0))
		return gw_fail(&im->io.err, GW_USAGE, "standard input is a terminal: "
		    "name a FILE or pipe one in");
	if (!(t = gw_text_open(name, &im->io.err)))
		return -1;
	im->warned = 0;
	r = file(im, t);
	gw_text_close(t);
	return r;
}

void
import_files(struct import *im, int (*file)(struct import *im, struct gw_text *t))
{
	struct filter *io = &im->io;

	for (int k = 0; k < io->noperand || k == 0; k++)
		if (one_file(im, io->noperand ? io->operand[k] : "-", file) < 0)
			return;
}

static void
say(struct import *im, struct gw_text *t, const struct gw_sys *s, int digits, const char *note)
{
	if (im->warned || im->io.quiet)
		return;
	im->warned = 1;
	if (*note)
		filter_warn(&im->io, "%s: %s", gw_text_name(t), note);
	if (s->n && digits < MIN_DIGITS)
		filter_warn(&im->io, "%s: coordinates have %d digits at most: too few for a "
		    "minimum to stay one; in LAMMPS: dump_modify ID format float %%.17g",
		    gw_text_name(t), digits);
}

int
import_frame(struct import *im, struct gw_text *t, struct gw_sys *s, struct gw_frame *f,
	int digits, const char *note)
{
	say(im, t, s, digits, note);
	gw_config_write(f, s);
	gw_sys_free(s);
	return filter_frame(&im->io, f) < 0 || filter_put(&im->io) < 0 ? -1 : 0;
}

int
import_close(struct import *im)
{
	if (im->nspecies)
		gw_free((void *)(uintptr_t)im->name[0]);
	gw_free(im->name);
	return filter_close(&im->io);
}
