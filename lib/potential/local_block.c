/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Positions and rows of a region, and what its pairs added to its slots. */
#include "potential/local_block.h"

#include <math.h>
#include <string.h>

#include "base/cpu.h"
#include "base/mem.h"
#include "base/vec.h"
#include "cell/within.h"

enum { NEAR_NOW = 1, NEAR_BEFORE = 2 };		/* of mark */

static int
plain_pick(const double *xs, int i, const int32_t *nbr, int n, double r2, int32_t *out)
{
	int m = 0;

	for (int q = 0; q < n; q++) {
		const double *x = xs + 4*i, *y = xs + 4*nbr[q];
		double d[3] = { x[0] - y[0], x[1] - y[1], x[2] - y[2] };

		out[m] = nbr[q];
		m += gw_dot3(d, d) < r2;
	}
	return m;
}

void
gw_local_block_make(struct gw_local_block *k, const struct gw_local_base *b,
	void (*reference)(struct gw_local *l))
{
	k->head = gw_alloc((size_t)b->s->n, sizeof *k->head);
	k->reference = reference;
	k->loops = gw_search_best();
	k->pick = GW_CPU_BEST(gw_local_pick);
	if (!k->pick)
		k->pick = plain_pick;
}

void
gw_local_block_drop(struct gw_local_block *k)
{
	gw_free(k->b.row);
	gw_free(k->b.nbr);
	gw_free(k->b.part);
	gw_free(k->b.atom);
	gw_free(k->b.type);
	gw_free(k->xs);
	gw_free(k->fs);
	gw_free(k->home);
	gw_free(k->live);
	gw_free(k->twin);
	gw_free(k->shift);
	gw_free(k->image);
	gw_free(k->mark);
	gw_free(k->u_wide);
	gw_free(k->u_row);
	gw_free(k->wrow);
	gw_free(k->wpart);
	gw_free(k->wnbr);
	gw_free(k->head);
	gw_free(k->hit);
	gw_free(k->far2);
	gw_free(k->rank);
	gw_free(k->kind);
	gw_free(k->slot);
	gw_places_clear(&k->place);
}

/* the sum of the two largest displacements from u0 (NULL: none) to u */
static double
spread(int m, const double *u0, const double *u)
{
	double one = 0, two = 0;

	for (int i = 0; i < m; i++) {
		double d2 = 0;

		for (int c = 3*i; c < 3*i + 3; c++) {
			double d = u[c] - (u0 ? u0[c] : 0);

			d2 += d*d;
		}
		if (d2 > two) {
			two = fmin(d2, one);
			one = fmax(d2, one);
		}
	}
	return sqrt(one) + sqrt(two);
}

/* ---- positions and rows ---- */

static void
place(const struct gw_local *l, struct gw_local_block *k, const double *u)
{
	for (int i = 0; i < l->m; i++)
		for (int c = 0; c < 3; c++)
			k->xs[4*i + c] = l->in->x[3*i + c] + u[3*i + c];
	for (int q = l->m; q < k->nmoving; q++)
		for (int c = 0; c < 3; c++)
			k->xs[4*q + c] = k->xs[4*k->home[q] + c] + k->shift[3*(q - l->m) + c];
}

/* the frozen atoms that matter in these rows, and in those of the reference */
static void
find_live(struct gw_local_block *k)
{
	for (int q = k->nmoving; q < k->b.nslot; q++)
		k->mark[q] &= NEAR_BEFORE;
	for (int q = 0; q < k->b.npair; q++)
		k->mark[k->b.nbr[q]] |= NEAR_NOW;
	for (int q = 0; q < k->ntwin; q++)
		k->mark[k->home[k->twin[q]]] |= k->mark[k->twin[q]];
	k->nlive = 0;
	for (int q = k->nmoving; q < k->b.nslot; q++)
		if (k->mark[q] && k->home[q] == q)
			k->live[k->nlive++] = q;
}

/* rows for the positions as they are */
static void
find_rows(struct gw_local *l, struct gw_local_block *k, const double *u)
{
	struct gw_block *b = &k->b;
	const struct gw_pot *p = l->in->base->pot;
	const int ns = p->nspecies;

	gw_reserve(&b->row, &b->cap_row, (size_t)l->m + 1, sizeof *b->row);
	gw_reserve(&b->part, &b->cap_part, (size_t)(l->m*ns), sizeof *b->part);
	gw_reserve(&b->nbr, &b->cap_nbr, (size_t)k->wrow[l->m] + 2*GW_LIST_BEHIND, sizeof *b->nbr);
	b->npair = 0;
	for (int i = 0; i < l->m; i++) {
		int q = k->wrow[i];

		b->row[i] = b->npair;
		for (int t = 0; t < ns; q = k->wpart[i*ns + t++]) {
			double reach = gw_local_reach(p, b->type[i], t) + GW_LOCAL_SKIN_ROW*p->cutoff;

			b->npair += k->pick(k->xs, i, k->wnbr + q, k->wpart[i*ns + t] - q, reach*reach,
			    b->nbr + b->npair);
			b->part[i*ns + t] = b->npair;
		}
	}
	b->row[l->m] = b->npair;
	memset(b->nbr + b->npair, 0, GW_LIST_BEHIND*sizeof *b->nbr);
	memcpy(k->u_row, u, 3*(size_t)l->m*sizeof *u);
	find_live(k);
	l->nbuilds++;
}

