/* SPDX-License-Identifier: GPL-3.0-or-later */
/* perturb-scan - how every atom is confined: each one displaced, all others fixed. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "landscape/perturb.h"
#include "structure/rdf.h"
#include "tools/filter.h"
#include "tools/radii.h"

static const struct tool me = {
	.name = "perturb-scan",
	.about = "confinement of single atoms: energies of small displacements in all directions",
	.operands = "[FILE ...]",
	.example = "perturb-scan --dr 1e-5,1e-3,0.01 glass.tgz | histo -c 'omega[0.01]' --bins 40",
	.in = IN_STREAM, .out = OUT_STREAM,
	.flags = TOOL_FORCE | TOOL_SHARD | TOOL_STRICT | TOOL_TABLE
};

enum { FEW = 50, MOST = 100000000 };	/* directions; displacements of an atom */

struct want {
	const char *dr, *grid;
	int directions, by_direction, stream;
	struct ids atoms;
	int64_t map;
	double rnn, ftol;
	int ntheta, nphi;		/* of grid, else 0 */
	struct radii radii;
};

/* what goes from frame to frame, and what belongs to the present one */
struct work {
	const struct want *want;
	struct filter *io;
	struct gw_scan *scan;
	const struct gw_pot *pot;	/* that scan was made for */
	struct gw_sphere *sphere;
	int    dim;			/* of sphere */
	int    head;			/* written */
	double rnn, *dr;		/* lengths */
	int32_t *index;			/* chosen atoms */
	int    n;
	struct gw_scan_atom *atom;	/* [n] */
	double *omega;			/* [n][ndr] */
	long   *count, natoms;		/* --by-direction: of all frames */
};

/* ---- columns ---- */

/* of the present frame; of a stream without frames, any */
static const struct gw_units *
units(const struct work *w)
{
	return gw_units(w->io->sys ? w->io->sys->units : GW_METAL);
}

static char *
with_unit(const char *name, const char *unit, const char *power)
{
	return *unit ? gw_format("%s[%s%s]", name, unit, power) : gw_strdup(name);
}

static void
head(struct work *w, int n, char **column)
{
	if (!w->head)
		filter_table(w->io, n, (const char *const *)column);
	w->head = 1;
	for (int k = 0; k < n; k++)
		gw_free(column[k]);
	gw_free(column);
}

static void
atoms_head(struct work *w)
{
	const struct radii *r = &w->want->radii;
	const struct gw_units *u = units(w);
	char *force = gw_format("%s/%s", u->energy, u->length);
	char **c = gw_alloc((size_t)r->n + 16, sizeof *c);
	int n = 0;

	c[n++] = gw_strdup("id");
	c[n++] = gw_strdup("type");
	for (int k = 0; k < r->n; k++)
		c[n++] = gw_format("omega[%s]", r->label[k]);
	c[n++] = with_unit("dr_star", u->length, "");
	c[n++] = with_unit("dr_newton", u->length, "");
	c[n++] = with_unit("min_dE_atom", u->energy, "");
	c[n++] = with_unit("min_dE_sys", u->energy, "");
	c[n++] = with_unit("g_atom", force, "");
	for (int k = 1; k <= 6; k++) {
		char *name = gw_format("h_%s_%d", k <= 3 ? "atom" : "sys", (k - 1) % 3 + 1);

		c[n++] = with_unit(name, force, "^2");
		gw_free(name);
	}
	c[n++] = gw_strdup("species");
	c[n++] = gw_strdup("frame");
	gw_free(force);
	head(w, n, c);
}

static void
map_head(struct work *w)
{
	const struct gw_units *u = units(w);
	char **c = gw_alloc(6, sizeof *c);

	c[0] = gw_strdup("theta");
	c[1] = gw_strdup("phi");
	c[2] = with_unit("dr", u->length, "");
	c[3] = with_unit("dE_atom", u->energy, "");
	c[4] = with_unit("dE_sys", u->energy, "");
	c[5] = gw_strdup("frame");
	head(w, 6, c);
}

