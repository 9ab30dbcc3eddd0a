# SPDX-License-Identifier: GPL-3.0-or-later
# The same bytes for any number of threads and from run to run: every
# potential, with the loops made for this processor, for x86-64-v3 (where it has
# that), and with the plain ones.
load common

# A hot crystal, its dynamics and its minimisations: all_outputs THREADS TEMPERATURE CRYSTAL-ARGUMENTS...
all_outputs() {
	local j=$1 T=$2
	shift 2

	crystal -j "$j" --seed 5 "$@" >crystal.out
	for e in nve nvt npt; do
		anneal -j "$j" -T "$T" --ensemble $e --hold 0.01 --dt 0.001 crystal.out >$e.out
	done
	for m in cg fire lbfgs; do
		minimize -q -j "$j" -m $m --max-eval 8 npt.out >$m.out
	done
}

# same_bits TEMPERATURE CRYSTAL-ARGUMENTS...: more than 2000 atoms, so that two threads do run
same_bits() {
	local isa j k=0

	for isa in auto v3 plain; do
		for j in 1 2 2 3; do
			mkdir $isa.$((++k))
			(cd $isa.$k && GLASSWORKS_ISA=$isa all_outputs $j "$@")
			diff -r $isa.$((k - (k - 1) % 4)) $isa.$k
		done
	done
	number "$(tab --atoms id plain.9/npt.out | grep -vc '^#')" -gt 2001
	number "$(tab evals plain.9/cg.out | column evals)" -gt 1
	! cmp -s plain.9/nve.out plain.9/nvt.out
}

@test "eam/fs" {
	need_potential CuZr_mm.eam.fs
	same_bits 2000 -p eam/fs:CuZr_mm.eam.fs -a 3.26 --cells 11x10x10 b2 Cu Zr
}

@test "eam/alloy" {
	need_potential CuNi.eam.alloy
	same_bits 1500 -p eam/alloy:CuNi.eam.alloy -a 3.6 --cells 8x8x8 fcc Cu50Ni50
}

@test "sw" {
	need_potential Si.sw
	same_bits 1500 -p sw:Si.sw -a 5.43 --cells 7x7x6 diamond Si
}

@test "tersoff" {
	need_potential SiO.tersoff
	same_bits 1500 -p tersoff:SiO.tersoff -a 4.5 --cells 7x7x6 b3 Si O
}

@test "kim" {
	model=EAM_Dynamo_MendelevKramerOtt_2009_CuZr__MO_600021860456_005
	status=0; crystal -p kim:$model -a 3.26 --cells 1 b2 Cu Zr >/dev/null 2>err || status=$?
	[ $status -eq 0 ] || skip "$(head -1 err)"
	same_bits 2000 -p kim:$model -a 3.26 --cells 11x10x10 b2 Cu Zr
}

@test "ka" {
	same_bits 1 -p ka -a 1.5 --cells 8x8x8 fcc A80B20
}

@test "ka2d" {
	same_bits 0.5 -p ka2d -a 0.93 --cells 48x48 square A65B35
}

@test "wca" {
	same_bits 1 -p wca -a 1.5 --cells 8x8x8 fcc A80B20
}

@test "lj50" {
	same_bits 1 -p lj50 -a 1.5 --cells 8x8x8 fcc A50B50
}

@test "wahnstrom" {
	same_bits 1 -p wahnstrom -a 1.75 --cells 8x8x8 fcc A50B50
}

@test "johnson" {
	same_bits 1000 -p johnson -a 2.87 --cells 11x10x10 bcc Fe
}

@test "every potential that there is stands in this file" {
	glassworks potentials | sed -n 's/^\([a-z][^:,[:space:]]*\).*/\1/p' | while read -r p; do
		grep -qE -- "-p $p(:| )" "$BATS_TEST_FILENAME" || { echo "no test of $p"; return 1; }
	done
}

