# SPDX-License-Identifier: GPL-3.0-or-later
# The studies run from end to end at smoke scale.
load ../cli/common

# a study at smoke scale: study NAME [ARGUMENT ...]
study() {
	"$MAKE" -s -C "$GW_SRCDIR/pipelines/$1" SCALE=smoke JOBS=2 \
		OUT="$BATS_TEST_TMPDIR/out" TOOLS="$GW_BUILDDIR/tools" "${@:2}"
}

@test "first-glass: a report with figures, table and provenance" {
	need_potential CuZr_mm.eam.fs
	need gnuplot
	need parallel
	study first-glass report >log
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
	study first-glass "$PWD/out/samples.done"
	touch mark
	study first-glass "$PWD/out/samples.done"
	[ -z "$(find out -newer mark -name '*.tgz')" ]
	study first-glass ATOMS=201 "$PWD/out/samples.done"
	for f in out/quench-?.tgz; do
		tab --atoms id "$f" >ids
		grep -qx 201 ids
	done
}

@test "first-glass: another potential file is refused" {
	need_potential CuZr_mm.eam.fs
	{ cat /usr/share/lammps/potentials/CuZr_mm.eam.fs; echo; } >other.fs
	run ! study first-glass POTENTIAL_FILE="$PWD/other.fs" "$PWD/out/potential.ok"
}

# the measured value of a row of results.tsv
found() {
	awk -F '\t' -v q="$1" '$1 == q { print $3 }' out/results.tsv
}

@test "intra-cage: every figure, the table, what is exact, and nothing done twice" {
	need_potential CuZr_mm.eam.fs
	need gnuplot
	need parallel
	study intra-cage report >log
	grep -qx "report: $BATS_TEST_TMPDIR/out/report.html" log
	[ "$(grep -c '<svg' out/report.html)" -eq 15 ]
	run ! grep -Eq "(src|href)=['\"][^#d]" out/report.html
	for f in fig2 fig3a fig3b fig4b fig4c fig5a fig5b fig6 fig7 fig8 fig-f5 fig-tolerance fig-omega fig-spline fig-cutoff; do
		[ -s out/$f.svg ] && [ -s out/$f.png ]
	done
	[ "$(grep -vc '^#' out/results.tsv)" -eq "$(grep -vc '^#' "$GW_SRCDIR/pipelines/intra-cage/published.tsv")" ]
	close "$(found 'dE_sys/dE_atom, Kob-Andersen, every atom')" 2 1e-9
	[ "$(found 'largest Omega of an atom, Kob-Andersen')" = 0 ]
	close "$(found 'Omega/4pi at the smallest radius, Cu50Zr50')" 0.5 0.01
	number "$(found 'least dE_atom of B2 CuZr')" -gt 0
	number "$(found 'least dE_sys of Cu50Zr50')" -gt 0
	number "$(found 'largest delta below gamma_c.b., Cu50Zr50, tight rule')" -lt 1e-8
	number "$(found 'largest delta below gamma_c.b., Kob-Andersen, tight rule')" -lt 1e-8
	number "$(found 'largest delta below gamma_c.b., Kob-Andersen, loose rule')" -gt 1e-6
	touch mark
	study intra-cage report >log
	[ -z "$(find out -newer mark -type f)" ]
}

@test "intra-cage: a dry run of the paper's size, and another potential" {
	"$MAKE" -n -C "$GW_SRCDIR/pipelines/intra-cage" SCALE=paper OUT="$PWD/paper" TOOLS="$GW_BUILDDIR/tools" report >plan
	grep -q 'sample.sh ::: mg-slow.1 ' plan
	grep -q 'mg-smooth.10.e1e-10' plan
	[ ! -e paper ]
	mkdir other && touch other/Sheng.eam
	study intra-cage POTENTIAL="$PWD/other/Sheng.eam" "$PWD/out/params"
	grep -qx "$(printf 'SPEC_mg\team/alloy:Sheng.eam')" out/params
	study intra-cage POTENTIAL=eam/fs:Sheng.eam "$PWD/out/params"
	grep -qx "$(printf 'SPEC_mg\team/fs:Sheng.eam')" out/params
}

@test "shannon: every figure, the table, what is exact, and nothing done twice" {
	need_potential CuZr_mm.eam.fs
	need gnuplot
	need parallel
	study shannon report >log
	grep -qx "report: $BATS_TEST_TMPDIR/out/report.html" log
	[ "$(grep -c '<svg' out/report.html)" -eq 13 ]
	run ! grep -Eq "(src|href)=['\"][^#d]" out/report.html
	for f in fig1 fig2 fig3 fig4 fig5 fig6 fig7 fig8 fig9 fig10 fig-regions fig-widths fig-tolerance; do
		[ -s out/$f.svg ] && [ -s out/$f.png ]
	done
	[ "$(grep -v '^#' out/results.tsv | cut -f 1 | grep -Fxcf <(cut -f 1 "$GW_SRCDIR/pipelines/shannon/published.tsv"))" -eq \
		"$(grep -vc '^#' "$GW_SRCDIR/pipelines/shannon/published.tsv")" ]
	close "$(found 'dQ_c at 300 K')" 0.9524 1e-4
	number "$(found 'S of Voronoi indices, coldest')" -gt 3
	number "$(found 'S of barriers, coldest')" -gt 1
	number "$(found 'events at 10 K')" -ge "$(found 'events at 10 K that the whole system connects')"
	grep -q "$(sed -n '2s/.*\t\([0-9a-f]\{16\}\).*/\1/p' out/potential.tsv)" out/report.html
	# events of a temperature are those of its shards, each attempt once
	[ "$(grep -v '^#' out/events.tsv | cut -f 1-4 | sort | uniq -d | wc -l)" -eq 0 ]
	touch mark
	study shannon report >log
	[ -z "$(find out -newer mark -type f)" ]
}

