/* SPDX-License-Identifier: GPL-3.0-or-later */
/* setfl files: what LAMMPS accepts, and every way in which a file can be wrong. */
#include "base/mem.h"
#include "formats/setfl.h"
#include "formats/text.h"
#include "unit.h"

#include <string.h>
#include <unistd.h>

/*
 * A made-up file of two elements: numbers that tell where they stand.
 * F[a][k] = 100 a + k, f[a][b][k] = 1000 + 100 a + 10 b + k, z[i][j][k] = 2000 + 100 i + 10 j + k
 */
struct made {
	char *text;
	size_t size;
	int line;		/* numbers on a line */
	const char *eol;
	FILE *out;
};

static void
numbers(struct made *m, int first, int n)
{
	for (int k = 0; k < n; k++)
		fprintf(m->out, " %d.0e0%s", first + k, (k + 1)%m->line == 0 || k == n - 1 ? m->eol : "");
}

static void
make(struct made *m, int fs, int nrho, int nr, const char *grid)
{
	m->out = open_memstream(&m->text, &m->size);
	fprintf(m->out, "# A made-up file UNITS: metal%s%s%s2 Cu Zr%s%s%s", m->eol, m->eol, m->eol,
	    m->eol, grid, m->eol);
	for (int a = 0; a < 2; a++) {
		fprintf(m->out, "%d %g 3.6 fcc # head%s", 29 + 11*a, 63.5 + a, m->eol);
		numbers(m, 100*a, nrho);
		for (int b = 0; b < (fs ? 2 : 1); b++)
			numbers(m, 1000 + 100*a + 10*b, nr);
	}
	for (int i = 0; i < 2; i++)
		for (int j = 0; j <= i; j++)
			numbers(m, 2000 + 100*i + 10*j, nr);
	fclose(m->out);
}

static void
assert_made(const struct gw_eam_file *f, int fs)
{
	assert_int_equal(f->nel, 2);
	assert_string_equal(f->name[0], "Cu");
	assert_string_equal(f->name[1], "Zr");
	assert_true(f->mass[1] == 64.5 && f->drho == 0.5 && f->dr == 0.25 && f->cutoff == 1.5);
	assert_int_equal(f->nrho, 6);
	assert_int_equal(f->nr, 7);
	for (int a = 0; a < 2; a++) {
		for (int k = 0; k < 6; k++)
			assert_true(f->F[6*a + k] == 100*a + k);
		for (int b = 0; b < 2; b++)
			for (int k = 0; k < 7; k++) {
				int hi = a > b ? a : b, lo = a > b ? b : a;

				assert_true(f->z[7*(2*a + b) + k] == 2000 + 100*hi + 10*lo + k);
				if (fs)
					assert_true(f->f[7*(2*a + b) + k] == 1000 + 100*a + 10*b + k);
			}
		for (int k = 0; k < 7 && !fs; k++)
			assert_true(f->f[7*a + k] == 1000 + 100*a + k);
	}
}

static void
both_formats_are_read(void **state)
{
	static const int line[] = { 5, 1, 3, 100 };
	static const char *const eol[] = { "\n", "\r\n" };
	struct gw_setfl_seen seen;
	struct gw_err e;

	(void)state;
	for (int k = 0; k < 16; k++) {
		struct made m = { .line = line[k%4], .eol = eol[k/4%2] };
		struct gw_eam_file *f;
		int fs = k/8;

		make(&m, fs, 6, 7, "6 0.5 7 0.25 1.5 # Nrho drho Nr dr cutoff");
		f = gw_setfl_read("made", m.text, m.size, fs, &seen, &e);
		if (!f)
			fail_msg("%s", e.msg);
		assert_made(f, fs);
		assert_string_equal(seen.title, "A made-up file UNITS: metal");
		assert_string_equal(seen.note, "");
		gw_setfl_free(f);
		/* the other format: the counts do not fit */
		assert_null(gw_setfl_read("made", m.text, m.size, !fs, &seen, &e));
		assert_int_equal(e.code, GW_BADDATA);
		free(m.text);
	}
}

static void
every_cut_is_found(void **state)
{
	struct made m = { .line = 5, .eol = "\n" };
	struct gw_setfl_seen seen;
	struct gw_err e;

	(void)state;
	make(&m, 1, 6, 7, "6 0.5 7 0.25 1.5");
	for (size_t n = 0; n < m.size; n++) {
		struct gw_eam_file *f = gw_setfl_read("made", m.text, n, 1, &seen, &e);

		/* inside the last number, " 2116.0e0\n", there is only a suspicion */
		if (f && n > m.size - 9 && strstr(seen.note, "is its last number cut?")) {
			gw_setfl_free(f);
			continue;
		}
		if (f)
			fail_msg("cut at byte %zu of %zu passes", n, m.size);
		assert_int_equal(e.code, GW_BADDATA);
		assert_non_null(strstr(e.msg, "made:"));
	}
	free(m.text);
}

/* Replace the first `from` in the made-up file. */
static char *
changed(const char *from, const char *to)
{
	struct made m = { .line = 5, .eol = "\n" };
	char *s, *at;

	make(&m, 1, 6, 7, "6 0.5 7 0.25 1.5");
	at = strstr(m.text, from);
	assert_non_null(at);
	s = gw_format("%.*s%s%s", (int)(at - m.text), m.text, to, at + strlen(from));
	free(m.text);
	return s;
}

