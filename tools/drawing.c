/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/drawing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "formats/treesvg.h"
#include "tools/output.h"

enum { MOSTPIXELS = 100000 };

/*
 * palette: 0 what has no colour of its own, then parts by size, then all smaller ones, then a scale
 */
enum { PLAIN, PARTS = 8, OTHERS, SCALE, STEPS = 16, COLOURS = SCALE + STEPS };

int
drawing_check(struct filter *io, struct drawing *d)
{
	char rest;

	if (sscanf(d->size, "%dx%d%c", &d->width, &d->height, &rest) != 2 || d->width < 200 ||
	    d->height < 150 || d->width > MOSTPIXELS || d->height > MOSTPIXELS)
		return gw_fail(&io->err, GW_USAGE, "--size %s: expected WIDTHxHEIGHT, from 200x150 "
		    "to %dx%d", d->size, MOSTPIXELS, MOSTPIXELS);
	if (d->most < 0 || d->count < 0)
		return gw_fail(&io->err, GW_USAGE, "--most and --least: expected 0 (all) or more");
	if (!strcmp(d->colour, "basin") != !isnan(d->basin))
		return gw_fail(&io->err, GW_USAGE, "--colour basin and --basin E belong together");
	if (d->file && !strcmp(d->file, "-"))
		return gw_fail(&io->err, GW_USAGE,
		    "--svg -: standard output has the table: name a file");
	return 0;
}

/* ---- colours ---- */

struct part { int32_t count, lowest, node; };

static int
by_size(const void *p, const void *q)
{
	const struct part *a = p, *b = q;

	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return (a->lowest > b->lowest) - (a->lowest < b->lowest);
}

/*
 * Parts of the tree: what hangs together at or below the energy top;
 * the largest have colours of their own.
 */
static void
colour_parts(const struct gw_tree *t, double top, unsigned char *colour)
{
	struct part *part = gw_alloc((size_t)t->n, sizeof *part);
	int32_t n = 0;

	for (int32_t k = 0; k < t->n; k++)
		if (t->energy[k] <= top && (t->parent[k] < 0 || t->energy[t->parent[k]] > top))
			part[n++] = (struct part){ t->count[k], t->lowest[k], k };
	if (n)
		qsort(part, (size_t)n, sizeof *part, by_size);
	for (int32_t k = 0; k < n; k++)
		colour[part[k].node] = (unsigned char)(k < PARTS ? PLAIN + 1 + k : OTHERS);
	for (int32_t k = t->n - 1; k >= 0; k--)
		if (t->energy[k] <= top && t->parent[k] >= 0 && t->energy[t->parent[k]] <= top)
			colour[k] = colour[t->parent[k]];
	gw_free(part);
}

static unsigned char *
colours(const struct drawing *d, const struct drawing_of *of, const struct gw_tree *t)
{
	unsigned char *c = gw_alloc((size_t)t->n, 1);

	if (!strcmp(d->colour, "component"))
		colour_parts(t, INFINITY, c);
	else if (!strcmp(d->colour, "basin"))
		colour_parts(t, of->lowest + d->basin, c);
	else if (!strcmp(d->colour, "number"))
		for (int32_t k = 0; k < t->n; k++)
			c[k] = (unsigned char)(SCALE + (int64_t)t->lowest[k]*STEPS/of->land->n);
	return c;
}

/* One of the scale: from blue over purple to orange. */
static void
scale_colour(int k, char s[8])
{
	static const int anchor[3][3] = { { 38, 70, 160 }, { 165, 55, 130 }, { 242, 165, 35 } };
	double u = 2.0*k/(STEPS - 1);
	const int *a = anchor[u < 1 ? 0 : 1], *b = anchor[u < 1 ? 1 : 2];

	u -= u < 1 ? 0 : 1;
	snprintf(s, 8, "#%02x%02x%02x", (unsigned)lround(a[0] + u*(b[0] - a[0])) & 255,
	    (unsigned)lround(a[1] + u*(b[1] - a[1])) & 255,
	    (unsigned)lround(a[2] + u*(b[2] - a[2])) & 255);
}

/* ---- words ---- */

