/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * to-wales - the minima and transition states of event streams as the database of the Wales group.
 *
 * A minimum is the same one if its number says so (chains), or if it lies behind the same minimum
 * with the same energy and displacements; a transition state, if it lies between the same minima
 * with the same energy and displacements.  Events around neighbouring atoms are often the same.
 */
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_sort_vector.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "formats/event.h"
#include "formats/wales.h"
#include "tools/filter.h"
#include "tools/output.h"

static const struct tool me = {
	.name = "to-wales",
	.about = "write event streams as min.data and ts.data of the Wales group",
	.operands = "[FILE ...]",
	.example = "mkdir db && to-wales -d db events.tgz && disconnect --wales db",
	.in = IN_STREAM, .out = OUT_TSV, .flags = TOOL_RAW
};

/* a minimum or a transition state */
struct point {
	int64_t number;		/* minima: as in the stream; 0: not numbered there */
	int64_t sample;		/* of this search */
	char   search[20];
	long   a, b;		/* saddles: minima; minima: b is where it was found from */
	double energy;
	struct gw_moves moves;	/* from minimum b (minima), from minimum a (saddles) */
	struct gw_frame *start;	/* of a minimum without b: itself */
};

struct set {
	struct point *p;
	long n;
	size_t cap;
	struct output data, xyz;
	char  *name[2];		/* of the files */
};

struct work {
	struct filter *io;
	const char *dir;
	int points;
	double same_energy, same_distance;
	struct set min, ts;
	struct gw_frame *minimum;	/* the events that come start from it */
	long at;		/* its place in min, from 1 */
};

/* ---- files ---- */

static int
open_set(struct work *w, struct set *s, const char *name)
{
	struct gw_err *e = &w->io->err;

	s->name[0] = gw_format("%s/%s.data", w->dir, name);
	s->name[1] = gw_format("%s/points.%s", w->dir, name);
	if (output_open(&s->data, s->name[0], 1, e) < 0)
		return -1;
	return w->points ? output_open(&s->xyz, s->name[1], 1, e) : 0;
}

static int
close_one(struct output *o, struct gw_err *e)
{
	struct gw_err second;

	if (!o->name)		/* was not tried */
		return 0;
	return e->code ? output_abandon(o, &second) : output_finish(o, e);
}

static void
close_set(struct set *s, struct gw_err *e)
{
	close_one(&s->data, e);
	close_one(&s->xyz, e);
	for (long k = 0; k < s->n; k++) {
		gw_moves_clear(&s->p[k].moves);
		gw_frame_free(s->p[k].start);
	}
	gw_free(s->p);
	gw_free(s->name[0]);
	gw_free(s->name[1]);
}

/* ---- points ---- */

/* Principal moments of inertia about the centre of mass, ascending. */
static void
moments(const struct gw_sys *s, double out[3])
{
	double m = 0, c[3] = { 0 }, t[3][3] = { { 0 } };
	gsl_matrix_view v = gsl_matrix_view_array(&t[0][0], 3, 3);
	gsl_vector_view o = gsl_vector_view_array(out, 3);
	gsl_eigen_symm_workspace *ws = gsl_eigen_symm_alloc(3);

	for (int i = 0; i < s->n; i++) {
		m += s->species[s->type[i]].mass;
		for (int k = 0; k < 3; k++)
			c[k] += s->species[s->type[i]].mass*s->x[3*i + k];
	}
	for (int i = 0; i < s->n; i++) {
		double mi = s->species[s->type[i]].mass, d[3], r2 = 0;

		for (int k = 0; k < 3; k++) {
			d[k] = s->x[3*i + k] - c[k]/m;
			r2 += d[k]*d[k];
		}
		for (int k = 0; k < 9; k++)
			t[k/3][k%3] += mi*((k/3 == k%3 ? r2 : 0) - d[k/3]*d[k%3]);
	}
	gsl_eigen_symm(&v.matrix, &o.vector, ws);
	gsl_eigen_symm_free(ws);
	gsl_sort_vector(&o.vector);
}

