/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Large frames: members of several segments, which all threads deflate and inflate.
 * The bytes are the same for any number of threads, other programs read them, damage is found.
 */
#include "stream_damage.h"

#include <omp.h>

#include "formats/gzmember.h"

#define ATOMS 6000	/* five segments */
#define WIDE 320000	/* bytes of zeros: five segments, few bytes */

static const struct gw_write_opt gzip = { 0 }, plain = { .plain = 1 };

/* Segments of the member at p, by its header. */
static int
segments(const unsigned char *p)
{
	struct gw_gz_id id;

	assert_true(gw_gz_header_parse(p, &id));
	return id.n;
}

static struct bytes
with_threads(int n, int atoms, const struct gw_write_opt *o)
{
	struct bytes b;

	omp_set_num_threads(n);
	b = stream(2, atoms, o);
	omp_set_num_threads(1);
	return b;
}

/* One frame of zeros that is large and packs well. */
static struct bytes
zeros(void)
{
	struct gw_frame *f = random_frame(2, 0);
	struct bytes b;

	gw_frame_put(f, "wide", GW_U1, 1, WIDE, "", NULL);
	b = stream_of(&f, 1, &gzip, 1);
	gw_frame_free(f);
	return b;
}

static void
bytes_do_not_depend_on_threads(void **state)
{
	static const int atoms[] = { 100, 4000, ATOMS, 40000 };
	static const struct gw_write_opt lossy = { .quantum = 1e-4 };
	(void)state;

	for (size_t k = 0; k < sizeof atoms/sizeof *atoms; k++)
		for (int n = 2; n <= 5; n++) {
			struct bytes a = with_threads(1, atoms[k], n % 2 ? &lossy : &gzip);
			struct bytes b = with_threads(n, atoms[k], n % 2 ? &lossy : &gzip);

			assert_int_equal(a.n, b.n);
			assert_memory_equal(a.p, b.p, a.n);
			gw_free(a.p);
			gw_free(b.p);
		}
}

static void
small_frames_are_one_segment(void **state)
{
	struct bytes a = stream(1, 4000, &gzip), b = stream(1, ATOMS, &gzip);
	(void)state;

	assert_int_equal(segments(a.p), 1);
	assert_memory_equal(a.p + 10, "\x14\0GL\x08\0", 6);
	assert_int_equal(segments(b.p), 5);
	assert_memory_equal(b.p + 10, "\x30\0GL\x08\0", 6);
	assert_memory_equal(b.p + 32, "GS\x18\0\0\0\1\0", 8);
	gw_free(a.p);
	gw_free(b.p);
}

/* Read by any number of threads: what the plain stream holds. */
static void
segments_go_round(void **state)
{
	static const int atoms[] = { ATOMS, 50000 };
	(void)state;

	for (size_t k = 0; k < sizeof atoms/sizeof *atoms; k++) {
		struct bytes a = stream(2, atoms[k], &plain), b = with_threads(2, atoms[k], &gzip);
		struct result want = read_once(&a, 0);

		for (int n = 1; n <= 3; n++) {
			struct result r;

			omp_set_num_threads(n);
			r = read_once(&b, 0);
			assert_int_equal(r.end, 0);
			assert_int_equal(r.n, 2);
			assert_memory_equal(r.hash, want.hash, sizeof r.hash);
			gw_frame_free(r.last);
		}
		omp_set_num_threads(1);
		gw_frame_free(want.last);
		gw_free(a.p);
		gw_free(b.p);
	}
}

/* All members at p, inflated as one gzip file of anybody. */
static struct bytes
gunzip(const struct bytes *b)
{
	struct bytes out = { .cap = 8 << 20 };
	z_stream z = { .next_in = b->p, .avail_in = (uInt)b->n };

	out.p = gw_alloc(out.cap, 1);
	assert_int_equal(inflateInit2(&z, 31), Z_OK);
	z.next_out = out.p;
	z.avail_out = (uInt)out.cap;
	while (z.avail_in) {
		assert_int_equal(inflate(&z, Z_NO_FLUSH), Z_STREAM_END);
		inflateReset(&z);
	}
	out.n = (size_t)(z.next_out - out.p);
	inflateEnd(&z);
	return out;
}

