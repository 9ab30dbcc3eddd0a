/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stream: what goes in comes out, alone and one after the other. */
#include "stream_unit.h"

#include <fcntl.h>
#include <math.h>

static const struct gw_write_opt gzip = { 0 }, plain = { .plain = 1 };

/* Every type and number of dimensions, and bits that only look like numbers. */
static struct gw_frame *
odd_frame(void)
{
	static const uint64_t bits[6] = { 0x7ff8000000000123, 0xfff0000000000001, 0x8000000000000000,
	    1, 0x7fefffffffffffff, 0x3fb999999999999a };
	static const size_t shape[4] = { 2, 1, 3, 4 };
	static const char blob[] = "\0\x1f\x8b end.json\n";
	struct gw_frame *f = random_frame(3, 0);
	struct gw_array *a;

	gw_frame_put(f, "f8", GW_F8, 2, 3, "eV/A", bits);
	gw_frame_put(f, "f4", GW_F4, 3, 0, "", (float[]){ -0.0f, 1e-45f, NAN });
	gw_frame_put(f, "i8", GW_I8, 2, 0, "", (int64_t[]){ INT64_MIN, INT64_MAX });
	gw_frame_put(f, "i4", GW_I4, 1, 2, "", (int32_t[]){ INT32_MIN, INT32_MAX });
	gw_frame_put(f, "i2", GW_I2, 1, 0, "", (int16_t[]){ -2 });
	gw_frame_put(f, "u1", GW_U1, 2, 0, "", (uint8_t[]){ 0, 255 });
	gw_frame_put(f, "none", GW_F8, 0, 3, "", NULL);
	a = gw_frame_put(f, "four", GW_U1, 24, 0, "", NULL);
	a->ndim = 4;
	memcpy(a->shape, shape, sizeof shape);
	f->extra = gw_alloc(2, sizeof *f->extra);
	f->nextra = 2;
	strcpy(f->extra[0].name, "picture.svg");
	f->extra[0].size = sizeof blob;
	f->extra[0].data = gw_dup(blob, sizeof blob, 1);
	strcpy(f->extra[1].name, "empty");
	f->extra[1].data = gw_alloc(0, 1);
	json_object_set_new(f->meta, "future", json_pack("{s:[i,n,b], s:s}", "a", 1, 1, "b", "\xc3\x85"));
	gw_frame_set_real(f, "tenth", 0.1);
	gw_frame_set_real(f, "big", 1.7976931348623157e308);
	gw_frame_set_int(f, "long", INT64_MIN);
	gw_frame_set_real(f, "nothing", NAN);
	return f;
}

static void
goes_round(struct gw_frame *f, const struct gw_write_opt *o)
{
	struct bytes b = stream_of(&f, 1, o, 1), again;
	struct result r = read_once(&b, 0);

	assert_int_equal(r.end, 0);
	assert_int_equal(r.n, 1);
	assert_true(json_equal(r.last->meta, f->meta));
	assert_int_equal(r.last->narray, f->narray);
	for (int k = 0; k < f->narray; k++) {
		const struct gw_array *x = &f->array[k], *y = &r.last->array[k];

		assert_string_equal(x->name, y->name);
		assert_string_equal(x->unit, y->unit);
		assert_int_equal(x->dtype, y->dtype);
		assert_int_equal(x->ndim, y->ndim);
		assert_memory_equal(x->shape, y->shape, (size_t)x->ndim*sizeof *x->shape);
		assert_memory_equal(x->data, y->data, gw_array_count(x)*gw_dtype_size(x->dtype));
	}
	assert_true(frame_hash(f) == frame_hash(r.last));
	assert_int_equal(r.last->number, 1);
	again = stream_of(&r.last, 1, o, 1);
	assert_int_equal(again.n, b.n);
	assert_memory_equal(again.p, b.p, b.n);
	gw_free(again.p);
	gw_free(b.p);
	gw_frame_free(r.last);
	gw_frame_free(f);
}

static void
frames_go_round_bit_for_bit(void **state)
{
	(void)state;
	goes_round(odd_frame(), &gzip);
	goes_round(odd_frame(), &plain);
}

static void
any_number_of_atoms_goes_round(void **state)
{
	static const int n[] = { 0, 1, 2, 63, 5000, 100000 };
	(void)state;

	for (size_t k = 0; k < sizeof n/sizeof *n; k++)
		goes_round(random_frame(n[k], 1), &gzip);
	goes_round(random_frame(0, 1), &plain);
}

static void
copies_are_deep(void **state)
{
	struct gw_frame *f = odd_frame(), *c = gw_frame_copy(f);
	uint64_t h = frame_hash(f);
	(void)state;

	assert_true(frame_hash(c) == h);
	memset(gw_frame_array(f, "pos")->data, 7, 8);
	gw_frame_set_int(f, "step", 99);
	gw_frame_drop(f, "u1");
	assert_null(gw_frame_array(f, "u1"));
	assert_non_null(gw_frame_array(f, "none"));
	gw_frame_free(f);
	assert_true(frame_hash(c) == h);
	gw_frame_free(c);
}

