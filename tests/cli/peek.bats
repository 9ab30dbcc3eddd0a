# SPDX-License-Identifier: GPL-3.0-or-later
load common

@test "it tells what a frame holds" {
	stream frames=1 >g.tgz
	peek g.tgz >p
	grep -q '^frame 1 of g.tgz' p
	grep -q '^atoms 6: Cu3 Zr3' p
	grep -q '^box 10 x 10 x 10 A, periodic xyz' p
	grep -q '^volume 1000 A^3' p
	grep -q '  energy -2.5 eV' p
	grep -q '  stress f4 (6,2) eV' p
	grep -q '  note.txt: 22 bytes, not known' p
	grep -q '  mkstream 1 seed 3: mkstream a b' p
	tail -n 1 p | grep -qx '1 frame, end marker present'
}

@test "one line per frame" {
	stream | peek --brief >p
	[ "$(wc -l <p)" = 4 ]
	sed -n 2p p | grep -q '^2  6 atoms Cu3 Zr3  temperature 800 K  energy -5 eV'
}

@test "the meta data as JSON lines" {
	stream | peek --json >p
	[ "$(wc -l <p)" = 3 ]
	"$PYTHON" -c 'import json, sys
rows = [json.loads(l) for l in sys.stdin]
assert [r["scalars"]["energy"] for r in rows] == [-2.5, -5.0, -7.5]
assert rows[0]["unknown"] == {"kept": [1, 2]}' <p
}

@test "good frames of a damaged stream, then the error" {
	stream >g.tgz
	size=$(stat -c %s g.tgz)
	head -c $((size/2)) g.tgz >half.tgz
	run -65 --separate-stderr peek --brief half.tgz
	[ "${#lines[@]}" -ge 1 ]
	[[ ${lines[0]} == 1\ * ]]
	[[ $output != *"end marker present"* ]]
	[[ $stderr == *half.tgz*truncated* ]]
	peek --brief --fragment half.tgz >p || true
	grep -q '^1  6 atoms' p
}

@test "a frame that is no configuration is described all the same" {
	stream frames=1 atoms=0 | peek >p
	grep -q '^atoms 0' p
	grep -q 'scalars' p
}

@test "files that are no streams" {
	echo hello >text
	fails_with 65 'text' peek text
	fails_with 65 'empty' peek /dev/null
	fails_with 66 'nosuch' peek nosuch
}
