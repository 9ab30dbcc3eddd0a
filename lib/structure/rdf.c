/* SPDX-License-Identifier: GPL-3.0-or-later */
/* g(r): pairs of a neighbour list without skin, counted block by block. */
#include "structure/rdf.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "cell/list.h"

struct gw_rdf *
gw_rdf_new(int nspecies, double rmax, int nbin)
{
	struct gw_rdf *r = gw_alloc(1, sizeof *r);
	size_t n = (size_t)nbin, np = (size_t)(nspecies*(nspecies + 1)/2);

	r->nbin = nbin;
	r->nspecies = nspecies;
	r->rmax = rmax;
	r->dr = rmax/nbin;
	r->g = gw_alloc(n, sizeof *r->g);
	r->part = gw_alloc(np*n, sizeof *r->part);
	r->coord = gw_alloc(n, sizeof *r->coord);
	r->list = gw_list_new();
	return r;
}

void
gw_rdf_free(struct gw_rdf *r)
{
	if (!r)
		return;
	gw_free(r->g);
	gw_free(r->part);
	gw_free(r->coord);
	gw_list_free(r->list);
	gw_free(r);
}

int
gw_rdf_pair(const struct gw_rdf *r, int a, int b)
{
	int lo = a < b ? a : b, hi = a < b ? b : a;

	return lo*r->nspecies - lo*(lo - 1)/2 + hi - lo;
}

/* counts[pair of species][bin], whole numbers: any order of adding gives the same */
static void
count_block(const struct gw_rdf *r, const struct gw_sys *s, const struct gw_block *b,
	long *counts)
{
	for (int i = 0; i < b->nown; i++)
		for (int q = b->row[i]; q < b->row[i + 1]; q++) {
			int j = b->nbr[q], bin;
			double im[3], d[3];

			for (int k = 0; k < 3; k++)
				im[k] = b->image[j][k] - b->image[i][k];
			gw_vecmat(im, s->box.h, d);
			for (int k = 0; k < 3; k++)
				d[k] += s->x[3*(size_t)b->atom[j] + (size_t)k] -
				    s->x[3*(size_t)b->atom[i] + (size_t)k];
			bin = (int)(sqrt(gw_dot3(d, d))/r->dr);
			if (bin < r->nbin)
				counts[gw_rdf_pair(r, b->type[i], b->type[j])*r->nbin + bin]++;
		}
}

static double
shell(const struct gw_rdf *r, int bin, int dim)
{
	double a = bin*r->dr, b = (bin + 1)*r->dr;

	return dim == 2 ? M_PI*(b*b - a*a) : 4*M_PI/3*(b*b*b - a*a*a);
}

static void
add_counts(struct gw_rdf *r, const struct gw_sys *s, const long *counts)
{
	double *number = gw_alloc((size_t)r->nspecies, sizeof *number), inside = 0;

	for (int i = 0; i < s->n; i++)
		number[s->type[i]]++;
	for (int k = 0; k < r->nbin; k++) {
		double ideal = shell(r, k, s->dim)/s->box.volume, all = 0;

		for (int a = 0; a < r->nspecies; a++)
			for (int b = a; b < r->nspecies; b++) {
				int p = gw_rdf_pair(r, a, b);
				double pairs = number[a]*number[b],
				    c = (double)counts[p*r->nbin + k];

				all += 2*c;
				if (pairs > 0)
					r->part[p*r->nbin + k] += (a == b ? 2 : 1)*c/(pairs*ideal);
			}
		inside += all;
		if (s->n > 0) {
			r->g[k] += all/((double)s->n*s->n*ideal);
			r->coord[k] += inside/s->n;
		}
	}
	gw_free(number);
}

int
gw_rdf_add(struct gw_rdf *r, const struct gw_sys *s, struct gw_err *e)
{
	size_t m = (size_t)(r->nspecies*(r->nspecies + 1)/2)*(size_t)r->nbin;
	long *counts;

	if (gw_list_build(r->list, s, s->x, &s->box, r->rmax, 0, e) < 0)
		return -1;
	counts = gw_alloc(m, sizeof *counts);
	for (int b = 0; b < r->list->nblock; b++)
		count_block(r, s, &r->list->block[b], counts);
	add_counts(r, s, counts);
	r->nframe++;
	gw_free(counts);
	return 0;
}

static double
smoothed(const double *g, int n, int k, int smooth)
{
	double sum = 0;
	int m = 0;

	for (int j = k - smooth; j <= k + smooth; j++)
		if (j >= 0 && j < n) {
			sum += g[j];
			m++;
		}
	return sum/m;
}

/* centre of the parabola through three equally spaced values */
static double
vertex(double a, double b, double c)
{
	double d = a - 2*b + c;

	return d != 0 ? 0.5*(a - c)/d : 0;
}

int
gw_rdf_peak(const double *g, int nbin, double dr, int smooth, double *peak,
	double *height, double *minimum)
{
	double *y = gw_alloc((size_t)nbin, sizeof *y), most = 0;
	int top = -1, low = -1;

	for (int k = 0; k < nbin; k++) {
		y[k] = smoothed(g, nbin, k, smooth);
		most = fmax(most, y[k]);
	}
	for (int k = 1; k + 1 < nbin && top < 0; k++)
		if (y[k] >= 1 && y[k] > 0.5*most && y[k] >= y[k - 1] && y[k] > y[k + 1])
			top = k;
	for (int k = top + 1; top >= 0 && k + 1 < nbin; k++) {
		if (low < 0 || y[k] < y[low])
			low = k;
		if (y[k] > 1 && low > top && y[low] < 1)
			break;		/* the next shell has begun */
	}
	if (top >= 0) {
		*peak = (top + 0.5 + vertex(y[top - 1], y[top], y[top + 1]))*dr;
		*height = y[top];
		*minimum = low > 0 && low + 1 < nbin ?
		    (low + 0.5 + vertex(y[low - 1], y[low], y[low + 1]))*dr : NAN;
	}
	gw_free(y);
	return top >= 0 ? 0 : -1;
}

int
gw_rdf_nearest(const struct gw_sys *s, double rmax, double *r, struct gw_err *e)
{
	int bins = (int)ceil(rmax/0.02), bad;
	struct gw_rdf *g = gw_rdf_new(s->nspecies, 0.02*bins, bins);
	double height, low;

	bad = gw_rdf_add(g, s, e);
	if (!bad && gw_rdf_peak(g->g, g->nbin, g->dr, 2, r, &height, &low) < 0)
		bad = gw_fail(e, GW_BADDATA, "g(r) has no peak up to %g", rmax);
	gw_rdf_free(g);
	return bad;
}
