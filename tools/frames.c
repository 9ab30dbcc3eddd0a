/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Frames through the front end: read, given their system and their potential,
 * changed by the tool, signed with its provenance, written.
 */
#include "tools/filter_priv.h"

#include <config.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "tools/signals.h"

void
filter_drop(struct filter *io)
{
	gw_sys_free(io->sys);
	gw_frame_free(io->frame);
	io->sys = NULL;
	io->frame = NULL;
}

/* ---- inputs ---- */

static struct gw_reader *
reader(struct filter *io, int n, char *const *names)
{
	return gw_reader_open((const char *const *)names, n,
	    io->fragment ? GW_READ_FRAGMENT : 0, &io->err);
}

static int
is_file(const char *name)
{
	struct stat st;

	return (strcmp(name, "-") ? stat(name, &st) : fstat(0, &st)) == 0 && S_ISREG(st.st_mode);
}

/*
 * Which pieces of work are ours: part k of n equal parts, contiguous, so the frames
 * have to be counted first.  A damaged input is counted up to its damage;
 * the last part meets it again.
 */
static int
share(struct filter *io, int n, char *const *names)
{
	struct filter_priv *p = io->priv;
	off_t here = lseek(0, 0, SEEK_CUR);
	struct gw_frame *f;
	struct gw_err e;
	long count = 0;

	for (int k = 0; k < n || k == 0; k++)
		if (!is_file(n ? names[k] : "-"))
			return gw_fail(&io->err, GW_USAGE, "--shard: %s: the frames of a pipe "
			    "cannot be counted beforehand: give files",
			    n ? names[k] : "standard input");
	if (!(p->in = reader(io, n, names)))
		return -1;
	for (; gw_reader_next(p->in, &f, &e) > 0; count++)
		gw_frame_free(f);
	gw_reader_close(p->in);
	p->in = NULL;
	if (here >= 0)
		lseek(0, here, SEEK_SET);
	p->first = (int64_t)count*io->pieces*(io->shard_k - 1)/io->shard_n;
	p->lo = (long)(p->first/io->pieces);
	if (io->shard_k == io->shard_n)
		return 0;
	p->behind = (int64_t)count*io->pieces*io->shard_k/io->shard_n;
	p->hi = (long)((p->behind + io->pieces - 1)/io->pieces);
	return 0;
}

int
filter_inputs(struct filter *io, int n, char *const *names)
{
	struct filter_priv *p = io->priv;

	p->hi = LONG_MAX;
	p->behind = INT64_MAX;
	if (n == 0 && isatty(0))
		return gw_fail(&io->err, GW_USAGE,
		    "standard input is a terminal: name a FILE or pipe a stream in");
	if ((io->tool->flags & TOOL_SHARD_FRAMES) && io->shard_n > 1 && share(io, n, names) < 0)
		return -1;
	p->in = reader(io, n, names);
	return p->in ? 0 : -1;
}

long
filter_index(const struct filter *io)
{
	return io->priv->index;
}

void
filter_pieces(const struct filter *io, int *from, int *to)
{
	const struct filter_priv *p = io->priv;
	int64_t before = (int64_t)(p->index - 1)*io->pieces;

	*from = p->first > before ? (int)(p->first - before) : 0;
	*to = p->behind - before < io->pieces ? (int)(p->behind - before) : io->pieces;
}

void
filter_drain(struct filter *io)
{
	if (io->priv->in)
		gw_reader_drain(io->priv->in);
}

/* ---- units, system, potential ---- */

static int
check_units(struct filter *io)
{
	struct filter_priv *p = io->priv;
	const char *u = filter_text(io->frame->meta, "units");

	if (*u && !*p->units)
		snprintf(p->units, sizeof p->units, "%s", u);
	if (*u && strcmp(u, p->units) != 0)
		return gw_fail(&io->err, GW_BADDATA, "units %s after %s: "
		    "the frames of one pipe must have the same units", u, p->units);
	if (p->opt.metal && !strcmp(u, gw_units(GW_LJ)->name))
		return gw_fail(&io->err, GW_USAGE, "--%s: the frames are in lj units: "
		    "give a plain number", p->opt.metal);
	return 0;
}

