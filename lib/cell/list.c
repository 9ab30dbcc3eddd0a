/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Building the neighbour list.
 *
 * The grid cuts the box into cells and blocks of cells.  A block looks at a
 * box of "extended" cells: its own and a rim as wide as the stencil, where a
 * cell beyond the boundary is a periodic image of one inside.  Which of two
 * blocks keeps the pairs between them is decided by the parity of their
 * numbers, so that work and halos stay balanced.
 */
#include "cell/list.h"

#include <math.h>
#include <omp.h>
#include <string.h>

#include "base/mem.h"
#include "base/threads.h"
#include "base/vec.h"
#include "cell/grid.h"
#include "cell/within.h"

enum { MAX_IMAGES = 8 };

struct run {			/* slots from .. to-1, next to each other in space */
	int from, to;
	int same;		/* images of the block's own atoms */
};

struct work {			/* one thread's */
	const struct gw_search_loops *loops;
	double  *x[3];		/* coordinates of the slots, 8 more than there are */
	double  *far2;		/* [nspecies or 1][stride] square of how far an atom reaches to a slot */
	int     stride;
	int32_t *atom, *type, *map, *start, *tmp;
	int32_t (*image)[3];
	int8_t (*turn)[3];
	struct run *run;	/* what the atoms of a cell look at */
	size_t cap_x[3], cap_atom, cap_type, cap_map, cap_start, cap_tmp, cap_image, cap_turn, cap_run, cap_far2;
};

struct gw_list_scratch {
	struct gw_grid g;
	int nwork;
	struct work *work;
};

struct gw_list *
gw_list_new(void)
{
	struct gw_list *l = gw_alloc(1, sizeof *l);

	l->scratch = gw_alloc(1, sizeof *l->scratch);
	return l;
}

static void
free_block(struct gw_block *b)
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

static void
free_work(struct work *w)
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

void
gw_list_free(struct gw_list *l)
{
	if (!l)
		return;
	for (int b = 0; b < l->maxblock; b++)
		free_block(&l->block[b]);
	for (int t = 0; t < l->scratch->nwork; t++)
		free_work(&l->scratch->work[t]);
	gw_free(l->scratch->work);
	gw_grid_clear(&l->scratch->g);
	gw_free(l->scratch);
	gw_free(l->block);
	gw_free(l->home);
	gw_free(l->rank);
	gw_free(l->in_start);
	gw_free(l->in_slot);
	gw_free(l->x0);
	gw_free(l);
}

