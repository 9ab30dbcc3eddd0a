/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where configure found no KIM API. */
#include "formats/kim.h"

#include <string.h>

int
gw_kim_find(const char *model, struct gw_kim_found *f, struct gw_err *e)
{
	memset(f, 0, sizeof *f);
	return gw_fail(e, GW_NOPOT, "kim:%.200s: this glassworks was built without the KIM API: "
	    "install it (Debian: libkim-api-dev, openkim-models), then configure --with-kim and "
	    "build again", model);
}

void
gw_kim_clear(struct gw_kim_found *f)
{
	(void)f;
}
