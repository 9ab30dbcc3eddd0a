/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Atoms and images with plain rows of neighbours; the header says why. */
#include "potential/padded.h"

#include <string.h>

#include "base/mem.h"
#include "base/vec.h"

struct gw_padded *
gw_padded_new(int nlist)
{
	struct gw_padded *p = gw_alloc(1, sizeof *p);

	p->nlist = nlist;
	p->list = gw_alloc((size_t)nlist, sizeof *p->list);
	p->n = -1;
	return p;
}

void
gw_padded_free(struct gw_padded *p)
{
	if (!p)
		return;
	for (int k = 0; k < p->nlist; k++) {
		gw_free(p->list[k].start);
		gw_free(p->list[k].nbr);
	}
	gw_free(p->list);
	gw_free(p->atom);
	gw_free(p->image);
	gw_free(p->x0);
	gw_free(p->first);
	gw_free(p->next);
	gw_free(p);
}

/* The particle that is an image of an atom, -1 if there is none. */
static int
find(const struct gw_padded *p, int atom, const int im[3])
{
	int k = !im[0] && !im[1] && !im[2] ? atom : p->first[atom];

	while (k >= p->n && memcmp(p->image[k], im, sizeof p->image[k]) != 0)
		k = p->next[k - p->n];
	return k;
}

static void
add(struct gw_padded *p, int atom, const int im[3])
{
	size_t need = (size_t)p->total + 1;
	int k;

	if (find(p, atom, im) >= 0)
		return;
	k = p->total++;
	gw_reserve(&p->atom, &p->cap[0], need, sizeof *p->atom);
	gw_reserve(&p->image, &p->cap[1], need, sizeof *p->image);
	gw_reserve(&p->next, &p->cap[2], need, sizeof *p->next);
	p->atom[k] = atom;
	memcpy(p->image[k], im, sizeof p->image[k]);
	p->next[k - p->n] = p->first[atom];
	p->first[atom] = k;
}

/* A list with another place of an atom or another box is another list. */
static int
same_list(const struct gw_padded *p, const struct gw_list *l, int whole)
{
	return p->n == l->n && p->whole == whole &&
	    !memcmp(p->x0, l->x0, 3*(size_t)l->n*sizeof *l->x0) &&
	    !memcmp(p->box0.h, l->box0.h, sizeof l->box0.h);
}

static void
start(struct gw_padded *p, const struct gw_list *l)
{
	size_t n = (size_t)l->n;

	p->n = p->total = l->n;
	p->box0 = l->box0;
	gw_reserve(&p->x0, &p->cap[3], 3*n, sizeof *p->x0);
	gw_reserve(&p->first, &p->cap[4], n, sizeof *p->first);
	gw_reserve(&p->atom, &p->cap[0], n, sizeof *p->atom);
	gw_reserve(&p->image, &p->cap[1], n, sizeof *p->image);
	memcpy(p->x0, l->x0, 3*n*sizeof *p->x0);
	memset(p->image, 0, n*sizeof *p->image);
	for (int i = 0; i < p->n; i++) {
		p->atom[i] = i;
		p->first[i] = -1;
	}
}

/* One pair of a block: atoms i and j, j's image as i sees it, and i's as j does. */
struct pair {
	int i, j, im[3], back[3];
};

static struct pair
pair_of(const struct gw_block *b, int i, int j)
{
	struct pair q = { .i = b->atom[i], .j = b->atom[j] };

	for (int c = 0; c < 3; c++) {
		q.im[c] = b->image[j][c] - b->image[i][c];
		q.back[c] = -q.im[c];
	}
	return q;
}

/* squared distance of the pair when the list was built */
static double
distance2(const struct gw_padded *p, const struct pair *q)
{
	double im[3] = { q->im[0], q->im[1], q->im[2] }, d[3];

	gw_vecmat(im, p->box0.h, d);
	for (int c = 0; c < 3; c++)
		d[c] += p->x0[3*(size_t)q->j + (size_t)c] - p->x0[3*(size_t)q->i + (size_t)c];
	return gw_dot3(d, d);
}

