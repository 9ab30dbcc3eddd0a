/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of triplets: sw and tersoff. */
#include "formats/sw.h"
#include "formats/tersoff.h"
#include "fuzz.h"

#include <math.h>
#include <stdlib.h>

static void
try(const uint8_t *data, size_t size, const struct gw_triplets_format *format)
{
	char title[256], species[2][16] = { "Si", "C" };
	const double *row[8];
	struct gw_pot_arg a = { .nspecies = 2, .species = species, .dim = 3 };
	struct gw_err e;
	struct gw_triplets *t = gw_triplets_read("fuzz", data, size, format, title, &e);

	if (!t)
		return;
	if (t->n < 1 || !isfinite(t->entry[t->n - 1].value[t->nvalue - 1]))
		abort();
	if (gw_triplets_bind(t, &a, row, &e) == 0 && !(row[7][0] >= 0))
		abort();
	gw_triplets_free(t);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	try(data, size, &gw_sw_format);
	try(data, size, &gw_tersoff_format);
	return 0;
}

size_t
fuzz_seed(int k, uint8_t *buf, size_t cap)
{
	static const char *const seed[] = {
		"# DATE: 2007-06-11 UNITS: metal\n\nSi Si Si 2.1683 2.0951 1.80 21.0 1.20 -0.3333\n"
		"   7.049 0.6022 4.0 0.0 0.0\n",
		"### x\r\nSi Si Si 1 2 3 4 5 -1 7 8 9 10 0\r\nSi Si C 1 2 3 4 5 6 7 8 9 10 0 # y\r\n"
		"Si C Si 1 2 3 4 5 6 7 8 9 10 0\r\nSi C C 1 2 3 4 5 6 7 8 9 10 0\r\n"
		"C Si Si 1 2 3 4 5 6 7 8 9 10 0\r\nC Si C 1 2 3 4 5 6 7 8 9 10 0\r\n"
		"C C Si 1 2 3 4 5 6 7 8 9 10 0\r\nC C C 1 2 3\r\n4 5 6 7\r\n8 9 10 1e-3\r\n",
		"Si Si Si 3 1 1.3 4.8 2.0 0 22.9 0.33 1.3 95.3 3.0 0.2 3.2 3264.7 # m = 3\n",
		"Si Si Si 1 1 0 1 2 -.5 .7 1e-6 1.7 471 2.6 .1 2.4 1830\n"
		"Si Si C 1 1 0 1 2 -.5 0 0 0 0 2.6 .1 0 0\nSi C Si 1 1 0 1 2 -.5 0 0 0 0 2.6 .1 0 0\n"
		"Si C C 1 1 0 1 2 -.5 .7 1e-6 1.7 471 2.6 .1 2.4 1830\n"
		"C Si Si 1 1 0 1 2 -.5\n.7 1e-6 1.7 471 2.6 .1 2.4 1830\n"
		"C Si C 1 1 0 1 2 -.5 0 0 0 0 2.6 .1 0 0\nC C Si 1 1 0 1 2 -.5 0 0 0 0 2.6 .1 0 0\n"
		"C C C 1 1 0 1 2 -.5 .7 1e-6 1.7 471 2.6 .1 2.4 1830\n",
	};

	return fuzz_text(seed, sizeof seed/sizeof *seed, k, buf, cap);
}
