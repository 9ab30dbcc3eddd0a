# SPDX-License-Identifier: GPL-3.0-or-later
# The stream among other programs: tar, Python, cat, GNU parallel, compressors.

load common

start='\x1f\x8b\x08\x04\x00\x00\x00\x00'

helper() {
	"$GW_BUILDDIR/tests/cli/stream_helper" "$@"
}
export -f helper

need_numpy() {
	"${PYTHON:-python3}" -c 'import numpy' 2>/dev/null || skip "no python3 with numpy"
}

# Bytes of the first member, from its header.
first_member() {
	od -An -tu8 -j16 -N8 "$1" | tr -d ' '
}

# Wait until a file has so many lines, for as long as a test may take.
wait_lines() {
	for _ in $(seq 6000); do
		[ "$(wc -l <"$1")" -ge "$2" ] && return
		sleep 0.02
	done
	echo "$1 has $(wc -l <"$1") lines, not $2" >&2
	return 1
}

@test "tar lists and extracts a stream" {
	helper make 3 5 >a.tgz
	tar tzf a.tgz >names
	[ "$(head -5 names | tr '\n' ' ')" = "000000.meta.json 000000.pos.npy 000000.type.npy 000000.id.npy 000000.crc32 " ]
	[ "$(tail -1 names)" = end.json ]
	[ "$(wc -l <names)" -eq 16 ]
	mkdir out
	tar xzf a.tgz -C out
	[ "$(cat out/end.json)" = '{"end": true, "frames": 3}' ]
}

@test "the same input gives the same bytes" {
	helper make 2 500 >a.tgz
	helper copy a.tgz | cmp - a.tgz
	sleep 1
	helper make 2 500 | cmp - a.tgz
	helper make 2 20000 >b.tgz
	for n in 1 2 3; do
		OMP_NUM_THREADS=$n helper make 2 20000 | cmp - b.tgz
		OMP_NUM_THREADS=$n helper copy b.tgz | cmp - b.tgz
	done
}

@test "a plain stream is a tar file" {
	helper make 2 7 plain >a.tar
	[ "$(tar tf a.tar | wc -l)" -eq 11 ]
	helper make 2 7 >a.tgz
	gzip -dc a.tgz | cmp - a.tar
	[ "$(helper list a.tar)" = "$(helper list a.tgz)" ]
	helper make 2 20000 plain >b.tar
	helper make 2 20000 | gzip -dc | cmp - b.tar
}

@test "what tar extracted, tar packs again" {
	helper make 3 5 >a.tgz
	mkdir -p in/side
	tar xzf a.tgz -C in/side
	tar cf b.tar -C in side
	tar czf b.tgz --format=posix -C in/side .
	tar cf c.tar --format=gnu -C in/side $(cd in/side && ls)
	tar cf d.tar --format=ustar -C in/side $(cd in/side && ls)
	for f in c.tar d.tar; do
		[ "$(helper list $f)" = "$(helper list a.tgz)" ]
	done
	# whole folders come in the order of the file system: sort the names
	tar czf e.tgz --sort=name --format=posix -C in side
	[ "$(helper list e.tgz)" = "$(helper list a.tgz)" ]
}

# The Python programs of stream(5), by the comment before them.
python_of_page() {
	sed -n "/^\.\\\\\" python: $1/,/^\.Ed/p" "$GW_SRCDIR/formats/stream.5" | grep -v '^\.' >"$1.py"
	[ -s "$1.py" ]
}

@test "Python's tarfile and numpy read a stream, as stream(5) shows" {
	need_numpy
	python_of_page read
	helper make 3 50 >a.tgz
	"$PYTHON" read.py <a.tgz >out
	[ "$(cut -d' ' -f1,2 out | tr '\n' ' ')" = "{'step': 0} {'step': 1} {'step': 2} " ]
	cat a.tgz a.tgz | "$PYTHON" read.py | cmp - <(cat out out)
	helper make 2 20000 >large.tgz
	[ "$("$PYTHON" read.py <large.tgz | cut -d' ' -f1,2 | tr '\n' ' ')" = "{'step': 0} {'step': 1} " ]
	head -c -60 a.tgz >cut.tgz
	run "$PYTHON" read.py <cut.tgz
	[ "$status" -ne 0 ]
	"$PYTHON" - <<-'END'
		import io, json, numpy, tarfile, zlib
		tar = tarfile.open("a.tgz")
		data = {e.name: tar.extractfile(e).read() for e in tar}
		for line in data["000001.crc32"].decode().splitlines():
		    crc, name = line.split(" ", 1)
		    assert int(crc, 16) == zlib.crc32(data[name])
		pos = numpy.load(io.BytesIO(data["000001.pos.npy"]))
		assert pos.shape == (50, 3) and pos.dtype == "<f8"
		assert 0 <= pos.min() and 50 < pos.max() < 60
		meta = json.loads(data["000001.meta.json"])
		assert meta["arrays"][0] == {"name": "pos", "dtype": "<f8", "shape": [50, 3], "unit": "A"}
	END
}

