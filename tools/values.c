/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the text of an option to its value.  Numbers are what C writes:
 * digits, one point, an exponent; no hexadecimal, no inf, no nan, no blanks,
 * and nothing behind them.  No program calls setlocale, so strtod reads
 * them as the C locale does.
 */
#include "tools/options.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define MAXLIST 1000000		/* numbers in one LIST */
#define MAXIDS  100000000	/* atoms in one list of ids */

static const char *
digits(const char *p)
{
	return p + strspn(p, "0123456789");
}

/* The number at the start of s; what follows it, or NULL when there is none. */
static const char *
number(const char *s, double *v)
{
	const char *p = s + (*s == '+' || *s == '-'), *q = digits(p), *r;
	char *end;

	r = *q == '.' ? digits(q + 1) : q;
	if (r - p == (*q == '.'))
		return NULL;
	if (*r == 'e' || *r == 'E') {
		q = r + 1 + (r[1] == '+' || r[1] == '-');
		if (digits(q) > q)
			r = digits(q);
	}
	*v = strtod(s, &end);
	return end == r && isfinite(*v) ? r : NULL;
}

static int
real(const char *s, double *v)
{
	s = number(s, v);
	return s && !*s ? 0 : -1;
}

static int
pos(const char *s, double *v)
{
	return real(s, v) == 0 && *v > 0 ? 0 : -1;
}

/* A whole decimal number; *end is what follows. */
static int
whole(const char *s, int64_t *v, const char **end)
{
	char *p;

	if (digits(s + (*s == '-')) == s + (*s == '-'))
		return -1;
	errno = 0;
	*v = strtoll(s, &p, 10);
	*end = p;
	return errno ? -1 : 0;
}

static int
integer(const char *s, int *v)
{
	const char *end;
	int64_t k;

	if (whole(s, &k, &end) < 0 || *end || k < INT_MIN || k > INT_MAX)
		return -1;
	*v = (int)k;
	return 0;
}

static int
natural(const char *s, int64_t *v)
{
	const char *end;

	return whole(s, v, &end) == 0 && !*end && *v >= 0 ? 0 : -1;
}

/* Units of time: one ps is .up of them, or one of them .down ps. */
static const struct { const char *name; double up, down; } times[] = {
	{ "fs", 1e3, 1 }, { "ps", 1, 1 }, { "ns", 1, 1e3 }, { "us", 1, 1e6 },
	{ "ms", 1, 1e9 }, { "s", 1, 1e12 }, { NULL, 0, 0 }
};

static int
find_time(const char *s)
{
	int k = 0;

	while (times[k].name && strcmp(times[k].name, s) != 0)
		k++;
	return times[k].name ? k : -1;
}

static int
duration(const char *s, double *v, int *metal)
{
	int k;

	if (!(s = number(s, v)) || *v < 0)
		return -1;
	if (!*s)
		return 0;
	if ((k = find_time(s)) < 0)
		return -1;
	*v = *v*times[k].down/times[k].up;
	*metal = 1;
	return isfinite(*v) ? 0 : -1;
}

static int
rate(const char *s, struct rate *r, int *metal)
{
	double v;
	int k;

	if (!(s = number(s, &v)) || !(v > 0))
		return -1;
	r->per_ps = *s != '\0';
	if (*s) {
		if (strncmp(s, "K/", 2) != 0 || (k = find_time(s + 2)) < 0)
			return -1;
		v = v*times[k].up/times[k].down;
		*metal = 1;
	}
	r->value = v;
	r->given = 1;
	return v > 0 && isfinite(v) ? 0 : -1;
}

static int
ratio(const char *s, double *v)
{
	for (int k = 0; k < 3; k++) {
		if (!(s = number(s, &v[k])) || !(v[k] > 0) || *s != (k < 2 ? ':' : '\0'))
			return -1;
		s++;
	}
	return 0;
}

static int
range(const char *s, double *v)
{
	double a = -HUGE_VAL, b = HUGE_VAL;

	if (*s != ':' && !(s = number(s, &a)))
		return -1;
	if (*s++ != ':' || (*s && real(s, &b) < 0) || !(a < b) || (isinf(a) && isinf(b)))
		return -1;
	v[0] = a;
	v[1] = b;
	return 0;
}

static int
shard(const char *s, int *v)
{
	int64_t k, n;
	const char *p;

	if (whole(s, &k, &p) < 0 || *p != '/' || whole(p + 1, &n, &p) < 0 || *p ||
	    k < 1 || n < k || n > INT_MAX)
		return -1;
	v[0] = (int)k;
	v[1] = (int)n;
	return 0;
}

/*
 * v of 15 digits, which a double has at least: so 1e-5:1e-1:log:25 meets the decades and
 * 0:1:lin:11 the tenths as they are when they are written.
 */
static double
rounded(double v)
{
	char text[32];

	snprintf(text, sizeof text, "%.15g", v);
	return strtod(text, NULL);
}

/* "from:to:log:count" after its first number; both ends are exact. */
static int
spaced(const char *s, double from, struct reals *l, size_t *cap)
{
	int64_t n;
	double to, t;
	const char *end;
	int logarithmic;

	if (!(s = number(s, &to)))
		return -1;
	logarithmic = strncmp(s, ":log:", 5) == 0;
	if ((!logarithmic && strncmp(s, ":lin:", 5) != 0) || whole(s + 5, &n, &end) < 0 || *end ||
	    n < 2 || n > MAXLIST || (logarithmic && !(from*to > 0)))
		return -1;
	gw_reserve(&l->v, cap, (size_t)l->n + (size_t)n, sizeof *l->v);
	for (int64_t k = 0; k < n; k++) {
		t = (double)k/(double)(n - 1);
		l->v[l->n++] = k == 0 ? from : k == n - 1 ? to :
		    rounded(logarithmic ? from*pow(to/from, t) : from + (to - from)*t);
	}
	return 0;
}

