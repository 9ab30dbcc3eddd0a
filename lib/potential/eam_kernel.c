/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Embedded atoms, eight pairs at a time.
 *
 * Density visit: r^2 of a row's neighbours, species by species; those within
 * the cut-off are packed; for eight of them whole table rows are loaded and
 * transposed in registers, no gathers.  What the forces need of the tables is
 * kept.  Force visit: with F' of both atoms, no tables and no square roots.
 *
 *	f_ij = -[phi'/r + F'_i f'_on_i/r + F'_j f'_on_j/r] r_ij
 */
#pragma GCC diagnostic ignored "-Wpsabi"	/* vectors are passed between inline functions alone */

#include "potential/eam_kernel.h"

#include "base/mem.h"
#include "base/simd.h"

/* pairs of slot i with nbr[0..n-1] within the cut-off; returns their number */
GW_INLINE int
pack_row(const double *xs, int i, const int32_t *nbr, int n, double rc2, const struct gw_pack *o)
{
	gw_v8 xi = gw_v8_all(xs[4*i]), yi = gw_v8_all(xs[4*i + 1]), zi = gw_v8_all(xs[4*i + 2]);
	int m = 0;

	for (int q = 0; q < n; q += GW_LANES) {
		int left = n - q < GW_LANES ? n - q : GW_LANES;
		size_t at[8];
		gw_v8 c[4], dx, dy, dz;
		gw_i8 j = { 0 };

		if (left == GW_LANES)
			j = *(const gw_i8u *)(nbr + q);
		else
			GW_UNROLL
			for (int k = 0; k < GW_LANES; k++)
				j[k] = nbr[k < left ? q + k : q];
		GW_UNROLL
		for (int k = 0; k < GW_LANES; k++)
			at[k] = 4*(size_t)j[k];
		gw_v8_rows4(xs, at, c);
		dx = xi - c[0];
		dy = yi - c[1];
		dz = zi - c[2];
		m = gw_v8_compress(o, m, left, dx, dy, dz, dx*dx + dy*dy + dz*dz, j, rc2);
	}
	return m;
}

/* interval and fraction of r; beyond the last node, the last node */
GW_INLINE gw_i8
locate(const struct gw_eam_tables *t, gw_v8 r, gw_v8 *p)
{
	gw_v8 x = gw_v8_min(r*t->per_dr, gw_v8_all(t->nr - 1));
	gw_i8 ix = __builtin_convertvector(x, gw_i8);

	ix += ix > t->nr - 2;		/* a true lane is -1 */
	*p = x - __builtin_convertvector(ix, gw_v8);
	return ix;
}

/* value and slope (by p) between two nodes: cubic Hermite */
GW_INLINE void
hermite(gw_v8 p, gw_v8 t0, gw_v8 s0, gw_v8 t1, gw_v8 s1, gw_v8 *value, gw_v8 *slope)
{
	gw_v8 d = t1 - t0, c2 = 3*d - 2*s0 - s1, c3 = s0 + s1 - 2*d;

	*value = ((c3*p + c2)*p + s0)*p + t0;
	*slope = (3*c3*p + 2*c2)*p + s0;
}

struct looked_up {
	gw_v8 z, dz, fi, dfi, fj, dfj;	/* r phi; densities on i and on j; slopes by p */
};

GW_INLINE void
look_up_same(const double *node, gw_i8 ix, gw_v8 p, struct looked_up *u)
{
	gw_v8 row[8], c[8];

	GW_UNROLL
	for (int k = 0; k < GW_LANES; k++)
		row[k] = gw_v8_load(node + 4*(size_t)ix[k]);
	gw_v8_transpose(row, c);
	hermite(p, c[0], c[1], c[4], c[5], &u->z, &u->dz);
	hermite(p, c[2], c[3], c[6], c[7], &u->fi, &u->dfi);
	u->fj = u->fi;
	u->dfj = u->dfi;
}

GW_INLINE void
look_up_mixed(const double *node, gw_i8 ix, gw_v8 p, struct looked_up *u)
{
	gw_v8 row[8], c[8], e[4];
	size_t at[8];

	GW_UNROLL
	for (int k = 0; k < GW_LANES; k++) {
		row[k] = gw_v8_load(node + 6*(size_t)ix[k]);
		at[k] = 6*(size_t)ix[k] + 8;
	}
	gw_v8_transpose(row, c);
	gw_v8_rows4(node, at, e);
	hermite(p, c[0], c[1], c[6], c[7], &u->z, &u->dz);
	hermite(p, c[2], c[3], e[0], e[1], &u->fi, &u->dfi);
	hermite(p, c[4], c[5], e[2], e[3], &u->fj, &u->dfj);
}

/* add (rho, energy) of eight pairs to lanes 2 and 3 of their slots */
GW_INLINE void
add_density(double *fs, const int32_t *j, gw_v8 rho, gw_v8 h)
{
	gw_v8 lo = GW_PICK(rho, h, 0, 8, 1, 9, 2, 10, 3, 11);
	gw_v8 hi = GW_PICK(rho, h, 4, 12, 5, 13, 6, 14, 7, 15);

	GW_UNROLL
	for (int k = 0; k < 4; k++)
		*(gw_v2u *)(fs + 4*(size_t)j[k] + 2) += (gw_v2u){ lo[2*k], lo[2*k + 1] };
	GW_UNROLL
	for (int k = 0; k < 4; k++)
		*(gw_v2u *)(fs + 4*(size_t)j[k + 4] + 2) += (gw_v2u){ hi[2*k], hi[2*k + 1] };
}

/* one pack of n pairs: look up, keep, add to the neighbours; sums[0] += rho_i, sums[1] += energy */
GW_INLINE void
visit_pack(const struct gw_eam_tables *t, const struct gw_eam_pair *pair, const struct gw_pack *o,
	int k, int n, double *fs, struct gw_eam_store *st, gw_v8 sums[2])
{
	gw_v8 r = gw_v8_sqrt(gw_v8_load(o->r2 + k)), per_r = 1/r, p, phi, h;
	double *d = st->d + 48*(size_t)st->npack;
	struct looked_up u;
	gw_i8 ix;

	ix = locate(t, r, &p);
	if (pair->stride == 4)
		look_up_same(pair->node, ix, p, &u);
	else
		look_up_mixed(pair->node, ix, p, &u);
	phi = u.z*per_r;
	h = 0.5*phi;
	gw_v8_store(d, gw_v8_load(o->x + k));
	gw_v8_store(d + 8, gw_v8_load(o->y + k));
	gw_v8_store(d + 16, gw_v8_load(o->z + k));
	gw_v8_store(d + 24, (u.dz*t->per_dr - phi)*per_r*per_r);
	gw_v8_store(d + 32, u.dfi*(per_r*t->per_dr));
	gw_v8_store(d + 40, u.dfj*(per_r*t->per_dr));
	memcpy(st->j + 8*(size_t)st->npack, o->j + k, 8*sizeof *o->j);
	st->count[st->npack++] = n;
	if (n < GW_LANES) {
		h = gw_v8_first(h, n);
		u.fi = gw_v8_first(u.fi, n);
		u.fj = gw_v8_first(u.fj, n);
	}
	sums[0] += u.fi;
	sums[1] += h;
	add_density(fs, o->j + k, u.fj, h);
}

static void
reserve(struct gw_eam_store *st, const struct gw_block *b, int ns, struct gw_pack *o)
{
	size_t longest = 0, most = (size_t)b->npair/GW_LANES + (size_t)ns*(size_t)b->nown + 1;

	for (int i = 0; i < b->nown; i++)
		if ((size_t)(b->row[i + 1] - b->row[i]) > longest)
			longest = (size_t)(b->row[i + 1] - b->row[i]);
	longest += 2*GW_LANES;
	gw_reserve(&st->start, &st->cap_start, (size_t)b->nown + 1, sizeof *st->start);
	gw_reserve(&st->d, &st->cap_d, 48*most, sizeof *st->d);
	gw_reserve(&st->j, &st->cap_j, 8*most, sizeof *st->j);
	gw_reserve(&st->count, &st->cap_count, most, sizeof *st->count);
	gw_reserve(&st->buf, &st->cap_buf, 4*longest, sizeof *st->buf);
	gw_reserve(&st->jbuf, &st->cap_jbuf, longest, sizeof *st->jbuf);
	*o = (struct gw_pack){ st->buf, st->buf + longest, st->buf + 2*longest,
	    st->buf + 3*longest, st->jbuf };
	st->npack = 0;
}

/* fill the last pack of a row with pairs that count nothing */
GW_INLINE void
pad(const struct gw_pack *o, int m, int i, double r2)
{
	for (int k = m; k % GW_LANES; k++) {
		o->x[k] = o->y[k] = o->z[k] = 0;
		o->r2[k] = r2;
		o->j[k] = i;
	}
}

static void
density(const struct gw_eam_tables *t, const struct gw_block *b, const double *xs, double *fs,
	struct gw_eam_store *st)
{
	struct gw_pack o;

	reserve(st, b, t->ns, &o);
	for (int i = 0; i < b->nown; i++) {
		const struct gw_eam_pair *pair = t->pair + b->type[i]*t->ns;
		gw_v8 sums[2] = { { 0 }, { 0 } };
		int q = b->row[i], end = b->row[i + 1];

		st->start[i] = st->npack;
		while (q < end) {
			int tj = b->type[b->nbr[q]], from = q, m;

			while (q < end && b->type[b->nbr[q]] == tj)
				q++;
			m = pack_row(xs, i, b->nbr + from, q - from, t->rc2, &o);
			pad(&o, m, i, 0.98*t->rc2);
			for (int k = 0; k < m; k += GW_LANES)
				visit_pack(t, &pair[tj], &o, k, m - k < GW_LANES ? m - k : GW_LANES,
				    fs, st, sums);
		}
		fs[4*i + 2] += gw_v8_sum(sums[0]);
		fs[4*i + 3] += gw_v8_sum(sums[1]);
	}
	st->start[b->nown] = st->npack;
}

static void
force(const struct gw_block *b, const double *dF, double *fs, const struct gw_eam_store *st,
	double w[6])
{
	gw_v8 sw[6] = { { 0 }, { 0 }, { 0 }, { 0 }, { 0 }, { 0 } };

	for (int i = 0; i < b->nown; i++) {
		gw_v8 sx = { 0 }, sy = { 0 }, sz = { 0 };

		for (int k = st->start[i]; k < st->start[i + 1]; k++) {
			const double *d = st->d + 48*(size_t)k;
			const int32_t *j = st->j + 8*(size_t)k;
			size_t at[8];
			gw_v8 dx = gw_v8_load(d), dy = gw_v8_load(d + 8), dz = gw_v8_load(d + 16);
			gw_v8 dj = gw_v8_collect(dF, j), fr, c[4];

			GW_UNROLL
			for (int l = 0; l < GW_LANES; l++)
				at[l] = 4*(size_t)j[l];
			fr = gw_v8_load(d + 24) + dF[i]*gw_v8_load(d + 32) + dj*gw_v8_load(d + 40);
			c[0] = fr*dx;
			c[1] = fr*dy;
			c[2] = fr*dz;
			c[3] = gw_v8_all(0);
			sw[0] -= c[0]*dx;
			sw[1] -= c[1]*dy;
			sw[2] -= c[2]*dz;
			sw[3] -= c[0]*dy;
			sw[4] -= c[0]*dz;
			sw[5] -= c[1]*dz;
			sx -= c[0];
			sy -= c[1];
			sz -= c[2];
			gw_v8_add_rows4(fs, at, c);
		}
		fs[4*i] += gw_v8_sum(sx);
		fs[4*i + 1] += gw_v8_sum(sy);
		fs[4*i + 2] += gw_v8_sum(sz);
	}
	GW_UNROLL
	for (int k = 0; k < 6; k++)
		w[k] = gw_v8_sum(sw[k]);
}

const struct gw_eam_kernel gw_eam_kernel_v4 = { .density = density, .force = force };
