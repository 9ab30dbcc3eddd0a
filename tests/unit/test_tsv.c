/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables and numbers as text. */
#include "base/mem.h"
#include "formats/text.h"
#include "formats/tsv.h"
#include "unit.h"

#include <math.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

static struct gw_tsv *
table(const char *text, size_t size, struct gw_err *e)
{
	FILE *in = size ? fmemopen((void *)(uintptr_t)text, size, "r") : tmpfile();
	struct gw_tsv *t = gw_tsv_read(in, "t.tsv", e);

	fclose(in);
	return t;
}

static void
a_table_is_read(void **state)
{
	static const char text[] = "# made by hand\r\n\nid\te[eV]\tomega[0.01]\tomega[0.02]\r\n"
	    "1\t-0.5\tnan\tx\n# more\n2\t1e3\tinf\t\n"
	    "id\te[eV]\tomega[0.01]\tomega[0.02]\n3\t0x1p-3\t0\t0";
	struct gw_err e = { 0 };
	struct gw_tsv *t = table(text, sizeof text - 1, &e);
	double *v;

	(void)state;
	assert_non_null(t);
	assert_int_equal(t->ncol, 4);
	assert_int_equal(t->nrow, 3);		/* the header that came again is no row */
	assert_int_equal(t->ncomment, 2);
	assert_string_equal(t->comment[1], "# more");
	assert_string_equal(t->cell[1][3], "");
	assert_int_equal(gw_tsv_find(t, "e[eV]", &e), 1);
	assert_int_equal(gw_tsv_find(t, "e", &e), 1);
	assert_int_equal(gw_tsv_find(t, "omega[0.02]", &e), 3);
	assert_int_equal(gw_tsv_find(t, "omega", &e), 2);
	assert_int_equal(gw_tsv_find(t, "4", &e), 3);
	assert_int_equal(gw_tsv_find(t, "5", &e), -1);
	assert_int_equal(e.code, GW_USAGE);
	assert_string_equal(e.msg, "no column '5'; there are: id, e[eV], omega[0.01], omega[0.02]");
	v = gw_tsv_numbers(t, 1, &e);
	assert_true(v[0] == -0.5 && v[1] == 1000 && v[2] == 0.125);
	gw_free(v);
	v = gw_tsv_numbers(t, 2, &e);
	assert_true(isnan(v[0]) && isinf(v[1]));
	gw_free(v);
	assert_null(gw_tsv_numbers(t, 3, &e));
	assert_int_equal(e.code, GW_BADDATA);
	assert_string_equal(e.msg, "column omega[0.02], row 1: 'x' is not a number");
	gw_tsv_free(t);
}

static void
units(void **state)
{
	static const char *const head[][2] = { { "e[eV]", "eV" }, { "n", "" }, { "a[b][1/A]", "1/A" }, { "x[]", "" },
		{ "[K", "" }, { "]", "" } };
	char *u;

	(void)state;
	for (size_t k = 0; k < sizeof head/sizeof *head; k++) {
		u = gw_tsv_unit(head[k][0]);
		assert_string_equal(u, head[k][1]);
		gw_free(u);
	}
}

static void
heads(void **state)
{
	static const char *const head[][3] = { { "e", "eV", "e[eV]" }, { "n", "", "n" },
		{ "a[b]", "1/A", "a[b][1/A]" } };
	char *h;

	(void)state;
	for (size_t k = 0; k < sizeof head/sizeof *head; k++) {
		h = gw_tsv_head(head[k][0], head[k][1]);
		assert_string_equal(h, head[k][2]);
		gw_free(h);
	}
}

