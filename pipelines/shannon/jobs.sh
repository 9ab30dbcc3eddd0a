#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The jobs of a stage, a line each, the longest first: jobs.sh samples|events|chains|regions [K/N]
# With K/N every N-th of them from the K-th on.
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/names.sh"

samples() {
	local s

	for s in $SEEDS; do echo "glass.$s"; done
	[ -z "$HEAT_TO" ] || [ -z "$SEEDS" ] || echo b2
	[ -z "$BLOCK_ATOMS" ] || echo block
}

events() {
	local s t k

	for s in $SEEDS; do for t in $(temperatures "$s"); do for ((k = 1; k <= SHARDS; k++)); do
		echo "$s.$t.$k"
	done; done; done
}

chains() {
	local t a

	for t in $CHAIN_AT; do for a in $ACCEPT; do echo "$FIRST.$t.$a"; done; done
}

regions() {
	local r k

	for r in $(tac -s ' ' <<<"$REGIONS"); do for ((k = 1; k <= REGION_SHARDS; k++)); do echo "$r.$k"; done; done
}

"$1" | part "${2:-1/1}"
