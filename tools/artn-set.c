/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parameters of a search by name: --set NAME=VALUE, the list of --set help, and what stands in
 * the frames are made from one table.
 */
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tools/artn.h"

enum kind { REAL, INT, LONG, STAGES, FINAL, CONNECT };

struct param {
	const char *name;
	enum kind kind;
	size_t at;
	char unit;		/* Length, Energy, Force, K: energy/length^2, - none */
	const char *text;
};

#define ART(member) offsetof(struct artn_opt, art.member)
#define OUR(member) offsetof(struct artn_opt, member)

static const struct param table[] = {
	{ "cluster", REAL, ART(cluster), 'L', "atoms this near to the centre are pushed" },
	{ "push0", REAL, ART(push0), 'L', "length of the first push, over all atoms" },
	{ "push", REAL, ART(push), 'L', "and of the further ones" },
	{ "relax", INT, ART(relax), '-', "relaxation steps after a push" },
	{ "first", INT, ART(first), '-', "the push after which the curvature is first looked at" },
	{ "max_push", INT, ART(max_push), '-', "pushes at most" },
	{ "lambda_leave", REAL, ART(lambda_leave), 'K', "the basin is left below this curvature" },
	{ "lanczos", INT, ART(lanczos), '-', "Lanczos vectors at most" },
	{ "warm", INT, ART(warm), '-', "and started from the last mode" },
	{ "lanczos_tol", REAL, ART(lanczos_tol), '-', "relative accuracy of the curvature" },
	{ "step_along", REAL, ART(step_along), 'L', "longest step along the mode" },
	{ "step_atom", REAL, ART(step_atom), 'L', "longest step of an atom" },
	{ "soft", REAL, ART(soft), 'K', "curvature along the mode is taken to be at least this" },
	{ "every", INT, ART(every), '-', "steps from one curvature to the next" },
	{ "after", REAL, ART(after), 'L', "or the way between them" },
	{ "turn", REAL, ART(turn), '-', "degrees of the mode that make it forget its steps" },
	{ "chances", INT, ART(chances), '-', "returns to where the curvature became negative" },
	{ "ceiling", REAL, ART(ceiling), 'E', "saddles above this are too high" },
	{ "local_tol", REAL, ART(local_tol), 'F', "force at the saddle of the search" },
	{ "force_tol", REAL, ART(force_tol), 'F',
		"force at which barrier_ftol is taken (--force-tol)" },
	{ "descent_push", REAL, ART(descent_push), 'L',
		"displacement from the saddle to either side" },
	{ "descent_tol", REAL, ART(descent_tol), 'F', "force at the minima of the search" },
	{ "return_tol", REAL, ART(return_tol), 'L', "a minimum this near is the initial one" },
	{ "region", REAL, ART(region), 'L', "radius of the search, 0: all atoms (--region)" },
	{ "stages", STAGES, 0, 'L', "larger radii, A:B:C, or 0: none (--region)" },
	{ "stage_tol", REAL, ART(stage_tol), 'F', "force at their saddles" },
	{ "final", FINAL, 0, '-', "full, region or none (--final)" },
	{ "polish", REAL, ART(polish), 'F', "force at the end (--polish)" },
	{ "polish_energy", REAL, ART(polish_energy), 'E',
		"and energy that a further step would gain" },
	{ "connect", CONNECT, 0, '-', "what decides about an event, local or whole (--connect)" },
	{ "wander", REAL, ART(wander), 'L',
		"saddles that an atom moves on so far are verified anew" },
	{ "max_evals", LONG, ART(max_evals), '-', "force calls of an attempt at most" },
	{ "same_energy", REAL, OUR(same_energy), 'E', "events, minima this near are the same" },
	{ "same_distance", REAL, OUR(same_distance), 'L', "... if their positions are, too" },
	{ "threshold", REAL, OUR(threshold), 'L',
		"shorter displacements are stored as 0 (--threshold)" },
	{ "ftol", REAL, OUR(ftol), 'F', "force at the initial minimum (--ftol)" },
	{ "temperature", REAL, OUR(temperature), '-', "of --accept metropolis:T; -1: always" },
	{ NULL, REAL, 0, 0, NULL }
};

static const char *const final_name[] = { "full", "region", "none" };
static const char *const connect_name[] = { "local", "whole" };

/* ---- text to value ---- */

