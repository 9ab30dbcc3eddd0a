/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "structure/slab.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"

#define MOSTPOINTS 100000000.0	/* of a grid */

/* The plane: its normal, its own x and y, and the two box vectors in it. */
struct plane {
	int    k, u, v;			/* box vectors: across, and in the plane */
	double normal[3], ex[3], ey[3];
	double lu, vx, vy;		/* u is (lu, 0), v is (vx, vy) */
	double width[2];		/* between lines of the box along u, v */
	double origin[2];		/* corner of the box where the slab cuts it */
};

static void
scaled(const double a[3], double c, double out[3])
{
	for (int k = 0; k < 3; k++)
		out[k] = c*a[k];
}

static struct plane
plane_of(const struct gw_box *b, int k)
{
	struct plane p = { .k = k, .u = k == 0 ? 1 : 0, .v = k == 2 ? 1 : 2 };
	const double *u = b->h[p.u], *v = b->h[p.v];
	double c[3];

	p.lu = sqrt(gw_dot3(u, u));
	scaled(u, 1/p.lu, p.ex);
	gw_cross(u, v, c);
	scaled(c, (gw_dot3(c, b->h[k]) < 0 ? -1 : 1)/sqrt(gw_dot3(c, c)), p.normal);
	p.vx = gw_dot3(v, p.ex);
	for (int m = 0; m < 3; m++)
		p.ey[m] = v[m] - p.vx*p.ex[m];
	p.vy = sqrt(gw_dot3(p.ey, p.ey));
	scaled(p.ey, 1/p.vy, p.ey);
	p.width[0] = p.lu*p.vy/hypot(p.vx, p.vy);
	p.width[1] = p.vy;
	p.origin[0] = gw_dot3(b->origin, p.ex);
	p.origin[1] = gw_dot3(b->origin, p.ey);
	return p;
}

static int
set_grid(struct gw_slab *m, const struct plane *p, const struct gw_slab_opt *o, struct gw_err *e)
{
	double n[2] = { o->n[0], o->n[1] };
	size_t points;

	if (!o->n[0]) {
		n[0] = fmax(1, nearbyint(p->lu/o->spacing));
		n[1] = fmax(1, nearbyint(hypot(p->vx, p->vy)/o->spacing));
	}
	if (!(n[0]*n[1] <= MOSTPOINTS))
		return gw_fail(e, GW_BADDATA, "a grid of %g x %g points is too large", n[0], n[1]);
	m->axis[0] = p->u;
	m->axis[1] = p->v;
	m->n[0] = (int)n[0];
	m->n[1] = (int)n[1];
	points = (size_t)m->n[0]*(size_t)m->n[1];
	gw_reserve(&m->xy, &m->cap_xy, points, sizeof *m->xy);
	gw_reserve(&m->value, &m->cap_value, points, sizeof *m->value);
	gw_reserve(&m->count, &m->cap_count, points, sizeof *m->count);
	memset(m->value, 0, points*sizeof *m->value);
	memset(m->count, 0, points*sizeof *m->count);
	for (int j = 0; j < m->n[1]; j++)
		for (int i = 0; i < m->n[0]; i++) {
			double su = (i + 0.5)/m->n[0], sv = (j + 0.5)/m->n[1];
			double *xy = m->xy[(size_t)j*(size_t)m->n[0] + (size_t)i];

			xy[0] = p->origin[0] + su*p->lu + sv*p->vx;
			xy[1] = p->origin[1] + sv*p->vy;
		}
	return 0;
}

/*
 * Is (an image of) an atom in the slab?  In two dimensions all of them are.  s gets its place in the
 * plane, in fractions of u and v: the image matters,
 * since a period across the slab may lead aside as well.
 */
