/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of triplet entries: what LAMMPS accepts, and every way in which a file can be wrong. */
#include "formats/potential.h"
#include "formats/sw.h"
#include "formats/tersoff.h"
#include "formats/triplets.h"
#include "potential/sw.h"
#include "potential/tersoff.h"
#include "unit.h"

#include <string.h>
#include <unistd.h>

#define NUMBERS " 2.1683 2.0951 1.80 21.0 1.20 -0.333333333333 7.049556277 0.6022245584 4.0 0.0 0.0"
#define HEAD "# DATE: 2007-06-11 UNITS: metal\n\n"

static struct gw_triplets *
parse(const char *text, struct gw_err *e)
{
	char title[256];

	return gw_triplets_read("f.sw", text, strlen(text), &gw_sw_format, title, e);
}

static void
assert_refused(const char *text, const char *where, const char *why)
{
	struct gw_err e = { 0 };

	assert_null(parse(text, &e));
	assert_int_equal(e.code, GW_BADDATA);
	if (strncmp(e.msg, where, strlen(where)) || !strstr(e.msg, why))
		fail_msg("'%s' does not say '%s', '%s'", e.msg, where, why);
}

static void
entries_go_over_lines_and_comments(void **state)
{
	static const char text[] = "\n" HEAD "Si Si Si 2.1683 2.0951 # rest of them below\r\n"
	    "# between\n1.80 21.0\t1.20 -0.5\n\n7.0 0.6 4.0 0.0\n  1e-3\nC C C" NUMBERS;
	char title[256];
	struct gw_err e = { 0 };
	struct gw_triplets *t = gw_triplets_read("f.sw", text, strlen(text), &gw_sw_format, title, &e);

	(void)state;
	assert_non_null(t);
	assert_string_equal(title, "DATE: 2007-06-11 UNITS: metal");
	assert_int_equal(t->nel, 2);
	assert_int_equal(t->n, 2);
	assert_int_equal(t->nvalue, GW_SW_NVALUE);
	assert_int_equal(t->entry[0].line, 4);
	assert_int_equal(t->entry[1].line, 10);
	assert_true(t->entry[0].value[GW_SW_EPSILON] == 2.1683);
	assert_true(t->entry[0].value[GW_SW_COS0] == -0.5);
	assert_true(t->entry[0].value[GW_SW_TOL] == 1e-3);
	assert_true(t->entry[1].value[GW_SW_P] == 4);
	gw_triplets_free(t);
}

static void
bad_files_are_named_with_their_line(void **state)
{
	(void)state;
	assert_refused("", "f.sw:0: ", "no entry");
	assert_refused(HEAD "# nothing\n", "f.sw:3: ", "no entry");
	assert_refused(HEAD "Si Si Si 1 2 3\n", "f.sw:3: ", "6 words of its 14");
	assert_refused(HEAD "Si Si Si 1 2 3 4 5 6 7\n8 9 10\nC C C" NUMBERS, "f.sw:5: ",
	    "tol: 'C' is not");
	assert_refused(HEAD "Si Si Si 1 2 nan" NUMBERS, "f.sw:3: ", "a: 'nan' is not");
	assert_refused(HEAD "Si Si Si 1 2 1e999" NUMBERS, "f.sw:3: ", "a: '1e999' is not");
	assert_refused(HEAD "Si Si Si" NUMBERS " 3\n", "f.sw:3: ", "behind the 11 numbers");
	assert_refused(HEAD "Si Si Si" NUMBERS "\nSi Si Si" NUMBERS, "f.sw:4: ", "line 3 already");
	assert_refused(HEAD "Si Si Si 1\n2 3 4 5 6 -7 8 9 10 0\n", "f.sw:4: ", "A is negative");
	assert_refused(HEAD "Si Siiiiiiiiiiiiiii Si" NUMBERS, "f.sw:3: ", "no name");
}

static void
too_many_elements_are_refused(void **state)
{
	char text[GW_MAXSPECIES*120 + 200] = "", *p = text;

	(void)state;
	for (int k = 0; k <= GW_MAXSPECIES; k++)
		p += sprintf(p, "X%d X%d X%d" NUMBERS "\n", k, k, k);
	assert_refused(text, "f.sw:33: ", "more than 32 elements");
}