/* One more point, a configuration: it is written. */
static int
add(struct work *w, struct set *s, const struct point *p, const struct gw_frame *f)
{
	struct gw_sys *sys = gw_config_read(f, &w->io->err);
	double m[3];
	size_t n;

	if (!sys)
		return -1;
	n = 3*(size_t)sys->n;
	moments(sys, m);
	if (s == &w->ts)
		gw_wales_put_saddle(s->data.text, p->energy, p->a, p->b, m);
	else
		gw_wales_put_minimum(s->data.text, p->energy, m);
	if (s->xyz.text)
		fwrite(sys->x, sizeof *sys->x, n, s->xyz.text);
	gw_sys_free(sys);
	gw_reserve(&s->p, &s->cap, (size_t)s->n + 1, sizeof *s->p);
	s->p[s->n++] = *p;
	return 0;
}

static int
same(const struct work *w, const struct point *p, const struct point *q, double threshold)
{
	return fabs(p->energy - q->energy) <= w->same_energy &&
	    gw_moves_distance(&p->moves, &q->moves, threshold) <= w->same_distance;
}

/* Minima that no event leads to: of other runs from the same one? */
static int
same_place(const struct work *w, const struct point *p, const struct point *q)
{
	const struct gw_array *a = gw_frame_array(p->start, "pos"),
	    *b = gw_frame_array(q->start, "pos");
	double sum = 0;

	if (fabs(p->energy - q->energy) > w->same_energy || !a || !b || a->dtype != GW_F8 ||
	    b->dtype != GW_F8 || gw_array_count(a) != gw_array_count(b))
		return 0;
	for (size_t k = 0; k < gw_array_count(a); k++) {
		double d = ((const double *)a->data)[k] - ((const double *)b->data)[k];

		sum += d*d;
	}
	return sqrt(sum) <= w->same_distance;
}

/* The place of a minimum in min, from 1; 0: it is not there. */
static long
find_minimum(const struct work *w, const struct point *p, double threshold)
{
	for (long k = 0; k < w->min.n; k++) {
		const struct point *q = &w->min.p[k];

		if (p->number && p->number == q->number && p->sample == q->sample &&
		    !strcmp(p->search, q->search))
			return k + 1;
		if (p->b == q->b && (p->b ? same(w, p, q, threshold) : same_place(w, p, q)))
			return k + 1;
	}
	return 0;
}

static long
find_saddle(const struct work *w, const struct point *p, double threshold)
{
	for (long k = 0; k < w->ts.n; k++) {
		const struct point *q = &w->ts.p[k];

		if (p->a == q->a && p->b == q->b && same(w, p, q, threshold))
			return k + 1;
	}
	return 0;
}

/* ---- frames ---- */

static int64_t
whole(const struct gw_frame *f, const char *key)
{
	double v;

	return gw_frame_get_real(f, key, &v) && fabs(v) < 9e15 ? (int64_t)v : 0;
}

static void
search_of(const struct gw_frame *f, char to[20])
{
	const char *s = json_string_value(json_object_get(json_object_get(f->meta, "event"),
	    "search"));

	snprintf(to, 20, "%s", s ? s : "");
}

static int
energy_of(struct work *w, const struct gw_frame *f, const char *key, double *v)
{
	if (gw_frame_get_real(f, key, v))
		return 0;
	return gw_fail(&w->io->err, GW_BADDATA, "%s: frame %ld has no %s", f->source,
	    f->number, key);
}

static int
take_minimum(struct work *w)
{
	const struct gw_frame *f = w->io->frame;
	struct point p = { .sample = whole(f, "sample"), .number = whole(f, "minimum") };

	search_of(f, p.search);
	if (energy_of(w, f, "energy", &p.energy) < 0)
		return -1;
	gw_frame_free(w->minimum);
	w->minimum = gw_frame_copy(f);
	p.start = gw_frame_copy(f);
	w->at = find_minimum(w, &p, 0);
	if (w->at || add(w, &w->min, &p, f) < 0) {
		gw_frame_free(p.start);
		return w->at ? 0 : -1;
	}
	w->at = w->min.n;
	fprintf(w->io->text, "minimum\t%ld\t0\t0\t%.17g\t%lld\t0\t0\n", w->at, p.energy,
	    (long long)p.sample);
	return 0;
}

