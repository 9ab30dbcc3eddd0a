/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stillinger and Weber, Phys. Rev. B 31, 5262 (1985), as LAMMPS's pair_style sw
 * generalises it to several species:
 *
 *	U = sum_i sum_j>i phi2(r_ij) + sum_i sum_j sum_k>j phi3(r_ij, r_ik, theta_jik)
 *
 *	phi2 = A eps [B (sigma/r)^p - (sigma/r)^q] exp[sigma/(r - a sigma)]
 *	phi3 = lambda eps (cos theta - cos theta_0)^2 g(r_ij) g(r_ik)
 *	g(r) = exp[gamma sigma/(r - a sigma)]
 *
 * phi2 and g of a pair come from the entry (i, j, j), lambda eps and cos theta_0
 * from (i, j, k).  The energy of a triplet and its virial are shared equally by its three atoms,
 * those of a pair by two, as in LAMMPS.
 *
 * The list is a full one.  Each atom adds up its own half of its pairs, so
 * that nothing of them goes to neighbours; triplets go to the three atoms from their
 * centre.  The loops here are plain; sw_kernel.c has them several pairs at a time and
 * without the loop over triplets.
 */
#include "potential/sw.h"

#include <math.h>
#include <omp.h>
#include <string.h>

#include "base/cpu.h"
#include "base/mem.h"
#include "base/threads.h"
#include "potential/sw_kernel.h"
#include "potential/triplets.h"

extern const struct gw_pot_type gw_pot_sw;

struct near {			/* a neighbour within the cut-off */
	int    j, type;
	double d[3];		/* x_j - x_i */
	double r;
	double g, dg;		/* g(r), -g'/(r g) */
};

/* what the block and its centre atom get */
struct sums {
	struct gw_eval *v;
	double *fs, *ws;	/* rows of the block; ws NULL unless asked for */
	double f[4];
	double w[6];
};

/* ---- two atoms ---- */

/* neighbours of i within the cut-off; half of each pair is added to i */
static int
pairs(const struct gw_sw *m, const struct gw_block *b, const double *xs, int i,
	struct near *near, struct sums *s)
{
	int n = 0;

	for (int q = b->row[i]; q < b->row[i + 1]; q++) {
		int j = b->nbr[q];
		const struct gw_sw_pair *t = m->pair + b->type[i]*m->ns + b->type[j];
		struct near *o = &near[n];
		double r2 = 0, fr, y;

		for (int c = 0; c < 3; c++) {
			o->d[c] = xs[4*j + c] - xs[4*i + c];
			r2 += o->d[c]*o->d[c];
		}
		o->r = sqrt(r2);
		if (!(r2 < t->rc2 && o->r < t->rc))
			continue;
		y = 1/(o->r - t->rc);
		o->j = j;
		o->type = b->type[j];
		o->g = exp(t->gs*y);
		o->dg = t->gs*y*y/o->r;
		n++;
		s->f[3] += 0.5*gw_sw_phi2(t, o->r, &fr);
		for (int c = 0; c < 3; c++)
			s->f[c] -= fr*o->d[c];
		gw_pair_virial(s->w, 0.5*fr, o->d[0], o->d[1], o->d[2]);
		if (s->ws)
			gw_pair_virial(s->ws + 6*(size_t)i, 0.5*fr, o->d[0], o->d[1], o->d[2]);
	}
	return n;
}

/* ---- three atoms ---- */

/* w += weight (a f + b g), symmetric for the forces of a triplet */
static inline void
add_virial(double w[6], double weight, const double a[3], const double f[3], const double b[3],
	const double g[3])
{
	static const int row[6] = { 0, 1, 2, 0, 0, 1 }, col[6] = { 0, 1, 2, 1, 2, 2 };

	for (int k = 0; k < 6; k++)
		w[k] += weight*(a[row[k]]*f[col[k]] + b[row[k]]*g[col[k]]);
}

