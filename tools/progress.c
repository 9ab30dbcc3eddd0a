/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock is read for the user's eyes only: nothing of it reaches a result. */
#include "tools/progress.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "tools/signals.h"

#define BAR 24			/* cells of the bar */
#define TTY_EVERY 0.2		/* seconds between two bars */
#define LOG_EVERY 60.0		/* and between two lines with -v */
#define PATIENCE 1.0		/* short works show no bar */

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9*(double)t.tv_nsec;
}

void
progress_start(struct progress *p, const char *tool, int quiet, int verbose)
{
	memset(p, 0, sizeof *p);
	p->tool = tool;
	p->quiet = quiet;
	p->verbose = verbose;
	p->tty = isatty(2);
	p->start = p->shown = now();
}

static void
time_text(char *s, size_t n, double sec)
{
	long t = (long)(sec + 0.5);

	if (!(sec < 1e8))
		snprintf(s, n, "?");
	else if (t >= 3600)
		snprintf(s, n, "%ldh%02ldm", t/3600, t/60%60);
	else if (t >= 60)
		snprintf(s, n, "%ldm%02lds", t/60, t%60);
	else
		snprintf(s, n, "%lds", t);
}

/* What is counted: the text before the comma, a remark may follow. */
static int
unit_length(const char *what)
{
	return (int)strcspn(what, ",");
}

/* "12.5 of 50 ps, 0.83 ps/s, 45s left" */
static void
line(const struct progress *p, char *s, size_t size)
{
	double sec = now() - p->start, v = sec > 0 ? (p->done - p->from)/sec : 0;
	char left[32], total[32] = "";
	int u = unit_length(p->what);
	size_t n;

	if (p->total > 0)
		snprintf(total, sizeof total, "of %.6g ", p->total);
	snprintf(s, size, "%.6g %s%s, %.3g %.*s/s", p->done, total, p->what, v, u, p->what);
	n = strlen(s);
	if (p->total > 0 && v > 0 && p->done < p->total) {
		time_text(left, sizeof left, (p->total - p->done)/v);
		snprintf(s + n, size - n, ", %s left", left);
	}
}

static void
bar(struct progress *p)
{
	char cells[BAR + 1], text[128];
	double f = p->total > 0 ? p->done/p->total : 0;
	int full = f <= 0 ? 0 : f >= 1 ? BAR : (int)(f*BAR);

	line(p, text, sizeof text);
	memset(cells, '.', BAR);
	memset(cells, '#', (size_t)full);
	cells[BAR] = '\0';
	if (p->total > 0)
		fprintf(stderr, "\r\033[K%s: [%s] %s", p->tool, cells, text);
	else
		fprintf(stderr, "\r\033[K%s: %s", p->tool, text);
	p->open = 1;
}

void
progress_clear(struct progress *p)
{
	if (p->open)
		fprintf(stderr, "\r\033[K");
	p->open = 0;
}

void
progress_status(struct progress *p)
{
	char text[128];

	if (!*p->what)
		snprintf(p->what, sizeof p->what, "frames");
	line(p, text, sizeof text);
	progress_clear(p);
	fprintf(stderr, "%s: %s\n", p->tool, text);
}

void
progress_show(struct progress *p, double done, double total, const char *what)
{
	double t = now();
	int u = unit_length(what);

	p->own |= strcmp(what, "frames") != 0;
	if (done < p->done || u != unit_length(p->what) || strncmp(what, p->what, (size_t)u) != 0) {
		p->start = t;
		p->from = done;
	}
	snprintf(p->what, sizeof p->what, "%s", what);
	p->done = done;
	p->total = total;
	if (signals_status())
		progress_status(p);
	if (p->quiet || t - p->start < PATIENCE)
		return;
	if (p->tty && t - p->shown >= TTY_EVERY) {
		bar(p);
		p->shown = t;
	} else if (!p->tty && p->verbose && t - p->shown >= LOG_EVERY) {
		progress_status(p);
		p->shown = t;
	}
}

void
progress_frame(struct progress *p)
{
	p->frames++;
	if (!p->own)
		progress_show(p, (double)p->frames, 0, "frames");
	else if (signals_status())
		progress_status(p);
}