/* The minimum or the saddle of the present event as a point of the set: its place, or -1. */
static long
place(struct work *w, struct set *s, struct point *p, enum gw_event_place where)
{
	const struct gw_frame *f = w->io->frame;
	double threshold = gw_event_threshold(f);
	struct gw_frame *c;
	long k = s == &w->ts ? find_saddle(w, p, threshold) : find_minimum(w, p, threshold);
	int r;

	if (k) {
		gw_moves_clear(&p->moves);
		return k;
	}
	if (!(c = gw_event_configuration(w->minimum, f, where, &w->io->err))) {
		gw_moves_clear(&p->moves);
		return -1;
	}
	r = add(w, s, p, c);
	gw_frame_free(c);
	if (r < 0) {
		gw_moves_clear(&p->moves);
		return -1;
	}
	fprintf(w->io->text, "%s\t%ld\t%ld\t%ld\t%.17g\t%lld\t%lld\t%lld\n",
	    s == &w->ts ? "saddle" : "minimum", s->n, p->a, p->b, p->energy,
	    (long long)whole(f, "sample"), (long long)whole(f, "center"),
	    (long long)whole(f, "attempt"));
	return s->n;
}

static int
take_event(struct work *w)
{
	const struct gw_frame *f = w->io->frame;
	struct gw_err *e = &w->io->err;
	struct point m = { .sample = whole(f, "sample"), .number = whole(f, "to"), .b = w->at };
	struct point s = { .sample = m.sample, .a = w->at };
	double barrier;

	if (!whole(f, "connected"))
		return 0;
	if (!w->minimum || !gw_event_belongs(f, w->minimum))
		return gw_fail(e, GW_BADDATA, "%s: frame %ld: the minimum that this event starts "
		    "from is not in front of it", f->source, f->number);
	if (energy_of(w, f, "energy", &s.energy) < 0 || energy_of(w, f, "barrier", &barrier) < 0 ||
	    energy_of(w, f, "energy_final", &m.energy) < 0)
		return -1;
	search_of(f, m.search);
	s.energy += barrier;
	if (gw_moves_get(&m.moves, f, "dfinal", e) < 0 ||
	    (s.b = place(w, &w->min, &m, GW_EVENT_FINAL)) < 0)
		return -1;
	return gw_moves_get(&s.moves, f, "dsaddle", e) < 0 || place(w, &w->ts, &s,
	    GW_EVENT_SADDLE) < 0 ? -1 : 0;
}

static void
convert(struct work *w)
{
	static const char *const head[] = { "kind", "number", "min1", "min2", "energy", "sample",
		"center", "attempt" };
	int r = 0, first = 1;

	while (r == 0 && filter_next(w->io) > 0) {
		enum gw_event_kind kind = gw_event_kind(w->io->frame);

		if (first)
			filter_table(w->io, 8, head);
		first = 0;
		if (kind == GW_EVENT_NONE)
			r = gw_fail(&w->io->err, GW_BADDATA, "%s: frame %ld: not of a stream of "
			    "events (artn)", w->io->frame->source, w->io->frame->number);
		else
			r = kind == GW_EVENT_MINIMUM ? take_minimum(w) : take_event(w);
	}
}

int
main(int argc, char **argv)
{
	struct filter io;
	struct work w = { .io = &io, .dir = ".", .same_energy = 1e-3, .same_distance = 0.1 };
	const struct opt tab[] = {
		{ 'd', "directory", OPT_STR, &w.dir, "DIR",
			"write min.data and ts.data there (default: here)" },
		{ 0, "points", OPT_FLAG, &w.points, "",
			"positions, too: points.min and points.ts" },
		{ 0, "same-energy", OPT_POS, &w.same_energy, "E",
			"points are the same within this energy (default 0.001)" },
		{ 0, "same-distance", OPT_POS, &w.same_distance, "D",
			"and this distance over all atoms (default 0.1)" },
		{ 0 }
	};

	filter_open(&io, &me, tab, argc, argv);
	if (open_set(&w, &w.min, "min") == 0 && open_set(&w, &w.ts, "ts") == 0)
		convert(&w);
	close_set(&w.min, &io.err);
	close_set(&w.ts, &io.err);
	gw_frame_free(w.minimum);
	return filter_close(&io);
}
