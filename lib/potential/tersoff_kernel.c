/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tersoff's potential, GW_LANES pairs or triples at a time.
 *
 * A centre has some three neighbours, so vectors go over the borders of centres:
 * the own atoms of a block are visited CHUNK at a time in steps, each of them one
 * loop without branches over all pairs or all triples of the chunk:
 *
 * (1) pairs (i, j) within the cut-off, packed one after the other;
 * (2) what depends on r_ij alone: u = r/r, f_C, the exponentials;
 * (3) triples (i, j, k), from two rows of pairs and one of parameters: zeta_ij with
 *     dzeta_ij/dx_j is added up in a row of the pair, dzeta_ij/dx_k is kept;
 * (4) pairs: b_ij, P = dU/dzeta_ij, dU/dx_j so far;
 * (5) triples: P dzeta_ij/dx_k to the pair (i, k);
 * (6) pairs: forces to the slots.
 *
 * Nothing is computed twice, and the sums stay in the first cache.
 */
#include "potential/tersoff_kernel.h"

#include <math.h>

#include "base/mem.h"
#include "potential/pack.h"

enum { CHUNK = 48 };

/* Numbers of a pair: columns of the workspace. */
enum { R2, R, REP, DREP, ATT, DATT, N, BETA, P, NCOLUMN };

/* Numbers of a pair that triples look up: a row. */
enum { UX, UY, UZ, PER_R, FC, DFC, LENGTH, NROW = 8 };

struct chunk {
	const struct gw_tersoff *m;
	const struct gw_block *b;
	const double *xs;
	double *fs;
	double *col[NCOLUMN];
	double *row;		/* [n][NROW] */
	double *zeta;		/* [n][4] dzeta_ij/dx_j, zeta_ij */
	double *pull;		/* [n][4] dU/dx_j, -1/2 of the pair's energy */
	double *far;		/* [nt][4] dzeta_ij/dx_k */
	int32_t *i, *j, *kind;	/* [n] slots; number of the pair of species */
	int32_t *tj, *tk, *tkind;	/* [nt] pairs (i, j) and (i, k); number of the species */
	int start[CHUNK + 1];	/* first pair of each own atom */
	int first, atoms, n, nt;
};

/* ---- rows ---- */

/* columns of the rows of four at base + stride at[k] */
GW_INLINE void
get_rows4(const double *base, size_t stride, const int32_t *at, gw_vec c[4])
{
	size_t place[GW_LANES];

	GW_UNROLL
	for (int k = 0; k < GW_LANES; k++)
		place[k] = stride*(size_t)at[k];
	gw_vec_rows4(base, place, c);
}

/* columns of the rows of eight at base + 8 at[k] */
GW_INLINE void
get_rows8(const double *base, const int32_t *at, gw_vec c[8])
{
	size_t place[GW_LANES];

	GW_UNROLL
	for (int k = 0; k < GW_LANES; k++)
		place[k] = 8*(size_t)at[k];
	gw_vec_rows8(base, place, c);
}

/* ---- (1) pairs ---- */

static void
pack(struct chunk *c, const double *rc2)
{
	const struct gw_block *b = c->b;
	const int ns = c->m->ns;
	int n = 0;

	for (int i = c->first; i < c->first + c->atoms; i++) {
		int q = b->row[i];

		c->start[i - c->first] = n;
		for (int t = 0; t < ns; t++) {
			int end = b->part[i*ns + t], kind = b->type[i]*ns + t;
			int to = gw_pack_row(c->xs, i, b->nbr + q, end - q, rc2[kind],
			    c->col[R2] + n, c->j + n) + n;

			for (; n < to; n += GW_LANES) {
				gw_veci_store(c->i + n, gw_veci_all(i));
				gw_veci_store(c->kind + n, gw_veci_all(kind));
			}
			n = to;
			q = end;
		}
	}
	c->start[c->atoms] = c->n = n;
}

/* behind the pairs stand GW_LANES or more that count nothing: a slot and itself, far apart */
static void
pad(struct chunk *c)
{
	gw_vec_store(c->col[R2] + c->n, gw_vec_all(1e6));
	gw_veci_store(c->i + c->n, gw_veci_all(0));
	gw_veci_store(c->j + c->n, gw_veci_all(0));
	gw_veci_store(c->kind + c->n, gw_veci_all(0));
	memset(c->zeta, 0, 4*(size_t)(c->n + GW_LANES)*sizeof *c->zeta);
}

/* ---- (2) what depends on r alone ---- */

