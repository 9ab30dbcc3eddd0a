/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which instruction sets the loops of Makefile.am's KERNELS may use here.
 */
#ifndef GW_BASE_CPU_H
#define GW_BASE_CPU_H

/*
 * 1 if this processor runs x86-64-v4 (AVX-512) and GLASSWORKS_ISA=plain in the
 * environment does not forbid it; constant while a program runs.
 */
int gw_cpu_v4(void);

#endif
