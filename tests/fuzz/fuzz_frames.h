/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of targets that read frames from text, with three sets of options. */
#ifndef GW_TESTS_FUZZ_FRAMES_H
#define GW_TESTS_FUZZ_FRAMES_H

#include "formats/stream.h"
#include "formats/text.h"
#include "fuzz.h"

/* The target's own: all frames of t with the options `way` (0, 1, 2); f is for what comes beside the atoms. */
static void read_all(struct gw_text *t, int way, struct gw_frame *f);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	for (int way = 0; way < 3; way++) {
		struct gw_text *t = gw_text_memory("fuzz", data, size);
		struct gw_frame *f = gw_frame_new();

		read_all(t, way, f);
		gw_frame_free(f);
		gw_text_close(t);
	}
	return 0;
}

#endif
