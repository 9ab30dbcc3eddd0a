/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SPEC strings.  A kind of file is one line in file_kinds[]: how its bytes
 * become what the potential's constructor wants, and how that is freed.
 */
#include "formats/potential.h"

#include <math.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "formats/setfl.h"
#include "formats/sw.h"
#include "formats/tersoff.h"
#include "formats/tsv.h"

#define SYSTEM_FOLDER "/usr/share/lammps/potentials"
#define NVALUE ((int)(sizeof ((struct gw_potspec *)0)->value/sizeof (double)))

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

/* ---- the SPEC ---- */

/*
 * Cut "eam/fs:FILE,name=value,..." into its parts, in place; FILE may hold
 * commas as long as no "name=" follows them.
 */
struct parts {
	char *name, *file, *param;	/* file, param: NULL if there are none */
};

static int
starts_param(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");

	return n > 0 && s[n] == '=';
}

static struct parts
cut(char *s)
{
	struct parts p = { .name = s };
	char *c;

	for (c = strchr(s, ','); c; c = strchr(c + 1, ','))
		if (starts_param(c + 1)) {
			*c = 0;
			p.param = c + 1;
			break;
		}
	if ((c = strchr(s, ':'))) {
		*c = 0;
		p.file = c + 1;
	}
	return p;
}

static void
list_types(char *s, size_t size)
{
	size_t n = 0;

	*s = 0;
	for (int k = 0; gw_pots[k] && n + 1 < size; k++)
		n += (size_t)snprintf(s + n, size - n, "%s%s%s", k ? ", " : "", gw_pots[k]->name,
		    gw_pots[k]->file == GW_FILE_NONE ? "" :
		    gw_pots[k]->file == GW_FILE_KIM ? ":MODEL" : ":FILE");
}

static int
find_type(struct gw_potspec *p, const struct parts *w, struct gw_err *e)
{
	char list[512];

	if (!(p->type = gw_pot_find(w->name))) {
		list_types(list, sizeof list);
		return gw_fail(e, GW_USAGE, "no potential '%.80s'; there are: %s", w->name, list);
	}
	if (p->type->file == GW_FILE_NONE && w->file)
		return gw_fail(e, GW_USAGE, "potential %s takes no file: '%.80s'", p->type->name, w->file);
	if (p->type->file != GW_FILE_NONE && (!w->file || !*w->file))
		return gw_fail(e, GW_USAGE, "potential %s needs a file: %s:FILE",
		    p->type->name, p->type->name);
	return 0;
}

static int
bad_param(const struct gw_potspec *p, const char *name, struct gw_err *e)
{
	char list[512] = "";
	size_t n = 0;

	for (int k = 0; p->type->param && p->type->param[k].name && n + 1 < sizeof list; k++)
		n += (size_t)snprintf(list + n, sizeof list - n, "%s%s", k ? ", " : "",
		    p->type->param[k].name);
	return gw_fail(e, GW_USAGE, "potential %s has no parameter '%.80s'; %s%s",
	    p->type->name, name, *list ? "there are: " : "it has none", list);
}

/* Is w one of the words that "energy|none|force: ..." begins with? */
static int
is_word(const char *meaning, const char *w)
{
	size_t n = strlen(w);

	for (const char *m = meaning; n; m++) {
		size_t len = strcspn(m, "|: ");

		if (len == n && !strncmp(m, w, n))
			return 1;
		m += len;
		if (*m != '|')
			break;
	}
	return 0;
}

static int
set_param(struct gw_potspec *p, const char *name, const char *value, struct gw_err *e)
{
	const struct gw_pot_param *q = p->type->param;
	int k = 0;

	while (q && q[k].name && strcmp(q[k].name, name) != 0)
		k++;
	if (!q || !q[k].name)
		return bad_param(p, name, e);
	if (q[k].word) {
		p->word[k] = value;
		return is_word(q[k].meaning, value) ? 0 : gw_fail(e, GW_USAGE,
		    "potential %s: %s=%.80s: expected %.*s", p->type->name, name, value,
		    (int)strcspn(q[k].meaning, ": "), q[k].meaning);
	}
	if (gw_number(value, &p->value[k]) < 0 || !isfinite(p->value[k]))
		return gw_fail(e, GW_USAGE, "potential %s: %s=%.80s is not a number",
		    p->type->name, name, value);
	return 0;
}

static int
set_params(struct gw_potspec *p, char *text, struct gw_err *e)
{
	const struct gw_pot_param *q = p->type->param;
	char *save = NULL, *w, *eq;

	for (int k = 0; q && q[k].name && k < NVALUE; k++) {
		p->value[k] = q[k].value;
		p->word[k] = q[k].word;
	}
	for (w = text ? strtok_r(text, ",", &save) : NULL; w; w = strtok_r(NULL, ",", &save)) {
		if (!(eq = strchr(w, '=')))
			return gw_fail(e, GW_USAGE, "potential %s: '%.80s' is not name=value",
			    p->type->name, w);
		*eq = 0;
		if (set_param(p, w, eq + 1, e) < 0)
			return -1;
	}
	return 0;
}

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

