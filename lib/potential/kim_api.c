/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A model of the KIM API, called by one thread for the whole system: atoms are
 * contributing particles, periodic images padding.  Forces on images go to
 * their atoms.  The total virial follows from the forces on atoms and images,
 *
 *	W^ab = sum_p x_p^a f_p^b,
 *
 * exactly, whatever the model is.  Virials of atoms are the model's own
 * (partialParticleVirial, its sign turned) or are made of its terms dE/dr,
 *
 *	w_i^ab = -1/2 sum dE/dr r^a r^b / r,	one half to either particle;
 *
 * a model with neither refuses them.
 */
#include "potential/kim.h"

#include <KIM_SimulatorHeaders.h>
#include <KIM_Log.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "potential/eval.h"
#include "potential/padded.h"

struct kim {
	KIM_Model *model;
	char *name;
	int code[GW_MAXSPECIES];	/* the model's numbers of our species */
	double influence;		/* how far from an atom particles count [A] */
	int nlist;
	const double *cutoff;		/* [nlist], the model's */
	const int *noghosts;		/* [nlist] 1: images need no rows */
	int atom_virial, terms;		/* supported: virials of particles, dE/dr */
};

struct space {			/* the workspace in gw_eval.own */
	const struct kim *m;
	KIM_ComputeArguments *args;
	struct gw_padded *pad;
	int *code, *contributing;	/* [total] */
	double *x, *f, *e, *w;		/* [total][3], [3], [1], [6] */
	size_t cap[6];
};

/* ---- what the model calls ---- */

static int
neighbors(void *const own, const int nlist, const double *const cutoff, const int list,
	const int particle, int *const n, const int **const nbr)
{
	const struct space *s = own;
	int rows = s->m->noghosts[list] ? s->pad->n : s->pad->total;

	(void)nlist;
	(void)cutoff;
	if (particle < 0 || particle >= rows)
		return 1;
	*nbr = s->pad->list[list].nbr + s->pad->list[list].start[particle];
	*n = s->pad->list[list].start[particle + 1] - s->pad->list[list].start[particle];
	return 0;
}

static int
term(void *const own, const double de, const double r, const double *const d, const int i,
	const int j)
{
	const struct space *s = own;

	gw_pair_virial(s->w + 6*(size_t)i, -0.5*de/r, d[0], d[1], d[2]);
	gw_pair_virial(s->w + 6*(size_t)j, -0.5*de/r, d[0], d[1], d[2]);
	return 0;
}

/* ---- the workspace ---- */

static void
free_space(void *own)
{
	struct space *s = own;

	if (s->args)
		KIM_Model_ComputeArgumentsDestroy(s->m->model, &s->args);
	gw_padded_free(s->pad);
	gw_free(s->code);
	gw_free(s->contributing);
	gw_free(s->x);
	gw_free(s->f);
	gw_free(s->e);
	gw_free(s->w);
	gw_free(s);
}

static int
need_space(const struct kim *m, struct gw_eval *v, struct gw_err *e)
{
	struct space *s = v->own;

	if (s)
		return 0;
	v->own = s = gw_alloc(1, sizeof *s);
	v->free_own = free_space;
	s->m = m;
	s->pad = gw_padded_new(m->nlist);
	if (KIM_Model_ComputeArgumentsCreate(m->model, &s->args) ||
	    KIM_ComputeArguments_SetCallbackPointer(s->args,
	    KIM_COMPUTE_CALLBACK_NAME_GetNeighborList, KIM_LANGUAGE_NAME_c,
	    (KIM_Function *)neighbors, s))
		return gw_fail(e, GW_FAILED, "KIM model %s: its arguments cannot be set up",
		    m->name);
	return 0;
}