static void
scalars_are_kept(void **state)
{
	struct gw_frame *f = gw_frame_new();
	double v = -1;
	(void)state;

	assert_false(gw_frame_get_real(f, "a", &v));
	gw_frame_set_int(f, "a", 7);
	assert_true(gw_frame_get_real(f, "a", &v));
	assert_in_tol(v, 7, 0);
	json_object_set_new(json_object_get(f->meta, "scalars"), "b", json_true());
	assert_true(gw_frame_get_real(f, "b", &v));
	assert_in_tol(v, 1, 0);
	gw_frame_set_real(f, "a", INFINITY);
	assert_false(gw_frame_get_real(f, "a", &v));
	gw_frame_set_str(f, "a", "word");
	assert_false(gw_frame_get_real(f, "a", &v));
	gw_frame_free(f);
}

static void
a_stream_of_no_frames_is_valid(void **state)
{
	struct bytes b = stream_of(NULL, 0, &gzip, 1);
	struct result r = read_once(&b, 0);
	(void)state;

	assert_int_equal(r.end, 0);
	assert_int_equal(r.n, 0);
	gw_free(b.p);
}

static void
the_header_is_where_to_split(void **state)
{
	struct bytes b = stream_of(NULL, 0, &gzip, 1);
	uint64_t length;
	(void)state;

	assert_memory_equal(b.p, "\x1f\x8b\x08\x04\0\0\0\0\x04\xff\x14\0GL\x08\0", 16);
	memcpy(&length, b.p + 16, 8);
	assert_int_equal(length, b.n);
	gw_free(b.p);
}

/* ---- quantised positions ---- */

static void
positions_can_be_quantised(void **state)
{
	const struct gw_write_opt o = { .quantum = 1e-6 };
	struct gw_frame *f = random_frame(100, 2);
	struct bytes b = stream_of(&f, 1, &o, 1), again;
	struct result r = read_once(&b, 0);
	const double *x = gw_frame_array(f, "pos")->data, *y;
	(void)state;

	assert_int_equal(r.end, 0);
	assert_int_equal(gw_frame_array(r.last, "pos")->dtype, GW_F8);
	y = gw_frame_array(r.last, "pos")->data;
	for (int k = 0; k < 300; k++)
		assert_in_tol(y[k], x[k], 0.5000001e-6);
	assert_in_tol(json_number_value(json_object_get(r.last->meta, "quantum")), 1e-6, 0);
	again = stream_of(&r.last, 1, &o, 1);		/* nothing more is lost the second time */
	assert_int_equal(again.n, b.n);
	assert_memory_equal(again.p, b.p, b.n);
	gw_free(b.p);
	gw_free(again.p);
	gw_frame_free(f);
	gw_frame_free(r.last);
}

static void
what_does_not_fit_the_quantum_is_refused(void **state)
{
	static const double bad[] = { 2148, -2148, NAN, INFINITY };
	const struct gw_write_opt o = { .quantum = 1e-6 };
	(void)state;

	for (size_t k = 0; k < sizeof bad/sizeof *bad; k++) {
		struct gw_frame *f = random_frame(4, 2);
		struct gw_writer *w = gw_writer_open(-1, "out.tgz", &o);
		struct gw_err e = { 0 };

		((double *)gw_frame_array(f, "pos")->data)[7] = bad[k];
		assert_int_equal(gw_writer_put(w, f, &e), -1);
		assert_int_equal(e.code, GW_BADDATA);
		assert_non_null(strstr(e.msg, "frame 1: atom 3:"));
		gw_writer_free(w);
		gw_frame_free(f);
	}
}

/* ---- concatenation and end markers ---- */

static void
concatenated_streams_are_a_stream(void **state)
{
	struct bytes a = numbered(2, &gzip, 1), b = numbered(3, &gzip, 1), c = numbered(1, &plain, 1);
	struct result r;
	(void)state;

	bytes_add(&a, b.p, b.n);
	r = read_once(&a, 0);
	assert_int_equal(r.end, 0);
	assert_int_equal(r.n, 5);
	assert_true(r.hash[0] == r.hash[2] && r.hash[1] == r.hash[3] && r.hash[0] != r.hash[1]);
	assert_int_equal(r.last->number, 5);
	gw_frame_free(r.last);
	bytes_add(&c, c.p, c.n);
	r = read_once(&c, 0);
	assert_int_equal(r.end, 0);
	assert_int_equal(r.n, 2);
	gw_frame_free(r.last);
	gw_free(a.p);
	gw_free(b.p);
	gw_free(c.p);
}

static void
several_inputs_are_read_in_order(void **state)
{
	struct bytes a = numbered(2, &gzip, 1), b = numbered(1, &plain, 1);
	int fa = file_new(), fb = file_new();
	char na[32], nb[32];
	const char *names[] = { file_name(fa, na), file_name(fb, nb) };
	struct result r;
	(void)state;

	file_set(fa, a.p, a.n);
	file_set(fb, b.p, b.n);
	r = read_names(names, 2, 0, 1);
	assert_int_equal(r.end, 0);
	assert_int_equal(r.n, 3);
	assert_int_equal(r.last->number, 1);
	assert_string_equal(r.last->source, nb);
	gw_frame_free(r.last);
	file_set(fa, a.p, a.n - 60);		/* into the first one's end marker */
	r = read_names(names, 2, 0, 0);
	assert_int_equal(r.end, -1);
	assert_int_equal(r.n, 2);
	assert_non_null(strstr(r.e.msg, na));
	close(fa);
	close(fb);
	gw_free(a.p);
	gw_free(b.p);
}

