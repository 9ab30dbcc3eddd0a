/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/checkpoint.h"

#include <math.h>
#include <string.h>

static const char *const ensemble[] = { "nve", "nvt", "npt" };

/* scalars that speak of a moving system */
static const char *const moving[] = {
	"temperature", "target", "kinetic", "enthalpy", "pressure", "conserved",
	"temperature_mean", "energy_mean", "kinetic_mean", "enthalpy_mean", "volume_mean",
	"pressure_mean", "interrupted", NULL
};

static json_t *
reals(const double *v, int n)
{
	json_t *a = json_array();

	for (int k = 0; k < n; k++)
		json_array_append_new(a, json_real(v[k]));
	return a;
}

static json_t *
chain(const struct gw_chain *c)
{
	return json_pack("{s:o, s:o}", "eta", reals(c->eta, GW_CHAIN), "v", reals(c->v, GW_CHAIN));
}

static json_t *
ramp(const struct gw_ramp *r)
{
	return json_pack("{s:f, s:f, s:f, s:I, s:I}", "from", r->from, "to", r->to,
		"rate", r->rate, "start", (json_int_t)r->start, "steps", (json_int_t)r->steps);
}

static json_t *
swing(const struct gw_swing *w)
{
	return json_pack("{s:i, s:i, s:f, s:I, s:I, s:o, s:f}", "a", w->a, "b", w->b,
		"amplitude", w->amplitude, "period", (json_int_t)w->period,
		"start", (json_int_t)w->start, "tilt", reals(w->tilt, 3), "work", w->work);
}

void
gw_checkpoint_write(struct gw_frame *f, const struct gw_md *m)
{
	const struct gw_md_state *st = &m->st;
	const double (*h)[3], *x0 = gw_force_anchor(m->fo, &h);
	json_t *md = json_pack("{s:s, s:s, s:f, s:f, s:f, s:f, s:I, s:I, s:f}",
		"ensemble", ensemble[st->ensemble], "barostat", st->aniso ? "aniso" : "iso",
		"dt", st->dt, "tau_t", st->tau_t, "tau_p", st->tau_p, "pressure", st->pressure,
		"step", (json_int_t)st->step, "step0", (json_int_t)st->step0, "time0", st->time0);

	json_object_set_new(md, "ramp", ramp(&st->ramp));
	json_object_set_new(md, "chain", chain(&st->part));
	json_object_set_new(md, "box_chain", chain(&st->baro));
	json_object_set_new(md, "strain_rate", reals(st->ve, 3));
	json_object_set_new(md, "work", json_real(st->work));
	json_object_set_new(md, "sum", reals(st->sum, GW_NMEAN));
	json_object_set_new(md, "nsum", json_integer(st->nsum));
	json_object_set_new(md, "skin", json_real(m->fo->skin));
	if (st->swing.period)
		json_object_set_new(md, "swing", swing(&st->swing));
	if (x0) {
		json_object_set_new(md, "list_box", reals(&h[0][0], 9));
		gw_frame_put(f, "list_pos", GW_F8, (size_t)m->s->n, 3, "", x0);
	}
	json_object_set_new(f->meta, "md", md);
}

static int
get_reals(const json_t *o, const char *key, double *v, size_t n)
{
	json_t *a = json_object_get(o, key);

	if (!json_is_array(a) || json_array_size(a) != n)
		return -1;
	for (size_t k = 0; k < n; k++) {
		if (!json_is_number(json_array_get(a, k)))
			return -1;
		v[k] = json_number_value(json_array_get(a, k));
	}
	return 0;
}

static int
get_chain(const json_t *md, const char *key, struct gw_chain *c)
{
	const json_t *o = json_object_get(md, key);

	return get_reals(o, "eta", c->eta, GW_CHAIN) < 0 || get_reals(o, "v", c->v, GW_CHAIN) < 0
		? -1 : 0;
}

static int
get_ensemble(const char *name, enum gw_ensemble *v)
{
	for (int k = 0; k < 3; k++)
		if (!strcmp(name, ensemble[k])) {
			*v = (enum gw_ensemble)k;
			return 0;
		}
	return -1;
}

/* a count of steps that nobody can have made would overflow sums of two of them */
static int
sane(json_int_t n)
{
	return n >= 0 && n < (json_int_t)1 << 53;
}