/* f_C and its slope: with s, c the sine and cosine of x pi/4, (c - s)^2/2 and c^2 - s^2 */
GW_INLINE gw_vec
cut_off(gw_vec mid, gw_vec per_D, gw_vec r, gw_vec *slope)
{
	const gw_vec zero = gw_vec_all(0), one = gw_vec_all(1);
	gw_vec x = (r - mid)*per_D, s, c, d;
	gw_mask begun = gw_vec_less(-one, x), open = gw_vec_less(x, one);

	gw_vec_quarter(gw_vec_choose(begun & open, x, zero), &s, &c);
	d = c - s;
	*slope = gw_vec_choose(begun & open, -M_PI_4*per_D*d*(c + s), zero);
	return gw_vec_choose(begun, gw_vec_choose(open, 0.5*d*d, zero), one);
}

/* REP, ATT: halves of f_C f_R, f_C f_A; DREP, DATT: their slopes */
GW_INLINE void
radial(struct chunk *c, int k)
{
	gw_vec p[8], xi[4], xj[4], row[8], r = gw_vec_sqrt(gw_vec_load(c->col[R2] + k));
	gw_vec fc, dfc, rep, att;

	get_rows8((const double *)c->m->pair, c->kind + k, p);
	get_rows4(c->xs, 4, c->i + k, xi);
	get_rows4(c->xs, 4, c->j + k, xj);
	fc = cut_off(p[0], p[1], r, &dfc);
	rep = 0.5*p[2]*gw_vec_exp(-p[3]*r);
	att = -0.5*p[4]*gw_vec_exp(-p[5]*r);
	gw_vec_store(c->col[R] + k, r);
	gw_vec_store(c->col[REP] + k, fc*rep);
	gw_vec_store(c->col[DREP] + k, (dfc - p[3]*fc)*rep);
	gw_vec_store(c->col[ATT] + k, fc*att);
	gw_vec_store(c->col[DATT] + k, (dfc - p[5]*fc)*att);
	gw_vec_store(c->col[N] + k, p[6]);
	gw_vec_store(c->col[BETA] + k, p[7]);
	row[PER_R] = 1/r;
	GW_UNROLL
	for (int a = 0; a < 3; a++)
		row[UX + a] = (xj[a] - xi[a])*row[PER_R];
	row[FC] = fc;
	row[DFC] = dfc;
	row[LENGTH] = r;
	row[7] = gw_vec_all(0);
	gw_vec_set_rows8(c->row + NROW*(size_t)k, row);
}

/* ---- (3) triples ---- */

static size_t
count_triples(const struct chunk *c)
{
	size_t n = 0;

	for (int a = 0; a < c->atoms; a++) {
		size_t m = (size_t)(c->start[a + 1] - c->start[a]);

		n += m ? m*(m - 1) : 0;
	}
	return n;
}

/*
 * the triples of the chunk, those of a pair one after the other;
 * the last vector is filled with none
 */
static void
list_triples(struct chunk *c)
{
	const int ns = c->m->ns;
	int n = 0;

	for (int a = 0; a < c->atoms; a++) {
		const int none = c->b->type[c->first + a]*ns, end = c->start[a + 1];

		for (int j = c->start[a]; j < end; j++) {
			const int kind = c->kind[j]*ns - none;

			for (int k = c->start[a]; k < end; k++) {
				c->tj[n] = j;
				c->tk[n] = k;
				c->tkind[n] = kind + c->kind[k];
				n += k != j;
			}
		}
	}
	c->nt = n;
	for (int l = 0; l < GW_LANES; l++) {
		c->tj[n + l] = c->tk[n + l] = c->n;
		c->tkind[n + l] = 0;
	}
}

/* f_C(r_ik), exp(...) and their slopes, of a pack */
struct weight {
	gw_vec fc, dfc, ex, dex;
};

/* where the pairs' own f_C does not do, or there are exponentials */
GW_INLINE void
weigh(const gw_vec t[8], gw_vec rj, gw_vec rk, struct weight *w)
{
	gw_vec x = rj - rk, arg = (t[4] + t[5]*x*x)*x;

	arg = gw_vec_min(arg, gw_vec_all(GW_TERSOFF_LIMIT));
	w->ex = gw_vec_exp(gw_vec_max(arg, gw_vec_all(-GW_TERSOFF_LIMIT)));
	w->dex = (t[4] + 3*t[5]*x*x)*w->ex;
	w->fc = cut_off(t[6], t[7], rk, &w->dfc);
}

