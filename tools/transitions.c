/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/transitions.h"

#include <math.h>

#include "base/mem.h"
#include "formats/wales.h"
#include "tools/records.h"

static const char *
wrong_name(const struct transition_want *w, const struct record_field *f)
{
	if (!f[T_FROM].found && !w->star)
		return w->name[T_FROM];
	if (!f[T_TO].found && !w->star)
		return w->name[T_TO];
	if (!f[T_ENERGY].found)
		return w->name[T_ENERGY];
	if (!f[T_SADDLE].found && !f[T_BARRIER].found)
		return w->name[T_BARRIER];
	return f[T_FINAL].found || f[T_REVERSE].found ? NULL : w->name[T_REVERSE];
}

static int
number(double v, int64_t *to)
{
	if (!(v >= 0) || v > 9007199254740992.0 || v != floor(v))
		return 0;
	*to = (int64_t)v;
	return 1;
}

/* Minima and energies of a row; 0 when a minimum is not known. */
static int
fill(const struct transition_want *w, const struct record_field *f, long k, struct gw_transition *t)
{
	t->a = 0;
	t->b = k + 1;
	if (!w->star && (!number(f[T_FROM].v[k], &t->a) || !number(f[T_TO].v[k], &t->b)))
		return 0;
	t->ea = f[T_ENERGY].v[k];
	t->es = f[T_SADDLE].found ? f[T_SADDLE].v[k] : t->ea + f[T_BARRIER].v[k];
	t->eb = f[T_FINAL].found ? f[T_FINAL].v[k] : t->es - f[T_REVERSE].v[k];
	return 1;
}

/* Judge a transition, which came from this row of what; keep it if it is good. */
static int
judge(struct filter *io, const struct transition_want *w, struct transitions *s,
	const struct gw_transition *t, const char *what, long row)
{
	switch (gw_transition_check(t, w->tolerance)) {
	case GW_TRANSITION_MISSING:
		s->missing++;
		return 0;
	case GW_TRANSITION_BELOW:
		if (!w->skip)
			return gw_fail(&io->err, GW_BADDATA, "%s %ld: the saddle at %.10g is below "
			    "minimum %lld at %.10g: the energies do not belong together (--skip "
			    "leaves such rows out, --tolerance allows for more than %g)", what, row,
			    t->es, (long long)(t->ea > t->eb ? t->a : t->b), fmax(t->ea, t->eb),
			    w->tolerance);
		s->below++;
		return 0;
	case GW_TRANSITION_FINE:
		s->t[s->n++] = *t;
	}
	return 0;
}

static int
sort_out(struct filter *io, const struct transition_want *w, struct transitions *s,
	const struct records *r)
{
	const struct record_field *f = r->field;
	struct gw_transition t;

	s->t = gw_alloc((size_t)r->n, sizeof *s->t);
	for (long k = 0; k < r->n; k++) {
		if (f[T_CONNECTED].found && f[T_CONNECTED].v[k] == 0)
			s->unconnected++;
		else if (!fill(w, f, k, &t))
			s->unknown++;
		else if (judge(io, w, s, &t, "row", k + 1) < 0)
			return -1;
	}
	return 0;
}

static int
from_records(struct filter *io, const struct transition_want *w, struct transitions *s)
{
	struct record_field f[T_FIELDS] = { { .name = NULL } };
	struct records r = { T_FIELDS, f, 0, 0, 0 };
	const char *lost;

	for (int k = 0; k < T_FIELDS; k++) {
		f[k].name = w->name[k];
		f[k].marks = k != T_ENERGY && k != T_SAMPLE;	/* which a minimum has too */
	}
	if (records_operands(io, &r) == 0) {
		if ((lost = wrong_name(w, f)))
			gw_fail(&io->err, GW_USAGE, "the input has no %s; a transition is %s, %s, "
			    "%s, %s (or %s) and %s (or %s)%s", lost, w->name[T_FROM], w->name[T_TO],
			    w->name[T_ENERGY], w->name[T_BARRIER], w->name[T_SADDLE],
			    w->name[T_REVERSE], w->name[T_FINAL], lost == w->name[T_FROM] ||
			    lost == w->name[T_TO] ? "; events that all began at one minimum: "
			    "--star" : "");
		else if (records_one_sample(&r, T_SAMPLE, &io->err) == 0)
			sort_out(io, w, s, &r);
	}
	s->rows = r.n;
	s->atoms = r.natoms;
	snprintf(s->unit, sizeof s->unit, "%s", f[T_ENERGY].unit);
	records_clear(&r);
	return io->err.code ? -1 : 0;
}

/* ---- Wales ---- */

static int
read_minima(struct filter *io, const char *name, struct transitions *s)
{
	struct gw_text *in = gw_text_open(name, &io->err);

	if (!in)
		return -1;
	s->energy = gw_wales_minima(in, &s->nknown, &io->err);
	gw_text_close(in);
	if (!s->energy)
		return -1;
	s->number = gw_alloc((size_t)s->nknown, sizeof *s->number);
	for (long k = 0; k < s->nknown; k++)
		s->number[k] = k + 1;
	return 0;
}

static int
read_saddles(struct filter *io, const struct transition_want *w, const char *name,
	struct transitions *s)
{
	struct gw_text *in = gw_text_open(name, &io->err);
	struct gw_transition *t;

	if (!in)
		return -1;
	t = gw_wales_saddles(in, s->energy, s->nknown, &s->rows, &io->err);
	gw_text_close(in);
	s->t = gw_alloc((size_t)s->rows, sizeof *s->t);
	for (long k = 0; t && k < s->rows; k++)
		if (judge(io, w, s, &t[k], name, k + 1) < 0)
			break;
	gw_free(t);
	return io->err.code ? -1 : 0;
}

static int
from_wales(struct filter *io, const struct transition_want *w, struct transitions *s)
{
	char *minima = w->wales ? gw_format("%s/min.data", w->wales) : gw_strdup(w->minima);
	char *saddles = w->wales ? gw_format("%s/ts.data", w->wales) :
	    gw_strdup(io->noperand ? io->operand[0] : "-");

	if (w->wales && (w->minima || io->noperand))
		gw_fail(&io->err, GW_USAGE, "--wales names both files: give it alone");
	else if (io->noperand > 1)
		gw_fail(&io->err, GW_USAGE, "--min: give one ts.data");
	else if (read_minima(io, minima, s) == 0)
		read_saddles(io, w, saddles, s);
	gw_free(minima);
	gw_free(saddles);
	return io->err.code ? -1 : 0;
}

int
transitions_read(struct filter *io, const struct transition_want *w, struct transitions *s)
{
	if ((w->wales || w->minima ? from_wales : from_records)(io, w, s) < 0)
		return -1;
	if (s->missing)
		filter_warn(io, "%ld of %ld rows have an energy that is not a number and are left "
		    "out", s->missing, s->rows);
	if (s->unknown)
		filter_warn(io, "%ld of %ld rows do not say between which minima and are left out",
		    s->unknown, s->rows);
	if (s->below)
		filter_warn(io, "%ld of %ld rows have a saddle below a minimum and are left out "
		    "(--skip)", s->below, s->rows);
	return 0;
}

void
transitions_clear(struct transitions *s)
{
	gw_free(s->t);
	gw_free(s->number);
	gw_free(s->energy);
}
