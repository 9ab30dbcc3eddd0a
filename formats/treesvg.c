/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many branches of one colour are one path, so that a hundred thousand of them are a few megabytes
 * (but not too many: programs that draw take a time quadratic in them).  A branch slants from its
 * parent's merge to its own place, then goes straight down.  The slant ends above every merge among
 * its siblings: what is below them is never crossed.
 */
#include "formats/treesvg.h"

#include <inttypes.h>
#include <math.h>

#include "base/mem.h"

enum { LEFT = 84, RIGHT = 24, RIGHT_AXIS = 92, BOTTOM = 28, TEXT = 12, LINE = 17,
	CHUNK = 200 /* branches in a path */ };

struct frame {
	double x0, y0, w, h;		/* of the plot, pixels */
	double lo, hi;			/* energies at its lower and upper edge, relative to zero */
};

static double
px(const struct gw_treesvg *g, const struct frame *f, double x)
{
	return f->x0 + f->w*(g->tree->nleaf ? x/g->tree->nleaf : 0.5);
}

/* e relative to zero */
static double
py(const struct frame *f, double e)
{
	return f->y0 + f->h*(f->hi - e)/(f->hi - f->lo);
}

static void
text(FILE *out, const char *s)
{
	for (; *s; s++)
		switch (*s) {
		case '&': fputs("&amp;", out); break;
		case '<': fputs("&lt;", out); break;
		case '>': fputs("&gt;", out); break;
		default: fputc((unsigned char)*s < 32 ? ' ' : *s, out);
		}
}

static int
lines(const struct gw_treesvg *g)
{
	int n = 0;

	while (n < GW_TREESVG_LINES && g->line[n])
		n++;
	return n;
}

static struct frame
frame(const struct gw_treesvg *g)
{
	const struct gw_tree *t = g->tree;
	double lo = INFINITY, hi = -INFINITY, top = 14 + LINE*lines(g), span;
	int right = g->atoms > 0 ? RIGHT_AXIS : RIGHT;

	for (int32_t k = 0; k < t->n; k++) {
		lo = fmin(lo, t->energy[k] - g->zero);
		hi = fmax(hi, t->energy[k] - g->zero);
	}
	if (!(hi >= lo))
		lo = hi = 0;
	span = hi > lo ? hi - lo : 1;
	return (struct frame){ LEFT, top, fmax(g->width - LEFT - right, 1),
		fmax(g->height - top - BOTTOM, 1), lo - 0.03*span, hi + 0.05*span };
}

/* ---- axes ---- */

/* 1, 2 or 5 times a power of ten: about eight ticks over a span. */
static double
tick_step(double span)
{
	double p = pow(10, floor(log10(span/8))), m = span/8/p;

	return p*(m < 1.5 ? 1 : m < 3.5 ? 2 : m < 7.5 ? 5 : 10);
}

static void
axis(FILE *out, const struct frame *f, double per, int right, const char *what, const char *unit,
	const char *of)
{
	double x = f->x0 + (right ? f->w : 0), step = tick_step((f->hi - f->lo)/per),
	    at = x + (right ? 74 : -66);

	fprintf(out, "<path d=\"M%.2f %.2fV%.2f", x, f->y0, f->y0 + f->h);
	for (double k = ceil(f->lo/per/step); k*step <= f->hi/per; k++)
		fprintf(out, "M%.2f %.2fh%d", x, py(f, k*step*per), right ? 5 : -5);
	fputs("\" fill=\"none\" stroke=\"black\"/>\n", out);
	for (double k = ceil(f->lo/per/step); k*step <= f->hi/per; k++)
		fprintf(out, "<text x=\"%.2f\" y=\"%.2f\" text-anchor=\"%s\">%.6g</text>\n",
		    x + (right ? 8 : -8), py(f, k*step*per) + 4, right ? "start" : "end",
		    k*step + 0.0);
	fprintf(out, "<text transform=\"translate(%.2f %.2f) rotate(-90)\" "
	    "text-anchor=\"middle\">%s", at, f->y0 + f->h/2, what);
	if (*unit || *of) {
		fputs(" [", out);
		text(out, *unit ? unit : "1");
		fprintf(out, "%s]", of);
	}
	fputs("</text>\n", out);
}

