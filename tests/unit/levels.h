/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of what is compiled once for each instruction set: all of them once for each. */
#ifndef GW_TESTS_LEVELS_H
#define GW_TESTS_LEVELS_H

#include "base/cpu.h"
#include "unit.h"

#include <string.h>

static inline int
level_choose(void **state)
{
	setenv("GLASSWORKS_ISA", *state, 1);
	return 0;
}

static inline void
level_is_missing(void **state)
{
	print_message("this processor has no x86-64-%s\n", (const char *)*state);
	skip();
}

/* the tests with the loops of one level, their names saying so; one that is skipped if there is none */
static inline size_t
level_add(struct CMUnitTest *all, const char *level, int there, const struct CMUnitTest *t, size_t n)
{
	const struct CMUnitTest missing = { .name = "all tests", .test_func = level_is_missing };

	if (!there) {
		t = &missing;
		n = 1;
	}
	for (size_t k = 0; k < n; k++) {
		char *name = malloc(256);

		snprintf(name, 256, "%s, %s", t[k].name, level);
		all[k] = (struct CMUnitTest){ .name = name, .test_func = t[k].test_func,
			.setup_func = level_choose, .initial_state = (void *)(uintptr_t)level };
	}
	return n;
}

/* as cmocka_run_group_tests; where no level is, the plain loops are taken */
static inline int
levels_run(const struct CMUnitTest *t, size_t n)
{
	struct CMUnitTest *all = calloc(3*n, sizeof *all);
	int most, failed;
	size_t m;

	unsetenv("GLASSWORKS_ISA");
	most = gw_cpu_level();
	m = level_add(all, "v4", most >= GW_CPU_V4, t, n);
	m += level_add(all + m, "v3", most >= GW_CPU_V3, t, n);
	if (most == GW_CPU_PLAIN)
		m += level_add(all + m, "plain", 1, t, n);
	failed = _cmocka_run_group_tests("levels", all, m, NULL, NULL);
	for (size_t k = 0; k < m; k++)
		free((void *)(uintptr_t)all[k].name);
	free(all);
	return failed;
}

#define LEVELS_RUN(tests) levels_run(tests, sizeof tests/sizeof *tests)

#endif
