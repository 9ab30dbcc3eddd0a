#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# From a fresh Debian to programs, a report, or a full check.

set -eu -o pipefail
cd "$(dirname "$(readlink -f "$0")")"

usage() {
	cat <<-'END'
	usage: ./bootstrap.sh build           install Debian packages, build in build/
	       ./bootstrap.sh demo [STUDY]    and run a study at demo scale (first-glass; all: every one)
	       ./bootstrap.sh check           and run all tests: -Werror build, sanitizers, distcheck
	JOBS=N sets the number of parallel jobs (default: all cores).
	END
}

jobs=${JOBS:-$(nproc)}

say() { printf '\n==== %s\n' "$*"; }
die() { printf 'bootstrap.sh: %s\n' "$*" >&2; exit 1; }

# ---- packages ----

missing_packages() {
	local p

	for p in $(grep -v '^#' packages.txt); do
		[ "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null)" = installed ] || echo "$p"
	done
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		die "these packages are missing and neither root nor sudo is here: $(echo $missing)"
	fi
}

# Without a network this is silent when everything is there already.
install_packages() {
	local apt=(env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends)

	if ! command -v dpkg-query >/dev/null; then
		echo "not a Debian: install what packages.txt names by other means"
		return
	fi
	missing=$(missing_packages)
	[ -n "$missing" ] || return 0
	say "packages:" $missing
	as_root "${apt[@]}" $missing || {
		as_root apt-get update
		as_root "${apt[@]}" $missing
	}
}

# ---- build ----

# build_in DIR [CONFIGURE-ARGUMENT...]: configured anew when there are arguments and they differ
build_in() {
	local dir=$1 args
	shift
	args="$*"

	if [ ! -e configure ] || [ configure.ac -nt configure ] || [ Makefile.am -nt Makefile.in ]; then
		autoreconf -fi
	fi
	mkdir -p "$dir"
	if [ ! -e "$dir/Makefile" ] ||
	   { [ -n "$args" ] && [ "$(cat "$dir/.configured" 2>/dev/null)" != "$args" ]; }; then
		(
			cd "$dir"
			[ ! -e Makefile ] || make clean >/dev/null
			../configure --quiet "$@"
			printf '%s\n' "$args" >.configured
		)
	fi
	make -C "$dir" --no-print-directory -j"$jobs"
}

build() {
	say "build in build/"
	build_in build
	echo "the programs are in $PWD/build/tools"
}

# ---- demo ----

demo() {
	local studies=${1:-first-glass} s reports=()

	[ "$studies" != all ] || studies=$(cd pipelines && echo */Makefile)
	for s in $studies; do
		s=${s%/Makefile}
		[ -e "pipelines/$s/Makefile" ] || die "there is no study $s in pipelines/"
		say "study $s"
		make -C "pipelines/$s" --no-print-directory SCALE=demo JOBS="$jobs" report
		reports+=("$PWD/pipelines/$s/out/demo/report.html")
	done
	say "done"
	printf 'report: %s\n' "${reports[@]}"
}

# ---- check ----

passed=0 failed=0 skipped=0
logs=build/check

sum_of() {	# sum_of 'PASS|XFAIL' LOG: over all test summaries in the log
	awk -v re="^# ($1): *[0-9]+$" '
		/^Testsuite summary/ { on = 1 }
		on && $0 ~ re { n += $NF }
		/^# ERROR:/ { on = 0 }
		END { print n + 0 }' "$2"
}

# step NAME COMMAND...: run it, count its single cases; a step that fails without one counts as one
step() {
	local name=$1 log=$logs/$1.log start=$SECONDS status=0 p f s
	shift

	say "$name"
	set +e
	(set -e; "$@") >"$log" 2>&1
	status=$?
	set -e
	p=$(sum_of 'PASS|XFAIL' "$log")
	f=$(sum_of 'FAIL|XPASS|ERROR' "$log")
	s=$(sum_of 'SKIP' "$log")
	if [ $status -ne 0 ] || [ "$p" -eq 0 ]; then
		[ "$f" -gt 0 ] || f=1
		grep -E '^(FAIL|ERROR|XPASS):|error:|Error [0-9]' "$log" | head -n 40 || true
		tail -n 60 "$log"
	fi
	grep -E '^SKIP:' "$log" || true
	printf '%s: %d passed, %d failed, %d skipped, %d s (log: %s)\n' \
		"$name" "$p" "$f" "$s" $((SECONDS - start)) "$log"
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

# The house's tests (studies, examples, installation) run once, in distcheck.
werror() {
	build_in build --enable-werror
	make -C build -j"$jobs" check VERBOSE=1 TESTS='$(CODE_TESTS)'
}

# Unit tests, fuzz targets and the tests of the programs under ASan and UBSan.
# -g1: the lines of a report, without the debugger's part of the files.
# No -Werror: gcc sees uninitialised variables where its own instrumentation is.
sanitizers() {
	build_in build-asan --enable-sanitize 'CFLAGS=-O1 -g1' 'CXXFLAGS=-O1 -g1'
	make -C build-asan -j"$jobs" check VERBOSE=1 TESTS='$(CODE_TESTS)'
}

# The distribution builds, installs and uninstalls; its tests are those of the
# house and those that read files of a directory (the source's is read-only and elsewhere).
distribution() {
	make -C build -j"$jobs" distcheck VERBOSE=1 TESTS='$(DISTCHECK_TESTS)'
}

check() {
	mkdir -p "$logs"
	step werror werror
	step sanitizers sanitizers
	step distcheck distribution
	say "check: $SECONDS s"
	if [ $skipped -gt 0 ]; then
		echo "$passed passed, $failed failed, $skipped skipped"
	else
		echo "$passed passed, $failed failed"
	fi
	[ $failed -eq 0 ] && [ $passed -gt 0 ]
}

case ${1:-} in
build)	install_packages; build ;;
demo)	install_packages; build; demo "${2:-}" ;;
check)	install_packages; check ;;
-h|--help|help) usage ;;
*)	usage >&2; exit 64 ;;
esac
