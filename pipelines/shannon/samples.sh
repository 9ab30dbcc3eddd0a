#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# One sample: samples.sh glass.SEED|b2|block.  The parameters are in the environment (Makefile); a file
# that is there is complete and stays, so that a run can go on.
#	OUT/samples/liquid-SEED.tgz, quench-SEED.tgz	at MELT; frames on the way down
#	is-SEED.T.tgz		the inherent structure of the frame at T
#	heat-glass.tgz, heat-b2.tgz	the first glass, and the crystal, heated
#	is-block.tgz		a larger glass, in which regions of different size are compared
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/names.sh"
dir=$OUT/samples
seed=${1##*.}
unset OMP_NUM_THREADS		# one thread a job: GNU parallel has the cores

melted() {
	liquid -q -p "$POTENTIAL_SPEC" -n "$1" -T "$MELT" --hold "$HOLD" --seed "$2" "$COMPOSITION"
}

inherent() {
	slice -q -w "target>$(($1 - 1)).5" -w "target<$1.5" "$dir/quench-$seed.tgz" | minimize -q --ftol "$FTOL"
}

heated() {
	quench -q --from "$END" --to "$HEAT_TO" --rate "$HEAT_RATE" --every-T "$EVERY" "$@"
}

glass() {
	local t

	once "$dir/liquid-$seed.tgz" melted "$ATOMS" "$seed"
	once "$dir/quench-$seed.tgz" quench -q --to "$END" --rate "$RATE" --every-T "$EVERY" "$dir/liquid-$seed.tgz"
	for t in $(temperatures "$seed"); do
		once "$(minimum "$seed.$t")" inherent "$t"
		[ -n "$(atoms_of "$(minimum "$seed.$t")")" ] || {
			echo "samples.sh: no frame at $t K: TEMPERATURES are multiples of EVERY" >&2; exit 1; }
	done
	[ "$seed" != "$FIRST" ] || [ -z "$HEAT_TO" ] || once "$dir/heat-glass.tgz" heat_glass
}

heat_glass() { slice -q --last 1 "$dir/quench-$seed.tgz" | heated; }
heat_b2() { crystal -q -p "$POTENTIAL_SPEC" --cells "$CELLS" b2 Cu Zr | heated; }

# Down the ladder BLOCK_COOLING of TEMPERATURE:RATE.
cooled() {
	local step out=$dir/block.part

	melted "$BLOCK_ATOMS" 1 >"$out"
	for step in $BLOCK_COOLING; do
		quench -q --to "${step%%:*}" --rate "${step#*:}" "$out" >"$out.next"
		mv "$out.next" "$out"
	done
	minimize -q --ftol "$FTOL" "$out"
	rm "$out"
}

case $1 in
glass.*) glass ;;
b2)	once "$dir/heat-b2.tgz" heat_b2 ;;
block)	once "$(minimum block)" cooled ;;
esac
