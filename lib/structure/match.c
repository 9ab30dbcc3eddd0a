/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Configuration to configuration: species, boxes, drift, labels; match_assign.c does the rest. */
#include "structure/match.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"

static const double FLOOR = 0.003;	/* D_min/r0 below which the gap
					   is not relative to the sum */
static const double WRONG = 0.01;	/* part of the sum: a mean
					   displacement above it was no drift */
static const double TRUSTED = 0.25;	/* of the box: labels that went
					   farther on average say nothing */
enum { TURNS = 50 };			/* of matching and drift; one is usual */

struct ident {
	int64_t id;
	int32_t i;
};

struct match_work {
	struct gw_assign **assign;	/* [nassign] one for each species:
					   prices stay from turn to turn */
	int     nassign;
	int32_t *before;		/* [n] the matching of the turn before */
	int32_t *label;			/* [n] index in s of the atom
					   with the id of atom i of ref */
	int32_t *as, *bs;		/* [n] the atoms of one species in ref and in s */
	int32_t *pi;			/* [n] a matching among them */
	double  *x, *y;			/* [n][3] their places */
	double  (*s)[3];		/* [n] all of s, mapped to the box of ref */
	struct ident *ia, *ib;		/* [n] for the labels */
	int     room;			/* n that all this holds */
};

static void
free_arrays(struct match_work *w)
{
	gw_free(w->before);
	gw_free(w->label);
	gw_free(w->as);
	gw_free(w->bs);
	gw_free(w->pi);
	gw_free(w->x);
	gw_free(w->y);
	gw_free(w->s);
	gw_free(w->ia);
	gw_free(w->ib);
}

void
gw_match_clear(struct gw_match *m)
{
	struct match_work *w = m->work;

	if (w) {
		for (int k = 0; k < w->nassign; k++)
			gw_assign_free(w->assign[k]);
		gw_free(w->assign);
		free_arrays(w);
		gw_free(w);
	}
	gw_free(m->to);
	gw_free(m->d);
	gw_free(m->u);
	memset(m, 0, sizeof *m);
}

static void
reserve(struct gw_match *m, int n, int nspecies)
{
	size_t k = (size_t)n;
	struct match_work *w = m->work ? m->work : gw_alloc(1, sizeof *w);

	m->work = w;
	m->n = n;
	if (nspecies > w->nassign) {
		w->assign = gw_realloc(w->assign, (size_t)nspecies, sizeof *w->assign);
		while (w->nassign < nspecies)
			w->assign[w->nassign++] = gw_assign_new();
	}
	if (n <= w->room && m->to)
		return;
	free_arrays(w);
	gw_free(m->to);
	gw_free(m->d);
	gw_free(m->u);
	m->to = gw_alloc(k, sizeof *m->to);
	m->d = gw_alloc(k, sizeof *m->d);
	m->u = gw_alloc(k, sizeof *m->u);
	w->before = gw_alloc(k, sizeof *w->before);
	w->label = gw_alloc(k, sizeof *w->label);
	w->as = gw_alloc(k, sizeof *w->as);
	w->bs = gw_alloc(k, sizeof *w->bs);
	w->pi = gw_alloc(k, sizeof *w->pi);
	w->x = gw_alloc(3*k, sizeof *w->x);
	w->y = gw_alloc(3*k, sizeof *w->y);
	w->s = gw_alloc(k, sizeof *w->s);
	w->ia = gw_alloc(k, sizeof *w->ia);
	w->ib = gw_alloc(k, sizeof *w->ib);
	w->room = n;
}

/* ---- do they fit? ---- */

static long
count(const struct gw_sys *s, int type)
{
	long n = 0;

	for (int i = 0; i < s->n; i++)
		n += s->type[i] == type;
	return n;
}

