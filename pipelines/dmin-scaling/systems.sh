#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Which systems can be run, with what, or why not: systems.sh >systems.tsv
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/names.sh"
choose=$here/../common/potential.sh

row() { printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$@"; }

# A model without a file, or the first file that is found and knows the species.
look() {
	local m=$1 label files pair found sum citation

	label=$(of LABEL "$m") files=$(of FILES "$m") pair=$(of PAIR "$m")
	if [ -z "$files" ]; then
		row "$m" "$label" skipped - - "no published file of this potential could be found; YCU=KIND:DIR/FILE names one of yours"
	elif [[ $files != *:* ]]; then
		row "$m" "$label" run "$files" - "$(of CITE "$m")"
	elif found=$("$choose" --first $pair $files); then
		IFS=$'\t' read -r _ sum citation < <("$choose" "$found" $pair | sed 1d)
		row "$m" "$label" run "$found" "$sum" "$citation"
	else
		row "$m" "$label" skipped - - "no file of a folder of GLASSWORKS_POTENTIALS, ${files// / or }, that knows ${pair/ / and }"
	fi
}

row system label status potential sha256 citation
for m in $SYSTEMS; do look "$m"; done
