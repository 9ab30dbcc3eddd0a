/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Streams that the writer did not make: by other programs, of later versions,
 * and wrong ones.
 */
#include "stream_unit.h"

#include <archive.h>
#include <archive_entry.h>

#include "formats/npy.h"

#define LONG "a unit that is longer than what struct gw_array holds"
#define META "{\"format\": 1}"

/* An array of n float64 zeros as an entry. */
static void
zeros(struct hand *h, const char *name, size_t n)
{
	char text[4096] = { 0 };
	size_t len = gw_npy_make(text, GW_F8, 1, &n);

	hand_entry(h, name, text, len + 8*n);
}

/* A .npy entry with this dictionary and n bytes of zeros. */
static void
npy(struct hand *h, const char *name, const char *dict, size_t n)
{
	char text[4096] = "\x93NUMPY\x01";
	size_t len = strlen(dict);

	text[8] = (char)len;
	text[9] = 0;
	memcpy(text + 10, dict, len);
	hand_entry(h, name, text, 10 + len + n);
}

static void
fails(struct hand *h, const char *says)
{
	assert_fails(&h->b, 0, 0, says);
	gw_free(h->b.p);
}

/* One frame with this meta and the array x of 3 zeros, and the end. */
static struct hand
one_frame(const char *meta)
{
	struct hand h = { 0 };

	hand_text(&h, "a.meta.json", meta);
	zeros(&h, "a.x.npy", 3);
	hand_close(&h, "a");
	hand_end(&h, 1);
	return h;
}

/* ---- what is passed through ---- */

static void
the_unknown_is_passed_through(void **state)
{
	const struct gw_write_opt plain = { .plain = 1 };
	struct hand h = { 0 }, want = { 0 };
	struct result r;
	struct bytes b;
	(void)state;

	hand_text(&h, "9.meta.json", "{\"format\": 1, \"wish\": [1, {\"deep\": null}], \"arrays\": ["
	    "{\"name\": \"x\", \"dtype\": \"<f8\", \"shape\": [3], \"unit\": \"" LONG "\", \"note\": \"kept\"}, "
	    "{\"name\": \"c\", \"dtype\": \"<c16\", \"shape\": [1], \"unit\": \"\"}]}");
	zeros(&h, "9.x.npy", 3);
	npy(&h, "9.c.npy", "{'descr': '<c16', 'fortran_order': False, 'shape': (1,), }\n", 16);
	npy(&h, "9.rec.npy", "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (), }\n", 4);
	hand_text(&h, "9.notes.txt", "hello");
	hand_close(&h, "9");
	hand_end(&h, 1);
	r = read_once(&h.b, 0);
	assert_int_equal(r.end, 0);
	assert_int_equal(r.last->narray, 1);
	assert_int_equal(r.last->nextra, 3);
	assert_string_equal(r.last->extra[0].name, "c.npy");
	assert_int_equal(strncmp(LONG, r.last->array[0].unit, 31), 0);

	/* written again: the same, under the writer's key and layout */
	hand_text(&want, "000000.meta.json", "{\"format\": 1, \"wish\": [1, {\"deep\": null}], \"arrays\": ["
	    "{\"name\": \"x\", \"dtype\": \"<f8\", \"shape\": [3], \"unit\": \"" LONG "\", \"note\": \"kept\"}, "
	    "{\"name\": \"c\", \"dtype\": \"<c16\", \"shape\": [1], \"unit\": \"\"}]}\n");
	zeros(&want, "000000.x.npy", 3);
	npy(&want, "000000.c.npy", "{'descr': '<c16', 'fortran_order': False, 'shape': (1,), }\n", 16);
	npy(&want, "000000.rec.npy", "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (), }\n", 4);
	hand_text(&want, "000000.notes.txt", "hello");
	hand_close(&want, "000000");
	b = stream_of(&r.last, 1, &plain, 0);
	assert_int_equal(b.n, want.b.n);
	assert_memory_equal(b.p, want.b.p, b.n);
	gw_free(b.p);
	gw_free(want.b.p);
	gw_free(h.b.p);
	gw_frame_free(r.last);
}

