/* SPDX-License-Identifier: GPL-3.0-or-later */
/* to-lammps - a stream becomes a LAMMPS data file (one frame) or a dump (any number). */
#include <string.h>

#include "formats/lammps_data.h"
#include "formats/lammps_dump.h"
#include "tools/filter.h"

static const struct tool me = {
	.name = "to-lammps",
	.about = "write a stream as a LAMMPS data file or dump",
	.operands = "[FILE ...]",
	.example = "to-lammps glass.tgz -o glass.data",
	.in = IN_STREAM, .out = OUT_TEXT,
};

struct one {		/* the first frame, while we look whether there is another */
	struct gw_frame *frame;
	struct gw_sys *sys;
};

static int64_t
step(const struct gw_frame *f)
{
	double v;

	return gw_frame_get_real(f, "step", &v) && v >= 0 && v < 9e15 ? (int64_t)v : f->number - 1;
}

/* What was read before an error is still good: the first error stays the one that is reported. */
static int
write_one(struct filter *io, const struct gw_frame *f, const struct gw_sys *s, int data)
{
	struct gw_lammps_seen seen;
	struct gw_err e = { 0 };
	int r = data ? gw_lammps_data_write(io->text, s, step(f), &seen, &e) :
	    gw_dump_write(io->text, s, step(f), f, &seen, &e);

	if (r == 0 && *seen.note && !io->quiet)
		filter_warn(io, "frame %ld: %s", f->number, seen.note);
	if (r < 0 && !io->err.code)
		io->err = e;
	return r;
}

static void
dump_all(struct filter *io)
{
	do {
		if (write_one(io, io->frame, io->sys, 0) < 0)
			return;
	} while (filter_next(io) > 0);
}

/* A data file holds one frame: it is written when it is known to be the last. */
static void
convert(struct filter *io, const char *format, struct one *first)
{
	int data = format && !strcmp(format, "data");

	if (filter_next(io) <= 0) {
		if (!io->err.code && data)
			gw_fail(&io->err, GW_BADDATA, "the stream holds no frame: no data file");
		return;
	}
	if (format && !data) {
		dump_all(io);
		return;
	}
	first->frame = gw_frame_copy(io->frame);
	first->sys = gw_sys_copy(io->sys);
	if (filter_next(io) <= 0)
		write_one(io, first->frame, first->sys, 1);
	else if (data)
		gw_fail(&io->err, GW_USAGE, "a data file holds one frame, and there are more: "
		    "take one with slice, or use --format dump");
	else if (write_one(io, first->frame, first->sys, 0) == 0)
		dump_all(io);
}

int
main(int argc, char **argv)
{
	struct filter io;
	struct one first = { 0 };
	const char *format = NULL;
	const struct opt tab[] = {
		{ 'f', "format", OPT_WORD, &format, "data|dump",
			"default: data for one frame, else dump" },
		{ 0 }
	};

	filter_open(&io, &me, tab, argc, argv);
	convert(&io, format, &first);
	gw_frame_free(first.frame);
	gw_sys_free(first.sys);
	return filter_close(&io);
}