static void
triplet(const struct gw_sw_angle *t, int i, const struct near *a, const struct near *b,
	struct sums *s)
{
	double per_rr = 1/(a->r*b->r), fa[3], fb[3];
	double c = (a->d[0]*b->d[0] + a->d[1]*b->d[1] + a->d[2]*b->d[2])*per_rr;
	double u = t->le*a->g*b->g*(c - t->cos0)*(c - t->cos0);
	double du = 2*t->le*a->g*b->g*(c - t->cos0);	/* by cos theta */

	for (int k = 0; k < 3; k++) {
		fa[k] = a->d[k]*(u*a->dg + du*c/(a->r*a->r)) - b->d[k]*du*per_rr;
		fb[k] = b->d[k]*(u*b->dg + du*c/(b->r*b->r)) - a->d[k]*du*per_rr;
		s->fs[4*a->j + k] += fa[k];
		s->fs[4*b->j + k] += fb[k];
		s->f[k] -= fa[k] + fb[k];
	}
	s->fs[4*a->j + 3] += u/3;
	s->fs[4*b->j + 3] += u/3;
	s->f[3] += u/3;
	add_virial(s->w, 1, a->d, fa, b->d, fb);
	if (s->ws) {
		add_virial(s->ws + 6*(size_t)i, 1/3., a->d, fa, b->d, fb);
		add_virial(s->ws + 6*(size_t)a->j, 1/3., a->d, fa, b->d, fb);
		add_virial(s->ws + 6*(size_t)b->j, 1/3., a->d, fa, b->d, fb);
	}
}

/* forces and energies to fs, the virial to w */
static void
plain_block(const struct gw_sw *m, struct gw_eval *v, const struct gw_block *b, double *fs,
	struct gw_sw_store *st, double w[6])
{
	const double *xs = v->xs + 4*(size_t)b->first;
	struct sums s = { .fs = fs };

	if (v->want & GW_WANT_ATOM)
		s.ws = v->ws + 6*(size_t)b->first;
	for (int i = 0; i < b->nown; i++) {
		const struct gw_sw_angle *t = m->angle + (size_t)(b->type[i]*m->ns*m->ns);
		int n;

		gw_reserve(&st->near, &st->cap_near, (size_t)(b->row[i + 1] - b->row[i] + 1),
		    sizeof (struct near));
		memset(s.f, 0, sizeof s.f);
		n = pairs(m, b, xs, i, st->near, &s);
		for (int j = 0; j < n; j++)
			for (int k = j + 1; k < n; k++) {
				const struct near *a = (struct near *)st->near + j;
				const struct near *c = (struct near *)st->near + k;

				triplet(t + a->type*m->ns + c->type, i, a, c, &s);
			}
		for (int c = 0; c < 4; c++)
			s.fs[4*i + c] += s.f[c];
	}
	memcpy(w, s.w, sizeof s.w);
}

/*
 * The fast loops know no virials of atoms: those come from the plain ones,
 * whose forces are dropped, so that forces do not depend on what else is wanted.
 */
static void
fast_block(const struct gw_sw *m, struct gw_eval *v, const struct gw_block *b,
	struct gw_sw_store *st, double w[6])
{
	double other[6];

	if (v->want & GW_WANT_ATOM) {
		gw_reserve(&st->drop, &st->cap_drop, 4*(size_t)b->nslot, sizeof *st->drop);
		memset(st->drop, 0, 4*(size_t)b->nslot*sizeof *st->drop);
		plain_block(m, v, b, st->drop, st, other);
	}
	m->kernel->block(m, b, v->xs + 4*(size_t)b->first, v->fs + 4*(size_t)b->first, st, w);
}

/* ---- the workspace ---- */

static void
clear_store(void *store)
{
	struct gw_sw_store *st = store;

	gw_free(st->near);
	gw_free(st->drop);
	gw_free(st->buf);
	gw_free(st->jbuf);
	gw_free(st->start);
}

