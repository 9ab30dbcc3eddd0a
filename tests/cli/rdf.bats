# SPDX-License-Identifier: GPL-3.0-or-later
load common

fcc() { crystal --lattice 3.61 --cells 4x4x4 fcc Cu; }

@test "fcc shells stand at a/sqrt 2, a, holding 12, 18 and 42 neighbours" {
	fcc | rdf --rmax 6 --bins 600 >g.tsv
	# inside each gap between shells the running number is exact
	awk -F '\t' '!/^#/ && $1+0 > 0 { n[sprintf("%.3f", $1)] = $3 }
		END { print n["3.005"], n["4.005"], n["5.005"] }' g.tsv >n
	read -r a b c <n
	number "$a" -eq 12
	number "$b" -eq 18
	number "$c" -eq 42
}

@test "the first peak is the nearest-neighbour distance" {
	fcc | rdf --rmax 6 --bins 1200 --smooth 0 --peaks >p.tsv
	close "$(head -1 <(column peak <p.tsv))" 2.55266 0.006
}

@test "partials add up to g with the weights of the composition" {
	crystal --lattice 3.24 --cells 5x5x5 b2 Cu Zr | rdf --rmax 7 --bins 70 >g.tsv
	awk -F '\t' '!/^#/ && $1+0 > 0 { m = ($4 + 2*$5 + $6)/4; d = m - $2
		if (d < 0) d = -d; if (d > 1e-3*(1 + $2)) bad = 1; n++ }
		END { exit bad || n != 70 }' g.tsv
}

@test "a stream without its end is bad data" {
	fcc >a.tgz
	head -c 900 a.tgz >cut.tgz
	run -65 rdf cut.tgz
	[[ $output == *truncated* ]]
}

@test "more than half the box counts images" {
	crystal --lattice 3.61 --cells 1x1x1 fcc Cu | rdf --rmax 4.52 --bins 450 >small.tsv
	fcc | rdf --rmax 4.52 --bins 450 >large.tsv
	awk -F '\t' 'FNR == 1 { file++ } !/^#/ && $1+0 > 0 { if (file == 1) n[$1] = $3
		else if ((d = n[$1] - $3) > 1e-9 || d < -1e-9) bad = 1 } END { exit bad }' small.tsv large.tsv
}
