# SPDX-License-Identifier: GPL-3.0-or-later
# What the tests of the programs share; a test file starts with `load common`.
#
# The harness puts build/tools first on PATH and exports GW_SRCDIR (sources,
# possibly read-only), GW_BUILDDIR, GW_TOOLS (names of all programs), PYTHON
# (a python3 with numpy), GW_SANITIZE (flags of a sanitizer build, else empty),
# LC_ALL=C and OMP_NUM_THREADS=1.  A test starts in an
# empty directory of its own and writes nowhere else.  A failure inside a
# pipe fails the test (pipefail); so a reader must not close early: write to a
# file and look at that, where `| grep -q` or `| head` might kill the writer.

bats_require_minimum_version 1.5.0
set -o pipefail

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# Value of a column (by name, with or without [unit]) in each row: column NAME <TSV
column() {
	awk -F '\t' -v want="$1" '
		/^#/ { next }
		!head { for (i = 1; i <= NF; i++) { n = $i; sub(/\[.*/, "", n)
				if ($i == want || n == want) c = i }
			head = 1
			if (!c) { print "no column " want >"/dev/stderr"; exit 1 }
			next }
		{ print $c }'
}

# What the row of a name, in the first column, has in column COLUMN (the second): value NAME [COLUMN] <TSV
value() {
	awk -F '\t' -v p="$1" -v c="${2:-2}" '$1 == p { print $c }'
}

# Every line of stdin is a number that meets a comparison, and there is one: all -le 1e-8 <FILE
all() {
	awk -v op="$1" -v y="$2" '
		BEGIN { y += 0 }
		{ x = $0 + 0 }
		$0 !~ /[0-9]/ || $0 ~ /nan|inf/ || !((op == "-lt" && x < y) || (op == "-le" && x <= y) ||
			(op == "-gt" && x > y) || (op == "-ge" && x >= y) || (op == "-eq" && x == y)) {
			print "not true: " $0 " " op " " y >"/dev/stderr"; bad = 1; exit }
		END { exit bad || !NR }'
}

# Compare numbers: number X -lt|-le|-gt|-ge|-eq Y
number() {
	all "$2" "$3" <<<"$1"
}

# |X - Y| <= TOL: close X Y TOL
close() {
	awk -v x="$1" -v y="$2" -v tol="$3" 'BEGIN {
		if (x !~ /[0-9]/ || x ~ /nan|inf/) exit 1
		d = x - y; exit !(d <= tol && -d <= tol) }' ||
		{ echo "$1 is not $2 within $3" >&2; return 1; }
}

# |X - Y| <= TOL |Y|: near X Y TOL
near() {
	awk -v x="$1" -v y="$2" -v tol="$3" 'BEGIN {
		if (x !~ /[0-9]/ || x ~ /nan|inf/) exit 1
		d = x - y; m = y < 0 ? -y : y; exit !(d <= tol*m && -d <= tol*m) }' ||
		{ echo "$1 is not $2 within $3 (relative)" >&2; return 1; }
}

# Every row of a column meets a comparison, and there is one: every NAME -le 1e-8 <TSV
every() {
	column "$1" | all "$2" "$3" || { echo "not every $1, or no rows" >&2; return 1; }
}

# The status is N and stderr has the pattern: fails_with 65 'regex' COMMAND ...
# (one shell command line with pipes: fails_with 65 'regex' bash -c '...')
fails_with() {
	local want=$1 pattern=$2 got=0 err
	shift 2
	err=$("$@" 2>&1 >/dev/null) || got=$?
	[ "$got" -eq "$want" ] || { echo "status $got, not $want: $* ($err)" >&2; return 1; }
	grep -Eq -- "$pattern" <<<"$err" || { echo "stderr does not say $pattern: $err" >&2; return 1; }
}

# What several tests of a file start from, made by the first that needs it: shared NAME COMMAND...
shared() {
	local f=$BATS_FILE_TMPDIR/$1

	shift
	[ -e "$f" ] || { "$@" >"$f.part" && mv "$f.part" "$f"; } || return
	cat "$f"
}

# A stream of the fields mkstream.py knows: stream [FIELD=VALUE ...]
stream() {
	"$PYTHON" "$GW_SRCDIR/tests/cli/mkstream.py" "$@"
}

# A warm Kob-Andersen liquid: warm [ATOMS [HOLD]]
warm() {
	liquid -p ka -n "${1:-200}" --density 1.2 -T 1 --hold "${2:-1}" --seed 3 A80B20
}

# Frames of free atoms as extended XYZ: motion STEPS 'awk: set x y z of atom i at time t'
motion() {
	awk -v CONVFMT=%.17g -v OFMT=%.17g 'BEGIN { srand(7); n = 400
		for (t = 0; t <= '"$1"'; t++) {
			print n; print "Lattice=\"10 0 0 0 10 0 0 0 10\" Properties=species:S:1:pos:R:3 time=" t/2
			for (i = 1; i <= n; i++) { '"$2"'; print (i % 4 ? "Cu" : "Zr"), x[i], y[i], z[i] }
		} }' | from-xyz
}

# The last frames of two streams have the same state of motion: same_state A B
same_state() {
	local a b
	a=$(tar tzf "$1" | grep vel.npy | tail -1); b=$(tar tzf "$2" | grep vel.npy | tail -1)
	[ -n "$a" ] && [ -n "$b" ]
	for x in pos vel list_pos; do
		cmp <(tar xzOf "$1" "${a%%.*}.$x.npy") <(tar xzOf "$2" "${b%%.*}.$x.npy")
	done
}

# Skip where a published potential file of Debian's lammps-data is not installed.
need_potential() {
	local d
	for d in /usr/share/lammps/potentials; do
		[ -e "$d/$1" ] && return
	done
	skip "potential file $1 is not installed (Debian package lammps-data)"
}

# Skip where sanitizers change what is measured: memory, latency.
need_plain_build() {
	[ -z "${GW_SANITIZE:-}" ] || skip "not in a build with sanitizers"
}

# Skip where another program is not installed.
need() {
	command -v "$1" >/dev/null || skip "$1 is not installed"
}
