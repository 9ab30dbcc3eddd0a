/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The minimiser's options, which all programs that minimise share. */
#ifndef GW_TOOLS_RELAX_H
#define GW_TOOLS_RELAX_H

#include "minimize/minimize.h"
#include "tools/filter.h"

struct relax {
	const char *method;
	double ftol, etol;
	int64_t max_eval;
};

#define RELAX_DEFAULTS { "cg", 1e-8, 0, 100000 }

#define RELAX_OPTIONS(r) \
	{ 'm', "method", OPT_WORD, &(r).method, "cg|fire|lbfgs", "minimiser (default cg)" }, \
	{ 'f', "ftol", OPT_POS, &(r).ftol, "F", "stop at max |f| <= F (default 1e-8)" }, \
	{ 0, "etol", OPT_POS, &(r).etol, "E", "stop when an iteration changes U by <= E |U|" }, \
	{ 0, "max-eval", OPT_LONG, &(r).max_eval, "N", \
		"stop after N force evaluations, 0: do not move (default 100000)" }

/*
 * As the library takes them, in a fixed box; each iteration shows progress and looks for signals.
 */
struct gw_min_opt relax_options(const struct relax *r, struct filter *io);

/* The scalars of a minimisation: energy, fmax, fnorm, converged, stop, evals. */
void relax_report(struct filter *io, const struct gw_min_out *r);

#endif
