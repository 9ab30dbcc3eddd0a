/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tersoff's bond-order potential, as LAMMPS's pair_style tersoff has it:
 *
 *	U = 1/2 sum_i sum_j!=i f_C(r_ij) [A e^(-lambda1 r_ij) - b_ij B e^(-lambda2 r_ij)]
 *	b_ij = (1 + beta^n zeta_ij^n)^(-1/2n)
 *	zeta_ij = sum_k!=i,j f_C(r_ik) g(theta_ijk) exp[lambda3^m (r_ij - r_ik)^m]
 *	g = gamma [1 + c^2/d^2 - c^2/(d^2 + (cos theta - cos theta_0)^2)]
 *	f_C = 1 for r < R - D, 0 for r > R + D, 1/2 - 1/2 sin(pi/2 (r - R)/D) between
 *
 * J. Tersoff, Phys. Rev. B 37, 6991 (1988); 39, 5566 (1989).
 *
 * Everything about a centre i happens in the block that owns it: the pairs
 * (i, j) of one order, 1/2 f_C (f_R + b_ij f_A), and the triples in zeta_ij.  A pair
 * of atoms is met twice, from both ends.  Energies of atoms: half of (i, j) to
 * i, half to j.  Virials of atoms: halves of what acts along the pair, thirds of
 * what the angles do, as LAMMPS shares them out.
 *
 * f_C falls within 2D = 0.3 A, which oxygen at 4000 K crosses in ten steps of 1 fs: the
 * energy of SiO2 then grows by 0.05 eV an atom and ps (by 1 eV and more with 2 fs), but by
 * 0.001 eV with 0.5 fs, the step that dynamics starts with.
 *
 * The loop here is plain; tersoff_kernel.c has it several pairs or triples at a
 * time for processors that are good at it, and runs there unless the SPEC says
 * kernel=plain or virials of atoms are wanted.
 */
#include "potential/tersoff.h"

#include <math.h>
#include <omp.h>
#include <string.h>

#include "base/cpu.h"
#include "base/mem.h"
#include "base/threads.h"
#include "base/vec.h"
#include "potential/eval.h"
#include "potential/tersoff_kernel.h"
#include "potential/tersoff_term.h"
#include "potential/triplets.h"

extern const struct gw_pot_type gw_pot_tersoff;

/* what a visit of one centre works with */
struct centre {
	const struct gw_tersoff *m;
	struct gw_eval *v;
	const struct gw_block *b;
	double *fs, *sum;
	const struct gw_bond *near;
	int i, type, n;
};

static void
add_virial(double w[6], double part, const double d[3], const double f[3])
{
	static const int ab[6][2] = { { 0, 0 }, { 1, 1 }, { 2, 2 }, { 0, 1 }, { 0, 2 }, { 1, 2 } };

	for (int k = 0; k < 6; k++)
		w[k] += part*d[ab[k][0]]*f[ab[k][1]];
}

/* force f on the neighbour j, -f on the centre; `atoms`: to whom its virial goes in equal parts */
static void
push(const struct centre *c, const struct gw_bond *j, const double f[3],
	const int *atoms, int natom)
{
	for (int k = 0; k < 3; k++) {
		c->fs[4*j->slot + k] += f[k];
		c->fs[4*c->i + k] -= f[k];
	}
	add_virial(c->sum, 1, j->d, f);
	if (c->v->want & GW_WANT_ATOM)
		for (int k = 0; k < natom; k++)
			add_virial(c->v->ws + 6*(size_t)(c->b->first + atoms[k]),
			    1.0/natom, j->d, f);
}

static const struct gw_tersoff_triple *
triple_of(const struct centre *c, const struct gw_bond *j, const struct gw_bond *k)
{
	return c->m->triple + (c->type*c->m->ns + j->type)*c->m->ns + k->type;
}

static double
zeta_of(const struct centre *c, const struct gw_bond *j)
{
	double zeta = 0, dj[3], dk[3];

	for (const struct gw_bond *k = c->near; k < c->near + c->n; k++)
		if (k != j)
			zeta += gw_tersoff_zeta_term(triple_of(c, j, k), j, k, dj, dk);
	return zeta;
}

/* the forces of zeta_ij; P = dU/dzeta */
static void
push_triples(const struct centre *c, const struct gw_bond *j, double P)
{
	for (const struct gw_bond *k = c->near; k < c->near + c->n; k++) {
		const int atoms[3] = { c->i, j->slot, k->slot };
		double dj[3], dk[3];

		if (k == j)
			continue;
		gw_tersoff_zeta_term(triple_of(c, j, k), j, k, dj, dk);
		for (int d = 0; d < 3; d++) {
			dj[d] *= -P;
			dk[d] *= -P;
		}
		push(c, j, dj, atoms, 3);
		push(c, k, dk, atoms, 3);
	}
}