/* -p names the file that the frame names, but not its content: refuse. */
static int
check_hash(struct filter *io)
{
	const json_t *old = json_object_get(io->frame->meta, "potential");
	const char *spec = filter_text(old, "spec"), *hash = filter_text(old, "sha256");
	size_t n = strcspn(spec, ",");

	if (!*hash || n != strcspn(io->spec->spec, ",") || strncmp(spec, io->spec->spec, n) != 0 ||
	    strcmp(hash, io->spec->sha256) == 0)
		return 0;
	return gw_fail(&io->err, GW_BADDATA, "refused: %s has SHA-256 %.12s..., the frame was made "
	    "with another content, %.12s...", io->spec->path, io->spec->sha256, hash);
}

static void
unbind(struct filter *io)
{
	gw_force_free(io->force);
	gw_pot_free(io->priv->pot);
	io->force = NULL;
	io->priv->pot = NULL;
}

/* --spline for the potential that the frame names */
static void
set_spline(json_t *own, const char *word)
{
	char *spec = gw_potspec_with(filter_text(own, "spec"), "spline", word);

	json_object_set_new(own, "spec", gw_json_text(spec));
	gw_free(spec);
}

/* The potential of this frame in io->spec: that of -p, or the one it names. */
static int
choose(struct filter *io)
{
	struct filter_priv *p = io->priv;
	json_t *own = json_object_get(io->frame->meta, "potential");

	if (io->potential)
		return check_hash(io);
	if (own && p->spline)
		set_spline(own, p->spline);
	if (!own && (io->tool->flags & TOOL_MAYBE)) {
		unbind(io);
		gw_potspec_free(io->spec);
		io->spec = NULL;
		return 0;
	}
	if (io->spec && json_equal(own, p->potential))
		return 0;
	unbind(io);
	gw_potspec_free(io->spec);
	json_decref(p->potential);
	p->potential = json_deep_copy(own);
	if (!own && io->tool->in == IN_NONE)
		return gw_fail(&io->err, GW_USAGE, "needs a potential: give one with -p");
	io->spec = gw_potspec_of_frame(io->frame, &io->err);
	return io->spec ? 0 : -1;
}

static int
same_species(const struct filter *io)
{
	const struct filter_priv *p = io->priv;
	const struct gw_sys *s = io->sys;

	if (!p->pot || s->nspecies != p->nspecies || s->dim != p->dim)
		return 0;
	for (int k = 0; k < s->nspecies; k++)
		if (strcmp(s->species[k].name, p->species[k].name) != 0)
			return 0;
	return 1;
}

/*
 * Bind the potential to the system.  The workspace is kept from frame to frame, but never its
 * list: a frame's numbers must not depend on the frames before it.
 */
static int
bind_potential(struct filter *io)
{
	struct filter_priv *p = io->priv;
	struct gw_sys *s = io->sys;

	if (choose(io) < 0)
		return -1;
	if (!io->spec)
		return 0;
	if (same_species(io)) {
		for (int k = 0; k < s->nspecies; k++)
			if (!(s->species[k].mass > 0))
				s->species[k].mass = p->species[k].mass;
		gw_force_reset(io->force);
		return 0;
	}
	unbind(io);
	if (!(p->pot = gw_potspec_bind(io->spec, s, &io->err)))
		return -1;
	gw_free(p->species);
	p->species = gw_dup(s->species, (size_t)s->nspecies, sizeof *s->species);
	p->nspecies = s->nspecies;
	p->dim = s->dim;
	io->force = gw_force_new(p->pot, -1);
	return 0;
}

int
filter_frame(struct filter *io, struct gw_frame *f)
{
	filter_drop(io);
	io->frame = f;
	io->priv->written = 0;
	if (!io->priv->origin)
		io->priv->origin = json_pack("{s:O*, s:O*}",
		    "provenance", json_object_get(f->meta, "provenance"),
		    "potential", json_object_get(f->meta, "potential"));
	if (check_units(io) < 0)
		return -1;
	if (io->tool->flags & TOOL_RAW)
		return 0;
	if (!(io->sys = gw_config_read(f, &io->err)))
		return -1;
	return io->tool->flags & TOOL_FORCE ? bind_potential(io) : 0;
}

