/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that come from outside: chemical symbols and unit systems. */
#include "base/units.h"
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum gw_unit_system us;
	char name[64];
	int z;

	if (size >= sizeof name)
		size = sizeof name - 1;
	memcpy(name, data, size);
	name[size] = 0;
	z = gw_atomic_number(name);
	if (z && strcmp(gw_symbol(z), name) != 0)
		abort();
	if (gw_mass(name) > 0 && z == 0)
		abort();
	if (gw_units_find(name, &us) == 0 && strcmp(gw_units(us)->name, name) != 0)
		abort();
	return 0;
}

size_t
fuzz_seed(int k, uint8_t *buf, size_t cap)
{
	static const char *const seed[] = { "Cu", "Zr", "metal", "lj" };

	return fuzz_text(seed, sizeof seed/sizeof *seed, k, buf, cap);
}