static int
bind(const struct gw_triplets *t, const char *a, const char *b, const double **row,
	struct gw_err *e)
{
	char name[2][16];
	struct gw_pot_arg arg = { .nspecies = 2, .species = name, .dim = 3 };

	snprintf(name[0], 16, "%s", a);
	snprintf(name[1], 16, "%s", b);
	return gw_triplets_bind(t, &arg, row, e);
}

static void
species_find_their_entries(void **state)
{
	static const char text[] = "Ge Ge Ge" NUMBERS "\nSi Si Si 1 2 3 4 5 6 7 8 9 10 11\n"
	    "C C C 2 2 3 4 5 6 7 8 9 10 11\nC C Si 3 2 3 4 5 6 7 8 9 10 11\n"
	    "C Si C 4 2 3 4 5 6 7 8 9 10 11\nC Si Si 5 2 3 4 5 6 7 8 9 10 11\n"
	    "Si C C 6 2 3 4 5 6 7 8 9 10 11\nSi C Si 7 2 3 4 5 6 7 8 9 10 11\n"
	    "Si Si C 8 2 3 4 5 6 7 8 9 10 11\n";
	static const double first[8] = { 1, 8, 7, 6, 5, 4, 3, 2 };
	const double *row[8];
	struct gw_err e = { 0 };
	struct gw_triplets *t = parse(text, &e);

	(void)state;
	assert_non_null(t);
	assert_int_equal(bind(t, "Si", "C", row, &e), 0);
	for (int k = 0; k < 8; k++)
		assert_true(row[k][0] == first[k]);
	assert_int_equal(bind(t, "Si", "O", row, &e), -1);
	assert_non_null(strstr(e.msg, "species O: f.sw"));
	assert_int_equal(bind(t, "Si", "Ge", row, &e), -1);
	assert_int_equal(e.code, GW_BADDATA);
	assert_non_null(strstr(e.msg, "no entry for Si Si Ge, Si Ge Si, Si Ge Ge, Ge Si Si, ..."));
	gw_triplets_free(t);
}

/* ---- Tersoff's files ---- */

/* an entry A A A, each number in its place */
static const char entry[] = "A A A 3 1 0.5 4 2 -0.25 0.75 1e-6 1.5\n500 2.5 0.25 2.25 1800\n";

static void
tersoff_entries_are_read(void **state)
{
	static const double want[] = { 3, 1, 0.5, 4, 2, -0.25, 0.75, 1e-6, 1.5, 500, 2.5, 0.25, 2.25, 1800 };
	char title[256];
	struct gw_err e = { 0 };
	struct gw_triplets *t = gw_triplets_read("f", entry, strlen(entry), &gw_tersoff_format, title, &e);

	(void)state;
	if (!t)
		fail_msg("%s", e.msg);
	assert_int_equal(t->nvalue, 14);
	assert_memory_equal(t->entry[0].value, want, sizeof want);
	assert_true(want[GW_TERSOFF_M] == 3 && want[GW_TERSOFF_B] == 500 && want[GW_TERSOFF_A] == 1800);
	gw_triplets_free(t);
}

static void
bad_tersoff_entries_are_named(void **state)
{
	static const struct { const char *from, *to, *says; } wrong[] = {
		{ "3 1 0.5", "2 1 0.5", "f:2: entry A A A: m must be 1 or 3" },
		{ "3 1 0.5", "3 -1 0.5", "gamma is negative" },
		{ "0.5 4 2", "nan 4 2", "f:1: lambda3: 'nan' is not" },
		{ "0.5 4 2", "0.5 4 0", "d is 0 where c is not" },
		{ "0.5 4 2", "0.5 -4 2", "c is negative" },
		{ "2.5 0.25", "2.5 2.75", "D is above R" },
		{ "0.75 1e-6", "0.75 1d-6", "f:1: beta: '1d-6' is not" },
		{ "2.25 1800", "2.25 1800 7", "f:2: '7' stands behind the 14 numbers" },
		{ "2.25 1800", "2.25", "f:2: the file ends in the entry of line 1: 16 words of its 17" },
	};
	char title[256], text[256];
	struct gw_err e;

	(void)state;
	for (size_t k = 0; k < sizeof wrong/sizeof *wrong; k++) {
		const char *at = strstr(entry, wrong[k].from);

		snprintf(text, sizeof text, "%.*s%s%s", (int)(at - entry), entry, wrong[k].to,
		    at + strlen(wrong[k].from));
		assert_null(gw_triplets_read("f", text, strlen(text), &gw_tersoff_format, title, &e));
		assert_int_equal(e.code, GW_BADDATA);
		if (!strstr(e.msg, wrong[k].says))
			fail_msg("'%s' does not say '%s'", e.msg, wrong[k].says);
	}
}

