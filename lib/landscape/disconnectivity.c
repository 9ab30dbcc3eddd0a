/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The landscape and its tree of superbasins; what is drawn of it is in disconnectivity_draw.c. */
#include "landscape/disconnectivity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "landscape/disconnectivity_priv.h"

enum gw_transition_kind
gw_transition_check(const struct gw_transition *t, double tolerance)
{
	if (!isfinite(t->ea) || !isfinite(t->eb) || !isfinite(t->es))
		return GW_TRANSITION_MISSING;
	return t->es < fmax(t->ea, t->eb) - tolerance ? GW_TRANSITION_BELOW : GW_TRANSITION_FINE;
}

/* ---- minima ---- */

static int
by_number(const void *p, const void *q)
{
	int64_t a = *(const int64_t *)p, b = *(const int64_t *)q;

	return (a > b) - (a < b);
}

static int32_t
place(const struct gw_landscape *l, int64_t number)
{
	const int64_t *p;

	/* numbered from 0 or 1 without gaps, as they mostly are */
	if (number >= l->number[0] && number - l->number[0] < l->n &&
	    l->number[number - l->number[0]] == number)
		return (int32_t)(number - l->number[0]);
	p = bsearch(&number, l->number, (size_t)l->n, sizeof number, by_number);
	return (int32_t)(p - l->number);
}

/* All numbers that occur, each once. */
static int
collect(struct gw_landscape *l, const struct gw_transition *t, long n, const int64_t *number,
	long nknown, struct gw_err *e)
{
	size_t all = 2*(size_t)n + (size_t)nknown, m = 0;
	int64_t *v = l->number = gw_alloc(all, sizeof *v);

	for (long k = 0; k < n; k++) {
		v[2*k] = t[k].a;
		v[2*k+1] = t[k].b;
	}
	if (nknown)
		memcpy(v + 2*n, number, (size_t)nknown*sizeof *v);
	if (all)
		qsort(v, all, sizeof *v, by_number);
	for (size_t k = 0; k < all; k++)
		if (m == 0 || v[k] != v[m-1])
			v[m++] = v[k];
	if (m > INT32_MAX - 1)
		return gw_fail(e, GW_BADDATA, "%zu minima: a tree holds at most %d", m,
		    INT32_MAX - 1);
	l->n = (int32_t)m;
	return 0;
}

static void
told(struct gw_landscape *l, double *most, int64_t number, double energy)
{
	int32_t k = place(l, number);

	l->energy[k] = fmin(l->energy[k], energy);
	most[k] = fmax(most[k], energy);
}

static void
energies(struct gw_landscape *l, const struct gw_transition *t, long n, const int64_t *number,
	const double *energy, long nknown)
{
	double *most = gw_alloc((size_t)l->n, sizeof *most);

	l->energy = gw_alloc((size_t)l->n, sizeof *l->energy);
	for (int32_t k = 0; k < l->n; k++) {
		l->energy[k] = INFINITY;
		most[k] = -INFINITY;
	}
	for (long k = 0; k < n; k++) {
		told(l, most, t[k].a, t[k].ea);
		told(l, most, t[k].b, t[k].eb);
	}
	for (long k = 0; k < nknown; k++)
		told(l, most, number[k], energy[k]);
	for (int32_t k = 0; k < l->n; k++)
		if (most[k] - l->energy[k] > l->spread) {
			l->spread = most[k] - l->energy[k];
			l->spread_at = l->number[k];
		}
	gw_free(most);
}

/* ---- saddles ---- */

static int
by_pair(const void *p, const void *q)
{
	const struct gw_saddle *s = p, *t = q;

	if (s->a != t->a)
		return s->a < t->a ? -1 : 1;
	if (s->b != t->b)
		return s->b < t->b ? -1 : 1;
	return (s->e > t->e) - (s->e < t->e);
}

static int
by_energy(const void *p, const void *q)
{
	const struct gw_saddle *s = p, *t = q;

	if (s->e != t->e)
		return s->e < t->e ? -1 : 1;
	return by_pair(p, q);
}

