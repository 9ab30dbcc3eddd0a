/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Slots and the wide list of a region.
 *
 * The wide list of mobile atom i holds every atom that is near it, by their reference sites or
 * by their places now: it serves the reference too, to which all energies are differences.
 */
#include <string.h>

#include "base/mem.h"
#include "cell/within.h"
#include "potential/local_block.h"

enum { XS, FS, HOME, LIVE, TWIN, SHIFT, IMAGE, MARK, U_WIDE, U_ROW, WROW, WPART, WNBR, HIT, FAR, RANK, KIND,
	SLOT };

double
gw_local_reach(const struct gw_pot *p, int ti, int tj)
{
	return p->pair_cutoff ? p->pair_cutoff[ti*p->nspecies + tj] : p->cutoff;
}

/* rank of a place that is mobile atom j, or an image of it */
static int32_t
rank_of(const struct gw_local_inside *in, int j, const int32_t image[3])
{
	for (int c = 0; c < 3; c++)
		if (image[c] != in->image[j][c])
			return 2*j + (image[c] > in->image[j][c]);
	return 2*j;
}

/* what there is around the region, how far from there atoms of each species see, and whose pairs are whose */
static void
find_places(struct gw_local *l, struct gw_local_block *k, double more)
{
	const struct gw_local_inside *in = l->in;
	const struct gw_pot *p = in->base->pot;
	const struct gw_sys *s = in->base->s;
	const int rows = p->pair_cutoff ? p->nspecies : 1;
	const double skin = GW_LOCAL_SKIN_WIDE*p->cutoff + more;
	struct gw_places *o = &k->place;

	gw_sites_gather(in->base->sites, in->x, l->m, p->cutoff + skin, o);
	k->stride = o->n + 8;
	gw_reserve(&k->far2, &k->cap[FAR], (size_t)rows*(size_t)k->stride, sizeof *k->far2);
	gw_reserve(&k->rank, &k->cap[RANK], (size_t)o->n, sizeof *k->rank);
	gw_reserve(&k->kind, &k->cap[KIND], (size_t)o->n, sizeof *k->kind);
	for (int q = 0; q < o->n; q++) {
		int j = in->place[o->atom[q]];

		k->kind[q] = s->type[o->atom[q]];
		k->rank[q] = j < 0 ? INT32_MAX : rank_of(in, j, o->image[q]);
	}
	for (int t = 0; t < rows; t++) {
		double *far2 = k->far2 + t*k->stride;

		for (int q = 0; q < o->n; q++) {
			double far = gw_local_reach(p, t, k->kind[q]) + skin;

			far2[q] = far*far;
		}
		memset(far2 + o->n, 0, 8*sizeof *far2);
	}
}

/* is place q near mobile atom i, by sites or now? */
static int
near(const struct gw_local *l, const struct gw_local_block *k, const double *u, int i, int q)
{
	const struct gw_local_inside *in = l->in;
	const struct gw_pot *p = in->base->pot;
	const double *ui = u + 3*i;
	int j = in->place[k->place.atom[q]];
	double r = gw_local_reach(p, in->base->s->type[l->atom[i]], k->kind[q]) + GW_LOCAL_SKIN_WIDE*p->cutoff;
	double before = 0, now = 0;

	for (int c = 0; c < 3; c++) {
		double d = k->place.x[c][q] - in->x[3*i + c], e = d - ui[c] + (j < 0 ? 0 : u[3*j + c]);

		before += d*d;
		now += e*e;
	}
	return before < r*r || now < r*r;
}

/* the row of mobile atom i in the wide list, as places, species in ascending order */
static void
wide_row(struct gw_local *l, struct gw_local_block *k, const double *u, double more, int i, int *npair)
{
	struct gw_local_inside *in = l->in;
	const struct gw_pot *p = in->base->pot;
	const int ns = p->nspecies;
	const double *far2 = k->far2 + (p->pair_cutoff ? in->base->s->type[l->atom[i]]*k->stride : 0);
	int n = gw_places_within(in->base->sites, &k->place, k->loops, in->x + 3*i,
	    (1 + GW_LOCAL_SKIN_WIDE)*p->cutoff + more, far2, &k->hit, &k->cap[HIT]), m = 0;

	for (int q = 0; q < n; q++) {
		k->hit[m] = k->hit[q];
		m += k->rank[k->hit[q]] > 2*i && (more == 0 || near(l, k, u, i, k->hit[q]));
	}
	gw_reserve(&k->wnbr, &k->cap[WNBR], (size_t)(*npair + m) + GW_LIST_BEHIND, sizeof *k->wnbr);
	k->wrow[i] = *npair;
	for (int t = 0; t < ns; t++) {
		int took = k->loops->take(k->hit, m, k->kind, t, k->wnbr + *npair);

		m -= took;
		k->wpart[i*ns + t] = *npair += took;
	}
}

