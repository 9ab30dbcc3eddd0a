/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One atom moved among embedded atoms, GW_LANES moves at a time; eam_perturb.c has the
 * formulas.  Neighbours are the outer loop: the rows of the tables that
 * moves of one of them need lie side by side and stay in the nearest cache.
 */
#include "potential/eam_perturb.h"

#include "base/simd.h"

/* floor of y, |y| < 2^20, and what is above it */
GW_INLINE gw_veci
split(gw_vec y, gw_vec *above)
{
	gw_veci k = __builtin_convertvector(y + 0x1p20, gw_veci) - 0x100000;

	*above = y - __builtin_convertvector(k, gw_vec);
	return k;
}

/* k no less than lo, no more than hi */
GW_INLINE gw_veci
hold(gw_veci k, int lo, int hi)
{
	gw_veci below = k < lo, over = k > hi;

	return (below & lo) | (over & hi) | (~below & ~over & k);
}

/* how much the cubic between two nodes is above the first */
GW_INLINE gw_vec
rise(gw_vec p, gw_vec t0, gw_vec s0, gw_vec t1, gw_vec s1)
{
	gw_vec d = t1 - t0, c2 = 3*d - 2*s0 - s1, c3 = s0 + s1 - 2*d;

	return ((c3*p + c2)*p + s0)*p;
}

/* where GW_LANES moves take one neighbour */
struct moved {
	gw_vec r2, per_r, dr;	/* r'^2, 1/r', r' - r */
	gw_vec p;		/* fraction in the tables */
	size_t at[GW_LANES];		/* first numbers of their rows, from the first node */
};

/*
 * what that changes: z; densities on the atom and on the neighbour; each but for its value before
 */
struct changed {
	gw_vec z, fi, fj;
};

GW_INLINE void
locate(const struct gw_eam *m, const struct gw_eam_beside *o, int stride, const struct gw_moves *d,
	int q, int edge, struct moved *v)
{
	gw_vec s = gw_vec_load(d->d2 + q) - 2*(o->x*gw_vec_load(d->x + q) +
	    o->y*gw_vec_load(d->y + q) + o->z*gw_vec_load(d->z + q));
	gw_vec r, per;
	gw_veci k;

	v->r2 = o->r2 + s;
	r = gw_vec_sqrt(v->r2);
	per = 1/(r*(r + o->r));
	v->dr = s*r*per;
	v->per_r = (r + o->r)*per;
	k = split(o->p + v->dr*m->per_dr, &v->p);
	if (edge) {
		gw_veci held = hold(k, -o->k, m->nr - 2 - o->k);

		v->p = gw_vec_min(v->p + __builtin_convertvector(k - held, gw_vec), gw_vec_all(1));
		k = held;
	}
	k = (k + o->k)*stride;
	GW_UNROLL
	for (int l = 0; l < GW_LANES; l++)
		v->at[l] = (size_t)k[l];
}

GW_INLINE void
look_up(const struct gw_eam_pair *pair, const struct gw_eam_beside *o, const struct moved *v,
	struct changed *c)
{
	gw_vec b[8], e[4], p = v->p;

	gw_vec_rows8(pair->node, v->at, b);
	if (pair->stride == 4) {
		c->z = rise(p, b[0], b[1], b[4], b[5]) + (b[0] - o->z0);
		c->fi = rise(p, b[2], b[3], b[6], b[7]) + (b[2] - o->i0);
		c->fj = c->fi;
	} else {
		gw_vec_rows4(pair->node + 8, v->at, e);
		c->z = rise(p, b[0], b[1], b[6], b[7]) + (b[0] - o->z0);
		c->fi = rise(p, b[2], b[3], e[0], e[1]) + (b[2] - o->i0);
		c->fj = rise(p, b[4], b[5], e[2], e[3]) + (b[4] - o->j0);
	}
}

/* F(rho + change) - F(rho) of the neighbour */
GW_INLINE gw_vec
embed(const struct gw_eam *m, const struct gw_eam_beside *o, gw_vec change)
{
	const double *node = m->node_F[o->type];
	const gw_vec zero = { 0 };
	gw_vec b[4], p, q, u = change*m->per_drho, y = o->rho_p + u, near, far;
	gw_veci k = split(y, &p), held;
	size_t at[GW_LANES];

	held = hold(k, -o->rho_k, m->nrho - 2 - o->rho_k);
	p += __builtin_convertvector(k - held, gw_vec);
	q = gw_vec_min(p, gw_vec_all(1));
	held = 2*(held + o->rho_k);
	GW_UNROLL
	for (int l = 0; l < GW_LANES; l++)
		at[l] = (size_t)held[l];
	gw_vec_rows4(node, at, b);
	far = ((rise(q, b[0], b[1], b[2], b[3]) + (p - q)*b[3]) + (b[0] - o->F0)) - o->dF;
	near = ((o->F3*u + o->F2)*u + o->F1)*u;
	return gw_vec_choose(gw_vec_less(y, gw_vec_all(o->top)) & (gw_mask)~gw_vec_less(y, zero),
	    near, far);
}

GW_INLINE void
add(double *sum, gw_vec a)
{
	gw_vec_store(sum, gw_vec_load(sum) + a);
}

/* one neighbour; edge: it may cross the cut-off or an end of the tables */
GW_INLINE void
move(const struct gw_eam *m, const struct gw_eam_pair *pair, const struct gw_eam_beside *o,
	const struct gw_moves *d, int edge, const struct gw_eam_changes *sum)
{
	for (int q = 0; q < d->m; q += GW_LANES) {
		gw_vec phi, fi, fj;
		struct moved v;
		struct changed c;

		locate(m, o, pair->stride, d, q, edge, &v);
		look_up(pair, o, &v, &c);
		phi = ((c.z - o->dz) - o->phi*v.dr)*v.per_r;
		fi = c.fi - o->di;
		fj = c.fj - o->dj;
		if (edge) {
			gw_mask in = gw_vec_less(v.r2, gw_vec_all(m->rc2));

			phi = gw_vec_choose(in, phi, gw_vec_all(-o->phi));
			fi = gw_vec_choose(in, fi, gw_vec_all(-o->fi));
			fj = gw_vec_choose(in, fj, gw_vec_all(-o->fj));
		}
		add(sum->phi + q, phi);
		add(sum->rho + q, fi);
		add(sum->F + q, embed(m, o, fj));
	}
}

void
GW_LEVEL(gw_eam_move)(const struct gw_eam *m, int ns, int self, const struct gw_eam_beside *o,
	int n, const struct gw_moves *d, const struct gw_eam_changes *c)
{
	for (int j = 0; j < n; j++) {
		struct gw_eam_pair pair = m->fast.pair[self*ns + o[j].type];

		if (o[j].edge)
			move(m, &pair, &o[j], d, 1, c);
		else if (pair.stride == 4) {	/* what the compiler knows costs nothing */
			pair.stride = 4;
			move(m, &pair, &o[j], d, 0, c);
		} else {
			pair.stride = 6;
			move(m, &pair, &o[j], d, 0, c);
		}
	}
}
