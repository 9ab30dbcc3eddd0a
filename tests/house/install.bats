# SPDX-License-Identifier: GPL-3.0-or-later
# What `make install` puts where, and that it works from there.
load ../cli/common

# A staged installation under $root
stage() {
	root=$PWD/stage
	"$MAKE" -s -C "$GW_BUILDDIR" install DESTDIR="$root" prefix=/opt/gw exec_prefix=/opt/gw "$@" >log 2>&1 ||
		{ cat log >&2; return 1; }
}

@test "the front end is in bin, the programs are in libexec under plain names" {
	stage
	[ "$(ls stage/opt/gw/bin)" = glassworks ]
	[ "$(ls stage/opt/gw/libexec/glassworks)" = "$(tr ' ' '\n' <<<"$GW_TOOLS" | sort)" ]
}

@test "the staged front end finds the programs and runs them" {
	stage
	gw=$root/opt/gw/bin/glassworks
	PATH=/usr/bin:/bin
	[ "$("$gw" --exec-path)" = "$root/opt/gw/libexec/glassworks" ]
	for t in $GW_TOOLS; do
		[[ $("$gw" "$t" --version) == "$t "* ]]
	done
}

@test "every program has its page, as glassworks-NAME(1)" {
	stage
	man=stage/opt/gw/share/man
	for t in $GW_TOOLS; do
		[ -s "$man/man1/glassworks-$t.1" ]
	done
	[ -s $man/man1/glassworks.1 ]
	[ -s $man/man7/glassworks.7 ]
}

@test "pages refer to each other by the names they are installed with" {
	stage
	names=$(tr ' ' '|' <<<"$GW_TOOLS")
	run ! grep -rE "^\.Xr ($names) 1" stage/opt/gw/share/man
}

@test "help opens the installed page" {
	stage
	mkdir fake
	printf '#!/bin/sh\necho "$1"\n' >fake/man
	chmod +x fake/man
	PATH=$PWD/fake:$PATH
	gw=$root/opt/gw/bin/glassworks
	for t in $GW_TOOLS; do
		[ "$("$gw" help "$t")" = "$root/opt/gw/share/man/man1/glassworks-$t.1" ]
	done
	[ "$("$gw" help glassworks)" = "$root/opt/gw/share/man/man1/glassworks.1" ]
	[ "$(glassworks help glassworks)" = "$(readlink -f "$GW_BUILDDIR/pages/man1/glassworks.1")" ]
}

@test "--program-prefix changes the front end's name and not the programs'" {
	stage transform='s,^,my-,'
	[ "$(ls stage/opt/gw/bin)" = my-glassworks ]
	[ "$(ls stage/opt/gw/libexec/glassworks)" = "$(tr ' ' '\n' <<<"$GW_TOOLS" | sort)" ]
	stage/opt/gw/bin/my-glassworks --version
	grep -q '^complete -F _glassworks my-glassworks$' stage/opt/gw/share/bash-completion/completions/my-glassworks
}

@test "uninstall leaves nothing behind" {
	stage
	"$MAKE" -s -C "$GW_BUILDDIR" uninstall DESTDIR="$root" prefix=/opt/gw exec_prefix=/opt/gw >log 2>&1
	[ -z "$(find stage -type f)" ]
}

# Ask the completion: complete_for WORD...; the last word is being typed
complete_for() {
	bash -c '
		. "$0"
		COMP_WORDS=(glassworks "$@") COMP_CWORD=$#
		_glassworks
		printf "%s\n" "${COMPREPLY[@]}"' "$GW_BUILDDIR/tools/glassworks.bash" "$@"
}

@test "completion knows the programs" {
	complete_for '' >words
	for t in $GW_TOOLS help --version; do
		grep -qxe "$t" words
	done
	complete_for help '' >words
	grep -qx stream words
}

@test "completion knows every option and its words" {
	for t in $GW_TOOLS; do
		complete_for "$t" - | sort >words
		"$t" --list-options | while IFS=$'\t' read -r name key kind arg _; do
			grep -qxe "--$name" words
			[ "$key" = - ] || grep -qxe "-$key" words
			[ "$kind" != word ] ||
				cmp <(complete_for "$t" "--$name" '') <(tr '|' '\n' <<<"$arg")
		done
	done
}

@test "completion offers files as operands" {
	touch some-glass.tgz
	set -- $GW_TOOLS
	[ $# -gt 0 ] || skip "no programs"
	[ "$(complete_for "$1" some)" = some-glass.tgz ]
}
