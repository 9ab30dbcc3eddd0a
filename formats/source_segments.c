/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Members of several segments: their data are read some segments at a time and inflated
 * by all threads into a window, from which the content is taken.
 */
#include "formats/source_priv.h"

#include <omp.h>
#include <string.h>

#include "base/mem.h"

#define AT_ONCE 16	/* segments, with four threads or less; else four for each */

struct piece {		/* a segment of those in the window */
	const unsigned char *in;
	uint32_t length, crc;	/* of its data */
	size_t got;		/* content */
	int bad;
};

struct gw_segments {
	int n, next;		/* of the member, and the first that was not read yet */
	size_t size;		/* content of each but the last */
	uint32_t *length;
	size_t caplength;

	int most;		/* in the window */
	struct piece *piece;
	unsigned char *in, *out;
	size_t capin, capout;
	size_t at, have;	/* bytes of out that were taken, that are there */

	int nthread;
	z_stream *z;
};

void
gw_source_segments_free(struct gw_segments *g)
{
	if (!g)
		return;
	for (int k = 0; k < g->nthread; k++)
		inflateEnd(&g->z[k]);
	gw_free(g->z);
	gw_free(g->length);
	gw_free(g->piece);
	gw_free(g->in);
	gw_free(g->out);
	gw_free(g);
}

static struct gw_segments *
start(struct gw_err *e)
{
	struct gw_segments *g = gw_alloc(1, sizeof *g);
	int n = omp_get_max_threads();

	g->most = 4*n > AT_ONCE ? 4*n : AT_ONCE;
	g->piece = gw_alloc((size_t)g->most, sizeof *g->piece);
	g->z = gw_alloc((size_t)n, sizeof *g->z);
	for (; g->nthread < n; g->nthread++)
		if (inflateInit2(&g->z[g->nthread], -15) != Z_OK) {
			gw_source_segments_free(g);
			gw_fail(e, GW_FAILED, "cannot start zlib");
			return NULL;
		}
	return g;
}

int
gw_source_segments_begin(struct gw_source *s, struct gw_err *e)
{
	unsigned char rest[8 + 4*GW_GZ_SEGMENTS];
	struct gw_segments *g = s->segments;

	if (!g && !(g = s->segments = start(e)))
		return -1;
	g->n = s->id.n;
	g->next = 0;
	g->at = g->have = 0;
	gw_reserve(&g->length, &g->caplength, (size_t)g->n, sizeof *g->length);
	if (gw_source_need(s, rest, gw_gz_header_length(g->n) - GW_GZ_HEADER, e) < 0)
		return -1;
	if (!gw_gz_segments_parse(rest, &s->id, g->length))
		return gw_source_damaged(s, "has a damaged header", e);
	g->size = s->id.segment;
	return 0;
}

/*
 * Data of a segment; all must be used.  Those that are not the last end at a byte between two
 * blocks: only then the whole, inflated in one go, is the same.
 */
static void
inflate_segment(z_stream *z, struct piece *p, unsigned char *out, size_t size, int last)
{
	int r;

	p->crc = (uint32_t)crc32_z(0, p->in, p->length);
	inflateReset(z);
	z->next_in = (unsigned char *)p->in;	/* zlib does not write to it */
	z->avail_in = p->length;
	z->next_out = out;
	z->avail_out = (uInt)size;
	r = inflate(z, Z_NO_FLUSH);
	p->got = size - z->avail_out;
	p->bad = z->avail_in || (last ? r != Z_STREAM_END
	    : r != Z_OK || z->avail_out || (z->data_type & 0xff) != 128);
}

/* The data of the next segments.  Their number, or -1. */
static int
take(struct gw_source *s, struct gw_err *e)
{
	struct gw_segments *g = s->segments;
	size_t sum = 0;
	int n = 0;

	for (; n < g->most && g->next + n < g->n; n++)
		sum += g->length[g->next + n];
	gw_reserve(&g->in, &g->capin, sum, 1);
	gw_reserve(&g->out, &g->capout, (size_t)n*g->size, 1);
	if (gw_source_need(s, g->in, sum, e) < 0)
		return -1;
	sum = 0;
	for (int k = 0; k < n; k++) {
		g->piece[k].in = g->in + sum;
		g->piece[k].length = g->length[g->next + k];
		sum += g->piece[k].length;
	}
	return n;
}

static int
fill(struct gw_source *s, struct gw_err *e)
{
	struct gw_segments *g = s->segments;
	int n = take(s, e), nthread = n < g->nthread ? n : g->nthread;

	if (n < 0)
		return -1;
#pragma omp parallel for schedule(dynamic) num_threads(nthread) if (nthread > 1)
	for (int k = 0; k < n; k++)
		inflate_segment(&g->z[omp_get_thread_num()], &g->piece[k],
		    g->out + (size_t)k*g->size, g->size, g->next + k + 1 == g->n);
	g->at = g->have = 0;
	for (int k = 0; k < n; k++) {
		const struct piece *p = &g->piece[k];

		if (p->bad)
			return gw_source_damaged(s, "cannot be inflated", e);
		s->data_crc = (uint32_t)crc32_combine(s->data_crc, p->crc, p->length);
		g->have += p->got;
	}
	g->next += n;
	return 0;
}

int64_t
gw_source_segments_read(struct gw_source *s, void *to, size_t n, struct gw_err *e)
{
	struct gw_segments *g = s->segments;

	if (g->at == g->have && g->next < g->n && fill(s, e) < 0)
		return -1;
	if (n > g->have - g->at)
		n = g->have - g->at;
	memcpy(to, g->out + g->at, n);
	g->at += n;
	s->ended = g->at == g->have && g->next == g->n;
	return (int64_t)n;
}
