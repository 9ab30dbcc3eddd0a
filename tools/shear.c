/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shear - simple shear of frames: affine, relaxed, quasi-static, or there and back. */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "cell/deform.h"
#include "formats/checkpoint.h"
#include "minimize/strain.h"
#include "tools/relax.h"

static const struct tool me = {
	.name = "shear",
	.about = "simple shear of frames: affine, relaxed, in small steps, or there and back",
	.operands = "[FILE ...]",
	.example = "shear --cycle --gamma 1e-5:1e-1:log:25 --ftol 1e-10 glass.tgz >cycles.tgz",
	.in = IN_STREAM, .out = OUT_STREAM,
	.flags = TOOL_FORCE | TOOL_MAYBE | TOOL_STRICT | TOOL_MANY | TOOL_SHARD_FRAMES
};

struct want {
	struct reals gamma;
	const char *plane;
	int relax, cycle, loaded;
	double aqs;		/* largest step, NaN: not quasi-static */
	struct relax min;
};

/* One frame at work: everything starts from `start`. */
struct job {
	struct filter *io;
	const struct want *w;
	struct gw_min_opt o;
	int a, b;		/* the shear moves along a, more with b */
	struct gw_sys *start;	/* as the frame came */
	json_t *scalars;	/* what stays true of it */
	double energy, fmax;	/* of start; with a potential */
};

/* scalars that earlier programs left and that do not hold once the frame is strained */
static const char *const stale[] = {
	"energy", "fmax", "fnorm", "converged", "stop", "evals", "inherent", "inherent_energy",
	"stress_residual", "volume", "energy_before", "fmax_before", "at_minimum", "leg", "steps",
	"energy_loaded", "fmax_loaded", "stop_loaded", "evals_loaded", "evals_unloaded", NULL
};

static int
check(struct filter *io, const struct want *w)
{
	int modes = w->relax + w->cycle + !isnan(w->aqs);

	if (!w->gamma.n)
		return gw_fail(&io->err, GW_USAGE, "needs --gamma LIST");
	if (modes > 1)
		return gw_fail(&io->err, GW_USAGE, "--relax, --cycle and --aqs exclude each other");
	if (w->loaded && !w->cycle)
		return gw_fail(&io->err, GW_USAGE, "--loaded goes with --cycle");
	return 0;
}

/* ---- the state that every gamma starts from ---- */

static double
largest_force(const struct gw_sys *s)
{
	double worst = 0;

	for (int i = 0; i < s->n; i++)
		worst = fmax(worst, gw_dot3(s->f + 3*(size_t)i, s->f + 3*(size_t)i));
	return sqrt(worst);
}

static int
moves(const struct want *w)
{
	return w->relax || w->cycle || !isnan(w->aqs);
}

/* Can this frame be sheared as it is asked? */
static int
fits(struct filter *io, const struct job *j)
{
	if (io->sys->dim == 2 && j->b == 2)
		return gw_fail(&io->err, GW_USAGE, "--plane %s: the frames have two dimensions",
		    j->w->plane);
	if (moves(j->w) && !io->force)
		return gw_fail(&io->err, GW_BADDATA,
		    "frame %ld names no potential: give one with -p", io->frame->number);
	return 0;
}

static int
measure(struct job *j)
{
	struct filter *io = j->io;

	if (!io->force)
		return 0;
	if (gw_force_eval(io->force, io->sys, GW_WANT_F, &io->err) < 0)
		return -1;
	j->energy = io->sys->energy;
	j->fmax = largest_force(io->sys);
	if (j->w->cycle && j->fmax > j->w->min.ftol && !io->quiet)
		filter_warn(io, "frame %ld: the cycle does not start at a minimum: max |f| is "
		    "%.3g, --ftol is %.3g", io->frame->number, j->fmax, j->w->min.ftol);
	return 0;
}

static int
strained_box(struct job *j, double gamma, struct gw_box *to)
{
	double cutoff = j->io->force ? j->io->force->pot->cutoff : 0;

	return gw_strained_box(&j->start->box, j->a, j->b, gamma, cutoff, to, &j->io->err);
}

/* Every strain is looked at before the first of them costs anything. */
static int
check_boxes(struct job *j)
{
	struct gw_box to;

	for (int k = 0; k < j->w->gamma.n; k++)
		if (strained_box(j, j->w->gamma.v[k], &to) < 0)
			return -1;
	return 0;
}