# How many threads a program has while it waits for a second frame: threads_of COMMAND...
threads_of() {
	local pid

	rm -f in out
	mkfifo in
	"$@" <in >out 3>&- & pid=$!
	exec 9>in
	cat hot.tgz >&9
	until [ -s out ]; do
		kill -0 $pid || return
		sleep 0.02
	done
	ls /proc/$pid/task | wc -l
	exec 9>&-
	wait $pid
}

@test "how many threads there are: -j, OMP_NUM_THREADS, one under GNU parallel, all cores" {
	[ -d /proc/self/task ] || skip "no /proc here"
	crystal -p ka -a 1.5 --cells 10x10x10 fcc A80B20 | anneal -T 1 --hold 0.005 >hot.tgz
	unset OMP_NUM_THREADS PARALLEL_PID OMP_THREAD_LIMIT OMP_DYNAMIC
	most=$(nproc)
	[ "$most" -le 4 ] || most=4	# a thousand atoms for each thread at least
	[ "$(threads_of minimize -q --max-eval 2)" -eq "$most" ]
	[ "$(PARALLEL_PID=1 threads_of minimize -q --max-eval 2)" -eq 1 ]
	[ "$(PARALLEL_PID=1 threads_of minimize -q --max-eval 2 -j 2)" -eq 2 ]
	[ "$(PARALLEL_PID=1 OMP_NUM_THREADS=3 threads_of minimize -q --max-eval 2)" -eq 3 ]
	[ "$(OMP_NUM_THREADS=3 threads_of minimize -q --max-eval 2 -j 2)" -eq 2 ]
	[ "$most" -gt 1 ] || skip "one core only: all cores and one thread are the same here"
}

@test "GNU parallel's jobs have one thread each" {
	need parallel
	[ -d /proc/self/task ] || skip "no /proc here"
	crystal -p ka -a 1.5 --cells 10x10x10 fcc A80B20 | anneal -T 1 --hold 0.005 >hot.tgz
	unset OMP_NUM_THREADS
	export -f threads_of
	[ "$(parallel --will-cite -j 1 threads_of minimize -q --max-eval {} ::: 2 </dev/null)" -eq 1 ]
}

@test "waiting threads give their core away soon, unless the user says otherwise" {
	unset GOMP_SPINCOUNT OMP_WAIT_POLICY
	crystal -p ka -a 1.5 --cells 2x2x2 fcc A80B20 >a.tgz
	export OMP_NUM_THREADS=2 OMP_DISPLAY_ENV=verbose
	run minimize -q -o b.tgz a.tgz
	[[ $output == *"GOMP_SPINCOUNT = '10000'"* ]]
	OMP_NUM_THREADS=1 run minimize a.tgz -q -o b.tgz -j 2
	[[ $output == *"GOMP_SPINCOUNT = '10000'"* ]]
	GOMP_SPINCOUNT=7 run minimize -q -o b.tgz a.tgz
	[[ $output == *"GOMP_SPINCOUNT = '7'"* && $output != *"GOMP_SPINCOUNT = '10000'"* ]]
	OMP_WAIT_POLICY=active run minimize -q -o b.tgz a.tgz
	[[ $output != *"GOMP_SPINCOUNT = '10000'"* ]]
}

@test "programs start once when no thread will wait" {
	unset GOMP_SPINCOUNT OMP_WAIT_POLICY
	crystal -p ka -a 1.5 --cells 2x2x2 fcc A80B20 >a.tgz
	printf 'x\n1\n2\n' >x.tsv
	export OMP_NUM_THREADS=2 OMP_DISPLAY_ENV=verbose
	for command in "minimize --help" "minimize --version" "minimize -q -j 1 -o b.tgz a.tgz" \
	    "minimize --no-such-option" "histo --bins 2 x.tsv"; do
		run $command
		[[ $output != *"GOMP_SPINCOUNT = '10000'"* ]]
		[ "$(grep -c 'OPENMP DISPLAY ENVIRONMENT BEGIN' <<<"$output")" -eq 1 ]
	done
}