/* the scalars, by one pattern; integers are accepted where reals stand */
static int
get_numbers(json_t *md, struct gw_md_state *st)
{
	struct gw_ramp *r = &st->ramp;
	const char *name, *barostat;
	json_int_t step, step0, start, steps, nsum;

	if (json_unpack(md, "{s:s, s:s, s:F, s:F, s:F, s:F, s:I, s:I, s:F, s:F, s:I}",
			"ensemble", &name, "barostat", &barostat, "dt", &st->dt,
			"tau_t", &st->tau_t, "tau_p", &st->tau_p, "pressure", &st->pressure,
			"step", &step, "step0", &step0, "time0", &st->time0, "work", &st->work,
			"nsum", &nsum) < 0
	    || json_unpack(json_object_get(md, "ramp"), "{s:F, s:F, s:F, s:I, s:I}",
			"from", &r->from, "to", &r->to, "rate", &r->rate, "start", &start,
			"steps", &steps) < 0
	    || !sane(step) || !sane(step0) || !sane(start) || !sane(steps) || !sane(nsum))
		return -1;
	st->step = step;
	st->step0 = step0;
	r->start = start;
	r->steps = steps;
	st->nsum = nsum;
	st->aniso = !strcmp(barostat, "aniso");
	return get_ensemble(name, &st->ensemble);
}

/* a run without shear has none */
static int
get_swing(const json_t *md, struct gw_swing *w)
{
	json_t *o = json_object_get(md, "swing");
	json_int_t period, start;

	if (!o)
		return 0;
	if (json_unpack(o, "{s:i, s:i, s:F, s:I, s:I, s:F}", "a", &w->a, "b", &w->b,
			"amplitude", &w->amplitude, "period", &period, "start", &start,
			"work", &w->work) < 0
	    || get_reals(o, "tilt", w->tilt, 3) < 0 || w->a < 0 || w->b > 2 || w->a >= w->b
	    || period < GW_SWING_LEAST || !sane(period) || !sane(start))
		return -1;
	w->period = period;
	w->start = start;
	return 0;
}

int
gw_checkpoint_read(const struct gw_frame *f, struct gw_md_state *st, struct gw_err *e)
{
	json_t *md = json_object_get(f->meta, "md");
	struct gw_md_state got = { 0 };
	double v;

	if (!md) {
		if (gw_frame_get_real(f, "step", &v) && fabs(v) < 0x1p53)
			st->step = st->step0 = (int64_t)v;
		if (gw_frame_get_real(f, "time", &v))
			st->time0 = v;
		return 0;
	}
	if (get_numbers(md, &got) < 0 || get_chain(md, "chain", &got.part) < 0
	    || get_chain(md, "box_chain", &got.baro) < 0
	    || get_reals(md, "strain_rate", got.ve, 3) < 0 || get_swing(md, &got.swing) < 0
	    || got.swing.start > got.step
	    || get_reals(md, "sum", got.sum, GW_NMEAN) < 0)
		return gw_fail(e, GW_BADDATA,
			"%s: frame %ld: the state of the dynamics (meta.md) is damaged",
			f->source ? f->source : "input", f->number);
	*st = got;
	return 1;
}

int
gw_checkpoint_anchor(const struct gw_frame *f, const struct gw_sys *s, struct gw_force *fo,
	struct gw_err *e)
{
	const json_t *md = json_object_get(f->meta, "md"), *skin = json_object_get(md, "skin");
	const struct gw_array *a = gw_frame_array(f, "list_pos");
	double h[9];

	gw_force_reset(fo);
	if (!a || a->dtype != GW_F8 || a->ndim != 2 || a->shape[0] != (size_t)s->n
	    || a->shape[1] != 3 || !(json_number_value(skin) > 0)
	    || get_reals(md, "list_box", h, 9) < 0)
		return 0;
	fo->skin = json_number_value(skin);
	return gw_force_set_anchor(fo, s, a->data, (const double (*)[3])(const void *)h, e);
}

void
gw_checkpoint_drop(struct gw_frame *f)
{
	json_t *scalars = json_object_get(f->meta, "scalars");

	json_object_del(f->meta, "md");
	gw_frame_drop(f, "list_pos");
	for (int k = 0; moving[k]; k++)
		json_object_del(scalars, moving[k]);
}
