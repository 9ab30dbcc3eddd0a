# SPDX-License-Identifier: GPL-3.0-or-later
load common

# 0 and 1 meet at -2, 2 and 3 at -1, all at 0; 4 and 5 are apart and meet at 1
events() {
	printf 'from\tto\tenergy[eV]\tbarrier[eV]\treverse[eV]\tconnected\n'
	printf '0\t1\t-5\t3\t1\t1\n1\t2\t-3\t3\t4\t1\n2\t3\t-4\t3\t1\t1\n4\t5\t-1\t2\t1.5\t1\n'
	printf '1\t0\t-3\t1.5\t3.5\t1\n2\t2\t-4\t1\t1\t1\n3\t4\t-2\t0.1\t0.1\t0\n'
}

@test "the tree of a landscape known by hand" {
	events >e
	disconnect --atoms 10 e >t 2>err
	[ "$(column parent <t | tr '\n' ' ')" = "6 6 7 7 9 9 8 8 -1 -1 " ]
	[ "$(column minima <t | tr '\n' ' ')" = "1 1 1 1 1 1 2 2 4 2 " ]
	[ "$(column lowest <t | tr '\n' ' ')" = "0 1 2 3 4 5 0 2 0 4 " ]
	[ "$(column energy <t | tr '\n' ' ')" = "-5 -3 -4 -2 -1 -0.5 -2 -1 0 1 " ]
	[ "$(column depth <t | tr '\n' ' ')" = "3 1 3 1 2 1.5 5 4 nan nan " ]
	# slots of width 1, a merge above its lowest minimum
	[ "$(column x <t | tr '\n' ' ')" = "2.5 3.5 0.5 1.5 4.5 5.5 2.5 0.5 2.5 4.5 " ]
	grep -q '2 components that no saddle joins' err
	grep -q '^# component 2: 2 minima, the lowest is 4 at -1, merged at 1$' t
	grep -q '^# depth_per_atom 0.5 eV/atom$' t
}

@test "numbers of the landscape as rows" {
	events >e
	disconnect --atoms 10 --summary e >s 2>/dev/null
	[ "$(value minima <s)" = 6 ]
	[ "$(value saddles <s)" = 4 ]
	[ "$(value components <s)" = 2 ]
	[ "$(value not_connected <s)" = 1 ]
	[ "$(value self_loops <s)" = 1 ]
	[ "$(value duplicates <s)" = 1 ]
	[ "$(value depth <s)" = 5 ]
	[ "$(value depth_per_atom <s)" = 0.5 ]
}

@test "the order of the rows changes nothing" {
	events >e
	{ head -n 1 e; tail -n +2 e | tac; } >r
	disconnect -q e 2>/dev/null | grep -v '^#' >a
	disconnect -q r 2>/dev/null | grep -v '^#' >b
	cmp a b
	disconnect --levels 3 e 2>/dev/null | grep -v '^#' >a
	disconnect --levels 3 r 2>/dev/null | grep -v '^#' >b
	cmp a b
}

@test "levels: every merge on the next one above its saddle" {
	events >e
	disconnect --step 2 e 2>/dev/null >t
	# levels -5 -3 -1 1: 0 with 1 and 2 with 3 at -1, everything at 1
	[ "$(column energy <t | tail -n 4 | tr '\n' ' ')" = "-1 -1 1 1 " ]
	disconnect --levels 1 e 2>/dev/null >t
	[ "$(column parent <t | tr '\n' ' ')" = "6 6 6 6 7 7 -1 -1 " ]
}

@test "explicit energies in columns of any name" {
	printf 'a\tb\tEa\tEb\tEs\n0\t1\t-5\t-3\t-2\n1\t2\t-3\t-4\t0\n' >t
	disconnect -q --from a --to b --energy Ea --final Eb --saddle Es t >got
	[ "$(column energy <got | tr '\n' ' ')" = "-5 -3 -4 -2 0 " ]
}

@test "a Wales group database, by directory or by file" {
	mkdir db
	printf '%s  0.5 1 1.0 ****** 3.0\n' -5.0D+00 -3 -4 -9 >db/min.data
	printf -- '-2 0.5 1 1 2 1. 2. 3.\n0.0 0.5 2 2 3 1. 2. 3.\n' >db/ts.data
	disconnect -q --wales db --unit kcal/mol >a 2>err
	[ "$(column parent <a | tr '\n' ' ')" = "4 4 5 -1 5 -1 " ]
	[ "$(column lowest <a | tr '\n' ' ')" = "1 2 3 4 1 1 " ]
	grep -q '2 components' err
	disconnect -q --min db/min.data --unit kcal/mol <db/ts.data 2>/dev/null >b
	cmp <(grep -v '^#' a) <(grep -v '^#' b)
	printf -- '-2 0.5 1 1 5 1. 2. 3.\n' >>db/ts.data
	fails_with 65 "ts.data:3: .*minimum.*5" disconnect --wales db
	printf -- '-2 0.5 1\n' >>db/min.data
	fails_with 65 "min.data:5: 3 columns where min.data has 6" disconnect --wales db
}

