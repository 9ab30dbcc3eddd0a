# SPDX-License-Identifier: GPL-3.0-or-later
load common

steps() {
	tab step | column step | tr '\n' ' '
}

@test "frames by number, first, last, every" {
	stream frames=9 >g.tgz
	[ "$(slice --frames 2,4:6 g.tgz | steps)" = "20 40 50 60 " ]
	[ "$(slice --first 2 g.tgz | steps)" = "10 20 " ]
	[ "$(slice --last 2 g.tgz | steps)" = "80 90 " ]
	[ "$(slice --last 20 g.tgz | steps | wc -w)" = 9 ]
	[ "$(slice --every 4 g.tgz | steps)" = "10 50 90 " ]
	[ "$(slice --every 2 --last 2 g.tgz | steps)" = "70 90 " ]
}

@test "frames by what they hold" {
	stream frames=9 >g.tgz
	[ "$(slice --where 'temperature<500' g.tgz | steps)" = "60 70 80 90 " ]
	[ "$(slice --where 'temperature >= 500' --where 'step!=30' g.tgz | steps)" = "10 20 40 50 " ]
	[ "$(slice --where 'converged==1' --first 2 g.tgz | steps)" = "10 30 " ]
	[ "$(slice --where 'natoms>5' --first 1 g.tgz | steps)" = "10 " ]
	slice --where 'nosuch>1' g.tgz 2>err | steps >none
	grep -q 'has no nosuch' err
	[ ! -s none ]
}

@test "atoms by id and species, all their arrays alike, others untouched" {
	stream frames=1 >g.tgz
	slice --atoms 3,7:9 g.tgz | tab -a id x 'stress[1]' >t
	[ "$(grep -v '^#' t | sed 1d | tr '\t\n' '  ')" = "3 1 1.5 7 3 3.5 9 4 4.5 " ]
	[ "$(slice --species Zr g.tgz | tab -a id | column id | tr '\n' ' ')" = "3 7 11 " ]
	[ "$(slice --species Cu,Zr g.tgz | tab natoms | column natoms)" = 6 ]
	slice --atoms 3,7:9 g.tgz | peek >p
	grep -q 'tag i2 (3)' p
	slice --atoms 99 g.tgz 2>err | tab natoms >none
	grep -q 'does not have all' err
	[ "$(column natoms <none)" = 0 ]
}

@test "unknown entries and keys go through" {
	stream frames=1 | slice >s.tgz
	[ "$(tar xzOf s.tgz 000000.note.txt)" = "no program knows this" ]
	tar xzOf s.tgz 000000.meta.json >meta
	grep -q '"unknown": *{"kept": *\[1, *2\]}' meta
}

@test "every array keeps its bytes" {
	stream >g.tgz
	slice g.tgz >s.tgz
	for a in pos type id stress tag; do
		for k in 000000 000002; do
			cmp <(tar xzOf g.tgz $k.$a.npy | tail -c 12) <(tar xzOf s.tgz $k.$a.npy | tail -c 12)
		done
	done
	cmp <(tab -a g.tgz | grep -v '^#') <(tab -a s.tgz | grep -v '^#')
}

@test "it drains its input, or kills its producer when told to" {
	stream frames=1 atoms=20000 >one && for k in {1..20}; do cat one; done >long.tgz
	cat long.tgz | slice --first 1 >/dev/null
	run bash -c 'set -o pipefail; cat long.tgz | slice --first 1 --no-drain >/dev/null'
	[ "$status" -eq 141 ]
}

@test "the last good frames of a cut stream are passed on without an end" {
	stream end=0 >cut.tgz
	run -65 bash -c 'slice --last 2 cut.tgz >s.tgz'
	[ "$(tab --fragment step s.tgz | column step | tr '\n' ' ')" = "20 30 " ]
	fails_with 65 'without its end marker' tab s.tgz
}

@test "a stream without frames stays one" {
	stream frames=0 | slice | peek >p
	grep -qx '0 frames, end marker present' p
}

@test "wrong requests are named" {
	stream >g.tgz
	fails_with 64 "--where temperature: expected NAME OP NUMBER" slice --where temperature g.tgz
	fails_with 64 "--where a<>1" slice --where 'a<>1' g.tgz
	fails_with 64 "--where a<x" slice --where 'a<x' g.tgz
	fails_with 64 "give one of them" slice --first 1 --last 1 g.tgz
	fails_with 64 "expected numbers above 0" slice --every 0 g.tgz
	fails_with 64 "--frames 0" slice --frames 0 g.tgz
	fails_with 65 "has no species Al" slice --species Al g.tgz
}

@test "positions as multiples of a quantum, on request, and it is recorded" {
	stream frames=1 >g.tgz
	slice --quantum 0.25 g.tgz >q.tgz
	tab -a x y z q.tgz | grep -v '^#' >a
	tab -a x y z g.tgz | grep -v '^#' | cmp - a
	tar xzOf q.tgz 000000.meta.json >meta
	grep -q '"quantum": *0.25' meta
	grep -q -- '--quantum' meta
	fails_with 64 '--quantum 0' slice --quantum 0 g.tgz
}