/* Species that ref does not have must have no atoms; all others as many as there. */
static int
check_species(const struct gw_sys *s, const struct gw_sys *ref, struct gw_err *e)
{
	for (int k = 0; k < ref->nspecies; k++) {
		const char *name = ref->species[k].name;
		int t = gw_sys_species(s, name);
		long have = t < 0 ? 0 : count(s, t), want = count(ref, k);

		if (have != want)
			return gw_fail(e, GW_BADDATA, "%ld atoms of species %s, not %ld: only "
			    "atoms of one species can be matched", have, name, want);
	}
	for (int t = 0; t < s->nspecies; t++)
		if (gw_sys_species(ref, s->species[t].name) < 0 && count(s, t))
			return gw_fail(e, GW_BADDATA, "%ld atoms of species %s, not 0: only "
			    "atoms of one species can be matched", count(s, t), s->species[t].name);
	return 0;
}

static int
check_places(const struct gw_sys *s, struct gw_err *e)
{
	for (int i = 0; i < s->n; i++) {
		const double *x = s->x + 3*(size_t)i;
		double f[3];

		gw_box_frac(&s->box, x, f);
		if (!(fabs(f[0]) + fabs(f[1]) + fabs(f[2]) <= 1e9))
			return gw_fail(e, GW_BADDATA, "atom %" PRId64 ": its position (%g, %g, %g) "
			    "is not finite or far outside the box", s->id[i], x[0], x[1], x[2]);
	}
	return 0;
}

static int
check(const struct gw_sys *s, const struct gw_sys *ref, struct gw_err *e)
{
	if (s->units != ref->units)
		return gw_fail(e, GW_BADDATA, "units %s, not %s", gw_units(s->units)->name,
		    gw_units(ref->units)->name);
	if (s->dim != ref->dim)
		return gw_fail(e, GW_BADDATA, "%d dimensions, not %d", s->dim, ref->dim);
	if (memcmp(s->box.pbc, ref->box.pbc, sizeof s->box.pbc) != 0)
		return gw_fail(e, GW_BADDATA, "the boxes are periodic along different directions");
	if (s->n != ref->n)
		return gw_fail(e, GW_BADDATA, "%d atoms, not %d", s->n, ref->n);
	return check_species(s, ref, e) < 0 || check_places(s, e) < 0 || check_places(ref, e) < 0 ?
	    -1 : 0;
}

/* ---- boxes and labels ---- */

static void
map(struct gw_match *m, const struct gw_sys *s, const struct gw_sys *ref)
{
	m->scaled = memcmp(s->box.h, ref->box.h, sizeof s->box.h) != 0 ||
	    memcmp(s->box.origin, ref->box.origin, sizeof s->box.origin) != 0;
	m->volume = s->box.volume/ref->box.volume;
	for (int i = 0; i < s->n; i++) {
		double f[3];

		if (m->scaled) {
			gw_box_frac(&s->box, s->x + 3*(size_t)i, f);
			gw_box_cart(&ref->box, f, m->work->s[i]);
		} else {
			memcpy(m->work->s[i], s->x + 3*(size_t)i, sizeof m->work->s[i]);
		}
	}
}

static int
by_id(const void *a, const void *b)
{
	int64_t x = ((const struct ident *)a)->id, y = ((const struct ident *)b)->id;

	return (x > y) - (x < y);
}

/* Which atom of s has the id of atom i of ref: label[i]. */
static void
find_labels(struct gw_match *m, const struct gw_sys *s, const struct gw_sys *ref)
{
	struct match_work *w = m->work;

	m->labelled = 1;
	for (int i = 0; i < s->n; i++) {
		w->ia[i] = (struct ident){ ref->id[i], i };
		w->ib[i] = (struct ident){ s->id[i], i };
	}
	if (memcmp(s->id, ref->id, (size_t)s->n*sizeof *s->id) != 0) {
		qsort(w->ia, (size_t)s->n, sizeof *w->ia, by_id);
		qsort(w->ib, (size_t)s->n, sizeof *w->ib, by_id);
	}
	for (int k = 0; k < s->n; k++) {
		m->labelled &= w->ia[k].id == w->ib[k].id;
		w->label[w->ia[k].i] = w->ib[k].i;
	}
}

