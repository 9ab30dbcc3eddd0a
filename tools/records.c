/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/records.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "tools/scalars.h"
#include "tools/sniff.h"

/* Room for rows up to `need`; new ones are NaN. */
static void
grow(struct records *r, long need)
{
	size_t old = r->cap, cap = old;

	if ((size_t)need <= old)
		return;
	while (cap < (size_t)need)
		cap = cap + cap/2 + 64;
	for (struct record_field *f = r->field; f < r->field + r->nfield; f++) {
		f->v = gw_realloc(f->v, cap, sizeof *f->v);
		for (size_t k = old; k < cap; k++)
			f->v[k] = NAN;
	}
	r->cap = cap;
}

static void
head_unit(struct record_field *f, const char *head)
{
	const char *open = strrchr(head, '[');
	size_t n = open ? strlen(open) : 0;

	if (n > 2 && open[n-1] == ']' && n - 2 < sizeof f->unit && !*f->unit)
		snprintf(f->unit, sizeof f->unit, "%.*s", (int)n - 2, open + 1);
}

int
records_table(struct records *r, const struct gw_tsv *t, struct gw_err *e)
{
	struct gw_err quiet;
	double *v;
	int c;

	grow(r, r->n + t->nrow);
	for (struct record_field *f = r->field; f < r->field + r->nfield; f++) {
		if ((c = gw_tsv_find(t, f->name, &quiet)) < 0)
			continue;
		if (!(v = gw_tsv_numbers(t, c, e)))
			return -1;
		memcpy(f->v + r->n, v, (size_t)t->nrow*sizeof *v);
		gw_free(v);
		f->found = 1;
		head_unit(f, t->column[c]);
	}
	if (!(r->natoms > 0) && t->nrow && (c = gw_tsv_find(t, "natoms", &quiet)) >= 0 &&
	    gw_number(t->cell[0][c], &r->natoms) < 0)
		r->natoms = 0;
	r->n += t->nrow;
	return 0;
}

void
records_frame(struct records *r, const struct gw_frame *f)
{
	const struct gw_array *pos = gw_frame_array(f, "pos");
	struct record_field *c, *end = r->field + r->nfield;
	int row = 0;
	double v;

	if (!(r->natoms > 0) && pos)
		r->natoms = (double)pos->shape[0];
	for (c = r->field; c < end; c++)
		row |= c->marks && gw_frame_get_real(f, c->name, &v);
	if (!row)
		return;
	grow(r, r->n + 1);
	for (c = r->field; c < end; c++) {
		if (!gw_frame_get_real(f, c->name, &c->v[r->n]))
			continue;
		c->found = 1;
		if (!*c->unit)
			scalars_unit(f, c->name, c->unit, sizeof c->unit);
	}
	r->n++;
}

int
records_operands(struct filter *io, struct records *r)
{
	struct gw_tsv *t;

	if (sniff_table(io->noperand ? io->operand[0] : "-")) {
		while ((t = filter_tsv(io))) {
			records_table(r, t, &io->err);
			gw_tsv_free(t);
		}
	} else if (filter_inputs(io, io->noperand, io->operand) == 0) {
		while (filter_next(io) > 0)
			records_frame(r, io->frame);
	}
	return io->err.code ? -1 : 0;
}

static int
stream_file(struct filter *io, struct records *r, const char *name)
{
	struct gw_reader *in = gw_reader_open(&name, 1,
	    io->fragment ? GW_READ_FRAGMENT : 0, &io->err);
	struct gw_frame *f;

	if (!in)
		return -1;
	while (gw_reader_next(in, &f, &io->err) > 0) {
		records_frame(r, f);
		gw_frame_free(f);
	}
	gw_reader_close(in);
	return io->err.code ? -1 : 0;
}

int
records_file(struct filter *io, struct records *r, const char *name)
{
	struct gw_tsv *t;
	FILE *in;

	if (!sniff_table(name))
		return stream_file(io, r, name);
	if (!(in = strcmp(name, "-") ? fopen(name, "r") : stdin))
		return gw_fail(&io->err, GW_NOINPUT, "%s: %s", name, strerror(errno));
	t = gw_tsv_read(in, name, &io->err);
	if (in != stdin)
		fclose(in);
	if (t && records_table(r, t, &io->err) < 0)
		gw_fail_in(&io->err, "%s", name);
	gw_tsv_free(t);
	return io->err.code ? -1 : 0;
}

int
records_one_sample(const struct records *r, int field, struct gw_err *e)
{
	const struct record_field *f = &r->field[field];

	for (long k = 1; f->found && k < r->n; k++)
		if (f->v[k] != f->v[0])
			return gw_fail(e, GW_BADDATA, "rows 1 and %ld are events of different "
			    "samples (%s %g and %g), whose minima and atoms have nothing in "
			    "common: choose one, as with slice --where '%s==%g'", k + 1, f->name,
			    f->v[0], f->v[k], f->name, f->v[0]);
	return 0;
}

void
records_clear(struct records *r)
{
	for (int k = 0; k < r->nfield; k++)
		gw_free(r->field[k].v);
}
