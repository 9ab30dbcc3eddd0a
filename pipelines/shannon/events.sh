#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Saddles around atoms of an inherent structure: events.sh SEED.T.SHARD
#	OUT/events/NAME.tgz, NAME.tsv	the events; what became of every attempt
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/names.sh"
shard=${1##*.} config=${1%.*}
t=${config##*.} seed=${config%.*}
file=$OUT/events/$1
export OMP_NUM_THREADS=1

# Every atom; or CENTRES of them (FURTHER in samples after the first), evenly; or, where the map of figure 4 is
# drawn, those of the slab.
centres() {
	local count=$CENTRES

	[ "$seed" = "$FIRST" ] || count=$FURTHER
	if [ "$count" = all ]; then
		echo "1:$(atoms_of "$(minimum "$config")")"
	elif [ "$seed" = "$FIRST" ] && among "$t" "$SLAB_AT"; then
		slab
	else
		spaced "$count" "$(atoms_of "$(minimum "$config")")"
	fi
}

# Atoms within SLAB/2 of the middle of the box along z.
slab() {
	tab -q --atoms id z "$(minimum "$config")" | rows | awk -F '\t' -v w="$SLAB" -v lz="$(height)" '
		{ d = $2/lz - int($2/lz); if (d < 0) d++; d = (d - 0.5)*lz
		  if (d >= -w/2 && d < w/2) { printf "%s%d", sep, $1; sep = "," } }
		END { print "" }'
}

# of the box; it is a cube
height() { tab -q volume "$(minimum "$config")" | rows | awk '{ printf "%.17g\n", $1^(1/3) }'; }

search $ARTN --per-atom "$PER_ATOM" --max-attempts $((TRIES*PER_ATOM)) --atoms "$(centres)" \
	--shard "$shard/$SHARDS" --seed "$seed" "$(minimum "$config")"
once "$file.tsv" tab -q $COLUMNS "$file.tgz"
