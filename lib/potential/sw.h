/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stillinger-Weber: the numbers of an entry "A B C" of its file. */
#ifndef GW_POTENTIAL_SW_H
#define GW_POTENTIAL_SW_H

enum gw_sw_value {
	GW_SW_EPSILON,	/* eV */
	GW_SW_SIGMA,	/* A */
	GW_SW_a,	/* cut-off / sigma */
	GW_SW_LAMBDA, GW_SW_GAMMA, GW_SW_COS0,	/* three atoms */
	GW_SW_A, GW_SW_B, GW_SW_P, GW_SW_Q,	/* two atoms */
	GW_SW_TOL,	/* terms below it are left out by a shorter cut-off; 0: none */
	GW_SW_NVALUE
};

#endif