@test "events of a stream are those of its table" {
	"$PYTHON" "$GW_SRCDIR/tests/cli/mkstream.py" atoms=4 frames=4 scalars='[{"sample": 1},
		{"from": 0, "to": 1, "energy": -5, "barrier": 3, "reverse": 1, "connected": true},
		{"from": 1, "to": 0, "energy": -3, "barrier": 9, "reverse": 9, "connected": false},
		{"from": 1, "to": 2, "energy": -3, "barrier": 3, "reverse": 4, "connected": true}]' >e.tgz
	disconnect e.tgz 2>err >a
	[ ! -s err ]
	[ "$(column parent <a | tr '\n' ' ')" = "3 3 4 4 -1 " ]
	grep -q '^energy\[eV\]' <(grep -v '^#' a | head -n 1 | cut -f 5)
	grep -q '^# rows 3$' a
	grep -q '^# not_connected 1$' a
	grep -q '^# depth_per_atom 1.25 eV/atom$' a
	tab from to energy barrier reverse connected natoms e.tgz 2>/dev/null | sed '/^nan/d' | disconnect >b
	cmp <(grep '^# [a-z_]* [0-9.-]*\( eV\(/atom\)*\)*$' a) <(grep '^# [a-z_]* [0-9.-]*\( eV\(/atom\)*\)*$' b)
	cmp <(grep -v '^#' a) <(grep -v '^#' b)
}

@test "the picture: all branches, their energies, and what was left out" {
	events >e
	disconnect --atoms 10 --svg t.svg --label e >/dev/null 2>&1
	"$PYTHON" - <<'EOF'
import xml.etree.ElementTree as E
root = E.parse("t.svg").getroot()
ns = "{http://www.w3.org/2000/svg}"
labels = [t.text for t in root.iter(ns + "text")]
assert sorted(set(labels) & set("012345")) == list("012345"), labels
assert "energy above the lowest minimum [eV]" in labels and "per atom [eV/atom]" in labels
assert any("6 minima, 4 saddles, 2 components; depth 5 eV (0.5 eV/atom)" in s for s in labels)
assert "all minima are drawn" in labels
paths = [p.get("d") for p in root.iter(ns + "path") if p.get("stroke") != "black"]
assert sum(p.count("M") for p in paths) == 10
EOF
	disconnect --svg t.svg --most 2 --colour component e >/dev/null 2>&1
	grep -q '2 of 6 minima are drawn, among the 2 lowest' t.svg
	grep -q 'colours: components' t.svg
	disconnect --svg t.svg --deep 2.5 --colour basin --basin 4.5 e >/dev/null 2>&1
	grep -q '3 of 6 minima are drawn, among the 1000 lowest, at least 2.5 eV deep' t.svg
}

@test "every event from one minimum to one of its own" {
	printf 'energy\tbarrier\treverse\n-1\t1\t0.5\n-1\t0.5\t0.25\n' >t
	disconnect -q --star t >got
	[ "$(column energy <got | tr '\n' ' ')" = "-1 -0.5 -0.75 -0.5 0 " ]
	fails_with 64 "the input has no from;.*--star" disconnect t
	"$PYTHON" "$GW_SRCDIR/tests/cli/mkstream.py" frames=2 scalars='[{},
		{"from": 0, "to": null, "energy": -5, "barrier": 3, "reverse": 1, "connected": 1}]' >e.tgz
	fails_with 64 "the input has no to;.*--star" disconnect e.tgz
	[ "$(disconnect -q --star e.tgz | column energy | tr '\n' ' ')" = "-5 -3 -2 " ]
}

@test "rows without numbers are left out and said" {
	printf 'from\tto\tenergy\tbarrier\treverse\n0\t1\t-1\t1\t1\n0\tnan\t-1\t1\t1\n0\t2\t-1\tnan\t1\n0\t-1\t-1\t1\t1\n' >t
	disconnect t 2>err >got
	grep -q '1 of 4 rows have an energy that is not a number' err
	grep -q '2 of 4 rows do not say between which minima' err
	[ "$(column minima <got | tail -n 1)" = 2 ]
	grep -q '^# left_out 3$' got
	printf 'from\tto\tenergy\tbarrier\treverse\n0\t1\tnan\t1\t1\n' >t
	fails_with 65 "no minima: 1 rows" disconnect t
}

@test "a saddle below its minimum" {
	printf 'from\tto\tenergy\tbarrier\treverse\n0\t1\t-1\t1\t1\n1\t2\t-1\t-0.5\t1\n0\t2\t-1\t-0.001\t0.1\n' >t
	fails_with 65 "row 2: the saddle at -1.5 is below minimum 1 at -1" disconnect t
	disconnect --skip t 2>err >got
	grep -q '1 of 3 rows have a saddle below a minimum' err
	grep -q '^# raised 1$' got
	[ "$(column energy <got | tail -n 2 | tr '\n' ' ')" = "-1 0 " ]
	sed 3d t >u
	fails_with 65 "row 2: the saddle at -1.001" disconnect --tolerance 1e-4 u
}

@test "one minimum with several energies is said" {
	printf 'from\tto\tenergy\tbarrier\treverse\n0\t1\t-1\t1\t1\n0\t2\t-1.1\t1\t1\n' >t
	disconnect t 2>err >got
	grep -q 'the energies of minimum 0 differ by 0.1' err
	[ "$(column energy <got | head -n 1)" = -1.1000000000000001 ]
}

@test "events of several samples are refused" {
	printf 'from\tto\tenergy\tbarrier\treverse\tsample\n0\t1\t-1\t1\t1\t1\n0\t1\t-9\t1\t1\t2\n' >t
	fails_with 65 "rows 1 and 2 are events of different samples \(sample 1 and 2\)" disconnect t
}

@test "wrong requests are named" {
	events >e
	fails_with 64 "give one of them" disconnect --levels 3 --step 1 e
	fails_with 64 "belong together" disconnect --colour basin e
	fails_with 64 "--size 3: expected" disconnect --size 3 e
	fails_with 64 "name a file" disconnect --svg - e
	fails_with 64 "names both files" disconnect --wales . e
	fails_with 66 "min.data" disconnect --wales nosuch
	fails_with 66 "nosuch" disconnect nosuch
	fails_with 74 "nosuch" disconnect --svg nosuch/t.svg e
	[ ! -e nosuch ]
}