static void
rows_head(struct work *w)
{
	if (w->want->map)
		map_head(w);
	else
		atoms_head(w);
}

/* what there is to know about a frame, in front of its rows */
static void
frame_line(struct work *w, double fmax)
{
	const struct gw_units *u = units(w);

	fprintf(w->io->text, "# frame %ld: R_NN = %.6g %s, max |f| = %.3g %s/%s, %s\n",
	    w->io->frame->number, w->rnn, u->length, fmax, u->energy, u->length, fmax <= w->want->ftol ?
	    "a minimum" : "not a minimum: dE has the forces in it that act before the move");
}

/* ---- results ---- */

static void
print_atoms(struct work *w)
{
	const struct gw_sys *s = w->io->sys;
	const int ndr = w->want->radii.n;
	FILE *out = w->io->text;

	for (int k = 0; k < w->n; k++) {
		const struct gw_scan_atom *a = &w->atom[k];
		int32_t i = w->index[k], type = s->type[i];

		fprintf(out, "%" PRId64 "\t%d", s->id[i], type);
		for (int r = 0; r < ndr; r++)
			fprintf(out, "\t%.17g", w->omega[(size_t)k*(size_t)ndr + (size_t)r]);
		fprintf(out, "\t%.17g\t%.17g\t%.17g\t%.17g\t%.17g", a->dr_star, a->dr_newton, a->min_atom,
		    a->min_sys, a->g_atom);
		for (int c = 0; c < 6; c++)
			fprintf(out, "\t%.17g", c < 3 ? a->h_atom[c] : a->h_sys[c - 3]);
		fprintf(out, "\t%s\t%ld\n", s->species[type].name, w->io->frame->number);
	}
}

/* one array of the stream: cols numbers at offset of each struct, NaN for atoms that were not chosen */
static void
put_array(struct work *w, const char *name, const char *unit, size_t offset, int cols)
{
	size_t n = (size_t)w->io->sys->n, m = cols ? (size_t)cols : 1;
	double *v = gw_alloc(n*m, sizeof *v);

	for (size_t k = 0; k < n*m; k++)
		v[k] = NAN;
	for (int k = 0; k < w->n; k++)
		memcpy(v + (size_t)w->index[k]*m, (const char *)&w->atom[k] + offset, m*sizeof *v);
	filter_set_array(w->io, name, GW_F8, cols, unit, v);
	gw_free(v);
}

static int
put_stream(struct work *w, double fmax)
{
	const struct gw_units *u = units(w);
	const size_t ndr = (size_t)w->want->radii.n, n = (size_t)w->io->sys->n;
	char *force = gw_format("%s/%s", u->energy, u->length), *stiff = gw_format("%s^2", force);
	double *omega = gw_alloc(n*ndr, sizeof *omega);

	for (size_t k = 0; k < n*ndr; k++)
		omega[k] = NAN;
	for (int k = 0; k < w->n; k++)
		memcpy(omega + (size_t)w->index[k]*ndr, w->omega + (size_t)k*ndr, ndr*sizeof *omega);
	filter_set_array(w->io, "omega", GW_F8, (int)ndr, "", omega);
	put_array(w, "dr_star", u->length, offsetof(struct gw_scan_atom, dr_star), 0);
	put_array(w, "dr_newton", u->length, offsetof(struct gw_scan_atom, dr_newton), 0);
	put_array(w, "min_dE_atom", u->energy, offsetof(struct gw_scan_atom, min_atom), 0);
	put_array(w, "min_dE_sys", u->energy, offsetof(struct gw_scan_atom, min_sys), 0);
	put_array(w, "g_atom", force, offsetof(struct gw_scan_atom, g_atom), 0);
	put_array(w, "h_atom", stiff, offsetof(struct gw_scan_atom, h_atom), 3);
	put_array(w, "h_sys", stiff, offsetof(struct gw_scan_atom, h_sys), 3);
	filter_set(w->io, "r_nn", w->rnn);
	filter_set(w->io, "fmax", fmax);
	filter_set_int(w->io, "at_minimum", fmax <= w->want->ftol);
	gw_free(omega);
	gw_free(force);
	gw_free(stiff);
	return filter_put(w->io);
}

