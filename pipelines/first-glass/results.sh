#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What was measured beside what is published: results.sh >results.tsv
# The error is the larger of that of the fit, or of the bin, and of the standard error between samples.
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/../common/tables.sh"

larger() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3g", (a > b) ? a : b }'; }

# not a number when the branches cross outside the data
tg() {
	awk -F '\t' -v q="$1" -v lo="$END" -v hi="$MELT" '$1 == q { e = ($3 > $4) ? $3 : $4
		if ($2 > lo && $2 < hi) printf "%.4g %.2g\n", $2, e
		else print "nan nan" }' "$OUT/tg.tsv"
}

# g/cm^3 of each sample; 1.66053906660 g/cm^3 is one amu/A^3 (CODATA 2018)
density() {
	local s mass

	mass=$(peek -q --json "$OUT/glass-${SEEDS%% *}.tgz" | sed -n 1p | grep -o '"mass":[0-9.]*' |
		cut -d: -f2 | awk '{ m += $1; n++ } END { print m/n }')	# equal parts of two species
	for s in $SEEDS; do
		tab -q volume_mean "$OUT/glass-$s.tgz" | awk -v m="$mass" -v n="$ATOMS" '
			/^[0-9]/ { v += $1; k++ } END { printf "%.10g\n", 1.66053906660*m*n*k/v }'
	done | mean | awk '{ printf "%.4g %.1g\n", $1, $2 }'
}

# a column of the row of g in rdf --peaks: of all samples, its error from single ones
peak() {
	local all between s

	all=$(awk -F '\t' -v c="$1" '$1 == "g" { print $c }' "$OUT/peaks.tsv")
	between=$(for s in $SEEDS; do
		rdf -q --rmax 9 --bins "$BINS" --peaks "$OUT/glass-$s.tgz" |
			awk -F '\t' -v c="$1" '$1 == "g" { print $c }'
	done | mean | cut -d' ' -f2)
	printf '%.4g %s\n' "$all" "$(larger "$(awk -v b="$BINS" 'BEGIN { print 9/b/2 }')" "$between")"
}

measured() {
	case $1 in
	'T_g from H(T)') tg H ;;
	'T_g from V(T)') tg V ;;
	'T_g from E(T)') tg E ;;
	'density at 300 K') density ;;
	'first peak of g(r)') peak 2 ;;
	'first minimum of g(r)') peak 4 ;;
	esac
}

grep -h '^#' "$OUT/tg.tsv" "$OUT/peaks.tsv"
compare
