/* SPDX-License-Identifier: GPL-3.0-or-later */
/* oscillate - mechanical spectroscopy: molecular dynamics under oscillatory shear. */
#include <string.h>

#include "base/mem.h"
#include "base/units.h"
#include "statistics/oscillation.h"
#include "tools/mdrun.h"
#include "tools/output.h"
#include "tools/scalars.h"

#define TURN 6.283185307179586

static const struct tool me = {
	.name = "oscillate",
	.about = "molecular dynamics under oscillatory shear, and its storage and loss moduli",
	.operands = "[FILE ...]",
	.example = "oscillate --period 100ps -T 760 --series stress.tsv glass.tgz >end.tgz",
	.in = IN_STREAM, .out = OUT_STREAM,
	.flags = TOOL_FORCE | TOOL_SEED | TOOL_STRICT | TOOL_TABLE
};

enum { ROW = 6, WAVE = sizeof(struct gw_wave)/sizeof(double) };

struct want {
	double amplitude, period, sample;
	int cycles, skip, table;
	const char *plane, *series;
	struct mdplan plan;
	struct output out;		/* of --series */
	int headed, table_headed;

	/* of the present run; in its checkpoints */
	double row[ROW];		/* sums since the last row: n time strain
					   stress temperature energy */
	struct gw_wave wave;		/* the present cycle */
	double (*cycle)[3];		/* [ncycle] the complete ones */
	int ncycle;
	double bath;			/* energy of the thermostat at the start */
};

/* ---- what a run has seen goes into the checkpoint ---- */

static json_t *
numbers(const double *v, int n)
{
	json_t *a = json_array();

	for (int k = 0; k < n; k++)
		json_array_append_new(a, json_real(v[k]));
	return a;
}

static void
save(struct filter *io, const struct want *w)
{
	json_t *o = json_object();

	json_object_set_new(o, "row", numbers(w->row, ROW));
	json_object_set_new(o, "wave", numbers(&w->wave.n, WAVE));
	json_object_set_new(o, "cycles", numbers(w->cycle[0], 3*w->ncycle));
	json_object_set_new(o, "bath", json_real(w->bath));
	json_object_set_new(json_object_get(io->frame->meta, "md"), "oscillation", o);
}

/* the numbers of an array, at most `most`; how many, -1: something else is there */
static int
take(const json_t *o, const char *key, double *v, int most)
{
	const json_t *a = json_object_get(o, key);
	int n = (int)json_array_size(a);

	if (!json_is_array(a) || json_array_size(a) > (size_t)most)
		return -1;
	for (int k = 0; k < n; k++) {
		if (!json_is_number(json_array_get(a, (size_t)k)))
			return -1;
		v[k] = json_number_value(json_array_get(a, (size_t)k));
	}
	return n;
}

static int
load(struct filter *io, struct want *w)
{
	const json_t *o = json_object_get(json_object_get(io->frame->meta, "md"), "oscillation");
	int n = take(o, "cycles", w->cycle[0], 3*w->cycles);

	if (n < 0 || n % 3 || take(o, "row", w->row, ROW) != ROW
	    || take(o, "wave", &w->wave.n, WAVE) != WAVE)
		return gw_fail(&io->err, GW_BADDATA, "%s: frame %ld: the state of the oscillation "
			"(meta.md.oscillation) is damaged", io->frame->source, io->frame->number);
	w->ncycle = n/3;
	w->bath = json_number_value(json_object_get(o, "bath"));
	return 0;
}

/* frame, then the scalars `name` with their units; the series has one stress, whatever its plane */
static void
table_head(struct filter *io, int n, const char *const *name)
{
	char **head = gw_alloc((size_t)n + 1, sizeof *head), unit[48];

	head[0] = gw_strdup("frame");
	for (int k = 0; k < n; k++) {
		scalars_unit(io->frame, name[k], unit, sizeof unit);
		head[k+1] = gw_tsv_head(!strcmp(name[k], "stress_xy") ? "stress" : name[k], unit);
	}
	filter_table(io, n + 1, (const char *const *)head);
	for (int k = 0; k <= n; k++)
		gw_free(head[k]);
	gw_free(head);
}

/* ---- the series ---- */

static void
series_head(struct filter *io, struct want *w)
{
	static const char *const name[] = { "time", "strain", "stress_xy", "temperature", "energy",
		"work", "heat" };
	FILE *keep = io->text;

	io->text = w->out.text;
	table_head(io, sizeof name/sizeof *name, name);
	io->text = keep;
	w->headed = 1;
}

/* means of the steps since the last row, work and heat up to now */
static void
put_row(struct filter *io, struct want *w, const struct gw_md *m, const struct gw_md_obs *o)
{
	if (w->series && w->row[0] > 0) {
		if (!w->headed)
			series_head(io, w);
		fprintf(w->out.text, "%ld", io->frame->number);
		for (int k = 1; k < ROW; k++)
			fprintf(w->out.text, "\t%.17g", w->row[k]/w->row[0]);
		fprintf(w->out.text, "\t%.17g\t%.17g\n", m->st.swing.work, o->bath - w->bath);
	}
	memset(w->row, 0, sizeof w->row);
}

