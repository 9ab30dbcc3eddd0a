# SPDX-License-Identifier: GPL-3.0-or-later
load common

# run FRAMES: a small liquid, its inherent structures in is.tgz
run_liquid() {
	liquid -p ka -n 300 --density 1.2 -T 1 --hold 3 --seed 3 A80B20 |
		anneal -T 0.8 --hold "$1" --every 1 >run.tgz
	minimize run.tgz >is.tgz
}

# change AWK: a filter of extended XYZ; the atoms are the rows after the second
change() { awk -v OFMT=%.17g -v CONVFMT=%.17g "NR > 2 { $1 } { print }"; }

# A crystal of two species, 500 atoms; sides 7.5
crystal_ab() {
	awk 'BEGIN { print 500; print "Lattice=\"7.5 0 0 0 7.5 0 0 0 7.5\" Properties=species:S:1:pos:R:3"
		split("0 .5 .5 0", bx); split("0 .5 0 .5", by); split("0 0 .5 .5", bz)
		for (i = 0; i < 125; i++) for (b = 1; b <= 4; b++)
			printf "%s %.15g %.15g %.15g\n", b == 1 ? "Zr" : "Cu", 1.5*(i%5 + bx[b]),
				1.5*(int(i/5)%5 + by[b]), 1.5*(int(i/25) + bz[b]) }'
}

@test "a frame and itself, however moved or permuted: D_min is 0" {
	crystal_ab >xyz
	from-xyz xyz >a
	dmin-match a a >t
	every dmin -le 0 <t
	every relabelled -le 0 <t
	(head -2 xyz; tail -n +3 xyz | tac) | change '$2 += 0.31; $3 += 0.2; $4 -= 0.1' >moved
	awk -v OFMT=%.17g -v CONVFMT=%.17g 'NR > 2 { for (k = 2; k <= 4; k++) { if ($k < 0) $k += 7.5; if ($k >= 7.5) $k -= 7.5 } } { print }' moved |
		from-xyz >wrapped
	from-xyz moved >b
	for f in b wrapped; do
		dmin-match a $f >t
		every dmin -le 1e-12 <t
		every relabelled -gt 0.9 <t
		every rmsd -gt 1 <t
		dmin-match --keep-drift a $f >t
		close "$(column dmin <t)" "$(awk 'BEGIN { print sqrt(0.31^2 + 0.2^2 + 0.1^2) }')" 1e-6
		[ "$(column drift_removed <t)" = 0 ]
	done
}

@test "atoms that stayed at home: D_min is the RMSD" {
	crystal_ab >xyz
	change 'srand(NR); for (k = 2; k <= 4; k++) $k += 0.1*(rand() - 0.5)' <xyz | from-xyz >b
	dmin-match <(from-xyz xyz) b >t
	near "$(column dmin <t)" "$(column rmsd <t)" 1e-12
	[ "$(column relabelled <t)" = 0 ]
	[ "$(column moved <t)" = 0 ]
	near "$(column dmin_r0 <t)" "$(awk -v d="$(column dmin <t)" 'BEGIN { print d/(7.5^3/500)^(1/3) }')" 1e-5
	every gap -le 1e-10 <t
}

@test "scipy's sums" {
	local ref=$GW_SRCDIR/tests/reference sample species units
	for sample in cuzr-2000-glass ka-5000-glass; do
		case $sample in cuzr*) species=Cu,Zr units=metal ;; *) species=A,B units=lj ;; esac
		gzip -dc "$ref/$sample.data.gz" | from-lammps --units $units --species $species >a
		to-xyz a | "$PYTHON" -c '
import re, sys
head = [sys.stdin.readline(), sys.stdin.readline()]
h = [float(v) for v in re.search("Lattice=\"([^\"]*)\"", head[1]).group(1).split()]
at = re.search("Properties=([^ ]*)", head[1]).group(1).split(":")
c = sum(int(n) for k, n in enumerate(at[2::3]) if k < at[0::3].index("pos"))
print(*head, sep="", end="")
for line in sys.stdin:
    w = line.split()
    for k in range(3):
        w[c + k] = repr(float(w[c + k]) + h[4*k]/3)
    print(*w)' | from-xyz --units $units >b
		dmin-match --keep-drift a b >t
		near "$(awk -v d="$(column dmin <t)" -v n="$(peek a | awk '/atoms/ { print $2; exit }')" \
			'BEGIN { printf "%.17g", d*d*n }')" \
			"$(awk -v s=$sample '$1 == s { print $4 }' "$ref/dmin.tsv")" 1e-9
	done
}

