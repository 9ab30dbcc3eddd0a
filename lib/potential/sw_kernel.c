/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stillinger-Weber, GW_LANES pairs at a time, in time proportional to the pairs.
 *
 * With unit vectors u_j to the neighbours and g_j = g(r_ij), (u_j.u_k - c)^2 is a
 * polynomial, so the sum over pairs of neighbours is one of products of their moments
 *
 *	S = sum_j g_j,  V = sum_j g_j u_j,  T = sum_j g_j u_j u_j^T:
 *	sum_jk g_j g_k (u_j.u_k - c)^2 = T:T - 2 c V.V + c^2 S^2
 *
 * where j = k counts (1 - c)^2 g_j^2.  With D_j = dphi3/dg_j the triplets of j have the energy
 * g_j D_j, and their force on it follows from D_j and T u_j - c V.  With more
 * species, j of species a sees moments weighted by lambda eps and c of (a, b), summed
 * over the neighbours' species b; they are the primed ones below.
 *
 * The atoms of a block are visited CHUNK at a time in three steps: (1) pairs within
 * the cut-off are packed one after the other; (2) all that depends on r alone, on full
 * vectors over the borders of atoms; (3) moments and forces of each atom.
 */
#include "potential/sw_kernel.h"

#include "base/mem.h"
#include "potential/pack.h"

enum { CHUNK = 16 };

/* Numbers of a pair, each a column of the workspace. */
enum { R2, DX, DY, DZ, PER_R, G, PULL, PHI, DPHI, NCOLUMN };

struct chunk {
	const struct gw_sw *m;
	const struct gw_block *b;
	const double *xs;
	double *fs;
	double *col[NCOLUMN];
	int32_t *j, *kind;	/* slot; number of the pair of species */
	int    *start;		/* [CHUNK*ns + 1] first pair of each atom and species */
	int    first, n;	/* own atoms */
	gw_vec  w[6];
};

/* T: xx yy zz xy xz yz */
struct moments {
	double T[6], V[3], S;
};

/* ---- (1) pairs within the cut-off ---- */

static void
pack(struct chunk *c)
{
	const struct gw_block *b = c->b;
	const int ns = c->m->ns;
	int k = 0, run = 0;

	for (int i = c->first; i < c->first + c->n; i++) {
		int q = b->row[i];

		for (int t = 0; t < ns; t++) {
			int end = b->part[i*ns + t], kind = b->type[i]*ns + t;
			double rc2 = c->m->pair[kind].rc2;
			int n = gw_pack_row(c->xs, i, b->nbr + q, end - q, rc2,
			    c->col[R2] + k, c->j + k);

			gw_pack_pad(c->col[R2] + k, c->j + k, n, i, 0.9*rc2);
			c->start[run++] = k;
			for (int l = 0; l < n; l += GW_LANES) {
				gw_vec d[3];

				gw_pack_separate(c->xs, i, c->j + k + l, d);
				GW_UNROLL
				for (int a = 0; a < 3; a++)
					gw_vec_store(c->col[DX + a] + k + l, -d[a]);
				gw_veci_store(c->kind + k + l, gw_veci_all(kind));
			}
			k += n;
			q = end;
		}
	}
	c->start[run] = k;
	gw_vec_store(c->col[R2] + k, gw_vec_all(c->m->rc2));	/* for the last vector of radial() */
	gw_veci_store(c->kind + k, gw_veci_all(0));
}

/* ---- (2) what depends on r alone ---- */

struct lanes {			/* constants of a pack of pairs */
	gw_vec rc, sigma, gs, ep, eq;
};

/* a row of eight: rc sigma gs ep eq */
GW_INLINE struct lanes
constants(const struct gw_sw *m, const int32_t *kind)
{
	gw_vec c[8];
	size_t at[GW_LANES];

	if (m->ns == 1) {
		const double *row = m->row;

		return (struct lanes){ gw_vec_all(row[0]), gw_vec_all(row[1]), gw_vec_all(row[2]),
		    gw_vec_all(row[3]), gw_vec_all(row[4]) };
	}
	GW_UNROLL
	for (int k = 0; k < GW_LANES; k++)
		at[k] = 8*(size_t)kind[k];
	gw_vec_rows8(m->row, at, c);
	return (struct lanes){ c[0], c[1], c[2], c[3], c[4] };
}

