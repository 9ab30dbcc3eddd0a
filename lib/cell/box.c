/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The periodic box: fractional coordinates, wrapping, shortest images. */
#include "cell/box.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/vec.h"

int
gw_box_update(struct gw_box *b, struct gw_err *e)
{
	double det = gw_inverse(b->h, b->inv), c[3];

	b->volume = fabs(det);
	if (!(b->volume > 0) || !isfinite(b->volume))
		return gw_fail(e, GW_BADDATA, "box: its volume is %g: the three vectors "
		    "must be finite and independent", b->volume);
	for (int k = 0; k < 3; k++) {
		gw_cross(b->h[(k + 1) % 3], b->h[(k + 2) % 3], c);
		b->width[k] = b->volume/sqrt(gw_dot3(c, c));
	}
	return 0;
}

void
gw_box_ortho(struct gw_box *b, double lx, double ly, double lz, int dim)
{
	struct gw_err e;

	memset(b, 0, sizeof *b);
	b->h[0][0] = lx;
	b->h[1][1] = ly;
	b->h[2][2] = lz;
	for (int k = 0; k < dim; k++)
		b->pbc[k] = 1;
	gw_box_update(b, &e);
}

void
gw_box_frac(const struct gw_box *b, const double x[3], double s[3])
{
	double d[3] = { x[0] - b->origin[0], x[1] - b->origin[1], x[2] - b->origin[2] };

	gw_vecmat(d, b->inv, s);
}

void
gw_box_cart(const struct gw_box *b, const double s[3], double x[3])
{
	gw_vecmat(s, b->h, x);
	for (int k = 0; k < 3; k++)
		x[k] += b->origin[k];
}

static void
shift(const struct gw_box *b, double d[3], int k, double times)
{
	for (int c = 0; c < 3; c++)
		d[c] -= times*b->h[k][c];
}

void
gw_box_wrap(const struct gw_box *b, double x[3], int image[3])
{
	double s[3];

	gw_box_frac(b, x, s);
	for (int k = 0; k < 3; k++) {
		double m = b->pbc[k] ? floor(s[k]) : 0;

		if (m != 0)
			shift(b, x, k, m);
		if (image)
			image[k] = (int)m;
	}
}

/*
 * After rounding the fractional coordinates a shorter image of d can only be
 * one whose fractional coordinates are within |d|/width of zero.
 */
void
gw_box_mic(const struct gw_box *b, double d[3])
{
	double s[3], best[3], r2, w = DBL_MAX;
	int m[3];

	gw_vecmat(d, b->inv, s);
	for (int k = 0; k < 3; k++)
		if (b->pbc[k]) {
			if (fabs(s[k]) > 0.5)
				shift(b, d, k, nearbyint(s[k]));
			if (b->width[k] < w)
				w = b->width[k];
		}
	r2 = gw_dot3(d, d);
	if (4*r2 <= w*w)
		return;
	memcpy(best, d, sizeof best);
	for (int k = 0; k < 3; k++)
		m[k] = b->pbc[k] ? (int)ceil(sqrt(r2)/b->width[k]) : 0;
	for (int i = -m[0]; i <= m[0]; i++)
		for (int j = -m[1]; j <= m[1]; j++)
			for (int k = -m[2]; k <= m[2]; k++) {
				double t[3] = { d[0], d[1], d[2] };

				shift(b, t, 0, i);
				shift(b, t, 1, j);
				shift(b, t, 2, k);
				if (gw_dot3(t, t) < r2) {
					r2 = gw_dot3(t, t);
					memcpy(best, t, sizeof best);
				}
			}
	memcpy(d, best, sizeof best);
}

/* rows of the new frame: e1 along a, e3 along a x b; r has them as columns */
int
gw_box_standard(const struct gw_box *b, double r[3][3], struct gw_err *e)
{
	double e1[3], e2[3], e3[3], la, lc, c[3];

	gw_cross(b->h[0], b->h[1], c);
	if (gw_dot3(c, b->h[2]) <= 0)
		return gw_fail(e, GW_BADDATA, "box: its vectors are left-handed: "
		    "exchange two of them");
	la = sqrt(gw_dot3(b->h[0], b->h[0]));
	lc = sqrt(gw_dot3(c, c));
	for (int k = 0; k < 3; k++) {
		e1[k] = b->h[0][k]/la;
		e3[k] = c[k]/lc;
	}
	gw_cross(e3, e1, e2);
	for (int k = 0; k < 3; k++) {
		r[k][0] = e1[k];
		r[k][1] = e2[k];
		r[k][2] = e3[k];
	}
	return 0;
}
