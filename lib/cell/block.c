/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Building one block of a neighbour list.
 *
 * A block looks at a box of "extended" cells: its own and a rim as wide as the stencil, where a
 * cell beyond the boundary is a periodic image of one inside.  Which of two
 * blocks keeps the pairs between them is decided by the parity of their
 * numbers, so that work and halos stay balanced.
 */
#include "cell/block.h"

#include <string.h>

#include "base/mem.h"
#include "base/vec.h"

struct gw_block_run {			/* slots from .. to-1, next to each other in space */
	int from, to;
	int same;		/* images of the block's own atoms */
};

void
gw_block_clear(struct gw_block *b)
{
	gw_free(b->row);
	gw_free(b->nbr);
	gw_free(b->part);
	gw_free(b->atom);
	gw_free(b->home);
	gw_free(b->type);
	gw_free(b->image);
	gw_free(b->turn);
}

void
gw_block_work_clear(struct gw_block_work *w)
{
	for (int c = 0; c < 3; c++)
		gw_free(w->x[c]);
	gw_free(w->far2);
	gw_free(w->atom);
	gw_free(w->type);
	gw_free(w->run);
	gw_free(w->map);
	gw_free(w->start);
	gw_free(w->tmp);
	gw_free(w->image);
	gw_free(w->turn);
}

struct region {			/* a block's own cells and their rim */
	int lo[3], hi[3];	/* own cells */
	int elo[3], en[3];	/* extended cells: first, count */
};

static void
region_of(const struct gw_grid *g, int number, struct region *r)
{
	int b[3] = { number % g->nb[0], number/g->nb[0] % g->nb[1],
	    number/g->nb[0]/g->nb[1] };

	for (int k = 0; k < 3; k++) {
		r->lo[k] = gw_grid_first(g, k, b[k]);
		r->hi[k] = gw_grid_first(g, k, b[k] + 1);
		r->elo[k] = r->lo[k] - g->ns[k];
		r->en[k] = r->hi[k] - r->lo[k] + 2*g->ns[k];
	}
}

static int
floor_div(int a, int b)
{
	return a >= 0 ? a/b : -((b - 1 - a)/b);
}

/* does block a keep the pairs between itself and block b? */
static int
keeps(int a, int b)
{
	return a < b ? (a + b) % 2 == 0 : (a + b) % 2 != 0;
}

struct place {			/* where a slot's atoms come from */
	int own;		/* the block's own cell */
	int same;		/* an image of one of the block's own cells */
	int image[3];
	int cell;
};

/* what an extended cell holds for this block; 0: nothing */
static int
look_up(const struct gw_list *l, const struct gw_grid *g, const struct gw_box *b, int number,
	const struct region *r, const int c[3], struct place *p)
{
	int w[3], blk[3], other;

	p->own = 1;
	for (int k = 0; k < 3; k++) {
		p->image[k] = floor_div(c[k], g->m[k]);
		if (p->image[k] && !b->pbc[k])
			return 0;
		w[k] = c[k] - p->image[k]*g->m[k];
		p->own &= c[k] >= r->lo[k] && c[k] < r->hi[k];
		blk[k] = gw_grid_block(g, k, w[k]);
	}
	p->cell = gw_grid_cell(g, w);
	other = (blk[2]*g->nb[1] + blk[1])*g->nb[0] + blk[0];
	p->same = !p->own && other == number;
	return p->own || p->same || l->full || keeps(number, other);
}

static void
add_cell(const struct gw_grid *g, struct gw_block_work *k, const struct gw_sys *s,
	const struct gw_box *b, const struct place *p, int *nslot)
{
	int from = g->start[p->cell], to = g->start[p->cell + 1], at = *nslot;
	size_t need = (size_t)(at + to - from);
	double t[3], im[3] = { p->image[0], p->image[1], p->image[2] };

	for (int c = 0; c < 3; c++)
		gw_reserve(&k->x[c], &k->cap_x[c], need + 8, sizeof *k->x[c]);
	gw_reserve(&k->atom, &k->cap_atom, need, sizeof *k->atom);
	gw_reserve(&k->type, &k->cap_type, need, sizeof *k->type);
	gw_reserve(&k->image, &k->cap_image, need, sizeof *k->image);
	gw_reserve(&k->turn, &k->cap_turn, need, sizeof *k->turn);
	gw_vecmat(im, b->h, t);
	for (int q = from; q < to; q++, at++) {
		int i = g->order[q];

		k->atom[at] = i;
		k->type[at] = s->type[i];
		for (int c = 0; c < 3; c++) {
			k->x[c][at] = g->xw[3*(size_t)i + (size_t)c] + t[c];
			k->image[at][c] = p->image[c] - g->wrap[i][c];
			k->turn[at][c] = (int8_t)p->image[c];
		}
	}
	*nslot = at;
}