GW_INLINE gw_vec
power(gw_vec x, int n)
{
	gw_vec z = gw_vec_all(1);

	for (; n > 1; n -= 2)
		z *= x*x;
	return n ? z*x : z;
}

/* G = g, PULL = -g'/g, PHI = phi2/4, DPHI = -phi2'/2 */
static void
radial(struct chunk *c)
{
	const struct gw_sw *m = c->m;
	int n = c->start[c->n*m->ns];

	for (int k = 0; k < n; k += GW_LANES) {
		struct lanes t = constants(m, c->kind + k);
		gw_vec r = gw_vec_sqrt(gw_vec_load(c->col[R2] + k)), per_r = 1/r;
		gw_vec y = 1/gw_vec_min(r - t.rc, gw_vec_all(-1e-12)), h = gw_vec_exp(t.sigma*y);
		gw_vec up = t.ep*power(per_r, m->ip), uq = t.eq*power(per_r, m->iq);

		gw_vec_store(c->col[PER_R] + k, per_r);
		gw_vec_store(c->col[G] + k, gw_vec_exp(t.gs*y));
		gw_vec_store(c->col[PULL] + k, t.gs*y*y);
		gw_vec_store(c->col[PHI] + k, 0.25*h*(up - uq));
		gw_vec_store(c->col[DPHI] + k,
		    0.5*h*((m->ip*up - m->iq*uq)*per_r + (up - uq)*t.sigma*y*y));
	}
	for (int q = DX; q < NCOLUMN; q++)	/* the last atom's last vector ends here */
		gw_vec_store(c->col[q] + n, gw_vec_all(0));
	gw_veci_store(c->j + n, gw_veci_all(0));
}

/* ---- (3) moments, then forces ---- */

/* moments of the neighbours from .. to-1 */
static void
add_up(const struct chunk *c, int from, int to, struct moments *o)
{
	gw_vec T[8] = { { 0 }, { 0 }, { 0 }, { 0 }, { 0 }, { 0 }, { 0 }, { 0 } }, Vz = { 0 };
	double s[8];

	for (int k = from; k < to; k += GW_LANES) {
		gw_vec g = gw_vec_first(gw_vec_load(c->col[G] + k), to - k);
		gw_vec per_r = gw_vec_load(c->col[PER_R] + k), u[3], gu[3];

		GW_UNROLL
		for (int a = 0; a < 3; a++) {
			u[a] = gw_vec_load(c->col[DX + a] + k)*per_r;
			gu[a] = g*u[a];
			T[a] += gu[a]*u[a];
		}
		T[3] += gu[0]*u[1];
		T[4] += gu[0]*u[2];
		T[5] += gu[1]*u[2];
		T[6] += gu[0];
		T[7] += gu[1];
		Vz += gu[2];
	}
	gw_vec_sums8(T, s);
	GW_UNROLL
	for (int a = 0; a < 6; a++)
		o->T[a] = s[a];
	o->V[0] = s[6];
	o->V[1] = s[7];
	o->V[2] = gw_vec_sum(Vz);
	o->S = o->T[0] + o->T[1] + o->T[2];	/* |u| = 1 */
}

/* what neighbours of species a feel of all others: sum over b of le (T, c V, c^2 S) */
static void
weigh(const struct gw_sw_angle *t, int ns, const struct moments *of, struct moments *o)
{
	*o = (struct moments){ .S = 0 };
	for (int b = 0; b < ns; b++) {
		double le = t[b].le, lc = le*t[b].cos0;

		GW_UNROLL
		for (int k = 0; k < 6; k++)
			o->T[k] += le*of[b].T[k];
		GW_UNROLL
		for (int k = 0; k < 3; k++)
			o->V[k] += lc*of[b].V[k];
		o->S += lc*t[b].cos0*of[b].S;
	}
}

