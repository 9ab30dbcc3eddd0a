# SPDX-License-Identifier: GPL-3.0-or-later
# What all programs do alike, shown on slice (stream to stream) and tab (stream to table).
load common

@test "unknown options, bad values and missing values are usage errors that name them" {
	fails_with 64 '^slice: --nosuch: unknown option' slice --nosuch
	fails_with 64 '^slice: -z: unknown option' slice -z
	fails_with 64 '^slice: --every x: expected a whole number' slice --every x
	fails_with 64 '^slice: --every: this option needs a value' slice --every
	fails_with 64 '^slice: --no-drain=1: this option takes no value' slice --no-drain=1
	fails_with 64 '^slice: --threads 0: expected' slice -j 0 /dev/null
	fails_with 64 '^slice: --threads -1: expected' slice -j -1 /dev/null
}

@test "every program has a help that fits a screen, and a version" {
	for t in $GW_TOOLS; do
		$t --help >help
		[ "$(wc -l <help)" -le 40 ] || { echo "$t --help: $(wc -l <help) lines"; return 1; }
		[ "$(awk '{ if (length > m) m = length } END { print m }' help)" -le 100 ]
		grep -q "^usage: $t" help || { echo "$t"; return 1; }
		grep -q '^Example: ' help || { echo "$t has no example"; return 1; }
		[[ $($t --version) == "$t (glassworks) "* ]]
		$t --list-options | awk -F '\t' 'NF != 5 { exit 1 }'
	done
}

@test "options may follow operands, -- ends them, - is standard input" {
	stream >g.tgz
	[ "$(slice g.tgz --first 1 | tab step | column step)" = 10 ]
	[ "$(slice --fir 1 - <g.tgz | tab step | column step)" = 10 ]
	cp g.tgz ./--first
	[ "$(slice -- --first | tab step | column step | wc -l)" = 3 ]
}

@test "what is no stream: missing, empty, text" {
	echo hello there >text
	: >empty
	fails_with 66 'nosuch.tgz' slice nosuch.tgz
	fails_with 65 'text' slice text
	fails_with 65 'empty' slice empty
	fails_with 65 'empty' bash -c ': | slice'
}

@test "a full disk is an error, for streams and tables" {
	stream >g.tgz
	fails_with 74 'No space left' bash -c 'slice g.tgz >/dev/full'
	fails_with 74 'write failed' bash -c 'tab g.tgz >/dev/full'
	fails_with 74 'No space left' slice -o /dev/full g.tgz
	fails_with 74 'write failed' bash -c 'slice --help >/dev/full'
	fails_with 74 'cannot be created' slice -o no/such/dir.tgz g.tgz
}

@test "a reader that closes early ends it without a word" {
	stream frames=2000 >g.tgz
	run bash -c 'set -o pipefail; slice g.tgz 2>err | head -c 1 >/dev/null'
	[ "$status" -eq 141 ]
	[ ! -s err ]
	# also when the parent ignores SIGPIPE
	run bash -c 'trap "" PIPE; set -o pipefail; slice g.tgz 2>err | head -c 1 >/dev/null'
	[ "$status" -eq 141 ]
	[ ! -s err ]
}

@test "-o: the file appears when it is complete, and not at all after a failure" {
	stream >g.tgz
	slice -o out.tgz g.tgz && slice g.tgz >std.tgz
	cmp out.tgz std.tgz
	[ "$(ls | grep -c tmp)" = 0 ]
	echo before >kept.tgz
	stream end=0 >cut.tgz
	run -65 slice -o kept.tgz cut.tgz
	[ "$(cat kept.tgz)" = before ]
	run -65 tab -o kept.tgz cut.tgz
	[ "$(cat kept.tgz)" = before ]
	[ "$(ls | grep -c tmp)" = 0 ]
	slice -o g.tgz g.tgz && cmp g.tgz out.tgz
}

@test "-o: a link stays a link, the permissions are those of the umask" {
	stream >g.tgz && ln -s real.tgz link.tgz && : >real.tgz
	(umask 027 && slice -o link.tgz g.tgz)
	[ -L link.tgz ] && [ -s real.tgz ]
	[ "$(stat -c %a real.tgz)" = 640 ]
}

