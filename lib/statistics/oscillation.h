/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Response to an oscillation: least squares of
 *
 *	y = offset + amplitude sin(phase + delta) = c0 + c1 sin(phase) + c2 cos(phase)
 *
 * cycle by cycle, and the moduli of mechanical spectroscopy from the cycles (Yu, Gao, Gao & Samwer,
 * eq. 5 and 6).  Noise is correlated within a cycle,
 * hence errors come from the scatter of whole cycles.
 */
#ifndef GW_STATISTICS_OSCILLATION_H
#define GW_STATISTICS_OSCILLATION_H

/* Normal equations of one cycle; zeroed: empty. */
struct gw_wave {
	double n, s, c, ss, sc, cc;	/* sums of 1, sin, cos and their products */
	double y, ys, yc;
};

/* What an oscillation of a strain gamma_A sin(phase) tells, or the standard errors of it. */
struct gw_moduli {
	double offset;		/* sigma_0 */
	double amplitude;	/* sigma_A > 0 */
	double delta;		/* phase by which y is ahead of the strain, -pi .. pi */
	double storage, loss;	/* G' = sigma_A/gamma_A cos delta,
				   G'' = sigma_A/gamma_A sin delta */
};

void gw_wave_add(struct gw_wave *w, double phase, double y);

/* c = offset, in phase, out of phase; -1: fewer than three phases. */
int gw_wave_solve(const struct gw_wave *w, double c[3]);

/* From the solutions of n > 0 cycles; errors are NaN when n = 1. */
void gw_moduli_of(const double (*c)[3], int n, double gamma_A, struct gw_moduli *m,
	struct gw_moduli *error);

#endif
