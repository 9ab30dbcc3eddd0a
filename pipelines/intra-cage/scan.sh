#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# One minimum, atom by atom: scan.sh GROUP.SEED (or b2.1, the crystal).
#	OUT/scans/NAME.tsv		Omega of every atom at every radius
#	NAME.cells.tsv			its Voronoi cell
#	NAME.star.tsv			where its energy is lowest, on a fine ladder of radii
#	NAME.directions.tsv		in which part of the atoms each direction lowers the energy
#	NAME.atom, NAME.map-K.tsv, NAME.bundle.tsv	one atom: its id, maps at three radii, curves
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/models.sh"
group=${1%.*} seed=${1##*.}
file=$OUT/scans/$1
start=$OUT/cycles/$1.$TIGHT.start.tgz
unset OMP_NUM_THREADS

scan() { perturb-scan -q "$@" "$start"; }

# A typical atom: the id of the row whose COLUMN is nearest to its mean: typical COLUMN <TABLE
typical() {
	columns "$file.tsv" id "$1" | awk -F '\t' '
		{ id[NR] = $1; v[NR] = $2; s += $2 }
		END { for (k = 1; k <= NR; k++) { d = v[k] - s/NR; if (d < 0) d = -d
			if (k == 1 || d < best) { best = d; at = id[k] } }
		      print at }'
}

star() {
	scan --dr "$DRSTAR" --directions "$DIRECTIONS" >"$file.star.tmp"
	grep '^#' "$file.star.tmp"
	printf 'id\tdr_star\tdr_newton\tmin_dE_atom\n'
	columns "$file.star.tmp" id dr_star dr_newton min_dE_atom
	rm "$file.star.tmp"
}

map() {
	scan --map "$1" --dr "$2" --grid 36x72 | mollweide --grid 120x60 -c dE_atom -c dr
}

# Maps at three radii, in units of the distance of the nearest neighbours, and curves along many directions.
one_atom() {
	local k=0 dr

	once "$file.atom" typical "$1"
	for dr in ${MAPDR//,/ }; do
		k=$((k + 1))
		once "$file.map-$k.tsv" map "$(cat "$file.atom")" "${dr}R"
	done
	once "$file.bundle.tsv" scan --map "$(cat "$file.atom")" --dr "$BUNDLE" --directions "$BUNDLED"
}

if [ "$group" = b2 ]; then
	start=$file.start.tgz
	once "$start" crystal -q -p "$SPEC_mg" --cells "$CELLS" b2 Cu Zr
fi
once "$file.tsv" scan --dr "$DR" --directions "$DIRECTIONS"
once "$file.cells.tsv" voronoi -q --table "$start"
case $group in
mg-*)	once "$file.star.tsv" star
	once "$file.directions.tsv" scan --dr 0.01 --grid "$GRID" --by-direction ;;
esac
[ "$seed" != "${SEEDS%% *}" ] || case $group in
"$METAL")	one_atom 'omega[0.01]' ;;
"$PAIR")	one_atom h_atom_1 ;;
b2)		one_atom h_atom_1 ;;
esac
