/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cell/deform.h"

#include <string.h>

#include "base/vec.h"

int
gw_deform(struct gw_sys *s, const double f[3][3], struct gw_err *e)
{
	const double *o = s->box.origin;
	double h[3][3];

	for (size_t i = 0; i < (size_t)s->n; i++) {
		double d[3];

		for (int k = 0; k < 3; k++)
			d[k] = s->x[3*i + (size_t)k] - o[k];
		gw_vecmat(d, f, d);
		for (int k = 0; k < 3; k++)
			s->x[3*i + (size_t)k] = o[k] + d[k];
	}
	gw_matmul(s->box.h, f, h);
	memcpy(s->box.h, h, sizeof h);
	return gw_box_update(&s->box, e);
}

int
gw_shear_box(struct gw_box *box, int a, int b, double gamma, struct gw_err *e)
{
	for (int k = 0; k < 3; k++)
		box->h[k][a] += gamma*box->h[k][b];
	return gw_box_update(box, e);
}

int
gw_shear(struct gw_sys *s, int a, int b, double gamma, struct gw_err *e)
{
	for (int i = 0; i < s->n; i++) {
		double *x = s->x + 3*(size_t)i;

		x[a] += gamma*(x[b] - s->box.origin[b]);
	}
	return gw_shear_box(&s->box, a, b, gamma, e);
}