/* Particles of the list as it is now; codes, because species may have changed places. */
static void
follow(struct space *s, const struct gw_eval *v)
{
	const struct gw_sys *sys = v->sys;
	int ghosts[16];
	size_t n;

	for (int k = 0; k < s->m->nlist; k++)
		ghosts[k] = !s->m->noghosts[k];
	gw_padded_update(s->pad, v->list, &sys->box, s->m->cutoff, ghosts);
	n = (size_t)s->pad->total;
	gw_reserve(&s->code, &s->cap[0], n, sizeof *s->code);
	gw_reserve(&s->contributing, &s->cap[1], n, sizeof *s->contributing);
	gw_reserve(&s->x, &s->cap[2], 3*n, sizeof *s->x);
	gw_reserve(&s->f, &s->cap[3], 3*n, sizeof *s->f);
	gw_reserve(&s->e, &s->cap[4], n, sizeof *s->e);
	gw_reserve(&s->w, &s->cap[5], 6*n, sizeof *s->w);
	for (size_t k = 0; k < n; k++) {
		size_t i = (size_t)s->pad->atom[k];
		const int32_t *t = s->pad->image[k];
		double im[3] = { t[0], t[1], t[2] };

		s->code[k] = s->m->code[sys->type[i]];
		s->contributing[k] = k < (size_t)s->pad->n;
		gw_vecmat(im, sys->box.h, s->x + 3*k);
		for (size_t c = 0; c < 3; c++)
			s->x[3*k + c] += sys->x[3*i + c];
	}
}

/* ---- one evaluation ---- */

static int
set_arguments(struct space *s, int atoms)
{
	KIM_ComputeArguments *a = s->args;
	int bad = 0;

	bad |= KIM_ComputeArguments_SetArgumentPointerInteger(a,
	    KIM_COMPUTE_ARGUMENT_NAME_numberOfParticles, &s->pad->total);
	bad |= KIM_ComputeArguments_SetArgumentPointerInteger(a,
	    KIM_COMPUTE_ARGUMENT_NAME_particleSpeciesCodes, s->code);
	bad |= KIM_ComputeArguments_SetArgumentPointerInteger(a,
	    KIM_COMPUTE_ARGUMENT_NAME_particleContributing, s->contributing);
	bad |= KIM_ComputeArguments_SetArgumentPointerDouble(a,
	    KIM_COMPUTE_ARGUMENT_NAME_coordinates, s->x);
	bad |= KIM_ComputeArguments_SetArgumentPointerDouble(a,
	    KIM_COMPUTE_ARGUMENT_NAME_partialForces, s->f);
	bad |= KIM_ComputeArguments_SetArgumentPointerDouble(a,
	    KIM_COMPUTE_ARGUMENT_NAME_partialParticleEnergy, s->e);
	if (s->m->atom_virial)
		bad |= KIM_ComputeArguments_SetArgumentPointerDouble(a,
		    KIM_COMPUTE_ARGUMENT_NAME_partialParticleVirial, atoms ? s->w : NULL);
	else if (s->m->terms)
		bad |= KIM_ComputeArguments_SetCallbackPointer(a,
		    KIM_COMPUTE_CALLBACK_NAME_ProcessDEDrTerm, KIM_LANGUAGE_NAME_c,
		    atoms ? (KIM_Function *)term : NULL, s);
	return bad;
}

/* Sums of particles into the home slots of their atoms, in the order of the particles. */
static void
collect(struct space *s, struct gw_eval *v)
{
	double *W = v->wb[0];

	for (int k = 0; k < s->pad->total; k++) {
		const double *x = s->x + 3*(size_t)k, *f = s->f + 3*(size_t)k;
		double *g = v->fs + 4*(size_t)v->list->home[s->pad->atom[k]];

		g[0] += f[0];
		g[1] += f[1];
		g[2] += f[2];
		g[3] += s->e[k];
		W[0] += x[0]*f[0];
		W[1] += x[1]*f[1];
		W[2] += x[2]*f[2];
		W[3] += x[0]*f[1];
		W[4] += x[0]*f[2];
		W[5] += x[1]*f[2];
	}
}

