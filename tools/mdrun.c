/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/mdrun.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/units.h"
#include "formats/checkpoint.h"
#include "minimize/minimize.h"

#define CHUNK 10	/* steps between looks at signals and progress */

/* scalars that an earlier program left and that do not hold for a moving system */
static const char *const stale[] = {
	"converged", "fmax", "fnorm", "stop", "evals", "inherent", "interrupted", NULL
};

static void
forget_scalars(struct filter *io)
{
	json_t *scalars = json_object_get(io->frame->meta, "scalars");

	for (int k = 0; stale[k]; k++)
		json_object_del(scalars, stale[k]);
}

/* ---- frames ---- */

static void
set_state(struct filter *io, const struct gw_md *m)
{
	static const char *const name[GW_NMEAN] = { "temperature_mean", "energy_mean",
		"kinetic_mean", "enthalpy_mean", "volume_mean", "pressure_mean" };
	double gpa = gw_units(io->sys->units)->gpa, mean[GW_NMEAN];
	struct gw_md_obs o;

	gw_md_observe(m, &o);
	filter_set_int(io, "step", m->st.step);
	filter_set(io, "time", o.time);
	filter_set(io, "temperature", o.temperature);
	if (m->st.ensemble != GW_NVE)
		filter_set(io, "target", o.target);
	else
		json_object_del(json_object_get(io->frame->meta, "scalars"), "target");
	filter_set(io, "energy", o.energy);
	filter_set(io, "kinetic", o.kinetic);
	filter_set(io, "enthalpy", o.enthalpy);
	filter_set(io, "volume", o.volume);
	filter_set(io, "pressure", o.pressure*gpa);
	filter_set(io, "conserved", o.conserved);
	if (!gw_md_means(m, mean))
		return;
	mean[GW_MEAN_PRESSURE] *= gpa;
	for (int k = 0; k < GW_NMEAN; k++)
		filter_set(io, name[k], mean[k]);
}

/* the inherent structure of the present positions, as a frame before theirs */
static int
put_inherent(struct filter *io, const struct mdrun *r, const struct gw_md *m)
{
	struct gw_min_opt o = GW_MIN_DEFAULTS;
	struct gw_sys *moving = io->sys, *still = gw_sys_copy(moving);
	struct gw_force *fo = gw_force_new(m->fo->pot, -1), *own = io->force;
	struct gw_min_out out;
	struct gw_md_obs now;
	int ok;

	o.ftol = r->ftol;
	gw_md_observe(m, &now);
	ok = gw_minimize(fo, still, &o, &out, &io->err) == 0;
	if (ok) {
		gw_checkpoint_drop(io->frame);
		filter_set_int(io, "step", m->st.step);
		filter_set(io, "time", now.time);
		filter_set(io, "target", now.target);
		filter_set(io, "energy", out.energy);
		filter_set(io, "volume", now.volume);
		filter_set_int(io, "inherent", 1);
		filter_set(io, "fmax", out.fmax);
		filter_set_int(io, "converged", out.converged);
		filter_set_str(io, "stop", out.stop);
		filter_set_int(io, "evals", out.evals);
		if (!out.converged)
			filter_unconverged(io, "step %lld: inherent structure not converged: "
				"max |f| is %.3g (%s)", (long long)m->st.step, out.fmax, out.stop);
		gw_free(still->v);
		still->v = NULL;
		io->sys = still;
		io->force = fo;
		ok = filter_put(io) == 0;
		io->sys = moving;
		io->force = own;
		forget_scalars(io);
		filter_set(io, "inherent_energy", out.energy);
	}
	gw_force_free(fo);
	gw_sys_free(still);
	return ok ? 0 : -1;
}

/*
 * The present state as a frame.  whole: an interval is complete, its means
 * start anew; stop: a signal ends the run here, before its end.
 */
