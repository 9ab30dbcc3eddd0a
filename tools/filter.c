/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The front end: the command line at one end, messages and the exit status at
 * the other.  Frames are in frames.c, heads of tables in table.c.
 */
#include "tools/filter_priv.h"

#include <config.h>
#ifdef _OPENMP
#include <omp.h>
#endif
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "tools/signals.h"

static void
say(struct filter *io, const char *fmt, va_list ap)
{
	progress_clear(&io->priv->progress);
	fprintf(stderr, "%s: ", io->tool->name);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
}

void
filter_warn(struct filter *io, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(io, fmt, ap);
	va_end(ap);
}

void
filter_unconverged(struct filter *io, const char *fmt, ...)
{
	va_list ap;

	io->priv->unconverged++;
	if (io->quiet)
		return;
	va_start(ap, fmt);
	say(io, fmt, ap);
	va_end(ap);
}

void
filter_die(struct filter *io)
{
	filter_warn(io, "%s%s", io->err.msg,
	    io->err.code == GW_USAGE ? " (--help shows the options)" : "");
	exit(io->err.code);
}

/* The rows that programs share, offered where they make sense. */
static void
add_common(struct filter *io)
{
	struct filter_priv *p = io->priv;
	int f = io->tool->flags, stream = io->tool->out == OUT_STREAM;
	int shard = f & (TOOL_SHARD | TOOL_SHARD_FRAMES);
	const struct { int offered, silent; struct opt o; } row[] = {
		{ f & TOOL_FORCE, 0, { 'p', "potential", OPT_STR, &io->potential, "SPEC",
			"potential, e.g. eam/fs:FILE or ka,cut=2.5 (default: the frame's own)" } },
		{ f & TOOL_FORCE, 0, { 0, "spline", OPT_WORD, &p->spline, "lammps|smooth",
			"slopes of EAM tables: like LAMMPS, or twice differentiable" } },
		{ 1, 1, { 'o', "output", OPT_STR, &io->output, "FILE",
			"write to FILE, which appears when it is complete" } },
		{ 1, 1, { 'j', "threads", OPT_INT, &io->threads, "N", "threads" } },
		{ f & TOOL_SEED, 0, { 0, "seed", OPT_LONG, &io->seed, "S",
			"random seed (default 1)" } },
		{ shard, 1, { 0, "shard", OPT_SHARD, p->shard, "K/N", "do part K of N" } },
		{ f & TOOL_STRICT, 0, { 0, "strict", OPT_FLAG, &io->strict, "",
			"not converged is an error (exit 1)" } },
		{ io->tool->in == IN_STREAM, 1, { 0, "fragment", OPT_FLAG, &io->fragment, "",
			"accept an input without its end marker" } },
		{ stream, 0, { 0, "quantum", OPT_POS, &p->quantum, "Q",
			"store positions as multiples of Q (lossy, smaller)" } },
		{ stream, 1, { 0, "force", OPT_FLAG, &p->force, "",
			"write a stream to a terminal" } },
		{ 1, 1, { 'q', "quiet", OPT_FLAG, &io->quiet, "", "no progress, no notes" } },
		{ 1, 1, { 'v', "verbose", OPT_FLAG, &io->verbose, "",
			"one progress line a minute" } },
	};

	for (size_t k = 0; k < sizeof row/sizeof *row; k++)
		if (row[k].offered)
			opt_add(&p->opt, &row[k].o, 0, row[k].silent);
}

static void
show_help(struct filter *io)
{
	const struct tool *t = io->tool;

	printf("%s - %s\n", t->name, t->about);
	printf("usage: %s [OPTION]...%s%s\n", t->name, t->operands && *t->operands ? " " : "",
	    t->operands ? t->operands : "");
	opt_help(&io->priv->opt, stdout);
	if (t->example)
		printf("Example: %s\n", t->example);
}

