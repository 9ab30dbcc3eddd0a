/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/reference.h"

#include "formats/config.h"

int
reference_open(struct filter *io, struct reference *r)
{
	if (!(r->in = gw_reader_open(&r->name, 1, io->fragment ? GW_READ_FRAGMENT : 0, &io->err)))
		return -1;
	return gw_reader_next(r->in, &r->next, &io->err) < 0 ? -1 : 0;
}

static void
drop(struct reference *r)
{
	gw_frame_free(r->frame);
	gw_sys_free(r->sys);
	r->frame = NULL;
	r->sys = NULL;
}

/* Make the next frame the present one.  1; 0: there is none; -1 */
static int
step(struct filter *io, struct reference *r)
{
	struct gw_frame *f = r->next;

	if (!f)
		return 0;
	r->next = NULL;
	drop(r);
	r->frame = f;
	r->number++;
	return gw_reader_next(r->in, &r->next, &io->err) < 0 ? -1 : 1;
}

int
reference_at(struct filter *io, struct reference *r, long want)
{
	int got = 1, fresh = 0;

	while (got > 0 && r->number < want && !(r->number == 1 && !r->next)) {
		got = step(io, r);
		fresh |= got > 0;
	}
	if (got == 0)
		return gw_fail(&io->err, GW_BADDATA, "%s %s: it has %ld frames, and there is none "
		    "for frame %ld: give one for all, or one for each", r->what, r->name,
		    r->number, want);
	if (got < 0)
		return -1;
	if (!r->sys && !(r->sys = gw_config_read(r->frame, &io->err)))
		return reference_blame(io, r);
	return fresh;
}

int
reference_blame(struct filter *io, const struct reference *r)
{
	return gw_fail_in(&io->err, "%s %s: frame %ld", r->what, r->name, r->number);
}

void
reference_close(struct filter *io, struct reference *r)
{
	if (r->next && r->number > 1 && !io->err.code && io->shard_k == io->shard_n)
		filter_warn(io, "%s %s: it has more frames than the input", r->what, r->name);
	drop(r);
	gw_frame_free(r->next);
	gw_reader_close(r->in);
}
