/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single entries: headers, long names, content and padding. */
#include "formats/entry.h"

#include <stdlib.h>
#include <string.h>

static int
cut(struct gw_err *e)
{
	return gw_fail(e, GW_BADDATA, "truncated: the input ends inside an entry");
}

static int
all_zero(const unsigned char *p, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (p[k])
			return 0;
	return 1;
}

int
gw_entry_padding(struct gw_source *s, uint64_t size, struct gw_err *e)
{
	unsigned char pad[GW_USTAR_BLOCK];
	size_t n = (size_t)gw_ustar_padding(size);
	uint32_t crc;
	int64_t got = gw_source_read(s, pad, n, &crc, e);

	if (got < 0)
		return -1;
	if ((size_t)got < n)
		return cut(e);
	return all_zero(pad, n) ? 0 : gw_fail(e, GW_BADDATA, "damaged padding after an entry");
}

int
gw_entry_content(struct gw_source *s, uint64_t size, void *to, uint32_t *crc,
	struct gw_err *e)
{
	int64_t got = gw_source_read(s, to, size, crc, e);

	if (got < 0)
		return -1;
	return (uint64_t)got < size ? cut(e) : gw_entry_padding(s, size, e);
}

/* "27 path=dir/name\n" records; takes the path, the size must not be overridden. */
static int
pax_records(char *text, size_t n, char *path, size_t room, struct gw_err *e)
{
	char *p = text, *key, *end;
	unsigned long len;

	while (p < text + n) {
		len = strtoul(p, &key, 10);
		end = p + len;
		if (key == p || *key != ' ' || len > (size_t)(text + n - p) || end - 1 <= key
		    || end[-1] != '\n')
			return gw_fail(e, GW_BADDATA, "damaged pax header");
		end[-1] = 0;
		key++;
		if (strncmp(key, "path=", 5) == 0 && strlen(key + 5) < room)
			memcpy(path, key + 5, strlen(key + 5) + 1);
		if (strncmp(key, "size=", 5) == 0)
			return gw_fail(e, GW_BADDATA, "entries above 8 GiB are not supported");
		p = end;
	}
	return 0;
}

/* An entry that says something about the one that follows. */
static int
long_name(struct gw_source *s, const struct gw_ustar *u, char *path, size_t room,
	struct gw_err *e)
{
	char text[8192];
	uint32_t crc;

	if (u->size >= sizeof text)
		return gw_fail(e, GW_BADDATA, "tar extension header too large");
	if (gw_entry_content(s, u->size, text, &crc, e) < 0)
		return -1;
	text[u->size] = 0;
	if (u->kind == 'x')
		return pax_records(text, (size_t)u->size, path, room, e);
	if (u->kind == 'L' && strlen(text) < room)
		memcpy(path, text, strlen(text) + 1);
	return 0;
}

static void
rename_entry(struct gw_ustar *u, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash ? slash + 1 : path;

	if (*base && strlen(base) < sizeof u->name)
		memcpy(u->name, base, strlen(base) + 1);
}

int
gw_entry_header(struct gw_source *s, int between, struct gw_ustar *u, struct gw_err *e)
{
	unsigned char h[GW_USTAR_BLOCK];
	char path[4096] = "";
	uint32_t crc;
	int64_t n;

	for (;;) {
		n = gw_source_read(s, h, sizeof h, &crc, e);
		if (n < 0 || (n == 0 && !*path))
			return (int)n;
		if (n < (int64_t)sizeof h)
			return gw_fail(e, GW_BADDATA,
			    "truncated: the input ends inside a tar header");
		if (all_zero(h, sizeof h) && between && !*path && !gw_source_framed(s))
			continue;
		if (gw_ustar_parse(h, gw_source_framed(s), u, e) < 0)
			return -1;
		if (u->kind == '0')
			break;
		if (u->kind == 'x' || u->kind == 'g' || u->kind == 'L') {
			if (long_name(s, u, path, sizeof path, e) < 0)
				return -1;
		} else if (u->kind != '5')
			return gw_fail(e, GW_BADDATA,
			    "%s: neither a file nor a directory", u->name);
	}
	rename_entry(u, path);
	return 1;
}
