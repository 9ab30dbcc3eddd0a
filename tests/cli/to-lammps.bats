# SPDX-License-Identifier: GPL-3.0-or-later
# The stream into LAMMPS data files and dumps; LAMMPS itself is asked where it is installed.
load common

R=$GW_SRCDIR/tests/reference

# A triclinic sample of KA atoms in a box that is neither standard nor small in tilt.
tilted() {
	"$PYTHON" - <<-'END'
	import math
	h = [[8.5, 1.0, 0.5], [7.0, 9.0, 2.0], [0.3, -2.0, 9.0]]
	n = 9
	print(n**3)
	print('Lattice="%s" Properties=species:S:1:pos:R:3:vel:R:3 gw_units=lj' %
	    " ".join(repr(x) for r in h for x in r))
	for i in range(n**3):
	    s = [(i//81 + 0.1*math.sin(i))/n - 1, (i//9 % 9 + 0.1*math.sin(2*i))/n + 2,
	        (i % 9 + 0.1*math.sin(3*i))/n]
	    x = [sum(s[k]*h[k][c] for k in range(3)) for c in range(3)]
	    print("P" if i % 5 == 0 else "Ni", *map(repr, x), *(repr(math.cos(i + k)) for k in range(3)))
	END
}

energy() {
	to-xyz --forces "$@" | sed -n 2p | grep -o ' energy=[^ ]*' | cut -d = -f 2
}

@test "one frame is a data file, several are a dump, and it can be asked for" {
	from-lammps "$R/cuzr-2000-glass.data.gz" >a.tgz
	cat a.tgz a.tgz >two.tgz
	to-lammps a.tgz | sed -n 1p >head
	grep -q '^LAMMPS data file by glassworks, units = metal' head
	to-lammps --format dump a.tgz | sed -n 1p >head
	grep -q '^ITEM: TIMESTEP' head
	[ "$(to-lammps two.tgz | grep -c '^ITEM: ATOMS id type element x y z ix iy iz$')" -eq 2 ]
	fails_with 64 'a data file holds one frame' to-lammps --format data two.tgz
	[ -z "$(to-lammps --format data two.tgz 2>/dev/null)" ]
}

@test "a turned box has the same energy, and comes back without change" {
	tilted | from-xyz -q -p ka >a.tgz
	to-lammps a.tgz >a.data 2>err
	grep -q "frame 1: the box was turned to LAMMPS's axes; tilts were reduced" err
	grep -q ' xy xz yz$' a.data
	from-lammps -q -p ka a.data >b.tgz
	near "$(energy b.tgz)" "$(energy a.tgz)" 1e-13
	to-lammps --format dump a.tgz 2>/dev/null | from-lammps --units lj -q -p ka >c.tgz
	near "$(energy c.tgz)" "$(energy a.tgz)" 1e-13
	to-lammps b.tgz >b.data 2>err
	[ ! -s err ]
	from-lammps b.data | to-lammps | cmp - b.data
}

@test "LAMMPS reads it and finds the same energy" {
	need lmp
	tilted | from-xyz -q -p ka,shift=none >a.tgz
	to-lammps -q a.tgz >a.data
	to-lammps -q --format dump a.tgz >a.dump
	cat >in <<-'END'
	units lj
	atom_style atomic
	read_data a.data
	pair_style lj/cut 2.5
	pair_coeff 1 1 0.5 0.88 2.2
	pair_coeff 1 2 1.5 0.8 2.0
	pair_coeff 2 2 1.0 1.0 2.5
	thermo_style custom pe ke xlo xhi
	thermo_modify norm no format float %.17g
	run 0
	read_dump a.dump 0 x y z vx vy vz box yes
	run 0
	END
	lmp -in in -log none >out
	awk 'on { print; on = 0 } $1 == "PotEng" { on = 1 }' out >values
	[ "$(wc -l <values)" -eq 2 ]
	e=$(energy a.tgz)
	while read -r pe ke rest; do
		near "$pe" "$e" 1e-12
		near "$ke" 546.39 1e-1
	done <values
	# the types keep their order: B came first
	grep -q '^1 1 # B$' a.data
}

@test "an array force is turned with the box, others are left" {
	tilted | from-xyz -q -p ka >a.tgz
	to-xyz --forces a.tgz | from-xyz -q >f.tgz
	to-lammps -q --format dump f.tgz | from-lammps --units lj -q -p ka | to-xyz --forces >new
	to-lammps -q --format dump f.tgz | from-lammps --units lj -q | to-xyz >kept
	"$PYTHON" - <<-'END'
	def forces(name):
	    f = open(name); f.readline(); f.readline()
	    return [list(map(float, l.split()[-3:])) for l in f]
	a, b = forces("new"), forces("kept")
	most = max(abs(x) for r in a for x in r)
	assert len(a) == 729 and most > 1
	assert max(abs(x - y) for p, q in zip(a, b) for x, y in zip(p, q)) < 1e-12*most
	END
}

@test "a damaged stream: good frames are written, status 65" {
	from-lammps "$R/cuzr-2000-glass.data.gz" >a.tgz
	head -c $(($(stat -c %s a.tgz)*3/2)) <(cat a.tgz a.tgz a.tgz) >cut.tgz
	run -65 bash -c 'to-lammps --format dump cut.tgz 2>/dev/null >out'
	[ "$(grep -c TIMESTEP out)" -eq 1 ]
	[ "$(wc -l <out)" -eq 2009 ]
	run -65 to-lammps -o file cut.tgz
	[ ! -e file ]
	echo hello >text
	fails_with 65 text to-lammps text
}

@test "a full disk does not look like success" {
	[ -w /dev/full ] || skip "no /dev/full here"
	from-lammps "$R/cuzr-2000-glass.data.gz" >a.tgz
	for t in to-lammps to-xyz; do
		fails_with 74 'No space' bash -c "$t a.tgz 2>err >/dev/full; s=\$?; cat err >&2; exit \$s"
	done
	fails_with 74 'No space' bash -c 'from-lammps "$1" 2>err >/dev/full; s=$?; cat err >&2; exit $s' \
		- "$R/cuzr-2000-glass.data.gz"
}