/* the pair (i, j) as i sees it */
static void
visit_pair(const struct centre *c, const struct gw_bond *j)
{
	const struct gw_tersoff_pair *p = c->m->pair + c->type*c->m->ns + j->type;
	const int atoms[2] = { c->i, j->slot };
	double dfc, fc = gw_tersoff_cut_off(p->R, p->per_D, j->r, &dfc), zeta = zeta_of(c, j);
	double fR = p->A*exp(-p->lambda1*j->r), fA = -p->B*exp(-p->lambda2*j->r);
	double db, b = gw_tersoff_bond_order(p, zeta, &db), u = 0.5*fc*(fR + b*fA), f[3];

	for (int d = 0; d < 3; d++)
		f[d] = -0.5*(dfc*(fR + b*fA) - fc*(p->lambda1*fR + b*p->lambda2*fA))*j->u[d];
	c->fs[4*c->i + 3] += 0.5*u;
	c->fs[4*j->slot + 3] += 0.5*u;
	push(c, j, f, atoms, 2);
	push_triples(c, j, 0.5*fc*fA*db);
}

/* the neighbours of own slot i that any term reaches */
static int
find_near(const struct gw_tersoff *m, const struct gw_block *b, const double *xs, int i,
	struct gw_tersoff_store *st)
{
	const double *reach2 = m->reach2 + b->type[i]*m->ns;
	int n = 0;

	gw_reserve(&st->near, &st->cap_near, (size_t)(b->row[i + 1] - b->row[i]),
	    sizeof(struct gw_bond));
	for (int q = b->row[i]; q < b->row[i + 1]; q++) {
		struct gw_bond *k = (struct gw_bond *)st->near + n;

		k->slot = b->nbr[q];
		k->type = b->type[k->slot];
		for (int d = 0; d < 3; d++)
			k->d[d] = xs[4*k->slot + d] - xs[4*i + d];
		k->r2 = gw_dot3(k->d, k->d);
		if (!(k->r2 < reach2[k->type]))
			continue;
		k->r = sqrt(k->r2);
		for (int d = 0; d < 3; d++)
			k->u[d] = k->d[d]/k->r;
		n++;
	}
	return n;
}

static void
plain_block(const struct gw_tersoff *m, struct gw_eval *v, int number,
	struct gw_tersoff_store *st)
{
	const struct gw_block *b = &v->list->block[number];
	const double *xs = v->xs + 4*(size_t)b->first;
	double sum[6] = { 0 };
	struct centre c = { .m = m, .v = v, .b = b, .fs = v->fs + 4*(size_t)b->first, .sum = sum };

	for (c.i = 0; c.i < b->nown; c.i++) {
		c.type = b->type[c.i];
		c.n = find_near(m, b, xs, c.i, st);
		c.near = st->near;
		for (int k = 0; k < c.n; k++)
			if (c.near[k].r2 < m->rc2[c.type*m->ns + c.near[k].type])
				visit_pair(&c, &c.near[k]);
	}
	memcpy(v->wb[number], sum, sizeof sum);
}

/* ---- evaluation ---- */

static void
clear_store(void *store)
{
	struct gw_tersoff_store *st = store;

	gw_free(st->near);
	gw_free(st->pair);
	gw_free(st->triple);
	gw_free(st->ipair);
	gw_free(st->itriple);
}

static int
eval(const struct gw_pot *p, struct gw_eval *v, struct gw_err *e)
{
	const struct gw_tersoff *m = p->data;
	const int fast = m->kernel && !(v->want & GW_WANT_ATOM);
	struct gw_tersoff_store *store = gw_eval_stores(v, omp_get_max_threads(), sizeof *store,
	    clear_store);

	(void)e;
#pragma omp parallel for schedule(dynamic) num_threads(gw_threads(v->list->n))
	for (int k = 0; k < v->list->nblock; k++) {
		struct gw_tersoff_store *st = &store[omp_get_thread_num()];
		const struct gw_block *b = &v->list->block[k];
		size_t at = 4*(size_t)b->first;

		gw_eval_enter(v, k);
		if (fast)
			m->kernel->block(m, b, v->xs + at, v->fs + at, st,
			    v->want ? v->wb[k] : NULL);
		else
			plain_block(m, v, k, st);
	}
	return 0;
}

/* ---- making one ---- */

/* R and 1/D of a cut-off; D = 0 is a step, put where r < R is surely inside */
static void
set_cut_off(const double *p, double *R, double *per_D)
{
	const int step = !(p[GW_TERSOFF_D] > 0);

	*R = step ? p[GW_TERSOFF_R]*(1 + 1e-13) : p[GW_TERSOFF_R];
	*per_D = step ? 1e15/fmax(p[GW_TERSOFF_R], 1e-3) : 1/p[GW_TERSOFF_D];
}

static double
end2(const double *p)
{
	double rc = p[GW_TERSOFF_R] + p[GW_TERSOFF_D];

	return rc*rc;
}

static void
set_pair(struct gw_tersoff_pair *q, const double *p)
{
	const int bond = p[GW_TERSOFF_B] > 0;

	*q = (struct gw_tersoff_pair){ .A = p[GW_TERSOFF_A], .lambda1 = p[GW_TERSOFF_LAMBDA1],
	    .B = p[GW_TERSOFF_B], .lambda2 = p[GW_TERSOFF_LAMBDA2],
	    .n = bond ? p[GW_TERSOFF_N] : 1, .beta = bond ? p[GW_TERSOFF_BETA] : 0 };
	set_cut_off(p, &q->R, &q->per_D);
}

