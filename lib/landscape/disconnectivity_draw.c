/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is drawn of a tree, and where. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "landscape/disconnectivity_priv.h"

void
gw_tree_basins(const struct gw_tree *t, int32_t *count, double *leave)
{
	int32_t *leaf = gw_alloc((size_t)t->n, sizeof *leaf), p;

	/* upwards: the lowest leaf of a merge is that of one of its children */
	for (int32_t k = 0; k < t->nleaf; k++)
		leaf[k] = k;
	for (int32_t k = 0; k < t->n; k++) {
		p = t->parent[k];
		if (p >= 0 && t->lowest[p] == t->lowest[k])
			leaf[p] = leaf[k];
		if (p < 0 || t->lowest[p] != t->lowest[k]) {
			count[leaf[k]] = t->count[k];
			leave[leaf[k]] = p < 0 ? INFINITY : t->energy[p];
		}
	}
	gw_free(leaf);
}

struct rank { double energy; int32_t leaf; };

static int
by_rank(const void *p, const void *q)
{
	const struct rank *a = p, *b = q;

	if (a->energy != b->energy)
		return a->energy < b->energy ? -1 : 1;
	return (a->leaf > b->leaf) - (a->leaf < b->leaf);
}

/* Leaves from the lowest to the highest. */
static struct rank *
ranks(const struct gw_tree *t)
{
	struct rank *r = gw_alloc((size_t)t->nleaf, sizeof *r);

	for (int32_t k = 0; k < t->nleaf; k++)
		r[k] = (struct rank){ t->energy[k], k };
	if (t->nleaf)
		qsort(r, (size_t)t->nleaf, sizeof *r, by_rank);
	return r;
}

struct gw_tree *
gw_tree_choose(const struct gw_tree *t, const struct gw_tree_choice *c)
{
	int32_t *count = gw_alloc((size_t)t->nleaf, sizeof *count);
	double *leave = gw_alloc((size_t)t->nleaf, sizeof *leave);
	struct rank *r = ranks(t);
	char *mask = gw_alloc((size_t)t->nleaf, 1);
	struct gw_tree *out;

	gw_tree_basins(t, count, leave);
	for (int32_t k = 0; k < t->nleaf; k++) {
		int32_t i = r[k].leaf;

		mask[i] = (c->most <= 0 || k < c->most) && count[i] >= c->count &&
		    leave[i] - t->energy[i] >= c->depth;
	}
	out = gw_tree_condense(t, mask);
	gw_free(count);
	gw_free(leave);
	gw_free(r);
	gw_free(mask);
	return out;
}

/* ---- places ---- */

struct plan {
	int32_t n;		/* nodes; node n stands above all roots */
	int32_t *first, *child;	/* children of node k: child[first[k]] to child[first[k+1]-1],
				   lowest first */
	int32_t *width, *left;	/* leaves below, and how many of them stand left of the lowest */
	char    *side;		/* -1 left of the lowest of its siblings, 1 right, 0 is that one */
};

static int32_t
above(const struct gw_tree *t, int32_t k)
{
	return t->parent[k] < 0 ? t->n : t->parent[k];
}

/* Children in the order of their lowest leaves. */
static void
list_children(const struct gw_tree *t, struct plan *p)
{
	int32_t *low = gw_alloc((size_t)t->n + 1, sizeof *low), *at;
	struct rank *r = ranks(t), *o = gw_alloc((size_t)t->n, sizeof *o);

	for (int32_t k = 0; k <= t->n; k++)
		low[k] = t->nleaf;
	for (int32_t k = 0; k < t->nleaf; k++)
		low[r[k].leaf] = k;
	for (int32_t k = 0; k < t->n; k++) {
		o[k] = (struct rank){ low[k], k };
		if (low[k] < low[above(t, k)])
			low[above(t, k)] = low[k];
		p->first[above(t, k) + 1]++;
	}
	for (int32_t k = 0; k <= t->n; k++)
		p->first[k+1] += p->first[k];
	if (t->n)
		qsort(o, (size_t)t->n, sizeof *o, by_rank);
	at = gw_dup(p->first, (size_t)t->n + 1, sizeof *at);
	for (int32_t k = 0; k < t->n; k++)
		p->child[at[above(t, o[k].leaf)]++] = o[k].leaf;
	gw_free(at);
	gw_free(low);
	gw_free(r);
	gw_free(o);
}

/* Upwards: every part goes to the side that has less. */
static void
choose_sides(const struct gw_tree *t, struct plan *p)
{
	for (int32_t k = 0; k <= t->n; k++) {
		const int32_t *c = p->child + p->first[k];
		int32_t n = p->first[k+1] - p->first[k], l, r;

		if (n == 0) {
			p->width[k] = 1;	/* a leaf (or a tree without any) */
			continue;
		}
		l = p->left[c[0]];
		r = p->width[c[0]] - 1 - l;
		for (int32_t m = 1; m < n; m++) {
			p->side[c[m]] = l < r ? -1 : 1;
			*(l < r ? &l : &r) += p->width[c[m]];
		}
		p->width[k] = l + 1 + r;
		p->left[k] = l;
	}
}

/* Downwards: from where a node begins to where its children begin. */
static void
place_children(const struct gw_tree *t, const struct plan *p, double *x)
{
	int32_t *start = gw_alloc((size_t)t->n + 1, sizeof *start);

	for (int32_t k = t->n; k >= 0; k--) {
		const int32_t *c = p->child + p->first[k];
		int32_t n = p->first[k+1] - p->first[k], l, r;

		if (k < t->n)
			x[k] = start[k] + p->left[k] + 0.5;
		if (n == 0)
			continue;
		l = start[c[0]] = start[k] + p->left[k] - p->left[c[0]];
		r = l + p->width[c[0]];
		for (int32_t m = 1; m < n; m++) {
			if (p->side[c[m]] < 0)
				start[c[m]] = l -= p->width[c[m]];
			else
				r = (start[c[m]] = r) + p->width[c[m]];
		}
	}
	gw_free(start);
}

void
gw_tree_places(const struct gw_tree *t, double *x)
{
	size_t n = (size_t)t->n + 1;
	struct plan p = { t->n, gw_alloc(n + 1, sizeof *p.first), gw_alloc(n, sizeof *p.child),
		gw_alloc(n, sizeof *p.width), gw_alloc(n, sizeof *p.left), gw_alloc(n, 1) };

	list_children(t, &p);
	choose_sides(t, &p);
	place_children(t, &p, x);
	gw_free(p.first);
	gw_free(p.child);
	gw_free(p.width);
	gw_free(p.left);
	gw_free(p.side);
}
