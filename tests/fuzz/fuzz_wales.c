/* SPDX-License-Identifier: GPL-3.0-or-later */
/* min.data and ts.data: both readers look at the same bytes. */
#include "base/mem.h"
#include "formats/wales.h"
#include "fuzz.h"

#include <math.h>
#include <stdlib.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gw_text *in = gw_text_memory("fuzz", data, size);
	struct gw_err e;
	long n, m;
	double *v = gw_wales_minima(in, &n, &e);
	struct gw_transition *t;

	gw_text_close(in);
	if (!v)
		return 0;
	in = gw_text_memory("fuzz", data, size);
	t = gw_wales_saddles(in, v, n, &m, &e);
	for (long k = 0; t && k < m; k++)
		if (t[k].a < 1 || t[k].a > n || t[k].b < 1 || t[k].b > n || !isfinite(t[k].es))
			abort();
	gw_text_close(in);
	gw_free(t);
	gw_free(v);
	return 0;
}

size_t
fuzz_seed(int k, uint8_t *buf, size_t cap)
{
	static const char *const seed[] = {
		"-44.3D+00 12.5 1 2 1 3.0 4.0 5.0\n  -43.9 12.6 2 1 2 **** 4.0 5.0\r\n",
		"-1 0 1 1 1 1 1 1\n",
	};

	return fuzz_text(seed, sizeof seed/sizeof *seed, k, buf, cap);
}