static int
whole(const char *text, double most, double *v)
{
	return gw_number(text, v) == 0 && *v == floor(*v) && fabs(*v) <= most ? 0 : -1;
}

/* "16:22"; "0" is none */
static int
stages(struct gw_art_opt *o, const char *text)
{
	char *copy = gw_strdup(text), *s = copy, *item;
	int r = 0;

	o->nstage = 0;
	while (r == 0 && strcmp(text, "0") != 0 && (item = strsep(&s, ":")))
		r = o->nstage == GW_ART_STAGES ? -1 : gw_number(item, &o->stage[o->nstage++]);
	gw_free(copy);
	return r;
}

/* Which of n names the text is; -1: none. */
static int
which(const char *const *name, int n, const char *text)
{
	for (int k = 0; k < n; k++)
		if (!strcmp(text, name[k]))
			return k;
	return -1;
}

static int
assign(struct artn_opt *o, const struct param *p, const char *text)
{
	void *at = (char *)o + p->at;
	double v = 0;
	int r = -1;

	switch (p->kind) {
	case REAL:
		return gw_number(text, at) == 0 && isfinite(*(double *)at) ? 0 : -1;
	case INT:
		if ((r = whole(text, 1e9, &v)) == 0)
			*(int *)at = (int)v;
		return r;
	case LONG:
		if ((r = whole(text, 1e15, &v)) == 0)
			*(long *)at = (long)v;
		return r;
	case STAGES:	return stages(&o->art, text);
	case FINAL:
		if ((r = which(final_name, 3, text)) >= 0)
			o->art.final = (enum gw_art_final)r;
		return r;
	case CONNECT:
		if ((r = which(connect_name, 2, text)) >= 0)
			o->art.connect = (enum gw_art_connect)r;
		return r;
	}
	return -1;
}

static const char *
expected(enum kind kind)
{
	switch (kind) {
	case REAL:	return "NUMBER";
	case STAGES:	return "up to four radii A:B:C";
	case FINAL:	return "full|region|none";
	case CONNECT:	return "local|whole";
	default:	return "a whole number";
	}
}

static const struct param *
find(const char *name)
{
	for (const struct param *p = table; p->name; p++)
		if (!strcmp(p->name, name))
			return p;
	return NULL;
}

/* "NAME=VALUE,NAME=VALUE" */
static int
set(struct artn_opt *o, const char *text, struct gw_err *e)
{
	char *copy = gw_strdup(text), *s = copy, *item, *value;
	const struct param *p;
	int r = 0;

	while (r == 0 && (item = strsep(&s, ","))) {
		value = strchr(item, '=');
		if (value)
			*value++ = '\0';
		p = find(item);
		if (!p)
			r = gw_fail(e, GW_USAGE, "--set %s: there is no parameter %s (--set help "
			    "lists them)", text, item);
		else if (!value || assign(o, p, value) < 0)
			r = gw_fail(e, GW_USAGE, "--set %s: expected %s=%s", text, item,
			    expected(p->kind));
	}
	gw_free(copy);
	return r;
}

/* ---- the options that have names of their own ---- */

static int
region(struct gw_art_opt *o, const char *text, struct gw_err *e)
{
	double r;

	if (!strcmp(text, "staged"))
		return 0;
	o->nstage = 0;
	if (!strcmp(text, "full"))
		o->region = 0;
	else if (gw_number(text, &r) == 0 && r > 0 && isfinite(r))
		o->region = r;
	else
		return gw_fail(e, GW_USAGE, "--region %s: expected a radius, full or staged", text);
	return 0;
}

/* "always" or "metropolis:T" */
static int
accept(struct artn_opt *o, const char *text, struct gw_err *e)
{
	size_t n = strlen("metropolis:");

	o->temperature = -1;
	if (!strcmp(text, "always"))
		return 0;
	if (strncmp(text, "metropolis:", n) == 0 && gw_number(text + n, &o->temperature) == 0 &&
	    o->temperature >= 0 && isfinite(o->temperature))
		return 0;
	return gw_fail(e, GW_USAGE, "--accept %s: expected always or metropolis:T with a "
	    "temperature T", text);
}

static void
defaults(struct artn_opt *o, enum gw_unit_system us)
{
	memset(o, 0, sizeof *o);
	gw_art_defaults(&o->art, us);
	o->same_energy = us == GW_LJ ? 2.5e-3 : 1e-3;
	o->same_distance = us == GW_LJ ? 0.04 : 0.1;
	o->threshold = us == GW_LJ ? 0.04 : 0.1;
	o->ftol = 1e-5;
	o->temperature = -1;
}

