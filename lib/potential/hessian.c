/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory of Hessians, and the plain loops, which are the test of the fast ones. */
#include "potential/hessian.h"

#include <string.h>

#include "base/mem.h"

enum { CAP_START, CAP_D, CAP_J, CAP_FSTART, CAP_FD, CAP_FJ, CAP_SITE, CAP_G, CAP_BEND, CAP_V, CAP_H, CAP_C };

void
gw_hessian_reserve(struct gw_hessian *h, int m, int nfrozen, int npair, int embedded)
{
	size_t n = (size_t)m, most = (size_t)npair + (n + 1)*GW_HESSIAN_PAD, spare = 2*GW_HESSIAN_PAD;

	h->m = m;
	h->nfrozen = nfrozen;
	h->embedded = embedded;
	h->width = embedded ? GW_HPAIR : GW_HI;
	gw_reserve(&h->start, &h->cap[CAP_START], n + 1, sizeof *h->start);
	gw_reserve(&h->d, &h->cap[CAP_D], (size_t)h->width*most + spare, sizeof *h->d);
	gw_reserve(&h->j, &h->cap[CAP_J], most + spare, sizeof *h->j);
	gw_reserve(&h->fstart, &h->cap[CAP_FSTART], n + 1, sizeof *h->fstart);
	gw_reserve(&h->site, &h->cap[CAP_SITE], 8*n, sizeof *h->site);
	gw_reserve(&h->g, &h->cap[CAP_G], 4*n, sizeof *h->g);
	gw_reserve(&h->bend, &h->cap[CAP_BEND], (size_t)nfrozen + 1, sizeof *h->bend);
	gw_reserve(&h->v, &h->cap[CAP_V], 4*n, sizeof *h->v);
	gw_reserve(&h->h, &h->cap[CAP_H], 4*n, sizeof *h->h);
	gw_reserve(&h->c, &h->cap[CAP_C], (size_t)nfrozen + 1, sizeof *h->c);
	if (embedded) {
		gw_reserve(&h->fd, &h->cap[CAP_FD], 3*most + spare, sizeof *h->fd);
		gw_reserve(&h->fj, &h->cap[CAP_FJ], most + spare, sizeof *h->fj);
	}
	memset(h->site, 0, 8*n*sizeof *h->site);
	memset(h->g, 0, 4*n*sizeof *h->g);
	h->start[0] = h->fstart[0] = 0;
}

void
gw_hessian_clear(struct gw_hessian *h)
{
	gw_free(h->start);
	gw_free(h->d);
	gw_free(h->j);
	gw_free(h->fstart);
	gw_free(h->fd);
	gw_free(h->fj);
	gw_free(h->site);
	gw_free(h->g);
	gw_free(h->bend);
	gw_free(h->v);
	gw_free(h->h);
	gw_free(h->c);
}

void
gw_hessian_row_reserve(struct gw_hessian_row *w, int most)
{
	w->stride = (most/GW_HESSIAN_PAD + 2)*GW_HESSIAN_PAD;
	gw_reserve(&w->d, &w->cap_d, (size_t)GW_HPAIR*(size_t)w->stride, sizeof *w->d);
	gw_reserve(&w->j, &w->cap_j, (size_t)w->stride, sizeof *w->j);
}

void
gw_hessian_row_clear(struct gw_hessian_row *w)
{
	gw_free(w->d);
	gw_free(w->j);
}

/* ---- the plain loops ---- */

static int
padded(int n)
{
	return (n + GW_HESSIAN_PAD - 1)/GW_HESSIAN_PAD*GW_HESSIAN_PAD;
}

/* pair k of the row, with a frozen atom: to the sums of row i */
static void
add_frozen(struct gw_hessian *h, const struct gw_hessian_row *w, int i, int k)
{
	const double *p = w->d + k;
	const int s = w->stride;
	double x = p[GW_HX*s], y = p[GW_HY*s], z = p[GW_HZ*s], A = p[GW_HA*s], B = p[GW_HB*s];
	double *D = h->site + 8*i, *G = h->g + 4*i;

	D[0] += A*x*x + B;
	D[1] += A*y*y + B;
	D[2] += A*z*z + B;
	D[3] += A*x*y;
	D[4] += A*x*z;
	D[5] += A*y*z;
	if (!h->embedded)
		return;
	G[0] += p[GW_HI*s]*x;
	G[1] += p[GW_HI*s]*y;
	G[2] += p[GW_HI*s]*z;
}

static void
plain_add(struct gw_hessian *h, const struct gw_hessian_row *w, int i, int nmoving, const int32_t *home)
{
	const int s = w->stride, at = h->start[i], fat = h->embedded ? h->fstart[i] : 0;
	int n = 0, nf = 0, len, flen;
	float *d = h->d + (size_t)h->width*(size_t)at, *fd = h->fd + 3*(size_t)fat;

	for (int k = 0; k < w->n; k++)
		n += w->j[k] < nmoving;
	len = padded(n);
	flen = h->embedded ? padded(w->n - n) : 0;
	memset(d, 0, (size_t)h->width*(size_t)len*sizeof *d);
	memset(h->j + at, 0, (size_t)len*sizeof *h->j);
	if (flen > 0) {
		memset(fd, 0, 3*(size_t)flen*sizeof *fd);
		memset(h->fj + fat, 0, (size_t)flen*sizeof *h->fj);
	}
	n = 0;
	for (int k = 0; k < w->n; k++)
		if (w->j[k] < nmoving) {
			for (int c = 0; c < h->width; c++)
				d[c*len + n] = (float)w->d[c*s + k];
			h->j[at + n++] = home[w->j[k]];
		} else {
			add_frozen(h, w, i, k);
			if (!h->embedded)
				continue;
			for (int c = 0; c < 3; c++)
				fd[c*flen + nf] = (float)(w->d[GW_HJ*s + k]*w->d[c*s + k]);
			h->fj[fat + nf++] = home[w->j[k]];
		}
	h->start[i + 1] = at + len;
	h->fstart[i + 1] = fat + flen;
}

