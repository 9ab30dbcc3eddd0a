/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What this processor can do. */
#include "base/cpu.h"

#include <stdlib.h>
#include <string.h>

#ifdef __x86_64__

static int
has_v4(void)
{
	__builtin_cpu_init();
	return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
	    __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("fma");
}

#else

static int
has_v4(void)
{
	return 0;
}

#endif

int
gw_cpu_v4(void)
{
	const char *want = getenv("GLASSWORKS_ISA");

	return has_v4() && (!want || strcmp(want, "plain") != 0);
}
