/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The headers of ustar entries. */
#include "formats/ustar.h"

#include <stdio.h>
#include <string.h>

enum {		/* offsets and lengths of the fields */
	NAME = 0,	NAME_LEN = 100,
	MODE = 100,	UID = 108,	GID = 116,
	SIZE = 124,	SIZE_LEN = 12,
	MTIME = 136,
	SUM = 148,	SUM_LEN = 8,
	KIND = 156,
	MAGIC = 257,
	MAJOR = 329,	MINOR = 337
};

/* The sum of all bytes, with the checksum's own field taken as spaces. */
static unsigned
sum(const unsigned char *h)
{
	unsigned s = 0;

	for (int k = 0; k < GW_USTAR_BLOCK; k++)
		s += k >= SUM && k < SUM + SUM_LEN ? ' ' : h[k];
	return s;
}

static void
octal(unsigned char *field, int digits, uint64_t v)
{
	for (int k = digits; k-- > 0; v /= 8)
		field[k] = (unsigned char)('0' + v%8);
}

int
gw_ustar_make(unsigned char h[GW_USTAR_BLOCK], const char *name, uint64_t size,
	struct gw_err *e)
{
	size_t n = strlen(name);

	if (n > NAME_LEN)
		return gw_fail(e, GW_BADDATA, "entry name longer than %d bytes: %s",
		    NAME_LEN, name);
	if (size > GW_USTAR_MAXSIZE)
		return gw_fail(e, GW_BADDATA, "entry %s is larger than 8 GiB", name);
	memset(h, 0, GW_USTAR_BLOCK);
	memcpy(h + NAME, name, n);
	octal(h + MODE, 7, 0644);
	octal(h + UID, 7, 0);
	octal(h + GID, 7, 0);
	octal(h + SIZE, 11, size);
	octal(h + MTIME, 11, 0);
	h[KIND] = '0';
	memcpy(h + MAGIC, "ustar\00000", 8);
	octal(h + MAJOR, 7, 0);
	octal(h + MINOR, 7, 0);
	octal(h + SUM, 6, sum(h));
	h[SUM + 7] = ' ';
	return 0;
}

/*
 * Octal digits, perhaps after spaces, up to a NUL, a space or the end of the
 * field; after that only NULs and spaces.
 */
static int
number(const unsigned char *field, int len, uint64_t *v)
{
	int k = 0, digits = 0;

	*v = 0;
	while (k < len && field[k] == ' ')
		k++;
	for (; k < len && field[k] >= '0' && field[k] <= '7'; k++, digits++)
		*v = *v*8 + (uint64_t)(field[k] - '0');
	for (; k < len; k++)
		if (field[k] != 0 && field[k] != ' ')
			return -1;
	return digits ? 0 : -1;
}

/*
 * The checksum's field guards all others, so it must be exactly what it should
 * be: six digits, NUL, space, as every tar of today writes it.
 */
static int
sum_is_right(const unsigned char *h)
{
	unsigned char field[SUM_LEN] = { [7] = ' ' };

	octal(field, 6, sum(h));
	return memcmp(h + SUM, field, SUM_LEN) == 0;
}

/* The name without directories; without a trailing slash. */
static void
base_name(const unsigned char *h, char *name)
{
	char *slash;
	size_t n;

	memcpy(name, h + NAME, NAME_LEN);
	name[NAME_LEN] = 0;
	n = strlen(name);
	if (n && name[n - 1] == '/')
		name[n - 1] = 0;
	slash = strrchr(name, '/');
	if (slash)
		memmove(name, slash + 1, strlen(slash + 1) + 1);
}

int
gw_ustar_parse(const unsigned char h[GW_USTAR_BLOCK], int canonical,
	struct gw_ustar *u, struct gw_err *e)
{
	unsigned char same[GW_USTAR_BLOCK];

	if (memcmp(h + MAGIC, "ustar", 5) != 0 || !sum_is_right(h))
		return gw_fail(e, GW_BADDATA, "damaged tar header (its checksum is wrong)");
	if (number(h + SIZE, SIZE_LEN, &u->size) < 0)
		return gw_fail(e, GW_BADDATA, "damaged tar header (its size is no number)");
	base_name(h, u->name);
	u->kind = h[KIND] ? (char)h[KIND] : '0';
	if (canonical && (gw_ustar_make(same, u->name, u->size, e) < 0
	    || memcmp(h, same, sizeof same) != 0))
		return gw_fail(e, GW_BADDATA, "damaged tar header (not as it was written)");
	return 0;
}
