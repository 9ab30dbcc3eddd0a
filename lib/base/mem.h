/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory.  Running out of it is the one thing that ends the program from
 * inside the library (message on stderr, exit status 1), so that no caller
 * needs a clean-up ladder.  All blocks are aligned to 64 bytes and are
 * released with gw_free (NULL is accepted).
 */
#ifndef GW_BASE_MEM_H
#define GW_BASE_MEM_H

#include <stddef.h>

/* n items of the given size, zeroed; never NULL, also for n = 0. */
void *gw_alloc(size_t n, size_t size);

/* Grow or shrink p to n items; the new part is not initialised. */
void *gw_realloc(void *p, size_t n, size_t size);

/* A copy of n items. */
void *gw_dup(const void *p, size_t n, size_t size);

char *gw_strdup(const char *s);

/* printf into a new string. */
char *gw_format(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

void gw_free(void *p);

/*
 * A growing buffer: make sure that *p holds at least `need` items.
 * *cap is the capacity in items; it grows by half.
 */
void gw_reserve(void *p, size_t *cap, size_t need, size_t size);

#endif
