/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the unit tests share: cmocka with the headers it wants before it, and
 * comparisons of numbers that print both sides when they fail.
 */
#ifndef GW_TESTS_UNIT_H
#define GW_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static inline void
unit_in_tol(double got, double want, double tol, const char *what, const char *file, int line)
{
	double d = got > want ? got - want : want - got;

	if (d <= tol)		/* false for NaN */
		return;
	print_error("%s: %.17g is not %.17g within %g\n", what, got, want, tol);
	_fail(file, line);
}

/* |got - want| <= tol */
#define assert_in_tol(got, want, tol) \
	unit_in_tol((got), (want), (tol), #got, __FILE__, __LINE__)

/* |got - want| <= tol*|want| */
#define assert_in_rel(got, want, tol) \
	unit_in_tol((got), (want), (tol)*((want) < 0 ? -(want) : (want)), #got, __FILE__, __LINE__)

/*
 * How often a statistical test repeats, and its tolerance then.  A sanitizer watches the code, not the
 * statistics, which a plain build tests in full: there one repetition in ten, means sqrt(10) times as wide.
 */
#if defined __SANITIZE_ADDRESS__
#define UNIT_REPEAT(n) ((n)/10)
#define UNIT_SCATTER(tol) (3.2*(tol))
#else
#define UNIT_REPEAT(n) (n)
#define UNIT_SCATTER(tol) (tol)
#endif

/* A file below the source directory: malloc'd, for data that tests read. */
static inline char *
unit_srcfile(const char *name)
{
	const char *dir = getenv("GW_SRCDIR");
	char *s = malloc(4096);

	snprintf(s, 4096, "%s/%s", dir ? dir : ".", name);
	return s;
}

#endif