/* ---- the watch over a run ---- */

static int
same_swing(const struct want *w, const struct gw_swing *s, double dt)
{
	return s->amplitude == w->amplitude && s->period == llround(w->period/dt)
	    && s->a == w->plane[0] - 'x' && s->b == w->plane[1] - 'x';
}

static int
begin(struct filter *io, void *arg, struct gw_md_state *st, int same)
{
	struct want *w = arg;
	const struct gw_swing *s = &st->swing;

	if (s->period && (st->step - s->start) % s->period && !(same && same_swing(w, s, st->dt)))
		return gw_fail(&io->err, GW_BADDATA, "frame %ld was stopped in the middle of an "
		    "oscillation of strain %g, %lld steps of %g, plane %c%c: it goes on with these "
		    "options alone", io->frame->number, s->amplitude, (long long)s->period, st->dt,
		    'x' + s->a, 'x' + s->b);
	if (w->plane[1] - 'x' >= io->sys->dim)
		return gw_fail(&io->err, GW_USAGE,
		    "--plane %s: the frames have two dimensions", w->plane);
	memset(w->row, 0, sizeof w->row);
	memset(&w->wave, 0, sizeof w->wave);
	w->ncycle = 0;
	if (same && same_swing(w, s, st->dt))
		return load(io, w);
	return gw_swing_begin(st, &io->sys->box, w->plane[0] - 'x', w->plane[1] - 'x', w->amplitude,
	    llround(w->period/st->dt), &io->err);
}

static int
opened(struct filter *io, void *arg, const struct gw_md *m, int same)
{
	struct want *w = arg;
	struct gw_md_obs o;

	(void)io;
	gw_md_observe(m, &o);
	if (!same)
		w->bath = o.bath;
	return 0;
}

/* steps from row to row */
static int64_t
row_steps(const struct want *w, const struct gw_md *m)
{
	double n = isnan(w->sample) ? (double)(m->st.swing.period/100) : round(w->sample/m->st.dt);

	return n < 1 ? 1 : n < 1e15 ? (int64_t)n : INT64_MAX;
}

static int
watch(struct filter *io, void *arg, const struct gw_md *m)
{
	struct want *w = arg;
	const struct gw_swing *s = &m->st.swing;
	int64_t k = m->st.step - s->start;
	struct gw_md_obs o;

	gw_md_observe(m, &o);
	o.stress *= gw_units(io->sys->units)->gpa;
	const double now[ROW] = { 1, o.time, o.strain, o.stress, o.temperature, o.energy };
	for (int j = 0; j < ROW; j++)
		w->row[j] += now[j];
	gw_wave_add(&w->wave, TURN*(double)(k % s->period)/(double)s->period, o.stress);
	if (k % s->period == 0) {
		gw_wave_solve(&w->wave, w->cycle[w->ncycle++]);
		memset(&w->wave, 0, sizeof w->wave);
	}
	if (k % row_steps(w, m) == 0 || k == w->cycles*s->period)
		put_row(io, w, m, &o);
	return 0;
}

/* ---- results ---- */

static void
table_row(struct filter *io, struct want *w, int n, const char *const *name, const double *v)
{
	if (!w->table_headed)
		table_head(io, n, name);
	w->table_headed = 1;
	fprintf(io->text, "%ld", io->frame->number);
	for (int k = 0; k < n; k++)
		fprintf(io->text, "\t%.17g", v[k]);
	fputc('\n', io->text);
	fflush(io->text);
}

/* The whole run as scalars of its last frame, or as a row. */
static void
result(struct filter *io, struct want *w, const struct gw_md *m, const struct gw_md_obs *o)
{
	static const char *const name[] = { "target", "period", "gamma_amplitude", "cycles",
		"stress_offset", "stress_offset_error", "stress_amplitude",
		"stress_amplitude_error", "delta", "delta_error", "storage", "storage_error",
		"loss", "loss_error", "work", "heat" };
	struct gw_moduli v, e;
	int used = w->cycles - w->skip;

	gw_moduli_of((const double (*)[3])w->cycle + w->skip, used, w->amplitude, &v, &e);
	if (used < 2)
		filter_warn(io, "frame %ld: one cycle has no errors", io->frame->number);
	const double value[] = { o->target, (double)m->st.swing.period*m->st.dt, w->amplitude, used,
		v.offset, e.offset, v.amplitude, e.amplitude, v.delta, e.delta,
		v.storage, e.storage, v.loss, e.loss, m->st.swing.work, o->bath - w->bath };
	for (size_t k = 0; k < sizeof name/sizeof *name; k++)
		if (!isnan(value[k]))
			filter_set(io, name[k], value[k]);
	if (w->table)
		table_row(io, w, (int)(sizeof name/sizeof *name), name, value);
}

