/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tersoff: the numbers of an entry "A B C" of its file, A the centre.  m,
 * gamma, lambda3, c, d, cos theta_0, R and D serve the angle of a bond A-B with a
 * bond A-C; where B = C, R, D and the others serve the bond A-B itself.
 */
#ifndef GW_POTENTIAL_TERSOFF_H
#define GW_POTENTIAL_TERSOFF_H

enum gw_tersoff_value {
	GW_TERSOFF_M,		/* 1 or 3 */
	GW_TERSOFF_GAMMA,
	GW_TERSOFF_LAMBDA3,	/* 1/A */
	GW_TERSOFF_c, GW_TERSOFF_d, GW_TERSOFF_COS0,
	GW_TERSOFF_N, GW_TERSOFF_BETA,
	GW_TERSOFF_LAMBDA2,	/* 1/A */
	GW_TERSOFF_B,		/* eV */
	GW_TERSOFF_R, GW_TERSOFF_D,	/* A */
	GW_TERSOFF_LAMBDA1,	/* 1/A */
	GW_TERSOFF_A,		/* eV */
	GW_TERSOFF_NVALUE
};

#endif