@test "shannon: a part of the jobs, a dry run of the paper's size, and the potential's hash" {
	need_potential CuZr_mm.eam.fs
	need parallel
	"$MAKE" -n -C "$GW_SRCDIR/pipelines/shannon" SCALE=paper OUT="$PWD/paper" TOOLS="$GW_BUILDDIR/tools" report >plan
	grep -q 'jobs.sh events' plan
	grep -q 'fig10.svg' plan
	[ ! -e paper ]
	run ! study shannon PART=1/2 events
	export OUT=. SEEDS='1 2' TEMPERATURES='10 20 30' ENSEMBLE='10 30' SHARDS=3
	"$GW_SRCDIR/pipelines/shannon/jobs.sh" events >all
	for k in 1 2 3 4; do "$GW_SRCDIR/pipelines/shannon/jobs.sh" events $k/4; done >parts
	[ "$(wc -l <all)" -eq 15 ]
	cmp <(sort all) <(sort parts)
	"$GW_SRCDIR/pipelines/common/potential.sh" eam/fs:CuZr_mm.eam.fs Cu Zr >which
	grep -q '102, 043501 (2007)' which
	{ cat /usr/share/lammps/potentials/CuZr_mm.eam.fs; echo; } >CuZr_mm.eam.fs
	GLASSWORKS_POTENTIALS=$PWD run ! "$GW_SRCDIR/pipelines/common/potential.sh" eam/fs:CuZr_mm.eam.fs Cu Zr
	[[ $output == *"not that of the published file"* ]]
}

@test "dmin-scaling: every figure, the table, what is exact, what is skipped, and nothing done twice" {
	need_potential CuZr_mm.eam.fs
	need gnuplot
	need parallel
	study dmin-scaling report >log
	grep -qx "report: $BATS_TEST_TMPDIR/out/report.html" log
	[ "$(grep -c '<svg' out/report.html)" -eq 12 ]
	run ! grep -Eq "(src|href)=['\"][^#d]" out/report.html
	for f in fig1 fig2 fig3 fig4a fig4b fig5 fig6b figS1 figS2 figS6 figS7 figS15; do
		[ -s out/$f.svg ] && [ -s out/$f.png ]
	done
	[ "$(grep -vc '^#' out/results.tsv)" -eq "$(grep -vc '^#' "$GW_SRCDIR/pipelines/dmin-scaling/published.tsv")" ]
	number "$(found 'largest gap of a matching')" -lt 1e-10
	close "$(found 'converged inherent structures')" 1 0.2
	# a matching is never longer than the labels say, and every point has a spectrum
	[ "$(grep -v '^#' out/pairs.tsv | awk -F '\t' 'NR > 1 && ($7 > $9*(1 + 1e-8) || $13 > $15*(1 + 1e-8))' | wc -l)" -eq 0 ]
	[ "$(grep -vc '^#' out/points.tsv)" -eq $(($(wc -l <out/spectra.jobs) + 1)) ]
	grep -q 'Y65Cu35</td><td></td><td></td><td><b>skipped</b>.*YCU=KIND:DIR/FILE' out/report.html
	grep -q "$(awk -F '\t' '$1 == "cuzr" { print substr($5, 1, 16) }' out/systems.tsv)" out/report.html
	touch mark
	study dmin-scaling report >log
	[ -z "$(find out -newer mark -type f)" ]
}

@test "dmin-scaling: one system, other states, and a file of the user's" {
	need_potential CuZr_mm.eam.fs
	need parallel
	study dmin-scaling SYSTEMS='cuzr ycu' YCU=eam/fs:/usr/share/lammps/potentials/CuZr_mm.eam.fs "$PWD/out/systems.tsv"
	grep -q '^cuzr.*run' out/systems.tsv
	grep -q '^ycu.*skipped' out/systems.tsv		# it does not know yttrium
	study dmin-scaling SYSTEMS=ka STATES_ka='0.8:1:0.5,1 1.1' "$PWD/out/spectra.done"
	[ "$(wc -l <out/spectra.jobs)" -eq 5 ]
	run ! study dmin-scaling SYSTEMS=ka STATES_ka='0.8:1:0.7' streams
}

@test "studies: what a signal stopped is not taken for done" {
	half() { echo half; exit 75; }
	whole() { echo whole; }
	export -f half whole
	run bash -eu -o pipefail -c '. "$GW_SRCDIR/pipelines/common/once.sh"; once f half; echo never'
	[ "$status" -eq 75 ] && [ -z "$output" ] && [ ! -e f ]
	bash -eu -o pipefail -c '. "$GW_SRCDIR/pipelines/common/once.sh"; once f whole; once f half'
	[ "$(cat f)" = whole ]
}
