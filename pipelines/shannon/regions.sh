#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Saddles around atoms of the block, searched in a region: regions.sh RADIUS|full.SHARD
# The same atoms and pushes for every radius; saddles are converged on the whole system, so that
# what differs is which of them are found.
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/names.sh"
shard=${1##*.} radius=${1%.*}
file=$OUT/regions/$1
export OMP_NUM_THREADS=1

search --region "$radius" --per-atom 1 --max-attempts "$TRIES" \
	--atoms "$(spaced "$REGION_CENTRES" "$(atoms_of "$(minimum block)")")" \
	--shard "$shard/$REGION_SHARDS" "$(minimum block)"
once "$file.tsv" tab -q $COLUMNS "$file.tgz"