static void
zlib_reads_them_in_one_go(void **state)
{
	struct bytes a = stream(2, 20000, &plain), b = stream(2, 20000, &gzip), c = gunzip(&b);
	(void)state;

	assert_int_equal(a.n, c.n);
	assert_memory_equal(a.p, c.p, a.n);
	gw_free(a.p);
	gw_free(b.p);
	gw_free(c.p);
}

/* A whole stream in one member without segments, as all were once. */
static struct bytes
in_one(const struct bytes *content)
{
	struct bytes b = { .n = GW_GZ_HEADER };
	struct gw_deflate *d = gw_deflate_new();
	struct gw_deflate_out out = { 0 };
	uint32_t end[2] = { (uint32_t)crc32_z(0, content->p, content->n), (uint32_t)content->n };

	gw_deflate_begin(d, &out, content->n);
	gw_deflate_add(d, content->p, content->n, 1);
	gw_deflate_end(d, 1);
	gw_reserve(&b.p, &b.cap, GW_GZ_HEADER, 1);
	gw_gz_header(b.p, 1, GW_GZ_HEADER + out.len + GW_GZ_TRAILER, (uint32_t)crc32_z(0, out.p, out.len));
	bytes_add(&b, out.p, out.len);
	bytes_add(&b, end, sizeof end);
	gw_deflate_free(d);
	gw_free(out.p);
	return b;
}

static void
one_large_segment_is_read(void **state)
{
	struct gw_frame *f = random_frame(30000, 0);
	struct bytes a = stream_of(&f, 1, &plain, 0), b = in_one(&a);
	struct result r = read_once(&b, GW_READ_FRAGMENT);
	(void)state;

	assert_int_equal(r.end, 0);
	assert_int_equal(r.n, 1);
	assert_true(r.hash[0] == frame_hash(f));
	gw_frame_free(r.last);
	gw_frame_free(f);
	gw_free(a.p);
	gw_free(b.p);
}

/* ---- damage ---- */

static void
every_flipped_bit_is_found(void **state)
{
	struct bytes b = zeros();
	(void)state;

	assert_int_equal(segments(b.p), 5);
	omp_set_num_threads(2);
	all_found(flip_every_bit(b));
	omp_set_num_threads(1);
}

static void
every_cut_is_found(void **state)
{
	(void)state;
	all_found(cut_everywhere(zeros()));
}

static void
random_flips_and_cuts_are_found(void **state)
{
	(void)state;
	omp_set_num_threads(2);
	all_found(random_flips(stream(2, ATOMS, &gzip), 21, 300));
	all_found(random_cuts(stream(2, ATOMS, &gzip), 22, 300));
	omp_set_num_threads(1);
}

static void
add32(unsigned char *p, int by)
{
	uint32_t v;

	memcpy(&v, p, 4);
	v += (uint32_t)by;
	memcpy(p, &v, 4);
}

/* Lengths that fit together and yet are wrong; the header has no sum of its own. */
static void
lengths_must_be_true(void **state)
{
	struct bytes b = stream(1, ATOMS, &gzip);
	(void)state;

	add32(b.p + 40, 5);		/* the first segment takes some of the second */
	add32(b.p + 44, -5);
	assert_fails(&b, 0, 0, "cannot be inflated");
	add32(b.p + 40, -10);
	add32(b.p + 44, 10);
	assert_fails(&b, 0, 0, "cannot be inflated");
	add32(b.p + 40, 6);		/* their sum */
	add32(b.p + 44, -5);
	assert_fails(&b, 0, 0, "has a damaged header");
	add32(b.p + 40, -1);
	add32(b.p + 36, 1 << 16);	/* content of a segment */
	assert_fails(&b, 0, 0, "has a damaged header");
	gw_free(b.p);
}

int
main(void)
{
	const struct CMUnitTest t[] = {
		cmocka_unit_test(bytes_do_not_depend_on_threads),
		cmocka_unit_test(small_frames_are_one_segment),
		cmocka_unit_test(segments_go_round),
		cmocka_unit_test(zlib_reads_them_in_one_go),
		cmocka_unit_test(one_large_segment_is_read),
		cmocka_unit_test(every_flipped_bit_is_found),
		cmocka_unit_test(every_cut_is_found),
		cmocka_unit_test(random_flips_and_cuts_are_found),
		cmocka_unit_test(lengths_must_be_true),
	};

	return cmocka_run_group_tests(t, NULL, NULL);
}
