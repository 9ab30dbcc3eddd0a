/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "structure/track.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/threads.h"
#include "structure/displace.h"

#define BLOCKS 20

/* take the centre of mass off */
static void
centre(const struct gw_sys *s, double *x)
{
	double mass = 0, c[3] = { 0, 0, 0 };

	for (size_t i = 0; i < (size_t)s->n; i++) {
		double m = s->species[s->type[i]].mass;

		mass += m;
		for (size_t k = 0; k < 3; k++)
			c[k] += m*x[3*i+k];
	}
	for (size_t j = 0; j < 3*(size_t)s->n; j++)
		x[j] -= c[j % 3]/mass;
}

/*
 * where s stands in the first box; last: the raw positions of the frame before, NULL without unwrap
 */
static void
place(const struct gw_track *t, const struct gw_sys *s, const double *last, double *x)
{
	const struct gw_box *box = &t->first->box;
	int same = memcmp(box->h, s->box.h, sizeof box->h) == 0
	    && memcmp(box->origin, s->box.origin, sizeof box->origin) == 0;

	for (size_t i = 0; i < (size_t)s->n; i++) {
		double f[3], d[3];

		memcpy(x + 3*i, s->x + 3*i, sizeof d);
		if (!same) {
			gw_box_frac(&s->box, s->x + 3*i, f);
			gw_box_cart(box, f, x + 3*i);
		}
		if (!last)
			continue;
		for (size_t k = 0; k < 3; k++)
			d[k] = x[3*i+k] - last[3*i+k];
		gw_box_mic(box, d);
		for (size_t k = 0; k < 3; k++)
			x[3*i+k] = last[3*i+k] + d[k];
	}
}

int
gw_track_add(struct gw_track *t, const struct gw_sys *s, double time, struct gw_err *e)
{
	size_t n3 = 3*(size_t)s->n, k = (size_t)t->nframe;

	if (t->first && gw_same_atoms(s, t->first, e) < 0)
		return -1;
	if (!t->first)
		t->first = gw_sys_copy(s);
	gw_reserve(&t->x, &t->cap_x, (k + 1)*n3, sizeof *t->x);
	gw_reserve(&t->time, &t->cap_time, k + 1, sizeof *t->time);
	place(t, s, t->unwrap && k ? t->x + (k - 1)*n3 : NULL, t->x + k*n3);
	t->time[k] = time;
	t->nframe++;
	return 0;
}

/* sums of one origin: v [groups][GW_TRACK_VALUES] becomes means over atoms */
static void
origin(const struct gw_track *t, const double *from, const double *to, gw_track_fn *f,
	const void *arg, double *d, double (*v)[GW_TRACK_VALUES])
{
	const struct gw_sys *s = t->first;
	size_t n = (size_t)s->n;
	double one[GW_TRACK_VALUES];
	double *count = gw_alloc((size_t)s->nspecies + 1, sizeof *count);

	for (size_t j = 0; j < 3*n; j++)
		d[j] = to[j] - from[j];
	if (!t->keep_drift)
		centre(s, d);
	for (size_t i = 0; i < n; i++) {
		f(d + 3*i, arg, one);
		for (int g = 0; g <= s->type[i] + 1; g += s->type[i] + 1) {
			count[g] += 1;
			for (int k = 0; k < GW_TRACK_VALUES; k++)
				v[g][k] += one[k];
		}
	}
	for (int g = 0; g <= s->nspecies; g++)
		for (int k = 0; k < GW_TRACK_VALUES; k++)
			v[g][k] /= count[g];
	gw_free(count);
}

/* mean and error of n values at v, `step` apart, of which `lag` are correlated */
static void
blocks(const double *v, long n, size_t step, long lag, double *mean, double *error)
{
	long nb = n/lag < BLOCKS ? n/lag : BLOCKS;
	double var = 0;

	*mean = 0;
	for (long k = 0; k < n; k++)
		*mean += v[(size_t)k*step]/(double)n;
	for (long b = 0; b < nb; b++) {
		long from = b*n/nb, to = (b + 1)*n/nb;
		double m = 0;

		for (long k = from; k < to; k++)
			m += v[(size_t)k*step]/(double)(to - from);
		var += (m - *mean)*(m - *mean);
	}
	*error = nb > 1 ? sqrt(var/(double)nb/(double)(nb - 1)) : NAN;
}

void
gw_track_average(const struct gw_track *t, long lag, gw_track_fn *f, const void *arg,
	struct gw_track_mean *out)
{
	size_t n3 = 3*(size_t)t->first->n, groups = (size_t)t->first->nspecies + 1;
	long n = t->nframe - lag;
	double (*v)[GW_TRACK_VALUES] = gw_alloc((size_t)n*groups, sizeof *v);

#pragma omp parallel num_threads(gw_threads((int)(n < 1000 ? n : 1000)*t->first->n/4))
	{
		double *d = gw_alloc(n3, sizeof *d);

#pragma omp for schedule(static)
		for (long k = 0; k < n; k++)
			origin(t, t->x + (size_t)k*n3, t->x + (size_t)(k + lag)*n3, f, arg, d,
			    v + (size_t)k*groups);
		gw_free(d);
	}
	for (size_t g = 0; g < groups; g++)
		for (int k = 0; k < GW_TRACK_VALUES; k++)
			blocks(&v[g][k], n, groups*GW_TRACK_VALUES, lag, &out[g].mean[k],
			    &out[g].error[k]);
	gw_free(v);
}

void
gw_track_clear(struct gw_track *t)
{
	gw_sys_free(t->first);
	gw_free(t->x);
	gw_free(t->time);
	memset(t, 0, sizeof *t);
}
