/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Aligned allocation that cannot fail.  A block carries its size in the
 * 64 bytes before it, so that gw_realloc knows what to copy.
 */
#include "base/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ALIGN 64

static void
die(size_t bytes)
{
	char s[96];
	int n = snprintf(s, sizeof s, "glassworks: out of memory (%zu bytes)\n", bytes);

	if (write(2, s, (size_t)n) < 0)
		_exit(1);
	_exit(1);
}

static size_t
bytes_of(size_t n, size_t size)
{
	if (size && n > (SIZE_MAX/2) / size)
		die(SIZE_MAX);
	return n*size;
}

static void *
raw(size_t bytes)
{
	void *p;

	if (posix_memalign(&p, ALIGN, bytes + ALIGN) != 0)
		die(bytes);
	*(size_t *)p = bytes;
	return (char *)p + ALIGN;
}

void *
gw_alloc(size_t n, size_t size)
{
	size_t bytes = bytes_of(n, size);
	void *p = raw(bytes);

	memset(p, 0, bytes);
	return p;
}

void *
gw_realloc(void *p, size_t n, size_t size)
{
	size_t bytes = bytes_of(n, size), old;
	void *q = raw(bytes);

	if (p) {
		old = *(size_t *)((char *)p - ALIGN);
		memcpy(q, p, old < bytes ? old : bytes);
		gw_free(p);
	}
	return q;
}

void *
gw_dup(const void *p, size_t n, size_t size)
{
	void *q = raw(bytes_of(n, size));

	if (n)
		memcpy(q, p, n*size);
	return q;
}

char *
gw_strdup(const char *s)
{
	return gw_dup(s, strlen(s) + 1, 1);
}

char *
gw_format(const char *fmt, ...)
{
	va_list ap;
	char *s;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	s = gw_alloc((size_t)n + 1, 1);
	va_start(ap, fmt);
	vsnprintf(s, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return s;
}

void
gw_free(void *p)
{
	if (p)
		free((char *)p - ALIGN);
}

void
gw_reserve(void *p, size_t *cap, size_t need, size_t size)
{
	void **q = p;

	if (*q && need <= *cap)
		return;
	*cap = need + need/2 + 16;
	*q = gw_realloc(*q, *cap, size);
}