static void
saddles(struct gw_landscape *l, const struct gw_transition *t, long n)
{
	struct gw_saddle *s = l->saddle = gw_alloc((size_t)n, sizeof *s);
	long m = 0;

	for (long k = 0; k < n; k++) {
		int32_t a = place(l, t[k].a), b = place(l, t[k].b);
		double floor = fmax(l->energy[a], l->energy[b]);

		if (a == b) {
			l->loops++;
			continue;
		}
		l->raised += t[k].es < floor;
		s[m++] = (struct gw_saddle){ fmax(t[k].es, floor), a < b ? a : b, a < b ? b : a };
	}
	if (m)
		qsort(s, (size_t)m, sizeof *s, by_pair);
	for (long k = 0; k < m; k++)
		if (l->nsaddle == 0 || s[k].a != s[l->nsaddle-1].a || s[k].b != s[l->nsaddle-1].b)
			s[l->nsaddle++] = s[k];
	l->duplicates = m - l->nsaddle;
	if (l->nsaddle)
		qsort(s, (size_t)l->nsaddle, sizeof *s, by_energy);
}

struct gw_landscape *
gw_landscape_new(const struct gw_transition *t, long n, const int64_t *number, const double *energy,
	long nknown, struct gw_err *e)
{
	struct gw_landscape *l = gw_alloc(1, sizeof *l);
	int bad = 0;

	for (long k = 0; k < nknown && !bad; k++)
		if (!isfinite(energy[k]))
			bad = gw_fail(e, GW_BADDATA, "minimum %lld: its energy is %g",
			    (long long)number[k], energy[k]);
	if (bad || collect(l, t, n, number, nknown, e) < 0) {
		gw_landscape_free(l);
		return NULL;
	}
	energies(l, t, n, number, energy, nknown);
	saddles(l, t, n);
	return l;
}

void
gw_landscape_free(struct gw_landscape *l)
{
	if (!l)
		return;
	gw_free(l->number);
	gw_free(l->energy);
	gw_free(l->saddle);
	gw_free(l);
}

/* ---- trees ---- */

struct gw_tree *
gw_tree_blank(int32_t nleaf, int32_t n)
{
	struct gw_tree *t = gw_alloc(1, sizeof *t);

	t->nleaf = nleaf;
	t->n = n;
	t->minimum = gw_alloc((size_t)nleaf, sizeof *t->minimum);
	t->energy = gw_alloc((size_t)n, sizeof *t->energy);
	t->parent = gw_alloc((size_t)n, sizeof *t->parent);
	t->count = gw_alloc((size_t)n, sizeof *t->count);
	t->lowest = gw_alloc((size_t)n, sizeof *t->lowest);
	return t;
}

void
gw_tree_free(struct gw_tree *t)
{
	if (!t)
		return;
	gw_free(t->minimum);
	gw_free(t->energy);
	gw_free(t->parent);
	gw_free(t->count);
	gw_free(t->lowest);
	gw_free(t);
}

/* Of two minima the lower one, of equal ones the first. */
static int32_t
lower(const double *energy, int32_t a, int32_t b)
{
	if (energy[a] != energy[b])
		return energy[a] < energy[b] ? a : b;
	return a < b ? a : b;
}

static int32_t
find(int32_t *up, int32_t k)
{
	while (up[k] != k)
		k = up[k] = up[up[k]];
	return k;
}

static void
join(struct gw_tree *t, const double *energy, int32_t a, int32_t b, double e)
{
	int32_t k = t->n++;

	t->energy[k] = e;
	t->count[k] = t->count[a] + t->count[b];
	t->lowest[k] = lower(energy, t->lowest[a], t->lowest[b]);
	t->parent[a] = t->parent[b] = k;
	t->parent[k] = -1;
}

/* One node for each saddle that joins two superbasins, in their order. */
static struct gw_tree *
merges(const struct gw_landscape *l)
{
	struct gw_tree *t = gw_tree_blank(l->n, l->n ? 2*l->n - 1 : 0);
	int32_t *up = gw_alloc((size_t)l->n, sizeof *up),
	    *node = gw_alloc((size_t)l->n, sizeof *node);

	t->n = t->nleaf;
	for (int32_t k = 0; k < l->n; k++) {
		up[k] = node[k] = t->minimum[k] = t->lowest[k] = k;
		t->energy[k] = l->energy[k];
		t->count[k] = 1;
		t->parent[k] = -1;
	}
	for (long s = 0; s < l->nsaddle; s++) {
		int32_t a = find(up, l->saddle[s].a), b = find(up, l->saddle[s].b), k = t->n;

		if (a == b)
			continue;
		join(t, l->energy, node[a], node[b], l->saddle[s].e);
		if (t->count[node[a]] < t->count[node[b]])
			up[a] = b;
		else
			up[b] = a;
		node[up[a]] = k;
	}
	gw_free(up);
	gw_free(node);
	return t;
}

