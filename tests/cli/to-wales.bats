# SPDX-License-Identifier: GPL-3.0-or-later
load common

# hops into a vacancy from three of its neighbours; made once
hops() {
	local e=$BATS_FILE_TMPDIR/hops.tgz

	[ -e "$e" ] || crystal -q -p lj50 --lattice 1.6 --cells 4x4x4 fcc A | slice --atoms 2:256 |
		minimize -q --box iso --ftol 1e-9 |
		artn -q --set ceiling=200 --region 2.5 --atoms 2:4 --per-atom 3 --max-attempts 20 >"$e"
	cp "$e" e.tgz
}

@test "every distinct event is a line, with the energies of its minima and its saddle" {
	hops
	to-wales e.tgz >index
	n=$(slice --connected --where duplicate_of==0 e.tgz | tab barrier | column barrier | wc -l)
	[ "$(wc -l <ts.data)" -le "$n" ]
	[ "$(wc -l <ts.data)" -ge 2 ]
	[ "$(column kind <index | grep -c saddle)" -eq "$(wc -l <ts.data)" ]
	[ "$(column kind <index | grep -c minimum)" -eq "$(wc -l <min.data)" ]
	awk 'NF != 6 || $2 != 0 || $3 != 1 || !($4 > 0) || $4 > $5 || $5 > $6 { exit 1 }' min.data
	awk 'NR == FNR { e[FNR] = $1; n = FNR; next }
		NF != 8 || $4 != 1 || $5 < 1 || $5 > n || $1 <= e[$4] || $1 <= e[$5] { exit 1 }' min.data ts.data
	# the first minimum is the crystal, and barriers are those of the events
	[ "$(head -1 min.data | cut -d' ' -f1)" = "$(slice --frames 1 e.tgz | tab energy | column energy)" ]
	close "$(awk 'NR == FNR { e[FNR] = $1; next } { print $1 - e[1] }' OFMT=%.17g min.data ts.data | sort -g | head -1)" \
		"$(tab barrier e.tgz | column barrier | grep -v nan | sort -g | head -1)" 1e-3
}

@test "the same events twice, or found with another seed, are the same" {
	hops
	to-wales e.tgz >index
	mkdir twice
	cat e.tgz e.tgz | to-wales -d twice >index2
	cmp min.data twice/min.data
	cmp ts.data twice/ts.data
	crystal -q -p lj50 --lattice 1.6 --cells 4x4x4 fcc A | slice --atoms 2:256 |
		minimize -q --box iso --ftol 1e-9 |
		artn -q --set ceiling=200 --region 2.5 --atoms 2 --per-atom 3 --max-attempts 20 --seed 5 >f.tgz
	mkdir both
	to-wales -d both e.tgz f.tgz >index3
	# the crystal is there once
	[ "$(awk '$3 == 0 && $4 == 0 && $1 == "minimum"' index3 | wc -l)" -eq 1 ]
}

@test "disconnect reads it as it reads the events" {
	hops
	to-wales e.tgz >index
	disconnect -q --wales . >a.tsv
	[ "$(grep -vc '^#' a.tsv)" -gt 1 ]
}

@test "positions of minima and saddles" {
	hops
	to-wales --points e.tgz >index
	[ "$(stat -c %s points.min)" -eq $((24*255*$(wc -l <min.data))) ]
	[ "$(stat -c %s points.ts)" -eq $((24*255*$(wc -l <ts.data))) ]
	slice --frames 1 e.tgz | tab -a x y z >t
	grep -v '^#' t | sed -n 2,4p | tr '\t' '\n' >want
	od -An -v -tf8 -w8 -N72 points.min | awk '{ printf "%.12g\n", $1 }' | paste - want |
		awk '{ d = $1 - $2; if (d > 1e-10 || d < -1e-10) exit 1 } END { if (NR != 9) exit 1 }'
}

@test "chains keep their numbers" {
	crystal -q -p lj50 --lattice 1.6 --cells 4x4x4 fcc A | slice --atoms 2:256 |
		minimize -q --box iso --ftol 1e-9 |
		artn -q --set ceiling=200 --region 2.5 --atoms 2:5 --chain 4 >c.tgz
	to-wales c.tgz >index
	n=$(tab minimum c.tgz | column minimum | sort -u | wc -l)
	[ "$(wc -l <min.data)" -eq "$n" ]
	[ "$(tab minimum c.tgz | column minimum | wc -l)" -eq 5 ]
}

@test "what makes no sense is refused, and leaves no files" {
	hops
	slice --connected --last 1 e.tgz >bare.tgz
	fails_with 65 'not in front of it' to-wales bare.tgz
	[ ! -e min.data ]
	crystal -q -p lj50 --lattice 1.6 --cells 4x4x4 fcc A >x.tgz
	fails_with 65 'not of a stream of events' to-wales x.tgz
	fails_with 74 'nowhere/min.data' to-wales -d nowhere e.tgz
	[ -z "$(ls | grep -E 'tmp|data|points')" ]
}
