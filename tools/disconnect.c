/* SPDX-License-Identifier: GPL-3.0-or-later */
/* disconnect - the tree of superbasins of a landscape, as a table and as a picture. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tools/drawing.h"
#include "tools/transitions.h"

static const struct tool me = {
	.name = "disconnect",
	.about = "disconnectivity graph: which minima meet below which energy",
	.operands = "[FILE ...]", .example = "disconnect --svg tree.svg events.tgz >tree.tsv",
	.in = IN_STREAM, .out = OUT_TSV, .flags = TOOL_RAW | TOOL_MANY
};

enum { NAMED = 20 };		/* components that get a line */

struct want {
	struct transition_want in;
	struct drawing draw;
	const char *unit;
	int levels, summary, atoms;
	double step;
};

struct result {
	struct transitions in;
	struct gw_landscape *land;
	struct gw_tree *tree;
	int32_t root;		/* of the tree with the lowest minimum */
	double lowest, top, step, atoms;	/* top: highest merge of that tree */
	const char *unit;
};

static int
check(struct filter *io, struct want *w)
{
	if (w->levels < 0 || w->levels > 10000000)
		return gw_fail(&io->err, GW_USAGE,
		    "--levels %d: expected a number above 0", w->levels);
	if (w->levels && w->step > 0)
		return gw_fail(&io->err, GW_USAGE, "--levels and --step: give one of them");
	if (w->in.tolerance < 0)
		return gw_fail(&io->err, GW_USAGE, "--tolerance %g: expected 0 or more",
		    w->in.tolerance);
	if (w->atoms < 0)
		return gw_fail(&io->err, GW_USAGE,
		    "--atoms %d: expected a number above 0", w->atoms);
	if (w->draw.depth < 0)
		return gw_fail(&io->err, GW_USAGE, "--deep %g: expected 0 or more", w->draw.depth);
	return drawing_check(io, &w->draw);
}

/* ---- the tree ---- */

/* The tree with the lowest minimum, and what it spans. */
static void
measure(struct result *r)
{
	const struct gw_tree *t = r->tree;

	r->root = -1;
	r->lowest = r->top = NAN;
	for (int32_t k = 0; k < t->n; k++) {
		double e = r->land->energy[t->lowest[k]];

		if (t->parent[k] < 0 && (r->root < 0 || e < r->lowest)) {
			r->root = k;
			r->lowest = e;
			r->top = t->energy[k];
		}
	}
}

static int
grow(struct filter *io, const struct want *w, struct result *r)
{
	struct transitions *s = &r->in;
	struct gw_tree *exact;

	r->land = gw_landscape_new(s->t, s->n, s->number, s->energy, s->nknown, &io->err);
	if (!r->land)
		return -1;
	if (!r->land->n)
		return gw_fail(&io->err, GW_BADDATA,
		    "no minima: %ld rows, of which %ld are not connected, %ld lack numbers",
		    s->rows, s->unconnected, s->missing + s->unknown);
	r->tree = exact = gw_tree_new(r->land);
	measure(r);
	r->step = w->levels ? (r->top - r->lowest)/w->levels : w->step;
	if (r->step > 0) {
		r->tree = gw_tree_levels(exact, r->lowest, r->step, w->levels ? r->top : INFINITY);
		gw_tree_free(exact);
		exact = r->tree;
	}
	r->atoms = w->atoms ? w->atoms : s->atoms;
	r->unit = w->unit ? w->unit : s->unit;
	return 0;
}

/* ---- words ---- */

struct component { int32_t count, lowest, node; };

static int
by_size(const void *p, const void *q)
{
	const struct component *a = p, *b = q;

	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return (a->lowest > b->lowest) - (a->lowest < b->lowest);
}

static struct component *
components(const struct gw_tree *t)
{
	struct component *c = gw_alloc((size_t)t->nroot, sizeof *c);
	int32_t n = 0;

	for (int32_t k = 0; k < t->n; k++)
		if (t->parent[k] < 0)
			c[n++] = (struct component){ t->count[k], t->lowest[k], k };
	qsort(c, (size_t)n, sizeof *c, by_size);
	return c;
}

static void
say_components(struct filter *io, const struct result *r)
{
	const struct gw_tree *t = r->tree;
	struct component *c = components(t);

	for (int32_t k = 0; k < t->nroot && k < NAMED; k++)
		fprintf(io->text, "# component %d: %d minima, the lowest is %" PRId64 " at %.17g, "
		    "merged at %.17g\n", k + 1, c[k].count, r->land->number[c[k].lowest],
		    r->land->energy[c[k].lowest], t->energy[c[k].node]);
	if (t->nroot > NAMED)
		fprintf(io->text, "# and %d more components of at most %d minima (parent -1)\n",
		    t->nroot - NAMED, c[NAMED].count);
	if (t->nroot > 1)
		filter_warn(io, "%d components that no saddle joins: the largest has %d minima, "
		    "the next %d (minimum %" PRId64 " and what is joined to it)", t->nroot,
		    c[0].count, c[1].count, r->land->number[c[1].lowest]);
	gw_free(c);
}

