/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checkpoints: the state of a dynamics run as part of an ordinary frame.
 *
 * meta.md holds the numbers of struct gw_md_state (reals with 17 digits, so
 * exactly), the array list_pos and meta.md.list_box the positions and the box at which the
 * neighbour list was built.  pos and vel are the frame's own.  A frame without
 * meta.md starts a new run.  formats/stream.5 lists the members.
 */
#ifndef GW_FORMATS_CHECKPOINT_H
#define GW_FORMATS_CHECKPOINT_H

#include "dynamics/dynamics.h"
#include "formats/stream.h"

/* Store the state and the list's anchor; the arrays pos and vel are not touched. */
void gw_checkpoint_write(struct gw_frame *f, const struct gw_md *m);

/*
 * 1: *st is the frame's; 0: the frame has no state, *st keeps its values but
 * for the clock (scalars step and time); -1, GW_BADDATA: meta.md is damaged.
 */
int gw_checkpoint_read(const struct gw_frame *f, struct gw_md_state *st, struct gw_err *e);

/*
 * Build fo's list for s from the frame's anchor, when it has one that fits
 * (fo->skin becomes the checkpoint's); else forget the list.
 */
int gw_checkpoint_anchor(const struct gw_frame *f, const struct gw_sys *s,
	struct gw_force *fo, struct gw_err *e);

/*
 * The positions are no longer those of a dynamics run: drop meta.md,
 * list_pos and the scalars that only dynamics knows.
 */
void gw_checkpoint_drop(struct gw_frame *f);

#endif
