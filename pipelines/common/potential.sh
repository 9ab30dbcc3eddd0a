#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# potential.sh --first A B SPEC ...	the first of these potentials that is found and knows the species A and B
# potential.sh SPEC A B		what that is: specification, SHA-256, citation.  A file that is called like one of
#				potentials.tsv and is another is refused.
set -eu -o pipefail
here=$(dirname "$(readlink -f "$0")")

# the head of a crystal's frame names the potential: probe SPEC A B
probe() { crystal -q -p "$1" -a 3.2 --cells 1 b2 "$2" "$3"; }

first() {
	local a=$1 b=$2 spec

	for spec in "${@:3}"; do
		if probe "$spec" "$a" "$b" >/dev/null 2>&1; then
			echo "$spec"
			return
		fi
	done
	return 1
}

describe() {
	local meta sum file known

	meta=$(probe "$@" | peek -q --json - | sed -n 1p)
	sum=$(grep -o '"sha256":"[^"]*"' <<<"$meta" | cut -d'"' -f4)
	file=${1##*:}
	file=${file%.gz}
	known=$(awk -F '\t' -v f="$file" '!/^#/ && $2 == f { print $1 }' "$here/potentials.tsv")
	if [ -n "$known" ] && ! grep -qx "$sum" <<<"$known"; then
		echo "potential.sh: $file has the hash $sum, not that of the published file (potentials.tsv)" >&2
		exit 1
	fi
	printf 'potential\tsha256\tcitation\n%s\t%s\t' "$1" "$sum"
	awk -F '\t' -v h="$sum" '$1 == h { c = $3 } END { print c ? c : "a potential that potentials.tsv does not know" }' \
		"$here/potentials.tsv"
}

if [ "$1" = --first ]; then first "${@:2}"; else describe "$@"; fi
