/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/groups.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

/* Columns of one table; -1: not asked for. */
struct columns { int x, y, w, by; };

static int
find(const struct gw_tsv *t, const char *name, int *c, struct gw_err *e)
{
	*c = name ? gw_tsv_find(t, name, e) : -1;
	return name && *c < 0 ? -1 : 0;
}

/* A column of numbers, or v [nrow] of zeros where none is asked for. */
static double *
numbers(const struct gw_tsv *t, int c, struct gw_err *e)
{
	return c < 0 ? gw_alloc((size_t)t->nrow, sizeof(double)) : gw_tsv_numbers(t, c, e);
}

static int
add(struct rows *r, const struct gw_tsv *t, const struct columns *c, const double *x,
	const double *y, const double *w, int labels, struct gw_err *e)
{
	for (long k = 0; k < t->nrow; k++) {
		struct row row = { c->by < 0 ? "" : t->cell[k][c->by],
			labels ? t->cell[k][c->x] : NULL, x[k], y[k], c->w < 0 ? 1 : w[k], r->n };

		if (!(row.w >= 0) || isinf(row.w))
			return gw_fail(e, GW_BADDATA, "column %s, row %ld: %g is no count",
			    t->column[c->w], k + 1, row.w);
		if (isnan(row.x) || isnan(row.y)) {
			r->missing++;
			continue;
		}
		gw_reserve(&r->row, &r->cap, (size_t)r->n + 1, sizeof *r->row);
		r->row[r->n++] = row;
	}
	return 0;
}

static int
take(const struct gw_tsv *t, const struct rows_want *want, struct rows *r, struct gw_err *e)
{
	struct columns c;
	double *x = NULL, *y = NULL, *w = NULL;
	int bad;

	if (find(t, want->column, &c.x, e) < 0 || find(t, want->second, &c.y, e) < 0 ||
	    find(t, want->weight, &c.w, e) < 0 || find(t, want->by, &c.by, e) < 0)
		return -1;
	if (!r->unit)
		r->unit = gw_tsv_unit(t->column[c.x]);
	if (want->by && !r->by)
		r->by = gw_strdup(t->column[c.by]);
	bad = !(x = numbers(t, want->labels ? -1 : c.x, e)) || !(y = numbers(t, c.y, e)) ||
	    !(w = numbers(t, c.w, e)) || add(r, t, &c, x, y, w, want->labels, e) < 0;
	gw_free(x);
	gw_free(y);
	gw_free(w);
	return bad ? -1 : 0;
}

int
rows_read(struct filter *io, const struct rows_want *want, struct rows *r)
{
	struct gw_tsv *t;
	size_t cap = 0;

	while ((t = filter_tsv(io))) {
		gw_reserve(&r->table, &cap, (size_t)r->ntable + 1, sizeof *r->table);
		r->table[r->ntable++] = t;
		take(t, want, r, &io->err);
	}
	if (io->err.code)
		return -1;
	if (r->missing)
		filter_warn(io, "%ld rows are not numbers and count nowhere", r->missing);
	return r->n ? 0 : gw_fail(&io->err, GW_BADDATA, "the input has no rows");
}

static int
by_group(const void *a, const void *b)
{
	const struct row *p = a, *q = b;
	int c = strcmp(p->group, q->group);

	return c ? c : (p->at > q->at) - (p->at < q->at);
}

static int
by_first(const void *a, const void *b)
{
	const struct group *p = a, *q = b;

	return (p->number > q->number) - (p->number < q->number);
}

void
rows_group(struct rows *r)
{
	struct group *g;
	size_t cap = 0;

	qsort(r->row, (size_t)r->n, sizeof *r->row, by_group);
	for (long k = 0; k < r->n; k++) {
		if (k == 0 || strcmp(r->row[k-1].group, r->row[k].group)) {
			gw_reserve(&r->group, &cap, (size_t)r->ngroup + 1, sizeof *r->group);
			r->group[r->ngroup++] = (struct group){ r->by ? r->row[k].group : NULL,
			    r->row[k].at, k, 0 };
		}
		g = &r->group[r->ngroup-1];
		g->n++;
	}
	qsort(r->group, (size_t)r->ngroup, sizeof *r->group, by_first);
	for (long k = 0; k < r->ngroup; k++)
		r->group[k].number = k;
}

void
rows_free(struct rows *r)
{
	for (int k = 0; k < r->ntable; k++)
		gw_tsv_free(r->table[k]);
	gw_free(r->table);
	gw_free(r->row);
	gw_free(r->group);
	gw_free(r->by);
	gw_free(r->unit);
}
