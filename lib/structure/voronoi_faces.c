/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A walk around each face of a cell.  With its corners v_0 .. v_m-1 in order,
 *
 *	A = 1/2 sum_k (v_k - v_0) x (v_k+1 - v_0),	V = 1/3 sum_faces v_0 . A
 *
 * which also holds where the centre is outside its cell.  An edge that was walked
 * along is marked by -1 - (its end) in the cell's own table, as Voro++ does it.
 */
#include "structure/voronoi_faces.h"

#include <math.h>

#include "base/mem.h"
#include "base/vec.h"

void
gw_faces_clear(struct gw_faces *f)
{
	gw_free(f->face);
	gw_free(f->edge);
}

static double
distance(const double *a, const double *b)
{
	double d[3] = { a[0] - b[0], a[1] - b[1], a[2] - b[2] };

	return sqrt(gw_dot3(d, d));
}

/*
 * The face left of edge j of vertex i: its corners' fan into a, the lengths of its edges
 * into *edge (NULL: not wanted).  Returns the number of edges.
 */
static int
walk(const struct gw_vcell_view *c, int i, int j, double **edge, double a[3])
{
	const double *v0 = c->vertex + 3*i;
	double u[3] = { 0 }, w[3], x[3];
	int at = i, n = 0;

	a[0] = a[1] = a[2] = 0;
	do {
		int next = c->edge[at][j], back = c->edge[at][c->order[at] + j];
		const double *v = c->vertex + 3*next;

		c->edge[at][j] = -1 - next;
		if (*edge)
			*(*edge)++ = distance(v, c->vertex + 3*at)/2;
		for (int k = 0; k < 3; k++)
			w[k] = v[k] - v0[k];
		gw_cross(u, w, x);
		for (int k = 0; k < 3; k++) {
			a[k] += x[k];
			u[k] = w[k];
		}
		j = back == c->order[next] - 1 ? 0 : back + 1;
		at = next;
		n++;
	} while (at != i);
	return n;
}

static void
unmark(const struct gw_vcell_view *c)
{
	for (int i = 0; i < c->n; i++)
		for (int j = 0; j < c->order[i]; j++)
			c->edge[i][j] = -1 - c->edge[i][j];
}

/* all faces, with all edges; returns the number of edges walked */
static int
walk_all(struct gw_faces *f, const struct gw_vcell_view *c, double unit, int lengths)
{
	int ne = 0, most = 0;
	double a[3], six = 0, *edge;

	for (int i = 0; i < c->n; i++)
		most += c->order[i];
	gw_reserve(&f->edge, &f->cap_edge, (size_t)most, sizeof *f->edge);
	gw_reserve(&f->face, &f->cap_face, (size_t)most, sizeof *f->face);
	edge = lengths ? f->edge : NULL;
	f->n = 0;
	for (int i = 0; i < c->n; i++)
		for (int j = 0; j < c->order[i]; j++) {
			struct gw_face *t = &f->face[f->n];

			if (c->edge[i][j] < 0)
				continue;
			t->id = c->face ? c->face[i][j] : 0;
			t->edges = walk(c, i, j, &edge, a);
			t->area = sqrt(gw_dot3(a, a))/(8*unit*unit);
			six += gw_dot3(c->vertex + 3*i, a);
			ne += t->edges;
			f->n++;
		}
	unmark(c);
	f->volume = fabs(six)/(48*unit*unit*unit);
	for (int k = 0; lengths && k < ne; k++)
		f->edge[k] /= unit;
	return ne;
}

/* absolute or relative: the fraction is one of `whole` */
static double
least(const struct gw_voronoi_min *m, double whole)
{
	return m->relative ? m->value*whole : m->value;
}

/* Keep the faces that count, with their edges that do. */
static void
thin(struct gw_faces *f, int ne, const struct gw_voronoi_opt *o)
{
	double length = 0, surface = 0, shortest, smallest;
	int n = 0, m = 0, lengths = o->edge.value > 0;

	for (int k = 0; lengths && k < ne; k++)
		length += f->edge[k];
	for (int k = 0; k < f->n; k++)
		surface += f->face[k].area;
	shortest = least(&o->edge, length/ne);
	smallest = least(&o->face, surface);
	for (int k = 0; k < f->n; k++) {
		struct gw_face t = f->face[k];
		int edges = lengths ? 0 : t.edges;

		for (int q = 0; lengths && q < t.edges; q++)
			edges += f->edge[m++] >= shortest;
		t.edges = edges;
		if (t.area >= smallest && edges >= 3)
			f->face[n++] = t;
	}
	f->n = n;
}

void
gw_faces_walk(struct gw_faces *f, const struct gw_vcell_view *c, double unit,
	const struct gw_voronoi_opt *o)
{
	int ne = walk_all(f, c, unit, o->edge.value > 0);

	if (o->edge.value > 0 || o->face.value > 0)
		thin(f, ne, o);
}
