/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compositions: what is taken gives counts that add up. */
#include "cell/compose.h"
#include "fuzz.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gw_composition c;
	struct gw_err e = { 0 };
	char text[256];
	int count[GW_MAXPARTS], sum = 0;

	if (size >= sizeof text)
		size = sizeof text - 1;
	memcpy(text, data, size);
	text[size] = 0;
	if (gw_composition_parse(text, &c, &e) < 0)
		return 0;
	gw_composition_counts(&c, 1000, count);
	for (int k = 0; k < c.n; k++) {
		if (count[k] < 0 || !(c.part[k] > 0))
			abort();
		sum += count[k];
	}
	if (sum != 1000)
		abort();
	return 0;
}

size_t
fuzz_seed(int k, uint8_t *buf, size_t cap)
{
	static const char *const seed[] = { "Cu50Zr50", "A80B20", "Cu64.5Zr35.5", "Pd77.5Cu6Si16.5" };

	return fuzz_text(seed, sizeof seed/sizeof *seed, k, buf, cap);
}
