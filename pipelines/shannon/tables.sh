#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The tables that figures are drawn from, out of what the jobs left: tables.sh NAME >NAME.tsv
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/names.sh"

KB=8.617333262e-5	# eV/K

# Heat capacity per atom from the mean curve of the samples.
capacity() {
	thermo -q -w "$WINDOW" -T T -c H "$OUT/cooling.tsv" >"$OUT/capacity.part"
	head_of "$OUT/capacity.part" 'T[K]' 'cp[kB]' 'cp_error[kB]'
	columns "$OUT/capacity.part" temperature slope slope_error |
		awk -F '\t' -v OFS='\t' -v k=$KB '$2 != "nan" { print $1, $2/k, $3/k }'
	rm "$OUT/capacity.part"
}

# Entropy of the Voronoi indices <n3,n4,n5,n6> at each temperature, all samples together.
structure() {
	local t s f

	for t in $TEMPERATURES; do for s in $SEEDS; do
		among "$t" "$(temperatures "$s")" || continue
		voronoi -q --table "$(minimum "$s.$t")" >"$OUT/structure.part"
		columns "$OUT/structure.part" n3 n4 n5 n6 |
			awk -F '\t' -v t="$t" '{ printf "%s\t<%d,%d,%d,%d>\n", t, $1, $2, $3, $4 }'
	done; done >"$OUT/structure.rows"
	grep '^#' "$OUT/structure.part"
	{ printf 'T[K]\tindex\n'; cat "$OUT/structure.rows"; } | shannon -q -c index --by T -B "$BOOTSTRAP" -
	rm "$OUT/structure.part" "$OUT/structure.rows"
}

# Entropy per atom of a heated sample, from ZERO on: target, T, S [kB].  Below, dH/T of a short run is noise,
# and a classical glass takes up what a classical crystal does.
heating() {
	local f=$OUT/samples/heat-$1.tgz n

	n=$(atoms_of "$f")
	tab -q target temperature_mean enthalpy_mean "$f" >"$OUT/heating.part"
	thermo -q -w "$WINDOW" --entropy -T temperature_mean -c enthalpy_mean "$OUT/heating.part" >"$OUT/heating.sorted"
	head_of "$OUT/heating.part" target T S
	paste <(columns "$OUT/heating.part" temperature_mean target | sort -g) <(columns "$OUT/heating.sorted" temperature entropy) |
		awk -F '\t' -v OFS='\t' -v k=$KB -v n="$n" -v from="$ZERO" '
			$3 >= from && !n0++ { s0 = $4 }
			{ line[NR] = $2 OFS $3; s[NR] = $4 }
			END { for (i = 1; i <= NR; i++) print line[i], (s[i] - s0)/n/k }' | sort -g
	rm "$OUT/heating.part" "$OUT/heating.sorted"
}

# What the glass takes up more than the crystal: S(glass) - S(B2).
excess() {
	heating b2 >"$OUT/excess.b2"
	heating glass >"$OUT/excess.glass"
	grep -h '^#' "$OUT/excess.b2"
	head_of "$OUT/excess.glass" 'target[K]' 'T[K]' 'glass[kB]' 'b2[kB]' 'excess[kB]'
	paste <(rows "$OUT/excess.glass") <(rows "$OUT/excess.b2") |
		awk -F '\t' -v OFS='\t' -v from="$ZERO" '$1 != $4 { print "the heated frames do not match" >"/dev/stderr"; exit 1 }
			$1 >= from { print $1, $2, $3, $6, $3 - $6 }'
	rm "$OUT/excess.b2" "$OUT/excess.glass"
}

case $1 in
capacity|structure|excess) "$1" ;;
*)	. "$here/tables-events.sh"; "$1" ;;
esac
