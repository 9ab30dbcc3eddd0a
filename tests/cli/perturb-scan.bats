# SPDX-License-Identifier: GPL-3.0-or-later
load common

ka() {
	shared warm warm 300 2 | minimize --ftol "${1:-1e-10}"
}

# a published glass at its minimum, see tests/reference/README.md
glass() {
	from-lammps --species Cu,Zr "$GW_SRCDIR/tests/reference/cuzr-$1-glass.data.gz" |
		minimize -p eam/fs:CuZr_mm.eam.fs -q --ftol 2e-9
}

cuzr() {
	need_potential CuZr_mm.eam.fs
	shared "cuzr.${1:-2000}" glass "${1:-2000}"
}

mean() { column "$1" | awk '{ s += $1 } END { print s/NR }'; }

@test "pairs at a minimum: no direction lowers the energy of any atom" {
	ka | perturb-scan --dr 1e-5R,1e-3R,0.01R,0.1R >a.tsv
	for c in 'omega[1e-5R]' 'omega[1e-3R]' 'omega[0.01R]' 'omega[0.1R]' dr_star dr_newton; do
		every "$c" -eq 0 <a.tsv
	done
	every min_dE_atom -gt 0 <a.tsv
	[ "$(column id <a.tsv | wc -l)" -eq 300 ]
}

@test "pairs: dE_sys is twice dE_atom" {
	ka | perturb-scan --map 7 --dr 1e-4R,1e-3R,1e-2R,0.1R >m.tsv
	[ "$(column dr <m.tsv | wc -l)" -eq 800 ]
	paste <(column dE_atom <m.tsv) <(column dE_sys <m.tsv) |
		awk '{ d = $2 - 2*$1; if (d < 0) d = -d; if (!(d <= 1e-9*$2)) exit 1 }'
}

@test "a glass of embedded atoms: half of the directions at first, a third at 0.01 A" {
	cuzr 10976 >g.tgz
	perturb-scan --dr 1e-5,1e-3,0.01 --atoms 1:2000 g.tgz >a.tsv
	close "$(mean 'omega[1e-5]' <a.tsv)" 0.5 0.01
	close "$(mean 'omega[0.01]' <a.tsv)" 0.30 0.05
	every min_dE_sys -gt 0 <a.tsv
	every h_sys_1 -gt 0 <a.tsv
}

