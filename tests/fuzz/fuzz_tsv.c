/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables. */
#include "base/mem.h"
#include "formats/tsv.h"
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FILE *in = size ? fmemopen((void *)(uintptr_t)data, size, "r") : fopen("/dev/null", "r");
	struct gw_err e;
	struct gw_tsv *t = gw_tsv_read(in, "fuzz", &e);

	fclose(in);
	for (int k = 0; t && k < t->ncol; k++) {
		gw_free(gw_tsv_numbers(t, k, &e));
		if (gw_tsv_find(t, t->column[k], &e) < 0)
			abort();
	}
	gw_tsv_free(t);
	return 0;
}

size_t
fuzz_seed(int k, uint8_t *buf, size_t cap)
{
	static const char *const seed[] = {
		"# made\nid\te[eV]\tomega[0.01]\n1\t-0.5\tnan\n2\t1e3\tinf\n# more\n3\t\t0\n",
		"a\r\n1\r\n2\r\n",
	};

	return fuzz_text(seed, sizeof seed/sizeof *seed, k, buf, cap);
}
