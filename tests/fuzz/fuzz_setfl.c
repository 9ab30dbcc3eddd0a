/* SPDX-License-Identifier: GPL-3.0-or-later */
/* setfl files. */
#include "formats/setfl.h"
#include "fuzz.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gw_setfl_seen seen;
	struct gw_eam_file *f;
	struct gw_err e;

	for (int fs = 0; fs < 2; fs++) {
		f = gw_setfl_read("fuzz", data, size, fs, &seen, &e);
		if (f && !(isfinite(f->F[f->nrho*f->nel - 1]) && isfinite(f->z[f->nr*f->nel*f->nel - 1])))
			abort();
		gw_setfl_free(f);
	}
	return 0;
}

size_t
fuzz_seed(int k, uint8_t *buf, size_t cap)
{
	static const char *const seed[] = {
		"a\nb\nc\n1 Cu\n5 1 5 1 4\n29 63.5 3.6 fcc\n0 1 2 3 4\n5 4 3 2 1\n1 1 1 1 1\n",
		"a\r\nb\r\nc\r\n2 Cu Zr # names\r\n5 0.1 6 0.5 3.0\r\n"
		"29 63.5 3.6 fcc\r\n0 1 2\r\n3 4\r\n6 5 4\r\n3 2 1\r\n1 2 3 4 5 6\r\n"
		"40 91.2 3.2 hcp\r\n0 -1 -2 -3 -4e0\r\n1e-3 2 3 4 5 6\r\n6 5 4 3 2 1\r\n"
		"1 1 1 1 1 1\r\n2 2 2 2 2 2\r\n3 3 3 3 3 3\r\n",
	};

	return fuzz_text(seed, sizeof seed/sizeof *seed, k, buf, cap);
}
