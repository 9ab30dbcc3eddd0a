/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The files of potentials.  A kind of file is one line in file_kinds[]: how its bytes
 * become what the potential's constructor wants, and how that is freed.
 */
#include "formats/potfile.h"

#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "formats/kim.h"
#include "formats/setfl.h"
#include "formats/sw.h"
#include "formats/tersoff.h"

#define SYSTEM_FOLDER "/usr/share/lammps/potentials"

/* ---- kinds of files ---- */

static void *
read_eam(const char *path, const char *data, size_t size, int fs, struct gw_potspec *p,
	struct gw_err *e)
{
	struct gw_setfl_seen seen;
	struct gw_eam_file *f = gw_setfl_read(path, data, size, fs, &seen, e);

	if (f) {
		p->title = gw_strdup(seen.title);
		if (*seen.note)
			snprintf(p->note, sizeof p->note, "%.200s: %s", path, seen.note);
	}
	return f;
}

static void *
read_alloy(const char *path, const char *data, size_t size, struct gw_potspec *p,
	struct gw_err *e)
{
	return read_eam(path, data, size, 0, p, e);
}

static void *
read_fs(const char *path, const char *data, size_t size, struct gw_potspec *p,
	struct gw_err *e)
{
	return read_eam(path, data, size, 1, p, e);
}

static void
free_eam(void *file)
{
	gw_setfl_free(file);
}

static void *
read_triplets(const char *path, const char *data, size_t size,
	const struct gw_triplets_format *format, struct gw_potspec *p, struct gw_err *e)
{
	char title[256];
	struct gw_triplets *t = gw_triplets_read(path, data, size, format, title, e);

	if (!t)
		return NULL;
	if (*title)
		p->title = gw_strdup(title);
	if (data[size - 1] != '\n')
		snprintf(p->note, sizeof p->note, "%.200s: its last line has no end: is its last "
		    "number cut?", path);
	return t;
}

static void *
read_sw(const char *path, const char *data, size_t size, struct gw_potspec *p,
	struct gw_err *e)
{
	return read_triplets(path, data, size, &gw_sw_format, p, e);
}

static void *
read_tersoff(const char *path, const char *data, size_t size, struct gw_potspec *p,
	struct gw_err *e)
{
	return read_triplets(path, data, size, &gw_tersoff_format, p, e);
}

static void
free_triplets(void *file)
{
	gw_triplets_free(file);
}

static void
free_kim(void *file)
{
	gw_kim_model_free(file);
}

static const struct file_kind {
	enum gw_pot_file kind;
	void *(*read)(const char *path, const char *data, size_t size, struct gw_potspec *p,
	    struct gw_err *e);
	void (*free)(void *file);
} file_kinds[] = {
	{ GW_FILE_EAM_ALLOY, read_alloy, free_eam },
	{ GW_FILE_EAM_FS, read_fs, free_eam },
	{ GW_FILE_SW, read_sw, free_triplets },
	{ GW_FILE_TERSOFF, read_tersoff, free_triplets },
	{ GW_FILE_KIM, NULL, free_kim },	/* a model, not a file: read_kim */
};

static const struct file_kind *
find_kind(enum gw_pot_file kind)
{
	for (size_t k = 0; k < sizeof file_kinds/sizeof *file_kinds; k++)
		if (file_kinds[k].kind == kind)
			return &file_kinds[k];
	return NULL;
}

/* ---- looking for a file ---- */

struct search {
	const char *file;
	char *found;
	char tried[700];
};

/* dir/file, or dir/file.gz; an empty dir is the working directory. */
static int
try(struct search *s, const char *dir, size_t n)
{
	static const char *const tail[] = { "", ".gz" };
	size_t len = strlen(s->tried);

	for (int k = 0; k < 2; k++) {
		char *path = gw_format("%.*s%s%s%s", (int)n, dir, n ? "/" : "", s->file, tail[k]);

		if (access(path, F_OK) == 0) {
			s->found = path;
			return 1;
		}
		gw_free(path);
	}
	snprintf(s->tried + len, sizeof s->tried - len, "%s%.*s", len ? ", " : "",
	    n ? (int)n : 1, n ? dir : ".");
	return 0;
}

