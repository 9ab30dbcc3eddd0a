/* SPDX-License-Identifier: GPL-3.0-or-later */
/* atomic-stress - the stress of every atom, and what changed since a reference. */
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "structure/displace.h"
#include "structure/stress.h"
#include "structure/voronoi.h"
#include "tools/filter.h"
#include "tools/reference.h"
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

/* The reference, and the stress of its present frame. */
struct before {
	struct reference ref;
	double *sigma;			/* [n][6], NULL until it is found */
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

static const char *
word(const struct gw_frame *f, const char *key)
{
	const char *s = json_string_value(json_object_get(json_object_get(f->meta, "potential"),
	    key));

	return s ? s : "";
}

/* Files are the same by their content, parameters by their text. */
static int
same_potential(const struct gw_frame *a, const struct gw_frame *b)
{
	const char *s = word(a, "spec"), *t = word(b, "spec");

	if (strcmp(word(a, "sha256"), word(b, "sha256")) != 0)
		return 0;
	return !strcmp(s, t) || (*word(a, "sha256") &&
	    !strcmp(s + strcspn(s, ","), t + strcspn(t, ",")));
}

static int
open_reference(struct filter *io, struct reference *r)
{
	if (!strcmp(r->name, "-"))
		return gw_fail(&io->err, GW_USAGE, "--diff -: the reference must be a file");
	return reference_open(io, r);
}

static int
same_system(struct filter *io, const struct reference *r)
{
	if (!io->potential && *word(r->frame, "spec") && !same_potential(io->frame, r->frame))
		return gw_fail(&io->err, GW_BADDATA, "made with %s, not with %s: say with -p which "
		    "one to take for both", word(r->frame, "spec"), word(io->frame, "spec"));
	return gw_same_atoms(io->sys, r->sys, &io->err);
}

/* The reference of the present frame, checked, with its stress. */
static int
before_ready(struct filter *io, const struct want *w, struct before *b)
{
	struct reference *r = &b->ref;
	int fresh = reference_at(io, r, filter_index(io));

	if (fresh < 0)
		return -1;
	if (same_system(io, r) < 0)
		return reference_blame(io, r);
	if (b->sigma && !fresh && (io->potential || *word(r->frame, "spec")))
		return 0;
	gw_free(b->sigma);
	b->sigma = gw_alloc(6*(size_t)r->sys->n, sizeof *b->sigma);
	return stress(io, w, r->sys, b->sigma) < 0 ? reference_blame(io, r) : 0;
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
	const json_t *scalars = json_object_get(io->frame->meta, "scalars");
	const char *s = json_string_value(json_object_get(scalars, "plane"));

	if (w->plane)
		return w->plane;
	return s && (!strcmp(s, "xz") || !strcmp(s, "yz")) ? s : "xy";
}

static void
set_displacement(struct filter *io, const struct want *w, const struct before *b)
{
	double *u = gw_alloc(3*(size_t)io->sys->n, sizeof *u), umax;
	int far;

	gw_displacements(io->sys, b->ref.sys, w->keep_drift, u);
	far = gw_farthest(io->sys->n, u, &umax);
	filter_set(io, "umax", umax);
	if (far >= 0)
		filter_set_int(io, "umax_id", io->sys->id[far]);
	filter_set_array(io, "u", GW_F8, 3, gw_units(io->sys->units)->length, u);
	gw_free(u);
}

static void
set_difference(struct filter *io, const struct want *w, const struct before *b, const double *sigma)
{
	int n = io->sys->n, c = gw_stress_component(plane(io, w));
	double *d = gw_dup(sigma, 6*(size_t)n, sizeof *d), rms, ref;

	gw_axpy(6*(size_t)n, -1, b->sigma, d);
	rms = gw_stress_rms(n, d, c);
	ref = gw_stress_rms(n, b->sigma, c);
	filter_set(io, "rms_dstress", rms);
	filter_set(io, "rms_ref", ref);
	filter_set(io, "delta", rms/ref);
	put_tensor(io, "dstress", d);
	gw_free(d);
	set_displacement(io, w, b);
}

/* two dimensions: no z, and no Voronoi cells */
static int
flat(struct filter *io, const struct want *w)
{
	if (w->plane && strchr(w->plane, 'z'))
		return gw_fail(&io->err, GW_USAGE,
		    "--plane %s: the frames have two dimensions", w->plane);
	if (!strcmp(w->volume, "voronoi"))
		return gw_fail(&io->err, GW_USAGE,
		    "--volume voronoi: the frames have two dimensions");
	return 0;
}

static int
work(struct filter *io, const struct want *w, struct before *b)
{
	double *sigma;
	int ok;

	if (io->sys->dim == 2 && flat(io, w) < 0)
		return -1;
	if (b->ref.name && before_ready(io, w, b) < 0)
		return -1;
	sigma = gw_alloc(6*(size_t)io->sys->n, sizeof *sigma);
	ok = stress(io, w, io->sys, sigma) == 0;
	if (ok) {
		set_stress(io, sigma);
		if (b->ref.name)
			set_difference(io, w, b, sigma);
	}
	gw_free(sigma);
	return ok ? filter_put(io) : -1;
}

int
main(int argc, char **argv)
{
	struct filter io;
	struct want w = { .volume = "mean" };
	struct before b = { .ref.what = "--diff" };
	const struct opt tab[] = {
		{ 'd', "diff", OPT_STR, &b.ref.name, "FILE",
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
	if (!b.ref.name || open_reference(&io, &b.ref) == 0)
		while (filter_next(&io) > 0)
			if (work(&io, &w, &b) < 0)
				break;
	if (b.ref.name)
		reference_close(&io, &b.ref);
	gw_free(b.sigma);
	return filter_close(&io);
}