/* --help and its kin: print and end. */
static void
answer(struct filter *io)
{
	struct options *s = &io->priv->opt;

	if (!s->help && !s->version && !s->list && !s->about)
		return;
	if (s->list)
		opt_list(s, stdout);
	else if (s->about)
		puts(io->tool->about);
	else if (s->help)
		show_help(io);
	else
		printf("%s (%s) %s\n", io->tool->name, PACKAGE_NAME, PACKAGE_VERSION);
	if (ferror(stdout) || fclose(stdout) == EOF) {
		gw_fail(&io->err, GW_IO, "standard output: write failed");
		filter_die(io);
	}
	exit(0);
}

/* -j, else OMP_NUM_THREADS, else 1 under GNU parallel, else every core. */
static int
set_threads(struct filter *io)
{
	int given = io->threads != INT_MIN;

	if (given && (io->threads < 1 || io->threads > 4096))
		return gw_fail(&io->err, GW_USAGE, "--threads %d: expected 1 .. 4096", io->threads);
#ifdef _OPENMP
	if (!given && getenv("OMP_NUM_THREADS"))
		io->threads = omp_get_max_threads();
	else if (!given)
		io->threads = getenv("PARALLEL_PID") ? 1 : omp_get_num_procs();
	omp_set_num_threads(io->threads);
#else
	io->threads = 1;
#endif
	return 0;
}

/*
 * A thread that waits for others gives its core away after some ten microseconds, which is
 * as long as the pieces of a step that one thread does alone.
 * libgomp's own choice is milliseconds of spinning: on a machine with other work, the next program
 * of the pipe for one, that made runs twenty times longer.  libgomp reads its environment
 * before main, so a program that will have threads starts once more, before it touches its inputs.
 */
static void
wait_calmly(const struct filter *io, char **argv)
{
	const struct tool *t = io->tool;

	if (io->threads == 1 || (t->in != IN_STREAM && t->out != OUT_STREAM)
	    || getenv("OMP_WAIT_POLICY") || getenv("GOMP_SPINCOUNT"))
		return;
	if (setenv("GOMP_SPINCOUNT", "10000", 1) == 0)
		execv("/proc/self/exe", argv);	/* when it fails, go on as we are */
}

static int
refuse_terminal(struct filter *io)
{
	if (filter_streams(io) && !io->priv->force && isatty(1) &&
	    (!io->output || !strcmp(io->output, "-")))
		return gw_fail(&io->err, GW_USAGE, "a stream is not written to a terminal: "
		    "redirect it, name a file with -o, or say --force");
	return 0;
}

static int
check(struct filter *io, char **argv)
{
	const struct tool *t = io->tool;
	struct filter_priv *p = io->priv;

	if ((!t->operands || !*t->operands) && io->noperand)
		return gw_fail(&io->err, GW_USAGE, "%s: this program takes no operand",
		    io->operand[0]);
	if (!(t->flags & TOOL_TABLE) && refuse_terminal(io) < 0)
		return -1;
	if (set_threads(io) < 0)
		return -1;
	wait_calmly(io, argv);
	io->shard_k = p->shard[0];
	io->shard_n = p->shard[1];
	p->out.opt.quantum = p->quantum;
	if (io->potential && p->spline)
		io->potential = p->spec = gw_potspec_with(io->potential, "spline", p->spline);
	if (io->potential && !(io->spec = gw_potspec_read(io->potential, &io->err)))
		return -1;
	if (io->spec && *io->spec->note && !io->quiet)
		filter_warn(io, "%s", io->spec->note);
	if (t->in == IN_STREAM && !(t->flags & TOOL_MANY) &&
	    filter_inputs(io, io->noperand, io->operand) < 0)
		return -1;
	return t->out == OUT_STREAM ? 0 : filter_output(io);
}

