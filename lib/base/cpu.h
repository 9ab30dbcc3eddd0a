/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which instruction sets the loops of Makefile.am's KERNELS may use here.
 */
#ifndef GW_BASE_CPU_H
#define GW_BASE_CPU_H

#include <stddef.h>

/* x86-64-v3: AVX2 and FMA; x86-64-v4: AVX-512 */
enum { GW_CPU_PLAIN, GW_CPU_V3, GW_CPU_V4 };

/*
 * The highest level that this processor (and its system) has, not above the one
 * that GLASSWORKS_ISA=plain|v3|v4 in the environment asks for; other words ask for nothing.
 */
int gw_cpu_level(void);

/* "plain", "x86-64-v3", "x86-64-v4" */
const char *gw_cpu_name(int level);

/* A pointer to what was compiled for this level as NAME_v3 and NAME_v4; NULL where nothing was. */
#ifdef __x86_64__
#define GW_CPU_BEST(name) \
	(gw_cpu_level() == GW_CPU_V4 ? &name##_v4 : gw_cpu_level() == GW_CPU_V3 ? &name##_v3 : NULL)
#else
#define GW_CPU_BEST(name) NULL
#endif

#endif
