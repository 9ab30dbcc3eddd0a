/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Slots and rows of a region.
 *
 * The wide list of mobile atom i holds every atom that is near it, by their reference sites or
 * by their places now: it serves the reference too, to which all energies are differences.
 */
#include "potential/local_block.h"

#include <math.h>
#include <string.h>

#include "base/cpu.h"
#include "base/mem.h"
#include "base/vec.h"
#include "cell/within.h"

#define SKIN_ROW 0.1		/* of the rows, and of the wide list, beyond the cut-off, in cut-offs */
#define SKIN_WIDE 0.4

enum { NEAR_NOW = 1, NEAR_BEFORE = 2 };		/* of mark */
enum { XS, FS, HOME, LIVE, TWIN, SHIFT, IMAGE, MARK, U_WIDE, U_ROW, WROW, WPART, WNBR, HIT, FAR, RANK, KIND,
	SLOT };

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

double
gw_local_reach(const struct gw_pot *p, int ti, int tj)
{
	return p->pair_cutoff ? p->pair_cutoff[ti*p->nspecies + tj] : p->cutoff;
}

/* the sum of the two largest displacements from u0 (NULL: none) to u; sets the largest, if asked */
static double
spread(int m, const double *u0, const double *u, double *largest)
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
	if (largest)
		*largest = sqrt(one);
	return sqrt(one) + sqrt(two);
}

/* ---- slots and the wide list ---- */

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
	const double skin = SKIN_WIDE*p->cutoff + more;
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
	double r = gw_local_reach(p, in->base->s->type[l->atom[i]], k->kind[q]) + SKIN_WIDE*p->cutoff;
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
	    (1 + SKIN_WIDE)*p->cutoff + more, far2, &k->hit, &k->cap[HIT]), m = 0;

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

/* wide list and slots for displacements u */
static void
find_slots(struct gw_local *l, struct gw_local_block *k, const double *u)
{
	const struct gw_pot *p = l->in->base->pot;
	const size_t m = (size_t)l->m;
	double largest, more;
	int npair = 0;

	more = spread(l->m, NULL, u, &largest);
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
	k->moved = largest > 0;
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
			double reach = gw_local_reach(p, b->type[i], t) + SKIN_ROW*p->cutoff;

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
		find_slots(l, k, zero);
		see_reference(l, k);
	}
	gw_free(zero);
}

void
gw_local_block_move(struct gw_local *l, struct gw_local_block *k, const double *u)
{
	const double cutoff = l->in->base->pot->cutoff;

	if (spread(l->m, k->u_row, u, NULL) > 0.999999*SKIN_ROW*cutoff) {
		if (spread(l->m, k->u_wide, u, NULL) > 0.999999*(SKIN_WIDE - SKIN_ROW)*cutoff) {
			find_slots(l, k, u);
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