static void
set_triple(struct gw_tersoff_triple *q, const double *p)
{
	double c2 = p[GW_TERSOFF_c]*p[GW_TERSOFF_c], l = p[GW_TERSOFF_LAMBDA3];

	*q = (struct gw_tersoff_triple){ .g0 = p[GW_TERSOFF_GAMMA], .gc2 = p[GW_TERSOFF_GAMMA]*c2,
	    .d2 = 1, .h = p[GW_TERSOFF_COS0] };
	if (c2 > 0) {
		q->d2 = p[GW_TERSOFF_d]*p[GW_TERSOFF_d];
		q->g0 = p[GW_TERSOFF_GAMMA]*(1 + c2/q->d2);
	}
	q->l1 = p[GW_TERSOFF_M] < 2 ? l : 0;
	q->l3 = p[GW_TERSOFF_M] > 2 ? l*l*l : 0;
	set_cut_off(p, &q->R, &q->per_D);
}

static int
set_pairs(struct gw_tersoff *m, const struct gw_pot_arg *a, const double **row,
	struct gw_err *e)
{
	const int ns = m->ns;

	for (int q = 0; q < ns*ns; q++) {
		const double *p = row[q/ns*ns*ns + q % ns*(ns + 1)];

		if (p[GW_TERSOFF_B] > 0 && !(p[GW_TERSOFF_N] > 0))
			return gw_fail(e, GW_BADDATA, "%s: the entry %s %s %s has n = 0 where B is "
			    "not 0", ((const struct gw_triplets *)a->file)->path, a->species[q/ns],
			    a->species[q % ns], a->species[q % ns]);
		set_pair(&m->pair[q], p);
		m->rc2[q] = end2(p);
	}
	return 0;
}

static void
set_triples(struct gw_tersoff *m, const double **row)
{
	const int ns = m->ns;

	m->simple = 1;
	for (int q = 0; q < ns*ns*ns; q++) {
		const int ik = q/ns/ns*ns + q % ns;
		struct gw_tersoff_triple *p = &m->triple[q];

		set_triple(p, row[q]);
		m->reach2[ik] = fmax(m->reach2[ik], end2(row[q]));
		m->simple &= p->l1 == 0 && p->l3 == 0 && p->R == m->pair[ik].R &&
		    p->per_D == m->pair[ik].per_D;
	}
}

static int
set_table(struct gw_tersoff *m, const struct gw_pot_arg *a, struct gw_err *e)
{
	const size_t ns = (size_t)m->ns;
	const double **row = gw_alloc(ns*ns*ns, sizeof *row);
	int failed;

	m->pair = gw_alloc(ns*ns, sizeof *m->pair);
	m->triple = gw_alloc(ns*ns*ns, sizeof *m->triple);
	m->rc2 = gw_alloc(ns*ns, sizeof *m->rc2);
	m->reach2 = gw_alloc(ns*ns, sizeof *m->reach2);
	failed = gw_triplets_bind(a->file, a, row, e) < 0 || set_pairs(m, a, row, e) < 0;
	if (!failed)
		set_triples(m, row);
	gw_free(row);
	return failed ? -1 : 0;
}

static int
create(struct gw_pot *p, const struct gw_pot_arg *a, struct gw_err *e)
{
	struct gw_tersoff *m = gw_alloc(1, sizeof *m);

	p->data = m;
	p->full = 1;
	m->ns = a->nspecies;
	if (set_table(m, a, e) < 0)
		return -1;
	for (int k = 0; k < a->nspecies*a->nspecies; k++)
		p->cutoff = fmax(p->cutoff, sqrt(m->reach2[k]));
	if (strcmp(a->word[0], "plain") != 0)
		m->kernel = GW_CPU_BEST(gw_tersoff_kernel);
	if (!(p->cutoff > 0))
		return gw_fail(e, GW_BADDATA, "%s: no cut-off is above 0",
		    ((const struct gw_triplets *)a->file)->path);
	return 0;
}

static void
destroy(struct gw_pot *p)
{
	struct gw_tersoff *m = p->data;

	gw_free(m->pair);
	gw_free(m->triple);
	gw_free(m->rc2);
	gw_free(m->reach2);
	gw_free(m);
}

static const struct gw_pot_param param[] = {
	{ "kernel", 0, "auto", "", "auto|plain: the loops that suit the processor, or plain ones" },
	{ 0 }
};

const struct gw_pot_type gw_pot_tersoff = {
	.name = "tersoff",
	.about = "Tersoff's bond-order potential from a LAMMPS parameter file",
	.ref = "J. Tersoff, Phys. Rev. B 37, 6991 (1988); 39, 5566 (1989)",
	.units = GW_METAL, .file = GW_FILE_TERSOFF, .param = param, .dt = 0.0005,
	.create = create, .eval = eval, .destroy = destroy, .perturb = &gw_tersoff_perturb,
};