struct gw_tree *
gw_tree_new(const struct gw_landscape *l)
{
	struct gw_tree *raw = merges(l), *t = gw_tree_condense(raw, NULL);

	gw_tree_free(raw);
	return t;
}

struct gw_tree *
gw_tree_levels(const struct gw_tree *t, double e0, double step, double top)
{
	double *exact = t->energy;
	struct gw_tree raw = *t, *out;

	raw.energy = gw_dup(exact, (size_t)t->n, sizeof *exact);
	for (int32_t k = t->nleaf; k < t->n; k++) {
		double m = ceil((exact[k] - e0)/step);

		if (e0 + (m - 1)*step >= exact[k])
			m--;
		raw.energy[k] = fmin(e0 + m*step, top);
	}
	out = gw_tree_condense(&raw, NULL);
	gw_free(raw.energy);
	return out;
}

/* ---- nodes that are none ---- */

struct order { double energy; int32_t lowest, node; };

static int
by_order(const void *p, const void *q)
{
	const struct order *a = p, *b = q;

	if (a->energy != b->energy)
		return a->energy < b->energy ? -1 : 1;
	return (a->lowest > b->lowest) - (a->lowest < b->lowest);
}

/* 1 for leaves that stay, the number of children that stay for merges. */
static int32_t *
living(const struct gw_tree *t, const char *mask)
{
	int32_t *kids = gw_alloc((size_t)t->n, sizeof *kids);

	for (int32_t k = 0; k < t->n; k++) {
		if (k < t->nleaf)
			kids[k] = !mask || mask[k];
		if (kids[k] && t->parent[k] >= 0)
			kids[t->parent[k]]++;
	}
	return kids;
}

/*
 * Who stands for each node: itself, or the merge above of which it becomes a part;
 * -1 for what is gone.
 */
static int32_t *
stand_in(const struct gw_tree *t, const int32_t *kids)
{
	int32_t *as = gw_alloc((size_t)t->n, sizeof *as), p;

	for (int32_t k = t->n - 1; k >= 0; k--) {
		p = t->parent[k] < 0 ? -1 : as[t->parent[k]];
		if (!kids[k])
			as[k] = -1;
		else if (k >= t->nleaf && p >= 0 && (kids[k] < 2 || t->energy[k] == t->energy[p]))
			as[k] = p;
		else
			as[k] = k;
	}
	return as;
}

/* New numbers of the nodes that stay: leaves in their order, merges by energy. */
static int32_t *
renumber(const struct gw_tree *t, const int32_t *as, int32_t *nleaf, int32_t *n)
{
	int32_t *to = gw_alloc((size_t)t->n, sizeof *to), m = 0;
	struct order *o = gw_alloc((size_t)t->n, sizeof *o);

	*nleaf = 0;
	for (int32_t k = 0; k < t->nleaf; k++)
		if (as[k] == k)
			to[k] = (*nleaf)++;
	for (int32_t k = t->nleaf; k < t->n; k++)
		if (as[k] == k)
			o[m++] = (struct order){ t->energy[k], t->lowest[k], k };
	if (m)
		qsort(o, (size_t)m, sizeof *o, by_order);
	for (int32_t k = 0; k < m; k++)
		to[o[k].node] = *nleaf + k;
	*n = *nleaf + m;
	gw_free(o);
	return to;
}

struct gw_tree *
gw_tree_condense(const struct gw_tree *t, const char *mask)
{
	int32_t *kids = living(t, mask), *as = stand_in(t, kids), nleaf, n, *to, p;
	struct gw_tree *out;

	gw_free(kids);
	to = renumber(t, as, &nleaf, &n);
	out = gw_tree_blank(nleaf, n);
	for (int32_t k = 0; k < t->n; k++)
		if (as[k] == k) {
			p = t->parent[k] < 0 ? -1 : as[t->parent[k]];
			out->energy[to[k]] = t->energy[k];
			out->count[to[k]] = t->count[k];
			out->lowest[to[k]] = t->lowest[k];
			out->parent[to[k]] = p < 0 ? -1 : to[p];
			out->nroot += p < 0;
			if (k < t->nleaf)
				out->minimum[to[k]] = t->minimum[k];
		}
	gw_free(as);
	gw_free(to);
	return out;
}
