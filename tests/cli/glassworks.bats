# SPDX-License-Identifier: GPL-3.0-or-later
# The front door.
load common

@test "it lists every program with one line each" {
	glassworks >list
	for t in $GW_TOOLS; do
		grep -Eq "^  $t +[^ ]" list
	done
	[ "$(grep -c '^  [a-z-]\{2,13\}  *[A-Za-z]' list)" -ge "$(wc -w <<<"$GW_TOOLS")" ]
	glassworks --help | cmp - list
}

@test "it knows its version and where the programs are" {
	[[ $(glassworks --version) =~ ^glassworks\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
	[ "$(glassworks --exec-path)" = "$(readlink -f "$GW_BUILDDIR/tools")" ]
}

@test "it runs a program with its arguments and passes its exit status on" {
	for t in $GW_TOOLS; do
		glassworks "$t" --version | cmp - <("$t" --version)
		run -64 glassworks "$t" --no-such-option
	done
}

@test "it lists the potentials with their parameters" {
	glassworks potentials >list
	for p in ka ka2d wca lj50 wahnstrom johnson eam/alloy:FILE eam/fs:FILE kim:MODEL sw:FILE; do
		grep -qx "$p" list
	done
	grep -q 'cut=2.5.*units of its sigma' list
}

@test "it refuses what it does not know with status 64" {
	fails_with 64 'no program "no-such"' glassworks no-such
	fails_with 64 'no program "no-such"' glassworks help no-such
	fails_with 64 'unknown option --no-such' glassworks --no-such
	fails_with 64 'no program "../tools/glassworks"' glassworks ../tools/glassworks
}

@test "a full disk does not look like success" {
	[ -w /dev/full ] || skip "no /dev/full here"
	fails_with 74 'No space' bash -c 'glassworks --help >/dev/full 2>err; s=$?; cat err >&2; exit $s'
}
