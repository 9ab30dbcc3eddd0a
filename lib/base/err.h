/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one error idiom of the house.
 *
 * A function that can fail returns 0 or -1 and fills the caller's gw_err;
 * a reader returns 1 (a frame), 0 (the end) or -1.  "Not converged" is a
 * result, not an error.  The codes are the exit statuses of the programs.
 */
#ifndef GW_BASE_ERR_H
#define GW_BASE_ERR_H

enum gw_code {
	GW_OK      = 0,
	GW_FAILED  = 1,		/* the work failed, or --strict refused it */
	GW_USAGE   = 64,	/* the command line is wrong */
	GW_BADDATA = 65,	/* the input is damaged or makes no sense */
	GW_NOINPUT = 66,	/* the input is not there */
	GW_NOPOT   = 69,	/* the potential file is not there */
	GW_IO      = 74,	/* reading or writing failed */
	GW_STOPPED = 75		/* stopped by a signal, a checkpoint was written */
};

struct gw_err {
	int  code;		/* enum gw_code, 0 while nothing is wrong */
	char msg[1024];		/* "which file/frame/atom: why, and what to do" */
};

/* Set code and message (printf style); always returns -1. */
int gw_fail(struct gw_err *e, int code, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Put "text: " before a message that is already there; returns -1. */
int gw_fail_in(struct gw_err *e, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#endif
