# SPDX-License-Identifier: GPL-3.0-or-later
# The examples of the manual pages work as printed: the literal blocks under
# EXAMPLES run in order, each as one bash script, in one directory per page.
. "$GW_SRCDIR/tests/house/tap.bash"

run_block() {
	(cd "$1" && bash -eu -o pipefail "$2")
}

for page in "$GW_SRCDIR"/man/*.[1-9] "$GW_SRCDIR"/formats/*.5; do
	[ -e "$page" ] || continue
	name=${page##*/}
	mkdir -p "$scratch/$name/block" "$scratch/$name/run"
	page_examples "$page" "$scratch/$name/block"
	for k in $(cd "$scratch/$name/block" && ls | sort -n); do
		try "example $k of $name" run_block "$scratch/$name/run" "$scratch/$name/block/$k"
	done
done
plan
