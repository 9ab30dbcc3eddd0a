/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Embedded-atom tables, eam/alloy and eam/fs:
 *
 *	U = sum_i F_i(rho_i) + 1/2 sum_ij phi_ij(r_ij),  rho_i = sum_j f_ji(r_ij)
 *
 * Daw and Baskes, Phys. Rev. B 29, 6443 (1984); Finnis and Sinclair, Philos.
 * Mag. A 50, 45 (1984), where f depends on both species.  A table becomes
 * cubic Hermite pieces whose slopes are by default the five-point differences of
 * the table, as LAMMPS does it, so that energies agree to rounding; spline=smooth
 * takes those of the twice differentiable spline (spline.h).  The file holds
 * z = r phi.  Above its table F goes on as a straight line.
 *
 * A pair takes two visits: densities first, then, with F' known, forces.  The
 * loops here are plain; eam_fast.c has them several pairs at a time for
 * processors that are good at it, and runs there unless the SPEC says kernel=plain.
 */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/threads.h"
#include "potential/eam.h"
#include "potential/local_priv.h"
#include "potential/spline.h"

extern const struct gw_pot_type gw_pot_eam_alloy, gw_pot_eam_fs;

/* pieces of a table t[0..n-1] */
static void
hermite(enum gw_spline kind, const double *t, int n, struct gw_eam_piece *out)
{
	double *s = gw_alloc((size_t)n, sizeof *s);

	gw_spline_slopes(kind, t, n, s);
	for (int k = 0; k < n - 1; k++) {
		double d = t[k + 1] - t[k];

		out[k].c[0] = t[k];
		out[k].c[1] = s[k];
		out[k].c[2] = 3*d - 2*s[k] - s[k + 1];
		out[k].c[3] = s[k] + s[k + 1] - 2*d;
	}
	gw_free(s);
}

/* ---- first visit: densities ---- */

void
gw_eam_plain_density(const struct gw_eam *m, int ns, const struct gw_block *b, const double *xs,
	double *rho)
{
	memset(rho, 0, (size_t)b->nslot*sizeof *rho);
	for (int i = 0; i < b->nown; i++) {
		const double *xi = xs + 4*i;
		const int ti = b->type[i];
		double sum = 0;

		for (int q = b->row[i]; q < b->row[i + 1]; q++) {
			int j = b->nbr[q], tj = b->type[j], k;
			double dx = xi[0] - xs[4*j], dy = xi[1] - xs[4*j + 1];
			double dz = xi[2] - xs[4*j + 2], p;
			double r2 = dx*dx + dy*dy + dz*dz;

			if (!(r2 < m->rc2))
				continue;
			k = gw_eam_locate(m, sqrt(r2), &p);
			sum += gw_eam_value(m->f[tj*ns + ti] + k, p);
			rho[j] += gw_eam_value(m->f[ti*ns + tj] + k, p);
		}
		rho[i] += sum;
	}
}

static void
density_block(const struct gw_pot *pot, struct gw_eval *v, int number)
{
	const struct gw_block *b = &v->list->block[number];

	gw_eval_enter(v, number);
	gw_eam_plain_density(pot->data, pot->nspecies, b, v->xs + 4*(size_t)b->first,
	    v->as + b->first);
}

void
gw_eam_embed(const struct gw_pot *pot, struct gw_eval *v, int number)
{
	const struct gw_eam *m = pot->data;
	const struct gw_block *b = &v->list->block[number];

	gw_eval_collect(v, b);
	for (int i = 0; i < b->nown; i++) {
		double *at = v->as + b->first + i,
		    *energy = v->fs + 4*(size_t)(b->first + i) + 3, lost;

		v->xb[number] += *at > (m->nrho - 1)*m->drho;
		*energy += gw_eam_embedding(m, b->type[i], *at, at, &lost);
	}
}

/* ---- second visit: forces ---- */