static int
read_file(struct gw_potspec *p, const char *file, struct gw_err *e)
{
	const struct file_kind *kind = find_kind(p->type->file);
	char *data;
	size_t size;

	if (!kind)
		return gw_fail(e, GW_USAGE, "potential %s: its files cannot be read", p->type->name);
	if (!(p->path = find_file(file, e)) || gw_text_load(p->path, &data, &size, e) < 0)
		return -1;
	hash(data, size, p->sha256);
	p->file = kind->read(p->path, data, size, p, e);
	gw_free(data);
	return p->file ? check_units(p, e) : -1;
}

static struct gw_potspec *
spec_read(const char *spec, const char *instead, struct gw_err *e)
{
	struct gw_potspec *p = gw_alloc(1, sizeof *p);
	struct parts w;

	p->spec = gw_strdup(spec);
	p->storage = gw_strdup(spec);
	w = cut(p->storage);
	if (find_type(p, &w, e) < 0 || set_params(p, w.param, e) < 0 ||
	    (w.file && read_file(p, instead ? instead : w.file, e) < 0)) {
		gw_potspec_free(p);
		return NULL;
	}
	if (!p->title)
		p->title = gw_strdup(p->type->ref ? p->type->ref : "");
	return p;
}

struct gw_potspec *
gw_potspec_read(const char *spec, struct gw_err *e)
{
	return spec_read(spec, NULL, e);
}

void
gw_potspec_free(struct gw_potspec *p)
{
	if (!p)
		return;
	if (p->file)
		find_kind(p->type->file)->free(p->file);
	gw_free(p->spec);
	gw_free(p->path);
	gw_free(p->title);
	gw_free(p->storage);
	gw_free(p);
}

/* ---- binding ---- */

static void
fill_masses(const struct gw_potspec *p, const struct gw_pot *pot, struct gw_sys *s)
{
	for (int k = 0; k < s->nspecies; k++) {
		struct gw_species *sp = &s->species[k];

		if (sp->mass > 0)
			continue;
		sp->mass = pot->mass[k] > 0 ? pot->mass[k] :
		    p->type->units == GW_LJ ? 1 : gw_mass(sp->name);
	}
}

struct gw_pot *
gw_potspec_bind(const struct gw_potspec *p, struct gw_sys *s, struct gw_err *e)
{
	char (*name)[16] = gw_alloc((size_t)s->nspecies, sizeof *name);
	struct gw_pot_arg a = { .nspecies = s->nspecies, .species = name, .dim = s->dim,
		.value = p->value, .word = p->word, .file = p->file };
	struct gw_pot *pot = NULL;

	for (int k = 0; k < s->nspecies; k++)
		memcpy(name[k], s->species[k].name, sizeof name[k]);
	if (s->units != p->type->units)
		gw_fail(e, GW_BADDATA, "the frame is in %s units, potential %s needs %s",
		    gw_units(s->units)->name, p->type->name, gw_units(p->type->units)->name);
	else if ((pot = gw_pot_new(p->type, &a, e)))
		fill_masses(p, pot, s);
	gw_free(name);
	return pot;
}

/* ---- in the frame ---- */

void
gw_potspec_store(const struct gw_potspec *p, struct gw_frame *f)
{
	json_t *o = json_object();

	json_object_set_new(o, "spec", gw_json_text(p->spec));
	if (p->path) {
		json_object_set_new(o, "file", gw_json_text(p->path));
		json_object_set_new(o, "sha256", json_string(p->sha256));
	}
	json_object_set_new(o, "title", gw_json_text(p->title));
	json_object_set_new(f->meta, "potential", o);
}

static const char *
text(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? s : "";
}

struct gw_potspec *
gw_potspec_of_frame(const struct gw_frame *f, struct gw_err *e)
{
	const json_t *o = json_object_get(f->meta, "potential");
	const char *spec = text(o, "spec"), *sum = text(o, "sha256"), *file = text(o, "file");
	struct gw_potspec *p;

	if (!*spec) {
		gw_fail(e, GW_BADDATA, "frame %ld names no potential: give one with -p", f->number);
		return NULL;
	}
	p = gw_potspec_read(spec, e);
	if (!p && e->code == GW_NOPOT && *file && access(file, F_OK) == 0)
		p = spec_read(spec, file, e);
	if (!p || !*sum || !strcmp(sum, p->sha256))
		return p;
	gw_fail(e, GW_BADDATA, "refused: %s has SHA-256 %.12s..., frame %ld was made with "
	    "another content, %.12s...", p->path, p->sha256, f->number, sum);
	gw_potspec_free(p);
	return NULL;
}