static void
entries_may_come_in_any_order(void **state)
{
	struct hand h = one_frame(META), q = { 0 };
	size_t meta = 1024, x = 1024, sums = 1024;
	struct result r;
	(void)state;

	/* crc32, meta, x: the order of the alphabet */
	bytes_add(&q.b, h.b.p + meta + x, sums);
	bytes_add(&q.b, h.b.p, meta + x);
	bytes_add(&q.b, h.b.p + meta + x + sums, h.b.n - meta - x - sums);
	r = read_once(&q.b, 0);
	assert_int_equal(r.end, 0);
	assert_int_equal(r.n, 1);
	gw_frame_free(r.last);
	gw_free(q.b.p);
	gw_free(h.b.p);
}

/* The entries of h as libarchive writes them in another format, with its padding. */
static struct bytes
by_libarchive(const struct hand *h, int (*format)(struct archive *), int (*filter)(struct archive *))
{
	struct archive *a = archive_write_new();
	struct bytes b = { .cap = 1 << 17 };
	size_t used;

	b.p = gw_alloc(b.cap, 1);
	assert_int_equal(format(a), ARCHIVE_OK);
	assert_int_equal(filter(a), ARCHIVE_OK);
	assert_int_equal(archive_write_open_memory(a, b.p, b.cap, &used), ARCHIVE_OK);
	for (size_t at = 0; at < h->b.n;) {
		struct archive_entry *en = archive_entry_new();
		struct gw_ustar u;
		struct gw_err e;
		char path[600];

		assert_int_equal(gw_ustar_parse(h->b.p + at, 1, &u, &e), 0);
		snprintf(path, sizeof path, "./some/%0300d/%s", 1, u.name);
		archive_entry_set_pathname(en, path);
		archive_entry_set_filetype(en, AE_IFREG);
		archive_entry_set_size(en, (la_int64_t)u.size);
		archive_entry_set_mtime(en, 1700000000, 123456789);
		archive_entry_set_perm(en, 0600);
		archive_entry_set_uname(en, "somebody");
		archive_entry_set_uid(en, 1000);
		assert_int_equal(archive_write_header(a, en), ARCHIVE_OK);
		at += GW_USTAR_BLOCK;
		assert_int_equal(archive_write_data(a, h->b.p + at, u.size), (la_ssize_t)u.size);
		at += u.size + gw_ustar_padding(u.size);
		archive_entry_free(en);
	}
	assert_int_equal(archive_write_close(a), ARCHIVE_OK);
	archive_write_free(a);
	b.n = used;
	return b;
}

static void
other_tars_are_read(void **state)
{
	int (*const format[])(struct archive *) = { archive_write_set_format_pax,
	    archive_write_set_format_gnutar };
	int (*const filter[])(struct archive *) = { archive_write_add_filter_none,
	    archive_write_add_filter_gzip, archive_write_add_filter_zstd,
	    archive_write_add_filter_xz, archive_write_add_filter_lz4, archive_write_add_filter_bzip2 };
	struct hand h = one_frame(META);
	(void)state;

	for (size_t k = 0; k < 2; k++)
		for (size_t j = 0; j < sizeof filter/sizeof *filter; j++) {
			struct bytes b = by_libarchive(&h, format[k], filter[j]);
			struct result r = read_once(&b, 0);

			if (r.end)
				print_error("%s\n", r.e.msg);
			assert_int_equal(r.end, 0);
			assert_int_equal(r.n, 1);
			gw_frame_free(r.last);
			bytes_add(&b, b.p, b.n);	/* and two of them, each with its padding */
			r = read_once(&b, 0);
			assert_int_equal(r.end, 0);
			assert_int_equal(r.n, 2);
			gw_frame_free(r.last);
			gw_free(b.p);
		}
	gw_free(h.b.p);
}

static void
garbage_after_gzip_is_found(void **state)
{
	const struct gw_write_opt gzip = { 0 };
	struct bytes b = stream_of(NULL, 0, &gzip, 1);
	struct result r;
	(void)state;

	bytes_add(&b, (char[100]){ 0 }, 100);
	r = read_once(&b, 0);
	assert_int_equal(r.end, 0);
	b.p[b.n - 3] = 1;
	assert_fails(&b, 0, 0, "damaged");
	gw_free(b.p);
}

