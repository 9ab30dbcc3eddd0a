/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/relax.h"

#include <string.h>

static int
tick(void *arg, long evals, double fmax)
{
	char what[48];

	snprintf(what, sizeof what, "evaluations, max |f| %.1e", fmax);
	filter_progress(arg, (double)evals, 0, what);
	return filter_interrupted();
}

struct gw_min_opt
relax_options(const struct relax *r, struct filter *io)
{
	static const char *const method[] = { "cg", "fire", "lbfgs" };
	struct gw_min_opt o = GW_MIN_DEFAULTS;

	for (int k = 0; k < 3; k++)
		if (!strcmp(r->method, method[k]))
			o.method = (enum gw_min_method)k;
	o.ftol = r->ftol;
	o.etol = r->etol;
	o.max_eval = (long)r->max_eval;
	o.tick = tick;
	o.arg = io;
	return o;
}

void
relax_report(struct filter *io, const struct gw_min_out *r)
{
	filter_set(io, "energy", r->energy);
	filter_set(io, "energy_before", r->energy0);
	filter_set(io, "volume", io->sys->box.volume);
	filter_set(io, "fmax", r->fmax);
	filter_set(io, "fnorm", r->fnorm);
	filter_set_int(io, "converged", r->converged);
	filter_set_str(io, "stop", r->stop);
	filter_set_int(io, "evals", r->evals);
	filter_set_int(io, "rescues", r->rescues);
}