/* ---- the region ---- */

/* positions, rows and numbers of the reference, for slots that are new */
static void
see_reference(struct gw_local *l, struct gw_local_block *k)
{
	double *zero = gw_alloc(3*(size_t)l->m, sizeof *zero);

	place(l, k, zero);
	find_rows(l, k, zero);
	for (int q = 0; q < k->b.nslot; q++)
		if (k->mark[q] & NEAR_NOW)
			k->mark[q] |= NEAR_BEFORE;
	k->reference(l);
	gw_free(zero);
}

/* the same region once more, and nothing has gone far since? */
static int
is_same(const struct gw_local *l, const struct gw_local_block *k)
{
	size_t m = (size_t)l->m;

	return k->u_wide && !k->moved && k->b.nown == l->m &&
	    !memcmp(k->b.atom, l->atom, m*sizeof *l->atom) &&
	    !memcmp(k->image, l->in->image, m*sizeof *k->image);
}

void
gw_local_block_choose(struct gw_local *l, struct gw_local_block *k)
{
	double *zero = gw_alloc(3*(size_t)l->m, sizeof *zero);

	if (is_same(l, k)) {
		place(l, k, zero);
		find_rows(l, k, zero);
	} else {
		gw_local_block_find(l, k, zero, 0);
		see_reference(l, k);
	}
	gw_free(zero);
}

void
gw_local_block_move(struct gw_local *l, struct gw_local_block *k, const double *u)
{
	const double cutoff = l->in->base->pot->cutoff;

	if (spread(l->m, k->u_row, u) > 0.999999*GW_LOCAL_SKIN_ROW*cutoff) {
		if (spread(l->m, k->u_wide, u) > 0.999999*(GW_LOCAL_SKIN_WIDE - GW_LOCAL_SKIN_ROW)*cutoff) {
			gw_local_block_find(l, k, u, spread(l->m, NULL, u));
			see_reference(l, k);
		}
		place(l, k, u);
		find_rows(l, k, u);
	} else
		place(l, k, u);
}

/* ---- what was added to slots ---- */

double
gw_local_block_change(const struct gw_local_block *k, const double *e0)
{
	double sum = 0;

	for (int q = 0; q < k->b.nslot; q++)
		sum += k->fs[4*q + 3] - e0[q];
	return sum;
}

static int
not_finite(const struct gw_local *l, const struct gw_local_block *k, const double *f, struct gw_err *e)
{
	const struct gw_sys *s = l->in->base->s;

	for (int i = 0; i < l->m; i++) {
		const double *o = f + 3*i;

		if (!isfinite(o[0] + o[1] + o[2] + k->fs[4*i + 3]))
			return gw_fail(e, GW_BADDATA, "atom %lld: energy %g, force (%g, %g, %g): is it at the "
			    "place of another atom?", (long long)s->id[l->atom[i]], k->fs[4*i + 3], o[0], o[1], o[2]);
	}
	return gw_fail(e, GW_BADDATA, "the change of the energy is not finite");
}

int
gw_local_block_forces(const struct gw_local *l, const struct gw_local_block *k, double *f, double de,
	struct gw_err *e)
{
	const int dim = l->in->base->s->dim;
	double sum = de;

	for (int i = 0; i < l->m; i++)
		for (int c = 0; c < 3; c++)
			f[3*i + c] = c < dim ? k->fs[4*i + c] : 0;
	for (int q = l->m; q < k->nmoving; q++)
		for (int c = 0; c < dim; c++)
			f[3*k->home[q] + c] += k->fs[4*q + c];
	for (int c = 0; c < 3*l->m; c++)
		sum += f[c];
	return isfinite(sum) ? 0 : not_finite(l, k, f, e);
}

void
gw_local_block_map(const struct gw_local_block *k, int32_t *map)
{
	for (int q = 0; q < k->nmoving; q++)
		map[q] = k->home[q];
	for (int q = k->nmoving; q < k->b.nslot; q++)
		map[q] = 0;
	for (int q = 0; q < k->nlive; q++)
		map[k->live[q]] = q;
	for (int q = 0; q < k->ntwin; q++)
		map[k->twin[q]] = map[k->home[k->twin[q]]];
}

int
gw_local_block_longest(const struct gw_local_block *k)
{
	int most = 0;

	for (int i = 0; i < k->b.nown; i++)
		if (k->b.row[i + 1] - k->b.row[i] > most)
			most = k->b.row[i + 1] - k->b.row[i];
	return most;
}
