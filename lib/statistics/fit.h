/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fits of named models, with errors.
 *
 * A model is one line of the table in fit_models.c and a function or two.  Those that are linear in
 * their parameters give their terms and are solved at once; the others give their value and
 * first guesses and are solved by Levenberg-Marquardt (GSL, multifit_nlinear) from each guess, the
 * lowest sum of squares wins.  A probability density may besides be fitted to counts or to a sample
 * by maximum likelihood.
 */
#ifndef GW_STATISTICS_FIT_H
#define GW_STATISTICS_FIT_H

#include "base/err.h"

enum { GW_FIT_PAR = 6 };		/* parameters at most */

struct gw_fit;

/* What a fit by likelihood is asked for. */
struct gw_fit_opt {
	double range[2];	/* what lies outside was not recorded: the density is that inside */
	int    both;		/* keep all parts of a mixture, also those
				   that the data do not ask for */
	const double *start;	/* the only first parameters, or NULL */
};

struct gw_fit_model {
	const char *name, *formula;
	int npar;
	const char *par[GW_FIT_PAR];	/* names */
	const char *bound;		/* a letter each: ' ' any number, '+' above 0,
					   '1' from 0 to 1; NULL: all ' ' */
	int logs;			/* fitted as ln y against ln x; the first
					   parameter is exp of its term */
	void   (*terms)(double x, double *t);			/* linear: y = sum p_k t_k */
	int    straight;		/* the terms are 1, x: a line, as fitted */
	double (*value)(double x, const double *p);		/* else */
	double (*slope)(double x, const double *p);		/* dy/dx */
	/* first parameters number k = 0, 1, ...; -1: there are no more */
	int    (*guess)(const double *x, const double *y, long n, int k, double *p);
	/* a density, by likelihood: counts [n] of bins lo .. hi, or a sample x [n]; else NULL */
	int    (*bins)(const double *lo, const double *hi, const double *count, long n,
		const struct gw_fit_opt *o, struct gw_fit *f, struct gw_err *e);
	int    (*sample)(const double *x, long n, const struct gw_fit_opt *o, struct gw_fit *f,
		struct gw_err *e);
};

/* The table; the last entry has no name. */
extern const struct gw_fit_model gw_fit_models[];

/* NULL, GW_USAGE: there is no such model; the message lists those that there are. */
const struct gw_fit_model *gw_fit_find(const char *name, struct gw_err *e);

struct gw_fit {
	const struct gw_fit_model *model;
	long   n;			/* points used; bins or values with a likelihood */
	int    weighted;
	int    likelihood;		/* errors are those of the likelihood; r2 is NaN */
	unsigned lost;			/* bit k: parameter k is not determined by the data;
					   it is NaN, as is its error */
	double p[GW_FIT_PAR], error[GW_FIT_PAR];
	double cov[GW_FIT_PAR][GW_FIT_PAR];	/* of the parameters as fitted
						   (of ln of the first with logs) */
	double chi2, dof, r2;		/* sum of squared (weighted) residuals;
					   1 - chi2/that about the mean */
	double gain;			/* mixtures: what the parts that were left
					   out would take off chi2; NaN */
	double best[GW_FIT_PAR];	/* the parameters with which the curve is drawn: p,
					   none of them NaN */
};

/*
 * Fit y [n] at x [n]; sigma [n] are standard errors of y, or NULL.  With sigma each point weighs
 * 1/sigma^2 (with logs: (y/sigma)^2) and the errors follow from sigma alone; chi2/dof then tells
 * whether the model fits.  Without, all points weigh the same and the errors take their scale from
 * the residuals; they are NaN when there are as many parameters as points.
 * start: first parameters instead of the model's guesses, or NULL.
 *
 * A parameter that must be above 0 and whose logarithm has an error above 1, or none, is lost.
 *
 * -1, GW_BADDATA: too few points, all at one x, a value that is not finite, a sigma that is not
 * above 0, a value not above 0 where a logarithm is taken (rows are counted from 1),
 * no convergence.
 */
int gw_fit(const struct gw_fit_model *m, const double *x, const double *y, const double *sigma,
	long n, const double *start, struct gw_fit *f, struct gw_err *e);

/*
 * The same for a straight model with standard errors of x, xsigma [n], too (statistics/line.h):
 * parameters of the highest likelihood, with the errors that follow from those of the points.  With
 * logs an error of ln x is xsigma/x.  sigma NULL: y is exact.  A single xsigma may be 0 where there
 * is a sigma.  f->r2 has the weights of the line found.
 *
 * -1: as above; GW_USAGE: the model is not straight.
 */
int gw_fit_both(const struct gw_fit_model *m, const double *x, const double *y,
	const double *xsigma, const double *sigma, long n, struct gw_fit *f, struct gw_err *e);

/*
 * The probability Q(dof/2, chi2/2) that chi2 is this large or larger when the model and the errors
 * of the points are right; NaN where these are not known or no degree of freedom is left.
 */
double gw_fit_chance(const struct gw_fit *f);

/* The fitted curve at x, and its standard error by the covariance (error may be NULL). */
double gw_fit_value(const struct gw_fit *f, double x, double *error);

/* Its derivative with respect to x, and the standard error of that. */
double gw_fit_slope(const struct gw_fit *f, double x, double *error);

/* -1, GW_USAGE: start (or NULL) does not keep the bounds of the model. */
int gw_fit_check_start(const struct gw_fit_model *m, const double *start, struct gw_err *e);

/*
 * The bounded parameters as fitted: p itself, ln p or ln p/(1 - p) by the letter of `bound`, and
 * back; dp/du at p.
 */
double gw_fit_inner(char bound, double p);
double gw_fit_outer(char bound, double u);
double gw_fit_jacobian(char bound, double p);

/*
 * Errors, lost parameters and best from p and the covariance of the inner parameters,
 * cov [npar][npar].
 */
void gw_fit_finish(struct gw_fit *f, const double *cov, double scale);

#endif