static void
print_directions(struct work *w)
{
	const struct radii *r = &w->want->radii;
	const struct gw_sphere *sp = w->sphere;
	char **c = gw_alloc((size_t)r->n + 3, sizeof *c);

	c[0] = gw_strdup("theta");
	c[1] = gw_strdup("phi");
	c[2] = gw_strdup("weight");
	for (int k = 0; k < r->n; k++)
		c[3 + k] = gw_format("fraction[%s]", r->label[k]);
	head(w, 3 + r->n, c);
	for (int q = 0; sp && q < sp->n; q++) {
		fprintf(w->io->text, "%.17g\t%.17g\t%.17g", sp->theta[q], sp->phi[q],
		    sp->weight[q]/sp->all);
		for (int k = 0; k < r->n; k++)
			fprintf(w->io->text, "\t%.17g", (double)w->count[k*sp->n + q]/(double)w->natoms);
		fputc('\n', w->io->text);
	}
}

/* ---- one frame ---- */

static int
tick(void *arg, long done, long total)
{
	filter_progress(arg, (double)done, (double)total, "atoms");
	return filter_interrupted();
}

static int
by_id(const void *a, const void *b)
{
	int64_t x = **(const int64_t *const *)a, y = **(const int64_t *const *)b;

	return (x > y) - (x < y);
}

/* index of each id of the list; unknown ones are errors */
static int
find_ids(struct work *w, const int64_t *id, int n)
{
	const struct gw_sys *s = w->io->sys;
	const int64_t **p = gw_alloc((size_t)s->n, sizeof *p);
	int bad = 0;

	for (int i = 0; i < s->n; i++)
		p[i] = &s->id[i];
	qsort(p, (size_t)s->n, sizeof *p, by_id);
	for (int k = 0; k < n && !bad; k++) {
		const int64_t *key = &id[k], **hit = bsearch(&key, p, (size_t)s->n, sizeof *p, by_id);

		if (hit)
			w->index[k] = (int32_t)(*hit - s->id);
		else
			bad = gw_fail(&w->io->err, GW_BADDATA, "atom %" PRId64 ": there is no such id in "
			    "this frame", id[k]);
	}
	gw_free(p);
	return bad;
}

/* the atoms of this run, of which this shard does a part */
static int
choose(struct work *w)
{
	const struct want *o = w->want;
	const int k = w->io->shard_k, parts = w->io->shard_n;
	int n = o->map ? 1 : o->atoms.n ? o->atoms.n : w->io->sys->n, from;

	w->index = gw_realloc(w->index, (size_t)n, sizeof *w->index);
	if (o->map || o->atoms.n) {
		if (find_ids(w, o->map ? &o->map : o->atoms.v, n) < 0)
			return -1;
	} else
		for (int i = 0; i < n; i++)
			w->index[i] = i;
	from = (int)((int64_t)n*(k - 1)/parts);
	w->n = (int)((int64_t)n*k/parts) - from;
	memmove(w->index, w->index + from, (size_t)w->n*sizeof *w->index);
	return 0;
}

