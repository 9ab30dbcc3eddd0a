/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of the compiled loops this processor can run. */
#include "potential/kernels.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "potential/eam_kernel.h"

#ifdef __x86_64__

extern const struct gw_eam_kernel gw_eam_kernel_v4;

static int
has_v4(void)
{
	__builtin_cpu_init();
	return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
	    __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("fma");
}

const struct gw_eam_kernel *
gw_eam_kernel(void)
{
	const char *want = getenv("GLASSWORKS_ISA");

	return has_v4() && (!want || strcmp(want, "plain") != 0) ? &gw_eam_kernel_v4 : NULL;
}

#else

const struct gw_eam_kernel *
gw_eam_kernel(void)
{
	return NULL;
}

#endif