/* of row i: H v but for F'', and the changes of densities */
static void
plain_pairs(struct gw_hessian *h, int i)
{
	const int at = h->start[i], len = h->start[i + 1] - at;
	const float *d = h->d + (size_t)h->width*(size_t)at;
	const double *v = h->v + 4*(size_t)i;
	double *o = h->h + 4*(size_t)i;

	for (int k = 0; k < len; k++, d++) {
		const double *vj = h->v + 4*(size_t)h->j[at + k];
		double *oj = h->h + 4*(size_t)h->j[at + k], A = d[GW_HA*len], B = d[GW_HB*len], s = 0;

		for (int c = 0; c < 3; c++)
			s += d[c*len]*(v[c] - vj[c]);
		for (int c = 0; c < 3; c++) {
			double a = B*(v[c] - vj[c]) + A*s*d[c*len];

			o[c] += a;
			oj[c] -= a;
		}
		if (h->embedded) {
			o[3] += d[GW_HI*len]*s;
			oj[3] += d[GW_HJ*len]*s;
		}
	}
}

static void
plain_frozen(struct gw_hessian *h, int i)
{
	const int at = h->fstart[i], len = h->fstart[i + 1] - at;
	const float *d = h->fd + 3*(size_t)at;
	const double *v = h->v + 4*(size_t)i;

	for (int k = 0; k < len; k++, d++)
		h->c[h->fj[at + k]] += d[0]*v[0] + d[len]*v[1] + d[2*len]*v[2];
}

/* of row i: the terms with F'' */
static void
plain_embedding(struct gw_hessian *h, int i)
{
	const int at = h->start[i], len = h->start[i + 1] - at;
	const int fat = h->fstart[i], flen = h->fstart[i + 1] - fat;
	const float *d = h->d + (size_t)h->width*(size_t)at, *fd = h->fd + 3*(size_t)fat;
	const double *v = h->v + 4*(size_t)i, *G = h->g + 4*(size_t)i;
	double *o = h->h + 4*(size_t)i;

	for (int k = 0; k < len; k++, d++) {
		const int j = h->j[at + k];
		double a = v[3]*d[GW_HI*len] + h->v[4*(size_t)j + 3]*d[GW_HJ*len];

		for (int c = 0; c < 3; c++) {
			o[c] += a*d[c*len];
			h->h[4*(size_t)j + (size_t)c] -= a*d[c*len];
		}
	}
	for (int k = 0; k < flen; k++, fd++)
		for (int c = 0; c < 3; c++)
			o[c] += h->c[h->fj[fat + k]]*fd[c*flen];
	for (int c = 0; c < 3; c++)
		o[c] += v[3]*G[c];
}

static void
plain_times(struct gw_hessian *h)
{
	for (int i = 0; i < h->m; i++) {
		plain_pairs(h, i);
		if (h->embedded)
			plain_frozen(h, i);
	}
	if (!h->embedded)
		return;
	gw_hessian_embed(h);
	for (int i = 0; i < h->m; i++)
		plain_embedding(h, i);
}

const struct gw_hessian_kernel gw_hessian_plain = { plain_add, plain_times };

/* ---- products ---- */

void
gw_hessian_embed(struct gw_hessian *h)
{
	for (int i = 0; i < h->m; i++)
		h->v[4*i + 3] = h->g[4*i + 3]*h->h[4*i + 3];
	for (int k = 0; k < h->nfrozen; k++)
		h->c[k] *= h->bend[k];
}

void
gw_hessian_product(struct gw_hessian *h, const struct gw_hessian_kernel *k, int dim, const double *v,
	double *hv)
{
	for (int i = 0; i < h->m; i++, v += 3) {
		const double *D = h->site + 8*i, *G = h->g + 4*i;
		double *o = h->h + 4*i, *a = h->v + 4*i;

		memcpy(a, v, 3*sizeof *a);
		a[3] = 0;
		o[0] = D[0]*v[0] + D[3]*v[1] + D[4]*v[2];
		o[1] = D[3]*v[0] + D[1]*v[1] + D[5]*v[2];
		o[2] = D[4]*v[0] + D[5]*v[1] + D[2]*v[2];
		o[3] = G[0]*v[0] + G[1]*v[1] + G[2]*v[2];
	}
	memset(h->c, 0, (size_t)h->nfrozen*sizeof *h->c);
	k->times(h);
	for (int i = 0; i < h->m; i++)
		for (int c = 0; c < 3; c++)
			hv[3*i + c] = c < dim ? h->h[4*i + c] : 0;
}