static int
inside(const struct gw_sys *sys, const struct plane *p, const struct gw_slab *m, double thickness,
	const double *x0, double s[2])
{
	const struct gw_box *b = &sys->box;
	double x[3] = { x0[0], x0[1], x0[2] }, d = gw_dot3(x, p->normal) - m->at, turns = 0;

	if (sys->dim == 3 && b->pbc[p->k])
		turns = floor(d/b->width[p->k] + 0.5);
	d -= turns*b->width[p->k];
	if (sys->dim == 3 && !(d >= -thickness/2 && d < thickness/2))
		return 0;
	for (int k = 0; k < 3; k++)
		x[k] -= turns*b->h[p->k][k];
	s[1] = (gw_dot3(x, p->ey) - p->origin[1])/p->vy;
	s[0] = (gw_dot3(x, p->ex) - p->origin[0] - s[1]*p->vx)/p->lu;
	s[0] -= b->pbc[p->u] ? floor(s[0]) : 0;	/* atoms may be many periods away */
	s[1] -= b->pbc[p->v] ? floor(s[1]) : 0;
	return 1;
}

static double
weight(const struct gw_slab_opt *o, double d2)
{
	if (o->gaussian)
		return exp(-d2/(2*o->radius*o->radius));
	return 1;
}

/* The first and last point along one vector that an atom at s can reach. */
static void
reach(double s, double far, int n, int periodic, int *lo, int *hi)
{
	*lo = (int)ceil((s - far)*n - 0.5);
	*hi = (int)floor((s + far)*n - 0.5);
	if (!periodic) {
		*lo = *lo < 0 ? 0 : *lo;
		*hi = *hi > n - 1 ? n - 1 : *hi;
	}
}

/*
 * Add an atom to all points near it.  Points beyond the box stand for images of the atom, so that
 * each pair of a point and an image is met once, however large the radius is.
 */
static void
spread(struct gw_slab *m, double *sum, const struct plane *p, const struct gw_slab_opt *o,
	const int pbc[3], const double s[2], double value)
{
	double far = o->gaussian ? 3*o->radius : o->radius;
	int lo[2], hi[2], n0 = m->n[0], n1 = m->n[1];

	reach(s[0], far/p->width[0], n0, pbc[p->u], &lo[0], &hi[0]);
	reach(s[1], far/p->width[1], n1, pbc[p->v], &lo[1], &hi[1]);
	for (int j = lo[1]; j <= hi[1]; j++)
		for (int i = lo[0]; i <= hi[0]; i++) {
			double du = (i + 0.5)/n0 - s[0], dv = (j + 0.5)/n1 - s[1],
			    x = du*p->lu + dv*p->vx, y = dv*p->vy;
			size_t k = (size_t)(((j % n1) + n1) % n1)*(size_t)n0 +
			    (size_t)(((i % n0) + n0) % n0);
			double d2 = x*x + y*y, w;

			if (d2 > far*far)
				continue;
			w = weight(o, d2);
			m->value[k] += w*value;
			sum[k] += w;
			m->count[k]++;
		}
}

static int
place(struct gw_slab *m, const struct gw_sys *s, struct plane *p, const struct gw_slab_opt *o,
	struct gw_err *e)
{
	double width = s->box.width[p->k], base = gw_dot3(s->box.origin, p->normal), up;

	if (s->dim == 2 && p->k != 2)
		return gw_fail(e, GW_BADDATA, "a frame in two dimensions has no slab across but z");
	if (s->dim == 3 && o->thickness > width*(1 + 1e-12))
		return gw_fail(e, GW_BADDATA, "a slab of thickness %g in a box that is %g wide",
		    o->thickness, width);
	m->at = s->dim == 2 ? 0 : isnan(o->at) ? base + width/2 : o->at;
	if (s->dim == 3 && !s->box.pbc[p->k] && (m->at < base || m->at > base + width))
		return gw_fail(e, GW_BADDATA, "a slab at %g, outside the box from %g to %g, which "
		    "is not periodic there", m->at, base, base + width);
	up = s->dim == 2 ? 0 : (m->at - base)/width;
	p->origin[0] += up*gw_dot3(s->box.h[p->k], p->ex);
	p->origin[1] += up*gw_dot3(s->box.h[p->k], p->ey);
	return set_grid(m, p, o, e);
}