static void
say_doubts(struct filter *io, const struct want *w, const struct result *r)
{
	const struct gw_landscape *l = r->land;

	if (l->spread > w->in.tolerance)
		filter_warn(io, "the energies of minimum %" PRId64 " differ by %.4g: the lowest is "
		    "used; are the minima converged?", l->spread_at, l->spread);
	if (!(r->atoms > 0) && !io->quiet)
		filter_warn(io, "the number of atoms is not known: no depth per atom (--atoms)");
}

struct item { const char *name; double value; const char *unit; };

static int
items(const struct result *r, struct item *s, const char *per_atom)
{
	const struct gw_landscape *l = r->land;
	double depth = r->top - r->lowest;
	const struct item all[] = {
		{ "minima", l->n, "" }, { "saddles", (double)l->nsaddle, "" },
		{ "components", r->tree->nroot, "" }, { "rows", (double)r->in.rows, "" },
		{ "not_connected", (double)r->in.unconnected, "" },
		{ "left_out", (double)(r->in.missing + r->in.unknown + r->in.below), "" },
		{ "self_loops", (double)l->loops, "" }, { "duplicates", (double)l->duplicates, "" },
		{ "raised", (double)l->raised, "" }, { "energy_spread", l->spread, r->unit },
		{ "lowest", r->lowest, r->unit }, { "highest_merge", r->top, r->unit },
		{ "depth", depth, r->unit }, { "atoms", r->atoms > 0 ? r->atoms : NAN, "" },
		{ "depth_per_atom", r->atoms > 0 ? depth/r->atoms : NAN, per_atom } };

	memcpy(s, all, sizeof all);
	return sizeof all/sizeof *all;
}

static void
print_summary(struct filter *io, const struct result *r, int table)
{
	static const char *const column[] = { "quantity", "value", "unit" };
	char *per = gw_format("%s/atom", *r->unit ? r->unit : "1");
	struct item s[16];
	int n = items(r, s, per);

	filter_table(io, table ? 0 : 3, column);
	for (int k = 0; k < n; k++) {
		if (table)
			fprintf(io->text, "# %s %.17g%s%s\n", s[k].name, s[k].value,
			    *s[k].unit ? " " : "", s[k].unit);
		else
			fprintf(io->text, "%s\t%.17g\t%s\n", s[k].name, s[k].value,
			    *s[k].unit ? s[k].unit : "-");
	}
	gw_free(per);
}

static void
print_tree(struct filter *io, const struct result *r)
{
	const struct gw_tree *t = r->tree;
	const char *u = r->unit, *a = *u ? "[" : "", *b = *u ? "]" : "";
	double *x = gw_alloc((size_t)t->n, sizeof *x), e;

	gw_tree_places(t, x);
	print_summary(io, r, 1);
	say_components(io, r);
	if (r->step > 0)
		fprintf(io->text, "# levels %.17g apart, counted from the lowest minimum\n",
		    r->step);
	fprintf(io->text, "# nodes: %d minima, then the merges by energy; depth: from the lowest "
	    "minimum of a node to the merge above; x: place across a picture\n", t->nleaf);
	fprintf(io->text, "node\tparent\tminima\tlowest\tenergy%s%s%s\tdepth%s%s%s\tx\n", a, u,
	    b, a, u, b);
	for (int32_t k = 0; k < t->n; k++) {
		e = r->land->energy[t->lowest[k]];
		fprintf(io->text, "%d\t%d\t%d\t%" PRId64 "\t%.17g\t", k, t->parent[k], t->count[k],
		    r->land->number[t->lowest[k]], t->energy[k]);
		if (t->parent[k] < 0)
			fputs("nan", io->text);
		else
			fprintf(io->text, "%.10g", t->energy[t->parent[k]] - e);
		fprintf(io->text, "\t%.10g\n", x[k]);
	}
	gw_free(x);
}