@test "lags: every pair of the window, in the order of the later frame" {
	run_liquid 5
	dmin-match --lags 3,1,1 is.tgz >t
	[ "$(column frame0 <t | paste -s)" = "$(printf '1\t2\t3\t1\t4\t2')" ]
	[ "$(column frame <t | paste -s)" = "$(printf '2\t3\t4\t4\t5\t5')" ]
	[ "$(column lag <t | paste -s)" = "$(printf '1\t1\t1\t3\t1\t3')" ]
	near "$(column time <t | tail -1)" "$(tab time is.tgz | tail -1)" 1e-12
	every gap -le 1e-10 <t
	every converged -eq 1 <t
	# successive frames are the default; a pair of files gives the numbers of the pair
	dmin-match is.tgz >one
	cmp <(awk '!/^#/ && $3 != 3' t) <(grep -v '^#' one)
	dmin-match <(slice -f 1 is.tgz) <(slice -f 4 is.tgz) >two
	[ "$(column dmin <two)" = "$(awk '$3 == 3' t | head -1 | cut -f 6)" ]
	[ "$(column lag <two)" = 0 ]
	# one reference for all, or one for each
	dmin-match <(slice -n 1 is.tgz) is.tgz >all
	[ "$(column frame0 <all | sort -u)" = 1 ]
	[ "$(column frame <all | wc -l)" = 5 ]
	dmin-match is.tgz is.tgz | every dmin -le 0
}

@test "--inherent minimises first" {
	run_liquid 3
	minimize run.tgz >is.tgz
	dmin-match --lags 1,2 is.tgz | grep -v '^#' >want
	dmin-match --inherent --lags 1,2 run.tgz | grep -v '^#' >got
	cmp want got
	dmin-match --inherent <(slice -n 1 run.tgz) <(slice -l 1 run.tgz) >two
	[ "$(column dmin <two)" = "$(awk '$1 == 1 && $2 == 3' want | cut -f 6)" ]
	dmin-match run.tgz >direct
	[ "$(column dmin <direct | head -1)" != "$(cut -f 6 want | sed -n 2p)" ]
	# not converged is said
	fails_with 1 'not converged' dmin-match --inherent --max-eval 2 --strict run.tgz
	dmin-match -q --inherent --max-eval 2 run.tgz >few
	[ "$(column converged <few | sort -u)" = 0 ]
	from-xyz <(crystal_ab) >bare
	fails_with 65 'names no potential' dmin-match --inherent bare bare
}

@test "the same bits for any number of threads and shards" {
	run_liquid 7
	dmin-match -j 1 --lags 1,2,4 is.tgz >one
	dmin-match -j 3 --lags 1,2,4 is.tgz >three
	cmp one three
	for n in 2 5; do
		for ((k = 1; k <= n; k++)); do
			dmin-match --lags 1,2,4 --shard $k/$n is.tgz | grep -v '^[#f]' || true
		done >parts
		cmp <(grep -v '^[#f]' one) parts
	done
	for k in 1 2 3; do
		dmin-match --vectors --lags 2 --shard $k/3 is.tgz
	done >parts.tgz
	dmin-match -j 2 --vectors --lags 2 is.tgz >whole.tgz
	cmp <(tab --atoms match u_dmin parts.tgz | grep -v '^#') <(tab --atoms match u_dmin whole.tgz | grep -v '^#')
}