/* v, if not NULL, gets virials: those of block number */
static inline void
plain_force(const struct gw_eam *m, int ns, const struct gw_block *b, const double *xs,
	const double *dF, double *fs, struct gw_eval *v, int number)
{
	double sum[6] = { 0 };

	for (int i = 0; i < b->nown; i++) {
		const double *xi = xs + 4*i;
		const int ti = b->type[i];
		double f[4] = { 0 };

		for (int q = b->row[i]; q < b->row[i + 1]; q++) {
			int j = b->nbr[q], tj = b->type[j], k;
			double dx = xi[0] - xs[4*j], dy = xi[1] - xs[4*j + 1];
			double dz = xi[2] - xs[4*j + 2], p, r, phi, dphi, fr;
			double r2 = dx*dx + dy*dy + dz*dz;
			const struct gw_eam_piece *z;

			if (!(r2 < m->rc2))
				continue;
			r = sqrt(r2);
			k = gw_eam_locate(m, r, &p);
			z = m->z[ti*ns + tj] + k;
			phi = gw_eam_value(z, p)/r;
			dphi = (gw_eam_slope(z, p)*m->per_dr - phi)/r;
			fr = -(dphi + m->per_dr*(dF[i]*gw_eam_slope(m->f[tj*ns + ti] + k, p) +
			    dF[j]*gw_eam_slope(m->f[ti*ns + tj] + k, p)))/r;
			f[0] += fr*dx;
			f[1] += fr*dy;
			f[2] += fr*dz;
			f[3] += 0.5*phi;
			fs[4*j] -= fr*dx;
			fs[4*j + 1] -= fr*dy;
			fs[4*j + 2] -= fr*dz;
			fs[4*j + 3] += 0.5*phi;
			if (v)
				gw_eval_virial(v, b, sum, i, j, fr, dx, dy, dz);
		}
		for (int c = 0; c < 4; c++)
			fs[4*i + c] += f[c];
	}
	if (v)
		memcpy(v->wb[number], sum, sizeof sum);
}

void
gw_eam_plain_force(const struct gw_eam *m, int ns, const struct gw_block *b, const double *xs,
	const double *dF, double *fs)
{
	plain_force(m, ns, b, xs, dF, fs, NULL, 0);
}

static void
force_block(const struct gw_pot *pot, struct gw_eval *v, int number)
{
	const struct gw_block *b = &v->list->block[number];
	const size_t at = (size_t)b->first;

	gw_eval_spread(v, b);
	if (v->want != 0)
		plain_force(pot->data, pot->nspecies, b, v->xs + 4*at, v->as + at,
		    v->fs + 4*at, v, number);
	else
		gw_eam_plain_force(pot->data, pot->nspecies, b, v->xs + 4*at, v->as + at,
		    v->fs + 4*at);
}

static void
plain_visits(const struct gw_pot *p, struct gw_eval *v)
{
#pragma omp parallel for schedule(dynamic) num_threads(gw_threads(v->list->n))
	for (int k = 0; k < v->list->nblock; k++)
		density_block(p, v, k);
#pragma omp parallel for schedule(dynamic) num_threads(gw_threads(v->list->n))
	for (int k = 0; k < v->list->nblock; k++)
		gw_eam_embed(p, v, k);
#pragma omp parallel for schedule(dynamic) num_threads(gw_threads(v->list->n))
	for (int k = 0; k < v->list->nblock; k++)
		force_block(p, v, k);
}

static int
eval(const struct gw_pot *p, struct gw_eval *v, struct gw_err *e)
{
	const struct gw_eam *m = p->data;

	(void)e;
	if (m->kernel)
		gw_eam_fast_eval(p, v);
	else
		plain_visits(p, v);
	return 0;
}

/* ---- making one ---- */

static int
element_of(const struct gw_eam_file *t, const char *name)
{
	for (int k = 0; k < t->nel; k++)
		if (!strcmp(t->name[k], name))
			return k;
	return -1;
}

static int
map_species(struct gw_pot *p, const struct gw_pot_arg *a, int *el, struct gw_err *e)
{
	const struct gw_eam_file *t = a->file;

	for (int k = 0; k < a->nspecies; k++) {
		el[k] = element_of(t, a->species[k]);
		if (el[k] < 0)
			return gw_fail(e, GW_BADDATA, "species %s: the potential file has no "
			    "such element (its first is %s)", a->species[k], t->name[0]);
		p->mass[k] = t->mass[el[k]];
	}
	return 0;
}