int
filter_make(struct filter *io, struct gw_sys *s)
{
	filter_drop(io);
	io->frame = gw_frame_new();
	io->sys = s;
	io->priv->written = 0;
	if (io->priv->opt.metal && s->units == GW_LJ)
		return gw_fail(&io->err, GW_USAGE, "--%s: the units are lj: give a plain number",
		    io->priv->opt.metal);
	return io->tool->flags & TOOL_FORCE ? bind_potential(io) : 0;
}

int
filter_next(struct filter *io)
{
	struct filter_priv *p = io->priv;
	struct gw_frame *f = NULL;
	int r;

	if (io->frame && !filter_streams(io))
		progress_frame(&p->progress);
	if (io->err.code || !p->in)
		return 0;
	filter_drop(io);
	do {
		gw_frame_free(f);
		f = NULL;
		p->killed = signals_caught();
		if (p->killed || p->index >= p->hi)
			return 0;
		signals_patient(0);
		r = gw_reader_next(p->in, &f, &io->err);
		signals_patient(io->tool->flags & TOOL_FORCE);
		if (r <= 0)
			return 0;
	} while (++p->index <= p->lo - io->lead);
	return filter_frame(io, f) == 0;
}

/* ---- results ---- */

void
filter_set(struct filter *io, const char *key, double v)
{
	gw_frame_set_real(io->frame, key, v);
}

void
filter_set_int(struct filter *io, const char *key, int64_t v)
{
	gw_frame_set_int(io->frame, key, v);
}

void
filter_set_str(struct filter *io, const char *key, const char *v)
{
	gw_frame_set_str(io->frame, key, v);
}

void
filter_set_array(struct filter *io, const char *name, enum gw_dtype t, int cols,
	const char *unit, const void *data)
{
	const struct gw_array *x = gw_frame_array(io->frame, "pos");
	size_t n = io->sys ? (size_t)io->sys->n : x ? x->shape[0] : 0;

	gw_frame_put(io->frame, name, t, n, (size_t)cols, unit, data);
}

/*
 * Energies of atoms outside the embedding table are not what the potential's
 * authors fitted: say so for each frame whose forces were found here.
 */
static void
tell_extrapolated(struct filter *io)
{
	const struct gw_force *fo = io->force;

	if (!fo || !fo->nevals)
		return;
	json_object_del(json_object_get(io->frame->meta, "scalars"), "extrapolated");
	if (!fo->extrapolated)
		return;
	filter_set_int(io, "extrapolated", fo->extrapolated);
	if (!io->quiet)
		filter_warn(io, "frame %ld: %d atom%s a density above the embedding table of %s: "
		    "extrapolated linearly", io->priv->progress.frames + 1, fo->extrapolated,
		    fo->extrapolated == 1 ? " has" : "s have",
		    io->spec->path ? io->spec->path : io->spec->spec);
}

void
filter_sign(struct filter *io)
{
	struct filter_priv *p = io->priv;

	if (io->potential)
		gw_potspec_store(io->spec, io->frame);
	if (!p->written)
		gw_config_provenance(io->frame, io->tool->name, PACKAGE_VERSION,
		    p->opt.nrecord, p->opt.record, io->seed);
	p->written = 1;
}

int
filter_put(struct filter *io)
{
	struct filter_priv *p = io->priv;

	if (io->err.code || filter_output(io) < 0)
		return -1;
	if (io->sys)
		gw_config_write(io->frame, io->sys);
	filter_sign(io);
	tell_extrapolated(io);
	if (output_frame(&p->out, io->frame, &io->err) < 0)
		return -1;
	progress_frame(&p->progress);
	return 0;
}

int
filter_emit(struct filter *io, const struct gw_frame *f)
{
	struct filter_priv *p = io->priv;

	if (io->err.code || filter_output(io) < 0 || output_frame(&p->out, f, &io->err) < 0)
		return -1;
	progress_frame(&p->progress);
	return 0;
}
