/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of KIM models; the header says how much of EDN this is. */
#include "formats/edn.h"

#include <string.h>

#include "base/mem.h"

#define BLANK " \t\r\n,"

/* A quoted text at *at: a new string, *at behind it; NULL: there is none. */
static char *
quoted(const char **at)
{
	const char *s = *at + strspn(*at, BLANK), *end;

	if (*s != '"' || !(end = strchr(s + 1, '"')))
		return NULL;
	*at = end + 1;
	return gw_format("%.*s", (int)(end - s - 1), s + 1);
}

/* Behind "key", NULL if it is not there. */
static const char *
behind(const char *edn, const char *key)
{
	char *k = gw_format("\"%s\"", key);
	const char *s = strstr(edn, k);

	s = s ? s + strlen(k) : NULL;
	gw_free(k);
	return s;
}

char *
gw_edn_text(const char *edn, const char *key)
{
	const char *s = behind(edn, key);
	char *text = s ? quoted(&s) : NULL;

	return text ? text : gw_strdup("");
}

const char *
gw_edn_files(const char *edn)
{
	const char *s = behind(edn, "checksums");

	s = s ? s + strspn(s, BLANK) : NULL;
	return s && *s == '{' ? s + 1 : NULL;
}

char *
gw_edn_file(const char **at)
{
	char *file = *at ? quoted(at) : NULL, *sum = file ? quoted(at) : NULL;

	if (!sum) {
		gw_free(file);
		file = NULL;
	}
	gw_free(sum);
	return file;
}
