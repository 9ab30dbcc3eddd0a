/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One atom i moved by d among embedded atoms.  With e_j = x_j - x_i,
 *
 *	s = d^2 - 2 e_j.d,  r' - r = s/(r' + r),
 *	phi(r') - phi(r) = [z(r') - z(r) - phi(r) (r' - r)]/r',
 *	dE_atom = 1/2 sum_j [phi(r') - phi(r)] + F_i(rho_i + drho_i) - F_i(rho_i),
 *	dE_sys = sum_j [phi(r') - phi(r)] + sum over i and all j of F(rho + drho) - F(rho).
 *
 * A table value is its lower node's plus a cubic v(p), p = 0 at the node.  The change
 *
 *	t(r') - t(r) = [v'(p') + (t'_node - t_node)] - v(p),
 *
 * p' counted from p by (r' - r)/dr, has an error of rounding relative to what
 * the table changes within its spacing or within d.  The intervals of F are wide: within
 * one of them F goes on as its own cubic from rho, and the error is relative to drho.
 */
#include "potential/eam_perturb.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"

enum { CHUNK = 256 };		/* moves at a time: their sums stay in the cache */

/* v(p) = value - value at the lower node */
static inline double
rise(const struct gw_eam_piece *t, double p)
{
	return ((t->c[3]*p + t->c[2])*p + t->c[1])*p;
}

/* t(k0 at p0, where it has risen by d0) -> t(k at p) */
static inline double
change(const struct gw_eam_piece *t, int k0, double d0, int k, double p)
{
	return (rise(t + k, p) + (t[k].c[0] - t[k0].c[0])) - d0;
}

static inline int
limit(int k, int most)
{
	return k < 0 ? 0 : k > most ? most : k;
}

/* piece of the embedding table and fraction in it; above 1 the line goes on */
static int
locate_rho(const struct gw_eam *m, double rho, double *p)
{
	double x = rho*m->per_drho;
	int k = x < m->nrho ? limit((int)x, m->nrho - 2) : m->nrho - 2;

	*p = x - k;
	return k;
}

/* rise of F over node k at p, whose line goes on above p = 1 */
static inline double
rise_F(const struct gw_eam_piece *t, double p)
{
	double q = fmin(p, 1);

	return rise(t, q) + (p - q)*gw_eam_slope(t, 1);
}

/* F at the density rho */
static void
see_F(const struct gw_eam *m, const struct gw_eam_piece *F, double rho, struct gw_eam_beside *o)
{
	const struct gw_eam_piece *t;
	double p;

	o->rho_k = locate_rho(m, rho, &p);
	t = F + o->rho_k;
	o->rho_p = p;
	o->F0 = t->c[0];
	o->dF = rise_F(t, p);
	o->F1 = gw_eam_slope(t, p);
	o->F2 = t->c[2] + 3*t->c[3]*p;
	o->F3 = t->c[3];
	o->top = p < 1;
}

/* F(rho + drho) - F(rho) */
static double
change_F(const struct gw_eam *m, const struct gw_eam_piece *F, const struct gw_eam_beside *o,
	double drho)
{
	double u = drho*m->per_drho, y = o->rho_p + u, s = floor(y);
	int k = o->rho_k, to;

	if (y >= 0 && y < o->top)
		return ((o->F3*u + o->F2)*u + o->F1)*u;
	to = s > m->nrho ? m->nrho - 2 : s < -m->nrho ? 0 : limit(k + (int)s, m->nrho - 2);
	return (rise_F(F + to, y - (to - k)) + (F[to].c[0] - F[k].c[0])) - o->dF;
}

/* ---- before the move ---- */

static void
see(const struct gw_pot *pot, const struct gw_near *a, int j, struct gw_eam_beside *o)
{
	const struct gw_eam *m = pot->data;
	const int ns = pot->nspecies, tj = a->type[j];
	const struct gw_eam_piece *z = m->z[a->self*ns + tj], *F = m->F[tj];
	const struct gw_eam_piece *fi = m->f[tj*ns + a->self], *fj = m->f[a->self*ns + tj];
	double x, end = fmin(sqrt(m->rc2), (m->nr - 1)/m->per_dr);

	*o = (struct gw_eam_beside){ .x = a->x[j], .y = a->y[j], .z = a->z[j], .type = tj };
	o->r2 = o->x*o->x + o->y*o->y + o->z*o->z;
	o->r = sqrt(o->r2);
	o->in = o->r2 < m->rc2;
	o->edge = !(o->r + 1.001*a->dmax < 0.999999*end && o->r > 1.001*a->dmax);
	x = o->r*m->per_dr;
	o->k = x < m->nr ? limit((int)x, m->nr - 2) : m->nr - 2;
	o->p = x - o->k;
	x = fmin(o->p, 1);
	o->z0 = z[o->k].c[0];
	o->i0 = fi[o->k].c[0];
	o->j0 = fj[o->k].c[0];
	o->dz = o->in ? rise(z + o->k, x) : -o->z0;
	o->di = o->in ? rise(fi + o->k, x) : -o->i0;
	o->dj = o->in ? rise(fj + o->k, x) : -o->j0;
	o->fi = o->i0 + o->di;
	o->fj = o->j0 + o->dj;
	o->phi = (o->z0 + o->dz)/o->r;
	see_F(m, F, a->number[j], o);
}

/* those that count; images of the atom itself keep their distance */
static int
see_all(const struct gw_pot *pot, const struct gw_near *a, struct gw_perturb_space *w)
{
	const struct gw_eam *m = pot->data;
	double reach = sqrt(m->rc2) + 1.001*a->dmax;
	struct gw_eam_beside *o;
	int n = 0;

	gw_reserve(&w->part, &w->cap_part, (size_t)a->n + 1, sizeof *o);
	o = w->part;
	for (int j = 0; j < a->n; j++) {
		double r2 = a->x[j]*a->x[j] + a->y[j]*a->y[j] + a->z[j]*a->z[j];

		if (!(r2 < reach*reach) || (a->twins && a->first[j] < 0))
			continue;
		see(pot, a, j, &o[n]);
		o[n].first = a->twins ? a->first[j] : j;
		for (int k = 0; a->twins && k < n; k++)
			o[n].again |= o[k].first == o[n].first;
		n++;
	}
	return n;
}

static double
number(const struct gw_pot *pot, const struct gw_near *a)
{
	const struct gw_eam *m = pot->data;
	double rho = 0;

	for (int j = 0; j < a->n; j++) {
		double r2 = a->x[j]*a->x[j] + a->y[j]*a->y[j] + a->z[j]*a->z[j];
		double x = sqrt(r2)*m->per_dr;
		int k = x < m->nr ? limit((int)x, m->nr - 2) : m->nr - 2;

		if (r2 < m->rc2)
			rho += gw_eam_value(m->f[a->type[j]*pot->nspecies + a->self] + k,
			    fmin(x - k, 1));
	}
	return rho;
}

/* ---- the plain loop ---- */

/* changes of phi and of the two densities of one pair, for all moves */
static void
move_pair(const struct gw_eam *m, int ns, int self, const struct gw_eam_beside *o,
	const struct gw_moves *d, const struct gw_eam_changes *c, double *rho_j)
{
	const struct gw_eam_piece *z = m->z[self*ns + o->type];
	const struct gw_eam_piece *fi = m->f[o->type*ns + self], *fj = m->f[self*ns + o->type];

	for (int q = 0; q < d->m; q++) {
		double s = d->d2[q] - 2*(o->x*d->x[q] + o->y*d->y[q] + o->z*d->z[q]);
		double r2 = o->r2 + s, r = sqrt(fmax(r2, 0)), dr = s/(r + o->r),
		    y = o->p + dr*m->per_dr;
		int k = limit(o->k + (int)floor(y), m->nr - 2);
		double p = fmin(y - (k - o->k), 1);

		if (r2 < m->rc2) {
			c->phi[q] += (change(z, o->k, o->dz, k, p) - o->phi*dr)/r;
			c->rho[q] += change(fi, o->k, o->di, k, p);
			rho_j[q] += change(fj, o->k, o->dj, k, p);
		} else {
			c->phi[q] -= o->phi;
			c->rho[q] -= o->fi;
			rho_j[q] -= o->fj;
		}
	}
}

static void
plain(const struct gw_eam *m, int ns, int self, const struct gw_eam_beside *o, int n, int twins,
	const struct gw_moves *d, const struct gw_eam_changes *c)
{
	double rho[CHUNK];

	for (int j = 0; j < n; j++) {
		int last = twins ? n : j + 1;

		if (o[j].again)
			continue;
		memset(rho, 0, sizeof rho);
		for (int k = j; k < last; k++)
			if (o[k].first == o[j].first)
				move_pair(m, ns, self, &o[k], d, c, rho);
		for (int q = 0; q < d->m; q++)
			c->F[q] += change_F(m, m->F[o[j].type], &o[j], rho[q]);
	}
}

/* ---- all moves ---- */

static void
moves(const struct gw_pot *pot, const struct gw_near *a, const struct gw_moves *d,
	double *e_atom, double *e_sys, struct gw_perturb_space *w)
{
	const struct gw_eam *m = pot->data;
	const struct gw_eam_piece *F = m->F[a->self];
	double phi[CHUNK], rho[CHUNK], sum[CHUNK];
	struct gw_eam_beside own;
	int n = see_all(pot, a, w);

	see_F(m, F, a->own, &own);
	for (int at = 0; at < d->m; at += CHUNK) {
		struct gw_moves part = { d->m - at < CHUNK ? d->m - at : CHUNK, d->x + at,
		    d->y + at, d->z + at, d->d2 + at };
		struct gw_eam_changes c = { phi, rho, sum };

		memset(phi, 0, sizeof phi);
		memset(rho, 0, sizeof rho);
		memset(sum, 0, sizeof sum);
		if (m->move && !a->twins)
			m->move(m, pot->nspecies, a->self, w->part, n, &part, &c);
		else
			plain(m, pot->nspecies, a->self, w->part, n, a->twins, &part, &c);
		for (int q = 0; q < part.m; q++) {
			double dF = change_F(m, F, &own, rho[q]);

			e_atom[at + q] = 0.5*phi[q] + dF;
			e_sys[at + q] = phi[q] + dF + sum[q];
		}
	}
}

/* ---- derivatives ---- */

/* F' and F'' at p in piece k */
static void
embedding(const struct gw_eam *m, int type, int k, double p, double *d1, double *d2)
{
	*d1 = gw_eam_slope(m->F[type] + k, fmin(p, 1))*m->per_drho;
	*d2 = p > 1 ? 0 : gw_eam_bend(m->F[type] + k, p)*m->per_drho*m->per_drho;
}

/* h += along u u + across (1 - u u) */
static void
add_pair(double h[3][3], const double u[3], double along, double across)
{
	for (int c = 0; c < 3; c++)
		for (int k = 0; k < 3; k++)
			h[c][k] += (along - across)*u[c]*u[k] + (c == k ? across : 0);
}

static void
add_square(double h[3][3], double weight, const double g[3])
{
	for (int c = 0; c < 3; c++)
		for (int k = 0; k < 3; k++)
			h[c][k] += weight*g[c]*g[k];
}

/* one neighbour but for F''; G += gradient of the density at i, Gj of that at j */
static void
curve_pair(const struct gw_pot *pot, int self, const struct gw_eam_beside *o, double Fi,
	double Fj, struct gw_curve *c, double G[3], double Gj[3])
{
	const struct gw_eam *m = pot->data;
	const int ns = pot->nspecies;
	const struct gw_eam_piece *z = m->z[self*ns + o->type] + o->k;
	const struct gw_eam_piece *fi = m->f[o->type*ns + self] + o->k;
	const struct gw_eam_piece *fj = m->f[self*ns + o->type] + o->k;
	double u[3] = { -o->x/o->r, -o->y/o->r, -o->z/o->r }, q = m->per_dr, p = fmin(o->p, 1);
	double phi1 = (gw_eam_slope(z, p)*q - o->phi)/o->r,
	    phi2 = (gw_eam_bend(z, p)*q*q - 2*phi1)/o->r;
	double i1 = gw_eam_slope(fi, p)*q, i2 = gw_eam_bend(fi, p)*q*q;
	double j1 = gw_eam_slope(fj, p)*q, j2 = gw_eam_bend(fj, p)*q*q;
	double own = 0.5*phi1 + Fi*i1, all = phi1 + Fi*i1 + Fj*j1;

	for (int k = 0; k < 3; k++) {
		c->g_atom[k] += own*u[k];
		c->g_sys[k] += all*u[k];
		G[k] += i1*u[k];
		Gj[k] += j1*u[k];
	}
	add_pair(c->h_atom, u, 0.5*phi2 + Fi*i2, own/o->r);
	add_pair(c->h_sys, u, phi2 + Fi*i2 + Fj*j2, all/o->r);
}

static void
curve(const struct gw_pot *pot, const struct gw_near *a, struct gw_curve *c,
	struct gw_perturb_space *w)
{
	double p, Fi, Fi2, G[3] = { 0 };
	int n = see_all(pot, a, w), last, k = locate_rho(pot->data, a->own, &p);
	const struct gw_eam_beside *o = w->part;

	embedding(pot->data, a->self, k, p, &Fi, &Fi2);
	for (int j = 0; j < n; j++) {
		double Fj, Fj2, Gj[3] = { 0 };

		if (o[j].again)
			continue;
		embedding(pot->data, o[j].type, o[j].rho_k, o[j].rho_p, &Fj, &Fj2);
		last = a->twins ? n : j + 1;
		for (k = j; k < last; k++)
			if (o[k].in && o[k].first == o[j].first)
				curve_pair(pot, a->self, &o[k], Fi, Fj, c, G, Gj);
		add_square(c->h_sys, Fj2, Gj);
	}
	add_square(c->h_atom, Fi2, G);
	add_square(c->h_sys, Fi2, G);
}

const struct gw_perturb gw_eam_perturb = {
	.reach = 1, .number = number, .moves = moves, .curve = curve,
};