static int
create(struct gw_pot *p, const struct gw_pot_arg *a, struct gw_err *e)
{
	const struct gw_eam_file *t = a->file;
	struct gw_eam *m = gw_alloc(1, sizeof *m);
	size_t ns = (size_t)a->nspecies, nr = (size_t)t->nr, nrho = (size_t)t->nrho;
	enum gw_spline kind = gw_spline_kind(a->word[1]);
	int el[GW_MAXSPECIES];
	struct gw_eam_piece *at;

	p->data = m;
	if (t->nr < 5 || t->nrho < 5)
		return gw_fail(e, GW_BADDATA, "tables of %d and %d points are too short",
		    t->nrho, t->nr);
	if (map_species(p, a, el, e) < 0)
		return -1;
	m->nr = t->nr;
	m->nrho = t->nrho;
	m->drho = t->drho;
	m->per_dr = 1/t->dr;
	m->per_drho = 1/t->drho;
	m->rc2 = t->cutoff*t->cutoff;
	p->cutoff = t->cutoff;
	m->z = gw_alloc(ns*ns, sizeof *m->z);
	m->f = gw_alloc(ns*ns, sizeof *m->f);
	m->F = gw_alloc(ns, sizeof *m->F);
	m->store = at = gw_alloc(ns*nrho + ns*ns*nr + ns*(ns + 1)/2*nr, sizeof *at);
	for (size_t i = 0; i < ns; i++) {
		size_t ei = (size_t)el[i], nel = (size_t)t->nel;

		hermite(kind, t->F + ei*nrho, t->nrho, m->F[i] = at);
		at += nrho;
		for (size_t j = 0; j < ns; j++) {
			size_t ej = (size_t)el[j];

			hermite(kind, t->f + (t->fs ? ei*nel + ej : ei)*nr, t->nr,
			    m->f[i*ns + j] = at);
			at += nr;
			if (j > i)
				continue;
			hermite(kind, t->z + (ei*nel + ej)*nr, t->nr, at);
			m->z[i*ns + j] = m->z[j*ns + i] = at;
			at += nr;
		}
	}
	gw_eam_fast_make(m, a->nspecies, a->word[0]);
	return 0;
}

static void
destroy(struct gw_pot *p)
{
	struct gw_eam *m = p->data;

	if (!m)
		return;
	gw_free(m->z);
	gw_free(m->f);
	gw_free(m->F);
	gw_free(m->store);
	gw_eam_fast_clear(m);
	gw_free(m);
}

static const struct gw_pot_param param[] = {
	{ "kernel", 0, "auto", "", "auto|plain: fastest loops of this processor, or plain ones" },
	{ "spline", 0, "lammps", "", "lammps|smooth: slopes of the tables by LAMMPS's differences, or "
	    "such that second derivatives are continuous" },
	{ 0 }
};

const struct gw_pot_type gw_pot_eam_alloy = {
	.name = "eam/alloy",
	.about = "embedded atoms from a setfl file, one density per element",
	.ref = "Daw and Baskes, Phys. Rev. B 29, 6443 (1984)",
	.units = GW_METAL, .file = GW_FILE_EAM_ALLOY, .param = param,
	.create = create, .eval = eval, .destroy = destroy, .perturb = &gw_eam_perturb,
	.local = &gw_local_eam,
};

const struct gw_pot_type gw_pot_eam_fs = {
	.name = "eam/fs",
	.about = "Finnis-Sinclair embedded atoms from a setfl file, densities per pair",
	.ref = "Finnis and Sinclair, Philos. Mag. A 50, 45 (1984)",
	.units = GW_METAL, .file = GW_FILE_EAM_FS, .param = param,
	.create = create, .eval = eval, .destroy = destroy, .perturb = &gw_eam_perturb,
	.local = &gw_local_eam,
};