/* GW_LANES neighbours, n of them true; f gets what the centre feels of their forces and energies */
GW_INLINE void
push(struct chunk *c, const struct moments *o, double self, int k, int n, gw_vec f[4])
{
	gw_vec g = gw_vec_load(c->col[G] + k), per_r = gw_vec_load(c->col[PER_R] + k);
	gw_vec d[3], u[3], Tu[3], uTu, uV, e, along, across, F[4];
	size_t at[GW_LANES];

	GW_UNROLL
	for (int a = 0; a < 3; a++) {
		d[a] = gw_vec_load(c->col[DX + a] + k);
		u[a] = d[a]*per_r;
	}
	Tu[0] = o->T[0]*u[0] + o->T[3]*u[1] + o->T[4]*u[2];
	Tu[1] = o->T[3]*u[0] + o->T[1]*u[1] + o->T[5]*u[2];
	Tu[2] = o->T[4]*u[0] + o->T[5]*u[1] + o->T[2]*u[2];
	uTu = u[0]*Tu[0] + u[1]*Tu[1] + u[2]*Tu[2];
	uV = u[0]*o->V[0] + u[1]*o->V[1] + u[2]*o->V[2];
	e = g*(uTu - 2*uV + o->S - self*g);
	across = 2*g*per_r;
	along = e*gw_vec_load(c->col[PULL] + k) + gw_vec_load(c->col[DPHI] + k) + across*(uTu - uV);
	GW_UNROLL
	for (int a = 0; a < 3; a++) {
		F[a] = gw_vec_first(along*u[a] - across*(Tu[a] - o->V[a]), n);
		f[a] -= F[a];
	}
	F[3] = gw_vec_first(gw_vec_load(c->col[PHI] + k) + e*(1/3.), n);
	f[3] += F[3] - gw_vec_first(e*(1/6.), n);
	c->w[0] += d[0]*F[0];
	c->w[1] += d[1]*F[1];
	c->w[2] += d[2]*F[2];
	c->w[3] += d[0]*F[1];
	c->w[4] += d[0]*F[2];
	c->w[5] += d[1]*F[2];
	GW_UNROLL
	for (int l = 0; l < GW_LANES; l++)
		at[l] = 4*(size_t)c->j[k + l];
	gw_vec_add_rows4(c->fs, at, F);
}

static void
visit(struct chunk *c, int i)
{
	const int ns = c->m->ns, *start = c->start + (i - c->first)*ns;
	const struct gw_sw_angle *t = c->m->angle + (size_t)(c->b->type[i]*ns*ns);
	struct moments of[GW_MAXSPECIES], felt;
	gw_vec f[4] = { { 0 }, { 0 }, { 0 }, { 0 } };

	for (int a = 0; a < ns; a++)
		add_up(c, start[a], start[a + 1], &of[a]);
	for (int a = 0; a < ns; a++) {
		const struct gw_sw_angle *s = &t[a*ns + a];

		weigh(t + a*ns, ns, of, &felt);
		for (int k = start[a]; k < start[a + 1]; k += GW_LANES)
			push(c, &felt, s->le*(1 - s->cos0)*(1 - s->cos0), k, start[a + 1] - k, f);
	}
	*(gw_fouru *)(c->fs + 4*i) += gw_vec_sums4(f);
}

/* ---- a block ---- */

static void
reserve(struct gw_sw_store *st, struct chunk *c)
{
	const struct gw_block *b = c->b;
	size_t longest = 0, n;

	for (int i = 0; i < b->nown; i++)
		if ((size_t)(b->row[i + 1] - b->row[i]) > longest)
			longest = (size_t)(b->row[i + 1] - b->row[i]);
	n = GW_WHOLE(CHUNK*longest) + 2*GW_LANES;
	gw_reserve(&st->buf, &st->cap_buf, NCOLUMN*n, sizeof *st->buf);
	gw_reserve(&st->jbuf, &st->cap_jbuf, 2*n, sizeof *st->jbuf);
	gw_reserve(&st->start, &st->cap_start, (size_t)(CHUNK*c->m->ns + 1), sizeof *st->start);
	for (int k = 0; k < NCOLUMN; k++)
		c->col[k] = st->buf + (size_t)k*n;
	c->j = st->jbuf;
	c->kind = st->jbuf + n;
	c->start = st->start;
}

static void
block(const struct gw_sw *m, const struct gw_block *b, const double *xs, double *fs,
	struct gw_sw_store *st, double w[6])
{
	struct chunk c = { .m = m, .b = b, .xs = xs, .fs = fs };

	reserve(st, &c);
	for (c.first = 0; c.first < b->nown; c.first += CHUNK) {
		c.n = b->nown - c.first < CHUNK ? b->nown - c.first : CHUNK;
		pack(&c);
		radial(&c);
		for (int i = c.first; i < c.first + c.n; i++)
			visit(&c, i);
	}
	GW_UNROLL
	for (int k = 0; k < 6; k++)
		w[k] = gw_vec_sum(c.w[k]);
}

const struct gw_sw_kernel GW_LEVEL(gw_sw_kernel) = { .block = block };
