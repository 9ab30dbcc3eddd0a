# SPDX-License-Identifier: GPL-3.0-or-later
# Every program has its page, its tests and its options documented; every page
# passes mandoc's lint.
. "$GW_SRCDIR/tests/house/tap.bash"

lint() {
	mandoc -T lint -W warning "$1"
}

has_sections() {
	local s
	for s in NAME SYNOPSIS DESCRIPTION 'EXIT STATUS' EXAMPLES; do
		grep -q "^\.Sh $s\$" "$1" || { echo "no section $s"; return 1; }
	done
}

# What the program offers is in its page, or common to all and in glassworks(7);
# what its page documents the program offers; the help shows all of it.
same_options() {
	local t=$1 page=$2 o bad=0

	"$t" --list-options | awk -F '\t' '$1 != "" { print "--" $1 }' | sort -u >"$scratch/offers"
	page_options "$page" >"$scratch/own"
	page_options "$GW_SRCDIR/man/glassworks.7" | cat - "$scratch/own" | sort -u >"$scratch/told"
	[ -s "$scratch/offers" ] || { echo "$t --list-options is empty"; return 1; }
	"$t" --help >"$scratch/help" || return 1
	for o in $(comm -23 "$scratch/offers" "$scratch/told"); do
		echo "$o is not documented"; bad=1
	done
	for o in $(comm -13 "$scratch/offers" "$scratch/own"); do
		echo "$o is documented, but $t does not know it"; bad=1
	done
	while read -r o; do
		grep -q -- "$o\b" "$scratch/help" || { echo "$o is not in the help"; bad=1; }
	done <"$scratch/offers"
	return $bad
}

# "about" of the program and .Nd of the page are the same sentence
same_about() {
	local page
	page=$(sed -n 's/^\.Nd //p' "$2")
	[ "$("$1" --about)" = "$page" ] || { echo "the program: $("$1" --about)"; echo "the page: $page"; return 1; }
}

help_fits_a_screen() {
	[ "$("$1" --help | wc -l)" -le 50 ] && [ "$("$1" --help | wc -L)" -le 100 ]
}

# PLACED_TESTS of Makefile.am are the tests that name a file of the source or build directory
# (stream is a helper in common.bash that reads there).
placed_tests() {
	diff <(sed -n '/^PLACED_TESTS/,/[^\\]$/p' "$GW_SRCDIR/Makefile.am" | grep -o 'tests/[^ ]*' | sort) \
		<(cd "$GW_SRCDIR" && grep -lE 'GW_(SRC|BUILD)DIR|unit_srcfile\(|(^|[^a-z-])stream [a-z]+=' \
			tests/cli/*.bats tests/unit/test_*.c | sed 's/\.c$//' | sort)
}

listed_in_overview() {
	diff <(sed -n '/^\.Ss The programs/,/^\.El/p' "$GW_SRCDIR/man/glassworks.7" |
		grep '^\.It' | grep -oE 'Xr [a-z-]+' | sed 's/Xr //' | sort) \
		<(tr ' ' '\n' <<<"$GW_TOOLS" | sort)
}

for page in "$GW_SRCDIR"/man/*.[1-9] "$GW_SRCDIR"/formats/*.5; do
	[ -e "$page" ] || continue
	if command -v mandoc >/dev/null; then
		try "mandoc lints ${page##*/}" lint "$page"
	else
		not_here "mandoc lints ${page##*/}" "mandoc is not installed"
	fi
done
for t in $GW_TOOLS; do
	page=$GW_SRCDIR/man/$t.1
	try "$t has tests, and they run" grep -q "^	tests/cli/$t.bats" "$GW_SRCDIR/Makefile.am"
	try "$t has a page with its sections" has_sections "$page"
	try "$t: page and program describe it alike" same_about "$t" "$page"
	try "$t: page, help and program have the same options" same_options "$t" "$page"
	try "$t: the help fits a screen" help_fits_a_screen "$t"
done
try "tests that read files below a directory run in distcheck" placed_tests
try "glassworks(7) lists all programs and no others" listed_in_overview
plan