@test "Python's tarfile and numpy write a stream, as stream(5) shows" {
	need_numpy
	python_of_page write
	"$PYTHON" write.py
	[ "$(helper list python.tgz | cut -d' ' -f1,2 | tr '\n' ' ')" = "1 8 2 8 " ]
	[ "$(helper copy python.tgz | tar tzf - | grep -c 000001.pos.npy)" -eq 1 ]
	# tarfile adds pax headers when times are not whole seconds
	tar xzf python.tgz
	"$PYTHON" -c 'import os, sys, tarfile
for name in sys.argv[1:]: os.utime(name, (1700000000.25, 1700000000.25))
with tarfile.open("pax.tar", "w") as tar:
    for name in sys.argv[1:]: tar.add(name)' 0*.* end.json
	[ "$(helper list pax.tar | cut -d' ' -f1,2 | tr '\n' ' ')" = "1 8 2 8 " ]
}

@test "streams are concatenated with cat" {
	helper make 2 5 >a.tgz
	helper make 3 9 >b.tgz
	helper make 0 0 >c.tgz
	cat a.tgz c.tgz b.tgz a.tgz | helper list >all
	[ "$(cut -d' ' -f2 all | tr '\n' ' ')" = "5 5 9 9 9 5 5 " ]
	helper list a.tgz b.tgz c.tgz a.tgz | cut -d' ' -f2- | cmp - <(cut -d' ' -f2- all)
	[ "$(cat a.tgz b.tgz | helper copy | tar tzf - | grep -c 000004.crc32)" -eq 1 ]
}

@test "other compressions are read" {
	helper make 3 200 plain >a.tar
	helper list a.tar >want
	helper make 1 5 >b.tgz
	for z in gzip bzip2 xz zstd lz4; do
		command -v $z >/dev/null || { echo "# no $z" >&3; continue; }
		$z -c <a.tar >a.z
		helper list a.z | cmp - want
		cat a.z a.z | helper list >twice
		[ "$(wc -l <twice)" -eq 6 ]
		head -c $(($(wc -c <a.z) - 20)) a.z >cut
		fails_with 65 'truncated|damaged' helper list cut
		fails_with 65 'damaged' helper list <(cat a.z; echo garbage)
		# another compression behind it is refused or read, never lost
		case $z in
		gzip)	[ "$(helper list <(cat a.z b.tgz) | wc -l)" -eq 4 ] ;;
		*)	fails_with 65 'damaged' helper list <(cat a.z b.tgz) ;;
		esac
	done
}

@test "GNU parallel -k makes one stream of many" {
	need parallel
	parallel --will-cite -j2 -k 'sleep 0.$((9 - {})); helper make 1 {}' ::: 3 4 5 6 >a.tgz
	[ "$(helper list a.tgz | cut -d' ' -f2 | tr '\n' ' ')" = "3 4 5 6 " ]
}

@test "GNU parallel --pipe splits a stream by frames" {
	need parallel
	helper make 6 300 >a.tgz
	parallel --will-cite -j2 --pipe -N1 -k --regexp --recstart "$start" cat <a.tgz | cmp - a.tgz
	parallel --will-cite -j2 --pipe -N1 -k --regexp --recstart "$start" helper copy fragment <a.tgz >b.tgz
	[ "$(helper list b.tgz)" = "$(helper list a.tgz)" ]
	parallel --will-cite -j2 --pipe -N2 -k --regexp --recstart "$start" helper list fragment <a.tgz |
		cut -d' ' -f2- | cmp - <(helper list a.tgz | cut -d' ' -f2-)
	parallel --will-cite -j2 --pipe-part -a a.tgz --block 9k -k --regexp --recstart "$start" \
		helper copy fragment >c.tgz
	[ "$(helper list c.tgz)" = "$(helper list a.tgz)" ]
	helper make 3 20000 >d.tgz
	parallel --will-cite -j2 --pipe -N1 -k --regexp --recstart "$start" helper copy fragment <d.tgz >e.tgz
	[ "$(helper list e.tgz)" = "$(helper list d.tgz)" ]
}

