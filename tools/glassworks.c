/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The front door: lists the programs, runs one by name, opens its page.
 *
 * The programs have names that are too general for a system's bin (slice,
 * minimize), so they live in libexec and this one alone is on the PATH.  It
 * looks for them beside itself in a build tree, then relative to where it
 * was installed (a tree that was moved as a whole still works), then where
 * configure said.
 */
#include "config.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "potential/pot.h"

struct program { const char *name, *about; };

/* Written at build time from what the programs say of themselves (--about). */
static const struct program program[] = {
#include "tools/programs.h"
	{ NULL, NULL }
};

struct place {
	char tools[PATH_MAX];	/* the programs */
	char man[PATH_MAX];	/* man1/ and man5/ */
};

static int
join(char *out, const char *dir, const char *rest)
{
	int n = snprintf(out, PATH_MAX, "%s/%s", dir, rest);

	return n > 0 && n < PATH_MAX;
}

/* dir/rest as a canonical path if it is there, else the fall-back */
static void
settle(char *out, const char *dir, const char *rest, const char *otherwise)
{
	char path[PATH_MAX];

	if (!join(path, dir, rest) || !realpath(path, out))
		snprintf(out, PATH_MAX, "%s", otherwise);
}

/* programs.h beside the executable: this is a build tree */
static void
find_place(struct place *p)
{
	char self[PATH_MAX], mark[PATH_MAX], *slash;
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);

	snprintf(p->tools, sizeof p->tools, "%s", GW_LIBEXECDIR);
	snprintf(p->man, sizeof p->man, "%s", GW_MANDIR);
	if (n <= 0)
		return;
	self[n] = 0;
	slash = strrchr(self, '/');
	*slash = 0;
	if (join(mark, self, "programs.h") && access(mark, R_OK) == 0) {
		snprintf(p->tools, sizeof p->tools, "%s", self);
		settle(p->man, self, "../pages", GW_MANDIR);
		return;
	}
	settle(p->tools, self, "../libexec/glassworks", GW_LIBEXECDIR);
	settle(p->man, self, "../share/man", GW_MANDIR);
}

static int
is_program(const char *name)
{
	for (const struct program *p = program; p->name; p++)
		if (!strcmp(p->name, name))
			return 1;
	return 0;
}

static void
list(FILE *f)
{
	for (const struct program *p = program; p->name; p++)
		fprintf(f, "  %-13s %s\n", p->name, p->about);
}

static void
usage(FILE *f)
{
	fputs("usage: glassworks PROGRAM [ARG ...]\n"
	    "       glassworks help PROGRAM\n"
	    "       glassworks potentials\n"
	    "       glassworks --exec-path | --version | --help\n\n"
	    "small filters for the physics of glasses; the programs are:\n\n", f);
	list(f);
	fputs("\nPATH=$(glassworks --exec-path):$PATH puts them within reach of a pipe:\n"
	    "  liquid -p eam/fs:CuZr_mm.eam.fs -n 2000 -T 2000 --hold 20 Cu50Zr50 |\n"
	    "  quench --to 300 --rate 1e12K/s | minimize -o glass.tgz\n", f);
}

/* the registry: what a SPEC may say */
static void
list_potentials(void)
{
	for (int k = 0; gw_pots[k]; k++) {
		const struct gw_pot_type *t = gw_pots[k];

		printf("%s%s\n\t%s; units %s", t->name, gw_pot_operand(t), t->about,
		    gw_units(t->units)->name);
		if (t->dt > 0)
			printf("; time step %g %s", t->dt, gw_units(t->units)->time);
		printf("\n\t%s\n", t->ref);
		for (const struct gw_pot_param *q = t->param; q && q->name; q++) {
			if (q->word)
				printf("\t,%s=%s\t%s\n", q->name, q->word, q->meaning);
			else
				printf("\t,%s=%g\t%s\n", q->name, q->value, q->meaning);
		}
	}
}

static int
unknown(const char *name)
{
	fprintf(stderr, "glassworks: there is no program \"%s\"; "
	    "`glassworks` alone lists them\n", name);
	return GW_USAGE;
}

static int
run(const struct place *p, char **argv)
{
	char path[PATH_MAX];

	if (!is_program(argv[0]))
		return unknown(argv[0]);
	if (join(path, p->tools, argv[0]))
		execv(path, argv);
	fprintf(stderr, "glassworks: %s/%s: %s; is the installation complete?\n",
	    p->tools, argv[0], strerror(errno));
	return GW_FAILED;
}

/* `man FILE` of man-db and of mandoc alike; mandoc itself where there is no man */
static int
help(const struct place *p, const char *name)
{
	char rest[PATH_MAX], page[PATH_MAX];

	if (!strcmp(name, "glassworks"))
		snprintf(rest, sizeof rest, "man1/glassworks.1");
	else if (!strcmp(name, "stream"))
		snprintf(rest, sizeof rest, "man5/glassworks-stream.5");
	else if (is_program(name))
		snprintf(rest, sizeof rest, "man1/glassworks-%s.1", name);
	else
		return unknown(name);
	if (join(page, p->man, rest) && access(page, R_OK) == 0) {
		execlp("man", "man", page, (char *)NULL);
		execlp("mandoc", "mandoc", "-a", page, (char *)NULL);
	}
	fprintf(stderr, "glassworks: %s: %s\n", page, strerror(errno));
	return GW_NOINPUT;
}

/* A full disk or a closed pipe shows up here. */
static int
done(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return GW_OK;
	fprintf(stderr, "glassworks: standard output: %s\n", strerror(errno));
	return GW_IO;
}

int
main(int argc, char **argv)
{
	const char *a = argc > 1 ? argv[1] : "--help";
	struct place p;

	find_place(&p);
	if (!strcmp(a, "help") && argc > 2)
		return help(&p, argv[2]);
	if (!strcmp(a, "--help") || !strcmp(a, "-h") || !strcmp(a, "help")) {
		usage(stdout);
		return done();
	}
	if (!strcmp(a, "potentials")) {
		list_potentials();
		return done();
	}
	if (!strcmp(a, "--version")) {
		puts(PACKAGE_STRING);
		return done();
	}
	if (!strcmp(a, "--exec-path")) {
		puts(p.tools);
		return done();
	}
	if (a[0] == '-') {
		fprintf(stderr, "glassworks: unknown option %s; try --help\n", a);
		return GW_USAGE;
	}
	return run(&p, argv + 1);
}