static void
a_missing_end_marker_is_said(void **state)
{
	struct bytes b = numbered(3, &gzip, 0), c = numbered(2, &gzip, 1), none = { 0 };
	struct result r;
	(void)state;

	assert_fails(&b, 0, 3, "truncated: the stream ends after frame 3 without its end marker: "
	    "did the program before this one fail?");
	r = read_once(&b, GW_READ_FRAGMENT);
	assert_int_equal(r.end, 0);
	assert_int_equal(r.n, 3);
	gw_frame_free(r.last);
	bytes_add(&b, c.p, c.n);		/* unfinished, then a good one */
	assert_fails(&b, 0, 5, "truncated: the end marker after frame 5 counts 2 frames, but 5 came");
	r = read_once(&b, GW_READ_FRAGMENT);
	assert_int_equal(r.end, 0);
	assert_int_equal(r.n, 5);
	gw_frame_free(r.last);
	assert_fails(&none, 0, 0, "empty input");
	assert_fails(&none, GW_READ_FRAGMENT, 0, "empty input");
	b.n -= c.n + 10;			/* into a frame: no fragment either */
	assert_fails(&b, GW_READ_FRAGMENT, 2, "truncated");
	gw_free(b.p);
	gw_free(c.p);
}

/* ---- errors of the system ---- */

static void
a_full_disk_is_an_error(void **state)
{
	const struct gw_write_opt *o[] = { &gzip, &plain };
	int fd = open("/dev/full", O_WRONLY);
	(void)state;

	if (fd < 0)
		skip();
	for (int k = 0; k < 2; k++) {
		struct gw_frame *f = random_frame(3, 0);
		struct gw_writer *w = gw_writer_open(fd, "out.tgz", o[k]);
		struct gw_err e = { 0 };

		assert_int_equal(gw_writer_put(w, f, &e), -1);
		assert_int_equal(e.code, GW_IO);
		assert_non_null(strstr(e.msg, "out.tgz: cannot write"));
		assert_int_equal(gw_writer_count(w), 0);
		assert_int_equal(gw_writer_end(w, &e), -1);
		gw_writer_free(w);
		gw_frame_free(f);
	}
	close(fd);
}

static void
names_that_cannot_be_read_are_not_written(void **state)
{
	static const char *const bad[] = { "a.b", "a/b", "", "a\nb" };
	(void)state;

	for (size_t k = 0; k < 4; k++) {
		struct gw_frame *f = random_frame(3, 0);
		struct gw_writer *w = gw_writer_open(-1, "out.tgz", NULL);
		struct gw_err e = { 0 };

		gw_frame_put(f, bad[k], GW_U1, 3, 0, "", NULL);
		assert_int_equal(gw_writer_put(w, f, &e), -1);
		assert_int_equal(e.code, GW_BADDATA);
		gw_writer_free(w);
		gw_frame_free(f);
	}
}

static void
missing_inputs_are_named(void **state)
{
	const char *names[] = { "/dev/null", "no/such/file" };
	struct gw_err e = { 0 };
	(void)state;

	assert_null(gw_reader_open(names + 1, 1, 0, &e));
	assert_int_equal(e.code, GW_NOINPUT);
	assert_non_null(strstr(e.msg, "no/such/file"));
	e.code = 0;
	assert_null(gw_reader_open(names, 2, 0, &e));
	assert_int_equal(e.code, GW_NOINPUT);
	names[0] = "/";
	assert_null(gw_reader_open(names, 1, 0, &e));
	assert_int_equal(e.code, GW_NOINPUT);
	assert_non_null(strstr(e.msg, "directory"));
}

int
main(void)
{
	const struct CMUnitTest t[] = {
		cmocka_unit_test(frames_go_round_bit_for_bit),
		cmocka_unit_test(any_number_of_atoms_goes_round),
		cmocka_unit_test(copies_are_deep),
		cmocka_unit_test(scalars_are_kept),
		cmocka_unit_test(a_stream_of_no_frames_is_valid),
		cmocka_unit_test(the_header_is_where_to_split),
		cmocka_unit_test(positions_can_be_quantised),
		cmocka_unit_test(what_does_not_fit_the_quantum_is_refused),
		cmocka_unit_test(concatenated_streams_are_a_stream),
		cmocka_unit_test(several_inputs_are_read_in_order),
		cmocka_unit_test(a_missing_end_marker_is_said),
		cmocka_unit_test(a_full_disk_is_an_error),
		cmocka_unit_test(names_that_cannot_be_read_are_not_written),
		cmocka_unit_test(missing_inputs_are_named),
	};

	return cmocka_run_group_tests(t, NULL, NULL);
}
