/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPEC strings, what they bind to, and how frames keep them. */
#include "formats/potential.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "formats/potfile.h"
#include "formats/tsv.h"

#define NVALUE ((int)(sizeof ((struct gw_potspec *)0)->value/sizeof (double)))

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
		    gw_pot_operand(gw_pots[k]));
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
		return gw_fail(e, GW_USAGE, "potential %s takes no file: '%.80s'",
		    p->type->name, w->file);
	if (p->type->file != GW_FILE_NONE && (!w->file || !*w->file))
		return gw_fail(e, GW_USAGE, "potential %s needs a %s: %s%s", p->type->name,
		    p->type->file == GW_FILE_KIM ? "model" : "file", p->type->name,
		    gw_pot_operand(p->type));
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

static struct gw_potspec *
spec_read(const char *spec, const char *instead, struct gw_err *e)
{
	struct gw_potspec *p = gw_alloc(1, sizeof *p);
	struct parts w;

	p->spec = gw_strdup(spec);
	p->storage = gw_strdup(spec);
	w = cut(p->storage);
	if (find_type(p, &w, e) < 0 || set_params(p, w.param, e) < 0 ||
	    (w.file && gw_potfile_read(p,
	    instead && p->type->file != GW_FILE_KIM ? instead : w.file, e) < 0)) {
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
	gw_potfile_free(p);
	gw_free(p->spec);
	gw_free(p->path);
	gw_free(p->title);
	gw_free(p->storage);
	gw_free(p);
}

/* Of a name that stands there twice the last one counts. */
char *
gw_potspec_with(const char *spec, const char *name, const char *word)
{
	size_t n = strlen(name);
	const char *at = NULL, *rest;

	for (const char *c = strchr(spec, ','); c; c = strchr(c + 1, ','))
		if (!strncmp(c + 1, name, n) && c[n + 1] == '=')
			at = c;
	if (!at)
		return gw_format("%s,%s=%s", spec, name, word);
	rest = at + 1 + strcspn(at + 1, ",");
	return gw_format("%.*s,%s=%s%s", (int)(at - spec), spec, name, word, rest);
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

/*
 * A few KIM models print when they start; on standard output that would stand in the
 * midst of our stream, so it goes to standard error.
 */
static struct gw_pot *
create(const struct gw_pot_type *type, const struct gw_pot_arg *a, struct gw_err *e)
{
	struct gw_pot *pot;
	int keep;

	if (type->file != GW_FILE_KIM)
		return gw_pot_new(type, a, e);
	fflush(stdout);
	keep = dup(1);
	if (keep >= 0)
		dup2(2, 1);
	pot = gw_pot_new(type, a, e);
	fflush(stdout);
	if (keep >= 0) {
		dup2(keep, 1);
		close(keep);
	}
	return pot;
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
	else if ((pot = create(p->type, &a, e)))
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
