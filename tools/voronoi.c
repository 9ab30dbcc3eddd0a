/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voronoi - Voronoi cells of all atoms: arrays for the stream, or a table. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tools/cells.h"

static const struct tool me = {
	.name = "voronoi",
	.about = "Voronoi index, volume, faces and neighbours of every atom",
	.operands = "[FILE ...]",
	.example = "voronoi --edge-min 1% glass.tgz | tab --atoms id volume f5",
	.in = IN_STREAM, .out = OUT_STREAM,
	.flags = TOOL_SHARD_FRAMES | TOOL_TABLE
};

struct want {
	struct cells cells;
	int table, census, head;	/* head: written */
};

/* ---- the stream ---- */

/* [n][most] ids of the neighbours, filled up with 0; -1 for a wall */
static void
put_neighbours(struct filter *io, const struct gw_voronoi *v)
{
	int most = 1;
	int64_t *id;

	for (int i = 0; i < v->n; i++)
		most = v->faces[i] > most ? v->faces[i] : most;
	id = gw_alloc((size_t)v->n*(size_t)most, sizeof *id);
	for (int i = 0; i < v->n; i++)
		for (int k = v->first[i]; k < v->first[i + 1]; k++)
			id[(size_t)i*(size_t)most + (size_t)(k - v->first[i])] =
			    v->nbr[k] < 0 ? -1 : io->sys->id[v->nbr[k]];
	filter_set_array(io, "neighbours", GW_I8, most, "", id);
	gw_free(id);
}

/* Counts take 2 bytes as long as all of them fit. */
static void
put_counts(struct filter *io, const char *name, int cols, const int32_t *count)
{
	size_t n = (size_t)io->sys->n*(size_t)(cols ? cols : 1);
	int16_t *small = gw_alloc(n, sizeof *small);
	size_t k;

	for (k = 0; k < n && count[k] <= INT16_MAX; k++)
		small[k] = (int16_t)count[k];
	if (k == n)
		filter_set_array(io, name, GW_I2, cols, "", small);
	else
		filter_set_array(io, name, GW_I4, cols, "", count);
	gw_free(small);
}

static int
put_arrays(struct filter *io, const struct want *w)
{
	const struct gw_voronoi *v = &w->cells.v;
	double sum = 0;
	char unit[48];

	snprintf(unit, sizeof unit, "%s^3", gw_units(io->sys->units)->length);
	put_counts(io, "voronoi", v->k, v->index);
	filter_set_array(io, "volume", GW_F8, 0, unit, v->volume);
	put_counts(io, "faces", 0, v->faces);
	filter_set_array(io, "f5", GW_F8, 0, "", v->f5);
	if (w->cells.opt.neighbours)
		put_neighbours(io, v);
	for (int i = 0; i < v->n; i++)
		sum += v->f5[i];
	filter_set(io, "f5_mean", v->n ? sum/v->n : 0);
	cells_scalars(io, &w->cells);
	return filter_put(io);
}

/* ---- tables ---- */

static void
head(struct filter *io, struct want *w, const char *columns)
{
	char *said = cells_said(&w->cells);

	if (!w->head) {
		filter_table(io, 0, NULL);
		fprintf(io->text, "# %s\n%s\n", said, columns);
	}
	w->head = 1;
	gw_free(said);
}

static void
atom_head(struct filter *io, struct want *w)
{
	char *c = gw_format("frame\tid\tspecies\tvolume[%s^3]\tfaces\tf5\tn3\tn4\tn5\tn6\tn7\tn8\t"
	    "n9\tn10\tindex%s", io->sys ? gw_units(io->sys->units)->length : "",
	    w->cells.opt.neighbours ? "\tneighbours" : "");

	head(io, w, c);
	gw_free(c);
}

static void
census_head(struct filter *io, struct want *w)
{
	head(io, w, "frame\tindex\tcount\tfraction");
}

static void
atom_neighbours(struct filter *io, const struct gw_voronoi *v, int i)
{
	const char *between = "\t";

	for (int k = v->first[i]; k < v->first[i + 1]; k++, between = ",")
		fprintf(io->text, "%s%" PRId64, between,
		    v->nbr[k] < 0 ? -1 : io->sys->id[v->nbr[k]]);
	if (v->first[i] == v->first[i + 1])
		fputs("\t-", io->text);
}

