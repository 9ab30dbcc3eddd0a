/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tools/scalars.h"
#include "tools/sniff.h"

static void
add(struct series *s, double T, double v)
{
	if (!isfinite(T) || !isfinite(v)) {
		s->skipped++;
		return;
	}
	gw_reserve(&s->p, &s->cap, (size_t)s->n + 1, sizeof *s->p);
	s->p[s->n] = (struct point){ T, v, s->n };
	s->n++;
}

static void
set_unit(char **unit, const char *text)
{
	if (!*unit)
		*unit = gw_strdup(text);
}

static void
header_unit(char **unit, const char *header)
{
	if (!*unit)
		*unit = gw_tsv_unit(header);
}

static void
set_name(struct series *s, const char *name)
{
	if (!s->name)
		s->name = gw_format("%.*s", (int)strcspn(name, "["), name);
}

/* The column of the quantity, and a second one to add to it (-1: none). */
static int
find_quantity(const struct gw_tsv *t, struct series *s, int *second, struct gw_err *e)
{
	struct gw_err quiet;
	int c;

	*second = -1;
	if (s->y) {
		c = gw_tsv_find(t, s->y, e);
		if (c >= 0)
			set_name(s, t->column[c]);
		return c;
	}
	set_name(s, "enthalpy");
	if ((c = gw_tsv_find(t, "enthalpy", &quiet)) >= 0)
		return c;
	*second = gw_tsv_find(t, "kinetic", &quiet);
	c = gw_tsv_find(t, "energy", &quiet);
	if (c < 0 || *second < 0)
		return gw_fail(e, GW_USAGE, "the table has neither enthalpy nor energy and "
		    "kinetic: name a column with -c");
	return c;
}

static int
read_table(const struct gw_tsv *t, struct series *s, struct gw_err *e)
{
	int x = gw_tsv_find(t, s->x, e), second, y = x < 0 ? -1 : find_quantity(t, s, &second, e);
	double *T = NULL, *v = NULL, *w = NULL;
	int r = -1;

	if (y < 0)
		return -1;
	header_unit(&s->xunit, t->column[x]);
	header_unit(&s->yunit, t->column[y]);
	if ((T = gw_tsv_numbers(t, x, e)) && (v = gw_tsv_numbers(t, y, e)) &&
	    (second < 0 || (w = gw_tsv_numbers(t, second, e)))) {
		for (long k = 0; k < t->nrow; k++)
			add(s, T[k], v[k] + (w ? w[k] : 0));
		r = 0;
	}
	gw_free(T);
	gw_free(v);
	gw_free(w);
	return r;
}

static void
read_frame(const struct gw_frame *f, struct series *s)
{
	struct scalars q = { f, NULL, 0 };
	const char *name = s->y ? s->y : "enthalpy";
	double T = NAN, v = NAN, w;
	char unit[48];

	scalars_get(&q, s->x, &T);
	if (!scalars_get(&q, name, &v) && !s->y && scalars_get(&q, "energy", &v))
		v = scalars_get(&q, "kinetic", &w) ? v + w : NAN;
	scalars_free(&q);
	set_name(s, name);
	scalars_unit(f, s->x, unit, sizeof unit);
	set_unit(&s->xunit, unit);
	scalars_unit(f, name, unit, sizeof unit);
	set_unit(&s->yunit, unit);
	add(s, T, v);
}

static int
by_temperature(const void *a, const void *b)
{
	const struct point *p = a, *q = b;

	if (p->T != q->T)
		return p->T < q->T ? -1 : 1;
	return (p->row > q->row) - (p->row < q->row);
}

static void
sort(struct series *s)
{
	if (s->n)
		qsort(s->p, (size_t)s->n, sizeof *s->p, by_temperature);
	s->T = gw_alloc((size_t)s->n, sizeof *s->T);
	s->v = gw_alloc((size_t)s->n, sizeof *s->v);
	for (long k = 0; k < s->n; k++) {
		s->T[k] = s->p[k].T;
		s->v[k] = s->p[k].v;
	}
}

int
series_read(struct filter *io, struct series *s)
{
	struct gw_tsv *t;

	if (sniff_table(io->noperand ? io->operand[0] : "-")) {
		while ((t = filter_tsv(io))) {
			read_table(t, s, &io->err);
			gw_tsv_free(t);
		}
	} else if (filter_inputs(io, io->noperand, io->operand) == 0) {
		while (filter_next(io) > 0)
			read_frame(io->frame, s);
	}
	if (io->err.code)
		return -1;
	if (s->skipped)
		filter_warn(io, "%ld rows have no number for %s or %s and are left out", s->skipped,
		    s->x, s->name ? s->name : "the quantity");
	sort(s);
	return s->n ? 0 : gw_fail(&io->err, GW_BADDATA, "the input has no row with %s and %s", s->x,
	    s->name ? s->name : s->y ? s->y : "enthalpy");
}

void
series_free(struct series *s)
{
	gw_free(s->name);
	gw_free(s->xunit);
	gw_free(s->yunit);
	gw_free(s->p);
	gw_free(s->T);
	gw_free(s->v);
}
