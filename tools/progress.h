/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a user sees while a program works: a bar on a terminal, one line a
 * minute with -v elsewhere, one line on SIGUSR1, nothing with -q.
 */
#ifndef GW_TOOLS_PROGRESS_H
#define GW_TOOLS_PROGRESS_H

struct progress {
	const char *tool;
	int tty, quiet, verbose;
	int open;		/* a bar stands on the present line */
	int own;		/* the tool reports itself: frames are not counted on the bar */
	double start, shown;	/* seconds: begin of this work, last output */
	double from, done, total;
	char what[64];		/* unit of done and total, and a remark after a comma */
	long frames;		/* done so far */
};

void progress_start(struct progress *p, const char *tool, int quiet, int verbose);

/* done of total (0: unknown) in units of what. */
void progress_show(struct progress *p, double done, double total, const char *what);

/* One more frame is done. */
void progress_frame(struct progress *p);

/* Print the status line now (SIGUSR1). */
void progress_status(struct progress *p);

/* Take the bar away, so that a message or the prompt has a clean line. */
void progress_clear(struct progress *p);

#endif