/*
 * Slots of a block: its own cells, then what it keeps of the rim.
 * k->start[3e], [3e+1]: slots of extended cell e, [3e+2]: it is an image of an
 * own cell.  Returns the number of slots.
 */
static int
collect(const struct gw_list *l, const struct gw_grid *g, struct gw_block_work *k,
	const struct gw_sys *s, const struct gw_box *b, int number,
	const struct region *r, int *nown)
{
	int ne = r->en[0]*r->en[1]*r->en[2], nslot = 0;

	gw_reserve(&k->start, &k->cap_start, 3*(size_t)ne, sizeof *k->start);
	for (int pass = 0; pass < 2; pass++) {
		for (int q = 0; q < ne; q++) {
			int c[3] = { r->elo[0] + q % r->en[0],
			    r->elo[1] + q/r->en[0] % r->en[1],
			    r->elo[2] + q/r->en[0]/r->en[1] };
			struct place p;
			int some = look_up(l, g, b, number, r, c, &p);

			if (pass == 0)
				k->start[3*q] = k->start[3*q + 1] = k->start[3*q + 2] = 0;
			if (!some || p.own != (pass == 0))
				continue;
			k->start[3*q] = nslot;
			add_cell(g, k, s, b, &p, &nslot);
			k->start[3*q + 1] = nslot;
			k->start[3*q + 2] = p.same;
		}
		if (pass == 0)
			*nown = nslot;
	}
	return nslot;
}

/* of two equal pairs between an atom and an image of the same block, one counts */
static int
counts(const struct gw_block_work *k, int i, int j)
{
	if (k->atom[i] != k->atom[j])
		return k->atom[i] < k->atom[j];
	for (int c = 0; c < 3; c++) {
		int d = k->image[j][c] - k->image[i][c];

		if (d != 0)
			return d > 0;
	}
	return 0;
}

/* drop from hits k->tmp[from ..] those that another row has; returns the new end */
static int
keep_counting(struct gw_block_work *k, int i, int from, int n)
{
	int m = from;

	for (int q = from; q < n; q++) {
		k->tmp[m] = k->tmp[q];
		m += counts(k, i, k->tmp[q]);
	}
	return m;
}

/* drop slot i itself from hits k->tmp[from ..]; returns the new end */
static int
drop_self(struct gw_block_work *k, int i, int from, int n)
{
	int m = from;

	for (int q = from; q < n; q++) {
		k->tmp[m] = k->tmp[q];
		m += k->tmp[q] != i;
	}
	return m;
}

/* the runs of slots that the atoms of cell c look at; returns their number */
static int
list_runs(struct gw_block_work *k, const struct gw_grid *g, const struct region *r, const int c[3])
{
	int lo[3], n = 0;

	for (int d = 0; d < 3; d++)
		lo[d] = c[d] - g->ns[d] - r->elo[d];
	for (int c2 = lo[2]; c2 <= lo[2] + 2*g->ns[2]; c2++)
		for (int c1 = lo[1]; c1 <= lo[1] + 2*g->ns[1]; c1++) {
			const int32_t *cell = k->start + 3*((c2*r->en[1] + c1)*r->en[0] + lo[0]);
			const int32_t *end = cell + 3*(2*g->ns[0] + 1);

			for (; cell < end; cell += 3) {
				struct gw_block_run *last = n ? k->run + n - 1 : NULL;

				if (cell[0] == cell[1])
					continue;
				if (last && last->to == cell[0] && last->same == cell[2]) {
					last->to = cell[1];
					continue;
				}
				gw_reserve(&k->run, &k->cap_run, (size_t)n + 1, sizeof *k->run);
				k->run[n++] = (struct gw_block_run){ cell[0], cell[1], cell[2] };
			}
		}
	return n;
}

/* how far atoms of each species reach to the slots, when they do not all reach alike */
static void
set_reach(const struct gw_list *l, struct gw_block_work *k, int nspecies, int nslot)
{
	if (!l->pair_cutoff)
		return;
	k->stride = nslot + 8;
	gw_reserve(&k->far2, &k->cap_far2, (size_t)nspecies*(size_t)k->stride, sizeof *k->far2);
	for (int t = 0; t < nspecies; t++)
		for (int j = 0; j < nslot; j++) {
			double far = l->reach -
			    (l->cutoff - l->pair_cutoff[t*nspecies + k->type[j]]);

			k->far2[t*k->stride + j] = far*far;
		}
}

/* slots from .. to-1 within reach of own slot i, to out; returns how many */
static int
within(const struct gw_block_work *k, const struct gw_list *l, int i, int from, int to,
	int32_t *out)
{
	const double p[3] = { k->x[0][i], k->x[1][i], k->x[2][i] };

	if (l->pair_cutoff)
		return k->loops->within_each(k->x[0], k->x[1], k->x[2], p, from, to,
		    k->far2 + k->type[i]*k->stride, out);
	return k->loops->within(k->x[0], k->x[1], k->x[2], p, from, to, l->reach*l->reach, out);
}