@test "no stream on a terminal" {
	need script
	stream >g.tgz
	run script -qec 'slice g.tgz' /dev/null </dev/null
	[ "$status" -eq 64 ]
	[[ $output == *"not written to a terminal"* ]]
	script -qec 'slice --force g.tgz' /dev/null </dev/null >forced
	grep -aq 000000.meta.json forced || [ "$(wc -c <forced)" -gt 1000 ]
}

@test "a cut stream: good frames go on, no end marker, exit 65" {
	stream frames=5 >g.tgz
	head -c $(($(stat -c %s g.tgz)*3/5)) g.tgz >cut.tgz
	run -65 --separate-stderr bash -c 'slice cut.tgz >out.tgz'
	[[ $stderr == *cut.tgz*truncated* ]]
	tab --fragment step out.tgz | column step >steps
	[ "$(head -n 2 steps | tr '\n' ' ')" = "10 20 " ]
	fails_with 65 'without its end marker' tab out.tgz
	slice --fragment out.tgz | tab step >whole
}

@test "a flipped bit is found" {
	stream frames=3 >g.tgz
	"$PYTHON" -c '
b = bytearray(open("g.tgz", "rb").read())
b[len(b)//2] ^= 16
open("bad.tgz", "wb").write(b)'
	run -65 --separate-stderr bash -c 'slice bad.tgz >out.tgz'
	[[ $stderr == *bad.tgz* ]]
}

@test "one stream after the other is a stream" {
	stream frames=2 >a.tgz && stream frames=3 >b.tgz
	[ "$(cat a.tgz b.tgz | slice | tab step | column step | wc -l)" = 5 ]
	cmp <(slice a.tgz b.tgz | tab -i - step | grep -v '^#') <(cat a.tgz b.tgz | slice | tab step | grep -v '^#')
}

@test "units are not mixed in one pipe" {
	stream >m.tgz && stream units=lj >l.tgz
	run -65 --separate-stderr bash -c 'slice m.tgz l.tgz >out.tgz'
	[[ $stderr == *"frame 1"*"units lj after metal"* ]]
	[ "$(tab --fragment step out.tgz | column step | wc -l)" = 3 ]
}

@test "the same command writes the same bytes, whatever the number of threads" {
	stream frames=4 >g.tgz
	slice --every 2 g.tgz >one && slice --every 2 g.tgz >two
	slice -j 3 -q -v --every 2 g.tgz >three
	cmp one two && cmp one three
}

@test "the provenance grows by one entry per program" {
	stream frames=2 | slice --first 1 | slice --every=2 - >g.tgz
	peek --json g.tgz | "$PYTHON" -c 'import json, sys
p = json.loads(sys.stdin.readline())["provenance"]
assert [e["program"] for e in p] == ["mkstream", "slice", "slice"], p
assert p[1]["argv"] == ["slice", "--first", "1"], p
assert p[2]["argv"] == ["slice", "--every", "2", "-"], p
assert all(e["version"] and "seed" in e for e in p), p'
}

@test "a slow producer: its frame is there before the next one" {
	stream frames=1 >one.tgz && mkfifo pipe
	slice <pipe >out 3>&- & reader=$!
	exec 9>pipe
	cat one.tgz >&9
	for _ in {1..500}; do
		[ -s out ] && break
		sleep 0.02
	done
	[ -s out ]
	exec 9>&-
	wait $reader
}

@test "SIGUSR1 asks for a status line, SIGTERM ends a waiting program and leaves no file" {
	stream frames=1 >one.tgz && mkfifo pipe
	slice -o out.tgz <pipe 2>err 3>&- & reader=$!
	exec 9>pipe
	cat one.tgz >&9
	for _ in {1..500}; do
		ls out.tgz.*.tmp >/dev/null 2>&1 && break
		sleep 0.02
	done
	kill -USR1 $reader
	cat one.tgz >&9
	for _ in {1..500}; do
		grep -q frames err && break
		sleep 0.02
	done
	grep -q '^slice: [12] frames' err
	kill -TERM $reader
	status=0
	wait $reader || status=$?
	exec 9>&-
	[ "$status" -eq 143 ]
	[ -z "$(ls | grep '^out')" ]
}

@test "an input that ends in an end of archive, and plain, zstd and xz input" {
	stream frames=3 >g.tgz
	slice g.tgz | tab -a | grep -v '^#' >want
	gzip -dc g.tgz >plain.tar
	tab -a plain.tar | grep -v '^#' | cmp - want
	mkdir x && tar xzf g.tgz -C x && tar cf std.tar -C x $(tar tzf g.tgz)
	tab -a std.tar | grep -v '^#' | cmp - want
	for z in zstd xz lz4; do
		command -v $z >/dev/null || continue
		$z -c <plain.tar >packed
		tab -a packed | grep -v '^#' | cmp - want
	done
}

# ---- what programs with a potential do alike, shown on minimize ----

lj() {
	stream units=lj species=A,B "$@"
}

@test "the potential is given once and travels with the frames" {
	lj >g.tgz
	fails_with 65 'give one with -p' minimize --max-eval 0 g.tgz
	minimize -p ka,cut=2.2 --max-eval 0 g.tgz >ka.tgz
	minimize --max-eval 0 ka.tgz >again.tgz
	peek --json again.tgz >p
	grep -q '"spec":"ka,cut=2.2"' p
	cmp <(tab energy ka.tgz | grep -v '^#') <(tab energy again.tgz | grep -v '^#')
	tab energy again.tgz >t
	grep -q '^# potential ka,cut=2.2' t
	# another one replaces it
	minimize -p wca --max-eval 0 ka.tgz | peek --json >p
	grep -q '"spec":"wca"' p
	fails_with 64 'nosuch' minimize -p nosuch g.tgz
	fails_with 69 'nosuch.fs' minimize -p eam/fs:nosuch.fs g.tgz
	fails_with 65 '' minimize -p ka <(stream)
}

@test "a potential file that is not what it was is refused" {
	need_potential CuZr_mm.eam.fs
	cp /usr/share/lammps/potentials/CuZr_mm.eam.fs mine.eam.fs
	stream frames=1 | slice --atoms 1,7 | minimize -p eam/fs:mine.eam.fs --max-eval 0 >g.tgz
	minimize --max-eval 0 g.tgz | tab energy >t
	sed -i '1s/$/ changed/' mine.eam.fs
	fails_with 65 'refused|differ' minimize --max-eval 0 g.tgz
	fails_with 65 'refused|differ' minimize -p eam/fs:mine.eam.fs --max-eval 0 g.tgz
	# another name is another potential, on purpose
	minimize -p eam/fs:./mine.eam.fs --max-eval 0 g.tgz | tab energy >t
}

@test "shards of frames, one after the other, are the whole" {
	lj frames=7 >g.tgz
	minimize -p ka --max-eval 0 g.tgz | tab step energy fmax | grep -v '^#' >whole
	for n in 1 2 3 7 9; do
		for k in $(seq $n); do
			minimize -p ka --max-eval 0 --shard $k/$n g.tgz
		done | tab step energy fmax | grep -v '^#' | cmp - whole
	done
	minimize -p ka --max-eval 0 --shard 2/2 <g.tgz | tab step | column step >half
	[ "$(tr '\n' ' ' <half)" = "40 50 60 70 " ]
	fails_with 64 'counted' bash -c 'cat g.tgz | minimize -p ka --shard 1/2'
	fails_with 64 'shard 3/2' minimize -p ka --shard 3/2 g.tgz
	lj frames=4 end=0 >cut.tgz
	fails_with 65 'without its end' minimize -p ka --max-eval 0 --shard 2/2 cut.tgz
}

@test "a frame's numbers do not depend on the frames before it" {
	lj frames=4 >g.tgz
	minimize -p ka --max-eval 5 -q g.tgz | slice --frames 3 | tab -a x y z | grep -v '^#' >a
	slice --frames 3 g.tgz | minimize -p ka --max-eval 5 -q | tab -a x y z | grep -v '^#' | cmp - a
}

@test "--strict makes what is not converged an error, and says so without it" {
	lj frames=2 >g.tgz
	minimize -p ka --max-eval 2 g.tgz 2>err >out.tgz
	grep -q 'not converged' err
	tab converged out.tgz | column converged >c
	grep -qx 0 c
	fails_with 1 'not converged \(--strict\)' minimize -p ka --max-eval 2 --strict g.tgz
	minimize -q -p ka --max-eval 2 g.tgz 2>err >out.tgz
	[ ! -s err ]
}

@test "times and rates in ps and K are refused for lj units" {
	lj frames=1 >g.tgz
	fails_with 64 'lj units: give a plain number' quench -p ka --to 0.1 --rate 1e12K/s g.tgz
}