/* KIM's order is xx yy zz yz xz xy, of r dE/dr: the other sign; the terms come in ours. */
static void
collect_virials(struct space *s, struct gw_eval *v)
{
	static const int voigt[6] = { 0, 1, 2, 5, 4, 3 };

	for (int k = 0; k < s->pad->total; k++) {
		double *w = v->ws + 6*(size_t)v->list->home[s->pad->atom[k]];

		for (int c = 0; c < 6; c++)
			w[c] += s->m->atom_virial ? -s->w[6*(size_t)k + (size_t)voigt[c]] :
			    s->w[6*(size_t)k + (size_t)c];
	}
}

int
gw_kim_eval(const struct gw_pot *p, struct gw_eval *v, struct gw_err *e)
{
	const struct kim *m = p->data;
	int atoms = (v->want & GW_WANT_ATOM) != 0, bad;
	struct space *s;

	if (atoms && !m->atom_virial && !m->terms)
		return gw_fail(e, GW_FAILED, "KIM model %s gives no virials of atoms: their "
		    "stresses cannot be had with it", m->name);
	if (v->list->n == 0)
		return 0;
	if (need_space(m, v, e) < 0)
		return -1;
	s = v->own;
	follow(s, v);
	memset(s->f, 0, 3*(size_t)s->pad->total*sizeof *s->f);
	memset(s->e, 0, (size_t)s->pad->total*sizeof *s->e);
	memset(s->w, 0, 6*(size_t)s->pad->total*sizeof *s->w);
	/* a model may keep notes of its own: one call at a time */
#pragma omp critical(gw_kim)
	bad = set_arguments(s, atoms) || KIM_Model_Compute(m->model, s->args);
	if (bad)
		return gw_fail(e, GW_BADDATA, "KIM model %s failed to evaluate the system: are "
		    "atoms too close to each other?", m->name);
	for (int k = 0; k < v->list->nblock; k++)
		gw_eval_enter(v, k);
	collect(s, v);
	if (atoms)
		collect_virials(s, v);
	return 0;
}

/* ---- making one ---- */

static int
open_model(struct kim *m, struct gw_err *e)
{
	KIM_LengthUnit length;
	KIM_EnergyUnit energy;
	KIM_ChargeUnit charge;
	KIM_TemperatureUnit temperature;
	KIM_TimeUnit time;
	int accepted = 0;

	if (KIM_Model_Create(KIM_NUMBERING_zeroBased, KIM_LENGTH_UNIT_A, KIM_ENERGY_UNIT_eV,
	    KIM_CHARGE_UNIT_e, KIM_TEMPERATURE_UNIT_K, KIM_TIME_UNIT_ps, m->name, &accepted,
	    &m->model)) {
		m->model = NULL;
		return gw_fail(e, GW_BADDATA, "KIM model %s cannot be started: is its driver "
		    "installed, and made for this version of the KIM API?", m->name);
	}
	if (accepted)
		return 0;
	KIM_Model_GetUnits(m->model, &length, &energy, &charge, &temperature, &time);
	return gw_fail(e, GW_BADDATA, "KIM model %s has its units %s, %s and does not take A, eV",
	    m->name, KIM_LengthUnit_ToString(length), KIM_EnergyUnit_ToString(energy));
}

/* A routine that the model insists on and that is not one of those that are called here. */
static int
check_routines(const struct kim *m, struct gw_err *e)
{
	int n, present, required;

	KIM_MODEL_ROUTINE_NAME_GetNumberOfModelRoutineNames(&n);
	for (int k = 0; k < n; k++) {
		KIM_ModelRoutineName r;

		KIM_MODEL_ROUTINE_NAME_GetModelRoutineName(k, &r);
		if (KIM_Model_IsRoutinePresent(m->model, r, &present, &required))
			return gw_fail(e, GW_FAILED,
			    "KIM model %s does not know its routines", m->name);
		if (present && required &&
		    KIM_ModelRoutineName_Equal(r, KIM_MODEL_ROUTINE_NAME_Extension))
			return gw_fail(e, GW_BADDATA,
			    "KIM model %s needs an extension of the KIM API", m->name);
	}
	return 0;
}