@test "a member's length is in its header" {
	helper make 3 10976 >a.tgz
	n=$(first_member a.tgz)
	head -c "$n" a.tgz | gzip -t
	[ "$(head -c "$n" a.tgz | tar tzf - | grep -c 000000.crc32)" -eq 1 ]
	[ "$(head -c "$n" a.tgz | helper list fragment)" = "$(helper list a.tgz | head -1)" ]
}

# The producer has written the first frame and says no more until it is seen
# at the other end: whoever waits for the second one waits for ever.
# slow_producer FILE BYTES FILTER: the first frame has so many bytes
slow_producer() {
	mkfifo go
	{ head -c "$2" "$1"; read -r _ <go; tail -c +$(($2 + 1)) "$1"; } |
		$3 | $3 | helper list >seen &
	wait_lines seen 1
	[ "$(wc -l <seen)" -eq 1 ]
	echo >go
	wait $!
	[ "$(cat seen)" = "$(helper list "$1")" ]
}

@test "a frame is passed on before the next one is made" {
	helper make 3 10976 >a.tgz
	slow_producer a.tgz "$(first_member a.tgz)" "helper copy"
}

@test "a frame of a plain stream is passed on before the next one is made" {
	helper make 2 1000 plain >a.tar
	# up to the last block of the first crc32 entry
	n=$(grep -abo '000001.meta.json' a.tar | head -1 | cut -d: -f1)
	[ $((n % 512)) -eq 0 ]
	slow_producer a.tar "$n" "helper copy"
}

@test "programs pass a frame on before the next one is made" {
	helper make 3 10976 >a.tgz
	slow_producer a.tgz "$(first_member a.tgz)" "slice -q"
}

@test "a million atoms pass" {
	helper make 2 1000000 | slice -q | helper list >out
	[ "$(cut -d' ' -f1,2 out | tr '\n' ' ')" = "1 1000000 2 1000000 " ]
	[ "$(sed -n 2p out)" = "$(helper make 2 1000000 plain | helper list | sed -n 2p)" ]
}

@test "a stream without its end marker is truncated" {
	helper make 4 20 >a.tgz
	head -c "$(($(wc -c <a.tgz) - $(first_member a.tgz)))" a.tgz >cut.tgz
	run -65 --separate-stderr helper list cut.tgz
	[ "${#lines[@]}" -eq 3 ]
	[[ $stderr == *truncated* ]]
	n=0
	for _ in 1 2 3 4; do n=$((n + $(od -An -tu8 -j$((n + 16)) -N8 a.tgz))); done
	head -c $n a.tgz >cut.tgz
	fails_with 65 'stream ends after frame 4 without its end marker: did the program before this one fail' \
		helper list cut.tgz
	[ "$(helper list fragment cut.tgz | wc -l)" -eq 4 ]
	fails_with 65 'truncated' bash -c 'helper copy cut.tgz | helper list'
}

@test "a flipped byte is found and named" {
	helper make 4 20 >a.tgz
	n=$(first_member a.tgz)
	for at in 9 20 $((n + 5)) $((n + 300)) $((2*n - 3)); do
		cp a.tgz b.tgz
		byte=$(od -An -tu1 -j$at -N1 a.tgz)
		printf "\\x$(printf %x $((byte ^ 16)))" | dd of=b.tgz bs=1 seek=$at conv=notrunc status=none
		fails_with 65 'b.tgz: .*(damaged|truncated|not a stream)' helper list b.tgz
	done
}

@test "what is no stream is said" {
	echo "ITEM: TIMESTEP" >a.txt
	fails_with 65 'a.txt: not a stream' helper list a.txt
	gzip -c a.txt >a.gz
	fails_with 65 'a.gz: not a stream' helper list a.gz
	fails_with 65 'empty' helper list /dev/null
	fails_with 65 'standard input: empty' bash -c ': | helper list'
	fails_with 66 'no/such.tgz' helper list no/such.tgz
	fails_with 66 'directory' helper list .
}

@test "a full disk is an error" {
	[ -c /dev/full ] || skip "no /dev/full"
	helper make 2 20 >a.tgz
	fails_with 74 'cannot write' bash -c 'helper copy a.tgz >/dev/full'
}