/* ---- what is refused ---- */

static void
what_is_no_stream_is_said(void **state)
{
	static const char *const text[] = { "x", "ITEM: TIMESTEP\n0\n", "{\"format\": 1}",
	    "hello hello hello" };
	struct bytes b = { 0 };
	(void)state;

	for (size_t k = 0; k < sizeof text/sizeof *text; k++) {
		b.n = 0;
		bytes_add(&b, text[k], strlen(text[k]));
		assert_fails(&b, 0, 0, "not a stream");
		assert_fails(&b, GW_READ_FRAGMENT, 0, "not a stream");
	}
	for (int k = 0; k < 1000; k++)
		bytes_add(&b, "some words\n", 11);
	assert_fails(&b, 0, 0, "not a stream");
	gw_free(b.p);
}

static void
versions_are_named(void **state)
{
	struct hand h = one_frame("{\"format\": 7}");
	(void)state;

	fails(&h, "version 7");
	h = one_frame("{\"format\": \"1\"}");
	fails(&h, "no format version");
	h = one_frame("{}");
	fails(&h, "no format version");
}

static void
meta_must_be_right(void **state)
{
	struct hand h;
	char deep[9000] = "{\"format\": 1, \"a\": ";
	(void)state;

	h = one_frame("[1]");
	fails(&h, "meta.json: not an object");
	h = one_frame("{\"format\": 1");
	fails(&h, "meta.json:");
	h = one_frame("{\"format\": 1, \"format\": 1}");
	fails(&h, "duplicate");
	memset(deep + strlen(deep), '[', 5000);
	h = one_frame(deep);
	fails(&h, "depth");
	h = one_frame("{\"format\": 1, \"arrays\": []}");
	fails(&h, "array x is not listed");
	h = one_frame("{\"format\": 1, \"arrays\": [{\"name\": \"y\"}]}");
	fails(&h, "array y is missing");
	h = one_frame("{\"format\": 1, \"arrays\": [{\"name\": \"x\", \"dtype\": \"<f8\", \"shape\": [4]}]}");
	fails(&h, "array x is not what meta.json says");
	h = one_frame("{\"format\": 1, \"arrays\": [{\"name\": \"x\", \"dtype\": \"<f4\", \"shape\": [3]}]}");
	fails(&h, "array x is not what meta.json says");
	h = one_frame("{\"format\": 1, \"arrays\": [{\"name\": \"x\", \"dtype\": \"<f8\", \"shape\": [3]}, "
	    "{\"name\": \"x\", \"dtype\": \"<f8\", \"shape\": [3]}]}");
	fails(&h, "twice");
}

static void
entries_must_fit_together(void **state)
{
	struct hand h = { 0 };
	(void)state;

	hand_text(&h, "a.meta.json", META);
	zeros(&h, "a.x.npy", 3);
	zeros(&h, "a.x.npy", 3);
	hand_close(&h, "a");
	fails(&h, "a second entry of this name");

	h = (struct hand){ 0 };
	hand_text(&h, "a.meta.json", META);
	hand_close(&h, "a");
	hand_text(&h, "b.x.txt", "");
	hand_close(&h, "b");
	assert_fails(&h.b, 0, 1, "frame 2: has no meta.json");
	gw_free(h.b.p);

	h = (struct hand){ 0 };
	hand_text(&h, "a.meta.json", META);
	zeros(&h, "b.x.npy", 3);
	fails(&h, "comes before the frame a is complete");

	h = (struct hand){ 0 };
	hand_text(&h, "a.meta.json", META);
	h.sums[0] = 0;
	hand_text(&h, "a.x.txt", "x");
	hand_close(&h, "a");
	fails(&h, "a.meta.json has no CRC");

	h = (struct hand){ 0 };
	hand_text(&h, "a.meta.json", META);
	h.sums[3] ^= 1;
	hand_close(&h, "a");
	fails(&h, "a.crc32: damaged");

	h = (struct hand){ 0 };
	hand_text(&h, "README", "x");
	fails(&h, "not an entry of a frame");

	h = (struct hand){ 0 };
	hand_text(&h, "a.meta.json", META);
	hand_end(&h, 0);
	fails(&h, "inside a frame");
}

