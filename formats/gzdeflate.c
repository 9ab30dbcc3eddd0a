/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/gzdeflate.h"

#include <math.h>
#include <stdint.h>

#include "base/mem.h"

#define CHUNK 32768
#define LEAST 1024	/* room to go on with */

struct gw_deflate *
gw_deflate_new(void)
{
	struct gw_deflate *d = gw_alloc(1, sizeof *d);

	if (deflateInit2(&d->z, 1, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
		gw_free(d);
		return NULL;
	}
	return d;
}

void
gw_deflate_free(struct gw_deflate *d)
{
	if (!d)
		return;
	deflateEnd(&d->z);
	gw_free(d);
}

/* The room is more than n bytes can take: where zlib ends a stored block depends on it. */
void
gw_deflate_begin(struct gw_deflate *d, struct gw_deflate_out *out, size_t n)
{
	deflateReset(&d->z);
	deflateParams(&d->z, 1, Z_DEFAULT_STRATEGY);
	d->level = 1;
	d->strategy = Z_DEFAULT_STRATEGY;
	d->out = out;
	gw_reserve(&out->p, &out->cap, out->len + n + n/16 + 4*LEAST, 1);
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
room(struct gw_deflate *d)
{
	struct gw_deflate_out *o = d->out;
	size_t left;

	gw_reserve(&o->p, &o->cap, o->len + LEAST, 1);
	left = o->cap - o->len;
	d->z.next_out = o->p + o->len;
	d->z.avail_out = (uInt)(left < UINT32_MAX ? left : UINT32_MAX);
}

static void
took(struct gw_deflate *d)
{
	d->out->len = (size_t)(d->z.next_out - d->out->p);
}

/* Other parameters from here on; what came before is finished with the old ones. */
static void
change(struct gw_deflate *d, int level, int strategy)
{
	int r;

	if (level == d->level && strategy == d->strategy)
		return;
	d->z.avail_in = 0;
	do {
		room(d);
		r = deflateParams(&d->z, level, strategy);
		took(d);
	} while (r == Z_BUF_ERROR);
	d->level = level;
	d->strategy = strategy;
}

/* All of the input, and with a flush all that zlib still holds. */
static void
run(struct gw_deflate *d, int flush)
{
	int r;

	do {
		room(d);
		r = deflate(&d->z, flush);
		took(d);
	} while (d->z.avail_in || (flush != Z_NO_FLUSH && d->z.avail_out == 0 &&
	    r != Z_STREAM_END));
}

void
gw_deflate_add(struct gw_deflate *d, const void *p, size_t n, int numbers)
{
	const unsigned char *b = p;

	while (n) {
		size_t m = n < CHUNK ? n : CHUNK;
		double h = numbers ? entropy(b, m) : 0;

		if (h > 7.8)
			change(d, 0, Z_DEFAULT_STRATEGY);
		else
			change(d, 1, h > 2.5 ? Z_HUFFMAN_ONLY : Z_DEFAULT_STRATEGY);
		d->z.next_in = (unsigned char *)b;	/* zlib does not write to it */
		d->z.avail_in = (uInt)m;
		run(d, Z_NO_FLUSH);
		b += m;
		n -= m;
	}
}

void
gw_deflate_end(struct gw_deflate *d, int last)
{
	d->z.avail_in = 0;
	run(d, last ? Z_FINISH : Z_SYNC_FLUSH);
}
