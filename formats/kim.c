/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Models of the KIM API as files; the header says how they hold their parameters. */
#include "formats/kim.h"

#include <KIM_Collection.h>
#include <KIM_CollectionItemType.h>
#include <KIM_Collections.h>
#include <KIM_Log.h>
#include <KIM_LogVerbosity.h>
#include <ctype.h>
#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "formats/edn.h"

#define MODEL KIM_COLLECTION_ITEM_TYPE_portableModel

/* ---- which model ---- */

/* "X__MO_123456789012_000": is `given` that, or X, or MO_123456789012_000? */
static int
means(const char *given, const char *name)
{
	const char *id = strstr(name, "__MO_");
	size_t n = strlen(given);

	return !strcmp(given, name) || (id && (!strcmp(given, id + 2) ||
	    (n == (size_t)(id - name) && !strncmp(given, name, n))));
}

/* Do two names differ in more than the version, the three digits at their ends? */
static int
other_model(const char *a, const char *b)
{
	size_t n = strlen(a);

	return n != strlen(b) || n < 3 || strncmp(a, b, n - 3) != 0;
}

static int
not_found(KIM_Collections *c, const char *given, struct gw_err *e)
{
	KIM_CollectionItemType type;

	if (!KIM_Collections_GetItemType(c, given, &type))
		return gw_fail(e, GW_USAGE, "kim:%.200s is a %s: only portable models work here",
		    given, KIM_CollectionItemType_ToString(type));
	return gw_fail(e, GW_NOPOT, "KIM model %.200s is not installed: the Debian package "
	    "openkim-models has many, kim-api-collections-management install user %.200s gets one "
	    "from openkim.org", given, given);
}

/* The full name in *name (gw_free): the newest version of the one model that `given` means. */
static int
full_name(KIM_Collections *c, const char *given, char **name, struct gw_err *e)
{
	const char *s, *best = NULL;
	int n = 0;

	if (KIM_Collections_CacheListOfItemNamesByType(c, MODEL, &n))
		return not_found(c, given, e);
	for (int k = 0; k < n; k++) {
		if (KIM_Collections_GetItemNameByType(c, k, &s) || !means(given, s))
			continue;
		if (best && other_model(best, s))
			return gw_fail(e, GW_USAGE, "kim:%.200s may mean %.200s or %.200s: give "
			    "the full name", given, best, s);
		if (!best || strcmp(s, best) > 0)
			best = s;
	}
	if (!best)
		return not_found(c, given, e);
	*name = gw_strdup(best);
	return 0;
}

/* ---- its texts ---- */

struct texts {			/* new strings, NULL where there is none */
	char *spec, *provenance;
};

static void
read_texts(KIM_Collections *c, const char *name, struct texts *t)
{
	const char *file, *text;
	const unsigned char *raw;
	unsigned int size;
	int n = 0, is_text;

	memset(t, 0, sizeof *t);
	if (KIM_Collections_CacheListOfItemMetadataFiles(c, MODEL, name, &n))
		return;
	for (int k = 0; k < n; k++) {
		if (KIM_Collections_GetItemMetadataFile(c, k, &file, &size, &raw, &is_text,
		    &text) || !is_text)
			continue;
		if (!strcmp(file, "kimspec.edn") && !t->spec)
			t->spec = gw_strdup(text);
		if (!strcmp(file, "kimprovenance.edn") && !t->provenance)
			t->provenance = gw_strdup(text);
	}
}

/* ---- its parameter file ---- */

/* The bytes of a file of this name in an open library: a new text, NULL if there is none. */
static char *
symbol(void *library, const char *file, size_t *size)
{
	char *name = gw_strdup(file), *name_len, *text = NULL;
	const uint32_t *len;
	const char *data;

	for (char *s = name; *s; s++)
		if (!isalnum((unsigned char)*s))
			*s = '_';
	name_len = gw_format("%s_len", name);
	data = dlsym(library, name);
	len = dlsym(library, name_len);
	if (data && len) {
		*size = *len;
		text = gw_alloc(*size + 1, 1);
		memcpy(text, data, *size);
	}
	gw_free(name);
	gw_free(name_len);
	return text;
}

/* Its only parameter file; files that begin with "kim" describe the model. */
static void
find_parameters(void *library, const char *provenance, struct gw_kim_found *f)
{
	char *file;
	int n = 0;

	for (const char *at = gw_edn_files(provenance ? provenance : "");
	    (file = gw_edn_file(&at)); ) {
		size_t size = 0;
		char *text = strncmp(file, "kim", 3) ? symbol(library, file, &size) : NULL;

		if (text && n++ == 0) {
			f->file = gw_strdup(file);
			f->data = text;
			f->size = size;
		} else
			gw_free(text);
		gw_free(file);
	}
	if (n > 1) {
		gw_free(f->file);
		gw_free(f->data);
		f->file = f->data = NULL;
	}
}

/* The path without its detours, for people to read. */
static char *
canonical(const char *path)
{
	char *real = realpath(path, NULL), *s = gw_strdup(real ? real : path);

	free(real);
	return s;
}

static int
read_model(KIM_Collections *c, struct gw_kim_found *f, struct gw_err *e)
{
	const char *library;
	KIM_Collection collection;
	struct texts t;
	void *open;

	if (KIM_Collections_GetItemLibraryFileNameAndCollection(c, MODEL, f->name, &library,
	    &collection))
		return gw_fail(e, GW_NOPOT, "KIM model %s: its library is not there", f->name);
	f->library = canonical(library);
	if (!(open = dlopen(f->library, RTLD_LAZY | RTLD_LOCAL)))
		return gw_fail(e, GW_BADDATA, "%s: %s", f->library, dlerror());
	read_texts(c, f->name, &t);
	f->driver = gw_edn_text(t.spec ? t.spec : "", "model-driver");
	find_parameters(open, t.provenance, f);
	dlclose(open);
	if (!f->data) {
		f->data = gw_strdup(t.provenance ? t.provenance : t.spec ? t.spec : "");
		f->size = strlen(f->data);
	}
	gw_free(t.spec);
	gw_free(t.provenance);
	return 0;
}

int
gw_kim_find(const char *model, struct gw_kim_found *f, struct gw_err *e)
{
	KIM_Collections *c;
	int r;

	memset(f, 0, sizeof *f);
	KIM_Log_PushDefaultVerbosity(KIM_LOG_VERBOSITY_silent);	/* else it writes kim.log */
	if (KIM_Collections_Create(&c))
		r = gw_fail(e, GW_FAILED, "the KIM API has no collections of models");
	else {
		r = full_name(c, model, &f->name, e) < 0 || read_model(c, f, e) < 0 ? -1 : 0;
		KIM_Collections_Destroy(&c);
	}
	KIM_Log_PopDefaultVerbosity();
	if (r < 0)
		gw_kim_clear(f);
	return r;
}

void
gw_kim_clear(struct gw_kim_found *f)
{
	gw_free(f->name);
	gw_free(f->library);
	gw_free(f->driver);
	gw_free(f->file);
	gw_free(f->data);
	memset(f, 0, sizeof *f);
}
