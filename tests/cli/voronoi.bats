# SPDX-License-Identifier: GPL-3.0-or-later
load common

fcc() { crystal --lattice 3.6 --cells "${1:-3x3x3}" fcc Cu; }

# 300 random atoms in a box of 8 x 7 x 9, as p (id x y z) and, its Lattice given, as xyz
gas() {
	awk 'BEGIN { srand(5); for (i = 1; i <= 300; i++)
		printf "%d %.15g %.15g %.15g\n", i, 8*rand(), 7*rand(), 9*rand() }' >p
	{
		printf '300\nLattice="%s" Properties=species:S:1:pos:R:3\n' "${1:-8 0 0 0 7 0 0 0 9}"
		awk '{ print $1 % 3 ? "Cu" : "Zr", $2, $3, $4 }' p
	} | from-xyz
}

# rows "index count" of a census without its head
rows() { awk -F '\t' '!/^#/ && $1 != "frame" { print $2, $3 }'; }

@test "fcc, hcp, bcc and B2 have their index and fill their box" {
	[ "$(fcc | voronoi --census | rows)" = "<0,12,0,0> 108" ]
	[ "$(crystal --lattice 3 --cells 3x3x3 hcp Mg | voronoi --census | rows)" = "<0,12,0,0> 108" ]
	[ "$(crystal --lattice 3 --cells 3x3x3 bcc Fe | voronoi --census | rows)" = "<0,6,0,8> 54" ]
	[ "$(crystal --lattice 3 --cells 3x3x3 b2 Cu Zr | voronoi --census | rows)" = "<0,6,0,8> 54" ]
	fcc | voronoi --table >t
	every volume -gt 11.66399 <t
	close "$(column volume <t | awk '{ s += $1 } END { printf "%.17g", s }')" 1259.712 1e-9
}

@test "random atoms have the cells that Debian's voro++ finds" {
	need voro++
	gas | voronoi --table >t
	voro++ -p -c "%i %s %v %A" 0 8 0 7 0 9 p
	sort -n p.vol >want
	# columns of t: frame id species volume faces f5 n3 n4 ...; of want: id faces volume n0 n1 n2 n3 ...
	awk 'NR == FNR { faces[$1] = $2; volume[$1] = $3
			for (k = 3; k < 11; k++) n[$1, k] = $(4 + k) + 0
			next }
		/^#/ || $1 == "frame" { next }
		{ bad = $5 != faces[$2] || ($4/volume[$2] - 1)^2 > 1e-10
		  for (k = 3; k < 11; k++) bad = bad || $(4 + k) != n[$2, k]
		  if (bad) { print "atom", $2; failed = 1 } m++ }
		END { exit failed || m != 300 }' want t
}

@test "other vectors of the same lattice and other images give the same cells" {
	gas | voronoi --table | cut -f 2,3,5- | grep -v '^#' >a
	gas "8 0 0 -8 7 0 16 -7 9" | voronoi --table | cut -f 2,3,5- | grep -v '^#' >b
	cmp a b
	gas | to-xyz | awk -v OFMT=%.17g -v CONVFMT=%.17g 'NR > 2 { $2 += 8*(NR % 3); $3 += 0.25; $4 -= 9*(NR % 5) } { print }' |
		from-xyz | voronoi --table | cut -f 2,3,5- | grep -v '^#' >c
	cmp a c
}

@test "any number of threads writes the same bytes" {
	need_potential CuZr_mm.eam.fs
	fcc 12x12x12 | anneal -p eam/fs:CuZr_mm.eam.fs -T 3000 --hold 0.05 >hot
	voronoi -j 1 --neighbours hot >one
	voronoi -j 3 --neighbours hot >three
	cmp one three
}