static int
eval(const struct gw_pot *p, struct gw_eval *v, struct gw_err *e)
{
	const struct gw_sw *m = p->data;
	struct gw_sw_store *store = gw_eval_stores(v, omp_get_max_threads(), sizeof *store,
	    clear_store);

	(void)e;
#pragma omp parallel for schedule(dynamic) num_threads(gw_threads(v->list->n))
	for (int k = 0; k < v->list->nblock; k++) {
		const struct gw_block *b = &v->list->block[k];
		struct gw_sw_store *st = &store[omp_get_thread_num()];

		gw_eval_enter(v, k);
		if (m->kernel)
			fast_block(m, v, b, st, v->wb[k]);
		else
			plain_block(m, v, b, v->fs + 4*(size_t)b->first, st, v->wb[k]);
	}
	return 0;
}

/* ---- making one ---- */

enum { MAX_POWER = 16 };

static int
whole(double p)
{
	return p == floor(p) && p <= MAX_POWER ? (int)p : -1;
}

/* LAMMPS's way to end a term where the exponential has fallen to about tol */
static double
end(const double *v)
{
	double tol = fmin(v[GW_SW_TOL], 0.01), r = v[GW_SW_a]*v[GW_SW_SIGMA];

	if (tol > 0)
		r += fmin(v[GW_SW_GAMMA], 1)*v[GW_SW_SIGMA]/log(tol);
	return fmax(r, 0);
}

/* v: the entry that the pair shares in both orders; gamma: the centre's own */
static void
make_pair(struct gw_sw_pair *t, const double *v, double gamma)
{
	double ae = v[GW_SW_A]*v[GW_SW_EPSILON];

	t->rc = v[GW_SW_a]*v[GW_SW_SIGMA];
	t->rc2 = end(v)*end(v);
	t->sigma = v[GW_SW_SIGMA];
	t->gs = gamma*v[GW_SW_SIGMA];
	t->p = v[GW_SW_P];
	t->q = v[GW_SW_Q];
	t->ip = whole(t->p);
	t->iq = whole(t->q);
	t->ep = ae*v[GW_SW_B]*pow(t->sigma, t->p);
	t->eq = ae*pow(t->sigma, t->q);
}

static int
differ(double a, double b)
{
	return fabs(a - b) > 1e-5*fmax(fabs(a), fabs(b));
}

/* What LAMMPS would let the order of the atoms decide must not matter. */
static int
symmetric(const struct gw_pot_arg *a, const double **row, struct gw_err *e)
{
	static const int two[] = { GW_SW_EPSILON, GW_SW_SIGMA, GW_SW_a, GW_SW_A, GW_SW_B,
	    GW_SW_P, GW_SW_Q, GW_SW_TOL };
	const struct gw_triplets *t = a->file;
	int ns = a->nspecies;

	for (int q = 0; q < ns*ns*ns; q++) {
		int i = q/ns/ns, j = q/ns % ns, k = q % ns;
		const double *u = row[q], *w = row[(j*ns + i)*ns + i];

		for (int c = 0; j == k && c < (int)(sizeof two/sizeof *two); c++)
			if (differ(u[two[c]], w[two[c]]))
				return gw_fail(e, GW_BADDATA, "%s: the entries %s %s %s and %s %s "
				    "%s differ in what two atoms feel: they must be the same",
				    t->path, a->species[i], a->species[j], a->species[j],
				    a->species[j], a->species[i], a->species[i]);
		w = row[(i*ns + k)*ns + j];
		if (differ(u[GW_SW_LAMBDA]*u[GW_SW_EPSILON], w[GW_SW_LAMBDA]*w[GW_SW_EPSILON]) ||
		    differ(u[GW_SW_COS0], w[GW_SW_COS0]))
			return gw_fail(e, GW_BADDATA, "%s: the entries %s %s %s and %s %s %s "
			    "differ in lambda epsilon or costheta0: they must be the same", t->path,
			    a->species[i], a->species[j], a->species[k], a->species[i],
			    a->species[k], a->species[j]);
	}
	return 0;
}

