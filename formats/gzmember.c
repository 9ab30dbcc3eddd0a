/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One gzip member per frame. */
#include "formats/gzmember.h"

#include <omp.h>
#include <string.h>

#include "base/mem.h"

/* ---- the header ---- */

static void
put_le(unsigned char *p, int bytes, uint64_t v)
{
	for (int k = 0; k < bytes; k++)
		p[k] = (unsigned char)(v >> 8*k);
}

static uint64_t
get_le(const unsigned char *p, int bytes)
{
	uint64_t v = 0;

	for (int k = bytes; k-- > 0;)
		v = v << 8 | p[k];
	return v;
}

size_t
gw_gz_header_length(int n)
{
	return n > 1 ? GW_GZ_HEADER + 8 + 4*(size_t)n : GW_GZ_HEADER;
}

void
gw_gz_header(unsigned char h[GW_GZ_HEADER], int n, uint64_t length, uint32_t crc)
{
	memcpy(h, "\x1f\x8b\x08\x04\0\0\0\0\x04\xff", 10);
	put_le(h + 10, 2, gw_gz_header_length(n) - 12);
	memcpy(h + 12, "GL\x08\0", 4);
	put_le(h + 16, 8, length);
	memcpy(h + 24, "GC\x04\0", 4);
	put_le(h + 28, 4, crc);
}

int
gw_gz_header_parse(const unsigned char h[GW_GZ_HEADER], struct gw_gz_id *id)
{
	unsigned char same[GW_GZ_HEADER];
	int extra = (int)get_le(h + 10, 2);

	id->n = extra == GW_GZ_HEADER - 12 ? 1 : (extra - 28)/4;
	id->length = get_le(h + 16, 8);
	id->crc = (uint32_t)get_le(h + 28, 4);
	gw_gz_header(same, id->n, id->length, id->crc);
	return id->n >= 1 && id->n <= GW_GZ_SEGMENTS && memcmp(h, same, GW_GZ_HEADER) == 0;
}

static void
segments_header(unsigned char *rest, const struct gw_gz *g, uint32_t segment)
{
	memcpy(rest, "GS", 2);
	put_le(rest + 2, 2, 4 + 4*(uint64_t)g->nsegment);
	put_le(rest + 4, 4, segment);
	for (int k = 0; k < g->nsegment; k++)
		put_le(rest + 8 + 4*k, 4, g->segment[k].out.len);
}

int
gw_gz_segments_parse(const unsigned char *rest, struct gw_gz_id *id, uint32_t *length)
{
	uint64_t sum = gw_gz_header_length(id->n) + GW_GZ_TRAILER;

	id->segment = (uint32_t)get_le(rest + 4, 4);
	if (memcmp(rest, "GS", 2) != 0 || get_le(rest + 2, 2) != 4 + 4*(uint64_t)id->n
	    || id->segment < GW_GZ_SEGMENT || id->segment > GW_GZ_SEGMENT_MAX
	    || (id->segment > GW_GZ_SEGMENT && id->n <= GW_GZ_SEGMENTS/2))
		return 0;
	for (int k = 0; k < id->n; k++) {
		length[k] = (uint32_t)get_le(rest + 8 + 4*k, 4);
		if (length[k] > 2*id->segment)
			return 0;
		sum += length[k];
	}
	return sum == id->length;
}

/* ---- content ---- */

struct gw_gz *
gw_gz_new(void)
{
	return gw_alloc(1, sizeof(struct gw_gz));
}

void
gw_gz_free(struct gw_gz *g)
{
	if (!g)
		return;
	for (int k = 0; k < g->room; k++)
		gw_free(g->segment[k].out.p);
	for (int k = 0; k < g->nthread; k++)
		gw_deflate_free(g->thread[k]);
	gw_free(g->segment);
	gw_free(g->thread);
	gw_free(g->piece);
	gw_free(g->small);
	gw_free(g);
}

void
gw_gz_begin(struct gw_gz *g)
{
	g->npiece = 0;
	g->nsmall = 0;
	g->crc = 0;
	g->size = 0;
}

static struct gw_gz_piece *
append(struct gw_gz *g, size_t n, uint32_t crc)
{
	g->crc = (uint32_t)crc32_combine(g->crc, crc, (z_off_t)n);
	g->size += n;
	gw_reserve(&g->piece, &g->cappiece, (size_t)g->npiece + 1, sizeof *g->piece);
	return &g->piece[g->npiece++];
}

void
gw_gz_copy(struct gw_gz *g, const void *p, size_t n, uint32_t crc)
{
	if (!n)
		return;
	*append(g, n, crc) = (struct gw_gz_piece){ .at = g->nsmall, .n = n };
	gw_reserve(&g->small, &g->capsmall, g->nsmall + n, 1);
	memcpy(g->small + g->nsmall, p, n);
	g->nsmall += n;
}