static char *
line_energies(const struct drawing_of *of)
{
	const char *u = of->unit, *gap = *u ? " " : "";

	if (of->step > 0)
		return gw_format("0 is %.10g%s%s; superbasins at levels %.4g%s%s apart", of->lowest,
		    gap, u, of->step, gap, u);
	return gw_format("0 is %.10g%s%s; superbasins merge at their saddles", of->lowest, gap, u);
}

static char *
line_chosen(const struct drawing *d, const struct drawing_of *of, const struct gw_tree *t)
{
	char most[64] = "", count[64] = "", depth[64] = "";

	if (t->nleaf == of->tree->nleaf)
		return gw_strdup("all minima are drawn");
	if (d->most > 0)
		snprintf(most, sizeof most, ", among the %d lowest", d->most);
	if (d->count > 1)
		snprintf(count, sizeof count, ", superbasins of at least %d minima", d->count);
	if (d->depth > 0)
		snprintf(depth, sizeof depth, ", at least %g%s%s deep", d->depth,
		    *of->unit ? " " : "", of->unit);
	return gw_format("%d of %d minima are drawn%s%s%s", t->nleaf, of->tree->nleaf, most,
	    count, depth);
}

static char *
line_colour(const struct drawing *d, const struct drawing_of *of)
{
	int64_t first = of->land->number[0], last = of->land->number[of->land->n - 1];

	if (!strcmp(d->colour, "component"))
		return gw_format("colours: components, the %d largest", PARTS);
	if (!strcmp(d->colour, "basin"))
		return gw_format("colours: superbasins at %g%s%s, the %d largest", d->basin,
		    *of->unit ? " " : "", of->unit, PARTS);
	if (!strcmp(d->colour, "number"))
		return gw_format("colours: number of the lowest minimum, %lld blue to %lld orange",
		    (long long)first, (long long)last);
	return NULL;
}

/* ---- the file ---- */

static double
slant(const struct gw_tree *t, double step, double lowest)
{
	double hi = lowest;

	if (step > 0)
		return step;
	for (int32_t k = 0; k < t->n; k++)
		hi = fmax(hi, t->energy[k]);
	return hi > lowest ? (hi - lowest)/40 : 0.05;
}

static void
draw(FILE *out, const struct drawing *d, const struct drawing_of *of, const struct gw_tree *t)
{
	static const char *const fixed[SCALE] = { "#222222", "#0072b2", "#d55e00", "#009e73",
		"#cc79a7", "#56b4e9", "#e69f00", "#7f4f24", "#6a51a3", "#aaaaaa" };
	const char *palette[COLOURS];
	char scale[STEPS][8], *line[3] = { line_energies(of), line_chosen(d, of, t),
		line_colour(d, of) };
	unsigned char *colour = colours(d, of, t);
	double *x = gw_alloc((size_t)t->n, sizeof *x);
	int64_t *label = gw_alloc((size_t)t->nleaf, sizeof *label);
	struct gw_treesvg g = { t, x, d->width, d->height, of->lowest,
		slant(t, of->step, of->lowest), of->atoms, of->unit,
		{ of->summary, line[0], line[1], line[2] }, colour, palette, COLOURS, NULL };

	for (int k = 0; k < COLOURS; k++) {
		if (k >= SCALE)
			scale_colour(k - SCALE, scale[k - SCALE]);
		palette[k] = k < SCALE ? fixed[k] : scale[k - SCALE];
	}
	for (int32_t k = 0; k < t->nleaf; k++)
		label[k] = of->land->number[t->minimum[k]];
	if (d->label)
		g.label = label;
	gw_tree_places(t, x);
	gw_treesvg_write(out, &g);
	for (int k = 0; k < 3; k++)
		gw_free(line[k]);
	gw_free(colour);
	gw_free(x);
	gw_free(label);
}

int
drawing_write(struct filter *io, const struct drawing *d, const struct drawing_of *of)
{
	const struct gw_tree_choice c = { d->most, d->count, d->depth };
	struct output o = { .fd = -1 };
	struct gw_err second;
	struct gw_tree *t;

	if (!d->file)
		return 0;
	if (output_open(&o, d->file, 1, &io->err) < 0) {
		output_abandon(&o, &second);
		return -1;
	}
	t = gw_tree_choose(of->tree, &c);
	draw(o.text, d, of, t);
	gw_tree_free(t);
	return output_finish(&o, &io->err);
}