static void
sizes_that_lie_take_no_memory(void **state)
{
	struct hand h = { 0 };
	unsigned char head[GW_USTAR_BLOCK];
	struct gw_err e;
	(void)state;

	hand_text(&h, "a.meta.json", META);
	assert_int_equal(gw_ustar_make(head, "a.x.bin", GW_USTAR_MAXSIZE, &e), 0);
	bytes_add(&h.b, head, sizeof head);
	fails(&h, "truncated");

	h = (struct hand){ 0 };
	hand_text(&h, "a.meta.json", META);
	npy(&h, "a.x.npy", "{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387903, 2), }\n", 16);
	fails(&h, "malformed npy header");

	h = (struct hand){ 0 };
	hand_text(&h, "a.meta.json", META);
	npy(&h, "a.x.npy", "{'descr': '<f8', 'fortran_order': False, 'shape': (461168601842738790, 8), }\n", 0);
	fails(&h, "its shape does not fit its size");
}

static void
arrays_must_be_right(void **state)
{
	static const struct { const char *dict, *says; } bad[] = {
		{ "{'descr': '<f8', 'fortran_order': True, 'shape': (2, 2), }", "Fortran order" },
		{ "{'descr': '>f8', 'fortran_order': False, 'shape': (4,), }", "big-endian" },
		{ "{'descr': '<f8', 'fortran_order': False, 'shape': (5,), }", "does not fit" },
		{ "{'descr': '<f8', 'fortran_order': False, 'shape': (-4,), }", "malformed" },
		{ "{'descr': '<f8', 'fortran_order': False, 'shape': 4, }", "malformed" },
		{ "{'descr': '<f8', 'fortran_order': False, }", "malformed" },
		{ "{'shape': (4,), 'descr': ", "malformed" },
	};
	(void)state;

	for (size_t k = 0; k < sizeof bad/sizeof *bad; k++) {
		struct hand h = { 0 };

		hand_text(&h, "a.meta.json", META);
		npy(&h, "a.x.npy", bad[k].dict, 32);
		fails(&h, bad[k].says);
	}
	for (size_t n = 0; n < 128; n += 7) {
		struct hand h = { 0 };

		hand_text(&h, "a.meta.json", META);
		hand_entry(&h, "a.x.npy", "\x93NUMPY\x01\0\x76\0{", n < 11 ? n : 11);
		fails(&h, "not a npy file");
	}
}

static void
end_markers_must_be_right(void **state)
{
	static const char *const bad[] = { "", "{}", "{\"end\": false, \"frames\": 0}",
	    "{\"end\": true, \"frames\": 0.0}", "{\"end\": true}", "{\"end\": true, \"frames\": 0} x" };
	(void)state;

	for (size_t k = 0; k < sizeof bad/sizeof *bad; k++) {
		struct hand h = { 0 };

		hand_text(&h, "end.json", bad[k]);
		fails(&h, "damaged end marker");
	}
}

int
main(void)
{
	const struct CMUnitTest t[] = {
		cmocka_unit_test(the_unknown_is_passed_through),
		cmocka_unit_test(entries_may_come_in_any_order),
		cmocka_unit_test(other_tars_are_read),
		cmocka_unit_test(garbage_after_gzip_is_found),
		cmocka_unit_test(what_is_no_stream_is_said),
		cmocka_unit_test(versions_are_named),
		cmocka_unit_test(meta_must_be_right),
		cmocka_unit_test(entries_must_fit_together),
		cmocka_unit_test(sizes_that_lie_take_no_memory),
		cmocka_unit_test(arrays_must_be_right),
		cmocka_unit_test(end_markers_must_be_right),
	};

	return cmocka_run_group_tests(t, NULL, NULL);
}