int
gw_slab_map(struct gw_slab *m, const struct gw_sys *s, const double *value,
	const struct gw_slab_opt *o, struct gw_err *e)
{
	struct plane p = plane_of(&s->box, o->normal);
	double *sum, at[2];

	if (place(m, s, &p, o, e) < 0)
		return -1;
	sum = gw_alloc((size_t)m->n[0]*(size_t)m->n[1], sizeof *sum);
	m->atoms = m->missing = 0;
	for (int i = 0; i < s->n; i++) {
		if (!inside(s, &p, m, o->thickness, s->x + 3*i, at))
			continue;
		m->atoms++;
		if (isnan(value[i]))
			m->missing++;
		else
			spread(m, sum, &p, o, s->box.pbc, at, value[i]);
	}
	for (size_t k = 0; k < (size_t)m->n[0]*(size_t)m->n[1]; k++)
		m->value[k] = m->count[k] ? m->value[k]/sum[k] : NAN;
	gw_free(sum);
	return 0;
}

void
gw_slab_clear(struct gw_slab *m)
{
	gw_free(m->xy);
	gw_free(m->value);
	gw_free(m->count);
	memset(m, 0, sizeof *m);
}

/* ---- regions ---- */

struct flood {
	const struct gw_slab *m;
	int    pbc[2];
	double threshold;
	char  *seen;
	int32_t (*turn)[2];	/* periods between the seed and a point, on the way that found it */
	size_t *stack;
	struct gw_below *b;
};

/* The neighbour of point k in direction d, 0 .. 3; 0 where the grid ends. */
static int
step(const struct flood *f, size_t k, int d, size_t *to, int32_t turn[2])
{
	int at[2] = { (int)(k % (size_t)f->m->n[0]), (int)(k/(size_t)f->m->n[0]) }, c = d/2,
		n = f->m->n[c];

	memcpy(turn, f->turn[k], sizeof f->turn[k]);
	at[c] += d % 2 ? 1 : -1;
	if (at[c] < 0 || at[c] >= n) {
		if (!f->pbc[c])
			return 0;
		turn[c] += at[c] < 0 ? -1 : 1;
		at[c] = at[c] < 0 ? n - 1 : 0;
	}
	*to = (size_t)at[1]*(size_t)f->m->n[0] + (size_t)at[0];
	return 1;
}

/*
 * Points of the region around a seed; a point met again after another number of periods: it spans.
 */
static size_t
flood(struct flood *f, size_t seed)
{
	size_t n = 0, size = 0, k, to;
	int32_t turn[2];

	f->seen[seed] = 1;
	f->turn[seed][0] = f->turn[seed][1] = 0;
	f->stack[n++] = seed;
	while (n) {
		k = f->stack[--n];
		size++;
		for (int d = 0; d < 4; d++) {
			if (!step(f, k, d, &to, turn) || !(f->m->value[to] < f->threshold))
				continue;
			if (f->seen[to]) {
				for (int c = 0; c < 2; c++)
					f->b->spans[c] |= turn[c] != f->turn[to][c];
				continue;
			}
			f->seen[to] = 1;
			memcpy(f->turn[to], turn, sizeof turn);
			f->stack[n++] = to;
		}
	}
	return size;
}

void
gw_slab_below(const struct gw_slab *m, const int pbc[3], double threshold, struct gw_below *b)
{
	size_t points = (size_t)m->n[0]*(size_t)m->n[1], known = 0, below = 0, largest = 0, size;
	struct flood f = { m, { pbc[m->axis[0]], pbc[m->axis[1]] }, threshold, gw_alloc(points, 1),
		gw_alloc(points, sizeof *f.turn), gw_alloc(points, sizeof *f.stack), b };

	memset(b, 0, sizeof *b);
	for (size_t k = 0; k < points; k++) {
		known += !isnan(m->value[k]);
		if (f.seen[k] || !(m->value[k] < threshold))
			continue;
		size = flood(&f, k);
		below += size;
		largest = size > largest ? size : largest;
	}
	b->part = known ? (double)below/(double)known : NAN;
	b->largest = known ? (double)largest/(double)known : NAN;
	gw_free(f.seen);
	gw_free(f.turn);
	gw_free(f.stack);
}
