/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of the compiled loops this processor can run. */
#include "potential/kernels.h"

#include <stddef.h>

#include "base/cpu.h"
#include "potential/eam_kernel.h"

#ifdef __x86_64__

extern const struct gw_eam_kernel gw_eam_kernel_v4;

const struct gw_eam_kernel *
gw_eam_kernel(void)
{
	return gw_cpu_v4() ? &gw_eam_kernel_v4 : NULL;
}

#else

const struct gw_eam_kernel *
gw_eam_kernel(void)
{
	return NULL;
}

#endif
