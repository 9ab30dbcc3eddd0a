/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Embedded atoms, GW_LANES pairs at a time.
 *
 * Density visit, for each own atom: (1) r^2 of its neighbours, species by
 * species; those within the cut-off are packed; (2) for whole packs, r and the place in
 * the tables; (3) table rows are loaded and transposed in registers, no gathers.  What the forces
 * need of the tables is kept.  Force visit: with F' of both atoms, no tables and no square roots.
 *
 *	f_ij = -[phi'/r + F'_i f'_on_i/r + F'_j f'_on_j/r] r_ij
 *
 * (3) after (2) for all of an atom's packs: no chain of dependent steps is longer than one of
 * the three, and loads from far memory are many at a time.  (Calling the rows into the cache early
 * was no faster: 0.353 against 0.341 us an atom, 0.257 against 0.238 with short tables.)
 */
#include "potential/eam_kernel.h"

#include "base/mem.h"
#include "potential/pack.h"

/* 1/r, and where r lies in the tables: row and fraction; beyond the last node, the last node */
GW_INLINE void
locate(const struct gw_eam_tables *t, const struct gw_eam_pair *pair, const double *r2,
	double *per_r, double *p, int32_t *row)
{
	gw_vec r = gw_vec_sqrt(gw_vec_load(r2));
	gw_vec x = gw_vec_min(r*t->per_dr, gw_vec_all(t->nr - 1));
	gw_veci ix = __builtin_convertvector(x, gw_veci);

	ix += ix > t->nr - 2;		/* a true lane is -1 */
	gw_vec_store(p, x - __builtin_convertvector(ix, gw_vec));
	gw_vec_store(per_r, 1/r);
	gw_veci_store(row, ix*pair->stride);
}

struct curve {
	gw_vec value, slope, bend;	/* derivatives by p */
};

/* between two nodes: cubic Hermite */
GW_INLINE void
hermite(gw_vec p, gw_vec t0, gw_vec s0, gw_vec t1, gw_vec s1, struct curve *o)
{
	gw_vec d = t1 - t0, c2 = 3*d - 2*s0 - s1, c3 = s0 + s1 - 2*d;

	o->value = ((c3*p + c2)*p + s0)*p + t0;
	o->slope = (3*c3*p + 2*c2)*p + s0;
	o->bend = 6*c3*p + 2*c2;
}

struct looked_up {
	struct curve z, fi, fj;		/* r phi; densities on i and on j */
};

GW_INLINE void
look_up_same(const double *node, const int32_t *row, gw_vec p, struct looked_up *u)
{
	gw_vec c[8];
	size_t at[GW_LANES];

	GW_UNROLL
	for (int k = 0; k < GW_LANES; k++)
		at[k] = (size_t)row[k];
	gw_vec_rows8(node, at, c);
	hermite(p, c[0], c[1], c[4], c[5], &u->z);
	hermite(p, c[2], c[3], c[6], c[7], &u->fi);
	u->fj = u->fi;
}

GW_INLINE void
look_up_mixed(const double *node, const int32_t *row, gw_vec p, struct looked_up *u)
{
	gw_vec c[8], e[4];
	size_t at[GW_LANES];

	GW_UNROLL
	for (int k = 0; k < GW_LANES; k++)
		at[k] = (size_t)row[k];
	gw_vec_rows8(node, at, c);
	gw_vec_rows4(node + 8, at, e);
	hermite(p, c[0], c[1], c[6], c[7], &u->z);
	hermite(p, c[2], c[3], e[0], e[1], &u->fi);
	hermite(p, c[4], c[5], e[2], e[3], &u->fj);
}

/* add (rho, energy) of a pack to lanes 2 and 3 of their slots */
GW_INLINE void
add_density(double *fs, const int32_t *j, gw_vec rho, gw_vec h)
{
	size_t at[GW_LANES];

	GW_UNROLL
	for (int k = 0; k < GW_LANES; k++)
		at[k] = 4*(size_t)j[k] + 2;
	gw_vec_add_rows2(fs, at, rho, h);
}

/* one pack of n pairs: look up, keep, add to the neighbours; sums[0] += rho_i, sums[1] += energy */
GW_INLINE void
visit_pack(const struct gw_eam_tables *t, const struct gw_eam_pair *pair,
	const struct gw_eam_row *o, int k, int n, double *fs, struct gw_eam_store *st,
	gw_vec sums[2])
{
	gw_vec per_r = gw_vec_load(o->per_r + k), p = gw_vec_load(o->p + k), phi, h,
	    per = per_r*t->per_dr;
	double *d = st->d + 3*GW_LANES*(size_t)st->npack;
	struct looked_up u;

	if (pair->stride == 4)
		look_up_same(pair->node, o->row + k, p, &u);
	else {
		look_up_mixed(pair->node, o->row + k, p, &u);
		gw_vec_stream(d + 2*GW_LANES, u.fj.slope*per);
	}
	phi = u.z.value*per_r;
	h = 0.5*phi;
	gw_vec_stream(d, (u.z.slope*t->per_dr - phi)*per_r*per_r);
	gw_vec_stream(d + GW_LANES, u.fi.slope*per);
	gw_veci_store(st->j + GW_LANES*(size_t)st->npack, gw_veci_load(o->j + k));
	st->count[st->npack++] = n;
	if (n < GW_LANES) {
		h = gw_vec_first(h, n);
		u.fi.value = gw_vec_first(u.fi.value, n);
		u.fj.value = gw_vec_first(u.fj.value, n);
	}
	sums[0] += u.fi.value;
	sums[1] += h;
	add_density(fs, o->j + k, u.fj.value, h);
}

static void
reserve(struct gw_eam_store *st, const struct gw_block *b, int ns)
{
	size_t longest = 0, most = (size_t)b->npair/GW_LANES + (size_t)ns*(size_t)b->nown + 1;
	struct gw_eam_row *o = &st->row;

	for (int i = 0; i < b->nown; i++)
		if ((size_t)(b->row[i + 1] - b->row[i]) > longest)
			longest = (size_t)(b->row[i + 1] - b->row[i]);
	longest += 2*GW_LANES*(size_t)ns;
	gw_reserve(&st->start, &st->cap_start, (size_t)b->nown + 1, sizeof *st->start);
	gw_reserve(&st->dbuf, &st->cap_d, 3*GW_LANES*most + GW_LANES, sizeof *st->dbuf);
	st->d = st->dbuf + gw_vec_skip(st->dbuf);
	gw_reserve(&st->j, &st->cap_j, GW_LANES*most, sizeof *st->j);
	gw_reserve(&st->count, &st->cap_count, most, sizeof *st->count);
	gw_reserve(&st->buf, &st->cap_buf, 3*longest, sizeof *st->buf);
	gw_reserve(&st->jbuf, &st->cap_jbuf, 2*longest, sizeof *st->jbuf);
	*o = (struct gw_eam_row){ st->buf, st->buf + longest, st->buf + 2*longest,
	    st->jbuf, st->jbuf + longest };
	st->npack = 0;
}

/*
 * neighbours of own atom i within the cut-off: for each species their number,
 * and where its packs end in o
 */
GW_INLINE void
find_row(const struct gw_eam_tables *t, const struct gw_block *b, const double *xs, int i,
	const struct gw_eam_row *o, int *count, int *end)
{
	const struct gw_eam_pair *pair = t->pair + b->type[i]*t->ns;
	const int32_t *part = b->part + i*t->ns;
	int q = b->row[i], k = 0;

	for (int tj = 0; tj < t->ns; q = part[tj++]) {
		int m = gw_pack_row(xs, i, b->nbr + q, part[tj] - q, t->rc2, o->r2 + k, o->j + k);

		gw_pack_pad(o->r2 + k, o->j + k, m, i, 0.98*t->rc2);
		count[tj] = m;
		end[tj] = k + GW_WHOLE(m);
		for (; k < end[tj]; k += GW_LANES)
			locate(t, &pair[tj], o->r2 + k, o->per_r + k, o->p + k, o->row + k);
	}
}

static void
density(const struct gw_eam_tables *t, const struct gw_block *b, const double *xs, double *fs,
	struct gw_eam_store *st)
{
	const struct gw_eam_row *o = &st->row;
	int end[GW_LIST_SPECIES], count[GW_LIST_SPECIES];

	reserve(st, b, t->ns);
	for (int i = 0; i < b->nown; i++) {
		const struct gw_eam_pair *pair = t->pair + b->type[i]*t->ns;
		gw_vec sums[2] = { { 0 }, { 0 } };
		int k = 0;

		find_row(t, b, xs, i, o, count, end);
		st->start[i] = st->npack;
		k = 0;
		for (int tj = 0; tj < t->ns; tj++)
			for (int n = count[tj]; k < end[tj]; k += GW_LANES, n -= GW_LANES)
				visit_pack(t, &pair[tj], o, k, n < GW_LANES ? n : GW_LANES,
				    fs, st, sums);
		fs[4*i + 2] += gw_vec_sum(sums[0]);
		fs[4*i + 3] += gw_vec_sum(sums[1]);
	}
	st->start[b->nown] = st->npack;
	gw_vec_streamed();
}

static void
force(const struct gw_block *b, const double *xs, const double *dF, double *fs,
	const struct gw_eam_store *st, double w[6])
{
	gw_vec sw[6] = { { 0 }, { 0 }, { 0 }, { 0 }, { 0 }, { 0 } };

	for (int i = 0; i < b->nown; i++) {
		gw_vec sx = { 0 }, sy = { 0 }, sz = { 0 };

		for (int k = st->start[i]; k < st->start[i + 1]; k++) {
			const double *d = st->d + 3*GW_LANES*(size_t)k;
			const int32_t *j = st->j + GW_LANES*(size_t)k;
			const int same = b->type[i] == b->type[j[0]];
			gw_vec r[3], fr, c[4];
			size_t at[GW_LANES];

			GW_UNROLL
			for (int l = 0; l < GW_LANES; l++)
				at[l] = 4*(size_t)j[l];
			gw_pack_separate(xs, i, j, r);
			fr = gw_vec_load(d) + dF[i]*gw_vec_load(d + GW_LANES) +
			    gw_vec_collect(dF, j)*gw_vec_load(d + (same ? 1 : 2)*GW_LANES);
			c[0] = fr*r[0];
			c[1] = fr*r[1];
			c[2] = fr*r[2];
			c[3] = gw_vec_all(0);
			sw[0] -= c[0]*r[0];
			sw[1] -= c[1]*r[1];
			sw[2] -= c[2]*r[2];
			sw[3] -= c[0]*r[1];
			sw[4] -= c[0]*r[2];
			sw[5] -= c[1]*r[2];
			sx -= c[0];
			sy -= c[1];
			sz -= c[2];
			gw_vec_add_rows4(fs, at, c);
		}
		fs[4*i] += gw_vec_sum(sx);
		fs[4*i + 1] += gw_vec_sum(sy);
		fs[4*i + 2] += gw_vec_sum(sz);
	}
	GW_UNROLL
	for (int k = 0; k < 6; k++)
		w[k] = gw_vec_sum(sw[k]);
}

/* ---- Hessians ---- */

/* numbers of the pairs of pack k of row i to w, from its place n on */
GW_INLINE void
bend_pack(const struct gw_eam_tables *t, const struct gw_eam_pair *pair, const double *xs,
	const double *dF, int i, const struct gw_eam_row *o, int k, struct gw_hessian_row *w, int n)
{
	gw_vec per_r = gw_vec_load(o->per_r + k), p = gw_vec_load(o->p + k), r[3], phi, one,
	    two, Fi, Fj;
	const double q = t->per_dr;
	double *d = w->d + n;
	const int s = w->stride;
	struct looked_up u;

	if (pair->stride == 4)
		look_up_same(pair->node, o->row + k, p, &u);
	else
		look_up_mixed(pair->node, o->row + k, p, &u);
	gw_pack_separate(xs, i, o->j + k, r);
	Fi = gw_vec_all(dF[i]);
	Fj = gw_vec_collect(dF, o->j + k);
	phi = u.z.value*per_r;
	one = (u.z.slope*q - phi)*per_r;				/* phi' */
	two = (u.z.bend*(q*q) - 2*one)*per_r + (q*q)*(Fi*u.fi.bend + Fj*u.fj.bend);
	one = (one + q*(Fi*u.fi.slope + Fj*u.fj.slope))*per_r;
	gw_vec_store(d + GW_HX*s, r[0]);
	gw_vec_store(d + GW_HY*s, r[1]);
	gw_vec_store(d + GW_HZ*s, r[2]);
	gw_vec_store(d + GW_HA*s, (two - one)*per_r*per_r);
	gw_vec_store(d + GW_HB*s, one);
	gw_vec_store(d + GW_HI*s, u.fi.slope*q*per_r);
	gw_vec_store(d + GW_HJ*s, u.fj.slope*q*per_r);
	gw_veci_store(w->j + n, gw_veci_load(o->j + k));
}

static void
bend(const struct gw_eam_tables *t, const struct gw_block *b, const double *xs, const double *dF,
	int i, struct gw_eam_store *st, struct gw_hessian_row *w)
{
	const struct gw_eam_row *o = &st->row;
	const struct gw_eam_pair *pair = t->pair + b->type[i]*t->ns;
	int end[GW_LIST_SPECIES], count[GW_LIST_SPECIES], k = 0;

	find_row(t, b, xs, i, o, count, end);
	w->n = 0;
	for (int tj = 0; tj < t->ns; w->n += count[tj++])
		for (int n = w->n; k < end[tj]; k += GW_LANES, n += GW_LANES)
			bend_pack(t, &pair[tj], xs, dF, i, o, k, w, n);
}

const struct gw_eam_kernel GW_LEVEL(gw_eam_kernel) = {
	.lanes = GW_LANES, .density = density, .force = force, .bend = bend
};