static int
put_frame(struct filter *io, const struct mdrun *r, const struct mdwatch *w, struct gw_md *m,
	int whole, int stop)
{
	int quiet;

	if (r->inherent && whole && put_inherent(io, r, m) < 0)
		return -1;
	if (stop)
		filter_set_int(io, "interrupted", 1);
	set_state(io, m);
	if (whole)
		gw_md_forget(m);
	gw_checkpoint_write(io->frame, m);
	quiet = w ? w->frame(io, w->arg, m) : 0;
	return quiet ? (quiet < 0 ? -1 : 0) : filter_put(io);
}

/* ---- the start ---- */

static void
apply_options(struct gw_md_state *st, const struct mdrun *r, const struct gw_units *u, int dim,
	int resumed)
{
	static const char *const word[] = { "nve", "nvt", "npt" };
	double dt = st->dt;

	if (!resumed)
		st->ensemble = GW_NPT;
	for (int k = 0; k < 3 && r->ensemble; k++)
		if (!strcmp(r->ensemble, word[k]))
			st->ensemble = (enum gw_ensemble)k;
	if (r->barostat)
		st->aniso = !strcmp(r->barostat, "aniso");
	if (!isnan(r->dt) && r->dt != dt) {
		st->time0 += (double)(st->step - st->step0)*dt;
		st->step0 = st->step;
		st->dt = r->dt;
		st->tau_t = resumed ? st->tau_t : 50*r->dt;
		st->tau_p = resumed ? st->tau_p : 500*r->dt;
	}
	if (!isnan(r->tau_t))
		st->tau_t = r->tau_t;
	if (!isnan(r->tau_p))
		st->tau_p = r->tau_p;
	if (!isnan(r->pressure))
		st->pressure = r->pressure/u->gpa;
	if (st->ensemble != GW_NPT) {
		memset(st->ve, 0, sizeof st->ve);
		memset(&st->baro, 0, sizeof st->baro);
	}
	for (int k = 1; k < dim && !st->aniso; k++)
		st->ve[k] = st->ve[0];
}

/* temperature of the frame: the target that its run had reached, or that of its velocities */
static double
frame_temperature(struct filter *io, const struct gw_md_state *st, int resumed)
{
	double T;

	if (resumed && st->ensemble != GW_NVE)
		return gw_ramp_at(&st->ramp, st->step);
	if (gw_frame_get_real(io->frame, "target", &T) && T > 0)
		return T;
	return gw_sys_temperature(io->sys);
}

/* time steps of a plan without a rate */
static double
plan_steps(const struct mdplan *p, double dt)
{
	return p->cycles ? p->cycles*round(p->hold/dt) : p->hold/dt;
}

/* does the checkpoint stand inside the plan? */
static int
same_plan(struct filter *io, const struct gw_md_state *st, const struct mdplan *p)
{
	const struct gw_ramp *r = &st->ramp;
	double stopped = 0;

	if ((!isnan(p->to) && r->to != p->to) || r->rate != p->rate
	    || (!isnan(p->from) && p->rate > 0 && p->from != r->from))
		return 0;
	if (p->rate > 0)
		return 1;
	return gw_frame_get_real(io->frame, "interrupted", &stopped) && stopped
		&& (p->watch != NULL) == (st->swing.period > 0) &&
		r->steps == llround(plan_steps(p, st->dt));
}

static int
set_ramp(struct filter *io, struct gw_md_state *st, const struct mdplan *p, int resumed)
{
	double given = p->rate > 0 ? p->from : p->to, steps;
	double T = isnan(given) ? frame_temperature(io, st, resumed) : given;
	double to = isnan(p->to) ? T : p->to;

	if (!(T > 0) && st->ensemble != GW_NVE)
		return gw_fail(&io->err, GW_BADDATA, "the frame has no temperature to start from: "
			"give one with %s", p->rate > 0 ? "--from" : "-T");
	steps = p->rate > 0 ? fabs(to - T)/(p->rate*st->dt) : plan_steps(p, st->dt);
	if (!(steps < 1e15))
		return gw_fail(&io->err, GW_USAGE, "%g time steps are too many", steps);
	st->ramp = (struct gw_ramp){ T, to, p->rate, st->step, llround(steps) };
	memset(st->sum, 0, sizeof st->sum);
	st->nsum = 0;
	return 0;
}