static void
wrong_tables_are_refused(void **state)
{
	static const struct { const char *text; size_t size; const char *says; } wrong[] = {
		{ "", 0, "t.tsv: no header line" },
		{ "# nothing\n\n", 11, "t.tsv: no header line" },
		{ "a\tb\n1\t2\n1\n", 10, "t.tsv:3: 1 fields where the header has 2" },
		{ "a\tb\n1\t2\t3\n", 10, "t.tsv:2: 3 fields" },
		{ "a\t\n", 3, "t.tsv:1: column 2 has no name" },
		{ "a\n1\n\0002\n", 7, "t.tsv:3: a NUL byte" },
	};
	struct gw_err e;

	(void)state;
	for (size_t k = 0; k < sizeof wrong/sizeof *wrong; k++) {
		assert_null(table(wrong[k].text, wrong[k].size, &e));
		assert_int_equal(e.code, GW_BADDATA);
		if (!strstr(e.msg, wrong[k].says))
			fail_msg("case %zu: '%s' does not say '%s'", k, e.msg, wrong[k].says);
	}
}

static void
numbers_are_whole_words(void **state)
{
	static const char *const bad[] = { "", "1x", "1,5", "1 ", "--1", "e5", "1e" };
	long long n;
	double v;

	(void)state;
	assert_int_equal(gw_number("-1.5e-3", &v), 0);
	assert_true(v == -1.5e-3);
	for (size_t k = 0; k < sizeof bad/sizeof *bad; k++)
		assert_int_equal(gw_number(bad[k], &v), -1);
	assert_int_equal(gw_integer("9223372036854775807", 0, INT64_MAX, &n), 0);
	assert_int_equal(gw_integer("9223372036854775808", 0, INT64_MAX, &n), -1);
	assert_int_equal(gw_integer("7.0", 0, 10, &n), -1);
	assert_int_equal(gw_integer("11", 0, 10, &n), -1);
}

/* Lines from memory and from gzip; a cut gzip file is found. */
static void
lines_come_from_anywhere(void **state)
{
	static const char text[] = "one\r\ntwo\n\nfour";
	struct gw_text *t = gw_text_memory("m", text, sizeof text - 1);
	char *line, dir[] = "text.XXXXXX", path[64];
	struct gw_err e = { 0 };
	gzFile gz;
	FILE *f;
	long size;

	(void)state;
	assert_int_equal(gw_text_line(t, &line, &e), 1);
	assert_string_equal(line, "one");
	gw_text_again(t);
	assert_int_equal(gw_text_line(t, &line, &e), 1);
	assert_int_equal(gw_text_number(t), 1);
	for (int k = 0; k < 3; k++)
		assert_int_equal(gw_text_line(t, &line, &e), 1);
	assert_string_equal(line, "four");
	assert_int_equal(gw_text_number(t), 4);
	assert_int_equal(gw_text_line(t, &line, &e), 0);
	gw_text_close(t);

	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof path, "%s/x.gz", dir);
	gz = gzopen(path, "wb");
	for (int k = 0; k < 20000; k++)
		gzprintf(gz, "%d\n", k*k);
	gzclose(gz);
	assert_non_null(t = gw_text_open(path, &e));
	for (int k = 0; k < 20000; k++) {
		assert_int_equal(gw_text_line(t, &line, &e), 1);
		assert_int_equal(atoi(line), k*k);
	}
	assert_int_equal(gw_text_line(t, &line, &e), 0);
	gw_text_close(t);
	f = fopen(path, "r+b");
	fseek(f, 0, SEEK_END);
	size = ftell(f);
	assert_int_equal(ftruncate(fileno(f), size - 5), 0);
	fclose(f);
	t = gw_text_open(path, &e);
	while (gw_text_line(t, &line, &e) > 0)
		;
	assert_int_equal(e.code, GW_BADDATA);
	assert_non_null(strstr(e.msg, "the compressed file is cut"));
	gw_text_close(t);
	remove(path);
	remove(dir);
	assert_null(gw_text_open("no/such/file", &e));
	assert_int_equal(e.code, GW_NOINPUT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_is_read), cmocka_unit_test(units), cmocka_unit_test(heads),
		cmocka_unit_test(wrong_tables_are_refused),
		cmocka_unit_test(numbers_are_whole_words),
		cmocka_unit_test(lines_come_from_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
