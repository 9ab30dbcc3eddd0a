/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of options: what is taken, what is refused, and the table at work. */
#include "unit.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "tools/options.h"

struct all {
	int flag, i, shard[2];
	double real, pos, time, ratio[3], range[2];
	const char *str, *word;
	struct rate rate;
	struct reals list;
	struct ids atoms;
	int64_t seed;
	struct words many;
};

static const char *const given[] = { "prog" };

/* Parse one value of a type; the message must name option and value when it is refused. */
static int
value(enum opt_type t, void *var, const char *arg, const char *text, int *metal)
{
	const struct opt o = { 0, "opt", t, var, arg, "" };
	struct gw_err e = { 0, "" };
	int r;

	*metal = 0;
	r = opt_value(&o, text, metal, &e);
	if (r < 0) {
		assert_int_equal(e.code, GW_USAGE);
		assert_non_null(strstr(e.msg, "--opt"));
		assert_non_null(strstr(e.msg, text));
		assert_non_null(strstr(e.msg, "expected"));
	}
	return r;
}

static void
numbers(void **state)
{
	static const char *const bad[] = { "", " 1", "1 ", "1,5", "0x10", "inf", "nan", "1e", "1e+",
		".", "-", "1e999", "1..2", "ten", "1k", "--1" };
	double v;
	int m;

	(void)state;
	assert_int_equal(value(OPT_REAL, &v, "X", "-1.5e-3", &m), 0);
	assert_true(v == -1.5e-3);
	assert_int_equal(value(OPT_REAL, &v, "X", ".5", &m), 0);
	assert_true(v == 0.5);
	assert_int_equal(value(OPT_REAL, &v, "X", "+5.", &m), 0);
	assert_true(v == 5);
	for (size_t k = 0; k < sizeof bad/sizeof *bad; k++)
		assert_int_equal(value(OPT_REAL, &v, "X", bad[k], &m), -1);
	assert_int_equal(value(OPT_POS, &v, "X", "0", &m), -1);
	assert_int_equal(value(OPT_POS, &v, "X", "-300", &m), -1);
	assert_int_equal(value(OPT_POS, &v, "X", "300", &m), 0);
}

static void
integers(void **state)
{
	int i, m;
	int64_t s;

	(void)state;
	assert_int_equal(value(OPT_INT, &i, "N", "-2147483648", &m), 0);
	assert_int_equal(i, -2147483647 - 1);
	assert_int_equal(value(OPT_INT, &i, "N", "2147483648", &m), -1);
	assert_int_equal(value(OPT_INT, &i, "N", "10k", &m), -1);
	assert_int_equal(value(OPT_INT, &i, "N", "1.0", &m), -1);
	assert_int_equal(value(OPT_INT, &i, "N", "99999999999999999999", &m), -1);
	assert_int_equal(value(OPT_LONG, &s, "S", "9223372036854775807", &m), 0);
	assert_true(s == INT64_MAX);
	assert_int_equal(value(OPT_LONG, &s, "S", "-1", &m), -1);
}

static void
times_and_rates(void **state)
{
	static const char *const bad[] = { "1e12K", "1e12K/", "K/s", "-1K/ps", "0", "1e12 K/s", "1e12k/s",
		"1e12K/h", "1/ps" };
	struct rate r;
	double t;
	int m;

	(void)state;
	assert_int_equal(value(OPT_TIME, &t, "t", "20", &m), 0);
	assert_true(t == 20 && !m);
	assert_int_equal(value(OPT_TIME, &t, "t", "20ps", &m), 0);
	assert_true(t == 20 && m);
	assert_int_equal(value(OPT_TIME, &t, "t", "500fs", &m), 0);
	assert_true(t == 0.5);
	assert_int_equal(value(OPT_TIME, &t, "t", "0.1ns", &m), 0);
	assert_true(t == 100);
	assert_int_equal(value(OPT_TIME, &t, "t", "-1ps", &m), -1);
	assert_int_equal(value(OPT_TIME, &t, "t", "1psec", &m), -1);
	assert_int_equal(value(OPT_RATE, &r, "R", "1e14K/s", &m), 0);
	assert_true(r.value == 100 && r.given && r.per_ps && m);
	assert_int_equal(value(OPT_RATE, &r, "R", "0.01K/ps", &m), 0);
	assert_true(r.value == 0.01 && r.per_ps);
	assert_int_equal(value(OPT_RATE, &r, "R", "1e-3", &m), 0);
	assert_true(r.value == 1e-3 && r.given && !r.per_ps && !m);
	for (size_t k = 0; k < sizeof bad/sizeof *bad; k++)
		assert_int_equal(value(OPT_RATE, &r, "R", bad[k], &m), -1);
}