/* Do something with every pair of the list that was closer than reach when it was built. */
static void
walk(struct gw_padded *p, const struct gw_list *l, struct gw_rows *r, double reach,
	void (*work)(struct gw_padded *p, struct gw_rows *r, const struct pair *q))
{
	for (int n = 0; n < l->nblock; n++) {
		const struct gw_block *b = &l->block[n];

		for (int i = 0; i < b->nown; i++)
			for (int k = b->row[i]; k < b->row[i + 1]; k++) {
				struct pair q = pair_of(b, i, b->nbr[k]);

				if (reach >= l->reach || distance2(p, &q) <= reach*reach)
					work(p, r, &q);
			}
	}
}

static void
add_images(struct gw_padded *p, struct gw_rows *r, const struct pair *q)
{
	(void)r;
	add(p, q->j, q->im);
	add(p, q->i, q->back);
}

static void
count(struct gw_padded *p, struct gw_rows *r, const struct pair *q)
{
	(void)p;
	r->start[q->i + 1]++;
	r->start[q->j + 1]++;
}

/* start[i] moves to the end of row i */
static void
fill(struct gw_padded *p, struct gw_rows *r, const struct pair *q)
{
	r->nbr[r->start[q->i]++] = find(p, q->j, q->im);
	r->nbr[r->start[q->j]++] = find(p, q->i, q->back);
}

static void
rows_of_atoms(struct gw_padded *p, const struct gw_list *l, struct gw_rows *r, double reach)
{
	size_t n = (size_t)p->n;

	gw_reserve(&r->start, &r->cap_start, n + 1, sizeof *r->start);
	memset(r->start, 0, (n + 1)*sizeof *r->start);
	walk(p, l, r, reach, count);
	for (int i = 0; i < p->n; i++)
		r->start[i + 1] += r->start[i];
	gw_reserve(&r->nbr, &r->cap_nbr, (size_t)r->start[p->n], sizeof *r->nbr);
	walk(p, l, r, reach, fill);
	memmove(r->start + 1, r->start, n*sizeof *r->start);
	r->start[0] = 0;
}

/* An image's neighbours are the images of its atom's, as far as they are particles. */
static void
rows_of_images(struct gw_padded *p, struct gw_rows *r)
{
	gw_reserve(&r->start, &r->cap_start, (size_t)p->total + 1, sizeof *r->start);
	for (int k = p->n; k < p->total; k++) {
		int a = p->atom[k], at = r->start[k];

		gw_reserve(&r->nbr, &r->cap_nbr, (size_t)(at + r->start[a + 1] - r->start[a]),
		    sizeof *r->nbr);
		for (int q = r->start[a]; q < r->start[a + 1]; q++) {
			const int32_t *s = p->image[r->nbr[q]], *t = p->image[k];
			int im[3] = { s[0] + t[0], s[1] + t[1], s[2] + t[2] };
			int j = find(p, p->atom[r->nbr[q]], im);

			if (j >= 0)
				r->nbr[at++] = j;
		}
		r->start[k + 1] = at;
	}
}

/*
 * A pair within a cut-off below the list's was surely within that cut-off and the skin when
 * the list was built, unless the box has grown meanwhile: then the rows hold every pair.
 */
int
gw_padded_update(struct gw_padded *p, const struct gw_list *l, const struct gw_box *b,
	const double *cutoff, const int *ghosts)
{
	double skin = l->reach - l->cutoff;
	int whole = 0;

	if (memcmp(b->h, l->box0.h, sizeof b->h) != 0)
		for (int k = 0; k < p->nlist; k++)
			whole |= cutoff[k] < l->cutoff;
	if (same_list(p, l, whole))
		return 0;
	p->whole = whole;
	start(p, l);
	walk(p, l, NULL, l->reach, add_images);
	for (int k = 0; k < p->nlist; k++) {
		rows_of_atoms(p, l, &p->list[k], whole || cutoff[k] >= l->cutoff ? l->reach :
		    cutoff[k] + skin);
		if (ghosts[k])
			rows_of_images(p, &p->list[k]);
	}
	return 1;
}
