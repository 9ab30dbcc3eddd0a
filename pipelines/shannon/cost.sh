#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Core-hours of the paper's figure 5 from a measured rate: cost.sh RATE.tsv STRUCTURES
# The paper has 219,520 events (20 around each of 10,976 atoms) in each inherent structure.
set -eu -o pipefail

awk -F '\t' -v n="$2" '
	!/^#/ && $1 != "what" { a += $2; c += $3; s += $4 }
	END {
		if (!c) { print "no events" >"/dev/stderr"; exit 1 }
		h = 219520*s/c/3600
		printf "%d attempts, %d events, %.1f CPU s: %.3f events per CPU second\n", a, c, s, c/s
		printf "219520 events of an inherent structure: %.0f core-hours; %d structures: %.0f\n", h, n, n*h }' "$1"