/* zeta and its derivatives: by x_j to the pair's row, by x_k kept */
GW_INLINE void
triples(struct chunk *c, int q, int simple)
{
	gw_vec t[8], j[8], k[8], dj[4], dk[4], co, h, s, g, dg, a, along;
	struct weight w;
	size_t at[GW_LANES];

	if (simple) {
		get_rows4((const double *)c->m->triple, 8, c->tkind + q, t);
		get_rows4(c->row, NROW, c->tj + q, j);
		get_rows4(c->row, NROW, c->tk + q, k);
		get_rows4(c->row + FC, NROW, c->tk + q, k + FC);
		w = (struct weight){ k[FC], k[DFC], gw_vec_all(1), gw_vec_all(0) };
	} else {
		get_rows8((const double *)c->m->triple, c->tkind + q, t);
		get_rows8(c->row, c->tj + q, j);
		get_rows8(c->row, c->tk + q, k);
		weigh(t, j[LENGTH], k[LENGTH], &w);
	}
	co = j[UX]*k[UX] + j[UY]*k[UY] + j[UZ]*k[UZ];
	h = t[3] - co;
	s = 1/(t[2] + h*h);
	g = t[0] - t[1]*s;
	dg = -2*t[1]*h*s*s;
	a = w.fc*w.ex*dg;
	along = w.fc*w.dex*g;
	GW_UNROLL
	for (int d = 0; d < 3; d++) {
		dj[d] = a*j[PER_R]*(k[d] - co*j[d]) + along*j[d];
		dk[d] = a*k[PER_R]*(j[d] - co*k[d]) + (w.dfc*w.ex*g - along)*k[d];
	}
	dj[3] = w.fc*w.ex*g;
	dk[3] = gw_vec_all(0);
	gw_vec_set_rows4(c->far + 4*(size_t)q, dk);
	GW_UNROLL
	for (int l = 0; l < GW_LANES; l++)
		at[l] = 4*(size_t)c->tj[q + l];
	gw_vec_add_rows4(c->zeta, at, dj);
}

/* ---- (4) bonds ---- */

/* b and its slope by zeta; 1 and 0 below LAMMPS's limit */
GW_INLINE gw_vec
bond_order(gw_vec n, gw_vec beta, gw_vec zeta, gw_vec *slope)
{
	const gw_vec zero = gw_vec_all(0), one = gw_vec_all(1), least = gw_vec_all(1e-300);
	gw_vec x = n*gw_vec_log(gw_vec_max(beta*zeta, least)), up = gw_vec_max(x, zero);
	gw_vec y = gw_vec_exp(x - 2*up), b = gw_vec_exp(-(up + gw_vec_log(1 + y))/(2*n));
	gw_mask none = gw_vec_less(x, zero) & gw_vec_less(y, GW_TERSOFF_SMALL*n);
	gw_vec top = gw_vec_choose(gw_vec_less(zero, x), one, y);

	*slope = gw_vec_choose(none, zero, -0.5*b*top/((1 + y)*gw_vec_max(zeta, least)));
	return gw_vec_choose(none, one, b);
}

GW_INLINE void
bonds(struct chunk *c, int k)
{
	gw_vec z[4], u[4], pull[4], slope, p, b, along, att = gw_vec_load(c->col[ATT] + k);

	gw_vec_next_rows4(c->zeta + 4*(size_t)k, 4, z);
	gw_vec_next_rows4(c->row + NROW*(size_t)k, NROW, u);
	b = bond_order(gw_vec_load(c->col[N] + k), gw_vec_load(c->col[BETA] + k), z[3], &slope);
	p = att*slope;
	along = gw_vec_load(c->col[DREP] + k) + b*gw_vec_load(c->col[DATT] + k);
	GW_UNROLL
	for (int d = 0; d < 3; d++)
		pull[d] = along*u[d] + p*z[d];
	pull[3] = -0.5*(gw_vec_load(c->col[REP] + k) + b*att);
	gw_vec_store(c->col[P] + k, p);
	gw_vec_set_rows4(c->pull + 4*(size_t)k, pull);
}

/* ---- (5) and (6) ---- */

static void
pull_far(struct chunk *c)
{
	for (int q = 0; q < c->nt; q++)
		*(gw_fouru *)(c->pull + 4*(size_t)c->tk[q]) +=
		    c->col[P][c->tj[q]]**(const gw_fouru *)(c->far + 4*(size_t)q);
}

