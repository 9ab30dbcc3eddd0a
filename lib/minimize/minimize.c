/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one door to the minimisers: options, the first evaluation, and the
 * rescue.  A method that stalls (rough potentials: kinks at a cut-off) has
 * already tried steepest descent; L-BFGS and FIRE, which survive kinks
 * differently, take turns until none of them gains anything.
 */
#include "minimize/minimize.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "minimize/work.h"

typedef int method(struct gw_min_work *w, struct gw_err *e);

static method *const methods[] = {
	[GW_CG] = gw_min_cg, [GW_FIRE] = gw_min_fire, [GW_LBFGS] = gw_min_lbfgs
};

static const enum gw_min_method rescue[] = { GW_LBFGS, GW_FIRE, GW_CG };

static int
check_options(const struct gw_min_opt *o, struct gw_err *e)
{
	if (!(o->ftol >= 0) || !(o->etol >= 0))
		return gw_fail(e, GW_USAGE, "tolerance of the minimiser is negative");
	if (o->max_eval < 0)
		return gw_fail(e, GW_USAGE, "number of evaluations is negative");
	return 0;
}

/* Sum of |e_i|: the energies that cancel in U each carry their rounding. */
static double
rounding(const struct gw_min_work *w)
{
	double sum = fabs(w->u);

	for (int i = 0; i < w->s->n; i++)
		sum += fabs(w->fo->e_atom[i]);
	return 1e-13*sum;
}

/* Take turns while somebody gains: the force halved, or energy beyond rounding. */
static int
run_rescues(struct gw_min_work *w, struct gw_min_out *out, struct gw_err *e)
{
	int idle = 0, r = 0;

	for (int k = 0; r == 0 && idle < 3; k = (k + 1) % 3) {
		double u = w->u, f = w->fmax;

		out->rescues++;
		r = methods[rescue[k]](w, e);
		idle = w->u < u - w->unoise || w->fmax < 0.5*f ? 0 : idle + 1;
	}
	if (r == 0)
		w->stop = "stalled";
	return r < 0 ? -1 : 0;
}

static int
run(struct gw_min_work *w, struct gw_min_out *out, struct gw_err *e)
{
	int r;

	if (gw_min_eval(w, e) < 0)
		return -1;
	out->energy0 = w->s->energy;
	w->unoise = rounding(w);
	r = methods[w->o->method](w, e);
	return r == 0 ? run_rescues(w, out, e) : r < 0 ? -1 : 0;
}

int
gw_minimize(struct gw_force *fo, struct gw_sys *s, const struct gw_min_opt *o,
	struct gw_min_out *out, struct gw_err *e)
{
	struct gw_min_work *w;
	int r;

	memset(out, 0, sizeof *out);
	if (check_options(o, e) < 0)
		return -1;
	w = gw_min_work_new(fo, s, o);
	r = run(w, out, e);
	if (r == 0) {
		out->stop = w->stop;
		out->converged = !strcmp(w->stop, "fmax");
		out->fmax = w->fmax;
		out->fnorm = sqrt(gw_dot(3*(size_t)s->n, s->f, s->f));
		out->stress = w->stress;
		out->energy = s->energy;
		out->iterations = w->iterations;
		out->evals = w->evals;
	}
	gw_min_work_free(w);
	return r;
}