static int
try_list(struct search *s, const char *list)
{
	for (size_t n; list && *list; list += n + (list[n] == ':')) {
		n = strcspn(list, ":");
		if (n && try(s, list, n))
			return 1;
	}
	return 0;
}

/* The path of a potential file (gw_free), NULL: GW_NOPOT. */
static char *
find_file(const char *file, struct gw_err *e)
{
	struct search s = { .file = file };

	if (try(&s, "", 0))
		return s.found;
	if (*file != '/' && (try_list(&s, getenv("GLASSWORKS_POTENTIALS")) ||
	    try_list(&s, getenv("LAMMPS_POTENTIALS")) || try_list(&s, SYSTEM_FOLDER)))
		return s.found;
	gw_fail(e, GW_NOPOT, "potential file %.200s not found; looked in %s; set "
	    "GLASSWORKS_POTENTIALS to the folder that has it", file, *file == '/' ? "/" : s.tried);
	return NULL;
}

/* ---- reading one ---- */

static void
hash(const char *data, size_t size, char hex[65])
{
	struct sha256_ctx ctx;
	uint8_t sum[SHA256_DIGEST_SIZE];

	sha256_init(&ctx);
	sha256_update(&ctx, size, (const uint8_t *)data);
	sha256_digest(&ctx, sizeof sum, sum);
	for (size_t k = 0; k < sizeof sum; k++)
		snprintf(hex + 2*k, 3, "%02x", sum[k]);
}

/*
 * The UNITS tag of LAMMPS's potential files ("DATE: ... UNITS: metal ...")
 * stands in the first line.
 */
static int
check_units(const struct gw_potspec *p, struct gw_err *e)
{
	const char *tag = p->title ? strstr(p->title, "UNITS:") : NULL;
	const char *want = gw_units(p->type->units)->name;

	if (!tag)
		return 0;
	tag += strlen("UNITS:");
	tag += strspn(tag, " \t");
	if (strcspn(tag, " \t") == strlen(want) && !strncmp(tag, want, strlen(want)))
		return 0;
	return gw_fail(e, GW_BADDATA, "%s: its units are %.*s, potential %s needs %s", p->path,
	    (int)strcspn(tag, " \t"), tag, p->type->name, want);
}

/* The value of a word that the SPEC or its default gives, "" for a name that is no parameter. */
static const char *
word_of(const struct gw_potspec *p, const char *name)
{
	for (int k = 0; p->type->param && p->type->param[k].name; k++)
		if (!strcmp(p->type->param[k].name, name) && p->word[k])
			return p->word[k];
	return "";
}

static int
read_kim(struct gw_potspec *p, const char *model, struct gw_err *e)
{
	struct gw_kim_found f;
	struct gw_setfl_seen seen;

	if (gw_kim_find(model, &f, e) < 0)
		return -1;
	p->file = gw_kim_model_read(&f, strcmp(word_of(p, "driver"), "kim") != 0, &seen);
	p->path = gw_strdup(f.library);
	p->title = gw_format("%s%s%s%s%s", f.name, f.file ? ", " : "", f.file ? f.file : "",
	    *seen.title ? ": " : "", seen.title);
	if (*seen.note)
		snprintf(p->note, sizeof p->note, "%.200s: %s", f.name, seen.note);
	if (f.size)
		hash(f.data, f.size, p->sha256);
	gw_kim_clear(&f);
	return check_units(p, e);
}

int
gw_potfile_read(struct gw_potspec *p, const char *file, struct gw_err *e)
{
	const struct file_kind *kind = find_kind(p->type->file);
	char *data;
	size_t size;

	if (p->type->file == GW_FILE_KIM)
		return read_kim(p, file, e);
	if (!kind)
		return gw_fail(e, GW_USAGE, "potential %s: its files cannot be read",
		    p->type->name);
	if (!(p->path = find_file(file, e)) || gw_text_load(p->path, &data, &size, e) < 0)
		return -1;
	hash(data, size, p->sha256);
	p->file = kind->read(p->path, data, size, p, e);
	gw_free(data);
	return p->file ? check_units(p, e) : -1;
}

void
gw_potfile_free(struct gw_potspec *p)
{
	if (p->file)
		find_kind(p->type->file)->free(p->file);
}