static void
wrong_files_are_refused(void **state)
{
	static const struct { const char *from, *to, *says; } wrong[] = {
		{ "2 Cu Zr", "3 Cu Zr", "made:4: 3 elements, but 2 names" },
		{ "2 Cu Zr", "1 Cu Zr", "made:4: 1 elements, but 2 names" },
		{ "2 Cu Zr", "0", "number of elements '0'" },
		{ "2 Cu Zr", "99 Cu Zr", "99 elements, at most 32" },
		{ "2 Cu Zr", "2 Cu Cu", "element Cu twice" },
		{ "2 Cu Zr", "Cu Zr", "number of elements 'Cu'" },
		{ "6 0.5 7", "6 0 7", "made:5: drho is 0: it must be positive" },
		{ "6 0.5 7", "6 -0.5 7", "drho is -0.5" },
		{ "0.25 1.5", "-0.25 1.5", "dr is -0.25" },
		{ "0.25 1.5", "nan 1.5", "dr: 'nan' is not a finite number" },
		{ "0.25 1.5", "0.25", "the line ends before its cutoff" },
		{ "6 0.5 7", "6.5 0.5 7", "Nrho '6.5' is not an integer" },
		{ "6 0.5 7", "4 0.5 7", "Nrho '4' is not an integer in 5.." },
		{ "6 0.5 7", "6000000 0.5 7", "can hold: it is cut, or they are wrong" },
		{ "6 0.5 7", "2000000000 0.5 7", "Nrho '2000000000'" },
		{ "6 0.5 7", "5 0.5 7", "other blocks 8: the counts in line 5 are wrong" },
		{ "6 0.5 7", "12 0.5 7", "made:13: number 4 of 7 in the density of Cu at Zr: 'fcc'" },
		{ "6 0.5 7", "6 0.5 17", "made:13: number 18 of 17 in the density of Cu at Cu: 'fcc'" },
		{ "29 63.5 3.6 fcc", "29", "made:6: the line ends before its mass" },
		{ "29 63.5 3.6 fcc", "29 -1 3.6 fcc", "mass is -1" },
		{ " 3.0e0", " 3.0d0", "made:7: number 4 of 6 in F(rho) of Cu: '3.0d0' is not a number" },
		{ " 3.0e0", " nan", "made:7: number 4 of 6 in F(rho) of Cu is nan" },
		{ " 1012.0e0", " -inf", "number 3 of 7 in the density of Cu at Zr is -inf" },
		{ " 2112.0e0", " x", "number 3 of 7 in r*phi of Zr-Zr: 'x'" },
		{ " 2116.0e0\n", " 2116.0e0\n 5 6 7\n", "numbers behind the last block" },
		{ " 5.0e0\n", " 5 6 7 8 9 10 11 12 13 14 15 16\n", "holds more than the 6 numbers" },
	};
	struct gw_setfl_seen seen;
	struct gw_err e;

	(void)state;
	for (size_t k = 0; k < sizeof wrong/sizeof *wrong; k++) {
		char *s = changed(wrong[k].from, wrong[k].to);

		assert_null(gw_setfl_read("made", s, strlen(s), 1, &seen, &e));
		assert_int_equal(e.code, GW_BADDATA);
		if (!strstr(e.msg, wrong[k].says))
			fail_msg("case %zu: '%s' does not say '%s'", k, e.msg, wrong[k].says);
		gw_free(s);
	}
}

static void
odd_files_are_read_with_a_note(void **state)
{
	struct made m = { .line = 5, .eol = "\n" };
	struct gw_setfl_seen seen;
	struct gw_eam_file *f;
	struct gw_err e;
	char *s;

	(void)state;
	/* blocks of 7 and 8 numbers, a head that says 6 and 7, as in AlSm.lammps.eam */
	make(&m, 1, 7, 8, "6 0.5 7 0.25 1.5");
	f = gw_setfl_read("made", m.text, m.size, 1, &seen, &e);
	assert_non_null(f);
	assert_made(f, 1);
	assert_non_null(strstr(seen.note, "those at their ends are dropped"));
	gw_setfl_free(f);
	free(m.text);
	s = changed("0.25 1.5", "0.25 2.5");
	f = gw_setfl_read("made", s, strlen(s), 1, &seen, &e);
	assert_non_null(f);
	assert_non_null(strstr(seen.note, "the cut-off 2.5 lies beyond the table's end 1.75"));
	gw_setfl_free(f);
	gw_free(s);
}

/* Debian's lammps-data; the numbers are the first and last ones of the file itself. */
static void
a_published_file_is_read(void **state)
{
	static const char path[] = "/usr/share/lammps/potentials/CuZr_mm.eam.fs";
	struct gw_setfl_seen seen;
	struct gw_err e = { 0 };
	struct gw_eam_file *f;
	char *data;
	size_t size;

	(void)state;
	if (access(path, R_OK) < 0) {
		print_message("%s is not installed (Debian package lammps-data)\n", path);
		skip();
	}
	assert_int_equal(gw_text_load(path, &data, &size, &e), 0);
	f = gw_setfl_read(path, data, size, 1, &seen, &e);
	if (!f)
		fail_msg("%s", e.msg);
	assert_int_equal(f->nel, 2);
	assert_int_equal(f->nrho, 10000);
	assert_int_equal(f->nr, 10000);
	assert_true(f->dr == 7.6e-4 && f->cutoff == 7.6 && f->drho == 0.03);
	assert_true(f->F[0] == 0 && f->F[1] == -1.73205080800000E-0001);
	assert_true(f->mass[0] == 63.546 && f->mass[1] == 91.224);
	assert_memory_equal(f->z + 10000, f->z + 20000, 10000*sizeof *f->z);
	assert_string_equal(seen.note, "");
	gw_setfl_free(f);
	gw_free(data);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_formats_are_read),
		cmocka_unit_test(every_cut_is_found),
		cmocka_unit_test(wrong_files_are_refused),
		cmocka_unit_test(odd_files_are_read_with_a_note),
		cmocka_unit_test(a_published_file_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
