/* SPDX-License-Identifier: GPL-3.0-or-later */
/* atomic-stress - the stress of every atom, and what changed since a reference. */
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "structure/displace.h"
#include "structure/stress.h"
#include "structure/voronoi.h"
#include "tools/filter.h"
#include "tools/scalars.h"

static const struct tool me = {
	.name = "atomic-stress",
	.about = "stress of every atom and of the whole, and its change since a reference",
	.operands = "[FILE ...]",
	.example = "shear --cycle --gamma 1e-3 glass.tgz | atomic-stress --diff glass.tgz | tab gamma delta",
	.in = IN_STREAM, .out = OUT_STREAM,
	.flags = TOOL_FORCE | TOOL_SHARD_FRAMES
};

struct want {
	const char *plane, *volume;
	int keep_drift;
};

/* The reference: a stream of one frame for all, or of a frame for each. */
struct reference {
	const char *name;
	struct gw_reader *in;
	struct gw_frame *frame, *next;	/* the present one; one read ahead */
	long number;			/* of the present one, from 1 */
	struct gw_sys *sys;
	double *sigma;			/* [n][6] */
};

/* ---- stress ---- */

/* sigma [n][6] of the atoms of s; io->force has its virials */
static int
stress(struct filter *io, const struct want *w, struct gw_sys *s, double *sigma)
{
	const struct gw_voronoi_opt plain = { 0 };
	struct gw_voronoi v = { 0 };
	int ok;

	gw_force_reset(io->force);
	ok = gw_force_eval(io->force, s, GW_WANT_ATOM | GW_WANT_VIRIAL, &io->err) == 0;
	if (ok && !strcmp(w->volume, "voronoi"))
		ok = gw_voronoi_cells(&v, s, &plain, &io->err) == 0;
	if (ok)
		gw_stress_atoms(s, io->force->w_atom, v.volume, sigma);
	for (size_t k = 0; ok && k < 6*(size_t)s->n; k++)
		sigma[k] *= gw_units(s->units)->gpa;
	gw_voronoi_clear(&v);
	return ok ? 0 : -1;
}

/* ---- the reference ---- */

static void
reference_drop(struct reference *r)
{
	gw_frame_free(r->frame);
	gw_sys_free(r->sys);
	gw_free(r->sigma);
	r->frame = NULL;
	r->sys = NULL;
	r->sigma = NULL;
}

static int
reference_open(struct filter *io, struct reference *r)
{
	if (!strcmp(r->name, "-"))
		return gw_fail(&io->err, GW_USAGE, "--diff -: the reference must be a file");
	if (!(r->in = gw_reader_open(&r->name, 1, io->fragment ? GW_READ_FRAGMENT : 0, &io->err)))
		return -1;
	return gw_reader_next(r->in, &r->next, &io->err) < 0 ? -1 : 0;
}

/* Make the next frame the present one.  1; 0: there is none; -1 */
static int
reference_step(struct filter *io, struct reference *r)
{
	struct gw_frame *f = r->next;
	int more;

	if (!f)
		return 0;
	r->next = NULL;
	if ((more = gw_reader_next(r->in, &r->next, &io->err)) < 0) {
		gw_frame_free(f);
		return -1;
	}
	reference_drop(r);
	r->frame = f;
	r->number++;
	return 1;
}

/* The reference of the present frame: the only one, or the one with its number. */
static int
reference_find(struct filter *io, struct reference *r)
{
	long want = filter_index(io);
	int got = 1;

	while (got > 0 && r->number < want && !(r->number == 1 && !r->next))
		got = reference_step(io, r);
	if (got == 0)
		return gw_fail(&io->err, GW_BADDATA, "--diff %s: it has %ld frames, and there is none for "
		    "frame %ld: give one for all, or one for each", r->name, r->number, want);
	return got < 0 ? -1 : 0;
}

static const char *
word(const struct gw_frame *f, const char *key)
{
	const char *s = json_string_value(json_object_get(json_object_get(f->meta, "potential"), key));

	return s ? s : "";
}

/* Files are the same by their content, parameters by their text. */
static int
same_potential(const struct gw_frame *a, const struct gw_frame *b)
{
	const char *s = word(a, "spec"), *t = word(b, "spec");

	if (strcmp(word(a, "sha256"), word(b, "sha256")) != 0)
		return 0;
	return !strcmp(s, t) || (*word(a, "sha256") && !strcmp(s + strcspn(s, ","), t + strcspn(t, ",")));
}

static int
reference_check(struct filter *io, const struct reference *r)
{
	if (!io->potential && *word(r->frame, "spec") && !same_potential(io->frame, r->frame))
		return gw_fail(&io->err, GW_BADDATA, "made with %s, not with %s: say with -p which one "
		    "to take for both", word(r->frame, "spec"), word(io->frame, "spec"));
	return gw_same_atoms(io->sys, r->sys, &io->err);
}

/* The reference of the present frame, checked, with its stress. */
static int
reference_ready(struct filter *io, const struct want *w, struct reference *r)
{
	if (reference_find(io, r) < 0)
		return -1;
	if (!r->sys && !(r->sys = gw_config_read(r->frame, &io->err)))
		return -1;
	if (reference_check(io, r) < 0)
		return gw_fail_in(&io->err, "--diff %s: frame %ld", r->name, r->number);
	if (r->sigma && (io->potential || *word(r->frame, "spec")))
		return 0;
	if (!r->sigma)
		r->sigma = gw_alloc(6*(size_t)r->sys->n, sizeof *r->sigma);
	if (stress(io, w, r->sys, r->sigma) < 0)
		return gw_fail_in(&io->err, "--diff %s: frame %ld", r->name, r->number);
	return 0;
}