void
filter_open(struct filter *io, const struct tool *t, const struct opt *tab, int argc, char **argv)
{
	struct filter_priv *p = gw_alloc(1, sizeof *p);

	memset(io, 0, sizeof *io);
	io->tool = t;
	io->priv = p;
	io->threads = INT_MIN;
	io->pieces = 1;
	io->seed = p->shard[0] = p->shard[1] = 1;
	p->out.fd = -1;
	signals_start();
	signals_patient(t->flags & TOOL_FORCE);
	opt_init(&p->opt, t->name);
	for (; tab && tab->type != OPT_END; tab++)
		opt_add(&p->opt, tab, 1, 0);
	add_common(io);
	if (opt_parse(&p->opt, argc, argv, &io->err) < 0)
		filter_die(io);
	io->noperand = p->opt.noperand;
	io->operand = p->opt.operand;
	answer(io);
	progress_start(&p->progress, t->name, io->quiet, io->verbose);
	if (t->out != OUT_STREAM && isatty(1))	/* a bar between the rows of
						   a table on the same screen */
		p->progress.tty = 0;
	if (check(io, argv) < 0)
		filter_die(io);
}

int
filter_output(struct filter *io)
{
	struct filter_priv *p = io->priv;

	if (p->opened)
		return 0;
	if (refuse_terminal(io) < 0)
		return -1;
	p->opened = 1;
	if (output_open(&p->out, io->output, !filter_streams(io), &io->err) < 0)
		return -1;
	io->text = p->out.text;
	return 0;
}

int
filter_as_table(struct filter *io)
{
	io->priv->table = 1;
	if (isatty(1))
		io->priv->progress.tty = 0;
	return filter_output(io);
}

void
filter_progress(struct filter *io, double done, double total, const char *what)
{
	progress_show(&io->priv->progress, done, total, what);
}

void
filter_stopped(struct filter *io)
{
	io->priv->stopped = 1;
}

static void
release(struct filter *io)
{
	struct filter_priv *p = io->priv;

	filter_drop(io);
	gw_force_free(io->force);
	gw_pot_free(p->pot);
	gw_potspec_free(io->spec);
	json_decref(p->potential);
	json_decref(p->origin);
	gw_reader_close(p->in);
	for (int k = 0; k < p->ncomment; k++)
		gw_free(p->comment[k]);
	gw_free(p->comment);
	gw_free(p->species);
	gw_free(p->spec);
	opt_free(&p->opt);
	gw_free(p);
	io->priv = NULL;
}

/* A signal came and the tool keeps no checkpoint: say where it ends, then end as signals do. */
static void
killed(struct filter *io)
{
	struct filter_priv *p = io->priv;
	struct gw_err e;

	filter_warn(io, "stopped by a signal after %ld frames", p->index);
	if (p->opened)
		output_abandon(&p->out, &e);
	signals_die(p->killed);
}

static void
complain(struct filter *io)
{
	const struct gw_frame *f = io->frame;
	int code = io->err.code;
	char here[48];

	snprintf(here, sizeof here, "frame %ld", f ? f->number : 0);
	if (f && f->source && *f->source && code != GW_USAGE && code != GW_IO &&
	    !strstr(io->err.msg, here))
		gw_fail_in(&io->err, "%s: frame %ld", f->source, f->number);
	filter_warn(io, "%s", io->err.msg);
}

int
filter_close(struct filter *io)
{
	struct filter_priv *p = io->priv;
	struct gw_err second;
	int code;

	progress_clear(&p->progress);
	if (p->killed && !io->err.code)
		killed(io);
	if (!io->err.code && io->strict && p->unconverged)
		gw_fail(&io->err, GW_FAILED, "%d not converged (--strict)", p->unconverged);
	else if (!io->err.code && filter_output(io) == 0)
		output_finish(&p->out, &io->err);
	if (io->err.code) {
		complain(io);
		if (p->opened)
			output_abandon(&p->out, &second);
	}
	code = io->err.code ? io->err.code : p->stopped ? GW_STOPPED : 0;
	release(io);
	return code;
}