/* ---- branches ---- */

/* How far down the slants below each merge go. */
static double *
drops(const struct gw_treesvg *g)
{
	const struct gw_tree *t = g->tree;
	double *drop = gw_alloc((size_t)t->n, sizeof *drop);

	for (int32_t k = 0; k < t->n; k++) {
		int32_t p = t->parent[k];

		drop[k] = k < t->nleaf ? 0 : drop[k] > 0 ? drop[k] : g->slant;
		if (k >= t->nleaf && p >= 0) {
			double room = t->energy[p] - t->energy[k];

			drop[p] = fmin(drop[p] > 0 ? drop[p] : g->slant, room);
		}
	}
	return drop;
}

static void
branch(FILE *out, const struct gw_treesvg *g, const struct frame *f, const double *drop, int32_t k)
{
	const struct gw_tree *t = g->tree;
	int32_t p = t->parent[k];
	double x = px(g, f, g->x[k]), e = t->energy[k] - g->zero, from, to;

	if (p < 0) {
		fprintf(out, "M%.2f %.2fV%.2f", x, py(f, fmin(e + g->slant, f->hi)), py(f, e));
		return;
	}
	from = t->energy[p] - g->zero;
	to = fmax(from - drop[p], e);
	fprintf(out, "M%.2f %.2fL%.2f %.2f", px(g, f, g->x[p]), py(f, from), x, py(f, to));
	if (to > e)
		fprintf(out, "V%.2f", py(f, e));
}

static void
branches(FILE *out, const struct gw_treesvg *g, const struct frame *f)
{
	const struct gw_tree *t = g->tree;
	double slot = t->nleaf ? f->w/t->nleaf : 1, *drop = drops(g);
	int n;

	fprintf(out, "<g fill=\"none\" stroke-linejoin=\"round\" stroke-width=\"%.2f\">\n",
	    fmax(0.2, fmin(1.4, 0.6*slot)));
	for (int c = 0; c < g->ncolour; c++) {
		n = 0;
		for (int32_t k = t->n - 1; k >= 0; k--) {
			if ((g->colour ? g->colour[k] : 0) != c)
				continue;
			if (n++ % CHUNK == 0)
				fprintf(out, "%s<path stroke=\"%s\" d=\"", n > 1 ? "\"/>\n" : "",
				    g->palette[c]);
			branch(out, g, f, drop, k);
			fputc('\n', out);
		}
		if (n)
			fputs("\"/>\n", out);
	}
	fputs("</g>\n", out);
	gw_free(drop);
}

static void
labels(FILE *out, const struct gw_treesvg *g, const struct frame *f)
{
	double slot = f->w/(g->tree->nleaf ? g->tree->nleaf : 1),
	    size = fmax(1, fmin(11, 0.9*slot));

	fprintf(out, "<g font-size=\"%.2f\" text-anchor=\"end\">\n", size);
	for (int32_t k = 0; k < g->tree->nleaf; k++)
		fprintf(out, "<text transform=\"translate(%.2f %.2f) "
		    "rotate(-90)\">%" PRId64 "</text>\n", px(g, f, g->x[k]) + 0.35*size,
		    py(f, g->tree->energy[k] - g->zero) + 3, g->label[k]);
	fputs("</g>\n", out);
}

void
gw_treesvg_write(FILE *out, const struct gw_treesvg *g)
{
	struct frame f = frame(g);

	fprintf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"%d\" height=\"%d\" "
	    "viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"%d\">\n"
	    "<title>Disconnectivity graph</title>\n"
	    "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n",
	    g->width, g->height, g->width, g->height, TEXT);
	for (int k = 0; k < lines(g); k++) {
		fprintf(out, "<text x=\"%d\" y=\"%d\">", LEFT, 18 + LINE*k);
		text(out, g->line[k]);
		fputs("</text>\n", out);
	}
	axis(out, &f, 1, 0, "energy above the lowest minimum", g->unit, "");
	if (g->atoms > 0)
		axis(out, &f, g->atoms, 1, "per atom", g->unit, "/atom");
	branches(out, g, &f);
	if (g->label)
		labels(out, g, &f);
	fputs("</svg>\n", out);
}
