#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The tables that figures are drawn from, out of what the jobs left: tables.sh NAME >NAME.tsv
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/names.sh"

# Heat capacity per atom from the mean curve of the samples, up to where half of the window lies above the last of it.
capacity() {
	thermo -q --kb -w "$WINDOW" -T T -c H "$OUT/cooling.tsv" >"$OUT/capacity.part"
	head_of "$OUT/capacity.part" 'T[K]' 'cp[kB]' 'cp_error[kB]'
	columns "$OUT/capacity.part" temperature slope slope_error | awk -F '\t' -v most="$MELT" -v w="$WINDOW" '$2 != "nan" && $1 < most - w/2'
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

# Entropy per atom of a heated sample over the target temperature, 0 at ZERO: below it dH/T of a short run is
# noise, and a classical glass takes up what a classical crystal does.  heated NAME OPTION ...
heated() {
	thermo -q --entropy --kb --zero "$ZERO" -w "$WINDOW" -T target -c enthalpy_mean \
		--atoms "$(atoms_of "$OUT/samples/heat-$1.tgz")" "${@:2}" "$OUT/samples/heat-$1.tgz"
}

# What the glass takes up more than the crystal.
excess() {
	heated b2 >"$OUT/excess.b2"
	heated glass --minus "$OUT/excess.b2" >"$OUT/excess.glass"
	grep '^#' "$OUT/excess.b2"
	head_of "$OUT/excess.glass" 'T[K]' 'glass[kB]' 'excess[kB]' excess_error
	columns "$OUT/excess.glass" temperature entropy excess excess_error | awk -F '\t' -v from="$ZERO" '$1 >= from'
	rm "$OUT/excess.b2" "$OUT/excess.glass"
}

case $1 in
capacity|structure|excess) "$1" ;;
*)	. "$here/tables-events.sh"; "$1" ;;
esac
