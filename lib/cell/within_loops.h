/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Included once behind hits() of a file: the two loops that it is inlined in, with one r2 for all
 * slots and with one for each.
 */
static int
within(const double *x, const double *y, const double *z, const double p[3],
	int from, int to, double r2, int32_t *out)
{
	return hits(x, y, z, p, from, to, &r2, 0, out);
}

static int
within_each(const double *x, const double *y, const double *z, const double p[3],
	int from, int to, const double *r2, int32_t *out)
{
	return hits(x, y, z, p, from, to, r2, 1, out);
}