/* ---- displacements ---- */

static void
mean(int n, const double (*d)[3], double out[3])
{
	out[0] = out[1] = out[2] = 0;
	for (int i = 0; i < n; i++)
		for (int k = 0; k < 3; k++)
			out[k] += d[i][k]/n;
}

/* d = shortest image of s_to(i) - ref_i - drift */
static void
displace(const struct gw_match *m, const struct gw_sys *ref, const int32_t *to, double (*d)[3])
{
	for (int i = 0; i < m->n; i++) {
		for (int k = 0; k < 3; k++)
			d[i][k] = m->work->s[to[i]][k] - ref->x[3*(size_t)i + (size_t)k] -
			    m->drift[k];
		gw_box_mic(&ref->box, d[i]);
	}
}

static double
sum_squares(int n, const double (*d)[3])
{
	return gw_dot(3*(size_t)n, d[0], d[0]);
}

static long
farther(int n, const double (*d)[3], double r)
{
	long far = 0;

	for (int i = 0; i < n; i++)
		far += gw_dot3(d[i], d[i]) > r*r;
	return far;
}

static void
no_labels(struct gw_match *m)
{
	m->rmsd = m->relabelled = NAN;
	m->jumped = -1;
	for (int i = 0; i < m->n; i++)
		m->u[i][0] = m->u[i][1] = m->u[i][2] = NAN;
}

/* What the labels say: u, rmsd, relabelled, jumped. */
static void
by_labels(struct gw_match *m, const struct gw_sys *ref, int keep_drift)
{
	long other = 0;
	double c[3];

	if (!m->labelled) {
		no_labels(m);
		return;
	}
	displace(m, ref, m->work->label, m->u);
	mean(m->n, (const double (*)[3])m->u, c);
	for (int i = 0; i < m->n; i++) {
		other += m->to[i] != m->work->label[i];
		for (int k = 0; k < 3 && !keep_drift; k++)
			m->u[i][k] -= c[k];
	}
	m->relabelled = m->n ? (double)other/m->n : 0;
	m->rmsd = m->n ? sqrt(sum_squares(m->n, (const double (*)[3])m->u)/m->n) : 0;
	m->jumped = farther(m->n, (const double (*)[3])m->u, m->r0/2);
}

/* ---- the matching ---- */

/* The atoms of species k of ref, moved by the drift, and those of s. */
static int
gather(struct gw_match *m, const struct gw_sys *s, const struct gw_sys *ref, int k)
{
	struct match_work *w = m->work;
	int t = gw_sys_species(s, ref->species[k].name), na = 0, nb = 0;

	for (int i = 0; i < m->n; i++)
		if (ref->type[i] == k) {
			for (int d = 0; d < 3; d++)
				w->x[3*na + d] = ref->x[3*(size_t)i + (size_t)d] + m->drift[d];
			w->as[na++] = i;
		}
	for (int j = 0; j < m->n; j++)
		if (s->type[j] == t) {
			memcpy(w->y + 3*nb, w->s[j], sizeof w->s[j]);
			w->bs[nb++] = j;
		}
	return na;
}

static void
match_all(struct gw_match *m, const struct gw_sys *s, const struct gw_sys *ref, int warm)
{
	struct match_work *w = m->work;

	memcpy(w->before, m->to, (size_t)m->n*sizeof *m->to);
	for (int k = 0; k < ref->nspecies; k++) {
		int n = gather(m, s, ref, k);

		gw_assign(w->assign[k], &ref->box, n, w->x, w->y, warm, w->pi);
		for (int i = 0; i < n; i++)
			m->to[w->as[i]] = w->bs[w->pi[i]];
	}
	m->solves++;
}