static void
lists(void **state)
{
	static const char *const bad[] = { "", "1,", ",1", "1:2", "1:2:3", "1:2:log", "1:2:log:1",
		"0:1:log:5", "-1:1:log:5", "1:2:lin:2.5", "1:2:sqrt:5", "1:2:lin:9999999999" };
	struct reals l;
	int m;

	(void)state;
	assert_int_equal(value(OPT_LIST, &l, "LIST", "1,-2.5,3e-1", &m), 0);
	assert_int_equal(l.n, 3);
	assert_true(l.v[0] == 1 && l.v[1] == -2.5 && l.v[2] == 3e-1);
	gw_free(l.v);
	assert_int_equal(value(OPT_LIST, &l, "LIST", "1e-4:1e-1:log:4", &m), 0);
	assert_int_equal(l.n, 4);
	assert_true(l.v[0] == 1e-4 && l.v[3] == 1e-1);
	assert_true(l.v[1] == 1e-3 && l.v[2] == 1e-2);
	gw_free(l.v);
	assert_int_equal(value(OPT_LIST, &l, "LIST", "0,1:2:lin:3", &m), 0);
	assert_int_equal(l.n, 4);
	assert_true(l.v[0] == 0 && l.v[1] == 1 && l.v[2] == 1.5 && l.v[3] == 2);
	gw_free(l.v);
	for (size_t k = 0; k < sizeof bad/sizeof *bad; k++)
		assert_int_equal(value(OPT_LIST, &l, "LIST", bad[k], &m), -1);
}

/* Points that have few digits are the numbers that these digits mean. */
static void
ladders_meet_round_numbers(void **state)
{
	static const double decade[] = { 1e-5, 1e-4, 1e-3, 1e-2, 1e-1 };
	static const double tenth[] = { 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1 };
	struct reals l;
	int m;

	(void)state;
	assert_int_equal(value(OPT_LIST, &l, "LIST", "1e-5:1e-1:log:25", &m), 0);
	for (int k = 0; k < 25; k++) {
		assert_in_rel(l.v[k], pow(10, -5 + k/6.0), 3e-15);
		assert_true(k % 6 != 0 || l.v[k] == decade[k/6]);
	}
	gw_free(l.v);
	assert_int_equal(value(OPT_LIST, &l, "LIST", "0:1:lin:11", &m), 0);
	for (int k = 0; k < 11; k++)
		assert_true(l.v[k] == tenth[k]);
	gw_free(l.v);
}

static void
ids(void **state)
{
	static const int64_t want[] = { 1, 5, 7, 8, 9 };
	static const char *const bad[] = { "", "0", "-1", "1:", "5:3", "1,,2", "1-3", "a", "1:999999999999" };
	struct ids l;
	int m;

	(void)state;
	assert_int_equal(value(OPT_ATOMS, &l, "LIST", "7:9,1,5,8,5", &m), 0);
	assert_int_equal(l.n, 5);
	assert_memory_equal(l.v, want, sizeof want);
	gw_free(l.v);
	for (size_t k = 0; k < sizeof bad/sizeof *bad; k++)
		assert_int_equal(value(OPT_ATOMS, &l, "LIST", bad[k], &m), -1);
}

static void
shapes(void **state)
{
	double v[3];
	int s[2], m;
	const char *w;

	(void)state;
	assert_int_equal(value(OPT_RATIO, v, "a:b:c", "5:1:5.5", &m), 0);
	assert_true(v[0] == 5 && v[1] == 1 && v[2] == 5.5);
	assert_int_equal(value(OPT_RATIO, v, "a:b:c", "5:1", &m), -1);
	assert_int_equal(value(OPT_RATIO, v, "a:b:c", "5:0:1", &m), -1);
	assert_int_equal(value(OPT_RATIO, v, "a:b:c", "5:1:1:1", &m), -1);
	assert_int_equal(value(OPT_SHARD, s, "K/N", "3/8", &m), 0);
	assert_true(s[0] == 3 && s[1] == 8);
	assert_int_equal(value(OPT_SHARD, s, "K/N", "0/8", &m), -1);
	assert_int_equal(value(OPT_SHARD, s, "K/N", "9/8", &m), -1);
	assert_int_equal(value(OPT_SHARD, s, "K/N", "3", &m), -1);
	assert_int_equal(value(OPT_RANGE, v, "a:b", "-1:2.5", &m), 0);
	assert_true(v[0] == -1 && v[1] == 2.5);
	assert_int_equal(value(OPT_RANGE, v, "a:b", "500:", &m), 0);
	assert_true(v[0] == 500 && isinf(v[1]));
	assert_int_equal(value(OPT_RANGE, v, "a:b", ":", &m), -1);
	assert_int_equal(value(OPT_RANGE, v, "a:b", "2:1", &m), -1);
	assert_int_equal(value(OPT_WORD, &w, "cg|fire|lbfgs", "fire", &m), 0);
	assert_string_equal(w, "fire");
	assert_int_equal(value(OPT_WORD, &w, "cg|fire|lbfgs", "fir", &m), -1);
	assert_int_equal(value(OPT_WORD, &w, "cg|fire|lbfgs", "cg|fire", &m), -1);
	assert_int_equal(value(OPT_WORD, &w, "cg|fire|lbfgs", "", &m), -1);
}

