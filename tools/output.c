/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "tools/signals.h"

static int
failed(struct output *o, const char *what, struct gw_err *e)
{
	return gw_fail(e, GW_IO, "%s: %s: %s", o->name, what, strerror(errno));
}

/* The file behind a symbolic link is the one to replace, not the link. */
static char *
resolve(const char *path)
{
	char *real = realpath(path, NULL), *s = gw_strdup(real ? real : path);

	free(real);
	return s;
}

static int
open_file(struct output *o, const char *path, struct gw_err *e)
{
	struct stat st;

	o->name = path;
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
		o->fd = open(path, O_WRONLY | O_CLOEXEC);
		return o->fd < 0 ? failed(o, "cannot be written", e) : 0;
	}
	o->path = resolve(path);
	o->temp = gw_format("%s.%ld.tmp", o->path, (long)getpid());
	o->fd = open(o->temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (o->fd < 0)
		return failed(o, "cannot be created", e);
	signals_scratch(o->temp);
	return 0;
}

int
output_open(struct output *o, const char *path, int text, struct gw_err *e)
{
	o->fd = 1;
	o->name = "standard output";
	if (path && strcmp(path, "-") != 0 && open_file(o, path, e) < 0)
		return -1;
	if (text)
		o->text = o->fd == 1 ? stdout : fdopen(o->fd, "w");
	else
		o->w = gw_writer_open(o->fd, o->name, &o->opt);
	return 0;
}

int
output_frame(struct output *o, const struct gw_frame *f, struct gw_err *e)
{
	return gw_writer_put(o->w, f, e);
}

/* Close and look whether all of it reached its place (a full disk shows up here). */
static int
flush(struct output *o, struct gw_err *e)
{
	int bad = 0;

	if (o->text) {
		bad = ferror(o->text) || fflush(o->text) == EOF;
		if (fclose(o->text) == EOF || bad)
			bad = 1;
	} else if (o->fd >= 0) {
		bad = close(o->fd) < 0 && errno != EINTR;
	}
	o->fd = -1;
	o->text = NULL;
	if (bad && !errno)
		errno = EIO;
	return bad ? failed(o, "write failed", e) : 0;
}

static void
forget(struct output *o)
{
	signals_scratch(NULL);
	gw_writer_free(o->w);
	gw_free(o->temp);
	gw_free(o->path);
	memset(o, 0, sizeof *o);
	o->fd = -1;
}

int
output_abandon(struct output *o, struct gw_err *e)
{
	int r = flush(o, e);

	if (o->temp)
		unlink(o->temp);
	forget(o);
	return r;
}

int
output_finish(struct output *o, struct gw_err *e)
{
	struct gw_err second;
	int r = o->w ? gw_writer_end(o->w, e) : 0;

	if (r == 0)
		r = flush(o, e);
	if (r == 0 && o->temp && rename(o->temp, o->path) < 0)
		r = failed(o, "cannot be given its name", e);
	if (r < 0) {
		output_abandon(o, &second);
		return -1;
	}
	forget(o);
	return 0;
}
