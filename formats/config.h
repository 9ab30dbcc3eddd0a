/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Frames and systems: the standard members of a frame (formats/stream.5,
 * "Standard members") become a struct gw_sys and go back.
 */
#ifndef GW_FORMATS_CONFIG_H
#define GW_FORMATS_CONFIG_H

#include "cell/sys.h"
#include "formats/stream.h"

#define GW_FORMAT_VERSION 1

/*
 * The system of a frame; NULL and GW_BADDATA when pos, type, box or species
 * are missing or do not fit (the message names frame and atom).  The frame
 * stays as it was; pos in float32 or quantised integers is widened.
 */
struct gw_sys *gw_config_read(const struct gw_frame *f, struct gw_err *e);

/*
 * Store s in the frame: version, units, dimension, box, species, pos, type, id, and vel
 * when s has velocities (else vel is dropped).  Everything else in the frame stays as it is.
 */
void gw_config_write(struct gw_frame *f, const struct gw_sys *s);

/* Append one provenance entry {program, version, argv, seed} to meta. */
void gw_config_provenance(struct gw_frame *f, const char *program, const char *version,
	int argc, char *const *argv, int64_t seed);

#endif