/* pair and angle of all species; of two entries that are equal but for rounding, the mean */
static void
fill(struct gw_sw *m, const double **row)
{
	int ns = m->ns;

	for (int q = 0; q < ns*ns*ns; q++) {
		int i = q/ns/ns, j = q/ns % ns, k = q % ns;
		const double *u = row[q], *w = row[(i*ns + k)*ns + j];

		m->angle[q].le = 0.5*(u[GW_SW_LAMBDA]*u[GW_SW_EPSILON] +
		    w[GW_SW_LAMBDA]*w[GW_SW_EPSILON]);
		m->angle[q].cos0 = 0.5*(u[GW_SW_COS0] + w[GW_SW_COS0]);
		if (j != k)
			continue;
		make_pair(&m->pair[i*ns + j], i < j ? u : row[(j*ns + i)*ns + i], u[GW_SW_GAMMA]);
		m->rc2 = fmax(m->rc2, m->pair[i*ns + j].rc2);
	}
}

/* choose the loops: the fast ones know whole powers, the same for all pairs */
static void
make_fast(struct gw_sw *m, const char *kernel)
{
	size_t n = (size_t)(m->ns*m->ns);

	m->ip = m->pair[0].ip;
	m->iq = m->pair[0].iq;
	for (size_t k = 1; k < n; k++) {
		m->ip = m->ip == m->pair[k].ip ? m->ip : -1;
		m->iq = m->iq == m->pair[k].iq ? m->iq : -1;
	}
	if (strcmp(kernel, "plain") != 0 && m->ip >= 0 && m->iq >= 0)
		m->kernel = GW_CPU_BEST(gw_sw_kernel);
	m->row = gw_alloc(8*n, sizeof *m->row);
	for (size_t k = 0; k < n; k++) {
		const struct gw_sw_pair *t = &m->pair[k];
		const double row[8] = { t->rc, t->sigma, t->gs, t->ep, t->eq };

		memcpy(m->row + 8*k, row, sizeof row);
	}
}

static int
create(struct gw_pot *p, const struct gw_pot_arg *a, struct gw_err *e)
{
	size_t ns = (size_t)a->nspecies;
	struct gw_sw *m = gw_alloc(1, sizeof *m);
	const double **row = gw_alloc(ns*ns*ns, sizeof *row);
	int r;

	p->data = m;
	p->full = 1;
	m->ns = a->nspecies;
	m->pair = gw_alloc(ns*ns, sizeof *m->pair);
	m->angle = gw_alloc(ns*ns*ns, sizeof *m->angle);
	r = gw_triplets_bind(a->file, a, row, e) < 0 || symmetric(a, row, e) < 0 ? -1 : 0;
	if (r == 0) {
		fill(m, row);
		p->cutoff = sqrt(m->rc2);
		if (!(m->rc2 > 0))
			r = gw_fail(e, GW_BADDATA, "%s: no cut-off is above 0",
			    ((const struct gw_triplets *)a->file)->path);
	}
	gw_free(row);
	make_fast(m, a->word[0]);
	return r;
}

static void
destroy(struct gw_pot *p)
{
	struct gw_sw *m = p->data;

	gw_free(m->pair);
	gw_free(m->angle);
	gw_free(m->row);
	gw_free(m);
}

static const struct gw_pot_param param[] = {
	{ "kernel", 0, "auto", "", "auto|plain: fastest loops of this processor, or plain ones" },
	{ 0 }
};

const struct gw_pot_type gw_pot_sw = {
	.name = "sw",
	.about = "Stillinger-Weber pairs and triplets from a LAMMPS parameter file",
	.ref = "Stillinger and Weber, Phys. Rev. B 31, 5262 (1985)",
	.units = GW_METAL, .file = GW_FILE_SW, .param = param,
	.create = create, .eval = eval, .destroy = destroy, .perturb = &gw_sw_perturb,
};