@test "--vectors: where each atom went, as a stream" {
	run_liquid 4
	dmin-match --lags 3 is.tgz >t
	dmin-match --vectors --lags 3 is.tgz >v.tgz
	for x in dmin dmin_r0 rmsd relabelled r0; do
		near "$(tab $x v.tgz | tail -1)" "$(column $x <t | tail -1)" 1e-14
	done
	slice -l 1 v.tgz | tab --atoms id match 'u_dmin[0]' 'u_dmin[1]' 'u_dmin[2]' u_dmin_length u_length >atoms
	near "$(awk '!/^#/ && $1 + 0 { s += $3^2 + $4^2 + $5^2; n++ } END { printf "%.15g", sqrt(s/n) }' atoms)" \
		"$(column dmin <t | tail -1)" 1e-12
	near "$(awk '!/^#/ && $1 + 0 { s += $7^2; n++ } END { printf "%.15g", sqrt(s/n) }' atoms)" \
		"$(column rmsd <t | tail -1)" 1e-12
	[ "$(column match <atoms | sort -n | uniq | wc -l)" = 300 ]
	near "$(awk '!/^#/ && $1 + 0 { s += $1 != $2 } END { print s/300 }' atoms)" "$(column relabelled <t | tail -1)" 1e-4
	# the frame is the reference's, its potential still named
	frames=$(peek v.tgz | grep -c '^u_dmin_length\|  u_dmin_length')
	[ "$frames" -ge 1 ]
	tab --atoms id x <(slice -n 1 is.tgz) | grep -v '^#' >x0
	tab --atoms id x <(slice -n 1 v.tgz) | grep -v '^#' >x1
	cmp x0 x1
	minimize -q --max-eval 0 v.tgz >/dev/null
}

@test "another box: scaled to the reference, and said" {
	crystal_ab | from-xyz >a
	crystal_ab | sed 's/7\.5/8.25/g' | change '$2 *= 1.1; $3 *= 1.1; $4 *= 1.1' | from-xyz >b
	dmin-match a b >t 2>err
	grep -q 'scaled to' err
	every dmin -le 1e-12 <t
	[ "$(column scaled <t)" = 1 ]
	near "$(column volume_ratio <t)" 1.331 1e-12
	dmin-match a a | every scaled -le 0
	# a shear of the box, beyond half of it: skewed cells
	crystal_ab | sed 's/0 0 0 7.5 0 0/0 0 30 7.5 0 0/' | from-xyz >skew
	dmin-match -q skew skew | every dmin -le 0
}

@test "two dimensions" {
	liquid -p ka2d -n 200 --density 1.16 -T 0.6 --hold 3 --seed 4 A65B35 |
		anneal --hold 3 --every 1 >s.tgz
	dmin-match s.tgz >t
	every gap -le 1e-10 <t
	near "$(column r0 <t | head -1)" "$(awk 'BEGIN { printf "%.15g", sqrt(1/1.16) }')" 1e-12
	fails_with 65 'dimensions' dmin-match <(from-xyz --units lj <(crystal_ab)) s.tgz
}

@test "what cannot be matched is named" {
	crystal_ab >xyz
	from-xyz xyz >a
	sed '0,/Zr/s//Cu/' xyz | from-xyz >other
	fails_with 65 '(124|376) atoms of species' dmin-match a other
	fails_with 65 'frame 1 against' dmin-match a other
	(echo 499; sed -n '2,501p' xyz) | from-xyz >fewer
	fails_with 65 '499 atoms, not 500' dmin-match a fewer
	fails_with 65 'units' dmin-match a <(from-xyz --units lj xyz)
	cat a <(from-xyz --units lj xyz) >mixed
	fails_with 65 'units' dmin-match mixed
	fails_with 64 'lags' dmin-match --lags 0 a
	fails_with 64 '3 files' dmin-match a a a
	fails_with 66 'nowhere' dmin-match a nowhere
	cat a a a >three
	cat a a >two
	fails_with 65 'there is none for frame 3' dmin-match two three
	dmin-match --lags 5 a three 2>err >t
	grep -q 'no pair: 4 frames' err
	[ "$(grep -vc '^#' t)" = 1 ]
	head -c $(($(wc -c <three) - 60)) three >cut
	fails_with 65 'end marker|truncated' dmin-match cut
	dmin-match cut 2>/dev/null >t || true
	[ "$(column dmin <t | wc -l)" -ge 1 ]
}
