/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The little of EDN (extensible data notation) that the texts of KIM models
 * need: kimspec.edn is a map of texts, kimprovenance.edn a vector of entries,
 * the latest first, each with a map of checksums of the model's files.
 */
#ifndef GW_FORMATS_EDN_H
#define GW_FORMATS_EDN_H

/* The text behind "key": a new string, "" when there is none. */
char *gw_edn_text(const char *edn, const char *key);

/* The start of the first map "checksums" {"file" "sum" ...}, NULL if there is none. */
const char *gw_edn_files(const char *edn);

/* The next file of the map, a new string, NULL at its end; *at is moved on. */
char *gw_edn_file(const char **at);

#endif
