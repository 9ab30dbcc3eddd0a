/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loops that are compiled for instruction sets of their own (Makefile.am,
 * KERNELS) and chosen at run time.
 */
#ifndef GW_POTENTIAL_KERNELS_H
#define GW_POTENTIAL_KERNELS_H

struct gw_eam_kernel;

/*
 * The best one that this processor runs, NULL where that is the plain loop.
 * GLASSWORKS_ISA=plain in the environment asks for the plain loop.
 */
const struct gw_eam_kernel *gw_eam_kernel(void);

#endif
