#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Core-hours of the paper's figure 5 from measured rates, the mean over temperatures: cost.sh RATE.tsv STRUCTURES
# The paper has 219,520 events (20 around each of 10,976 atoms) in each inherent structure.
set -eu -o pipefail

awk -F '\t' -v n="$2" '
	!/^#/ && $1 ~ / K$/ {
		if (!$3) { print "no events at " $1 >"/dev/stderr"; bad = 1; exit 1 }
		printf "%s: %d attempts, %d events, %.1f CPU s: %.3f events per CPU second\n", $1, $2, $3, $4, $3/$4
		m++; h += 219520*$4/$3/3600
	}
	END { if (!bad) printf "219520 events of an inherent structure: %.0f core-hours; %d structures: %.0f\n", h/m, n, n*h/m }' "$1"
