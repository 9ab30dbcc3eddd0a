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
export OMP_NUM_THREADS=1	# GNU parallel has the cores

melted() {
	liquid -q -p "$POTENTIAL_SPEC" -n "$1" -T "$MELT" --hold "$HOLD" --seed "$2" "$COMPOSITION"
}

inherent() {
	slice -q -w "target>$(($1 - 1)).5" -w "target<$1.5" "$dir/quench-$seed.tgz" | minimize -q --ftol "$FTOL"
}

# From one temperature to another by legs of LEG K, each a file that stays until all are there, so that a long
# ramp can be stopped: ramp NAME FROM TO RATE START, a stream whose last frame is taken.
ramp() {
	local t=$2 last=$5 legs=() sign=1

	[ ! -e "$dir/$1.tgz" ] || return 0
	[ "$3" -gt "$2" ] || sign=-1
	while [ "$t" -ne "$3" ]; do
		t=$((t + sign*LEG))
		[ $((sign*(t - $3))) -le 0 ] || t=$3
		once "$dir/$1.to-$t.tgz" leg "${#legs[@]}" "$2" "$t" "$4" "$last"
		last=$dir/$1.to-$t.tgz
		legs+=("$last")
	done
	cat "${legs[@]}" >"$dir/$1.part"
	mv "$dir/$1.part" "$dir/$1.tgz"
	rm "${legs[@]}"
}

# The first leg begins at FROM, the others where the last one ended: leg NUMBER FROM TO RATE START
leg() {
	slice -q --last 1 "$5" | quench -q $([ "$1" != 0 ] || echo "--from $2") --to "$3" --rate "$4" --every-T "$EVERY"
}

glass() {
	local t

	once "$dir/liquid-$seed.tgz" melted "$ATOMS" "$seed"
	ramp "quench-$seed" "$MELT" "$END" "$RATE" "$dir/liquid-$seed.tgz"
	for t in $(temperatures "$seed"); do
		once "$(minimum "$seed.$t")" inherent "$t"
		[ -n "$(atoms_of "$(minimum "$seed.$t")")" ] || {
			echo "samples.sh: no frame at $t K: TEMPERATURES are multiples of EVERY" >&2; exit 1; }
	done
	[ "$seed" != "$FIRST" ] || [ -z "$HEAT_TO" ] || ramp heat-glass "$END" "$HEAT_TO" "$HEAT_RATE" "$dir/quench-$seed.tgz"
}

b2() {
	once "$dir/b2.tgz" crystal -q -p "$POTENTIAL_SPEC" --cells "$CELLS" b2 Cu Zr
	ramp heat-b2 "$END" "$HEAT_TO" "$HEAT_RATE" "$dir/b2.tgz"
}

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
b2)	b2 ;;
block)	once "$(minimum block)" cooled ;;
esac