static int
frame(struct filter *io, void *arg, const struct gw_md *m)
{
	struct want *w = arg;
	struct gw_md_obs o;

	gw_md_observe(m, &o);
	filter_set(io, "gamma", o.strain);
	filter_set_str(io, "plane", w->plane);
	filter_set(io, "work", m->st.swing.work);
	filter_set(io, "heat", o.bath - w->bath);
	save(io, w);
	if (w->ncycle == w->cycles)
		result(io, w, m, &o);
	return w->table;
}

/* ---- the command line ---- */

static int
check(struct filter *io, struct want *w, struct mdrun *r)
{
	if (isnan(w->period))
		return gw_fail(&io->err, GW_USAGE, "needs --period TIME");
	if (w->cycles < 1 || w->cycles > 1000000)
		return gw_fail(&io->err, GW_USAGE, "--cycles %d: expected 1 to 1000000", w->cycles);
	if (w->skip < 0 || w->skip >= w->cycles)
		return gw_fail(&io->err, GW_USAGE, "--skip %d: expected 0 or more and fewer than "
		    "the %d cycles", w->skip, w->cycles);
	if (!(w->amplitude > 0 && w->amplitude < 1))
		return gw_fail(&io->err, GW_USAGE,
		    "--amplitude %g: expected a strain between 0 and 1", w->amplitude);
	if (w->table && (r->inherent || !isnan(r->every)))
		return gw_fail(&io->err, GW_USAGE,
		    "--table has no frames: no --every, no --inherent");
	r->ensemble = "nvt";
	w->plan.hold = w->period;
	w->plan.cycles = w->cycles;
	w->cycle = gw_alloc((size_t)w->cycles, sizeof *w->cycle);
	if (w->table && filter_as_table(io) < 0)
		return -1;
	return w->series ? output_open(&w->out, w->series, 1, &io->err) : 0;
}

/* A run without all of its rows leaves no series, but one that a signal ended does. */
static void
finish(struct filter *io, struct want *w)
{
	struct gw_err e = { 0 };

	if (w->out.text && io->err.code)
		output_abandon(&w->out, &e);
	else if (w->out.text)
		output_finish(&w->out, &io->err);
	gw_free(w->cycle);
}

int
main(int argc, char **argv)
{
	struct filter io;
	struct mdrun r = MDRUN_DEFAULTS;
	struct want w = { .amplitude = 0.012, .period = NAN, .sample = NAN, .cycles = 10,
		.plane = "xy", .plan = { .from = NAN, .to = NAN }, .out = { .fd = -1 } };
	const struct mdwatch eyes = { &w, begin, opened, watch, frame };
	const struct opt tab[] = {
		{ 0, "period", OPT_TIME, &w.period, "TIME", "of the strain; 20 steps or more" },
		{ 0, "amplitude", OPT_POS, &w.amplitude, "GAMMA", "of the strain (default 0.012)" },
		{ 0, "cycles", OPT_INT, &w.cycles, "N", "periods (default 10)" },
		{ 0, "skip", OPT_INT, &w.skip, "N",
			"first periods that the fit leaves out (default 0)" },
		{ 0, "plane", OPT_WORD, &w.plane, "xy|xz|yz",
			"shear along the first axis, growing along the second (default xy)" },
		{ 'T', "temperature", OPT_POS, &w.plan.to, "T",
			"temperature (default: the frame's)" },
		{ 0, "series", OPT_STR, &w.series, "FILE",
			"write strain and stress against time to FILE" },
		{ 0, "sample", OPT_TIME, &w.sample, "TIME",
			"means over so long are a row of it (default: period/100)" },
		{ 't', "table", OPT_FLAG, &w.table, "",
			"write a row of results instead of a stream" },
		{ 0, "dt", OPT_TIME, &r.dt, "TIME",
			"time step (default 2 fs, tersoff 0.5 fs, lj 0.005)" },
		{ 0, "every", OPT_TIME, &r.every, "TIME",
			"time between frames (default: the last only)" },
		{ 0, "inherent", OPT_FLAG, &r.inherent, "",
			"before each frame, a frame of its inherent structure" },
		{ 0, "ftol", OPT_POS, &r.ftol, "F", "max |f| of --inherent (default 1e-8)" },
		{ 0, "tau-t", OPT_TIME, &r.tau_t, "TIME", "thermostat's time (default 50 steps)" },
		{ 0 }
	};

	filter_open(&io, &me, tab, argc, argv);
	w.plan.watch = &eyes;
	if (check(&io, &w, &r) == 0)
		while (filter_next(&io) > 0)
			if (mdrun(&io, &r, &w.plan) != 0)
				break;
	finish(&io, &w);
	return filter_close(&io);
}