/* ---- one block ---- */

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
look_up(const struct gw_list *l, const struct gw_box *b, int number,
	const struct region *r, const int c[3], struct place *p)
{
	const struct gw_grid *g = &l->scratch->g;
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
add_cell(const struct gw_grid *g, struct work *k, const struct gw_sys *s,
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
collect(const struct gw_list *l, struct work *k, const struct gw_sys *s,
	const struct gw_box *b, int number, const struct region *r, int *nown)
{
	const struct gw_grid *g = &l->scratch->g;
	int ne = r->en[0]*r->en[1]*r->en[2], nslot = 0;

	gw_reserve(&k->start, &k->cap_start, 3*(size_t)ne, sizeof *k->start);
	for (int pass = 0; pass < 2; pass++) {
		for (int q = 0; q < ne; q++) {
			int c[3] = { r->elo[0] + q % r->en[0],
			    r->elo[1] + q/r->en[0] % r->en[1],
			    r->elo[2] + q/r->en[0]/r->en[1] };
			struct place p;
			int some = look_up(l, b, number, r, c, &p);

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
counts(const struct work *k, int i, int j)
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
keep_counting(struct work *k, int i, int from, int n)
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
drop_self(struct work *k, int i, int from, int n)
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
list_runs(struct work *k, const struct gw_grid *g, const struct region *r, const int c[3])
{
	int lo[3], n = 0;

	for (int d = 0; d < 3; d++)
		lo[d] = c[d] - g->ns[d] - r->elo[d];
	for (int c2 = lo[2]; c2 <= lo[2] + 2*g->ns[2]; c2++)
		for (int c1 = lo[1]; c1 <= lo[1] + 2*g->ns[1]; c1++) {
			const int32_t *cell = k->start + 3*((c2*r->en[1] + c1)*r->en[0] + lo[0]);
			const int32_t *end = cell + 3*(2*g->ns[0] + 1);

			for (; cell < end; cell += 3) {
				struct run *last = n ? k->run + n - 1 : NULL;

				if (cell[0] == cell[1])
					continue;
				if (last && last->to == cell[0] && last->same == cell[2]) {
					last->to = cell[1];
					continue;
				}
				gw_reserve(&k->run, &k->cap_run, (size_t)n + 1, sizeof *k->run);
				k->run[n++] = (struct run){ cell[0], cell[1], cell[2] };
			}
		}
	return n;
}

/* how far atoms of a species reach to the slots; one row when all reach alike */
static void
set_reach(const struct gw_list *l, struct work *k, int nspecies, int nslot)
{
	int rows = l->pair_cutoff ? nspecies : 1;

	k->stride = nslot + 8;
	gw_reserve(&k->far2, &k->cap_far2, (size_t)rows*(size_t)k->stride, sizeof *k->far2);
	for (int t = 0; t < rows; t++)
		for (int j = 0; j < nslot; j++) {
			double less = l->pair_cutoff ?
			    l->cutoff - l->pair_cutoff[t*nspecies + k->type[j]] : 0;

			k->far2[t*k->stride + j] = (l->reach - less)*(l->reach - less);
		}
}

/* all slots within reach of own slot i whose pair with i belongs here, to k->tmp */
static int
search(struct work *k, const struct gw_list *l, int nrun, int nown, int i)
{
	const double p[3] = { k->x[0][i], k->x[1][i], k->x[2][i] };
	const double *far2 = k->far2 + (l->pair_cutoff ? k->type[i]*k->stride : 0);
	int n = 0;

	for (const struct run *r = k->run; r < k->run + nrun; r++) {
		int j = r->from, at = n;

		if (!l->full && j < nown && j <= i)
			j = i + 1;
		if (j >= r->to)
			continue;
		gw_reserve(&k->tmp, &k->cap_tmp, (size_t)(n + r->to - j + 8), sizeof *k->tmp);
		n += k->loops->within(k->x[0], k->x[1], k->x[2], p, j, r->to, far2, k->tmp + n);
		if (r->same && !l->full)
			n = keep_counting(k, i, at, n);
		else if (j <= i && i < r->to)
			n = drop_self(k, i, at, n);
	}
	return n;
}

/* append the row of own slot i, species in ascending order */
static void
put_row(struct gw_block *b, const struct work *k, int nspecies, int i, int n)
{
	int32_t *part = b->part + i*nspecies;

	b->row[i] = b->npair;
	gw_reserve(&b->nbr, &b->cap_nbr, (size_t)(b->npair + n) + 8, sizeof *b->nbr);
	for (int t = 0; t < nspecies - 1; t++) {
		int m = k->loops->take(k->tmp, n, k->type, t, b->nbr + b->npair);

		part[t] = b->npair += m;
		n -= m;
	}
	memcpy(b->nbr + b->npair, k->tmp, (size_t)n*sizeof *b->nbr);
	part[nspecies - 1] = b->npair += n;
}

/* drop halo slots that no pair reaches; renumber the rest */
static void
compact(struct gw_block *b, struct work *k, int nslot)
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

static void
build_block(struct gw_list *l, struct work *k, const struct gw_sys *s,
	const struct gw_box *box, int number)
{
	const struct gw_grid *g = &l->scratch->g;
	struct gw_block *b = &l->block[number];
	struct region r;
	int nslot, i = 0;

	region_of(g, number, &r);
	nslot = collect(l, k, s, box, number, &r, &b->nown);
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
					put_row(b, k, s->nspecies, i, search(k, l, nrun, b->nown, i));
			}
	b->row[i] = b->npair;
	compact(b, k, nslot);
}

/* ---- all blocks ---- */

/* number the slots, and the own slots among themselves */
static void
number_slots(struct gw_list *l)
{
	int rank = 0;

	l->nslot = 0;
	l->npair = 0;
	for (int n = 0; n < l->nblock; n++) {
		struct gw_block *b = &l->block[n];

		b->first = l->nslot;
		l->nslot += b->nslot;
		l->npair += b->npair;
	}
	gw_reserve(&l->home, &l->cap_atom[0], (size_t)l->n, sizeof *l->home);
	gw_reserve(&l->rank, &l->cap_rank, (size_t)l->nslot, sizeof *l->rank);
	for (int n = 0; n < l->nblock; n++) {
		struct gw_block *b = &l->block[n];

		for (int k = 0; k < b->nown; k++) {
			l->home[b->atom[k]] = b->home[k] = b->first + k;
			l->rank[b->first + k] = rank++;
		}
	}
}

/* tell every halo slot its atom's own slot, and every own slot its halo slots in block order */
static void
link_slots(struct gw_list *l)
{
	size_t n = (size_t)l->n;
	int32_t *start;

	number_slots(l);
	gw_reserve(&l->in_start, &l->cap_atom[1], n + 2, sizeof *l->in_start);
	gw_reserve(&l->in_slot, &l->cap_in, (size_t)(l->nslot - l->n), sizeof *l->in_slot);
	start = l->in_start;
	memset(start, 0, (n + 2)*sizeof *start);
#pragma omp parallel for schedule(static) num_threads(gw_threads(l->n))
	for (int b = 0; b < l->nblock; b++)
		for (int k = l->block[b].nown; k < l->block[b].nslot; k++)
			l->block[b].home[k] = l->home[l->block[b].atom[k]];
	for (int b = 0; b < l->nblock; b++)
		for (int k = l->block[b].nown; k < l->block[b].nslot; k++)
			start[l->rank[l->block[b].home[k]] + 2]++;
	for (size_t i = 2; i < n + 2; i++)
		start[i] += start[i - 1];
	for (int b = 0; b < l->nblock; b++)
		for (int k = l->block[b].nown; k < l->block[b].nslot; k++)
			l->in_slot[start[l->rank[l->block[b].home[k]] + 1]++] = l->block[b].first + k;
}

/* how many layers of blocks the rim of a block can touch on either side */
static int
layers_near(const struct gw_grid *g)
{
	int thin = g->m[2];

	for (int b = 0; b < g->nb[2]; b++) {
		int cells = gw_grid_first(g, 2, b + 1) - gw_grid_first(g, 2, b);

		if (cells < thin)
			thin = cells;
	}
	return (g->ns[2] + thin - 1)/thin;
}

static void
more_blocks(struct gw_list *l, int n)
{
	if (n > l->maxblock) {
		l->block = gw_realloc(l->block, (size_t)n, sizeof *l->block);
		memset(l->block + l->maxblock, 0, (size_t)(n - l->maxblock)*sizeof *l->block);
		l->maxblock = n;
	}
	l->nblock = n;
}

static void
more_work(struct gw_list_scratch *w)
{
	int n = omp_get_max_threads();

	if (n <= w->nwork)
		return;
	w->work = gw_realloc(w->work, (size_t)n, sizeof *w->work);
	memset(w->work + w->nwork, 0, (size_t)(n - w->nwork)*sizeof *w->work);
	for (int t = w->nwork; t < n; t++)
		w->work[t].loops = gw_search_best();
	w->nwork = n;
}

int
gw_list_build(struct gw_list *l, const struct gw_sys *s, const double *x,
	const struct gw_box *b, double cutoff, double skin, struct gw_err *e)
{
	struct gw_list_scratch *w = l->scratch;

	l->n = s->n;
	l->cutoff = cutoff;
	l->reach = cutoff + skin;
	l->box0 = *b;
	for (int k = 0; k < 3; k++)
		if (b->pbc[k] && b->width[k]*MAX_IMAGES < l->reach)
			return gw_fail(e, GW_BADDATA, "box: its width %g along vector %d is less "
			    "than 1/%d of the cut-off with skin, %g: repeat the cell",
			    b->width[k], k + 1, MAX_IMAGES, l->reach);
	if (gw_grid_sort(&w->g, s, x, b, l->reach, e) < 0)
		return -1;
	gw_reserve(&l->x0, &l->cap_atom[2], 3*(size_t)s->n, sizeof *l->x0);
	if (x != l->x0)
		memcpy(l->x0, x, 3*(size_t)s->n*sizeof *x);
	more_blocks(l, w->g.nb[0]*w->g.nb[1]*w->g.nb[2]);
	l->nlayer = w->g.nb[2];
	l->layers_near = layers_near(&w->g);
	more_work(w);
#pragma omp parallel for schedule(dynamic) num_threads(gw_threads(l->n))
	for (int k = 0; k < l->nblock; k++)
		build_block(l, &w->work[omp_get_thread_num()], s, b, k);
	link_slots(l);
	return 0;
}

/* F = h0^-1 h; returns a lower bound of its smallest singular value */
static double
box_map(const struct gw_list *l, const struct gw_box *b, double F[3][3])
{
	double d2 = 0;

	if (!memcmp(l->box0.h, b->h, sizeof b->h)) {
		memset(F, 0, 9*sizeof **F);
		F[0][0] = F[1][1] = F[2][2] = 1;
		return 1;
	}
	gw_matmul(l->box0.inv, b->h, F);
	for (int i = 0; i < 3; i++)
		for (int k = 0; k < 3; k++) {
			double d = F[i][k] - (i == k);

			d2 += d*d;
		}
	return 1 - sqrt(d2);
}

int
gw_list_fresh(const struct gw_list *l, const struct gw_sys *s)
{
	const struct gw_box *b = &s->box;
	double F[3][3], room;
	int stale = 0;

	if (l->n != s->n)
		return 0;
	room = (box_map(l, b, F)*l->reach - l->cutoff)/2;
	if (!(room > 0))
		return 0;
#pragma omp parallel for reduction(|:stale) schedule(static) num_threads(gw_threads(s->n/4))
	for (int i = 0; i < s->n; i++) {
		double y[3], u2 = 0;

		for (int k = 0; k < 3; k++)
			y[k] = l->x0[3*(size_t)i + (size_t)k] - l->box0.origin[k];
		gw_vecmat(y, F, y);
		for (int k = 0; k < 3; k++) {
			double u = s->x[3*(size_t)i + (size_t)k] - b->origin[k] - y[k];

			u2 += u*u;
		}
		stale |= !(u2 < room*room);	/* true for NaN, which the build then names */
	}
	return !stale;
}