static void
push(struct chunk *c)
{
	for (int a = 0; a < c->atoms; a++) {
		gw_four sum = { 0, 0, 0, 0 };

		for (int k = c->start[a]; k < c->start[a + 1]; k++) {
			gw_four g = *(const gw_fouru *)(c->pull + 4*(size_t)k);

			*(gw_fouru *)(c->fs + 4*(size_t)c->j[k]) -= g;
			sum += g;
		}
		*(gw_fouru *)(c->fs + 4*(size_t)(c->first + a)) += sum*(gw_four){ 1, 1, 1, -1 };
	}
}

/* - r_ij dU/dx_j */
static void
add_virial(const struct chunk *c, gw_vec w[6])
{
	for (int k = 0; k < c->n; k += GW_LANES) {
		gw_vec u[4], g[4], r = gw_vec_load(c->col[R] + k);

		gw_vec_next_rows4(c->row + NROW*(size_t)k, NROW, u);
		gw_vec_next_rows4(c->pull + 4*(size_t)k, 4, g);
		w[0] -= r*u[0]*g[0];
		w[1] -= r*u[1]*g[1];
		w[2] -= r*u[2]*g[2];
		w[3] -= r*u[0]*g[1];
		w[4] -= r*u[0]*g[2];
		w[5] -= r*u[1]*g[2];
	}
}

/* ---- a block ---- */

static void
reserve_pairs(struct gw_tersoff_store *st, struct chunk *c)
{
	const struct gw_block *b = c->b;
	size_t longest = 0, n;
	double *at;

	for (int i = 0; i < b->nown; i++)
		if ((size_t)(b->row[i + 1] - b->row[i]) > longest)
			longest = (size_t)(b->row[i + 1] - b->row[i]);
	n = GW_WHOLE(CHUNK*longest) + 2*GW_LANES;
	gw_reserve(&st->pair, &st->cap_pair, (NCOLUMN + NROW + 8)*n, sizeof *st->pair);
	gw_reserve(&st->ipair, &st->cap_ipair, 3*n, sizeof *st->ipair);
	at = st->pair;
	c->row = at;
	c->zeta = at + NROW*n;
	c->pull = c->zeta + 4*n;
	for (int k = 0; k < NCOLUMN; k++)
		c->col[k] = c->pull + (4 + (size_t)k)*n;
	c->i = st->ipair;
	c->j = c->i + n;
	c->kind = c->j + n;
}

static void
reserve_triples(struct gw_tersoff_store *st, struct chunk *c)
{
	size_t n = GW_WHOLE(count_triples(c)) + GW_LANES;

	gw_reserve(&st->triple, &st->cap_triple, 4*n, sizeof *st->triple);
	gw_reserve(&st->itriple, &st->cap_itriple, 3*n, sizeof *st->itriple);
	c->far = st->triple;
	c->tj = st->itriple;
	c->tk = c->tj + n;
	c->tkind = c->tk + n;
}

static void
visit(struct chunk *c, struct gw_tersoff_store *st)
{
	pack(c, c->m->simple ? c->m->rc2 : c->m->reach2);
	pad(c);
	for (int k = 0; k <= c->n; k += GW_LANES)
		radial(c, k);
	reserve_triples(st, c);
	list_triples(c);
	if (c->m->simple)
		for (int q = 0; q < c->nt; q += GW_LANES)
			triples(c, q, 1);
	else
		for (int q = 0; q < c->nt; q += GW_LANES)
			triples(c, q, 0);
	for (int k = 0; k <= c->n; k += GW_LANES)
		bonds(c, k);
	pull_far(c);
	push(c);
}

static void
block(const struct gw_tersoff *m, const struct gw_block *b, const double *xs, double *fs,
	struct gw_tersoff_store *st, double w[6])
{
	struct chunk c = { .m = m, .b = b, .xs = xs, .fs = fs };
	gw_vec sum[6] = { { 0 }, { 0 }, { 0 }, { 0 }, { 0 }, { 0 } };

	reserve_pairs(st, &c);
	for (c.first = 0; c.first < b->nown; c.first += CHUNK) {
		c.atoms = b->nown - c.first < CHUNK ? b->nown - c.first : CHUNK;
		visit(&c, st);
		if (w)
			add_virial(&c, sum);
	}
	for (int k = 0; w && k < 6; k++)
		w[k] = gw_vec_sum(sum[k]);
}

const struct gw_tersoff_kernel GW_LEVEL(gw_tersoff_kernel) = { .block = block };