static int
begin(struct job *j, struct filter *io, const struct want *w)
{
	json_t *scalars = json_object_get(io->frame->meta, "scalars");

	*j = (struct job){ .io = io, .w = w, .a = w->plane[0] - 'x', .b = w->plane[1] - 'x' };
	if (fits(io, j) < 0)
		return -1;
	j->o = relax_options(&w->min, io);
	gw_checkpoint_drop(io->frame);
	for (int k = 0; stale[k]; k++)
		json_object_del(scalars, stale[k]);
	if (moves(w)) {
		gw_free(io->sys->v);
		io->sys->v = NULL;
	}
	j->scalars = json_deep_copy(scalars);
	j->start = gw_sys_copy(io->sys);
	return check_boxes(j) < 0 || measure(j) < 0 ? -1 : 0;
}

static void
end(struct job *j)
{
	json_decref(j->scalars);
	gw_sys_free(j->start);
}

/* Back to the first state.  The list too: a result must not depend on the gammas before it. */
static void
rewind_frame(struct job *j)
{
	struct gw_sys *s = j->io->sys;

	memcpy(s->x, j->start->x, 3*(size_t)s->n*sizeof *s->x);
	s->box = j->start->box;
	if (j->io->force)
		gw_force_reset(j->io->force);
}

/* ---- results ---- */

/*
 * The scalars of the frame as it came, and which strain this is: what the gamma before set is gone.
 */
static void
label(struct job *j, double gamma, const char *leg)
{
	json_object_set_new(j->io->frame->meta, "scalars",
	    j->scalars ? json_deep_copy(j->scalars) : json_object());
	filter_set(j->io, "gamma", gamma);
	filter_set_str(j->io, "plane", j->w->plane);
	if (leg)
		filter_set_str(j->io, "leg", leg);
}

/* The rest of them; r: of the minimisation, if there was one. */
static int
write_frame(struct job *j, const struct gw_min_out *r)
{
	struct filter *io = j->io;

	if (r)
		relax_report(io, r);
	filter_set(io, "volume", io->sys->box.volume);
	if (io->force) {
		filter_set(io, "energy", io->sys->energy);
		filter_set(io, "fmax", r ? r->fmax : largest_force(io->sys));
		filter_set(io, "energy_before", j->energy);
		filter_set(io, "fmax_before", j->fmax);
	}
	if (j->w->cycle)
		filter_set_int(io, "at_minimum", j->fmax <= j->w->min.ftol);
	return filter_put(io);
}

static void
tell(struct job *j, double gamma, const char *leg, const struct gw_min_out *r)
{
	if (!r->converged && j->o.max_eval > 0)
		filter_unconverged(j->io, "frame %ld, gamma %g%s: not converged after %ld "
		    "evaluations: max |f| is %.3g (%s)", j->io->frame->number, gamma, leg, r->evals,
		    r->fmax, r->stop);
}

/* 1 when a signal ended the minimisation: what is half done is not written */
static int
stopped(struct job *j, double gamma, const struct gw_min_out *r)
{
	if (r ? strcmp(r->stop, "interrupted") != 0 : !filter_interrupted())
		return 0;
	filter_warn(j->io, "stopped by a signal at frame %ld, gamma %g, which is not written",
	    j->io->frame->number, gamma);
	filter_stopped(j->io);
	return 1;
}

/* ---- what is done with one gamma: 0, 1 stopped, -1 ---- */

static int
affine(struct job *j, double gamma)
{
	struct filter *io = j->io;
	struct gw_box to;

	if (stopped(j, gamma, NULL))
		return 1;
	rewind_frame(j);
	if (strained_box(j, gamma, &to) < 0 || gw_shear(io->sys, j->a, j->b, gamma, &io->err) < 0)
		return -1;
	if (io->force && gw_force_eval(io->force, io->sys, GW_WANT_F, &io->err) < 0)
		return gw_fail_in(&io->err, "gamma %g", gamma);
	label(j, gamma, NULL);
	return write_frame(j, NULL);
}

/* A leg that ends at the strain gamma. */
static int
leg(struct job *j, double gamma, double dgamma, struct gw_min_out *r)
{
	struct filter *io = j->io;
	struct gw_box to;

	if (strained_box(j, gamma, &to) < 0)
		return -1;
	if (gw_strain_leg(io->force, io->sys, j->a, j->b, dgamma, &to, &j->o, r, &io->err) < 0)
		return gw_fail_in(&io->err, "gamma %g", gamma);
	return 0;
}

static int
relaxed(struct job *j, double gamma)
{
	struct gw_min_out r;

	rewind_frame(j);
	if (leg(j, gamma, gamma, &r) < 0)
		return -1;
	if (stopped(j, gamma, &r))
		return 1;
	tell(j, gamma, "", &r);
	label(j, gamma, NULL);
	return write_frame(j, &r);
}