/* places that are in the list become slots: images of mobile atoms, then frozen ones */
static void
number_slots(struct gw_local *l, struct gw_local_block *k, int npair)
{
	const struct gw_local_inside *in = l->in;
	const struct gw_places *o = &k->place;
	int slot = l->m;

	gw_reserve(&k->slot, &k->cap[SLOT], (size_t)o->n + 1, sizeof *k->slot);
	memset(k->slot, 0, (size_t)o->n*sizeof *k->slot);
	for (int q = 0; q < npair; q++)
		k->slot[k->wnbr[q]] = 1;
	for (int pass = 0; pass < 2; pass++) {
		for (int q = 0; q < o->n; q++) {
			int j = in->place[o->atom[q]];

			if (!k->slot[q] || (j >= 0) != (pass == 0))
				continue;
			k->slot[q] = j >= 0 && !memcmp(in->image[j], o->image[q], sizeof o->image[q]) ? -1 - j : slot++;
		}
		if (pass == 0)
			k->nmoving = slot;
	}
	k->b.nown = l->m;
	k->b.nslot = slot;
}

static void
reserve_slots(struct gw_local_block *k)
{
	struct gw_block *b = &k->b;
	size_t n = (size_t)b->nslot, own = (size_t)b->nown;

	gw_reserve(&b->atom, &b->cap_slot[0], n, sizeof *b->atom);
	gw_reserve(&b->type, &b->cap_slot[1], n, sizeof *b->type);
	gw_reserve(&k->xs, &k->cap[XS], 4*n, sizeof *k->xs);
	gw_reserve(&k->fs, &k->cap[FS], 4*n, sizeof *k->fs);
	gw_reserve(&k->home, &k->cap[HOME], n, sizeof *k->home);
	gw_reserve(&k->live, &k->cap[LIVE], n, sizeof *k->live);
	gw_reserve(&k->twin, &k->cap[TWIN], n, sizeof *k->twin);
	gw_reserve(&k->mark, &k->cap[MARK], n, sizeof *k->mark);
	gw_reserve(&k->shift, &k->cap[SHIFT], 3*(size_t)(k->nmoving - b->nown), sizeof *k->shift);
	gw_reserve(&k->image, &k->cap[IMAGE], own, sizeof *k->image);
	memset(k->mark, 0, n);
	memset(k->xs, 0, 4*n*sizeof *k->xs);
}

/* place q: an image of a mobile atom, or a frozen atom */
static void
fill_slot(const struct gw_local *l, struct gw_local_block *k, int q)
{
	const struct gw_local_inside *in = l->in;
	const struct gw_places *o = &k->place;
	const int slot = k->slot[q], atom = o->atom[q], j = in->place[atom];

	k->b.atom[slot] = atom;
	k->b.type[slot] = k->kind[q];
	for (int c = 0; c < 3; c++)
		k->xs[4*(size_t)slot + (size_t)c] = o->x[c][q];
	if (j >= 0) {
		k->home[slot] = j;
		for (int c = 0; c < 3; c++)
			k->shift[3*(slot - l->m) + c] = o->x[c][q] - in->x[3*j + c];
		return;
	}
	if (k->head[atom])
		k->twin[k->ntwin++] = slot;
	else
		k->head[atom] = slot;
	k->home[slot] = k->head[atom];
}

static void
fill_slots(struct gw_local *l, struct gw_local_block *k)
{
	const struct gw_sys *s = l->in->base->s;

	reserve_slots(k);
	for (int i = 0; i < l->m; i++) {
		k->b.atom[i] = l->atom[i];
		k->b.type[i] = s->type[l->atom[i]];
		k->home[i] = i;
		memcpy(k->image[i], l->in->image[i], sizeof k->image[i]);
	}
	k->ntwin = 0;
	for (int q = 0; q < k->place.n; q++)
		if (k->slot[q] < 0)
			k->slot[q] = -1 - k->slot[q];
		else if (k->slot[q] > 0)
			fill_slot(l, k, q);
	for (int q = k->nmoving; q < k->b.nslot; q++)
		k->head[k->b.atom[q]] = 0;
}

void
gw_local_block_find(struct gw_local *l, struct gw_local_block *k, const double *u, double more)
{
	const struct gw_pot *p = l->in->base->pot;
	const size_t m = (size_t)l->m;
	int npair = 0;

	gw_reserve(&k->wrow, &k->cap[WROW], m + 1, sizeof *k->wrow);
	gw_reserve(&k->wpart, &k->cap[WPART], m*(size_t)p->nspecies, sizeof *k->wpart);
	gw_reserve(&k->u_wide, &k->cap[U_WIDE], 3*m, sizeof *k->u_wide);
	gw_reserve(&k->u_row, &k->cap[U_ROW], 3*m, sizeof *k->u_row);
	find_places(l, k, more);
	for (int i = 0; i < l->m; i++)
		wide_row(l, k, u, more, i, &npair);
	k->wrow[l->m] = npair;
	number_slots(l, k, npair);
	fill_slots(l, k);
	gw_reserve(&k->wnbr, &k->cap[WNBR], (size_t)npair + GW_LIST_BEHIND, sizeof *k->wnbr);
	k->loops->renumber(k->wnbr, npair, k->slot);
	memset(k->wnbr + npair, 0, GW_LIST_BEHIND*sizeof *k->wnbr);
	memcpy(k->u_wide, u, 3*m*sizeof *u);
	k->moved = more > 0;
}
