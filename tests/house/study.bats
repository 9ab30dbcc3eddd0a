# SPDX-License-Identifier: GPL-3.0-or-later
# The studies run from end to end at smoke scale.
load ../cli/common

first_glass() {
	"$MAKE" -s -C "$GW_SRCDIR/pipelines/first-glass" SCALE=smoke JOBS=2 \
		OUT="$BATS_TEST_TMPDIR/out" TOOLS="$GW_BUILDDIR/tools" "$@"
}

@test "first-glass: a report with figures, table and provenance" {
	need_potential CuZr_mm.eam.fs
	need gnuplot
	need parallel
	first_glass report >log
	grep -qx "report: $BATS_TEST_TMPDIR/out/report.html" log
	[ "$(grep -c '<svg' out/report.html)" -eq 5 ]
	run ! grep -Eq '(src|href)="' out/report.html
	grep -q 'quench --to 300' out/report.html
	for f in out/*.tgz out/*.tsv; do
		grep -qF "$(sha256sum "$f" | cut -c1-64)" out/report.html
	done
	grep -v '^#' out/results.tsv >rows
	[ "$(head -n 1 rows)" = "$(printf 'quantity\tpublished\tmeasured\terror\tunit\tsource')" ]
	[ "$(wc -l <rows)" -eq 7 ]
	for k in 1 2 3 4 5; do
		[ -s out/fig$k.svg ] && [ -s out/fig$k.png ]
	done
}

@test "first-glass: nothing is done twice, and another parameter starts anew" {
	need_potential CuZr_mm.eam.fs
	need parallel
	first_glass "$PWD/out/samples.done"
	touch mark
	first_glass "$PWD/out/samples.done"
	[ -z "$(find out -newer mark -name '*.tgz')" ]
	first_glass ATOMS=201 "$PWD/out/samples.done"
	for f in out/quench-?.tgz; do
		tab --atoms id "$f" >ids
		grep -qx 201 ids
	done
}

@test "first-glass: another potential file is refused" {
	need_potential CuZr_mm.eam.fs
	{ cat /usr/share/lammps/potentials/CuZr_mm.eam.fs; echo; } >other.fs
	run ! first_glass POTENTIAL_FILE="$PWD/other.fs" "$PWD/out/potential.ok"
}