static void
given(double *to, double v)
{
	if (!isnan(v))
		*to = v;
}

static int
interrupted(void *arg)
{
	(void)arg;
	return filter_interrupted();
}

int
artn_opt(struct artn_opt *o, const struct artn_want *w, enum gw_unit_system us, struct gw_err *e)
{
	defaults(o, us);
	given(&o->ftol, w->ftol);
	given(&o->threshold, w->threshold);
	given(&o->art.force_tol, w->force_tol);
	given(&o->art.polish, w->polish);
	if (accept(o, w->accept, e) < 0 || region(&o->art, w->region, e) < 0)
		return -1;
	o->art.final = (enum gw_art_final)which(final_name, 3, w->final);
	o->art.connect = (enum gw_art_connect)which(connect_name, 2, w->connect);
	for (int k = 0; k < w->set.n; k++)
		if (set(o, w->set.v[k], e) < 0)
			return -1;
	if (!(o->threshold >= 0) || !(o->ftol > 0) || !(o->same_energy >= 0) ||
	    !(o->same_distance >= 0))
		return gw_fail(e, GW_USAGE, "threshold, same_energy and same_distance must not be "
		    "negative, ftol must be above 0");
	o->art.stop = interrupted;
	o->art.keep = w->chain ? 0 : o->threshold;	/* a chain goes on from the whole minimum */
	return 0;
}

/* ---- values to text ---- */

static json_t *
value(const struct artn_opt *o, const struct param *p)
{
	const void *at = (const char *)o + p->at;
	json_t *list;

	switch (p->kind) {
	case REAL:	return json_real(*(const double *)at);
	case INT:	return json_integer(*(const int *)at);
	case LONG:	return json_integer(*(const long *)at);
	case FINAL:	return json_string(final_name[o->art.final]);
	case CONNECT:	return json_string(connect_name[o->art.connect]);
	case STAGES:	break;
	}
	list = json_array();
	for (int k = 0; k < o->art.nstage; k++)
		json_array_append_new(list, json_real(o->art.stage[k]));
	return list;
}

json_t *
artn_opt_json(const struct artn_opt *o)
{
	json_t *j = json_object();

	for (const struct param *p = table; p->name; p++)
		json_object_set_new(j, p->name, value(o, p));
	return j;
}

static void
print_value(FILE *out, const struct artn_opt *o, const struct param *p)
{
	json_t *j = value(o, p);

	fputc('\t', out);
	if (json_is_string(j))
		fputs(json_string_value(j), out);
	for (size_t k = 0; k < json_array_size(j); k++)
		fprintf(out, "%s%g", k ? ":" : "", json_real_value(json_array_get(j, k)));
	if (json_is_number(j))
		fprintf(out, "%.6g", json_number_value(j));
	json_decref(j);
}

static void
print_all(struct filter *io, const struct artn_opt *metal, const struct artn_opt *lj)
{
	static const struct { char kind; const char *text; } units[] = { { 'L', "A" },
		{ 'E', "eV" },
		{ 'F', "eV/A" }, { 'K', "eV/A^2" } };

	fputs("name\tmetal\tlj\tunit\tmeaning\n", io->text);
	for (const struct param *p = table; p->name; p++) {
		const char *u = "-";

		for (size_t k = 0; k < sizeof units/sizeof *units; k++)
			u = units[k].kind == p->unit ? units[k].text : u;
		fputs(p->name, io->text);
		print_value(io->text, metal, p);
		print_value(io->text, lj, p);
		fprintf(io->text, "\t%s\t%s\n", u, p->text);
	}
}

int
artn_set_help(struct filter *io, const struct artn_want *w)
{
	struct artn_want rest = *w;
	struct artn_opt metal, lj;
	int asked = 0;

	rest.set.n = 0;
	for (int k = 0; k < w->set.n; k++)
		asked |= !strcmp(w->set.v[k], "help");
	if (!asked)
		return 0;
	if (artn_opt(&metal, &rest, GW_METAL, &io->err) < 0 ||
	    artn_opt(&lj, &rest, GW_LJ, &io->err) < 0 || filter_as_table(io) < 0)
		return -1;
	print_all(io, &metal, &lj);
	return 1;
}
