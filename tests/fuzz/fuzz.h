/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A fuzz target is one file that defines the two functions below; driver.c
 * gives it a main().  The first has libFuzzer's name and type, so that the
 * same file also links with `clang -fsanitize=fuzzer` in place of driver.c.
 */
#ifndef GW_TESTS_FUZZ_H
#define GW_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Parse the bytes; any outcome but a crash, a leak or a hang is right.  Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/*
 * The k-th good input to start from: its bytes go to buf, its length is
 * returned; 0 when there are no more.  At most cap bytes.
 */
size_t fuzz_seed(int k, uint8_t *buf, size_t cap);

/* The body of fuzz_seed for good inputs that are n texts. */
static inline size_t
fuzz_text(const char *const *text, size_t n, int k, uint8_t *buf, size_t cap)
{
	size_t size;

	if (k < 0 || (size_t)k >= n || (size = strlen(text[k])) > cap)
		return 0;
	memcpy(buf, text[k], size);
	return size;
}

#endif
