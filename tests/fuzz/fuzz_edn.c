/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of KIM models. */
#include "base/mem.h"
#include "formats/edn.h"
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = gw_alloc(size + 1, 1), *s;
	const char *at;

	memcpy(text, data, size);
	s = gw_edn_text(text, "model-driver");
	if (strchr(s, '"'))
		abort();
	gw_free(s);
	at = gw_edn_files(text);
	while ((s = gw_edn_file(&at))) {
		if (at > text + size)
			abort();
		gw_free(s);
	}
	gw_free(text);
	return 0;
}

size_t
fuzz_seed(int k, uint8_t *buf, size_t cap)
{
	static const char *const seed[] = {
		"{\"domain\" \"openkim.org\"\n \"model-driver\" \"EAM_Dynamo__MD_120291908751_005\"}\n",
		"[{\"checksums\" {\"CMakeLists.txt\" \"f6f4\"\n  \"Cu-Zr_2.eam.fs\" \"2aa1\"}\n"
		"  \"event-type\" \"update\"}\n {\"checksums\" {\"a\" \"b\"}}]\n",
	};

	return fuzz_text(seed, sizeof seed/sizeof *seed, k, buf, cap);
}