/* The certificate of the last matching of each species. */
static double
prove(struct gw_match *m, const struct gw_sys *s, const struct gw_sys *ref)
{
	struct match_work *w = m->work;
	double gap = 0;

	for (int k = 0; k < ref->nspecies; k++) {
		int n = gather(m, s, ref, k);

		for (int j = 0; j < n; j++)
			w->before[w->bs[j]] = j;
		for (int i = 0; i < n; i++)
			w->pi[i] = w->before[m->to[w->as[i]]];
		gap += gw_assign_gap(w->assign[k], w->pi);
	}
	return gap;
}

/* The centre of all atoms went this far. */
static void
centre_drift(struct gw_match *m, const struct gw_sys *ref)
{
	m->drift[0] = m->drift[1] = m->drift[2] = 0;
	for (int i = 0; i < m->n; i++)
		for (int k = 0; k < 3; k++)
			m->drift[k] += (m->work->s[i][k] - ref->x[3*(size_t)i + (size_t)k])/m->n;
}

/* The mean displacement by labels, if they stayed so near that it can be told. */
static void
label_drift(struct gw_match *m, const struct gw_sys *ref)
{
	const double centre[3] = { m->drift[0], m->drift[1], m->drift[2] };
	double least = INFINITY, u[3];

	if (!m->labelled || !m->n)
		return;
	for (int k = 0; k < 3; k++) {
		m->drift[k] = 0;
		if (ref->box.pbc[k])
			least = fmin(least, ref->box.width[k]);
	}
	displace(m, ref, m->work->label, m->u);
	mean(m->n, (const double (*)[3])m->u, u);
	least *= TRUSTED;
	memcpy(m->drift, sum_squares(m->n, (const double (*)[3])m->u) < m->n*least*least ? u :
	    centre, sizeof m->drift);
}

/*
 * The matching may know better (permuted labels, other images of single atoms,
 * chains of replacements once around the box): then match and take its mean displacement by turns.
 */
static void
follow_drift(struct gw_match *m, const struct gw_sys *s, const struct gw_sys *ref)
{
	double u[3];

	centre_drift(m, ref);
	label_drift(m, ref);
	m->solves = 0;
	for (;;) {
		match_all(m, s, ref, m->solves > 0);
		displace(m, ref, m->to, m->d);
		mean(m->n, (const double (*)[3])m->d, u);
		if (m->n*gw_dot3(u, u) <= WRONG*sum_squares(m->n, (const double (*)[3])m->d) ||
		    m->solves == TURNS)
			break;
		if (m->solves > 1 && !memcmp(m->to, m->work->before, (size_t)m->n*sizeof *m->to))
			break;
		for (int k = 0; k < 3; k++)
			m->drift[k] += u[k];
	}
}

static void
keep_all(struct gw_match *m, const struct gw_sys *s, const struct gw_sys *ref)
{
	m->drift[0] = m->drift[1] = m->drift[2] = 0;
	m->solves = 0;
	match_all(m, s, ref, 0);
}

int
gw_match_pair(struct gw_match *m, const struct gw_sys *s, const struct gw_sys *ref,
	int keep_drift, struct gw_err *e)
{
	double least;

	if (check(s, ref, e) < 0)
		return -1;
	reserve(m, s->n, ref->nspecies);
	map(m, s, ref);
	find_labels(m, s, ref);
	m->r0 = m->n ? pow(ref->box.volume/m->n, 1.0/ref->dim) : 0;
	(keep_drift ? keep_all : follow_drift)(m, s, ref);
	by_labels(m, ref, keep_drift);
	displace(m, ref, m->to, m->d);
	m->sum = sum_squares(m->n, (const double (*)[3])m->d);
	m->dmin = m->n ? sqrt(m->sum/m->n) : 0;
	m->moved = farther(m->n, (const double (*)[3])m->d, m->r0/2);
	least = m->n*FLOOR*FLOOR*m->r0*m->r0;
	m->gap = m->n ? prove(m, s, ref)/fmax(m->sum, least) : 0;
	if (keep_drift)
		mean(m->n, (const double (*)[3])m->d, m->drift);
	return 0;
}