/* directions, radii and atoms of this frame */
static int
prepare(struct work *w)
{
	const struct want *o = w->want;
	struct filter *io = w->io;
	int dim = io->sys->dim;

	if (o->ntheta && dim == 2)
		return gw_fail(&io->err, GW_BADDATA, "--grid is for three dimensions: in two, "
		    "--directions N are equal angles");
	if (w->sphere && dim != w->dim && o->by_direction)
		return gw_fail(&io->err, GW_BADDATA, "--by-direction: other dimensions than before");
	if (!w->sphere || dim != w->dim) {
		gw_sphere_free(w->sphere);
		w->sphere = o->ntheta ? gw_sphere_grid(o->ntheta, o->nphi) :
		    gw_sphere_fibonacci(o->directions, dim);
		w->dim = dim;
	}
	w->rnn = o->rnn;
	if (!(w->rnn > 0) && gw_rdf_nearest(io->sys, io->force->pot->cutoff, &w->rnn, &io->err) < 0)
		return gw_fail_in(&io->err, "R_NN (--r-nn gives it)");
	w->dr = gw_realloc(w->dr, (size_t)o->radii.n, sizeof *w->dr);
	if (radii_lengths(&o->radii, w->rnn, w->dr, &io->err) < 0)
		return -1;
	if (w->pot != io->force->pot) {
		gw_scan_free(w->scan);
		w->pot = io->force->pot;
		w->scan = gw_scan_new(w->pot);
	}
	return choose(w);
}

static int
one_map(struct work *w)
{
	const struct gw_sphere *sp = w->sphere;
	size_t m = (size_t)w->want->radii.n*(size_t)sp->n;
	double *e_atom = gw_alloc(m, sizeof *e_atom), *e_sys = gw_alloc(m, sizeof *e_sys);
	int bad = gw_scan_map(w->scan, 0, e_atom, e_sys, &w->io->err);

	for (size_t q = 0; !bad && q < m; q++) {
		size_t k = q % (size_t)sp->n;

		fprintf(w->io->text, "%.17g\t%.17g\t%.17g\t%.17g\t%.17g\t%ld\n", sp->theta[k], sp->phi[k],
		    w->dr[q/(size_t)sp->n], e_atom[q], e_sys[q], w->io->frame->number);
	}
	gw_free(e_atom);
	gw_free(e_sys);
	return bad;
}

static int
all_atoms(struct work *w, double fmax)
{
	size_t n = (size_t)w->n, ndr = (size_t)w->want->radii.n;
	int r;

	w->atom = gw_realloc(w->atom, n, sizeof *w->atom);
	w->omega = gw_realloc(w->omega, n*ndr, sizeof *w->omega);
	if (w->want->by_direction && !w->count)
		w->count = gw_alloc(ndr*(size_t)w->sphere->n, sizeof *w->count);
	r = gw_scan_atoms(w->scan, w->atom, w->omega, w->count, &w->io->err);
	if (r)
		return r;
	w->natoms += w->n;
	if (w->want->stream)
		return put_stream(w, fmax);
	if (!w->want->by_direction)
		print_atoms(w);
	return 0;
}

/* 0 done, 1 a signal came, -1 error */
static int
one_frame(struct work *w)
{
	const struct want *o = w->want;
	struct filter *io = w->io;
	struct gw_scan_opt so = { .ndr = o->radii.n, .tick = tick, .arg = io };
	double fmax;

	if (gw_force_eval(io->force, io->sys, 0, &io->err) < 0 || prepare(w) < 0)
		return -1;
	fmax = gw_force_largest(io->sys);
	if (!(fmax <= o->ftol))
		filter_unconverged(io, "frame %ld: not at a minimum, max |f| is %.3g: energies of "
		    "displacements have these forces in them", io->frame->number, fmax);
	so.sphere = w->sphere;
	so.dr = w->dr;
	if (gw_scan_start(w->scan, io->sys, &so, w->index, w->n, &io->err) < 0)
		return -1;
	if (!o->stream && !o->by_direction) {
		rows_head(w);
		frame_line(w, fmax);
	}
	return o->map ? one_map(w) : all_atoms(w, fmax);
}

/* what stands behind the last frame: all directions, or at least a header */
static void
finish(struct work *w)
{
	if (w->io->err.code || w->want->stream || filter_interrupted())
		return;
	if (w->want->by_direction)
		print_directions(w);
	else if (!w->head)
		rows_head(w);
}

/* ---- the command line ---- */

