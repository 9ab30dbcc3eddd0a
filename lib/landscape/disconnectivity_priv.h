/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two files of disconnectivity share. */
#ifndef GW_LANDSCAPE_DISCONNECTIVITY_PRIV_H
#define GW_LANDSCAPE_DISCONNECTIVITY_PRIV_H

#include "landscape/disconnectivity.h"

/* A tree of n nodes, zeroed. */
struct gw_tree *gw_tree_blank(int32_t nleaf, int32_t n);

/*
 * The tree over the leaves with mask (NULL: all) of one whose merges may have any number of
 * children and the energy of their parent: a merge of fewer than two branches is none (but
 * a root stays), and merges at the energy of their parent become part of it.
 */
struct gw_tree *gw_tree_condense(const struct gw_tree *t, const char *mask);

#endif
