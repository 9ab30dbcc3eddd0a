/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Damage.  A stream with flipped bits, or cut somewhere, must end in an error,
 * and the frames that were delivered before must be those of the whole stream.
 * What the writer makes (plain and gzip) is covered to the last bit; in zstd
 * input a flipped bit may mean nothing to the decompressor, then nothing else
 * may have changed.
 */
#include "stream_damage.h"

#include <archive.h>
#include <archive_entry.h>

#define TRIALS 2000

static const struct gw_write_opt gzip = { 0 }, plain = { .plain = 1 };

static void
every_flipped_bit_of_a_gzip_stream(void **state)
{
	(void)state;
	all_found(flip_every_bit(stream(2, 3, &gzip)));
}

static void
every_flipped_bit_of_a_plain_stream(void **state)
{
	(void)state;
	all_found(flip_every_bit(stream(1, 2, &plain)));
}

static void
every_cut_of_a_gzip_stream(void **state)
{
	(void)state;
	all_found(cut_everywhere(stream(3, 3, &gzip)));
}

static void
every_cut_of_a_plain_stream(void **state)
{
	(void)state;
	all_found(cut_everywhere(stream(2, 2, &plain)));
}

static void
random_flips_of_a_plain_stream(void **state)
{
	(void)state;
	all_found(random_flips(stream(5, 200, &plain), 1, TRIALS));
}

static void
random_flips_of_a_gzip_stream(void **state)
{
	(void)state;
	all_found(random_flips(stream(5, 200, &gzip), 2, TRIALS));
}

static void
random_cuts_of_a_plain_stream(void **state)
{
	(void)state;
	all_found(random_cuts(stream(5, 200, &plain), 3, TRIALS));
}

static void
random_cuts_of_a_gzip_stream(void **state)
{
	(void)state;
	all_found(random_cuts(stream(5, 200, &gzip), 4, TRIALS));
}

/* The plain stream b through one of libarchive's filters (which write no checksum with zstd). */
static struct bytes
through(struct bytes b, int (*filter)(struct archive *))
{
	struct archive *a = archive_write_new();
	struct archive_entry *entry = archive_entry_new();
	struct bytes out = { .cap = 2*b.n + 65536 };
	size_t used;

	out.p = gw_alloc(out.cap, 1);
	assert_int_equal(archive_write_set_format_raw(a), ARCHIVE_OK);
	if (filter(a) != ARCHIVE_OK)
		skip();
	archive_write_set_bytes_in_last_block(a, 1);
	assert_int_equal(archive_write_open_memory(a, out.p, out.cap, &used), ARCHIVE_OK);
	archive_entry_set_filetype(entry, AE_IFREG);
	assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
	assert_int_equal(archive_write_data(a, b.p, b.n), (la_ssize_t)b.n);
	assert_int_equal(archive_write_close(a), ARCHIVE_OK);
	archive_entry_free(entry);
	archive_write_free(a);
	out.n = used;
	gw_free(b.p);
	return out;
}

static void
nothing_wrong(struct counts c)
{
	assert_int_equal(c.wrong, 0);
	assert_true(c.found > c.harmless);
}

static void
random_flips_of_zstd_input(void **state)
{
	(void)state;
	nothing_wrong(random_flips(through(stream(5, 200, &plain), archive_write_add_filter_zstd), 5, TRIALS));
}

static void
random_cuts_of_zstd_input(void **state)
{
	(void)state;
	all_found(random_cuts(through(stream(5, 200, &plain), archive_write_add_filter_zstd), 6, TRIALS));
}

static void
random_flips_of_xz_and_lz4_input(void **state)
{
	(void)state;
	nothing_wrong(random_flips(through(stream(3, 50, &plain), archive_write_add_filter_xz), 7, TRIALS));
	nothing_wrong(random_flips(through(stream(3, 50, &plain), archive_write_add_filter_lz4), 8, TRIALS));
}

/* A plain stream in one gzip member as `gzip -c` makes it: its CRC guards it. */
static struct bytes
one_member(struct bytes b)
{
	struct bytes out = { .cap = 2*b.n + 1024 };
	gz_header head = { .name = (Bytef *)"a.tar", .os = 3, .time = 1700000000 };
	z_stream z = { 0 };

	out.p = gw_alloc(out.cap, 1);
	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
	deflateSetHeader(&z, &head);
	z.next_in = b.p;
	z.avail_in = (uInt)b.n;
	z.next_out = out.p;
	z.avail_out = (uInt)out.cap;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	out.n = z.total_out;
	deflateEnd(&z);
	gw_free(b.p);
	return out;
}

static void
damage_in_a_gzip_file_of_others(void **state)
{
	(void)state;
	nothing_wrong(flip_every_bit(one_member(stream(2, 3, &plain))));
	all_found(cut_everywhere(one_member(stream(2, 3, &plain))));
}

/* Pieces that are lost, doubled or exchanged between whole members. */
static void
lost_members_are_missed(void **state)
{
	struct bytes b = stream(3, 3, &gzip), c = { 0 };
	size_t at[8], n = 0;
	(void)state;

	for (size_t k = 0; k < b.n; k++)
		if (b.n - k > 8 && memcmp(b.p + k, "\x1f\x8b\x08\x04\0\0\0\0", 8) == 0)
			at[n++] = k;
	assert_int_equal(n, 4);
	bytes_add(&c, b.p, at[1]);			/* frame 2 is lost */
	bytes_add(&c, b.p + at[2], b.n - at[2]);
	assert_fails(&c, 0, 2, "counts 3 frames, but 2 came");
	c.n = 0;
	bytes_add(&c, b.p, at[3]);			/* frame 3 is there twice */
	bytes_add(&c, b.p + at[2], b.n - at[2]);
	assert_fails(&c, 0, 4, "counts 3 frames, but 4 came");
	gw_free(b.p);
	gw_free(c.p);
}

int
main(void)
{
	const struct CMUnitTest t[] = {
		cmocka_unit_test(every_flipped_bit_of_a_gzip_stream),
		cmocka_unit_test(every_flipped_bit_of_a_plain_stream),
		cmocka_unit_test(every_cut_of_a_gzip_stream),
		cmocka_unit_test(every_cut_of_a_plain_stream),
		cmocka_unit_test(random_flips_of_a_plain_stream),
		cmocka_unit_test(random_flips_of_a_gzip_stream),
		cmocka_unit_test(random_flips_of_zstd_input),
		cmocka_unit_test(random_flips_of_xz_and_lz4_input),
		cmocka_unit_test(random_cuts_of_a_plain_stream),
		cmocka_unit_test(random_cuts_of_a_gzip_stream),
		cmocka_unit_test(random_cuts_of_zstd_input),
		cmocka_unit_test(damage_in_a_gzip_file_of_others),
		cmocka_unit_test(lost_members_are_missed),
	};

	return cmocka_run_group_tests(t, NULL, NULL);
}