static void
print_atoms(struct filter *io, struct want *w)
{
	const struct gw_voronoi *v = &w->cells.v;
	const struct gw_sys *s = io->sys;
	char text[CELLS_INDEX];

	atom_head(io, w);
	for (int i = 0; i < v->n; i++) {
		fprintf(io->text, "%ld\t%" PRId64 "\t%s\t%.17g\t%d\t%.17g", io->frame->number,
		    s->id[i], s->species[s->type[i]].name, v->volume[i], v->faces[i], v->f5[i]);
		for (int k = 0; k < GW_VORONOI_COLUMNS; k++)
			fprintf(io->text, "\t%d", v->index[(size_t)i*(size_t)v->k + (size_t)k]);
		fprintf(io->text, "\t%s", cells_index(v, i, text));
		if (w->cells.opt.neighbours)
			atom_neighbours(io, v, i);
		fputc('\n', io->text);
	}
}

struct kind {
	const struct gw_voronoi *v;
	int atom, count;	/* an atom that has it, how many do */
};

/* the same sequence of n3, n4, ...: by n5 first, then from n3 on, the larger first */
static int
compare(const struct kind *x, const struct kind *y)
{
	size_t k = (size_t)x->v->k;
	const int32_t *a = x->v->index + (size_t)x->atom*k, *b = y->v->index + (size_t)y->atom*k;

	if (a[2] != b[2])
		return a[2] > b[2] ? -1 : 1;
	for (size_t m = 0; m < k; m++)
		if (a[m] != b[m])
			return a[m] > b[m] ? -1 : 1;
	return 0;
}

static int
by_index(const void *a, const void *b)
{
	return compare(a, b);
}

static int
by_count(const void *a, const void *b)
{
	const struct kind *x = a, *y = b;

	return x->count != y->count ? (x->count < y->count) - (x->count > y->count) : compare(x, y);
}

static void
print_census(struct filter *io, struct want *w)
{
	const struct gw_voronoi *v = &w->cells.v;
	struct kind *a = gw_alloc((size_t)v->n, sizeof *a);
	char text[CELLS_INDEX];
	int n = 0;

	census_head(io, w);
	for (int i = 0; i < v->n; i++)
		a[i] = (struct kind){ v, i, 1 };
	qsort(a, (size_t)v->n, sizeof *a, by_index);
	for (int i = 0; i < v->n; i++) {
		if (n && compare(&a[n - 1], &a[i]) == 0)
			a[n - 1].count++;
		else
			a[n++] = a[i];
	}
	qsort(a, (size_t)n, sizeof *a, by_count);
	for (int k = 0; k < n; k++)
		fprintf(io->text, "%ld\t%s\t%d\t%.17g\n", io->frame->number,
		    cells_index(v, a[k].atom, text), a[k].count, (double)a[k].count/v->n);
	gw_free(a);
}

static int
work(struct filter *io, struct want *w)
{
	if (cells_find(io, &w->cells, io->sys) < 0)
		return -1;
	if (!w->table && !w->census)
		return put_arrays(io, w);
	if (w->census)
		print_census(io, w);
	else
		print_atoms(io, w);
	fflush(io->text);
	return 0;
}

static int
check(struct filter *io, struct want *w)
{
	if (w->table && w->census)
		return gw_fail(&io->err, GW_USAGE, "--table and --census: one at a time");
	if (w->census && w->cells.opt.neighbours)
		return gw_fail(&io->err, GW_USAGE, "--census counts, it has no neighbours");
	if ((w->table || w->census) && io->shard_n > 1)
		return gw_fail(&io->err, GW_USAGE,
		    "--shard: tables do not join again: write a stream");
	if (cells_open(io, &w->cells) < 0)
		return -1;
	return w->table || w->census ? filter_as_table(io) : 0;
}

int
main(int argc, char **argv)
{
	struct filter io;
	struct want w = { .table = 0 };
	const struct opt tab[] = {
		CELLS_OPTIONS(w.cells),
		{ 0, "neighbours", OPT_FLAG, &w.cells.opt.neighbours, "",
			"list the neighbours that share a counted face" },
		{ 't', "table", OPT_FLAG, &w.table, "",
			"write a table of all atoms instead of a stream" },
		{ 0, "census", OPT_FLAG, &w.census, "",
			"write how often each index occurs in a frame, the most frequent first" },
		{ 0 }
	};

	filter_open(&io, &me, tab, argc, argv);
	if (check(&io, &w) == 0)
		while (filter_next(&io) > 0)
			if (work(&io, &w) < 0)
				break;
	if (!io.err.code && w.table)
		atom_head(&io, &w);	/* of a stream without frames */
	if (!io.err.code && w.census)
		census_head(&io, &w);
	cells_close(&w.cells);
	return filter_close(&io);
}
