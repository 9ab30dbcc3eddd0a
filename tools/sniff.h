/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an input is, by its first bytes, which stay where they are. */
#ifndef GW_TOOLS_SNIFF_H
#define GW_TOOLS_SNIFF_H

/*
 * 1: a table, that is text; 0: a stream, or nothing that can be opened (its reader says why).
 * "-" is standard input.
 */
int sniff_table(const char *name);

#endif
