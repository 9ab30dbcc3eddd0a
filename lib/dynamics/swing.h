/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a step under oscillatory shear; private to lib/dynamics. */
#ifndef GW_DYNAMICS_SWING_H
#define GW_DYNAMICS_SWING_H

#include "dynamics/dynamics.h"

/* dv_a/dt = -dgamma/dt v_b while gamma grows by dgamma */
void gw_swing_turn(struct gw_md *m, double dgamma);

/* Positions and box through one step that ends at m->st.step; -1: the box collapses. */
int gw_swing_drift(struct gw_md *m, double before, double after, struct gw_err *e);

/* W_ab + sum m v_a v_b: work of a growth dgamma is minus dgamma times it. */
double gw_swing_push(const struct gw_md *m);

#endif
