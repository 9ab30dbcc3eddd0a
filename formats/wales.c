/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/wales.h"

#include <string.h>

#include "base/mem.h"

enum { MINIMUM = 6, SADDLE = 8 };	/* columns */

/* The next line with words, cut into them: how many, 0 at the end, -1. */
static int
next(struct gw_text *in, char **word, int max, struct gw_err *e)
{
	char *line;
	int r, n;

	while ((r = gw_text_line(in, &line, e)) > 0)
		if ((n = gw_text_words(line, word, max)) > 0)
			return n;
	return r;
}

/* A number as Fortran may write it, 1.5D+01. */
static int
energy_of(struct gw_text *in, char *word, double *v, struct gw_err *e)
{
	char *d = strpbrk(word, "dD");

	if (d)
		*d = 'e';
	return gw_text_real(in, word, "energy", v, e);
}

static int
short_line(struct gw_text *in, int have, int want, const char *what, struct gw_err *e)
{
	return gw_text_fail(in, e, "%d columns where %s has %d", have, what, want);
}

double *
gw_wales_minima(struct gw_text *in, long *n, struct gw_err *e)
{
	double *v = NULL;
	size_t cap = 0;
	char *word[MINIMUM];
	int r;

	*n = 0;
	gw_reserve(&v, &cap, 1, sizeof *v);
	while ((r = next(in, word, MINIMUM, e)) > 0) {
		gw_reserve(&v, &cap, (size_t)*n + 1, sizeof *v);
		r = r < MINIMUM ? short_line(in, r, MINIMUM, "min.data", e) :
		    energy_of(in, word[0], &v[*n], e);
		if (r < 0)
			break;
		++*n;
	}
	if (r == 0)
		return v;
	gw_free(v);
	return NULL;
}

static int
take_saddle(struct gw_text *in, char **word, const double *energy, long nmin,
	struct gw_transition *t, struct gw_err *e)
{
	long long a, b;

	if (energy_of(in, word[0], &t->es, e) < 0 ||
	    gw_text_int(in, word[3], "minimum", 1, nmin, &a, e) < 0 ||
	    gw_text_int(in, word[4], "minimum", 1, nmin, &b, e) < 0)
		return -1;
	t->a = a;
	t->b = b;
	t->ea = energy[a-1];
	t->eb = energy[b-1];
	return 0;
}

struct gw_transition *
gw_wales_saddles(struct gw_text *in, const double *energy, long nmin, long *n, struct gw_err *e)
{
	struct gw_transition *t = NULL;
	size_t cap = 0;
	char *word[SADDLE];
	int r;

	*n = 0;
	gw_reserve(&t, &cap, 1, sizeof *t);
	while ((r = next(in, word, SADDLE, e)) > 0) {
		gw_reserve(&t, &cap, (size_t)*n + 1, sizeof *t);
		r = r < SADDLE ? short_line(in, r, SADDLE, "ts.data", e) :
		    take_saddle(in, word, energy, nmin, &t[*n], e);
		if (r < 0)
			break;
		++*n;
	}
	if (r == 0)
		return t;
	gw_free(t);
	return NULL;
}

void
gw_wales_put_minimum(FILE *out, double energy, const double moment[3])
{
	fprintf(out, "%.17g 0.0 1 %.10g %.10g %.10g\n", energy, moment[0], moment[1], moment[2]);
}

void
gw_wales_put_saddle(FILE *out, double energy, long a, long b, const double moment[3])
{
	fprintf(out, "%.17g 0.0 1 %ld %ld %.10g %.10g %.10g\n", energy, a, b, moment[0],
	    moment[1], moment[2]);
}
