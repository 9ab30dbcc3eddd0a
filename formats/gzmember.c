/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One gzip member per frame. */
#include "formats/gzmember.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"

#define CHUNK 32768
#define SLACK (1 << 18)		/* more than zlib can keep back, whatever its state */

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

void
gw_gz_header(unsigned char h[GW_GZ_HEADER], uint64_t length, uint32_t crc)
{
	memcpy(h, "\x1f\x8b\x08\x04\0\0\0\0\x04\xff\x14\0GL\x08\0", 16);
	put_le(h + 16, 8, length);
	memcpy(h + 24, "GC\x04\0", 4);
	put_le(h + 28, 4, crc);
}

int
gw_gz_header_parse(const unsigned char h[GW_GZ_HEADER], struct gw_gz_id *id)
{
	unsigned char same[GW_GZ_HEADER];

	id->length = get_le(h + 16, 8);
	id->crc = (uint32_t)get_le(h + 28, 4);
	gw_gz_header(same, id->length, id->crc);
	return memcmp(h, same, GW_GZ_HEADER) == 0;
}

struct gw_gz *
gw_gz_new(void)
{
	struct gw_gz *g = gw_alloc(1, sizeof *g);

	/* fails only without memory, or with another zlib than we were built for */
	if (deflateInit2(&g->z, 1, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
		gw_free(g);
		return NULL;
	}
	return g;
}

void
gw_gz_free(struct gw_gz *g)
{
	if (!g)
		return;
	deflateEnd(&g->z);
	gw_free(g->out);
	gw_free(g);
}

void
gw_gz_begin(struct gw_gz *g, size_t hint)
{
	deflateReset(&g->z);
	deflateParams(&g->z, 1, Z_DEFAULT_STRATEGY);
	g->level = 1;
	g->strategy = Z_DEFAULT_STRATEGY;
	g->len = GW_GZ_HEADER;
	g->crc = 0;
	g->size = 0;
	gw_reserve(&g->out, &g->cap, hint + SLACK, 1);
}

/* Shannon entropy of the bytes [bits per byte]; four tables against store-to-load stalls. */
static double
entropy(const unsigned char *p, size_t n)
{
	uint32_t count[4][256] = { { 0 } };
	double sum = 0;
	size_t k;

	for (k = 0; k + 4 <= n; k += 4) {
		count[0][p[k]]++;
		count[1][p[k + 1]]++;
		count[2][p[k + 2]]++;
		count[3][p[k + 3]]++;
	}
	for (; k < n; k++)
		count[0][p[k]]++;
	for (int b = 0; b < 256; b++) {
		uint32_t c = count[0][b] + count[1][b] + count[2][b] + count[3][b];

		if (c)
			sum += c * log2(c);
	}
	return log2((double)n) - sum/(double)n;
}

static void
room(struct gw_gz *g)
{
	size_t left;

	gw_reserve(&g->out, &g->cap, g->len + g->z.avail_in + SLACK, 1);
	left = g->cap - g->len;
	g->z.next_out = g->out + g->len;
	g->z.avail_out = (uInt)(left < UINT32_MAX ? left : UINT32_MAX);
}

/* Other parameters from here on; what came before is finished with the old ones. */
static void
change(struct gw_gz *g, int level, int strategy)
{
	unsigned char *in = g->z.next_in;
	uInt n = g->z.avail_in;
	int r;

	if (level == g->level && strategy == g->strategy)
		return;
	g->z.avail_in = 0;
	do {
		room(g);
		r = deflateParams(&g->z, level, strategy);
		g->len = (size_t)(g->z.next_out - g->out);
	} while (r == Z_BUF_ERROR);
	g->z.next_in = in;
	g->z.avail_in = n;
	g->level = level;
	g->strategy = strategy;
}

/* Compress all of the input. */
static void
run(struct gw_gz *g, int flush)
{
	int r;

	do {
		room(g);
		r = deflate(&g->z, flush);
		g->len = (size_t)(g->z.next_out - g->out);
	} while (g->z.avail_in || (flush == Z_FINISH && r != Z_STREAM_END));
}

void
gw_gz_add(struct gw_gz *g, const void *p, size_t n, uint32_t crc, int numbers)
{
	const unsigned char *b = p;

	g->crc = (uint32_t)crc32_combine(g->crc, crc, (z_off_t)n);
	g->size += n;
	while (n) {
		size_t m = n < CHUNK ? n : CHUNK;
		double h = numbers ? entropy(b, m) : 0;

		g->z.next_in = (unsigned char *)b;	/* zlib does not write to it */
		g->z.avail_in = (uInt)m;
		if (h > 7.8)
			change(g, 0, Z_DEFAULT_STRATEGY);
		else
			change(g, 1, h > 2.5 ? Z_HUFFMAN_ONLY : Z_DEFAULT_STRATEGY);
		run(g, Z_NO_FLUSH);
		b += m;
		n -= m;
	}
}

void
gw_gz_end(struct gw_gz *g)
{
	size_t n;

	g->z.avail_in = 0;
	run(g, Z_FINISH);
	n = g->len - GW_GZ_HEADER;
	put_le(g->out + g->len, 4, g->crc);
	put_le(g->out + g->len + 4, 4, g->size & 0xffffffff);
	g->len += GW_GZ_TRAILER;
	gw_gz_header(g->out, g->len, (uint32_t)crc32_z(0, g->out + GW_GZ_HEADER, n));
}
