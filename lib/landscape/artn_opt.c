/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parameters of the saddle search.
 */
#include <math.h>

#include "landscape/artn.h"

static const struct gw_art_opt metal = {
	.cluster = 3.95, .push0 = 0.10, .push = 0.15, .relax = 2, .first = 3, .max_push = 100,
	.lambda_leave = -0.30,
	.lanczos = 30, .warm = 12, .lanczos_tol = 0.01,
	.step_along = 0.15, .step_atom = 0.12, .soft = 0.5, .every = 6, .after = 0.4, .turn = 37,
	.chances = 16, .ceiling = 10, .local_tol = 0.02, .force_tol = 0.05,
	.descent_push = 0.3, .descent_tol = 0.01, .return_tol = 0.1,
	.region = 12, .nstage = 2, .stage = { 16, 22 }, .stage_tol = 0.005,
	.final = GW_ART_WHOLE, .polish = 0.002, .polish_energy = 1e-4, .wander = 0.5,
	.max_evals = 3000,
};

/* 2.5 A = 1 sigma, 0.4 eV = 1 epsilon; the cluster ends at the first minimum of g(r) */
static const struct gw_art_opt lj = {
	.cluster = 1.45, .push0 = 0.04, .push = 0.06, .relax = 2, .first = 3, .max_push = 100,
	.lambda_leave = -5,
	.lanczos = 30, .warm = 12, .lanczos_tol = 0.01,
	.step_along = 0.06, .step_atom = 0.05, .soft = 8, .every = 6, .after = 0.16, .turn = 37,
	.chances = 16, .ceiling = 25, .local_tol = 0.1, .force_tol = 0.3,
	.descent_push = 0.12, .descent_tol = 0.05, .return_tol = 0.04,
	.region = 5, .nstage = 2, .stage = { 6.4, 8.8 }, .stage_tol = 0.03,
	.final = GW_ART_WHOLE, .polish = 0.01, .polish_energy = 2.5e-4, .wander = 0.2,
	.max_evals = 3000,
};

void
gw_art_defaults(struct gw_art_opt *o, enum gw_unit_system us)
{
	*o = us == GW_LJ ? lj : metal;
}

static int
positive(double x, const char *name, struct gw_err *e)
{
	if (x > 0 && isfinite(x))
		return 0;
	return gw_fail(e, GW_USAGE, "%s is %g, but must be above 0", name, x);
}

static int
check_lengths(const struct gw_art_opt *o, struct gw_err *e)
{
	if (positive(o->cluster, "radius of the cluster", e) < 0
	    || positive(o->push0, "first push", e) < 0
	    || positive(o->push, "push", e) < 0
	    || positive(o->step_along, "longest step along the mode", e) < 0
	    || positive(o->step_atom, "longest step of an atom", e) < 0
	    || positive(o->after, "way between two looks at the curvature", e) < 0
	    || positive(o->descent_push, "displacement from the saddle", e) < 0
	    || positive(o->return_tol, "distance of a return", e) < 0)
		return -1;
	if (!(o->wander >= 0))
		return gw_fail(e, GW_USAGE, "way of a saddle that is looked at again is negative");
	return o->keep >= 0 ? 0 : gw_fail(e, GW_USAGE, "displacement that is kept is negative");
}

static int
check_tolerances(const struct gw_art_opt *o, struct gw_err *e)
{
	if (positive(o->lanczos_tol, "tolerance of the curvature", e) < 0
	    || positive(o->soft, "lowest curvature along the mode", e) < 0
	    || positive(o->ceiling, "ceiling", e) < 0
	    || positive(o->local_tol, "force of the search", e) < 0
	    || positive(o->force_tol, "force at the saddle", e) < 0
	    || positive(o->descent_tol, "force of the descent", e) < 0
	    || positive(o->stage_tol, "force of the stages", e) < 0
	    || positive(o->polish, "force of the polish", e) < 0
	    || positive(o->polish_energy, "energy of the polish", e) < 0)
		return -1;
	if (!(o->lambda_leave < 0))
		return gw_fail(e, GW_USAGE, "the curvature that leaves the basin must be below 0");
	return o->turn > 0 && o->turn <= 90 ? 0
	    : gw_fail(e, GW_USAGE, "the turn of the mode is %g, not an angle up to 90", o->turn);
}

static int
check_regions(const struct gw_art_opt *o, struct gw_err *e)
{
	double last = o->region;

	if (o->nstage < 0 || o->nstage > GW_ART_STAGES)
		return gw_fail(e, GW_USAGE, "%d stages: at most %d", o->nstage, GW_ART_STAGES);
	if (o->region > 0 && o->region < o->cluster)
		return gw_fail(e, GW_USAGE, "the region is smaller than the cluster");
	for (int k = 0; k < o->nstage && o->region > 0; last = o->stage[k++])
		if (!(o->stage[k] > last))
			return gw_fail(e, GW_USAGE, "stage %d is not larger than what is before it", k + 1);
	return 0;
}

int
gw_art_check(const struct gw_art_opt *o, struct gw_err *e)
{
	if (o->relax < 0 || o->first < 1 || o->max_push < 1 || o->chances < 0 || o->max_evals < 1)
		return gw_fail(e, GW_USAGE, "a number of steps, pushes, chances or force calls is too small");
	if (o->lanczos < 2 || o->warm < 2 || o->every < 1)
		return gw_fail(e, GW_USAGE, "the curvature needs two vectors and a step at least");
	if (check_lengths(o, e) < 0 || check_tolerances(o, e) < 0)
		return -1;
	return check_regions(o, e);
}