static int
has(const KIM_ComputeArguments *a, KIM_ComputeArgumentName name)
{
	KIM_SupportStatus s;

	return !KIM_ComputeArguments_GetArgumentSupportStatus(a, name, &s) &&
	    !KIM_SupportStatus_Equal(s, KIM_SUPPORT_STATUS_notSupported);
}

static int
check_support(struct kim *m, const KIM_ComputeArguments *a, struct gw_err *e)
{
	KIM_SupportStatus s;

	if (!has(a, KIM_COMPUTE_ARGUMENT_NAME_partialForces))
		return gw_fail(e, GW_BADDATA, "KIM model %s gives no forces", m->name);
	if (!has(a, KIM_COMPUTE_ARGUMENT_NAME_partialParticleEnergy))
		return gw_fail(e, GW_BADDATA, "KIM model %s gives no energies of atoms", m->name);
	m->atom_virial = has(a, KIM_COMPUTE_ARGUMENT_NAME_partialParticleVirial);
	m->terms = !KIM_ComputeArguments_GetCallbackSupportStatus(a,
	    KIM_COMPUTE_CALLBACK_NAME_ProcessDEDrTerm, &s) &&
	    KIM_SupportStatus_Equal(s, KIM_SUPPORT_STATUS_optional);
	return 0;
}

static int
ask_support(struct kim *m, struct gw_err *e)
{
	KIM_ComputeArguments *a;
	int r;

	if (KIM_Model_ComputeArgumentsCreate(m->model, &a))
		return gw_fail(e, GW_FAILED, "KIM model %s: its arguments cannot be set up",
		    m->name);
	r = check_support(m, a, e);
	KIM_Model_ComputeArgumentsDestroy(m->model, &a);
	return r;
}

static int
map_species(struct kim *m, const struct gw_pot_arg *a, struct gw_err *e)
{
	for (int k = 0; k < a->nspecies; k++) {
		KIM_SpeciesName name = KIM_SpeciesName_FromString(a->species[k]);
		int supported = 0;

		if (!KIM_SpeciesName_Known(name) || KIM_Model_GetSpeciesSupportAndCode(m->model,
		    name, &supported, &m->code[k]) || !supported)
			return gw_fail(e, GW_BADDATA, "species %s: KIM model %s does not know it",
			    a->species[k], m->name);
	}
	return 0;
}

int
gw_kim_create(struct gw_pot *p, const struct gw_pot_arg *a, struct gw_err *e)
{
	const struct gw_kim_model *file = a->file;
	struct kim *m = gw_alloc(1, sizeof *m);

	p->data = m;
	p->alone = 1;
	m->name = gw_strdup(file->name);
	KIM_Log_PushDefaultVerbosity(KIM_LOG_VERBOSITY_silent);	/* else it writes kim.log */
	if (open_model(m, e) < 0 || check_routines(m, e) < 0 || ask_support(m, e) < 0 ||
	    map_species(m, a, e) < 0)
		return -1;
	KIM_Model_GetInfluenceDistance(m->model, &m->influence);
	KIM_Model_GetNeighborListPointers(m->model, &m->nlist, &m->cutoff, &m->noghosts);
	p->cutoff = m->influence;
	if (m->nlist > 16 || !(m->influence > 0))
		return gw_fail(e, GW_BADDATA, "KIM model %s asks for %d neighbour lists within %g "
		    "A", m->name, m->nlist, m->influence);
	return 0;
}

void
gw_kim_destroy(struct gw_pot *p)
{
	struct kim *m = p->data;

	if (!m)
		return;
	if (m->model)
		KIM_Model_Destroy(&m->model);
	gw_free(m->name);
	gw_free(m);
	KIM_Log_PopDefaultVerbosity();
}