static int
parse_grid(struct filter *io, struct want *o)
{
	char more;

	if (!o->grid)
		return 0;
	if (sscanf(o->grid, "%6dx%6d%c", &o->ntheta, &o->nphi, &more) != 2 || o->ntheta < 1 ||
	    o->nphi < 1 || (double)o->ntheta*o->nphi > MOST)
		return gw_fail(&io->err, GW_USAGE, "--grid %s: expected NTHETAxNPHI such as 36x72",
		    o->grid);
	return 0;
}

static int
check(struct filter *io, struct want *o)
{
	double n;

	if (radii_parse(&o->radii, o->dr, &io->err) < 0 || parse_grid(io, o) < 0)
		return -1;
	if (o->directions < 1)
		return gw_fail(&io->err, GW_USAGE, "--directions %d: expected a number above 0",
		    o->directions);
	n = o->ntheta ? (double)o->ntheta*o->nphi : o->directions;
	if (n*o->radii.n > MOST)
		return gw_fail(&io->err, GW_USAGE, "%g directions and %d radii are too many", n,
		    o->radii.n);
	if ((o->map != 0) + o->by_direction + o->stream > 1)
		return gw_fail(&io->err, GW_USAGE, "--map, --by-direction and --stream: one at a time");
	if (o->map && o->atoms.n)
		return gw_fail(&io->err, GW_USAGE, "--map is of one atom: leave --atoms out");
	if (io->shard_n > 1 && (o->map || o->by_direction || o->stream))
		return gw_fail(&io->err, GW_USAGE, "--shard is for rows of atoms: not with --map, "
		    "--by-direction or --stream");
	if (n < FEW && !io->quiet)
		filter_warn(io, "%g directions are few: Omega comes in steps of %.2g", n, 1/n);
	return o->stream ? 0 : filter_as_table(io);
}

static void
clear(struct work *w, struct want *o)
{
	gw_scan_free(w->scan);
	gw_sphere_free(w->sphere);
	radii_free(&o->radii);
	gw_free(w->dr);
	gw_free(w->index);
	gw_free(w->atom);
	gw_free(w->omega);
	gw_free(w->count);
}

int
main(int argc, char **argv)
{
	struct want o = { .dr = "0.01", .directions = 200, .ftol = 1e-6 };
	struct filter io;
	struct work w = { .want = &o, .io = &io };
	const struct opt tab[] = {
		{ 'd', "dr", OPT_STR, &o.dr, "LIST",
			"lengths a,b,c or from:to:log|lin:count; with R behind: in R_NN (default 0.01)" },
		{ 'n', "directions", OPT_INT, &o.directions, "N",
			"directions, a Fibonacci sphere (default 200)" },
		{ 'g', "grid", OPT_STR, &o.grid, "NTHETAxNPHI",
			"a grid of angles, weighted by solid angle" },
		{ 'a', "atoms", OPT_ATOMS, &o.atoms, "LIST", "ids such as 1,5,7:20 (default: all)" },
		{ 'm', "map", OPT_LONG, &o.map, "ATOM", "one row per direction and radius of this atom" },
		{ 0, "by-direction", OPT_FLAG, &o.by_direction, "",
			"one row per direction: the fraction of atoms with dE_atom < 0" },
		{ 0, "stream", OPT_FLAG, &o.stream, "", "write the stream, results as arrays" },
		{ 0, "r-nn", OPT_POS, &o.rnn, "R", "R_NN (default: first peak of g(r) of the frame)" },
		{ 'f', "ftol", OPT_POS, &o.ftol, "F", "a minimum has max |f| <= F (default 1e-6)" },
		{ 0 }
	};

	filter_open(&io, &me, tab, argc, argv);
	if (check(&io, &o) == 0) {
		while (filter_next(&io) > 0)
			if (one_frame(&w) < 0)
				break;
		finish(&w);
	}
	clear(&w, &o);
	return filter_close(&io);
}
