/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Least squares of named models, with errors.
 *
 * A model is one line of the table in fit.c and a function or two.  Those that are linear in
 * their parameters give their terms and are solved at once; the others give their value and a
 * first guess and are solved by Levenberg-Marquardt (GSL, multifit_nlinear).
 */
#ifndef GW_STATISTICS_FIT_H
#define GW_STATISTICS_FIT_H

#include "base/err.h"

enum { GW_FIT_PAR = 6 };		/* parameters at most */

struct gw_fit_model {
	const char *name, *formula;
	int npar;
	const char *par[GW_FIT_PAR];	/* names */
	int logs;			/* fitted as ln y against ln x; the first parameter is exp of its term */
	void   (*terms)(double x, double *t);			/* linear: y = sum p_k t_k */
	double (*value)(double x, const double *p);		/* else */
	int    (*guess)(const double *x, const double *y, long n, double *p);	/* -1: none to be had */
};

/* The table; the last entry has no name. */
extern const struct gw_fit_model gw_fit_models[];

/* NULL, GW_USAGE: there is no such model; the message lists those that there are. */
const struct gw_fit_model *gw_fit_find(const char *name, struct gw_err *e);

struct gw_fit {
	const struct gw_fit_model *model;
	long   n;			/* points used */
	int    weighted;
	double p[GW_FIT_PAR], error[GW_FIT_PAR];
	double cov[GW_FIT_PAR][GW_FIT_PAR];	/* of the parameters as fitted (of ln of the first with logs) */
	double chi2, dof, r2;		/* sum of squared (weighted) residuals; 1 - chi2/that about the mean */
};

/*
 * Fit y [n] at x [n]; sigma [n] are standard errors of y, or NULL.  With sigma each point weighs
 * 1/sigma^2 (with logs: (y/sigma)^2) and the errors follow from sigma alone; chi2/dof then tells
 * whether the model fits.  Without, all points weigh the same and the errors take their scale from
 * the residuals; they are NaN when there are as many parameters as points.
 * start: first parameters instead of the model's guess, or NULL.
 *
 * -1, GW_BADDATA: too few points, all at one x, a value that is not finite, a sigma that is not above 0,
 * a value not above 0 where a logarithm is taken (rows are counted from 1), no convergence.
 */
int gw_fit(const struct gw_fit_model *m, const double *x, const double *y, const double *sigma,
	long n, const double *start, struct gw_fit *f, struct gw_err *e);

/* The fitted curve at x, and its standard error by the covariance (error may be NULL). */
double gw_fit_value(const struct gw_fit *f, double x, double *error);

#endif
