#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What was measured beside what is published: results.sh >results.tsv
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/names.sh"

last() { echo "${1##* }"; }
COLD=${TEMPERATURES%% *} HOT=$(last "$TEMPERATURES")

# the middle one of a list
middle() { set -- $1; shift $((($# - 1)/2)); echo "$1"; }

# Not a number when the branches cross outside the data; the larger of the errors of fit and between samples.
tg() {
	awk -F '\t' -v q="$1" -v lo="$END" -v hi="$MELT" '$1 == q { e = ($3 > $4) ? $3 : $4
		if ($2 > lo && $2 < hi) printf "%.4g %.2g\n", $2, e }' "$OUT/tg.tsv"
}

# The step of C_p, below the range where it falls again.
tg_of_cp() {
	fit -q tanh -x T -y cp --range 100:1100 "$OUT/capacity.tsv" | parameter centre
}

# A parameter of a fit: parameter NAME <TABLE
parameter() { awk -F '\t' -v p="$1" '$1 == p { printf "%.4g %.2g\n", $2, $3 }'; }

# Where the step of a fitted tanh is, if it is wide enough for the points to show and its place is known: step FROM TO
step() {
	awk -F '\t' -v a="$1" -v b="$2" '{ v[$1] = $2; error[$1] = $3 }
		END { if (v["width"] != "nan" && error["centre"] < b - a) printf "%.4g %.2g\n", v["centre"], error["centre"] }'
}

# Median over the temperatures of a column of parameters.tsv, and half of what the middle half of them spans.
median() {
	rows "$OUT/parameters.tsv" | awk -F '\t' -v c="$1" '$c != "nan" { print $c }' | sort -g | awk '
		function at(q,	k) { k = 1 + q*(NR - 1); return x[int(k)] + (k - int(k))*(x[int(k) + (int(k) < NR)] - x[int(k)]) }
		{ x[NR] = $1 }
		END { if (NR) printf "%.3f %.2g\n", at(0.5), (at(0.75) - at(0.25))/2 }'
}

# A difference of two lines of value and error
difference() { paste -d ' ' "$1" "$2" | awk '{ printf "%.4g %.2g\n", $1 - $3, sqrt($2^2 + $4^2) }'; }

# Slope of S of barriers against a column of related.tsv
slope() {
	{ printf 'x\ty\te\n'
	  rows "$OUT/related.tsv" | awk -F '\t' -v OFS='\t' -v c="$1" '$c != "nan" { print $c, $2, $3 }'
	} | fit -q line -x x -y y -e e - | parameter slope
}

# Sum of one column of outcomes.tsv over that of another
part_of() {
	rows "$OUT/outcomes.tsv" | awk -F '\t' -v a="$1" -v b="$2" '
		{ n += $a; c += $b } END { p = c/n; printf "%.3f %.2g\n", p, sqrt(p*(1 - p)/n) }'
}

deviation() { pick ensemble "$1" 4 5 | awk '{ printf "%.3f %.2g\n", $1, $2 }'; }
below_critical() { pick critical "$1" 3 | awk '{ printf "%.3f -\n", $1 }'; }
depth() { pick depths "$1" 6 | awk '{ printf "%.4f -\n", $1 }'; }
ks_of() { pick ks "$1" 7 8 | awk '{ printf "%.3f -\n", $1 }'; }
quantile() { awk -F '\t' -v w="$1" -v q="$2" '$1 == w && $3 >= q { printf "%.4f -\n", $2; exit }' "$OUT/tolerance.tsv"; }

# What another width of the bins makes of S: WIDTHS holds the width and its half, or near to it.
half_width() {
	rows "$OUT/widths.tsv" | awk -F '\t' -v t="$COLD" -v w="$WIDTH" '$1 == t { s[$2 + 0] = $5; e[$2 + 0] = $4 }
		END { h = w/2; if (h in s) printf "%.3f %.2g\n", s[h] - s[w + 0], e[w + 0] }'
}

# What it makes of S to take only events that the whole system connects, too, less what it makes to take as few of all.
whole_less_all() {
	local t

	for t in $TEMPERATURES; do
		echo "$(pick entropy "$t whole" 8) $(pick entropy "$t evenly" 8)"
	done | awk 'NF == 2 { print $1 - $2 }' | mean | awk '{ printf "%.3f %.2g\n", $1, $2 }'
}

# Rows for each temperature: events, those that the whole system connects, and the entropy of both.
both_sets() {
	local t set

	for t in $TEMPERATURES; do
		pick outcomes "$t" 3 4 | awk -v t="$t" '{
			printf "events at %s K\t-\t%d\t-\t1\tthis study\n", t, $1
			printf "events at %s K that the whole system connects\t-\t%d\t-\t1\tthis study\n", t, $2 }'
		for set in all whole evenly; do
			pick entropy "$t $set" 8 7 | awk -v t="$t" -v set="$set" '
				BEGIN { name["all"] = ""; name["whole"] = ", whole system"; name["evenly"] = ", as many of all" }
				{ printf "S of barriers at %s K%s\t-\t%.3f\t%.2g\t1\tthis study\n", t, name[set], $1, $2 }'
		done
	done
}

measured() {
	local r

	case $1 in
	'T_g from V(T)') tg V ;;
	'T_g from E(T)') tg E ;;
	'T_g from H(T)') tg H ;;
	'T_g from C_p(T)') tg_of_cp ;;
	'W, coldest') pick parameters "$COLD" 2 3 | awk '{ printf "%.3f %.2g\n", $1, $2 }' ;;
	'W, hottest') pick parameters "$HOT" 2 3 | awk '{ printf "%.3f %.2g\n", $1, $2 }' ;;
	'mu, coldest less hottest') difference <(pick parameters "$COLD" 4 5) <(pick parameters "$HOT" 4 5) ;;
	epsilon) median 8 ;;
	sigma) median 6 ;;
	'dQ_c at 300 K') awk 'BEGIN { printf "%.4f -\n", 8.617333262e-5*300*16*log(10) }' ;;
	'part of the slab below dQ_c, coldest') below_critical "${SLAB_AT%% *}" ;;
	'part of the slab below dQ_c, hottest') below_critical "$(last "$SLAB_AT")" ;;
	'S of barriers, coldest') pick entropy "$COLD all" 8 7 | awk '{ printf "%.3f %.2g\n", $1, $2 }' ;;
	'S of barriers, hottest') pick entropy "$HOT all" 8 7 | awk '{ printf "%.3f %.2g\n", $1, $2 }' ;;
	'D of barriers, coldest') pick entropy "$COLD all" 11 10 | awk '{ printf "%.1f %.2g\n", $1, $2 }' ;;
	'D of barriers, hottest') pick entropy "$HOT all" 11 10 | awk '{ printf "%.1f %.2g\n", $1, $2 }' ;;
	'T of the steepest fall of S') { printf 'T\tS\terror\n'; pick related '' 1 2 3 | sed 1d | tr ' ' '\t'; } |
		fit -q tanh -x T -y S -e error - | step "$COLD" "$HOT" ;;
	'S of Voronoi indices, coldest') pick related "$COLD" 4 5 | awk '{ printf "%.3f %.2g\n", $1, $2 }' ;;
	'D of Voronoi indices, coldest') pick related "$COLD" 8 9 | awk '{ printf "%.1f %.2g\n", $1, $2 }' ;;
	'slope of S of barriers against S of Voronoi indices') slope 4 ;;
	'slope of S of barriers against excess entropy') slope 10 ;;
	'depth of the graph, coldest, '*) depth "${CHAIN_AT%% *} ${1##*, }" ;;
	'depth of the graph, hottest, '*) depth "$(last "$CHAIN_AT") ${1##*, }" ;;
	's.d. of S over samples, coldest') deviation "${ENSEMBLE%% *}" ;;
	's.d. of S over samples, middle') deviation "$(middle "$ENSEMBLE")" ;;
	's.d. of S over samples, hottest') deviation "$(last "$ENSEMBLE")" ;;
	'S at half the width less S, coldest') half_width ;;
	'barrier at 0.05 eV/A less the converged one, median') quantile force 0.5 ;;
	'the same, 90th percentile') quantile force 0.9 ;;
	'barrier in the region less the converged one, median') quantile region 0.5 ;;
	'connected part of the attempts') part_of 2 3 ;;
	'part of the events that the whole system connects') part_of 3 4 ;;
	'S of events that the whole system connects less S of as many of all') whole_less_all ;;
	'KS statistic of R = '*) r=${1#*R = }; ks_of "${r%% *}" ;;
	'median barrier, R = 12 A less all atoms')
		echo "$(pick ks 12 4) $(pick ks full 4)" | awk 'NF == 2 { printf "%.3f -\n", $1 - $2 }' ;;
	esac
}

grep -h '^# potential' "$OUT/events.tsv"
compare
both_sets
