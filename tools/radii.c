/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/radii.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "tools/options.h"

/* 1e-05 -> 1e-5 */
static char *
shortest(double v)
{
	char text[32], *e, *digits;

	snprintf(text, sizeof text, "%g", v);
	if ((e = strchr(text, 'e'))) {
		e += e[1] == '+' ? 1 : 2;
		digits = e + strspn(e, "0+");
		memmove(e, digits, strlen(digits) + 1);
	}
	return gw_strdup(text);
}

static int
append(struct radii *r, double v, int relative, char *label, struct gw_err *e)
{
	size_t n = (size_t)r->n + 1;

	r->value = gw_realloc(r->value, n, sizeof *r->value);
	r->relative = gw_realloc(r->relative, n, 1);
	r->label = gw_realloc(r->label, n, sizeof *r->label);
	r->value[r->n] = v;
	r->relative[r->n] = (char)relative;
	r->label[r->n++] = label;
	if (!(v > 0))
		return gw_fail(e, GW_USAGE, "--dr %s: a displacement must be above 0", label);
	return 0;
}

/* one number or one range, perhaps with an R behind it */
static int
take(struct radii *r, const char *given, struct gw_err *e)
{
	char *text = gw_strdup(given);
	size_t len = strlen(text);
	int relative = len > 0 && text[len - 1] == 'R', metal, bad;
	struct reals list = { 0, NULL };
	const struct opt o = { 0, "dr", OPT_LIST, &list, "LIST", "" };

	if (relative)
		text[len - 1] = 0;
	bad = opt_value(&o, text, &metal, e);
	for (int k = 0; !bad && k < list.n; k++) {
		char *number = strchr(text, ':') ? shortest(list.v[k]) : gw_strdup(text);

		bad = append(r, list.v[k], relative,
		    gw_format("%s%s", number, relative ? "R" : ""), e);
		gw_free(number);
	}
	gw_free(list.v);
	gw_free(text);
	return bad;
}

int
radii_parse(struct radii *r, const char *text, struct gw_err *e)
{
	char *copy = gw_strdup(text), *s = copy, *item;
	int bad = 0;

	memset(r, 0, sizeof *r);
	while (!bad && (item = strsep(&s, ",")))
		bad = take(r, item, e);
	gw_free(copy);
	return bad;
}

void
radii_free(struct radii *r)
{
	for (int k = 0; k < r->n; k++)
		gw_free(r->label[k]);
	gw_free(r->label);
	gw_free(r->value);
	gw_free(r->relative);
	memset(r, 0, sizeof *r);
}

int
radii_lengths(const struct radii *r, double rnn, double *dr, struct gw_err *e)
{
	for (int k = 0; k < r->n; k++) {
		dr[k] = r->relative[k] ? r->value[k]*rnn : r->value[k];
		if (!(dr[k] <= 0.5*rnn))
			return gw_fail(e, GW_BADDATA, "--dr %s: %g is more than half of R_NN = %g, "
			    "the first peak of g(r): that is no cage any more", r->label[k],
			    dr[k], rnn);
	}
	return 0;
}