static int
list(const char *text, struct reals *l)
{
	char *copy = gw_strdup(text), *s = copy, *item;
	const char *p;
	double v;
	size_t cap = 0;
	int r = 0;

	l->n = 0;
	l->v = NULL;
	while (r == 0 && (item = strsep(&s, ","))) {
		if (!(p = number(item, &v)) || (*p && *p != ':') || l->n > MAXLIST) {
			r = -1;
		} else if (*p == ':') {
			r = spaced(p + 1, v, l, &cap);
		} else {
			gw_reserve(&l->v, &cap, (size_t)l->n + 1, sizeof *l->v);
			l->v[l->n++] = v;
		}
	}
	gw_free(copy);
	if (r < 0) {
		gw_free(l->v);
		*l = (struct reals){ 0, NULL };
	}
	return r;
}

static int
by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

int
sort_unique(int64_t *v, int n)
{
	int kept = 0;

	qsort(v, (size_t)n, sizeof *v, by_value);
	for (int k = 0; k < n; k++)
		if (kept == 0 || v[k] != v[kept-1])
			v[kept++] = v[k];
	return kept;
}

/* Append "7" or "7:20" to the ids. */
static int
span(const char *s, struct ids *l, size_t *cap)
{
	int64_t a, b;
	const char *p;

	if (whole(s, &a, &p) < 0 || a < 1)
		return -1;
	b = a;
	if (*p == ':' && whole(p + 1, &b, &p) < 0)
		return -1;
	if (*p || b < a || b - a >= MAXIDS - l->n)
		return -1;
	gw_reserve(&l->v, cap, (size_t)(l->n + b - a + 1), sizeof *l->v);
	for (; a <= b; a++)
		l->v[l->n++] = a;
	return 0;
}

static int
atoms(const char *text, struct ids *l)
{
	char *copy = gw_strdup(text), *s = copy, *item;
	size_t cap = 0;
	int r = 0;

	l->n = 0;
	l->v = NULL;
	while (r == 0 && (item = strsep(&s, ",")))
		r = span(item, l, &cap);
	gw_free(copy);
	if (r < 0) {
		gw_free(l->v);
		*l = (struct ids){ 0, NULL };
		return -1;
	}
	l->n = sort_unique(l->v, l->n);
	return 0;
}

static int
word(const char *s, const char *words, const char **v)
{
	size_t n, len = strlen(s);

	for (const char *p = words; *p; p += n + (p[n] == '|')) {
		n = strcspn(p, "|");
		if (n == len && strncmp(p, s, n) == 0) {
			*v = s;
			return 0;
		}
	}
	return -1;
}

static void
append(struct words *w, const char *s)
{
	w->v = gw_realloc(w->v, (size_t)w->n + 1, sizeof *w->v);
	w->v[w->n++] = s;
}

static const char *
expected(enum opt_type t)
{
	switch (t) {
	case OPT_INT:	return "a whole number";
	case OPT_REAL:	return "a number";
	case OPT_POS:	return "a number above 0";
	case OPT_TIME:	return "a time >= 0 such as 20ps, 0.1ns, 500fs, or a number in the "
	    "stream's units";
	case OPT_RATE:	return "a rate > 0 such as 1e12K/s, 0.01K/ps, or a number in the "
	    "stream's units";
	case OPT_RATIO:	return "three numbers above 0 such as 5:1:5";
	case OPT_LIST:	return "numbers such as 1,2,5 or from:to:lin:count or from:to:log:count";
	case OPT_ATOMS:	return "atom ids such as 1,5,7:20";
	case OPT_LONG:	return "a whole number from 0 to 9223372036854775807";
	case OPT_SHARD:	return "K/N with 1 <= K <= N, such as 3/8";
	case OPT_RANGE:	return "a range a:b with a < b (one side may be left out)";
	default:	return "a value";
	}
}

int
opt_value(const struct opt *o, const char *text, int *metal, struct gw_err *e)
{
	int r = 0;

	switch (o->type) {
	case OPT_FLAG:	*(int *)o->var = 1; break;
	case OPT_INT:	r = integer(text, o->var); break;
	case OPT_REAL:	r = real(text, o->var); break;
	case OPT_POS:	r = pos(text, o->var); break;
	case OPT_STR:
	case OPT_STATE:	*(const char **)o->var = text; break;
	case OPT_WORD:	r = word(text, o->arg, o->var); break;
	case OPT_TIME:	r = duration(text, o->var, metal); break;
	case OPT_RATE:	r = rate(text, o->var, metal); break;
	case OPT_RATIO:	r = ratio(text, o->var); break;
	case OPT_LIST:	r = list(text, o->var); break;
	case OPT_ATOMS:	r = atoms(text, o->var); break;
	case OPT_LONG:	r = natural(text, o->var); break;
	case OPT_SHARD:	r = shard(text, o->var); break;
	case OPT_RANGE:	r = range(text, o->var); break;
	case OPT_STRS:	append(o->var, text); break;
	case OPT_END:	r = -1; break;
	}
	if (r == 0)
		return 0;
	if (o->type == OPT_WORD)
		return gw_fail(e, GW_USAGE, "--%s %s: expected one of %s", o->name, text, o->arg);
	return gw_fail(e, GW_USAGE, "--%s %s: expected %s", o->name, text, expected(o->type));
}