static void
draw(struct filter *io, const struct want *w, const struct result *r)
{
	const char *u = r->unit, *gap = *u ? " " : "";
	double depth = r->top - r->lowest;
	char *per = r->atoms > 0 ? gw_format(" (%.4g%s%s/atom)", depth/r->atoms, gap, *u ? u : "") :
	    gw_strdup("");
	char *line = gw_format("%d minima, %ld saddles, %d component%s; depth %.4g%s%s%s",
	    r->land->n, r->land->nsaddle, r->tree->nroot, r->tree->nroot > 1 ? "s" : "", depth,
	    gap, u, per);

	drawing_write(io, &w->draw, &(struct drawing_of){ r->land, r->tree, r->lowest, r->step,
	    r->atoms, u, line });
	gw_free(per);
	gw_free(line);
}

static void
work(struct filter *io, const struct want *w, struct result *r)
{
	if (transitions_read(io, &w->in, &r->in) < 0 || grow(io, w, r) < 0)
		return;
	say_doubts(io, w, r);
	if (w->summary)
		print_summary(io, r, 0);
	else
		print_tree(io, r);
	draw(io, w, r);
}

int
main(int argc, char **argv)
{
	struct want w = { .in = { { "from", "to", "energy", "energy_final", "saddle", "barrier",
		"reverse", "connected", "sample" }, .tolerance = 0.01 }, .draw = DRAWING_DEFAULTS };
	struct result r = { .root = -1 };
	struct filter io;
	const struct opt tab[] = {
		{ 0, "svg", OPT_STR, &w.draw.file, "FILE", "draw the graph" },
		{ 'n', "levels", OPT_INT, &w.levels, "N",
			"N levels from the lowest minimum to the highest merge" },
		{ 0, "step", OPT_POS, &w.step, "E",
			"levels this far apart (default: merges at their saddles)" },
		{ 0, "most", OPT_INT, &w.draw.most, "N",
			"draw the N lowest minima (default 1000, 0: all)" },
		{ 0, "least", OPT_INT, &w.draw.count, "N",
			"draw superbasins of at least N minima" },
		{ 0, "deep", OPT_REAL, &w.draw.depth, "E",
			"draw superbasins at least so deep below their merge" },
		{ 0, "colour", OPT_WORD, &w.draw.colour, "none|component|basin|number",
			"what colours show" },
		{ 0, "basin", OPT_POS, &w.draw.basin, "E",
			"colour superbasins at E above the lowest minimum" },
		{ 0, "label", OPT_FLAG, &w.draw.label, "",
			"numbers of minima under their branches" },
		{ 0, "size", OPT_STR, &w.draw.size, "WxH",
			"of the picture in pixels (default 900x700)" },
		{ 0, "atoms", OPT_INT, &w.atoms, "N",
			"atoms, for the depth per atom (default: the input's)" },
		{ 0, "summary", OPT_FLAG, &w.summary, "",
			"print numbers of the landscape, not the tree" },
		{ 0, "wales", OPT_STR, &w.in.wales, "DIR", "read min.data and ts.data of DIR" },
		{ 0, "min", OPT_STR, &w.in.minima, "FILE",
			"FILE is min.data and the operand ts.data" },
		{ 0, "star", OPT_FLAG, &w.in.star, "",
			"every row leads from one minimum to one of its own" },
		{ 0, "skip", OPT_FLAG, &w.in.skip, "",
			"leave out rows with a saddle below a minimum" },
		{ 0, "tolerance", OPT_REAL, &w.in.tolerance, "E",
			"how far below it may be (default 0.01)" },
		{ 0, "unit", OPT_STR, &w.unit, "TEXT", "unit of energy (default: the input's)" },
		{ 0, "from", OPT_STR, &w.in.name[T_FROM], "COLUMN",
			"number of the initial minimum" },
		{ 0, "to", OPT_STR, &w.in.name[T_TO], "COLUMN", "number of the final minimum" },
		{ 0, "energy", OPT_STR, &w.in.name[T_ENERGY], "COLUMN",
			"energy of the initial minimum" },
		{ 0, "final", OPT_STR, &w.in.name[T_FINAL], "COLUMN",
			"of the final one (energy_final)" },
		{ 0, "saddle", OPT_STR, &w.in.name[T_SADDLE], "COLUMN", "of the saddle" },
		{ 0, "barrier", OPT_STR, &w.in.name[T_BARRIER], "COLUMN",
			"or barrier from the initial minimum" },
		{ 0, "reverse", OPT_STR, &w.in.name[T_REVERSE], "COLUMN",
			"or barrier from the final one" },
		{ 0 } };

	filter_open(&io, &me, tab, argc, argv);
	if (check(&io, &w) == 0)
		work(&io, &w, &r);
	transitions_clear(&r.in);
	gw_landscape_free(r.land);
	gw_tree_free(r.tree);
	return filter_close(&io);
}