/* the state to start from: the checkpoint's, with the options and the plan on top */
static int
prepare(struct filter *io, const struct mdrun *r, const struct mdplan *p, struct gw_md_state *st,
	int *same)
{
	struct gw_sys *s = io->sys;
	double dt;
	int resumed;

	gw_md_defaults(st, s->units);
	if (io->force->pot->type->dt > 0)
		gw_md_set_step(st, io->force->pot->type->dt);
	resumed = gw_checkpoint_read(io->frame, st, &io->err);
	if (resumed < 0)
		return -1;
	dt = st->dt;
	apply_options(st, r, gw_units(s->units), s->dim, resumed);
	*same = resumed && dt == st->dt && same_plan(io, st, p);
	if (!*same && set_ramp(io, st, p, resumed) < 0)
		return -1;
	if (!p->watch)
		memset(&st->swing, 0, sizeof st->swing);
	else if (p->watch->begin(io, p->watch->arg, st, *same) < 0)
		return -1;
	if (resumed && s->v)
		return gw_checkpoint_anchor(io->frame, s, io->force, &io->err);
	gw_force_reset(io->force);
	if (!s->v || gw_sys_kinetic(s) == 0)
		gw_velocities(s, gw_ramp_at(&st->ramp, st->step), (uint64_t)io->seed);
	else if (gw_drift(s) > 1e-9)
		gw_remove_drift(s);
	return 0;
}

/* ---- the run ---- */

/* steps between frames; the whole run without --every */
static int64_t
frame_interval(const struct mdrun *r, const struct mdplan *p, const struct gw_md_state *st)
{
	double steps = INFINITY;

	if (!isnan(r->every))
		steps = r->every/st->dt;
	else if (p->every_T > 0)
		steps = p->every_T/(p->rate*st->dt);
	return steps < 1 ? 1 : steps < 1e15 ? llround(steps) : INT64_MAX;
}

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* n steps, each of them watched */
static int
steps(struct filter *io, const struct mdwatch *w, struct gw_md *m, int64_t n)
{
	if (!w)
		return gw_md_run(m, n, &io->err);
	while (n-- > 0)
		if (gw_md_run(m, 1, &io->err) < 0 || w->step(io, w->arg, m) < 0)
			return -1;
	return 0;
}

static int
run(struct filter *io, const struct mdrun *r, const struct mdplan *p, struct gw_md *m)
{
	int64_t every = frame_interval(r, p, &m->st), all = m->st.ramp.steps, k;

	k = m->st.step - m->st.ramp.start;
	if (k >= all)
		return put_frame(io, r, p->watch, m, 1, 0);
	while (k < all) {
		int64_t next = least(all, k - k % every + least(every, all));
		int stop;

		if (steps(io, p->watch, m, least(CHUNK, next - k)) < 0)
			return -1;
		k = m->st.step - m->st.ramp.start;
		filter_progress(io, (double)k, (double)all, "steps");
		stop = filter_interrupted();
		if ((k == next || stop)
		    && put_frame(io, r, p->watch, m, k == next, stop && k < all) < 0)
			return -1;
		if (stop) {
			filter_stopped(io);
			return 1;
		}
	}
	return 0;
}

int
mdrun(struct filter *io, const struct mdrun *r, const struct mdplan *p)
{
	struct gw_md_state st;
	struct gw_md m;
	int result, same;

	if (prepare(io, r, p, &st, &same) < 0)
		return -1;
	forget_scalars(io);
	if (gw_md_open(&m, &st, io->force, io->sys, &io->err) < 0)
		return -1;
	result = p->watch ? p->watch->open(io, p->watch->arg, &m, same) : 0;
	if (result == 0)
		result = run(io, r, p, &m);
	gw_md_close(&m);
	return result;
}