void
gw_gz_add(struct gw_gz *g, const void *p, size_t n, uint32_t crc, int numbers)
{
	if (n)
		*append(g, n, crc) = (struct gw_gz_piece){ .p = p, .n = n, .numbers = numbers };
}

/* ---- compression ---- */

/* The content from byte `from` to byte `to` - 1. */
static void
deflate_range(const struct gw_gz *g, struct gw_deflate *d, uint64_t from, uint64_t to)
{
	uint64_t at = 0;	/* of the piece */

	for (int k = 0; k < g->npiece && at < to; at += g->piece[k++].n) {
		const struct gw_gz_piece *q = &g->piece[k];
		const unsigned char *p = q->p ? q->p : g->small + q->at;
		uint64_t lo = from > at ? from - at : 0, hi = to - at < q->n ? to - at : q->n;

		if (lo < hi)
			gw_deflate_add(d, p + lo, (size_t)(hi - lo), q->numbers);
	}
}

/* Segment k, behind room for the header in the first one. */
static void
deflate_segment(struct gw_gz *g, struct gw_deflate *d, int k, uint64_t size)
{
	struct gw_gz_segment *s = &g->segment[k];
	size_t head = k ? 0 : gw_gz_header_length(g->nsegment);
	uint64_t from = (uint64_t)k*size, to = k + 1 < g->nsegment ? from + size : g->size;

	s->out.len = head;
	gw_deflate_begin(d, &s->out, head + (size_t)(to - from));
	deflate_range(g, d, from, to);
	gw_deflate_end(d, k + 1 == g->nsegment);
	s->crc = (uint32_t)crc32_z(0, s->out.p + head, s->out.len - head);
}

/* Content of a segment, and with it their number. */
static uint64_t
divide(struct gw_gz *g)
{
	uint64_t size = GW_GZ_SEGMENT;

	if (g->size < GW_GZ_WHOLE)
		size = g->size;
	while (size < g->size && (g->size - 1)/size >= GW_GZ_SEGMENTS)
		size *= 2;
	g->nsegment = g->size ? (int)((g->size - 1)/size) + 1 : 1;
	if (g->room < g->nsegment) {
		g->segment = gw_realloc(g->segment, (size_t)g->nsegment, sizeof *g->segment);
		memset(g->segment + g->room, 0, (size_t)(g->nsegment - g->room)*sizeof *g->segment);
		g->room = g->nsegment;
	}
	return size;
}

/* A stream for each thread.  Number of threads, or 0. */
static int
threads(struct gw_gz *g)
{
	int n = omp_get_max_threads();

	if (n > g->nsegment)
		n = g->nsegment;
	if (g->nthread < n)
		g->thread = gw_realloc(g->thread, (size_t)n, sizeof(struct gw_deflate *));
	for (; g->nthread < n; g->nthread++)
		if (!(g->thread[g->nthread] = gw_deflate_new()))
			return 0;
	return n;
}

static void
finish(struct gw_gz *g, uint64_t size)
{
	size_t head = gw_gz_header_length(g->nsegment), n = 0;
	struct gw_deflate_out *first = &g->segment[0].out, *last = &g->segment[g->nsegment - 1].out;
	uint32_t crc = 0;

	first->len -= head;
	for (int k = 0; k < g->nsegment; k++) {
		const struct gw_gz_segment *s = &g->segment[k];

		crc = (uint32_t)crc32_combine(crc, s->crc, (z_off_t)s->out.len);
		n += s->out.len;
	}
	gw_gz_header(first->p, g->nsegment, head + n + GW_GZ_TRAILER, crc);
	if (g->nsegment > 1)
		segments_header(first->p + GW_GZ_HEADER, g, (uint32_t)size);
	first->len += head;
	gw_reserve(&last->p, &last->cap, last->len + GW_GZ_TRAILER, 1);
	put_le(last->p + last->len, 4, g->crc);
	put_le(last->p + last->len + 4, 4, g->size & 0xffffffff);
	last->len += GW_GZ_TRAILER;
}

int
gw_gz_end(struct gw_gz *g)
{
	uint64_t size = divide(g);
	int nthread = threads(g);

	if (!nthread)
		return -1;
#pragma omp parallel for schedule(dynamic) num_threads(nthread) if (nthread > 1)
	for (int k = 0; k < g->nsegment; k++)
		deflate_segment(g, g->thread[omp_get_thread_num()], k, size);
	finish(g, size);
	return 0;
}
