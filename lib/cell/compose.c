/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cell/compose.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/rng.h"

/* one name and its number at *p; advances *p */
static int
read_part(const char **p, char name[16], double *part)
{
	char number[32];
	size_t n = 1, m = 0;

	if (!isupper((unsigned char)**p))
		return -1;
	while (islower((unsigned char)(*p)[n]))
		n++;
	if (n > 15)
		return -1;
	memcpy(name, *p, n);
	name[n] = 0;
	*p += n;
	m = strspn(*p, "0123456789.");
	*part = 1;
	if (m == 0)
		return 0;
	if (m >= sizeof number)
		return -1;
	memcpy(number, *p, m);
	number[m] = 0;
	*p += m;
	char *end;
	*part = strtod(number, &end);
	return *end || !(*part > 0) ? -1 : 0;
}

int
gw_composition_parse(const char *text, struct gw_composition *c, struct gw_err *e)
{
	const char *p = text;

	memset(c, 0, sizeof *c);
	while (*p) {
		if (c->n == GW_MAXPARTS || read_part(&p, c->name[c->n], &c->part[c->n]) < 0)
			return gw_fail(e, GW_USAGE,
				"%s: not a composition such as Cu50Zr50 or A80B20", text);
		for (int k = 0; k < c->n; k++)
			if (!strcmp(c->name[k], c->name[c->n]))
				return gw_fail(e, GW_USAGE, "%s: %s appears twice", text,
					c->name[k]);
		c->n++;
	}
	if (c->n == 0)
		return gw_fail(e, GW_USAGE, "the composition is empty");
	return 0;
}

void
gw_composition_counts(const struct gw_composition *c, int n, int *count)
{
	double total = 0, rest[GW_MAXPARTS];
	int left = n;

	for (int k = 0; k < c->n; k++)
		total += c->part[k];
	for (int k = 0; k < c->n; k++) {
		double want = n*(c->part[k]/total);

		count[k] = (int)floor(want + 1e-9);
		rest[k] = want - count[k];
		left -= count[k];
	}
	for (; left > 0; left--) {
		int best = 0;

		for (int k = 1; k < c->n; k++)
			if (rest[k] > rest[best] + 1e-9)
				best = k;
		count[best]++;
		rest[best] -= 1;
	}
}

void
gw_composition_assign(const struct gw_composition *c, struct gw_sys *s, uint64_t seed)
{
	int count[GW_MAXPARTS], i = 0;
	struct gw_rng r;

	gw_composition_counts(c, s->n, count);
	for (int k = 0; k < c->n; k++)
		for (int m = 0; m < count[k]; m++)
			s->type[i++] = k;
	gw_rng_start(&r, seed, GW_RNG_TYPES, 0, 0);
	for (i = s->n - 1; i > 0; i--) {
		uint32_t j = gw_rng_below(&r, (uint32_t)i + 1);
		int32_t t = s->type[i];

		s->type[i] = s->type[j];
		s->type[j] = t;
	}
}