/* read a file of this text by its SPEC and bind it to species A alone */
static struct gw_pot *
bound(const char *text, char note[512], struct gw_err *e)
{
	char file[] = "triplets.XXXXXX", spec[64];
	struct gw_sys *s = gw_sys_new(1, 1, 3, GW_METAL);
	struct gw_pot *pot = NULL;
	struct gw_potspec *p;
	int fd = mkstemp(file);

	assert_true(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
	snprintf(spec, sizeof spec, "tersoff:%s", file);
	strcpy(s->species[0].name, "A");
	p = gw_potspec_read(spec, e);
	unlink(file);
	if (p) {
		strcpy(note, p->note);
		pot = gw_potspec_bind(p, s, e);
	}
	gw_potspec_free(p);
	gw_sys_free(s);
	return pot;
}

static void
tersoff_specs_are_bound(void **state)
{
	char text[256], note[512];
	struct gw_err e = { 0 };
	struct gw_pot *p;

	(void)state;
	p = bound(entry, note, &e);
	if (!p)
		fail_msg("%s", e.msg);
	assert_true(p->cutoff == 2.75 && p->full);
	assert_string_equal(note, "");
	gw_pot_free(p);
	snprintf(text, sizeof text, "%.*s", (int)strlen(entry) - 1, entry);
	p = bound(text, note, &e);
	assert_non_null(p);
	assert_non_null(strstr(note, "is its last number cut?"));
	gw_pot_free(p);
	snprintf(text, sizeof text, "# UNITS: real\n%s", entry);
	assert_null(bound(text, note, &e));
	assert_non_null(strstr(e.msg, "its units are real, potential tersoff needs metal"));
	assert_null(bound("A A A 3 1 0 4 2 0 0 1 1 1 2 0 1 1\n", note, &e));
	assert_non_null(strstr(e.msg, "the entry A A A has n = 0 where B is not 0"));
	assert_null(bound("A A A 3 1 0 4 2 0 1 1 1 1 0 0 1 1\n", note, &e));
	assert_non_null(strstr(e.msg, "no cut-off is above 0"));
}

/* Debian's lammps-data; numbers of elements and entries as in the files */
static void
published_tersoff_files_are_read(void **state)
{
	static const struct { const char *file; int nel, n; } known[] = {
		{ "BNC", 3, 27 }, { "GaN", 2, 8 }, { "Ge", 1, 1 }, { "Si", 1, 1 }, { "SiC", 2, 8 },
		{ "SiCGe", 5, 17 }, { "SiC_1989", 2, 8 }, { "SiC_1990", 2, 8 }, { "SiC_1994", 2, 8 },
		{ "SiC_Erhart-Albe", 2, 8 }, { "SiO", 2, 8 },
	};

	(void)state;
	for (size_t k = 0; k < sizeof known/sizeof *known; k++) {
		char spec[64];
		struct gw_err e = { 0 };
		struct gw_potspec *p;

		snprintf(spec, sizeof spec, "tersoff:%s.tersoff", known[k].file);
		p = gw_potspec_read(spec, &e);
		if (!p && e.code == GW_NOPOT) {
			print_message("skipped: %s.tersoff is not installed (Debian package lammps-data)\n",
			    known[k].file);
			continue;
		}
		if (!p)
			fail_msg("%s", e.msg);
		assert_int_equal(((struct gw_triplets *)p->file)->nel, known[k].nel);
		assert_int_equal(((struct gw_triplets *)p->file)->n, known[k].n);
		assert_non_null(strstr(p->title, "UNITS: metal"));
		assert_string_equal(p->note, "");
		gw_potspec_free(p);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entries_go_over_lines_and_comments),
		cmocka_unit_test(bad_files_are_named_with_their_line),
		cmocka_unit_test(too_many_elements_are_refused),
		cmocka_unit_test(species_find_their_entries),
		cmocka_unit_test(tersoff_entries_are_read),
		cmocka_unit_test(bad_tersoff_entries_are_named),
		cmocka_unit_test(tersoff_specs_are_bound),
		cmocka_unit_test(published_tersoff_files_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