@test "the radius of the lowest dE_atom is near 0.01 A" {
	cuzr >g.tgz
	perturb-scan --dr 1e-3:0.1:lin:100 --directions 50 --atoms 1:500 g.tgz >a.tsv
	# the fullest of bins of 0.005 A
	mode=$(column dr_star <a.tsv | awk '{ n[int(($1 + 1e-9)/0.005)]++ }
		END { for (k in n) if (n[k] > m) { m = n[k]; at = (k + 0.5)*0.005 } print at }')
	number "$mode" -ge 0.0067
	number "$mode" -le 0.015
	mode=$(column dr_newton <a.tsv | awk '{ n[int($1/0.005)]++ }
		END { for (k in n) if (n[k] > m) { m = n[k]; at = (k + 0.5)*0.005 } print at }')
	number "$mode" -ge 0.0067
	number "$mode" -le 0.015
}

@test "a crystal: every atom is best where it is" {
	need_potential CuZr_mm.eam.fs
	crystal -p eam/fs:CuZr_mm.eam.fs -a 3.237 --cells 6x6x6 b2 Cu Zr | minimize --box iso --ftol 1e-10 |
		perturb-scan --dr 1e-5,1e-3,0.01,0.1 >a.tsv
	every min_dE_atom -gt 0 <a.tsv
	every min_dE_sys -gt 0 <a.tsv
	every g_atom -le 1e-11 <a.tsv
}

@test "a grid and a Fibonacci sphere give the same Omega" {
	cuzr >g.tgz
	perturb-scan --atoms 1:200 --directions 2000 g.tgz >f.tsv
	perturb-scan --atoms 1:200 --grid 36x72 g.tgz >g.tsv
	paste <(column 'omega[0.01]' <f.tsv) <(column 'omega[0.01]' <g.tsv) |
		awk '{ d = $1 - $2; if (d > 0.01 || d < -0.01) exit 1 }'
}

@test "--by-direction: as many atoms in all directions as Omega has" {
	cuzr >g.tgz
	perturb-scan --by-direction --directions 60 g.tgz >d.tsv
	perturb-scan --directions 60 g.tgz >a.tsv
	close "$(mean 'fraction[0.01]' <d.tsv)" "$(mean 'omega[0.01]' <a.tsv)" 1e-12
	every 'fraction[0.01]' -gt 0.2 <d.tsv
	every 'fraction[0.01]' -lt 0.45 <d.tsv
}

@test "maps, tables and streams have the same numbers" {
	cuzr >g.tgz
	perturb-scan --atoms 5,9:11 --dr 0.005,0.02 g.tgz >a.tsv
	[ "$(column id <a.tsv | tr '\n' ' ')" = '5 9 10 11 ' ]
	perturb-scan --map 9 --dr 0.005,0.02 g.tgz >m.tsv
	near "$(column dE_sys <m.tsv | sort -g | head -1)" "$(column min_dE_sys <a.tsv | sed -n 2p)" 1e-15
	near "$(column dE_atom <m.tsv | sort -g | head -1)" "$(column min_dE_atom <a.tsv | sed -n 2p)" 1e-15
	n=$(paste <(column dr <m.tsv) <(column dE_atom <m.tsv) | awk '$1 > 0.01 && $2 < 0' | wc -l)
	close "$(column 'omega[0.02]' <a.tsv | sed -n 2p)" "$(awk -v n="$n" 'BEGIN { print n/200 }')" 1e-12
	perturb-scan --atoms 5,9:11 --dr 0.005,0.02 --stream g.tgz >s.tgz
	tab -i s.tgz --atoms id 'omega[1]' dr_star min_dE_atom 'h_sys[0]' >s.tsv
	paste <(column id <a.tsv) <(column 'omega[0.02]' <a.tsv) <(column dr_star <a.tsv) \
		<(column min_dE_atom <a.tsv) <(column h_sys_1 <a.tsv) >want
	diff <(grep -v '^#' s.tsv | grep -v nan | sed 1d) want
	[ "$(tab at_minimum s.tgz | column at_minimum)" -eq 1 ]
	close "$(tab r_nn s.tgz | column r_nn)" 2.7 0.15
}

@test "threads and shards change no bit" {
	cuzr >g.tgz
	perturb-scan --dr 0.01,1e-3R --directions 50 -j 1 g.tgz >a.tsv
	perturb-scan --dr 0.01,1e-3R --directions 50 -j 2 g.tgz >b.tsv
	cmp a.tsv b.tsv
	for k in 1 2 3; do perturb-scan --dr 0.01,1e-3R --directions 50 --shard $k/3 g.tgz; done >c.tsv
	cmp <(grep -v '^#' a.tsv) <(awk '!/^#/ && !seen[$0]++' c.tsv)
	histo -c 'omega[1e-3R]' --bins 10 c.tsv >h.tsv
	[ "$(column count <h.tsv | awk '{ s += $1 } END { print s }')" -eq 2000 ]
}

@test "the fast loop and the plain one agree" {
	cuzr >g.tgz
	perturb-scan --atoms 1:300 --dr 1e-3,0.01,0.5 g.tgz >a.tsv
	GLASSWORKS_ISA=plain perturb-scan --atoms 1:300 --dr 1e-3,0.01,0.5 g.tgz >b.tsv
	for c in 'omega[1e-3]' 'omega[0.01]' 'omega[0.5]' min_dE_atom min_dE_sys; do
		paste <(column "$c" <a.tsv) <(column "$c" <b.tsv) |
			awk '{ d = $1 - $2; if (d < 0) d = -d; if (d > 1e-12) exit 1 }'
	done
}

@test "two dimensions: equal angles, two eigenvalues" {
	liquid -p ka2d -n 200 --density 1.16 -T 1 --hold 1 A65B35 | minimize --ftol 1e-10 >g.tgz
	perturb-scan --dr 1e-4,0.01 g.tgz >a.tsv
	every 'omega[1e-4]' -eq 0 <a.tsv
	every min_dE_sys -gt 0 <a.tsv
	[ "$(column h_sys_3 <a.tsv | sort -u)" = nan ]
	perturb-scan --map 3 g.tgz >m.tsv
	every theta -gt 1.57 <m.tsv
	every theta -lt 1.571 <m.tsv
	fails_with 65 'three dimensions' perturb-scan --grid 9x18 g.tgz
}

@test "three bodies: silicon is confined, its glass is not" {
	need_potential Si.sw
	crystal -p sw:Si.sw -a 5.43095 --cells 3x3x3 diamond Si | minimize --box iso --ftol 1e-10 |
		perturb-scan --atoms 1:8 --dr 1e-4,0.01 >c.tsv
	every min_dE_atom -gt 0 <c.tsv
	from-lammps --species Si "$GW_SRCDIR/tests/reference/si-512-glass.data.gz" |
		minimize -p sw:Si.sw --ftol 1e-8 | perturb-scan --dr 1e-4,0.01 >g.tsv
	close "$(mean 'omega[1e-4]' <g.tsv)" 0.5 0.02
	every min_dE_sys -gt 0 <g.tsv
}

@test "a frame that is not at a minimum is scanned, and marked" {
	ka 1 >w.tgz
	run -0 --separate-stderr perturb-scan --dr 1e-3 -o a.tsv w.tgz
	[[ $stderr == *'not at a minimum, max |f| is'* ]]
	grep -q '^# frame 1: .*not a minimum' a.tsv
	fails_with 1 strict perturb-scan --strict w.tgz
	perturb-scan -q --stream w.tgz >s.tgz
	[ "$(tab at_minimum s.tgz | column at_minimum)" -eq 0 ]
	ka >m.tgz
	perturb-scan m.tgz >m.tsv
	grep -q '^# frame 1: .*, a minimum$' m.tsv
}

@test "a stream without frames gives a table without rows" {
	ka >m.tgz
	slice --where 'energy>0' m.tgz >none.tgz
	perturb-scan none.tgz >a.tsv
	[ "$(column id <a.tsv | wc -l)" -eq 0 ]
	perturb-scan --by-direction none.tgz >d.tsv
	[ "$(column theta <d.tsv | wc -l)" -eq 0 ]
}

@test "SIGTERM: no table that looks complete" {
	ka >m.tgz
	perturb-scan --grid 600x1200 m.tgz >a.tsv 2>err & pid=$!
	# SIGUSR1 asks for a line of progress: then it is at work, or has not begun
	sleep 1
	kill -TERM $pid
	status=0; wait $pid || status=$?
	[ $status -ne 0 ]
	[ "$(grep -vc '^#' a.tsv)" -le 1 ]
}

@test "what makes no sense is refused" {
	ka >m.tgz
	fails_with 64 'above 0' perturb-scan --dr 0 m.tgz
	fails_with 64 'above 0' perturb-scan --dr 0.01,-1 m.tgz
	fails_with 64 'expected' perturb-scan --dr 0.01x m.tgz
	fails_with 65 'more than half of R_NN' perturb-scan --dr 0.6 m.tgz
	fails_with 65 'more than half of R_NN' perturb-scan --dr 0.51R m.tgz
	fails_with 65 'atom 301: there is no such id' perturb-scan --atoms 300:301 m.tgz
	fails_with 65 'atom 999: there is no such id' perturb-scan --map 999 m.tgz
	fails_with 64 'NTHETAxNPHI' perturb-scan --grid 10 m.tgz
	fails_with 64 'one at a time' perturb-scan --map 1 --by-direction m.tgz
	fails_with 64 'shard' perturb-scan --map 1 --shard 1/2 m.tgz
	fails_with 0 'directions are few' perturb-scan --directions 49 m.tgz
	fails_with 65 'potential' bash -c 'crystal --lattice 4 fcc Cu | perturb-scan'
	run -0 --separate-stderr perturb-scan --directions 50 -o a.tsv m.tgz
	[ -z "$stderr" ]
}
