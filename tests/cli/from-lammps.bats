# SPDX-License-Identifier: GPL-3.0-or-later
# LAMMPS data files and dumps into the stream.
load common

R=$GW_SRCDIR/tests/reference

# One number of reference.tsv: reference SAMPLE STATE QUANTITY
reference() {
	awk -F '\t' -v s="$1" -v t="$2" -v q="$3" '$1 == s && $2 == t && $3 == q { print $4 }' \
		"$R/reference.tsv"
}

# Potential energy of a stream as to-xyz computes it.
energy() {
	to-xyz --forces "$@" | sed -n 2p | grep -o ' energy=[^ ]*' | cut -d = -f 2
}

@test "energies of the reference samples are LAMMPS's" {
	need_potential CuZr_mm.eam.fs
	for s in cuzr-2000-glass cuzr-10976-glass; do
		from-lammps --species Cu,Zr -p eam/fs:CuZr_mm.eam.fs "$R/$s.data.gz" >g.tgz
		near "$(energy g.tgz)" "$(reference $s stored pe_total)" 1e-12
		from-lammps --species Cu,Zr -p eam/fs:CuZr_mm.eam.fs "$R/$s.displaced.dump.gz" >g.tgz
		near "$(energy g.tgz)" "$(reference $s displaced pe_total)" 1e-12
	done
}

@test "energies of the Kob-Andersen sample are LAMMPS's" {
	from-lammps --units lj --species A,B -p ka,shift=none "$R/ka-5000-glass.data.gz" >g.tgz
	near "$(energy g.tgz)" "$(reference ka-5000-glass stored pe_total)" 1e-12
}

@test "data and dump are told apart by content, on stdin too, in one run" {
	zcat "$R/cuzr-2000-glass.displaced.dump.gz" >plain
	from-lammps --species Cu,Zr "$R/cuzr-2000-glass.data.gz" plain >g.tgz
	[ "$(tar tzf g.tgz | grep -c meta.json)" -eq 2 ]
	from-lammps --species Cu,Zr - <plain | tar tzf - >list
	grep -q force.npy list
	from-lammps --species Cu,Zr <"$R/cuzr-2000-glass.data.gz" | tar tzf - >list
	grep -q pos.npy list
}

@test "masses of elements name the types, lj types need names" {
	from-lammps "$R/cuzr-2000-glass.data.gz" | peek >text
	grep -q Zr text
	fails_with 65 'ka-5000-glass.data.gz: nothing says what type 1 is.*--species A,B' \
		from-lammps --units lj "$R/ka-5000-glass.data.gz"
	fails_with 65 '2 types, but --species names 3' \
		from-lammps --species Cu,Zr,Al "$R/cuzr-2000-glass.data.gz"
	fails_with 64 "'Z r' is not a name" from-lammps --species 'Cu,Z r' "$R/cuzr-2000-glass.data.gz"
}

@test "an orthogonal file goes there and back bit for bit" {
	from-lammps --species Cu,Zr "$R/cuzr-2000-glass.data.gz" >a.tgz
	to-lammps a.tgz >b.data
	from-lammps b.data | to-lammps | cmp - b.data
	# the positions are those of the file: shortest form of each number is the same
	zcat "$R/cuzr-2000-glass.data.gz" | awk '/^Atoms/ { on = 1; next } on && NF == 8 { print $1, $3, $4, $5 }' |
		sort -n >x
	awk '/^Atoms/ { on = 1; next } on && NF == 8 { print $1, $3, $4, $5 }' b.data | sort -n >y
	"$PYTHON" - <<-'END'
	a, b = ([list(map(float, l.split())) for l in open(f)] for f in "xy")
	assert len(a) == 2000 and a == b
	END
}

@test "few digits are warned of, and said once" {
	cat >d <<-'END'
	ITEM: TIMESTEP
	0
	ITEM: NUMBER OF ATOMS
	1
	ITEM: BOX BOUNDS pp pp pp
	0 9
	0 9
	0 9
	ITEM: ATOMS id element x y z
	1 Cu 1.23457 2.3 4
	END
	cat d d | from-lammps 2>err >g.tgz
	[ "$(wc -l <err)" -eq 1 ]
	grep -q 'from-lammps: stdin: coordinates have 6 digits at most' err
	sed 's/1.23457/1.2345678901/' d | from-lammps 2>err >g.tgz
	[ ! -s err ]
}

@test "damaged files are refused by file and line, good frames before are passed on" {
	zcat "$R/cuzr-2000-glass.data.gz" >whole.data
	head -n 1000 whole.data >cut.data
	fails_with 65 'cut.data:1000: the file ends after .* of 2000 lines of Atoms: is it cut' \
		from-lammps --species Cu,Zr cut.data
	head -c 50000 "$R/cuzr-2000-glass.data.gz" >cut.gz
	fails_with 65 'cut.gz: the compressed file is cut' from-lammps --species Cu,Zr cut.gz
	sed '100s/ [^ ]* 0 0 0$/ nan 0 0 0/' whole.data >nan.data
	fails_with 65 "nan.data:100: coordinate: 'nan' is not a finite number" from-lammps --species Cu,Zr nan.data
	: >empty
	fails_with 65 'empty: empty file' from-lammps empty
	fails_with 66 'no-such: cannot open' from-lammps no-such
	echo hello >text
	fails_with 65 "text:1: no line 'N atoms'" from-lammps text
	zcat "$R/cuzr-2000-glass.displaced.dump.gz" >two
	head -n 500 two >>two
	run -65 --separate-stderr bash -c 'from-lammps --species Cu,Zr two >g.tgz'
	[[ $stderr == *'frame 2: two:'*'is it cut?'* ]]
	[ "$(tar tzf g.tgz | grep -c pos.npy)" -eq 1 ]
	tar tzf g.tgz >list
	run ! grep -q end.json list
}

@test "a potential that does not fit is refused" {
	need_potential CuZr_mm.eam.fs
	fails_with 65 'species Al' from-lammps --species Cu,Al -p eam/fs:CuZr_mm.eam.fs \
		"$R/cuzr-2000-glass.data.gz"
	fails_with 65 'metal units, potential ka needs lj' from-lammps --species A,B -p ka \
		"$R/cuzr-2000-glass.data.gz"
	fails_with 69 'not found' from-lammps --species Cu,Zr -p eam/fs:none "$R/cuzr-2000-glass.data.gz"
	fails_with 64 'no potential .nope' from-lammps -p nope "$R/cuzr-2000-glass.data.gz"
	fails_with 65 'units' from-lammps --species A,B "$R/cuzr-2000-glass.data.gz" <(
		to-lammps <(from-lammps --units lj --species A,B "$R/ka-5000-glass.data.gz"))
}