/* ---- results ---- */

static void
put_tensor(struct filter *io, const char *name, const double *sigma)
{
	char unit[32];

	scalars_unit(io->frame, "stress_xy", unit, sizeof unit);
	filter_set_array(io, name, GW_F8, 6, unit, sigma);
}

static void
set_stress(struct filter *io, const double *sigma)
{
	static const char *const name[6] = { "stress_xx", "stress_yy", "stress_zz",
		"stress_xy", "stress_xz", "stress_yz" };
	const struct gw_units *u = gw_units(io->sys->units);
	double total[6];

	gw_stress_total(io->sys, io->force->virial, total);
	for (int k = 0; k < 6; k++)
		if (io->sys->dim == 3 || !strchr(name[k], 'z'))
			filter_set(io, name[k], total[k]*u->gpa);
	filter_set(io, "energy", io->sys->energy);
	put_tensor(io, "stress", sigma);
}

/* xy, xz or yz: the option, else what shear wrote in the frame, else xy */
static const char *
plane(const struct filter *io, const struct want *w)
{
	const char *s = json_string_value(json_object_get(json_object_get(io->frame->meta, "scalars"), "plane"));

	if (w->plane)
		return w->plane;
	return s && (!strcmp(s, "xz") || !strcmp(s, "yz")) ? s : "xy";
}

static void
set_displacement(struct filter *io, const struct want *w, const struct reference *r)
{
	double *u = gw_alloc(3*(size_t)io->sys->n, sizeof *u), umax;
	int far;

	gw_displacements(io->sys, r->sys, w->keep_drift, u);
	far = gw_farthest(io->sys->n, u, &umax);
	filter_set(io, "umax", umax);
	if (far >= 0)
		filter_set_int(io, "umax_id", io->sys->id[far]);
	filter_set_array(io, "u", GW_F8, 3, gw_units(io->sys->units)->length, u);
	gw_free(u);
}

static void
set_difference(struct filter *io, const struct want *w, const struct reference *r, const double *sigma)
{
	int n = io->sys->n, c = gw_stress_component(plane(io, w));
	double *d = gw_dup(sigma, 6*(size_t)n, sizeof *d), rms, ref;

	gw_axpy(6*(size_t)n, -1, r->sigma, d);
	rms = gw_stress_rms(n, d, c);
	ref = gw_stress_rms(n, r->sigma, c);
	filter_set(io, "rms_dstress", rms);
	filter_set(io, "rms_ref", ref);
	filter_set(io, "delta", rms/ref);
	put_tensor(io, "dstress", d);
	gw_free(d);
	set_displacement(io, w, r);
}

/* two dimensions: no z, and no Voronoi cells */
static int
flat(struct filter *io, const struct want *w)
{
	if (w->plane && strchr(w->plane, 'z'))
		return gw_fail(&io->err, GW_USAGE, "--plane %s: the frames have two dimensions", w->plane);
	if (!strcmp(w->volume, "voronoi"))
		return gw_fail(&io->err, GW_USAGE, "--volume voronoi: the frames have two dimensions");
	return 0;
}

static int
work(struct filter *io, const struct want *w, struct reference *r)
{
	double *sigma;
	int ok;

	if (io->sys->dim == 2 && flat(io, w) < 0)
		return -1;
	if (r->name && reference_ready(io, w, r) < 0)
		return -1;
	sigma = gw_alloc(6*(size_t)io->sys->n, sizeof *sigma);
	ok = stress(io, w, io->sys, sigma) == 0;
	if (ok) {
		set_stress(io, sigma);
		if (r->name)
			set_difference(io, w, r, sigma);
	}
	gw_free(sigma);
	return ok ? filter_put(io) : -1;
}

int
main(int argc, char **argv)
{
	struct filter io;
	struct want w = { .volume = "mean" };
	struct reference r = { 0 };
	const struct opt tab[] = {
		{ 'd', "diff", OPT_STR, &r.name, "FILE",
			"changes since this stream: its only frame, or frame by frame" },
		{ 0, "plane", OPT_WORD, &w.plane, "xy|xz|yz",
			"component that rms and delta are of (default: that of shear, else xy)" },
		{ 0, "volume", OPT_WORD, &w.volume, "mean|voronoi",
			"volume of an atom: V/N, or its Voronoi cell (default mean)" },
		{ 0, "keep-drift", OPT_FLAG, &w.keep_drift, "",
			"leave the mean displacement in the displacements" },
		{ 0 }
	};

	filter_open(&io, &me, tab, argc, argv);
	if (!r.name || reference_open(&io, &r) == 0)
		while (filter_next(&io) > 0)
			if (work(&io, &w, &r) < 0)
				break;
	if (r.next && r.number > 1 && !io.err.code && io.shard_k == io.shard_n)
		filter_warn(&io, "--diff %s: it has more frames than the input", r.name);
	reference_drop(&r);
	gw_frame_free(r.next);
	gw_reader_close(r.in);
	return filter_close(&io);
}