/* all slots within reach of own slot i whose pair with i belongs here, to k->tmp */
static int
search(struct gw_block_work *k, const struct gw_list *l, int nrun, int nown, int i)
{
	int n = 0;

	for (const struct gw_block_run *r = k->run; r < k->run + nrun; r++) {
		int j = r->from, at = n;

		if (!l->full && j < nown && j <= i)
			j = i + 1;
		if (j >= r->to)
			continue;
		gw_reserve(&k->tmp, &k->cap_tmp, (size_t)(n + r->to - j + 8), sizeof *k->tmp);
		n += within(k, l, i, j, r->to, k->tmp + n);
		if (r->same && !l->full)
			n = keep_counting(k, i, at, n);
		else if (j <= i && i < r->to)
			n = drop_self(k, i, at, n);
	}
	return n;
}

/* append the row of own slot i, species in ascending order */
static void
put_row(struct gw_block *b, const struct gw_block_work *k, int nspecies, int i, int n)
{
	int32_t *part = b->part + i*nspecies;

	b->row[i] = b->npair;
	gw_reserve(&b->nbr, &b->cap_nbr, (size_t)(b->npair + n) + 8, sizeof *b->nbr);
	for (int t = 0; t < nspecies - 1; t++) {
		int m = k->loops->take(k->tmp, n, k->type, t, b->nbr + b->npair);

		part[t] = b->npair += m;
		n -= m;
	}
	if (n > 0)
		memcpy(b->nbr + b->npair, k->tmp, (size_t)n*sizeof *b->nbr);
	part[nspecies - 1] = b->npair += n;
}

/* drop halo slots that no pair reaches; renumber the rest */
static void
compact(struct gw_block *b, struct gw_block_work *k, int nslot)
{
	int m = b->nown;

	gw_reserve(&k->map, &k->cap_map, (size_t)nslot + 1, sizeof *k->map);
	memset(k->map, 0, (size_t)nslot*sizeof *k->map);
	for (int q = 0; q < b->npair; q++)
		k->map[b->nbr[q]] = 1;
	for (int i = 0; i < nslot; i++) {
		if (i < b->nown)
			k->map[i] = i;
		else if (k->map[i])
			k->map[i] = m++;
		else
			k->map[i] = -1;
	}
	b->nslot = m;
	gw_reserve(&b->atom, &b->cap_slot[0], (size_t)m, sizeof *b->atom);
	gw_reserve(&b->type, &b->cap_slot[1], (size_t)m, sizeof *b->type);
	gw_reserve(&b->image, &b->cap_slot[2], (size_t)m, sizeof *b->image);
	gw_reserve(&b->home, &b->cap_slot[3], (size_t)m, sizeof *b->home);
	gw_reserve(&b->turn, &b->cap_slot[4], (size_t)m, sizeof *b->turn);
	for (int i = 0; i < nslot; i++) {
		int to = k->map[i];

		if (to < 0)
			continue;
		b->atom[to] = k->atom[i];
		b->type[to] = k->type[i];
		memcpy(b->image[to], k->image[i], sizeof k->image[i]);
		memcpy(b->turn[to], k->turn[i], sizeof k->turn[i]);
	}
	k->loops->renumber(b->nbr, b->npair, k->map);
	gw_reserve(&b->nbr, &b->cap_nbr, (size_t)b->npair + GW_LIST_BEHIND, sizeof *b->nbr);
	memset(b->nbr + b->npair, 0, GW_LIST_BEHIND*sizeof *b->nbr);
}

void
gw_block_build(struct gw_list *l, const struct gw_grid *g, struct gw_block_work *k,
	const struct gw_sys *s, const struct gw_box *box, int number)
{
	struct gw_block *b = &l->block[number];
	struct region r;
	int nslot, i = 0;

	region_of(g, number, &r);
	nslot = collect(l, g, k, s, box, number, &r, &b->nown);
	set_reach(l, k, s->nspecies, nslot);
	b->npair = 0;
	gw_reserve(&b->row, &b->cap_row, (size_t)b->nown + 1, sizeof *b->row);
	gw_reserve(&b->part, &b->cap_part, (size_t)(b->nown*s->nspecies), sizeof *b->part);
	for (int c2 = r.lo[2]; c2 < r.hi[2]; c2++)
		for (int c1 = r.lo[1]; c1 < r.hi[1]; c1++)
			for (int c0 = r.lo[0]; c0 < r.hi[0]; c0++) {
				int c[3] = { c0, c1, c2 };
				int cell = gw_grid_cell(g, c), nrun;

				if (g->start[cell] == g->start[cell + 1])
					continue;
				nrun = list_runs(k, g, &r, c);
				for (int q = g->start[cell]; q < g->start[cell + 1]; q++, i++)
					put_row(b, k, s->nspecies, i,
					    search(k, l, nrun, b->nown, i));
			}
	b->row[i] = b->npair;
	compact(b, k, nslot);
}