/* The end of a cycle says how both legs went. */
static int
write_cycle(struct job *j, double gamma, const struct gw_min_out *load, struct gw_min_out *unload)
{
	struct filter *io = j->io;

	label(j, gamma, "unloaded");
	filter_set(io, "energy_loaded", load->energy);
	filter_set(io, "fmax_loaded", load->fmax);
	filter_set_str(io, "stop_loaded", load->stop);
	filter_set_int(io, "evals_loaded", load->evals);
	filter_set_int(io, "evals_unloaded", unload->evals);
	unload->evals += load->evals;
	unload->converged &= load->converged;
	return write_frame(j, unload);
}

static int
cycle(struct job *j, double gamma)
{
	struct gw_min_out load, unload;

	rewind_frame(j);
	if (leg(j, gamma, gamma, &load) < 0)
		return -1;
	if (stopped(j, gamma, &load))
		return 1;
	tell(j, gamma, ", loaded", &load);
	label(j, gamma, "loaded");
	if (j->w->loaded && write_frame(j, &load) < 0)
		return -1;
	if (gw_strain_leg(j->io->force, j->io->sys, j->a, j->b, -gamma, &j->start->box, &j->o,
	    &unload, &j->io->err) < 0)
		return gw_fail_in(&j->io->err, "gamma %g, unloaded", gamma);
	if (stopped(j, gamma, &unload))
		return 1;
	tell(j, gamma, ", unloaded", &unload);
	return write_cycle(j, gamma, &load, &unload);
}

/* From one strain to the next in equal steps of at most --aqs, each minimised. */
static int
walk(struct job *j, double from, double to)
{
	int64_t n = (int64_t)ceil(fabs(to - from)/j->w->aqs*(1 - 1e-9)), evals = 0;
	double at = from;
	int converged = 1;
	struct gw_min_out r;

	n = n > 0 ? n : 1;
	for (int64_t k = 1; k <= n; k++) {
		double next = k == n ? to : from + (to - from)*((double)k/(double)n);

		if (leg(j, next, next - at, &r) < 0)
			return -1;
		if (stopped(j, next, &r))
			return 1;
		tell(j, next, "", &r);
		evals += r.evals;
		converged &= r.converged;
		at = next;
	}
	label(j, to, NULL);
	r.evals = evals;
	r.converged = converged;
	filter_set_int(j->io, "steps", n);
	return write_frame(j, &r);
}

static int
quasi_static(struct job *j)
{
	const struct reals *l = &j->w->gamma;
	int r = 0;

	rewind_frame(j);
	for (int k = 0; k < l->n && r == 0; k++)
		r = walk(j, k ? l->v[k-1] : 0, l->v[k]);
	return r;
}

static int
work(struct filter *io, const struct want *w)
{
	struct job j;
	int from, to, r = 0;

	filter_pieces(io, &from, &to);
	if (from == to)
		return 0;
	if (begin(&j, io, w) < 0)
		r = -1;
	else if (!isnan(w->aqs))
		r = quasi_static(&j);
	else
		for (int k = from; k < to && r == 0; k++)
			r = (w->cycle ? cycle : w->relax ? relaxed : affine)(&j, w->gamma.v[k]);
	end(&j);
	return r;
}

int
main(int argc, char **argv)
{
	struct filter io;
	struct want w = { .plane = "xy", .aqs = NAN, .min = RELAX_DEFAULTS };
	const struct opt tab[] = {
		{ 'g', "gamma", OPT_LIST, &w.gamma, "LIST",
			"strains: a,b,c or from:to:log|lin:count; negative ones too" },
		{ 0, "plane", OPT_WORD, &w.plane, "xy|xz|yz",
			"shear along the first axis, growing along the second (default xy)" },
		{ 0, "relax", OPT_FLAG, &w.relax, "", "minimise each sheared frame" },
		{ 0, "cycle", OPT_FLAG, &w.cycle, "",
			"shear, minimise, shear back, minimise; each gamma from the same state" },
		{ 0, "loaded", OPT_FLAG, &w.loaded, "",
			"with --cycle: the loaded frame too, before the last" },
		{ 0, "aqs", OPT_POS, &w.aqs, "STEP",
			"from gamma to gamma in minimised steps of at most STEP" },
		RELAX_OPTIONS(w.min),
		{ 0 }
	};

	filter_open(&io, &me, tab, argc, argv);
	io.pieces = isnan(w.aqs) ? w.gamma.n : 1;
	if (check(&io, &w) == 0 && filter_inputs(&io, io.noperand, io.operand) == 0)
		while (filter_next(&io) > 0)
			if (work(&io, &w) != 0)
				break;
	return filter_close(&io);
}