@test "the stream gets arrays, scalars say how" {
	gas | voronoi --edge-min 1% --face-min 0.05 --neighbours >v
	peek v >p
	grep -q 'voronoi i2 (300,' p
	grep -q 'volume f8 (300) A^3' p
	grep -q 'faces i2 (300)' p
	grep -q 'f5 f8 (300)' p
	grep -q 'neighbours i8 (300,' p
	grep -q 'voronoi_cells plain' p
	grep -q 'voronoi_edge_min 1%' p
	grep -q 'voronoi_face_min 0.05' p
	tab --atoms faces f5 'voronoi[2]' v >t
	awk -F '\t' '!/^#/ && $1+0 > 0 { n++; if (($2*$1 - $3)^2 > 1e-20) bad = 1 } END { exit bad || n != 300 }' t
	fcc 1x1x1 | voronoi --neighbours | tab --atoms 'neighbours[0]' 'neighbours[11]' >n
	every 'neighbours[11]' -gt 0 <n
}

@test "the table says how, too, and lists neighbours" {
	fcc 2x2x2 | voronoi --table --neighbours --radical --radii Cu=1.3 --face-min 1% >t
	grep -qx '# cells radical Cu=1.3, edge-min none, face-min 1%' t
	[ "$(column neighbours <t | awk -F , '{ print NF }' | sort -u)" = 12 ]
	[ "$(column index <t | sort -u)" = "<0,12,0,0>" ]
}

@test "equal radii are plain cells, others are not" {
	gas | voronoi --table | grep -v '^#' >plain
	gas | voronoi --table --radical --radii Cu=1,Zr=1 | grep -v '^#' >same
	gas | voronoi --table --radical --radii Cu=1,Zr=1.1 | grep -v '^#' >other
	cmp plain same
	run cmp -s plain other
	[ "$status" -eq 1 ]
	close "$(column volume <other | awk '{ s += $1 } END { printf "%.17g", s }')" 504 1e-9
}

@test "a census is in descending order and complete" {
	gas | voronoi --census >c
	column count <c | sort -c -nr
	[ "$(column count <c | awk '{ s += $1 } END { print s }')" = 300 ]
	[ "$(column index <c | sort | uniq -d | wc -l)" = 0 ]
}

@test "an atom without a cell is named" {
	printf '2\nLattice="9 0 0 0 9 0 0 0 9" Properties=species:S:1:pos:R:3\nCu 1 1 1\nZr 1 10 1\n' |
		from-xyz >same
	fails_with 65 'atom 1: no Voronoi cell: it is at the place of atom 2' voronoi -o x same
	[ ! -e x ]
	gas >g
	fails_with 65 'atom [0-9]+: no Voronoi cell: the radical cells of larger atoms' \
		voronoi -o x --radical --radii Cu=0.1,Zr=5 g
}

@test "two dimensions are refused" {
	crystal --lattice 1 hex A >flat
	fails_with 65 'two dimensions' voronoi -o x flat
}

@test "bad options are said" {
	fcc >f
	fails_with 64 'give the radii' voronoi -o x --radical f
	fails_with 64 'say --radical' voronoi -o x --radii Cu=1 f
	fails_with 64 'none for Cu' voronoi -o x --radical --radii Zr=1 f
	fails_with 64 'above 0' voronoi -o x --radical --radii Cu=-1 f
	fails_with 64 'SPECIES=RADIUS' voronoi -o x --radical --radii 1.3 f
	fails_with 64 'percentage' voronoi -o x --edge-min 1%% f
	fails_with 64 'percentage' voronoi -o x --face-min -1 f
	fails_with 64 'one at a time' voronoi --table --census f
	fails_with 64 'shard' voronoi --table --shard 1/2 f
}

@test "shards, one after the other, are the whole" {
	fcc >f
	cat f f f >fff
	voronoi fff >all
	voronoi --shard 1/2 fff >a
	voronoi --shard 2/2 fff >b
	diff <(tab --atoms frame volume all | grep -v '^#' | cut -f 2) \
		<(cat a b | tab --atoms frame volume | grep -v '^#' | cut -f 2)
}