/* A command line of n words; returns opt_parse's result. */
static int
parse(struct options *s, struct all *a, int n, const char *const *words, struct gw_err *e)
{
	const struct opt tab[] = {
		{ 'f', "flag", OPT_FLAG, &a->flag, "", "a flag" },
		{ 'T', "to", OPT_POS, &a->pos, "T", "a temperature" },
		{ 0, "atoms", OPT_ATOMS, &a->atoms, "LIST", "atoms" },
		{ 'i', "input", OPT_STRS, &a->many, "FILE", "inputs" } };
	const struct opt quiet = { 'f', "fast", OPT_INT, &a->i, "N", "not in the record" };
	char **argv = gw_alloc((size_t)n + 2, sizeof *argv);
	int r;

	memset(a, 0, sizeof *a);
	opt_init(s, given[0]);
	for (size_t k = 0; k < sizeof tab/sizeof *tab; k++)
		opt_add(s, &tab[k], 1, 0);
	opt_add(s, &quiet, 0, 1);
	argv[0] = (char *)(uintptr_t)given[0];
	for (int k = 0; k < n; k++)
		argv[k + 1] = (char *)(uintptr_t)words[k];
	r = opt_parse(s, n + 1, argv, e);
	if (r == 0 && s->noperand)	/* argv is ours: the operands must not outlive it */
		s->operand = NULL;
	gw_free(argv);
	return r;
}

static void
command_line(void **state)
{
	static const char *const words[] = { "a.tgz", "-f", "--to=300", "-", "--fast", "3", "-ib", "-i", "c",
		"--atoms", "2:3", "--", "-x" };
	static const char *const want[] = { "prog", "--flag", "--to", "300", "--input", "b", "--input", "c",
		"--atoms", "2:3", "--", "a.tgz", "-", "-x" };
	struct options s;
	struct gw_err e;
	struct all a;

	(void)state;
	assert_int_equal(parse(&s, &a, 13, words, &e), 0);
	assert_true(a.flag == 1 && a.pos == 300 && a.i == 3 && a.many.n == 2 && a.atoms.n == 2);
	assert_int_equal(s.noperand, 3);
	assert_int_equal(s.nrecord, 14);
	for (int k = 0; k < 14; k++)
		assert_string_equal(s.record[k], want[k]);
	opt_free(&s);
}

static void
refused(void **state)
{
	static const struct { const char *w[2], *says; } t[] = {
		{ { "--nosuch", "" }, "--nosuch: unknown option" }, { { "-z", "" }, "-z: unknown option" },
		{ { "--to" , NULL }, "needs a value" }, { { "--flag=1", "" }, "takes no value" },
		{ { "--f", "" }, "more than one" }, { { "-T", "-5" }, "--to -5: expected a number above 0" },
		{ { "-T", NULL }, "-T: this option needs a value" } };
	struct options s;
	struct gw_err e;
	struct all a;

	(void)state;
	for (size_t k = 0; k < sizeof t/sizeof *t; k++) {
		assert_int_equal(parse(&s, &a, t[k].w[1] ? 2 : 1, t[k].w, &e), -1);
		assert_int_equal(e.code, GW_USAGE);
		if (!strstr(e.msg, t[k].says))
			fail_msg("\"%s\" does not say \"%s\"", e.msg, t[k].says);
		opt_free(&s);
	}
}

/* The letter of a common row that the tool took is free for the tool alone. */
static void
letters(void **state)
{
	struct options s;
	struct gw_err e;
	struct all a;

	(void)state;
	assert_int_equal(parse(&s, &a, 0, NULL, &e), 0);
	assert_int_equal(s.row[0].key, 'f');
	assert_int_equal(s.row[s.n - 1].key, 0);
	opt_free(&s);
}

int
main(void)
{
	const struct CMUnitTest t[] = {
		cmocka_unit_test(numbers), cmocka_unit_test(integers),
		cmocka_unit_test(times_and_rates), cmocka_unit_test(lists),
		cmocka_unit_test(ladders_meet_round_numbers), cmocka_unit_test(ids),
		cmocka_unit_test(shapes), cmocka_unit_test(command_line), cmocka_unit_test(refused),
		cmocka_unit_test(letters) };

	return cmocka_run_group_tests_name("options", t, NULL, NULL);
}
