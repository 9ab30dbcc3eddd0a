/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What this processor can do. */
#include "base/cpu.h"

#include <stdlib.h>
#include <string.h>

#ifdef __x86_64__

/* all of a level: the compiler uses whatever belongs to it */
static int
has(void)
{
	__builtin_cpu_init();
	if (__builtin_cpu_supports("x86-64-v4"))
		return GW_CPU_V4;
	return __builtin_cpu_supports("x86-64-v3") ? GW_CPU_V3 : GW_CPU_PLAIN;
}

#else

static int
has(void)
{
	return GW_CPU_PLAIN;
}

#endif

int
gw_cpu_level(void)
{
	static const char *const word[] = { "plain", "v3", "v4" };
	const char *want = getenv("GLASSWORKS_ISA");
	int level = has();

	for (int k = 0; want && k < level; k++)
		if (!strcmp(want, word[k]))
			return k;
	return level;
}

const char *
gw_cpu_name(int level)
{
	static const char *const name[] = { "plain", "x86-64-v3", "x86-64-v4" };

	return name[level];
}
