/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The stream's reader and the frames it makes.  Seeds: plain tar (mutations
 * get past no compressor), the same in gzip members, also in one of several segments, and
 * entries of others.
 */
#define _GNU_SOURCE		/* memfd_create */
#include "base/mem.h"
#include "formats/config.h"
#include "formats/ustar.h"
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

static void
need(int ok)
{
	if (!ok)
		abort();
}

/* What was read must be fit to be written, and read as a system without a crash. */
static void
use(struct gw_frame *f)
{
	const struct gw_write_opt plain = { .plain = 1, .quantum = f->number % 2 ? 1e-3 : 0 };
	struct gw_err e = { 0 };
	struct gw_sys *s = gw_config_read(f, &e);
	int fd = memfd_create("out", 0);
	struct gw_writer *w;

	need(fd >= 0);
	if (s) {
		gw_config_write(f, s);
		gw_config_provenance(f, "fuzz", "0", 0, NULL, 1);
	}
	w = gw_writer_open(fd, "out", &plain);
	if (gw_writer_put(w, f, &e) < 0)
		need(e.code == GW_BADDATA && e.msg[0]);
	gw_writer_free(w);
	close(fd);
	gw_sys_free(s);
}

/* ---- sums made right again, so that mutations get past them ---- */

static size_t
octal(const uint8_t *p, int n)
{
	size_t v = 0;

	while (n-- && *p >= '0' && *p <= '7')
		v = 8*v + (size_t)(*p++ - '0');
	return v;
}

static void
fix_header(uint8_t *h)
{
	unsigned sum = 0;

	memset(h + 148, ' ', 8);
	for (int k = 0; k < GW_USTAR_BLOCK; k++)
		sum += h[k];
	snprintf((char *)h + 148, 7, "%06o", sum);
}

/* In the lists of CRCs of the stream, the line of this name. */
static void
fix_line(uint8_t *data, size_t size, const char *name, const uint8_t *p, size_t n)
{
	char line[128];
	size_t len = (size_t)snprintf(line, sizeof line, "%08lx %.100s\n", crc32_z(0, p, n), name);

	for (size_t k = 0; k + len <= size; k++)
		if (data[k + 8] == ' ' && memcmp(data + k + 9, line + 9, len - 9) == 0)
			memcpy(data + k, line, 8);
}

static void
fix_sums(uint8_t *data, size_t size)
{
	size_t at, n;

	for (at = 0; at + GW_USTAR_BLOCK <= size; at += GW_USTAR_BLOCK + n + gw_ustar_padding(n)) {
		uint8_t *h = data + at;
		char name[101] = { 0 };

		memcpy(name, h, 100);
		n = octal(h + 124, 11);
		if (memcmp(h + 257, "ustar", 5) != 0 || n > size - at - GW_USTAR_BLOCK)
			return;
		fix_header(h);
		fix_line(data, size, name, h + GW_USTAR_BLOCK, n);
	}
}

static void
read_all(const uint8_t *data, size_t size)
{
	int fd = memfd_create("in", 0), r;
	char name[32];
	const char *names[] = { name };
	struct gw_err e = { 0 };
	struct gw_reader *rd;
	struct gw_frame *f;

	need(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	snprintf(name, sizeof name, "/dev/fd/%d", fd);
	rd = gw_reader_open(names, 1, size % 2, &e);
	need(rd != NULL);
	while ((r = gw_reader_next(rd, &f, &e)) > 0) {
		use(f);
		gw_frame_free(f);
	}
	need(r == 0 || (e.code && e.msg[0]));
	gw_reader_close(rd);
	close(fd);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t *copy = gw_dup(data, size, 1);

	read_all(data, size);
	fix_sums(copy, size);
	read_all(copy, size);
	gw_free(copy);
	return 0;
}

/* large: enough zeros for a member of several segments */
static struct gw_frame *
seed_frame(int quantum, int large)
{
	struct gw_sys *s = gw_sys_new(2, 1, 3, GW_LJ);
	struct gw_frame *f = gw_frame_new();

	memcpy(s->species, &(struct gw_species){ "A", 1 }, sizeof *s->species);
	s->x[3] = 0.5;
	gw_sys_need_v(s);
	gw_config_write(f, s);
	if (quantum)
		gw_frame_put(f, "image", GW_I2, 2, 3, "", NULL);
	if (large)
		gw_frame_put(f, "wide", GW_U1, 2, 150000, "", NULL);
	gw_frame_set_real(f, "energy", -0.25);
	f->extra = gw_alloc(1, sizeof *f->extra);
	f->nextra = 1;
	memcpy(f->extra->name, "odd.txt", 8);
	f->extra->data = gw_strdup("odd");
	f->extra->size = 3;
	gw_sys_free(s);
	return f;
}

size_t
fuzz_seed(int k, uint8_t *buf, size_t cap)
{
	static const struct gw_write_opt opt[] = { { .plain = 1 }, { .plain = 0 },
	    { .plain = 1, .quantum = 1e-4 }, { .plain = 0 } };
	struct gw_err e = { 0 };
	struct gw_frame *f;
	struct gw_writer *w;
	ssize_t n;
	int fd;

	if (k >= (int)(sizeof opt/sizeof *opt))
		return 0;
	f = seed_frame(k == 2, k == 3);
	fd = memfd_create("seed", 0);
	w = gw_writer_open(fd, "seed", &opt[k]);
	need(gw_writer_put(w, f, &e) == 0 && gw_writer_put(w, f, &e) == 0
	    && gw_writer_end(w, &e) == 0);
	n = pread(fd, buf, cap, 0);
	need(n > 0);
	gw_writer_free(w);
	gw_frame_free(f);
	close(fd);
	return (size_t)n;
}
